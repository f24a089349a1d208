"""The values that flow through the pipeline: small, frozen, without I/O.

Raw Markdown becomes a `Document` of `Mention`s; a mention asks a `Query`; sources answer with
`Candidate`s; the decision is a `Match`; matches become `Paper`s. Missing is `None`, never `""`.
"""

from __future__ import annotations

from collections.abc import Callable
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
    """Something odd in an input file, told to the user and survived. `line` is 1-based.

    A line that looks like a paper and was not read is `left out`; a pin that no list needs is an `unused pin`.
    """

    line: int
    text: str
    kind: Literal["odd", "left out", "unused pin"] = "odd"


@dataclass(frozen=True, slots=True)
class Document:
    """One list: its text as decoded, the mentions in document order, what was odd, and what it calls itself."""

    text: str
    mentions: tuple[Mention, ...]
    notices: tuple[Notice, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked about one title. Without a title only the ids are looked up. Hints as the curator wrote them.

    `pinned`: a person said that it is the paper of these ids. `never`: works that it is not, as `kind:id`.
    """

    title: str
    ids: Ids = Ids()
    authors: str | None = None
    venue: str | None = None
    year: int | None = None
    pinned: bool = False
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One record of one source that may be the paper asked for.

    `venue` is canonical (see `pipeline.venues`) and None for a preprint. `year` belongs to `venue` where
    `evidence` says what proves that ("acl id", "doi", "journal_ref", "comment", "bibliography"); without
    evidence it is the record's own year, which may be the preprint's. `citations_as_of` is the day of the answer.
    `withdrawn` is None where the source does not tell.
    """

    source: str
    title: str
    ids: Ids = Ids()
    former_titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    evidence: str | None = None
    published: date | None = None
    citation_count: int | None = None
    influential_citation_count: int | None = None
    citations_as_of: date | None = None
    abstract: str | None = None
    tldr: str | None = None
    fields: tuple[str, ...] = ()
    url: str | None = None
    pdf_url: str | None = None
    bib_key: str | None = None
    withdrawn: bool | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A source answered the question; no candidates means that it has no such paper.

    `capped`: more papers may bear the title, or begin with it, than it gave. `holdings`: the records of the catalogue
    that answered; None for all others.
    """

    candidates: tuple[Candidate, ...] = ()
    capped: bool = False
    holdings: int | None = None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A source could not answer, for a reason. It says nothing about the paper.

    `asked` is False where the user wanted it left out (`--offline`): it did not fail.
    """

    source: str
    reason: str
    asked: bool = True


Answer = Answered | Unanswered


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete HTTP answer with one of the accepted statuses. `day` is when it came."""

    status: int
    body: bytes
    content_type: str
    day: date


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request to a source, relative to its base address; with `json` a POST of that body.

    `accept` lists the statuses that are answers. `check` raises `SourceError` where such an answer cannot be
    believed; it is then asked again.
    """

    path: str
    params: tuple[tuple[str, str], ...] = ()
    json: str | None = None
    accept: tuple[int, ...] = (200,)
    check: Callable[[Reply], object] | None = None


Fetch = Callable[[Request], Reply]
"""Gets one request answered, or raises `SourceError`."""


@dataclass(frozen=True, slots=True)
class Service:
    """How one service is asked: its base address, seconds between requests, headers, and the limits of a run.

    `deadline`: seconds for one request in all. `patience`: seconds that a run spends on failing requests before it
    stops asking; an answer makes good for half of them. `budget`: requests a run.
    """

    name: str
    base: str
    interval: float
    deadline: float
    patience: float
    budget: int
    headers: dict[str, str] = field(default_factory=dict, repr=False)  # may hold a key: never shown


# How reasons begin that others than the decision go by; PIN is also the source of what a person said.
PIN = "pin"
WRONG_LINK = "wrong link?"
RETITLED = "retitled, was "
BY_CATALOGUE = "by the catalogue alone"  # the sources were left out; they are heard once they are asked


class Status(StrEnum):
    """The four outcomes of a mention; they are never merged."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with how well it fits (0 to 1) and why."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict on one query. `records` are all records of the matched work; `rivals` what else came close."""

    status: Status
    score: float | None = None
    reasons: tuple[str, ...] = ()
    records: tuple[Candidate, ...] = ()
    rivals: tuple[Scored, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One work, one row of `papers.parquet`; `pipeline.tables` describes each field."""

    paper_id: str
    title: str
    ids: Ids = Ids()
    aliases: tuple[str, ...] = ()
    former_titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    published: date | None = None
    citation_count: int | None = None
    influential_citation_count: int | None = None
    citations_as_of: date | None = None
    abstract: str | None = None
    tldr: str | None = None
    fields: tuple[str, ...] = ()
    url: str | None = None
    pdf_url: str | None = None
    cite_key: str | None = None
    withdrawn: bool | None = None
    provenance: dict[str, str] = field(default_factory=dict, hash=False)
