"""Resolves many lists against a catalogue, on one machine or on a cluster."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from pipeline import settings
from pipeline.commands.base import Commands
from pipeline.errors import InputError


def add(commands: Commands) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser(
        "bulk",
        help="find the papers of many lists in a catalogue, on one machine or a cluster",
        description="Find the papers of many lists in a catalogue, without a network. Writes two Parquet datasets, "
        "mentions and papers, a file a list; lists that were done before are passed over.",
    )
    parser.add_argument("lists", nargs="+", type=Path, help="lists, folders of them, files with a path on each line")
    parser.add_argument("--catalog", type=Path, metavar="DIR", help="the catalogue (default: that of the settings)")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler (default: workers on this machine)")
    parser.add_argument("--workers", type=int, help="on this machine (default: one a core)")
    parser.set_defaults(command=_bulk)


def _bulk(args: argparse.Namespace) -> int:
    from pipeline.bulk import cluster, resolve
    from pipeline.catalog.shelf import Catalog

    named = args.catalog or settings.load(Path.cwd()).catalog
    if not named:
        raise InputError("which catalogue? name it with --catalog DIR, or `catalog` in [tool.pipeline]")
    Catalog(Path(named))  # fails here rather than on every worker
    job = resolve.Job(Path.cwd(), Path(named).resolve(), args.out.resolve(), datetime.now(UTC).date())
    paths = resolve.find(args.lists)
    left = [path for path in paths if not resolve.done(job, path)]
    count = Counter[str]()
    for one in cluster.spread(job, left, args.cluster, args.workers) if left else ():
        if one.trouble:
            print(f"error: {one.trouble}", file=sys.stderr)
        count.update(lists=not one.trouble, broken=bool(one.trouble), mentions=one.mentions, matched=one.matched)
        if sys.stderr.isatty():
            print(f"\r{count['lists']:,} of {len(left):,} lists", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    done = f"{count['lists']:,} lists, {count['mentions']:,} mentions, {count['matched']:,} matched"
    print(f"{done}; {len(paths) - len(left):,} were done before")
    return 1 if count["broken"] else 0
