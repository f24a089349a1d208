"""Shows what is read of a list."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from pathlib import Path

from pipeline import files
from pipeline.commands.base import Commands
from pipeline.errors import InputError


def add(commands: Commands) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser(
        "parse",
        help="print the papers that a list mentions, one JSON object a line",
        description="Print the papers that a list mentions, one JSON object a line, in document order.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--explain", action="store_true", help="say of every entry what it was read as, and why")
    parser.set_defaults(command=_parse)


def _parse(args: argparse.Namespace) -> int:
    from pipeline.parse import explain, parse
    from pipeline.render import strip

    text = files.read_text(args.file)
    with contextlib.suppress(InputError):
        text = strip(text)
        print(f"{args.file}: annotated by us; what follows is of its source", file=sys.stderr)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # JSON is UTF-8, whatever the terminal
    if args.explain:
        sys.stdout.writelines(
            f"{e.line}: {e.what}: {e.text}\n" + (f"    {e.why}\n" if e.why else "") for e in explain(text)
        )
        return 0
    document = parse(text)
    rows = ({n: getattr(m, n) for n in m.__slots__ if n != "place"} for m in document.mentions)
    sys.stdout.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    for notice in document.notices:
        what = "looks like a paper and was not read: " if notice.kind == "left out" else ""
        print(f"{args.file}:{notice.line}: {what}{notice.text}", file=sys.stderr)
    return 0
