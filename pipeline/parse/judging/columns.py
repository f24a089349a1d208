"""Pure: what the columns of tables hold, by their headers and by what stands in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from pipeline.parse.judging.proof import strength
from pipeline.parse.lexicon.headers import (
    AUTHOR_HEADER,
    HOUSE_HEADER,
    KIND_HEADER,
    NAME_HEADER,
    OTHER_HEADER,
    TITLE_HEADER,
    VENUE_HEADER,
)
from pipeline.parse.lexicon.headings import PAPERISH, Topic, topic
from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.words import words
from pipeline.parse.reading.chunks import read_chunks
from pipeline.parse.reading.entry import Cell, Entry


def mark_heads(entries: list[Entry]) -> None:
    """Take the first row of an HTML table for its header where it reads like one, whatever its cells are."""
    first: set[int] = set()
    for entry in entries:
        block = entry.block
        if block.kind == "row" and block.markup == "html" and block.table not in first:
            first.add(block.table)
            known = sum(
                bool(form.fullmatch(c.text.strip())) for c in entry.cells for form in (TITLE_HEADER, OTHER_HEADER)
            )
            block.head = block.head or (known >= 2 and not any(c.links for c in entry.cells))


_PROVEN = 3
"""Titles that link papers, so many at least, tell that a column holds titles, whatever its header says."""


def title_columns(entries: list[Entry]) -> dict[tuple[int, int], float]:
    """Say for each column of each table how likely it holds titles: by its header and by what stands in it."""
    value: dict[tuple[int, int], float] = {}
    shapes: dict[tuple[int, int], list[float]] = defaultdict(list)
    texts: dict[tuple[int, int], set[str]] = defaultdict(set)
    cited: Counter[tuple[int, int]] = Counter()
    proven: Counter[tuple[int, int]] = Counter()
    for entry in entries:
        if entry.block.kind != "row":
            continue
        for cell in entry.cells:
            place = (entry.block.table, cell.column)
            if entry.block.head:
                text = cell.text.strip()
                named = 0.3 * bool(NAME_HEADER.fullmatch(text))
                value[place] = 0.6 if TITLE_HEADER.fullmatch(text) else -0.6 if OTHER_HEADER.fullmatch(text) else named
                value[place] -= 1.2 * bool(KIND_HEADER.fullmatch(text))
            elif cell.text.strip():
                shapes[place].append(max((r.shape for r in cell.reading.runs), default=0.0))
                own = [r.segment.link for r in cell.reading.runs if r.shape >= _FULL]
                proven[place] += any(x is not None and x.goal in {Target.PAPER, Target.PDF} for x in own)
                texts[place].add(cell.text.strip())
                cited[place] += cell.reading.names is not None and cell.reading.year is not None
    for place, found in shapes.items():
        told = value.get(place, 0.0)
        if proven[place] >= max(_PROVEN, 0.8 * len(found)):
            told = 0.6  # titles that link papers, below "Description"
        value[place] = told + 0.8 * sum(found) / len(found)
        value[place] -= 0.8 * (len(found) >= 4 and len(texts[place]) <= 0.5 * len(found))  # kinds, told again and again
        value[place] += 0.8 * (cited[place] >= max(2, 0.5 * len(found)))  # whole references
    return value


def headed_columns(entries: list[Entry], form: re.Pattern[str]) -> set[tuple[int, int]]:
    """Give the columns whose header is of a form, as (table, column)."""
    return {
        (e.block.table, c.column)
        for e in entries
        if e.block.kind == "row" and e.block.head
        for c in e.cells
        if form.match(c.text.strip())
    }


_FULL = 0.9
"""The form of a title of four words or more."""


def _announces(above: Entry) -> bool:
    """Say whether a paragraph speaks of papers, or a heading announces them."""
    if above.block.kind == "heading":
        return topic(above.text) == Topic.PAPERS
    return above.block.kind == "text" and bool(PAPERISH.search(above.text))


def announced_tables(entries: list[Entry]) -> dict[int, int]:
    """Give the tables below a paragraph or a heading that speaks of papers, where most rows read like titles, unproven.

    Each stands there with the index of what is above.
    """
    told = {
        below.block.table: index
        for index, (above, below) in enumerate(pairwise(entries))
        if below.block.kind == "row" and _announces(above)
    }
    rows: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.block.kind == "row" and not entry.block.head and entry.block.table in told:
            rows[entry.block.table].append(entry)
    return {
        table: told[table]
        for table, group in rows.items()
        if sum(e.best is not None and e.best[1].shape >= _FULL for e in group) >= max(3, 0.7 * len(group))
        and all(strength(e.cells) < 2 for e in group)
    }


_STRESSED = 3
"""In so many titles of a column bold words must stand in a phrase to be only stressed."""


def _stresses(cell: Cell) -> bool:
    """Say whether a bold word stands right behind another one."""
    inside = [a for a, b in cell.flow.strong if cell.start < a < b <= cell.end]
    return any(cell.flow.text[a - 1].isalpha() or cell.flow.text[a - 2 : a - 1].isalpha() for a in inside)


def _unstress(entries: list[Entry], titles: set[tuple[int, int]]) -> None:
    """Where a column of titles has words of them in bold, read them as if there were none."""
    bold: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for entry in entries:
        if entry.block.kind == "row" and not entry.block.head:
            for cell in entry.cells:
                if cell.flow.strong and (entry.block.table, cell.column) in titles:
                    bold[entry.block.table, cell.column].append(cell)
    for cells in bold.values():
        if sum(map(_stresses, cells)) >= max(_STRESSED, 0.3 * len(cells)):
            for cell in cells:
                cell.flow = cell.flow._replace(strong=())
                cell.reading = read_chunks(cell.flow, cell.start, cell.end, soft=cell.soft)


def read_columns(entries: list[Entry]) -> None:
    """Read the columns by what their headers say.

    What stands in a column of authors is names, whatever its form; in one of houses is none. What stands in a column
    of venues is one, and nothing else of its row.
    """
    heads = [(e.block.table, c) for e in entries if e.block.kind == "row" and e.block.head for c in e.cells]

    def headed(form: re.Pattern[str]) -> set[tuple[int, int]]:
        return {(table, c.column) for table, c in heads if form.fullmatch(c.text.strip())}

    places, venues, houses = headed(AUTHOR_HEADER), headed(VENUE_HEADER), headed(HOUSE_HEADER)
    _unstress(entries, headed(TITLE_HEADER))
    for entry in entries:
        if entry.block.kind != "row" or entry.block.head:
            continue
        held = [c for c in entry.cells if (entry.block.table, c.column) in venues and words(c.text) and not c.links]
        for cell in entry.cells:
            if held:
                cell.reading.venue = (cell.start, cell.end) if cell is held[0] else None
            if (entry.block.table, cell.column) in houses:
                cell.reading.names = None
            if (entry.block.table, cell.column) in places and cell.text.strip() and not cell.links:
                cell.reading.runs, cell.reading.names = [], (cell.start, cell.end)
        for cell in held[:1]:
            cell.reading.runs = []
