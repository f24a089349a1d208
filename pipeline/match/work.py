"""Pure: all records of one work, how they fit a question, and whether that is enough to take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import works
from pipeline.model import Candidate, Query
from pipeline.titles import (
    REFERENCE,
    Agreement,
    Likeness,
    compare,
    content_words,
    is_about_another,
    is_name,
    normalise,
    parts,
    words,
)

# How much two titles must share (`titles.weight`: a rare word 1, a common one a third) for each way of agreeing.
# "Hyperbolic Neural Networks" and its like are a word from a hundred other papers; a title of ten words is not.
MIN_SHARED = {Agreement.EXACT: 0.6, Agreement.TYPO: 1.35, Agreement.REWORDED: 1.7, Agreement.PART: 1.75}
# For what stands before the colon of one paper and nowhere else. Of 71,000 heads in 221,000 papers another paper has
# the same: of one word 1 in 8; of two that are a topic (no small word, no name: `Machine Teaching`) 1 in 9; of others
# lighter than this 1 in 14, heavier 1 in 30, heavier than the next weight 1 in 55; of six words and more 1 in 200.
ALONE = 1.35
NOT_SURELY_ALONE = 2.7  # where a source was silent or has more than it gave, or the paper is a survey of what is named
LONG_HEAD = 6  # words that need no weight
LONG_SUBJECT = 4  # words that name a survey of it by that weight: 1 in 100 of `LSM-based Storage Techniques: A Survey`
# Telling words that make a title, be they common: each of 85 pairs of real titles with a slip is one work, and 48 of 52
# that differ in small words.
MANY = 4
MIN_SHARED_HINTED = {Agreement.EXACT: 0.0, Agreement.TYPO: 1.0, Agreement.REWORDED: 1.0, Agreement.PART: 1.0}
SURE_TITLE = 4.0  # weight from which on a part of a title names one paper, and a hint that disagrees is mistaken
YEARS_APART = 2  # a list says the year of the preprint, of the conference, or of the day it was read


@dataclass(frozen=True, slots=True)
class Work:
    """All records of one work, and how they fit the question."""

    records: tuple[Candidate, ...]
    likeness: Likeness
    title: str  # the one that fits best
    linked: bool
    hints_for: tuple[str, ...]
    hints_against: tuple[str, ...]

    @property
    def rank(self) -> tuple[bool, int, int, float]:
        """What comes first: the linked, then the way of agreeing, the hints, the likeness."""
        return (
            self.linked,
            self.likeness.agreement,
            len(self.hints_for) - len(self.hints_against),
            self.likeness.score,
        )


def weigh(query: Query, records: tuple[Candidate, ...]) -> Work:
    """Weigh the records of one work against a question."""
    titles = list(dict.fromkeys(t for r in records for t in (r.title, *r.former_titles) if t))
    title = max(titles, key=lambda t: _order(compare(query.title, t)), default="")
    likeness = compare(query.title, title)
    ids = set(works.keys(works.join(r.ids for r in records))) | {k for r in records for k in works.keys(r.ids)}
    linked = bool(ids & set(works.keys(query.ids)))
    return Work(records, likeness, title, linked, *_hints(query, records))


def _order(likeness: Likeness) -> tuple[int, float]:
    return likeness.agreement, likeness.score


def _hints(query: Query, records: Sequence[Candidate]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say which hints of the list speak for the work and which against it."""
    good: list[str] = []
    bad: list[str] = []
    authors = max((r.authors for r in records), key=len, default=())
    if query.authors and authors:
        if named := works.hinted_names(query.authors, authors):
            good.append("author: " + ", ".join(named[:3]))
        elif _names(query.authors):
            bad.append("other authors")
    years = [y for r in records for y in (r.year, r.published.year if r.published else None) if y]
    if query.year and years:
        near = min(abs(query.year - y) for y in years) <= YEARS_APART
        (good if near else bad).append(f"year: {query.year}" if near else f"another year: {years[0]}")
    venue = {normalise(r.venue) for r in records if r.venue}
    if query.venue and venue and any(set(v.split()) <= set(normalise(query.venue).split()) for v in venue):
        good.append(f"venue: {query.venue}")
    return tuple(good), tuple(bad)


def _names(hint: str) -> bool:
    """Whether a hint of authors certainly names persons: two names or an initial, not only an organisation."""
    return "," in hint or " and " in hint or "et al" in hint


def enough(query: Query, work: Work, *, alone: bool = False) -> bool:
    """Whether the titles share enough meaning for the way in which they agree; `alone`: surely nothing else fits."""
    kind, shared = work.likeness.agreement, work.likeness.shared
    named = any(h.startswith("author") for h in work.hints_for)
    if work.hints_against and not named and (shared < SURE_TITLE or kind < Agreement.REWORDED):
        return False
    if kind is Agreement.EXACT and len(words(work.title)) > 2:  # `Network in Network`
        return True
    if work.likeness.note == REFERENCE and alone and len(words(query.title)) > 2:  # all of it, and names
        return True
    if kind in (Agreement.TYPO, Agreement.REWORDED) and len(content_words(work.title)) >= MANY:
        return True
    least = (MIN_SHARED_HINTED if named else MIN_SHARED)[kind]
    if kind is Agreement.PART and not named:
        if work.likeness.note == "subtitle added":  # our subtitle may be what makes it another paper
            least = SURE_TITLE
        elif work.likeness.note == "subtitle lost":
            least = _least_of_head(work.title, alone=alone)
    return shared >= least


def _least_of_head(title: str, *, alone: bool) -> float:
    """Say what weight names a paper by what stands before its colon; `alone`: no other paper has that there."""
    head, tail = parts(title) or ("", "")
    if alone and len(words(head)) >= LONG_HEAD:
        return 0.0
    if is_about_another(tail):  # `Curriculum Learning: A Survey`
        return NOT_SURELY_ALONE if alone and len(words(head)) >= LONG_SUBJECT else SURE_TITLE
    if _is_topic(head):
        return SURE_TITLE
    return ALONE if alone else NOT_SURELY_ALONE


def _is_topic(head: str) -> bool:
    """Whether a head is a word or two that many papers may be about, or be named by: `ResNet`; `Machine Teaching`."""
    own = [w for w in words(head) if len(w) > 1 or w.isdigit()]
    return len(own) < 2 or (len(own) == 2 and len(content_words(head)) >= 2 and not is_name(head))
