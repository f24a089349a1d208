"""The values that flow through the pipeline: small, frozen, without I/O.

Raw Markdown becomes a `Document` of `Mention`s; a mention asks a `Query`; sources answer with
`Candidate`s; the decision is a `Match`; matches become `Paper`s. Missing is `None`, never `""`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True)
class Ids:
    """Identifiers of one work, each bare: no prefix, no host, no arXiv version."""

    arxiv: str | None = None
    doi: str | None = None
    acl: str | None = None
    openreview: str | None = None
    s2: str | None = None

    def __bool__(self) -> bool:
        return any((self.arxiv, self.doi, self.acl, self.openreview, self.s2))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a title stands in the source text, and what may be inserted there.

    Offsets count characters (indices of the decoded `str`). `after` is where the suffix goes: behind the
    title, or behind the link that holds it; None means that nothing may be inserted (a code fence, a comment).
    `linkable` is False where the title stands in a link already, or wrapping it would break the syntax.
    `markup` says which language is read at that place.
    """

    start: int
    end: int
    after: int | None
    linkable: bool = True
    markup: Literal["markdown", "html"] = "markdown"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a list names one paper. `line` is 1-based; hints are as the curator wrote them."""

    line: int
    title: str
    place: Place
    section: str | None = None
    parent_line: int | None = None
    label: str | None = None
    annotation: str | None = None
    short_name: str | None = None
    authors_hint: str | None = None
    venue_hint: str | None = None
    year_hint: int | None = None
    url: str | None = None
    arxiv_id: str | None = None
    doi: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something odd in an input file, told to the user and survived. `line` is 1-based."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One list: its text as decoded, the mentions in document order, and what was odd."""

    text: str
    mentions: tuple[Mention, ...]
    notices: tuple[Notice, ...] = ()
