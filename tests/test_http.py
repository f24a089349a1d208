"""The transport: bounded in time, paced, patient, and silent about the key. Real sockets, faults on demand."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline import http
from pipeline.errors import SourceError
from pipeline.http import Fetcher
from pipeline.model import Reply, Request, Service
from tests.servers import FAULTS, KEY, Servers, always, at, chance, script, serve, world

ASK = Request("/api/query", (("id_list", "2205.01001"),))
Make = Callable[..., Fetcher]


@pytest.fixture(scope="module")
def running() -> Iterator[Servers]:
    with serve(world()) as running:
        yield running


@pytest.fixture
def servers(running: Servers) -> Servers:
    running.faults = {}
    running.log.clear()
    return running


@pytest.fixture
def sleeps() -> list[float]:
    """Hold what the fetchers made by `make` slept, or would have."""
    return []


@pytest.fixture
def make(servers: Servers, tmp_path: Path, sleeps: list[float]) -> Iterator[Make]:
    made: list[Fetcher] = []

    def make(*, awake: bool = True, **given: Any) -> Fetcher:
        service: dict[str, Any] = {"name": "arXiv", "base": servers.arxiv_url, "interval": 0.01, "deadline": 5.0}
        service |= {"patience": 60.0, "budget": 1000} | given
        made.append(Fetcher(Service(**service), tmp_path / "state", sleeps.append if awake else time.sleep))
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()


def failure(fetcher: Fetcher, request: Request = ASK) -> str:
    with pytest.raises(SourceError) as caught:
        fetcher(request)
    return str(caught.value)


@pytest.mark.parametrize(
    "name",
    [n for n in FAULTS if n.isdecimal() and n not in ("400", "405")]
    + ["504-html", "redirect", "close", "reset", "short", "bad-gzip", "503 retry=0"],
)
def test_a_passing_failure_is_asked_again(servers: Servers, make: Make, name: str) -> None:
    """Whatever the failure is: the second answer is taken, whole."""
    fetcher = make()
    good = fetcher(ASK).body
    servers.faults = {"arxiv": script(name)}
    assert fetcher(ASK).body == good
    assert (fetcher.requests, fetcher.trouble) == (3, None)


@pytest.mark.parametrize("name", ["hang", "stall", "drip", "drip-head"])
def test_a_request_is_over_within_its_deadline(servers: Servers, make: Make, name: str) -> None:
    """Silence and single bytes end at the deadline, and the connection with them: the next one is the only one."""
    fetcher = make(deadline=0.5, interval=0.0)
    servers.faults = {"arxiv": script(name)}
    started = time.monotonic()
    assert fetcher(ASK).status == 200
    assert time.monotonic() - started >= 0.5
    assert len(servers.log) == 2
    servers.log.assert_polite("arxiv", 0)


def test_the_patience_of_a_run_bounds_a_silent_server(servers: Servers, make: Make) -> None:
    """Failing seconds add up, also over several requests; then nothing is asked any more."""
    fetcher = make(deadline=0.5, patience=1.5, awake=False)
    servers.faults = {"arxiv": always("hang")}
    said = failure(fetcher)
    assert said.startswith("arXiv: no complete answer within 0.")
    assert said.endswith(" failures in a row, patience 1.5 s)")
    assert "not asked any more" in failure(fetcher)
    assert 2 <= len(servers.log) <= 3, "a busy machine adds to each half second"


def test_one_connection_serves_all_requests(servers: Servers, make: Make) -> None:
    """A pause after each request, one at a time, over one connection."""
    fetcher = make(awake=False, interval=0.05)
    for _ in range(4):
        fetcher(ASK)
    servers.log.assert_polite("arxiv", 0.05)


_ASK_FOUR_TIMES = """
import sys
from pathlib import Path
from pipeline.http import Fetcher
from pipeline.model import Request, Service
fetcher = Fetcher(Service("arXiv", sys.argv[1], 0.08, 5.0, 60.0, 100), Path(sys.argv[2]))
for _ in range(4):
    fetcher(Request("/api/query", (("id_list", "2205.01001"),)))
