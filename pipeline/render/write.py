"""Pure: a document and what is known of its papers -> the regenerated text and its insertions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from pipeline.model import Document, Mention
from pipeline.render.escape import escaped, web_url
from pipeline.render.marks import Marks, header_place, is_mine, sealed
from pipeline.render.places import Source, link_span, suffix_place


@dataclass(frozen=True, slots=True)
class Entry:
    """What a mention gets: a link, if it has none yet, and plain words behind it (`suffix`, "" for none)."""

    url: str | None
    suffix: str


@dataclass(frozen=True, slots=True)
class Insertion:
    """Text put in at an offset of the source."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """The regenerated text, and the insertions that make it from the source: sorted, one an offset."""

    text: str
    insertions: tuple[Insertion, ...]


@dataclass(frozen=True, slots=True)
class _Link:
    start: int
    end: int
    opening: str
    closing: str


_URL = re.compile(r'(?:href="|\]\( <)([^"<>]*)')

# What stands first where several insertions meet at one offset.
_HEADER, _CLOSE, _SUFFIX, _OPEN = range(4)


def render(document: Document, entries: Mapping[Mention, Entry], *, source: str | None) -> Rendered:
    """Put links and suffixes into a list; `source` is the path that the header names, None for a list kept in place.

    An insertion that could change what is around it, or could not be taken out with certainty, is not made.
    """
    text = document.text
    marks = Marks.for_text(text)
    told = [(mention, entries[mention]) for mention in document.mentions if mention in entries]
    pieces = [_header(text, marks, source)]
    if told:
        pieces += _pieces(Source(text), told, marks)
    pieces.sort(key=itemgetter(0, 1))
    if source is None:
        pieces = list(_sealed(pieces, marks))
    insertions = tuple(
        Insertion(at, "".join(piece[2] for piece in group)) for at, group in groupby(pieces, itemgetter(0))
    )
    return Rendered(_applied(text, insertions), insertions)


def _header(text: str, marks: Marks, source: str | None) -> tuple[int, int, str]:
    first = text.find("\n")
    newline = "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"
    at = header_place(text)
    comment = marks.header(source)
    unended = at > 1 and text[at - 1] != "\n"  # front matter that ends the file without a newline
    return at, _HEADER, newline + comment if unended else comment + newline


def _pieces(source: Source, told: list[tuple[Mention, Entry]], marks: Marks) -> Iterator[tuple[int, int, str]]:
    links = _links(source, told, marks)
    starts = [link.start for link in links]
    for link in links:
        yield link.start, _OPEN, link.opening
        yield link.end, _CLOSE, link.closing
    for mention, entry in told:
        at = suffix_place(source, mention.place)
        words = escaped(entry.suffix)
        if at is None or not words or is_mine(source.text, at):
            continue
        around = bisect_right(starts, at) - 1
        if around < 0 or not links[around].start < at < links[around].end:
            yield at, _SUFFIX, f" <sub {marks.name}>{words}</sub>"


def _links(source: Source, told: list[tuple[Mention, Entry]], marks: Marks) -> list[_Link]:
    """Give the links to write, in order, none within another."""
    links = []
    for mention, entry in told:
        url, span = web_url(entry.url), link_span(source, mention.place)
        if url is None or span is None:
            continue
        forms = (
            ("[", f"]( <{url}>)") if span.brackets and marks.brackets else (f'<a {marks.name} href="{url}">', "</a>")
        )
        links.append(_Link(span.start, span.end, *forms))
    links.sort(key=lambda link: link.start)
    apart: list[_Link] = []
    for link in links:
        if not apart or link.start >= apart[-1].end:
            apart.append(link)
    return apart


def _sealed(pieces: list[tuple[int, int, str]], marks: Marks) -> Iterator[tuple[int, int, str]]:
    """Seal each suffix with its words and the link before it; `pipeline.render.source` reads them in the same order."""
    url = None
    for at, kind, text in pieces:
        if found := _URL.search(text) if kind in (_OPEN, _CLOSE) else None:
            url = found[1]
        if kind == _SUFFIX:
            words = text[text.index(">") + 1 : -len("</sub>")]
            yield at, kind, sealed(marks.name, words, url)
            url = None
        else:
            yield at, kind, text


def _applied(text: str, insertions: tuple[Insertion, ...]) -> str:
    parts, last = [], 0
    for insertion in insertions:
        parts += [text[last : insertion.at], insertion.text]
        last = insertion.at
    return "".join([*parts, text[last:]])
