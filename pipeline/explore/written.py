"""I/O: what the last run wrote, for commands that show it."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from pipeline import citekeys, files, tables
from pipeline.errors import InputError
from pipeline.model import Paper
from pipeline.tables import Row


def papers(folder: Path) -> list[Paper]:
    """Read the papers; those of an earlier version get their keys.

    Raises InputError where there is no table, or none that can be read.
    """
    path = folder / "papers.parquet"
    return citekeys.assign(tables.read_papers(_table(path), str(path)))


def mentions(folder: Path) -> list[Row]:
    """Read the mentions' rows, in document order. Raises InputError as `papers`."""
    path = folder / "mentions.parquet"
    return tables.read_mentions(_table(path), str(path))


def _table(path: Path) -> pa.Table:
    table = files.read_parquet(path)
    if table is None:
        raise InputError(f"{path}: no such table; run `make enrich` first, or name the folder with --from")
    return table
