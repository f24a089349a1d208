"""Pure: the marks of our insertions, the comment that names them, and taking the insertions out again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.errors import InputError

# Titles never hold a blank line, so a link of ours never reaches across one.
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_BRACKET_MARK = "]( <http"
_USED = re.compile(r"<(?:sub|a) (e[0-9]*)(?=[\s>])")
_FRONT = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n")
_FENCE = re.compile(r"^[ \t>]*(?:```|~~~)", re.MULTILINE)
_HEADER = re.compile(
    r"<!-- (?:Generated from [^<>\r\n]*: edit that file, not this one|Edit freely: only the insertions are replaced)\."
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
        words = "Edit freely: only the insertions are replaced."
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


def strip(text: str) -> str:
    """Give the source of a regenerated text, byte for byte; edits made to that text since are kept.

    Raises InputError where the text does not carry our header.
    """
    header = _find_header(text)
    if header is None:
        raise InputError("this file was not written by the pipeline: its first line does not say so; nothing to strip")
    start = header.start()
    if not header["end"] and start:  # the front matter had no final newline: the one before the header is ours
        start -= 2 if text[:start].endswith("\r\n") else 1
    return _without_insertions(
        text[:start] + text[header.end() :], Marks(header["name"], header["brackets"] is not None)
    )


def _find_header(text: str) -> re.Match[str] | None:
    """Find the header at its place, or further down where people put lines above it; never one quoted as code."""
    found = _HEADER.match(text, header_place(text))
    if found is None:
        found = re.compile(rf"^{_HEADER.pattern}", re.MULTILINE).search(text)
        if found and _FENCE.search(text, 0, found.start()):
            return None
    return found


def _token(marks: Marks) -> re.Pattern[str]:
    name = marks.name
    ours = [
        rf"(?P<note> ?<sub {name}>[^<\r\n]*</sub>)",
        rf'(?P<opened><a {name} href="[^\s"<>]*">)',
        r"(?P<other><a(?=[\s>]))",
        r"(?P<closed></a>)",
        rf"(?P<blank>{BLANK_LINE.pattern})",
    ]
    brackets = [r"(?P<link>\]\( <https?://[^\s<>()]*>\))", r"(?P<left>\[)", r"(?P<right>\])"]
    return re.compile("|".join(ours + brackets if marks.brackets else ours))


def _without_insertions(text: str, marks: Marks) -> str:
    """Cut in one pass: a link of ours ends the innermost bracket or anchor that is open."""
    cuts: list[tuple[int, int]] = []
    lefts: list[int] = []
    anchors: list[bool] = []  # is it ours?
    for found in _token(marks).finditer(text):
        kind = found.lastgroup
        if kind == "blank":
            lefts.clear()
            anchors.clear()
        elif kind == "left":
            lefts.append(found.start())
        elif kind in ("other", "opened"):
            anchors.append(kind == "opened")
        if kind in ("note", "opened", "link") or (kind == "closed" and anchors and anchors.pop()):
            cuts.append(found.span())
        if kind in ("right", "link") and lefts:
            left = lefts.pop()
            if kind == "link":
                cuts.append((left, left + 1))
    kept, at = [], 0
    for start, end in sorted(cuts):
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])
