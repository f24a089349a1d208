"""What the last run knew: which of today's entries it is held against, and when its verdict stays."""

from __future__ import annotations

from typing import Any

from pipeline import recall, tables
from pipeline.model import Candidate, Ids, Match, Mention, Place, Scored, Status

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
