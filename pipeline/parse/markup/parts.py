"""Pure: the blocks of a huge list cut into parts, each of which is read as a list of its own."""

from __future__ import annotations

import re
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
    """Cut the blocks of a text of `length` characters at headings, or else between items, rows or paragraphs.

    An item with what hangs under it stays whole, whatever its size. In front of each part stand again the headings
    above it, the paragraph above its list or table, and the first row of its table. `awaited` are the lines of
    comments, in order, that speak of the next entry: nothing is cut between the two.
    """
    if length < 2 * size:
        return [Part(blocks)]
    parts: list[Part] = []
    above: list[Block] = []
    front: list[Block] = []
    forms: dict[str, int] = {}
    first = start = line = told = 0
    for index, block in enumerate(blocks):
        if not block.lines:
            continue
        begins = block.lines[0]
        if block.kind == "heading":
            forms.clear()
        elif block.kind == "text":
            form = _form(block)
            forms[form] = forms.get(form, 0) + 1
        grown = begins.start - start
        if _may_begin(block, blocks[index - 1], grown, size, forms) and (
            bisect_left(awaited, told) == bisect_right(awaited, begins.number)
        ):
            parts.append(Part(front + blocks[first:index], start, line))
            front = _front(above, block)
            first, start, line = index, begins.start, begins.number
        above = _with(above, block)
        if block.kind in {"item", "row", "text"}:
            told = begins.number
    return [*parts, Part(front + blocks[first:], start, line)]


def _may_begin(block: Block, before: Block, grown: int, size: int, forms: dict[str, int]) -> bool:
    """Say whether a part may begin with a block: a heading, or one like those before it if none came in time."""
    if grown < size:
        return False
    if block.kind == "heading":
        return block.item is None
    if 2 * grown < 3 * size:
        return False
    if block.kind == "item":
        return block.item is not None and block.above is None and before.item is not None
    if block.item is not None or block.kind != before.kind:
        return False
    return block.table == before.table if block.kind == "row" else block.kind == "text" and _is_first(block, forms)


_FORMS = 50
"""Forms of paragraphs that entries may have; where there are more, none is the first of an entry."""

_LETTERS = re.compile(r"[^\W\d_].*[^\W_]|\d", re.DOTALL)


def _form(block: Block) -> str:
    """Give the signs that a paragraph opens and ends with, three at most of each."""
    before, *_, behind = _LETTERS.split(block.lines[0].text, maxsplit=1)
    return f"{before[:3]} {behind[:3]}"


def _is_first(block: Block, forms: dict[str, int]) -> bool:
    """Say whether a paragraph has the form of the first one of each entry, "**Title**" before "*Authors*"."""
    if len(forms) > _FORMS:
        return False
    usual = max(forms.values())
    return _form(block) == next(form for form, count in forms.items() if 2 * count >= usual)


def _front(above: list[Block], block: Block) -> list[Block]:
    """Give what stands again in front of a part that begins with a block."""
    if block.kind == "heading":
        return [b for b in above if _is_over(b, block)]
    return above if block.kind in {"item", "row"} else [b for b in above if b.kind == "heading"]


def _with(above: list[Block], block: Block) -> list[Block]:
    """Give the headings, the paragraph and the first row of a table that what follows a block stands under."""
    last = above[-1] if above else None
    if block.kind == "heading":
        return [*(b for b in above if _is_over(b, block)), block]
    if block.item is not None:
        return above if last is None or last.kind != "row" else [b for b in above if b.kind == "heading"]
    if block.kind == "row":
        if last is None or last.kind != "row":
            return [*above, block]
        return above if last.table == block.table else [*(b for b in above if b.kind == "heading"), block]
    if block.kind not in {"text", "code"}:
        return above
    introduces = block.kind == "text" and len(block.lines) <= _INTRODUCTION
    return [*(b for b in above if b.kind == "heading"), *([block] if introduces else [])]


def _is_over(above: Block, heading: Block) -> bool:
    """Say whether a block is a heading over another one."""
    return above.kind == "heading" and max(1, above.level) < max(1, heading.level)
