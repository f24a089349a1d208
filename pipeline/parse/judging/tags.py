"""Pure: lines that are no papers by their tag ("[Project] PondKit"), as sessions, or as words that recur."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from pipeline.parse.judging.proof import goal_of, strength
from pipeline.parse.lexicon.headings import Topic, topic
from pipeline.parse.lexicon.links import Target
from pipeline.parse.reading.entry import Entry

_FRONT = re.compile(
    r"(?=\W*[\[`*【])\W{1,8}(?:(?:19|20)\d\d )?([^\W\d_]{3,14}+)(?: (?:19|20)\d\d)?(?!\]\()(?=\W*[\]`*】])\W{1,8}"
)
_PAPERS = frozenset(("paper", "papers", "preprint", "article", "survey", "thesis", "论文"))
_OTHERS_TEXT = (
    "project software tool toolkit repo library app product demo wiki info data dataset datasets corpus challenge "
    "competition tutorial book manual blog video talk course slides 项目 工具 数据集"
)
_OTHERS = frozenset(_OTHERS_TEXT.split())
_LEAST = 3
"""So many tags of papers make it the habit of a list to say what is one."""


def mark_others(entries: list[Entry]) -> None:
    """Mark the entries whose tag says that they are something else, where no link proves a paper.

    A PDF proves one, and so do names and a year, unless the list tags its papers, too.
    """
    tags = [(e, found[1].lower()) for e in entries if e.cells and (found := _FRONT.match(e.cells[0].strip.text))]
    habit = sum(tag in _PAPERS for _, tag in tags) >= _LEAST
    for entry, tag in tags:
        entry.tagged = habit and tag in _PAPERS | _OTHERS
        if tag in _OTHERS and any(c.links for c in entry.everything):
            entry.other = strength(entry.everything) < (4 if habit else 2)


def mark_contents(entries: list[Entry]) -> None:
    """Mark the items that only name a heading or a line in bold further down."""
    below: set[str] = set()
    for entry in reversed(entries):
        if entry.block.kind == "item":
            entry.other = entry.other or (strength(entry.everything) == 0 and entry.text.strip().lower() in below)
            continue
        text = entry.text.strip().lower()
        strong = entry.cells[0].flow.strong if entry.cells and entry.block.kind == "text" else ()
        if text and (entry.block.kind == "heading" or any(b - a >= len(text) for a, b in strong)):
            below.add(text)


_SESSIONS = 2
"""So many dated items with their papers below make a list of sessions of all such items."""


def mark_sessions(entries: list[Entry]) -> None:
    """Mark the sessions of a seminar: dated items ("4/5/2022: Ponds"), some of which hold a line "Related papers:"."""
    holding = Counter(
        above.key
        for e in entries
        if e.parent is not None and e.block.kind == "item" and _is_dated(above := entries[e.parent])
        if (text := e.text.strip()).endswith((":", "：")) and topic(text) == Topic.PAPERS
    )
    for entry in entries:
        if holding[entry.key] >= _SESSIONS and _is_dated(entry) and strength(entry.everything) < 2:
            entry.other = True


_RECURS = 3
"""A link's text below so many papers is the label of what leads there: "Annotated copy"."""


def mark_recurring(entries: list[Entry]) -> None:
    """Mark the items below others whose linked words stand below several papers, and what stands beside such."""
    below = [(e, e.parent, e.text.strip().lower()) for e in entries if e.parent is not None and _is_linked_below(e)]
    parents: dict[str, set[int]] = defaultdict(set)
    for _, parent, text in below:
        if entries[parent].block.kind == "item" and strength(entries[parent].cells) >= 2:
            parents[text].add(parent)
    held = {parent for _, parent, text in below if len(parents[text]) >= _RECURS}
    for entry, parent, text in below:
        beside = parent in held and goal_of(*entry.best) != Target.PAPER if entry.best else False
        entry.other = entry.other or beside or len(parents[text]) >= _RECURS


def _is_linked_below(entry: Entry) -> bool:
    """Say whether an item holds a few words in a link and no more."""
    if entry.owner is not None or entry.block.kind != "item" or not entry.best or entry.best[1].shape == 1:
        return False
    link = entry.best[1].segment.link
    return link is not None and link.start == entry.cells[0].start


def _is_dated(entry: Entry) -> bool:
    """Say whether an item opens with a date."""
    if entry.block.kind != "item" or not entry.head or not entry.cells:
        return False
    year, start = entry.cells[0].reading.year, entry.cells[0].start
    return year is not None and year[0] <= start + 1
