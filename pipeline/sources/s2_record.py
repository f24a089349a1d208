"""Pure: a record of the Semantic Scholar Graph API as a candidate; see `pipeline.sources.semantic_scholar`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pipeline import venues
from pipeline.ids import arxiv_id, doi, from_doi
from pipeline.model import Candidate, Ids

if TYPE_CHECKING:
    from semanticscholar.Paper import Paper

NAME = "Semantic Scholar"
FIELDS = (
    "title,externalIds,authors,year,venue,publicationVenue,publicationDate,citationCount,influentialCitationCount,"
    "abstract,s2FieldsOfStudy,openAccessPdf,url"
)


def candidate(record: dict[str, Any], day: date) -> Candidate:
    """Read one record. Raises TypeError, AttributeError, KeyError or ValueError where it has another form."""
    if not (isinstance(record["paperId"], str) and isinstance(record["title"], str)):
        raise TypeError
    when = record.get("publicationDate")
    # It reads a record. Its HTTP client, which takes an outage for "not found", is not used, but slows every start.
    from semanticscholar.Paper import Paper  # noqa: PLC0415

    paper = Paper({**record, "publicationDate": None})  # a date of another form costs the client the whole batch
    ids = _ids(paper)
    proof, evidence = _proof(ids)
    venue = proof.venue if proof else venues.canonical(paper.venue or "")
    pdf = paper.openAccessPdf if isinstance(paper.openAccessPdf, dict) else {}
    return Candidate(
        source=NAME,
        title=" ".join((paper.title or "").removeprefix("[PDF]").split()),
        ids=ids,
        authors=tuple(" ".join(a.name.split()) for a in paper.authors or [] if a.name),
        year=proof.year if proof and proof.year else _count(paper.year),
        venue=venue,
        evidence=evidence if proof and proof.year else None,
        published=_date(when),
        citation_count=_count(paper.citationCount),
        influential_citation_count=_count(paper.influentialCitationCount),
        citations_as_of=day if _count(paper.citationCount) is not None else None,
        abstract=" ".join(paper.abstract.split()) if paper.abstract else None,
        tldr=paper.tldr.text if paper.tldr and paper.tldr.text else None,
        fields=tuple(dict.fromkeys(f["category"] for f in paper.s2FieldsOfStudy or [] if f.get("category"))),
        url=f"https://www.semanticscholar.org/paper/{quote(paper.paperId)}",
        pdf_url=str(pdf["url"]) if str(pdf.get("url") or "").startswith("http") else None,
    )


def _proof(ids: Ids) -> tuple[venues.Published | None, str]:
    """Say where a paper was published, and which id says so."""
    if ids.acl and (found := venues.from_acl_id(ids.acl)):
        return found, "acl id"
    return (venues.from_doi(ids.doi) if ids.doi else None), "doi"


def _ids(paper: Paper) -> Ids:
    """Read the external ids; a DOI that is arXiv's own says nothing more than the arXiv id."""
    given = paper.externalIds or {}
    name = doi(str(given.get("DOI") or ""))
    from_name = from_doi(name) if name else Ids()
    arxiv = arxiv_id(str(given.get("ArXiv") or "")) or from_name.arxiv
    return Ids(arxiv=arxiv, doi=from_name.doi, acl=given.get("ACL") or from_name.acl, s2=paper.paperId)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _date(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
