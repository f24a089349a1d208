"""Pure: what speaks for and against a paper in the place that a title leads to, or in the other links of its entry."""

from __future__ import annotations

import re

from pipeline.parse.judging.case import Case, Parts, Peers, own_topic
from pipeline.parse.judging.proof import TOOLS, links_of
from pipeline.parse.judging.said import SAYS_PAPER, is_called_paper, is_translated, says_paper
from pipeline.parse.lexicon.headings import Topic
from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.single_headings import names_papers
from pipeline.parse.lexicon.words import words

_OTHER_LABEL = re.compile(
    r"\W*(?:blog|blog ?post|post|video|talk|slides?|course|tutorial|book|tweet|(?P<site>website)|podcast|博客|视频)\W*",
    re.IGNORECASE,
)
_HELD_LABEL = re.compile(r"\W*(?:slides?|video|talk|poster)\W*", re.IGNORECASE)
_NAME = 5
"""Words that the name of a tool has at most."""


def by_goal(case: Case, peers: Peers, alike: Peers) -> Parts:
    """Weigh where the title leads, or the other links where it leads nowhere."""
    if case.proof >= 2 or case.in_column or is_translated(case) or is_called_paper(case):
        return []
    if case.goal is not None:
        return (_to_tool if case.goal in TOOLS else _to_page)(case, case.goal, peers)
    found = [(goal, text) for goal, text, _ in links_of(case.entry.everything)]
    if case.entry.block.kind == "item":
        found = [(goal, text) for goal, text in found if goal != Target.NOTE]  # what the curator says of it
    if not found or not all(goal in TOOLS or goal in {Target.PAGE, Target.SITE} for goal, _ in found):
        return []
    if case.announced:
        return []  # its code, or what a blog says of it
    coded = all(goal == Target.CODE for goal, _ in found)
    if coded and _is_named_tool(case, alike):
        return [("only its code", -2.5)]
    filmed = all(goal == Target.MEDIA and _OTHER_LABEL.match(text) for goal, text in found)
    if case.run.shape >= 0.9 and peers.strong >= 0.7 * peers.count and not filmed:
        return [("only other links", -0.5)]
    below = [cell for cell in case.entry.extra if cell.strip is not case.cell.strip]
    said = says_paper(case) or any(SAYS_PAPER.match(cell.text) for cell in below)  # "Paper: none yet"
    if coded and below and not (case.hints or said or case.entry.headed):
        return [("only code below", -2.0)]
    return [("only other links", _by_labels(case, found))]


def _by_labels(case: Case, found: list[tuple[Target, str]]) -> float:
    """Weigh links that lead to no paper by what they are called."""
    cited = ("venue" in case.hints or case.formal) and case.run.shape >= 0.75
    labels = (label for _, text in found if (label := _OTHER_LABEL.fullmatch(text)))
    shown = all(goal in {Target.MEDIA, Target.COURSE, Target.BOOK} for goal, _ in found)
    if cited and len(found) > 1 and all(_HELD_LABEL.fullmatch(text) for _, text in found):
        return -1.0  # "Slow Ponds (POND 2021) [slides] [video]", which a paper has as a talk has them
    if shown or any(not (label["site"] and cited) for label in labels):
        return -3.5
    return -1.0 if cited else -0.5 if case.entry.topic >= Topic.OPEN else -2.0


def _to_tool(case: Case, goal: Target, peers: Peers) -> Parts:
    """Weigh a title that leads to code, data, a video, a course or a book."""
    listed = case.run.shape == 1 and case.entry.topic == Topic.PAPERS and peers.strong >= 0.6 * peers.count
    coded = goal == Target.CODE and case.run.shape >= 0.75
    if coded and not case.run.segment.link and peers.plain:
        return [("its code behind", -0.5)]
    if coded and shown_by_code(case, peers):
        return []
    if listed and goal in {Target.CODE, Target.MEDIA}:
        return [(f"leads to {goal}, among papers", -1.5)]
    cited = case.formal or ("venue" in case.hints and case.run.shape == 1)
    worst = -4.0 if goal == Target.DATA else -3.0
    return [(f"leads to {goal}", -0.5 if cited and goal == Target.CODE else worst)]


def _is_listed(case: Case, peers: Peers) -> bool:
    """Say whether a heading of papers stands right above entries that nearly all are titles, as this one is.

    Articles may be a blog's.
    """
    announced = case.entry.topic == own_topic(case.entry) == Topic.PAPERS
    announced = announced and names_papers(case.entry.section or "")
    return announced and bool(case.run.segment.link) and case.run.shape == 1 and peers.whole >= 0.8 * peers.count


def _is_named_tool(case: Case, alike: Peers) -> bool:
    """Say whether a line holds a few words and their code, where most of its form link their papers, too."""
    line = case.cell.flow.text[case.cell.start : case.cell.end].strip()
    few = len(words(line.split("[")[0])) <= _NAME and ":" not in line and "\n" not in line and not case.entry.extra
    return few and not case.hints and not says_paper(case) and alike.count >= 8 and 2 * alike.strong >= alike.count


def shown_by_code(case: Case, peers: Peers) -> bool:
    """Say whether in a section of papers the entries mostly lead to their code and, further down in it, are titles."""
    below = case.entry.topic == Topic.PAPERS and own_topic(case.entry) != Topic.PAPERS
    sure = below and case.goal == Target.CODE and case.run.shape == 1 and peers.titled >= 0.7 * peers.count
    return (sure or case.under_papers) and peers.count >= 4 - sure and peers.tools >= 0.6 * peers.count


def _to_page(case: Case, goal: Target, peers: Peers) -> Parts:
    """Weigh a title that leads to a page which may be anything."""
    if goal == Target.ANCHOR and says_paper(case):
        return []  # to what is said of it further down
    if case.run.segment.link and not case.run.segment.link.url.strip("# "):
        return []  # "[Title]()", still to be filled in
    among = peers.count >= 8 and peers.strong <= 0.1 * peers.count and not _is_listed(case, peers)
    among = among and not ("venue" in case.hints and case.run.shape == 1)
    value = {Target.PAGE: -2.5 if among else -1.0, Target.SITE: -2.0, Target.ANCHOR: -3.0}.get(goal, 0.0)
    if case.run.segment.kind == "slant" and "year" in case.hints and "venue" not in case.hints:
        value -= 1.5  # "Pond Guild. (2024). *Pond Kit*. address": a paper stands upright there, its journal leans
    return [("leads to a page", value)]
