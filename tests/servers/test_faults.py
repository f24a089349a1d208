"""Every fault does on the wire what it is named for, and plans say when."""

from __future__ import annotations

import json
import socket

import pytest
import requests

from . import (
    FAULTS,
    Servers,
    always,
    at,
    chance,
    script,
    serve,
    when,
    world,
)
from .asking import TOTAL, ask, batch, feed, s2, titles

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
        requests.get(url, timeout={"hang": 0.2, "stall": 0.5}.get(name, 5))
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
        pieces = [raw.recv(4096) for _ in range(6)]
    assert len(pieces[0]) >= least
    assert sum(map(len, pieces[2:])) < 40, "one by one; a busy machine may join some"


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
