"""Whether entries name papers: our rules, and weights that were learned from labelled lists (`python -m tests.fit`).

Of each entry there are two looks. The first takes it alone, with what is counted of its peers. The second knows what
the first said of all others, too: a line between ten papers is more likely one than the same line between ten tools.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from pipeline.parse.judging.case import Case, Groups
from pipeline.parse.judging.evidence import Evidence, of_entry, of_peers
from pipeline.parse.judging.others import Stand, of_others, stand
from pipeline.parse.judging.weigh import weigh
from pipeline.parse.reading.entry import Entry

THRESHOLD = -0.2
"""The least score of a paper. A score is the logarithm of the odds; F1 asks for a little less than even ones."""
_RULE = 0.4
"""What a point of our rules is worth beside what was learned. Taken from lists that neither had seen."""
_FEW = 16
"""In a list of so many entries, the rules and what was learned of longer ones share what is to be said."""
_BAR = -2.5
"""A rule that takes so many points hardly leaves a choice: it counts in full."""
_RULED = 2.0
"""The points that make a paper by the rules alone."""
START = "start"
"""The name of what every entry begins with."""


@cache
def learned() -> dict[str, tuple[float, float]]:
    """Give what each piece of evidence is worth in the first and in the second look."""
    text = files("pipeline.parse.judging").joinpath("weights.json").read_text(encoding="utf-8")
    return {name: (first, second) for name, (first, second) in json.loads(text).items()}


_PEERS = ("peers in section", "peers in form", "peers in list")
"""What the evidence of the three groups is called."""


@dataclass(slots=True)
class Seen:
    """An entry, what rules say of it, and what its evidence is worth in each look.

    `evidence`, and `why`, what kinds of it and which rules are worth, are kept only to be told.
    """

    entry: Entry
    stand: Stand
    ruled: float
    first: float
    second: float
    evidence: Evidence = field(default_factory=list)
    why: dict[str, float] = field(default_factory=dict)


class Judge:
    """Looks at the `count` entries of a list. With `tell`, it keeps what it saw."""

    def __init__(self, count: int, *, paperish: bool, tell: bool) -> None:
        self._paperish, self._tell = paperish, tell
        self._learned = count / (_FEW + count)
        self._rule = 1 - (1 - _RULE) * self._learned
        self._peers: dict[tuple[str, int, str], tuple[float, float]] = {}
        self.seen: list[Seen] = []

    def see(self, case: Case, above: Entry | None, groups: Groups) -> None:
        """Look at an entry; sets `accepted` to what the rules say, which the entries below it go by."""
        parts = weigh(case, above, groups, paperish=self._paperish)
        case.entry.accepted = sum([value for _, value in parts]) >= _RULED
        points = [(name, value if value <= _BAR else self._rule * value) for name, value in parts]
        ruled = sum([value for _, value in points]) - self._rule * _RULED
        own = of_entry(case, above) + [(f"rule: {name}", 1.0 if value > 0 else -1.0) for name, value in parts]
        first, second = _worth([(START, 1.0), *own])
        kind = case.run.segment.kind
        for name, group in zip(_PEERS, groups, strict=True):
            key = (name, id(group), kind)
            if key not in self._peers:
                self._peers[key] = _worth(of_peers(name, group, kind))
            first, second = first + self._peers[key][0], second + self._peers[key][1]
        seen = Seen(case.entry, stand(case), ruled, first, second)
        if self._tell:
            seen.evidence = [e for n, g in zip(_PEERS, groups, strict=True) for e in of_peers(n, g, kind)] + own
            seen.why["at first"] = self._learned * learned()[START][1] - self._rule * _RULED
            for name, value in points:
                seen.why[name] = seen.why.get(name, 0.0) + value
        self.seen.append(seen)

    def decide(self) -> None:
        """Set `score`, `accepted` and, where it is to be told, `why` of all entries that were looked at."""
        around = of_others([s.stand for s in self.seen], [s.first for s in self.seen])
        for seen, found in zip(self.seen, around, strict=True):
            entry = seen.entry
            entry.score = seen.ruled + self._learned * (seen.second + _worth(found)[1])
            entry.accepted = entry.score >= THRESHOLD
            if self._tell:
                entry.why = self._reasons(seen, found)

    def _reasons(self, seen: Seen, around: Evidence) -> list[str]:
        """Say what rules and kinds of evidence are worth."""
        why = {**seen.why}
        for each in seen.evidence + around:
            kind, _, detail = each[0].partition(": ")
            kind = detail if kind == "rule" else kind
            why[kind] = why.get(kind, 0.0) + self._learned * _worth([each])[1]
        return [f"{name} {value:+.1f}" for name, value in why.items() if abs(value) >= 0.05]


def _worth(found: Evidence) -> tuple[float, float]:
    """Give what evidence is worth in each look."""
    weights = learned()
    first = second = 0.0
    for name, value in found:
        if name in weights:
            one, two = weights[name]
            first += one * value
            second += two * value
    return first, second
