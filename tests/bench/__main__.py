"""`python -m tests.bench [NAME] [its options]`: every measurement, or one of them (`match`, `parse`, …)."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

NAMES = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def _main(arguments: list[str]) -> None:
    if arguments and arguments[0] not in NAMES:
        sys.exit(f"usage: python -m tests.bench [{'|'.join(NAMES)}] [--help]")
    for name in arguments[:1] or NAMES:
        import_module(f"tests.bench.bench_{name}").main(arguments[1:])


if __name__ == "__main__":
    _main(sys.argv[1:])
