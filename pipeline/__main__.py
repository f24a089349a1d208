"""The command line: its commands, what is said of errors, exit codes.

Exit 0 when the job was done, also where there was no network; 1 for input that cannot be used; 2 for wrong usage;
3 with `--strict` when a source failed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.commands import COMMANDS
from pipeline.errors import PipelineError

_EPILOG = """\
Settings stand in [tool.pipeline] of pyproject.toml: lists, out, library, catalog, mailto, in_place,
citations_every (days).
In the environment:
  S2_API_KEY             a Semantic Scholar key; without one its requests are throttled more
  ENRICH_MAILTO          an address that is told to the APIs, so that they can write to you
  ENRICH_CACHE_DIR       where answers are kept for some hours
  ENRICH_ARXIV_URL, ENRICH_S2_URL            other base addresses of the two APIs
  ENRICH_ARXIV_INTERVAL, ENRICH_S2_INTERVAL  seconds between requests (3 and 1)
  ENRICH_DEADLINE, ENRICH_PATIENCE           seconds for one request (40), and for all failing ones a source (120)
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    args = _parser().parse_args(argv)
    try:
        code: int = args.command(args)
    except PipelineError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; run it again to go on from here", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `… | head`
        sys.stderr.close()
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="paperlist" if Path(sys.argv[0]).stem == "paperlist" else "python -m pipeline",
        description="Look up the papers of curated Markdown lists, and give the lists back annotated.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
