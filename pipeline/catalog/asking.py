"""Pure: what a catalogue's word counts for, beside that of the sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from pipeline import match, works
from pipeline.inquiry import Inquiry
from pipeline.match.work import MIN_SHARED
from pipeline.model import Answer, Answered, Query
from pipeline.titles import Agreement, weight, words

NAME = "catalogue"
TELLING = MIN_SHARED[Agreement.PART]  # weight of a title that two papers hardly share


class Searchable(Protocol):
    """A catalogue."""

    def search(self, queries: Iterable[Query]) -> Mapping[Query, Answered]:
        """Give all records that each question may mean, and no answer where there are none."""


def consult(
    catalog: Searchable | None, queries: Sequence[Query], inquiry: Inquiry
) -> Callable[[Query, Sequence[Answer]], bool]:
    """Let the inquiry hear what the catalogue knows; gives what says whether a question is still open.

    A catalogue holds what somebody put in. So that it has no paper says nothing; it is not heard then, and the verdict
    stays with those who were asked. And a title that is only like the one asked may be that of another paper, while
    the paper itself is known on the network: until a source there knows the work too, the question stays open.
    """
    asked = [q for q in queries if not match.settled(match.decide(q, inquiry.answers(q)))]
    found = catalog.search(asked) if catalog else {}
    for query, answer in found.items():
        inquiry.hear(query, NAME, answer)
    said: dict[Query, tuple[list[Answer], bool]] = {}  # asked at every step, and most have heard nothing new

    def is_open(query: Query, answers: Sequence[Answer]) -> bool:
        if query not in said or said[query][0] != answers:
            said[query] = [*answers], weigh(query, answers)
        return said[query][1]

    def weigh(query: Query, answers: Sequence[Answer]) -> bool:
        verdict = match.decide(query, answers)
        if not match.settled(verdict):
            return True
        known = query in found and set(verdict.records) <= set(found[query].candidates)
        return known and not _is_sure(query, found[query], verdict.score == 1)

    return is_open


def _is_sure(query: Query, found: Answered, exact: bool) -> bool:  # noqa: FBT001
    """Whether the catalogue's word is enough: the very title, of some weight, or the paper that the list links."""
    linked = set(works.keys(query.ids)) & {k for c in found.candidates for k in works.keys(c.ids)}
    return exact and (bool(linked) or weight(words(query.title)) >= TELLING)
