"""arXiv's metadata snapshot: JSON lines, a paper each, titles folded as in the submission form.

https://www.kaggle.com/datasets/Cornell-University/arxiv lists its fields; what they mean is in
https://info.arxiv.org/help/prep.html.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from typing import Any, BinaryIO

from pipeline import ids
from pipeline.catalog.readers.stream import Broken, Lines, UnfitError, first_object, json_records, line_pieces, text
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
    return json_records(piece, _record)


def _record(raw: dict[str, Any]) -> Record:
    name = ids.arxiv_id(raw["id"])
    if name is None:
        raise UnfitError(f"{raw['id'][:40]!r} is no arXiv id")
    published = _day(raw["versions"][0]["created"]) if raw.get("versions") else raw.get("update_date")
    return Record(
        source=SOURCE,
        key=name,
        title=text(raw["title"]),
        authors=tuple(_name(parts) for parts in raw.get("authors_parsed") or ()),
        year=int(published[:4]) if published else None,
        published=published,
        arxiv_id=name,
        doi=ids.doi(raw["doi"]) if raw.get("doi") else None,
        journal_ref=raw.get("journal-ref") or None,
        comment=raw.get("comments") or None,
        fields=tuple(raw["categories"].split()),
    )


def _name(parts: list[str]) -> str:
    """Turn `["Lovelace", "Ada", "Jr"]` round."""
    last, first, *suffix = parts
    return " ".join(" ".join([first, last, *suffix[:1]]).split())


def _day(written: str) -> str:
    """Read `Mon, 2 Apr 2007 19:18:42 GMT`. Raises UnfitError."""
    _, day, month, year, *_ = [*written.split(), "", "", "", ""]
    if month not in _MONTHS or not (day.isdecimal() and year.isdecimal()):
        raise UnfitError(f"{written[:40]!r} is no date")
    return f"{int(year):04}-{_MONTHS[month]:02}-{int(day):02}"
