"""Markdown text in, a `Document` of mentions out, and why; pure but for the processes that share a huge list."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.model import Document, Mention, Notice, Place
from pipeline.parse.cores import in_parts, send_as_calls, usable
from pipeline.parse.judging.choose import choose
from pipeline.parse.judging.weigh import THRESHOLD
from pipeline.parse.markup.blocks import read_blocks
from pipeline.parse.markup.flow import IMAGE, URL
from pipeline.parse.markup.overrides import Overrides, read_overrides
from pipeline.parse.markup.parts import SIZE, Part, parts_of
from pipeline.parse.markup.prepare import prepared
from pipeline.parse.reading.entries import Frame, frame_of, read_entries, too_long
from pipeline.parse.reading.entry import Entry
from pipeline.parse.reading.plain import unclosed
from pipeline.parse.telling.mention import mentions_of
from pipeline.parse.telling.remarks import about

_NEAR = 1.0
"""How far below the threshold a line still looks like a paper to a reader."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one line was read as, and why. `what` is "paper", "part of line N", "switched off" or "no paper"."""

    line: int
    what: str
    text: str
    why: str


send_as_calls(Mention, Place, Notice, Explanation)


def parse(text: str, *, part: int = SIZE) -> Document:
    """Read a list. Never raises, whatever the text.

    A text of twice `part` characters or more is read in parts of that size, by several processes where there are
    cores for them. What else the whole list tells of an entry (the usual form of its entries, whether it is one of
    papers) its part does then.
    """
    with _uncollected():
        whole = _open(text, part)
        told = list(in_parts(lambda n: _tell(whole, whole.parts[n]), len(whole.parts), usable()))
        mentions = _apart([m for t in told for m in t.mentions])
        notices = [*whole.overrides.notices, *(n for t in told for n in t.notices), *whole.notices]
        notices.sort(key=lambda n: (n.line, n.kind == "left out"))
        return Document(text, tuple(mentions), tuple(notices), _title(told))


