"""The arXiv server keeps the contract of the real one, as far as that is known."""

from __future__ import annotations

import pytest
import requests

from . import (
    NASTY,
    Servers,
)
from .asking import ATOM, TOTAL, ask, feed, ran, titles, versions


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
    assert set(versions(answer)) == {"2210.00007v3", "2210.00007v1", "quant-ph/9811016v1", "math/0309017v1"}
    assert "Keeping Summaries Faithful by Anchors" in titles(answer)
    every = [r.arxiv for r in NASTY.values() if r.arxiv]
    got = [v.rpartition("v")[0] for v in versions(ask(servers, id_list=",".join(every), max_results=99))]
    assert (got != every, sorted(got)) == (True, sorted(every))
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
