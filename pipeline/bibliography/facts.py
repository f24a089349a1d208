"""Pure: what every form of a reference says of a paper."""

from __future__ import annotations

import re
from typing import Literal

from pipeline import persons, venues
from pipeline.model import Paper
from pipeline.persons import Name
from pipeline.text import one_line

Kind = Literal["journal", "conference", "thesis", "preprint"]


def kind(paper: Paper) -> Kind:
    """Say what a paper is; without a venue it is a preprint."""
    return venues.kind(paper.venue) if paper.venue else "preprint"


def year(paper: Paper) -> int | None:
    """Give the year. A preprint's is that of its first version where no source says another."""
    return paper.year or (paper.published.year if paper.published and not paper.venue else None)


def people(paper: Paper) -> list[Name]:
    """Give the authors in order, without "et al."."""
    return [name for a in paper.authors if (name := persons.split(one_line(a)))]


def is_cut_short(paper: Paper) -> bool:
    """Whether the authors end in "et al."."""
    return bool(people(paper)) and persons.is_others(one_line(paper.authors[-1]))


def key(paper: Paper) -> str:
    """Give the key of a paper; one that no run has given a key yet goes by its id."""
    return paper.cite_key or re.sub(r"[^\w:.-]+", "-", paper.paper_id)


def page(paper: Paper) -> str | None:
    """Give the address of a paper, if it is one of the web."""
    return paper.url if paper.url and re.fullmatch(r"https?://[^\s<>\"]+", paper.url) else None


def school(paper: Paper) -> tuple[str, str]:
    """Part a thesis's venue into what kind of thesis it is, and where it was accepted."""
    sort, _, place = one_line(paper.venue or "").partition(", ")
    return sort, place or sort
