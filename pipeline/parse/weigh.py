"""Pure: what speaks for and against an entry naming a paper, added up."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from pipeline.parse.entries import Cell, Entry
from pipeline.parse.headings import Topic
from pipeline.parse.links import Target, is_label
from pipeline.parse.proof import MARKED, TOOLS, goal_of, links_of, strength
from pipeline.parse.runs import Run
from pipeline.parse.words import has_cjk, is_prose, is_speech, words

THRESHOLD = 2.0


@dataclass(slots=True)
class Peers:
    """What is known of the entries that share one form and section."""

    count: int = 0
    strong: int = 0
    titled: int = 0
    tools: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    accepted: int = 0


_OTHER_LABEL = re.compile(
    r"\W*(?:blog|blog ?post|post|video|talk|slides?|course|tutorial|book|tweet|website|podcast|博客|视频)\W*",
    re.IGNORECASE,
)
_BOOK = re.compile(r"[(\[-]\s*(?:free |e-?)?(?:text)?book\b", re.IGNORECASE)
_COURSE_NUMBER = re.compile(r"[\W_]*[A-Z]{2,4}[- ]?\d{3}[A-Z]?\b")
_SLASH = re.compile(" / ")


def weigh(entry: Entry, above: Entry | None, peers: Peers, alike: Peers, *, paperish: bool) -> None:
    """Add up what speaks for and against an entry; `why` tells it."""
    if not entry.best:
        return
    cell, run = entry.best
    text = cell.text.strip()
    proof = strength(entry.everything)
    if _in_prose(text, run, cell):
        own = run.segment.link
        proof = 4.0 if own and own.goal == Target.PAPER else 0.0
    parts: list[tuple[str, float]] = [("title form", 2 * (run.shape - 0.5)), ("links", proof)]
    readings = [c.reading for c in entry.everything]
    cited = any(r.names for r in readings) and any(r.venue or r.year for r in readings)
    talks = run.segment.kind in {"plain", "slant"} and not cited and is_prose(text) and len(words(text)) > 8
    if talks:
        readings = []
    if any(r.venue for r in readings):
        parts.append(("venue", 1.5))
    if any(r.names for r in readings):
        parts.append(("authors", 1.2))
    if any(r.year for r in readings):
        parts.append(("year", 0.4))
    arxiv = any(g == Target.PAPER and "arxiv" in x.url for g, _, x in links_of(entry.everything))
    parts.append(
        (
            "section",
            {
                Topic.PAPERS: 0.7,
                Topic.OPEN: 0.0,
                Topic.MIXED: -0.5,
                Topic.THINGS: -1.8,
                Topic.BOOKS: -2.0 if arxiv else -20.0,
                Topic.FRAME: -2.0 if arxiv else -6.0,
            }[entry.topic],
        )
    )
    if alike.count >= 2:
        size = peers.count + 3
        parts.append(("peers with papers", 2.0 * (peers.strong + 3 * alike.strong / alike.count) / size))
        if (peers.titled + 3 * alike.titled / alike.count) / size >= 0.6 and run.shape >= 0.7:
            parts.append(("peers with titles", 1.0))
        if proof < 3:
            parts.append(("peers lead elsewhere", -3.0 * (peers.tools + 3 * alike.tools / alike.count) / size))
    parts.append(("list of papers", 0.5 if paperish else -1.5))
    goal = goal_of(cell, run)
    if goal in TOOLS and proof < 2:
        parts.append(("leads to " + str(goal), -3.0))
    elif goal in {Target.PAGE, Target.ANCHOR} and proof < 2:
        parts.append(("leads to a page", -1.0 if goal == Target.PAGE else -3.0))
    elif goal is None and proof < 2:
        other = [g for g, _, _ in links_of(entry.everything)]
        if other and all(g in TOOLS | {Target.PAGE} for g in other):
            said = any(_OTHER_LABEL.fullmatch(t) for _, t, _ in links_of(entry.everything))
            parts.append(("only other links", -3.5 if said else -0.5))
    bare = run.segment.kind == "plain" and proof < 2 and not any(r.venue or r.names for r in readings)
    if entry.topic < Topic.OPEN and run.shape < 0.4:
        parts.append(("a name only", -4.0))
    if above is not None and bare and _is_remark(above, run):
        parts.append(("under a paper", -3.0))
    if _BOOK.search(text) and proof < 4:
        parts.append(("a book", -3.0))
    if _COURSE_NUMBER.match(text):
        parts.append(("a course number", -2.0))
    if _tool_first(cell, run):
        parts.append(("opens with a tool", -4.0))
    if bare and text.endswith("."):
        parts.append(("a sentence", -0.8))
    if bare and len(_SLASH.findall(text)) >= 2:
        parts.append(("alternatives", -2.0))
    if bare and text[run.start - cell.start : run.end - cell.start].islower():
        parts.append(("lower case", -2.5 if is_speech(text) else -0.6))
    if (
        bare
        and entry.block.kind == "text"
        and entry.block.item is None
        and alike.strong >= 0.7 * alike.count
        and not any(r.year for r in readings)
        and not cell.links
    ):
        parts.append(("unlike its peers", -2.0))
    if talks:
        parts.append(("speaks to the reader", -3.0))
    elif _in_prose(text, run, cell) and (run.shape < 0.9 or proof < 4):
        parts.append(("inside prose", -3.0))
    if cell.found and any(f.annotation and "【" in text for f in cell.found):
        parts.append(("note in 【】", 1.0))
    if entry.block.kind == "heading":
        parts.append(("heading", -1.8 if proof >= 2 and (entry.block.level > 1 or run.segment.link) else -8.0))
    elif entry.block.kind == "text" and entry.block.item is None and proof < 2 and peers.titled < 0.6 * peers.count:
        parts.append(("paragraph", -0.7))
    elif entry.block.kind == "code":
        parts.append(("code", -1.5))
    entry.score = sum(v for _, v in parts)
    entry.why = [f"{name} {value:+.1f}" for name, value in parts if abs(value) >= 0.05]
    entry.accepted = entry.score >= THRESHOLD and (run.shape >= 0.4 or proof >= 3) and not is_label(text)


def _is_remark(above: Entry, run: Run) -> bool:
    """Say whether a plain line under a title that markup and links prove to be a paper is a remark on it."""
    return (
        above.best is not None
        and above.best[1].segment.kind in MARKED
        and above.best[1].shape >= 0.7
        and run.segment.kind == "plain"
        and strength(above.everything) >= 2
    )


def _in_prose(text: str, run: Run, cell: Cell) -> bool:
    """Say whether a marked title is only a small part of a line that speaks."""
    if run.segment.kind == "plain" or run.end - run.start >= 0.35 * len(text):
        return False
    if len(words(cell.flow.text[cell.start : run.start])) < 3 and not has_cjk(text):
        return False
    return (len(words(text)) > 15 and is_prose(text)) or (has_cjk(text) and len(re.findall("[，。；]", text)) >= 2)


def _tool_first(cell: Cell, run: Run) -> bool:
    """Say whether the line opens with a link to a tool, so that what follows describes that."""
    if run.segment.kind not in {"plain", "slant"}:
        return False
    for link in cell.links:
        if link.start < run.start and not link.bare:
            label = cell.flow.text[link.start : link.end]
            return not is_label(label) and link.goal in TOOLS and not words(cell.flow.text[cell.start : link.start])
    return False
