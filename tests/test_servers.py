"""The loopback servers keep the contract of the real ones, as far as that is known."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any

import arxiv
import pytest
import requests
from semanticscholar import SemanticScholar

from tests.servers import (
    FAULTS,
    KEY,
    NASTY,
    Record,
    Servers,
    World,
    always,
    at,
    chance,
    key_check,
    script,
    serve,
    synthetic,
    when,
    world,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parents[2] / "shared" / "api" / "samples"
samples_only = pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs the recorded samples in ../shared/api/samples")
ATOM = "{http://www.w3.org/2005/Atom}"
TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
TOO_MANY = [Record(f"Paper Number {n} of Many", arxiv=f"2001.{n:05}") for n in range(2500)]


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with serve(world()) as running:
        yield running


@pytest.fixture(scope="module")
def many() -> Iterator[Servers]:
    with serve(World(TOO_MANY)) as running:
        yield running


def ask(servers: Servers, search: str = "", *, post: bool = False, **more: Any) -> requests.Response:
    given = {key: value for key, value in {"search_query": search, **more}.items() if value != ""}
    url = f"{servers.arxiv_url}/api/query"
    return requests.post(url, data=given, timeout=5) if post else requests.get(url, given, timeout=5)


def feed(answer: requests.Response) -> ET.Element:
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)


def titles(answer: requests.Response) -> list[str]:
    assert answer.status_code == 200
    return [" ".join((e.findtext(f"{ATOM}title") or "").split()) for e in feed(answer).iter(f"{ATOM}entry")]


def versions(answer: requests.Response) -> set[str]:
    return {(e.findtext(f"{ATOM}id") or "").partition("/abs/")[2] for e in feed(answer).iter(f"{ATOM}entry")}


def ran(answer: requests.Response) -> str:
    """Give the query that the server says it ran."""
    title = feed(answer).findtext(f"{ATOM}title") or ""
    return title.removeprefix("arXiv Query: search_query=").rpartition("&id_list=")[0]


def s2(servers: Servers, path: str, *, key: str | None = None, **params: Any) -> requests.Response:
    headers = {"x-api-key": key} if key else {}
    return requests.get(f"{servers.s2_url}/graph/v1/paper/{path}", params, headers=headers, timeout=5)


def batch(servers: Servers, *ids: str, fields: str = "title") -> requests.Response:
    url = f"{servers.s2_url}/graph/v1/paper/batch?fields={fields}"
    return requests.post(url, json={"ids": list(ids)}, timeout=5)


@pytest.mark.parametrize(
    ("sent", "run"),
    [
        pytest.param('ti:"a b" OR ti:"c: (d) & e"', 'ti:"a b" OR ti:"c: (d) & e"', id="safe-query-stays"),
        pytest.param("ti:attention is all", "ti:attention OR all:is OR all:all", id="prefix-not-carried-over"),
        pytest.param("ti:(a b)", "(ti:a OR ti:b)", id="prefix-carried-into-parentheses"),
        pytest.param('ti:("x y" OR "z w")', '(ti:"x y" OR ti:"z w")', id="prefix-carried-to-phrases"),
        pytest.param('ti:"Say "hello" world"', 'ti:"Say " OR all:hello OR all:" world"', id="quote-in-a-phrase"),
        pytest.param('ti:"x', "ti:x", id="odd-quote-dropped"),
        pytest.param("BERT: Pre-training", "all:BERT: OR all:Pre-training", id="colon-outside-quotes"),
        pytest.param("ti:a(b)c", "ti:a OR (all:b) OR all:c", id="parentheses-outside-quotes"),
        pytest.param('ti:"a b"~3', 'ti:"a b" OR all:~3', id="tilde"),
        pytest.param('Ti:"x"', 'all:Ti: OR all:"x"', id="prefix-has-a-case"),
        pytest.param("title:x and y", "ti:x OR all:and OR all:y", id="alias-and-small-operator"),
        pytest.param("ti:x AND NOT ti:y", "ti:x ANDNOT ti:y", id="not"),
        pytest.param("au:a_b AND au:c_d", 'au:"a b" AND au:c_d', id="underscore-of-the-first-author-only"),
        pytest.param('ti:"a\nb"', 'ti:"a b"', id="newline"),
        pytest.param(
            'ti:"in submittedDate:[2020 TO 2021]"',
            'ti:"in submittedDate:" OR all:202001010000 OR all:TO OR all:202112312359 OR all:""',
            id="date-in-quotes",
        ),
    ],
)
def test_queries_are_repaired_and_echoed(servers: Servers, sent: str, run: str) -> None:
    """What the server ran, which may be another query than what was sent, stands in the feed title."""
    answer = ask(servers, sent)
    assert ran(answer) == run


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param('ti:"learning to listen"', ["Learning to Listen"] * 2, id="phrase-any-case"),
        pytest.param('ti:"patience is all you need"', 2, id="phrase-not-anchored"),
        pytest.param('ti:"patience no all you need"', 2, id="stop-word-gap-takes-any-word"),
        pytest.param('ti:"patience all you need"', 0, id="gap-is-not-skipped"),
        pytest.param('ti:"summary anchor"', 0, id="phrase-in-order"),
        pytest.param('ti:"anchored decode" ', 1, id="stemmed-in-quotes"),
        pytest.param('ti:"keeping summaries faithful"', 0, id="former-title-not-searched"),
        pytest.param('ti:"Godel Machines"', 0, id="accents-not-folded-in-titles"),
        pytest.param('ti:"gödel machines"', 1, id="accents-as-they-are"),
        pytest.param("all:godel", 1, id="accents-folded-in-all"),
        pytest.param("ti:then", 0, id="stop-word-alone"),
        pytest.param('ti:""', 22, id="empty-phrase-is-everything"),
        pytest.param("ti:patience ANDNOT ti:video", ["Patience Is All You Need"], id="andnot"),
        # Read from the right: knots OR (patience AND video), and (in the next) patience AND (knots OR video).
        pytest.param("ti:knots OR ti:patience AND ti:video", 2, id="right-associative"),
        pytest.param("ti:patience AND ti:video OR ti:knots", 1, id="no-precedence"),
        pytest.param("(ti:patience AND ti:video) OR ti:knots", 2, id="parentheses"),
        pytest.param('au:"zoe simunek"', 1, id="author-folded"),
        pytest.param("submittedDate:[2017 TO 2017]", 2, id="date-of-version-1"),
        pytest.param("ti:patien*", 2, id="wildcard"),
        pytest.param("cat:math.GT", ["Knots in Short Ropes"], id="category"),
        pytest.param('co:"withdrawn"', ["A Proof That Was Too Short"], id="comment"),
    ],
)
def test_arxiv_finds_what_the_language_says(servers: Servers, query: str, found: int | list[str]) -> None:
    """Operators, phrases, gaps and stems mean what they mean on arXiv."""
    answer = ask(servers, query, max_results=50)
    assert (titles(answer) == found) if isinstance(found, list) else (len(titles(answer)) == found)
    assert int(feed(answer).findtext(TOTAL) or -1) == len(titles(answer))


def test_shorter_title_comes_first(servers: Servers) -> None:
    """By relevance the exact title stands before a title that contains it."""
    assert titles(ask(servers, 'ti:"Patience Is All You Need"'))[0] == "Patience Is All You Need"


@pytest.mark.parametrize(
    ("given", "status", "message"),
    [
        ({"search_query": "(ti:space"}, 400, "Invalid query string: '(ti:space'"),
        ({"search_query": 'ti:"a \\" OR ti:"b"'}, 400, "Invalid query string: "),
        ({"search_query": "pineapple", "raw": "1"}, 400, "Invalid query string: 'pineapple'"),
        ({"search_query": "ti:"}, 400, "Either a search_query or id_list must be specified for the classic API."),
        ({}, 400, "Either a search_query or id_list must be specified for the classic API."),
        ({"id_list": "2205.01001,abc"}, 400, "incorrect id format for abc"),
        ({"id_list": "2205.01001,"}, 400, "incorrect id format for "),
        ({"id_list": "2205.01001", "start": "x"}, 400, "start must be an integer"),
        ({"id_list": "2205.01001", "max_results": "-1"}, 400, "max_results must be non-negative"),
        ({"search_query": "x", "sortBy": "title"}, 400, "sortBy must be in: "),
        ({"search_query": "x", "max_results": "0"}, 500, ""),
        ({"search_query": "x", "start": "9999", "max_results": "2"}, 500, ""),
        ({"search_query": "ti:*x"}, 500, ""),
        ({"search_query": " OR ".join(["ti:a"] * 901)}, 500, ""),
        ({"search_query": "(" * 200 + "ti:a" + ")" * 200}, 500, ""),
    ],
    ids=lambda value: str(value)[:40],
)
def test_arxiv_errors(servers: Servers, given: dict[str, str], status: int, message: str) -> None:
    """A bad request is an Atom entry titled Error, without a date; what breaks the server is its 500 page."""
    answer = ask(servers, post=len(str(given)) > 3000, **given)
    assert answer.status_code == status
    if status == 400:
        (entry,) = feed(answer).iter(f"{ATOM}entry")
        assert (entry.findtext(f"{ATOM}summary") or "").startswith(message)
        assert entry.findtext(f"{ATOM}title") == "Error"
        assert entry.find(f"{ATOM}published") is None
    else:
        assert "text/html" in answer.headers["Content-Type"]


def test_id_list(servers: Servers) -> None:
    """Unknown ids are absent, duplicates collapse, a version gives that version's title, the order is not ours."""
    ids = [
        "2210.00007",
        "2210.00007v1",
        "2210.00007v9",
        "0000.0000",
        "quant-ph/9811016v1",
        "math/0309017",
        "1706.0376x",
    ]
    answer = ask(servers, id_list=",".join([*ids, ids[0]]))
    assert versions(answer) == {"2210.00007v3", "2210.00007v1", "quant-ph/9811016v1", "math/0309017v1"}
    assert "Keeping Summaries Faithful by Anchors" in titles(answer)
    every = [r.arxiv for r in NASTY.values() if r.arxiv]
    assert [v.partition("v")[0] for v in versions(ask(servers, id_list=",".join(every), max_results=99))] != every
    assert titles(ask(servers, "ti:listen", id_list="1706.00008,2205.01001")) == ["Learning to Listen"]


