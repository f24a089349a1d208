"""What the last run knew: which of today's entries it is held against, and when its verdict stays."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline import merge, recall, tables
from pipeline.model import BY_CATALOGUE, Candidate, Ids, Match, Mention, Place, Scored, Status

MENTION = Mention(3, "Growing Gardens", Place(0, 15, 15))
NOTHING = Match(Status.UNKNOWN)


def absent(*numbers: int, score: float = 0.8) -> Match:
    rivals = (Scored(Candidate("arXiv", f"Garden {n}", Ids(arxiv=f"2101.{n:05}")), score, ()) for n in numbers)
    return Match(Status.ABSENT, reasons=("not found",), rivals=tuple(rivals))


def again(before: Match, today: Match) -> dict[str, Any]:
    old = tables.mention_row("a.md", MENTION, before, None)
    return recall.row(recall.Item("a.md", MENTION, recall.question(MENTION), old, None), today, None)


def test_an_absent_title_that_is_asked_less_widely_keeps_what_came_close() -> None:
    """Also the score: it was given on more evidence."""
    assert again(absent(1, 2), absent(2, score=0.7)) == tables.mention_row("a.md", MENTION, absent(1, 2), None)


def test_what_comes_close_only_today_is_told() -> None:
    assert again(absent(1), absent(1, 3)) == tables.mention_row("a.md", MENTION, absent(1, 3), None)


def test_entries_that_are_alike_keep_their_own_verdicts() -> None:
    """In the order of the document; one more of them has the verdict of the last."""
    verdicts = (Match(Status.AMBIGUOUS, reasons=("one",)), Match(Status.AMBIGUOUS, reasons=("two",)))
    past = recall.Past([], [tables.mention_row("a.md", MENTION, v, None) for v in verdicts])
    items = [past.item("a.md", MENTION, recall.question(MENTION), NOTHING) for _ in range(3)]
    assert [item.row and item.row["reasons"] for item in items] == [["one"], ["two"], ["two"]]


OURS = Candidate("arXiv snapshot", "Growing Gardens: A Year", Ids(arxiv="2101.00001"))
OTHER = Candidate("arXiv", "Growing Gardens: A Decade", Ids(arxiv="2101.00002"))
SHOWN = (Scored(OURS, 0.5, ()),)
BY_IT = Match(Status.MATCHED, 0.8, ("subtitle lost", BY_CATALOGUE), (OURS,))
DOUBT = Match(Status.AMBIGUOUS, None, ("too few words to be sure",), (), SHOWN)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(NOTHING, ("matched", OURS), id="silence"),
        pytest.param(BY_IT, ("matched", OURS), id="the-catalogue-again"),
        pytest.param(DOUBT, ("matched", OURS), id="a-source-failed-and-nothing-else-fits"),
        pytest.param(Match(Status.MATCHED, 0.9, ("subtitle lost",), (OURS,)), ("matched", OURS), id="sources-agree"),
        pytest.param(Match(Status.MATCHED, 0.9, ("same title",), (OTHER,)), ("matched", OTHER), id="it-is-another"),
        pytest.param(
            Match(Status.AMBIGUOUS, None, ("2 works fit",), (), (*SHOWN, Scored(OTHER, 0.5, ()))),
            ("ambiguous", None),
            id="two-fit",
        ),
    ],
)
def test_what_a_catalogue_alone_matched_is_asked_for_and_stays_until_sources_know_better(
    today: Match, expected: tuple[str, Candidate | None]
) -> None:
    (paper,), (paper_id,) = merge.merge([(OURS,)])
    old = tables.mention_row("a.md", MENTION, BY_IT, paper_id)
    item = recall.Item("a.md", MENTION, recall.question(MENTION), old, paper)
    assert not item.is_settled
    found = recall.records(item, today)
    assert (recall.row(item, today, None)["status"], bool(found)) == (expected[0], expected[1] is not None)
    assert expected[1] is None or expected[1].ids in {r.ids for r in found}
    assert len({r.ids for r in found}) <= 1


@pytest.mark.parametrize("said", [absent(1), DOUBT], ids=["absent", "ambiguous"])
@pytest.mark.parametrize("today", [BY_IT, Match(Status.AMBIGUOUS, None, ("perhaps", BY_CATALOGUE), (), SHOWN)])
def test_what_sources_said_outlasts_what_a_catalogue_says(said: Match, today: Match) -> None:
    old = tables.mention_row("a.md", MENTION, said, None)
    item = recall.Item("a.md", MENTION, recall.question(MENTION), old, None)
    assert recall.records(item, today) == ()
    assert again(said, today) == old
