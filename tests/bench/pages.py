"""Lists as large as one likes, made of our own: for the page's bench and for looking at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from pipeline.explore import written
from pipeline.model import Paper
from pipeline.tables import Row

ENRICHED = Path(__file__).parents[2] / "enriched"
SEED = 11
_COPIES_A_SECTION = 4  # of the source list's sections; so a large list has many sections, and large ones
_ABSTRACT = 1200  # characters, as arXiv's have


def own() -> tuple[list[Paper], list[Row]]:
    """Read what the last run wrote of the source list."""
    return written.papers(ENRICHED), written.mentions(ENRICHED)


def large(entries: int) -> tuple[list[Paper], list[Row]]:
    """Make a list of so many entries: the source list over and over, with other words in titles and all facts known."""
    dice = Random(SEED)
    papers, rows = own()
    by_id = {p.paper_id: p for p in papers}
    words = [w for p in papers for w in p.title.split() if w.isalpha()]
    lines = max(r["line"] for r in rows)
    made: dict[str, Paper] = {}
    copies: list[Row] = []
    for copy in range(-(-entries // len(rows))):
        part = f" {copy // _COPIES_A_SECTION + 1}"
        ordered = copy % _COPIES_A_SECTION * lines
        for row in rows:
            shift = (copy // _COPIES_A_SECTION) * 100 * lines + ordered
            new = {**row, "line": row["line"] + shift, "section": row["section"] + part}
            new["parent_line"] = row["parent_line"] and row["parent_line"] + shift
            if old := by_id.get(row["paper_id"]):
                new["title"] = old.title if not copy else f"{old.title} {dice.choice(words)} {dice.choice(words)}"
                paper = _paper(old, new["title"], copy, words, dice)
                made[paper.paper_id] = paper
                new["paper_id"] = paper.paper_id
            copies.append(new)
    kept = sorted(copies[:entries], key=lambda r: (r["line"] // (100 * lines), r["section"], r["line"]))
    return list(made.values()), [{**r, "line": n, "parent_line": p} for n, r, p in _numbered(kept)]


def _numbered(rows: list[Row]) -> Iterable[tuple[int, Row, int | None]]:
    """Give the rows new lines, and the parents theirs."""
    at = {r["line"]: n for n, r in reversed(list(enumerate(rows, 1)))}
    return [(n, r, at.get(r["parent_line"])) for n, r in enumerate(rows, 1)]


def _paper(old: Paper, title: str, copy: int, words: list[str], dice: Random) -> Paper:
    abstract = ""
    while len(abstract) < _ABSTRACT:
        abstract += " ".join(dice.choices(words, k=14)).capitalize() + ". "
    return replace(
        old,
        paper_id=f"{old.paper_id}-{copy}" if copy else old.paper_id,
        title=title,
        year=(old.year or 2020) - dice.randrange(12) if copy else old.year,
        abstract=abstract.strip(),
        citation_count=min(int(dice.paretovariate(0.6) * 3), 60_000),
        citations_as_of=date(2026, 1, 1),
    )