def test_paging(many: Servers) -> None:
    """The default is ten; totalResults is exact; pages neither overlap nor miss; behind the end a page is empty."""
    assert len(titles(ask(many, "ti:paper"))) == 10
    pages = [titles(ask(many, "ti:paper", start=start, max_results=1000)) for start in (0, 1000, 2000, 3000)]
    assert [len(p) for p in pages] == [1000, 1000, 500, 0]
    assert len(set(sum(pages, []))) == 2500  # noqa: RUF017  # four lists
    assert feed(ask(many, "ti:paper", start=3000)).findtext(TOTAL) == "2500"
    assert ask(many, "ti:paper", max_results=2001).status_code == 400


def test_post_is_read_from_its_form(many: Servers) -> None:
    """A form holds what no URL can; parameters in the URL of a POST do not count; 414 above 8,190 bytes."""
    ids = ",".join(f"2001.{n:05}" for n in range(900))
    assert ask(many, id_list=ids).status_code == 414
    assert len(versions(ask(many, post=True, id_list=ids, max_results=1000))) == 900
    assert requests.post(f"{many.arxiv_url}/api/query?id_list=2001.00001", timeout=5).status_code == 400
    assert [len(e.violations) for e in list(many.log)[-3:]] == [1, 0, 0]


def test_odd_spellings_reach_the_feed(servers: Servers) -> None:
    """Line breaks, TeX, blanks before a name and affiliations stand in the feed as arXiv writes them."""
    text = ask(servers, id_list="2111.00018,2102.00002,quant-ph/9811016").text
    for odd in (
        "Somewhere\n  in the Middle",
        '<title>G\\"odel',
        "<name> José",
        "<arxiv:affiliation>",
        "<summary>  Two",
    ):
        assert odd in text


