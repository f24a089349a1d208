"""How fast lists are read: 100,000 mentions (20 MB) in 30 s and 500 MB at most. `python -m tests.bench.bench_parse`."""

from __future__ import annotations

import resource
import sys
import time

from pipeline.parse import parse

_LINE = (
    "- [Learning to Forecast the Tides of River {n} from Sparse Buoys](https://arxiv.org/abs/{a:04d}.{b:05d}), "
    "Ana Prell, Jo Stam, ICLR {y}. A remark of the curator on entry {n} that fills the line up\n"
)


def made_up_list(count: int) -> str:
    """Write a list of so many papers, fifty in a section."""
    parts = ["# Papers\n"]
    for n in range(count):
        if n % 50 == 0:
            parts.append(f"\n## Section {n // 50}\n\n")
        parts.append(_LINE.format(n=n, a=1000 + n % 9000, b=n, y=1990 + n % 30))
    return "".join(parts)


def main() -> None:
    """Print the time and the memory for lists of growing size; linear means the same time for each mention."""
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000]
    for count in sizes:
        text = made_up_list(count)
        start = time.process_time()
        found = len(parse(text).mentions)
        spent = time.process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        each = spent / count * 1e6
        size = len(text) / 1e6
        sys.stdout.write(f"{found:7d} mentions {size:6.1f} MB {spent:7.1f} s {each:6.0f} us each {memory:5d} MB\n")


if __name__ == "__main__":
    main()
