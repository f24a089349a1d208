"""Pure: which lines only say where the thing that the line above them names is to be found."""

from __future__ import annotations

import re

from pipeline.parse.judging.proof import strength
from pipeline.parse.lexicon.hints import YEAR
from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.names import is_names, is_person
from pipeline.parse.lexicon.words import words
from pipeline.parse.reading.entry import Cell, Entry
from pipeline.parse.reading.runs import Run

_TITLE = 0.75
"""The form of a title that is told of below."""


def opens_with_address(entry: Entry, above: Entry) -> bool:
    """Say whether a line opens with the address of what the line above it names."""
    if (
        entry.block is not above.block
        or not above.best
        or above.best[1].shape < 0.7
        or any(c.links for c in above.cells)
    ):
        return False
    cell = entry.cells[0]
    return bool(cell.links) and cell.links[0].bare and not words(cell.flow.text[cell.start : cell.links[0].start])


def only_links(entry: Entry, above: Entry) -> bool:
    """Say whether a line under a title without links holds only links, the first to a paper, as "Pond Res 4 (2019)"."""
    cell, best = entry.cells[0], above.best
    links = [x for x in cell.links if not x.bare]
    if entry.block.kind == "item" and above.block.kind != "item":
        return False
    if not links or best is None or best[1].shape < 0.9 or best[1].segment.link or strength(above.everything) >= 2:
        return False
    label = cell.flow.text[links[0].start : links[0].end]
    outside, end = "", cell.start
    for link in links:
        outside, end = outside + cell.flow.text[end : link.start], link.end
    return (
        links[0].goal == Target.PAPER
        and len(words(label)) <= 6
        and label.rstrip(" )").endswith(tuple("0123456789"))
        and not words(outside + cell.flow.text[end : cell.end])
    )


def beside(entries: list[Entry], index: int, above: int) -> int:
    """Give the reference right above an address where both hang under a mere label, or else what they hang under."""
    entry, near, label = entries[index], entries[index - 1], entries[above].best
    cell = entry.cells[0]
    only = len(cell.links) == 1 and cell.links[0].bare and not words(cell.flow.text[cell.start : cell.links[0].start])
    level = near.block.kind == "item" and near.block.above == entry.block.above and near.owner is None
    if not (only and level and near.best) or (label and label[1].shape >= 0.75):
        return above
    cited = near.best[1].segment.kind == "quote" or near.best[0].reading.names
    return index - 1 if cited and near.best[1].shape >= 0.75 else above


def says_again(entry: Entry, above: Entry) -> bool:
    """Say whether a line of the same item links the title above once more."""
    if entry.block.item is None or entry.block is not above.block or not (entry.best and above.best):
        return False
    return entry.best[1].segment.link is not None and words_of(entry.best) == words_of(above.best)


def words_of(best: tuple[Cell, Run]) -> set[str]:
    """Give the words of a title."""
    return {w.lower() for w in words(best[0].flow.text[best[1].start : best[1].end])}


_WHERE = re.compile(r"(?:[^;]{1,60}\b(?:19|20)\d\d|(?:19|20)\d\d\b[^;]{0,60});\s")


def tells_where(entry: Entry, above: Entry) -> bool:
    """Say whether an item below a title has but where it appeared, a semicolon, and names: "Ponds 2006; Ana Prell"."""
    cell = entry.cells[0]
    if entry.block.kind != "item" or cell.links or above.best is None or above.best[1].shape < 0.7:
        return False
    text = cell.text.strip()
    where = _WHERE.match(text)
    return where is not None and (is_person(text[where.end() :]) or is_names(text[where.end() :]))


def appeared(entry: Entry, above: Entry) -> bool:
    """Say whether a remark below a title that is a link tells where and when that appeared: "UIST 2013, nice video"."""
    cell, title = entry.cells[0], above.best[1] if above.best else None
    if entry.block.kind != "item" or not entry.head or cell.links or not entry.best or not cell.reading.venue:
        return False
    if title is None or title.shape < _TITLE or title.segment.link is None or title.segment.link.goal == Target.CODE:
        return False
    alone = words(above.text) == words(above.cells[0].flow.text[title.start : title.end])
    run = entry.best[1]
    longer = [w[0].isupper() for w in words(cell.flow.text[run.start : run.end]) if len(w) > 3]
    own = run.segment.kind != "plain" or (len(longer) > 4 and 2 * sum(longer) > len(longer))
    return alone and not own and bool(YEAR.search(cell.text))