"""


def test_the_pace_holds_across_processes(servers: Servers, tmp_path: Path) -> None:
    """Two processes that share a cache folder are never nearer than the interval, and never two at a time."""
    command = [sys.executable, "-c", _ASK_FOUR_TIMES, servers.arxiv_url, str(tmp_path)]
    both = [subprocess.Popen(command, cwd=Path(__file__).parent.parent) for _ in "12"]
    assert [p.wait(30) for p in both] == [0, 0]
    assert len(servers.log) == 8
    assert min(servers.log.gaps("arxiv")) >= 0.07
    assert {e.busy for e in servers.log} == {1}


def test_a_clock_that_was_set_back_delays_nothing(make: Make, tmp_path: Path, sleeps: list[float]) -> None:
    """A request in the future was none."""
    fetcher = make(interval=3.0)
    pace = next(iter([fetcher._pace]))
    pace.parent.mkdir()
    pace.write_text(str(time.time() + 1e6))
    fetcher(ASK)
    assert sleeps == []
    fetcher(ASK)
    assert sleeps == [pytest.approx(3.0, abs=0.5)]


def test_a_folder_that_cannot_be_written_to(servers: Servers, tmp_path: Path) -> None:
    """Without a place for the lock the pace holds within the process."""
    (tmp_path / "file").write_text("")
    fetcher = Fetcher(Service("arXiv", servers.arxiv_url, 0.1, 5.0, 60.0, 10), tmp_path / "file" / "state")
    for _ in range(3):
        fetcher(ASK)
    servers.log.assert_polite("arxiv", 0.1)
    fetcher.close()


def test_back_off_grows_and_differs(servers: Servers, make: Make, sleeps: list[float]) -> None:
    """Each wait is about twice the last, never twice the same."""
    servers.faults = {"arxiv": always("503")}
    waits = []
    for _ in "12":
        sleeps.clear()
        failure(make(interval=1.0, patience=1e6))
        waits.append(sleeps[1::2] if sleeps[0] < 1 else sleeps[0::2])
    for wait in waits:
        assert all(0.5 * 2**n <= seconds <= 2**n for n, seconds in enumerate(wait, 1)), wait
        assert len(wait) == http.ATTEMPTS - 1
    assert waits[0] != waits[1]


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [("7", 7, 8), ("in 50 s", 10, 51), ("soon", 0, 1), ("²", 0, 1)],
    ids=["seconds", "date", "nonsense", "no digit of ours"],
)
def test_retry_after_is_honoured(
    servers: Servers, make: Make, sleeps: list[float], header: str, least: float, most: float
) -> None:
    """The server says how long to wait, in seconds or as a date."""
    if not header.isascii():
        assert http._retry_after(header) is None
        return
    said = header.replace("in 50 s", format_datetime(datetime.now(UTC) + timedelta(seconds=50)))
    servers.faults = {"arxiv": script(f"429 retry={said}")}
    make()(ASK)
    assert least <= max(sleeps) <= most


@pytest.mark.parametrize("header", ["86400", "9" * 400])
def test_a_wait_beyond_patience_is_the_end(servers: Servers, make: Make, sleeps: list[float], header: str) -> None:
    """Who is told to come back tomorrow goes, and asks nothing else meanwhile."""
    servers.faults = {"arxiv": always(f"429 retry={header}")}
    fetcher = make()
    assert "HTTP 429, and it asks to wait" in failure(fetcher)
    assert "not asked any more" in failure(fetcher)
    assert (len(servers.log), sleeps) == (1, [])


def test_a_wait_holds_for_the_next_question_too(servers: Servers, make: Make, sleeps: list[float]) -> None:
    """The last attempt of one question was told to wait: so is the first of the next."""
    servers.faults = {"arxiv": always("500 retry=3")}
    failure(make())
    assert [s for s in sleeps if s > 1] == [3, 3, 3]


def test_the_budget_of_a_run(servers: Servers, make: Make) -> None:
    """No request more than the budget, and a message that says so each time."""
    fetcher = make(budget=2)
    fetcher(ASK)
    fetcher(ASK)
    for _ in "12":
        assert "the budget of 2 requests a run is used up" in failure(fetcher)
    assert fetcher.trouble == "the budget of 2 requests a run is used up"
    assert len(servers.log) == 2


def test_a_source_that_is_down_is_asked_no_more(servers: Servers, make: Make) -> None:
    """Even with all the time in the world, the breaker opens after so many failures in a row, and says since when."""
    servers.faults = {"arxiv": always("503")}
    fetcher = make(patience=1e9)
    texts = [failure(fetcher) for _ in range(12)]
    assert len(servers.log) == http.MOST_FAILURES
    assert "not asked any more" in texts[-1]
    assert "HTTP 503" in texts[-1]
    assert fetcher.trouble_since is not None
    assert abs(datetime.now(UTC) - fetcher.trouble_since) < timedelta(minutes=1)


def test_a_source_that_answers_now_and_then_is_not_given_up(servers: Servers, make: Make) -> None:
    """An answer makes good for failures: 40 % of them never add up to an outage."""
    servers.faults = {"arxiv": chance(0.4, ("429", "503", "reset"), seed=1)}
    fetcher = make(interval=3.0, patience=120.0)
    answered = 0
    for _ in range(60):
        try:
            answered += fetcher(ASK).status == 200
        except SourceError:
            continue
    assert answered >= 58


@pytest.mark.parametrize("status", ["401", "403"])
def test_a_refusal_is_final(servers: Servers, make: Make, status: str) -> None:
    """A wrong key, or a robot page: asked twice, then never."""
    servers.faults = {"arxiv": always(status)}
    fetcher = make()
    assert f"HTTP {status}: it refuses us" in failure(fetcher)
    failure(fetcher)
    assert len(servers.log) == 2


def test_no_redirect_is_followed(servers: Servers, make: Make) -> None:
    """It would be a request out of turn, and hand the key on."""
    servers.faults = {"s2": always("redirect")}
    fetcher = make(base=servers.s2_url, headers={"x-api-key": KEY})
    assert "it has moved" in failure(fetcher, Request("/graph/v1/paper/0"))
    assert not [e for e in servers.log if "moved" in e.target]


def test_the_key_is_told_to_nobody(
    servers: Servers, make: Make, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """It goes into its header, and into no address, body, log, message, file or representation."""
    caplog.set_level(logging.DEBUG)
    fetcher = make(base=servers.s2_url, headers={"x-api-key": KEY})
    assert fetcher(Request("/graph/v1/paper/0", accept=(404,))).status == 404
    servers.faults = {"s2": always("403")}
    said = failure(fetcher, Request("/graph/v1/paper/0"))
    servers.log.assert_unleaked(KEY)
    assert all(e.with_key for e in servers.log)
    files = [p.read_text() for p in tmp_path.rglob("*") if p.is_file()]
    for text in (caplog.text, said, repr(fetcher), repr(fetcher.service), str(vars(fetcher)), *files):
        assert KEY not in text


def test_a_password_in_an_address_names_no_file(make: Make) -> None:
    """A file name is seen by others."""
    assert "secret" not in str(make(base="http://me:secret@127.0.0.1:9")._pace)


def test_refused_connections(servers: Servers, make: Make) -> None:
    """Nobody listens: two attempts, one clear line, no request counted, and nothing more in this run."""
    with serve(world()) as own:
        own.refuse("arxiv")
        fetcher = make(base=own.arxiv_url)
        assert failure(fetcher) == "arXiv: cannot connect to 127.0.0.1: no network?"
        assert "not asked any more" in failure(fetcher)
        assert fetcher.requests == 0


def test_a_host_that_does_not_exist(make: Make) -> None:
    """A name that cannot be looked up is no network, said in one line."""
    assert "cannot connect to nonexistent.invalid" in failure(make(base="http://nonexistent.invalid"))


def test_a_resolver_that_hangs(servers: Servers, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking up the host is bounded too, and what was given up is not sent later."""
    real, found, before = socket.getaddrinfo, threading.Event(), set(threading.enumerate())
    monkeypatch.setattr(http, "CONNECT_SECONDS", 0.1)

    def slow(*args: Any, **named: Any) -> Any:
        found.wait(30)
        return real(*args, **named)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    assert "cannot connect to 127.0.0.1 within 0.1 s" in failure(make())
    asking = set(threading.enumerate()) - before
    assert asking, "they look for it still"
    found.set()
    for thread in asking:
        thread.join()
    assert len(servers.log) == 0


