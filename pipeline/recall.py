"""Pure: what the last run knew, held against today's mentions. What was matched stays, unless a person objects."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from pipeline import merge, tables, works
from pipeline.ids import from_url
from pipeline.model import BY_CATALOGUE, Candidate, Ids, Match, Mention, Paper, Query, Status
from pipeline.pins import Pin
from pipeline.sources import Source
from pipeline.tables import Row
from pipeline.titles import Agreement, compare, squash

ASKED = "asked "  # in a paper's provenance, before a source's name: the day on which that source was last read


@dataclass(frozen=True, slots=True)
class Item:
    """One mention on its way: its question, and its row and paper of the last run where these still hold."""

    path: str
    mention: Mention
    query: Query
    row: Row | None
    paper: Paper | None

    @property
    def is_settled(self) -> bool:
        """Whether it needs no asking: its paper is known, and not by the word of a catalogue alone."""
        return self.paper is not None and not _by_catalogue(self.row)


class Past:
    """The tables of the last run, as they are asked about."""

    def __init__(
        self,
        papers: Sequence[Paper],
        rows: Sequence[Row],
        history: pa.Table | None = None,
        changes: str | None = None,
    ) -> None:
        self.papers = papers
        self.rows = rows
        self.history = history
        self.changes = changes
        self._by_id = {p.paper_id: p for p in papers}
        self._by_key = {key: p for p in reversed(papers) for key in merge.paper_keys(p)}
        self._by_entry: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in rows:
            self._by_entry[_entry(row)].append(row)
        self._met: Counter[tuple[object, ...]] = Counter()

    def item(self, path: str, mention: Mention, asked: Query, said: Match) -> Item:
        """Pair a mention with its last verdict; `said` is what pins and bibliography say of it today, and wins.

        To be called once for each mention, in the order of the document: of entries that are alike, the first one has
        the first verdict.
        """
        entry = _entry(tables.mention_row(path, mention, said, None))
        rows = self._by_entry[entry]
        row = rows[min(self._met[entry], len(rows) - 1)] if rows else None
        self._met[entry] += 1
        paper = self._by_id.get(row["paper_id"]) if row and row["status"] == Status.MATCHED else None
        ruled_out = paper and asked.never & set(merge.paper_keys(paper))
        if asked.pinned or ruled_out or (paper and said.records and not is_same(paper, said.records)):
            row, paper = None, None
        return Item(path, mention, asked, row, paper)

    def moved(self, items: Sequence[Item]) -> dict[Query, tuple[Candidate, ...]]:
        """Offer the papers of vanished rows to new titles: an entry that moved, or whose slip was mended."""
        present = {(i.path, i.mention.title) for i in items}
        gone = [r for r in self.rows if r["paper_id"] in self._by_id and (r["list"], r["title"]) not in present]
        offers: dict[Query, tuple[Candidate, ...]] = {}
        for item in items if gone else ():
            near = [
                r
                for r in gone
                if item.row is None and compare(item.query.title, r["title"]).agreement >= Agreement.TYPO
            ]
            if near:
                papers = dict.fromkeys(r["paper_id"] for r in near)
                offers[item.query] = tuple(merge.as_record(self._by_id[p], near[0]["title"]) for p in papers)
        return offers

    def ids(self, records: Sequence[Candidate]) -> Ids:
        """Give all ids of a work, those of its records and those known before."""
        own = works.join(r.ids for r in records)
        return works.join([own, *(self._by_key[k].ids for k in works.keys(own) if k in self._by_key)])

    def records_of(self, rows: Sequence[Row]) -> list[tuple[Candidate, ...]]:
        """Give the papers that rows of other lists name, as records."""
        named = {r["paper_id"] for r in rows}
        return [(merge.as_record(p),) for p in self.papers if p.paper_id in named]

    def counts_are_due(self, papers: Sequence[Paper], day: date) -> bool:
        """Whether a count that was known on that day or before is known anew; one that nobody gives never is due."""
        shown = {p.paper_id: p.citations_as_of for p in self.papers}
        return any((was := shown.get(p.paper_id)) and was <= day and p.citations_as_of != was for p in papers)

    def is_due(self, source: Source, records: Sequence[Candidate], today: date) -> bool:
        """Whether a source is asked about a work: always where its answer changes daily, else once in a while."""
        if not source.REFRESH_DAYS:
            return True
        if any(r.source == source.NAME and r.title for r in records):
            return False
        keys = works.keys(self.ids(records))
        paper = next((self._by_key[k] for k in keys if k in self._by_key), None)
        asked = paper.provenance.get(ASKED + source.NAME) if paper else None
        if paper is None or not asked:
            return True
        return (today - date.fromisoformat(asked)).days >= source.REFRESH_DAYS


def question(mention: Mention, pin: Pin | None = None) -> Query:
    """Make the question of a mention; every link that stands with it may prove an id, and a pin does."""
    if pin and (pin.ids or pin.paper):
        return Query(mention.title, pin.ids, pinned=True, never=pin.never)
    never = pin.never if pin else frozenset()
    linked = from_url(mention.url) if mention.url else Ids()
    ids = works.join([Ids(arxiv=mention.arxiv_id, doi=mention.doi), linked])
    return Query(mention.title, ids, mention.authors_hint, mention.venue_hint, mention.year_hint, never=never)


def pinned(pin: Pin, mention: Mention) -> Candidate:
    """Give what a pin says as a record: the paper itself, or the ids with the title as written."""
    key = f"pin-{squash(mention.title)[:60]}"
    if pin.paper:
        return replace(pin.paper, source="pin", ids=pin.ids or pin.paper.ids, bib_key=key)
    return Candidate("pin", mention.title, pin.ids, bib_key=key)


def records(item: Item, verdict: Match) -> tuple[Candidate, ...]:
    """Give the records of a mention's work: those of this run, and the known paper where the last verdict stays."""
    if not _stays(item, verdict):
        return verdict.records
    if item.paper is None:
        return ()
    fresh = verdict.records if is_same(item.paper, verdict.records) else ()
    return (merge.as_record(item.paper), *fresh)