def explain(text: str, *, part: int = SIZE) -> tuple[Explanation, ...]:
    """Say of every entry of a list what it was read as and why, in order; a huge list is read as by `parse`."""
    with _uncollected():
        whole = _open(text, part)
        told = in_parts(lambda n: _explain(whole, whole.parts[n]), len(whole.parts), usable())
        return tuple(one for part in told for one in part)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A list made ready: its parts, what counts in all of them, and what was odd in its lines."""

    parts: list[Part]
    frame: Frame
    overrides: Overrides
    notices: list[Notice]


@dataclass(frozen=True, slots=True)
class _Told:
    """What one part tells: `sections` hold papers, `headings` are the first ones of level 1 and 0."""

    mentions: list[Mention]
    notices: list[Notice]
    sections: set[str | None]
    headings: dict[int, str]


def _open(text: str, size: int) -> _Whole:
    blocks = read_blocks(text)
    overrides = read_overrides(text, blocks.blocks)
    awaited = sorted([*overrides.skip_next, *(line for line, _ in overrides.titles_next)])
    parts = parts_of(prepared(blocks.blocks), len(text), size, awaited)
    notices = [Notice(n, "a line this long is not read") for b in blocks.blocks for n in too_long(b)]
    return _Whole(parts, frame_of(blocks), overrides, notices)


def _tell(whole: _Whole, part: Part) -> _Told:
    entries = _read(whole, part)
    own = [e.block.lines[0].start >= part.start for e in entries]
    odd = (e.line for e, mine in zip(entries, own, strict=True) if mine and e.head and _is_unclosed(e))
    notices = [Notice(line, "a 【 is not closed") for line in odd]
    told = _Told([], notices, {e.section for e in entries if e.accepted}, _headings(entries, own))
    lines: dict[int, int] = {}
    said = about(entries)
    for index, entry in enumerate(entries):
        above = entry.parent
        while above is not None and above not in lines:
            above = entries[above].parent
        found = mentions_of(entry, lines[above] if above is not None else None)
        if found:
            lines[index] = found[0].line
        if own[index] and found:
            told.mentions.extend([words.added_to(m) for m in found] if (words := said.get(index)) else found)
        elif own[index] and _is_near(entry):
            told.notices.append(Notice(entry.line, _shown(entry), "left out"))
        entry.forget()
    return told


def _is_unclosed(entry: Entry) -> bool:
    return any(unclosed(c.text) for c in entry.cells)


def _explain(whole: _Whole, part: Part) -> list[Explanation]:
    entries = _read(whole, part, tell=True)
    owners = {e.owner: entries[e.owner].line for e in entries if e.owner is not None}
    told = []
    for entry in entries:
        if not entry.text or entry.block.lines[0].start < part.start:
            continue
        if entry.off:
            what = "switched off"
        elif entry.accepted:
            what = "paper"
        else:
            what = "no paper" if entry.owner is None else f"part of line {owners[entry.owner]}"
        why = ", ".join(entry.why) + (f" = {entry.score:.1f}" if entry.why else "")
        told.append(Explanation(entry.line, what, _shown(entry), why))
        entry.forget()
    return told


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles, of which reading makes none, from going over a big list again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(whole: _Whole, part: Part, *, tell: bool = False) -> list[Entry]:
    """Read all entries of a part and decide on them."""
    entries = read_entries(part.blocks, whole.frame)
    titles = _override(entries, whole.overrides, part.line) if whole.overrides else {}
    choose(entries, tell=tell)
    for index, given in titles.items():
        entries[index].given, entries[index].accepted, entries[index].owner = given, True, None
    return entries


def _headings(entries: list[Entry], own: list[bool]) -> dict[int, str]:
    """Give the first heading of level 1, without badges, and what front matter says (0)."""
    found: dict[int, str] = {}
    for entry, mine in zip(entries, own, strict=True):
        level = entry.block.level
        if mine and entry.block.kind == "heading" and level < 2 and entry.text.strip(f"{IMAGE}{URL} "):
            found.setdefault(level, entry.text)
    return found


def _title(told: list[_Told]) -> str | None:
    """Give the first heading of level 1, or what front matter says.

    Where papers stand right under a heading, it heads a section.
    """
    firsts = [next((t.headings[level] for t in told if level in t.headings), None) for level in (1, 0)]
    found = next((x for x in firsts if x is not None and not any(x in t.sections for t in told)), None)
    return None if found is None else " ".join(re.sub(f"[{IMAGE}{URL}]", " ", found).split())


def _override(entries: list[Entry], overrides: Overrides, line: int) -> dict[int, list[str]]:
    """Switch entries off, and give the titles that stand in comments, by the number of their entry.

    Comments above the `line` where a part starts were for entries of another one.
    """
    titles: dict[int, list[str]] = {}
    skips = [n for n in overrides.skip_next if n >= line]
    given = [(n, title) for n, title in overrides.titles_next if n >= line]
    for index, entry in enumerate(entries):
        first, last = entry.line, entry.last_line
        if not any(c.text.strip() for c in entry.cells):
            continue
        own = [t for n in range(first, last + 1) for t in overrides.titles.get(n, ())] if overrides.titles else []
        while given and given[0][0] < first:
            own.append(given.pop(0)[1])
        skipped = any(n in overrides.skip for n in range(first, last + 1))
        while skips and skips[0] < first:
            skipped = bool(skips.pop(0))
        if skipped or overrides.is_off(first):
            entry.cells, entry.hidden = [], entry.cells
        elif own:
            titles[index] = own
    return titles


def _is_near(entry: Entry) -> bool:
    if entry.owner is not None or entry.off or not entry.best or entry.block.kind in {"heading", "code"}:
        return False
    return entry.score >= THRESHOLD - _NEAR and entry.best[1].shape >= 0.75


def _shown(entry: Entry) -> str:
    """Give the title, or else the beginning of the text, for people to read."""
    if entry.best:
        cell, run = entry.best
        text = cell.flow.text[run.start : run.end]
    else:
        text = entry.text
    return " ".join(text.replace(URL, "…").replace(IMAGE, "").split())[:120]


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Leave out a mention whose place another one has."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.place.start):
        if not kept or mention.place.start >= kept[-1].place.end:
            kept.append(mention)
    return kept
