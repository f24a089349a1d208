"""I/O: one part of a catalogue: written once, then only read.

    records.parquet   the records in the order in which they came
    keys.npy          numbers that records are found by, sorted, and rows.npy, the row of each
    contents.npy      for each row the number of what it says
    titles/           the search index, one document a title

Memory is that of the page cache: the tables are mapped, and of Parquet a row group is read at a time.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import atomic
from pipeline.catalog import records
from pipeline.catalog.keys import Batch, Numbers
from pipeline.catalog.records import Record
from pipeline.catalog.search import Index, IndexWriter

Rows = npt.NDArray[np.uint32]

RECORDS, KEYS, ROWS, CONTENTS, TITLES = "records.parquet", "keys.npy", "rows.npy", "contents.npy", "titles"
_OPEN = 16  # files of records; the index of row groups in one takes 28 MB of memory a million records
GROUP = 512  # rows that are read for one of them: a third of a millisecond
_GROUPS = 32  # that are read at once: one by one takes half as much again, and all of them would fill the memory


class Part:
    """A part as it is read; `dead` are the rows that newer ones replaced."""

    def __init__(self, folder: Path, dead: Rows | None = None) -> None:
        self.folder = folder
        self.dead: Rows = np.empty(0, np.uint32) if dead is None else dead
        self._keys: Numbers = np.load(folder / KEYS, mmap_mode="r")
        self._rows: Rows = np.load(folder / ROWS, mmap_mode="r")
        self.contents: Numbers = np.load(folder / CONTENTS, mmap_mode="r")
        self._dead = frozenset(self.dead.tolist())
        # Opened now: a build that ends while we ask may remove the part.
        self._made = (folder / RECORDS).stat().st_mtime_ns
        _ = self._file
        self.titles = Index(folder / TITLES)

    @property
    def _file(self) -> pq.ParquetFile:
        return _opened(self.folder / RECORDS, self._made)

    def find(self, numbers: Numbers) -> Iterator[tuple[int, list[int]]]:
        """Give the living rows of each number that has any: position in `numbers`, rows in their order."""
        first = np.searchsorted(self._keys, numbers, "left")
        last = np.searchsorted(self._keys, numbers, "right")
        for at in np.flatnonzero(last > first).tolist():
            found = sorted(r for r in self._rows[first[at] : last[at]].tolist() if r not in self._dead)
            if found:
                yield at, found

    def read(self, rows: Iterable[int]) -> dict[int, Record]:
        """Read records by their rows."""
        groups: dict[int, list[int]] = defaultdict(list)
        for row in sorted(set(rows)):
            groups[row // GROUP].append(row)
        found: dict[int, Record] = {}
        for some in _by(_GROUPS, groups):
            table = self._file.read_row_groups(some, use_threads=False)
            wanted = [row for group in some for row in groups[group]]
            places = [at * GROUP + row % GROUP for at, group in enumerate(some) for row in groups[group]]
            # Cell by cell: to take rows loads pandas and all of Arrow's functions, which is a second of a short run.
            columns = [[column[at].as_py() for at in places] for column in table.columns]
            found |= zip(wanted, map(Record._make, zip(*columns, strict=True)), strict=True)
        return found

    def all(self) -> Iterator[list[tuple[int, Record]]]:
        """Read all records, also dead ones, with their rows; some at a time."""
        row = 0
        for batch in self._file.iter_batches(16 * GROUP):
            rows: list[dict[str, Any]] = batch.to_pylist()
            yield list(enumerate(records.from_rows(rows), row))
            row += len(rows)


def _by(size: int, numbers: Iterable[int]) -> Iterator[list[int]]:
    left = iter(numbers)
    while some := list(islice(left, size)):
        yield some


@lru_cache(maxsize=_OPEN)
def _opened(path: Path, _made: int) -> pq.ParquetFile:
    """Open a file of records; of many parts those read last stay open."""
    return pq.ParquetFile(path, memory_map=True)


class Writer:
    """Writes one part. Nothing of it counts before `close` has returned."""

    def __init__(self, folder: Path) -> None:
        (folder / TITLES).mkdir(parents=True)
        self.folder = folder
        self.rows = 0
        self._batches: list[Batch] = []  # their numbers; the records are written
        self._waiting: list[pa.Table] = []  # less than a group, till the next batch
        self._titles = IndexWriter(folder / TITLES)
        self._file = pq.ParquetWriter(
            folder / RECORDS, records.SCHEMA, compression="lz4", use_dictionary=False, write_statistics=False
        )

    def add(self, batch: Batch) -> None:
        """Add records."""
        for _, written, normalised in batch.titles:
            self._titles.add(written, normalised)
        self._batches.append(batch._replace(table=None, titles=[], owners=batch.owners + np.uint32(self.rows)))
        self.rows += len(batch.names)
        table = pa.concat_tables([*self._waiting, batch.table])
        whole = table.num_rows // GROUP * GROUP
        if whole:
            self._file.write_table(table.slice(0, whole).combine_chunks(), GROUP)
        self._waiting = [table.slice(whole)]

    def close(self) -> Rows:
        """Finish the part, safe on disk; gives the rows that later ones of the same name replace."""
        self._file.write_table(pa.concat_tables(self._waiting).combine_chunks(), GROUP)
        self._file.close()
        self._titles.close()
        names = np.concatenate([b.names for b in self._batches])
        rows = np.arange(self.rows, dtype=np.uint32)
        numbers = np.concatenate([*(b.numbers for b in self._batches), names])
        owners = np.concatenate([*(b.owners for b in self._batches), rows])
        np.save(self.folder / CONTENTS, np.concatenate([b.contents for b in self._batches]))
        self._batches = []
        order = np.argsort(numbers, kind="stable")
        np.save(self.folder / KEYS, numbers[order])
        np.save(self.folder / ROWS, owners[order])
        _sync(self.folder)
        by_name = np.argsort(names, kind="stable").astype(np.uint32)
        return np.sort(by_name[:-1][names[by_name[:-1]] == names[by_name[1:]]])


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            atomic.sync(path)
    atomic.sync(folder)
