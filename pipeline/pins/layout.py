"""Pure: where the pins stand in the text. `tomllib` reads each statement; we find only where it begins and ends.

Statements are read one by one, so that each fault has its line and a broken line does not hide the others.
https://toml.io/en/v1.0.0
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

FIELDS = ("list", "arxiv", "doi", "acl", "openreview", "s2", "title", "authors", "year", "url", "skip", "not")
BOM = "\ufeff"

# A string that is not closed is read to where it must have ended; so each character is looked at once.
_TOKEN = re.compile(
    r"""
    \n | \#[^\n]*
    | \"{3}(?:\\.|[^\\])*?(?:\"{3,5}|\\?\Z) | '{3}.*?(?:'{3,5}|\Z)
    | \"(?:\\[^\n]|[^\"\\\n])*\"? | '[^'\n]*'?
    | [\[\]{}=] | [^\s\#\"'\[\]{}=,]+
    """,
    re.VERBOSE | re.DOTALL,
)
_CLOSES = {"]": "[", "}": "{"}
_WHERE = re.compile(r" \((?:at line (\d+), column \d+|at end of document)\)")
# What would end or hide a line, where TOML itself would allow it.
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]')


class Fault(NamedTuple):
    """What is wrong at a line, and what to do."""

    line: int
    text: str


class Token(NamedTuple):
    """A mark, a string or a bare word. A bracket and its partner have one depth, what they hold the next."""

    mark: str
    start: int
    end: int
    line: int
    depth: int


class Statement(NamedTuple):
    """A header, or a key and its value, without blanks and comments round it."""

    tokens: list[Token]

    @property
    def start(self) -> int:
        """Give where it begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Give where it ends in the text."""
        return self.tokens[-1].end

    @property
    def line(self) -> int:
        """Give the line it begins in."""
        return self.tokens[0].line

    def key(self) -> list[Token]:
        """Give what a header names, or what stands before the equals sign; more than one is a key with dots."""
        ends = (i for i, t in enumerate(self.tokens) if t.mark in {"=", "]"})
        return [t for t in self.tokens[: next(ends)] if t.mark != "["]

    def tables(self) -> list[list[Token]]:
        """Give the tokens of each inline table that is the value, or stands in the array that is."""
        depth = 0 if self.tokens[-1].mark == "}" else 1
        opens = [i for i, t in enumerate(self.tokens) if t.mark == "{" and t.depth == depth]
        closes = [i for i, t in enumerate(self.tokens) if t.mark == "}" and t.depth == depth]
        return [self.tokens[a : b + 1] for a, b in zip(opens, closes, strict=True)]


@dataclass(frozen=True, slots=True)
class Entry:
    """One pin as it stands: an inline table (`tokens`), or a header with the statements below it (`parts`)."""

    title: str
    line: int
    statement: Statement
    fields: dict[str, Any] = field(default_factory=dict)
    tokens: list[Token] | None = None
    parts: dict[str, Statement] = field(default_factory=dict)


def quoted(text: str) -> str:
    """Write any text as a TOML string on one line."""
    return '"' + _ESCAPED.sub(lambda m: "\\" + m[0] if m[0] in '"\\' else f"\\u{ord(m[0]):04X}", text) + '"'


def shown(text: str) -> str:
    """Write text for a message: quoted, and not longer than a line takes."""
    return quoted(text if len(text) <= 80 else text[:79] + "…")


def statements(text: str) -> Iterator[Statement]:
    """Cut the text into its statements; any text will do."""
    tokens: list[Token] = []
    stack: list[str] = []
    line = 1
    for found in _TOKEN.finditer(text, pos=text.startswith(BOM)):
        mark = found[0]
        # An inline table ends on its line: one that is not closed must not swallow the next pin.
        if mark == "\n" and (not stack or stack[-1] == "{"):
            if tokens:
                yield Statement(tokens)
            tokens, stack = [], []
        elif mark != "\n" and not mark.startswith("#"):
            if stack and _CLOSES.get(mark) == stack[-1]:
                stack.pop()
            tokens.append(Token(mark, found.start(), found.end(), line, len(stack)))
            if mark in {"[", "{"}:
                stack.append(mark)
        line += mark.count("\n")
    if tokens:
        yield Statement(tokens)


def entries(text: str) -> tuple[list[Entry], list[Fault]]:
    """Give the pins in the order of the text, and each statement that is none."""
    found: list[Entry] = []
    faults: list[Fault] = []
    table: Entry | None = None
    for statement in statements(text):
        header = statement.tokens[0].mark == "["
        if header:  # also of a broken one: what stands below belongs to no other
            table = Entry("", statement.line, statement)
        try:
            key, value = _read(text, statement)
            if header:
                table = Entry(key, statement.line, statement)
                found.append(table)
            elif table:
                _put(table, key, value, statement)
            else:
                found += _inline(key, value, statement)
        except RecursionError:
            faults.append(Fault(statement.line, "nested too deep: mend this line"))
        except ValueError as error:
            faults.append(_fault(statement.line, str(error)))
    return found, faults


def _read(text: str, statement: Statement) -> tuple[str, Any]:
    """Read a header (value None) or a key and its value. Raises ValueError."""
    source = text[statement.start : statement.end]
    [(name, value)] = tomllib.loads(source).items()
    key = statement.key()
    if len(key) > 1 or ("." in key[0].mark and key[0].mark[0] not in "\"'"):
        raise ValueError(f"a dot cuts {shown(name)} off: put the whole title between quotes")
    return name, None if source.startswith("[") else value


def _inline(title: str, value: Any, statement: Statement) -> list[Entry]:
    if title in FIELDS and not isinstance(value, dict | list):
        raise ValueError(f'{title} stands under no title: write "The Title" = {{ {title} = … }}')
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, dict) for one in values):
        raise ValueError(f'{shown(title)} needs a table: write {{ arxiv = "…" }} or {{ skip = true }}')
    if not values:
        raise ValueError(f"nothing is said of {shown(title)}: say what it is, or take the line out")
    tables = statement.tables()
    return [Entry(title, t[0].line, statement, v, t) for v, t in zip(values, tables, strict=True)]


def _put(table: Entry, key: str, value: Any, statement: Statement) -> None:
    nested = isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value))
    if nested and key not in FIELDS:
        where = f"the table [{shown(table.title)}] of line {table.line}"
        raise ValueError(f"{shown(key)} slipped into {where}: move it above that table")
    if key in table.fields:
        raise ValueError(f"{key} stands in line {table.parts[key].line} already: keep one of them")
    table.fields[key] = value
    table.parts[key] = statement


def _fault(line: int, reason: str) -> Fault:
    """Give a fault its line: `tomllib` counts from where the statement begins."""
    if reason.startswith("Exceeds the limit"):  # Python's, for the digits of an integer
        return Fault(line, "a number is too long: mend this line")
    if not (where := _WHERE.search(reason)):
        return Fault(line, reason)
    said = _WHERE.sub("", reason)
    help_ = r'mend this line (inside quotes, write " as \" and \ as \\)'
    return Fault(line + int(where[1] or 1) - 1, f"broken TOML, {said[:1].lower()}{said[1:]}: {help_}")


def whole(text: str) -> list[Fault]:
    """Find what only the whole text shows, such as a table that was defined already."""
    try:
        tomllib.loads(text.removeprefix(BOM))
    except ValueError as error:
        return [_fault(1, str(error))]
    return []
