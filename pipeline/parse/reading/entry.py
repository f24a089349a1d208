"""Pure: an entry of a list, and the stretches of text that it is read from."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.parse.lexicon.headings import Topic
from pipeline.parse.markup.blocks import Block, Strip
from pipeline.parse.markup.flow import Flow, Link
from pipeline.parse.reading.chunks import Reading
from pipeline.parse.reading.plain import Found
from pipeline.parse.reading.runs import Run


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
    text: str = field(init=False)
    """What a reader sees of it."""
    links: tuple[Link, ...] = field(init=False)
    """The links that stand in it."""

    def __post_init__(self) -> None:
        self.begin(self.start)

    def begin(self, start: int) -> None:
        """Let it begin at a place in the visible text."""
        self.start, end, links = start, self.end, self.flow.links
        self.text = self.flow.text[start:end]
        if links and (start or end < len(self.flow.text)):
            links = tuple(
                [x for x in links if start <= x.start < end or (x.start == x.end and start <= x.start <= end)]
            )
        self.links = links

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
    open: bool = False
    leads: bool = False
    subtitle: bool = False
    headed: bool = False
    holds: bool = False
    of_record: bool = False
    said: bool = False
    titled: bool = False
    other: bool = False
    tagged: bool = False
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

    def forget(self) -> None:
        """Let go of what the entry was read from, so that a big list does not stay in memory twice."""
        self.cells = self.extra = self.hidden = []
        self.best, self.why = None, []

    @property
    def off(self) -> bool:
        """Whether a comment of the maintainer switched the entry off; it then has no cells to read."""
        return bool(self.hidden)

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return " ".join([c.text.strip() for c in self.cells or self.hidden])

    @property
    def everything(self) -> list[Cell]:
        """Own and attached cells."""
        return self.cells + self.extra if self.extra else self.cells
