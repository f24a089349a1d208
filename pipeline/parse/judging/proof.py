"""Pure: what the links of an entry prove."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.parse.lexicon.links import Target, is_paper_label
from pipeline.parse.markup.flow import Link
from pipeline.parse.reading.entry import Cell
from pipeline.parse.reading.runs import Run

TOOLS = frozenset({Target.CODE, Target.MEDIA, Target.COURSE, Target.BOOK, Target.DATA})
_ID_TEXT = re.compile(r"\b(?:arxiv[:\s]+\d{4}\.\d{4,5}|doi[:.\s]\s*10\.\d{4,9}/)", re.IGNORECASE)


def links_of(cells: Iterable[Cell]) -> Iterable[tuple[Target, str, Link]]:
    """Give goal, text and link of every link."""
    for cell in cells:
        for link in cell.links:
            yield link.goal, "" if link.bare else cell.flow.text[link.start : link.end].strip(), link


def strength(cells: list[Cell]) -> float:
    """Say how surely the links prove a paper: 4 for a paper's own page, 2 for a PDF, 0 for none."""
    best = 0.0
    for cell in cells:
        if cell.proof is None:
            cell.proof = _proof(cell)
        best = max(best, cell.proof) if best else cell.proof
    return best


_NO_PAPER = frozenset({Target.CODE, Target.MEDIA, Target.COURSE, Target.ANCHOR, Target.SITE})


def _has_id(text: str) -> bool:
    """Say whether an arXiv id or a DOI is written out."""
    return ("10." in text or "rx" in text.lower()) and bool(_ID_TEXT.search(text))


_SLIDES = re.compile(
    r"\W*(?:\w+ ){0,2}(?:slides?|posters?|videos?|handouts?|(?:lecture|class|course) notes|"
    r"home ?works?|assignments?)\s*[:：]",
    re.IGNORECASE,
)


_PAPERS_FOLDER = re.compile(r"/(?:papers?|publications?|pubs)/.*\.(?:pdf|ps(?:\.gz)?)$", re.IGNORECASE)


def _proof(cell: Cell) -> float:
    whole = cell.text
    value = 4.0 if _has_id(whole) else 0.0
    if (":" in whole or "：" in whole) and _SLIDES.match(whole):
        return value
    for goal, text, link in links_of([cell]):
        if goal == Target.PAPER:
            return 4.0
        if text and goal not in _NO_PAPER and is_paper_label(text):
            value = max(value, 3.0)
        elif goal == Target.PDF and not _SHOWS.search(text or "") and "/slides/" not in link.url:
            value = max(value, 3.0 if not link.bare and _PAPERS_FOLDER.search(link.url) else 2.0)
    return value


_SHOWS = re.compile(r"slides?|poster|supp|(?:lecture|class|course) notes|handout|lecture \d", re.IGNORECASE)
MARKED = frozenset({"link", "strong", "quote", "book"})


def goal_of(cell: Cell, run: Run) -> Target | None:
    """Say where the title leads: its own link, the bare address right behind it, or that which it tells of."""
    if run.segment.link:
        return run.segment.link.goal
    for link in cell.links:
        if link.bare and cell.flow.text[link.end : run.start].strip() == "(":
            return link.goal
        if link.bare and link.start >= run.end:
            return None if link.start - run.end > 40 else link.goal
    return None
