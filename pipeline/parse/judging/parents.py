"""Pure: short names over full references, which are one work."""

from __future__ import annotations

from pipeline.parse.judging.addresses import words_of
from pipeline.parse.judging.proof import MARKED
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
