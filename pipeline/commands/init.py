"""Sets the pipeline up in a repository of the user's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.commands.base import Commands


def add(commands: Commands) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser(
        "init",
        help="set this up in a repository of your own",
        description="Find the list here; write settings, an empty pins.toml and the workflow, overwriting nothing.",
    )
    parser.set_defaults(command=_init, prog=parser.prog.removesuffix(" init"))


def _init(args: argparse.Namespace) -> int:
    from pipeline import init

    for line in init.write(init.plan(Path.cwd()), args.prog):
        print(line)
    return 0
