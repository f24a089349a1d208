"""Pure: titles as queries of the arXiv API; see `pipeline.sources.arxiv`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import quote_plus

from pipeline.titles import COMMON_WORDS, SMALL_WORDS, parts, plain, weight, words

TELLING = 1.7  # weight of a part that is asked for as a phrase
MAX_QUERY = 3600  # bytes of the encoded query; the server's own limit is 4,094 bytes a request line
MAX_PHRASE = 800  # bytes of one title, encoded; what is longer is no title, and its beginning is enough
# Lucene's stop words: in a phrase any word may stand in their place.
_STOP = re.compile(
    "an?|and|are|as|at|be|but|by|for|if|into?|is|it|no|not|of|on|or|such|that|the|their|then|there|these|they|this|to|"
    "was|will|with"
)
# `$` starts a TeX search; brackets may look like a date range; a quote or a backslash ends the phrase.
_UNSAFE = re.compile(r'["\\$\[\]{}^~*?]+')


@dataclass(frozen=True, slots=True)
class Wanted:
    """The query for one title, and the words of which a hit must hold one set: a page answers many titles at once."""

    text: str
    any_of: tuple[tuple[str, ...], ...]

    def found(self, title: str) -> bool:
        """Whether this query may have found that title; what another one found must not count, or batches matter."""
        theirs = words(title)
        return any(all(any(_same_stem(w, other) for other in theirs) for w in some) for some in self.any_of)


def phrase(title: str) -> Wanted:
    """Give the query for a title as a phrase; it is split where a word is not safe to ask for."""
    runs = _runs(title)
    texts = [f'ti:"{run}"' for run in runs]
    text = texts[0] if len(texts) == 1 else "(" + " AND ".join(texts) + ")" if texts else ""
    return Wanted(text, (_indexed(w for run in runs for w in words(run)),))


def pieces(title: str) -> Wanted:
    """Give the query for a title that may be another today: its telling parts, and pairs of its rare words."""
    runs = [run.split() for run in _runs(title)]
    halves = [half for run in runs for half in (run[: len(run) // 2], run[len(run) // 2 :])]
    head, tail = parts(title) or ("", "")
    named = len(head) > 3 and not head.islower() and weight(words(head)) >= 1  # `KNIFE:` is worth asking for alone
    texts = [(head, 1.0 if named else TELLING), (tail, TELLING), *((" ".join(half), TELLING) for half in halves)]
    found = [phrase(text) for text, least in texts if weight(words(text)) >= least]
    single = sorted({w for w in words(title) if len(w) > 2 and w.isascii() and w not in SMALL_WORDS}, key=_rareness)[:3]
    pairs: list[tuple[str, ...]] = [p for p in combinations(single, 2) if weight(p) >= 1] or [tuple(single)]
    found += [Wanted("(" + " AND ".join(f"ti:{w}" for w in pair) + ")", (pair,)) for pair in pairs if len(pair) > 1]
    found = [f for f in dict.fromkeys(found) if f.text] or [f for f in [phrase(title)] if f.text]
    while len(found) > 1 and size(f.text for f in found) > MAX_QUERY:
        found.pop()
    text = "(" + " OR ".join(f.text for f in found) + ")" if len(found) > 1 else "".join(f.text for f in found)
    return Wanted(text, tuple(some for f in found for some in f.any_of))


def size(texts: Iterable[str]) -> int:
    """Count the bytes that queries take in a request, joined."""
    return len(quote_plus(" OR ".join(texts)))


def _indexed(of: Iterable[str]) -> tuple[str, ...]:
    return tuple(w for w in of if not _STOP.fullmatch(w))


def _same_stem(a: str, b: str) -> bool:
    """Whether the server may take two words for one; rather too often than not."""
    shorter = min(len(a), len(b))
    stem = 2 if shorter == 3 else max(3, shorter - 2)
    return a == b or (shorter > 2 and a[:stem] == b[:stem])


def _rareness(word: str) -> tuple[bool, int, str]:
    return word in COMMON_WORDS, -len(word), word


def _runs(title: str) -> list[str]:
    """Split a title into runs of words that are indexed as they are written.

    Accents are not folded in the server's title index, and apostrophes but for a final 's are kept, straight or curly.
    """
    safe = _shortened(_UNSAFE.sub(" ", plain(title).replace("’", "'")))
    runs: list[list[str]] = [[]]
    for word in safe.split():
        odd = not word.replace("–", "-").replace("—", "-").isascii() or (
            "'" in word and not re.fullmatch(r"[\w-]+'s\W*", word)
        )
        if odd:
            runs.append([])
        elif words(word):
            runs[-1].append(word.replace("–", "-").replace("—", "-"))
    kept = [" ".join(run) for run in runs if run]
    return kept or ([" ".join(safe.split())] if words(safe) else [])


def _shortened(text: str) -> str:
    """Give as many words as a request can carry."""
    text = text[:MAX_PHRASE]
    while len(quote_plus(text)) > MAX_PHRASE:
        text = text[: len(text) * 9 // 10]
    return text
