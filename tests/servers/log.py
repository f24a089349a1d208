"""What was asked, when, and over how many connections."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .wire import Request

LONGEST_TARGET = 4000  # gunicorn's limit of a request line is 4,094 bytes
_INTERESTING = ("user-agent", "accept", "accept-encoding", "content-type", "connection", "range")


@dataclass(slots=True)
class Entry:
    """One request. `status` is None until an answer is sent, and stays so where none is.

    `open` counts the connections of the source that were open when it came, `busy` the requests under way, with it.
    """

    number: int
    source: str
    at: float
    method: str
    target: str
    path: str
    params: dict[str, str]
    body: str
    headers: dict[str, str]
    open: int
    busy: int
    with_key: bool
    key_check: str | None
    status: int | None = None
    fault: str | None = None
    violations: list[str] = field(default_factory=list)


def key_check(key: str) -> str:
    """Give what the log keeps of a key: enough to compare, too little to use."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]


class Log:
    """The requests in the order in which they came; safe to read while they come."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._changed = threading.Condition()

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    def of(self, source: str) -> list[Entry]:
        """Give the requests of one source."""
        return [e for e in self if e.source == source]

    def add(self, request: Request, opened: int, busy: int) -> Entry:
        """Note a request as it comes; its number counts within its source, from 0."""
        body = request.body.decode(errors="replace")
        form = body if request.headers.get("content-type", "").startswith("application/x-www-form") else ""
        key = request.headers.get("x-api-key")
        with self._changed:
            entry = Entry(
                number=len(self.of(request.source)),
                source=request.source,
                at=time.monotonic(),
                method=request.method,
                target=request.target,
                path=request.path,
                params=dict(parse_qsl(request.query) + parse_qsl(form)),
                body=body,
                headers={k: v for k, v in request.headers.items() if k in _INTERESTING},
                open=opened,
                busy=busy,
                with_key=key is not None,
                key_check=None if key is None else key_check(key),
            )
            if len(request.target) > LONGEST_TARGET:
                entry.violations.append(f"request target of {len(request.target)} bytes")
            if key is not None and request.source == "arxiv":
                entry.violations.append("an API key was sent to arXiv")
            self._entries.append(entry)
            self._changed.notify_all()
        return entry

    def clear(self) -> None:
        """Forget everything, as before a second run."""
        with self._changed:
            self._entries.clear()

    def wait(self, count: int, seconds: float = 10) -> bool:
        """Wait until so many requests have come; False if they did not."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._entries) >= count, seconds)

    def gaps(self, source: str) -> list[float]:
        """Give the seconds between the arrivals at one source."""
        times = [e.at for e in self.of(source)]
        return [after - before for before, after in pairwise(times)]

    def assert_polite(self, source: str, interval: float, slack: float = 0.02) -> None:
        """Fail where a source was asked too soon, twice at a time, over two connections, or with too long an URL."""
        fast = [round(gap, 3) for gap in self.gaps(source) if gap < interval - slack]
        assert not fast, f"{source}: gaps of {fast} s, must be {interval} s"
        for entry in self.of(source):
            assert entry.busy == 1, f"{source}: {entry.busy} requests at a time, request {entry.number}"
            assert entry.open == 1, f"{source}: {entry.open} connections open, request {entry.number}"
            assert not entry.violations, f"{source}: request {entry.number}: {entry.violations}"

    def assert_unleaked(self, secret: str) -> None:
        """Fail where a secret stands in a target, a body or a header that is not made for it."""
        for entry in self:
            seen = " ".join((entry.target, entry.body, *entry.headers.values()))
            assert secret not in seen, f"{entry.source}: the secret is in request {entry.number}"
