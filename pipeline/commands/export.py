"""Prints the bibliography in the form that a program wants."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline import settings
from pipeline.commands.base import Commands

_FORMATS = {"bib": "BibTeX", "csl": "CSL-JSON", "ris": "RIS"}


def add(commands: Commands) -> None:
    """Teach the command line this command."""
    forms = ", ".join(f"{name} ({what})" for name, what in _FORMATS.items())
    parser = commands.add_parser(
        "export",
        help="print all papers as a bibliography: BibTeX, CSL-JSON or RIS",
        description=f"Print all papers of the output folder as a bibliography. Formats: {forms}.",
    )
    parser.add_argument("--format", choices=_FORMATS, default="bib", help="default: bib")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to this file instead")
    parser.add_argument("--from", dest="folder", type=Path, metavar="FOLDER", help="the output folder of a run")
    parser.set_defaults(command=_export)


def _export(args: argparse.Namespace) -> int:
    from pipeline import exports, files
    from pipeline.explore import written

    papers = written.papers(args.folder or Path(settings.load(Path.cwd()).out))
    text = exports.BIBLIOGRAPHIES[args.format].write(papers, [])
    if args.out:
        files.write_text(args.out, text)
        print(f"wrote {len(papers)} papers to {args.out}", file=sys.stderr)
        return 0
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.flush()
    return 0
