"""Pure: the blocks of a list made ready: HTML unfolded, items hung under others, filled lines joined."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.parse.lexicon.headings import Topic, topic
from pipeline.parse.markup.blocks import Block, Line
from pipeline.parse.markup.filled import fill_width, filled, mended
from pipeline.parse.markup.html import html_blocks


def prepared(blocks: list[Block]) -> list[Block]:
    """Give the blocks as they are meant."""
    width, sure = fill_width(blocks)
    unfolded = _unfold(blocks)
    _hang(unfolded)
    _hang_between_numbers(unfolded)
    return [filled(block, width, sure=sure) for block in (mended(unfolded, width) if width else unfolded)]


_ANNOUNCES = re.compile(
    r"(?:list|collection) of (?:[\w/-]+,? ){0,6}?(books|courses|tools|libraries|software|"
    r"packages|frameworks|podcasts|blogs|videos|newsletters)\b",
    re.IGNORECASE,
)


def announced(blocks: list[Block]) -> Topic:
    """Say what the first lines call the list: "a list of free books"; a list that also names papers is none such."""
    text = " ".join(line.text for block in blocks[:6] for line in block.lines[:4] if block.kind in {"text", "heading"})[
        :2000
    ]
    found = _ANNOUNCES.search(text)
    return (
        topic(found[1]) if found and not re.search(r"paper|manuscripts|arxiv|论文", text, re.IGNORECASE) else Topic.OPEN
    )


# "#1 History" was a heading before CommonMark, and is still meant as one.
_OLD_HEADING = re.compile(r"(#{1,6})(?:\d|[^\s#!]+\s\S)(?!.*\]\()")
_NUMBER = re.compile(r"(?P<open>[(\[]?)(?P<number>\d{1,3})[.)\]](?:\s+(?=\S)|(?=[^\W\d]|[《【]))")
_BULLET = re.compile(r"(\[[*xX+ -]\]|[•·▪◦‣●○■□►▶▸✓✔])[ \t]*(?=\S)")  # "[*] Slow Ponds, 2010"
_DASH = re.compile(r"[-+*] (?=\S)")


def _listed(block: Block) -> list[Block]:
    """Make items of the lines of a paragraph that are numbered, or all open with one mark but for their own items.

    CommonMark ends no paragraph for a list from 4 on, and knows no list whose numbers a title follows at once.
    """
    if block.kind != "text" or block.item is not None:
        return [block]
    opened = _numbered(block.lines) or _bulleted(block.lines)
    if not opened:
        return [block]
    first = opened[0][0]
    items = [replace(block, lines=block.lines[:first])] if first else []
    for (start, mark), (end, _) in pairwise([*opened, (len(block.lines), opened[0][1])]):
        line, own = block.lines[start], block.lines[start + 1 : end]
        lines = [_cut(line, mark)]
        inner = next((i for i, below in enumerate(own) if _DASH.match(below.text)), len(own))
        items.append(
            Block(
                "item",
                lines + own[:inner],
                block.depth + 1,
                marker=mark[0].strip(" ([").replace("]", "."),
                item=-1 - line.start,
            )
        )
        for below in own[inner:]:
            if dash := _DASH.match(below.text):
                own_item, above = -1 - below.start, -1 - line.start
                items.append(Block("item", [_cut(below, dash)], block.depth + 2, "-", item=own_item, above=above))
            else:
                items[-1].lines.append(below)
    return items


def _cut(line: Line, mark: re.Match[str]) -> Line:
    return line._replace(start=line.start + mark.end(), text=line.text[mark.end() :])


def _numbered(lines: list[Line]) -> list[tuple[int, re.Match[str]]]:
    """Give the lines that are numbered in a row, the first of the paragraph or below one that announces them."""
    found = [(i, mark) for i, line in enumerate(lines) if (mark := _NUMBER.match(line.text))]
    if not found:
        return []
    first, numbers = found[0][0], [int(mark["number"]) for _, mark in found]
    told = len(numbers) > 1 or not first or lines[first - 1].text.rstrip(" *_").endswith((":", "："))
    if found[0][1]["open"]:  # "[4] Slow Ponds" stands for itself, but not over bullets of its own
        told = len(numbers) > 1 or (not first and any(_DASH.match(line.text) for line in lines[1:]))
    return found if told and numbers == list(range(numbers[0], numbers[0] + len(numbers))) else []


def _bulleted(lines: list[Line]) -> list[tuple[int, re.Match[str]]]:
    """Give the lines, the first and others, that open with one mark which is no bullet of Markdown."""
    if not (mark := _BULLET.match(lines[0].text)):
        return []
    found = [(i, m) for i, line in enumerate(lines) if (m := _BULLET.match(line.text)) and m[1] == mark[1]]
    return found if len(found) > 1 else []


def _barred(block: Block) -> list[Block]:
    """Part the lines of a paragraph that all open with a bar: the rows of a table that has no header."""
    if block.kind != "text" or len(block.lines) < 2 or not all(line.text.startswith("|") for line in block.lines):
        return []
    return [replace(block, lines=[line]) for line in block.lines]


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
            unfolded += html_blocks(block) if block.kind == "html" else _barred(block) or _listed(block)
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


_COUNTED = re.compile(r"(\d{1,3})[.)]")


def _hang_between_numbers(blocks: list[Block]) -> None:
    """Hang bullets that stand flush between "1." and "2." of one enumeration under the number before them."""
    groups: list[list[tuple[int, Block, list[Block]]]] = []
    for block in blocks:
        numbered = block.kind == "item" and block.above is None and block.marker[:1].isdigit()
        mark = _COUNTED.fullmatch(block.marker) if numbered else None
        if block.kind in {"heading", "row"}:
            groups.append([])
        elif mark and groups and groups[-1] and groups[-1][-1][0] + 1 == int(mark[1]):
            groups[-1].append((int(mark[1]), block, []))
        elif mark:
            groups.append([(int(mark[1]), block, [])])
        elif groups and groups[-1] and block.item is not None and block.item != groups[-1][-1][1].item:
            groups[-1][-1][2].append(block)
    for group in groups:
        if sum(any(b.above is None for b in inner) for _, _, inner in group[:-1]) < 2:
            continue
        for _, number, inner in group:
            for block in inner:
                block.depth += 1
                block.above = number.item if block.above is None else block.above
