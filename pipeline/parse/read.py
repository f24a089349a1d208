"""Pure: Markdown text in, a `Document` of mentions out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.ids import from_url
from pipeline.model import Document, Ids, Mention, Notice
from pipeline.parse.blocks import read_blocks
from pipeline.parse.choose import THRESHOLD, choose
from pipeline.parse.chunks import Run
from pipeline.parse.entries import Cell, Entry, read_entries, too_long
from pipeline.parse.inline import IMAGE, URL, Link
from pipeline.parse.links import Target, is_paper_label
from pipeline.parse.overrides import Overrides, read_overrides
from pipeline.parse.place import place
from pipeline.parse.plain import Found, unclosed
from pipeline.parse.words import YEAR, words

LEFT_OUT = "looks like a paper and was not read"
"""How the notices begin that name a line which falls just short of being read as a paper."""

_NEAR = 1.0
"""How far below the threshold a line still looks like a paper to a reader."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one line was read as, and why. `what` is "paper", "part of line N", "switched off" or "no paper"."""

    line: int
    what: str
    text: str
    why: str


def parse(text: str) -> Document:
    """Read a list. Never raises, whatever the text."""
    entries, notices = _read(text)
    mentions: list[Mention] = []
    lines: dict[int, int] = {}
    for index, entry in enumerate(entries):
        above = entry.parent
        while above is not None and above not in lines:
            above = entries[above].parent
        found = _mentions(entry, lines[above] if above is not None else None)
        if found:
            lines[index] = found[0].line
        elif _is_near(entry):
            notices.append(Notice(entry.line, f"{LEFT_OUT}: {_shown(entry)}"))
        mentions += found
    notices.sort(key=lambda n: n.line)
    return Document(text, tuple(_apart(mentions)), tuple(notices))


def explain(text: str) -> tuple[Explanation, ...]:
    """Say of every entry of a list what it was read as and why, in order."""
    entries, _ = _read(text)
    told = []
    for entry in entries:
        if not entry.text:
            continue
        if entry.off:
            what = "switched off"
        elif entry.accepted:
            what = "paper"
        else:
            what = "no paper" if entry.owner is None else f"part of line {entries[entry.owner].line}"
        told.append(Explanation(entry.line, what, _shown(entry), ", ".join(entry.why) + (f" = {entry.score:.1f}" if entry.why else "")))
    return tuple(told)


def _read(text: str) -> tuple[list[Entry], list[Notice]]:
    """Read all entries and decide on them."""
    blocks = read_blocks(text)
    overrides = read_overrides(text, blocks.blocks)
    entries = read_entries(blocks)
    notices = list(overrides.notices)
    for entry in entries:
        if entry.head and any(unclosed(c.text) for c in entry.cells):
            notices.append(Notice(entry.line, "a 【 is not closed"))
    notices += [Notice(b.lines[0].number, "a line this long is not read") for b in blocks.blocks if too_long(b)]
    titles = _override(entries, overrides) if overrides else {}
    choose(entries)
    for index, given in titles.items():
        entries[index].given, entries[index].accepted, entries[index].owner = given, True, None
    return entries, notices


def _override(entries: list[Entry], overrides: Overrides) -> dict[int, list[str]]:
    """Switch entries off, and give the titles that stand in comments, by the number of their entry."""
    titles: dict[int, list[str]] = {}
    skips, given = list(overrides.skip_next), list(overrides.titles_next)
    for index, entry in enumerate(entries):
        first, last = entry.line, entry.last_line
        if not any(c.text.strip() for c in entry.cells):
            continue
        own = [t for n in range(first, last + 1) for t in overrides.titles.get(n, ())] if overrides.titles else []
        while given and given[0][0] < first:
            own.append(given.pop(0)[1])
        skipped = any(n in overrides.skip for n in range(first, last + 1))
        while skips and skips[0] < first:
            skipped = bool(skips.pop(0))
        if skipped or overrides.is_off(first):
            entry.cells, entry.hidden = [], entry.cells
        elif own:
            titles[index] = own
    return titles


def _is_near(entry: Entry) -> bool:
    if entry.owner is not None or entry.off or not entry.best or entry.block.kind in {"heading", "code"}:
        return False
    return entry.score >= THRESHOLD - _NEAR and entry.best[1].shape >= 0.75


def _shown(entry: Entry) -> str:
    """Give the title, or else the beginning of the text, for people to read."""
    if entry.best:
        cell, run = entry.best
        text = cell.flow.text[run.start : run.end]
    else:
        text = entry.text
    return " ".join(text.replace(URL, "…").replace(IMAGE, "").split())[:120]


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Leave out a mention whose place another one has."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.place.start):
        if not kept or mention.place.start >= kept[-1].place.end:
            kept.append(mention)
    return kept


def _mentions(entry: Entry, parent: int | None) -> list[Mention]:
    if not entry.accepted or entry.off:
        return []
    if entry.given:
        return [m for t in entry.given if (m := _given(entry, t, parent))]
    if not entry.best:
        return []
    cell, run = entry.best
    if cell.found:
        return [_mention(entry, cell, f.start, f.end, None, parent, f) for f in cell.found]
    runs = [r for r in cell.reading.runs if r is run or (run.segment.link and _stands_beside(r, run))]
    return [_mention(entry, cell, r.start, r.end, r.segment.link, parent, None, alone=len(runs) == 1) for r in runs]


def _stands_beside(other: Run, best: Run) -> bool:
    """Say whether another link of a line is a paper of its own."""
    link = other.segment.link
    return link is not None and link is not best.segment.link and other.shape >= 0.7 and link.goal in {Target.PAPER, Target.PDF}


def _given(entry: Entry, title: str, parent: int | None) -> Mention | None:
    """Make the mention of a title that the maintainer gave; it stands where the text has it, or else where the best was."""
    for cell in entry.cells:
        start = cell.flow.text.find(title, cell.start, cell.end)
        if start >= 0:
            link = next((x for x in cell.links if x.start <= start and start + len(title) <= x.end), None)
            return _mention(entry, cell, start, start + len(title), link, parent, None)
    if not entry.best:
        return None
    cell, run = entry.best
    found = _mention(entry, cell, run.start, run.end, run.segment.link, parent, None)
    return replace(found, title=title)


def _mention(
    entry: Entry, cell: Cell, start: int, end: int, link: Link | None, parent: int | None, found: Found | None, *, alone: bool = True
) -> Mention:
    title = " ".join(cell.flow.text[start:end].split())
    url = _url(entry, link) if alone or link is None else link.url
    ids = from_url(url) if url else Ids()
    note = found or Found(start, end, None, _remark(cell, end), _hint(entry, "names"), _hint(entry, "venue"))
    return Mention(
        line=cell.line(start),
        title=title,
        place=place(entry, cell, start, end, link),
        section=entry.section,
        parent_line=parent,
        label=note.label,
        annotation=note.annotation,
        short_name=_nick(cell, start),
        authors_hint=note.authors,
        venue_hint=note.venue,
        year_hint=_year(entry, note),
        url=url,
        arxiv_id=ids.arxiv,
        doi=ids.doi,
    )


def _remark(cell: Cell, end: int) -> str | None:
    """Give the curator's words behind the title: from the first that are neither names nor venue to the last."""
    behind = [c for c in cell.reading.chunks if c.start >= end and c.kind in {"T", "C", "c", "s"}]
    if not behind:
        return None
    text = re.sub(f"[{URL}{IMAGE}]", " ", cell.flow.text[behind[0].start : behind[-1].end])
    return " ".join(text.split()).strip(" ,;:.()[]|*_-–—") or None


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
