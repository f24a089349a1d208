"""Pure: papers in RIS, which EndNote and Mendeley read. https://en.wikipedia.org/wiki/RIS_(file_format)."""

from __future__ import annotations

from collections.abc import Iterable

import rispy

from pipeline.bibliography import facts, latex
from pipeline.model import Paper
from pipeline.persons import Name
from pipeline.text import one_line

_TYPES = {"journal": "JOUR", "conference": "CONF", "thesis": "THES", "preprint": "UNPB"}


def records(papers: Iterable[Paper]) -> str:
    """Give the records of papers, in their order."""
    text: str = rispy.dumps([_record(p) for p in papers], implementation=_Writer)
    return text


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
    """Without the numbers between records, which are no part of the format."""

    def set_header(self, _count: int) -> None:
        """Write nothing."""


def _record(paper: Paper) -> dict[str, object]:
    kind = facts.kind(paper)
    fields: dict[str, object] = {
        "type_of_reference": _TYPES[kind],
        "id": facts.key(paper),
        "title": latex.readable(paper.title),
        "authors": [_name(n) for n in facts.people(paper)],
        "year": str(facts.year(paper) or ""),
        "secondary_title": one_line(paper.venue or "") if kind in {"journal", "conference"} else "",
        "publisher": facts.school(paper)[1] if kind == "thesis" else "",
        "doi": paper.ids.doi,
        "urls": [url] if (url := facts.page(paper)) else [],
        "accession_number": f"arXiv:{paper.ids.arxiv}" if paper.ids.arxiv else "",
    }
    return {name: value for name, value in fields.items() if value}


def _name(name: Name) -> str:
    family = " ".join(filter(None, (name.particle, name.family)))
    return ", ".join(filter(None, (family, name.given, name.suffix)))
