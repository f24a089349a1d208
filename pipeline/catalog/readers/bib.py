"""BibTeX, read some entries at a time by the reader of the user's own bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from pipeline.catalog.readers.stream import Broken
from pipeline.catalog.records import Record, own_key
from pipeline.errors import InputError
from pipeline.model import Candidate
from pipeline.sources import library

NAME = "BibTeX"
SOURCE = "BibTeX"

_AT_ONCE = 500  # entries
_ENTRY = re.compile(rb"\s*@\s*(\w+)\s*[{(]")


def is_mine(head: bytes) -> bool:
    """Whether a line begins an entry; comments may stand above it."""
    return b"\0" not in head and any(_ENTRY.match(line) for line in head.splitlines())


class Piece(NamedTuple):
    """Some entries: the number of the first line, what stood in `@string` before, and the lines."""

    number: int
    strings: bytes
    lines: bytes


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """Cut the file in front of entries."""
    start, lines, entries, strings = 1, list[bytes](), 0, b""
    for number, line in enumerate(file, 1):
        if _ENTRY.match(line):
            entries += 1
            if entries > _AT_ONCE:
                yield Piece(start, strings, b"".join(lines))
                strings += b"".join(_strings(lines))
                start, lines, entries = number, [], 1
        lines.append(line)
    yield Piece(start, strings, b"".join(lines))


def read(piece: Piece) -> Iterator[Record | Broken]:
    """Read the entries. `@string` holds from where it stands; a `crossref` reaches as far as entries read at once."""
    try:
        text = (piece.strings + piece.lines).decode("utf-8")
        shelf = library.load(text, "")
    except UnicodeDecodeError as error:
        yield Broken(f"line {piece.number} and on", f"it is not UTF-8 ({error.reason}); save it as UTF-8")
        return
    except InputError as error:
        yield Broken(f"line {piece.number} and on", str(error))
        return
    yield from map(_record, shelf.candidates)
    shift = piece.number - 1 - piece.strings.count(b"\n")
    yield from (Broken(f"line {n.line + shift}", n.text) for n in shelf.notices if n.line + shift >= piece.number)


def _strings(lines: list[bytes]) -> Iterator[bytes]:
    """Give the lines of `@string` entries, which later entries may use."""
    within = False
    for line in lines:
        if found := _ENTRY.match(line):
            within = found[1].lower() == b"string"
        if within:
            yield line


def _record(paper: Candidate) -> Record:
    known = paper.ids
    return Record(
        source=SOURCE,
        key=own_key(known, paper.title, paper.authors),
        title=paper.title,
        former_titles=paper.former_titles,
        authors=paper.authors,
        year=paper.year,
        arxiv_id=known.arxiv,
        doi=known.doi,
        acl_id=known.acl,
        openreview_id=known.openreview,
        s2_id=known.s2,
        venue=paper.venue,
        evidence=paper.evidence,
    )
