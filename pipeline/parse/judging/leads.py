"""Pure: which lines only lead on to other entries, or tell of the heading above, without naming a work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import pairwise

from pipeline.parse.judging.proof import goal_of, strength
from pipeline.parse.judging.said import SAYS_PAPER
from pipeline.parse.lexicon.links import Target
from pipeline.parse.reading.entry import Entry


def leading(entries: list[Entry]) -> set[int]:
    """Give the index of each line that only introduces others, or tells of a heading."""
    listed = _listed_sections(entries)
    paragraphs = {i for i, e in enumerate(entries) if e.block.kind == "text" and e.section in listed}
    return (
        paragraphs
        | _labels_above_items(entries)
        | _numbers_above_texts(entries)
        | _told_of_code(entries)
        | _above_known(entries)
    )


def above_headings(entries: list[Entry], levels: Collection[int]) -> set[int]:
    """Give the lines without link, names or venue above the first of the headings that are the entries."""
    heads = (i for i, e in enumerate(entries) if e.block.kind == "heading" and e.block.level in levels and e.best)
    return {i for i in range(next(heads, 0)) if entries[i].block.kind != "heading" and not is_known(entries[i])}


def _listed_sections(entries: list[Entry]) -> set[str | None]:
    """Give the sections where a paragraph only introduces items or rows: with such, or all if texts are few."""
    titled: dict[bool, Counter[str | None]] = {True: Counter(), False: Counter()}
    for e in entries:
        if e.owner is None and e.best and e.best[1].shape >= 0.45 and e.block.kind in {"item", "row", "text"}:
            titled[e.block.kind == "text"][e.section] += 1
    if titled[True].total() > 0.5 * titled[False].total():
        return set()
    if titled[True].total() <= 0.2 * titled[False].total():
        return set(titled[True])
    return {s for s, n in titled[False].items() if n >= 2 * max(1, titled[True][s])}


def _labels_above_items(entries: list[Entry]) -> set[int]:
    """Give the paragraphs without link, names or venue right above items that have such: they only say what follows."""
    return {
        index
        for index, (entry, below) in enumerate(pairwise(entries))
        if entry.block.kind == "text"
        and entry.block.item is None
        and below.block.kind == "item"
        and below.owner is None
        if below.best and below.best[1].shape >= 0.75 and is_known(below) and not is_known(entry)
    }


def _numbers_above_texts(entries: list[Entry]) -> set[int]:
    """Give the numbered items of a few words right above paragraphs, where nearly all titles are such."""
    titled = [e for e in entries if e.owner is None and e.best and e.best[1].shape >= 0.9]
    texts = sum(e.block.kind == "text" and e.block.item is None for e in titled)
    if texts < 0.75 * len(titled):
        return set()
    return {
        index
        for index, (entry, below) in enumerate(pairwise(entries))
        if entry.key[0] == "number" and below.block.kind == "text" and below.block.item is None
        if entry.best and entry.best[1].shape < 0.9 and not is_known(entry)
    }


def _told_of_code(entries: list[Entry]) -> set[int]:
    """Give the paragraphs without link, names or venue right below a heading that links to code: they tell of it."""
    return {
        index
        for index, (above, entry) in enumerate(pairwise(entries), 1)
        if above.block.kind == "heading" and entry.block.kind == "text" and not is_known(entry)
        if above.best and goal_of(*above.best) == Target.CODE
    }


def _above_known(entries: list[Entry]) -> set[int]:
    """Give the items without link, names or venue over others that have such: they name a model or a task."""
    found: dict[int, bool] = {}
    for e in entries:
        if e.parent is None or e.parent in found or e.owner is not None or e.block.kind != "item":
            continue
        above = entries[e.parent]
        if is_known(above) or any(c.reading.year for c in above.cells):
            found[e.parent] = False
        elif e.best and e.best[1].shape >= 0.75 and is_known(e):
            found[e.parent] = True
    return {parent for parent, alone in found.items() if alone}


def is_told(entry: Entry) -> bool:
    """Say whether a line links a paper, or tells two of the names, the venue and the year."""
    if strength(entry.everything) >= 2:
        return True
    readings = [c.reading for c in entry.everything]
    return any(r.names for r in readings) + any(r.venue for r in readings) + any(r.year for r in readings) >= 2


def is_known(entry: Entry) -> bool:
    """Say whether links, names, a venue, "Title:" or the marks of a work (《》) speak for an entry."""
    if strength(entry.everything) >= 2 or any(c.reading.names or c.reading.venue for c in entry.everything):
        return True
    if entry.best and entry.best[1].segment.kind == "book":
        return True
    return bool(entry.cells) and bool(SAYS_PAPER.match(entry.cells[0].text))
