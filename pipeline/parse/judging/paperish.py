"""Pure: whether a list as a whole is one of papers, by what its headings, links and entries have in common."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.headers import NICK_HEADER, TITLE_HEADER, VENUE_HEADER
from pipeline.parse.lexicon.headings import PAPERISH, Topic
from pipeline.parse.lexicon.hints import VENUE_YEAR
from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.words import is_speech, is_title_case, words
from pipeline.parse.reading.entry import Cell, Entry

_VENUE_HEADING = re.compile(
    r"\b[A-Z][A-Za-z]*[A-Z]{2,}['’ ]*(?:19|20)?\d\d\b|\b(?:19|20)\d\d[ -][A-Z][A-Za-z]*[A-Z]{2,}\b"
)
_TITLE_BY = re.compile(r"T+(P+)[YVN]*")
_CITED_LINK = re.compile(r"Y?P+T+$")  # "2021. [Prell A, Stam J. Slow Ponds](address)"
_SEVERAL = re.compile(r",|&|\b(?:and|et al)\b")
_CITATION = re.compile(r"\s*\[@[\w:-]+[,\]]")  # "[@Prell:2007]", as Pandoc has it


def is_paperish(entries: list[Entry]) -> bool:
    """Say whether headings, links, references, venues, notes in 【】 or mere titles tell of papers in the list.

    Titles do so that have files of the list's own, or stand alone in their lines or headings.
    """
    noted = venues = linked = cited = served = 0
    for number, entry in enumerate(entries):
        links = [x for c in entry.cells for x in c.links]
        told = any(x.start < 3 and x.goal not in {Target.PAPER, Target.PDF, Target.ANCHOR} for x in links[:1])
        says = entry.block.kind == "heading" or (number < 12 and not (told and entry.block.kind == "item"))
        if (says and any(PAPERISH.search(c.text) for c in entry.cells)) or (entry.block.head and _heads_papers(entry)):
            return True
        linked += any(x.goal == Target.PAPER for x in links)
        if linked > 1 or (linked and len(entries) < 20):
            return True
        cited += any(_CITATION.match(c.text) or _is_reference(c) for c in entry.cells)
        served += any(c.reading.venue and VENUE_YEAR.search(c.flow.text, *c.reading.venue) for c in entry.cells)
        venues += entry.block.kind == "heading" and bool(_VENUE_HEADING.search(entry.text))
        noted += any(f.annotation and "【" in c.text for c in entry.cells for f in c.found or ())
    if noted >= 0.2 * len(entries) > 0 or venues >= 2 or max(2 * cited, served) >= max(8, 0.2 * len(entries)):
        return True
    items = [e for e in entries if e.block.kind == "item"]
    if 2 * sum(e.topic == Topic.PAPERS and not any(c.links for c in e.cells) for e in items) > len(items):
        return True
    if sum(map(_is_bare, entries, [*entries[1:], None])) >= max(8, 0.6 * len(entries)):
        return True
    outer, inner = [e for e in items if e.block.above is None], [e for e in items if e.topic == Topic.PAPERS]
    if any(sum(map(_is_note, group)) >= max(6, share * len(group)) for group, share in ((outer, 0.8), (inner, 0.5))):
        return True
    plain = [e for e in entries if e.block.kind in {"item", "text"} and any(c.reading.runs for c in e.cells)]
    return sum(map(_is_plain_title, plain)) >= max(8, 0.5 * len(plain))


def _heads_papers(entry: Entry) -> bool:
    """Say whether a table has a column of titles and one of venues."""
    heads = [c.text.strip() for c in entry.cells]
    titled = any(TITLE_HEADER.fullmatch(t) and not NICK_HEADER.fullmatch(t) for t in heads)
    return titled and any(map(VENUE_HEADER.fullmatch, heads))


def _is_plain_title(entry: Entry) -> bool:
    """Say whether a line without links holds one long title, with capitals as titles have them, or its PDF's name."""
    runs = [(c, r) for c in entry.cells for r in c.reading.runs if not r.aside]
    if len(runs) != 1 or runs[0][0].links:
        return False
    cell, run = runs[0]
    text = cell.flow.text[run.start : run.end]
    if run.shape >= 0.75 and cell.flow.text[run.end : run.end + 4].lower() == ".pdf":
        return True
    return run.shape == 1 and len(words(text)) >= _TITLE and is_title_case(text) and not is_speech(text)


_TITLE = 5
"""Words of what is no heading and no chapter's name."""


def _is_bare(entry: Entry, below: Entry | None) -> bool:
    """Say whether a heading that reads like a title has nothing below it but another heading."""
    if entry.block.kind != "heading" or (below is not None and below.block.kind != "heading") or not entry.cells:
        return False
    return any(r.shape >= 0.8 for r in entry.cells[0].reading.runs)


def _is_note(entry: Entry) -> bool:
    """Say whether an item is a link that reads like a title and leads to a file of the list's own."""
    linked = [(x.goal, r.shape) for c in entry.cells for r in c.reading.runs if (x := r.segment.link)]
    return len(linked) == 1 and linked[0][0] == Target.NOTE and linked[0][1] >= 0.85


def _is_reference(cell: Cell) -> bool:
    """Say whether a line cites: names, a year, and a venue or pages; a title and a known venue, or several names."""
    kinds = "".join([c.kind for c in cell.reading.chunks]).lstrip("N")  # the number in front
    if cell.reading.venue and "T" in kinds.split("V")[0] and VENUE_YEAR.search(cell.flow.text, *cell.reading.venue):
        return True
    if cell.links and _CITED_LINK.match(kinds) and cell.reading.chunks[-1].segment.kind == "link":
        return bool(_SEVERAL.search(cell.flow.text, *cell.reading.names or ()))
    if not cell.links and kinds.startswith("PYT"):
        return True
    if not cell.links and (listed := _TITLE_BY.fullmatch(kinds)):
        return len(listed[1]) > 1 or bool(_SEVERAL.search(cell.flow.text, *cell.reading.names or ()))
    return kinds.startswith("P") and "Y" in kinds and ("V" in kinds or "N" in kinds)
