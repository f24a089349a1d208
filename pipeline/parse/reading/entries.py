"""Pure: the entries of a list, each with the stretch of text it is read from, its section, and what it hangs under."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.parse.lexicon.headings import Topic, topic
from pipeline.parse.lexicon.hints import SERIES
from pipeline.parse.lexicon.single_headings import has_papers_apart, is_articles, is_contents, is_subject
from pipeline.parse.lexicon.words import words
from pipeline.parse.markup.blocks import Block, Blocks, Strip
from pipeline.parse.markup.inline import read_inline
from pipeline.parse.markup.prepare import announced
from pipeline.parse.reading.breaks import goes_on, rows_of
from pipeline.parse.reading.chunks import read_chunks
from pipeline.parse.reading.entry import Cell, Entry
from pipeline.parse.reading.fronts import Count
from pipeline.parse.reading.scripts import alone, by_scripts

_MAX_LENGTH = 20_000
"""Characters of one line that are read; no entry of a real list comes near it."""

_PROSE_FENCES = frozenset({"", "text", "txt", "markdown", "md", "plain", "plaintext"})

_LONG = 6_000
"""Characters of a paragraph from which on it is read in pieces."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the whole list says of its entries: where labels lead, what it is, whether articles are blogs'."""

    references: dict[str, str]
    topic: Topic
    apart: bool


def frame_of(blocks: Blocks) -> Frame:
    """Read what counts in the whole list."""
    headings = (b.lines[0].text for b in blocks.blocks if b.kind == "heading" and b.lines)
    return Frame(blocks.references, announced(blocks.blocks), has_papers_apart(headings))


def read_entries(blocks: list[Block], frame: Frame) -> list[Entry]:
    """Read blocks that were made ready into entries, in order."""
    entries: list[Entry] = []
    here = frame.topic
    path: list[tuple[int, str, Topic]] = [(0, "", here)]
    count = Count()
    for block in blocks:
        if block.kind == "heading":  # it stands below those of a higher level, not below the one before it
            path = [p for p in path if p[0] < max(1, block.level)]
            here = _topic_of(path)
        fresh = _entries(block, frame.references, path[-1][1] or None, here, count)
        entries += fresh
        if block.kind == "heading":
            text = " ".join(fresh[0].cells[0].flow.text.split()) if fresh else ""
            path.append(
                (
                    max(1, block.level),
                    text if block.level else "",
                    Topic.THINGS if frame.apart and is_articles(text) else topic(text),
                )
            )
            here = _topic_of(path)
    return entries


def _topic_of(path: list[tuple[int, str, Topic]]) -> Topic:
    """Say what the headings above announce: the lowest that says anything; one over the contents only of its own."""
    told = (t for n, (_, name, t) in enumerate(reversed(path)) if t != Topic.OPEN and not (n and is_contents(name)))
    found = next(told, Topic.OPEN)
    above = next(told, found)
    if found == Topic.THINGS and above == Topic.PAPERS and is_subject(path[-1][1]):
        return above
    return Topic.THINGS if found == Topic.MIXED and above == Topic.THINGS else found


def _entries(block: Block, references: dict[str, str], section: str | None, here: Topic, count: Count) -> list[Entry]:
    if block.kind == "rule" or not block.lines:
        return []
    if block.kind == "row":
        markdown = block.markup == "markdown"
        cells = [_cell(Strip.of(c), references, markdown=markdown, column=i) for i, c in enumerate(block.cells)]
        return [Entry(block, cells, section, here, _key(block, section))]
    if block.kind == "code":
        tree = any(_TREE.match(line.text) for line in block.lines)
        if tree or (block.marker.lower() not in _PROSE_FENCES and not _holds_titles(block)):
            return []
        return [
            Entry(block, [_cell(Strip.of([line]), {}, markdown=False)], section, here, _key(block, section))
            for line in block.lines
            if line.text
        ]
    fresh = [entry for piece in _pieces(block) for entry in _lines(piece, references, section, here, count)]
    for entry in fresh[1:]:
        entry.head = False
        if block.kind == "item" and entry.cells[0].links:
            entry.key = (*entry.key, "line")
    return fresh


