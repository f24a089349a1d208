"""Asking: in order, only what is open, each question once; and what was answered is remembered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from pipeline.inquiry import Channel, Inquiry, offline
from pipeline.model import Answer, Answered, Candidate, Fetch, Ids, Query, Reply, Request, Unanswered
from pipeline.sources import SOURCES, arxiv

A, B, C = Query("A"), Query("B"), Query("C")


def paper(name: str) -> Answered:
    return Answered((Candidate("made", name, Ids(arxiv=name)),))


@dataclass
class Made:
    """A source with two ways of asking, which knows some titles and cannot answer others."""

    NAME: str
    known: dict[str, set[str]]
    silent: frozenset[str] = frozenset()
    asked: list[tuple[str, list[Query]]] = field(default_factory=list)
    BASE = "http://127.0.0.1:9"
    INTERVAL = 0.0
    SLUG = "MADE"
    KEY = None
    REFRESH_DAYS = 0

    def _answer(self, step: str, queries: Sequence[Query]) -> Iterator[tuple[Query, Answer]]:
        self.asked.append((step, list(queries)))
        for query in queries:
            if query.title in self.silent:
                yield query, Unanswered(self.NAME, "down")
            else:
                yield query, paper(query.title) if query.title in self.known.get(step, ()) else Answered()

    def exact(self, queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
        return self._answer("exact", queries)

    def wide(self, queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
        return self._answer("wide", queries)

    def former(self, queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
        self.asked.append(("former", list(queries)))
        for query in queries:
            yield query, paper(str(query.ids.arxiv))

    @property
    def STEPS(self) -> tuple[Any, ...]:  # noqa: N802
        return (self.exact, self.wide)

    @property
    def LOOKUP(self) -> Any:  # noqa: N802
        return self.exact

    @property
    def FORMER(self) -> Any:  # noqa: N802
        return self.former


class Kept(dict[tuple[str, str, Query], Answered]):
    """A memory."""

    def get(self, source: str, step: str, query: Query) -> Answered | None:  # type: ignore[override]
        return super().get((source, step, query))

    def put(self, source: str, step: str, query: Query, answer: Answered) -> None:
        self[source, step, query] = answer


def no_fetch(_: Request) -> Reply:
    raise AssertionError


def inquiry(*sources: Made, memory: Kept | None = None) -> Inquiry:
    return Inquiry([Channel(s, no_fetch) for s in sources], Kept() if memory is None else memory, lambda *_: None)


def is_open(_: Query, answers: list[Answer]) -> bool:
    return not any(isinstance(a, Answered) and a.candidates for a in answers)


def never(_: Query, __: list[Answer]) -> list[str]:
    return []


def titles(made: Made) -> list[tuple[str, list[str]]]:
    return [(step, [q.title for q in queries]) for step, queries in made.asked]


def test_only_what_is_open_is_asked_next() -> None:
    """Cheapest first; a source that finds a paper saves the next one the question."""
    first = Made("first", {"exact": {"A"}, "wide": {"B"}})
    second = Made("second", {"exact": {"C"}})
    inquiry(first, second).find([A, B, C], is_open, never)
    assert titles(first) == [("exact", ["A", "B", "C"]), ("wide", ["B", "C"])]
    assert titles(second) == [("exact", ["C"])]


def test_what_was_answered_is_not_asked_again() -> None:
    """That there is no such paper is an answer; that a source is down is none."""
    memory = Kept()
    made = Made("made", {"exact": {"A"}}, frozenset("C"))
    inquiry(made, memory=memory).find([A, B, C], is_open, never)
    made.asked.clear()
    again = inquiry(made, memory=memory)
    again.find([A, B, C], is_open, never)
    assert titles(made) == [("exact", ["C"]), ("wide", ["C"])]
    assert again.answers(A) == [paper("A")]
    assert again.answers(C) == [Unanswered("made", "down")] * 2


def test_what_nobody_had_is_asked_the_widest_way_only() -> None:
    """It was asked in every way before; a new title beside it still is."""
    made = Made("made", {"wide": {"A"}})
    asking = inquiry(made)
    asking.find([A, B, C], is_open, lambda query, _: ["1"] if query == B else [], again=[A, B])
    assert titles(made) == [("exact", ["C"]), ("wide", ["A", "B", "C"])]
    assert asking.answers(A) == [paper("A")]


def test_questions_that_differ_in_hints_are_asked_once() -> None:
    """Both get the answer."""
    made = Made("made", {"exact": {"A"}})
    hinted = replace(A, authors="Ada", year=2020)
    asking = inquiry(made)
    asking.find([A, hinted, A], is_open, never)
    assert made.asked == [("exact", [A])]
    assert asking.answers(hinted) == asking.answers(A) == [paper("A")]


def test_earlier_titles_of_close_candidates() -> None:
    """Each id is asked for once, whoever wants it; and nothing is asked again after the next source."""
    first, second = Made("first", {}), Made("second", {})

    def near(query: Query, _: list[Answer]) -> list[str]:
        return ["1", "2"] if query == A else ["2"]

    asking = inquiry(first, second)
    asking.find([A, B], lambda *_: True, near)
    former = [[q.ids.arxiv for q in queries] for step, queries in first.asked if step == "former"]
    assert former == [["1", "2"]]
    assert asking.answers(B).count(paper("2")) == 2, "one of each source"


def test_looking_up_known_papers() -> None:
    """What a source does not know, or cannot say, is left out."""
    made = Made("made", {"exact": {""}})
    ids = Ids(arxiv="1")
    assert inquiry(made).look_up(lambda _: [ids, ids]) == {("made", ids): paper("").candidates[0]}
    assert len(made.asked[0][1]) == 1
    assert inquiry(Made("made", {}, frozenset([""]))).look_up(lambda _: [ids]) == {}


def test_nothing_to_ask_asks_nothing() -> None:
    """No step is called with nothing."""
    made = Made("made", {})
    inquiry(made).find([], is_open, never)
    inquiry(made).look_up(lambda _: [])
    assert made.asked == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.NAME)
def test_offline_answers_nothing(source: Any) -> None:
    """Every question is unanswered, with the reason."""
    asking = Inquiry([offline(source)], Kept(), lambda *_: None)
    query = Query("A Title of Several Words", Ids(arxiv="2205.01001"))
    asking.find([query], is_open, never)
    assert len(asking.answers(query)) == len(source.STEPS)
    assert all(isinstance(a, Unanswered) and "--offline" in a.reason for a in asking.answers(query))


def test_progress_is_told() -> None:
    """Of each step: what, how far, how much."""
    told: list[tuple[str, int, int]] = []
    made = Made("made", {"exact": {"A", "B"}})
    Inquiry([Channel(made, no_fetch)], Kept(), lambda *said: told.append(said)).find([A, B], is_open, never)
    assert told == [("made exact", 1, 2), ("made exact", 2, 2)]


def test_a_source_is_known_by_its_name() -> None:
    """The answers of two sources stand side by side."""
    asking = inquiry(Made("one", {"exact": {"A"}}), Made("two", {"exact": {"A"}}))
    asking.find([A], lambda *_: True, never)
    assert asking.answers(A) == [paper("A"), Answered(), paper("A"), Answered()]
    asking.hear(A, "library", paper("L"))
    assert asking.answers(A)[-1] == paper("L")
    assert arxiv.NAME not in {s.NAME for s in asking.sources}
