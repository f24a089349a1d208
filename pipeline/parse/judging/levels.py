"""Pure: headings that are the entries of a list, and the lines below them that are theirs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

from pipeline.parse.judging.attach import take
from pipeline.parse.judging.leads import is_known, is_told
from pipeline.parse.judging.proof import strength
from pipeline.parse.lexicon.headings import PAPERISH, Topic, topic
from pipeline.parse.lexicon.hints import YEAR
from pipeline.parse.lexicon.words import words
from pipeline.parse.reading.entry import Entry


class Level(NamedTuple):
    """How much a heading of this level must look like a title, whether nearly all have links, and lines below."""

    least: float
    linked: bool
    over: bool


_COUNTED = re.compile(r"\W*([^\W\d_]+)\s*(?:\d+|[IVX]+)\b")


def _is_counted(group: list[Entry]) -> bool:
    """Say whether headings only count the parts of the list, with one word: "Module 1: ...", "Kapitel 2: ..."."""
    counted = [found[1].lower() for e in group if (found := _COUNTED.match(e.text))]
    word, times = Counter(counted).most_common(1)[0] if counted else ("", 0)
    return times >= max(2, 0.5 * len(group)) and not PAPERISH.search(word)


def titled_levels(entries: list[Entry]) -> dict[int, Level]:
    """Give the levels whose headings are the entries.

    Most read like titles, and little else names papers or, where they must look so, half of them link one or tell
    where it appeared, and little below them does; or most are long, and a few lines of text stand below each.
    """
    over_few = _over_few(entries)
    levels: dict[int, list[Entry]] = defaultdict(list)
    known = 0
    below: Counter[int] = Counter()
    level = 0
    for entry in entries:
        if entry.block.kind == "heading":
            level = entry.block.level
            if topic(entry.text) != Topic.FRAME:
                levels[level].append(entry)
        elif entry.owner is None and entry.best is not None and (is_known(entry) or _is_marked(entry)):
            known += 1
            below[level] += entry.best[1].shape >= 0.75 and is_told(entry)
    strong = {level: sum(strength(e.everything) >= 2 for e in group) for level, group in levels.items()}
    cited = {level: sum(map(_is_cited, group)) for level, group in levels.items()}
    found = {
        level: (0.5 if 2 * sum(map(_is_dated, group)) > len(group) else 0.75) * (known >= 0.5 * len(group))
        for level, group in levels.items()
        if len(group) >= 3
        and (
            known < 0.5 * len(group)
            or strong[level] >= 0.5 * len(group)
            or cited[level] >= max(0.5 * len(group), below[level] + 1)
            or over_few[level] >= max(_SURE, 0.6 * len(group))
        )
        and not _is_counted(group)
        and sum(e.best is not None and (e.best[1].shape >= 0.9 or _is_dated(e)) for e in group) >= 0.6 * len(group)
    }
    proven = max((level for level in found if strong[level]), default=0)
    linked = {level: sum(any(c.links for c in e.cells) for e in levels[level]) for level in found}
    bare = Counter(e.block.level for e, near in pairwise(entries) if near.block.kind == e.block.kind == "heading")
    return {
        level: Level(least, linked[level] >= 0.75 * len(levels[level]), bare[level] <= 0.25 * len(levels[level]))
        for level, least in found.items()
        if strong[level] or over_few[level] >= _SURE or (level > proven and (cited[level] or _are_long(levels[level])))
    }


def _are_long(group: list[Entry]) -> bool:
    """Say whether half of the headings are as long as titles are, not as topics."""
    return 2 * sum(len(e.text) > _TOPIC for e in group) >= len(group)


_TOPIC = 34
"""Characters that the name of a topic has at most."""
_SURE, _LONG, _FEW = 4, 5, 3
"""Headings of so many words, so many of them, over so few lines of text are titles."""


def _over_few(entries: list[Entry]) -> Counter[int]:
    """Count, by level, the headings that are long titles over a few lines of text and nothing else."""
    counted: Counter[int] = Counter()
    heading, lines = -1, 0
    for index, entry in enumerate([*entries, None]):
        if entry is not None and entry.block.kind != "heading":
            plain = entry.block.kind == "text" and entry.block.item is None
            lines = lines + 1 if plain and lines <= _FEW else _FEW + 1
            continue
        if heading >= 0 and 0 < lines <= _FEW and (best := entries[heading].best):
            title = best[0].flow.text[best[1].start : best[1].end]
            counted[entries[heading].block.level] += best[1].shape >= 0.9 and len(words(title)) >= _LONG
        heading, lines = index, 0
    return counted


def _is_marked(entry: Entry) -> bool:
    """Say whether an item names a long title in bold: "- The first of its kind: **Slow Ponds of the Far North**"."""
    if entry.block.kind != "item" or entry.best is None or entry.best[1].segment.kind != "strong":
        return False
    cell, run = entry.best
    return run.shape >= 0.9 and len(words(cell.flow.text[run.start : run.end])) > _LONG


def _is_dated(entry: Entry) -> bool:
    """Say whether a heading is a diary's: the day, and in bold what was read then."""
    bold = entry.best is not None and entry.best[1].segment.kind == "strong" and entry.best[1].shape >= 0.5
    return bold and entry.cells[0].reading.year is not None


def _is_cited(entry: Entry) -> bool:
    """Say whether a heading is a reference: "Slow Ponds (KDD 2019)", "Prell 2019 - Ponds", or has the names below."""
    if _is_dated(entry) or any(c.reading.names for c in entry.extra):
        return True
    if not entry.cells or entry.best is None or entry.best[1].shape < 0.75:
        return False
    run, told = entry.best[1], entry.cells[0].reading
    if told.names and told.names[1] <= run.start and YEAR.search(entry.cells[0].flow.text, told.names[0], run.start):
        return True
    return told.venue is not None and run.end <= told.venue[0]


def give_to_headings(entries: list[Entry], levels: dict[int, Level]) -> None:
    """Give lines that are no titles to the heading right above them where such are the entries and have no links."""
    above: int | None = None
    for index, entry in enumerate(entries):
        if entry.block.kind == "heading":
            known = levels.get(entry.block.level)
            titled = known and not known.linked and entry.best and entry.best[1].shape >= _FORM
            above = index if titled else None
        elif entry.block.kind != "text" or entry.block.item is not None:
            above = None
        elif above is not None and entry.owner is None and entry.cells:
            if entry.best is None or entry.best[1].shape < _FORM:
                take(entry, entries, above)
            else:
                above = None


_FORM = 0.75
"""The form of what is a title."""
