"""Pure: mentions made from the entries that name a paper."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from pipeline.model import Mention
from pipeline.parse.lexicon.hints import is_venue
from pipeline.parse.lexicon.links import Target, is_label, is_paper_label
from pipeline.parse.lexicon.words import words
from pipeline.parse.markup.flow import Link
from pipeline.parse.reading.entry import Cell, Entry
from pipeline.parse.reading.plain import Found
from pipeline.parse.reading.runs import Run
from pipeline.parse.telling.idents import idents, ids_of
from pipeline.parse.telling.place import place
from pipeline.parse.telling.remarks import behind, says_note
from pipeline.parse.telling.told import of_one, told, venue, year

_WORTH = {Target.PAPER: 3.0, Target.PDF: 2.0, Target.NOTE: 0.6, Target.PAGE: 0.6}
_BEHIND = re.compile(
    r"[*_”\"]{0,3} \(((?=[^()]*(?:[a-z][A-Z]|[A-Z]{2}|[A-Z]\d))[A-Za-z][\w.+-]*(?: (?!\d\d\b)[\w.+-]+)?(?<!AI))\)"
)
_MAYBE_NAMES = frozenset("Tpcsqv")
_NICK = 0.15
"""The form of a nickname, which a link to a paper's own page makes a title among such."""
_COMMA = re.compile(r"\s*(?:,|&|, and|, &)\s*")
_NAME_BEHIND = re.compile(r"\S \(([A-Za-z][\w.+-]*[A-Z\d][\w.+-]*)\)\Z")


def mentions_of(entry: Entry, parent: int | None) -> list[Mention]:
    """Give the mentions of one entry; `parent` is the line of the paper that it hangs under."""
    if not entry.accepted or entry.off:
        return []
    if entry.given:
        return [m for t in entry.given if (m := _given(entry, t, parent))]
    if not entry.best:
        return []
    cell, run = entry.best
    if cell.found:
        return [_mention(entry, cell, f.start, f.end, None, parent) for f in cell.found]
    runs = [r for r in cell.reading.runs if r is run or _stands_beside(cell, r, run)]
    if len(runs) == 1:
        return [_mention(entry, cell, run.start, run.end, run.segment.link, parent)]
    return [
        _mention(entry, cell, r.start, r.end, r.segment.link, parent, of_one(cell, runs, i)) for i, r in enumerate(runs)
    ]


def _stands_beside(cell: Cell, other: Run, best: Run) -> bool:
    """Say whether another stretch of a line is a paper of its own, with its own link, or names, venue or year."""
    link = other.segment.link
    if link is None and best.segment.link:
        return False
    least = 0.4 if link and (link.goal == Target.PAPER or _is_told(cell, other)) else 0.7
    if (
        link
        and best.segment.link
        and link.goal == Target.PAPER
        and best.segment.link.goal in {Target.PAPER, Target.PDF}
    ):
        named = best.shape < 0.9 and cell.flow.text[other.start].isupper()
        least = _NICK if named else min(least, best.shape)  # "[PondNet](address), [Pond Net 2](address)"
        least = 0.0 if _is_enumerated(cell, link, best.segment.link) else least
    if link is best.segment.link is not None or other.shape < least:
        return False
    if best.segment.link:
        return link is not None and link.goal in {Target.PAPER, Target.PDF}
    few = len(cell.reading.chunks) < 500  # more are no reference, and would cost their square
    if other.segment.kind != best.segment.kind or not few or not (_is_told(cell, other) and _is_told(cell, best)):
        return False
    first = next((c for c in cell.reading.chunks if c.start <= other.start < c.end), None)
    return best.segment.kind in {"quote", "book"} or (first is not None and first.before in {"semi", "line"})


def _is_enumerated(cell: Cell, link: Link, first: Link) -> bool:
    """Say whether a link is one of three or more that lead to papers, with only commas between them."""
    text, chain = cell.flow.text, [first]
    for x in cell.links:
        if x.start < chain[-1].end:
            continue
        if x.goal != Target.PAPER or not _COMMA.fullmatch(text, chain[-1].end, x.start):
            break
        if is_label(name := text[x.start : x.end]) or is_venue(name):
            return False
        chain.append(x)
    return len(chain) > 2 and any(x is link for x in chain)


