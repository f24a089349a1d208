"""A hunt for wrong matches: damaged and invented titles of real papers, their papers there and taken away.

As `match` asks, over the loopback servers. What is matched to the paper that an invented title was made of has a column
of its own: such a title may be how somebody misquotes that paper.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import works
from pipeline.model import Match, Query, Status
from pipeline.titles import squash, words

from . import shared
from .cases import DROPPED, other_subtitle, small_word_lost, subtitle_lost, tail_lost, word_changed
from .finders import Wire, pipeline

SEED = 13
FRONTS = ("Towards {}", "Rethinking {}", "On {}", "A Survey of {}", "Beyond {}", "Improving {}", "Revisiting {}")
COLUMNS = (("its own", 9), ("wrong", 7), ("same people", 13), ("ambiguous", 11), ("absent", 8))


@dataclass(frozen=True, slots=True)
class Paper:
    """A real paper, whose titles are misquoted."""

    title: str
    arxiv: str
    authors: tuple[str, ...]


Damage = Callable[[str, str, Random], str | None]
"""A title, another paper's title and dice in, a misquoted title out; None where it has no place for it."""


def slip(title: str, _: str, dice: Random) -> str | None:
    """Drop, double or swap a letter or a digit in any word, also in a name, a short word or a number."""
    found = title.split()
    places = [n for n, w in enumerate(found) if len(w) >= 3 and w.isalnum()]
    if not places:
        return None
    at = dice.choice(places)
    word, k = found[at], dice.randrange(len(found[at]) - 1)
    ways = (word[:k] + word[k + 1 :], word[:k] + word[k] + word[k:], word[:k] + word[k + 1] + word[k] + word[k + 2 :])
    found[at] = dice.choice(ways)
    return " ".join(found)


def two_at_once(title: str, other: str, dice: Random) -> str | None:
    """Damage a title in two ways."""
    first, second = dice.sample([slip, _plain(subtitle_lost), _plain(tail_lost), _plain(small_word_lost)], 2)
    once = first(title, other, dice)
    return second(once, other, dice) if once else None


def number_changed(title: str, _: str, dice: Random) -> str | None:
    """Put another number in place of one."""
    found = re.search(r"\d+", title)
    return f"{title[: found.start()]}{int(found[0]) + dice.choice((1, 2, 10))}{title[found.end() :]}" if found else None


def put_in_front(title: str, _: str, dice: Random) -> str | None:
    """Put in front what makes another paper of most titles."""
    return dice.choice(FRONTS).format(title)


def negated(title: str, _: str, dice: Random) -> str | None:
    """Turn the meaning round."""
    turns = {"with": "without", "is": "is not", "are": "are not", "can": "cannot", "need": "do not need", "the": "no"}
    places = [w for w in title.split() if w.lower() in turns]
    if not places:
        return f"Non-{title}"
    word = dice.choice(places)
    return " ".join(turns[word.lower()] if w == word else w for w in title.split())


def word_added(title: str, other: str, dice: Random) -> str | None:
    """Put a word of another title somewhere into it."""
    found, more = title.split(), [w for w in other.split() if len(w) > 4 and w.isalpha()]
    at = dice.randrange(len(found))
    return " ".join((*found[:at], dice.choice(more), *found[at:])) if more else None


def word_lost(title: str, _: str, dice: Random) -> str | None:
    """Leave out a word that is no small one; it may be a slip, and it may make another paper."""
    found = title.split()
    places = [n for n, w in enumerate(found) if w.lower() not in DROPPED]
    at = dice.choice(places)
    return " ".join((*found[:at], *found[at + 1 :]))


def _plain(damage: Callable[[str, Random], str | None]) -> Damage:
    return lambda title, _, dice: damage(title, dice)


DAMAGED: dict[str, Damage] = {
    "a slip in any word": slip,
    "subtitle lost": _plain(subtitle_lost),
    "tail lost": _plain(tail_lost),
    "small word lost": _plain(small_word_lost),
    "two at once": two_at_once,
}
INVENTED: dict[str, Damage] = {
    "a word lost": word_lost,
    "a word added": word_added,
    "a word swapped": word_changed,
    "a number changed": number_changed,
    "another's subtitle": other_subtitle,
    "put in front: Towards, Beyond": put_in_front,
    "negated": negated,
}


