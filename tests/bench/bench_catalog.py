"""A catalogue of millions of records: how long it takes to build and to ask, and how well it finds. Beside SQLite FTS5.

Needs half a gigabyte of disk for a million records. CPU seconds are of all processes. Memory is the peak of all
processes together, looked at twice a second: proportional set size, which counts a page that two share half to each,
and the pages of files that are mapped.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from pipeline import match
from pipeline.catalog.build import build
from pipeline.catalog.shelf import Catalog
from pipeline.model import Answered, Match, Query, Status, Unanswered
from pipeline.titles import Agreement, compare, squash

from . import fts, many, own, shared
from .cases import COPIED, KINDS, OTHER_WORDS, RETITLED, Case, half
from .finders import Found
from .table import is_shown, table
from .table import verdict as what_became

LIST = 178  # mentions of one list
LOOK = 0.5  # seconds between two looks at the memory
AT_ONCE = 10_000  # mentions; as of sixty lists
PATIENCE = 1000  # titles that SQLite is asked for
Search = Callable[[Iterable[Query]], Mapping[Query, Answered]]
_OTHERS = Unanswered("the network", "left out", asked=False)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds by the clock, seconds of CPU, MB of memory; and what it gave."""

    wall: float
    cpu: float
    memory: int
    result: Any


def main(arguments: Sequence[str] = ()) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench catalog", description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[100_000], help="how many, smallest first")
    parser.add_argument("--mentions", type=int, default=10_000)
    parser.add_argument("--alone", action="store_true", help="leave SQLite out")
    parser.add_argument("--half", choices=("A", "B", "all"), default="B", help="of the titles for quality")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    given = parser.parse_args(arguments)
    say(f"\nCatalogue: made of {len(many.real()):,} papers; asked for {given.mentions:,} titles, 88 in 100 as they are")
    say(_HEAD)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for count in given.records:
            _measure(Path(folder), count, many.mentions(given.mentions, count), alone=given.alone)
        _build(Path(folder) / "real", many.write_shards(Path(folder), len(many.real())))
        _quality(Path(folder) / "real", given.half)


_HEAD = (
    f"{'records':>9} {'':5}|{'build s':>8}{'CPU s':>7}{'MB':>6}{'on disk':>8} |"
    f"{'open s':>7}{f'{LIST} s':>7}{'MB':>5} |{'a sec.':>7}{'a CPU s':>8}{'by two':>8}{'MB':>6}{'matched':>8}"
)


def _measure(folder: Path, count: int, titles: list[str], *, alone: bool) -> None:
    shards = many.write_shards(folder, count)
    ways = (("ours", _build, _ask, len(titles)), ("FTS5", fts.build, _ask_fts, PATIENCE))
    for name, step, search, most in ways:
        if alone and name != "ours":
            continue
        path = folder / name
        shutil.rmtree(path, ignore_errors=True)
        path.unlink(missing_ok=True) if path.is_file() else None
        built = _measured(step, path, shards)
        some = titles[:most]
        listed, asked = _measured(search, path, titles[:LIST]), _measured(search, path, some)
        with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
            both = max(spent for _, spent, *_ in pool.map(search, [path] * 2, many.parted(some, 2)))
        opened, first, *_ = listed.result
        _, spent, cpu, matched = asked.result
        say(
            f"{count:9,} {name:5}|{built.wall:8.1f}{built.cpu:7.0f}{built.memory:6}{_size(path):8.0f} |"
            f"{opened:7.2f}{first:7.2f}{listed.memory:5} |{len(some) / spent:7.0f}{len(some) / cpu:8.0f}"
            f"{len(some) / both:8.0f}{asked.memory:6}{matched / len(some):8.3f}"
        )
    for shard in shards:
        shard.unlink()


def _build(path: Path, shards: Sequence[Path]) -> None:
    build(path, shards, date(2026, 1, 1))


def _ask(path: Path, titles: Sequence[str]) -> tuple[float, float, float, int]:
    """Give the seconds for opening and for the titles, those of CPU, and how many titles were matched."""
    start = time.perf_counter()
    shelf = Catalog(path)
    return time.perf_counter() - start, *_asked(shelf.search, titles)


def _ask_fts(path: Path, titles: Sequence[str]) -> tuple[float, float, float, int]:
    return 0.0, *_asked(partial(fts.search, path), titles)


