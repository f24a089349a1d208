"""Pure: the marks of our insertions, and the comment that names them.

In a list that is kept in place a suffix is sealed: `<sub e=…>` tells whether its words, and the link before it, are as
we wrote them. Where they are not, somebody has edited them and they are theirs: the words stay in `<sub mine>`, beside
which nothing is put, and the link stays as any other.
"""

from __future__ import annotations

import hashlib
import re
import string
from dataclasses import dataclass

# Titles never hold a blank line, so a link of ours never reaches across one.
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_BRACKET_MARK = "]( <http"
_USED = re.compile(r"<(?:sub|a) (e[0-9]*)(?=[\s>=])")
_SIGNS = string.digits + string.ascii_letters
HALF = 3  # signs for the words, and as many for the link: one edit in 200,000 goes unnoticed
_MINE = re.compile(r"<sub mine>[^\r\n]*?</sub>")
_FRONT = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n")
_FENCE = re.compile(r"^[ \t>]*(?:```|~~~)", re.MULTILINE)
_HEADER = re.compile(
    r"<!-- (?:Generated from [^<>\r\n]*: edit that file, not this one"
    r"|Edit freely: only the insertions are replaced(?:, and not those that you change)?)\."
    r" Inserted: (?P<brackets>\[title\]\( <url>\), )?<a (?P<name>e[0-9]*) href>, <sub (?P=name)>;"
    r" python -m pipeline strip takes it out\. -->(?P<end>\r?\n|\Z)"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The forms that are ours in one file. `brackets`: links may be written `[title]( <url>)`."""

    name: str
    brackets: bool

    @classmethod
    def for_text(cls, text: str) -> Marks:
        """Choose marks that the text does not contain, so that whatever carries them is ours."""
        used, name, number = set(_USED.findall(text)), "e", 1
        while name in used:
            number += 1
            name = f"e{number}"
        return cls(name, _BRACKET_MARK not in text)

    def header(self, source: str | None) -> str:
        """Give the comment that says what the file is; `source` is None where the file is its own source."""
        forms = f"{'[title]( <url>), ' if self.brackets else ''}<a {self.name} href>, <sub {self.name}>"
        words = "Edit freely: only the insertions are replaced, and not those that you change."
        if source is not None:
            path = re.sub(r"[<>\x00-\x1f\x7f-\x9f\u2028\u2029]|--+", "_", source)
            words = f"Generated from {path}: edit that file, not this one."
        return f"<!-- {words} Inserted: {forms}; python -m pipeline strip takes it out. -->"


def header_place(text: str) -> int:
    """Give the offset behind a BOM and the front matter, where the comment goes."""
    opening = _FRONT.match(text)
    if opening:
        fence = re.compile(rf"^{re.escape(opening[1])}[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
        closing = fence.search(text, opening.end())
        if closing:
            return closing.end()
    return 1 if text.startswith("\ufeff") else 0


def sealed(name: str, words: str, url: str | None) -> str:
    """Give a suffix that tells whether its words, and the link of ours before it, are still what we wrote."""
    return f" <sub {name}={seal(words)}{seal(url or '')}>{words}</sub>"


def seal(text: str) -> str:
    """Give half a seal."""
    number, signs = int(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), 16), ""
    for _ in range(HALF):
        number, digit = divmod(number, len(_SIGNS))
        signs += _SIGNS[digit]
    return signs


def veiled(text: str) -> str:
    """Give the text, of the same length, with the curator's own suffixes hidden in comments: no part of a title."""
    return _MINE.sub(lambda found: f"<!--{'x' * (len(found[0]) - 7)}-->", text)


def is_mine(text: str, at: int) -> bool:
    """Whether the curator's own suffix stands at an offset."""
    return bool(re.compile(rf"[ \t]*{_MINE.pattern}").match(text, at))


def find_header(text: str) -> re.Match[str] | None:
    """Find the header at its place, or further down where people put lines above it; never one quoted as code."""
    found = _HEADER.match(text, header_place(text))
    if found is None:
        found = re.compile(rf"^{_HEADER.pattern}", re.MULTILINE).search(text)
        if found and _FENCE.search(text, 0, found.start()):
            return None
    return found