def misquoted(papers: Sequence[Paper], damage: Damage, taken: set[str], dice: Random) -> Iterator[tuple[str, Paper]]:
    """Damage titles; what is another real title is left out."""
    for paper, other in zip(papers, dice.sample(papers, len(papers)), strict=True):
        title = damage(paper.title, other.title, dice)
        if title and len(words(title)) > 1 and squash(title) not in taken:
            yield title, paper


def verdict(paper: Paper, found: Match) -> str:
    """Say what became of one title."""
    if found.status is not Status.MATCHED:
        return found.status.value
    names = {r.ids.arxiv for r in found.records} - {None}
    if paper.arxiv in names or (not names and squash(paper.title) in {squash(r.title) for r in found.records}):
        return "its own"
    theirs = max((r.authors for r in found.records), key=len)
    return "same people" if works.names_in_common(paper.authors, theirs) else "wrong"


def report(kind: str, cases: Sequence[tuple[str, Paper]], wire: Wire, *, odd: Iterable[str]) -> None:
    """Look one kind of title up, and print what became of it."""
    before = wire.requests
    found = pipeline([Query(title) for title, _ in cases], wire)
    said = [verdict(paper, match) for (_, paper), match in zip(cases, found, strict=True)]
    count = Counter(said)
    cells = "".join(f"{count[what]:{width}}" for what, width in COLUMNS)
    say(f"{kind:32}{len(cases):6}{cells}{(wire.requests - before) / max(1, len(cases)):8.2f}")
    for (title, paper), match, what in zip(cases, found, said, strict=True):
        if what in odd:
            shown = [r.title for r in match.records[:1]] or [s.candidate.title for s in match.rivals[:2]]
            say(f"    {what} [{match.reasons[0]}] {title}\n        made of {paper.title}\n        found   {shown}")


def _without(away: Sequence[Paper], path: Path) -> Path:
    """Write the corpus without some papers, nor other records of their titles."""
    gone = {squash(p.title) for p in away}
    rows = pq.read_table(shared.PAPERS)
    keep = [squash(title or "") not in gone for title in rows["title"].to_pylist()]
    pq.write_table(rows.filter(pa.array(keep)), path)
    return path


def main(arguments: Sequence[str] = ()) -> None:
    """Hunt among the damaged and the invented, with the papers there and away."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench hunt", description=__doc__)
    parser.add_argument("--each", type=int, default=30, help="titles a kind and world")
    parser.add_argument("--seed", type=int, default=SEED, help="draw others")
    parser.add_argument("--odd", nargs="*", default=(), metavar="COLUMN", help="name the titles of these columns")
    parser.add_argument("--corpus", type=Path, help="a corpus built before, for the world where the papers are")
    given = parser.parse_args(arguments)
    if not shared.is_here():
        say("\nHunt for wrong matches: left out, ../shared is not here")
        return
    dice = Random(given.seed)
    rows = pq.read_table(shared.PAPERS, columns=["title", "arxiv_id", "authors"]).to_pylist()
    taken = {squash(r["title"] or "") for r in rows}
    known = [
        Paper(r["title"], r["arxiv_id"], tuple(r["authors"]))
        for r in rows
        if r["arxiv_id"] and r["authors"] and len(words(r["title"] or "")) >= 4
    ]
    papers = dice.sample(known, 12 * given.each)
    made = {
        kind: list(islice(misquoted(papers, damage, taken, dice), given.each))
        for kind, damage in (DAMAGED | INVENTED).items()
    }
    for where, away in (("their papers there", []), ("their papers away", papers)):
        with tempfile.TemporaryDirectory() as folder:
            path = _without(away, Path(folder) / "papers.parquet") if away else shared.PAPERS
            with shared.served(Path(folder), None if away else given.corpus, path) as bases:
                wire = Wire(bases, Path(folder))
                say(f"\n{where:32}{'n':>6}" + "".join(f"{what:>{width}}" for what, width in COLUMNS) + "    req.")
                for kind, cases in made.items():
                    report(kind, cases, wire, odd=given.odd)
        if wire.failures:
            say(f"NOT VALID: {len(wire.failures)} requests failed, the first: {wire.failures[0]}")


def say(text: str) -> None:
    """Print at once; a measurement takes minutes."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
