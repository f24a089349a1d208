"""Pure: a list made ready, and the entries of one of its parts, decided."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.model import Notice
from pipeline.parse.judging.choose import choose
from pipeline.parse.markup.blocks import read_blocks
from pipeline.parse.markup.flow import IMAGE, URL
from pipeline.parse.markup.overrides import Overrides, read_overrides
from pipeline.parse.markup.parts import Part, parts_of
from pipeline.parse.markup.prepare import prepared
from pipeline.parse.reading.entries import Frame, frame_of, read_entries, too_long
from pipeline.parse.reading.entry import Entry


@dataclass(frozen=True, slots=True)
class Whole:
    """A list made ready: its parts, what counts in all of them, and what was odd in its lines."""

    parts: list[Part]
    frame: Frame
    overrides: Overrides
    notices: list[Notice]


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector of cycles, of which reading makes none, from going over a big list again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def open_list(text: str, size: int) -> Whole:
    """Read the blocks and the comments of a list, and cut it into parts of `size` characters where it is huge."""
    blocks = read_blocks(text)
    overrides = read_overrides(text, blocks.blocks)
    awaited = sorted([*overrides.skip_next, *(line for line, _ in overrides.titles_next)])
    parts = parts_of(prepared(blocks.blocks), len(text), size, awaited)
    notices = [Notice(n, "a line this long is not read") for b in blocks.blocks for n in too_long(b)]
    return Whole(parts, frame_of(blocks), overrides, notices)


def entries_of(whole: Whole, part: Part, *, tell: bool = False) -> list[Entry]:
    """Read all entries of a part and decide on them."""
    entries = read_entries(part.blocks, whole.frame)
    titles = _override(entries, whole.overrides, part.line) if whole.overrides else {}
    choose(entries, tell=tell)
    for index, given in titles.items():
        entries[index].given, entries[index].accepted, entries[index].owner = given, True, None
    return entries


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


def shown(entry: Entry) -> str:
    """Give the title, or else the beginning of the text, for people to read."""
    if entry.best:
        cell, run = entry.best
        text = cell.flow.text[run.start : run.end]
    else:
        text = entry.text
    return " ".join(text.replace(URL, "…").replace(IMAGE, "").split())[:120]
