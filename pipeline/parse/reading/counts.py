"""Pure: numbers of two places in front of titles, told from titles that open with one by those before them."""

from __future__ import annotations

import re

_COUNT = re.compile(r"(\d{1,2})\.(\d{1,2}?)[.、)]?\s*(?=[^\W\d]|\dD\b)(?!D\b)")


class Count:
    """Counts on from "1.1 Slow Ponds" to "1.2Frozen Lakes" and "2.1 Ice": "2.5D Lakes" and "3.5 Million" are none."""

    def __init__(self) -> None:
        """Begin before the first number."""
        self._last: tuple[int, int] | None = None

    def width(self, text: str) -> int:
        """Give how many characters in front are the next number."""
        if not text[:1].isdigit() or not (found := _COUNT.match(text)):
            return 0
        whole, part = int(found[1]), int(found[2])
        if part != 1 and (whole, part - 1) != self._last:
            return 0
        self._last = whole, part
        return found.end()
