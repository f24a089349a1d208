"""Pure: the bibliography for EndNote and Mendeley; made when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline import bibliography
from pipeline.model import Paper
from pipeline.tables import Row

NAME: Final = "papers.ris"


def write(papers: Sequence[Paper], rows: Sequence[Row]) -> str:  # noqa: ARG001  # every paper is in it, mentioned or not
    """Give all papers as RIS, by key."""
    return bibliography.records(sorted(papers, key=lambda p: p.cite_key or p.paper_id))
