"""I/O: the answers of the last hours, one a question, so that a stopped run goes on without asking again."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import diskcache

from pipeline.model import Answered, Candidate, Ids, Query

LIFETIME = 20 * 3600  # seconds; arXiv changes once a day, and a daily run must not be served yesterday's answers
_VERSION = 3  # of the form of what is kept


class Store:
    """Complete, checked answers in SQLite. What cannot be read or kept is a miss, never an error."""

    def __init__(self, folder: Path) -> None:
        self._cache: diskcache.Cache | None = None
        try:
            self._cache = diskcache.Cache(str(folder), size_limit=512 * 2**20)
        except Exception:  # noqa: BLE001  # a cache that cannot be opened is no reason to stop
            self._cache = None

    def get(self, source: str, step: str, query: Query) -> Answered | None:
        """Give what the source answered to this question in the last hours."""
        if self._cache is None:
            return None
        try:
            data = self._cache.get(_key(source, step, query))
            return _load(data) if isinstance(data, bytes) else None
        except Exception:  # noqa: BLE001  # as above
            return None

    def put(self, source: str, step: str, query: Query, answer: Answered) -> None:
        """Keep an answer."""
        if self._cache is None:
            return
        try:
            self._cache.set(_key(source, step, query), _dump(answer), expire=LIFETIME)
        except Exception:  # noqa: BLE001  # as above: a full disk, a lost lock
            return

    def close(self) -> None:
        """Close the file."""
        if self._cache is not None:
            self._cache.close()


def _key(source: str, step: str, query: Query) -> str:
    """Name a question: a source is asked by title and ids; hints are for the decision."""
    return json.dumps([_VERSION, source, step, query.title, asdict(query.ids)], ensure_ascii=False)


def _dump(answer: Answered) -> bytes:
    return json.dumps(asdict(answer), default=str, ensure_ascii=False).encode()


def _load(data: bytes) -> Answered:
    kept = json.loads(data)
    if not isinstance(kept["capped"], bool):
        raise TypeError
    return Answered(tuple(_candidate(row) for row in kept["candidates"]), kept["capped"])


def _candidate(row: dict[str, Any]) -> Candidate:
    for name in ("former_titles", "authors", "fields"):
        row[name] = tuple(row[name])
    for name in ("published", "citations_as_of"):
        row[name] = date.fromisoformat(row[name]) if row[name] else None
    return Candidate(**{**row, "ids": Ids(**row["ids"])})
