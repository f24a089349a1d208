"""Pure: titles as queries of Semantic Scholar's bulk search; see `pipeline.sources.semantic_scholar`.

Its words stand in titles and abstracts; `"…"` is a phrase and `|` an alternative, and inside a phrase both are nothing.
"""

from __future__ import annotations

import re

from pipeline.sources.wanted import Wanted, indexed
from pipeline.titles import plain, weight, words

TELLING = 1.7  # weight of a half of a title that is asked for; abstracts are full of lighter phrases
TELLING_WHOLE = 1.35  # the same of a whole title, which is rarely a phrase of an abstract
FEWEST = 3  # words of a phrase of which one is a common one: `"quality diversity"` alone stands in 1,228 records
JOINT = " | "
# What the query language gives a meaning to; a hyphen inside a word finds nothing, the manual asks for blanks.
_UNSAFE = re.compile(r'["\\|+*()~\-–—]+')
# Words of which nobody says how they are indexed: joined by a hyphen or an apostrophe, or with other letters than ours.
_UNSURE = re.compile(r"\w[-–—'’]\w|[^\x00-\x7f]")


def phrases(title: str) -> tuple[Wanted, bool]:
    """Give the query for a title, and whether neither one slip nor odd words could hide its paper from the query.

    Both halves of a title are asked for, since one of them stands as it is; a short title is asked for whole. The query
    is empty where too many abstracts hold such words.
    """
    run = [(word, _is_odd(token)) for token in plain(title).split() for word in _UNSAFE.sub(" ", token).split()]
    run = [(word, odd) for word, odd in run if words(word)]
    halves = run[: len(run) // 2], run[len(run) // 2 :]
    both = [" ".join(word for word, _ in part) for part in halves]
    if all(len(part) >= FEWEST and weight(words(text)) >= TELLING for part, text in zip(halves, both, strict=True)):
        return _wanted(both), not all(any(odd for _, odd in part) for part in halves)
    whole, least = " ".join(word for word, _ in run), TELLING_WHOLE if len(run) >= FEWEST else TELLING
    return _wanted([whole] if len(run) > 1 and weight(words(whole)) >= least else []), False


def _is_odd(token: str) -> bool:
    return bool(_UNSURE.search(token))


def _wanted(texts: list[str]) -> Wanted:
    return Wanted(JOINT.join(f'"{text}"' for text in texts), tuple(indexed(words(text)) for text in texts))