def test_a_connection_lost_in_mid_run_is_tried_again(servers: Servers, make: Make) -> None:
    """A service that answered before gets all attempts: it may be restarting."""
    with serve(world()) as own:
        times = []

        def back(seconds: float) -> None:
            times.append(seconds)
            if len(times) == 5:
                own.listen("arxiv")

        fetcher = make(base=own.arxiv_url)
        fetcher(ASK)
        own.refuse("arxiv")
        fetcher._sleep = back
        assert fetcher(ASK).status == 200


def test_an_answer_that_cannot_be_believed_is_asked_again(servers: Servers, make: Make) -> None:
    """The check of the source decides."""
    seen: list[Reply] = []

    def check(reply: Reply) -> None:
        seen.append(reply)
        if len(seen) < 3:
            raise SourceError("half an answer")

    request = Request(ASK.path, ASK.params, check=check)
    assert make()(request).status == 200
    assert len(seen) == 3


def test_an_answer_that_is_never_believed_is_a_failure_with_its_reason(servers: Servers, make: Make) -> None:
    def check(_: Reply) -> None:
        raise SourceError("half an answer")

    request = Request(ASK.path, ASK.params, check=check)
    assert failure(make(), request).startswith("arXiv: half an answer")


def test_an_endless_answer_is_refused(servers: Servers, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """No server fills our memory."""
    monkeypatch.setattr(http, "MAX_BODY", 100)
    assert "more than 100 bytes" in failure(make())


def test_a_request_that_went_out_is_counted(servers: Servers, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where its connection broke and a busy machine has not told us so when its time is over."""
    servers.faults = {"arxiv": script("reset")}
    fetcher = make(deadline=1.0)
    exchange = fetcher._exchange
    told = threading.Event()

    def late(*given: Any) -> Any:
        answer = exchange(*given)
        if isinstance(answer, Exception):
            told.wait(30)
        return answer

    monkeypatch.setattr(fetcher, "_exchange", late)
    fetcher(ASK)
    told.set()
    assert fetcher.requests == len(servers.log) == 2


def test_a_fault_in_a_row_of_good_ones(servers: Servers, make: Make) -> None:
    """The count of requests is the server's."""
    servers.faults = {"arxiv": at({1: "reset", 3: "hang"})}
    fetcher = make(deadline=1.0)
    for _ in range(4):
        fetcher(ASK)
    assert [entry.fault for entry in servers.log] == [None, "reset", None, "hang", None, None]
    assert fetcher.requests == 6
