"""How often a title is taken for another paper's: thousands of titles whose own paper is not there, or that have none.

No server is asked: each title is decided on the nearest titles of a corpus of real papers, as if every source had
answered in full. A match is wrong where other people wrote its paper; where the same did, the two may be one work.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

import pyarrow.parquet as pq

from pipeline import works
from pipeline.match import decide
from pipeline.model import Answered, Candidate, Ids, Query, Status
from pipeline.titles import SMALL_WORDS, content_words, parts, squash, words

from . import shared
from .cases import INVENTIONS

FREQUENT = 2000  # titles that hold a word; one that is in more brings nobody near by itself
NEAREST = 25
SEED = 11
SAMPLE = 100_000  # papers among which neighbours and heads are looked for
COLUMNS = (("wrong", 7), ("same people", 13), ("who knows", 11), ("ambiguous", 11), ("absent", 8))
FRAMES = ("Revisiting {}", "Rethinking {}", "{} Part II", "{} v2", "Reply to {}", "{}: A Survey", "Beyond {}")


@dataclass(frozen=True, slots=True)
class Case:
    """A title to decide on, and the paper that it is of; `away`: that paper is not there."""

    title: str
    own: Candidate | None = None
    away: bool = False


class Corpus:
    """Papers by the words of their titles, and by how they begin."""

    def __init__(self, papers: Sequence[Candidate]) -> None:
        self.papers = papers
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for number, paper in enumerate(papers):
            own = words(paper.title)
            for word in {*own, " ".join(own[:2]), " ".join(own[:3])} - SMALL_WORDS:
                self._places[word].append(number)

    def near(self, case: Case) -> list[Candidate]:
        """Give the nearest papers, but not the one that is away."""
        own = words(case.title)
        found = [self._places[w] for w in {*own, " ".join(own[:2]), " ".join(own[:3])} if w in self._places]
        few = [places for places in found if len(places) <= FREQUENT] or [min(found, key=len, default=[])]
        likely = [self.papers[n] for n, _ in Counter(n for places in few for n in places).most_common(NEAREST)]
        away = squash(case.own.title) if case.own and case.away else None
        return [p for p in likely if squash(p.title) != away]


def papers() -> list[Candidate]:
    """Read the corpus."""
    rows = pq.read_table(shared.PAPERS, columns=["title", "authors", "arxiv_id", "doi", "acl_id"]).to_pylist()
    return [
        Candidate("corpus", r["title"], Ids(r["arxiv_id"], r["doi"], r["acl_id"]), authors=tuple(r["authors"] or ()))
        for r in rows
        if r["title"]
    ]


def neighbours(known: Sequence[Candidate]) -> Iterator[Case]:
    """Take titles that differ from another paper's in one word or in small words, and are not there."""
    groups: defaultdict[int, list[Candidate]] = defaultdict(list)
    for paper in known:
        own = content_words(paper.title)
        for at in range(len(own) if len(own) > 2 else 0):
            groups[hash((*own[:at], "*", *own[at + 1 :]))].append(paper)
    pairs = (found for found in groups.values() if len({squash(p.title) for p in found}) > 1)
    return iter({found[0].title: Case(found[0].title, found[0], away=True) for found in pairs}.values())


def heads(known: Sequence[Candidate], *, away: bool) -> Iterator[Case]:
    """Take what stands before the colon of a paper, and is all or the head of another's title; one may be away."""
    groups: defaultdict[str, list[Candidate]] = defaultdict(list)
    for paper in known:
        head, _ = parts(paper.title) or (paper.title, "")
        if len(words(head)) > 1:
            groups[squash(head)].append(paper)
    for found in groups.values():
        if len({squash(p.title) for p in found}) > 1 and (pair := parts(found[0].title)):
            yield Case(pair[0], found[0], away=away)


def framed(titles: Sequence[str], dice: Random) -> Iterator[Case]:
    """Make of a title what an answer to it, or its sequel, would be called."""
    return (Case(dice.choice(FRAMES).format(title)) for title in titles)


def made_up(titles: Sequence[str], taken: set[str], dice: Random) -> Iterator[Case]:
    """Make titles of two titles: see `cases.INVENTIONS`."""
    for number, (a, b) in enumerate(zip(titles, reversed(titles), strict=True)):
        title = INVENTIONS[number % len(INVENTIONS)](a, b, dice)
        if title and len(words(title)) >= 4 and squash(title) not in taken:
            yield Case(title)


def measure(name: str, cases: Iterable[Case], corpus: Corpus, *, odd: bool) -> None:
    """Decide on all, and print what became of them."""
    count: Counter[str] = Counter()
    for case in cases:
        found = decide(Query(case.title), [Answered(tuple(corpus.near(case)))])
        what = found.status.value
        if found.status is Status.MATCHED:
            what = _kin(case.own, found.records)
            if odd:
                say(f"  {what:12} [{found.reasons[0]}] {case.title}\n{'':15}{found.records[0].title}")
        count[what] += 1
    total = count.total()
    cells = "".join(f"{count[what]:{width}}" for what, width in COLUMNS)
    say(f"{name:44}{total:7}{cells}{1000 * count['wrong'] / max(1, total):15.2f}")


def _kin(own: Candidate | None, found: Sequence[Candidate]) -> str:
    """Say whether those who wrote the one wrote the other."""
    theirs = max((r.authors for r in found), key=len)
    if own and not (own.authors and theirs):
        return "who knows"
    return "same people" if own and works.names_in_common(own.authors, theirs) else "wrong"


def say(text: str) -> None:
    """Print at once; a measurement takes minutes."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] = ()) -> None:
    """Measure each kind of title that must not be matched."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench near", description=__doc__)
    parser.add_argument("--each", type=int, default=2000, help="titles a kind at most")
    parser.add_argument("--odd", action="store_true", help="name every title that was matched")
    given = parser.parse_args(arguments)
    if not shared.is_here():
        say("\nNear titles: left out, ../shared is not here")
        return
    dice = Random(SEED)
    known = papers()
    corpus = Corpus(known)
    some = dice.sample(known, min(SAMPLE, len(known)))
    drawn = some[: given.each]
    titles = [p.title for p in drawn if len(words(p.title)) >= 4]
    kinds: dict[str, Callable[[], Iterable[Case]]] = {
        "any, its paper away": lambda: (Case(p.title, p, away=True) for p in drawn),
        "one word from another's, its paper away": lambda: neighbours(some),
        "the head of one, all or head of another": lambda: heads(known, away=False),
        "the same, one of the two away": lambda: heads(known, away=True),
        "“… Part II”, “Reply to …”, “…: A Survey”": lambda: framed(titles, dice),
        "made of two titles": lambda: made_up(titles, {squash(p.title) for p in known}, dice),
    }
    say(f"\nTitles that have no paper, or two, among {len(known)} real ones")
    say(f"{'title':44}{'n':>7}" + "".join(f"{what:>{width}}" for what, width in COLUMNS) + f"{'wrong in 1000':>15}")
    for name, cases in kinds.items():
        measure(name, islice(cases(), given.each), corpus, odd=given.odd)


if __name__ == "__main__":
    main(sys.argv[1:])
