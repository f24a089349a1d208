"""Pure: what one title of a batch asked for, and which records of a page that answers many are its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote_plus

from pipeline.model import Answer, Candidate, Query
from pipeline.titles import SMALL_WORDS, compare, parts, squash, weight, words

MAX_QUERY = 3600  # bytes of an encoded query; arXiv's limit is 4,094 bytes a request line
NEAREST = 40  # candidates kept for a title
# Lucene's stop words: in a phrase any word may stand in their place.
_STOP = re.compile(
    "an?|and|are|as|at|be|but|by|for|if|into?|is|it|no|not|of|on|or|such|that|the|their|then|there|these|they|this|to|"
    "was|will|with"
)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The query for one title, and the words of which a hit must hold one set: a page answers many titles at once."""

    text: str
    any_of: tuple[tuple[str, ...], ...]

    def found(self, title: str) -> bool:
        """Whether this query may have found that title; what another one found must not count, or batches matter."""
        theirs = words(title)
        return any(all(any(_same_stem(w, other) for other in theirs) for w in some) for some in self.any_of)


def indexed(of: Iterable[str]) -> tuple[str, ...]:
    """Leave out the words that a server's index leaves out."""
    return tuple(w for w in of if not _STOP.fullmatch(w))


def size(text: str) -> int:
    """Count the bytes that a query takes in a request."""
    return len(quote_plus(text))


def halves(
    batch: Sequence[_T], ask: Callable[[Sequence[_T]], Iterator[tuple[Query, Answer]]]
) -> Iterator[tuple[Query, Answer]]:
    """Ask a batch that failed, or whose hits were cut off, as two."""
    middle = (len(batch) + 1) // 2
    yield from ask(batch[:middle])
    if batch[middle:]:
        yield from ask(batch[middle:])


def near(query: Query, wanted: Wanted, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Give the candidates of a page that concern one of its titles, nearest first; the page's order says nothing."""
    own = set(words(query.title)) - SMALL_WORDS
    likely = [
        c
        for c in found
        if squash(query.title) in squash(c.title) or (weight(own & set(words(c.title))) >= 1 and wanted.found(c.title))
    ]
    likely.sort(key=lambda c: _closeness(query, c), reverse=True)
    return tuple(likely[:NEAREST])


def _closeness(query: Query, candidate: Candidate) -> tuple[int, float, str]:
    likeness = compare(query.title, candidate.title)
    ours, theirs = parts(query.title), parts(candidate.title)
    named = bool(ours and theirs and squash(ours[0]) == squash(theirs[0]))  # `KNIFE: …`
    return likeness.agreement, likeness.score + named, candidate.ids.arxiv or candidate.ids.s2 or ""


def _same_stem(a: str, b: str) -> bool:
    """Whether the server may take two words for one; rather too often than not."""
    shorter = min(len(a), len(b))
    stem = 2 if shorter == 3 else max(3, shorter - 2)
    return a == b or (shorter > 2 and a[:stem] == b[:stem])
