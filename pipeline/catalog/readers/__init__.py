"""The forms of dumps that can be read, one module each; a new form is a file here and its name in `FORMS`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

from pipeline.catalog.readers import arxiv_snapshot, bib, dblp, s2_dataset, table
from pipeline.catalog.readers.stream import HEAD, Broken, opened
from pipeline.catalog.records import Record
from pipeline.errors import InputError

__all__ = ["FORMS", "Broken", "Form", "form_of", "pieces"]


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
        """Read the records of a piece in their order; what is broken comes as that."""


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


def pieces(form: Form, path: Path) -> Iterator[Any]:
    """Cut a file into pieces. Raises InputError that names the file and the offset from which on it is broken."""
    with opened(path) as file:
        try:
            yield from form.pieces(file)
        except InputError as error:
            raise InputError(f"{path}: {error}") from None
