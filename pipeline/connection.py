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
        self._connection: Any = None
        self._is_cut = False

    @property
    def connected(self) -> bool:
        """Whether there is a connection."""
        return self._connection is not None and self._connection.sock is not None

    def cut(self) -> None:
        """End the exchange that is under way, if any, and close the connection."""
        self._is_cut = True
        sock = self._connection and self._connection.sock
        if sock:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self.session.close()

    def get_connection_with_tls_context(self, *args: Any, **named: Any) -> Any:
        """Give the pool, which tells us of the connection that it makes."""
        pool: Any = super().get_connection_with_tls_context(*args, **named)
        if self._connection is None:
            pool.ConnectionCls = self._watched(pool.ConnectionCls)
        return pool

    def _watched(self, kind: Callable[..., Any]) -> Callable[..., Any]:
        def make(*args: Any, **named: Any) -> Any:
            self._connection = connection = kind(*args, **named)
            connect = connection.connect

            def connect_unless_cut() -> None:
                connect()
                if self._is_cut:  # while we looked for the host; the request must not go out now
                    connection.close()
                    raise OSError("cut off")

            connection.connect = connect_unless_cut
            return connection

        return make
