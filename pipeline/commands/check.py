"""Reads lists and pins without asking anybody; for pull requests to a list."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from pipeline import settings
from pipeline.commands.base import Commands
from pipeline.errors import InputError


def add(commands: Commands) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser(
        "check",
        help="read the lists and the pins without asking anybody; for pull requests",
        description="Read lists and pins, show what is read from the changed lines, fail on pins that cannot be used.",
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="lists (default: those of the settings)")
    parser.add_argument("--base", help="the commit to compare with (default: the pull request's base, else HEAD)")
    parser.add_argument("--generated", action="store_true", help="see only whether generated files were edited by hand")
    parser.set_defaults(command=_check)


def _check(args: argparse.Namespace) -> int:
    from pipeline import git, ledger, lists

    chosen = settings.load(Path.cwd())
    if args.generated:
        if edited := [str(Path(chosen.out) / name) for name in ledger.edited_by_hand(Path(chosen.out))]:
            raise InputError(f"{', '.join(edited)}: edited by hand: make it in the source list (or pins.toml) instead")
        return 0
    paths = args.files or settings.find_lists(chosen)
    base = args.base or (f"origin/{name}" if (name := os.environ.get("GITHUB_BASE_REF")) else "HEAD")
    read = lists.read(paths, Path(chosen.out), None, in_place=chosen.in_place, as_is=True)
    unused = 0
    for x in read:
        lines = git.changed_lines(x.file, base)
        shown = [m for m in x.document.mentions if lines is not None and m.line in lines]
        since = (
            f"{len(shown)} on lines changed since {base}" if lines is not None else f"git cannot compare with {base}"
        )
        print(f"{x.path}: {len(x.document.mentions)} mentions, {since}")
        for m in shown:
            print(f"  {m.line}: {m.title}" + (f"  [{m.annotation}]" if m.annotation else ""))
        for path, notice in x.notices:
            if notice.kind == "left out" and (lines is None or notice.line not in lines):
                continue
            unused += notice.kind == "unused pin"
            what = "looks like a paper and is not read: " if notice.kind == "left out" else ""
            print(f"  {path}:{notice.line}: {what}{notice.text}")
    if unused:
        raise InputError("pins that no list needs: mend their titles, or take them out")
    return 0
