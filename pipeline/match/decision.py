"""Pure: from a question and the answers to it, the verdict. No clock, no network, no settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline import works
from pipeline.match.hearing import hear
from pipeline.match.work import MIN_SHARED, SURE_TITLE, Work, enough, weigh
from pipeline.model import (
    BY_CATALOGUE,
    PIN,
    RETITLED,
    WRONG_LINK,
    Answer,
    Answered,
    Candidate,
    Match,
    Query,
    Scored,
    Status,
)
from pipeline.titles import Agreement, parts, squash, weight, words

SHOWN = 5  # rivals kept for a person to look at
NAME = 2.5  # weight under which one or two words are a short name
CLOSE_ENOUGH = 0.7  # likeness from which on a title that does not match is worth showing
MAYBE = 0.4  # the same while not everybody has answered; most renamed papers are so close to their old title
PERHAPS = "perhaps under another title today"
CONFIRM = 40  # candidates a question whose earlier titles are asked for; two hundred ids cost one request


def decide(query: Query, answers: Iterable[Answer]) -> Match:
    """Decide which work the question means, if any.

    Where a catalogue was asked in place of the sources, its word counts as `hearing` says, with BY_CATALOGUE as a
    reason: a title that begins one of its papers only is that paper, and one that is like a paper's is `ambiguous`.
    """
    answers = list(answers)
    candidates = _allowed(query, answers)
    if query.pinned:
        own = set(works.keys(query.ids))
        records = tuple(c for c in candidates if c.source == PIN or own & set(works.keys(c.ids)))
        return Match(Status.MATCHED, 1.0, (PIN,), records)
    found = sorted((weigh(query, g) for g in works.group(candidates)), key=lambda w: w.rank, reverse=True)
    found = [w for w in found if w.title]
    heard = hear(answers)
    chosen = _by_link(query, found) or _by_title(query, found, whole=heard.whole)
    notes = _wrong_link(query, found, chosen)
    if heard.witness and not chosen and (chosen := _by_title(query, found, whole=True)):
        notes = (BY_CATALOGUE, *notes)
    if chosen:
        rivals = [w for w in found if w is not chosen and w.likeness.agreement >= Agreement.PART]
        reasons = (*_reasons(chosen), *notes)
        return Match(Status.MATCHED, _score(chosen), reasons, chosen.records, _show(rivals))
    near = [w for w in found if _worth_showing(query, w)]
    strong = [w for w in near if w.likeness.agreement >= Agreement.PART or w.linked]
    if strong:
        reason = f"{len(strong)} works fit" if len(strong) > 1 else _doubt(query, strong[0])
        return Match(Status.AMBIGUOUS, None, (reason, *notes), (), _show(near))
    if heard.silent or not answers:
        maybe = _maybe(query, found)
        if heard.by_catalogue and any(_kin(query, w) for w in maybe):
            return Match(Status.AMBIGUOUS, None, (PERHAPS, BY_CATALOGUE, *notes), (), _show(maybe))
        why = (f"{name} did not answer" for name in heard.silent)
        return Match(Status.UNKNOWN, None, (*why, *notes), (), _show(maybe))
    reasons = ("not found under this title; the closest are listed" if near else "not found",)
    return Match(Status.ABSENT, None, (*reasons, *notes), (), _show(near))


def settled(match: Match) -> bool:
    """Whether no further question could change the verdict for the better."""
    return match.status is Status.MATCHED and (match.score or 0) >= 0.9


def to_confirm(query: Query, answers: Iterable[Answer]) -> list[str]:
    """Give the arXiv ids of candidates that may be the paper under a newer title."""
    candidates = _allowed(query, answers)
    found = [w for g in works.group(candidates) if (w := weigh(query, g)).title]
    found = [w for w in found if w.likeness.agreement <= Agreement.PART]
    found.sort(key=lambda w: w.rank, reverse=True)
    ids = [works.join(r.ids for r in w.records).arxiv for w in found[:CONFIRM]]
    return [i for i in ids if i]


def _allowed(query: Query, answers: Iterable[Answer]) -> list[Candidate]:
    """Give all candidates but those that a person ruled out."""
    found = [c for a in answers if isinstance(a, Answered) for c in a.candidates]
    return [c for c in found if not query.never & set(works.keys(c.ids))] if query.never else found


def _by_link(query: Query, found: Sequence[Work]) -> Work | None:
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


def _by_title(query: Query, found: Sequence[Work], *, whole: bool) -> Work | None:
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
    return level[0] if enough(query, level[0], alone=whole and len(fit) == 1) else None


def _wrongly_linked(work: Work) -> bool:
    """Whether the list links another arXiv paper under the very same title: two works, a person must choose."""
    return work.linked and work.likeness.agreement < Agreement.PART


def _decided_by_hints(level: Sequence[Work]) -> list[Work]:
    balance = [len(w.hints_for) - len(w.hints_against) for w in level]
    return (
        [w for w, b in zip(level, balance, strict=True) if b == max(balance)]
        if max(balance) > min(balance)
        else list(level)
    )


def _kin(query: Query, work: Work) -> bool:
    """Whether the titles may be two titles of one paper: close, one name in front, or the hinted authors."""
    if work.likeness.agreement >= Agreement.CLOSE or any(h.startswith("author") for h in work.hints_for):
        return True
    ours = parts(query.title)
    return bool(ours and any((p := parts(r.title)) and squash(p[0]) == squash(ours[0]) for r in work.records))


def _worth_showing(query: Query, work: Work) -> bool:
    return (
        work.linked
        or work.likeness.agreement >= Agreement.PART
        or (work.likeness.score >= CLOSE_ENOUGH and _kin(query, work))
    )


def _maybe(query: Query, found: Sequence[Work]) -> list[Work]:
    """Give what the paper may be called today, those first that are its kin: for while not everybody has answered."""
    kin = [w for w in found if _worth_showing(query, w) or _kin(query, w)]
    return [*kin, *(w for w in found if w not in kin and w.likeness.score >= MAYBE)]


def _wrong_link(query: Query, found: Sequence[Work], chosen: Work | None) -> tuple[str, ...]:
    """Report where the list's own link leads to a paper of another title."""
    for work in found:
        if work.linked and work is not chosen:
            return (f"{WRONG_LINK} {works.keys(query.ids)[0]} is “{work.title}”",)
    return ()


