"""Resolves many lists against a catalogue, on one machine or on a cluster."""

from __future__ import annotations

import argparse
import sys
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
    left = [path for path in paths if not resolve.is_done(job, path)]
    done = [*(cluster.spread(job, left, args.cluster, args.workers) if left else ())]
    for one in done:
        if one.trouble:
            print(f"error: {one.trouble}", file=sys.stderr)
    good = [one for one in done if not one.trouble]
    mentions, matched = sum(o.mentions for o in good), sum(o.matched for o in good)
    print(
        f"{len(good):,} lists, {mentions:,} mentions, {matched:,} matched; {len(paths) - len(left):,} were done before"
    )
    return 1 if len(good) < len(done) else 0
