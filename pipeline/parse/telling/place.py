"""Pure: where exactly a title stands, and what may be inserted around it and behind it."""

from __future__ import annotations

import re

from pipeline.model import Place
from pipeline.parse.markup.flow import Link
from pipeline.parse.reading.entry import Cell, Entry

_MARKS = "*_~`"
_WORD = re.compile(r"\w")
_TICKS = re.compile("`+")
_CLOSES = re.compile(r"[*_~]+|`+|[\"”’»》」』]|</(?:b|i|em|strong|u|a|code|span|font|cite)>", re.IGNORECASE)


def place(entry: Entry, cell: Cell, start: int, end: int, link: Link | None) -> Place:
    """Find the place of the visible stretch from `start` to `end`."""
    source = cell.strip.text
    first, last = cell.flow.source(start), cell.flow.source(end - 1) + 1
    markup = entry.block.markup
    code = entry.block.kind == "code" or _in_code(source, first, last)
    if link:
        behind = None if code else _at(cell, _behind(cell, link.end, link.outer[1]))
        return Place(cell.strip.at(first), _at(cell, last), behind, linkable=False, markup=markup)
    first, last, whole = _widen(cell, start, end, first, last)
    linkable = whole and source.count("[", first, last) == source.count("]", first, last) and not code
    after = None if code else _at(cell, _behind(cell, end, last))
    return Place(cell.strip.at(first), _at(cell, last), after, linkable=linkable, markup=markup)


def _in_code(source: str, first: int, last: int) -> bool:
    """Say whether Markdown takes LaTeX quotes for code, so that nothing can be inserted: "``Ponds'' and ``Lakes''"."""
    if "``" not in source or "''" not in source:
        return False
    runs, end = [*_TICKS.finditer(source)], 0
    for index, opened in enumerate(runs):
        if opened.start() >= last:
            break
        closed = next((r for r in runs[index + 1 :] if len(r[0]) == len(opened[0])), None)
        if opened.start() >= end and closed:
            end = closed.end()
            if first < end:
                return True
    return False


def _at(cell: Cell, position: int) -> int:
    return cell.strip.at(position - 1) + 1


def _widen(cell: Cell, start: int, end: int, first: int, last: int) -> tuple[int, int, bool]:
    """Take in the marks of emphasis that begins or ends with the title; say whether none is cut in two."""
    source, flow, whole = cell.strip.text, cell.flow, True
    for a, b in (*flow.strong, *flow.slanted):
        if b <= start or a >= end:
            continue
        left = _run_of_marks(source, first, -1) if a == start else first
        right = _run_of_marks(source, last, 1) if b == end else last
        if (a, b) == (start, end):
            if (a, b) in flow.code or source[left - 1 : left].isalnum() or source[right : right + 1].isalnum():
                first, last = left, right  # `x**[t](u)**y` would not be bold
        elif a <= start and end <= b:
            whole = whole and (a, b) not in flow.code and not source[left - 1 : left].isalnum()
        elif start <= a and b <= end:
            whole = whole and (left < first or a > start) and (right > last or b < end)
            first, last = left, right
        else:
            whole = False
    return first, last, whole


def _run_of_marks(source: str, position: int, step: int) -> int:
    """Go over the marks of emphasis before (-1) or behind (1) a place."""
    while 0 < position + min(step, 0) + 1 <= len(source) and source[position + min(step, 0)] in _MARKS:
        position += step
    return position


def _behind(cell: Cell, end: int, position: int) -> int:
    """Give the place behind the marks and quotes that close around a title, with what else stands in its code."""
    source, flow = cell.strip.text, cell.flow
    ends: set[int] = {position}
    codes: set[int] = set()
    word = _WORD.search(flow.text, end)
    reach = word.start() if word else len(flow.text)
    for a, b in (*flow.strong, *flow.slanted):
        if b >= end and (a < end or b <= reach):
            code = (a, b) in flow.code
            if code or b <= reach:
                (codes if code else ends).add(flow.source(b - 1) + 1)  # in code nothing can be inserted
    position = max(ends | codes) if len(ends) > 1 or codes else position
    while found := _CLOSES.match(source, position):
        mark = found[0][0]
        if mark == "`" and position not in codes:
            break
        if mark in _MARKS and position not in ends | codes and not _closing(source, found):
            break
        position = found.end()
    return position


def _closing(source: str, found: re.Match[str]) -> bool:
    """Say whether marks close rather than open."""
    before, after = source[found.start() - 1 : found.start()], source[found.end() : found.end() + 1]
    return bool(before) and not before.isspace() and (not after or not after.isalnum())
