"""The user's own bibliography: reads a `.bib` file, and looks titles and ids up in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from rapidfuzz import fuzz, process

from pipeline.model import Answer, Answered, Candidate, Ids, Notice, Query
from pipeline.sources.library import bibtex
from pipeline.sources.library.entries import NAME, candidate
from pipeline.titles import SMALL_WORDS, Agreement, compare, normalise

__all__ = ["NAME", "Library", "load"]

_SHORTLIST = 40  # titles that share the most of the rare words are looked at; the rest shares small words only
_COMMON = 2000  # a word that so many titles hold says nothing, unless it is the rarest
_FALLBACK = 80.0  # of 100; asked only when no word is shared: every word damaged, or joined to the next


@dataclass(frozen=True)
class Library:
    """The papers of one bibliography, in its order, and what was odd about it."""

    candidates: tuple[Candidate, ...] = ()
    notices: tuple[Notice, ...] = ()

    def search(self, queries: Iterable[Query]) -> dict[Query, Answer]:
        """Answer every question with all entries that may be meant, likeliest first."""
        return {query: Answered(self._plausible(query)) for query in queries}

    def _plausible(self, query: Query) -> tuple[Candidate, ...]:
        found = {i: 2.0 for name in _names(query.ids) for i in self._index.ids.get(name, ())}
        for i, score in self._by_title(query.title):
            found[i] = max(score, found.get(i, 0.0))
        return tuple(self.candidates[i] for i in sorted(found, key=lambda i: (-found[i], i)))

    def _by_title(self, title: str) -> Iterator[tuple[int, float]]:
        """Yield the positions of entries with that or a like title, and the likeness."""
        wanted = normalise(title)
        if not wanted:
            return
        for near in self._index.near(wanted):
            for i, written in self._index.titles[near]:
                likeness = compare(title, written)
                if likeness.agreement >= Agreement.CLOSE:
                    yield i, likeness.score

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.candidates)


class _Index:
    """Where to find an entry: by id, by normalised title (present and former), by word."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        by_id: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        titles: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        words: defaultdict[str, list[str]] = defaultdict(list)
        for i, one in enumerate(candidates):
            for name in _names(one.ids):
                by_id[name].append(i)
            for title in dict.fromkeys((one.title, *one.former_titles)):
                titles[normalise(title)].append((i, title))
        for title in titles:
            for word in dict.fromkeys(title.split()):
                words[word].append(title)
        self.ids: Mapping[tuple[str, str], list[int]] = by_id
        self.titles: Mapping[str, list[tuple[int, str]]] = titles
        self.words: Mapping[str, list[str]] = words

    def near(self, wanted: str) -> list[str]:
        """Give the normalised titles that may be meant: the same, else those that share its rarest words."""
        if wanted in self.titles:
            return [wanted]
        found = self._sharing(wanted)
        if not found:
            hits = process.extract(wanted, list(self.titles), scorer=fuzz.ratio, score_cutoff=_FALLBACK)
            found = [title for title, _, _ in hits]
        return found

    def _sharing(self, wanted: str) -> list[str]:
        held = sorted((w for w in set(wanted.split()) if w in self.words), key=lambda w: (len(self.words[w]), w))
        weight: defaultdict[str, float] = defaultdict(float)
        for n, word in enumerate(held):
            holders = self.words[word]
            if n and (word in SMALL_WORDS or len(holders) > _COMMON):
                continue
            for title in holders:
                weight[title] += 1 / len(holders) ** 0.5
        return nlargest(_SHORTLIST, weight, key=lambda title: (weight[title], title))


def _names(known: Ids) -> Iterator[tuple[str, str]]:
    for kind in Ids.__slots__:
        if value := getattr(known, kind):
            yield kind, value


def load(text: str, path: str) -> Library:
    """Read a BibTeX file's text; `path` is for messages. Raises `InputError` when it is no BibTeX at all."""
    records, notices = bibtex.read(text, path)
    papers = [paper for record in records if (paper := candidate(record, notices))]
    return Library(tuple(papers), tuple(sorted(notices, key=lambda notice: notice.line)))
