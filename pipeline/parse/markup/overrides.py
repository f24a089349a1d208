"""Pure: what a maintainer tells the parser in comments: skip, off and on, title=."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.model import Notice
from pipeline.parse.markup.blocks import Block

_COMMENT = re.compile(r"<!--\s*+pipeline:\s*+(?P<word>\w++)\s*+(?:=\s*+(?P<value>(?:(?!-->)[^\r\n])*+))?-->")
_BLANK = re.compile(r"[\s>*+-]*(?:\d{1,9}[.)])?\s*")


@dataclass(slots=True)
class Overrides:
    """Lines that are not read, and titles given by hand; a comment alone on its line is for the next entry."""

    off: list[tuple[int, float]] = field(default_factory=list)
    skip: set[int] = field(default_factory=set)
    skip_next: list[int] = field(default_factory=list)
    titles: dict[int, list[str]] = field(default_factory=dict)
    titles_next: list[tuple[int, str]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.off or self.skip or self.skip_next or self.titles or self.titles_next)

    def is_off(self, line: int) -> bool:
        """Say whether a line stands between off and on."""
        return any(first <= line <= last for first, last in self.off)


def read_overrides(text: str, blocks: Iterable[Block]) -> Overrides:
    """Find the comments that are meant for the parser. One in a code block is code."""
    overrides = Overrides()
    if "pipeline:" not in text:
        return overrides
    code = {line.number for block in blocks if block.kind == "code" for line in block.lines}
    number, position = 1, 0
    opened: int | None = None
    for found in _COMMENT.finditer(text):
        number += text.count("\n", position, found.start())
        position = found.start()
        if number in code:
            continue
        word, value = found["word"].lower(), (found["value"] or "").strip()
        if word == "off":
            opened = number if opened is None else opened
        elif word == "on":
            if opened is not None:
                overrides.off.append((opened, number))
            opened = None
        elif word == "skip" or (word == "title" and value):
            _for_entry(overrides, number, value if word == "title" else None, alone=_alone(text, found))
        else:
            overrides.notices.append(Notice(number, f'"{found[0]}" is not known: use skip, off, on or title=…'))
    if opened is not None:
        overrides.off.append((opened, float("inf")))
    return overrides


def _for_entry(overrides: Overrides, number: int, title: str | None, *, alone: bool) -> None:
    if title is None and alone:
        overrides.skip_next.append(number)
    elif title is None:
        overrides.skip.add(number)
    elif alone:
        overrides.titles_next.append((number, title))
    else:
        overrides.titles.setdefault(number, []).append(title)


def _alone(text: str, found: re.Match[str]) -> bool:
    """Say whether nothing else stands on the comment's line."""
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    around = (
        text[max(start, found.start() - 200) : found.start()]
        + text[found.end() : len(text) if end < 0 else min(end, found.end() + 200)]
    )
    return bool(_BLANK.fullmatch(around))