def row(item: Item, verdict: Match, paper_id: str | None) -> Row:
    """Give the row of a mention. A verdict stays when it is kept, and when today's tells nothing new."""
    new = tables.mention_row(item.path, item.mention, verdict, paper_id)
    if item.row and (_stays(item, verdict) or _is_less(new, item.row)):
        new = tables.keep_verdict(new, item.row)
        new["paper_id"] = paper_id
    return new


def _stays(item: Item, verdict: Match) -> bool:
    """Whether the last verdict outlasts today's: silence changes nothing, nor what a catalogue says to the sources'.

    A paper that was matched stays. Where a catalogue alone knew it, it stays until sources name it or another one.
    """
    if item.row is None:
        return False
    if verdict.status is Status.UNKNOWN or item.is_settled:
        return True
    if BY_CATALOGUE in verdict.reasons and not _by_catalogue(item.row):
        return item.row["status"] in (Status.ABSENT, Status.AMBIGUOUS)
    if item.paper is None or (verdict.status is Status.MATCHED and BY_CATALOGUE not in verdict.reasons):
        return False
    return all(is_same(item.paper, [s.candidate]) for s in verdict.rivals)


def _by_catalogue(row: Row | None) -> bool:
    return row is not None and BY_CATALOGUE in (row["reasons"] or ())


def _is_less(new: Row, old: Row) -> bool:
    """Whether a title is absent still, and nothing is close that was not close before: it is asked less widely then."""
    known = {c["id"] for c in old["candidates"] or ()}
    return new["status"] == old["status"] == Status.ABSENT and {c["id"] for c in new["candidates"]} <= known


def is_same(paper: Paper, found: Sequence[Candidate]) -> bool:
    """Whether records are of a known paper, by any id."""
    return bool(set(merge.paper_keys(paper)) & {k for r in found for k in merge.record_keys(r)})


def _entry(row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in ("list", "title", "arxiv_id", "doi", "url"))
