"""Pure: lines below a title that tell who wrote it, and where and when it appeared."""

from __future__ import annotations

import re

from pipeline.parse.judging.proof import strength
from pipeline.parse.lexicon.names import is_person
from pipeline.parse.lexicon.words import UPPER, words
from pipeline.parse.reading.cut import Chunk
from pipeline.parse.reading.entry import Entry

_TITLE = 0.4
"""The form of what may be a title where a link to a paper follows."""
_SURE = 0.75
"""The form of what is a title though nothing else stands in its line."""
_HOUSE = 7
"""Words that a journal has at most, with its volume."""
_DATED = re.compile(rf"\s*{UPPER}[\w&-]*(?: (?:{UPPER}[\w&-]*|of|on|and|the|in)){{0,5}},? ((?:19|20)\d\d)\s*")
_VOLUME = re.compile(r"\d+\s?(?:\(\d+\)\s?)?:\s?\d")
_CITES = re.compile(r"P+(?:Y[TV]+N*|[TV]+Y?N+|[TV]+Y)N*Y?L*")


def tells_by_whom(entry: Entry, above: Entry) -> bool:
    """Take a line below a title for who wrote it, and where.

    "Ana Prell. *Pond Letters*, 2021." stands so below a title and its link; below one alone also "Prell, A. 1981.
    Ponds 214: 82-85", and "Pond Networks 1978 [pdf]".
    """
    cell = entry.cells[0]
    live = [c for c in cell.reading.chunks if c.kind]
    below = (entry.block.kind == "item" and above.block.kind == "item") or (
        entry.block is above.block and not entry.head
    )
    if not live or not below or not above.best or above.best[1].shape < _TITLE:
        return False
    if strength(above.everything) >= 2:
        return entry.block.kind == "item" and _is_slanted(entry, live)
    return _is_alone(above) and (_is_cited(entry, live) or (above.best[1].shape >= _SURE and _is_dated(entry, live)))


def _is_slanted(entry: Entry, live: list[Chunk]) -> bool:
    """Say whether a line holds names, a journal in italics and the year; note where they stand."""
    cell = entry.cells[0]
    if cell.links or len(live) < 3 or live[-1].kind != "Y":
        return False
    names = [c for c in live if c.kind == "P"] or live[:1]
    where = live[len(names) : -1]
    named = names[0] is live[0] and (live[0].kind == "P" or is_person(cell.flow.text[live[0].start : live[0].end]))
    if not (named and where and all(c.segment.kind == "slant" for c in where)):
        return False
    cell.reading.names, cell.reading.venue = (names[0].start, names[-1].end), (where[0].start, where[-1].end)
    return True


def _is_alone(above: Entry) -> bool:
    """Say whether a line holds a title and nothing else."""
    if not above.best:
        return False
    cell, run = above.best
    return not cell.links and cell.text.strip(" .*_\n") == cell.flow.text[run.start : run.end].strip(" .")


def _is_dated(entry: Entry, live: list[Chunk]) -> bool:
    """Say whether a line holds but a few capitalised words, a year and labels; note where they stand."""
    cell = entry.cells[0]
    found = _DATED.fullmatch(cell.flow.text, live[0].start, live[0].end)
    if live[0].kind != "T" or not found or not cell.links or len(words(found[0])) > _HOUSE:
        return False
    if any(c.kind == "T" and not c.segment.link for c in live[1:]):
        return False
    cell.reading.venue, cell.reading.year = (live[0].start, found.start(1)), found.span(1)
    return True


def _is_cited(entry: Entry, live: list[Chunk]) -> bool:
    """Say whether a line holds names, a few words and a year with a volume or pages; note where they stand."""
    cell, kinds = entry.cells[0], "".join(c.kind for c in live)
    where = [c for c in live if c.kind in {"T", "V"}]
    text = cell.flow.text[where[0].start : where[-1].end] if where else ""
    if cell.links or not _CITES.fullmatch(kinds) or "Y" not in kinds or len(words(text)) > _HOUSE:
        return False
    if "N" not in kinds and not _VOLUME.search(text):
        return False
    cell.reading.venue = (where[0].start, where[-1].end)
    return True
