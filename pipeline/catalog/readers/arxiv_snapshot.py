"""arXiv's metadata snapshot: JSON lines, a paper each, titles folded as in the submission form.

https://www.kaggle.com/datasets/Cornell-University/arxiv lists its fields; what they mean is in
https://info.arxiv.org/help/prep.html.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from msgspec.json import Decoder

from pipeline import ids
from pipeline.catalog.readers.stream import (
    Broken,
    Lines,
    UnfitError,
    day,
    first_object,
    json_records,
    line_pieces,
    text,
)
from pipeline.catalog.records import Record

NAME = "arXiv's metadata snapshot"
SOURCE = "arXiv"  # they are its own records: no need to ask it for them again

_MONTHS = {month: number for number, month in enumerate(calendar.month_abbr)}  # English: nobody sets a locale


def is_mine(head: bytes) -> bool:
    """Whether the first line is a paper of arXiv's."""
    found = first_object(head)
    return isinstance(found.get("id"), str) and bool({"authors_parsed", "versions", "categories"} & found.keys())


def pieces(file: BinaryIO) -> Iterator[Lines]:
    """Cut the file at lines."""
    return line_pieces(file)


def read(piece: Lines) -> Iterator[Record | Broken]:
    """Read the papers."""
    return json_records(piece, _LINE, _record)


class _Version(msgspec.Struct, gc=False):
    created: str


class _Paper(msgspec.Struct, gc=False, rename={"journal_ref": "journal-ref"}):
    """The fields that are wanted of a line; all others, abstracts above all, are passed over unread."""

    id: str
    title: str | None = None
    authors_parsed: list[list[str]] | None = None
    versions: list[_Version] | None = None
    update_date: str | None = None
    doi: str | None = None
    journal_ref: str | None = None
    comments: str | None = None
    categories: str | None = None


_LINE = Decoder(_Paper)


def _record(paper: _Paper) -> Record:
    name = ids.arxiv_id(paper.id)
    if name is None:
        raise UnfitError(f"{paper.id[:40]!r} is no arXiv id")
    published = _day(paper.versions[0].created) if paper.versions else day(paper.update_date)
    return Record(
        source=SOURCE,
        key=name,
        title=text(paper.title),
        authors=tuple([found for parts in paper.authors_parsed or () if (found := _name(parts))]),
        year=int(published[:4]) if published else None,
        published=published,
        arxiv_id=name,
        doi=ids.doi(paper.doi) if paper.doi else None,
        journal_ref=paper.journal_ref or None,
        comment=paper.comments or None,
        fields=tuple((paper.categories or "").split()),
    )


def _name(parts: list[str]) -> str:
    """Turn `["Lovelace", "Ada", "Jr"]` round."""
    last, first, suffix, *_ = [*parts, "", "", ""]
    return " ".join(f"{first} {last} {suffix}".split())


def _day(written: str) -> str:
    """Read `Mon, 2 Apr 2007 19:18:42 GMT`. Raises UnfitError."""
    _, day, month, year, *_ = [*written.split(), "", "", "", ""]
    if month not in _MONTHS or not (day.isdecimal() and year.isdecimal()):
        raise UnfitError(f"{written[:40]!r} is no date")
    return f"{int(year):04}-{_MONTHS[month]:02}-{int(day):02}"
