"""The arXiv query API: ids in one `id_list`, many titles in one query.

What the server does is in https://info.arxiv.org/help/api/user-manual.html and, where that is silent, in its code,
https://github.com/arXiv/arxiv-search (`search/domain/classic_api`). It knows no operator precedence: everything is in
parentheses. A query that it cannot read it repairs silently, but the feed's title echoes the one that it ran.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import arxiv
from arxiv import _feed  # private: the package gives no other way to read a feed that we fetched; see its contract test
from lxml import etree

from pipeline import venues
from pipeline.errors import SourceError
from pipeline.ids import arxiv_id, doi
from pipeline.model import Answer, Answered, Candidate, Fetch, Ids, Query, Reply, Request, Unanswered
from pipeline.sources.arxiv_query import either, phrase, pieces
from pipeline.sources.wanted import MAX_QUERY, Wanted, halves, near, size
from pipeline.titles import squash
from pipeline.withdrawal import is_withdrawn

NAME = "arXiv"
BASE = "https://export.arxiv.org"
SLUG = "ARXIV"
INTERVAL = 3.0  # seconds; https://info.arxiv.org/help/api/tou.html
REFRESH_DAYS = 30  # days; a preprint is looked at again: published since? retitled?
KEY = None

IDS_A_REQUEST = 200  # 3,200 bytes at most
TITLES_A_REQUEST = 20  # its query is parsed by recursion, a level a clause
PHRASE_PAGE = 300
WIDE_PAGE = 1000  # of the best by the server's own measure; a fifth of it loses none of the renamed papers
FEW = 5  # titles of which an empty page may be true; it is asked for again where more, or their pieces, find nothing
_PATH = "/api/query"
_ECHO = re.compile(r"search_query=(.*)&id_list=(.*?)&start=", re.DOTALL)
_TERM = re.compile(r'[A-Za-z]+:(?:"[^"]*"|[^\s()]+)|[A-Z]+')

logging.getLogger("arxiv").setLevel(logging.ERROR)  # what it warns about, we check


def by_id(queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
    """Look up the current version of each query's arXiv id."""
    yield from _by_id([q for q in queries if q.ids.arxiv], fetch, "")


