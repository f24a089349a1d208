"""Pure: telling slips of the pen from other words."""

from __future__ import annotations

import re

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.titles.forms import COMMON_WORDS, SMALL_WORDS, coined, content_words, words

_OPPOSITES = (("max", "min"), ("micro", "macro"), ("intra", "inter"), ("hyper", "hypo"))
SHORT = 5  # letters of a word in which another letter makes another word: `BERT`, `BART`; `LLaVA`, `LLaMA`
LONG = 8  # letters of a word that two slips leave plain, and of a name that one does: `ResNet` and `ResNeXt` are two


def slips_between(ours: str, theirs: str, *, but_small: bool = False) -> str:
    """Name the slips when two titles differ by nothing else: within words, and by words joined or split.

    `but_small`: the small words may differ as they like.
    """
    a, b = (content_words(title) if but_small else words(title) for title in (ours, theirs))
    i, j = 0, 0
    found: list[str] = []
    while i < len(a) and j < len(b):
        if a[i] == b[j] or same_number(a[i], b[j]):
            i, j = i + 1, j + 1
        elif joined := _joined(a, i, b, j):
            i, j = joined
        elif _is_slip(a[i], b[j]) and not _is_short_name({a[i], b[j]}, ours, theirs):
            found.append(f"{a[i]} for {b[j]}")
            i, j = i + 1, j + 1
        else:
            return ""
    if i != len(a) or j != len(b) or len(found) > 1 + len(b) // 8:
        return ""
    return "slip: " + ", ".join(found) if found else "same title"


def same_number(a: str, b: str) -> bool:
    """Whether two words are singular and plural of one."""
    return len(a) > 3 and len(b) > 3 and (a + "s" == b or b + "s" == a)


def _is_slip(a: str, b: str) -> bool:
    """Whether one word can be a slip of the pen for the other; numbers, short words and other words never are."""
    if any(c.isdigit() for c in a + b):
        return False
    if a in SMALL_WORDS or b in SMALL_WORDS:
        return _misspells_small(*((a, b) if b in SMALL_WORDS else (b, a)))
    if min(len(a), len(b)) < 4:
        return False
    if _inflected(a, b):
        return True
    if _opposite(a, b) or {a, b} <= COMMON_WORDS:  # `implicit`; `test`, `text`
        return False
    distance = DamerauLevenshtein.distance(a, b, score_cutoff=2)
    if a[0] != b[0]:  # `unlearning`, `decoding`; but `edtection`
        return distance == 1 and _swapped(a, b)
    if distance == 1:
        return len(a) != len(b) or len(a) > SHORT or _swapped(a, b)
    return distance == 2 and min(len(a), len(b)) >= LONG


def _misspells_small(word: str, small: str) -> bool:
    """Whether a word is a small one with two letters swapped, or one left out or too many: `nad`, `wiith`."""
    if word in SMALL_WORDS or len(small) < 3 or word in COMMON_WORDS:
        return False
    return _swapped(word, small) or (len(word) != len(small) and DamerauLevenshtein.distance(word, small) == 1)


def _swapped(a: str, b: str) -> bool:
    """Whether two words differ by letters that changed places."""
    return len(a) == len(b) and sorted(a) == sorted(b) and DamerauLevenshtein.distance(a, b) == 1


def _is_short_name(pair: set[str], *titles: str) -> bool:
    """Whether one of two words stands as a name in its title, and is so short that one letter makes another name."""
    return min(map(len, pair)) < LONG and any(pair & coined(title) for title in titles)


def _opposite(a: str, b: str) -> bool:
    """Whether a prefix turns the meaning round though few letters do: `maximization`, `minimization`."""
    pairs = (*_OPPOSITES, *((y, x) for x, y in _OPPOSITES))
    return any(a.startswith(x) and b.startswith(y) and a[len(x) :] == b[len(y) :] for x, y in pairs)


def _inflected(a: str, b: str) -> bool:
    """Whether the two are forms of one word: `prompt`, `prompted`; `rethink`, `rethinking`; `scale`, `scaling`."""
    stems = [re.sub(r"(?:ing|ed|es|s|er|e)$", "", word) for word in (a, b)]
    return len(stems[0]) >= 4 and stems[0] == stems[1]


def _joined(a: list[str], i: int, b: list[str], j: int) -> tuple[int, int] | None:
    """Step over words that one side writes as one: `pretraining`, `pre training`."""
    for n in (2, 3):
        if "".join(a[i : i + n]) == b[j]:
            return i + n, j + 1
        if a[i] == "".join(b[j : j + n]):
            return i + 1, j + n
    return None
