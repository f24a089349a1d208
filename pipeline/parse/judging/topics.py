"""Pure: parent items and short lines that say what is below them, as headings do."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.headings import PAPERISH, Topic, topic
from pipeline.parse.lexicon.links import Target, is_paper_label
from pipeline.parse.lexicon.single_headings import is_contents, is_subject
from pipeline.parse.lexicon.words import is_prose
from pipeline.parse.markup.flow import Link
from pipeline.parse.reading.entry import Cell, Entry

_FOLLOWING = re.compile(r"\bfollowing ([\w-]+s) (?:are|were|will be)\b")


def whole_frame(entries: list[Entry]) -> None:
    """Where nearly the whole list stands below a word of the frame ("About"), that says nothing of its entries."""
    if not any(e.topic == Topic.FRAME for e in entries):
        return
    items = [e for e in entries if e.block.kind in {"item", "row"} and any(_tells(c) for c in e.cells)]
    framed = sum(e.topic == Topic.FRAME for e in items)
    if framed >= max(5, 0.9 * len(items)):
        for entry in entries:
            entry.topic = Topic.OPEN if entry.topic == Topic.FRAME else entry.topic


def _tells(cell: Cell) -> bool:
    """Say whether a cell has a link that leads out of the list, or a venue."""
    return bool(cell.reading.venue) or any(x.goal != Target.ANCHOR for x in cell.links)


def _links(entry: Entry) -> list[Link]:
    return [x for c in entry.cells for x in c.links]


def pseudo_topics(entries: list[Entry]) -> None:
    """Let a parent item or a short bold line that is no title say what is below it, as a heading does."""
    current: Topic | None = None
    below: Topic | None = None
    section: object = None
    said, since = False, -1
    for index, entry in enumerate(entries):
        if entry.section is not section or entry.block.kind == "heading":
            current, below, section = None, None, entry.section
        text = entry.cells[0].text.strip() if entry.cells and entry.block.kind == "text" else ""
        entry.said, said = said and entry.block.kind == "text", False
        own = entry.parent if entry.block.kind == "item" and (entry.parent or -1) >= since else None
        if own is not None and entries[own].block.kind != "heading":  # none is announced nearer by
            above = entries[own].text
            found = _said_above(entry, above)
            if found != Topic.OPEN and not (entry.topic == Topic.PAPERS and is_subject(above)):
                entry.topic = found
                continue
            if entries[own].topic != entry.topic and entries[own].block.kind == "item":
                entry.topic = entries[own].topic
                continue
        if entry.block.kind != "item":
            below = _labelled(entry)
        elif below is not None:
            entry.topic = below
            continue
        told = _announced(entry, text)
        if told is not None:
            since = index
            current, said = told, text[-1] in ":：" and is_paper_label(text[:-1])
        elif current is not None and current != Topic.OPEN:
            entry.topic = current


def _said_above(entry: Entry, above: str) -> Topic:
    """Say what the text of a parent item announces; "Index" is a field of databases, unless links lead down."""
    if len(above) >= 60 or (is_contents(above) and not any(x.goal == Target.ANCHOR for x in _links(entry))):
        return Topic.OPEN
    return topic(above)


def _labelled(entry: Entry) -> Topic | None:
    """Say what a paragraph says of the items right below it: "**Lecture:** [Ponds](address)", "following fish are"."""
    if entry.block.kind != "text" or entry.block.item is not None or not entry.cells or not entry.head:
        return None
    if (named := _FOLLOWING.search(entry.text)) and not PAPERISH.search(named[1]):
        return Topic.THINGS
    flow, start = entry.cells[0].flow, entry.cells[0].start
    bold = flow.strong[0] if flow.strong and flow.strong[0][0] <= start + 1 else None
    if bold is None or not 0 < bold[1] - bold[0] < 40 or ":" not in flow.text[bold[1] - 1 : bold[1] + 1]:
        return None
    found = topic(flow.text[bold[0] : bold[1]].rstrip(": "))
    return found if found in {Topic.THINGS, Topic.BOOKS, Topic.FRAME} else None


def _announced(entry: Entry, text: str) -> Topic | None:
    """Say what a short line of its own announces, if it announces anything: a bold one, or one with a colon."""
    if entry.block.kind != "text" or entry.block.item is not None or not 0 < len(text) < 60:
        return None
    found, flow = topic(text), entry.cells[0].flow
    bold = flow.strong and flow.strong[0][1] - flow.strong[0][0] > 0.7 * len(text)
    if bold or text.endswith((":", "：")) or (found == Topic.THINGS and not entry.cells[0].links):
        return found if found != Topic.OPEN or not _announces_others(text) else Topic.THINGS
    return None


def _announces_others(text: str) -> bool:
    """Say whether a line that speaks to the reader introduces what follows, and no papers."""
    return text.endswith((":", "：")) and is_prose(text) and not PAPERISH.search(text)
