"""Titles as curators write them, each with the paper that it means: copied, damaged in one way, or made up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from pipeline.titles import SMALL_WORDS, parts, squash, words

COPIED, OTHER_WORDS = "copied from a list", "copied, other words"
RETITLED, INVENTED = "retitled since", "does not exist"


@dataclass(frozen=True, slots=True)
class Truth:
    """A paper: its arXiv id where it has one, and every title that it goes or went by."""

    arxiv: str | None
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One title to look up; no paper: none of that title exists."""

    kind: str
    title: str
    paper: Truth | None


def copied(title: str, paper: Truth) -> Case:
    """Make a case of a list's own title; a kind of its own where the paper's title today has other words.

    Such a list holds an earlier title, a venue's, or a mistake. Case, accents, punctuation, TeX and words that are
    joined make no other words.
    """
    return Case(COPIED if squash(title) == squash(paper.titles[0]) else OTHER_WORDS, title, paper)


def typo(title: str, dice: Random) -> str | None:
    """Drop, swap or add a letter inside one long word."""
    found = title.split()
    places = [i for i, w in enumerate(found) if len(w) >= 6 and w.isalpha() and w.isascii()]
    if not places:
        return None
    at = dice.choice(places)
    word = found[at]
    k = dice.randrange(1, len(word) - 1)
    found[at] = dice.choice(
        (
            word[:k] + word[k + 1 :],
            word[:k] + word[k + 1] + word[k] + word[k + 2 :],
            word[:k] + dice.choice("aeiourstln") + word[k:],
        )
    )
    return " ".join(found)


def subtitle_lost(title: str, _: Random) -> str | None:
    """Keep what stands before the colon, if that is a title by itself."""
    head, colon, _tail = title.partition(": ")
    return head if colon and len(words(head)) >= 3 else None


def tail_lost(title: str, dice: Random) -> str | None:
    """Cut the last one to three words off a long title."""
    found = title.split()
    return " ".join(found[: -dice.randint(1, 3)]) if len(found) >= 9 else None


def small_word_lost(title: str, dice: Random) -> str | None:
    """Drop an article, a preposition or the like, not the first word."""
    found = title.split()
    places = [i for i, w in enumerate(found) if i and w.lower() in DROPPED]
    if not places:
        return None
    del found[dice.choice(places)]
    return " ".join(found)


DROPPED = frozenset(("a", "an", "the", "of", "for", "in", "on", "with", "and", "to"))

DAMAGES: dict[str, Callable[[str, Random], str | None]] = {
    "a typo": typo,
    "subtitle lost": subtitle_lost,
    "tail lost": tail_lost,
    "small word lost": small_word_lost,
}
KINDS = (COPIED, OTHER_WORDS, RETITLED, *DAMAGES, INVENTED)


def damaged(papers: Sequence[Truth], taken: set[str], each: int, dice: Random) -> list[Case]:
    """Damage `each` papers in every way; `taken` are the squashed titles of all papers there are."""
    cases: list[Case] = []
    for kind, damage in DAMAGES.items():
        made = ((damage(p.titles[0], dice), p) for p in dice.sample(papers, len(papers)))
        fit = (Case(kind, title, paper) for title, paper in made if title and squash(title) not in taken)
        cases += islice(fit, each)
    return cases


def half_and_half(a: str, b: str, _: Random) -> str | None:
    """Join the beginning of one title and the end of another."""
    ours, theirs = a.split(), b.split()
    return " ".join(ours[: len(ours) // 2] + theirs[len(theirs) // 2 :])


def word_changed(a: str, b: str, dice: Random) -> str | None:
    """Put a word of another title in place of one that carries meaning."""
    ours, theirs = a.split(), [w for w in b.split() if _is_telling(w)]
    places = [i for i, w in enumerate(ours) if _is_telling(w)]
    if not places or not theirs:
        return None
    at, word = dice.choice(places), dice.choice(theirs)
    if ours[at][:4].lower() == word[:4].lower():  # another form of the word makes no other title
        return None
    return " ".join((*ours[:at], word, *ours[at + 1 :]))


def other_subtitle(a: str, b: str, _: Random) -> str | None:
    """Put the subtitle of another title behind a title."""
    head, tail = parts(a), parts(b)
    return f"{head[0]}: {tail[1]}" if head and tail else None


INVENTIONS = (half_and_half, word_changed, other_subtitle)


def _is_telling(word: str) -> bool:
    return len(word) > 4 and word.isalpha() and word.lower() not in SMALL_WORDS


def invented(titles: Sequence[str], taken: set[str], count: int, dice: Random) -> list[str]:
    """Make titles that no paper has out of titles that papers have, in each of the ways in turn."""
    made: list[str] = []
    tries = 0
    while len(made) < count and (tries := tries + 1) < 100 * count:
        a, b = dice.sample(titles, 2)
        title = INVENTIONS[tries % len(INVENTIONS)](a, b, dice)
        if title and len(words(title)) >= 4 and squash(title) not in taken:
            taken.add(squash(title))
            made.append(title)
    return made


def half(cases: Iterable[Case], which: str) -> list[Case]:
    """Give half A or B of each kind, or all; thresholds are set on A and reported on B. Copied titles are one kind."""
    known = list(cases)
    together = ((COPIED, OTHER_WORDS), *((kind,) for kind in KINDS[2:]))
    groups = ([c for c in known if c.kind in kinds] for kinds in together)
    start, step = {"A": (0, 2), "B": (1, 2), "all": (0, 1)}[which]
    return [c for found in groups for c in found[start::step]]
