"""Pure: what an entry tells of its paper beside the title: names, venue and year, as written."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from pipeline.parse.lexicon.hints import is_venue
from pipeline.parse.lexicon.links import is_label
from pipeline.parse.reading.chunks import told_by
from pipeline.parse.reading.cut import Chunk
from pipeline.parse.reading.entry import Cell
from pipeline.parse.reading.runs import Run

_MARKS = ' ,;:()[]*_-|\\"“”«»'
_YEAR = re.compile(r"(?<!\d)(?:19[3-9]\d|20[0-4]\d)(?!\d|\.\d{4})")  # not the "2009" of arXiv:2009.05912
_IN = re.compile(r"\A[Ii]n:?\s")  # "In Proceedings of the Pond Guild"
_SHORT_YEAR = re.compile(r"(?:['’‘`]\s?|[A-Z]{2} ?|\A(?=..\Z))(\d\d)(?!\w)")
_DOI = re.compile(r"doi\s?[:.]?\s?10\.\S+", re.IGNORECASE)
_CENTURY = 45
"""From which on two digits are a year of the last century."""
_OWN = 30
"""Characters that a venue in a cell of its own has at most; more speak of it."""


def of_one(cell: Cell, runs: list[Run], index: int) -> Cell:
    """Narrow a line with several titles to what it tells of one: what stands behind it, or behind them all.

    A parenthesis behind the last is of that one alone. Names or a year are of the title behind where a line opens so.
    """
    run, last = runs[index], runs[-1]
    behind = [] if run is last else [c for c in _between(cell, last.end, cell.end) if not c.depth]
    end = cell.end if run is last else runs[index + 1].start
    reading = told_by(_between(cell, run.end, end) + behind)
    before = told_by(_between(cell, runs[index - 1].end if index else cell.start, run.start))
    for name in ("names", "year"):
        span = getattr(cell.reading, name)
        if span and span[0] < runs[0].start:
            setattr(reading, name, getattr(before, name))
    return replace(cell, reading=reading, end=end)


def _between(cell: Cell, start: int, end: int) -> list[Chunk]:
    chunks = cell.reading.chunks
    return chunks[bisect_left(chunks, start, key=_start) : bisect_left(chunks, end, key=_start)]


def _start(chunk: Chunk) -> int:
    return chunk.start


def told(cells: list[Cell], name: str) -> str | None:
    """Give the first "names", "venue" or "year" that stands in these."""
    for cell in cells:
        span = getattr(cell.reading, name)
        if span and not ("10." in (text := _plain(cell, *span) or "") and _DOI.fullmatch(text)):
            return text or None
    return None


def _plain(cell: Cell, start: int, end: int) -> str | None:
    text = " ".join(cell.flow.text[start:end].split()).strip(_MARKS)
    text += ")" * (text.rfind("(") > text.rfind(")"))
    return text + "." * (text.endswith(" al") and cell.flow.text.startswith(".", end)) or None


def venue(cells: list[Cell], title: Cell, end: int, *, row: bool) -> str | None:
    """Give the venue, also one that only its place shows: alone in a cell, or in italics behind the title or a date."""
    found = told(cells, "venue")
    if found:
        return _IN.sub("", found) if found.startswith(("In", "in")) else found
    if italic := next((c for c in title.reading.chunks if c.start >= end and c.kind and is_journal(title, c)), None):
        return _plain(title, italic.start, italic.end)
    said = (_plain(title, c.start, c.end) for c in title.reading.chunks if c.kind == "L" and not c.segment.link)
    if "Preprint" in said:
        return "Preprint"
    for cell in cells:
        if cell is title:
            continue
        live = [c for c in cell.reading.chunks if c.kind]
        text = cell.text.strip() if row else _plain(cell, live[0].start, live[0].end) if live else None
        if text and len(text) <= _OWN and is_venue(text) and not _DOI.fullmatch(text) and (row or not is_label(text)):
            return text  # "arxiv 2021" in a line or a cell of its own
        for chunk, behind in pairwise(live[:2]):
            if chunk.segment.kind == "slant" and behind.segment is chunk.segment and behind.kind == "Y":
                return _plain(cell, chunk.start, chunk.end)  # "*Pond Letters, May 2023*" in a line of its own
    return None


def is_journal(cell: Cell, chunk: Chunk) -> bool:
    """Say whether italics behind names and a year can only be where the paper appeared."""
    told = cell.reading
    known = told.names is not None and told.year is not None and told.venue is None
    return known and chunk.segment.kind == "slant" and chunk.start >= max(told.names or (0,))


def year(cells: list[Cell], place: str | None) -> int | None:
    """Give the year, that of the venue first; of two digits ("KDD'18") where nothing has four."""
    if place and (found := _YEAR.search(place)):
        return int(found[0])
    own = told(cells, "year")
    if own and (found := _YEAR.search(own)):
        return int(found[0])
    texts = [text for text in (place, own) if text]
    for text in texts:
        if found := _SHORT_YEAR.search(text):
            return int(found[1]) + (2000 if int(found[1]) < _CENTURY else 1900)
    return None
