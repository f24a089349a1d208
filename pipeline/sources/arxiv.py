"""The arXiv query API: ids in one `id_list`, many titles in one query.

What the server does is in https://info.arxiv.org/help/api/user-manual.html and, where that is silent, in its code,
https://github.com/arXiv/arxiv-search (`search/domain/classic_api`). It knows no operator precedence: everything is in
parentheses. A query that it cannot read it repairs silently, but the feed's title echoes the one that it ran.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from urllib.parse import urlencode

import arxiv
from arxiv import _feed  # private: the package gives no other way to read a feed that we fetched; see its contract test
from lxml import etree

from pipeline import venues
from pipeline.errors import SourceError
from pipeline.ids import arxiv_id, doi
from pipeline.model import Answer, Answered, Candidate, Fetch, Ids, Query, Reply, Request, Unanswered
from pipeline.titles import COMMON_WORDS, SMALL_WORDS, compare, parts, plain, squash, weight, words

NAME = "arXiv"
BASE = "https://export.arxiv.org"
SLUG = "ARXIV"
INTERVAL = 3.0  # seconds; https://info.arxiv.org/help/api/tou.html
REFRESH_DAYS = 30  # days; a preprint is looked at again: published since? retitled?
KEY = None

IDS_A_REQUEST = 100
TITLES_A_REQUEST = 20  # its query is parsed by recursion, a level a clause
PHRASE_PAGE = 300
WIDE_PAGE = 1000
TELLING = 1.7  # weight of a part that is asked for as a phrase
NEAREST = 20  # candidates kept for a title
MAX_QUERY = 3600  # bytes of the encoded query; the server's own limit is 4,094 bytes a request line
_PATH = "/api/query"
# `$` starts a TeX search; brackets may look like a date range; a quote or a backslash ends the phrase.
_UNSAFE = re.compile(r'["\\$\[\]{}^~*?]+')
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


def phrase(title: str) -> str:
    """Give the query for a title as a phrase; it is split where a word is not safe to ask for."""
    found = [f'ti:"{run}"' for run in _runs(title)]
    return found[0] if len(found) == 1 else "(" + " AND ".join(found) + ")" if found else ""


def pieces(title: str) -> str:
    """Give the query for a title that may be another today: its telling parts, and pairs of its rare words."""
    runs = [run.split() for run in _runs(title)]
    halves = [half for run in runs for half in (run[: len(run) // 2], run[len(run) // 2 :])]
    head, tail = parts(title) or ("", "")
    named = len(head) > 3 and not head.islower() and weight(words(head)) >= 1  # `KNIFE:` is worth asking for alone
    texts = [(head, 1.0 if named else TELLING), (tail, TELLING), *((" ".join(half), TELLING) for half in halves)]
    found = [phrase(text) for text, least in texts if weight(words(text)) >= least]
    single = sorted({w for w in words(title) if len(w) > 2 and w.isascii() and w not in SMALL_WORDS}, key=_rareness)[:3]
    pairs: list[tuple[str, ...]] = [p for p in combinations(single, 2) if weight(p) >= 1] or [tuple(single)]
    found += ["(" + " AND ".join(f"ti:{w}" for w in pair) + ")" for pair in pairs if len(pair) > 1]
    found = list(dict.fromkeys(f for f in found if f)) or [f for f in [phrase(title)] if f]
    return "(" + " OR ".join(found) + ")" if len(found) > 1 else "".join(found)


def _rareness(word: str) -> tuple[bool, int, str]:
    return word in COMMON_WORDS, -len(word), word


def _runs(title: str) -> list[str]:
    """Split a title into runs of words that are indexed as they are written.

    Accents are not folded in the server's title index, and apostrophes but for a final 's are kept, straight or curly.
    """
    safe = _UNSAFE.sub(" ", plain(title).replace("’", "'"))
    runs: list[list[str]] = [[]]
    for word in safe.split():
        odd = not word.replace("–", "-").replace("—", "-").isascii() or (
            "'" in word and not re.fullmatch(r"[\w-]+'s\W*", word)
        )
        if odd:
            runs.append([])
        elif words(word):
            runs[-1].append(word.replace("–", "-").replace("—", "-"))
    kept = [" ".join(run) for run in runs if run]
    return kept or ([" ".join(safe.split())] if words(safe) else [])


def _search(asked: list[tuple[Query, str]], fetch: Fetch, page: int) -> Iterator[tuple[Query, Answer]]:
    """Ask in batches as large as a request may be."""
    batch: list[tuple[Query, str]] = []
    for query, text in asked:
        if not text:
            yield query, Answered()  # no word of it can stand in an arXiv title
        elif batch and (
            len(batch) == TITLES_A_REQUEST or len(urlencode({"q": _join([*batch, (query, text)])})) > MAX_QUERY
        ):
            yield from _batch(batch, fetch, page)
            batch = [(query, text)]
        else:
            batch.append((query, text))
    if batch:
        yield from _batch(batch, fetch, page)


def _join(batch: Sequence[tuple[Query, str]]) -> str:
    return " OR ".join(text for _, text in batch)


def _batch(batch: list[tuple[Query, str]], fetch: Fetch, page: int) -> Iterator[tuple[Query, Answer]]:
    """Ask one batch; split it where a member spoils it or the page cuts the hits off."""
    search = arxiv.Search(query=_join(batch), max_results=page)
    request = Request(
        _PATH, _params(search, page), accept=(200, 400, 414), check=lambda reply: _checked(reply, search.query, page)
    )
    try:
        reply = fetch(request)
        total, found = _read(reply) if reply.status == 200 else (0, [])
        spoilt = "" if reply.status == 200 else f"HTTP {reply.status} for this title"
    except SourceError as error:
        if error.status != 500 or len(batch) == 1:
            yield from ((query, Unanswered(NAME, str(error))) for query, _ in batch)
            return
        spoilt = str(error)
    if len(batch) > 1 and (spoilt or total > len(found)):
        done: set[Query] = set()
        if not spoilt:  # what is found is found; only the others are asked again
            for query, _ in batch:
                hits = _near(query, found)
                if any(squash(c.title) == squash(query.title) for c in hits):
                    done.add(query)
                    yield query, Answered(hits)
        rest = [(q, t) for q, t in batch if q not in done]
        middle = (len(rest) + 1) // 2
        yield from _batch(rest[:middle], fetch, page) if rest[:middle] else ()
        yield from _batch(rest[middle:], fetch, page) if rest[middle:] else ()
    elif spoilt:
        yield batch[0][0], Unanswered(NAME, spoilt)
    else:
        yield from ((query, Answered(_near(query, found))) for query, _ in batch)


def _by_id(queries: Sequence[Query], fetch: Fetch, version: str) -> Iterator[tuple[Query, Answer]]:
    for start in range(0, len(queries), IDS_A_REQUEST):
        yield from _ids(queries[start : start + IDS_A_REQUEST], fetch, version)


def _ids(batch: Sequence[Query], fetch: Fetch, version: str) -> Iterator[tuple[Query, Answer]]:
    """Look up one batch of ids; the order of the answer is the server's own, and unknown ids are left out."""
    names = sorted({str(q.ids.arxiv) for q in batch})
    search = arxiv.Search(id_list=[name + version for name in names], max_results=len(names))
    request = Request(
        _PATH, _params(search, len(names)), accept=(200, 400, 414), check=lambda reply: _checked(reply, "", len(names))
    )
    spoilt = "it cannot read this id"
    try:
        reply = fetch(request)
        if reply.status == 200 and not (found := _read(reply)[1]):
            reply = fetch(request)  # an empty page for no reason is a known fault: ask once more
        if reply.status == 200:
            found = _read(reply)[1]
            for query in batch:
                yield query, Answered(tuple(c for c in found if c.ids.arxiv == query.ids.arxiv))
            return
    except SourceError as error:
        if error.status != 500 or len(batch) == 1:
            yield from ((query, Unanswered(NAME, str(error))) for query in batch)
            return
        spoilt = str(error)
    if len(batch) == 1:
        yield batch[0], Unanswered(NAME, spoilt)
        return
    middle = len(batch) // 2
    yield from _ids(batch[:middle], fetch, version)
    yield from _ids(batch[middle:], fetch, version)


