"""Pure: ids as people type and paste them. Raises ValueError with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from pipeline import ids
from pipeline.model import Ids
from pipeline.pins.layout import shown
from pipeline.works import keys

# https://docs.openreview.net: a forum id is a short word; https://api.semanticscholar.org: a paper id is a SHA-1.
_OPENREVIEW = re.compile(r"[A-Za-z0-9_-]{5,}")
_S2 = re.compile(r"[0-9a-f]{40}")
_PREFIXED = re.compile(r"(arxiv|doi|acl|openreview|s2):(.*)", re.IGNORECASE | re.DOTALL)
_LIKE = {
    "arxiv": "2302.02676",
    "doi": "10.1000/xyz",
    "acl": "P19-1001",
    "openreview": "rJXMpikCZ",
    "s2": "40 characters of 0-9 and a-f",
}
_INDEXES = ("arxiv.org", "doi.org", "aclanthology.org", "openreview.net", "semanticscholar.org")
_UNHEARD = re.compile(r"[\s<>\"%]")  # no id has them; `ids.doi` would cut there, and give another paper's


def of_field(kind: str, text: str) -> Ids:
    """Read the value of the field `kind`: a bare id, one with its prefix, or a link that proves it."""
    value = re.sub(rf"{kind}:\s*", "", text.strip(), count=1, flags=re.IGNORECASE)
    found = Ids() if _odd(value) else _BARE[kind](value) or of_link(value)
    if getattr(found, kind) or (kind == "doi" and found.arxiv):
        return found
    if found:
        raise ValueError(f"{kind}: {shown(text)} is {keys(found)[0]}: write that instead, as {keys(found)[0]}")
    raise ValueError(f"{kind}: {shown(text)} is none: write one like {_LIKE[kind]}")


def of_key(text: str) -> Ids:
    """Read `kind:id`, or a link that proves an id."""
    text = text.strip()
    if prefixed := _PREFIXED.fullmatch(text):
        return of_field(prefixed[1].lower(), prefixed[2])
    if "://" in text and (found := of_link(text)):
        return found
    raise ValueError(f"{shown(text)} is no id: write one like arxiv:2302.02676, doi:10.1000/xyz or a link to the paper")


def of_link(url: str) -> Ids:
    """Give what a link proves, also one without its `https://`."""
    if _odd(url):
        return Ids()
    return _whole(ids.from_url(url if "://" in url else "https://" + url))


def is_index(url: str) -> bool:
    """Whether a link leads to one of the places that give ids: then it should prove one."""
    host = urlsplit(url).hostname or ""
    return any(host == name or host.endswith(f".{name}") for name in _INDEXES)


def _odd(text: str) -> bool:
    return bool(_UNHEARD.search(unquote(unquote(text))))


def _arxiv(text: str) -> Ids:
    return Ids(arxiv=ids.arxiv_id(text))


def _doi(text: str) -> Ids:
    name = ids.doi(text) if text.startswith("10.") else None
    return _whole(ids.from_doi(name)) if name else Ids()


def _acl(text: str) -> Ids:
    return Ids(acl=ids.acl_id(text))


def _openreview(text: str) -> Ids:
    return Ids(openreview=text if _OPENREVIEW.fullmatch(text) else None)


def _s2(text: str) -> Ids:
    return Ids(s2=text.lower() if _S2.fullmatch(text.lower()) else None)


_BARE: dict[str, Callable[[str], Ids]] = {
    "arxiv": _arxiv,
    "doi": _doi,
    "acl": _acl,
    "openreview": _openreview,
    "s2": _s2,
}


def _whole(found: Ids) -> Ids:
    """Give an ACL id that came out of a DOI its capital again: `p19-1001` is P19-1001."""
    return replace(found, acl=found.acl[0].upper() + found.acl[1:]) if found.acl else found
