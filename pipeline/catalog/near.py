"""Titles of a catalogue that are like one which is not there: found by words, then weighed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nlargest

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.catalog.search import FIRST, NEAREST, Index
from pipeline.titles import Agreement, compare, parts, squash, weight, words

OFFERED = 5  # titles that a renamed paper may have today: as many are shown
_OFFER = 0.4  # likeness of those; under it are titles that share a word
_WORTH = 0.45  # likeness by words or by letters under which titles agree in no way, unless one holds the other


def near(title: str, indexes: Sequence[Index]) -> list[str]:
    """Give titles that are like one which is not there: those that fit, else what may be its new one.

    It is looked for widely where nothing fits at first: most titles of lists are damaged in one place, if at all.
    """
    for widely in (False, True):
        hits = [hit for index in indexes for hit in index.near(title, widely=widely)]
        best = nlargest(NEAREST if widely else FIRST, hits, key=lambda hit: hit.score)
        weighed = _weighed(title, dict.fromkeys(hit.of.written(hit.at) for hit in best))
        fit = [t for agreement, _, t in weighed if agreement >= Agreement.PART]
        if fit and weighed[0][0] > Agreement.PART:
            return fit
        if fit:
            break
    return list(dict.fromkeys([*fit, *(t for _, score, t in weighed[:OFFERED] if score >= _OFFER)]))


def _weighed(title: str, found: Iterable[str]) -> list[tuple[int, float, str]]:
    """Say how titles agree with ours and how close they are, best first.

    A name in front that they share counts as much as all else: `CodeGen: …`.
    """
    ours, own = set(words(title)), squash(title)
    least, pair = weight(ours), parts(title)
    name = squash(pair[0]) if pair else None
    weighed = []
    for other in found:
        theirs, whole = set(words(other)), squash(other)
        overlap = 2 * weight(ours & theirs) / max(1.0, least + weight(theirs))
        close = max(overlap, DamerauLevenshtein.normalized_similarity(own, whole, score_cutoff=_WORTH))
        agreement = Agreement.NONE
        if close >= _WORTH or own in whole or whole in own:
            likeness = compare(title, other)
            agreement, close = likeness.agreement, likeness.score
        named = name and whole.startswith(name) and (p := parts(other)) and squash(p[0]) == name
        weighed.append((agreement, close + bool(named), other))
    return sorted(weighed, reverse=True)
