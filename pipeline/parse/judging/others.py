"""Pure: what the first look at all entries says of each, for a second look."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from pipeline.parse.judging.case import Case
from pipeline.parse.judging.evidence import Evidence

_LEAST, _MOST = 1e-4, 1 - 1e-4
_GROUPS = ("of its form", "in its markup", "in its section", "in the list")


Stand = tuple[Hashable, Hashable, Hashable, Hashable]
"""Which groups an entry belongs to: those of `_GROUPS`."""


def stand(case: Case) -> Stand:
    """Say where an entry stands among the others."""
    entry = case.entry
    return entry.key, (entry.block.kind, case.run.segment.kind), entry.section, None


def of_others(stands: Sequence[Stand], first: Sequence[float]) -> list[Evidence]:
    """Give with each entry what the first look says of it, of the two beside it, and of those in its groups."""
    chances = [min(_MOST, max(_LEAST, 1 / (1 + math.exp(-max(-20.0, min(20.0, odds)))))) for odds in first]
    padded = [0.5, *chances, 0.5]
    papers: defaultdict[Hashable, float] = defaultdict(float)
    counts: Counter[Hashable] = Counter()
    for each, chance in zip(stands, chances, strict=True):
        for group in enumerate(each):
            papers[group] += chance
            counts[group] += 1
    found: list[Evidence] = []
    for n, each in enumerate(stands, 1):
        own = padded[n]
        seen = [("others: itself", _odds(own)), ("others: before", padded[n - 1]), ("others: behind", padded[n + 1])]
        for group, where in zip(enumerate(each), _GROUPS, strict=True):
            rest, likely = counts[group] - 1, max(0.0, papers[group] - own)
            share = (likely + 0.5) / (rest + 1)
            seen.append((f"others: share {where}", share))
            seen.append((f"others: odds {where}", _odds(share)))
            seen.append((f"others: number {where}", math.log1p(likely)))
            seen.append((f"others: {min(4, rest.bit_length())} doublings {where}", 1.0))
        found.append(seen)
    return found


def _odds(chance: float) -> float:
    """Give the logarithm of the odds."""
    return math.log(chance / (1 - chance))
