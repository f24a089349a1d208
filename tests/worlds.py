"""Tables of lists that differ, written without a run: for what reads tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import files, tables

Row = dict[str, Any]
DAYS = (date(2026, 11, 2), date(2026, 11, 9))
HOSTILE = r"$\frac{1}{$ <b>_x_ 🔥 大模型" + "很长" * 60


def put(folder: Path, papers: list[Row], mentions: list[Row], counts: list[Row]) -> None:
    """Write the three tables; what the rows do not say is null."""
    for name, schema, rows in (
        ("papers", tables.PAPERS, papers),
        ("mentions", tables.MENTIONS, mentions),
        ("citations", tables.HISTORY, counts),
    ):
        (folder / f"{name}.parquet").write_bytes(files.parquet(pa.Table.from_pylist(rows, schema=schema)))


def paper(n: int, **known: Any) -> Row:
    """Give a preprint."""
    return {"paper_id": f"arxiv:{n}", "arxiv_id": str(n), "title": f"Paper {n}", "authors": ["A. B"]} | known


def mention(n: int, **known: Any) -> Row:
    """Give its mention."""
    return {"list": "a.md", "line": n + 1, "title": f"Paper {n}", "status": "matched", "paper_id": f"arxiv:{n}"} | known


def two_lists(folder: Path) -> None:
    """Write two lists of the same 40 papers in more sections than a plot shows, counted on two days."""
    papers = [
        paper(n, year=2015 + n % 8, venue="ACL" if n % 3 else None, citation_count=n * n, citations_as_of=DAYS[1])
        for n in range(40)
    ]
    papers[39] |= {"title": HOSTILE, "published": date(2022, 3, 4), "citation_count": 120_000}
    mentions = [
        mention(n, list=name, section=f"第{n % 20}章 $a$ & 🤖", annotation="必读，好" if n % 4 else "很有启发")
        for name in ("a.md", "b.md")
        for n in range(40)
    ]
    counts = [(n, day, n * n + n * i) for i, day in enumerate(DAYS) for n in range(3, 40)]
    put(folder, papers, mentions, [{"paper_id": f"arxiv:{n}", "date": d, "citation_count": c} for n, d, c in counts])


def one_day(folder: Path) -> None:
    """Write one paper, never cited, counted once."""
    count = {"citation_count": 0}
    papers = [paper(0, year=2020, citations_as_of=DAYS[0], **count)]
    put(folder, papers, [mention(0)], [{"paper_id": "arxiv:0", "date": DAYS[0], **count}])


def bare(folder: Path) -> None:
    """Write no section, note, year, venue or count, and a title that is in no index."""
    put(folder, [paper(0)], [mention(0), mention(1, status="absent", paper_id=None)], [])


def older(folder: Path) -> None:
    """Write what a run wrote that knew fewer columns and kept no history."""
    two_lists(folder)
    for name, unknown in {"papers": ["citation_count", "published"], "mentions": ["annotation", "section"]}.items():
        table = files.read_parquet(folder / f"{name}.parquet")
        assert table is not None
        (folder / f"{name}.parquet").write_bytes(files.parquet(table.drop_columns(unknown)))
    (folder / "citations.parquet").unlink()


def empty(folder: Path) -> None:
    """Write a list that names nothing."""
    put(folder, [], [], [])
