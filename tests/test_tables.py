"""The tables: what a reader of the Parquet files may rely on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from pipeline import files, tables
from pipeline.errors import InputError
from pipeline.model import Candidate, Ids, Match, Mention, Paper, Place, Scored, Status

PAPER = Paper(
    paper_id="arxiv:2101.00001",
    title="Growing Gardens",
    ids=Ids(arxiv="2101.00001", doi="10.1/x", acl="2022.acl-long.1", openreview="or", s2="a" * 40),
    aliases=("s2:" + "b" * 40,),
    former_titles=("Growing a Garden",),
    authors=("Gina Green", "李 明"),
    year=2022,
    venue="ACL",
    published=date(2021, 1, 4),
    citation_count=12,
    influential_citation_count=0,
    citations_as_of=date(2026, 11, 23),
    abstract="…",
    tldr="t",
    fields=("cs.CL",),
    url="https://arxiv.org/abs/2101.00001",
    pdf_url="https://arxiv.org/pdf/2101.00001",
    cite_key="green2022growing",
    withdrawn=False,
    provenance={"title": "arXiv", "year": "acl id (library)"},
)
BARE = Paper(paper_id="bib:x", title="Bare")
MENTION = Mention(3, "Growing Gardens", Place(0, 15, 15), section="Plants", year_hint=2022)
RIVAL = Scored(Candidate("arXiv", "Growing Hedges", Ids(arxiv="2101.00009"), authors=("H",)), 0.7, ("close title",))


@pytest.mark.parametrize("schema", [tables.PAPERS, tables.MENTIONS], ids=["papers", "mentions"])
def test_every_column_says_what_it_holds(schema: pa.Schema) -> None:
    assert all((field.metadata or {}).get(b"description") for field in schema)


def test_papers_come_back_as_they_were() -> None:
    table = tables.paper_table([BARE, PAPER])
    assert tables.read_papers(table, "papers.parquet") == [PAPER, BARE]


def test_the_order_of_papers_makes_no_difference() -> None:
    assert tables.paper_table([BARE, PAPER]) == tables.paper_table([PAPER, BARE])


def test_two_titles_on_a_line_keep_their_order() -> None:
    match = Match(Status.ABSENT)
    first, second = (tables.mention_row("b.md", Mention(1, t, Place(0, 1, 1)), match, None) for t in ("Zebra", "Ape"))
    other = tables.mention_row("a.md", MENTION, match, None)
    table = tables.mention_table([first, second, other])
    assert table.column("title").to_pylist() == ["Growing Gardens", "Zebra", "Ape"]


def test_pandas_reads_integers_dates_and_lists(tmp_path: Path) -> None:
    """A null in a column does not turn its integers into floats."""
    (tmp_path / "p.parquet").write_bytes(files.parquet(tables.paper_table([PAPER, BARE])))
    frame = pd.read_parquet(tmp_path / "p.parquet")
    assert {n: str(frame[n].dtype) for n in ("year", "citation_count", "venue")} == {
        "year": "Int32",
        "citation_count": "Int32",
        "venue": "string",
    }
    assert list(frame["authors"][0]) == ["Gina Green", "李 明"]
    assert frame["published"][0] == date(2021, 1, 4)


def test_a_rival_is_shown_with_what_a_person_needs() -> None:
    row = tables.mention_row("a.md", MENTION, Match(Status.AMBIGUOUS, rivals=(RIVAL,)), None)
    assert row["candidates"] == [
        {
            "source": "arXiv",
            "id": "arxiv:2101.00009",
            "title": "Growing Hedges",
            "authors": ["H"],
            "year": None,
            "url": None,
            "score": 0.7,
            "reasons": ["close title"],
        }
    ]


def test_a_table_of_a_newer_version_is_refused() -> None:
    table = tables.paper_table([PAPER])
    newer = table.replace_schema_metadata({b"pipeline.schema": str(tables.VERSION + 1).encode()})
    with pytest.raises(InputError, match="newer version"):
        tables.read_papers(newer, "papers.parquet")


def test_a_table_of_an_earlier_version_is_carried_over() -> None:
    """What came since is null there; the same columns in today's version are missing."""
    table = tables.paper_table([PAPER, BARE])
    missing = table.drop_columns(["cite_key", "withdrawn"])
    first = missing.replace_schema_metadata({b"pipeline.schema": b"1"})
    assert tables.read_papers(first, "papers.parquet") == [replace(PAPER, cite_key=None, withdrawn=None), BARE]
    with pytest.raises(InputError, match="its columns are not ours"):
        tables.read_papers(missing, "papers.parquet")


def test_a_table_that_is_not_ours_is_refused() -> None:
    with pytest.raises(InputError, match=r"x\.parquet: its columns are not ours"):
        tables.read_mentions(pa.table({"a": [1]}), "x.parquet")


def counted(day: date, count: int, name: str = "arxiv:2101.00001") -> Paper:
    return replace(PAPER, paper_id=name, citation_count=count, citations_as_of=day)


def test_history_gains_a_row_a_change() -> None:
    """Counts that stay, or come from no newer day, add nothing."""
    first = tables.history_table(None, [counted(date(2026, 1, 1), 5), BARE], "c.parquet")
    same = tables.history_table(first, [counted(date(2026, 2, 1), 5)], "c.parquet")
    late = tables.history_table(same, [counted(date(2026, 1, 1), 4)], "c.parquet")
    more = tables.history_table(late, [counted(date(2026, 3, 1), 6)], "c.parquet")
    assert same == first == late
    assert [(r["date"], r["citation_count"]) for r in more.to_pylist()] == [
        (date(2026, 1, 1), 5),
        (date(2026, 3, 1), 6),
    ]


def test_history_goes_on_under_an_alias() -> None:
    """A paper that was known by another id has its counts there."""
    first = tables.history_table(None, [counted(date(2026, 1, 1), 5, PAPER.aliases[0])], "c.parquet")
    assert tables.history_table(first, [counted(date(2026, 2, 1), 5)], "c.parquet") == first
