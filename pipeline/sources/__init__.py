"""The places that are asked about papers. A new one is a file here and its name in `SOURCES`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from pipeline.model import Answer, Fetch, Query
from pipeline.sources import arxiv, semantic_scholar


class Step(Protocol):
    """One way of asking a source: a batch of questions in, for each that it takes an answer out, as they come.

    A question that does not concern the step (no id, no title) is passed over. What the source could not say is
    `Unanswered`, query by query; only that, never "no such paper".
    """

    @property
    def __name__(self) -> str:
        """The name under which answers are kept."""

    def __call__(self, queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
        """Ask."""


class Source(Protocol):
    """A module that knows how to ask one service, and how to read what it says."""

    @property
    def NAME(self) -> str:  # noqa: N802
        """What people call it."""

    @property
    def BASE(self) -> str:  # noqa: N802
        """The address that its paths are relative to."""

    @property
    def INTERVAL(self) -> float:  # noqa: N802
        """Seconds between requests that its terms ask for."""

    @property
    def SLUG(self) -> str:  # noqa: N802
        """Its name in the environment: `ENRICH_<SLUG>_URL`, `ENRICH_<SLUG>_INTERVAL`."""

    @property
    def KEY(self) -> tuple[str, str] | None:  # noqa: N802
        """The environment variable that may hold a key, and the header that takes it."""

    @property
    def REFRESH_DAYS(self) -> int:  # noqa: N802
        """After how many days a preprint's record is read again; 0 for counts that change daily."""

    @property
    def STEPS(self) -> tuple[Step, ...]:  # noqa: N802
        """Ways of finding a paper, cheapest first; the next is asked only what the last left open."""

    @property
    def LOOKUP(self) -> Step:  # noqa: N802
        """The way of learning what a found paper's record says today, by id."""

    @property
    def FORMER(self) -> Step | None:  # noqa: N802
        """The way of learning what a paper was called before, by id, where the source knows."""


SOURCES: tuple[Source, ...] = (arxiv, semantic_scholar)
