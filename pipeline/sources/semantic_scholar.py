"""The Semantic Scholar Graph API: up to 500 ids in one batch, many titles in one bulk search, else its title match.

What it answers is in https://api.semanticscholar.org/api-docs/graph; what it does besides, in
https://github.com/allenai/s2-folks/blob/main/FAQ.md and its issues. Its year is the preprint's year.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pipeline.errors import SourceError
from pipeline.model import Answer, Answered, Candidate, Fetch, Ids, Query, Reply, Request, Unanswered
from pipeline.sources import s2_record
from pipeline.sources.s2_query import JOINT, phrases
from pipeline.sources.s2_record import FIELDS, candidate
from pipeline.sources.wanted import MAX_QUERY, Wanted, halves, near, size
from pipeline.titles import Agreement, compare, plain, words

NAME = s2_record.NAME
BASE = "https://api.semanticscholar.org"
SLUG = "S2"
INTERVAL = 1.0  # seconds; https://www.semanticscholar.org/product/api#api-key
REFRESH_DAYS = 0  # days; counts change daily
KEY = ("S2_API_KEY", "x-api-key")

BATCH = 500  # ids; the API's limit
TITLES_A_REQUEST = 20
LONGEST_TITLE = 250  # characters; four bytes each, encoded, leave a request under 4,000 bytes
_BATCH_PATH = "/graph/v1/paper/batch"
_BULK_PATH = "/graph/v1/paper/search/bulk"
_MATCH_PATH = "/graph/v1/paper/search/match"
_NONE_KNOWN = "No valid paper ids given"  # a 400: none of the ids is known
_NO_MATCH = "Title match not found"  # a 404: an answer

_Asked = tuple[Query, Wanted, bool]


def by_id(queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
    """Look up each query's best id, 500 a request."""
    known = [(q, name) for q in queries if (name := _name(q.ids))]
    for start in range(0, len(known), BATCH):
        yield from _batch(known[start : start + BATCH], fetch)


def by_title(queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
    """Search for titles in bulk; ask for the best match of those of which the search cannot say enough."""
    batch: list[_Asked] = []
    for query in queries:
        wanted, sure = phrases(query.title[:LONGEST_TITLE])
        if not wanted.text:
            yield from best_match([query], fetch)
            continue
        longer = size(JOINT.join(w.text for _, w, _ in [*batch, (query, wanted, sure)])) > MAX_QUERY
        if batch and (longer or len(batch) == TITLES_A_REQUEST):
            yield from _bulk(batch, fetch)
            batch = []
        batch.append((query, wanted, sure))
    if batch:
        yield from _bulk(batch, fetch)


def best_match(queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
    """Ask for the one best match of each title, a request each; others may be as good."""
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


def _bulk(batch: Sequence[_Asked], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
    """Search for a batch of titles; split it where a member spoils it or the page cuts the hits off."""
    try:
        page = _page(batch, fetch)
    except SourceError:
        if len(batch) > 1:
            yield from halves(batch, lambda half: _bulk(half, fetch))
            return
        page = None
    if page is None:
        yield from best_match([query for query, _, _ in batch], fetch)
        return
    found, cut = page
    left: list[_Asked] = []
    for query, wanted, sure in batch:
        hits = near(query, wanted, found)
        best = max((compare(query.title, c.title).agreement for c in hits), default=Agreement.NONE)
        if cut and len(batch) > 1 and best < Agreement.EXACT:
            left.append((query, wanted, sure))
        elif best >= Agreement.PART or (sure and not cut):
            yield query, Answered(hits, capped=cut)
        else:
            yield query, _with_best_match(query, hits, fetch, capped=cut)
    if left:
        yield from halves(left, lambda half: _bulk(half, fetch))


def _page(batch: Sequence[_Asked], fetch: Fetch) -> tuple[list[Candidate], bool] | None:
    """Get one page, and whether it is cut off; None where it does not say that it is empty. Raises SourceError."""
    text = JOINT.join(wanted.text for _, wanted, _ in batch)
    request = Request(_BULK_PATH, (("query", text), ("fields", FIELDS)), check=_checked_bulk)
    body = _json(reply := fetch(request))
    if not body.get("data"):  # as arXiv's, an empty page may come for no reason
        body = _json(reply := fetch(request))
    if "data" not in body:  # the page of a fault, or a way of saying "none" that we do not know
        return None
    answers = [_answer(record, reply.day) for record in body["data"]]
    return [c for a in answers if isinstance(a, Answered) for c in a.candidates], bool(body.get("token"))


def _with_best_match(query: Query, hits: tuple[Candidate, ...], fetch: Fetch, *, capped: bool) -> Answer:
    """Add the best match to what a search found: a slip may have hidden it."""
    for _, answer in best_match([query], fetch):
        if isinstance(answer, Unanswered):
            return answer
        hits = tuple(dict.fromkeys((*hits, *answer.candidates)))
    return Answered(hits, capped)


def _match(title: str, fetch: Fetch) -> Answer:
    """Ask for one title. Raises SourceError."""
    request = Request(_MATCH_PATH, (("query", title), ("fields", FIELDS)), accept=(200, 404), check=_checked_match)
    reply = fetch(request)
    if reply.status == 404:
        return Answered(capped=True)
    answer = _answer(_json(reply)["data"][0], reply.day)
    return Answered(answer.candidates, capped=True) if isinstance(answer, Answered) else answer


def _answer(record: dict[str, Any] | None, day: date) -> Answer:
    """Read one record; one that cannot be read costs its own answer only."""
    if record is None:
        return Answered()
    try:
        return Answered((candidate(record, day),))
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


def _checked_bulk(reply: Reply) -> None:
    """Raise SourceError unless the reply is a page of records, be it an empty one."""
    body = _json(reply)
    total = body.get("total") if isinstance(body, dict) else None
    found = body.get("data", None if total else []) if isinstance(total, int) else None
    if not isinstance(found, list):
        raise SourceError("it sent a search without data")
    if not all(isinstance(record, dict) and record for record in found):
        raise SourceError("it sent something else than records")


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
