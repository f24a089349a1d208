"""The forms of dumps that can be read, one module each; a new form is a file here and its name in `FORMS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, Protocol

from pipeline.catalog.readers import arxiv_snapshot, bib, dblp, s2_dataset, table
from pipeline.catalog.readers.stream import HEAD, Broken, opened
from pipeline.catalog.records import Record
from pipeline.errors import InputError

__all__ = ["FORMS", "Broken", "Form", "Task", "form_of", "tasks"]


class Form(Protocol):
    """A module that knows one form."""

    @property
    def NAME(self) -> str:  # noqa: N802
        """What people call it."""

    def is_mine(self, head: bytes) -> bool:
        """Whether a file that begins like this, unpacked, is of this form."""

    def pieces(self, file: BinaryIO) -> Iterator[Any]:
        """Cut a file into pieces of some thousand records, which may be read anywhere.

        Raises InputError where the rest cannot be used; the text says at which offset, and not which file.
        """

    def read(self, piece: Any) -> Iterator[Record | Broken]:
        """Read the records of a piece in their order; what is broken comes as that.

        Raises InputError, as `pieces` does, where the file breaks off in this piece.
        """


Read = Callable[[Any], Iterator[Record | Broken]]
"""Reads a piece of a dump; what it gave before it raised InputError counts."""


class Task(NamedTuple):
    """A piece to be read; `of` is the number of its dump, and `read` a function that another process finds."""

    of: int
    read: Read
    piece: Any


FORMS: Final[tuple[Form, ...]] = (arxiv_snapshot, s2_dataset, dblp, bib, table)


def form_of(path: Path) -> Form:
    """Tell a file's form by what it holds. Raises InputError that names the file."""
    with opened(path) as file:
        head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        raise InputError(f"{path}: this is a zip archive; unpack it first")
    form = next((f for f in FORMS if f.is_mine(head)), None)
    if form is None:
        names = ", ".join(f.NAME for f in FORMS)
        raise InputError(f"{path}: {'this is empty' if not head.strip() else f'this is none of {names}'}")
    return form


def tasks(form: Form, path: Path, of: int) -> Iterator[Task]:
    """Cut a file, the dump of that number, into pieces to be read.

    Reading one raises InputError that names the file, and the offset from which on it is broken.
    """
    read = partial(_read, path, form.read)
    try:
        with opened(path) as file:
            for piece in form.pieces(file):
                yield Task(of, read, piece)
    except InputError as error:
        yield Task(of, partial(_read, path, _break_off), str(error))


def _read(path: Path, read: Read, piece: Any) -> Iterator[Record | Broken]:
    try:
        yield from read(piece)
    except InputError as error:
        raise InputError(str(error) if str(error).startswith(f"{path}: ") else f"{path}: {error}") from None


def _break_off(why: str) -> Iterator[Record | Broken]:
    raise InputError(why)
    yield
