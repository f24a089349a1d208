"""How often a title is taken for another paper's: thousands of titles whose own paper is not there, or that have none.

No server is asked: each title is decided on the nearest titles of a corpus of real papers, as if every source had
answered in full; with --catalog also by a catalogue of them alone, built without the papers that are away. A match is
wrong where other people wrote its paper; where the same did, the two may be one work.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import works
from pipeline.catalog.build import build
from pipeline.catalog.shelf import Catalog
from pipeline.match import decide
from pipeline.model import Answer, Answered, Candidate, Ids, Query, Status, Unanswered
from pipeline.titles import SMALL_WORDS, content_words, parts, squash, words

from . import shared
from .cases import INVENTIONS

FREQUENT = 2000  # titles that hold a word; one that is in more brings nobody near by itself
NEAREST = 25
SEED = 11
SAMPLE = 100_000  # papers among which neighbours and heads are looked for
COLUMNS = (("wrong", 7), ("same people", 13), ("who knows", 11), ("ambiguous", 11), ("absent", 8))
ANY, NEIGHBOURS = "any, its paper away", "one word from another's, its paper away"
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


Ask = Callable[[Sequence[Case]], Iterable[list[Answer]]]
"""Gives the answers to each title."""


def as_sources(corpus: Corpus) -> Ask:
    """Answer as if every source had, in full."""
    return lambda cases: ([Answered(tuple(corpus.near(case)))] for case in cases)


def as_catalogue(folder: Path, without: set[str]) -> Ask:
    """Answer by a catalogue of the corpus, made in that folder without some (squashed) titles; nobody else is asked."""
    table = pq.read_table(shared.PAPERS)
    kept = [squash(title or "") not in without for title in table["title"].to_pylist()]
    pq.write_table(table.filter(pa.array(kept)), folder / "papers.parquet")
    build(folder / "catalogue", [folder / "papers.parquet"], date(2026, 1, 1))
    shelf = Catalog(folder / "catalogue")

    def ask(cases: Sequence[Case]) -> Iterator[list[Answer]]:
        found = shelf.search(Query(case.title) for case in cases)
        for case in cases:
            answer = found.get(Query(case.title), Answered())
            away = squash(case.own.title) if case.own and case.away else None
            here = tuple(c for c in answer.candidates if squash(c.title) != away)
            yield [replace(answer, candidates=here), Unanswered("the network", "left out", asked=False)]

    return ask


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


def lone_heads(known: Sequence[Candidate]) -> Iterator[Case]:
    """Take what stands before the colon of a paper that is not there."""
    return (Case(pair[0], p, away=True) for p in known if (pair := parts(p.title)) and len(words(pair[0])) > 1)


def framed(titles: Sequence[str], dice: Random) -> Iterator[Case]:
    """Make of a title what an answer to it, or its sequel, would be called."""
    return (Case(dice.choice(FRAMES).format(title)) for title in titles)


def made_up(titles: Sequence[str], taken: set[str], dice: Random) -> Iterator[Case]:
    """Make titles of two titles: see `cases.INVENTIONS`."""
    for number, (a, b) in enumerate(zip(titles, reversed(titles), strict=True)):
        title = INVENTIONS[number % len(INVENTIONS)](a, b, dice)
        if title and len(words(title)) >= 4 and squash(title) not in taken:
            yield Case(title)


def measure(name: str, cases: Sequence[Case], ask: Ask, *, odd: bool) -> None:
    """Decide on all, and print what became of them."""
    count: Counter[str] = Counter()
    for case, answers in zip(cases, ask(cases), strict=True):
        found = decide(Query(case.title), answers)
        what = found.status.value.replace("unknown", "absent")
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
    parser.add_argument("--catalog", action="store_true", help="also by a catalogue alone; it takes a minute to build")
    parser.add_argument("--odd", action="store_true", help="name every title that was matched")
    given = parser.parse_args(arguments)
    if not shared.is_here():
        say("\nNear titles: left out, ../shared is not here")
        return
    dice = Random(SEED)
    known = papers()
    some = dice.sample(known, min(SAMPLE, len(known)))
    drawn = some[: given.each]
    titles = [p.title for p in drawn if len(words(p.title)) >= 4]
    kinds: dict[str, Iterable[Case]] = {
        ANY: (Case(p.title, p, away=True) for p in drawn),
        "the head of any, its paper away": lone_heads(some),
        NEIGHBOURS: neighbours(some),
        "the head of one, all or head of another": heads(known, away=False),
        "the same, one of the two away": heads(known, away=True),
        "“… Part II”, “Reply to …”, “…: A Survey”": framed(titles, dice),
        "made of two titles": made_up(titles, {squash(p.title) for p in known}, dice),
    }
    made = {name: list(islice(cases, given.each)) for name, cases in kinds.items()}
    report(f"among {len(known)} real ones", made, as_sources(Corpus(known)), odd=given.odd)
    if given.catalog:
        # A head is looked up: its paper can be left out of the answer. What is not found as it is must not be there.
        away = {squash(c.own.title) for name in (ANY, NEIGHBOURS) for c in made[name] if c.own}
        with tempfile.TemporaryDirectory() as folder:
            report("by a catalogue alone", made, as_catalogue(Path(folder), away), odd=given.odd)


def report(what: str, made: Mapping[str, Sequence[Case]], ask: Ask, *, odd: bool) -> None:
    """Print a table, a row a kind of title."""
    say(f"\nTitles that have no paper, or two, {what}")
    say(f"{'title':44}{'n':>7}" + "".join(f"{name:>{width}}" for name, width in COLUMNS) + f"{'wrong in 1000':>15}")
    for name, cases in made.items():
        measure(name, cases, ask, odd=odd)


if __name__ == "__main__":
    main(sys.argv[1:])
