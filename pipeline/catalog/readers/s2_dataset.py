"""Semantic Scholar's dataset `papers`: shards of JSON lines, packed with gzip, names of fields in lower case.

https://api.semanticscholar.org/api-docs/datasets. Citation counts are left out: a shard does not say of which day they
are, and the batch look-up brings today's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from msgspec.json import Decoder

from pipeline import ids
from pipeline.catalog.readers.stream import Broken, Lines, day, first_object, json_records, line_pieces, text, year
from pipeline.catalog.records import Record
from pipeline.model import Ids

NAME = "Semantic Scholar's dataset papers"
SOURCE = "Semantic Scholar"

_PAPER = re.compile(r"[0-9a-f]{40}")  # https://www.semanticscholar.org/paper/…


def is_mine(head: bytes) -> bool:
    """Whether the first line is a paper of that dataset; `abstracts` and `tldrs` have no titles."""
    return {"corpusid", "title"} <= first_object(head).keys()


def pieces(file: BinaryIO) -> Iterator[Lines]:
    """Cut the file at lines."""
    return line_pieces(file)


def read(piece: Lines) -> Iterator[Record | Broken]:
    """Read the papers."""
    return json_records(piece, _LINE, _record)


class _Ids(msgspec.Struct, gc=False):
    ArXiv: str | None = None
    DOI: str | None = None
    ACL: str | None = None


class _Author(msgspec.Struct, gc=False):
    name: str | None = None


class _Field(msgspec.Struct, gc=False):
    category: str | None = None


class _Paper(msgspec.Struct, gc=False):
    """The fields that are wanted of a line; all others are passed over unread."""

    corpusid: int
    title: str | None = None
    externalids: _Ids | None = None
    url: str | None = None
    authors: list[_Author] | None = None
    venue: str | None = None
    year: int | None = None
    publicationdate: str | None = None
    s2fieldsofstudy: list[_Field] | None = None


_LINE = Decoder(_Paper)


def _record(paper: _Paper) -> Record:
    external = paper.externalids or _Ids()
    name = ids.doi(external.DOI) if external.DOI else None
    from_doi = ids.from_doi(name) if name else Ids()
    arxiv = ids.arxiv_id(external.ArXiv) if external.ArXiv else None
    return Record(
        source=SOURCE,
        key=str(paper.corpusid),
        title=text((paper.title or "").lstrip().removeprefix("[PDF]")),
        authors=tuple([" ".join(a.name.split()) for a in paper.authors or () if a.name]),
        year=year(paper.year),
        published=day(paper.publicationdate),
        arxiv_id=arxiv or from_doi.arxiv,
        doi=from_doi.doi,
        acl_id=external.ACL or from_doi.acl,
        s2_id=found[0] if (found := _PAPER.fullmatch((paper.url or "")[-40:])) else None,
        venue=paper.venue or None,
        fields=tuple(dict.fromkeys([f.category for f in paper.s2fieldsofstudy or () if f.category])),
    )