def test_batch(servers: Servers) -> None:
    """One element an id, in order; null for unknown ids and versions; a merged record answers under another id."""
    ids = ["arXiv:2205.01001", "BOGUS:xyz", "ARXIV:2210.00007v1", "0" * 39 + "1", "10.18653/v1/2023.acl-long.901"]
    ids += ["ACL:P19-9021", "MAG:2963400012", "URL:https://arxiv.org/abs/1706.00012", "DOI:10.48550/arXiv.2402.00011"]
    papers = batch(servers, *ids).json()
    assert [p and p["title"][:7] for p in papers] == [
        "Borrowe", None, None, "Once Tw", "Borrowe", "Printed", "Patienc", "Patienc", "Preprin",
    ]  # fmt: skip
    assert papers[3]["paperId"] != ids[3]
    assert papers[0] == papers[4]
    by_number = batch(servers, f"CorpusId:{batch(servers, ids[0], fields='corpusId').json()[0]['corpusId']}").json()
    assert by_number == papers[:1]


@pytest.mark.parametrize(
    "ids", [["ARXIV:2611.00022"], ["ARXIV:2205.01001", ""], []], ids=["none-known", "one-empty", "no-id"]
)
def test_batch_without_valid_ids(servers: Servers, ids: list[str]) -> None:
    """Where no id is known, or one is empty, the whole batch is a 400."""
    answer = batch(servers, *ids)
    assert (answer.status_code, answer.content) == (400, b'{"error":"No valid paper ids given"}\n')


