"""Pure: identifiers of papers, found in URLs and text, and brought into one form."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from pipeline.model import Ids

# https://info.arxiv.org/help/arxiv_identifier.html: four digits, a dot and four (to 2014) or five digits; before
# April 2007 archive/YYMMNNN, where the archive may carry a subject class, which is no part of the id:
# https://github.com/arXiv/arxiv-base (`arxiv/identifier`).
_ARXIV_NEW = r"\d{4}\.\d{4,5}"
_ARXIV_OLD = r"[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/\d{7}"
_ARXIV = re.compile(rf"(?:{_ARXIV_NEW}|{_ARXIV_OLD})(?=v\d+|\b)", re.IGNORECASE)
_ARXIV_LINK = re.compile(rf"https?://arxiv\.org/(?:abs|pdf)/({_ARXIV_NEW})(?:v\d+)?(?:\.pdf)?")  # most links are such
_ARXIV_ONLY = re.compile(rf"(?:arxiv:)?({_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?", re.IGNORECASE)
# https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+", re.IGNORECASE)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
# https://aclanthology.org/info/ids/: `2022.acl-long.1`, before 2020 `P19-1001`.
_ACL = re.compile(r"(?:\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+|[A-Z]\d{2}-\d{4,5})")
_ACL_DOI = re.compile(rf"10\.(?:18653|3115)/v1/({_ACL.pattern})", re.IGNORECASE)
_S2 = re.compile(r"[0-9a-f]{40}")

_INNER = re.compile(r".*/https?:/{1,2}(.+)", re.IGNORECASE | re.DOTALL)  # the last one: a text may nest a thousand
_OPENER = {")": "(", "]": "[", "}": "{"}

_ARXIV_HOSTS = ("arxiv.org", "arxiv-vanity.com", "ar5iv.org", "ar5iv.labs.arxiv.org", "alphaxiv.org", "huggingface.co")


def arxiv_id(text: str) -> str | None:
    """Give the arXiv id that `text` is, without prefix and version, or None."""
    found = _ARXIV_ONLY.fullmatch(text.strip())
    return _bare(found[1]) if found else None


def _bare(name: str) -> str:
    """Give an arXiv id in its one form: `Math.GT/0309136` is math/0309136."""
    archive, slash, number = name.lower().rpartition("/")
    return archive.partition(".")[0] + slash + number


def doi(text: str) -> str | None:
    """Give the DOI in `text` in lower case (DOIs are case-insensitive), without resolver and trailing marks."""
    found = _DOI.search(unquote(text))
    if not found:
        return None
    name = found[0].rstrip(".,;:'*`|")
    while name.endswith((")", "]", "}")) and name.count(name[-1]) > name.count(_OPENER[name[-1]]):
        name = name[:-1].rstrip(".,;:'*`|")
    return name.lower()


def acl_id(text: str) -> str | None:
    """Give the ACL Anthology id that `text` is, or None."""
    return text if _ACL.fullmatch(text) else None


def from_doi(name: str) -> Ids:
    """Read a DOI: arXiv's and the ACL's own DOIs carry their id."""
    if found := _ARXIV_DOI.fullmatch(name):
        return Ids(arxiv=arxiv_id(found[1]))
    if found := _ACL_DOI.fullmatch(name):
        return Ids(doi=name.lower(), acl=found[1])
    return Ids(doi=name.lower())


def from_url(url: str) -> Ids:
    """Read the ids that a link proves, by host and path; `Ids()` where it proves none."""
    if found := _ARXIV_LINK.fullmatch(url):
        return Ids(arxiv=found[1])
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # "http://[broken"
        return Ids()
    path = unquote(parts.path)
    if inner := _INNER.match(path):  # an archive or a proxy: what it leads to
        return from_url(f"https://{inner[1]}" + (f"?{parts.query}" if parts.query else ""))
    if host.endswith(_ARXIV_HOSTS):
        found = _ARXIV.search(path)
        return Ids(arxiv=_bare(found[0])) if found else Ids()
    if host.endswith("aclanthology.org") or (host == "aclweb.org" and "anthology" in path):
        found = _ACL.search(path)
        return Ids(acl=found[0]) if found else Ids()
    if host == "openreview.net":
        key = re.search(r"(?:^|[?&])id=([\w-]+)", parts.query)
        return Ids(openreview=key[1]) if key else Ids()
    if host.endswith("semanticscholar.org"):
        found = _S2.search(path)
        return Ids(s2=found[0]) if found else Ids()
    name = doi(path + ("?" + parts.query if parts.query else "")) if "10." in url else None
    if name:
        # Publishers hang their own words behind the DOI in the path.
        return from_doi(re.sub(r"(?:/(?:full|pdf|abstract|meta|epdf|html)|\.pdf|\.full)+$", "", name))
    return Ids()
