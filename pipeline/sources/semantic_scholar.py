"""The Semantic Scholar Graph API: up to 500 ids in one batch, and its title match for what has no id yet.

What it answers is in https://api.semanticscholar.org/api-docs/graph; what it does besides, in
https://github.com/allenai/s2-folks/blob/main/FAQ.md and its issues. Its year is the preprint's year.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pipeline import venues
from pipeline.errors import SourceError
from pipeline.ids import arxiv_id, doi, from_doi
from pipeline.model import Answer, Answered, Candidate, Fetch, Ids, Query, Reply, Request, Unanswered
from pipeline.titles import plain, words

if TYPE_CHECKING:
    from semanticscholar.Paper import Paper

NAME = "Semantic Scholar"
BASE = "https://api.semanticscholar.org"
SLUG = "S2"
INTERVAL = 1.0  # seconds; https://www.semanticscholar.org/product/api#api-key
REFRESH_DAYS = 0  # days; counts change daily
KEY = ("S2_API_KEY", "x-api-key")

BATCH = 500  # ids; the API's limit
LONGEST_TITLE = 250  # characters; four bytes each, encoded, leave a request under 4,000 bytes
FIELDS = (
    "title,externalIds,authors,year,venue,publicationVenue,publicationDate,citationCount,influentialCitationCount,"
    "abstract,s2FieldsOfStudy,openAccessPdf,url"
)
_BATCH_PATH = "/graph/v1/paper/batch"
_MATCH_PATH = "/graph/v1/paper/search/match"
_NONE_KNOWN = "No valid paper ids given"  # a 400: none of the ids is known
_NO_MATCH = "Title match not found"  # a 404: an answer


def by_id(queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
    """Look up each query's best id, 500 a request."""
    known = [(q, name) for q in queries if (name := _name(q.ids))]
    for start in range(0, len(known), BATCH):
        yield from _batch(known[start : start + BATCH], fetch)


def by_title(queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
    """Ask for the one best match of each title, a request each."""
    for query in queries:
        title = plain(query.title)[:LONGEST_TITLE]
        if words(title):
            try:
                yield query, _match(title, fetch)
            except SourceError as error:
                yield query, Unanswered(NAME, str(error))


STEPS = (by_id, by_title)
LOOKUP = by_id
FORMER = None


def _name(ids: Ids) -> str | None:
    """Give the id in the form that the API takes; arXiv ids without version."""
    if ids.s2:
        return ids.s2
    named = (("ARXIV", ids.arxiv), ("DOI", ids.doi), ("ACL", ids.acl))
    return next((f"{kind}:{name}" for kind, name in named if name), None)


def _batch(batch: Sequence[tuple[Query, str]], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
    """Look up one batch; results are told by their position, since a merged paper answers with another id."""
    names = list(dict.fromkeys(name for _, name in batch))
    request = Request(
        _BATCH_PATH,
        (("fields", FIELDS + ",tldr"),),
        json=json.dumps({"ids": names}),
        accept=(200, 400),
        check=lambda reply: _checked_batch(reply, names),
    )
    try:
        reply = fetch(request)
    except SourceError as error:
        if len(names) == 1:
            yield from ((query, Unanswered(NAME, str(error))) for query, _ in batch)
            return
        middle = len(batch) // 2  # one record can spoil a batch: https://github.com/allenai/s2-folks/issues/103
        yield from _batch(batch[:middle], fetch)
        yield from _batch(batch[middle:], fetch)
        return
    records = dict(zip(names, _json(reply), strict=True)) if reply.status == 200 else {}
    for query, name in batch:
        yield query, _answer(records.get(name), reply.day)


def _match(title: str, fetch: Fetch) -> Answer:
    """Ask for one title. Raises SourceError."""
    request = Request(_MATCH_PATH, (("query", title), ("fields", FIELDS)), accept=(200, 404), check=_checked_match)
    reply = fetch(request)
    if reply.status == 404:
        return Answered()
    return _answer(_json(reply)["data"][0], reply.day)


def _answer(record: dict[str, Any] | None, day: date) -> Answer:
    """Read one record; one that cannot be read costs its own answer only."""
    if record is None:
        return Answered()
    try:
        return Answered((_candidate(record, day),))
    except (TypeError, AttributeError, KeyError, ValueError):
        return Unanswered(NAME, "a record that cannot be read")


def _json(reply: Reply) -> Any:
    try:
        return json.loads(reply.body)
    except ValueError:
        raise SourceError("it sent something that is not JSON") from None


def _checked_batch(reply: Reply, names: Sequence[str]) -> None:
    """Raise SourceError unless the reply is a record or null for each id, in our order; or says that none is known."""
    body = _json(reply)
    if reply.status != 200:
        _check_reason(body, reply.status, _NONE_KNOWN)
        return
    if not isinstance(body, list) or len(body) != len(names):
        raise SourceError("it sent a batch of another length than ours")
    if not all(record is None or (isinstance(record, dict) and record) for record in body):
        raise SourceError("it sent a batch of something else than records")
    own = [_names(record or {}) for record in body]
    answered = {name for name, known in zip(names, own, strict=True) if name.lower() in known}
    others = {name.lower() for name in names if name not in answered}
    if any(known & others for name, known in zip(names, own, strict=True) if name not in answered):
        raise SourceError("it sent a batch in another order than ours")


def _names(record: dict[str, Any]) -> set[str]:
    """Give the ids by which a record may have been asked for."""
    given = record.get("externalIds")
    names = {f"{kind}:{name}".lower() for kind, name in given.items()} if isinstance(given, dict) else set()
    return names | {str(record.get("paperId"))}


def _checked_match(reply: Reply) -> None:
    """Raise SourceError unless the reply is a match, or its own word that there is none."""
    body = _json(reply)
    if reply.status != 200:
        _check_reason(body, reply.status, _NO_MATCH)
        return
    found = body.get("data") if isinstance(body, dict) else None
    if not isinstance(found, list) or not found or not isinstance(found[0], dict):
        raise SourceError("it sent a title match without data")


def _check_reason(body: object, status: int, reason: str) -> None:
    """Raise SourceError unless a status that is an answer comes with the reason that makes it one."""
    if not isinstance(body, dict) or body.get("error") != reason:
        raise SourceError(f"HTTP {status} without the reason that we know", status)


def _candidate(record: dict[str, Any], day: date) -> Candidate:
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