def test_batch_limit(servers: Servers) -> None:
    """500 ids pass, 501 do not."""
    assert len(batch(servers, *["ARXIV:2205.01001"] * 500).json()) == 500
    assert batch(servers, *["ARXIV:2205.01001"] * 501).status_code == 400


def test_match(servers: Servers) -> None:
    """A match is the best there is, a fragment and a near title included; the score is no probability."""
    (best,) = s2(servers, "search/match", query="PATIENCE is all you need", fields="title,year").json()["data"]
    assert best.keys() == {"paperId", "title", "year", "matchScore"}
    assert best["title"] == "Patience is All you Need"
    assert best["matchScore"] > 1
    (whole,) = s2(servers, "search/match", query="late bloomers papers").json()["data"]
    assert whole["title"] == "Late Bloomers: Papers That Took Two Years"
    (old,) = s2(servers, "search/match", query="Keeping Summaries Faithful by Anchors").json()["data"]
    assert old["title"] == "Keeping Summaries Faithful by Anchors"
    miss = s2(servers, "search/match", query="Wholly Unheard Of")
    assert (miss.status_code, miss.content) == (404, b'{"error":"Title match not found"}\n')


def test_search(many: Servers) -> None:
    """All words are required, a hyphenated word finds nothing; `next` is there until the last page."""
    first = s2(many, "search", query="paper many", limit=100, fields="title").json()
    assert (first["total"], first["offset"], first["next"], len(first["data"])) == (2500, 0, 100, 100)
    last = s2(many, "search", query="number 7 many", fields="title").json()
    assert ("next" in last, [p["title"] for p in last["data"]]) == (False, ["Paper Number 7 of Many"])
    assert s2(many, "search", query="paper-number").content == b'{"total": 0, "offset": 0}\n'
    assert s2(many, "search", query="paper", limit=101).status_code == 400
    assert s2(many, "search", query="paper", offset=950, limit=100).status_code == 400


def test_bulk(many: Servers) -> None:
    """A thousand a call, then a token; phrases and alternatives; nested fields are refused."""
    first = s2(many, "search/bulk", query="paper", fields="title").json()
    assert (first["total"], len(first["data"])) == (2500, 1000)
    last = s2(many, "search/bulk", query="paper", token=first["token"]).json()
    last = s2(many, "search/bulk", query="paper", token=last["token"]).json()
    assert ("token" in last, len(last["data"])) == (False, 500)
    found = s2(many, "search/bulk", query='"number 7" | ("number 8" + many) -paper').json()
    assert [p["title"] for p in found["data"]] == ["Paper Number 7 of Many"]
    assert s2(many, "search/bulk", query="paper", fields="authors.name").status_code == 400
    assert s2(many, "search/bulk", query="(").status_code == 400


@pytest.mark.parametrize("path", ["search", "search/bulk"])
def test_field_trap(servers: Servers, path: str) -> None:
    """An unknown field is a 400 only where the query matches something."""
    bad = s2(servers, path, query="patience", fields="titel")
    assert (bad.status_code, bad.content) == (400, b'{"error":"Unrecognized or unsupported fields: [titel]"}\n')
    assert s2(servers, path, query="unheard", fields="titel").status_code == 200


def test_single_paper(servers: Servers) -> None:
    """One paper by any id; an unknown one is a 404 whatever the fields."""
    assert s2(servers, "DOI:10.18653/V1/P19-9021").json()["title"] == "Printed Matter: A Study of Paper"
    missing = s2(servers, "0", fields="t,i")
    assert (missing.status_code, missing.content) == (404, b'{"error":"Paper with id 0 not found"}\n')
    assert s2(servers, "ACL:P19-9021", fields="matchScore").status_code == 400


def test_records_have_their_faults(servers: Servers) -> None:
    """Split records, DataCite DOIs, empty venues, null ids, empty links, the preprint's year: all reach the JSON."""
    fields = "title,venue,year,externalIds,openAccessPdf,authors"
    ids = ("ARXIV:2309.00010", "ACL:2023.emnlp-main.910", "ARXIV:2402.00011", "ARXIV:1512.00014", "ARXIV:2112.00019")
    one, two, datacite, pdf, late = batch(servers, *ids, fields=fields).json()
    assert one["paperId"] != two["paperId"]
    assert (one["title"], "DOI" in one["externalIds"], "ArXiv" in two["externalIds"]) == (two["title"], False, False)
    assert (datacite["externalIds"]["DOI"], datacite["authors"][0]["authorId"]) == ("10.48550/arXiv.2402.00011", None)
    assert (pdf["title"][:6], pdf["venue"], pdf["openAccessPdf"]["url"], pdf["year"]) == ("[PDF] ", "", "", 2014)
    assert (late["year"], late["venue"]) == (2021, "International Conference on Machine Learning")


