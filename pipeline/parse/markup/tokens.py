"""Pure: the tokens of a Markdown text, from a real Markdown parser with inline parsing off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

# Lists nest by a handful of levels; deeper input is hostile and would cost a pass a level.
_MAX_NESTING = 24
# A rule is tried at each line; where the text holds nothing that it could ever match, it is not.
_NEEDS: dict[str, Callable[[str], object]] = {
    "reference": lambda body: "]:" in body,
    "table": lambda body: "|" in body,
    "blockquote": lambda body: ">" in body,
    "html_block": lambda body: "<" in body,
    "fence": lambda body: "```" in body or "~~~" in body,
    "lheading": re.compile(r"\n[ \t>]*+[-=]++[ \t]*+(?:\n|\Z)").search,
    "hr": re.compile(r"([-*_])[ \t]*+\1[ \t]*+\1").search,
}


_LINES = 5_000
"""So many lines at least are taken apart at once: the tokens of a huge text would take half a gigabyte."""

_HEADING = re.compile(r"#{1,6} ")


def tokens_of(lines: list[str], links: dict[str, str], least: int = _LINES) -> Iterator[Token]:
    """Give the tokens of a text in order; `links` gets the targets of its reference links, by label in lower case.

    A text of more than `least` lines is taken apart in pieces that begin at headings.
    """
    markdown, env = _markdown("\n".join(lines)), dict[str, Any]()
    first, needed = 0, least
    for end in [*_headings(lines), len(lines)]:
        if end - first < needed and end < len(lines):
            continue
        tokens = markdown.parse("\n".join(lines[first:end]) + "\n" * (end < len(lines)), env)
        if end < len(lines) and tokens and tokens[-1].type in {"fence", "html_block"}:
            needed = 2 * (end - first)  # it may go on; read again with what follows
            continue
        for token in tokens:
            if token.map:
                token.map = [n + first for n in token.map]
            yield token
        first, needed = end, least
    links.update((label.lower(), entry["href"]) for label, entry in env.get("references", {}).items())


def _headings(lines: list[str]) -> Iterator[int]:
    """Give the lines that end every block before them, code and HTML that is not closed excepted."""
    return (n for n, (above, line) in enumerate(pairwise(lines), 1) if not above.strip() and _HEADING.match(line))


def _markdown(body: str) -> MarkdownIt:
    # https://spec.commonmark.org/0.31.2/ and, for tables, https://github.github.com/gfm/#tables-extension-
    markdown = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table")
    markdown.block.ruler.at("table", _rows, {"alt": ["paragraph", "reference"]})
    markdown.block.ruler.before("list", "items", _items)
    markdown.core.ruler.disable(["inline", "text_join"])
    markdown.block.ruler.disable([rule for rule, needs in _NEEDS.items() if not needs(body)])
    if "[^" in body:
        markdown.use(footnote_plugin, inline=False, move_to_end=False)
    return markdown


class _Rows(list[Token]):
    """The tokens of a table without those of its cells, of which a big one would fill a gigabyte."""

    def append(self, token: Token) -> None:
        if token.type[:3] not in {"th_", "td_", "inl"}:
            super().append(token)


def _rows(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001  # as the parser calls it
    """Read a table, but not its cells: these are found where they stand."""
    tokens, state.tokens = state.tokens, _Rows()
    try:
        return table(state, first, last, silent)
    finally:
        tokens += state.tokens
        state.tokens = tokens


# Neither the target of a reference link nor the header of a table.
_ITEM = re.compile(r"(?:[-*+]|(?P<number>[0-9]{1,9})[.)]) (?=[^\W\d_]|\[|\*\*\w)(?P<text>(?:[^|\]\n]++|\](?!:))*+)")
_CLOSE = Token("list_item_close", "li", -1)


def _items(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: ARG001, FBT001
    """Read items of one line each as the rule for lists would, but at once; it reads the last, which may go on."""
    if state.parentType != "root":
        return False
    found: list[Token] = []
    for line in range(first, last):
        item = _ITEM.fullmatch(state.src, state.bMarks[line], state.eMarks[line])
        if not item:
            break
        mark = state.src[item.start("text") - 2]
        opened = Token("list_item_open", "li", 1, markup=mark, info=item["number"] or "")
        found += [opened, Token("inline", "", 0, map=[line, line + 1], content=item["text"]), _CLOSE]
    del found[-3:]
    state.tokens += found
    state.line = first + len(found) // 3
    return bool(found)