def _asked(search: Search, titles: Sequence[str]) -> tuple[float, float, int]:
    start, cpu = time.perf_counter(), time.process_time()
    verdicts = _verdicts(search, titles)
    matched = sum(v.status is Status.MATCHED for v in verdicts)
    return time.perf_counter() - start, time.process_time() - cpu, matched


def _verdicts(search: Search, titles: Sequence[str]) -> list[Match]:
    verdicts: list[Match] = []
    for start in range(0, len(titles), AT_ONCE):
        queries = [Query(title) for title in titles[start : start + AT_ONCE]]
        found = search(queries)
        verdicts += [match.decide(q, [*([found[q]] if q in found else ()), _OTHERS]) for q in queries]
    return verdicts


def _measured(step: Callable[..., Any], *given: object) -> Cost:
    """Run a step in a process of its own."""
    peak = 0
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        process = psutil.Process(pool.submit(os.getpid).result())
        running = pool.submit(_run, step, given)
        is_done = False
        while not is_done:
            is_done = bool(wait([running], LOOK).done)
            peak = max(peak, _memory(process))
        return replace(running.result(), memory=peak)


def _run(step: Callable[..., Any], given: tuple[object, ...]) -> Cost:
    start = time.perf_counter()
    result = step(*given)
    wall = time.perf_counter() - start
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Cost(wall, sum(use.ru_utime + use.ru_stime for use in uses), 0, result)


def _memory(process: psutil.Process) -> int:
    """Give what a process and its children hold, in MB."""
    held = 0
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            info = one.memory_full_info()
            held += getattr(info, "pss", info.uss)  # Linux alone shares it out
    return held // 1_000_000


def _size(path: Path) -> float:
    """Give the size on disk, in MB."""
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(p.stat().st_size for p in files) / 1e6


def _quality(path: Path, which: str) -> None:
    """Print what is found through the catalogue alone, of titles as curators write them."""
    made, left_out = _cases(which)
    shelf = Catalog(path)
    results: list[Found] = []
    for kind in KINDS:
        if chosen := [c for c in made if c.kind == kind]:
            start = time.perf_counter()
            verdicts = _verdicts(shelf.search, [c.title for c in chosen])
            results.append(Found(tuple(chosen), tuple(verdicts), 0, time.perf_counter() - start))
    say(f"\nThrough a catalogue of the papers alone, half {which} ({left_out} left out: two papers begin with them)")
    say(table({"the catalogue alone": results}))
    renamed = [(c, v) for f in results for c, v in zip(f.cases, f.verdicts, strict=True) if c.kind == RETITLED]
    shown = sum(_is_told(c, v) for c, v in renamed)
    say(f"of {len(renamed)} renamed papers {shown} are matched, or ambiguous and shown ({shown / len(renamed):.2f})")


def _cases(which: str) -> tuple[list[Case], int]:
    """Give the titles; what a list writes by a title that the paper has no more counts as renamed."""
    made = shared.cases()[0] if shared.is_here() else own.cases_and_records()[0]
    titles = sorted({squash(r["title"]) for r in many.real()})
    fair = [c for c in made if c.kind not in _CUT or _begin_with(titles, squash(c.title)) < 2]
    kinds = (RETITLED if _is_renamed(c) else COPIED if c.kind == OTHER_WORDS else c.kind for c in fair)
    told = [replace(c, kind=kind) for c, kind in zip(fair, kinds, strict=True)]
    return half(told, which), len(made) - len(fair)


_CUT = ("subtitle lost", "tail lost")


def _begin_with(titles: Sequence[str], start: str) -> int:
    """Count the sorted titles that begin so."""
    return bisect(titles, start + chr(sys.maxunicode)) - bisect(titles, start)


def _is_renamed(case: Case) -> bool:
    return case.paper is not None and compare(case.title, case.paper.titles[0]).agreement < Agreement.PART


def _is_told(case: Case, verdict: Match) -> bool:
    """Whether the paper is matched, or among the candidates of what is `ambiguous`."""
    return (verdict.status is Status.AMBIGUOUS and is_shown(case, verdict)) or what_became(case, verdict) == "right"


def say(text: str) -> None:
    """Print at once; a measurement takes minutes."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
