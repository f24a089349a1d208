"""Pure: one line of an entry, read: its possible titles, and where names, venue and year stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.parse.markup.flow import Flow
from pipeline.parse.reading.clusters import NAMELIKE, cluster
from pipeline.parse.reading.containers import containers, held_by_book
from pipeline.parse.reading.cut import FRONT, MARKS, Chunk, cut
from pipeline.parse.reading.kinds import kind_of
from pipeline.parse.reading.lone_names import last_is_title, opening_names, single_names
from pipeline.parse.reading.neighbours import (
    behind_years,
    enumerations,
    labels,
    short_names,
    speakers,
    whole_quotes,
)
from pipeline.parse.reading.runs import Run, possible_titles, unname
from pipeline.parse.reading.segments import segments_of
from pipeline.parse.reading.surnames import surnames
from pipeline.parse.reading.venues import (
    asides,
    between_dashes,
    houses,
    in_front,
    journals,
    venues_before_years,
    venues_behind_titles,
    weak_venues,
)

_MARKS = re.compile(rf"[{MARKS}]+")


@dataclass(slots=True)
class Reading:
    """What one line or cell holds: possible titles, and the places of names, venue and year."""

    runs: list[Run] = field(default_factory=list)
    names: tuple[int, int] | None = None
    venue: tuple[int, int] | None = None
    year: tuple[int, int] | None = None
    first: str = ""
    chunks: list[Chunk] = field(default_factory=list)


def read_chunks(
    flow: Flow, start: int = 0, end: int | None = None, *, names_first: bool = False, soft: bool = False
) -> Reading:
    """Read a stretch of an entry.

    With `names_first` one name at the start is taken as the author; with `soft` the end of a line is a blank.
    """
    end = len(flow.text) if end is None else end
    chunks: list[Chunk] = []
    for segment in segments_of(flow, _behind_marks(flow.text, start, end), end):
        chunks += cut(flow.text, segment, soft=soft)
    for chunk in chunks:
        chunk.kind = kind_of(flow.text[chunk.start : chunk.end], chunk)
    kinds, marks = {c.kind for c in chunks}, {c.before for c in chunks}
    _by_marks(chunks, kinds, marks, flow.text)
    if "C" in kinds:
        asides(chunks, flow.text)
        short_names(chunks, flow.text)
    raw = _people(chunks, kinds, marks, flow, names_first=names_first)
    _venues(chunks, marks, flow.text, names_first=names_first)
    runs = possible_titles(chunks, flow.text)
    if unname(chunks, runs, flow.text) or (not runs and last_is_title(chunks, flow.text)):
        runs = possible_titles(chunks, flow.text)
    return told_by(chunks, runs, first=raw)


def _people(chunks: list[Chunk], kinds: set[str], marks: set[str], flow: Flow, *, names_first: bool) -> str:
    """Read names, and journals by their markup; say what opens the line before lone names are looked at."""
    text = flow.text
    if "q" in kinds or "s" in kinds:
        surnames(chunks, text, names_first=names_first)
    if names_first:
        opening_names(chunks, text)
    if flow.slanted or flow.strong:
        containers(chunks, text)
        journals(chunks, text)
    if not kinds.isdisjoint(NAMELIKE):
        cluster(chunks, text)
        if "semi" in marks:
            houses(chunks, text)
    raw = next((c.kind for c in chunks if c.kind and c.kind not in FRONT and not (c.kind == "V" and c.depth)), "")
    single_names(chunks, text, names_first=names_first)
    return raw


def _behind_marks(text: str, start: int, end: int) -> int:
    """Say where an entry begins behind its emoji: "⭐ Ana Prell, Ponds"."""
    marks = None if text.isascii() else _MARKS.match(text, start, end)
    return marks.end() if marks and marks.end() < end else start


def _by_marks(chunks: list[Chunk], kinds: set[str], marks: set[str], text: str) -> None:
    """Read what stands in brackets, before and behind colons, and behind years."""
    whole_quotes(chunks)
    labels(chunks, text)
    if "colon" in marks:
        speakers(chunks, text)
        enumerations(chunks, text)
    if "Y" in kinds:
        behind_years(chunks)


def _venues(chunks: list[Chunk], marks: set[str], text: str, *, names_first: bool) -> None:
    """Read venues by where they stand."""
    if names_first:
        venues_before_years(chunks, text)
    venues_behind_titles(chunks, text)
    in_front(chunks, text)
    held_by_book(chunks, text)
    if "dash" in marks:
        between_dashes(chunks, text)
    weak_venues(chunks, text)


def told_by(chunks: list[Chunk], runs: list[Run] | None = None, *, first: str = "") -> Reading:
    """Give a reading of these chunks: where the first names, venue and year stand."""
    opened = closed = venue = year = None
    apart = False
    for chunk in chunks:
        if chunk.kind in {"T", "C"}:
            apart = True
        elif chunk.kind == "V":
            apart, venue = True, venue or (chunk.start, chunk.end)
        elif chunk.kind == "Y":
            year = year or (chunk.start, chunk.end)
        elif chunk.kind == "P" and opened is None:
            opened, closed, apart = chunk, chunk, False
        elif chunk.kind == "P" and opened and not apart and chunk.segment is opened.segment:
            closed = chunk
    names = None
    if opened and closed:
        names = ((_opening(chunks, opened) if opened.depth else opened).start, closed.end)
    return Reading(runs or [], names, venue, year, first, chunks)


def _opening(chunks: list[Chunk], chunk: Chunk) -> Chunk:
    """Give the first chunk of the parenthesis that names stand in: the house that they belong to stays with them."""
    index = next(i for i, c in enumerate(chunks) if c is chunk)
    while index and chunks[index].before == "comma" and chunks[index - 1].depth == chunk.depth:
        index -= 1
    return chunks[index] if chunks[index].before == "open" else chunk