def first_version(queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
    """Look up what version 1 of each query's arXiv id was called: a title in `former_titles`, nothing else."""
    for query, answer in _by_id([q for q in queries if q.ids.arxiv], fetch, "v1"):
        if isinstance(answer, Answered):
            yield query, Answered(tuple(_former(c) for c in answer.candidates))
        else:
            yield query, answer


def by_phrase(queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
    """Ask for each title as an exact phrase, many titles a request."""
    yield from _search([(q, phrase(q.title)) for q in queries if q.title], fetch, PHRASE_PAGE)


def by_part(queries: Sequence[Query], fetch: Fetch) -> Iterator[tuple[Query, Answer]]:
    """Ask for pieces of each title, for those that changed or carry a slip."""
    yield from _search([(q, pieces(q.title)) for q in queries if q.title], fetch, WIDE_PAGE)


STEPS = (by_id, by_phrase, by_part)
LOOKUP = by_id
FORMER = first_version


def _search(asked: list[tuple[Query, Wanted]], fetch: Fetch, page: int) -> Iterator[tuple[Query, Answer]]:
    """Ask in batches as large as a request may be."""
    batch: list[tuple[Query, Wanted]] = []
    for query, wanted in asked:
        if not wanted.text:
            yield query, Answered()  # no word of it can stand in an arXiv title
            continue
        longer = size(either([w.text for _, w in [*batch, (query, wanted)]])) > MAX_QUERY
        if batch and (longer or len(batch) == TITLES_A_REQUEST):
            yield from _titles(batch, fetch, page)
            batch = []
        batch.append((query, wanted))
    if batch:
        yield from _titles(batch, fetch, page)


def _titles(batch: Sequence[tuple[Query, Wanted]], fetch: Fetch, page: int) -> Iterator[tuple[Query, Answer]]:
    """Ask one batch; split it where a member spoils it or the page cuts the hits off."""
    search = arxiv.Search(query=either([wanted.text for _, wanted in batch]), max_results=page)
    try:
        total, found = _page(search, fetch, twice=page == WIDE_PAGE or len(batch) > FEW)
    except SourceError as error:
        if len(batch) == 1:
            yield batch[0][0], Unanswered(NAME, str(error))
        else:
            yield from halves(batch, lambda half: _titles(half, fetch, page))
        return
    cut = page == PHRASE_PAGE and total > len(found)  # of pieces, the best hits are enough
    left = []
    for query, wanted in batch:
        hits = near(query, wanted, found)
        if cut and len(batch) > 1 and not any(squash(c.title) == squash(query.title) for c in hits):
            left.append((query, wanted))
        else:
            yield query, Answered(hits, capped=cut)
    if left:
        yield from halves(left, lambda half: _titles(half, fetch, page))


def _by_id(queries: Sequence[Query], fetch: Fetch, version: str) -> Iterator[tuple[Query, Answer]]:
    for start in range(0, len(queries), IDS_A_REQUEST):
        yield from _ids(queries[start : start + IDS_A_REQUEST], fetch, version)


def _ids(batch: Sequence[Query], fetch: Fetch, version: str) -> Iterator[tuple[Query, Answer]]:
    """Look up one batch of ids; the order of the answer is the server's own, and unknown ids are left out."""
    names = sorted({str(q.ids.arxiv) for q in batch})
    try:
        _, found = _page(arxiv.Search(id_list=[n + version for n in names], max_results=len(names)), fetch, twice=True)
    except SourceError as error:
        if len(names) == 1:
            yield from ((query, Unanswered(NAME, str(error))) for query in batch)
        else:
            yield from halves(batch, lambda half: _ids(half, fetch, version))
        return
    for query in batch:
        yield query, Answered(tuple(c for c in found if c.ids.arxiv == query.ids.arxiv))


def _page(search: arxiv.Search, fetch: Fetch, *, twice: bool) -> tuple[int, list[Candidate]]:
    """Get one page: the count of all hits, and the candidates. Raises SourceError.

    An empty page for no reason is a known fault (https://groups.google.com/g/arxiv-api/c/DYHxWrtBgbo); `twice` asks
    again before it is believed.
    """
    size = search.max_results or 0
    request = Request(
        _PATH,
        (*search._url_args().items(), ("start", "0"), ("max_results", str(size))),  # noqa: SLF001
        check=lambda reply: _checked(reply, search, size),
    )
    reply = fetch(request)
    if twice and not _read(reply)[1]:
        reply = fetch(request)
    return _read(reply)


def _checked(reply: Reply, search: arxiv.Search, size: int) -> None:
    """Raise SourceError unless the reply is a whole feed that answers what was asked."""
    if "xml" not in reply.content_type:
        raise SourceError("it sent something else than a feed")
    if not reply.body.rstrip().endswith(b"</feed>"):
        raise SourceError("it sent a feed that breaks off")
    try:
        root = etree.fromstring(reply.body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise SourceError("it sent a feed that is not XML") from None
    names = {"a": "http://www.w3.org/2005/Atom", "o": "http://a9.com/-/spec/opensearch/1.1/"}
    if root.tag != "{http://www.w3.org/2005/Atom}feed":
        raise SourceError("it sent XML that is no feed")
    if any("/api/errors" in (i.text or "") for i in root.iterfind("a:entry/a:id", names)):
        raise SourceError("it sent an error as if it were a result")
    asked = _ECHO.search(root.findtext("a:title", "", names))
    if not asked or _TERM.findall(asked[1]) != _TERM.findall(search.query) or asked[2] != ",".join(search.id_list):
        raise SourceError("it answered another question than ours")
    total = root.findtext("o:totalResults", "", names).strip()
    found = _read(reply)[1]
    if not total.isdecimal() or not len(root.findall("a:entry", names)) == len(found) == min(size, int(total)):
        raise SourceError("it sent fewer results than it counted")
    if search.id_list and not {c.ids.arxiv for c in found} <= {arxiv_id(name) for name in search.id_list}:
        raise SourceError("it sent papers that we did not ask for")


@lru_cache(maxsize=2)  # checked, then read
def _read(reply: Reply) -> tuple[int, list[Candidate]]:
    """Read a feed: the count of all hits, and the candidates on this page."""
    try:
        feed = _feed.parse(reply.body)
    except ValueError:
        raise SourceError("it sent a date that is none") from None
    return feed.header.total_results, [_candidate(result) for result in feed.results]


def _candidate(result: arxiv.Result) -> Candidate:
    name = arxiv_id(result.get_short_id()) or ""
    published = None
    evidence = None
    if result.journal_ref and (published := venues.from_journal_ref(result.journal_ref)):
        evidence = "journal_ref"
    elif result.comment and (published := venues.from_comment(result.comment)):
        evidence = "comment"
    elif result.doi and (published := venues.from_doi(result.doi)):
        evidence = "doi"
    return Candidate(
        source=NAME,
        title=" ".join(result.title.split()),
        ids=Ids(arxiv=name, doi=doi(result.doi) if result.doi else None),
        authors=tuple(" ".join(a.name.split()) for a in result.authors if a.name.strip()),
        year=published.year if published and published.year else result.published.year,
        venue=published.venue if published else None,
        evidence=evidence if published and published.year else None,
        published=result.published.date(),
        abstract=" ".join(result.summary.split()) or None,
        fields=tuple(result.categories),
        url=f"https://arxiv.org/abs/{name}",
        pdf_url=f"https://arxiv.org/pdf/{name}",
        withdrawn=is_withdrawn(result.comment, result.summary),
    )


def _former(candidate: Candidate) -> Candidate:
    return Candidate(source=NAME, title="", ids=candidate.ids, former_titles=(candidate.title,))
