"""What a person sees of the list in a terminal, and what a pipe gets of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.bibliography import readable
from pipeline.explore.listing import Line
from pipeline.text import one_line

_WIDE = ("Line", "Title", "Author", "Venue", "Year", "Cited", "Note", "Section")
_NARROW = ("Line", "Title", "By, in", "Cited", "Note")
_NUMBERS = ("Line", "Cited")
_FROM = 140  # columns; a terminal that has fewer gets authors and venue in one column
_BY = 17  # columns for these: "Findings of EMNLP"
_SHARES = {"Title": 5, "Note": 3, "Section": 1}


def show(lines: Sequence[Line], stream: TextIO) -> None:
    """Print a table as wide as the terminal; into a pipe or a file a plain line for each, nothing cut or wrapped."""
    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    if console.is_terminal:
        console.print(_table(lines, wide=console.width >= _FROM))
    else:
        stream.writelines(_plain([list(_WIDE), *(_cells(line, wide=True) for line in lines)]))


def _plain(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = []
        for name, cell, width in zip(_WIDE, row, widths, strict=True):
            blanks = " " * (width - cell_len(cell))
            padded.append(blanks + cell if name in _NUMBERS else cell + blanks)
        yield "  ".join(padded).rstrip() + "\n"


def _table(lines: Sequence[Line], *, wide: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    for name in _WIDE if wide else _NARROW:
        table.add_column(
            name,
            justify="right" if name in _NUMBERS else "left",
            style="dim" if name == "Line" else None,
            no_wrap=name in (*_NUMBERS, "Year"),
            ratio=_SHARES.get(name),
            max_width=_BY if name in ("By, in", "Author", "Venue") else None,
            overflow="fold",
        )
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
