"""Gives the source of an annotated list."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline import files
from pipeline.commands.base import Commands
from pipeline.errors import InputError


def add(commands: Commands) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser(
        "strip",
        help="print the source of an annotated list",
        description="Print the source of an annotated list, byte for byte.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.set_defaults(command=_strip)


def _strip(args: argparse.Namespace) -> int:
    from pipeline.render import strip

    text = files.read_text(args.file)
    try:
        source = strip(text)
    except InputError as error:
        raise InputError(f"{args.file}: {error}") from None
    sys.stdout.flush()
    sys.stdout.buffer.write(source.encode("utf-8"))
    return 0
