"""Pure: lines that an editor filled up to a column, and paragraphs that the end of a page tore."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.parse.lexicon.names import is_person
from pipeline.parse.lexicon.words import CJK
from pipeline.parse.markup.blocks import Block, Line

_GOES_ON = re.compile(r"[*_\"“(]*(?!https?:|www\.)[a-zß-öø-ÿа-яё]")
_OPEN_END = re.compile(r"[^\W\d],?[*_]*\Z")


def mended(blocks: list[Block], width: float) -> list[Block]:
    """Join the paragraphs that the end of a page tore: a full line without a full stop, and small letters below."""
    mended: list[Block] = []
    torn = False
    for block in blocks:
        above = mended[-1] if mended and mended[-1].kind == block.kind == "text" and block.item is None else None
        if (
            above
            and above.item is None
            and _needs(above.lines[-1], block.lines[0]) > width
            and _GOES_ON.match(block.lines[0].text)
            and _OPEN_END.search(above.lines[-1].text)
        ):
            if not torn:
                mended[-1] = replace(above, lines=[*above.lines])
            mended[-1].lines += block.lines
            torn = True
        else:
            mended.append(block)
            torn = False
    return mended


def fill_width(blocks: list[Block]) -> tuple[float, bool]:
    """Give the column where an editor has filled the paragraphs; lower, and sure, where all lines end about there."""
    many = [block for block in blocks if block.kind in {"text", "item"} and len(block.lines) > 1]
    lengths = sorted(_end(line) for block in many for line in block.lines if _is_words(line))
    width = lengths[int(0.98 * (len(lengths) - 1))] if len(lengths) >= 8 else 0
    pairs = [pair for block in many for pair in pairwise(block.lines) if _is_words(pair[0])]
    if in_range := 60 <= width <= 100 or len(pairs) < 6:
        width = width if 60 <= width <= 100 else 0
    else:  # some lines are longer, but most end at one column
        width = sorted(_end(line) for line, _ in pairs)[int(0.9 * (len(pairs) - 1))]
    full = sum(_needs(*pair) >= 0.9 * width and _end(pair[0]) <= 1.2 * width for pair in pairs)
    if len(pairs) >= 6 and full >= 0.8 * len(pairs) and 45 <= width <= 120:
        return 0.85 * width, True
    return width if in_range else 0, False


_WORD = re.compile(rf"[^\s{CJK}]*")


def _needs(line: Line, below: Line) -> int:
    """Give the column where a line would end if the next word, or sign of a script without blanks, stood in it."""
    return _end(line) + 1 + _WORD.match(below.text).end()  # type: ignore[union-attr]


def _end(line: Line) -> int:
    """Give the column where a line ends."""
    return line.indent + len(line.text)


def _is_words(line: Line) -> bool:
    return "](" not in line.text and "://" not in line.text


_BETWEEN_NAMES = re.compile(r",? (?:and|&) |, ")
_JOURNAL = re.compile(r"([*_])(?![*_\s])[^*_]{3,80}\1,?(?:\s+\d|$)")  # "*Pond Research* 38(16)" below a title


_LABEL = re.compile(r"[a-z]{3,10}: ")


def _begins_anew(line: Line, below: Line, *, sure: bool) -> bool:
    """Say whether a line below a title holds the journal or the authors, or both lines open with their labels."""
    if not line.text[-1:].isalnum():
        return False
    if _JOURNAL.match(below.text) or (_LABEL.match(below.text) and _LABEL.match(line.text)):
        return True
    return not sure and all(map(is_person, _BETWEEN_NAMES.split(below.text)))


def filled(block: Block, width: float, *, sure: bool) -> Block:
    """Join the lines that are one because the next word did not fit into the width; in HTML any end is a blank."""
    if block.kind not in {"text", "item"} or len(block.lines) < 2:
        return block
    html = block.markup == "html" and block.kind == "item"
    if not width and not html:
        return block
    wraps = frozenset(
        number
        for number, (line, below) in enumerate(pairwise(block.lines))
        if below.text
        and (not line.hard or (sure and line.text[-1:] not in ")]"))
        and not _begins_anew(line, below, sure=sure)
        and (html or not _is_words(line) or _end(line) <= 1.4 * width)
        and (
            (html and below.text[0] != "<" and line.text[-1:] != ">")
            or (width and _needs(line, below) + 2 * (number == 0) > width)
        )
    )
    return replace(block, wraps=wraps) if wraps else block
