"""Everything that a run has to say, as the bytes of its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from pathlib import Path

from pipeline import changes, files, pins, recall, render, review, tables, works
from pipeline.exports import EXPORTS, LIST_TITLE
from pipeline.lists import ListFile
from pipeline.model import Notice, Paper
from pipeline.tables import Row

PAPERS, MENTIONS, CITATIONS = "papers.parquet", "mentions.parquet", "citations.parquet"
REVIEW, CHANGES = "REVIEW.md", "CHANGES.md"
_COUNTS = ("citation_count", "influential_citation_count", "citations_as_of")


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run found: its lists, their items with a row each, the rows of other lists, and all papers.

    `left_out`: lines of all lists that look like papers and were not read. `titles`: what each list calls itself.
    """

    lists: Sequence[ListFile]
    items: Sequence[recall.Item]
    rows: Sequence[Row]
    others: Sequence[Row]
    papers: Sequence[Paper]
    left_out: Sequence[tuple[str, Notice]]
    titles: Mapping[str, str | None]

    @property
    def all_rows(self) -> list[Row]:
        """The rows of all lists, by list and in document order."""
        return sorted([*self.others, *self.rows], key=itemgetter("list", "line"))  # stable: two may share a line


@dataclass(frozen=True, slots=True)
class Standing:
    """The files that say how things stand: in the output folder by name, and the lists that are kept in place."""

    files: dict[str, bytes]
    in_place: dict[Path, str]

    def is_written(self, out: Path) -> bool:
        """Whether all of it is on disk already."""
        named = {out / name: data for name, data in self.files.items()}
        named |= {path: text.encode() for path, text in self.in_place.items()}
        return all(path.exists() and path.read_bytes() == data for path, data in named.items())


def standing(found: Findings) -> Standing:
    """Give the lists, the tables, the files for readers and the page for review."""
    by_id = {p.paper_id: p for p in found.papers}
    lists: dict[str, bytes] = {}
    in_place: dict[Path, str] = {}
    for x in found.lists:
        entries = {
            i.mention: _entry(by_id[r["paper_id"]])
            for i, r in zip(found.items, found.rows, strict=True)
            if i.path == x.path and r["paper_id"]
        }
        text = render.render(x.document, entries, source=None if x.in_place else x.path).text
        if x.in_place:
            in_place[x.file] = text
        else:
            lists[x.file.name] = text.encode()
    lists |= data(found)
    rows = [{**r, LIST_TITLE: found.titles.get(r["list"])} for r in found.all_rows]
    lists |= {e.NAME: e.write(found.papers, rows).encode() for e in EXPORTS}
    if page := _review(found):
        lists[REVIEW] = page.encode()
    return Standing(lists, in_place)


def data(found: Findings) -> dict[str, bytes]:
    """Give the tables of papers and of mentions."""
    return {
        PAPERS: files.parquet(tables.paper_table(found.papers)),
        MENTIONS: files.parquet(tables.mention_table(found.all_rows)),
    }


def reporting(found: Findings, past: recall.Past, today: date) -> tuple[list[str], dict[str, bytes]]:
    """Give the lines of the change report, and the files that grow: the changes, and the counts over time."""
    old = {p.paper_id: p for p in past.papers}
    lines = changes.report(past.rows, old, found.all_rows, {p.paper_id: p for p in found.papers})
    grown: dict[str, bytes] = {}
    if lines:
        grown[CHANGES] = changes.prepend(past.changes, today, lines).encode()
    history = tables.history_table(past.history, found.papers, CITATIONS)
    if past.history is None or history.num_rows > past.history.num_rows:
        grown[CITATIONS] = files.parquet(history)
    return lines, grown


def with_known_counts(found: Findings, past: recall.Past) -> Findings:
    """Give the findings with the citation counts of the last run: a drift of counts alone is no news."""
    old = {p.paper_id: p for p in past.papers if p.citation_count is not None}
    papers = [
        replace(p, **{name: getattr(old[p.paper_id], name) for name in _COUNTS}) if p.paper_id in old else p
        for p in found.papers
    ]
    return replace(found, papers=papers)


def _review(found: Findings) -> str | None:
    return review.page(found.all_rows, {p.paper_id: p for p in found.papers}, found.left_out, pins.line)


def _entry(paper: Paper) -> render.Entry:
    """Choose what the list shows of a paper."""
    preprint = paper.venue is None and paper.ids.arxiv is not None
    words = render.suffix(
        paper.authors,
        paper.venue,
        works.shown_year(paper),
        preprint,
        paper.citation_count,
        withdrawn=bool(paper.withdrawn),
    )
    return render.Entry(paper.url, words)


def links_in_doubt(rows: Iterable[Mapping[str, object]], mark: str) -> list[tuple[str, Notice]]:
    """Give the rows whose own link leads elsewhere, as notices."""
    return [
        (str(r["list"]), Notice(int(str(r["line"])), why))
        for r in rows
        for why in (r["reasons"] if isinstance(r["reasons"], list) else ())
        if mark in why
    ]
