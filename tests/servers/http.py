"""The sockets: a listener for each source, every delivery a fault can ask for, and an end that nothing survives."""

from __future__ import annotations

import socket
import struct
import sys
import threading
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from . import arxiv, s2
from .faults import Plan, apply
from .log import Entry, Log
from .wire import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .records import World

SOURCES: dict[str, Callable[[Request, World], Reply]] = {"arxiv": arxiv.answer, "s2": s2.answer}
DRIP_SECONDS = 0.05
SLOW_SECONDS = 0.3


class Servers:
    """Both services on loopback. `faults` maps "arxiv" and "s2" to plans; setting it starts the count of each anew."""

    def __init__(self, world: World, faults: Mapping[str, Plan] | None = None, ports: tuple[int, int] = (0, 0)) -> None:
        self.world = world
        self.log = Log()
        self.crashes: list[BaseException] = []
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self.faults = faults or {}
        self._sites = {name: _Site(self, name, port) for name, port in zip(SOURCES, ports, strict=True)}

    @property
    def faults(self) -> Mapping[str, Plan]:
        return self._faults

    @faults.setter
    def faults(self, plans: Mapping[str, Plan]) -> None:
        self._faults = dict(plans)
        self.counts = dict.fromkeys(SOURCES, 0)

    @property
    def arxiv_url(self) -> str:
        return self._sites["arxiv"].url

    @property
    def s2_url(self) -> str:
        return self._sites["s2"].url

    def refuse(self, source: str) -> None:
        """Stop listening: connections are refused, open ones end. The address stays ours."""
        self._sites[source].down()

    def listen(self, source: str) -> None:
        """Listen again after `refuse`."""
        self._sites[source].up()

    def fault(self, request: Request) -> str | None:
        """Say which fault this request gets, and count it."""
        with self.lock:
            number = self.counts[request.source]
            self.counts[request.source] += 1
            plan = self._faults.get(request.source)
        return plan(number, request) if plan else None

    def close(self) -> None:
        """End every handler and connection."""
        self.closing.set()
        for site in self._sites.values():
            site.down(hold=False)


@contextmanager
def serve(world: World, faults: Mapping[str, Plan] | None = None, ports: tuple[int, int] = (0, 0)) -> Iterator[Servers]:
    """Serve until the block ends. Raises at its end what went wrong in a server itself."""
    servers = Servers(world, faults, ports)
    try:
        yield servers
    finally:
        servers.close()
        if servers.crashes:  # more telling than what the client made of it
            raise servers.crashes[0]


class _Site:
    """One source's listener, which can go away and come back at the same address."""

    def __init__(self, servers: Servers, source: str, port: int) -> None:
        self.servers, self.source, self.port = servers, source, port
        self.connections: dict[socket.socket, bool] = {}  # whether a request is under way
        self._server: _Server | None = None
        self._held: socket.socket | None = None
        self.up()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def up(self) -> None:
        if self._held:
            self._held.close()
            self._held = None
        if not self._server:
            self._server = _Server(self, self.port)
            self.port = self._server.server_address[1]
            threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def down(self, *, hold: bool = True) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
        for connection in list(self.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        if hold and not self._held:
            # A bound socket that does not listen refuses, and nobody else gets the port.
            self._held = socket.socket()
            self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._held.bind(("127.0.0.1", self.port))
        elif not hold and self._held:
            self._held.close()

    def note(self, request: Request, own: socket.socket) -> Entry:
        """Log a request; connections that the client has closed do not count."""
        with self.servers.lock:
            self.connections[own] = True
            living = [busy for c, busy in list(self.connections.items()) if c is own or _alive(c)]
            return self.servers.log.add(request, len(living), sum(living))


def _alive(connection: socket.socket) -> bool:
    try:
        return bool(connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
    except BlockingIOError:
        return True
    except OSError:
        return False


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, site: _Site, port: int) -> None:
        self.site = site
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exc_info()[1]
        if error and not isinstance(error, OSError):
            self.site.servers.crashes.append(error)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.site = self.server.site
        self.closing = self.site.servers.closing
        self.site.connections[self.connection] = False

    def finish(self) -> None:
        self.site.connections.pop(self.connection, None)
        super().finish()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class names it so
        """Say nothing: the log is ours."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        headers = {key.lower(): value for key, value in self.headers.items()}
        path = parts.path.removeprefix("/moved")
        request = Request(self.site.source, self.command, self.path, path, parts.query, headers, body)
        entry = self.site.note(request, self.connection)
        name = self.site.servers.fault(request)
        reply = honest = SOURCES[self.site.source](request, self.site.servers.world)
        if name:
            reply = apply(name, request, honest)
            entry.fault = name if reply != honest else None
        try:
            self._deliver(reply, entry)
        except OSError:  # the client has gone, or the server is closing
            self.close_connection = True
        finally:
            self._idle()

    def _idle(self) -> None:
        with self.site.servers.lock:
            if self.connection in self.site.connections:
                self.site.connections[self.connection] = False

    do_GET = do_POST = _answer  # noqa: N815  # the base class looks for these names

    def _deliver(self, reply: Reply, entry: Entry) -> None:
        kind, head, half = reply.delivery, self._head(reply), len(reply.body) // 2
        if kind in ("hang", "close", "reset"):
            self._vanish(kind)
            return
        if kind == "slow":
            self.closing.wait(SLOW_SECONDS)
        entry.status = reply.status
        if kind in ("whole", "slow", "short"):  # before the client can have it all and ask again
            self._idle()
        if kind in ("short", "stall"):
            self.connection.sendall(head + reply.body[:half])
            self.close_connection = True
            if kind == "stall":
                self.closing.wait()
        elif kind in ("drip", "drip-head"):
            start = 0 if kind == "drip-head" else len(head)
            self.connection.sendall(head[:start])
            self._drip((head + reply.body)[start:])
        else:
            self.connection.sendall(head + reply.body)

    def _head(self, reply: Reply) -> bytes:
        lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}", f"Date: {self.date_time_string()}"]
        lines += [f"{name}: {value}" for name, value in (*reply.headers, ("Content-Length", str(len(reply.body))))]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def _vanish(self, kind: str) -> None:
        self.close_connection = True
        if kind == "hang":
            self.closing.wait()
        elif kind == "reset":
            # Closing at once, without the polite end that the base class sends, makes it a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.site.connections.pop(self.connection, None)
            socket.close(self.connection.detach())

    def _drip(self, data: bytes) -> None:
        for byte in data:
            self.connection.sendall(bytes((byte,)))
            if self.closing.wait(DRIP_SECONDS):
                break
