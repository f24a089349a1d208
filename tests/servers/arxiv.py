"""arXiv's query API: `GET` and `POST /api/query`, answered in Atom as the server of November 2025 writes it.

Behaviour: https://info.arxiv.org/help/api/user-manual.html and https://github.com/arXiv/arxiv-search.
"""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import parse_qs, quote_plus
from xml.sax.saxutils import escape, quoteattr

from .query import BadQueryError, BrokenQueryError, evaluate, parse
from .records import Record, World
from .repair import adapt
from .wire import Reply, Request, html

_ID = re.compile(r"(?:\d{4}\.\d{4,5}|[a-zA-Z-]+(?:\.[A-Z]{2})?/\d{7})")  # a beginning: the real check is lenient
_FEED = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" '
    'xmlns="http://www.w3.org/2005/Atom">\n'
)
_NOW = "2026-11-20T09:30:00Z"
_LONGEST_TARGET = 8190
_WINDOW = 10_000  # what Elasticsearch pages through
_SLICE = 2000

Paper = tuple[Record, int]  # with its version


def answer(request: Request, world: World) -> Reply:
    """Answer one request."""
    if request.path != "/api/query":
        return html(404, "Not Found")
    if request.method not in ("GET", "POST"):
        return html(405, "Method Not Allowed")
    if request.method == "GET" and len(request.target) > _LONGEST_TARGET:
        return html(414, "Request-URI Too Long")
    try:
        return _query(_parameters(request), world)
    except BadQueryError as bad:
        return error(str(bad))
    except (BrokenQueryError, RecursionError):
        return html(500, "Internal Server Error")


def _parameters(request: Request) -> dict[str, str]:
    """Read the parameters: a POST from its form alone; without a content type the body counts as a form."""
    source = request.query
    if request.method == "POST":
        form = request.headers.get("content-type", "application/x-www-form-urlencoded")
        source = request.body.decode(errors="replace") if form.startswith("application/x-www-form-urlencoded") else ""
    return {key: values[0] for key, values in parse_qs(source, keep_blank_values=True).items()}


def _query(given: dict[str, str], world: World) -> Reply:
    start, size = _number(given, "start", 0), _number(given, "max_results", 10)
    if size == 0 or start + size > _WINDOW:
        return html(500, "Internal Server Error")
    if size > _SLICE:
        raise BadQueryError(f"max_results must not exceed {_SLICE}")
    search = given.get("search_query", "")
    query = search if given.get("raw") else adapt(search)
    ids = _ids(given.get("id_list", ""))
    if not query and ids is None:
        raise BadQueryError("Either a search_query or id_list must be specified for the classic API.")
    papers = _found(query, given, world) if query else None
    if ids is not None:
        listed = _listed(ids, world)
        papers = listed if papers is None else [p for p in papers if p in listed]
    papers = papers or []
    return feed(papers[start : start + size], query or "", ",".join(ids or []), (len(papers), start, size))


def _number(given: dict[str, str], name: str, default: int) -> int:
    text = given.get(name) or str(default)
    if not re.fullmatch(r"[+-]?\d{1,18}", text):
        raise BadQueryError(f"{name} must be an integer")
    if int(text) < 0:
        raise BadQueryError(f"{name} must be non-negative")
    return int(text)


def _ids(text: str) -> list[str] | None:
    if not text:
        return None
    ids = text.split(",")
    for name in ids:
        if not _ID.match(name):
            raise BadQueryError(f"incorrect id format for {name}")
    return ids


def _found(query: str, given: dict[str, str], world: World) -> list[Paper]:
    scores = evaluate(parse(query), world)
    by, order = given.get("sortBy", "relevance"), given.get("sortOrder", "descending")
    if by not in ("relevance", "lastUpdatedDate", "submittedDate"):
        raise BadQueryError("sortBy must be in: lastUpdatedDate, relevance, submittedDate")
    if order not in ("ascending", "descending"):
        raise BadQueryError("sortOrder must be in: ascending, descending")

    def key(row: int) -> tuple[float, str]:
        record = world.on_arxiv[row]
        days = record.day if by == "submittedDate" else record.dated(record.versions)
        return (scores[row] if by == "relevance" else days.toordinal(), _shuffled(record))

    rows = sorted(scores, key=key, reverse=order == "descending")
    return [(world.on_arxiv[row], world.on_arxiv[row].versions) for row in rows]


