"""The whole flow, in order; every decision is made elsewhere.

read -> parse -> ask (library | arXiv | Semantic Scholar) -> decide -> look up -> merge -> tables, render -> write
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline import files, match, merge, recall, render, tables, works
from pipeline.errors import InputError
from pipeline.inquiry import Inquiry
from pipeline.model import Answered, Candidate, Document, Mention, Notice, Paper, Status
from pipeline.parse import parse
from pipeline.sources import Source, library
from pipeline.tables import Row

RESERVED = ("review.md", "changes.md")  # other files that stand in the output folder


@dataclass(frozen=True, slots=True)
class ListFile:
    """One list: the path by which it is known, what stands in it, and the bibliography beside it."""

    path: str
    document: Document
    library: Path | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: mentions by status, papers, papers with a citation count, what was odd, what changed.

    `unmatched` names the mentions that found no paper: path, line, status, title; `left_out` the lines that the
    parser did not read though they look like papers.
    """

    statuses: Counter[str]
    unmatched: tuple[tuple[str, int, str, str], ...]
    papers: int
    cited: int
    notices: tuple[tuple[str, Notice], ...]
    changed: tuple[str, ...]
    left_out: tuple[tuple[str, Notice], ...] = ()


def read_lists(paths: Sequence[Path], out: Path, bibliography: Path | None) -> list[ListFile]:
    """Read and parse the lists. Raises InputError for one that cannot be read, or whose output would collide."""
    lists: list[ListFile] = []
    taken: dict[str, Path] = {}
    for path in paths:
        name = path.name.lower()
        if name in RESERVED:
            raise InputError(f"{path}: the pipeline writes a file of this name; rename the list")
        if name in taken:
            raise InputError(f"{path}: {taken[name]} would be written to the same file; rename one of them")
        if (out / path.name).resolve() == path.resolve():
            raise InputError(f"{path}: the output would overwrite the list; choose another --out")
        taken[name] = path
        document = parse(_source(files.read_text(path)))
        beside = path.parent / "library.bib"
        lists.append(ListFile(_shown(path), document, bibliography or (beside if beside.exists() else None)))
    return lists


def enrich(lists: Sequence[ListFile], out: Path, inquiry: Inquiry, today: date) -> Summary:
    """Look up all mentions of the lists, and write tables and lists into `out`.

    Raises InputError for a file of the user's that cannot be used, or an output that cannot be written.
    """
    past = _read_past(out)
    notices = _ask_libraries(lists, inquiry)
    items = [_item(past, x.path, m, inquiry) for x in lists for m in x.document.mentions]
    for query, offers in past.moved(items).items():
        inquiry.hear(query, "enriched", Answered(offers))
    unsettled = [item.query for item in items if item.paper is None]
    again = {item.query for item in items if item.row and item.row["status"] == Status.ABSENT}
    inquiry.find(unsettled, lambda q, a: not match.settled(match.decide(q, a)), match.to_confirm, again)
    verdicts = [match.decide(item.query, inquiry.answers(item.query)) for item in items]
    found = [recall.records(item, verdict) for item, verdict in zip(items, verdicts, strict=True)]
    found = _look_up(items, found, past, inquiry, today)
    names = {x.path for x in lists}
    others = [r for r in past.rows if r["list"] not in names and Path(r["list"]).exists()]
    kept = {r["paper_id"] for r in others}
    papers, ids = merge.merge(
        [*filter(None, found), *((merge.as_record(p),) for p in past.papers if p.paper_id in kept)], past.papers
    )
    given = iter(ids)
    rows = [recall.row(i, v, next(given) if r else None) for i, v, r in zip(items, verdicts, found, strict=True)]
    papers = [_dated(paper, found, inquiry.sources, today) for paper in papers]
    changed = _write(lists, out, papers, items, rows, others)
    changed += _drop_gone(out, {r["list"] for r in past.rows} - names - {r["list"] for r in others})
    return _summary(rows, papers, notices, changed)


def _summary(
    rows: Sequence[Row], papers: Sequence[Paper], notices: Sequence[tuple[str, Notice]], changed: Sequence[str]
) -> Summary:
    links = [(r["list"], Notice(r["line"], why)) for r in rows for why in r["reasons"] if match.WRONG_LINK in why]
    return Summary(
        Counter(r["status"] for r in rows),
        tuple((r["list"], r["line"], r["status"], r["title"]) for r in rows if not r["paper_id"]),
        len(papers),
        sum(p.citation_count is not None for p in papers),
        (*(n for n in notices if n[1].kind == "odd"), *links),
        tuple(changed),
        tuple(n for n in notices if n[1].kind == "left out"),
    )


