"""The language of arXiv's `search_query` after its repair: no precedence, everything is read from the right.

Grammar: https://github.com/arXiv/arxiv-search, search/domain/classic_api/query_parser.py
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .repair import FIELDS
from .text import folded_words, title_words

if TYPE_CHECKING:
    from .records import World

# lark's ESCAPED_STRING: a quote behind a backslash does not close it.
_PARSED = re.compile(
    rf"\s*(?:(?P<open>\()|(?P<close>\))|(?P<op>(?:ANDNOT|AND|OR)(?=[\s(]))|(?P<field>{'|'.join(FIELDS)}):\s*"
    r'(?P<value>"(?:[^"\\]|\\.)*"|[^\s"()]+))'
)
_MOST_CLAUSES = 900  # the feed's own echo recurses: above it the real server fails with 500
_DEEPEST = 100


class BadQueryError(Exception):
    """The server answers 400."""


class BrokenQueryError(Exception):
    """The server answers 500."""


@dataclass(slots=True)
class Group:
    """Terms and groups with the operators between them, to be read from the right; `negated`: ANDNOT in front."""

    parts: list[tuple[str, str] | Group]
    operators: list[str]
    negated: list[bool]


def parse(query: str) -> Group:
    """Parse a repaired query, or raise `BadQueryError` / `BrokenQueryError` with what the server would say."""
    tokens, place, text = [], 0, query.strip()
    bad = BadQueryError(f"Invalid query string: '{query}'")
    while place < len(text):
        found = _PARSED.match(text, place)
        if not found:
            raise bad
        tokens.append(found)
        place = found.end()
    if sum(1 for t in tokens if t["field"]) > _MOST_CLAUSES:
        raise BrokenQueryError("maximum recursion depth exceeded")
    tokens.reverse()
    group = _group(tokens, bad, 0)
    if tokens:
        raise bad
    return group


def _group(tokens: list[re.Match[str]], bad: BadQueryError, depth: int) -> Group:
    if depth > _DEEPEST:
        raise BrokenQueryError("maximum recursion depth exceeded")
    group = Group([], [], [])
    while True:
        negated = bool(tokens) and tokens[-1]["op"] == "ANDNOT"
        if negated:
            tokens.pop()
        group.negated.append(negated)
        if not tokens or tokens[-1]["op"] or tokens[-1]["close"]:
            raise bad
        token = tokens.pop()
        if token["open"]:
            group.parts.append(_group(tokens, bad, depth + 1))
            if not tokens:
                raise bad
            tokens.pop()
        else:
            group.parts.append((token["field"], token["value"]))
        if not tokens or tokens[-1]["close"]:
            return group
        if not tokens[-1]["op"]:
            raise bad
        group.operators.append(tokens.pop()["op"])


def evaluate(group: Group, world: World) -> dict[int, float]:
    """Find the papers (rows of `world.on_arxiv`) with their relevance."""
    result: dict[int, float] = {}
    for number in range(len(group.parts) - 1, -1, -1):
        part = group.parts[number]
        left = evaluate(part, world) if isinstance(part, Group) else _term(*part, world)
        operator = group.operators[number] if number < len(group.operators) else None
        result = left if operator is None else _combined(operator, left, result)
        if group.negated[number]:
            result = {row: 1.0 for row in range(len(world.on_arxiv)) if row not in result}
    return result


def _combined(operator: str, left: dict[int, float], right: dict[int, float]) -> dict[int, float]:
    if operator == "OR":
        return {n: left.get(n, 0) + right.get(n, 0) for n in left | right}
    if operator == "AND":
        return {n: left[n] + right[n] for n in left if n in right}
    return {n: score for n, score in left.items() if n not in right}


def _term(field: str, value: str, world: World) -> dict[int, float]:
    quoted = value.startswith('"')
    text = value[1:-1] if quoted else value
    if quoted and not text.strip():
        return dict.fromkeys(range(len(world.on_arxiv)), 1.0)
    index = world.arxiv_index(field)
    if index:
        if not quoted and re.match(r"[*?]", text):
            raise BrokenQueryError("leading wildcard")
        if not quoted and re.search(r"[*?]", text):
            return index.wild(text)
        words = folded_words(text) if field in ("au", "all") else title_words(text)
        return index.phrase(words) if quoted else index.every(words)
    if field == "submittedDate":
        start, _, end = text.partition(" TO ")
        return {n: 1.0 for n, r in enumerate(world.on_arxiv) if start <= f"{r.day:%Y%m%d}1200" <= end}
    attribute = {"cat": "category", "id": "arxiv", "doi": "doi"}.get(field, "acl")
    return {n: 1.0 for n, r in enumerate(world.on_arxiv) if (getattr(r, attribute) or "").lower() == text.lower()}
