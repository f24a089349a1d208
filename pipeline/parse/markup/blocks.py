"""Pure: the blocks of a Markdown text, each with its lines at their exact offsets.

Blocks come from a real Markdown parser with inline parsing off; what stands inside a line is read elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from markdown_it.token import Token

from pipeline.parse.markup.source import Source, read_front_matter, source_of, without_anchors, without_directives
from pipeline.parse.markup.tokens import tokens_of

Kind = Literal["text", "item", "heading", "row", "code", "html", "rule"]


class Line(NamedTuple):
    """One line of a block: `text` without indent and markers stands at `start` of the document.

    `hard` is what ends in two blanks or a backslash, which Markdown shows as the end of a line.
    """

    start: int
    text: str
    number: int
    indent: int
    hard: bool = False


@dataclass(slots=True)
class Block:
    """A heading, the paragraph of a list item, another paragraph, a table row, or lines of code or HTML.

    `depth` counts the lists around it; `item` numbers the list item that holds it, `above` the item that holds that
    one. `wraps` numbers the lines that go on in the next. `marker` is an item's bullet or number, or
    the language of a fence. `cells` are the cells of a row. `level` is a heading's, 0 for
    the title in front matter, where nothing may be inserted.
    """

    kind: Kind
    lines: list[Line]
    depth: int = 0
    marker: str = ""
    item: int | None = None
    above: int | None = None
    level: int = 0
    table: int = 0
    head: bool = False
    cells: list[list[Line]] = field(default_factory=list)
    markup: Literal["markdown", "html"] = "markdown"
    wraps: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks of a document in order, and the targets of its reference links, by label in lower case."""

    blocks: list[Block]
    references: dict[str, str]


def read_blocks(text: str) -> Blocks:
    """Split a Markdown text into blocks. Never raises; every character of a line keeps its offset."""
    source = source_of(text)
    body = read_front_matter(source.lines)
    body = without_anchors(body) if "<a" in text else body
    body = without_directives(body) if "{" in text else body
    links: dict[str, str] = {}
    return Blocks(list(_nested(_walk(tokens_of(body, links), source), text)), links)


@dataclass(slots=True)
class _State:
    """Where the walk over the tokens stands: the open items and whether each has had its first paragraph."""

    items: list[tuple[int, str]] = field(default_factory=list)
    fresh: bool = False
    count: int = 0
    tables: int = 0
    head: bool = False


def _walk(tokens: Iterable[Token], source: Source) -> Iterator[Block]:
    state = _State()
    opener: Token | None = None
    for token in tokens:
        if token.type in {"list_item_open", "footnote_open", "footnote_reference_open"}:
            state.count += 1
            state.items.append((state.count, (token.info + token.markup)))
            state.fresh = True
        elif token.type in {"list_item_close", "footnote_close", "footnote_reference_close"}:
            state.items.pop()
            state.fresh = False
        elif token.type == "table_open":
            state.tables += 1
        elif token.type in {"thead_open", "tbody_open"}:
            state.head = token.type == "thead_open"
        elif token.map and token.type in {"inline", "tr_open", "fence", "code_block", "html_block", "hr"}:
            yield _block(token, opener or token, source, state)
        opener = token


def _nested(blocks: Iterable[Block], text: str) -> Iterator[Block]:
    """Put bullets right below a numbered item, or indented more than its number, into that item."""
    number: Block | None = None
    inside: set[int | None] = set()
    end = 0
    for block in blocks:
        own = block.kind == "text" and block.item is None and number
        if own and block.lines[0].indent > own.lines[0].indent:  # "10. Ponds" needs one blank more than "9. Ponds"
            block.item, block.above, block.depth = own.item, own.above, own.depth
        if block.kind == "item" and number and block.above == number.above and block.marker in {"-", "*", "+"}:
            first = block.lines[0]
            if first.indent > number.lines[0].indent or len(text[end : first.start].splitlines()) == 2:
                inside.add(block.item)
                block.above = number.item
        elif block.kind == "item" and block.marker[:1].isdigit():
            number = block
        elif block.item is None:
            number = None
        if block.item in inside or block.above in inside:
            inside.add(block.item)
            block.depth += 1
        end = block.lines[-1].start + len(block.lines[-1].text) if block.lines else end
        yield block


_TASK = re.compile(r"\[[ xX]\]\s+")


def _unticked(line: Line) -> Line:
    """Take off the box of a task (https://github.github.com/gfm/#task-list-items-extension-): a marker, not text."""
    box = _TASK.match(line.text)
    return line._replace(start=line.start + box.end(), text=line.text[box.end() :]) if box else line


