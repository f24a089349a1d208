"""Pure: saying how two titles agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.titles.forms import COMMON_WORDS, SMALL_WORDS, coined, content_words, parts, plain, squash, weight, words
from pipeline.titles.slips import same_number, slips_between

# What a title may call by its letters, and a list in words, or the other way round.
_SHORT_FORMS = {
    "llm": "large language model",
    "vlm": "vision language model",
    "lvlm": "large vision language model",
    "mllm": "multimodal large language model",
    "gnn": "graph neural network",
    "cnn": "convolutional neural network",
    "nlp": "natural language processing",
    "qa": "question answering",
    "cot": "chain of thought",
    "rag": "retrieval augmented generation",
}

REFERENCE = "a reference holds the title"
LONGEST_VENUE = 30  # characters that may stand behind a title in a reference
KEPT = 0.55  # of a title's letters; "Mask R-CNN" is not what is left of "Mask R-CNN With Pyramid Attention Network"
LONG_TITLE = 5.0  # weight of a title that stays itself when it loses a word behind the first
LONG_ENOUGH = 4.0  # the same, where the word is a common one
FEWEST_AFTER_ANOTHER_START, FEWEST_AROUND_ANOTHER_WORD = 5, 6  # telling words; see `_least_of_telling`
FEWEST_WITH_A_SLIP = 6  # telling words of a title that may differ in both
ARTICLES = frozenset(("a", "an", "the"))
NEVER_FIRST = frozenset(("and", "at", "by", "of", "or", "than", "via", "with"))  # small words that begin what is left
FEWEST_LEFT = 6  # words left of a title whose end was lost; with fewer it is mostly another paper of other people
# What another work about a work is called by, in a few words beside its title: `Comment`, `[Re]`, `A Survey`.
_ABOUT_ANOTHER = """
comment comments commentary correction corrigendum discussion erratum overview re rejoinder replicating replication
reply reproducibility reproducing response review reviews survey tutorial
"""
ABOUT_ANOTHER = frozenset(_ABOUT_ANOTHER.split())
_COMPOUND = re.compile(r"(?<![\w-])(\w+)-(?=\w)")


class Agreement(IntEnum):
    """How two titles agree, worst first."""

    NONE = 0
    CLOSE = 1  # many words in common: worth a look by a person, never a match
    PART = 2  # one is the other without its subtitle or without its tail
    REWORDED = 3  # equal but for small words
    TYPO = 4  # equal but for slips within words
    EXACT = 5  # equal but for case, accents, punctuation, hyphens


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two titles agree: the kind, a score from 0 to 1, and the weight of the words that they share."""

    agreement: Agreement
    score: float
    shared: float
    note: str = ""


@lru_cache(maxsize=65536)
def compare(ours: str, theirs: str) -> Likeness:
    """Compare a title as a curator wrote it with a record's title."""
    a, b = words(ours), words(theirs)
    if not a or not b:
        return Likeness(Agreement.NONE, 0.0, 0.0)
    shared = weight(set(a) & set(b))
    sa, sb = "".join(a), "".join(b)
    if any(word in a and word in b for word, _ in _signed(ours) ^ _signed(theirs)):
        return Likeness(Agreement.CLOSE, 0.9, shared)
    if sa == sb:
        return Likeness(Agreement.EXACT, 1.0, weight(a), "same title")
    overlap = 2 * shared / max(1.0, weight(a) + weight(b))
    if overlap < 0.2 and not sb.startswith(sa) and abs(len(a) - len(b)) > 1:
        return Likeness(Agreement.NONE, overlap, shared)
    ratio = DamerauLevenshtein.normalized_similarity(sa, sb)
    if slips := slips_between(ours, theirs):
        return Likeness(Agreement.TYPO, ratio, shared, slips)
    if (spelt := _in_words(a)) == _in_words(b):
        return Likeness(Agreement.REWORDED, ratio, weight(spelt), "a short form in words")
    if small := _small_words(ours, theirs):
        return Likeness(Agreement.REWORDED, ratio, shared, small)
    if part := _part(ours, theirs, sa, sb):
        return Likeness(Agreement.PART, max(ratio, 0.5), min(weight(a), weight(b)), part)
    kind = Agreement.CLOSE if max(overlap, ratio) >= 0.6 else Agreement.NONE
    return Likeness(kind, min(0.99, max(overlap, ratio)), shared)


def _signed(title: str) -> set[tuple[str, str]]:
    """Give the words that end in a sign with a meaning, and the sign: `C#`; `Hyperbolic Neural Networks++`."""
    tokens = (token.rstrip('.,:;!?)"”') for token in plain(title).split() if "+" in token or "#" in token)
    return {(words(t)[-1], t[len(t.rstrip("+#")) :]) for t in tokens if t.endswith(("+", "#")) and words(t)}


def _in_words(of: list[str]) -> list[str]:
    """Write short forms in words, all in the singular."""
    texts = (_SHORT_FORMS.get(word.removesuffix("s"), word) for word in of)
    return [word.removesuffix("s") for text in texts for word in text.split()]


