"""Parquet with a column `title` and columns of ids, named as in our own `papers.parquet`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import ids
from pipeline.catalog.readers.stream import Broken, UnfitError, day, text, year
from pipeline.catalog.records import Record, own_key
from pipeline.errors import InputError
from pipeline.model import Ids

NAME = "Parquet with titles"
SOURCE = "Parquet"

_AT_ONCE = 4096  # rows
_COLUMNS = (
    *("title", "former_titles", "authors", "year", "published", "venue", "fields"),
    *("arxiv_id", "doi", "acl_id", "openreview_id", "s2_id"),
)


def is_mine(head: bytes) -> bool:
    """Whether this is Parquet."""
    return head.startswith(b"PAR1")


class Piece(NamedTuple):
    """Some rows, and the number of the first."""

    number: int
    rows: pa.RecordBatch


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """Cut the table at rows; columns of other names are passed over."""
    try:
        parquet = pq.ParquetFile(file)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"this cannot be read as Parquet ({str(error).splitlines()[0]}); fetch it again") from None
    names = [n for n in _COLUMNS if n in parquet.schema_arrow.names]
    if "title" not in names:
        raise InputError(f"it has no column “title”; it has {', '.join(parquet.schema_arrow.names[:20])}")
    number = 1
    try:
        for batch in parquet.iter_batches(_AT_ONCE, columns=names):
            yield Piece(number, batch)
            number += batch.num_rows
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"row {number} and on: cannot be read ({str(error).splitlines()[0]})") from None


def read(piece: Piece) -> Iterator[Record | Broken]:
    """Read the rows."""
    return (_record_or_broken(raw, row) for row, raw in enumerate(piece.rows.to_pylist(), piece.number))


def _record_or_broken(raw: dict[str, Any], row: int) -> Record | Broken:
    try:
        return _record(raw)
    except UnfitError as error:
        return Broken(f"row {row}", str(error))
    except (TypeError, ValueError, AttributeError) as error:
        return Broken(f"row {row}", f"a column is not of the form that we know ({error})")


def _record(raw: dict[str, Any]) -> Record:
    title, authors = text(raw["title"]), _texts(raw.get("authors"))
    name = ids.doi(raw["doi"]) if raw.get("doi") else None
    known = Ids(
        ids.arxiv_id(raw["arxiv_id"]) if raw.get("arxiv_id") else None,
        name,
        raw.get("acl_id") or None,
        raw.get("openreview_id") or None,
        raw.get("s2_id") or None,
    )
    return Record(
        source=SOURCE,
        key=own_key(known, title, authors),
        title=title,
        former_titles=_texts(raw.get("former_titles")),
        authors=authors,
        year=year(int(raw["year"])) if raw.get("year") is not None else None,
        published=day(str(raw["published"])[:10]) if raw.get("published") else None,
        arxiv_id=known.arxiv,
        doi=known.doi,
        acl_id=known.acl,
        openreview_id=known.openreview,
        s2_id=known.s2,
        venue=raw.get("venue") or None,
        fields=_texts(raw.get("fields")),
    )


def _texts(value: object) -> tuple[str, ...]:
    """Give a list of texts; one text is a list joined by semicolons."""
    found = value.split(";") if isinstance(value, str) else value if isinstance(value, list) else ()
    return tuple(t for v in found if (t := " ".join(str(v).split())))
