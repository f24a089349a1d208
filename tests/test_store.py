"""The memory of answers: what goes in comes out, and trouble with it is never the user's."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import store
from pipeline.model import Answered, Candidate, Ids, Query
from pipeline.store import Store

ASKED = Query("A Title", Ids(arxiv="2205.01001"))
FULL = Candidate(
    source="arXiv",
    title="Gödel’s “Title”\n",
    ids=Ids("2205.01001", "10.1/x", "P19-1001", "open", "a" * 40),
    former_titles=("Was", "And before"),
    authors=("Zoé Šimůnek",),
    year=2022,
    venue="ACL",
    evidence="comment",
    published=date(2022, 5, 3),
    citation_count=0,
    influential_citation_count=1,
    citations_as_of=date(2026, 11, 23),
    abstract="a",
    tldr="t",
    fields=("cs.CL", "stat.ML"),
    url="u",
    pdf_url="p",
    bib_key="k",
)
TEXT = st.none() | st.text(max_size=5)


@pytest.mark.parametrize("answer", [Answered(), Answered((FULL,)), Answered((FULL, Candidate("s", "")))], ids=str)
def test_an_answer_comes_back_as_it_was(tmp_path: Path, answer: Answered) -> None:
    """Every field, in a store that was closed in between; "no such paper" as well."""
    kept = Store(tmp_path)
    kept.put("arXiv", "by_id", ASKED, answer)
    kept.close()
    again = Store(tmp_path)
    assert again.get("arXiv", "by_id", ASKED) == answer
    again.close()


@settings(max_examples=25, deadline=None)
@given(
    st.builds(
        Candidate,
        source=st.text(max_size=3),
        title=st.text(max_size=9),
        ids=st.builds(Ids, TEXT, TEXT, TEXT, TEXT, TEXT),
        authors=st.lists(st.text(max_size=3), max_size=2).map(tuple),
        published=st.none() | st.dates(),
        citation_count=st.none() | st.integers(),
        abstract=TEXT,
    )
)
def test_any_answer_survives(candidate: Candidate) -> None:
    """Whatever characters a source sends."""
    assert store._load(store._dump(Answered((candidate,)))) == Answered((candidate,))


def test_a_question_is_told_by_what_is_asked(tmp_path: Path) -> None:
    """Source, way of asking, title and ids; hints are for the decision."""
    kept = Store(tmp_path)
    kept.put("arXiv", "by_id", ASKED, Answered((FULL,)))
    hinted = Query(ASKED.title, ASKED.ids, "Ada", "ACL", 2022)
    assert kept.get("arXiv", "by_id", hinted) == Answered((FULL,))
    for source, step, query in (
        ("S2", "by_id", ASKED),
        ("arXiv", "by_title", ASKED),
        ("arXiv", "by_id", Query("A title", ASKED.ids)),
        ("arXiv", "by_id", Query(ASKED.title, Ids(doi="2205.01001"))),
    ):
        assert kept.get(source, step, query) is None
    kept.close()


def test_answers_grow_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A daily run must not be served yesterday's."""
    assert 12 * 3600 < store.LIFETIME < 24 * 3600
    monkeypatch.setattr(store, "LIFETIME", 0.01)
    kept = Store(tmp_path)
    kept.put("arXiv", "by_id", ASKED, Answered())
    time.sleep(0.02)
    assert kept.get("arXiv", "by_id", ASKED) is None
    kept.close()


def test_answers_of_another_form_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer program asks anew; what is rubbish is asked anew."""
    kept = Store(tmp_path)
    kept.put("arXiv", "by_id", ASKED, Answered((FULL,)))
    monkeypatch.setattr(store, "_VERSION", 99)
    assert kept.get("arXiv", "by_id", ASKED) is None
    assert kept._cache is not None
    for rubbish in (b"", b"{}", b'[{"source": 1}]', b"[1]", "text", 7):
        kept._cache.set(store._key("arXiv", "by_id", ASKED), rubbish)
        assert kept.get("arXiv", "by_id", ASKED) is None, rubbish
    kept.close()


def test_a_broken_file_is_an_empty_memory(tmp_path: Path) -> None:
    """The run goes on without it."""
    (tmp_path / "cache.db").write_bytes(b"not a database" * 1000)
    broken = Store(tmp_path)
    broken.put("arXiv", "by_id", ASKED, Answered())
    assert broken.get("arXiv", "by_id", ASKED) is None
    broken.close()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """The same."""
    (tmp_path / "file").write_text("")
    none = Store(tmp_path / "file" / "answers")
    none.put("arXiv", "by_id", ASKED, Answered())
    assert none.get("arXiv", "by_id", ASKED) is None
    none.close()
