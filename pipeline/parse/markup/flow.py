"""Pure: what a reader sees of an entry, where each character stands, what is linked, bold or italic."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.parse.lexicon.links import Target, target

URL = "\ue000"
"""Stands in the visible text for a bare address."""
IMAGE = "\ue001"
"""Stands in the visible text for an image or badge."""


class Link(NamedTuple):
    """A link whose text is `start` to `end` of the visible text; `outer` is all of it in the source.

    A `bare` address has one placeholder as its text. `goal` is what it leads to.
    """

    start: int
    end: int
    url: str
    outer: tuple[int, int]
    bare: bool
    goal: Target


class Flow(NamedTuple):
    """The visible text of an entry, and the way back: each of `steps` is a stretch (visible start, source start)."""

    text: str
    steps: tuple[tuple[int, int], ...]
    links: tuple[Link, ...] = ()
    strong: tuple[tuple[int, int], ...] = ()
    slanted: tuple[tuple[int, int], ...] = ()
    code: tuple[tuple[int, int], ...] = ()
    images: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()

    def source(self, position: int) -> int:
        """Give where a visible character stands in the entry's own text."""
        shown, start = self.steps[bisect_right(self.steps, (position + 1,)) - 1]
        return start + position - shown


@dataclass(slots=True)
class Scan:
    """What is known while an entry is read: cuts replace source by visible text, pairs become styles and links."""

    text: str
    references: dict[str, str]
    cuts: list[tuple[int, int, str]] = field(default_factory=list)
    openers: list[tuple[int, int, bool, int]] = field(default_factory=list)
    dead: int = 0
    links: list[tuple[int, int, int, int, str, bool]] = field(default_factory=list)
    strong: list[tuple[int, int]] = field(default_factory=list)
    slanted: list[tuple[int, int]] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    marks: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    tags: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    ticks: dict[int, list[int]] | None = None


def flow_of(scan: Scan) -> Flow:
    """Cut what is not seen and carry all positions over to the visible text."""
    if not (scan.cuts or scan.links):
        return Flow(scan.text, ((0, 0),))
    parts: list[str] = []
    steps: list[tuple[int, int]] = [(0, 0)]
    position = shown = 0
    for start, end, instead in sorted(scan.cuts):
        if start < position:
            position = max(position, end)
            steps[-1] = (shown, position)
            continue
        if start > position:
            parts.append(scan.text[position:start])
            shown += start - position
        if instead:
            parts.append(instead)
            steps.append((shown, start))
            shown += len(instead)
        position = end
        if steps[-1][0] == shown:
            steps[-1] = (shown, position)
        else:
            steps.append((shown, position))
    parts.append(scan.text[position:])
    text = "".join(parts)
    steps.append((len(text), len(scan.text) + 1))
    starts = [start for _, start in steps]

    def at(spot: int) -> int:
        """Give the first visible character at or behind a place in the source."""
        index = bisect_right(starts, spot, 1)
        shown, start = steps[index - 1]
        return min(shown + max(0, spot - start), steps[index][0])

    links = [Link(at(a), at(b), url, (c, d), bare, target(url)) for a, b, c, d, url, bare in scan.links]
    if len(links) > 1:
        links.sort(key=lambda x: (x.start, x.end, x.outer))
    return Flow(
        text,
        tuple(steps[:-1]),
        tuple(links),
        tuple(sorted([(at(a), at(b)) for a, b in scan.strong])) if scan.strong else (),
        tuple(sorted([(at(a), at(b)) for a, b in scan.slanted])) if scan.slanted else (),
        tuple([(at(a), at(b)) for a, b in scan.code]) if scan.code else (),
        tuple(scan.images),
        tuple(scan.comments),
    )
