"""Pure: what speaks for and against a table's row naming a paper."""

from __future__ import annotations

import re

from pipeline.parse.judging.case import Case, Parts, Peers
from pipeline.parse.judging.proof import MARKED
from pipeline.parse.lexicon.words import words


def by_row(case: Case, peers: Peers) -> Parts:
    """Weigh a row by the column of its title and by the other rows."""
    headed = case.in_column
    told = headed or case.proof >= 2 or case.entry.titled or peers.known >= 0.7 * peers.count
    return [
        ("an empty row", -3.0 * _is_empty_row(case, peers)),
        ("column of papers", 1.2 * headed),
        ("a table of other things", -2.5 * (not told)),
        ("a table of results", -8.0 * (not case.entry.titled and not headed and _has_results(case))),
        ("unlike its peers", (-4.5 if case.run.segment.kind == "strong" else -2.5) * _is_unlike(case, peers)),
    ]


_RESULT = re.compile(r"\W*\d{1,3}\.\d+\W*")
_DAY = re.compile(r"\W*(?:0?[1-9]|1[0-2])\.(?:0[1-9]|[12]\d|3[01])\W*")


def _has_results(case: Case) -> bool:
    """Say whether a cell of the row holds a measured number and nothing else; "03.17" in front is a day."""
    others = (c for c in case.entry.cells if c is not case.cell and (c.column or not _DAY.fullmatch(c.text)))
    return any(_RESULT.fullmatch(c.text) for c in others)


_TITLE = 0.9
_WORDS = 7
"""The form and the words of what is a title in a column of papers, whatever else is told of it."""


def _is_unlike(case: Case, peers: Peers) -> bool:
    """Say whether a row tells nothing but a year where most tell more and mark their titles."""
    marked = sum(peers.kinds[kind] for kind in MARKED)
    linked = peers.kinds["link"] >= 0.7 * peers.titled
    usual = case.run.segment.kind in (MARKED - {"strong"} if linked else MARKED)
    plain = not usual and case.proof < 2 and not case.hints - {"year"}
    if case.entry.headed and not marked and case.run.shape >= _TITLE and len(words(case.text)) >= _WORDS:
        return False  # the one title whose venue is not told
    if case.entry.titled and case.run.shape >= _TITLE and len(words(case.text)) > 4 and _are_papers(peers):
        return False  # the one title without a link
    return plain and 4 <= peers.count <= peers.known / 0.6 and (case.nothing or marked >= 0.7 * peers.titled)


def _are_papers(peers: Peers) -> bool:
    """Say whether nearly all rows link papers."""
    return peers.strong >= 0.8 * peers.count


_ANNOUNCES = re.compile(
    r"\b(?:due(?! to)|deadline|midterms?|final exam|exam|quiz|no (?:class|meeting|reading)|holidays?|"
    r"(?:spring|fall|winter|thanksgiving) (?:break|recess)|postponed|cancell?ed|"
    r"project (?:proposals?|presentations?|reports?)|tba|tbd)\b",
    re.IGNORECASE,
)


def _is_empty_row(case: Case, peers: Peers) -> bool:
    """Say whether a row without links holds a few words among titles ("no meeting"), or nothing but one cell."""
    if case.proof >= 2 or not peers.titled or {"names", "venue"} <= case.hints:
        return False
    if not case.cell.links and len(words(case.text)) <= 6 and _ANNOUNCES.search(case.text):
        return True
    others = [c.text for c in case.entry.cells if c is not case.cell and c.column]
    kind, headed = case.run.segment.kind, case.entry.headed
    cited = case.entry.titled and (headed or kind in {"quote", "slant"}) and {"names", "year"} <= case.hints
    short = case.run.shape < 0.5 and not cited and not (case.entry.titled and "venue" in case.hints)
    usual = case.entry.titled and case.run.shape >= 0.75 and (kind == "book" or peers.known <= 0.5 * peers.count)
    return short or (len(others) > 1 and not usual and not any(words(t) for t in others))
