"""Pure: from a question and the answers to it, the verdict. No clock, no network, no settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline import works
from pipeline.model import PIN, RETITLED, WRONG_LINK, Answer, Answered, Candidate, Match, Query, Scored, Status
from pipeline.titles import (
    REFERENCE,
    Agreement,
    Likeness,
    compare,
    content_words,
    is_about_another,
    normalise,
    parts,
    squash,
    weight,
    words,
)

# How much two titles must share (`titles.weight`: a rare word 1, a common one a third) for each way of agreeing.
# "Hyperbolic Neural Networks" and its like are a word from a hundred other papers; a title of ten words is not.
MIN_SHARED = {Agreement.EXACT: 0.6, Agreement.TYPO: 1.35, Agreement.REWORDED: 1.7, Agreement.PART: 1.75}
# For what stands before the colon of one paper and nowhere else. Of such heads of two or three words of this weight in
# 221,000 papers one in twenty is another paper's too, of lighter ones one in ten; of longer ones one in forty.
ALONE = 1.35
NOT_SURELY_ALONE = 2.7  # where a source was silent or has more than it gave; from here on one in seventy
LONG_HEAD = 4  # words that need no weight
# Telling words that make a title, be they common: each of 85 pairs of real titles with a slip is one work, and 48 of 52
# that differ in small words.
MANY = 4
MIN_SHARED_HINTED = {Agreement.EXACT: 0.0, Agreement.TYPO: 1.0, Agreement.REWORDED: 1.0, Agreement.PART: 1.0}
SURE_TITLE = 4.0  # weight from which on a part of a title names one paper, and a hint that disagrees is mistaken
YEARS_APART = 2  # a list says the year of the preprint, of the conference, or of the day it was read
SHOWN = 5  # rivals kept for a person to look at
NAME = 2.5  # weight under which one or two words are a short name
CLOSE_ENOUGH = 0.7  # likeness from which on a title that does not match is worth showing
CONFIRM = 40  # candidates a question whose earlier titles are asked for; two hundred ids cost one request


@dataclass(frozen=True, slots=True)
class _Work:
    """All records of one work, and how they fit the question."""

    records: tuple[Candidate, ...]
    likeness: Likeness
    title: str  # the one that fits best
    linked: bool
    hints_for: tuple[str, ...]
    hints_against: tuple[str, ...]

    @property
    def rank(self) -> tuple[bool, int, int, float]:
        return (
            self.linked,
            self.likeness.agreement,
            len(self.hints_for) - len(self.hints_against),
            self.likeness.score,
        )


def decide(query: Query, answers: Iterable[Answer]) -> Match:
    """Decide which work the question means, if any."""
    answers = list(answers)
    candidates = _allowed(query, answers)
    if query.pinned:
        own = set(works.keys(query.ids))
        records = tuple(c for c in candidates if c.source == PIN or own & set(works.keys(c.ids)))
        return Match(Status.MATCHED, 1.0, (PIN,), records)
    found = sorted((_weigh(query, g) for g in works.group(candidates)), key=lambda w: w.rank, reverse=True)
    found = [w for w in found if w.title]
    whole = bool(answers) and all(isinstance(a, Answered) and not a.capped for a in answers)
    chosen = _by_link(query, found) or _by_title(query, found, whole=whole)
    notes = _wrong_link(query, found, chosen)
    if chosen:
        rivals = [w for w in found if w is not chosen and w.likeness.agreement >= Agreement.PART]
        reasons = (*_reasons(chosen), *notes)
        return Match(Status.MATCHED, _score(chosen), reasons, chosen.records, _show(rivals))
    near = [w for w in found if _worth_showing(query, w)]
    strong = [w for w in near if w.likeness.agreement >= Agreement.PART or w.linked]
    silent = any(not isinstance(a, Answered) for a in answers) or not answers
    if strong:
        reason = f"{len(strong)} works fit" if len(strong) > 1 else _doubt(query, strong[0])
        return Match(Status.AMBIGUOUS, None, (reason, *notes), (), _show(near))
    if silent:
        why = tuple(dict.fromkeys(f"{a.source} did not answer" for a in answers if not isinstance(a, Answered)))
        return Match(Status.UNKNOWN, None, (*why, *notes), (), _show(near))
    reasons = ("not found under this title; the closest are listed" if near else "not found",)
    return Match(Status.ABSENT, None, (*reasons, *notes), (), _show(near))


def settled(match: Match) -> bool:
    """Whether no further question could change the verdict for the better."""
    return match.status is Status.MATCHED and (match.score or 0) >= 0.9


def to_confirm(query: Query, answers: Iterable[Answer]) -> list[str]:
    """Give the arXiv ids of candidates that may be the paper under a newer title."""
    candidates = _allowed(query, answers)
    found = [w for g in works.group(candidates) if (w := _weigh(query, g)).title]
    found = [w for w in found if w.likeness.agreement <= Agreement.PART]
    found.sort(key=lambda w: w.rank, reverse=True)
    ids = [works.join(r.ids for r in w.records).arxiv for w in found[:CONFIRM]]
    return [i for i in ids if i]


def _allowed(query: Query, answers: Iterable[Answer]) -> list[Candidate]:
    """Give all candidates but those that a person ruled out."""
    found = [c for a in answers if isinstance(a, Answered) for c in a.candidates]
    return [c for c in found if not query.never & set(works.keys(c.ids))] if query.never else found


def _weigh(query: Query, records: tuple[Candidate, ...]) -> _Work:
    titles = list(dict.fromkeys(t for r in records for t in (r.title, *r.former_titles) if t))
    title = max(titles, key=lambda t: _order(compare(query.title, t)), default="")
    likeness = compare(query.title, title)
    ids = set(works.keys(works.join(r.ids for r in records))) | {k for r in records for k in works.keys(r.ids)}
    linked = bool(ids & set(works.keys(query.ids)))
    return _Work(records, likeness, title, linked, *_hints(query, records))


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


def _by_link(query: Query, found: Sequence[_Work]) -> _Work | None:
    """Take the work that the list itself links, unless its title is another."""
    for work in found:
        if work.linked and (
            work.likeness.agreement >= Agreement.PART
            or work.likeness.score >= CLOSE_ENOUGH
            or not _comparable(query.title)
            or _is_name(query.title)
            or _holds(query.title, work.title)
            or _kin(query, work)
        ):
            return work
    return None


def _is_name(title: str) -> bool:
    """Whether the list gives only a short name (`ResNet`, `Mask R-CNN`): then its link says which paper it means."""
    return len(title.split()) <= 2 and weight(words(title)) < NAME


def _holds(title: str, other: str) -> bool:
    """Whether one title stands in the other whole, authors or a remark in front of it."""
    short, long = sorted((squash(title), squash(other)), key=len)
    return short in long and min(weight(words(title)), weight(words(other))) >= MIN_SHARED[Agreement.PART]


def _comparable(title: str) -> bool:
    """Whether the title is in a script that indexes hold titles in."""
    return any(w.isascii() and w.isalpha() and len(w) > 2 for w in words(title))


def _by_title(query: Query, found: Sequence[_Work], *, whole: bool) -> _Work | None:
    """Take the work whose title agrees best, if it agrees well enough and nothing else does as well.

    `whole`: every source answered, and gave all that bears the title or begins with it.
    """
    fit = [w for w in found if w.likeness.agreement >= Agreement.PART and not _wrongly_linked(w)]
    if not fit:
        return None
    best = max(w.likeness.agreement for w in fit)
    level = [w for w in fit if w.likeness.agreement == best]
    if len(level) > 1:
        level = _decided_by_hints(level)
    if len(level) != 1:
        return None
    return level[0] if _enough(query, level[0], alone=whole and len(fit) == 1) else None


def _wrongly_linked(work: _Work) -> bool:
    """Whether the list links another arXiv paper under the very same title: two works, a person must choose."""
    return work.linked and work.likeness.agreement < Agreement.PART


def _decided_by_hints(level: Sequence[_Work]) -> list[_Work]:
    balance = [len(w.hints_for) - len(w.hints_against) for w in level]
    return (
        [w for w, b in zip(level, balance, strict=True) if b == max(balance)]
        if max(balance) > min(balance)
        else list(level)
    )


def _enough(query: Query, work: _Work, *, alone: bool = False) -> bool:
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
    if len(words(head)) < 2 or is_about_another(tail):  # `ResNet`; `Curriculum Learning: A Survey`
        return SURE_TITLE
    return ALONE if alone else NOT_SURELY_ALONE


def _kin(query: Query, work: _Work) -> bool:
    """Whether the titles may be two titles of one paper: close, one name in front, or the hinted authors."""
    if work.likeness.agreement >= Agreement.CLOSE or any(h.startswith("author") for h in work.hints_for):
        return True
    ours = parts(query.title)
    return bool(ours and any((p := parts(r.title)) and squash(p[0]) == squash(ours[0]) for r in work.records))


def _worth_showing(query: Query, work: _Work) -> bool:
    return (
        work.linked
        or work.likeness.agreement >= Agreement.PART
        or (work.likeness.score >= CLOSE_ENOUGH and _kin(query, work))
    )


def _wrong_link(query: Query, found: Sequence[_Work], chosen: _Work | None) -> tuple[str, ...]:
    """Report where the list's own link leads to a paper of another title."""
    for work in found:
        if work.linked and work is not chosen:
            return (f"{WRONG_LINK} {works.keys(query.ids)[0]} is “{work.title}”",)
    return ()


