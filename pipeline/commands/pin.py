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

    paths = [args.list] if args.list else settings.find_lists(settings.load(Path.cwd()))
    path = paths[0].parent / "pins.toml"
    text = files.read_text(path) if path.exists() else ""
    of_list = lists.shown(args.list) if args.list else None
    files.write_text(path, pins.add(text, args.title, args.ident, of_list, path=lists.shown(path)))
    read = lists.read(paths, Path(settings.load(Path.cwd()).out), None, in_place=True, as_is=True)
    print(f"{path}: {pins.line(args.title, args.ident)}")
    unused = [n for x in read for _, n in x.notices if n.kind == "unused pin" and args.title.strip() in n.text]
    for notice in unused:
        print(f"{path}:{notice.line}: {notice.text}; is it written as the list writes it?", file=sys.stderr)
    return 0