def test_key(servers: Servers) -> None:
    """A wrong key is a 403 of the gateway; the log keeps no key, and tells where one leaked."""
    wrong = s2(servers, "ACL:P19-9021", key="wrong-key")
    assert (wrong.status_code, wrong.content) == (403, b'{"message":"Forbidden"}')
    assert wrong.headers["x-amzn-ErrorType"] == "ForbiddenException"
    assert s2(servers, "ACL:P19-9021", key=KEY).status_code == 200
    before, after = list(servers.log)[-2:]
    assert (before.with_key, before.key_check, after.key_check) == (True, key_check("wrong-key"), key_check(KEY))
    servers.log.assert_unleaked(KEY)
    assert "wrong-key" not in repr(list(servers.log))
    requests.get(f"{servers.s2_url}/graph/v1/paper/0?api_key=leaked-key", timeout=5)
    with pytest.raises(AssertionError, match="secret"):
        servers.log.assert_unleaked("leaked-key")


STATUSES = {
    ("arxiv", "429"): (429, b"Rate exceeded."),
    ("arxiv", "503"): (503, b"first byte timeout"),
    ("arxiv", "403"): (403, b"Access Denied"),
    ("arxiv", "400"): (400, b"<title>Error</title>"),
    ("arxiv", "html"): (200, b"<!doctype html>"),
    ("arxiv", "empty-body"): (200, b""),
    ("arxiv", "rate-text"): (200, b"Rate exceeded."),
    ("arxiv", "error-entry"): (200, b"<title>Error</title>"),
    ("arxiv", "bad-date"): (200, b"<published>yesterday"),
    ("s2", "429"): (429, b'"code": "429"}'),
    ("s2", "502"): (502, b'{"message":"Internal server error"}'),
    ("s2", "502-html"): (502, b"<!doctype html>"),
    ("s2", "504"): (504, b'{"message":"Network error communicating with endpoint"}'),
    ("s2", "500-error"): (500, b'{"error":'),
    ("s2", "404-message"): (404, b'{"message":'),
    ("s2", "202"): (202, b"{"),
    ("s2", "null"): (200, b"null\n"),
    ("s2", "object"): (200, b"{}\n"),
    ("s2", "error-entry"): (200, b'{"error": "busy"}\n'),
    ("s2", "empty-feed"): (200, b"[]\n"),
}


@pytest.mark.parametrize(("where", "expected"), STATUSES.items(), ids=lambda v: "-".join(map(str, v)))
def test_statuses_and_bodies(servers: Servers, where: tuple[str, str], expected: tuple[int, bytes]) -> None:
    """A fault sends the status and the body that the real server sends, and the log says which."""
    source, name = where
    servers.faults = {source: script(name)}
    answers = [
        ask(servers, id_list="2205.01001") if source == "arxiv" else batch(servers, "ACL:P19-9021") for _ in "12"
    ]
    assert answers[0].status_code == expected[0]
    assert expected[1] in answers[0].content
    assert answers[1].status_code == 200
    assert [e.fault for e in list(servers.log)[-2:]] == [name, None]
    assert "Retry-After" not in answers[0].headers


def test_retry_after(servers: Servers) -> None:
    """Any fault may carry a Retry-After."""
    servers.faults = {"s2": always("429 retry=7"), "arxiv": at({0: "503 retry=0"})}
    assert s2(servers, "0").headers["Retry-After"] == "7"
    assert ask(servers, id_list="2205.01001").headers["Retry-After"] == "0"
    servers.faults = {}


@pytest.mark.parametrize(
    ("name", "kept", "ending"),
    [
        ("cut-between", 5, b"</entry>\n"),
        ("cut-first", 0, b"</opensearch:startIndex>\n"),
        ("cut-inside", 4, b"</published>\n"),
        ("cut", None, b""),
        ("empty-feed", 0, b"</feed>\n"),
    ],
)
def test_cut_feeds(many: Servers, name: str, kept: int | None, ending: bytes) -> None:
    """A cut feed has a consistent length, and totalResults as if it were whole; an empty one says 0."""
    many.faults = {"arxiv": script(name)}
    body = ask(many, "ti:paper").content
    assert body.endswith(ending)
    assert kept is None or body.count(b"</entry>") == kept
    assert len(body) < len(ask(many, "ti:paper").content)
    if kept is not None:
        assert (b"totalResults>2500<" in body) == (name != "empty-feed")


