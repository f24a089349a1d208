"""Pure: the entries of a list, each with the stretch of text it is read from, its section, and what it hangs under."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.parse.blocks import Block, Blocks, Strip
from pipeline.parse.chunks import Reading, read_chunks
from pipeline.parse.flow import IMAGE, URL, Flow, Link
from pipeline.parse.headings import Topic, topic
from pipeline.parse.html import html_blocks
from pipeline.parse.inline import read_inline
from pipeline.parse.links import is_label
from pipeline.parse.plain import Found, read_plain
from pipeline.parse.runs import Run
from pipeline.parse.segments import Segment
from pipeline.parse.words import cjk_share, has_cjk, shape

_MAX_LENGTH = 20_000
"""Characters of one line that are read; no entry of a real list comes near it."""

_PROSE_FENCES = frozenset({"", "text", "txt", "markdown", "md", "plain", "plaintext"})

_LONG = 6_000
"""Characters of a paragraph from which on each of its lines is read alone."""


@dataclass(slots=True)
class Cell:
    """A stretch of one flow that is read at once: a line of an entry, or a cell of a row."""

    strip: Strip
    flow: Flow
    start: int
    end: int
    reading: Reading
    column: int = 0
    found: list[Found] | None = None
    soft: bool = False
    named: bool = False
    proof: float | None = None

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return self.flow.text[self.start : self.end]

    @property
    def links(self) -> list[Link]:
        """The links that stand in it."""
        links = self.flow.links
        if not links or (self.start == 0 and self.end == len(self.flow.text)):
            return list(links)
        return [
            x
            for x in links
            if self.start <= x.start < self.end or (x.start == x.end and self.start <= x.start <= self.end)
        ]

    def line(self, position: int) -> int:
        """Give the line of a place in the visible text."""
        return self.strip.number(self.flow.source(position))


@dataclass(slots=True)
class Entry:
    """One line, item or row that may name a paper, with the cells it is read from (own first, attached ones after)."""

    block: Block
    cells: list[Cell]
    section: str | None
    topic: Topic
    key: tuple[object, ...]
    head: bool = True
    extra: list[Cell] = field(default_factory=list)
    owner: int | None = None
    parent: int | None = None
    best: tuple[Cell, Run] | None = None
    score: float = 0.0
    why: list[str] = field(default_factory=list)
    leads: bool = False
    headed: bool = False
    titled: bool = False
    barred: bool = False
    accepted: bool = False
    hidden: list[Cell] = field(default_factory=list)
    given: list[str] | None = None

    @property
    def line(self) -> int:
        """The line where the entry begins."""
        if self.block.kind == "row" or not self.cells:
            return self.block.lines[0].number
        return self.cells[0].line(self.cells[0].start)

    @property
    def last_line(self) -> int:
        """The line where the entry ends."""
        return max((c.line(max(c.start, c.end - 1)) for c in self.cells), default=self.line)

    @property
    def off(self) -> bool:
        """Whether a comment of the maintainer switched the entry off; it then has no cells to read."""
        return bool(self.hidden)

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return " ".join(c.text.strip() for c in self.cells or self.hidden)

    @property
    def everything(self) -> list[Cell]:
        """Own and attached cells."""
        return self.cells + self.extra if self.extra else self.cells


def read_entries(blocks: Blocks) -> list[Entry]:
    """Read all blocks into entries, in order."""
    entries: list[Entry] = []
    path: list[tuple[int, str, Topic]] = [(0, "", _announced(blocks.blocks))]
    width = _fill_width(blocks.blocks)
    for block in _unfold(blocks.blocks):
        section = path[-1][1] or None
        here = next((t for _, _, t in reversed(path) if t != Topic.OPEN), Topic.OPEN)
        fresh = list(_entries(_filled(block, width), blocks.references, section, here))
        entries += fresh
        if block.kind == "heading":
            text = " ".join(c.text.strip() for e in fresh for c in e.cells).strip()
            path = [p for p in path if p[0] < block.level]
            path.append((block.level, text, topic(text)))
    return entries


def _fill_width(blocks: list[Block]) -> int:
    """Give the column at which an editor has filled the paragraphs of a text, 0 if none has."""
    lengths = sorted(
        line.indent + len(line.text)
        for block in blocks
        if block.kind in {"text", "item"} and len(block.lines) > 1
        for line in block.lines
        if "](" not in line.text and "://" not in line.text
    )
    width = lengths[int(0.98 * (len(lengths) - 1))] if len(lengths) >= 8 else 0
    return width if 60 <= width <= 100 else 0


def _filled(block: Block, width: int) -> Block:
    """Join the lines that are one because the next word did not fit into the width."""
    if not width or block.kind not in {"text", "item"} or len(block.lines) < 2:
        return block
    wraps = frozenset(
        number
        for number, (line, below) in enumerate(pairwise(block.lines))
        if below.text and line.indent + len(line.text) + 1 + len(below.text.split()[0]) + 2 * (number == 0) > width
    )
    return replace(block, wraps=wraps) if wraps else block


_ANNOUNCES = re.compile(
    r"(?:list|collection) of (?:[\w/-]+,? ){0,6}?(books|courses|tools|libraries|software|"
    r"packages|frameworks|podcasts|blogs|videos|newsletters)\b",
    re.IGNORECASE,
)


def _announced(blocks: list[Block]) -> Topic:
    """Say what the first lines call the list: "a list of free books"; a list that also names papers is none such."""
    text = " ".join(line.text for block in blocks[:6] for line in block.lines[:4] if block.kind in {"text", "heading"})[
        :2000
    ]
    found = _ANNOUNCES.search(text)
    return topic(found[1]) if found and not re.search(r"paper|arxiv|论文", text, re.IGNORECASE) else Topic.OPEN


# "#1 History" was a heading before CommonMark, and is still meant as one.
_OLD_HEADING = re.compile(r"(#{1,6})(?:\d|[^\s#!]+\s\S)(?!.*\]\()")


def _unfold(blocks: list[Block]) -> list[Block]:
    """Put the blocks that HTML holds in place of it."""
    unfolded: list[Block] = []
    for block in blocks:
        if (
            block.kind == "text"
            and block.item is None
            and len(block.lines) == 1
            and (mark := _OLD_HEADING.match(block.lines[0].text))
        ):
            unfolded.append(replace(block, kind="heading", level=len(mark[1])))
        else:
            unfolded += html_blocks(block) if block.kind == "html" else [block]
    _hang(unfolded)
    return unfolded


def _hang(blocks: list[Block]) -> None:
    """Hang an item under the one before it that is indented less: most curators mean that, if CommonMark does not."""
    outer: dict[int | None, list[tuple[int, int]]] = {}
    for block in blocks:
        if block.kind != "item" or block.item is None or block.markup != "markdown":
            if block.item is None:
                outer.clear()
            continue
        indent, shallower = block.lines[0].indent, outer.setdefault(block.above, [])
        while shallower and shallower[-1][0] >= indent:
            shallower.pop()
        if shallower:
            block.above = shallower[-1][1]
            block.depth += len(shallower)
        shallower.append((indent, block.item))


def _entries(block: Block, references: dict[str, str], section: str | None, here: Topic) -> list[Entry]:
    if block.kind == "rule" or not block.lines:
        return []
    markdown = block.markup == "markdown"
    key = _key(block, section)
    if block.kind == "row":
        cells = [_cell(Strip.of(c), references, markdown=markdown, column=i) for i, c in enumerate(block.cells)]
        return [Entry(block, cells, section, here, key)]
    if block.kind == "code" and block.marker.lower() not in _PROSE_FENCES:
        return []
    if block.kind == "code":
        return [
            Entry(block, [_cell(Strip.of([line]), {}, markdown=False)], section, here, key)
            for line in block.lines
            if line.text
        ]
    if sum(len(line.text) for line in block.lines) > _LONG and len(block.lines) > 1:
        parts = [_lines(replace(block, lines=[line]), references, section, here) for line in block.lines]
        for i, part in enumerate(parts):
            for entry in part:
                entry.head = i == 0
        return [entry for part in parts for entry in part]
    return _lines(block, references, section, here)


def _key(block: Block, section: str | None) -> tuple[object, ...]:
    """Say which entries are of one form: of one kind and depth, bulleted or numbered, in one table and section."""
    if block.kind == "heading":
        return ("heading", block.level, 0, None)
    numbered = block.kind == "item" and block.marker[:1].isdigit()
    return ("number" if numbered else block.kind, block.depth, block.table, section)


def _lines(block: Block, references: dict[str, str], section: str | None, here: Topic) -> list[Entry]:
    """Read a paragraph, an item or a heading, line by line where the lines do not belong together."""
    strip = Strip.of(block.lines)
    if len(strip.text) > _MAX_LENGTH:
        return []
    flow = read_inline(strip.text, references, markdown=block.markup == "markdown")
    key = _key(block, section)
    found = []
    for number, (start, end) in enumerate(_rows(flow, [strip.starts[n + 1] - 1 for n in block.wraps])):
        cell = Cell(strip, flow, start, end, read_chunks(flow, start, end, soft=True), soft=True)
        by_scripts(cell)
        found.append(Entry(block, [cell], section, here, key, head=number == 0))
    return found


def _within(cell: Cell, found: Found) -> Found:
    """Narrow a stretch that holds a whole reference ("Prell, Ponds, KDD 2016，...") down to the title in it."""
    inside = [r for r in cell.reading.runs if found.start <= r.start and r.end <= found.end]
    told = any(c.kind in {"P", "V", "Y"} and found.start <= c.start < found.end for c in cell.reading.chunks)
    title = max(inside, key=lambda r: r.shape, default=None)
    if not told or title is None or title.shape < 0.7 or (title.start, title.end) == (found.start, found.end):
        return found
    flow, reading = cell.flow.text, cell.reading
    authors, venue = (
        " ".join(flow[span[0] : span[1]].split()).strip(" ,;:.")
        if span and found.start <= span[0] < found.end
        else None
        for span in (reading.names, reading.venue)
    )
    return replace(
        found, start=title.start, end=title.end, authors=found.authors or authors, venue=found.venue or venue
    )


_BOXED = re.compile(rf"\[\s*[{URL}{IMAGE}]+\s*\]")


def by_scripts(cell: Cell) -> None:
    """Where another script surrounds the titles and no markup shows them, the line is read by its scripts."""
    text = masked = cell.text
    if not has_cjk(text) or any(
        r.shape >= 0.75 and r.segment.kind not in {"plain", "slant"} for r in cell.reading.runs
    ):
        return
    for link in cell.links:
        label = cell.flow.text[link.start : link.end]
        if not link.bare and is_label(label):
            masked = masked[: link.start - cell.start] + URL * len(label) + masked[link.end - cell.start :]
    if not has_cjk(masked):
        return
    masked = _BOXED.sub(lambda m: URL * len(m[0]), masked)
    cell.found = [_within(cell, f.moved(cell.start)) for f in read_plain(masked)]
    marked = [r for r in cell.reading.runs if r.segment.kind not in {"plain", "slant"}]
    names = cell.reading.names
    if any(c.before == "left" and c.kind in {"N", "B"} and not c.depth for c in cell.reading.chunks):
        cell.found = None
        return  # "张三. 标题[J]. 自动化学报, 2020"
    if not cell.found and names and cell.reading.year and has_cjk(cell.flow.text[names[0] : names[1]]):
        return  # "标题（张三, 自动化学报, 2020）"
    if cell.found or cjk_share(text) >= 0.15 or "【" in text:
        plain = Segment("plain", cell.start, cell.end)
        cell.reading.runs = [
            Run(f.start, f.end, max(0.75, shape(cell.flow.text[f.start : f.end])), plain) for f in cell.found
        ] or marked


def too_long(block: Block) -> list[int]:
    """Give the lines of a block that are longer than any entry of a real list, so that they are left alone."""
    return [line.number for line in block.lines if len(line.text) > _MAX_LENGTH and block.kind != "rule"]


def _cell(strip: Strip, references: dict[str, str], *, markdown: bool, column: int = 0) -> Cell:
    flow = read_inline(strip.text[:_MAX_LENGTH], references, markdown=markdown)
    return Cell(strip, flow, 0, len(flow.text), read_chunks(flow), column)


def _rows(flow: Flow, joined: list[int]) -> list[tuple[int, int]]:
    """Cut an entry at the ends of lines, but not inside links or emphasis, nor where a line only wraps.

    `joined` are the ends of lines, in the source, that an editor broke.
    """
    text = flow.text
    if "\n" not in text:
        return [(0, len(text))] if text else []
    spans = sorted([(x.start, x.end) for x in flow.links] + list(flow.strong) + list(flow.slanted))
    rows, start, reach, index = [], 0, 0, 0
    for found in re.finditer(r"\s*\n\s*", text):
        while index < len(spans) and spans[index][0] < found.start():
            reach = max(reach, spans[index][1])
            index += 1
        if joined and flow.source(found.start() + found[0].index("\n")) in joined:
            continue
        if reach >= found.end() or _wraps(text[start : found.start()], text[found.end() : found.end() + 200]):
            continue
        rows.append((start, max(found.start(), reach)))  # "[title ](address)<br>"
        start = found.end()
    rows.append((start, len(text)))
    return [(a, b) for a, b in rows if b > a]


def _wraps(before: str, after: str) -> bool:
    """Say whether a line goes on in the next one rather than beginning a new thing."""
    last = before.rsplit("\n", 1)[-1].rstrip()
    if not last or (last.endswith((".", "!", "?", ":", "。", "：")) and len(last) < 60):
        return False
    if last.endswith((",", " and", " of", " the", " for", " in", " with", "-", "&", "(", " to", " a", " et")):
        return len(last) > 20
    return (len(last) >= 50 and bool(re.match(r"[a-z(]", after))) or (
        len(last) >= 70 and len(after.split("\n", 1)[0].split()) <= 2 and after[:1].isalpha()
    )
