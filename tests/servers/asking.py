"""Short ways to ask the servers and to read their answers."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from . import (
        Servers,
    )

ATOM = "{http://www.w3.org/2005/Atom}"
TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"


def ask(servers: Servers, search: str = "", *, post: bool = False, **more: Any) -> requests.Response:
    given = {key: value for key, value in {"search_query": search, **more}.items() if value != ""}
    url = f"{servers.arxiv_url}/api/query"
    return requests.post(url, data=given, timeout=5) if post else requests.get(url, given, timeout=5)


def feed(answer: requests.Response) -> ET.Element:
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)


def titles(answer: requests.Response) -> list[str]:
    assert answer.status_code == 200
    return [" ".join((e.findtext(f"{ATOM}title") or "").split()) for e in feed(answer).iter(f"{ATOM}entry")]


def versions(answer: requests.Response) -> list[str]:
    return [(e.findtext(f"{ATOM}id") or "").partition("/abs/")[2] for e in feed(answer).iter(f"{ATOM}entry")]


def ran(answer: requests.Response) -> str:
    """Give the query that the server says it ran."""
    title = feed(answer).findtext(f"{ATOM}title") or ""
    return title.removeprefix("arXiv Query: search_query=").rpartition("&id_list=")[0]


def s2(servers: Servers, path: str, *, key: str | None = None, **params: Any) -> requests.Response:
    headers = {"x-api-key": key} if key else {}
    return requests.get(f"{servers.s2_url}/graph/v1/paper/{path}", params, headers=headers, timeout=5)


def batch(servers: Servers, *ids: str, fields: str = "title") -> requests.Response:
    url = f"{servers.s2_url}/graph/v1/paper/batch?fields={fields}"
    return requests.post(url, json={"ids": list(ids)}, timeout=5)
