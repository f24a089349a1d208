"""Counting what was found, and telling it as plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.model import Match, Status
from pipeline.titles import squash

from .cases import KINDS, Case
from .finders import Found


def verdict(case: Case, found: Match) -> str:
    """Say what became of one title: right, wrong, or the status of what was not matched."""
    if found.status is not Status.MATCHED:
        return found.status.value
    names = {r.ids.arxiv for r in found.records} - {None}
    titles = {squash(r.title) for r in found.records}
    paper = case.paper
    if paper is None:
        return "wrong"
    if names:
        return "right" if names == {paper.arxiv} else "wrong"
    return "right" if titles & {squash(t) for t in (case.title, *paper.titles)} else "wrong"


def is_shown(case: Case, found: Match) -> bool:
    """Whether the paper is matched, or stands among the closest for a person to take."""
    shown = [*found.records, *(s.candidate for s in found.rivals)]
    return case.paper is not None and any(c.ids.arxiv == case.paper.arxiv for c in shown)


def table(results: Mapping[str, Sequence[Found]]) -> str:
    """Set the finders side by side, a row a kind of title."""
    first = next(iter(results))
    others = [name for name in results if name != first]
    lines = [
        f"{'':19}{'':5}  {first:53}" + "".join(f" | {name:21}" for name in others),
        f"{'title':19}{'n':>5}" + _HEAD + " | precis. recall  req." * len(others),
    ]
    rows = [(kind, [i for i, f in enumerate(results[first]) if f.cases[0].kind == kind]) for kind in KINDS]
    rows = [(kind, at) for kind, at in rows if at]
    for name, at in [*rows, ("all", list(range(len(results[first]))))]:
        ours, *theirs = (_Sum(results[finder][i] for i in at) for finder in (first, *others))
        lines.append(f"{name:19}{ours.n:>5}{ours.whole()}" + "".join(f" | {s.brief()}" for s in theirs))
    sums = {name: _Sum(found) for name, found in results.items()}
    lines.append("seconds a title: " + ", ".join(f"{name} {s.seconds / s.n:.2f}" for name, s in sums.items()))
    return "\n".join(lines)


_HEAD = "   right  wrong ambig. absent precis. recall   req.   sec."


class _Sum:
    """The counts of one finder over some kinds of titles."""

    def __init__(self, found: Iterable[Found]) -> None:
        known = list(found)
        self.count = Counter(verdict(c, m) for f in known for c, m in zip(f.cases, f.verdicts, strict=True))
        self.n = sum(len(f.cases) for f in known)
        self.exist = sum(c.paper is not None for f in known for c in f.cases)
        self.requests = sum(f.requests for f in known)
        self.seconds = sum(f.seconds for f in known)

    def whole(self) -> str:
        count = self.count
        left = count["absent"] + count["unknown"]
        return (
            f"{count['right']:8}{count['wrong']:7}{count['ambiguous']:7}{left:7} "
            f"{self._ratios()}{self.requests / self.n:7.2f}{self.seconds:7.1f}"
        )

    def brief(self) -> str:
        return f"{self._ratios()}{self.requests / self.n:6.2f}"

    def _ratios(self) -> str:
        right, wrong = self.count["right"], self.count["wrong"]
        precision = f"{right / (right + wrong):7.3f}" if right + wrong else f"{'-':>7}"
        return precision + (f"{right / self.exist:7.3f}" if self.exist else f"{'-':>7}")


def odd_ones(found: Iterable[Found]) -> Iterator[str]:
    """Tell of every title that went wrong or was not found, and why."""
    for result in found:
        for case, match in zip(result.cases, result.verdicts, strict=True):
            what = verdict(case, match)
            if what == "right" or (case.paper is None and what == "absent"):
                continue
            truth = f"{case.paper.arxiv} “{case.paper.titles[0]}”" if case.paper else "nothing"
            shown = [r.title for r in match.records[:1]] or [s.candidate.title for s in match.rivals[:2]]
            yield f"{what:9} [{case.kind}] {case.title}\n    is {truth}\n    {'; '.join(match.reasons)} {shown}"
