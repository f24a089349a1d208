"""The Semantic Scholar Graph API: up to 500 ids in one batch, and its title match for what has no id yet.

What it answers is in https://api.semanticscholar.org/api-docs/graph; what it does besides, in
https://github.com/allenai/s2-folks/blob/main/FAQ.md and its issues. Its year is the preprint's year.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from semanticscholar.Paper import (
    Paper,
)  # reads a record; its HTTP client takes an outage for "not found" and is not used

from pipeline import venues
from pipeline.errors import SourceError
from pipeline.ids import arxiv_id, doi, from_doi
from pipeline.model import Answer, Answered, Candidate, Fetch, Ids, Query, Reply, Request, Unanswered
from pipeline.titles import plain

NAME = "Semantic Scholar"
BASE = "https://api.semanticscholar.org"
SLUG = "S2"
INTERVAL = 1.0  # seconds; https://www.semanticscholar.org/product/api#api-key
REFRESH_DAYS = 0  # days; counts change daily
KEY = ("S2_API_KEY", "x-api-key")

BATCH = 500  # ids; the API's limit
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
        if query.title:
            try:
                yield query, Answered(_match(query, fetch))
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
        check=lambda reply: _checked_batch(reply, len(names)),
    )
    spoilt = None
    try:
        reply = fetch(request)
        if reply.status == 200:
            records = dict(zip(names, _json(reply), strict=True))
            for query, name in batch:
                record = records[name]
                yield query, _answer(record, reply.day)
            return
        if _json(reply).get("error") == _NONE_KNOWN:
            yield from ((query, Answered()) for query, _ in batch)
            return
        spoilt = "HTTP 400 for this id"
    except SourceError as error:
        spoilt = str(error)
        if error.status != 500 or len(batch) == 1:
            yield from ((query, Unanswered(NAME, spoilt)) for query, _ in batch)
            return
    if len(batch) == 1:
        yield batch[0][0], Unanswered(NAME, spoilt)
        return
    middle = len(batch) // 2  # one record can spoil a whole batch: https://github.com/allenai/s2-folks/issues/103
    yield from _batch(batch[:middle], fetch)
    yield from _batch(batch[middle:], fetch)


def _match(query: Query, fetch: Fetch) -> tuple[Candidate, ...]:
    request = Request(
        _MATCH_PATH,
        (("query", plain(query.title)), ("fields", FIELDS)),
        accept=(200, 404),
        check=_checked_match,
    )
    reply = fetch(request)
    if reply.status == 404:
        return ()
    answers = [_answer(record, reply.day) for record in _json(reply)["data"]]
    if not any(isinstance(a, Answered) for a in answers):
        raise SourceError("a record that cannot be read")
    return tuple(c for a in answers if isinstance(a, Answered) for c in a.candidates)


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


def _checked_batch(reply: Reply, length: int) -> None:
    """Raise SourceError unless the reply is one record or null for each id."""
    body = _json(reply)
    if reply.status == 400:
        if not isinstance(body, dict) or not isinstance(body.get("error"), str):
            raise SourceError("it sent HTTP 400 without its reason", 400)
        return
    if not isinstance(body, list) or len(body) != length:
        raise SourceError("it sent a batch of another length than ours")
    for record in body:
        _check_record(record, may_be_null=True)


def _checked_match(reply: Reply) -> None:
    """Raise SourceError unless the reply is a match, or its own word that there is none."""
    body = _json(reply)
    if not isinstance(body, dict):
        raise SourceError("it sent no object for a title match")
    if reply.status == 404:
        if body.get("error") != _NO_MATCH:
            raise SourceError("it sent HTTP 404 without its reason", 404)
        return
    if not isinstance(body.get("data"), list) or not body["data"]:
        raise SourceError("it sent a title match without data")
    for record in body["data"]:
        _check_record(record)


def _check_record(record: object, *, may_be_null: bool = False) -> None:
    if record is None and may_be_null:
        return
    if not isinstance(record, dict) or not isinstance(record.get("paperId"), str) or "title" not in record:
        raise SourceError("it sent a record without id or title")


def _candidate(record: dict[str, Any], day: date) -> Candidate:
    when = record.get("publicationDate")
    paper = Paper({**record, "publicationDate": None})  # a date of another form costs the client the whole batch
    ids = _ids(paper)
    proof = (ids.acl and venues.from_acl_id(ids.acl)) or (ids.doi and venues.from_doi(ids.doi)) or None
    venue = proof.venue if proof else venues.canonical(paper.venue or "")
    pdf = paper.openAccessPdf if isinstance(paper.openAccessPdf, dict) else {}
    return Candidate(
        source=NAME,
        title=" ".join((paper.title or "").removeprefix("[PDF]").split()),
        ids=ids,
        authors=tuple(" ".join(a.name.split()) for a in paper.authors or [] if a.name),
        year=proof.year if proof and proof.year else paper.year,
        venue=venue,
        evidence=("acl id" if ids.acl else "doi") if proof and proof.year else None,
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
