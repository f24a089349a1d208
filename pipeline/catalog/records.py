"""Pure: one record of a dump, its row in a table, and the candidate that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from pipeline import venues, works
from pipeline.model import Candidate, Ids
from pipeline.titles import squash


class Record(NamedTuple):
    """What a dump says of a paper. `key` names the record within its `source`; `published` is an ISO date.

    `evidence` says what proves venue and year where the dump itself does; else ids, `journal_ref` and `comment` may.
    No abstracts: they are nine tenths of a dump, and no paper is found by them here.
    """

    source: str
    key: str
    title: str
    former_titles: Sequence[str] = ()
    authors: Sequence[str] = ()
    year: int | None = None
    published: str | None = None
    arxiv_id: str | None = None
    doi: str | None = None
    acl_id: str | None = None
    openreview_id: str | None = None
    s2_id: str | None = None
    venue: str | None = None
    evidence: str | None = None
    journal_ref: str | None = None
    comment: str | None = None
    fields: Sequence[str] = ()

    @property
    def ids(self) -> Ids:
        """Give the ids as the other parts of the pipeline know them."""
        return Ids(self.arxiv_id, self.doi, self.acl_id, self.openreview_id, self.s2_id)


IDS = {"arxiv": "arxiv_id", "doi": "doi", "acl": "acl_id", "openreview": "openreview_id", "s2": "s2_id"}
"""Kinds of ids, as `pipeline.works` names them, and their columns."""

_STRINGS = pa.list_(pa.string())
_TYPES = {"former_titles": _STRINGS, "authors": _STRINGS, "fields": _STRINGS, "year": pa.int32()}
SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in Record._fields])


def own_key(ids: Ids, title: str, authors: Sequence[str]) -> str:
    """Name a record of a dump that has no names for its records: by its best id, else by title and first author."""
    names = works.keys(ids)
    return names[0] if names else f"{squash(title)} {works.surname(authors[0]) if authors else ''}".strip()


def columns(records: Sequence[Record]) -> dict[str, tuple[Any, ...]]:
    """Give the values of records by their names."""
    return dict(zip(Record._fields, zip(*records, strict=True), strict=True))


def table(of: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Give columns as a table."""
    return pa.table([pa.array(of[f.name], f.type) for f in SCHEMA], schema=SCHEMA)


def from_rows(rows: Iterable[dict[str, Any]]) -> list[Record]:
    """Read rows back."""
    return [Record(**row) for row in rows]


def candidate(record: Record) -> Candidate:
    """Read a record the way the sources read theirs; where it was published is read anew at each question."""
    venue, year, evidence = record.venue and venues.canonical(record.venue), record.year, record.evidence
    if not evidence and (proof := _proof(record)):
        published, kind = proof
        venue, year = published.venue, published.year or year
        evidence = kind if published.year else None
    return Candidate(
        source=record.source,
        title=record.title,
        ids=record.ids,
        former_titles=tuple(record.former_titles),
        authors=tuple(record.authors),
        year=year,
        venue=venue or None,
        evidence=evidence if venue else None,
        published=date.fromisoformat(record.published) if record.published else None,
        fields=tuple(record.fields),
        url=f"https://arxiv.org/abs/{record.arxiv_id}" if record.arxiv_id else None,
        pdf_url=f"https://arxiv.org/pdf/{record.arxiv_id}" if record.arxiv_id else None,
        bib_key=None if record.ids else f"{record.source}:{record.key}",
    )


def _proof(record: Record) -> tuple[venues.Published, str] | None:
    if record.acl_id and (found := venues.from_acl_id(record.acl_id)):
        return found, "acl id"
    if record.journal_ref and (found := venues.from_journal_ref(record.journal_ref)):
        return found, "journal_ref"
    if record.comment and (found := venues.from_comment(record.comment)):
        return found, "comment"
    if record.doi and (found := venues.from_doi(record.doi)):
        return found, "doi"
    return None
