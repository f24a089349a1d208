"""The whole flow, in order; every decision is made elsewhere.

read -> parse -> ask (library | catalogue | arXiv | Semantic Scholar) -> decide -> look up -> merge -> tables, render
-> write
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from pipeline import changes, files, git, match, merge, output, recall, render, tables, works
from pipeline.catalog.asking import Searchable, consult
from pipeline.errors import InputError
from pipeline.inquiry import Inquiry
from pipeline.ledger import Ledger
from pipeline.lists import ListFile, parsed
from pipeline.model import PIN, WRONG_LINK, Answered, Candidate, Document, Notice, Paper, Status
from pipeline.output import Findings
from pipeline.sources import Source, library
from pipeline.tables import Row


@dataclass(frozen=True, slots=True)
class Job:
    """Where a run writes, which day it is, after how many days counts are shown anew, and whose edits may go."""

    out: Path
    today: date
    citations_every: int = 30
    force: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: mentions by status, papers, papers with a citation count, what was odd, what changed.

    `unmatched` names the mentions that found no paper: path, line, status, title; `left_out` the lines that the
    parser did not read though they look like papers; `news` the lines of the change report; `review` the page of
    what needs a person.
    """

    statuses: Counter[str]
    unmatched: tuple[tuple[str, int, str, str], ...]
    papers: int
    cited: int
    notices: tuple[tuple[str, Notice], ...]
    changed: tuple[str, ...]
    left_out: tuple[tuple[str, Notice], ...] = ()
    news: tuple[str, ...] = ()
    review: str | None = None


def enrich(lists: Sequence[ListFile], inquiry: Inquiry, job: Job, catalog: Searchable | None = None) -> Summary:
    """Look up all mentions of the lists, and write tables, reports and lists.

    Raises InputError for a file of the user's that cannot be used, or an output that cannot be written.
    """
    ledger = Ledger(job.out)
    past = read_past(job.out)
    found, notices = find(lists, inquiry, past, job.today, catalog)
    gone = {r["list"] for r in past.rows} - {x.path for x in lists} - {r["list"] for r in found.others}
    return _write(found, past, notices, gone, ledger, job)


def find(
    lists: Sequence[ListFile], inquiry: Inquiry, past: recall.Past, today: date, catalog: Searchable | None = None
) -> tuple[Findings, list[tuple[str, Notice]]]:
    """Look up all mentions of the lists; gives what was found, and what was odd. Writes nothing.

    Raises InputError for a bibliography that cannot be used.
    """
    notices = [*(n for x in lists for n in x.notices), *_ask_libraries(lists, inquiry)]
    items = _items(lists, past, inquiry)
    for query, offers in past.moved(items).items():
        inquiry.hear(query, "enriched", Answered(offers))
    unsettled = [item.query for item in items if not item.is_settled]
    again = {item.query for item in items if item.row and item.row["status"] == Status.ABSENT}
    inquiry.find(unsettled, consult(catalog, unsettled, inquiry), match.to_confirm, again)
    verdicts = [match.decide(item.query, inquiry.answers(item.query)) for item in items]
    works_found = [recall.records(item, verdict) for item, verdict in zip(items, verdicts, strict=True)]
    works_found = _look_up(items, works_found, past, inquiry, today)
    names = {x.path for x in lists}
    others = [r for r in past.rows if r["list"] not in names and Path(r["list"]).exists()]
    papers, ids = merge.merge([*filter(None, works_found), *past.records_of(others)], past.papers)
    given = iter(ids)
    rows = [recall.row(i, v, next(given) if r else None) for i, v, r in zip(items, verdicts, works_found, strict=True)]
    papers = [_dated(paper, works_found, inquiry.sources, today) for paper in papers]
    elsewhere = _read_again(others)
    odd = [*notices, *((path, n) for path, document in elsewhere.items() for n in document.notices)]
    left_out = [(path, n) for path, n in odd if n.kind == "left out"]
    titles = {path: d.title for path, d in [*elsewhere.items(), *((x.path, x.document) for x in lists)]}
    return Findings(lists, items, rows, others, papers, left_out, titles), notices


def read_past(out: Path) -> recall.Past:
    """Read what the last run left. Raises InputError for a file that cannot be read, or of a newer version."""
    papers, mentions, counts = (out / n for n in (output.PAPERS, output.MENTIONS, output.CITATIONS))
    table, rows = files.read_parquet(papers), files.read_parquet(mentions)
    news = out / output.CHANGES
    return recall.Past(
        tables.read_papers(table, str(papers)) if table is not None else [],
        tables.read_mentions(rows, str(mentions)) if rows is not None else [],
        files.read_parquet(counts),
        files.read_text(news) if news.exists() else None,
    )


def uncommitted(out: Path) -> list[str]:
    """Give the change report of what is in `out` and not in git yet. Raises InputError as `read_past`."""
    new = read_past(out)
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder)
        for name in (output.PAPERS, output.MENTIONS):
            if (data := git.show("HEAD", out / name)) is not None:
                (old / name).write_bytes(data)
        before = read_past(old)
    papers = ({p.paper_id: p for p in past.papers} for past in (before, new))
    return changes.report(before.rows, next(papers), new.rows, next(papers))


