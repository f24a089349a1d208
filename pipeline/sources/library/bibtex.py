"""Reads BibTeX text into entries, with `@string` names and `crossref` resolved and LaTeX decoded on demand.

BibTeX: https://ctan.org/pkg/bibtex; BibLaTeX's names of fields: https://ctan.org/pkg/biblatex.
"""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import split_multiple_persons_names
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from pipeline.errors import InputError
from pipeline.model import Notice

# What they cannot read is told as a notice, or read as it stands; their logs would only repeat it on stderr.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)

_MONTHS = {m: m.title() for m in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")}
# Signs that the decoder does not know, or gives as accents.
_SIGNS = {"less": "<", "greater": ">", "bar": "|", "braceleft": "{", "braceright": "}", "asciicircum": "^"}
_CONTEXT = get_default_latex_context_db()
_CONTEXT.add_context_category(
    "signs", macros=[MacroTextSpec(f"text{name}", simplify_repl=sign) for name, sign in _SIGNS.items()], prepend=True
)
_LATEX = LatexNodes2Text(_CONTEXT, math_mode="text", keep_comments=True)
_NEEDS_LATEX = re.compile(r"\\(?![&%$#_{}])|(?<!\\)\$|~|``")
_BRACES = re.compile(r"(?<!\\)[{}]")
_ESCAPE = re.compile(r"\\([&%$#_{}])")
_LONGEST = 20_000  # of a field that is worth decoding
_MARK = {"{": re.compile(r"(?<!\\)[{}]"), '"': re.compile(r'(?<!\\)[{}"]')}
_NAME = re.compile(r"[^\s{}\"#,=]+")
_JOIN = re.compile(r"\s*#\s*")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_HOMONYM = re.compile(r"\s\d{4}$")  # DBLP numbers people of one name
_LOOSE_FIELD = re.compile(r"[\s,}]*[A-Za-z]+\s*=\s*[{\"]")


@dataclass(frozen=True, slots=True)
class Record:
    """One entry. `fields` holds values as written, without their delimiters; names are in lower case."""

    line: int
    kind: str
    key: str
    fields: Mapping[str, list[str]] = field(default_factory=dict)

    def text(self, *names: str) -> str:
        """Give the first of these fields that says something, decoded; "" if none does."""
        return next((found for name in names for raw in self.fields.get(name, ()) if (found := decode(raw))), "")

    def code(self, *names: str) -> str:
        """Give the first of these fields that says something, for ids and addresses: LaTeX's escapes off, no more."""
        values = (
            _ESCAPE.sub(r"\1", _BRACES.sub("", raw)).strip() for name in names for raw in self.fields.get(name, ())
        )
        return next(filter(None, values), "")


def decode(raw: str) -> str:
    r"""Turn LaTeX into plain text on one line.

    >>> decode(r'{K\"ahler} \& {G\"{o}del}')
    'Kähler & Gödel'
    """
    text = raw
    if _NEEDS_LATEX.search(raw) and len(raw) <= _LONGEST:
        try:
            text = _LATEX.latex_to_text(raw)
        except Exception:  # noqa: BLE001  # what LaTeX cannot read is read as it stands
            text = _BRACES.sub("", raw)
    else:
        text = _ESCAPE.sub(r"\1", _BRACES.sub("", raw))
    return " ".join(html.unescape(text).split())


def names(raw: str) -> tuple[str, ...]:
    """Give the persons of an author field as "First Last"; () where names and separators cannot be told apart.

    >>> names("Doe, Jane and {The Team} and others")
    ('Jane Doe', 'The Team')
    """
    if "{" in raw:
        people = [_pieces(person) for person in split_multiple_persons_names(raw)]
    else:
        people = [[piece.strip() for piece in person.split(",")] for person in _AND.split(decode(raw))]
    people = [
        pieces for pieces in people if " ".join(pieces).strip().casefold() not in {"", "others", "et al.", "et al"}
    ]
    if any(len(pieces) > 3 and "=" not in pieces[0] for pieces in people):  # separated by commas alone
        return ()
    return tuple(_turned(pieces) for pieces in people)


def _turned(pieces: list[str]) -> str:
    named = dict(piece.split("=", 1) for piece in pieces if "=" in piece)  # BibLaTeX: family=Doe, given=Jane
    if len(named) == len(pieces):
        pieces = [named.get("given", ""), named.get("prefix", ""), named.get("family", ""), named.get("suffix", "")]
    else:
        pieces = [pieces[-1], *pieces[:-1]]  # "von Last, Jr, First"
    return _HOMONYM.sub("", " ".join(filter(None, pieces)))


def _pieces(person: str) -> list[str]:
    """Cut a name at its commas, braces apart: an organisation is one piece."""
    depth, cuts = 0, [-1]
    for i, mark in enumerate(person):
        depth += (mark == "{") - (mark == "}")
        if mark == "," and depth == 0:
            cuts.append(i)
    return [decode(person[a + 1 : b]) for a, b in zip(cuts, [*cuts[1:], len(person)], strict=True)]


def read(text: str, path: str) -> tuple[list[Record], list[Notice]]:
    """Read a file's text. What is broken costs its own entry and is told as a notice.

    Raises `InputError` when it is no text at all.
    """
    if (at := text.find("\0")) >= 0:
        raise InputError(f"{path}:{text.count(chr(10), 0, at) + 1}: this is no BibTeX file; export it again as BibTeX")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        blocks = parse_string(text, parse_stack=[]).blocks
    except Exception as error:
        raise InputError(f"{path}:1: this cannot be read as BibTeX ({error}); export it again as BibTeX") from error
    reader = _Reader()
    reader.take(blocks)
    if text.strip() and not reader.records and not reader.notices:
        reader.say(1, "there is no BibTeX entry in this file")
    return [reader.inherited(record) for record in reader.records.values()], reader.notices


class _Reader:
    """Gathers the entries of one file, the first of each key, and what is odd."""

    def __init__(self) -> None:
        self.macros = dict(_MONTHS)
        self.records: dict[str, Record] = {}
        self.notices: list[Notice] = []

    def say(self, line: int, text: str) -> None:
        self.notices.append(Notice(line, text))

    def take(self, blocks: Iterable[Block]) -> None:
        for found in blocks:
            block: Block | None = found
            line = (found.start_line or 0) + 1
            while isinstance(
                block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock
            ):  # both, one in the other, it can be
                block = block.ignore_error_block
            if isinstance(block, String):
                self.macros.setdefault(block.key.lower(), self._value(block.value) or "")
            elif isinstance(block, Entry):
                self._take_entry(line, block)
            elif isinstance(block, ParsingFailedBlock):
                head = (block.raw or "").strip().partition("\n")[0][:80]
                self.say(line, f"this entry cannot be read and is passed over; is it closed?: {head}")
            elif isinstance(block, ImplicitComment) and _LOOSE_FIELD.match(block.comment):
                self.say(line, "these fields stand outside of any entry; is there a brace too many above?")

    def _take_entry(self, line: int, entry: Entry) -> None:
        key = entry.key.lower()
        if not key:
            self.say(line, "this entry has no key and is passed over")
            return
        if key in self.records:
            self.say(line, f"{entry.key} is passed over: the same key stands on line {self.records[key].line}")
            return
        fields: dict[str, list[str]] = {}
        for item in entry.fields:
            name, value = item.key.strip().lower(), self._value(item.value)
            if value is None:
                self.say(item.start_line + 1, f"{entry.key}: {name} cannot be read; is a comma or a quote missing?")
            elif value.strip():
                fields.setdefault(name, []).append(value)
        self.records[key] = Record(line, entry.entry_type.lower(), entry.key, fields)

    def _value(self, raw: str) -> str | None:
        """Resolve `"a" # macro # {b}`; None if it is no such thing."""
        parts, at = [], 0
        while at < len(raw):
            end = _end(raw, at)
            if end is None:
                return None
            piece = raw[at:end]
            parts.append(piece[1:-1] if piece[0] in '{"' else self.macros.get(piece.lower(), piece))
            joined = _JOIN.match(raw, end)
            if end < len(raw) and not joined:
                return None
            at = joined.end() if joined else end
        return "".join(parts)

    def inherited(self, record: Record) -> Record:
        """Fill in from the `crossref` parent what the entry does not say itself."""
        parent = self.records.get(record.code("crossref").lower()) if "crossref" in record.fields else None
        if parent is None:
            return record
        theirs = {
            name: value for name, value in parent.fields.items() if name in {"booktitle", "journal", "year", "date"}
        }
        theirs.setdefault("booktitle", parent.fields.get("title", []))
        if {"year", "date"} & record.fields.keys():
            theirs = {name: value for name, value in theirs.items() if name not in {"year", "date"}}
        return Record(record.line, record.kind, record.key, {**theirs, **record.fields})


def _end(raw: str, at: int) -> int | None:
    """Find where the piece of a value that begins at `at` ends."""
    mark = _MARK.get(raw[at])
    if mark is None:
        name = _NAME.match(raw, at)
        return name.end() if name else None
    depth = 0
    for found in mark.finditer(raw, at):
        if found[0] == '"' and depth == 0 and found.start() > at:
            return found.end()
        depth += (found[0] == "{") - (found[0] == "}")
        if found[0] == "}" and depth == 0 and raw[at] == "{":
            return found.end()
    return None
