"""The query language of Semantic Scholar's bulk search: `+ | - "…" * ( ) ~N`; words side by side must all be there.

https://api.semanticscholar.org/api-docs/graph, /paper/search/bulk. A `~N` is read and then ignored.
"""

from __future__ import annotations

import re

from .text import Index, folded_words

_TOKEN = re.compile(r'\s*(?:(?P<sign>[|()+-])|"(?P<phrase>[^"]*)"(?:~\d+)?|(?P<word>[^\s|()"]+))')
_DEEPEST = 50


class _BadQueryError(Exception):
    pass


def bulk(query: str, index: Index) -> set[int] | None:
    """Find documents; None where the query is empty or cannot be read."""
    tokens = [(m.lastgroup or "", m[m.lastgroup or 0]) for m in _TOKEN.finditer(query)]
    try:
        return _Reader(tokens, index).either() if tokens else None
    except _BadQueryError:
        return None


class _Reader:
    """Reads tokens from the left; alternatives, then words, then a single one."""

    def __init__(self, tokens: list[tuple[str, str]], index: Index) -> None:
        self.tokens = tokens[::-1]
        self.index = index
        self.depth = 0

    def _take(self, *signs: str) -> bool:
        if self.tokens and self.tokens[-1] in [("sign", s) for s in signs]:
            self.tokens.pop()
            return True
        return False

    def either(self) -> set[int]:
        found = self._all()
        while self._take("|"):
            found |= self._all()
        if self.tokens and not self.depth:
            raise _BadQueryError
        return found

    def _all(self) -> set[int]:
        found = self._one()
        while self.tokens and self.tokens[-1] not in (("sign", "|"), ("sign", ")")):
            self._take("+")
            found &= self._one()
        return found

    def _one(self) -> set[int]:
        if self._take("-"):
            return set(range(self.index.size)) - self._one()
        if self._take("("):
            self.depth += 1
            found = self.either()
            if not self._take(")") or self.depth > _DEEPEST:
                raise _BadQueryError
            self.depth -= 1
            return found
        if not self.tokens or self.tokens[-1][0] == "sign":
            raise _BadQueryError
        kind, text = self.tokens.pop()
        if kind == "phrase":
            return set(self.index.phrase(folded_words(text)))
        if text.endswith("*"):
            return set(self.index.wild(text))
        return set(self.index.every(folded_words(re.sub(r"~\d*$", "", text))))
