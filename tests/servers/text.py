"""Words, stems and an inverted index with positions: how both servers find titles.

arXiv stems with Elasticsearch's English stemmer; here a few endings are cut instead, which finds a little more than
the real one and never less. Stop words hold their place, so that in a phrase any word fills the gap.
"""

from __future__ import annotations

import math
import re
import unicodedata
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STOP = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be but by for if in into is it no not of on or such that the their then there these they "
        "this to was will with",
    )
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+|(?<=\d)[.,](?=\d)[^\W_]+)*")
_ENDING = re.compile(r"(?<=\w{3})(?:ational|ations?|ingly|edly|ings?|ives?|ies|ed|es|ion|al|ly|s|e|y)$")

Words = list[str | None]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut up to two common endings: `learning`, `learned` and `learns` meet."""
    return _ENDING.sub("", _ENDING.sub("", word))


def title_words(text: str) -> Words:
    """Analyse as arXiv's `title.english`: lower case, possessive 's gone, stemmed, stop words leave a gap."""
    words = [re.sub(r"['’]s$", "", w) for w in _WORD.findall(text.lower())]
    return [None if w in STOP else stem(w) for w in words]


def folded_words(text: str) -> Words:
    """Analyse with accents folded too, as arXiv's combined field and authors, and Semantic Scholar."""
    decomposed = unicodedata.normalize("NFKD", text)
    return title_words("".join(c for c in decomposed if not unicodedata.combining(c)))


class Index:
    """An inverted index over documents of words; documents are their numbers, hits carry a score."""

    def __init__(self, documents: Sequence[Words]) -> None:
        self.size = len(documents)
        self.lengths = [len(d) for d in documents]
        self.mean = max(1.0, sum(self.lengths) / max(1, self.size))
        self.places: dict[str, dict[int, list[int]]] = {}
        for number, words in enumerate(documents):
            for place, word in enumerate(words):
                if word is not None:
                    self.places.setdefault(word, {}).setdefault(number, []).append(place)

    def weight(self, word: str) -> float:
        return math.log(1 + self.size / (1 + len(self.places.get(word, ()))))

    def phrase(self, words: Words) -> dict[int, float]:
        """Find documents with these words in these relative places; only gaps: nothing is found."""
        wanted = [(place, word) for place, word in enumerate(words) if word is not None]
        if not wanted:
            return {}
        first, rarest = min(wanted, key=lambda pair: len(self.places.get(pair[1], ())))
        hits = []
        for number, places in self.places.get(rarest, {}).items():
            starts = {p - first for p in places}
            for place, word in wanted:
                starts &= {p - place for p in self.places.get(word, {}).get(number, ())}
                if not starts:
                    break
            else:
                hits.append(number)
        return self._scored(hits, [word for _, word in wanted])

    def every(self, words: Words) -> dict[int, float]:
        """Find documents with all of these words; a stop word alone finds nothing."""
        wanted = [word for word in words if word is not None]
        if not wanted:
            return {}
        hits = set.intersection(*(set(self.places.get(word, ())) for word in wanted))
        return self._scored(hits, wanted)

    def wild(self, pattern: str) -> dict[int, float]:
        """Find documents with a word of this pattern (`*` and `?`)."""
        hits = {n for word, found in self.places.items() if fnmatchcase(word, pattern.lower()) for n in found}
        return dict.fromkeys(sorted(hits), 1.0)

    def _scored(self, hits: Sequence[int] | set[int], words: list[str]) -> dict[int, float]:
        # As BM25 does: rare words count more, short documents come first.
        total = sum(self.weight(word) for word in words)
        return {n: total / (0.25 + 0.75 * self.lengths[n] / self.mean) for n in sorted(hits)}
