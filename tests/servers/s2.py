"""Semantic Scholar's Graph API: batch, title match, search, bulk search and single papers.

Behaviour: https://api.semanticscholar.org/api-docs/graph and https://github.com/allenai/s2-folks.
"""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote

from .s2_bulk import bulk
from .s2_fields import nested, paper_json, unsupported
from .text import folded_words
from .wire import Reply, Request, application_json, gateway

if TYPE_CHECKING:
    from .records import S2Paper, World

KEY = "a-valid-test-key"
"""The one key that the server knows; any other is forbidden."""

_ROOT = "/graph/v1/paper/"
_BATCH = 500
_SEARCH_LIMIT, _SEARCH_WINDOW, _BULK = 100, 1000, 1000
_LEAST_COVER = 0.6  # how much of a title's weight the match must have; the real measure is unknown


def answer(request: Request, world: World) -> Reply:
    """Answer one request."""
    if request.headers.get("x-api-key", KEY) != KEY:
        return gateway(403, {"message": "Forbidden"}, "ForbiddenException")
    if not request.path.startswith(_ROOT):
        return gateway(404, {"message": "Missing Authentication Token"}, "MissingAuthenticationTokenException")
    given = {key: values[0] for key, values in parse_qs(request.query, keep_blank_values=True).items()}
    name, fields = request.path.removeprefix(_ROOT), [f for f in given.get("fields", "").split(",") if f]
    if name == "batch":
        return _batch(request, fields, world)
    if request.method != "GET":
        return gateway(405, {"message": "Method Not Allowed"}, "MethodNotAllowedException")
    if name == "search/match":
        return _match(given, fields, world)
    if name == "search":
        return _search(given, fields, world)
    if name == "search/bulk":
        return _bulk(given, fields, world)
    name = unquote(name)
    paper = world.s2_by_id(name)
    return _checked(fields, paper_json(paper, fields)) if paper else _error(404, f"Paper with id {name} not found")


def _error(status: int, message: str) -> Reply:
    return application_json(status, {"error": message}, compact=True)


def _checked(fields: list[str], value: Any) -> Reply:
    """Answer, unless a field is not known: that is looked at only where something was found."""
    bad = unsupported(fields)
    return _unsupported(bad) if bad else application_json(200, value)


def _unsupported(fields: list[str]) -> Reply:
    return _error(400, f"Unrecognized or unsupported fields: [{', '.join(fields)}]")


def _batch(request: Request, fields: list[str], world: World) -> Reply:
    if request.method != "POST":
        return _error(404, "Paper with id batch not found")
    try:
        ids = json.loads(request.body)["ids"]
    except (ValueError, KeyError, TypeError):
        return _error(400, "Unacceptable query params: [ids]")
    if not isinstance(ids, list) or not all(isinstance(i, str) and i.strip() for i in ids):
        return _error(400, "No valid paper ids given")
    if len(ids) > _BATCH:
        return _error(400, f"Too many paper ids given: at most {_BATCH}")
    papers = [world.s2_by_id(i.strip()) for i in ids]
    if not any(papers):
        return _error(400, "No valid paper ids given")
    return _checked(fields, [p and paper_json(p, fields) for p in papers])


def _match(given: dict[str, str], fields: list[str], world: World) -> Reply:
    if not given.get("query", "").strip():
        return _error(400, "Missing required parameter: query")
    best = _best(given["query"], world)
    if not best:
        return _error(404, "Title match not found")
    paper, score = best
    return _checked(fields, {"data": [paper_json(paper, fields) | {"matchScore": score}]})


def _best(title: str, world: World) -> tuple[S2Paper, float] | None:
    """Take the record that shares most weight with the title: a fragment finds the whole, a near title another."""
    index = world.s2_index
    words = list(dict.fromkeys(w for w in folded_words(title) if w))[:60]
    shared: dict[int, float] = {}
    for word in words:
        for row in index.places.get(word, ()):
            shared[row] = shared.get(row, 0.0) + index.weight(word)
    if not shared:
        return None

    def rank(row: int) -> tuple[float, int, int]:
        return shared[row], -index.lengths[row], world.s2_papers[row].record.citations

    row = max(shared, key=rank)
    if shared[row] < _LEAST_COVER * sum(index.weight(word) for word in words):
        return None
    return world.s2_papers[row], round(9.7 * shared[row], 5)


def _search(given: dict[str, str], fields: list[str], world: World) -> Reply:
    query = given.get("query", "")
    offset, limit = _number(given, "offset", 0), _number(given, "limit", 100)
    if not query.strip() or offset is None or limit is None or not 0 < limit <= _SEARCH_LIMIT:
        return _error(400, f"Unacceptable query params: [{'limit' if query.strip() else 'query'}]")
    if offset + limit > _SEARCH_WINDOW:
        return _error(400, f"offset + limit must be < {_SEARCH_WINDOW}")
    # A hyphen inside a word finds nothing: the manual asks for blanks.
    scores = {} if re.search(r"\w-\w", query) else world.s2_index.every(folded_words(query))
    rows = sorted(scores, key=lambda row: (-scores[row], row))
    if not rows:
        return application_json(200, {"total": 0, "offset": offset})
    answer: dict[str, Any] = {"total": len(rows), "offset": offset}
    if offset + limit < len(rows):
        answer["next"] = offset + limit
    return _checked(fields, answer | {"data": _rows(rows[offset : offset + limit], fields, world)})


def _number(given: dict[str, str], name: str, default: int) -> int | None:
    text = given.get(name, str(default))
    return int(text) if re.fullmatch(r"\d{1,9}", text) else None


def _rows(rows: list[int], fields: list[str], world: World) -> list[dict[str, Any]]:
    return [paper_json(world.s2_papers[row], fields) for row in rows]


def _bulk(given: dict[str, str], fields: list[str], world: World) -> Reply:
    """`limit` and `offset` are ignored; a token leads to the next thousand."""
    found = bulk(given.get("query", ""), world.s2_index)
    if found is None:
        return _error(400, "Unacceptable query params: [query]")
    name, _, direction = given.get("sort", "paperId:asc").partition(":")
    if name not in ("paperId", "publicationDate", "citationCount"):
        return _error(400, "Unacceptable query params: [sort]")

    def key(row: int) -> tuple[Any, str]:
        paper = world.s2_papers[row]
        by = {"publicationDate": paper.record.day, "citationCount": paper.record.citations}
        return by.get(name, ""), paper.paper_id

    rows = sorted(found, key=key, reverse=direction == "desc")
    try:
        start = int(base64.b32decode(given.get("token", "").encode()) or 0)
    except ValueError:
        return _error(400, "Unacceptable query params: [token]")
    answer: dict[str, Any] = {"total": len(rows)}
    if start + _BULK < len(rows):
        answer["token"] = base64.b32encode(str(start + _BULK).encode()).decode()
    if rows and nested(fields):
        return _unsupported(nested(fields))
    page = rows[start : start + _BULK]
    return _checked(
        fields if rows else [], answer | {"data": _rows(page, [] if unsupported(fields) else fields, world)}
    )
