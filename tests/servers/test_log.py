"""The log tells what a client did, and keeps no key."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from . import (
    KEY,
    Servers,
    key_check,
    serve,
    synthetic,
    world,
)
from .asking import ask, s2


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


def test_synthetic_papers() -> None:
    """The same for a seed, ids unique, about every seventh retitled."""
    papers = synthetic(1000, seed=1)
    assert papers == synthetic(1000, seed=1) != synthetic(1000, seed=2)
    assert len({r.arxiv for r in papers if r.arxiv}) == sum(1 for r in papers if r.arxiv)
    assert 90 < sum(1 for r in papers if r.former) < 200


def test_by_hand() -> None:
    """`python -m tests.servers` prints both addresses and serves until it is stopped."""
    command = [sys.executable, "-m", "tests.servers", "--papers", "5", "--fault", "s2:429"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout
        urls = dict(process.stdout.readline().strip().split("=") for _ in "12")
        assert requests.get(f"{urls['ENRICH_S2_URL']}/graph/v1/paper/0", timeout=5).status_code == 429
        assert requests.get(f"{urls['ENRICH_ARXIV_URL']}/api/query?id_list=2205.01001", timeout=5).status_code == 200
        process.terminate()