def _shown(path: Path) -> str:
    """Give the path by which a list is known: relative to where we run, with slashes."""
    with contextlib.suppress(ValueError):
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    return path.resolve().as_posix()


def _source(text: str) -> str:
    """Give the source of a text that we annotated before, any other text as it is."""
    with contextlib.suppress(InputError):
        return render.strip(text)
    return text


def _read_past(out: Path) -> recall.Past:
    papers, mentions = out / "papers.parquet", out / "mentions.parquet"
    table, rows = files.read_parquet(papers), files.read_parquet(mentions)
    if table is None or rows is None:
        return recall.Past([], [])
    return recall.Past(tables.read_papers(table, str(papers)), tables.read_mentions(rows, str(mentions)))


def _ask_libraries(lists: Sequence[ListFile], inquiry: Inquiry) -> list[tuple[str, Notice]]:
    """Ask each list's own bibliography; it costs nothing, so it is asked about everything."""
    notices = [(x.path, n) for x in lists for n in x.document.notices]
    for path in {x.library: None for x in lists if x.library}:
        shelf = library.load(files.read_text(path), str(path))
        notices += [(str(path), n) for n in shelf.notices]
        queries = [recall.question(m) for x in lists if x.library == path for m in x.document.mentions]
        for query, answer in shelf.search(queries).items():
            inquiry.hear(query, f"{library.NAME} {path}", answer)
    return notices


def _item(past: recall.Past, path: str, mention: Mention, inquiry: Inquiry) -> recall.Item:
    query = recall.question(mention)
    return past.item(path, mention, match.decide(query, inquiry.answers(query)))


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
        titles = [item.query.title, *(t for r in records for t in (r.title, *r.former_titles) if t)]
        authors = next((r.authors for r in records if r.authors), ())
        fresh = [answers[s.NAME, own] for s in inquiry.sources if own and (s.NAME, own) in answers]
        right = [r for r in fresh if works.is_record_of(r, titles, authors)]
        result.append(tuple(dict.fromkeys((*records, *right))))
    return result


def _dated(paper: Paper, found: Sequence[tuple[Candidate, ...]], sources: Sequence[Source], today: date) -> Paper:
    """Note when a source that is asked only now and then was read."""
    slow = {s.NAME for s in sources if s.REFRESH_DAYS}
    read = {
        r.source for records in found for r in records if r.title and r.source in slow and recall.is_same(paper, [r])
    }
    return replace(
        paper, provenance=paper.provenance | {recall.ASKED + name: today.isoformat() for name in sorted(read)}
    )


def _write(
    lists: Sequence[ListFile],
    out: Path,
    papers: Sequence[Paper],
    items: Sequence[recall.Item],
    rows: Sequence[Row],
    others: Sequence[Row],
) -> list[str]:
    """Write the lists, then the tables. Returns what changed."""
    by_id = {p.paper_id: p for p in papers}
    changed = []
    for x in lists:
        entries = {
            i.mention: _entry(by_id[r["paper_id"]])
            for i, r in zip(items, rows, strict=True)
            if i.path == x.path and r["paper_id"]
        }
        path = out / Path(x.path).name
        if files.write_text(path, render.render(x.document, entries, source=x.path).text):
            changed.append(str(path))
    for name, table in (("papers", tables.paper_table(papers)), ("mentions", tables.mention_table([*others, *rows]))):
        path = out / f"{name}.parquet"
        if files.write_parquet(path, table):
            changed.append(str(path))
    return changed


def _entry(paper: Paper) -> render.Entry:
    """Choose what the list shows of a paper. A year that may be the preprint's never stands beside a venue."""
    preprint = paper.venue is None and paper.ids.arxiv is not None
    unproven = paper.provenance.get("year", "").startswith("unproven")
    year = None if paper.venue and unproven and paper.ids.arxiv else paper.year
    return render.Entry(paper.url, render.suffix(paper.authors, paper.venue, year, preprint, paper.citation_count))


def _drop_gone(out: Path, gone: set[str]) -> list[str]:
    """Remove what was generated from lists that are no more; a file that is not ours stays."""
    dropped = []
    for name in sorted(gone):
        path = out / Path(name).name
        with contextlib.suppress(InputError):
            render.strip(files.read_text(path))
            files.remove(path)
            dropped.append(str(path))
    return dropped