_KINDS: dict[str, Kind] = {"fence": "code", "code_block": "code", "html_block": "html", "hr": "rule"}


def _block(token: Token, opener: Token, source: Source, state: _State) -> Block:
    """Turn one leaf token into its block, and what it says about the open items."""
    first, last = token.map or (0, 0)
    block = Block(_KINDS.get(token.type, "text"), [], len(state.items))
    if state.items:
        block.item, block.marker = state.items[-1]
        block.above = state.items[-2][0] if len(state.items) > 1 else None
    if token.type == "tr_open":
        block.kind, block.table, block.head = "row", state.tables, state.head
        block.lines = [_line(source, first, source.lines[first].strip())]
        block.cells = _cells(block.lines[0])
    elif token.type == "inline":
        if opener.type == "heading_open":
            told = opener.markup[:1] == "#" and "#" not in source.lines[opener.map[0] if opener.map else 0]
            block.kind, block.level = "heading", 0 if told else int(opener.tag[1])
        elif state.fresh:
            block.kind = "item"
        parts = token.content.split("\n")
        block.lines = [_line(source, first + i, part.strip()) for i, part in enumerate(parts)]
        if "\\\n" in token.content:
            block.lines = [*map(_broken, block.lines[:-1]), block.lines[-1]]
        if block.kind == "item":
            block.lines[0] = _unticked(block.lines[0])
    elif token.type != "hr":
        block.marker = token.info.strip()
        inner = range(first + 1, last - 1) if token.type == "fence" else range(first, last)
        if token.type == "fence" and not source.lines[last - 1].strip(" \t>").startswith(token.markup):
            inner = range(first + 1, last)  # never closed
        block.lines = [_line(source, n, source.lines[n].strip()) for n in inner if n < len(source.lines)]
    state.fresh = False
    return block


def _broken(line: Line) -> Line:
    """Take off the backslash that ends a line as two blanks do."""
    ends = line.text.endswith("\\") and not line.text.endswith("\\\\")
    return line._replace(text=line.text[:-1].rstrip(), hard=True) if ends else line


def _line(source: Source, number: int, text: str) -> Line:
    """Find the text of a line where it stands; Markdown takes away only what is before or behind it."""
    whole = source.lines[number]
    column = max(0, len(whole.rstrip()) - len(text))
    if not whole.startswith(text, column):
        column = max(0, whole.find(text.replace("\ufffd", "\0")) if "\ufffd" in text else whole.find(text))
    indent = len(whole) - len(whole.lstrip(" \t")) if whole[:1] in {" ", "\t"} else 0
    start, shown = source.starts[number] + column, whole[column : column + len(text)]
    return Line(start, shown, source.numbers[number], indent, whole.endswith("  "))


def _cells(line: Line) -> list[list[Line]]:
    """Split a table row at its unescaped bars; GFM lets no construct, not even code, hide one."""
    text = line.text
    bars = [i for i, c in enumerate(text) if c == "|" and (i == 0 or text[i - 1] != "\\")]
    edges = [-1, *bars, len(text)]
    cells = []
    for left, right in pairwise(edges):
        raw = text[left + 1 : right]
        body = raw.strip()
        start = line.start + left + 1 + (len(raw) - len(raw.lstrip()) if body else 0)
        cells.append([Line(start, body, line.number, 0)])
    if text.startswith("|"):
        cells = cells[1:]
    if len(text) > 1 and text.endswith("|") and len(text) - 1 in bars:
        cells = cells[:-1]
    return cells


class Strip(NamedTuple):
    """The lines of one entry as one string, lines joined by a newline, and the way back to the document."""

    text: str
    starts: tuple[int, ...]
    offsets: tuple[int, ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, lines: list[Line]) -> Strip:
        """Join lines."""
        if len(lines) == 1:
            return cls(lines[0].text, (0,), (lines[0].start,), (lines[0].number,))
        starts, position = [], 0
        lines = lines or [Line(0, "", 0, 0)]
        for line in lines:
            starts.append(position)
            position += len(line.text) + 1
        return cls(
            "\n".join(line.text for line in lines),
            tuple(starts),
            tuple(line.start for line in lines),
            tuple(line.number for line in lines),
        )

    def at(self, position: int) -> int:
        """Give the offset in the document."""
        row = bisect_right(self.starts, position) - 1
        return self.offsets[row] + position - self.starts[row]

    def number(self, position: int) -> int:
        """Give the line's number in the document."""
        return self.numbers[bisect_right(self.starts, position) - 1]
