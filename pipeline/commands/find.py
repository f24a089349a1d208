"""Finds one title in a catalogue."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline import settings
from pipeline.commands import catalog
from pipeline.commands.base import Commands
from pipeline.errors import InputError


def add(commands: Commands) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser(
        "find",
        help="find one title in a catalogue",
        description="Find one title in a catalogue, and say which paper it is and why.",
    )
    parser.add_argument("title")
    parser.add_argument("--catalog", type=Path, metavar="DIR", help="the catalogue (default: that of the settings)")
    parser.add_argument("--authors", help="an author or more, as a list would name them")
    parser.add_argument("--year", type=int)
    parser.set_defaults(command=_find)


def _find(args: argparse.Namespace) -> int:
    from pipeline import match, merge, works
    from pipeline.catalog.asking import NAME
    from pipeline.model import Query, Status, Unanswered

    shelf = catalog.chosen(args.catalog, settings.load(Path.cwd()))
    if shelf is None:
        raise InputError("which catalogue? name it with --catalog DIR, or `catalog` in [tool.pipeline]")
    query = Query(args.title, authors=args.authors, year=args.year)
    found = shelf.search([query])
    verdict = match.decide(query, [*found.values(), Unanswered(NAME, "others were left out", asked=False)])
    if verdict.status is Status.MATCHED:
        (paper,), _ = merge.merge([verdict.records])
        print(f"{paper.title}\n  {', '.join(paper.authors) or 'no authors known'}")
        print(f"  {' '.join(str(v) for v in (paper.venue, paper.year) if v)}".rstrip())
        print(f"  {', '.join(works.keys(paper.ids)) or paper.paper_id}")
        print(f"  {paper.url}" if paper.url else "", end="\n" if paper.url else "")
        print(f"  matched: {', '.join(verdict.reasons)}")
        return 0
    doubt = ", ".join(verdict.reasons) if verdict.status is Status.AMBIGUOUS else "not in the catalogue"
    print(doubt + ("; the closest:" if verdict.rivals else ""))
    for rival in verdict.rivals:
        one = rival.candidate
        said = ", ".join(str(v) for v in (next(iter(one.authors), None), one.year, *works.keys(one.ids)[:1]) if v)
        print(f"  {one.title} ({said})")
    return 0