def _reasons(work: _Work) -> tuple[str, ...]:
    first = work.likeness.note or ("close title" if work.likeness.agreement else "another title")
    current = {squash(r.title) for r in work.records if r.title}
    retitled = (f"{RETITLED}“{work.title}”",) if squash(work.title) not in current else ()
    link = ("own link",) if work.linked else ()
    return (*link, first, *retitled, *work.hints_for, *work.hints_against)


def _doubt(query: Query, work: _Work) -> str:
    """Say why the one work that fits was not taken."""
    if work.hints_against and not _enough(query, work):
        return "the title fits, but: " + ", ".join(work.hints_against)
    if work.linked:
        return "the list links a paper of another title"
    return f"too few words to be sure ({work.likeness.note})"


def _score(work: _Work) -> float:
    """Give a number for tables: the likeness, lower where a part is missing, higher where hints agree."""
    base = {Agreement.EXACT: 1.0, Agreement.TYPO: 0.95, Agreement.REWORDED: 0.92, Agreement.PART: 0.8}
    score = base.get(work.likeness.agreement, 0.6)
    if work.likeness.agreement is Agreement.PART and work.likeness.shared >= SURE_TITLE:
        score = 0.9
    return round(max(score, 0.9) if work.linked else score, 3)


def _show(found: Sequence[_Work]) -> tuple[Scored, ...]:
    return tuple(
        Scored(
            w.records[0], round(w.likeness.score, 3), (w.likeness.note or "close title", *w.hints_for, *w.hints_against)
        )
        for w in found[:SHOWN]
    )
