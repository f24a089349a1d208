"""Pure: which ids an entry gives its paper: in the chosen link, in other links that are only labels, or written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.ids import arxiv_id, doi, from_doi, from_url
from pipeline.model import Ids
from pipeline.parse.lexicon.links import Target, is_label, unwrapped
from pipeline.parse.reading.entry import Cell

_WRITTEN = re.compile(
    r"(?:arxiv )?(?:preprint )?arxiv[:\s]\s*(?P<arxiv>[\w.-]+(?:/\d{7})?)|(?:doi[:.\s]\s*)?(?P<doi>10\.\d{4,9}/\S+)",
    re.IGNORECASE,
)
_ENDS = ' \t\n.,;:()[]*_"“”'


@lru_cache(maxsize=256)
def ids_of(url: str) -> Ids:
    """Read the ids that a link proves, where another one holds it, too."""
    return from_url(unwrapped(url))


def idents(cells: list[Cell], url: str | None) -> Ids:
    """Give arXiv id and DOI: those of the chosen link first, then what else in the cells can only mean this paper."""
    own = ids_of(url) if url else Ids()
    if own.arxiv and own.doi:
        return own
    others = [ids for cell in cells for ids in (*_linked(cell, url), *_written(cell))]
    if not others:
        return own
    return Ids(arxiv=own.arxiv or _one({x.arxiv for x in others}), doi=own.doi or _one({x.doi for x in others}))


def _one(found: set[str | None]) -> str | None:
    """Give the id where all agree."""
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _linked(cell: Cell, own: str | None) -> Iterator[Ids]:
    """Read the other links whose text is a label, an id or an address; words may name another paper."""
    for link in cell.links:
        if link.goal == Target.PAPER and link.url != own:
            text = cell.flow.text[link.start : link.end].strip(_ENDS)
            if link.bare or is_label(text) or _WRITTEN.fullmatch(text):
                yield ids_of(link.url)


def _written(cell: Cell) -> Iterator[Ids]:
    """Read the ids that stand alone between separators; in a sentence they may be another paper's."""
    whole = cell.text
    if "10." not in whole and "rx" not in whole.lower():
        return
    for chunk in cell.reading.chunks:
        found = _WRITTEN.fullmatch(cell.flow.text[chunk.start : chunk.end].strip(_ENDS))
        if found and found["doi"] and (name := doi(found["doi"])):
            yield from_doi(name)
        elif found and found["arxiv"] and (number := arxiv_id(found["arxiv"])):
            yield Ids(arxiv=number)
