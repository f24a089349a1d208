"""Pure: what records are found by, as numbers of 64 bits. Who finds by one checks: two things may share a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from msgspec import msgpack
from xxhash import xxh3_64_intdigest

from pipeline import works
from pipeline.catalog import records
from pipeline.catalog.records import Record
from pipeline.model import Ids
from pipeline.titles import normalise, normalise_once, parts, squash

Numbers = npt.NDArray[np.uint64]


def number(text: str) -> int:
    """Give the number of a text."""
    return xxh3_64_intdigest(text.encode("utf-8", "surrogatepass"))


def _number(kind: str, normalised: str) -> int:
    """Give the number of a normalised title or head; blanks make no difference."""
    return number(f"{kind}:" + normalised.replace(" ", ""))


def of_title(title: str) -> int:
    """Give the number of a title, the same for all that differ in case, accents, punctuation and hyphens only."""
    return _number("title", normalise(title))


def of_head(title: str) -> int | None:
    """Give the number of what stands before a title's colon or dash, if anything does: see `titles.parts`."""
    pair = parts(title)
    return as_head(pair[0]) if pair and squash(pair[0]) else None


def as_head(title: str) -> int:
    """Give the number under which titles are found that go on behind a colon or dash after all of this one."""
    return _number("head", normalise(title))


def of_ids(ids: Ids) -> list[int]:
    """Give the numbers of ids."""
    return [number(key) for key in works.keys(ids)]


def of_record(record: Record) -> list[int]:
    """Give the numbers by which other records of the work find this one."""
    titles = (record.title, *record.former_titles) if record.former_titles else (record.title,)
    return [of_title(t) for t in titles if squash(t)] + of_ids(record.ids)


class Batch(NamedTuple):
    """Records made ready to be put into a part. The arrays hold a number a record, but `numbers`, with their `owners`.

    `names`: the record's name in its dump, by which a newer dump replaces it. `contents`: all that it says, by which
    a newer dump is seen to say nothing new. `numbers`: all that records are found by, and `owners` the position of
    the record of each. `titles`: position of the record, title as written, and its normalised form.
    """

    table: pa.Table
    names: Numbers
    contents: Numbers
    numbers: Numbers
    owners: npt.NDArray[np.uint32]
    titles: list[tuple[int, str, str]]

    def only(self, wanted: npt.NDArray[np.bool_]) -> Batch:
        """Keep some of the records."""
        if wanted.all():
            return self
        places, theirs = np.cumsum(wanted, dtype=np.uint32) - 1, wanted[self.owners]
        return Batch(
            self.table.filter(pa.array(wanted)),
            self.names[wanted],
            self.contents[wanted],
            self.numbers[theirs],
            places[self.owners[theirs]],
            [(int(places[at]), t, n) for at, t, n in self.titles if wanted[at]],
        )


def batch(of: Sequence[Record]) -> Batch:
    """Make records ready; this is most of the work of a build."""
    columns = records.columns(of)
    made = [(i, t, *normalise_once(t)) for i, r in enumerate(of) for t in (r.title, *r.former_titles)]
    found = [(i, _number("title", n)) for i, _, n, _ in made if n]
    found += [(i, _number("head", h)) for i, _, _, h in made if h]
    for kind, name in records.IDS.items():
        found += [(i, number(f"{kind}:{value}")) for i, value in enumerate(columns[name]) if value]
    owners, numbers = zip(*found, strict=True) if found else ((), ())
    return Batch(
        records.table(columns),
        np.array([number(f"name:{r.source}:{r.key}") for r in of], np.uint64),
        np.array([xxh3_64_intdigest(_says(r)) for r in of], np.uint64),
        np.array(numbers, np.uint64),
        np.array(owners, np.uint32),
        [(i, t, n) for i, t, n, _ in made],
    )


_says = msgpack.Encoder().encode
