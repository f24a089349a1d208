"""Learn the weights of `pipeline.parse.judging` from labelled lists: `python -m tests.fit FOLDER…`.

Each FOLDER holds `raw/NAME.md` and `gold/NAME.jsonl` (a line a paper: `line`, `title`, perhaps `alt_titles` and
`soft`). Needs scikit-learn. What is learned is a logistic regression in two looks: the first sees an entry alone, the
second what the first said of the others, too, which it learns from lists that the first had not seen.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.parse.judging.choose import choose
from pipeline.parse.judging.evidence import Evidence
from pipeline.parse.judging.judge import START
from pipeline.parse.judging.others import Stand, of_others
from pipeline.parse.reading.entries import read_entries
from pipeline.parse.reading.entry import Entry
from pipeline.parse.whole import open_list
from pipeline.titles import squash
from tests.test_parse import CASES

_WEIGHTS = Path(__file__).parents[1] / "pipeline" / "parse" / "judging" / "weights.json"
_STRENGTH = 0.03
"""How freely weights may grow: the inverse of scikit-learn's penalty."""
_FOLDS = 4
_NEAR = 3
"""Lines that a label may be off."""
_LINES = (8, 40)
"""How long short lists are."""
_CASE = 3.0
"""How many lists of others one of our own tests is worth."""
Label = dict[str, Any]


@dataclass
class Labelled:
    """A list: where each entry stands, what is seen of it, and whether it is a paper (None: not to be learned from).

    What is made of one list has its `origin`, so that none of it is learned from where another part is looked at.
    """

    origin: int
    stands: list[Stand]
    seen: list[Evidence]
    papers: list[bool | None]
    often: float

    def weights(self) -> list[float]:
        """Give each entry's weight: a long list teaches more than a short one, but not by as much as it is longer."""
        count = len([p for p in self.papers if p is not None])
        return [self.often * max(8, count) ** -0.6] * count


def read_list(origin: int, text: str, gold: Sequence[Label], often: float) -> Labelled:
    """Read a list and label its entries; `gold` are the lines of its labels."""
    whole = open_list(text, len(text) + 1)
    seen = choose(read_entries(whole.parts[0].blocks, whole.frame), tell=True)
    papers = [_is_paper(s.entry, gold) for s in seen]
    return Labelled(origin, [s.stand for s in seen], [s.evidence for s in seen], papers, often)


def _is_paper(entry: Entry, gold: Sequence[Label]) -> bool | None:
    assert entry.best
    cell, run = entry.best
    title, line = squash(cell.flow.text[run.start : run.end]), cell.line(run.start)
    for label in gold:
        names = map(squash, [label["title"], *(label.get("alt_titles") or [])])
        if abs(label["line"] - line) <= _NEAR and title in names:
            return None if label.get("soft") else True
    return None if any(label["line"] == line for label in gold) else False  # cut at another place


def excerpt(text: str, gold: Sequence[Label], chance: random.Random) -> tuple[str, list[Label]]:
    """Cut some lines out of a list: many lists are short."""
    lines = text.splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if line.startswith("#") or not line.strip()] or [0]
    first, size = chance.choice(starts), chance.randint(*_LINES)
    labels = [{**x, "line": x["line"] - first} for x in gold if first < x["line"] <= first + size]
    return "".join(lines[first : first + size]), labels


def plain(text: str) -> str:
    """Leave the links of a list out: many lists have none."""
    return re.sub(r"<?https?://[^\s<>|)\]]+>?", "", re.sub(r"\[([^\[\]]*)\]\((?:[^()\n]|\([^()\n]*\))*\)", r"\1", text))


class Look:
    """A regression over named evidence."""

    def __init__(self, lists: Sequence[Labelled], seen: Sequence[Sequence[Evidence]]) -> None:
        rows = [
            dict(e)
            for x, each in zip(lists, seen, strict=True)
            for e, p in zip(each, x.papers, strict=True)
            if p is not None
        ]
        papers = [p for x in lists for p in x.papers if p is not None]
        weights = np.array([w for x in lists for w in x.weights()])
        self.names = DictVectorizer()
        self.model = LogisticRegression(C=_STRENGTH, max_iter=2000)
        self.model.fit(self.names.fit_transform(rows), papers, sample_weight=weights / weights.mean())

    def worth(self, seen: Sequence[Evidence]) -> list[float]:
        """Give the odds of each."""
        return list(self.model.decision_function(self.names.transform([dict(e) for e in seen]))) if seen else []

    def weights(self) -> dict[str, float]:
        """Give what each thing seen is worth."""
        found = dict(zip(self.names.feature_names_, self.model.coef_[0], strict=True))
        return {START: float(self.model.intercept_[0]), **{k: float(v) for k, v in found.items()}}


def fit(lists: Sequence[Labelled]) -> dict[str, tuple[float, float]]:
    """Learn both looks."""
    first = Look(lists, [x.seen for x in lists])
    both: dict[int, list[Evidence]] = {}
    for fold in range(_FOLDS):
        rest = [x for x in lists if x.origin % _FOLDS != fold]
        blind = Look(rest, [x.seen for x in rest])
        for n, x in enumerate(lists):
            if x.origin % _FOLDS == fold:
                others = of_others(x.stands, blind.worth(x.seen))
                both[n] = [[*a, *b] for a, b in zip(x.seen, others, strict=True)]
    second = Look(lists, [both[n] for n in range(len(lists))])
    one, two = first.weights(), second.weights()
    names = sorted({*one, *two})
    return {n: (round(one.get(n, 0.0), 3), round(two.get(n, 0.0), 3)) for n in names}


def read_folders(folders: Iterable[Path]) -> list[Labelled]:
    """Read all labelled lists of some folders; each is learned from as it is, and short, with its links and without."""
    found: list[Labelled] = []
    labels: list[Path] = []
    for folder in folders:
        labels += (here := sorted((folder / "gold").glob("*.jsonl")))
        if not here:
            sys.exit(f"{folder}: no labels in gold/*.jsonl, one JSON object a line for each paper of raw/NAME.md")
    for origin, path in enumerate(labels):
        text = (path.parents[1] / "raw" / f"{path.stem}.md").read_text(encoding="utf-8")
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        short, near = excerpt(text, gold, random.Random(origin))
        found.append(read_list(origin, text, gold, 1.0))
        found.append(read_list(origin, short, near, 0.5))
        found.append(read_list(origin, plain(short), near, 0.5))
    return found


def read_cases(origin: int) -> list[Labelled]:
    """Read the lists of our own tests, which show what we mean to read."""
    return [read_list(origin + n, case.text, case.expected, _CASE) for n, case in enumerate(CASES)]


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=_WEIGHTS)
    options = parser.parse_args()
    lists = read_folders(options.folders)
    weights = fit([*lists, *read_cases(len(lists))])
    lines = [f"{json.dumps(n)}: [{a}, {b}]" for n, (a, b) in weights.items() if (a, b) != (0.0, 0.0)]
    options.out.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{len(lines)} weights")


if __name__ == "__main__":
    main()
