"""I/O: reading dumps as streams, packed with gzip or not, and telling where they break."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from pipeline.catalog.records import Record
from pipeline.errors import InputError

HEAD = 1 << 16  # bytes by which a form is known
_LONGEST = 1 << 24  # bytes of one line; a paper of three thousand authors has half a million
_PIECE = 1 << 23  # bytes
_TOO_LONG = b"\0too long"  # what is kept of such a line
BROKEN = (EOFError, gzip.BadGzipFile, zlib.error)  # packed bytes that cannot be unpacked
_GZIP = b"\x1f\x8b"


class Broken(NamedTuple):
    """A record that cannot be used: where it stands (`line 3`), and why."""

    place: str
    why: str


class Lines(NamedTuple):
    """A piece of a file: its lines, and the number of the first."""

    number: int
    lines: list[bytes]


class UnfitError(ValueError):
    """A record that is well formed, and says too little, or something that cannot be; the text says what."""


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a dump, unpacking it on the way. Raises InputError that names the file, also for one that breaks off."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _GZIP
            raw.seek(0)
            file = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if packed else raw
            try:
                yield file
            except BROKEN as error:
                place = f"its packed bytes break near offset {raw.tell()}"
                raise InputError(f"{path}: {place} ({error}); fetch it again") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None


def line_pieces(file: BinaryIO) -> Iterator[Lines]:
    """Cut a file into pieces of some thousand lines."""
    number, lines, size = 1, list[bytes](), 0
    try:
        while line := file.readline(_LONGEST):
            while not line.endswith(b"\n") and (rest := file.readline(_LONGEST)):
                line = _TOO_LONG + rest[-1:]
            lines.append(line)
            size += len(line)
            if size > _PIECE:
                yield Lines(number, lines)
                number, lines, size = number + len(lines), [], 0
    except BROKEN:
        yield Lines(number, lines)
        raise
    yield Lines(number, lines)


def json_records(piece: Lines, read: Callable[[dict[str, Any]], Record]) -> Iterator[Record | Broken]:
    """Read one record a line. What `read` cannot use is broken, and costs its own line only."""
    for number, line in enumerate(piece.lines, piece.number):
        if line.isspace():
            continue
        try:
            yield read(json.loads(line))
        except UnfitError as error:
            yield Broken(f"line {number}", str(error))
        except (ValueError, RecursionError) as error:
            long = line.startswith(_TOO_LONG)
            yield Broken(f"line {number}", "it is too long" if long else f"it is not JSON in UTF-8 ({error})")
        except (TypeError, KeyError, AttributeError, IndexError):
            yield Broken(f"line {number}", "its fields are not of the form that we know")


def first_object(head: bytes) -> dict[str, Any]:
    """Give the first whole JSON object among a file's first lines; {} where there is none."""
    if not head.lstrip().startswith(b"{"):
        return {}
    for line in head.splitlines()[:20]:
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return {}


def text(value: object, name: str = "title") -> str:
    """Give a text on one line. Raises UnfitError where it is none, or empty."""
    if not isinstance(value, str) or not (found := " ".join(value.split())):
        raise UnfitError(f"it has no {name}")
    return found
