"""Pure: titles as queries of the arXiv API; see `pipeline.sources.arxiv`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote_plus

from pipeline.sources.wanted import MAX_QUERY, Wanted, indexed, size
from pipeline.titles import COMMON_WORDS, SMALL_WORDS, parts, plain, weight, words

PAIR = 1.35  # weight of two words that are asked for together: one of them is rare
RAREST = 5  # words of a title that are asked for in pairs
LONGEST = 4  # words that are asked for as they stand together
# Words that stand beside any other; no small words of a title, since they turn its meaning.
_VAGUE_WORDS = "all better but good has have may more need no not only should will would"
_VAGUE = frozenset(_VAGUE_WORDS.split())
MAX_PHRASE = 800  # bytes of one title, encoded; what is longer is no title, and its beginning is enough
# `$` starts a TeX search; brackets may look like a date range; a quote or a backslash ends the phrase.
_UNSAFE = re.compile(r'["\\$\[\]{}^~*?]+')


def phrase(title: str) -> Wanted:
    """Give the query for a title as a phrase; it is split where a word is not safe to ask for."""
    runs = _runs(title)
    texts = [f'ti:"{run}"' for run in runs]
    text = texts[0] if len(texts) == 1 else "(" + " AND ".join(texts) + ")" if texts else ""
    return Wanted(text, (indexed(w for run in runs for w in words(run)),))


def pieces(title: str) -> Wanted:
    """Give the query for a title that may be another today, or carry a slip: what is left of it stands in the new one.

    Its name in front, words that stand together, and pairs of its rarest words. Of 117 renamed papers whose old title
    is known (half A of `python -m tests.bench match`) 104 are found so; 78 by the halves of the title and three pairs.
    """
    runs = [words(run) for run in _runs(title)]
    head, _ = parts(title) or ("", "")
    named = len(head) > 3 and not head.islower() and weight(words(head)) >= 1  # `KNIFE:` is worth asking for alone
    found = [phrase(head)] if named else []
    found += [Wanted(f'ti:"{text}"', (indexed(words(text)),)) for run in runs for text in _together(run)]
    rare = sorted({w for run in runs for w in run if len(w) > 2 and _tells(w)}, key=_rareness)[:RAREST]
    found += [_pairs(first, rare[n:]) for n, first in enumerate(rare[:-1], 1)]
    found = [f for f in dict.fromkeys(found) if f.text] or [f for f in [phrase(title)] if f.text]
    while len(found) > 1 and size(either([f.text for f in found])) > MAX_QUERY:
        found.pop()
    return Wanted(either([f.text for f in found]), tuple(some for f in found for some in f.any_of))


def either(texts: Sequence[str]) -> str:
    """Join alternatives evenly nested: servers parse by recursion, and the operator is right-associative."""
    if len(texts) < 2:
        return "".join(texts)
    middle = (len(texts) + 1) // 2
    return f"({either(texts[:middle])} OR {either(texts[middle:])})"


def _together(run: Sequence[str]) -> list[str]:
    """Give the shortest sequences of words that are worth asking for, with the small words between them."""
    telling = [n for n, word in enumerate(run) if _tells(word)]
    found: list[tuple[int, int]] = []
    for at, start in enumerate(telling):
        ends = (e for e in telling[at + 1 : at + LONGEST] if weight(run[n] for n in telling if start <= n <= e) >= PAIR)
        if end := next(ends, None):
            if found and end <= found[-1][1]:  # the one before holds it
                found.pop()
            found.append((start, end))
    return [" ".join(run[start : end + 1]) for start, end in found]


def _tells(word: str) -> bool:
    return word not in SMALL_WORDS and word not in _VAGUE


def _pairs(first: str, others: Sequence[str]) -> Wanted:
    """Ask for a word together with any of the others."""
    some = [w for w in others if weight((first, w)) >= PAIR]
    text = f"(ti:{first} AND {either([f'ti:{w}' for w in some])})" if some else ""
    return Wanted(text, tuple((first, w) for w in some))


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
