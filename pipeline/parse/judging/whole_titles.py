"""Pure: titles that fill the markup or the line that they stand in, as nearly all of their list do."""

from __future__ import annotations

from collections import defaultdict

from pipeline.parse.lexicon.names import ET_AL
from pipeline.parse.lexicon.words import shape, words
from pipeline.parse.markup.flow import URL
from pipeline.parse.reading.chunks import told_by
from pipeline.parse.reading.cut import FRONT, Chunk
from pipeline.parse.reading.entry import Cell, Entry
from pipeline.parse.reading.parentheses import is_remark
from pipeline.parse.reading.runs import Run, bounds

_MANY = 5
"""Titles of one form that tell how the others stand."""
_SHARE = 0.85
_FORM = 0.75
"""The form of what is a title."""


def fill(entries: list[Entry]) -> None:
    """Where nearly all titles of a form fill their markup, or their line, let those that were cut in two do so."""
    known: dict[tuple[object, ...], int] = defaultdict(int)
    cut: dict[tuple[object, ...], list[tuple[Cell, Run]]] = defaultdict(list)
    for entry in entries:
        for cell in entry.cells if entry.block.kind == "row" else entry.cells[:1]:
            run = max(cell.reading.runs, key=lambda r: r.shape, default=None)
            if run is None:
                continue
            key = (*entry.key[:2], entry.head, cell.column, run.segment.kind)
            text, (start, end) = cell.flow.text, _place(cell, run)
            if words(text[start : run.start]) or words(text[run.end : end]):
                cut[key].append((cell, run))
            else:
                known[key] += run.shape >= _FORM
    for key, found in cut.items():
        long = sum(run.shape >= _FORM for _, run in found)
        if known[key] >= max(_MANY, _SHARE * (known[key] + long)):
            for cell, run in found:
                _let_fill(cell, run)


def _place(cell: Cell, run: Run) -> tuple[int, int]:
    """Give what a title fills: its markup, or the line where that has none."""
    start, end = (cell.start, cell.end) if run.segment.kind == "plain" else (run.segment.start, run.segment.end)
    front = next((c for c in cell.reading.chunks if c.start >= start and c.kind not in FRONT and c.kind), None)
    return (front.start if front else start), end


def _let_fill(cell: Cell, run: Run) -> None:
    """Read all that stands in a title's markup or line as the title, but where something is surely told of it."""
    start, end = _place(cell, run)
    live = [c for c in cell.reading.chunks if c.kind and start <= c.start < end]
    if not live or any(c.segment is not run.segment for c in live) or _tells(live, cell.flow.text):
        return
    if URL in cell.flow.text[start:end]:
        return  # and words behind it
    for chunk in live:
        chunk.kind = "T"
    start, end = bounds(cell.flow.text, start, end)
    others = [r for r in cell.reading.runs if r.segment is not run.segment]
    whole = Run(start, end, shape(cell.flow.text[start:end], run.segment.kind != "plain"), run.segment)
    cell.reading = told_by(
        cell.reading.chunks, sorted([whole, *others], key=lambda r: r.start), first=cell.reading.first
    )


def _tells(live: list[Chunk], text: str) -> bool:
    """Say whether what opens or ends a stretch is told of the title in it: a tag, a venue, names."""
    first, last = live[0], live[-1]
    tagged = first.depth > last.depth or (first.depth < last.depth and is_remark(text, last.start, last.end))
    if tagged or first.kind == "N" or last.kind in {"L", "Y", "N", "V"}:
        return True
    names = [c for c in live if c.kind == "P"]
    behind = next((c for c in live if c.kind != first.kind), first)
    if first.kind in {"V", "P"} and behind.before not in {"colon", "dash"}:
        return True
    return any(
        c.before in {"semi", "dash"} or "." in text[c.start : c.end] or ET_AL.search(text, c.start, c.end)
        for c in names
    )
