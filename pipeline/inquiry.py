"""Asking the sources, in order, only what is still open; and remembering every answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pipeline.errors import SourceError
from pipeline.model import Answer, Answered, Candidate, Fetch, Ids, Query, Reply, Request
from pipeline.sources import Source, Step

Tell = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and how much there is."""


class Memory(Protocol):
    """Keeps answers from one run to the next."""

    def get(self, source: str, step: str, query: Query) -> Answered | None:
        """Give a kept answer."""

    def put(self, source: str, step: str, query: Query, answer: Answered) -> None:
        """Keep an answer."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A source and the way to reach it; `asked` is False where there is none, since the user wants none."""

    source: Source
    fetch: Fetch
    asked: bool = True


def offline(source: Source) -> Channel:
    """Give a channel that answers nothing."""

    def refuse(_: Request) -> Reply:
        raise SourceError(f"{source.NAME}: not asked (--offline)")

    return Channel(source, refuse, asked=False)


class Inquiry:
    """The answers to all questions of a run."""

    def __init__(self, channels: Sequence[Channel], memory: Memory, tell: Tell) -> None:
        self._channels = channels
        self._memory = memory
        self._tell = tell
        self._answers: defaultdict[Query, dict[tuple[str, str, str], Answer]] = defaultdict(dict)

    @property
    def sources(self) -> list[Source]:
        """The sources that are asked."""
        return [c.source for c in self._channels]

    def answers(self, query: Query) -> list[Answer]:
        """Give every answer to a question, in the order in which they came."""
        return list(self._answers[query].values())

    def hear(self, query: Query, source: str, answer: Answer) -> None:
        """Take in an answer that needed no asking."""
        self._answers[query][source, "", ""] = answer

    def find(
        self,
        queries: Sequence[Query],
        is_open: Callable[[Query, list[Answer]], bool],
        to_confirm: Callable[[Query, list[Answer]], list[str]],
        again: Collection[Query] = (),
    ) -> None:
        """Ask one way after the other; each only what the earlier ones left open.

        Those in `again` were asked in every way by an earlier run, and nobody had them. What is new since is found the
        widest way, and under its own title: what the others were called before does not change.
        """
        for channel in self._channels:
            steps = channel.source.STEPS
            for step in steps:
                left = [q for q in queries if is_open(q, self.answers(q)) and (step is steps[-1] or q not in again)]
                for query, answer in self._ask(channel, step, left):
                    self._answers[query][channel.source.NAME, step.__name__, ""] = answer
            self._confirm([q for q in queries if is_open(q, self.answers(q)) and q not in again], to_confirm)

    def look_up(self, wanted: Callable[[Source], Iterable[Ids]]) -> dict[tuple[str, Ids], Candidate]:
        """Ask each source what its records of known papers say today: (source, ids asked for) -> record."""
        found: dict[tuple[str, Ids], Candidate] = {}
        for channel in self._channels:
            queries = [Query("", ids) for ids in wanted(channel.source)]
            for query, answer in self._ask(channel, channel.source.LOOKUP, queries):
                if isinstance(answer, Answered) and answer.candidates:
                    found[channel.source.NAME, query.ids] = answer.candidates[0]
        return found

    def _confirm(self, left: Sequence[Query], to_confirm: Callable[[Query, list[Answer]], list[str]]) -> None:
        """Ask what close candidates were called before."""
        for channel in self._channels:
            step = channel.source.FORMER
            if step is None:
                continue
            asked: dict[str, list[Query]] = defaultdict(list)
            for query in left:
                for name in to_confirm(query, self.answers(query)):
                    if (channel.source.NAME, step.__name__, name) not in self._answers[query]:
                        asked[name].append(query)
            for question, answer in self._ask(channel, step, [Query("", Ids(arxiv=name)) for name in asked]):
                name = question.ids.arxiv or ""
                for query in asked[name]:
                    self._answers[query][channel.source.NAME, step.__name__, name] = answer

    def _ask(self, channel: Channel, step: Step, queries: Iterable[Query]) -> Iterable[tuple[Query, Answer]]:
        """Ask what is not remembered. Questions that differ in hints alone are one: those are for the decision."""
        name = channel.source.NAME
        asked: dict[Query, dict[Query, None]] = defaultdict(dict)
        for query in queries:
            asked[Query(query.title, query.ids)][query] = None
        left: list[Query] = []
        for bare, same in asked.items():
            kept = self._memory.get(name, step.__name__, bare)
            if kept is None:
                left.append(bare)
            else:
                yield from ((query, kept) for query in same)
        for done, (bare, answer) in enumerate(step(left, channel.fetch) if left else (), 1):
            if isinstance(answer, Answered):
                self._memory.put(name, step.__name__, bare, answer)
            elif not channel.asked:
                answer = replace(answer, asked=False)  # noqa: PLW2901
            self._tell(f"{name} {step.__name__.replace('_', ' ')}", done, len(left))
            yield from ((query, answer) for query in asked[bare])
