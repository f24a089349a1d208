"""Pure: lines in which another script surrounds the titles."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.parse.lexicon.links import Target, is_label, is_paper_label
from pipeline.parse.lexicon.words import cjk_share, has_cjk, shape
from pipeline.parse.markup.flow import IMAGE, URL
from pipeline.parse.reading.entry import Cell
from pipeline.parse.reading.plain import Found, read_plain
from pipeline.parse.reading.runs import Run
from pipeline.parse.reading.segments import Segment

_PLAIN, _MARKED = 0.7, 0.45
"""How much a stretch has to look like a title within a longer one."""


def _within(cell: Cell, found: Found) -> Found:
    """Narrow a stretch with a whole reference ("Prell, Ponds, KDD 2016，...") or with italics down to the title."""
    parts = [r._replace(end=min(r.end, found.end)) for r in cell.reading.runs if found.start <= r.start < found.end]
    inside = [r._replace(shape=shape(cell.flow.text[r.start : r.end])) for r in parts]
    if not inside:
        return found
    title = max(inside, key=lambda r: r.shape)
    told = title.segment.kind == "slant" or any(
        c.kind in {"P", "V", "Y", "L"} or (c.kind and c.segment is not title.segment and c.start < title.start)
        for c in cell.reading.chunks
        if c.start < found.end and c.end > found.start
    )
    same = (title.start, title.end) == (found.start, found.end)
    if not told or title.shape < (_PLAIN if title.segment.kind == "plain" else _MARKED) or same:
        return found
    flow, reading = cell.flow.text, cell.reading
    authors, venue = (
        " ".join(flow[span[0] : span[1]].split()).strip(" ,;:.")
        if span and found.start <= span[0] < found.end
        else None
        for span in (reading.names, reading.venue)
    )
    return replace(
        found, start=title.start, end=title.end, authors=found.authors or authors, venue=found.venue or venue
    )


def _is_cited(cell: Cell) -> bool:
    """Say whether a venue, or names and a year, make a whole reference of a line; behind it stands no title."""
    names, year, venue, text = cell.reading.names, cell.reading.year, cell.reading.venue, cell.flow.text
    if not venue and not (names and year):
        return False
    ours = [told for told in (names, venue) if told and has_cjk(text[told[0] : told[1]])]
    if len(ours) + (year is not None) > 1:
        opens = venue is not None and not names and not any(r.end <= venue[0] for r in cell.reading.runs)
        return not opens  # "标题（张三, 自动化学报, 2020）", but no title stands in "自动化学报, 北湖大学, 2020"
    last = max(x[1] for x in (names, year, venue) if x)
    if has_cjk(text[cell.start : last]):
        return False
    behind = next((i for i in range(last, cell.end) if has_cjk(text[i])), cell.end)
    runs = cell.reading.runs
    cell.reading.runs = [r for r in runs if r.end <= last] or [r for r in runs if r.end <= behind]
    return bool(cell.reading.runs)  # "Prell et al, Wise Owls, Pond Res, 2016, 提出"


_BOOKMARKS = re.compile("[【《「『〈]")
_BOXED = re.compile(rf"\[\s*[{URL}{IMAGE}]+\s*\]")


def _is_marked(cell: Cell, run: Run) -> bool:
    """Say whether markup shows a title, or names stand in front of a few words in quotes: "池塘：Prell, A. “Ice.”"."""
    names = cell.reading.names
    quoted = run.segment.kind == "quote" and names is not None and names[1] <= run.start
    link = run.segment.link
    whole = link is not None and link.goal == Target.PAPER and (run.start, run.end) == (link.start, link.end)
    return quoted or (run.shape >= (0.6 if whole else 0.75) and run.segment.kind not in {"plain", "slant"})


def by_scripts(cell: Cell) -> None:
    """Where another script surrounds the titles and no markup shows them, the line is read by its scripts."""
    text = masked = cell.text
    if not has_cjk(text) or any(_is_marked(cell, r) for r in cell.reading.runs):
        return
    if not cjk_share(text) and not _BOOKMARKS.search(text):
        return  # only a full-width colon
    for link in cell.links:
        label = cell.flow.text[link.start : link.end]
        if not link.bare and is_label(label):
            masked = masked[: link.start - cell.start] + URL * len(label) + masked[link.end - cell.start :]
    if not has_cjk(masked):
        return
    masked = _BOXED.sub(lambda m: URL * len(m[0]), masked)
    cell.found = [_within(cell, f.moved(cell.start)) for f in read_plain(masked)]
    marked = [r for r in cell.reading.runs if r.segment.kind not in {"plain", "slant"}]
    linked = {(r.start, r.end) for r in cell.reading.runs if r.segment.link}
    if any((f.start, f.end) in linked for f in cell.found):
        cell.found = None
        return
    if any(c.before == "left" and c.kind in {"N", "B"} and not c.depth for c in cell.reading.chunks):
        cell.found = None
        return  # "张三. 标题[J]. 自动化学报, 2020"
    if not cell.found and _is_cited(cell):
        return
    if cell.found or cjk_share(text) >= 0.15 or "【" in text:
        plain = Segment("plain", cell.start, cell.end)
        cell.reading.runs = [
            Run(f.start, f.end, max(0.75, shape(cell.flow.text[f.start : f.end])), plain) for f in cell.found
        ] or (marked or alone(cell, cell) or _worded(cell))


_CHINESE_TITLE = re.compile(  # "基于池塘的语音合成技术研究_那兴宇": as a library of theses names its files
    r"\W*(?:\[?\d{1,3}[\].、]\s?)?(?P<title>(?:基于|面向|融合|改进|一种|针对)[^，。；！？\s_]{8,40}|"
    r"[^，。；！？\s\d][^，。；！？\s]{5,40}(?:研究|综述|进展|展望|设计与实现))(?:_\w{2,4})?[\s：:.]*"
)


def _worded(cell: Cell) -> list[Run]:
    """Give a line without links that is worded as titles of Chinese papers are."""
    found = None if cell.links else _CHINESE_TITLE.fullmatch(cell.text)
    if found is None:
        return []
    start, end = (cell.start + x for x in found.span("title"))
    return [Run(start, end, 0.7, Segment("plain", cell.start, cell.end))]


_NAMED = re.compile("(?:CN(?=T))?[CT]L*")  # "池の研究 [pdf]", "经典 (1) PondNet: [pdf]"


def alone(cell: Cell, below: Cell) -> list[Run]:
    """Give the words of another script, or a counted name, with nothing but a paper's label behind or below."""
    live = [c for c in cell.reading.chunks if c.kind]
    kinds = "".join([c.kind for c in live])
    if not _NAMED.fullmatch(kinds) or kinds[0] != "C":
        return []
    links = [(x, c.flow.text[x.start : x.end]) for c in (cell, below) for x in c.links]
    if not any(
        x.goal == Target.PAPER or (not x.bare and (x.goal == Target.PDF or is_paper_label(t))) for x, t in links
    ):
        return []
    named = live[2 if kinds.startswith("CNT") else 0]
    text = cell.flow.text[named.start : named.end]
    start = named.end - len(text.lstrip())
    look = shape(text.strip())
    return [Run(start, start + len(text.strip()), look, named.segment)] if look >= 0.5 or named.kind == "T" else []
