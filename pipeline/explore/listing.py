"""Pure: each mention with its paper, as people look at them: filtered, sorted, in plain values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline import persons
from pipeline.errors import InputError
from pipeline.model import Paper
from pipeline.tables import Row
from pipeline.titles import normalise

_YEARS = re.compile(r"(\d{4})?(\.\.)?(\d{4})?")


@dataclass(frozen=True, slots=True)
class Line:
    """One mention: where it stands, the curator's words, its paper. Without a paper, the title is as listed."""

    row: Row
    paper: Paper | None

    @property
    def title(self) -> str:
        """Today's title."""
        return self.paper.title if self.paper else str(self.row["title"])

    @property
    def note(self) -> str:
        """What the curator says of it."""
        return str(self.row["annotation"] or "")

    @property
    def author(self) -> str:
        """The first author, as a citation names people."""
        names = self.paper.authors if self.paper else ()
        known = [name for n in names if (name := persons.family_name(n))]
        return f"{known[0]} et al." if len(known) > 2 else " & ".join(known)

    @property
    def venue(self) -> str:
        """Where it was published, `arXiv` for a preprint; without a paper why there is none."""
        if self.paper is None:
            return f"({self.row['status']})"
        return self.paper.venue or ("arXiv" if self.paper.ids.arxiv else "")

    def values(self) -> dict[str, Any]:
        """Give all that a program may want of it, by name."""
        p = self.paper
        known = {
            "title": self.title,
            "authors": list(p.authors) if p else [],
            "venue": p and p.venue,
            "year": p and p.year,
            "citation_count": p and p.citation_count,
            "annotation": self.row["annotation"],
            "status": self.row["status"],
            "section": self.row["section"],
            "list": self.row["list"],
            "line": self.row["line"],
            "listed_title": self.row["title"],
        }
        ids = {f"{kind}_id": p and getattr(p.ids, kind) for kind in ("arxiv", "acl", "openreview")}
        return {**known, "paper_id": p and p.paper_id, "cite_key": p and p.cite_key, "doi": p and p.ids.doi} | {
            **ids,
            "url": p.url if p else self.row["url"],
        }


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for; None and () ask for everything. `years` is as written: `2023`, `2022..2024`, `2022..`."""

    words: Sequence[str] = ()
    section: str | None = None
    years: str | None = None
    venue: str | None = None
    status: str | None = None
    sort: str = "list"


def lines(rows: Iterable[Row], papers: Iterable[Paper]) -> list[Line]:
    """Give each mention with its paper, in document order."""
    by_id = {p.paper_id: p for p in papers}
    return [Line(row, by_id.get(row["paper_id"])) for row in rows]


def chosen(of: Iterable[Line], wish: Wish) -> list[Line]:
    """Give the lines that are asked for, in the order asked for; what is not known comes last.

    Raises InputError for years that cannot be read.
    """
    first, last = span(wish.years) if wish.years else (None, None)
    tests: list[Callable[[Line], bool]] = [
        lambda x: all(_has(word, _searched(x)) or _names(word, x) for word in wish.words),
        lambda x: wish.section is None or _has(wish.section, x.row["section"] or ""),
        lambda x: wish.venue is None or _has(wish.venue, x.venue),
        lambda x: wish.status is None or x.row["status"] == wish.status,
        lambda x: first is None or bool(x.paper and x.paper.year and first <= x.paper.year <= (last or 9999)),
    ]
    found = [x for x in of if all(test(x) for test in tests)]
    if wish.sort == "list":
        return found
    value = "citation_count" if wish.sort == "citations" else "year"
    return sorted(found, key=lambda x: -1 if x.paper is None else getattr(x.paper, value) or -1, reverse=True)


def span(years: str) -> tuple[int, int]:
    """Read `2023`, `2022..2024`, `2022..` or `..2022`. Raises InputError for anything else."""
    found = _YEARS.fullmatch(years)
    if not found or not (found[1] or found[3]) or (found[3] and not found[2]):
        raise InputError(f'"{years}" names no years; write 2023, 2022..2024, 2022.. or ..2022')
    first = int(found[1] or 0)
    return first, int(found[3]) if found[3] else (9999 if found[2] else first)


def _searched(x: Line) -> str:
    return " ".join([x.title, x.row["title"], x.note, x.row["short_name"] or ""])


def _names(word: str, x: Line) -> bool:
    """Whether a word begins one of the authors' names: "bert" is not meant to find Robert."""
    names = " ".join(x.paper.authors) if x.paper else x.row["authors_hint"] or ""
    wanted = normalise(word)
    return bool(wanted) and f" {wanted}" in f" {normalise(names)}"


def _has(word: str, text: str) -> bool:
    """Whether a text holds a word, whatever its case and accents."""
    wanted = normalise(word)
    return wanted in normalise(text) if wanted else word.casefold() in text.casefold()
