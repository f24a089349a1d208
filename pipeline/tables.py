"""Pure: papers and mentions as Arrow tables, and back. This module owns the schemas."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from pipeline import works
from pipeline.errors import InputError
from pipeline.model import Ids, Match, Mention, Paper, Scored

VERSION = 3
_SINCE = {"cite_key": 2, "withdrawn": 3}  # the version that a column came with, where that is not the first
_VERSION_KEY = b"pipeline.schema"
_STRINGS = pa.list_(pa.string())
_CANDIDATE = pa.struct(
    [
        ("source", pa.string()),
        ("id", pa.string()),
        ("title", pa.string()),
        ("authors", _STRINGS),
        ("year", pa.int32()),
        ("url", pa.string()),
        ("score", pa.float64()),
        ("reasons", _STRINGS),
    ]
)


def _schema(columns: Sequence[tuple[str, pa.DataType, str]]) -> pa.Schema:
    return pa.schema(
        [pa.field(name, kind, metadata={"description": text}) for name, kind, text in columns],
        metadata={_VERSION_KEY: str(VERSION).encode(), b"pandas": _for_pandas(columns)},
    )


def _for_pandas(columns: Sequence[tuple[str, pa.DataType, str]]) -> bytes:
    """Tell pandas its own types, so that a null leaves an integer an integer.

    https://pandas.pydata.org/docs/development/developer.html#storing-pandas-dataframe-objects-in-apache-parquet-format
    """
    own = {pa.int32(): "Int32", pa.float64(): "Float64", pa.string(): "string", pa.bool_(): "boolean"}
    typed = [
        {"name": name, "field_name": name, "pandas_type": str(kind), "numpy_type": own[kind], "metadata": None}
        for name, kind, _ in columns
        if kind in own
    ]
    return json.dumps({"index_columns": [], "column_indexes": [], "columns": typed, "pandas_version": "2.2.0"}).encode()


PAPERS = _schema(
    [
        ("paper_id", pa.string(), "the id that the paper was first known by; it never changes"),
        ("aliases", _STRINGS, "other ids that turned out to be this paper"),
        ("title", pa.string(), "today's title"),
        ("former_titles", _STRINGS, "other titles that it has or had"),
        ("authors", _STRINGS, "names in order, as the source writes them"),
        ("year", pa.int32(), "year of the published version, else of the preprint; see provenance"),
        ("venue", pa.string(), "short name of where it was published; null for a preprint"),
        ("published", pa.date32(), "date of the first public version"),
        ("arxiv_id", pa.string(), "arXiv id without version"),
        ("doi", pa.string(), "DOI in lower case"),
        ("acl_id", pa.string(), "ACL Anthology id"),
        ("openreview_id", pa.string(), "OpenReview forum id"),
        ("s2_id", pa.string(), "Semantic Scholar paper id"),
        ("citation_count", pa.int32(), "citations counted by Semantic Scholar; null where it was never asked"),
        ("influential_citation_count", pa.int32(), "those that it calls influential"),
        ("citations_as_of", pa.date32(), "day of that count"),
        ("abstract", pa.string(), "abstract"),
        ("tldr", pa.string(), "one-sentence summary by Semantic Scholar's model"),
        ("fields", _STRINGS, "arXiv categories, else Semantic Scholar's fields of study"),
        ("url", pa.string(), "page for readers: arXiv, ACL Anthology, OpenReview, else the DOI's"),
        ("pdf_url", pa.string(), "free PDF, where one is known"),
        ("cite_key", pa.string(), "key in papers.bib; it never changes"),
        ("withdrawn", pa.bool_(), "whether arXiv says that it was withdrawn; null where arXiv was not asked"),
        ("provenance", pa.map_(pa.string(), pa.string()), "field -> the source that it was taken from"),
    ]
)

MENTIONS = _schema(
    [
        ("list", pa.string(), "path of the list"),
        ("line", pa.int32(), "line on which the title begins, from 1"),
        ("title", pa.string(), "title as the curator wrote it"),
        ("section", pa.string(), "text of the heading above"),
        ("parent_line", pa.int32(), "line of the paper that this one hangs under"),
        ("label", pa.string(), "what leads in to the title"),
        ("annotation", pa.string(), "the curator's words on it: behind the title, or else below it or beside it"),
        ("short_name", pa.string(), "nickname that the curator gives it"),
        ("authors_hint", pa.string(), "authors as the curator wrote them"),
        ("venue_hint", pa.string(), "venue as the curator wrote it"),
        ("year_hint", pa.int32(), "year as the curator wrote it"),
        ("url", pa.string(), "link that stands with the title"),
        ("arxiv_id", pa.string(), "arXiv id that the entry links or writes out"),
        ("doi", pa.string(), "DOI that the entry links or writes out"),
        ("status", pa.string(), "matched, ambiguous, absent (every source answered) or unknown (one did not)"),
        ("paper_id", pa.string(), "the row of papers.parquet; null unless matched"),
        ("score", pa.float64(), "how sure the match is, 0 to 1"),
        ("reasons", _STRINGS, "why"),
        ("candidates", pa.list_(_CANDIDATE), "what else came close, best first"),
    ]
)

HISTORY = _schema(
    [
        ("paper_id", pa.string(), "the row of papers.parquet"),
        ("date", pa.date32(), "day of the count"),
        ("citation_count", pa.int32(), "citations on that day"),
        ("influential_citation_count", pa.int32(), "those that the source calls influential"),
        ("source", pa.string(), "who counted"),
    ]
)

_MENTION_FIELDS = MENTIONS.names[1:14]
VERDICT = ("status", "paper_id", "score", "reasons", "candidates")
Row = dict[str, Any]
LIST_TITLE = "list_title"  # what a row says besides, where readers' files are made; no column


def mention_row(path: str, mention: Mention, match: Match, paper_id: str | None) -> Row:
    """Give one row of the mentions' table."""
    return {
        "list": path,
        **{name: getattr(mention, name) for name in _MENTION_FIELDS},
        "status": str(match.status),
        "paper_id": paper_id,
        "score": match.score,
        "reasons": list(match.reasons),
        "candidates": [_candidate(s) for s in match.rivals],
    }


