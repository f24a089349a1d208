"""Pure: Markdown text in, a `Document` of mentions out."""

from __future__ import annotations

import re

from pipeline.ids import from_url
from pipeline.model import Document, Ids, Mention, Notice, Place
from pipeline.parse.blocks import read_blocks
from pipeline.parse.choose import choose
from pipeline.parse.entries import Cell, Entry, read_entries
from pipeline.parse.inline import Link
from pipeline.parse.links import Target, is_paper_label
from pipeline.parse.plain import Found, unclosed
from pipeline.parse.words import YEAR, words


def parse(text: str) -> Document:
    """Read a list. Never raises, whatever the text."""
    blocks = read_blocks(text)
    entries = read_entries(blocks)
    choose(entries)
    mentions: list[Mention] = []
    notices: list[Notice] = []
    lines: dict[int, int] = {}
    for index, entry in enumerate(entries):
        for cell in entry.cells[:1]:
            if unclosed(cell.text):
                notices.append(Notice(cell.line(cell.start), "a 【 is not closed"))
        above = entry.parent
        while above is not None and above not in lines:
            above = entries[above].parent
        found = _mentions(entry, lines[above] if above is not None else None)
        if found:
            lines[index] = found[0].line
        mentions += found
    return Document(text, tuple(mentions), tuple(notices))


def _mentions(entry: Entry, parent: int | None) -> list[Mention]:
    if not entry.accepted or not entry.best:
        return []
    cell, run = entry.best
    if cell.found:
        return [_mention(entry, cell, f.start, f.end, None, parent, f) for f in cell.found]
    runs = [run]
    if run.segment.link:
        runs = [r for r in cell.reading.runs if r is run or (r.segment.link and r.segment.link is not run.segment.link and r.shape >= 0.7 and r.segment.link.goal in {Target.PAPER, Target.PDF})]
    return [_mention(entry, cell, r.start, r.end, r.segment.link, parent, None, alone=len(runs) == 1) for r in runs]


def _mention(entry: Entry, cell: Cell, start: int, end: int, link: Link | None, parent: int | None, found: Found | None, *, alone: bool = True) -> Mention:
    flow, strip = cell.flow, cell.strip
    begin = strip.at(flow.source(start))
    finish = strip.at(flow.source(end - 1)) + 1
    title = " ".join(flow.text[start:end].split())
    after: int | None = strip.at(link.outer[1] - 1) + 1 if link else finish
    if entry.block.kind == "code":
        after = None
    place = Place(begin, finish, after, linkable=link is None and after is not None, markup=entry.block.markup)
    url = _url(entry, link) if alone or link is None else link.url
    ids = from_url(url) if url else Ids()
    reading = cell.reading
    note = found or Found(start, end, None, None, _hint(entry, "names"), _hint(entry, "venue"))
    return Mention(
        cell.line(start), title, place, entry.section, parent, note.label, note.annotation, _nick(cell, start), note.authors, note.venue, _year(entry, note), url,
        ids.arxiv, ids.doi,
    )


def _nick(cell: Cell, start: int) -> str | None:
    """Give the short name that stands in brackets or bold right in front of the title."""
    before = [c for c in cell.reading.chunks if c.kind and c.end <= start]
    if not before or before[-1].kind not in {"T", "s"}:
        return None
    text = cell.flow.text
    last = before[-1]
    gap = text[last.end : start].strip()
    name = text[last.start : last.end].strip()
    if len(words(name)) > 3 or len(name) > 30 or not re.fullmatch(r"[\])】:：.\-–—\s\"“]{0,3}", gap):
        return None
    bracketed = gap[:1] in {"]", ")", "】"}
    return name if bracketed or gap[:1] in {":", "："} or last.segment.kind == "strong" else None


def _hint(entry: Entry, name: str) -> str | None:
    """Give what the entry says of the authors or the venue, as written."""
    for cell in entry.everything:
        span = getattr(cell.reading, name)
        if span:
            return " ".join(cell.flow.text[span[0] : span[1]].split()).strip(" ,;:()[]*_-|") or None
    return None


def _year(entry: Entry, note: Found) -> int | None:
    """Give the year that the entry names."""
    if note.venue and (found := YEAR.search(note.venue)):
        return int(found[0])
    text = _hint(entry, "year")
    found = YEAR.search(text) if text else None
    return int(found[0]) if found else None


def _url(entry: Entry, own: Link | None) -> str | None:
    """Choose the link of the paper among those of the entry: arXiv first, then its own, then other paper pages."""
    best: tuple[float, str] | None = None
    for cell in entry.everything:
        for link in cell.links:
            goal = link.goal
            text = "" if link.bare else cell.flow.text[link.start : link.end]
            value = {Target.PAPER: 3.0, Target.PDF: 2.0, Target.NOTE: 0.6, Target.PAGE: 0.6}.get(goal, 0.1)
            value += 2 * (goal == Target.PAPER and from_url(link.url).arxiv is not None) + 1.0 * is_paper_label(text) + 0.5 * (link is own)
            if goal != Target.ANCHOR and (best is None or value > best[0]):
                best = (value, link.url)
    return best[1] if best else None