def _listed(ids: list[str], world: World) -> list[Paper]:
    """Unknown ids are silently absent; the order is not that of the request."""
    papers: dict[tuple[str, int], Paper] = {}
    for text in ids:
        found = re.fullmatch(r"(.+?)(?:v(\d{1,4}))?", text)
        row = world.arxiv_rows.get(found[1]) if found else None
        if found is None or row is None:
            continue
        record = world.on_arxiv[row]
        number = int(found[2] or record.versions)
        if 1 <= number <= record.versions:
            papers[found[1], number] = (record, number)
    return sorted(papers.values(), key=lambda paper: _shuffled(paper[0]))


def _shuffled(record: Record) -> str:
    return hashlib.sha1((record.arxiv or "").encode(), usedforsecurity=False).hexdigest()


def feed(papers: list[Paper], query: str, ids: str, counts: tuple[int, int, int]) -> Reply:
    """Write a feed; `counts` are totalResults, startIndex and itemsPerPage (what was asked for, not what came)."""
    total, start, size = counts
    echo = f"search_query={query}&id_list={ids}&start={start}&max_results={size}"
    digest = base64.b64encode(hashlib.sha1(echo.encode(), usedforsecurity=False).digest()).decode()[:-1]
    link = (
        f"https://arxiv.org/api/query?search_query={quote_plus(query, safe=':,/')}&start={start}&max_results={size}"
        f"&id_list={quote_plus(ids, safe=':,/')}"
    )
    head = (
        f"  <id>https://arxiv.org/api/{digest}</id>\n  <title>arXiv Query: {escape(echo)}</title>\n"
        f'  <updated>{_NOW}</updated>\n  <link href={quoteattr(link)} type="application/atom+xml"/>\n'
    )
    return _atom(200, head, (size, total, start), [_entry(*paper) for paper in papers])


def error(message: str, status: int = 400) -> Reply:
    """Write the feed of one entry that tells an error."""
    link = "https://arxiv.org/api/errors#" + re.sub(r"[^\w.]+", "_", message)
    entry = (
        f"  <entry>\n    <id>{escape(link)}</id>\n    <title>Error</title>\n    <updated>{_NOW}</updated>\n"
        f'    <link href={quoteattr(link)} rel="alternate" type="text/html"/>\n'
        f"    <summary>{escape(message)}</summary>\n"
        "    <author>\n      <name>arXiv api core</name>\n    </author>\n  </entry>\n"
    )
    head = f"  <id>https://arxiv.org/</id>\n  <title>arXiv Search Results</title>\n  <updated>{_NOW}</updated>\n"
    return _atom(status, head, (1, 1, 0), [entry])


def _atom(status: int, head: str, counts: tuple[int, int, int], entries: list[str]) -> Reply:
    names = ("itemsPerPage", "totalResults", "startIndex")
    numbers = "".join(f"  <opensearch:{n}>{c}</opensearch:{n}>\n" for n, c in zip(names, counts, strict=True))
    body = f"{_FEED}{head}{numbers}{''.join(entries)}</feed>\n"
    return Reply(status, body.encode(), (("Content-Type", "application/atom+xml; charset=utf-8"),))


def _entry(record: Record, version: int) -> str:
    name = f"{record.arxiv}v{version}"
    lines = [
        f"<id>http://arxiv.org/abs/{name}</id>",
        f"<title>{escape(record.titled(version))}</title>",
        f"<updated>{record.dated(version)}T17:59:59Z</updated>",
        f'<link href="https://arxiv.org/abs/{name}" rel="alternate" type="text/html"/>',
        f'<link href="https://arxiv.org/pdf/{name}" rel="related" type="application/pdf" title="pdf"/>',
        f"<summary>{escape(record.abstract or '')}</summary>",
        f'<category term="{record.category}" scheme="http://arxiv.org/schemas/atom"/>',
        f"<published>{record.day}T17:59:59Z</published>",
    ]
    if record.comment and version == record.versions:  # a withdrawal is told by the last version only
        lines.append(f"<arxiv:comment>{escape(record.comment)}</arxiv:comment>")
    lines.append(f'<arxiv:primary_category term="{record.category}"/>')
    if record.journal_ref:
        lines.append(f"<arxiv:journal_ref>{escape(record.journal_ref)}</arxiv:journal_ref>")
    place = f"\n      <arxiv:affiliation>{escape(record.affiliation)}</arxiv:affiliation>" if record.affiliation else ""
    lines += [f"<author>\n      <name>{escape(a)}</name>{place}\n    </author>" for a in record.authors]
    if record.doi:
        lines.append(f"<arxiv:doi>{escape(record.doi)}</arxiv:doi>")
        href = quoteattr(f"https://doi.org/{record.doi}")
        lines.append(f'<link rel="related" href={href} title="doi"/>')
    return "  <entry>\n" + "".join(f"    {line}\n" for line in lines) + "  </entry>\n"
