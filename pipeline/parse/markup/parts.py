"""Pure: the blocks of a huge list cut into parts, each of which is read as a list of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.parse.markup.blocks import Block

SIZE = 2_000_000
"""Characters of a part at least. A text of twice as many is cut; real lists are far from it."""

_INTRODUCTION = 20
"""Lines that a paragraph which introduces a list has at most."""


class Part(NamedTuple):
    """Blocks that are read together; those before the offset `start` in `line` are only what the others stand under."""

    blocks: list[Block]
    start: int = 0
    line: int = 0


def parts_of(blocks: list[Block], length: int, size: int, awaited: Sequence[int] = ()) -> list[Part]:
    """Cut the blocks of a text of `length` characters at headings, or else between the items of a list.

    A table, an item with what hangs under it, and a row of paragraphs stay whole, whatever their size. In front of each
    part stand again the headings above it, and the paragraph above its list. `awaited` are the lines of comments, in
    order, that speak of the next entry: nothing is cut between the two.
    """
    if length < 2 * size:
        return [Part(blocks)]
    parts: list[Part] = []
    above: list[Block] = []
    front: list[Block] = []
    first = start = line = told = 0
    for index, block in enumerate(blocks):
        if not block.lines:
            continue
        begins = block.lines[0]
        if _may_begin(block, blocks[index - 1], begins.start - start, size) and (
            bisect_left(awaited, told) == bisect_right(awaited, begins.number)
        ):
            parts.append(Part(front + blocks[first:index], start, line))
            front = above if block.kind == "item" else [b for b in above if _is_over(b, block)]
            first, start, line = index, begins.start, begins.number
        above = _with(above, block)
        if block.kind in {"item", "row", "text"}:
            told = begins.number
    return [*parts, Part(front + blocks[first:], start, line)]


def _may_begin(block: Block, before: Block, grown: int, size: int) -> bool:
    """Say whether a part may begin with a block: a heading, or an item below another where no heading came in time."""
    if grown < size:
        return False
    if block.kind == "heading":
        return block.item is None
    inside = block.item is not None and block.above is None and before.item is not None
    return block.kind == "item" and inside and 2 * grown >= 3 * size


def _with(above: list[Block], block: Block) -> list[Block]:
    """Give the headings and the paragraph that what follows a block stands under, the paragraph last."""
    if block.kind == "heading":
        return [*(b for b in above if _is_over(b, block)), block]
    if block.item is not None or block.kind not in {"text", "row", "code"}:
        return above
    introduces = block.kind == "text" and len(block.lines) <= _INTRODUCTION
    return [*(b for b in above if b.kind == "heading"), *([block] if introduces else [])]


def _is_over(above: Block, heading: Block) -> bool:
    """Say whether a block is a heading over another one."""
    return above.kind == "heading" and max(1, above.level) < max(1, heading.level)