def _reasons(work: Work) -> tuple[str, ...]:
    first = work.likeness.note or ("close title" if work.likeness.agreement else "another title")
    current = {squash(r.title) for r in work.records if r.title}
    retitled = (f"{RETITLED}“{work.title}”",) if squash(work.title) not in current else ()
    link = ("own link",) if work.linked else ()
    return (*link, first, *retitled, *work.hints_for, *work.hints_against)


def _doubt(query: Query, work: Work) -> str:
    """Say why the one work that fits was not taken."""
    if work.hints_against and not enough(query, work):
        return "the title fits, but: " + ", ".join(work.hints_against)
    if work.linked:
        return "the list links a paper of another title"
    return f"too few words to be sure ({work.likeness.note})"


def _score(work: Work) -> float:
    """Give a number for tables: the likeness, lower where a part is missing, higher where hints agree."""
    base = {Agreement.EXACT: 1.0, Agreement.TYPO: 0.95, Agreement.REWORDED: 0.92, Agreement.PART: 0.8}
    score = base.get(work.likeness.agreement, 0.6)
    if work.likeness.agreement is Agreement.PART and work.likeness.shared >= SURE_TITLE:
        score = 0.9
    return round(max(score, 0.9) if work.linked else score, 3)


def _show(found: Sequence[Work]) -> tuple[Scored, ...]:
    return tuple(
        Scored(
            w.records[0], round(w.likeness.score, 3), (w.likeness.note or "close title", *w.hints_for, *w.hints_against)
        )
        for w in found[:SHOWN]
    )
