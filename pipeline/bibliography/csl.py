"""Pure: a paper as an item of CSL-JSON, which pandoc, Zotero and citation processors read.

https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json
"""

from __future__ import annotations

from typing import Any

from pipeline.bibliography import facts, latex
from pipeline.model import Paper
from pipeline.persons import Name
from pipeline.text import one_line

_TYPES = {"journal": "article-journal", "conference": "paper-conference", "thesis": "thesis", "preprint": "article"}


def item(paper: Paper) -> dict[str, Any]:
    """Give one item; only what is known is in it."""
    kind = facts.kind(paper)
    sort, place = facts.school(paper) if kind == "thesis" else (None, None)
    arxiv, preprint = paper.ids.arxiv, kind == "preprint"
    fields = {
        "id": facts.key(paper),
        "type": _TYPES[kind],
        "title": latex.readable(paper.title),
        "author": [_name(n) for n in facts.people(paper)],
        "issued": _issued(paper),
        "container-title": one_line(paper.venue or "") if kind in {"journal", "conference"} else None,
        "genre": sort,
        "publisher": "arXiv" if arxiv and preprint else place,
        "number": f"arXiv:{arxiv}" if arxiv and preprint else None,
        "archive": "arXiv" if arxiv and not preprint else None,  # styles would print it twice
        "archive_location": arxiv if not preprint else None,
        "DOI": paper.ids.doi,
        "URL": facts.page(paper),
    }
    return {name: value for name, value in fields.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.whole:
        return {"literal": name.family}
    parts = {"non-dropping-particle": name.particle, "family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _issued(paper: Paper) -> dict[str, list[list[int]]] | None:
    """Give the date: of a preprint the day, where that is of the year that is told."""
    year, first = facts.year(paper), paper.published
    if first and not paper.venue and year == first.year:
        return {"date-parts": [[first.year, first.month, first.day]]}
    return {"date-parts": [[year]]} if year else None
