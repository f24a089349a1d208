"""The change report of what is not committed yet."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline import settings
from pipeline.commands.base import Commands


def add(commands: Commands) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser(
        "diff",
        help="the change report of what is not committed yet",
        description="Print the change report between the tables in git's HEAD and those in the output folder.",
    )
    parser.add_argument("--out", type=Path, help="the output folder (default: enriched)")
    parser.set_defaults(command=_diff)


def _diff(args: argparse.Namespace) -> int:
    from pipeline import run

    for line in run.uncommitted(args.out or Path(settings.load(Path.cwd()).out)):
        print(line)
    return 0
