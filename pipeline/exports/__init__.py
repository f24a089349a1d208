"""Pure: the files for readers that a run writes beside the tables, one module each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from pipeline.exports import bibtex, csl, page, ris
from pipeline.model import Paper
from pipeline.tables import LIST_TITLE, Row

__all__ = ["BIBLIOGRAPHIES", "EXPORTS", "LIST_TITLE", "Export"]


class Export(Protocol):
    """A module of this package."""

    @property
    def NAME(self) -> str:  # noqa: N802  # a constant of the module
        """The file's name in the output folder."""

    def write(self, papers: Sequence[Paper], rows: Sequence[Row]) -> str:
        """Give the file's text from all papers, and the mentions' rows: by list and in document order.

        A row (`tables.mention_row`) also says under `LIST_TITLE` what its list calls itself, or None.
        """


EXPORTS: Final[tuple[Export, ...]] = (bibtex, csl, page)
BIBLIOGRAPHIES: Final[dict[str, Export]] = {"bib": bibtex, "csl": csl, "ris": ris}
