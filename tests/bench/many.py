"""Millions of papers, made of the titles and authors of real ones; real ones among them are what is asked for."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as pq

from pipeline.sources import library
from pipeline.titles import squash

from . import own, shared
from .cases import DAMAGES, invented

SHARD = 250_000  # records a file
SEED = 8
_SMALL_POOL = 5000  # titles of which two halves make too few others


@cache
def real() -> list[dict[str, Any]]:
    """Give the real papers: of the large corpus where it is there, else of our own bibliography."""
    if shared.is_here():
        rows = pq.read_table(shared.PAPERS, columns=["title", "authors", "year", "arxiv_id", "doi"]).to_pylist()
        return [r for r in rows if r["title"]]
    known = library.load(own.BIBLIOGRAPHY.read_text("utf-8"), own.BIBLIOGRAPHY.name).candidates
    return [
        {"title": c.title, "authors": c.authors, "year": c.year, "arxiv_id": c.ids.arxiv, "doi": c.ids.doi}
        for c in known
    ]


def papers(count: int) -> Iterator[dict[str, Any]]:
    """Give so many papers, the real ones first, the same each time."""
    known, dice = real(), Random(SEED)
    yield from known[:count]
    halves = [(words[len(words) // 2 :], words[: len(words) // 2]) for words in (r["title"].split() for r in known)]
    names = [name for r in known for name in r["authors"] or ()]
    for _ in range(len(known), count):
        tail, middle, head = (dice.choice(halves) for _ in range(3))
        inner = middle[0] if len(known) < _SMALL_POOL else ()
        yield {
            "title": " ".join((*tail[0], *inner, *head[1])),  # none begins as a real one does: see `own`
            "authors": dice.sample(names, 3),
            "year": dice.randrange(1990, 2027),
            "arxiv_id": None,
            "doi": f"10.5555/{dice.randrange(10**12)}",
        }


def write_shards(folder: Path, count: int) -> list[Path]:
    """Write so many papers as shards of Semantic Scholar's dataset, packed as those are."""
    found, paths = enumerate(papers(count)), list[Path]()
    while batch := list(islice(found, SHARD)):
        path = folder / f"papers{len(paths):03}.gz"
        with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
            file.writelines(_line(number, paper) for number, paper in batch)
        paths.append(path)
    return paths


def _line(number: int, paper: dict[str, Any]) -> str:
    raw = {
        "corpusid": number,
        "externalids": {"ArXiv": paper["arxiv_id"], "DOI": paper["doi"], "CorpusId": str(number)},
        "url": f"https://www.semanticscholar.org/paper/{number:040x}",
        "title": paper["title"],
        "authors": [{"authorId": str(n), "name": name} for n, name in enumerate(paper["authors"] or ())],
        "venue": "",
        "publicationvenueid": None,
        "year": paper["year"],
        "referencecount": 30,
        "citationcount": number % 97,
        "influentialcitationcount": number % 7,
        "isopenaccess": False,
        "s2fieldsofstudy": [{"category": "Computer Science", "source": "s2-fos-model"}],
        "publicationtypes": ["JournalArticle"],
        "publicationdate": None,
        "journal": {"name": "", "pages": "", "volume": ""},
    }
    return json.dumps(raw) + "\n"


def mentions(count: int, known: int) -> list[str]:
    """Give so many titles as lists write them: 88 of 100 as they are, 6 damaged, 6 of no paper at all.

    They are of the first `known` papers.
    """
    dice = Random(SEED + 1)
    titles = [r["title"] for r in real()[:known]]
    ways = list(DAMAGES.values())
    nowhere = iter(invented(titles, {squash(t) for t in titles}, max(1, count * 6 // 100), dice))
    made: list[str] = []
    while len(made) < count:
        title, luck = dice.choice(titles), dice.randrange(100)
        if luck < 6:
            made.append(next(nowhere, title))
        else:
            made.append((dice.choice(ways)(title, dice) if luck < 12 else None) or title)
    return made


def parted(titles: Sequence[str], parts: int) -> list[list[str]]:
    """Deal titles out."""
    return [list(titles[n::parts]) for n in range(parts)]
