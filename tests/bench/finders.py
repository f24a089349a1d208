"""Three ways of looking titles up, over the same two services: the pipeline's, and what is done elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import match
from pipeline.errors import SourceError
from pipeline.http import Fetcher
from pipeline.inquiry import Channel, Inquiry
from pipeline.model import Answered, Candidate, Match, Query, Reply, Request, Service, Status
from pipeline.sources import SOURCES, Source, Step, arxiv, semantic_scholar
from pipeline.titles import normalise

from .cases import Case

_Key = tuple[str, str, tuple[tuple[str, str], ...], str | None]


@dataclass
class Wire:
    """The way to both services. A request that was made before is answered from memory, and charged like then."""

    bases: dict[str, str]
    state: Path
    requests: int = 0
    failures: list[str] = field(default_factory=list)  # none is expected: these servers have good days only
    charged: float = 0.0  # seconds in requests, as if each had been sent
    _spent: float = 0.0  # seconds in requests that were sent
    _known: dict[_Key, tuple[Reply | SourceError, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._fetchers = {
            name: Fetcher(Service(name, base, 0, 60, 60, 100_000), self.state) for name, base in self.bases.items()
        }

    def to(self, source: Source) -> Callable[[Request], Reply]:
        """Give the way to one of the services."""
        return lambda request: self._ask(source.NAME, request)

    def _ask(self, name: str, request: Request) -> Reply:
        key = (name, request.path, request.params, request.json)
        if key not in self._known:
            start = time.perf_counter()
            try:
                reply: Reply | SourceError = self._fetchers[name](request)
            except SourceError as error:
                reply = error
                self.failures.append(str(error))
            took = time.perf_counter() - start
            self._known[key] = reply, took
            self._spent += took
        reply, took = self._known[key]
        self.requests += 1
        self.charged += took
        if isinstance(reply, SourceError):
            raise reply
        return reply

    def measure(self, find: Finder, cases: Sequence[Case]) -> Found:
        """Look the titles up, and say what that took."""
        start, requests, charged, spent = time.perf_counter(), self.requests, self.charged, self._spent
        verdicts = find([Query(case.title) for case in cases], self)
        own = time.perf_counter() - start - (self._spent - spent)
        return Found(tuple(cases), tuple(verdicts), self.requests - requests, own + self.charged - charged)


Finder = Callable[[Sequence[Query], Wire], list[Match]]


@dataclass(frozen=True, slots=True)
class Found:
    """The verdicts on some titles, the requests that they took, and the seconds."""

    cases: tuple[Case, ...]
    verdicts: tuple[Match, ...]
    requests: int
    seconds: float


class _Forgetful:
    """A memory that keeps nothing: every run is a first run."""

    def get(self, source: str, step: str, query: Query) -> None:
        return

    def put(self, source: str, step: str, query: Query, answer: Answered) -> None:
        return


def pipeline(queries: Sequence[Query], wire: Wire) -> list[Match]:
    """Ask as `make enrich` does, without a bibliography, hints, links and earlier runs."""
    inquiry = Inquiry([Channel(s, wire.to(s)) for s in SOURCES], _Forgetful(), lambda *_: None)
    inquiry.find(queries, lambda query, heard: not match.settled(match.decide(query, heard)), match.to_confirm)
    return [match.decide(query, inquiry.answers(query)) for query in queries]


def exact_title(queries: Sequence[Query], wire: Wire) -> list[Match]:
    """Take the first record whose normalised title is the title: arXiv, then Semantic Scholar; as most tools do."""
    verdicts: list[Match] = []
    for query in queries:
        found = _same(query, _first(query, arxiv.by_phrase, wire.to(arxiv)))
        found = found or _same(query, _first(query, semantic_scholar.best_match, wire.to(semantic_scholar)))
        verdicts.append(_verdict(found))
    return verdicts


def title_match(queries: Sequence[Query], wire: Wire) -> list[Match]:
    """Take Semantic Scholar's title match as it comes."""
    return [_verdict(_first(query, semantic_scholar.best_match, wire.to(semantic_scholar))) for query in queries]


FINDERS: dict[str, Finder] = {
    "the pipeline": pipeline,
    "exact title": exact_title,
    "S2 match as it comes": title_match,
}


def _first(query: Query, step: Step, fetch: Callable[[Request], Reply]) -> tuple[Candidate, ...]:
    return tuple(c for _, a in step([query], fetch) if isinstance(a, Answered) for c in a.candidates)


def _same(query: Query, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple(c for c in found if normalise(c.title) == normalise(query.title))


def _verdict(found: Sequence[Candidate]) -> Match:
    return Match(Status.MATCHED, records=tuple(found[:1])) if found else Match(Status.ABSENT)
