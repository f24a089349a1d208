"""The tables in a notebook."""

from __future__ import annotations

import pytest

from pipeline import load
from pipeline.errors import InputError
from tests.conftest import Toy


def test_mentions_come_joined_with_their_papers(toy: Toy) -> None:
    toy.enrich()
    frames = load(toy.out)
    row = frames.both[frames.both["listed_title"] == "Silent Masks: Learning Languages Without Labels"].iloc[0]
    assert row["title"] == "Quiet Masks: Learning Languages With No Labels At All"
    assert len(frames.both) == len(frames.mentions)


def test_columns_have_types_that_plots_take(toy: Toy) -> None:
    toy.enrich()
    papers = load(toy.out).papers
    assert papers.index.name == "paper_id"
    assert str(papers["published"].dtype).startswith("datetime64")
    assert str(papers["year"].dtype) == "Int32"


def test_no_tables_says_what_to_do(tmp_path: object) -> None:
    with pytest.raises(InputError, match="make enrich"):
        load(str(tmp_path))
