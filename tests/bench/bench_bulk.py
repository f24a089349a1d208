"""Many lists against a catalogue: one worker beside two, on this machine."""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipeline.bulk import cluster, resolve
from pipeline.catalog.build import build

from . import many

MENTIONS = 178  # a list


def main(arguments: Sequence[str] = ()) -> None:
    """Print seconds and mentions a second; each is after the workers have begun, as in a job of hours."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench bulk", description=__doc__)
    parser.add_argument("--records", type=int, default=30_000, help="of the catalogue")
    parser.add_argument("--lists", type=int, default=96)
    given = parser.parse_args(arguments)
    sys.stdout.write(f"\nBulk: {given.lists} lists of {MENTIONS} mentions, {given.records:,} records\n")
    with tempfile.TemporaryDirectory() as name:
        folder, day = Path(name), datetime.now(UTC).date()
        build(folder / "c", many.write_shards(folder, given.records), day)
        titles = many.mentions(given.lists * MENTIONS, given.records)
        paths = [folder / f"list{n}.md" for n in range(given.lists)]
        for path, some in zip(paths, many.parted(titles, given.lists), strict=True):
            path.write_text("# Papers\n\n" + "".join(f"- {title}\n" for title in some), "utf-8")
        for workers in (1, 2):
            job = resolve.Job(folder, folder / "c", folder / f"out{workers}", day)
            started, seconds = 0.0, 0.0
            done, cpu = 0, _cpu()
            for outcome in cluster.spread(job, paths, None, workers):
                if not started:  # the first lists are in: the workers run, and the catalogue is open
                    started = time.perf_counter()
                elif time.perf_counter() - started > 0:
                    done += outcome.mentions
                    seconds = time.perf_counter() - started
            rate, spent = done / seconds if seconds else 0.0, _cpu() - cpu
            sys.stdout.write(
                f"  {workers} workers: {rate:7.0f} mentions a second, parsed, decided and written; "
                f"{len(titles) / spent:.0f} a CPU second of all processes, their start counted\n"
            )
            sys.stdout.flush()
    sys.stdout.write(f"  ({os.cpu_count()} cores)\n")


def _cpu() -> float:
    """Give the CPU seconds of the processes that have ended."""
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    return use.ru_utime + use.ru_stime
