"""A Semantic Scholar record as JSON: which fields there are, and what each holds.

Fields: https://api.semanticscholar.org/api-docs/graph. Their order here is the order in which the server sends them.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .records import S2Paper

Json = dict[str, Any]

_AUTHOR = {
    "authorId",
    "externalIds",
    "url",
    "name",
    "affiliations",
    "homepage",
    "paperCount",
    "citationCount",
    "hIndex",
}
_VENUES = {"arXiv.org": "ArXiv"}


def unsupported(fields: Iterable[str]) -> list[str]:
    """Give the fields that no answer can have; `matchScore` comes by itself and may not be asked for."""
    return [f for f in fields if f.split(".")[0] not in _FIELDS or (f.startswith("authors.") and f[8:] not in _AUTHOR)]


def nested(fields: Iterable[str]) -> list[str]:
    """Give the fields that bulk search refuses."""
    return [f for f in fields if "." in f or f in ("tldr", "embedding", "citations", "references")]


def paper_json(paper: S2Paper, fields: Iterable[str]) -> Json:
    """Write one record; `paperId` is always there, and without fields the title."""
    wanted = list(fields) or ["title"]
    roots = {f.split(".")[0] for f in wanted} | {"paperId"}
    full = _full(paper)
    return {name: full[name] for name in _FIELDS if name in roots}


_FIELDS = re.findall(
    r"\w+",
    "paperId externalIds corpusId publicationVenue url title abstract venue year referenceCount citationCount "
    "influentialCitationCount isOpenAccess openAccessPdf fieldsOfStudy s2FieldsOfStudy publicationTypes "
    "publicationDate journal citationStyles authors tldr embedding citations references textAvailability",
)


def _full(paper: S2Paper) -> Json:
    record, arxiv = paper.record, paper.external.get("ArXiv")
    odd = int(paper.paper_id[-1], 16)  # decides what is null, the same way each time
    return {
        "paperId": paper.paper_id,
        "externalIds": paper.external,
        "corpusId": paper.corpus_id,
        "publicationVenue": None if odd % 5 == 0 or not paper.venue else _venue(paper.venue),
        "url": f"https://www.semanticscholar.org/paper/{paper.paper_id}",
        "title": paper.title,
        "abstract": record.abstract,
        "venue": paper.venue,
        "year": paper.year,
        "referenceCount": 10 + odd,
        "citationCount": record.citations,
        "influentialCitationCount": record.citations // 10,
        "isOpenAccess": bool(arxiv),
        "openAccessPdf": _pdf(paper),
        "fieldsOfStudy": None if odd % 2 else ["Computer Science"],
        "s2FieldsOfStudy": [{"category": "Computer Science", "source": "s2-fos-model"}],
        "publicationTypes": None if odd % 6 == 0 else ["JournalArticle"],
        "publicationDate": None if odd == 7 else str(record.day),
        "journal": {"volume": f"abs/{arxiv}", "name": "ArXiv"} if arxiv else None,
        "citationStyles": {"bibtex": f"@Article{{x,\n title = {{{paper.title}}},\n year = {{{paper.year}}}\n}}\n"},
        "authors": [_author(name, number, paper) for number, name in enumerate(paper.authors)],
        "tldr": {"model": "tldr@v2.0.0", "text": paper.form.tldr} if paper.form.tldr else None,
        "embedding": None,
        "citations": [],
        "references": [],
        "textAvailability": "abstract" if record.abstract else "none",
    }


def _author(name: str, number: int, paper: S2Paper) -> Json:
    known = not paper.form.anonymous and number % 7 != 6
    return {"authorId": str(1000 + _number(name)) if known else None, "name": name}


def _venue(name: str) -> Json:
    venue: Json = {"id": str(_number(name)), "name": name}
    if name != "arXiv.org":  # the one venue that has no type
        venue["type"] = "conference"
    return venue | {"alternate_names": [_VENUES.get(name, name)]}


def _pdf(paper: S2Paper) -> Json | None:
    if paper.form.pdf is None:
        return None
    if paper.form.pdf == "empty" or "ArXiv" not in paper.external:
        return {"url": "", "status": None, "license": None, "disclaimer": "Notice: no copy is known."}
    return {"url": f"https://arxiv.org/pdf/{paper.external['ArXiv']}", "status": "GREEN", "license": None}


def _number(text: str) -> int:
    return int(hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:7], 16)