def _is_told(cell: Cell, run: Run) -> bool:
    """Say whether names, venue or year stand right behind a stretch, or in the parenthesis there."""
    behind = [c for c in cell.reading.chunks if c.start >= run.end and (c.kind or c.before == "open")][:8]
    if not behind or behind[0].before != "open":
        return bool(behind) and behind[0].kind in {"P", "V", "Y"}
    return any(c.kind in {"P", "V", "Y"} for c in takewhile(lambda c: c.depth, behind))


def _given(entry: Entry, title: str, parent: int | None) -> Mention | None:
    """Make the mention of a title given by hand; it stands where the text has it, or else where the best was."""
    for cell in entry.cells:
        start = cell.flow.text.find(title, cell.start, cell.end)
        if start >= 0:
            link = next((x for x in cell.links if x.start <= start and start + len(title) <= x.end), None)
            return _mention(entry, cell, start, start + len(title), link, parent)
    if not entry.best:
        return None
    cell, run = entry.best
    found = _mention(entry, cell, run.start, run.end, run.segment.link, parent)
    return replace(found, title=title)


def _mention(
    entry: Entry, cell: Cell, start: int, end: int, link: Link | None, parent: int | None, about: Cell | None = None
) -> Mention:
    """Make one mention; `about` is the cell as far as it tells of this title, where it holds several."""
    found = next((f for f in cell.found or () if (f.start, f.end) == (start, end)), None)
    cells = [about] if about is not None else _telling(entry)
    url = _url(entry, link) if about is None or link is None else link.url
    ids = idents(entry.everything if about is None else [], url)
    name = _nick(cell, start) or _named_behind(cell, start, end)
    place_told = venue(cells, cell, end, row=entry.block.kind == "row")
    note = found or Found(start, end, None, behind(about or cell, end), told(cells, "names"), place_told)
    return Mention(
        line=cell.line(start),
        title=" ".join(cell.flow.text[start:end].split()),
        place=place(entry, cell, start, end, link),
        section=entry.section,
        parent_line=parent,
        label=note.label,
        annotation=note.annotation if found or note.annotation != name else None,
        short_name=name,
        authors_hint=note.authors,
        venue_hint=note.venue,
        year_hint=year(cells, note.venue),
        url=url or None,
        arxiv_id=ids.arxiv,
        doi=ids.doi,
    )


def _nick(cell: Cell, start: int) -> str | None:
    """Give the short name that stands in brackets or bold right in front of the title."""
    before = [c for c in cell.reading.chunks if c.end <= start and c.kind] if start > cell.start else []
    if not before or before[-1].kind not in {"T", "s"}:
        return None
    text = cell.flow.text
    last = before[-1]
    gap = text[last.end : start].strip()
    name = text[last.start : last.end].strip()
    if len(words(name)) > 3 or len(name) > 30 or not re.fullmatch(r"\[|[\])】:：.\-–—\s<\"“]{0,3}", gap):
        return None
    bracketed = gap[:1] in {"[", "]", ")", "】"}
    return name if bracketed or gap[:1] in {":", "："} or last.segment.kind == "strong" else None


def _telling(entry: Entry) -> list[Cell]:
    """Give the cells that tell of names, venue and year; keywords and remarks only look as if they did."""
    return entry.cells + [c for c in entry.extra if not says_note(c.text)] if entry.extra else entry.cells


def _named_behind(cell: Cell, start: int, end: int) -> str | None:
    """Give the short name in the parenthesis that ends the title or stands behind it: "Ponds in Words (Pond2Vec)"."""
    text = cell.flow.text
    if text[end - 1] == ")":
        found = _NAME_BEHIND.search(text, start, end)
        return found[1] if found else None
    found = _BEHIND.match(text, end, cell.end)
    chunk = next((c for c in cell.reading.chunks if c.start >= found.start(1)), None) if found else None
    plain = chunk is not None and chunk.kind in _MAYBE_NAMES and chunk.segment.kind == "plain"
    return found[1] if found and plain else None


def _url(entry: Entry, own: Link | None) -> str | None:
    """Choose the link of the paper among those of the entry: arXiv first, then its own, then other paper pages."""
    found = [(cell, x) for cell in entry.everything for x in cell.links if x.goal != Target.ANCHOR]

    def worth(place: tuple[Cell, Link]) -> float:
        cell, link = place
        arxiv = link.goal == Target.PAPER and ids_of(link.url).arxiv is not None
        label = not link.bare and is_paper_label(cell.flow.text[link.start : link.end])
        return _WORTH.get(link.goal, 0.1) + 2 * arxiv + label + 0.5 * (link is own)

    best = found[0] if len(found) == 1 else max(found, key=worth, default=None)
    return best[1].url if best else None