def _ask_libraries(lists: Sequence[ListFile], inquiry: Inquiry) -> list[tuple[str, Notice]]:
    """Ask each list's own bibliography; it costs nothing, so it is asked about everything."""
    notices: list[tuple[str, Notice]] = []
    for path in {x.library: None for x in lists if x.library}:
        shelf = library.load(files.read_text(path), str(path))
        notices += [(str(path), n) for n in shelf.notices]
        queries = [recall.question(m, x.pins.get(m)) for x in lists if x.library == path for m in x.document.mentions]
        for query, answer in shelf.search(queries).items():
            inquiry.hear(query, f"{library.NAME} {path}", answer)
    return notices


def _read_again(rows: Sequence[Row]) -> dict[str, Document]:
    """Read the lists that are not in this run."""
    return {path: parsed(files.read_text(Path(path))) for path in sorted({r["list"] for r in rows})}


def _items(lists: Sequence[ListFile], past: recall.Past, inquiry: Inquiry) -> list[recall.Item]:
    """Make the questions; what a person pinned is an answer of its own."""
    items = []
    for x in lists:
        for mention in x.document.mentions:
            pin = x.pins.get(mention)
            query = recall.question(mention, pin)
            if pin and query.pinned:
                inquiry.hear(query, PIN, Answered((recall.pinned(pin, mention),)))
            items.append(past.item(x.path, mention, query, match.decide(query, inquiry.answers(query))))
    return items


def _look_up(
    items: Sequence[recall.Item],
    found: Sequence[tuple[Candidate, ...]],
    past: recall.Past,
    inquiry: Inquiry,
    today: date,
) -> list[tuple[Candidate, ...]]:
    """Learn what the sources say today of each work that was found."""
    ids = [past.ids(records) for records in found]
    answers = inquiry.look_up(
        lambda source: [i for i, r in zip(ids, found, strict=True) if i and past.is_due(source, r, today)]
    )
    result = []
    for item, own, records in zip(items, ids, found, strict=True):
        known: list[Paper | Candidate] = [item.paper, *records] if item.paper else [*records]
        titles = [item.query.title, *(t for r in known for t in (r.title, *r.former_titles) if t)]
        authors = next((r.authors for r in known if r.authors), ())
        fresh = [answers[s.NAME, own] for s in inquiry.sources if own and (s.NAME, own) in answers]
        right = [r for r in fresh if item.query.pinned or works.is_record_of(r, titles, authors)]
        result.append(tuple(dict.fromkeys((*records, *right))))
    return result


def _dated(paper: Paper, found: Sequence[tuple[Candidate, ...]], sources: Sequence[Source], today: date) -> Paper:
    """Note when a source that is asked only now and then was read."""
    slow = {s.NAME for s in sources if s.REFRESH_DAYS}
    fresh = {r for records in found for r in records if r.title and r.source in slow}
    read = sorted({r.source for r in fresh if recall.is_same(paper, [r])})
    return replace(paper, provenance=paper.provenance | {recall.ASKED + name: today.isoformat() for name in read})


def _write(
    found: Findings,
    past: recall.Past,
    notices: Sequence[tuple[str, Notice]],
    gone: set[str],
    ledger: Ledger,
    job: Job,
) -> Summary:
    """Write what is new. Where counts alone have moved, nothing is, until they are due all together."""
    calm = output.with_known_counts(found, past)
    said = output.standing(calm)
    if calm != found and (
        past.counts_are_due(found.papers, job.today - timedelta(days=job.citations_every))
        or not said.is_written(job.out)
    ):
        said = output.standing(found)
    else:
        found = calm
    news, grown = output.reporting(found, past, job.today)
    stale = [Path(name).name for name in gone if _is_ours(job.out / Path(name).name)]
    dropped = [*stale, *({output.REVIEW} - said.files.keys())]
    # What is told goes first: a run that is stopped after the tables would find nothing new the next time.
    names = ledger.write({**grown, **said.files}, dropped, force=job.force)
    changed = [f"{job.out / name}{' (removed)' * (name in dropped)}" for name in names]
    changed += [str(x.file) for x in found.lists if x.in_place and _write_in_place(x, said.in_place[x.file])]
    odd = [*(n for n in notices if n[1].kind != "left out"), *output.links_in_doubt(found.rows, WRONG_LINK)]
    return Summary(
        Counter(r["status"] for r in found.rows),
        tuple((r["list"], r["line"], r["status"], r["title"]) for r in found.rows if not r["paper_id"]),
        len(found.papers),
        sum(p.citation_count is not None for p in found.papers),
        tuple(odd),
        tuple(changed),
        tuple(n for n in notices if n[1].kind == "left out"),
        tuple(news),
        str(job.out / output.REVIEW) if output.REVIEW in said.files else None,
    )


def _write_in_place(x: ListFile, text: str) -> bool:
    """Put our insertions into a list, unless somebody has edited it since we read it."""
    if files.read_text(x.file) != x.given:
        raise InputError(f"{x.file}: it was edited while the sources were asked; run again, their answers are kept")
    return files.write_text(x.file, text)


def _is_ours(path: Path) -> bool:
    try:
        render.strip(files.read_text(path))
    except InputError:
        return False
    return True
