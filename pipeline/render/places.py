"""Pure: where exactly, and in which form, an insertion leaves everything around it as it was."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.model import Place
from pipeline.render.marks import BLANK_LINE, header_place

_RUN = "*_~"
_ANY_RUN = re.compile(r"(?<!\\)([*_~])\1*")
# How far back a line is read to tell an opening `**` from a closing one.
_FAR = 2000
_NO_LINK = re.compile(r"</?a(?=[\s>])|<!|<\?|://|\bwww\.|<[a-z/][^>]*\Z", re.IGNORECASE)
# In `[…](…)` these would pair with the wrong partner; `<a>` does not mind.
_NO_BRACKETS = re.compile(r"[*~`\[\]\\]|<(?=[A-Za-z/])|(?<!\w)_|_(?!\w)|\A\^")
_FRAGMENT_LINK = re.compile(r"\]\(#|href=[\"']?#", re.IGNORECASE)
_UNDERLINE = re.compile(r" {0,3}(?:={1,99}|-{1,99})[ \t]*\r?(?:\n|\Z)")
_ITEM = re.compile(r"[ \t]*(?:[-*+|>]|\d+[.)])")


@dataclass(frozen=True)
class Source:
    """A text, with what is asked about it again and again."""

    text: str
    start: int = field(init=False)  # of what is read as Markdown
    lines: list[int] = field(init=False)
    has_fragment_links: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", header_place(self.text))
        object.__setattr__(self, "lines", [0, *(found.end() for found in re.finditer("\n", self.text))])
        object.__setattr__(self, "has_fragment_links", bool(_FRAGMENT_LINK.search(self.text)))

    def line(self, at: int) -> tuple[int, int]:
        """Give the offsets at which the line of `at` and the next one start."""
        number = bisect_right(self.lines, at)
        return self.lines[number - 1], self.lines[number] if number < len(self.lines) else len(self.text)


@dataclass(frozen=True, slots=True)
class Span:
    """What a link goes around, and whether `[…](…)` may be used there."""

    start: int
    end: int
    brackets: bool


def link_span(source: Source, place: Place) -> Span | None:
    """Say what to wrap in a link, or None where a link could change more than that."""
    text, start, end = source.text, place.start, place.end
    title = text[start:end]
    if not place.linkable or place.after is None or not source.start <= start < end <= len(text):
        return None
    if title != title.strip() or _NO_LINK.search(title) or BLANK_LINE.search(title) or "\r\r" in title:
        return None
    if place.markup == "html":
        return None if title.startswith("<") else Span(start, end, brackets=False)
    if title.count("`") % 2 or title.endswith("\\") or _escaped(text, start):
        return None
    brackets = not _NO_BRACKETS.search(title) and text[start - 1 : start] not in ("!", "]")
    if _unmoved(text, start, "[", "[") and _unmoved(text, end, "]", ")"):
        return Span(start, end, brackets)
    return _around_emphasis(source, start, end) if brackets else None


def suffix_place(source: Source, place: Place) -> int | None:
    """Say where the suffix goes, or None where nothing may stand."""
    text, at = source.text, place.after
    if at is None or not source.start <= place.start < place.end <= at <= len(text):
        return None
    while at > place.end and text[at - 1] in " \t":  # two blanks at the end of a line mean a line break
        at -= 1
    if place.markup == "markdown":
        while _is_run(text[at : at + 1]) and _closes(source, at):
            at = _run(text, at)[1]  # else the suffix would be bold too
        if not _unmoved(text, at, " ", ">") and not (_is_run(text[at - 1]) and _closes(source, at - 1)):
            return None
    before, behind = text[at - 1 : at], text[at : at + 1]
    if before in ("", "\n", "\r", "\\") or (before == "]" and behind in ("(", "[", ":")):
        return None
    if source.has_fragment_links and _in_heading(source, at):
        return None  # GitHub makes a heading's anchor from its words
    return at


def _in_heading(source: Source, at: int) -> bool:
    start, behind = source.line(at)
    if re.compile(r" {0,3}#{1,6}[ 	]").match(source.text, start):
        return True
    return bool(_UNDERLINE.match(source.text, behind)) and not _ITEM.match(source.text, start)


def _escaped(text: str, at: int) -> bool:
    start = at
    while start and text[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


def _around_emphasis(source: Source, start: int, end: int) -> Span | None:
    """Wrap `**title**` whole: brackets are read on their own, so the stars keep to each other."""
    text = source.text
    if not _is_run(text[start - 1 : start]) or text[end : end + 1] != text[start - 1]:
        return None
    (left, _), (_, right) = _run(text, start - 1), _run(text, end)
    if start - left != right - end or _is_run(text[left - 1 : left]) or _is_run(text[right : right + 1]):
        return None
    if _escaped(text, left) or text[left - 1 : left] in ("!", "]") or any(run in text[start:end] for run in _RUN):
        return None
    if not (_opens(source, left) and _closes(source, end)):
        return None
    opens, _ = _class(text[left], "[", text[start])
    _, closes = _class(text[end], text[end - 1], "]")
    return Span(left, right, brackets=True) if opens and closes else None


def _run(text: str, at: int) -> tuple[int, int]:
    """Give the whole run of the emphasis character at `at`."""
    start = end = at
    while start and text[start - 1] == text[at]:
        start -= 1
    while end < len(text) and text[end] == text[at]:
        end += 1
    return start, end


def _run_class(text: str, at: int) -> tuple[bool, bool]:
    start, end = _run(text, at)
    return _class(text[at], text[start - 1 : start], text[end : end + 1])


def _opens(source: Source, at: int) -> bool:
    """Tell whether the run at `at` starts emphasis: it can, and does not end some that was started on the line."""
    return _run_class(source.text, at)[0] and not _closes(source, at)


def _closes(source: Source, at: int) -> bool:
    """Tell whether the run at `at` ends emphasis: it can, and if it could also start some, there is one to end."""
    text = source.text
    opens, closes = _run_class(text, at)
    if not (opens and closes):
        return closes
    start, end = _run(text, at)
    line, _ = source.line(at)
    if start - line > _FAR:
        return False
    opened = 0
    for found in _ANY_RUN.finditer(text, line, start):
        if found[0] != text[start:end]:
            return False  # stars of several kinds share and cross; not worth untangling
        could_open, could_close = _run_class(text, found.start())
        if could_close and opened:
            opened -= 1
        elif could_open:
            opened += 1
    return opened > 0


def _unmoved(text: str, at: int, first: str, last: str) -> bool:
    """Tell whether the runs beside `at` open and close as before when something from `first` to `last` stands there."""
    before, behind = text[at - 1 : at] if at else "", text[at : at + 1]
    if _is_run(before) and _is_run(behind):
        return False
    if _is_run(before):
        start, _ = _run(text, at - 1)
        outer = text[start - 1 : start] if start else ""
        return _class(before, outer, behind) == _class(before, outer, first)
    if _is_run(behind):
        _, end = _run(text, at)
        outer = text[end : end + 1]
        return _class(behind, before, outer) == _class(behind, last, outer)
    return True


def _is_run(char: str) -> bool:
    return bool(char) and char in _RUN


def _class(char: str, before: str, behind: str) -> tuple[bool, bool]:
    """Tell whether a run can open and can close: https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run."""
    left = not _blank(behind) and (not _mark(behind) or _blank(before) or _mark(before))
    right = not _blank(before) and (not _mark(before) or _blank(behind) or _mark(behind))
    if char == "_":
        return left and (not right or _mark(before)), right and (not left or _mark(behind))
    return left, right


def _blank(char: str) -> bool:
    return not char or char.isspace()


def _mark(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"
