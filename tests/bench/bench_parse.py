"""How fast lists are read: 100,000 mentions (20 MB) in 30 s on two cores, and 500 MB. `python -m tests.bench parse`."""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Sequence

from pipeline.parse import parse

_LINE = (
    "- [Learning to Forecast the Tides of River {n} from Sparse Buoys](https://arxiv.org/abs/{a:04d}.{b:05d}), "
    "Ana Prell, Jo Stam, ICLR {y}. A remark of the curator on entry {n} that fills the line up\n"
)
_ROW = (
    "| [Forecasting the Tides of River {n}](https://arxiv.org/abs/{a:04d}.{b:05d}) | Ana Prell, Jo Stam | ICLR {y} |\n"
)
_LOOPS = 1_000_000


def _filled(form: str, count: int) -> str:
    return "".join(form.format(n=n, a=1000 + n % 9000, b=n, y=1990 + n % 30) for n in range(count))


def made_up_list(count: int) -> str:
    """Write a list of so many papers, fifty in a section."""
    lines = _filled(_LINE, count).splitlines(keepends=True)
    sections = (lines[n : n + 50] for n in range(0, count, 50))
    return "# Papers\n" + "".join(f"\n## Section {i}\n\n" + "".join(part) for i, part in enumerate(sections))


def odd_texts(count: int) -> dict[str, str]:
    """Write texts of so many lines whose form is not a list's."""
    return {
        "one table": "| Title | Authors | Venue |\n|---|---|---|\n" + _filled(_ROW, count),
        "one paragraph": _filled(_LINE.removeprefix("- "), count),
        "one paragraph of prose": "so the water went up and down again\n" * count,
        "lines of 17,000 characters": "".join(
            _filled("[Tides {n}](http://x.y/{n}), A B; ", 500) + "\n\n" for _ in range(count // 500)
        ),
        "one line, not read": _filled(_LINE, count).replace("\n", " "),
        "one code block": "```\n" + _filled("Learning the Tides of River {n}, Ana Prell, {y}\n", count) + "```\n",
    }


def _loop() -> float:
    """Time a loop that does nothing: how fast this machine is at the moment."""
    start = time.process_time()
    for _ in range(_LOOPS):
        pass
    return time.process_time() - start


def _spent() -> tuple[float, float]:
    """Give wall and CPU seconds up to now, those of children that have ended among them."""
    spent = os.times()
    return time.perf_counter(), spent.user + spent.system + spent.children_user + spent.children_system


def _memory(who: int) -> int:
    """Give the most MB that this process or the largest of its children had; the two share what was read before."""
    return resource.getrusage(who).ru_maxrss // 1024


def _measure(name: str, text: str, count: int) -> None:
    before = _loop()
    start = _spent()
    found = len(parse(text).mentions)
    wall, cpu = (b - a for a, b in zip(start, _spent(), strict=True))
    loop = (before + _loop()) / 2 / _LOOPS
    sys.stdout.write(
        f"{name:26} {found:7d} mentions {len(text) / 1e6:5.1f} MB {wall:6.1f} s, CPU {cpu:6.1f} s: "
        f"{cpu / count * 1e6:4.0f} us or {cpu / count / loop:6.0f} loops a line "
        f"{_memory(resource.RUSAGE_SELF):4d} MB, a child {_memory(resource.RUSAGE_CHILDREN):3d} MB\n"
    )
    sys.stdout.flush()


def main(arguments: Sequence[str] = ()) -> None:
    """Print time and memory for lists of growing size, then for odd texts; linear means the same CPU for each line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench parse", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, metavar="MENTIONS", help="only lists of so many (default: 1000…)")
    sizes = parser.parse_args(arguments).sizes
    for count in sizes or [1_000, 10_000, 100_000]:
        _measure(f"list of {count}", made_up_list(count), count)
    if not sizes:
        for name, text in odd_texts(10_000).items():
            _measure(name, text, 10_000)
