"""I/O: reading dumps as streams, packed with gzip or not, and telling where they break."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar, cast

import msgspec
from msgspec.json import Decoder

from pipeline.catalog.records import Record
from pipeline.errors import InputError

HEAD = 1 << 16  # bytes by which a form is known
_LONGEST = 1 << 24  # bytes of one line; a paper of three thousand authors has half a million
_PIECE = 1 << 22  # bytes; some thousand records
_TOO_LONG = b"\0too long"  # what is kept of such a line
BROKEN = (EOFError, gzip.BadGzipFile, zlib.error)  # packed bytes that cannot be unpacked
_GZIP = b"\x1f\x8b"
T = TypeVar("T")


class Broken(NamedTuple):
    """A record that cannot be used: where it stands (`line 3`), and why."""

    place: str
    why: str


class Lines(NamedTuple):
    """A piece of a file: whole lines, and the number of the first."""

    number: int
    text: bytes


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


def read_some(file: BinaryIO, size: int) -> bytes:
    """Read on, about so many bytes; of a file that breaks off all that stands before, and b"" at its end."""
    found = bytearray()
    try:
        while len(found) < size and (more := file.read1(size - len(found))):  # type: ignore[attr-defined]  # all have it
            found += more
    except BROKEN:
        if not found:
            raise
    return bytes(found)


def line_pieces(file: BinaryIO) -> Iterator[Lines]:
    """Cut a file into pieces of some thousand whole lines; of a line that is too long only that is kept."""
    number, rest = 1, b""
    while data := read_some(file, _PIECE):
        cut = data.rfind(b"\n") + 1
        if cut:
            yield Lines(number, rest + data[:cut])
            number, rest = number + data.count(b"\n"), b""
        rest = rest + data[cut:] if len(rest) < _LONGEST else _TOO_LONG
    yield Lines(number, rest)


def json_records(piece: Lines, line_of: Decoder[T], read: Callable[[T], Record]) -> Iterator[Record | Broken]:
    """Read one record a line. What `read` cannot use is broken, and costs its own line only.

    `line_of` reads the fields that are wanted, and sees to their types.
    """
    for number, line in enumerate(piece.text.split(b"\n"), piece.number):
        try:
            yield read(line_of.decode(line))
        except (ValueError, RecursionError):
            if line and not line.isspace():
                yield _looked_at_again(line, f"line {number}", line_of, read)


def _looked_at_again(line: bytes, place: str, line_of: Decoder[T], read: Callable[[T], Record]) -> Record | Broken:
    """Say what is wrong with a line. `NaN`, and half of a pair of surrogates where a text was cut, cost no record."""
    try:
        raw = json.loads(line, parse_constant=lambda _: None)
        return read(line_of.decode(json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace")))
    except UnfitError as error:
        return Broken(place, str(error))
    except msgspec.ValidationError as error:
        return Broken(place, f"its fields are not of the form that we know ({error})")
    except (ValueError, RecursionError) as error:
        too_long = line.startswith(_TOO_LONG)
        return Broken(place, "it is too long" if too_long else f"it is not JSON in UTF-8 ({error})")


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


def day(written: str | None) -> str | None:
    """Give a day in ISO form; dates of other forms occur and cost the date only."""
    try:
        return date.fromisoformat(written).isoformat() if written else None
    except ValueError:
        return None


def year(written: int | None) -> int | None:
    """Give a year; numbers that are none occur and cost the year only."""
    return written if written and 0 < written < 10_000 else None
