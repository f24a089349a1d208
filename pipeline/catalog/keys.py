"""Pure: what records are found by, as numbers of 64 bits. Who finds by one checks: two things may share a number."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipeline import works
from pipeline.catalog import records
from pipeline.catalog.records import Record
from pipeline.model import Ids
from pipeline.titles import normalise, parts, squash

Numbers = npt.NDArray[np.uint64]


def number(text: str) -> int:
    """Give the number of a text."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def of_title(title: str) -> int:
    """Give the number of a title, the same for all that differ in case, accents, punctuation and hyphens only."""
    return number("title:" + squash(title))


def of_head(title: str) -> int | None:
    """Give the number of what stands before a title's colon or dash, if anything does: see `titles.parts`."""
    pair = parts(title)
    return as_head(pair[0]) if pair and squash(pair[0]) else None


def as_head(title: str) -> int:
    """Give the number under which titles are found that go on behind a colon or dash after all of this one."""
    return number("head:" + squash(title))


def of_ids(ids: Ids) -> list[int]:
    """Give the numbers of ids."""
    return [number(key) for key in works.keys(ids)]


def of_record(record: Record) -> list[int]:
    """Give the numbers by which other records of the work find this one."""
    titles = (record.title, *record.former_titles) if record.former_titles else (record.title,)
    return [number("title:" + s) for t in titles if (s := squash(t))] + of_ids(record.ids)


def _of_heads(record: Record) -> list[int]:
    """Give the numbers of heads: those who ask for a head find the record; records that share one are not one work."""
    heads = (of_head(t) for t in (record.title, *record.former_titles))
    return [h for h in dict.fromkeys(heads) if h is not None]


class Batch(NamedTuple):
    """Records made ready to be put into a part. The arrays hold a number a record, but `numbers`: all of each in turn.

    `names`: the record's name in its dump, by which a newer dump replaces it. `contents`: all that it says, by which
    a newer dump is seen to say nothing new. `counts`: how many of `numbers` are a record's. `titles`: position of the
    record, title as written, and its normalised form.
    """

    table: pa.Table
    names: Numbers
    contents: Numbers
    numbers: Numbers
    counts: npt.NDArray[np.intp]
    titles: list[tuple[int, str, str]]

    def only(self, wanted: npt.NDArray[np.bool_]) -> Batch:
        """Keep some of the records."""
        if wanted.all():
            return self
        return Batch(
            self.table.filter(pa.array(wanted)),
            self.names[wanted],
            self.contents[wanted],
            self.numbers[np.repeat(wanted, self.counts)],
            self.counts[wanted],
            [t for t in self.titles if wanted[t[0]]],
        )


def batch(of: Sequence[Record]) -> Batch:
    """Make records ready; this is half of the work of a build."""
    numbers = [of_record(r) + _of_heads(r) for r in of]
    return Batch(
        records.table(of),
        np.array([number(f"name:{r.source}:{r.key}") for r in of], np.uint64),
        np.array([number(repr(tuple(r))) for r in of], np.uint64),
        np.array([n for own in numbers for n in own], np.uint64),
        np.array([len(own) for own in numbers], np.intp),
        [(i, t, normalise(t)) for i, r in enumerate(of) for t in (r.title, *r.former_titles)],
    )
