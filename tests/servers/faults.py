"""Faults, each a function of the true answer; and plans that say which request gets which.

Every one has been met with one of the two servers or with what stands in front of them. A fault that cannot change
an answer (a cut between the entries of an empty feed) leaves it as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

from .arxiv import error, feed
from .wire import Delivery, Reply, Request, application_json, gateway, html

Fault = Callable[[Request, Reply], Reply]
Plan = Callable[[int, Request], str | None]
"""Says for the n-th request of a source (from 0) which fault it gets, if any."""

_TOO_MANY = {
    "message": "Too Many Requests. Please wait and try again or apply for a key for higher rate limits. "
    "https://www.semanticscholar.org/product/api#api-key-form",
    "code": "429",
}
_GATEWAY = {
    401: ("Unauthorized", "UnauthorizedException"),
    403: ("Forbidden", "ForbiddenException"),
    405: ("Method Not Allowed", "MethodNotAllowedException"),
    413: ("Request Too Long", "RequestTooLargeException"),
    500: ("Internal Server Error", "InternalServerErrorException"),
    502: ("Internal server error", "InternalServerErrorException"),
    503: ("Service Unavailable", "ServiceUnavailableException"),
    504: ("Network error communicating with endpoint", "GatewayTimeoutException"),
}
_DENIED = "Access Denied: sadly, your client seems to be a robot that ignores our terms."
_PAGES = {403: _DENIED, 503: "first byte timeout", 414: "Request-URI Too Long"}


def _status(code: int, form: str = "") -> Fault:
    """Fail with a status; `form` "html", "error" or "message" picks a body that is not the usual one."""

    def fault(request: Request, _: Reply) -> Reply:
        text, kind = _GATEWAY.get(code, ("Bad request", "BadRequestException"))
        if form == "html" or (request.source == "arxiv" and code not in (400, 429)):
            return html(code, _PAGES.get(code, text))
        if request.source == "arxiv":
            plain = Reply(429, b"Rate exceeded.", (("Content-Type", "text/plain"),))
            return plain if code == 429 else error("Invalid query string: ''")
        if code == 429:
            return gateway(429, _TOO_MANY, "TooManyRequestsException")
        if form == "error" or (code in (400, 404) and not form):
            return application_json(code, {"error": text}, compact=True)
        return gateway(code, {"message": text}, kind)

    return fault


def _deliver(delivery: Delivery) -> Fault:
    return lambda _, reply: replace(reply, delivery=delivery)


def _body(text: str | bytes, content_type: str | None = None) -> Fault:
    """Send another body with 200."""
    body = text.encode() if isinstance(text, str) else text

    def fault(_: Request, reply: Reply) -> Reply:
        headers = (("Content-Type", content_type),) if content_type else reply.headers
        return Reply(200, body, headers)

    return fault


def _cut(pattern: str) -> Fault:
    """Cut an arXiv feed behind the last match, the length being consistent and totalResults intact."""

    def fault(_: Request, reply: Reply) -> Reply:
        ends = [m.end() for m in re.finditer(pattern.encode(), reply.body)]
        entries = reply.body.count(b"<entry>")
        if not ends or not entries or reply.status != 200:
            return reply
        return replace(reply, body=reply.body[: ends[(len(ends) - 1) // 2 if entries > 1 else -1]])

    return fault


def _cut_at_random(request: Request, reply: Reply) -> Reply:
    return replace(reply, body=reply.body[: Random(request.target).randrange(max(1, len(reply.body) - 1))])


def _empty_feed(request: Request, reply: Reply) -> Reply:
    """Answer as if there were nothing."""
    if request.source == "s2":
        return application_json(200, [] if isinstance(_value(reply), list) else {"total": 0, "offset": 0})
    echo = re.search(
        rb"<title>arXiv Query: search_query=(.*)&amp;id_list=(.*)&amp;start=(\d+)&amp;max_results=(\d+)<", reply.body
    )
    if not echo:
        return reply
    query, ids = (
        text.decode().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for text in echo.groups()[:2]
    )
    return feed([], query, ids, (0, int(echo[3]), int(echo[4])))


def _later_pages(request: Request, reply: Reply) -> Reply:
    """Answer every page but the first with an empty one whose totalResults is intact."""
    later = re.search(rb"<opensearch:startIndex>[1-9]", reply.body)
    return replace(reply, body=re.sub(rb"  <entry>.*</entry>\n", b"", reply.body, flags=re.DOTALL)) if later else reply


def _bad_date(_: Request, reply: Reply) -> Reply:
    return replace(reply, body=reply.body.replace(b"<published>2", b"<published>yesterday 2", 1))


def _error_entry(request: Request, _: Reply) -> Reply:
    return application_json(200, {"error": "busy"}) if request.source == "s2" else error("Internal error", 200)


def _redirect(request: Request, _: Reply) -> Reply:
    return Reply(301, b"", (("Location", f"/moved{request.target}"),))


def _value(reply: Reply) -> Any:
    try:
        return json.loads(reply.body)
    except ValueError:
        return None


def _rearranged(change: Callable[[list[Any]], list[Any]]) -> Fault:
    """Change the list that a batch answers with."""

    def fault(_: Request, reply: Reply) -> Reply:
        value = _value(reply)
        return application_json(200, change(value)) if isinstance(value, list) and reply.status == 200 else reply

    return fault


def _bad_gzip(_: Request, reply: Reply) -> Reply:
    return Reply(200, b"\x1f\x8b\x08 not compressed at all", (*reply.headers, ("Content-Encoding", "gzip")))


_WIRE: tuple[Delivery, ...] = ("hang", "close", "reset", "short", "stall", "drip", "drip-head", "slow")

FAULTS: dict[str, Fault] = {
    **{str(code): _status(code) for code in (202, 400, 401, 403, 404, 405, 413, 414, 429, 500, 502, 503, 504)},
    **{f"{code}-html": _status(code, "html") for code in (403, 429, 500, 502, 503, 504)},
    "400-message": _status(400, "message"),
    "404-message": _status(404, "message"),
    "500-error": _status(500, "error"),
    **{name: _deliver(name) for name in _WIRE},
    "redirect": _redirect,
    "html": lambda *_: html(200, "Access Denied", _DENIED),
    "empty-body": _body(""),
    "rate-text": _body("Rate exceeded.", "text/plain"),
    "null": _body("null\n"),
    "object": _body("{}\n"),
    "error-entry": _error_entry,
    "empty-feed": _empty_feed,
    "empty-later-pages": _later_pages,
    "bad-date": _bad_date,
    "bad-gzip": _bad_gzip,
    "cut": _cut_at_random,
    "cut-between": _cut(r"</entry>\n"),
    "cut-first": _cut(r"</opensearch:startIndex>\n"),
    "cut-inside": _cut(r"</published>\n"),
    "batch-short": _rearranged(lambda papers: papers[:-1]),
    "batch-long": _rearranged(lambda papers: [*papers, None]),
    "batch-shuffled": _rearranged(lambda papers: papers[::-1]),
}


def apply(name: str, request: Request, reply: Reply) -> Reply:
    """Apply a fault: a name in `FAULTS`, which may go on with ` retry=…`, the value of a Retry-After header."""
    name, _, retry = name.partition(" retry=")
    changed = FAULTS[name](request, reply)
    return replace(changed, headers=(*changed.headers, ("Retry-After", retry))) if retry else changed


def script(*names: str | None) -> Plan:
    """Give each request in turn its fault, then none."""
    return lambda number, _: names[number] if number < len(names) else None


def at(numbers: Mapping[int, str]) -> Plan:
    """Give single requests a fault: `at({3: "503"})`."""
    return lambda number, _: numbers.get(number)


def always(name: str) -> Plan:
    """Give every request the fault."""
    return lambda *_: name


def chance(probability: float, names: tuple[str, ...], seed: int) -> Plan:
    """Give some requests one of the faults, decided by the seed and the request's number alone."""

    def plan(number: int, request: Request) -> str | None:
        dice = Random(f"{seed}/{request.source}/{number}")
        return dice.choice(names) if dice.random() < probability else None

    return plan


def when(text: str, name: str) -> Plan:
    """Give the fault to every request that holds this text, as typed or URL-encoded: one bad title, one bad id."""
    return lambda _, request: name if text in request.readable else None
