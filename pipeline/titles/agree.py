"""Pure: saying how two titles agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.titles.forms import COMMON_WORDS, SMALL_WORDS, content_words, parts, plain, squash, weight, words

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

_OPPOSITES = (("max", "min"), ("micro", "macro"), ("intra", "inter"), ("hyper", "hypo"))


REFERENCE = "a reference holds the title"
LONGEST_VENUE = 30  # characters that may stand behind a title in a reference
KEPT = 0.55  # of a title's letters; "Mask R-CNN" is not what is left of "Mask R-CNN With Pyramid Attention Network"
LONG_TITLE = 5.0  # weight of a title that stays itself when it loses a word behind the first
LONG_ENOUGH = 4.0  # the same, where the word is a common one
FEWEST_LEFT = 6  # words left of a title whose end was lost; with fewer it is mostly another paper of other people
# What another work about a work is called by, in a few words beside its title: `Comment`, `[Re]`, `A Survey`.
_ABOUT_ANOTHER = """
comment comments commentary correction corrigendum discussion erratum overview re rejoinder replicating replication
reply reproducibility reproducing response review reviews survey tutorial
"""
ABOUT_ANOTHER = frozenset(_ABOUT_ANOTHER.split())


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
    if slips := _slips(a, b):
        return Likeness(Agreement.TYPO, ratio, shared, slips)
    if (spelt := _in_words(a)) == _in_words(b):
        return Likeness(Agreement.REWORDED, ratio, weight(spelt), "a short form in words")
    if small := _small_words(a, b):
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


def _is_slip(a: str, b: str) -> bool:
    """Whether one word can be a slip of the pen for the other; numbers, short words and other words never are."""
    if any(c.isdigit() for c in a + b) or min(len(a), len(b)) < 4 or a in SMALL_WORDS or b in SMALL_WORDS:
        return False
    if _inflected(a, b):
        return True
    if (
        a[0] != b[0] or _opposite(a, b) or {a, b} <= COMMON_WORDS
    ):  # `unlearning`, `decoding`, `implicit`; `test`, `text`
        return False
    distance = DamerauLevenshtein.distance(a, b, score_cutoff=2)
    if distance == 1:
        return True
    return distance == 2 and min(len(a), len(b)) >= 8


def _opposite(a: str, b: str) -> bool:
    """Whether a prefix turns the meaning round though few letters do: `maximization`, `minimization`."""
    pairs = (*_OPPOSITES, *((y, x) for x, y in _OPPOSITES))
    return any(a.startswith(x) and b.startswith(y) and a[len(x) :] == b[len(y) :] for x, y in pairs)


def _inflected(a: str, b: str) -> bool:
    """Whether the two are forms of one word: `prompt`, `prompted`; `rethink`, `rethinking`; `scale`, `scaling`."""
    stems = [re.sub(r"(?:ing|ed|es|s|er|e)$", "", word) for word in (a, b)]
    return len(stems[0]) >= 4 and stems[0] == stems[1]


def _slips(a: list[str], b: list[str]) -> str:
    """Name the slips when the two differ by nothing else: within words, and by words joined or split."""
    i, j = 0, 0
    found: list[str] = []
    while i < len(a) and j < len(b):
        if a[i] == b[j] or _same_number(a[i], b[j]):
            i, j = i + 1, j + 1
        elif joined := _joined(a, i, b, j):
            i, j = joined
        elif _is_slip(a[i], b[j]):
            found.append(f"{a[i]} for {b[j]}")
            i, j = i + 1, j + 1
        else:
            return ""
    if i != len(a) or j != len(b) or len(found) > 1 + len(b) // 8:
        return ""
    return "slip: " + ", ".join(found) if found else "same title"


def _same_number(a: str, b: str) -> bool:
    """Whether the two are singular and plural of one word."""
    return len(a) > 3 and len(b) > 3 and (a + "s" == b or b + "s" == a)


def _joined(a: list[str], i: int, b: list[str], j: int) -> tuple[int, int] | None:
    """Step over words that one side writes as one: `pretraining`, `pre training`."""
    for n in (2, 3):
        if "".join(a[i : i + n]) == b[j]:
            return i + n, j + 1
        if a[i] == "".join(b[j : j + n]):
            return i + 1, j + n
    return None


def _small_words(a: list[str], b: list[str]) -> str:
    """Name the difference when only small words were lost, gained or changed, or one word of a long title was lost."""
    ours, theirs = ([w for w in x if w not in SMALL_WORDS] for x in (a, b))
    if ours == theirs:
        return "differs in small words only"
    if len(theirs) - len(ours) == 1:
        at = next((i for i, (x, y) in enumerate(zip(ours, theirs, strict=False)) if x != y), len(ours))
        # `Comments on …`, `Locally …`: of 75 pairs of real titles that differ so in the first word, 19 are two works
        enough = at and weight(ours) >= (LONG_ENOUGH if theirs[at] in COMMON_WORDS else LONG_TITLE)
        if enough and ours[at:] == theirs[at + 1 :] and not any(c.isdigit() for c in theirs[at]):
            return f"lost the word “{theirs[at]}”"
    return ""


def _part(ours: str, theirs: str, sa: str, sb: str) -> str:
    """Name the part when one title is the other without its subtitle or its tail."""
    for long, short, verb in ((theirs, sa, "lost"), (ours, sb, "added")):
        pair = parts(long)
        if pair and squash(pair[0]) == short and not (verb == "added" and is_about_another(pair[1])):
            return f"subtitle {verb}"
        if pair and squash(pair[1]) == short and not is_about_another(pair[0]):
            return f"name in front {verb}"
    if sa in sb and _is_reference(plain(ours), plain(theirs)):
        return REFERENCE
    left = len(words(ours)) >= FEWEST_LEFT and len(sa) >= KEPT * len(sb)
    return "end of the title lost" if left and sb.startswith(sa) and _ends_word(sa, words(theirs)) else ""


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
    return front[-1] in ",.:" and some and all(_is_name(name) for name in names)


def _is_name(words_of: list[str]) -> bool:
    """Whether these are one to four capitalised words that no title is made of."""
    small = {"van", "von", "de", "der", "den", "del", "da", "di", "al", "et", "le", "la"}
    return len(words_of) <= 4 and all(
        w.lower() in small or (w[0].isupper() and w.lower() not in (COMMON_WORDS if n else COMMON_WORDS | SMALL_WORDS))
        for n, w in enumerate(words_of)  # `Tackgeun You`
    )


def _ends_word(start: str, of: list[str]) -> bool:
    """Whether a squashed start of a title ends where one of its words does."""
    return any(length == len(start) for length in accumulate(len(w) for w in of))
