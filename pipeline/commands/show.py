"""Shows the list with what was found, as a table in the terminal."""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import settings
from pipeline.commands.base import Commands

if TYPE_CHECKING:
    from pipeline.explore.listing import Line, Wish

# JSON leaves these as they are; a terminal may obey them.
_CONTROLS = re.compile(r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def add(commands: Commands) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser(
        "show",
        help="show the list with what was found, as a table",
        description="Show what the list names: title, authors, venue, year, citations and the curator's note.",
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="only what holds these in title, author or note")
    parser.add_argument("--section", metavar="TEXT", help="only sections whose heading holds this")
    parser.add_argument("--year", metavar="YEARS", help="2023, 2022..2024, 2022.. or ..2022")
    parser.add_argument("--venue", metavar="TEXT", help="only venues that hold this; arXiv for preprints")
    parser.add_argument("--status", choices=["matched", "ambiguous", "absent", "unknown"])
    parser.add_argument("--sort", choices=["list", "citations", "year"], default="list", help="default: list")
    parser.add_argument("--limit", type=_positive, metavar="N", help="no more than so many")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a line, with ids and addresses")
    form.add_argument("--csv", action="store_true", help="CSV with a header, with ids and addresses")
    parser.add_argument("--from", dest="folder", type=Path, metavar="FOLDER", help="the output folder of a run")
    parser.set_defaults(command=_show)


def _show(args: argparse.Namespace) -> int:
    from pipeline.explore import listing, written

    folder = args.folder or Path(settings.load(Path.cwd()).out)
    every = listing.lines(written.mentions(folder), written.papers(folder))
    wish = listing.Wish(args.words, args.section, args.year, args.venue, args.status, args.sort)
    found = listing.chosen(every, wish)
    shown = found[: args.limit]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # whatever the terminal says of itself
    if args.json:
        _write(_json(shown))
    elif args.csv:
        _write(_csv(shown))
    elif shown:
        from pipeline.explore.screen import show

        show(shown, sys.stdout)
    sys.stdout.flush()
    print(_count(len(shown), found, every, wish), file=sys.stderr)
    return 0


def _count(shown: int, found: Sequence[Line], every: Sequence[Line], wish: Wish) -> str:
    """Say how many of how many, and what to do where there are none."""
    from pipeline.text import one_line

    if not every:
        return "the list names no papers; `python -m pipeline parse FILE` shows what is read"
    if found:
        return f"{len(found)} of {len(every)} mentions" + (f", the first {shown} shown" if shown < len(found) else "")
    said = f"0 of {len(every)} mentions: nothing fits"
    names = {"section": {x.row["section"] for x in every}, "venue": {x.venue for x in every}}
    for name, there in names.items():
        if getattr(wish, name) is not None:
            said += f"\n{name}s: " + "; ".join(sorted(one_line(n) for n in there if n))
    return said


def _json(lines: Iterable[Line]) -> Iterable[str]:
    for line in lines:
        text = json.dumps(line.values(), ensure_ascii=False)
        yield _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _csv(lines: Sequence[Line]) -> Iterable[str]:
    from pipeline.text import one_line

    names = list(lines[0].values()) if lines else []
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for line in lines:
        values = line.values() | {"authors": "; ".join(line.values()["authors"])}
        writer.writerow([one_line(v) if isinstance(v, str) else v for v in values.values()])
    yield text.getvalue()


def _write(texts: Iterable[str]) -> None:
    for text in texts:
        sys.stdout.write(text)


def _positive(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d*", text):
        raise argparse.ArgumentTypeError(f"{text} is no number of lines")
    return int(text)
