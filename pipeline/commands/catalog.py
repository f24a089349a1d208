"""Makes a catalogue out of metadata dumps, and shows what is in one."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.base import Commands

if TYPE_CHECKING:
    from pipeline.catalog.build import Tally
    from pipeline.catalog.shelf import Catalog
    from pipeline.settings import Settings


def add(commands: Commands) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser(
        "catalog",
        help="make a catalogue out of metadata dumps, to find papers without a network",
        description="Make a catalogue out of metadata dumps, add to it, refresh it; or show what is in it.",
    )
    kinds = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    build = kinds.add_parser(
        "build",
        help="put dumps into a catalogue; a newer dump replaces what an older one said",
        description="Put dumps into the catalogue in DIR: arXiv's metadata snapshot, Semantic Scholar's dataset "
        "papers, dblp.xml, BibTeX, Parquet with titles; plain or packed with gzip, and told by what they hold.",
    )
    build.add_argument("folder", type=Path, metavar="DIR")
    build.add_argument("--from", dest="dumps", nargs="+", type=Path, required=True, metavar="FILE", help="the dumps")
    build.set_defaults(command=_build)
    show = kinds.add_parser("show", help="show what is in a catalogue", description="Show what is in a catalogue.")
    show.add_argument("folder", type=Path, metavar="DIR")
    show.set_defaults(command=_show)


def chosen(folder: Path | None, settings: Settings) -> Catalog | None:
    """Open the catalogue that is named, if any. Raises InputError where it cannot be used."""
    named = folder or (Path(settings.catalog) if settings.catalog else None)
    if named is None:
        return None
    from pipeline.catalog.shelf import Catalog

    return Catalog(named)


def _build(args: argparse.Namespace) -> int:
    from pipeline.catalog.build import build

    tallies = build(args.folder, args.dumps, datetime.now(UTC).date(), _progress)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    for tally in tallies:
        print(f"{tally.file}: {tally.form}: {_counts(tally)}")
        for line in tally.shown:
            print(f"  passed over: {line}")
        if tally.broken > len(tally.shown):
            print(f"  passed over: {tally.broken - len(tally.shown):,} more")
        if tally.broke_off:
            print(f"error: {tally.broke_off}; what stands before was taken", file=sys.stderr)
    return 1 if any(t.broke_off for t in tallies) else 0


def _progress(tally: Tally) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{tally.file[:50]}: {tally.read:,}", end="", file=sys.stderr, flush=True)


def _counts(tally: Tally) -> str:
    named = (("new", tally.new), ("changed", tally.changed), ("as before", tally.same), ("broken", tally.broken))
    return ", ".join(f"{count:,} {name}" for name, count in named if count) or "no records"


def _show(args: argparse.Namespace) -> int:
    from pipeline.catalog.shelf import Catalog

    found = Catalog(args.folder)
    live = sum(len(p.contents) - len(p.dead) for p in found.parts)
    size = sum(path.stat().st_size for path in args.folder.rglob("*") if path.is_file())
    print(f"{args.folder}: {live:,} records in {len(found.parts)} parts, {size / 1e6:,.0f} MB")
    for dump in found.manifest.dumps:
        print(f"  {dump['day']} {dump['file']}: {dump['form']}: {dump['new']:,} new, {dump['changed']:,} changed")
    return 0
