"""Pure: HTML blocks taken apart into the items, rows and paragraphs that they hold."""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.parse.markup.blocks import Block, Kind, Line, Strip

_PART = re.compile(
    r"<!--|</?(?P<name>li|ul|ol|tr|td|th|p|div|h[1-6]|summary|details|table|tbody|thead|"
    r"center|section|blockquote|dl|dt|dd|hr)\b[^<>]*+>",
    re.IGNORECASE,
)
ABSTRACT = re.compile(
    r"<details\b[^<>]*+>\s*<summary\b[^<>]*+>\s*(?:<[^<>]*+>\s*)*+\W{0,4}(?:abstract|tl;?dr|bibtex|cit(?:e|ation)|"
    r"key (?:points?|takeaways?)|摘要|要点|概要|要約|초록)",
    re.IGNORECASE,
)
"""What opens an abstract, folded up: nothing in it is an entry."""


def html_blocks(block: Block) -> list[Block]:
    """Cut one HTML block at its block-level tags. Comments and scripts hold nothing."""
    if not block.lines:
        return []
    strip = Strip.of(block.lines)
    text = strip.text
    if re.match(r"\s*<(?:script|style|pre)\b", text, re.IGNORECASE):
        return []
    parts: list[Block] = []
    state = _Walk(block, strip, parts)
    position = 0
    while found := _PART.search(text, position):
        state.text(position, found.start())
        if found[0] == "<!--":
            end = text.find("-->", found.end())
            position = len(text) if end < 0 else end + 3
            continue
        if found["name"].lower() == "details" and ABSTRACT.match(text, found.start()):
            end = text.find("</details>", found.end())
            position = len(text) if end < 0 else end + len("</details>")
            continue
        state.tag(found["name"].lower(), closing=found[0][1] == "/")
        position = found.end()
    state.text(position, len(text))
    state.close_row()
    return parts


class _Walk:
    """Collects parts: what stands between two block-level tags is one of them."""

    def __init__(self, block: Block, strip: Strip, parts: list[Block]) -> None:
        self.block, self.strip, self.parts = block, strip, parts
        self.kind: Kind = "text"
        self.level = self.lists = 0
        self.row: Block | None = None
        self.in_cell = False

    def tag(self, name: str, *, closing: bool) -> None:
        """Follow one tag."""
        if name in {"ul", "ol"}:
            self.lists = max(0, self.lists + (-1 if closing else 1))
            self.kind = "text"
        elif name == "tr":
            self.close_row()
            self.row = (
                None if closing else Block("row", [], self.block.depth, markup="html", table=-self.strip.numbers[0])
            )
        elif name in {"td", "th"}:
            self.in_cell = not closing
            if self.row and not closing:
                self.row.cells.append([])
                self.row.head = self.row.head or name == "th"
        elif name == "li":
            self.kind = "text" if closing else "item"
        elif name[0] == "h" and name[1:].isdigit():
            self.kind, self.level = ("text", 0) if closing else ("heading", int(name[1]))
        elif name == "summary" and self.block.item is None:
            self.kind, self.level = ("text", 0) if closing else ("heading", 7)

    def text(self, start: int, end: int) -> None:
        """Keep what stands between two tags."""
        lines = self._lines(start, end)
        if not lines:
            return
        if self.row is not None and self.in_cell:
            self.row.cells[-1] += lines
            self.row.lines = self.row.lines or [lines[0]]
            return
        part = Block(
            self.kind,
            lines,
            self.block.depth + self.lists,
            item=self.block.item,
            above=self.block.above,
            level=self.level,
            markup="html",
        )
        self.parts.append(part)
        if self.kind == "item":
            self.kind = "text"

    def close_row(self) -> None:
        """End a table row."""
        if self.row and self.row.lines:
            self.parts.append(self.row)
        self.row, self.in_cell = None, False

    def _lines(self, start: int, end: int) -> list[Line]:
        lines = []
        first = bisect_right(self.strip.starts, start) - 1
        for index in range(max(first, 0), len(self.strip.starts)):
            a = max(start, self.strip.starts[index])
            b = min(
                end, self.strip.starts[index + 1] - 1 if index + 1 < len(self.strip.starts) else len(self.strip.text)
            )
            if a >= end:
                break
            raw = self.strip.text[a:b]
            if raw.strip():
                a += len(raw) - len(raw.lstrip())
                lines.append(Line(self.strip.at(a), raw.strip(), self.strip.number(a), 0))
        return lines
