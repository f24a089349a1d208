"""Pure: Markdown text in, a `Document` of mentions out, and why."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.model import Document, Mention, Notice
from pipeline.parse.judging.choose import choose
from pipeline.parse.judging.weigh import THRESHOLD
from pipeline.parse.markup.blocks import read_blocks
from pipeline.parse.markup.flow import IMAGE, URL
from pipeline.parse.markup.overrides import Overrides, read_overrides
from pipeline.parse.reading.entries import read_entries, too_long
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


def parse(text: str) -> Document:
    """Read a list. Never raises, whatever the text."""
    with _uncollected():
        return _parse(text)


def _parse(text: str) -> Document:
    entries, notices = _read(text)
    title = _title(entries)
    mentions: list[Mention] = []
    lines: dict[int, int] = {}
    said = about(entries)
    for index, entry in enumerate(entries):
        above = entry.parent
        while above is not None and above not in lines:
            above = entries[above].parent
        found = mentions_of(entry, lines[above] if above is not None else None)
        if found:
            lines[index] = found[0].line
        elif _is_near(entry):
            notices.append(Notice(entry.line, _shown(entry), "left out"))
        mentions += [words.added_to(m) for m in found] if (words := said.get(index)) else found
        entry.forget()
    notices.sort(key=lambda n: n.line)
    return Document(text, tuple(_apart(mentions)), tuple(notices), title)


def explain(text: str) -> tuple[Explanation, ...]:
    """Say of every entry of a list what it was read as and why, in order."""
    with _uncollected():
        entries, _ = _read(text, tell=True)
    owners = {e.owner: entries[e.owner].line for e in entries if e.owner is not None}
    told = []
    for entry in entries:
        if not entry.text:
            continue
        if entry.off:
            what = "switched off"
        elif entry.accepted:
            what = "paper"
        else:
            what = "no paper" if entry.owner is None else f"part of line {owners[entry.owner]}"
        told.append(
            Explanation(
                entry.line, what, _shown(entry), ", ".join(entry.why) + (f" = {entry.score:.1f}" if entry.why else "")
            )
        )
        entry.forget()
    return tuple(told)


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


def _read(text: str, *, tell: bool = False) -> tuple[list[Entry], list[Notice]]:
    """Read all entries and decide on them."""
    blocks = read_blocks(text)
    overrides = read_overrides(text, blocks.blocks)
    entries = read_entries(blocks)
    notices = list(overrides.notices)
    odd = (e.line for e in entries if e.head and any(unclosed(c.text) for c in e.cells))
    notices += [Notice(line, "a 【 is not closed") for line in odd]
    notices += [Notice(n, "a line this long is not read") for b in blocks.blocks for n in too_long(b)]
    titles = _override(entries, overrides) if overrides else {}
    choose(entries, tell=tell)
    for index, given in titles.items():
        entries[index].given, entries[index].accepted, entries[index].owner = given, True, None
    return entries, notices


def _title(entries: list[Entry]) -> str | None:
    """Give the first heading of level 1, without badges, or what front matter says.

    Where papers stand right under a heading, it heads a section.
    """
    sections = {e.section for e in entries if e.accepted}
    headings = [e for e in entries if e.block.kind == "heading" and e.text.strip(f"{IMAGE}{URL} ")]
    firsts = [next((e.text for e in headings if e.block.level == level), None) for level in (1, 0)]
    found = next((text for text in firsts if text is not None and text not in sections), None)
    return None if found is None else " ".join(re.sub(f"[{IMAGE}{URL}]", " ", found).split())


def _override(entries: list[Entry], overrides: Overrides) -> dict[int, list[str]]:
    """Switch entries off, and give the titles that stand in comments, by the number of their entry."""
    titles: dict[int, list[str]] = {}
    skips, given = list(overrides.skip_next), list(overrides.titles_next)
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
