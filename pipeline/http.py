"""I/O: the one place for HTTP. A `Fetcher` asks one service: paced, retried, bounded in time, and it never guesses.

What it returns is complete and has a status that the question accepts; everything else is a `SourceError`.
"""

from __future__ import annotations

import contextlib
import queue
import random
import socket
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
from pipeline.model import Reply, Request, Service

CONNECT_SECONDS = 4.0  # two services without a network are given up within 10 s together
ATTEMPTS = 6  # of one request; six fail together once in 250 at 40 % faults
SERVER_ERROR_ATTEMPTS = 3  # of one that answers 500: one record may be the cause, and the caller can split the batch
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
    """Asks one service. Safe across processes (a lock file a service in `state`), not across threads."""

    def __init__(self, service: Service, state: Path, sleep: Callable[[float], None] = time.sleep) -> None:
        self.service = service
        self.requests = 0
        self.trouble: str | None = None
        self.trouble_since: datetime | None = None
        self._open = True
        self._lost = 0.0  # seconds spent on failures so far
        self._sleep = sleep
        self._pace = state / f"pace-{urlsplit(service.base).netloc.replace(':', '_')}"
        self._session = requests.Session()

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
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, request)
        except _Transient as failure:
            self._note(failure)
            raise SourceError(f"{self.service.name}: {failure}", failure.status) from None

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def _stop(self, state: tenacity.RetryCallState) -> bool:
        failure = state.outcome.exception() if state.outcome else None
        if isinstance(failure, _Unreachable):
            return state.attempt_number >= 2 or (state.seconds_since_start or 0) > CONNECT_SECONDS / 2
        if isinstance(failure, _Transient) and failure.wait and self._lost + failure.wait > self.service.patience:
            return True
        most = SERVER_ERROR_ATTEMPTS if isinstance(failure, _Transient) and failure.status == 500 else ATTEMPTS
        return state.attempt_number >= most or self._lost > self.service.patience

    def _wait(self, state: tenacity.RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        if isinstance(failure, _Unreachable):
            return 0.5
        backoff: float = min(60.0, self.service.interval * 2**state.attempt_number)
        seconds = backoff * random.uniform(0.5, 1.0)  # noqa: S311  # jitter
        if isinstance(failure, _Transient) and failure.wait:
            seconds = max(seconds, failure.wait)
        self._lost += seconds
        return seconds

    def _note(self, failure: _Transient) -> None:
        """Remember the trouble; stop asking where there is no hope for this run."""
        self.trouble = str(failure)
        self.trouble_since = self.trouble_since or datetime.now(UTC)
        if isinstance(failure, _Unreachable) or failure.status in (401, 403) or self._lost > self.service.patience:
            self._open = False

    def _once(self, request: Request) -> Reply:
        if self.requests >= self.service.budget:
            self._open = False
            raise SourceError(f"{self.service.name}: the budget of {self.service.budget} requests a run is used up")
        started = time.monotonic()
        try:
            with self._turn():
                self.requests += 1
                reply = self._send(request)
            if request.check:
                _believe(request.check, reply)
        except _Transient:
            self._lost += time.monotonic() - started
            raise
        return reply

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for our turn: one request at a time and a pause after each, also among processes."""
        self._pace.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(f"{self._pace}.lock", timeout=self.service.patience):
                with contextlib.suppress(OSError, ValueError):
                    ago = time.time() - float(self._pace.read_text("ascii"))
                    if 0 <= ago < self.service.interval:
                        self._sleep(self.service.interval - ago)
                try:
                    yield
                finally:
                    self._pace.write_text(repr(time.time()), "ascii")
        except Timeout:
            raise _Transient("another run on this machine is using it") from None

    def _send(self, request: Request) -> Reply:
        """Send it in a thread of its own: neither requests nor the system bounds the time of a whole exchange."""
        answers: queue.Queue[Reply | _Transient] = queue.Queue()
        deadline = self.service.deadline
        if self.requests == 1:
            self._resolve()
        threading.Thread(target=lambda: answers.put(self._exchange(request)), daemon=True).start()
        try:
            answer = answers.get(timeout=deadline)
        except queue.Empty:
            self._session = requests.Session()  # the old one stays with the thread that hangs
            raise _Transient(f"no complete answer within {deadline:g} s") from None
        if isinstance(answer, _Transient):
            raise answer
        return answer

    def _resolve(self) -> None:
        """Look the host up in bounded time; a resolver without a network may take a minute to say so."""
        if requests.utils.get_environ_proxies(self.service.base):
            return
        host = urlsplit(self.service.base).hostname or ""
        found: queue.Queue[str] = queue.Queue()

        def look_up() -> None:
            try:
                socket.getaddrinfo(host, None)
                found.put("")
            except OSError:
                found.put(f"cannot find {host}: no network?")

        threading.Thread(target=look_up, daemon=True).start()
        try:
            trouble = found.get(timeout=CONNECT_SECONDS)
        except queue.Empty:
            trouble = f"cannot find {host} within {CONNECT_SECONDS:g} s: no network?"
        if trouble:
            raise _Unreachable(trouble)

    def _exchange(self, request: Request) -> Reply | _Transient:
        host = urlsplit(self.service.base).hostname
        try:
            with self._session.request(
                "GET" if request.json is None else "POST",
                self.service.base.rstrip("/") + request.path,
                params=list(request.params),
                data=None if request.json is None else request.json.encode(),
                headers=self.service.headers | ({} if request.json is None else {"Content-Type": "application/json"}),
                timeout=(CONNECT_SECONDS, self.service.deadline),
                allow_redirects=False,  # a redirect would be a request out of turn, and would hand our key on
                stream=True,
            ) as response:
                body = b""
                for chunk in response.iter_content(65536):
                    body += chunk
                    if len(body) > MAX_BODY:
                        return _Transient(f"an answer of more than {MAX_BODY} bytes")
                if response.status_code not in request.accept:
                    return _refusal(response)
                kind = response.headers.get("Content-Type", "")
                return Reply(response.status_code, body, kind, datetime.now(UTC).date())
        except (requests.exceptions.ConnectTimeout, requests.exceptions.SSLError, requests.exceptions.ProxyError):
            return _Unreachable(f"cannot connect to {host}")
        except requests.exceptions.ConnectionError as error:
            if "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error):
                return _Unreachable(f"cannot connect to {host}: no network?")
            return _Transient("the connection broke")
        except requests.exceptions.RequestException as error:
            return _Transient(f"an answer that broke off or cannot be read ({type(error).__name__})")
        except Exception as error:  # noqa: BLE001  # a thread must hand every failure over
            return _Transient(f"{type(error).__name__} while reading the answer")


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
        return _Unreachable(f"HTTP {status}: it refuses us (a wrong key, or blocked)", status)
    return _Transient(f"HTTP {status}", status, _retry_after(response.headers.get("Retry-After")))


def _retry_after(value: str | None) -> float | None:
    """Read a Retry-After header: seconds, or a date (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after)."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
