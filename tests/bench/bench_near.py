"""How often a title is taken for another paper's: thousands of titles whose own paper is not there, or that have none.

No server is asked: each title is decided on the nearest titles of a corpus of real papers, as if every source had
answered in full. A match is wrong, unless its paper is of the same people: then the two may be one work.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import pyarrow.parquet as pq

from pipeline import works
from pipeline.match import decide
from pipeline.model import Answered, Candidate, Ids, Query, Status
from pipeline.titles import SMALL_WORDS, compare, content_words, parts, squash, words

from . import shared
from .cases import INVENTIONS, damaged

FREQUENT = 3000  # titles that hold a word; one that is in more brings nobody near by itself
NEAREST = 25
SEED = 11


@dataclass(frozen=True, slots=True)
class Case:
    """A title to decide on; `own`: its paper, which is taken away first."""

    title: str
    own: Candidate | None = None


class Corpus:
    """Papers by the words of their titles."""

    def __init__(self, papers: Sequence[Candidate]) -> None:
        self.papers = papers
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for number, paper in enumerate(papers):
            for word in set(words(paper.title)) - SMALL_WORDS:
                self._places[word].append(number)

    def near(self, case: Case) -> list[Candidate]:
        """Give the nearest papers but the case's own."""
        found = sorted((self._places[w] for w in set(words(case.title)) if w in self._places), key=len)
        few = [places for places in found if len(places) <= FREQUENT] or found[:1]
        shared_words = Counter(number for places in few for number in places)
        likely = [self.papers[number] for number, _ in shared_words.most_common(10 * NEAREST)]
        away = squash(case.own.title) if case.own else None
        likely = [p for p in likely if squash(p.title) != away]
        likely.sort(key=lambda p: (c := compare(case.title, p.title)) and (-c.agreement, -c.score))
        return likely[:NEAREST]


def papers() -> list[Candidate]:
    """Read the corpus."""
    columns = ["title", "authors", "arxiv_id", "doi", "acl_id"]
    rows = pq.read_table(shared.PAPERS, columns=columns).to_pylist()
    return [
        Candidate("corpus", r["title"], Ids(r["arxiv_id"], r["doi"], r["acl_id"]), authors=tuple(r["authors"] or ()))
        for r in rows
        if r["title"]
    ]


def neighbours(known: Sequence[Candidate]) -> list[Case]:
    """Take titles that differ from another paper's in one word, or have a head in common with it."""
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, paper in enumerate(known):
        own = content_words(paper.title)
        if len(own) >= 3:
            for at in range(len(own)):
                groups[*own[:at], "*", *own[at + 1 :]].append(number)
            groups[tuple(own)].append(number)
        if pair := parts(paper.title):
            groups["head", squash(pair[0])].append(number)
        groups["head", squash(paper.title)].append(number)
    near = {n for found in groups.values() if len({squash(known[n].title) for n in found}) > 1 for n in found}
    return [Case(known[n].title, known[n]) for n in sorted(near)]


def heads(known: Sequence[Candidate], dice: Random, *, away: bool) -> Iterator[Case]:
    """Take what stands before the colon of two papers or more; `away`: one of them is not there."""
    by_head: defaultdict[str, list[Candidate]] = defaultdict(list)
    for paper in known:
        if (pair := parts(paper.title)) and len(words(pair[0])) > 1:
            by_head[squash(pair[0])].append(paper)
    for found in by_head.values():
        if len({squash(p.title) for p in found}) > 1:
            paper = dice.choice(found)
            yield Case((parts(paper.title) or ("",))[0], paper if away else None)


_FRAMES = ("Towards {}", "Revisiting {}", "Rethinking {}", "{} Part II", "{} v2", "Reply to {}", "{}: A Survey", "Beyond {}")


def framed(titles: Sequence[str], dice: Random) -> Iterator[Case]:
    """Make of a title what an answer to it, or its sequel, would be called."""
    return (Case(dice.choice(_FRAMES).format(title)) for title in titles)


def made_up(titles: Sequence[str], taken: set[str], dice: Random) -> Iterator[Case]:
    """Make titles of two titles: see `cases.INVENTIONS`."""
    for number, (a, b) in enumerate(zip(titles, reversed(titles), strict=True)):
        title = INVENTIONS[number % len(INVENTIONS)](a, b, dice)
        if title and len(words(title)) >= 4 and squash(title) not in taken:
            yield Case(title)


def measure(name: str, cases: Iterable[Case], corpus: Corpus, *, odd: bool) -> None:
    """Decide on all, and print what became of them."""
    count: Counter[str] = Counter()
    seen: list[str] = []
    for case in cases:
        found = decide(Query(case.title), [Answered(tuple(corpus.near(case)))])
        what = found.status.value
        if found.status is Status.MATCHED:
            paper = found.records[0]
            kin = bool(case.own and works.names_in_common(case.own.authors, paper.authors))
            what = "same people" if kin else "wrong"
            seen.append(f"  {what:11} [{found.reasons[0]}] {case.title}\n{'':14}{paper.title}")
        count[what] += 1
    total = count.total()
    say(
        f"{name:44}{total:7}{count['wrong']:7}{count['same people']:12}{count['ambiguous']:11}{count['absent']:8}"
        f"{1000 * count['wrong'] / max(1, total):15.2f}"
    )
    if odd:
        say("\n".join(seen))


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] = ()) -> None:
    """Measure each kind of title that must not be matched, and the damaged ones that should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench near", description=__doc__)
    parser.add_argument("--each", type=int, default=3000, help="titles a kind at most")
    parser.add_argument("--odd", action="store_true", help="name every title that was matched")
    given = parser.parse_args(arguments)
    if not shared.is_here():
        say("\nNear titles: left out, ../shared is not here")
        return
    dice = Random(SEED)
    known = papers()
    corpus = Corpus(known)
    taken = {squash(p.title) for p in known}
    drawn = dice.sample(known, min(given.each, len(known)))
    titles = [p.title for p in drawn if len(words(p.title)) >= 4]
    say(f"\nTitles that have no paper among {len(known)}, decided on the {NEAREST} nearest")
    say(f"{'title':44}{'n':>7}{'wrong':>7}{'same people':>12}{'ambiguous':>11}{'absent':>8}{'wrong in 1000':>15}")
    for name, cases in (
        ("any, its paper taken away", [Case(p.title, p) for p in drawn]),
        ("one that has a neighbour, its paper away", neighbours(known)),
        ("the head of two papers", list(heads(known, dice, away=False))),
        ("the head of two papers, one of them away", list(heads(known, dice, away=True))),
        ("“Towards …”, “… Part II”, “Reply to …”", list(framed(titles, dice))),
        ("made of two titles", list(made_up(titles, taken, dice))),
    ):
        some = cases if len(cases) <= given.each else dice.sample(cases, given.each)
        measure(name, some, corpus, odd=given.odd)


if __name__ == "__main__":
    main(sys.argv[1:])
