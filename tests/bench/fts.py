"""The same work with SQLite's full-text search: what a catalogue is measured against. https://sqlite.org/fts5.html."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.model import Answered, Candidate, Ids, Query
from pipeline.titles import normalise, squash

NEAREST = 20
TERMS = 6

_TABLES = """
CREATE TABLE papers (number INTEGER PRIMARY KEY, squashed TEXT, record TEXT);
CREATE VIRTUAL TABLE titles USING fts5 (title, content='', detail=none, columnsize=1);
CREATE VIRTUAL TABLE terms USING fts5vocab ('titles', 'row');
"""


def build(path: Path, shards: Sequence[Path]) -> None:
    """Index the shards: exact titles by an index of the table, others by full-text search."""
    with sqlite3.connect(path) as base:
        base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        for shard in shards:
            rows = [(r["corpusid"], squash(r["title"]), line, normalise(r["title"])) for line, r in _read(shard)]
            base.executemany("INSERT INTO papers VALUES (?, ?, ?)", (r[:3] for r in rows))
            base.executemany("INSERT INTO titles (rowid, title) VALUES (?, ?)", ((r[0], r[3]) for r in rows))
        base.execute("CREATE INDEX by_title ON papers (squashed)")
        base.execute("INSERT INTO titles (titles) VALUES ('optimize')")


def search(path: Path, queries: Iterable[Query]) -> dict[Query, Answered]:
    """Look titles up: exactly, else by their rarest words."""
    base = sqlite3.connect(path)
    found = {}
    for query in queries:
        sql = "SELECT record FROM papers WHERE squashed = ? LIMIT 50"
        rows = base.execute(sql, (squash(query.title),)).fetchall() or _near(base, query.title)
        found[query] = Answered(tuple(_candidate(row[0]) for row in rows))
    base.close()
    return found


def _near(base: sqlite3.Connection, title: str) -> list[tuple[str]]:
    words = set(normalise(title).split())
    counts = ((base.execute("SELECT doc FROM terms WHERE term = ?", (w,)).fetchone(), w) for w in words)
    rare = [w for _, w in sorted((c[0], w) for c, w in counts if c)][:TERMS]
    sql = (
        "SELECT record FROM papers WHERE number IN "
        f"(SELECT rowid FROM titles WHERE titles MATCH ? ORDER BY rank LIMIT {NEAREST})"
    )
    return base.execute(sql, (" OR ".join(f'"{w}"' for w in rare),)).fetchall() if rare else []


def _read(shard: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with gzip.open(shard, "rt", encoding="utf-8") as file:
        for line in file:
            yield line, json.loads(line)


def _candidate(line: str) -> Candidate:
    raw = json.loads(line)
    ids = Ids(arxiv=raw["externalids"]["ArXiv"], doi=raw["externalids"]["DOI"])
    return Candidate("S", raw["title"], ids, authors=tuple(a["name"] for a in raw["authors"]), year=raw["year"])