def test_empty_feed_echoes_the_query(many: Servers) -> None:
    """An anomalously empty answer cannot be told from a true one."""
    many.faults = {"arxiv": script("empty-feed")}
    empty, nothing = ask(many, 'ti:"<unheard> & of"'), ask(many, 'ti:"<unheard> & of"')
    assert empty.content == nothing.content


def test_empty_later_page(many: Servers) -> None:
    """Page 2 is empty, page 1 is not, and totalResults stays."""
    many.faults = {"arxiv": always("empty-later-pages")}
    assert len(titles(ask(many, "ti:paper"))) == 10
    page = ask(many, "ti:paper", start=10)
    assert (titles(page), feed(page).findtext(TOTAL)) == ([], "2500")


def test_batches_of_wrong_shape(servers: Servers) -> None:
    """A batch comes back too short, too long, or in another order."""
    servers.faults = {"s2": script("batch-short", "batch-long", "batch-shuffled", "cut")}
    ids = ("ARXIV:2205.01001", "x:y", "ACL:P19-9021")
    short, longer, other = (batch(servers, *ids).json() for _ in range(3))
    true = batch(servers, *ids)
    with pytest.raises(json.JSONDecodeError):
        true.json()
    true = batch(servers, *ids).json()
    assert (short, longer, other) == (true[:2], [*true, None], true[::-1])


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("close", requests.ConnectionError),
        ("reset", requests.ConnectionError),
        ("short", requests.exceptions.ChunkedEncodingError),
        ("bad-gzip", requests.exceptions.ContentDecodingError),
        ("hang", requests.ReadTimeout),
        ("stall", requests.ConnectionError),
    ],
)
@pytest.mark.parametrize("source", ["arxiv", "s2"])
def test_broken_connections(servers: Servers, source: str, name: str, error: type[Exception]) -> None:
    """The connection breaks as asked, and the next request is served."""
    servers.faults = {source: script(name)}
    path = "/api/query?id_list=2205.01001" if source == "arxiv" else "/graph/v1/paper/ACL:P19-9021"
    url = (servers.arxiv_url if source == "arxiv" else servers.s2_url) + path
    with pytest.raises(error) as caught:
        requests.get(url, timeout=0.3)
    assert ("reset" in str(caught.value).lower()) == (name == "reset")
    assert requests.get(url, timeout=5).status_code == 200
    assert list(servers.log)[-1].busy == 1, "the abandoned request does not count"


@pytest.mark.parametrize(("name", "least"), [("drip", 100), ("drip-head", 1)])
def test_drip(servers: Servers, name: str, least: int) -> None:
    """Bytes come one by one, 0.05 s apart; no timeout between bytes ends that."""
    servers.faults = {"arxiv": script(name)}
    host, port = servers.arxiv_url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=1) as raw:
        raw.sendall(b"GET /api/query?id_list=2205.01001 HTTP/1.1\r\nHost: x\r\n\r\n")
        start, pieces = time.monotonic(), []
        while time.monotonic() < start + 0.4:
            pieces.append(raw.recv(4096))
    assert len(pieces[0]) >= least
    assert 4 <= len(pieces) <= 12
    assert {len(piece) for piece in pieces[2:]} == {1}


def test_redirect(servers: Servers) -> None:
    """A redirect leads to another path, which answers."""
    servers.faults = {"arxiv": script("redirect")}
    answer = ask(servers, id_list="2205.01001")
    assert [r.status_code for r in answer.history] == [301]
    assert len(titles(answer)) == 1


def test_refused(servers: Servers) -> None:
    """Without a listener connections are refused at once, and the address stays the same."""
    with serve(world()) as own:
        own.refuse("s2")
        with pytest.raises(requests.ConnectionError, match="refused"):
            s2(own, "0")
        assert ask(own, id_list="2205.01001").status_code == 200
        own.listen("s2")
        assert s2(own, "0").status_code == 404


def test_plans() -> None:
    """Chance is decided by seed and number alone; a poisonous text is found however it is encoded."""
    with serve(world(), {"s2": when("x:y", "500"), "arxiv": when("Gödel & co", "500")}) as own:
        assert [batch(own, "ACL:P19-9021", name).status_code for name in ("x:y", "x:z")] == [500, 200]
        assert [ask(own, f'ti:"{name}"').status_code for name in ("Gödel & co", "Gödel")] == [500, 200]
        outcomes = []
        for _ in "12":
            own.faults = {"s2": chance(0.4, ("429", "500"), seed=3)}
            outcomes.append([s2(own, "0").status_code for _ in range(30)])
    assert outcomes[0] == outcomes[1]
    assert set(outcomes[0]) == {404, 429, 500}


