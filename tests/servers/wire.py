"""One request and one reply, as values; what the sockets do with them stands in `http`."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote_plus

Delivery = Literal["whole", "hang", "close", "reset", "short", "stall", "drip", "drip-head", "slow"]


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came; header names in lower case."""

    source: str
    method: str
    target: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def readable(self) -> str:
        """Target and body with their URL encoding undone, and JSON's escapes too."""
        body = self.body.decode(errors="replace")
        with suppress(ValueError):
            body = json.dumps(json.loads(body), ensure_ascii=False)
        return unquote_plus(f"{self.target} {body}")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and how it is put on the wire."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    delivery: Delivery = "whole"


def html(status: int, title: str, text: str = "") -> Reply:
    """Write a web page where an answer was due."""
    page = (
        f"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n<p>{text or title}</p>\n"
    )
    return Reply(status, page.encode(), (("Content-Type", "text/html; charset=utf-8"),))


def application_json(status: int, value: Any, *, compact: bool = False) -> Reply:
    """Write JSON as Semantic Scholar's own program does: ASCII, and a newline at the end."""
    text = json.dumps(value, separators=(",", ":")) if compact else json.dumps(value)
    headers = (("Content-Type", "application/json"), ("Access-Control-Allow-Origin", "*"))
    return Reply(status, (text + "\n").encode(), headers)


def gateway(status: int, value: dict[str, str], kind: str) -> Reply:
    """Write an error of the gateway in front of Semantic Scholar: no newline at the end, and a type in a header."""
    text = json.dumps(value) if len(value) > 1 else json.dumps(value, separators=(",", ":"))
    headers = (("Content-Type", "application/json"), ("x-amzn-ErrorType", kind))
    return Reply(status, text.encode(), headers)
