"""Pure: taking our insertions out of a text again, and leaving in what people have made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.errors import InputError
from pipeline.render.marks import BLANK_LINE, HALF, Marks, find_header, seal

Splice = tuple[int, int, str]
"""What to put in place of a stretch of the text: offsets and words."""
_SEALED = re.compile(rf"<sub (?P<name>e[0-9]*)=(?P<seal>\w{{{HALF}}})\w{{{HALF}}}>(?P<words>[^<\r\n]*)</sub>")


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a regenerated text.

    `edited`: what in that text was ours and somebody has changed since, by line and words. `above`: lines of ours.
    """

    text: str
    edited: tuple[tuple[int, str], ...] = ()
    above: int = 0


def strip(text: str) -> str:
    """Give the source of a regenerated text, byte for byte; see `source`."""
    return source(text).text


def source(text: str) -> Source:
    """Give the source of a regenerated text; edits made to that text since are kept.

    Raises InputError where the text carries neither our comment nor, since somebody took that away, a seal of ours.
    """
    body, start, marks = _parts(text)
    above = text.count("\n") - body.count("\n")
    splices = _splices(body, marks)
    kept, at = [], 0
    for first, last, words in sorted(splices):
        kept += [body[at:first], words]
        at = last
    edited = [
        (body.count("\n", 0, first) + 1 + (above if first >= start else 0), _shown(body[first : max(last, first + 60)]))
        for first, last, words in splices
        if words
    ]
    return Source("".join([*kept, body[at:]]), tuple(sorted(edited)), above)


def _parts(text: str) -> tuple[str, int, Marks]:
    """Give the text without our comment, where that stood, and the marks."""
    if header := find_header(text):
        start = header.start()
        if not header["end"] and start:  # the front matter had no final newline: the one before the header is ours
            start -= 2 if text[:start].endswith("\r\n") else 1
        marks = Marks(header["name"], header["brackets"] is not None)
        return text[:start] + text[header.end() :], start, marks
    for found in _SEALED.finditer(text):
        if found["seal"] == seal(found["words"]):
            linked = re.search(rf"\]\( <https?://[^\s<>()]*>\) ?<sub {found['name']}=", text)
            return text, 0, Marks(found["name"], linked is not None)
    raise InputError("this file was not written by the pipeline: its first line does not say so; nothing to strip")


def _shown(text: str) -> str:
    return re.sub(r"^[^<]*<(?:(?:sub|a) [^>]*>)?|</sub>.*|>\).*|[\r\n].*", "", text, flags=re.DOTALL)


def _token(marks: Marks) -> re.Pattern[str]:
    name = marks.name
    ours = [
        rf"(?P<note> ?<sub {name}(?:=(?P<seal>\w*))?>(?P<words>[^<\r\n]*)</sub>)",
        rf'(?P<opened><a {name} href="(?P<href>[^\s"<>]*)">)',
        rf"(?P<torn><sub {name}(?:=\w*)?(?=>)|<a {name}(?= href))",
        r"(?P<other><a(?=[\s>]))",
        r"(?P<closed></a>)",
        rf"(?P<blank>{BLANK_LINE.pattern})",
    ]
    brackets = [
        r"(?P<link>\]\( <(?P<url>https?://[^\s<>()]*)>\))",
        r"(?P<broken>\]\( <(?=https?:))",
        r"(?P<left>\[)",
        r"(?P<right>\])",
    ]
    return re.compile("|".join(ours + brackets if marks.brackets else ours))


def _splices(text: str, marks: Marks) -> list[Splice]:
    """Say what to put in place of our insertions, in one pass."""
    reader = _Reader()
    for found in _token(marks).finditer(text):
        getattr(reader, str(found.lastgroup))(found)
    return reader.splices + [splice for link in reader.links for splice in link.splices()]


@dataclass(slots=True)
class _Link:
    """A link of ours: its address, what is cut where it is ours still, and what it becomes where it was edited."""

    url: str
    cuts: list[tuple[int, int]]
    own: Splice
    edited: bool = False

    def splices(self) -> list[Splice]:
        return [self.own] if self.edited else [(start, end, "") for start, end in self.cuts]


class _Reader:
    """Hears the tokens in order, a method a kind. A link of ours ends the innermost bracket or anchor that is open."""

    def __init__(self) -> None:
        self.links: list[_Link] = []
        self.splices: list[Splice] = []
        self._lefts: list[int] = []
        self._anchors: list[_Link | None] = []  # None: not ours
        self._last: _Link | None = None  # the one that the next suffix seals

    def note(self, found: re.Match[str]) -> None:
        """Take a suffix of ours. One without a seal is of a copy, or from before there were seals."""
        link, self._last = self._last, None
        sealed, words = found["seal"], ""
        if sealed and link:
            link.edited = sealed[HALF:] != seal(link.url)
        if sealed and sealed[:HALF] != seal(found["words"]):
            words = f"{' ' * found[0].startswith(' ')}<sub mine>{found['words']}</sub>"
        self.splices.append((*found.span(), words))

    def torn(self, found: re.Match[str]) -> None:
        """Take the beginning of a suffix or an anchor of ours that does not go on as ours do."""
        self.splices.append((*found.span(), "<sub mine" if found[0].startswith("<sub") else "<a"))

    def broken(self, found: re.Match[str]) -> None:
        """Take the same of a link in brackets."""
        self.right(found)
        self.splices.append((*found.span(), "](<"))

    def link(self, found: re.Match[str]) -> None:
        """Take the end of a link of ours."""
        left = [(self._lefts[-1], self._lefts.pop() + 1)] if self._lefts else []
        self._last = _Link(found["url"], [*left, found.span()], (*found.span(), f"](<{found['url']}>)"))
        self.links.append(self._last)

    def opened(self, found: re.Match[str]) -> None:
        """Take the beginning of an anchor of ours."""
        self._last = _Link(found["href"], [found.span()], (*found.span(), f'<a href="{found["href"]}">'))
        self.links.append(self._last)
        self._anchors.append(self._last)

    def other(self, _: re.Match[str]) -> None:
        """Pass the beginning of somebody else's anchor."""
        self._anchors.append(None)

    def closed(self, found: re.Match[str]) -> None:
        """Take the end of an anchor, if it is ours."""
        if self._anchors and (anchor := self._anchors.pop()):
            anchor.cuts.append(found.span())

    def left(self, found: re.Match[str]) -> None:
        """Pass a bracket that opens."""
        self._lefts.append(found.start())

    def right(self, _: re.Match[str]) -> None:
        """Pass a bracket that closes."""
        if self._lefts:
            self._lefts.pop()

    def blank(self, _: re.Match[str]) -> None:
        """Pass the end of a paragraph, across which nothing reaches."""
        self._lefts.clear()
        self._anchors.clear()
