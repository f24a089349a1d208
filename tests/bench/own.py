"""A world of our own: the papers of the project's bibliography among thousands that look like them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random

from pipeline.model import Candidate
from pipeline.sources import arxiv, library, semantic_scholar
from pipeline.titles import squash
from tests.servers import S2, Record, World, serve

from .cases import COPIED, INVENTED, RETITLED, Case, Truth, damaged, invented, word_changed

BIBLIOGRAPHY = Path(__file__).parents[2] / "raw" / "library.bib"
DISTRACTORS = 5000  # enough that common words find more than a page
DAMAGED = 30  # titles a kind
SEED = 7
NAME = f"the project's own bibliography among {DISTRACTORS} papers made of its titles"


def cases_and_records() -> tuple[list[Case], list[Record]]:
    """Make the titles to look up, and the papers that there are; the same each time."""
    dice = Random(SEED)
    known = library.load(BIBLIOGRAPHY.read_text("utf-8"), BIBLIOGRAPHY.name).candidates
    papers = [Truth(c.ids.arxiv, (c.title, *c.former_titles)) for c in known]
    titles = [p.titles[0] for p in papers]
    taken = {squash(t) for p in papers for t in p.titles}
    others = _others(titles, taken, dice)
    taken |= {squash(t) for t in others}
    records = [_record(c, number) for number, c in enumerate(known)]
    records += [
        Record(t, (f"Author {n}",), date(2019, 1 + n % 12, 1), f"19{1 + n % 12:02}.{n:05}")
        for n, t in enumerate(others)
    ]
    kept = [p for p in papers if len(p.titles) == 1]
    cases = [Case(COPIED, _retyped(p.titles[0], dice), p) for p in kept]
    cases += [Case(RETITLED, title, p) for p in papers for title in p.titles[1:]]
    cases += damaged(kept, taken, DAMAGED, dice)
    cases += [Case(INVENTED, t, None) for t in invented(titles, taken, len(kept) // 2, dice)]
    return cases, records


def _others(titles: list[str], taken: set[str], dice: Random) -> list[str]:
    """Make the titles of other papers: a word away from each title, and of pieces of two.

    None begins as a title does; else a lost subtitle or tail would have two right answers.
    """
    made: dict[str, str] = {}
    for title in titles * 2:
        words = title.split()
        cut = next((i for i, w in enumerate(words, 1) if w.endswith(":")), len(words) // 2)
        if head := word_changed(" ".join(words[:cut]), dice.choice(titles), dice):
            twin = " ".join((head, *words[cut:]))
            made[squash(twin)] = twin
    while len(made) < DISTRACTORS:
        a, b = (t.split() for t in dice.sample(titles, 2))
        joined = " ".join(a[len(a) // 2 :] + b[: len(b) // 2])
        made[squash(joined)] = joined
    return [t for key, t in made.items() if key not in taken]


@contextmanager
def served(records: list[Record]) -> Iterator[dict[str, str]]:
    """Serve the papers; gives the address of each service."""
    with serve(World(records)) as servers:
        yield {arxiv.NAME: servers.arxiv_url, semantic_scholar.NAME: servers.s2_url}


def _record(paper: Candidate, number: int) -> Record:
    """Give a paper as the services know it; of the renamed, every second has its old title at Semantic Scholar."""
    name = paper.ids.arxiv
    day = date(2000 + int(name[:2]), int(name[2:4]), 1) if name else date(paper.year or 2022, 1, 1)
    old = paper.former_titles if number % 2 else ()
    return Record(
        paper.title,
        paper.authors,
        day,
        name,
        former=paper.former_titles[:1] if name else (),
        venue=paper.venue,
        doi=paper.ids.doi,
        acl=paper.ids.acl,
        s2=(S2(title=old[0]) if old else S2(),),
    )


def _retyped(title: str, dice: Random) -> str:
    """Write a title as people type it in: other case, curly quotes, a dash for a colon, hyphens left out."""
    ways = (
        title,
        title.lower(),
        title.title(),
        title.replace("'", "’"),
        title.replace(": ", " - ", 1),
        title.replace("-", " "),
    )
    return dice.choice(ways)