def _params(search: arxiv.Search, page: int) -> tuple[tuple[str, str], ...]:
    return (*search._url_args().items(), ("start", "0"), ("max_results", str(page)))  # noqa: SLF001


def _near(query: Query, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Give the candidates of a page that concern one of its titles; for a changed title any word in common may do."""
    own = set(words(query.title)) - SMALL_WORDS
    likely = [c for c in found if weight(own & set(words(c.title))) >= 1 or squash(query.title) in squash(c.title)]
    likely.sort(key=lambda c: _closeness(query, c), reverse=True)
    return tuple(likely[:NEAREST])


def _closeness(query: Query, candidate: Candidate) -> tuple[int, float]:
    likeness = compare(query.title, candidate.title)
    ours, theirs = parts(query.title), parts(candidate.title)
    named = bool(ours and theirs and squash(ours[0]) == squash(theirs[0]))  # `KNIFE: …`
    return likeness.agreement, likeness.score + named


def _checked(reply: Reply, query: str, page: int) -> None:
    """Raise SourceError unless the reply is a whole feed that answers what was asked."""
    if "xml" not in reply.content_type and reply.status != 414:
        raise SourceError(f"it sent {reply.content_type or 'something'} instead of a feed")
    if reply.status != 200:
        return
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
    echo = root.findtext("a:title", "", names)
    ran = re.search(r"search_query=(.*)&id_list=", echo, re.DOTALL)
    if query and ran and _TERM.findall(ran[1]) != _TERM.findall(query):
        raise SourceError("it ran another query than ours")
    total = root.findtext("o:totalResults", "", names).strip()
    entries = len(root.findall("a:entry", names))
    if not total.isdigit() or entries != min(page, int(total)) or entries != len(_read(reply)[1]):
        raise SourceError("it sent fewer results than it counted")


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
    )


def _former(candidate: Candidate) -> Candidate:
    return Candidate(source=NAME, title="", ids=candidate.ids, former_titles=(candidate.title,))
