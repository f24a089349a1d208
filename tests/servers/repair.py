"""arXiv's `search_query` as the server repairs it before it parses it; the repaired form is echoed in the feed title.

As the server of November 2025 does: https://github.com/arXiv/arxiv-search, search/domain/classic_api. Missing operators
are OR; a prefix reaches one term only, or all of a pair of parentheses right behind it; an odd quote is dropped.
"""

from __future__ import annotations

import calendar
import re

FIELDS = ("abs", "all", "au", "cat", "co", "doi", "id", "jr", "rn", "submittedDate", "ti")
_TOKEN = re.compile(
    r'(?P<phrase>"[^"]*")|(?P<open>\()|(?P<close>\))|(?P<op>\b(?:ANDNOT|AND|NOT|OR)\b(?=[()\s]|$))'
    rf'|(?P<prefix>(?:{"|".join(FIELDS)}|title):)|(?P<word>[^"()\s]+)'
)
_DATES = re.compile(r"submittedDate:\[([\d-]{4,14}) TO ([\d-]{4,14})\]")

Token = tuple[str, str]


def adapt(query: str) -> str | None:
    """Repair a query as the server does before it parses; None where nothing is left."""
    query = re.sub(r"[\r\n]", " ", query).replace("lastUpdatedDate:", "submittedDate:")
    query = _DATES.sub(lambda m: f'submittedDate:"{_stamp(m[1], 0)} TO {_stamp(m[2], 1)}"', query)
    tokens = [_named(m.lastgroup or "", m[0]) for m in _TOKEN.finditer(query)]
    tokens = _operators(_prefixes(_group_prefixes(_negations(tokens))))
    tokens = [t for t, after in zip(tokens, [*tokens, ("", "")][1:], strict=True) if t[0] != "prefix" or _text(after)]
    out, before = "", ("open", "")
    for token in tokens:
        tight = before[0] == "prefix" or (before[0] == "open" and token[0] == "prefix")
        out += ("" if tight or not out or (_text(before) and token[0] == "close") else " ") + token[1]
        before = token
    return out or None


def _named(kind: str, text: str) -> Token:
    return (kind, "ti:" if text == "title:" and kind == "prefix" else text)


def _text(token: Token) -> bool:
    return token[0] in ("word", "phrase")


def _stamp(day: str, end: int) -> str:
    if not day.isdigit():
        return day
    day = day[:12]
    day += ("0101", "1231")[end] if len(day) == 4 else ""
    if len(day) == 6 and 1 <= int(day[4:]) <= 12 and int(day[:4]):
        day += ("01", str(calendar.monthrange(int(day[:4]), int(day[4:]))[1]))[end]
    return day + (("0000", "2359")[end] if len(day) == 8 else "")


def _negations(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    for token in tokens:
        if token == ("op", "NOT"):
            if out and out[-1] == ("op", "AND"):
                out.pop()
            out.append(("op", "ANDNOT"))
        else:
            out.append(token)
    return out


def _group_prefixes(tokens: list[Token]) -> list[Token]:
    """`ti:(a b)` -> `(ti:a ti:b)`."""
    out: list[Token] = []
    outer, depth = None, 0
    for token in tokens:
        if token[0] == "open":
            if not depth and out and out[-1][0] == "prefix":
                outer = out.pop()
            depth += outer is not None
        elif token[0] == "close" and depth:
            depth -= 1
            outer = outer if depth else None
        elif _text(token) and outer and out[-1][0] != "prefix":
            out.append(outer)
        out.append(token)
    return out


def _prefixes(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    underscored = len(tokens) > 1 and "_" in tokens[1][1] and tokens[0] == ("prefix", "au:")
    for token in tokens:
        if _text(token) and not (out and out[-1][0] == "prefix"):
            out.append(("prefix", "all:"))
        out.append(token)
    if underscored:  # the real server's bug: only the first name of a query loses its underscores
        out[1] = ("phrase", '"' + out[1][1].replace("_", " ").strip('"') + '"')
    return out


def _operators(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    for token in tokens:
        before = out[-1] if out else ("", "")
        if token[0] == "op" and before[0] == "op":
            out.pop()
        ends = before[0] == "close" or _text(before)
        if (ends and token[0] in ("prefix", "open", "word", "phrase")) or before[0] == token[0] == "prefix":
            out.append(("op", "OR"))
        out.append(token)
    return out
