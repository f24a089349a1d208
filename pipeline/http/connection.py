"""I/O: one connection to one host, which can be cut off from outside. Used by `pipeline.http` alone."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from typing import Any

import requests
from requests.adapters import HTTPAdapter


class Line(HTTPAdapter):
    """A session with one connection that can be cut off in whatever it does, so that nothing of it comes later."""

    def __init__(self) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1)
        self.session = requests.Session()
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, self)
        self._wire = _Wire()

    @property
    def connected(self) -> bool:
        """Whether there is a connection, or was one: a request may have gone out, also where it has just broken."""
        return self._wire.was_open

    def cut(self) -> None:
        """End the exchange that is under way, if any, and close the connection."""
        self._wire.is_cut = True
        if self._wire.sock:
            with contextlib.suppress(OSError):
                self._wire.sock.shutdown(socket.SHUT_RDWR)
        self.session.close()

    def get_connection_with_tls_context(self, *args: Any, **named: Any) -> Any:
        """Give the pool, which tells us of the connection that it makes."""
        pool: Any = super().get_connection_with_tls_context(*args, **named)
        if self._wire.connection is None:
            pool.ConnectionCls = self._wire.watch(pool.ConnectionCls)
        return pool


class _Wire:
    """What is known of the connection; apart from `Line`, which the pool must not keep alive."""

    def __init__(self) -> None:
        self.connection: Any = None
        self.is_cut = False
        self.was_open = False

    @property
    def sock(self) -> socket.socket | None:
        return self.connection.sock if self.connection else None

    def watch(self, kind: Callable[..., Any]) -> Callable[..., Any]:
        """Give a maker of connections of that kind that we know, and that do not open once they are cut."""

        def make(*args: Any, **named: Any) -> Any:
            self.connection = connection = kind(*args, **named)
            connect = connection.connect

            def connect_unless_cut() -> None:
                connect()
                if self.is_cut:  # while we looked for the host; the request must not go out now
                    connection.close()
                    raise OSError("cut off")
                self.was_open = True

            connection.connect = connect_unless_cut
            return connection

        return make
