"""I/O: the one place for HTTP. A `Fetcher` asks one service: paced, retried, bounded in time, and it never guesses.

What it returns is complete and has a status that the question accepts; everything else is a `SourceError`.
"""

from __future__ import annotations

import contextlib
import queue
import random
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import requests
import tenacity
from filelock import FileLock, Timeout

from pipeline.errors import SourceError
from pipeline.http.connection import Line
from pipeline.model import Reply, Request, Service

CONNECT_SECONDS = 3.5  # with the name looked up; two services without a network are given up within 10 s together
ATTEMPTS = 6  # of one request; six fail together once in 250 at 40 % faults
SERVER_ERROR_ATTEMPTS = 3  # of one that answers 500: one record may be the cause, and the caller can split the batch
REFUSED_ATTEMPTS = 2  # of one that is refused as it is (400, 413, 414), or because of who we are (401, 403)
LONGEST_WAIT = 60.0  # seconds between two attempts, where the server does not ask for more
MOST_FAILURES = 30  # attempts in a row; a batch of 500 that is split around one bad record fails 27 times
MAX_BODY = 64 * 2**20  # bytes; Semantic Scholar stops at 10 MB, an arXiv page of 2,000 entries is about 6 MB


class _Transient(Exception):  # noqa: N818  # not an error until we stop trying
    """A failure that may be over in a moment. `wait` is what the server asked for, in seconds."""

    def __init__(self, text: str, status: int | None = None, wait: float | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.wait = wait


class _Unreachable(_Transient):
    """No connection could be made at all."""


class Fetcher:
    """Asks one service. Safe across processes (a lock file a service in `state`), not across threads.

    What it says of a service that was given up stands in `trouble`, and since when in `trouble_since`.
    """

    def __init__(self, service: Service, state: Path, sleep: Callable[[float], None] = time.sleep) -> None:
        self.service = service
        self.requests = 0
        self.trouble: str | None = None
        self.trouble_since: datetime | None = None
        self._open = True
        self._reached = False  # whether it answered in this run
        self._hopeless = False
        self._failures = 0  # attempts without an answer in a row
        self._lost = 0.0  # seconds spent on failures; an answer makes good for half of them
        self._last = -service.interval  # when we asked last
        self._sleep = sleep
        parts = urlsplit(service.base)
        self._host = parts.hostname or ""
        self._pace = state / f"pace-{self._host.replace(':', '_')}-{parts.port or parts.scheme}"
        self._line = Line()

    def __call__(self, request: Request) -> Reply:
        """Get one request answered.

        Raises SourceError when the service does not give an answer that can be believed, or was given up before.
        """
        if not self._open:
            raise SourceError(f"{self.service.name} is not asked any more in this run: {self.trouble}")
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_Transient),
            stop=self._stop,
            wait=self._wait,
            sleep=self._rest,
            reraise=True,
        )
        try:
            return retrying(self._once, request)
        except _Transient as failure:
            self._note(failure)
            raise SourceError(f"{self.service.name}: {self.trouble}", failure.status) from None

    def close(self) -> None:
        """Close the connection."""
        self._line.cut()

    def _stop(self, state: tenacity.RetryCallState) -> bool:
        failure = _failure(state)
        if isinstance(failure, _Unreachable) and not self._reached:
            return state.attempt_number >= 2 or (state.seconds_since_start or 0) > 0.5
        if self._left() <= state.upcoming_sleep or self._failures >= MOST_FAILURES:
            self._hopeless = True
            return True
        most = {500: SERVER_ERROR_ATTEMPTS} | dict.fromkeys((400, 401, 403, 413, 414), REFUSED_ATTEMPTS)
        return state.attempt_number >= most.get(failure.status or 0, ATTEMPTS)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        failure = _failure(state)
        if isinstance(failure, _Unreachable) and not self._reached:
            return 0.5
        backoff: float = min(LONGEST_WAIT, self.service.interval * 2**state.attempt_number)
        return max(backoff * random.uniform(0.5, 1.0), failure.wait or 0)  # noqa: S311  # jitter

    def _rest(self, seconds: float) -> None:
        self._lost += seconds
        self._sleep(seconds)

    def _left(self) -> float:
        return max(0.0, self.service.patience - self._lost)

    def _note(self, failure: _Transient) -> None:
        """Remember the trouble; stop asking where there is no hope for this run."""
        if self._hopeless:
            asked = f", and it asks to wait {failure.wait:g} s" if failure.wait else ""
            tried = f"{self._failures} failures in a row, patience {self.service.patience:g} s"
            self._give_up(f"{failure}{asked}; given up ({tried})")
        elif failure.status in (401, 403) or (isinstance(failure, _Unreachable) and not self._reached):
            self._give_up(str(failure))
        else:
            self._tell(str(failure))
            if failure.wait:  # it holds for the next question too
                self._rest(failure.wait)

    def _give_up(self, trouble: str) -> None:
        self._open = False
        self._tell(trouble)

    def _tell(self, trouble: str) -> None:
        self.trouble = trouble
        self.trouble_since = self.trouble_since or datetime.now(UTC)

    def _once(self, request: Request) -> Reply:
        if self.requests >= self.service.budget:
            self._give_up(f"the budget of {self.service.budget} requests a run is used up")
            raise SourceError(f"{self.service.name}: {self.trouble}")
        started = time.monotonic()
        try:
            with self._turn():
                started = time.monotonic()
                reply = self._send(request)
            if request.check:
                _believe(request.check, reply)
        except _Transient:
            self._lost += time.monotonic() - started
            self._failures += 1
            raise
        self._reached = True
        self._failures = 0
        self._lost /= 2
        return reply

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for our turn: one request at a time and a pause after each, also among processes."""
        lock = FileLock(f"{self._pace}.lock", timeout=self._left())
        try:
            self._pace.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            raise _Transient("another run on this machine is using it") from None
        except OSError:  # a folder that cannot be written to: paced within this process alone
            pass
        try:
            self._pause()
            self._stamp(time.time())  # also before: we may be killed in between
            try:
                yield
            except _Unreachable:
                self._stamp(0.0)  # nothing reached it, and the pause before is over
                raise
            except BaseException:
                self._stamp(time.time())
                raise
            self._stamp(time.time())
        finally:
            lock.release()

    def _pause(self) -> None:
        seconds = self._last + self.service.interval - time.monotonic()
        with contextlib.suppress(OSError, ValueError):
            ago = time.time() - float(self._pace.read_text("ascii"))
            if 0 <= ago < self.service.interval:  # a clock that was set back says nothing
                seconds = max(seconds, self.service.interval - ago)
        if seconds > 0:
            self._sleep(seconds)

    def _stamp(self, when: float) -> None:
        self._last = time.monotonic() if when else -self.service.interval
        with contextlib.suppress(OSError):
            self._pace.write_text(repr(when), "ascii")

    def _send(self, request: Request) -> Reply:
        """Send it in a thread of its own: neither requests nor the system bounds the time of a whole exchange."""
        answers: queue.Queue[Reply | _Transient] = queue.Queue()
        deadline = min(self.service.deadline, self._left())
        line = self._line
        self.requests += 1
        threading.Thread(target=lambda: answers.put(self._exchange(request, line)), daemon=True).start()
        answer = None
        connected = True
        try:
            answer = _first(answers, min(CONNECT_SECONDS, deadline))
            connected = line.connected
            if answer is None and connected:
                answer = _first(answers, deadline - CONNECT_SECONDS)
        finally:
            if answer is None:
                line.cut()
                self._line = Line()
        if answer is None and connected:
            answer = _Transient(f"no complete answer within {deadline:.3g} s")
        elif answer is None:
            answer = _Unreachable(f"cannot connect to {self._host} within {CONNECT_SECONDS:g} s: no network?")
        if isinstance(answer, _Unreachable):
            self.requests -= 1
        if isinstance(answer, _Transient):
            raise answer
        return answer

    def _exchange(self, request: Request, line: Line) -> Reply | _Transient:
        try:
            with line.session.request(
                "GET" if request.json is None else "POST",
                self.service.base.rstrip("/") + request.path,
                params=list(request.params),
                data=None if request.json is None else request.json.encode(),
                headers=self.service.headers | ({} if request.json is None else {"Content-Type": "application/json"}),
                timeout=(CONNECT_SECONDS, self.service.deadline),
                allow_redirects=False,  # a redirect would be a request out of turn, and would hand our key on
                stream=True,
            ) as response:
                body = bytearray()
                for chunk in response.iter_content(65536):
                    body += chunk
                    if len(body) > MAX_BODY:
                        return _Transient(f"an answer of more than {MAX_BODY} bytes")
                if response.status_code not in request.accept:
                    return _refusal(response)
                kind = response.headers.get("Content-Type", "")
                return Reply(response.status_code, bytes(body), kind, datetime.now(UTC).date())
        except (requests.exceptions.ConnectTimeout, requests.exceptions.SSLError, requests.exceptions.ProxyError):
            return _Unreachable(f"cannot connect to {self._host}")
        except requests.exceptions.ConnectionError as error:
            if "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error):
                return _Unreachable(f"cannot connect to {self._host}: no network?")
            return _Transient("the connection broke")
        except requests.exceptions.RequestException as error:
            return _Transient(f"an answer that broke off or cannot be read ({type(error).__name__})")
        except Exception as error:  # noqa: BLE001  # a thread must hand every failure over
            return _Transient(f"{type(error).__name__} while reading the answer")


def _failure(state: tenacity.RetryCallState) -> _Transient:
    failure = state.outcome.exception() if state.outcome else None
    return failure if isinstance(failure, _Transient) else _Transient("")


def _first(answers: queue.Queue[Reply | _Transient], seconds: float) -> Reply | _Transient | None:
    try:
        return answers.get(timeout=max(0.0, seconds))
    except queue.Empty:
        return None


def _believe(check: Callable[[Reply], object], reply: Reply) -> None:
    try:
        check(reply)
    except SourceError as doubt:
        raise _Transient(str(doubt), doubt.status) from None


def _refusal(response: requests.Response) -> _Transient:
    """Turn a status that is no answer into a failure, with the wait that the server asks for."""
    status = response.status_code
    if 300 <= status < 400:
        return _Transient(f"HTTP {status}: it has moved; set its base address", status)
    if status in (401, 403):
        return _Transient(f"HTTP {status}: it refuses us (a wrong key, or blocked)", status)
    return _Transient(f"HTTP {status}", status, _retry_after(response.headers.get("Retry-After")))


def _retry_after(value: str | None) -> float | None:
    """Read a Retry-After header: seconds, or a date (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after)."""
    if not value:
        return None
    if value.strip().isdecimal() and value.isascii():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