def test_every_fault_on_every_kind_of_answer() -> None:
    """No fault breaks the server itself, whatever it is applied to, and nothing outlives the block."""
    start = time.monotonic()
    with serve(world()) as own, requests.Session() as session:
        for name in FAULTS:
            own.faults = {"arxiv": always(name), "s2": always(name)}
            for url in (
                f"{own.arxiv_url}/api/query?search_query=ti:patience",
                f"{own.s2_url}/graph/v1/paper/0",
            ):
                try:
                    session.get(url, timeout=0.05 if name in ("hang", "stall", "drip", "drip-head") else 5)
                except requests.RequestException:
                    session.close()
    assert time.monotonic() - start < 10


def test_log_tells_impoliteness() -> None:
    """Too fast, two at a time, two connections, a long URL, a key sent to arXiv: each is told."""
    with serve(world()) as own:
        ask(own, id_list="2205.01001")
        time.sleep(0.1)
        ask(own, id_list="2205.01001", start=0)
        own.log.assert_polite("arxiv", 0.1)
        with pytest.raises(AssertionError, match="gaps"):
            own.log.assert_polite("arxiv", 0.5)
        own.log.clear()
        with requests.Session() as one, requests.Session() as two:
            for session in (one, two):
                session.get(f"{own.s2_url}/graph/v1/paper/0", timeout=5)
        assert [(e.open, e.busy) for e in own.log] == [(1, 1), (2, 1)]
        with pytest.raises(AssertionError, match="2 connections"):
            own.log.assert_polite("s2", 0)
        ask(own, 'ti:"' + "a " * 2000 + '"')
        with pytest.raises(AssertionError, match="bytes"):
            own.log.assert_polite("arxiv", 0)
        assert own.log.wait(3)
        assert not own.log.wait(4, seconds=0.05)


def test_arxiv_client_reads_it(many: Servers) -> None:
    """The real client pages through answers, and takes an outage the way it does with arXiv."""
    many.faults = {}
    client = arxiv.Client(page_size=100, delay_seconds=0, num_retries=0)
    client.query_url_format = f"{many.arxiv_url}/api/query?{{}}"
    found = list(client.results(arxiv.Search('ti:"paper number"', max_results=250)))
    assert len({r.entry_id for r in found}) == 250
    many.faults = {"arxiv": always("html")}
    assert list(client.results(arxiv.Search("ti:paper"))) == []
    many.faults = {"arxiv": always("503")}
    with pytest.raises(arxiv.HTTPError):
        list(client.results(arxiv.Search("ti:paper")))
    many.faults = {}


def test_arxiv_client_reads_every_trait(servers: Servers) -> None:
    """Each hand-made paper comes through the real client as it was meant."""
    servers.faults = {}
    client = arxiv.Client(delay_seconds=0)
    client.query_url_format = f"{servers.arxiv_url}/api/query?{{}}"
    names = [r.arxiv for r in NASTY.values() if r.arxiv]
    found = {r.get_short_id(): r for r in client.results(arxiv.Search(id_list=names))}
    for record in (r for r in NASTY.values() if r.arxiv):
        result = found[f"{record.arxiv}v{record.versions}"]
        assert result.title == " ".join(record.titled(record.versions).split())
        assert [a.name for a in result.authors] == list(record.authors)
        assert (result.comment, result.journal_ref, result.doi) == (record.comment, record.journal_ref, record.doi)
        assert result.published.date() == record.day


def test_semantic_scholar_client_reads_it(servers: Servers) -> None:
    """The real client reads all fields that it asks for by itself, and an outage as "not found"."""
    servers.faults = {}
    client = SemanticScholar(api_url=servers.s2_url, api_key=KEY, retry=False)
    papers, missing = client.get_papers(["ARXIV:2205.01001", "ACL:X"], return_not_found=True)
    assert ([p.title for p in papers], missing) == ([NASTY["plain"].title], ["ACL:X"])
    assert client.search_paper("Patience is all", match_title=True).title == "Patience is All you Need"
    servers.faults = {"s2": always("502")}
    assert client.get_papers(["ARXIV:2205.01001"]) == []
    servers.faults = {}


