"""Pure: the bibliography for LaTeX and Zotero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline import bibliography, citekeys
from pipeline.model import Paper
from pipeline.tables import Row

NAME: Final = "papers.bib"


def write(papers: Sequence[Paper], rows: Sequence[Row]) -> str:  # noqa: ARG001  # every paper is in it, mentioned or not
    """Give all papers as BibTeX, by key, a field a line: a diff shows what changed."""
    return bibliography.entries(citekeys.by_key(papers))
