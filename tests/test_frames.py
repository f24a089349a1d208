"""The tables in a notebook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline import load
from pipeline.errors import InputError
from tests import worlds
from tests.conftest import Toy
from tests.worlds import DAYS, mention, paper, put


def test_mentions_come_joined_with_their_papers(toy: Toy) -> None:
    toy.enrich()
    frames = load()
    row = frames.both[frames.both["listed_title"] == "Silent Masks: Learning Languages Without Labels"].iloc[0]
    assert row["title"] == "Quiet Masks: Learning Languages With No Labels At All"
    assert len(frames.both) == len(frames.mentions)


def test_tables_are_found_from_the_folder_that_they_are_in(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    toy.enrich()
    there = len(load().papers)
    monkeypatch.chdir(toy.out)
    assert len(load().papers) == there > 0


@pytest.mark.parametrize("world", [worlds.two_lists, worlds.older, worlds.empty])
def test_columns_have_the_same_types_whatever_the_tables_hold(world: object, tmp_path: Path) -> None:
    """Also in tables without rows, and in those of an older run."""
    assert callable(world)
    world(tmp_path)
    papers, mentions, both, history, marks = load(tmp_path)
    assert papers.index.name == "paper_id"
    assert papers[["published", "citations_as_of"]].dtypes.astype(str).str.startswith("datetime64").all()
    assert str(history["date"].dtype).startswith("datetime64")
    numbers = papers[["year", "citation_count", "mention_count", "citations_per_year"]].dtypes.astype(str)
    assert numbers.tolist() == ["Int32", "Int32", "Int32", "Float64"]
    categories = [mentions["list"], mentions["section"], both["section"], marks["mark"]]
    assert [str(column.dtype) for column in categories] == ["category"] * 4


def test_sections_and_lists_stand_in_their_order(tmp_path: Path) -> None:
    put(tmp_path, [], [mention(n, section=s) for n, s in enumerate(["丙", "甲", None, "丙", "乙"])], [])
    assert load(tmp_path).mentions["section"].cat.categories.tolist() == ["丙", "甲", "乙"]


def test_citations_per_year_count_from_the_first_public_version(tmp_path: Path) -> None:
    """Else from the middle of the year; a paper of this year is not made out to be more than it is."""
    known = {"citation_count": 30, "citations_as_of": DAYS[0]}
    papers = [
        paper(1, published=date(2023, 11, 2), year=2025, **known),
        paper(2, year=2020, **known),
        paper(3, published=date(2026, 10, 30), **known),
        paper(4, **known),
        paper(5, published=date(2020, 1, 1)),
    ]
    put(tmp_path, papers, [], [])
    speed = load(tmp_path).papers["citations_per_year"]
    assert speed.round(1).fillna(-1).tolist() == [10.0, 4.7, 30.0, -1, -1]


def test_history_knows_papers_by_the_name_that_they_have_today(tmp_path: Path) -> None:
    """Two that turned out to be one were both counted; the higher count is the work's."""
    counts = [("s2:b", DAYS[0], 5), ("arxiv:1", DAYS[0], 3), ("gone", DAYS[1], 1)]
    rows = [{"paper_id": name, "date": day, "citation_count": count} for name, day, count in counts]
    put(tmp_path, [paper(1, aliases=["s2:b"])], [], rows)
    history = load(tmp_path).history[["paper_id", "title", "citation_count"]]
    assert history.fillna("-").to_numpy().tolist() == [["arxiv:1", "Paper 1", 5], ["gone", "-", 1]]


def test_what_papers_gained_stands_by_day_the_most_first(tmp_path: Path) -> None:
    """A paper that was counted later starts later; one that was not counted anew has gained nothing."""
    counts = [(1, 0, 10), (1, 1, 12), (2, 0, 5), (2, 1, 9), (3, 1, 7), (4, 0, 1)]
    rows = [{"paper_id": f"arxiv:{n}", "date": DAYS[day], "citation_count": count} for n, day, count in counts]
    put(tmp_path, [paper(n) for n in range(1, 5)], [], rows)
    gained = load(tmp_path).gained()
    assert {title: gained[title].tolist()[-1] for title in gained} == {
        "Paper 2": 4,
        "Paper 1": 2,
        "Paper 3": 0,
        "Paper 4": 0,
    }
    assert list(gained)[:2] == ["Paper 2", "Paper 1"]


def test_marks_are_what_the_notes_repeat(tmp_path: Path) -> None:
    """Not what only looks alike: venues, numbers, single letters, parts of words, two letters within others."""
    notes = [
        *("必读", "非常好，必读", "在我看来是最重要的文章之一", "最重要的文章之一，新", "Must read. Long", "must read"),
        *("OPT", "基于OPT的实验", "GPT", "MyGPT", "2022, e.g. x", "2022, i.e. x", "校准，偏见", "自动校准", None),
    ]
    named = [mention(n, annotation=note) for n, note in enumerate(notes)]
    named += [mention(20 + n, annotation="ACL 2022，好", venue_hint="ACL 2022") for n in range(2)]
    put(tmp_path, [], named, [])
    marks = load(tmp_path).marks
    found = [(mark, marks.index[marks["mark"] == mark].tolist()) for mark in marks["mark"].cat.categories]
    assert found == [("必读", [0, 1]), ("最重要的文章之一", [2, 3]), ("Must read", [4, 5]), ("好", [15, 16])]


def test_no_tables_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="make enrich"):
        load(tmp_path)