def _pieces(block: Block) -> list[Block]:
    """Cut a long paragraph where a line ends that does not go on in the next, or at last at any end of a line."""
    if len(block.lines) < 2 or sum(len(line.text) for line in block.lines) <= _LONG:
        return [block]
    pieces = []
    first = size = 0
    for end, (line, below) in enumerate(pairwise(block.lines), 1):
        size += len(line.text) + 1
        joined = end - 1 in block.wraps or goes_on(line.text, below.text[:200], hard=False)
        if size + len(below.text) > _LONG or (size > _LONG // 2 and not joined):
            pieces.append(_piece(block, first, end))
            first, size = end, 0
    return [*pieces, _piece(block, first, len(block.lines))]


def _piece(block: Block, first: int, end: int) -> Block:
    wraps = frozenset(n - first for n in block.wraps if first <= n < end - 1)
    return replace(block, lines=block.lines[first:end], wraps=wraps)


_CODE_SIGN = re.compile(r"[{}<>;=$\\@_|#]|\w\(|^\s*[\w.-]+\s*$")
_TREE = re.compile(r"[│├└]")  # of folders and files


def _holds_titles(block: Block) -> bool:
    """Say whether a fence of an unknown language holds words, not code: most lines have some, and no sign of code."""
    lines = [line.text for line in block.lines if line.text]
    return (
        len(lines) >= 3
        and sum(line[0].isupper() and len(line.split()) >= 4 for line in lines) >= 0.8 * len(lines)
        and not any(map(_CODE_SIGN.search, lines))
    )


def _key(block: Block, section: str | None) -> tuple[object, ...]:
    """Say which entries are of one form: of one kind and depth, bulleted or numbered, in one table and section."""
    if block.kind == "heading":
        return ("heading", block.level, 0, None)
    numbered = block.kind == "item" and block.marker[:1].isdigit()
    return ("number" if numbered else block.kind, block.depth, block.table, section)


_STAR = re.compile(r"[*∗†‡⁎★☆]{1,3}\s?(?=\w)")  # "\\*Prell, A.: Slow Ponds"
_NUMBER = re.compile(r"\d{1,3}[.、)](?=[^\W\d])")  # "3.Frozen Ponds"


_MARKDOWN = re.compile(r"\]\(|\*\*\w[^*]++\*\*|(?<!\w)\*\w[^*]{4,}+\*(?!\w)|`\w[^`]{4,}+`")  # in an HTML block, too


def _lines(block: Block, references: dict[str, str], section: str | None, here: Topic, count: Count) -> list[Entry]:
    """Read a paragraph, an item or a heading, line by line where the lines do not belong together."""
    strip = Strip.of(block.lines)
    if len(strip.text) > _MAX_LENGTH:
        return []
    flow = read_inline(
        strip.text, references, markdown=block.markup == "markdown" or bool(_MARKDOWN.search(strip.text))
    )
    key = _key(block, section)
    hard = [strip.starts[n] - 1 for n in range(1, len(block.lines)) if block.lines[n - 1].hard]
    rows = rows_of(flow, [strip.starts[n + 1] - 1 for n in block.wraps], hard)
    if (
        rows
        and rows[0][0] == 0
        and (star := _STAR.match(flow.text))
        and not any(x.start < star.end() for x in flow.links)
    ):
        rows[0] = (star.end(), rows[0][1])
    elif rows and (width := count.width(flow.text) if rows[0][0] == 0 else 0):
        rows[0] = (width, rows[0][1])
    elif block.kind == "heading" and rows and (number := _NUMBER.match(flow.text, *rows[0])):
        rows[0] = (number.end(), rows[0][1])
    found = []
    for index, (start, end) in enumerate(rows):
        cell = Cell(strip, flow, start, end, read_chunks(flow, start, end, soft=True), soft=True)
        by_scripts(cell)
        if flow.code and _are_tags(cell):
            cell.reading.runs = []
        found.append(Entry(block, [cell], section, here, key, head=index == 0))
        if index == 1 and not (first := found[0].cells[0]).reading.runs:
            first.reading.runs = alone(first, cell)
    return found


def _are_tags(cell: Cell) -> bool:
    """Say whether a line holds nothing but a few names set as code: "`CVPR` `light enhancement`"."""
    tags = [cell.flow.text[a:b] for a, b in cell.flow.code if cell.start <= a and b <= cell.end]
    return len(tags) > 1 and max(len(words(t)) for t in tags) < 3 and len("".join(tags)) + len(tags) > len(cell.text)


def too_long(block: Block) -> list[int]:
    """Give the lines of a block that are longer than any entry of a real list, so that they are left alone."""
    return [line.number for line in block.lines if len(line.text) > _MAX_LENGTH and block.kind != "rule"]


def _cell(strip: Strip, references: dict[str, str], *, markdown: bool, column: int = 0) -> Cell:
    flow = read_inline(strip.text[:_MAX_LENGTH], references, markdown=markdown)
    reading = read_chunks(flow)
    if column and SERIES.fullmatch(flow.text):
        reading.venue = (0, len(flow.text))  # "ICLR" below "Venue"
    return Cell(strip, flow, 0, len(flow.text), reading, column)
