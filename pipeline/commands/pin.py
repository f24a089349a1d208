"""Says which paper a title is, in pins.toml."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline import files, settings
from pipeline.commands.base import Commands


def add(commands: Commands) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser(
        "pin",
        help="say which paper a title is, in pins.toml",
        description="Write a pin for a title into the pins.toml beside the list; comments and order there stay.",
    )
    parser.add_argument("title", help="the title as the list writes it")
    parser.add_argument(
        "ident", metavar="ID", help="arxiv:2302.02676, doi:…, acl:…, s2:…, openreview:…, https://…, skip, not:arxiv:…"
    )
    parser.add_argument("--list", type=Path, metavar="FILE", help="for this list alone")
    parser.set_defaults(command=_pin)


def _pin(args: argparse.Namespace) -> int:
    from pipeline import lists, pins

    chosen = settings.load(Path.cwd())
    paths = [args.list] if args.list else settings.find_lists(chosen)
    read = lists.read(paths, Path(chosen.out), None, in_place=True, as_is=True)
    title = pins.fold(args.title)
    named = [x.file for x in read if any(pins.fold(m.title) == title for m in (*x.document.mentions, *x.pins))]
    path = (named or paths)[0].parent / "pins.toml"
    text = files.read_text(path) if path.exists() else ""
    of_list = lists.shown(args.list) if args.list else None
    files.write_text(path, pins.add(text, args.title, args.ident, of_list, path=lists.shown(path)))
    print(f"{path}: {pins.line(args.title, args.ident)}")
    if not named:
        print(f"no list names “{args.title}”; is it written as the list writes it?", file=sys.stderr)
    return 0
