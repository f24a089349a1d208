"""The papers that both servers tell of: synthetic, frozen, with an arXiv face and a Semantic Scholar face."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from .text import Index, folded_words, title_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class S2:
    """One Semantic Scholar record of a paper, where it differs from the paper; None takes the paper's own value."""

    title: str | None = None
    authors: tuple[str, ...] | None = None
    ids: str = "arxiv doi acl"  # which of the paper's ids this record carries: a split paper has them apart
    doi: str | None = None
    venue: str | None = None
    year: int | None = None
    extra: tuple[tuple[str, str], ...] = ()  # more externalIds: ("MAG", "1"), ("DBLP", "conf/x")
    merged: tuple[str, ...] = ()  # paperIds that were merged into this one and still answer
    pdf: str | None = "green"  # "green", "empty" ({"url": ""}) or None
    anonymous: bool = False  # every authorId is null
    tldr: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One paper. `title` is the current one, `former` what version 1, 2, … were called; no `arxiv`: not there.

    `feed_title` is how the arXiv feed spells the title (TeX, line breaks). `venue` is Semantic Scholar's long name.
    """

    title: str
    authors: tuple[str, ...] = ()
    day: date = date(2020, 1, 1)
    arxiv: str | None = None
    former: tuple[str, ...] = ()
    feed_title: str | None = None
    venue: str | None = None
    doi: str | None = None
    acl: str | None = None
    citations: int = 0
    abstract: str | None = None
    comment: str | None = None
    journal_ref: str | None = None
    affiliation: str | None = None
    category: str = "cs.CL"
    s2: tuple[S2, ...] = (S2(),)

    @property
    def versions(self) -> int:
        return len(self.former) + 1

    def titled(self, version: int) -> str:
        """Give the title of one version as the feed spells it."""
        return self.former[version - 1] if version <= len(self.former) else self.feed_title or self.title

    def dated(self, version: int) -> date:
        return self.day + timedelta(days=150 * (version - 1))


@dataclass(frozen=True, slots=True)
class S2Paper:
    """One record of the Semantic Scholar side, with everything decided."""

    paper_id: str
    corpus_id: int
    title: str
    authors: tuple[str, ...]
    external: dict[str, str | int]
    venue: str
    year: int
    record: Record
    form: S2


def _s2_paper(record: Record, form: S2, number: int) -> S2Paper:
    key = f"{record.arxiv or record.doi or record.acl}/{record.title}/{number}"
    digest = hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()
    corpus_id = int(digest[:7], 16) + 1
    doi = form.doi or (record.doi if "doi" in form.ids else None)
    names = {"ArXiv": record.arxiv if "arxiv" in form.ids else None, "DOI": doi}
    names["ACL"] = record.acl if "acl" in form.ids else None
    external: dict[str, str | int] = {kind: name for kind, name in names.items() if name}
    external |= dict(form.extra)
    external["CorpusId"] = corpus_id
    return S2Paper(
        paper_id=digest,
        corpus_id=corpus_id,
        title=form.title or record.title,
        authors=record.authors if form.authors is None else form.authors,
        external=external,
        venue=form.venue if form.venue is not None else record.venue or ("arXiv.org" if record.arxiv else ""),
        year=form.year or record.day.year,
        record=record,
        form=form,
    )


class World:
    """All papers, looked up as each service looks them up. Indexes are built when first used."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = tuple(records)
        self._indexes: dict[str, Index] = {}

    @cached_property
    def on_arxiv(self) -> tuple[Record, ...]:
        return tuple(r for r in self.records if r.arxiv)

    @cached_property
    def arxiv_rows(self) -> dict[str, int]:
        return {r.arxiv: row for row, r in enumerate(self.on_arxiv) if r.arxiv}

    def arxiv_index(self, field: str) -> Index | None:
        """Give the index of a search field, if it has one; only `all` and `au` fold accents."""
        if field in _TEXTS and field not in self._indexes:
            words = folded_words if field in ("all", "au") else title_words
            self._indexes[field] = Index([words(_TEXTS[field](r)) for r in self.on_arxiv])
        return self._indexes.get(field)

    @cached_property
    def s2_papers(self) -> tuple[S2Paper, ...]:
        return tuple(_s2_paper(r, form, n) for r in self.records for n, form in enumerate(r.s2))

    @cached_property
    def s2_index(self) -> Index:
        return Index([folded_words(p.title) for p in self.s2_papers])

    @cached_property
    def _s2_ids(self) -> dict[str, S2Paper]:
        found: dict[str, S2Paper] = {}
        for paper in self.s2_papers:
            found.setdefault(paper.paper_id, paper)
            found.update(dict.fromkeys(paper.form.merged, paper))
            for kind, name in paper.external.items():
                found.setdefault(f"{_KINDS.get(kind, kind).lower()}:{str(name).lower()}", paper)
        return found

    def s2_by_id(self, text: str) -> S2Paper | None:
        """Find a paper under any id that the Graph API takes; an arXiv id with a version is not found."""
        if re.fullmatch(r"[0-9a-f]{40}", text):
            return self._s2_ids.get(text)
        if text.startswith("10."):
            text = f"DOI:{text}"
        kind, _, name = text.partition(":")
        if kind.lower() == "url":
            kind, name = _from_url(name)
        if kind.lower() == "doi" and name.lower().startswith("10.48550/arxiv."):
            kind, name = "arxiv", name[len("10.48550/arxiv.") :]
        return self._s2_ids.get(f"{kind.lower()}:{name.lower()}")


_KINDS = {"PubMed": "PMID", "PubMedCentral": "PMCID", "DBLP": "no such prefix"}


def _from_url(url: str) -> tuple[str, str]:
    if found := re.search(r"arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5}|[a-z.-]+/\d{7})", url):
        return "arxiv", found[1]
    if found := re.search(r"aclweb\.org/anthology/([\w.-]+?)/?$|acm\.org/doi/(?:abs/)?(10\..+)", url):
        return ("acl", found[1]) if found[1] else ("doi", found[2])
    return "url", url


def _authors(record: Record) -> str:
    return " ; ".join(record.authors)


def _everything(record: Record) -> str:
    parts = (record.title, record.abstract, _authors(record), record.comment, record.journal_ref)
    return " ; ".join((*filter(None, parts), record.arxiv or "", record.doi or ""))


_TEXTS: dict[str, Callable[[Record], str]] = {
    "ti": lambda r: r.title,
    "abs": lambda r: r.abstract or "",
    "co": lambda r: r.comment or "",
    "jr": lambda r: r.journal_ref or "",
    "au": _authors,
    "all": _everything,
}