def _small_words(ours: str, theirs: str) -> str:
    """Name the difference when only small words were lost, gained or changed, or one word of a long title was lost."""
    a, b = words(ours), words(theirs)
    if _carried(ours) != _carried(theirs) or _is_cut(a, b):
        return ""
    kept, full = ([w for w in x if w not in SMALL_WORDS] for x in (a, b))
    if kept == full:
        return "differs in small words only" if len(kept) >= _least_of_telling(a, b) else ""
    if len(full) >= FEWEST_WITH_A_SLIP and (slips := slips_between(ours, theirs, but_small=True)):
        return f"{slips}, and small words"
    if len(full) - len(kept) == 1:
        pairs = zip(kept, full, strict=False)
        at = next((i for i, (x, y) in enumerate(pairs) if x != y and not same_number(x, y)), len(kept))
        # `Comments on …`, `Locally …`: of 75 pairs of real titles that differ so in the first word, 19 are two works
        enough = 0 < at < len(kept) and weight(kept) >= (LONG_ENOUGH if full[at] in COMMON_WORDS else LONG_TITLE)
        rest = zip(kept[at:], full[at + 1 :], strict=True)
        if enough and all(x == y or same_number(x, y) for x, y in rest) and not any(c.isdigit() for c in full[at]):
            return f"lost the word “{full[at]}”"
    return ""


def _least_of_telling(a: list[str], b: list[str]) -> int:
    """Say how many telling words two titles need that differ in small words only.

    Of pairs of real titles 7 of 9 that begin with other small words than articles are two works where they have four
    telling words or fewer, none of 12 where more; of those with another small word in place of one, 2 of 3 with five or
    fewer, none of 22 with more: the one that two indexes give to two spellings of its author counts as one.
    """
    first, second = ([w for w in x if w not in ARTICLES] for x in (a, b))
    if first[:1] != second[:1]:
        return FEWEST_AFTER_ANOTHER_START
    gained, lost = (Counter(x) - Counter(y) for x, y in ((first, second), (second, first)))
    return FEWEST_AROUND_ANOTHER_WORD if gained and lost else 0


def _carried(title: str) -> set[str]:
    """Give the small words that carry a meaning, since they begin a compound: `On-Policy`, `In-Context`."""
    return {w for w in _COMPOUND.findall(plain(title).lower()) if w in SMALL_WORDS}


def _is_cut(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether one of two titles was cut off: it ends with a small word, or begins as none does, and the other not."""
    ends = a[-1] != b[-1] and not SMALL_WORDS.isdisjoint((a[-1], b[-1]))
    return ends or (a[0] != b[0] and not NEVER_FIRST.isdisjoint((a[0], b[0])))


def _part(ours: str, theirs: str, sa: str, sb: str) -> str:
    """Name the part when one title is the other without its subtitle or its tail."""
    for long, short, verb in ((theirs, sa, "lost"), (ours, sb, "added")):
        pair = parts(long)
        if pair and squash(pair[0]) == short and not (verb == "added" and is_about_another(pair[1])):
            return f"subtitle {verb}"
        if pair and squash(pair[1]) == short and not is_about_another(pair[0]):
            return f"name in front {verb}" if verb == "lost" or is_name(pair[0]) else ""
    if sa in sb and _is_reference(plain(ours), plain(theirs)):
        return REFERENCE
    left = len(words(ours)) >= FEWEST_LEFT and len(sa) >= KEPT * len(sb)
    return "end of the title lost" if left and _begins(sa, sb, words(theirs), weight(words(ours))) else ""


def is_name(part: str) -> bool:
    """Whether the words in front of a colon are a name: a single one, or two with one written so: `QA 2.0`."""
    return len(part.split()) == 1 or (len(part.split()) == 2 and bool(coined(part) or re.search(r"\d", part)))


def is_about_another(part: str) -> bool:
    """Whether a few words beside a title say that this is another work about it: `Comment`, `A Survey`."""
    said = content_words(part)
    return len(said) <= 3 and not ABOUT_ANOTHER.isdisjoint(said)


def _is_reference(title: str, text: str) -> bool:
    """Whether a text is a title with its authors in front, and a venue behind at most.

    Sources hold records that were made from references: `A. Author, Bea Bee, The Title, CVPR, 2015`.
    """
    at = text.lower().find(title.lower())
    behind = text[at + len(title) :]
    front = text[:at].rstrip()
    if at < 2 or len(behind) > LONGEST_VENUE or not (behind == "" or behind[0] in ",.") or is_about_another(front):
        return False
    names = [name.split() for name in re.split(r",|;|&| and ", front.rstrip(",.:")) if name.strip()]
    some = len(names) > 1 or len(names[0]) > 1  # `Ann Author, The Title`, not `Transformers, The Title`
    return front[-1] in ",.:" and some and all(_is_person(name) for name in names)


def _is_person(words_of: list[str]) -> bool:
    """Whether these are one to four capitalised words that no title is made of."""
    small = {"van", "von", "de", "der", "den", "del", "da", "di", "al", "et", "le", "la"}
    return len(words_of) <= 4 and all(
        w.lower() in small or (w[0].isupper() and w.lower() not in (COMMON_WORDS if n else COMMON_WORDS | SMALL_WORDS))
        for n, w in enumerate(words_of)  # `Tackgeun You`
    )


def _begins(start: str, whole: str, of: list[str], telling: float) -> bool:
    """Whether a squashed title is the start of another, up to the end of one of its words.

    What ended a long one may be a plural then: `… Language Models` of `… Language Model Agent`.
    """
    starts = (start, start.removesuffix("s")) if telling >= LONG_ENOUGH else (start,)
    ends = set(accumulate(len(w) for w in of))
    return any(whole.startswith(s) and len(s) in ends for s in starts)