def keep_verdict(row: Row, old: Row) -> Row:
    """Give the row with the verdict of an earlier run."""
    return {**row, **{name: old[name] for name in VERDICT}}


def mention_table(rows: Iterable[Row]) -> pa.Table:
    """Give the table of all mentions, by list and in document order."""
    ordered = sorted(rows, key=lambda r: (r["list"], r["line"]))  # stable: two titles on a line keep their order
    return pa.Table.from_pylist(ordered, schema=MENTIONS)


def paper_table(papers: Iterable[Paper]) -> pa.Table:
    """Give the table of all papers, by `paper_id`."""
    rows = []
    for paper in sorted(papers, key=lambda p: p.paper_id):
        row = {name: getattr(paper, name) for name in PAPERS.names if hasattr(paper, name)}
        row |= {f"{kind}_id": value for kind, value in asdict(paper.ids).items()}
        row["doi"] = paper.ids.doi
        row["provenance"] = sorted(paper.provenance.items())
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=PAPERS)


def history_table(before: pa.Table | None, papers: Iterable[Paper], path: str) -> pa.Table:
    """Append a row for each paper whose counts differ from the last ones; what is written stays.

    Raises InputError as `read_papers`.
    """
    if before is not None:
        before = _ours(before, HISTORY, path)
    last: dict[str, Row] = {row["paper_id"]: row for row in (before.to_pylist() if before is not None else ())}
    rows: list[Row] = []
    for paper in sorted(papers, key=lambda p: p.paper_id):
        if paper.citation_count is None or paper.citations_as_of is None:
            continue
        old = next((last[name] for name in (paper.paper_id, *paper.aliases) if name in last), None)
        counts = (paper.citation_count, paper.influential_citation_count)
        if old is None or (
            counts != (old["citation_count"], old["influential_citation_count"]) and paper.citations_as_of > old["date"]
        ):
            source = paper.provenance.get("citation_count")
            rows.append(dict(zip(HISTORY.names, (paper.paper_id, paper.citations_as_of, *counts, source), strict=True)))
    new = pa.Table.from_pylist(rows, schema=HISTORY)
    return new if before is None else pa.concat_tables([before, new]).combine_chunks()


def read_papers(table: pa.Table, path: str) -> list[Paper]:
    """Read papers back. Raises InputError where the table was written by a newer version, or is none of ours."""
    papers = []
    for row in _ours(table, PAPERS, path).to_pylist():
        ids = Ids(row.pop("arxiv_id"), row.pop("doi"), row.pop("acl_id"), row.pop("openreview_id"), row.pop("s2_id"))
        provenance = dict(row.pop("provenance") or [])
        row |= {k: tuple(row[k] or ()) for k in ("aliases", "former_titles", "authors", "fields")}
        papers.append(Paper(ids=ids, provenance=provenance, **row))
    return papers


def read_mentions(table: pa.Table, path: str) -> list[Row]:
    """Read rows of mentions back, as `mention_row` gives them. Raises InputError as `read_papers`."""
    rows: list[Row] = _ours(table, MENTIONS, path).to_pylist()
    return rows


def _ours(table: pa.Table, schema: pa.Schema, path: str) -> pa.Table:
    """Give a table of this or an earlier version in today's schema: columns that came since are null."""
    said = (table.schema.metadata or {}).get(_VERSION_KEY, b"1")
    version = int(said) if said.isdigit() else 1
    if version > VERSION:
        raise InputError(f"{path}: written by a newer version of this program (schema {version}); update it first")
    held = [name for name in schema.names if _SINCE.get(name, 1) <= version]
    if table.schema.names != held:
        raise InputError(f"{path}: its columns are not ours; move it away, or restore it from git")
    columns = [table[f.name] if f.name in held else pa.nulls(table.num_rows, f.type) for f in schema]
    return pa.table(columns, names=schema.names).cast(schema)


def _candidate(scored: Scored) -> Row:
    record = scored.candidate
    names = works.keys(record.ids)
    return {
        "source": record.source,
        "id": names[0] if names else record.bib_key and f"bib:{record.bib_key}",
        "title": record.title,
        "authors": list(record.authors),
        "year": record.year,
        "url": record.url,
        "score": scored.score,
        "reasons": list(scored.reasons),
    }
