"""Pure: short names over full references, which are one work, and terms over references of their own."""

from __future__ import annotations

import re

from pipeline.parse.judging.addresses import words_of
from pipeline.parse.judging.proof import MARKED, strength
from pipeline.parse.reading.entry import Entry


def nick_parents(entries: list[Entry]) -> None:
    """Where a short name with links stands over the full reference, the reference is the paper and has the links."""
    for index, entry in enumerate(entries):
        if (
            not entry.accepted
            or not entry.best
            or entry.parent is None
            or entry.block.kind != "item"
            or not any(c.reading.names or c.reading.venue for c in entry.cells)
        ):
            continue
        above = entries[entry.parent]
        if (
            not above.best
            or above.block.kind != "item"
            or above.owner is not None
            or any(c.reading.names or c.reading.venue for c in above.cells)
        ):
            continue
        mine, upper = words_of(entry.best), words_of(above.best)
        same = mine == upper
        if same and above.accepted:
            entry.accepted, entry.owner = False, entry.parent
            above.extra += entry.cells
        elif (
            same
            or (upper < mine and above.best[1].shape < 0.8)
            or (above.best[1].segment.kind not in MARKED and (above.best[1].shape < 0.8 or len(upper) <= 5))
        ):
            above.accepted, above.owner = False, index
            entry.extra += above.cells


_CITED = re.compile("N?P+Y?(?:T+V|t+[TV])")
"""Names, a title, and where it appeared; "t" is what stands in italics."""
_TITLE = 0.9
"""The form of a title; below it is that of a few words, no more than a term may have."""


def cites_another(entry: Entry, above: Entry) -> bool:
    """Say whether a line is a whole reference, and a few words above it, of which nothing is told, but a term."""
    chunks = entry.cells[0].reading.chunks
    told = "".join(["t" if c.kind == "T" and c.segment.kind == "slant" else c.kind for c in chunks])
    if not (above.best and entry.best and "Y" in told and _CITED.match(told)):
        return False
    if not above.best[1].shape < _TITLE <= entry.best[1].shape or strength(above.cells):
        return False
    bare = {c.kind for cell in above.cells[:1] for c in cell.reading.chunks} <= {"", "T"}
    return bare and words_of(entry.best) != words_of(above.best)
