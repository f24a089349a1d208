"""Pure: headings that give the short name of the one paper below them: "### PondNet" over "**Nets for Ponds**"."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.parse.lexicon.words import words
from pipeline.parse.reading.entry import Entry

_COINED = re.compile(r"[a-z][A-Z]|[A-Z]{2}|\d")
"""What made-up names have and plain words lack: "PondNet", "SRN", "v2"."""
_YEARS = re.compile(r"\s*\((?:19|20)\d\d(?: ?[-–] ?(?:19|20)?\d\d)?\)\s*$")
_LEAST = 5
_SHORT = 3
"""Words that a short name has at most."""


def named_by_headings(entries: list[Entry]) -> dict[int, str]:
    """Give the short names by the number of their paper, where nearly all headings of a level hold one paper."""
    held: dict[int, list[int]] = defaultdict(list)
    heading = None
    for index, entry in enumerate(entries):
        if entry.block.kind == "heading":
            heading = index
        elif heading is not None and entry.accepted:
            held[heading].append(index)
    names: dict[int, str] = {}
    for level in {entries[h].block.level for h in held}:
        ours = [h for h in held if entries[h].block.level == level and not entries[h].accepted]
        texts = {held[h][0]: _YEARS.sub("", entries[h].text).strip() for h in ours if len(held[h]) == 1}
        short = {i: t for i, t in texts.items() if 0 < len(words(t)) <= _SHORT}
        coined = sum(bool(_COINED.search(t)) for t in short.values())
        if coined >= max(_LEAST, 0.5 * len(short)) and len(short) >= 0.8 * len(ours):
            names |= short
    return names
