"""Semantic Scholar's dataset `papers`: shards of JSON lines, packed with gzip, names of fields in lower case.

https://api.semanticscholar.org/api-docs/datasets. Citation counts are left out: a shard does not say of which day they
are, and the batch look-up brings today's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from pipeline import ids
from pipeline.catalog.readers.stream import Broken, Lines, UnfitError, first_object, json_records, line_pieces, text
from pipeline.catalog.records import Record
from pipeline.model import Ids

NAME = "Semantic Scholar's dataset papers"
SOURCE = "Semantic Scholar"

_PAPER = re.compile(r"[0-9a-f]{40}$")  # https://www.semanticscholar.org/paper/…


def is_mine(head: bytes) -> bool:
    """Whether the first line is a paper of that dataset; `abstracts` and `tldrs` have no titles."""
    return {"corpusid", "title"} <= first_object(head).keys()


def pieces(file: BinaryIO) -> Iterator[Lines]:
    """Cut the file at lines."""
    return line_pieces(file)


def read(piece: Lines) -> Iterator[Record | Broken]:
    """Read the papers."""
    return json_records(piece, _record)


def _record(raw: dict[str, Any]) -> Record:
    external = raw.get("externalids") or {}
    name = ids.doi(external["DOI"]) if external.get("DOI") else None
    from_doi = ids.from_doi(name) if name else Ids()
    arxiv = ids.arxiv_id(external["ArXiv"]) if external.get("ArXiv") else None
    year = raw.get("year")
    if not isinstance(raw["corpusid"], int) or not (year is None or isinstance(year, int)):
        raise UnfitError("its corpusid or its year is no number")
    return Record(
        source=SOURCE,
        key=str(raw["corpusid"]),
        title=text(text(raw["title"]).removeprefix("[PDF]")),
        authors=tuple(" ".join(a["name"].split()) for a in raw.get("authors") or () if a.get("name")),
        year=year,
        published=_day(raw.get("publicationdate")),
        arxiv_id=arxiv or from_doi.arxiv,
        doi=from_doi.doi,
        acl_id=external.get("ACL") or from_doi.acl,
        s2_id=found[0] if (found := _PAPER.search(raw.get("url") or "")) else None,
        venue=raw.get("venue") or None,
        fields=tuple(dict.fromkeys(f["category"] for f in raw.get("s2fieldsofstudy") or () if f.get("category"))),
    )


def _day(written: object) -> str | None:
    """Give a day in ISO form; dates of other forms occur and cost the date only."""
    try:
        return date.fromisoformat(str(written)).isoformat() if written else None
    except ValueError:
        return None
