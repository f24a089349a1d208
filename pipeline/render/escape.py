"""Pure: what comes from outside is data; here it becomes harmless in Markdown, in HTML and in table cells."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from pipeline.text import one_line

_LONGEST_URL = 2000

# Read as syntax by Markdown or HTML. Entities work in both, a backslash does not; `|` would end a table cell.
_SYNTAX = re.compile(r"[<>\[\]|*_`~\\$]|&(?=[#\w])")
# GitHub reads these after the entities are gone (mentions, issues, emoji, bare addresses), so a word joiner parts them:
# https://docs.github.com/en/get-started/writing-on-github
_LATE = re.compile(r"[@#:](?=[^\s\u2060])|\bwww(?=\.)", re.IGNORECASE)
# RFC 3986 without what could end a Markdown destination or an attribute, or start math on GitHub.
_URL_SAFE = "/:?#@!&+,;=~%-._"


def escaped(text: str) -> str:
    """Write text so that every renderer shows it as it is, on one line, without `<`."""
    parted = _LATE.sub("\\g<0>\u2060", one_line(text))
    return _SYNTAX.sub(lambda found: f"&#{ord(found[0])};" if found[0] != "&" else "&amp;", parted)


def web_url(url: str | None) -> str | None:
    """Give an http(s) URL that can stand in `](<…>)` and in `href="…"`, or None where there is none to trust."""
    clean = http_url(url)
    return clean and re.sub(r"&(?=#?\w+;)", "&amp;", clean)


def http_url(url: str | None) -> str | None:
    """Give an http(s) URL of characters that URLs may hold, or None where there is none to trust."""
    if not url or len(url) > _LONGEST_URL:
        return None
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not url.lower().startswith(("http://", "https://")):
        return None
    if not host or not re.fullmatch(r"[a-z0-9.-]+", host) or "@" in parts.netloc:
        return None
    scheme, rest = url.split("://", 1)
    clean = quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", rest), safe=_URL_SAFE, errors="replace")
    return f"{scheme.lower()}://{clean}"
