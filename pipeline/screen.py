"""What a person sees of the list in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.bibliography import readable
from pipeline.listing import Line
from pipeline.text import one_line

_WIDE = 120  # columns from which the section stands in one of its own
_NARROW = 17  # columns for authors and venue, one above the other: "Findings of EMNLP"
_ENDLESS = 100_000  # columns; rich wraps nothing then


def show(lines: Sequence[Line], stream: TextIO) -> None:
    """Print a table as wide as the terminal; into a pipe or a file as wide as its texts, and plain."""
    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    if console.is_terminal:
        console.print(_table(lines, wide=console.width >= _WIDE))
        return
    console = Console(file=None, width=_ENDLESS, highlight=False, emoji=False, markup=False, color_system=None)
    with console.capture() as said:
        console.print(_table(lines, wide=True))
    stream.writelines(line.rstrip() + "\n" for line in said.get().splitlines())


def _table(lines: Sequence[Line], *, wide: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    table.add_column("Line", justify="right", style="dim", no_wrap=True)
    table.add_column("Title", ratio=3 if wide else 5, overflow="fold")
    table.add_column("Author" if wide else "By, in", max_width=None if wide else _NARROW, overflow="fold")
    if wide:
        table.add_column("Venue", overflow="fold")
        table.add_column("Year", no_wrap=True)
    table.add_column("Cited", justify="right", no_wrap=True)
    table.add_column("Note", ratio=2 if wide else 3, overflow="fold")
    if wide:
        table.add_column("Section", ratio=1, overflow="fold")
    for line in lines:
        table.add_row(*(Text(cell) for cell in _cells(line, wide=wide)), style=None if line.paper else "dim")
    return table


def _cells(line: Line, *, wide: bool) -> list[str]:
    year, cited = (line.paper.year, line.paper.citation_count) if line.paper else (None, None)
    author, venue, when = one_line(line.author), one_line(line.venue), _number(year)
    around = [author, venue, when] if wide else ["\n".join(filter(None, (author, f"{venue} {when}".strip())))]
    cells = [str(line.row["line"]), readable(line.title), *around, _number(cited), one_line(line.note)]
    return [*cells, one_line(line.row["section"] or "")] if wide else cells


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