def test_synthetic_papers() -> None:
    """The same for a seed, ids unique, about every seventh retitled."""
    papers = synthetic(1000, seed=1)
    assert papers == synthetic(1000, seed=1) != synthetic(1000, seed=2)
    assert len({r.arxiv for r in papers if r.arxiv}) == sum(1 for r in papers if r.arxiv)
    assert 90 < sum(1 for r in papers if r.former) < 200


def test_by_hand() -> None:
    """`python -m tests.servers` prints both addresses and serves until it is stopped."""
    command = [sys.executable, "-m", "tests.servers", "--papers", "5", "--fault", "s2:429"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]) as process:
        assert process.stdout
        urls = dict(process.stdout.readline().strip().split("=") for _ in "12")
        assert requests.get(f"{urls['ENRICH_S2_URL']}/graph/v1/paper/0", timeout=5).status_code == 429
        assert requests.get(f"{urls['ENRICH_ARXIV_URL']}/api/query?id_list=2205.01001", timeout=5).status_code == 200
        process.terminate()


def order(entry: ET.Element) -> list[tuple[str, ...]]:
    """Give the kinds of children in the order in which they come first."""
    return list(dict.fromkeys((child.tag, *sorted(child.attrib)) for child in entry))


@samples_only
@pytest.mark.parametrize("name", ["arxiv_query_title", "arxiv_id_list_old_id_affiliation_journal_ref"])
def test_feed_has_the_order_of_the_samples(name: str) -> None:
    """Elements, their attributes and their order are those of recorded feeds."""
    papers = (
        Record("T", ("A",), arxiv="2001.00001", comment="c", journal_ref="j", doi="10.1/x"),
        Record("T", ("A",), arxiv="2001.00001", comment="c", journal_ref="j", affiliation="P"),
    )
    recorded = ET.parse(SAMPLES / f"{name}.xml").getroot()
    with serve(World([papers["affiliation" in name]])) as own:
        ours = feed(ask(own, id_list="2001.00001"))
    assert order(ours) == order(recorded)
    entry, theirs = ours.find(f"{ATOM}entry"), recorded.find(f"{ATOM}entry")
    assert entry is not None
    assert theirs is not None
    assert order(entry) == order(theirs)
    author, named = entry.find(f"{ATOM}author"), theirs.find(f"{ATOM}author")
    assert author is not None
    assert named is not None
    assert order(author) == order(named)


@samples_only
def test_error_feed_is_the_sample(servers: Servers) -> None:
    """The error for a malformed id is the recorded one, apart from the time."""
    recorded = (SAMPLES / "arxiv_error_400_malformed_id.xml").read_text().split("\n")
    ours = ask(servers, id_list="abc").text.split("\n")
    assert [line for line in ours if "updated" not in line] == [line for line in recorded if "updated" not in line]


@samples_only
@pytest.mark.parametrize(
    ("name", "fault"),
    [("s2_429", "429"), ("s2_403_bad_key", "403"), ("s2_paper_404", None), ("s2_search_no_results", None)],
)
def test_semantic_scholar_errors_are_the_samples(servers: Servers, name: str, fault: str | None) -> None:
    """Status, body, length and the gateway's header are those that were recorded."""
    sample = json.loads((SAMPLES / f"{name}.json").read_text())
    servers.faults = {"s2": script(fault)}
    path = "search?query=n0+r3sult" if "search" in name else "0"
    answer = requests.get(f"{servers.s2_url}/graph/v1/paper/{path}", timeout=5)
    headers = {key.lower(): value for key, value in sample["headers"].items()}
    assert (answer.status_code, answer.json()) == (sample["status"], sample["body"])
    assert answer.headers["Content-Length"] == headers["content-length"]
    assert answer.headers.get("x-amzn-ErrorType") == headers.get("x-amzn-errortype")


@samples_only
def test_records_have_the_keys_of_the_samples(servers: Servers) -> None:
    """All fields that a sample has come in the same order, and their parts have the same names."""
    servers.faults = {}
    samples = json.loads((SAMPLES / "s2_arxiv_papers_venue_forms.json").read_text())
    (ours,) = batch(servers, "ARXIV:2205.01001", fields=",".join(samples[0])).json()
    assert all(list(ours) == list(sample) for sample in samples)
    for name in ("authors", "s2FieldsOfStudy", "citationStyles", "journal", "externalIds"):
        mine, *theirs = (
            value[0] if isinstance(value, list) else value for value in (p[name] for p in [ours, *samples])
        )
        assert set(mine) <= {key for part in theirs if part for key in part} | {"ACL"}, name
