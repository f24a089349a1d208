"""`python -m tests.bench [NAME] [its options]`: what takes a few minutes together, one measurement, or `all`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

NAMES = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
LONGER = (
    "bulk",
    "catalog",
    "hunt",
    "near",
    "page",
)  # many minutes, or with needs of their own: run when they are named


def _main(arguments: list[str]) -> None:
    chosen, options = arguments[:1], arguments[1:]
    if chosen and chosen[0] not in (*NAMES, "all"):
        sys.exit(f"usage: python -m tests.bench [{'|'.join(NAMES)}|all] [--help]")
    if not chosen:
        chosen = [name for name in NAMES if name not in LONGER]
    for name in NAMES if chosen == ["all"] else chosen:
        import_module(f"tests.bench.bench_{name}").main(options)


if __name__ == "__main__":
    _main(sys.argv[1:])
