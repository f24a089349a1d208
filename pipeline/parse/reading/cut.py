"""Pure: stretches cut into chunks at their punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.parse.lexicon.hints import VOLUME, is_venue
from pipeline.parse.lexicon.journals import journals_in
from pipeline.parse.lexicon.links import is_label
from pipeline.parse.lexicon.names import are_two, is_capitalised, is_family_names, is_names, is_person, is_surnames
from pipeline.parse.lexicon.words import CJK, UPPER, is_unfinished
from pipeline.parse.markup.flow import IMAGE, URL
from pipeline.parse.reading.fronts import bold_author, opening_names, stamps, typed
from pipeline.parse.reading.full_stops import DASHED, belongs
from pipeline.parse.reading.segments import Segment, spans_years
from pipeline.parse.reading.tails import tail_of, translation_of

_PHRASE_BY = re.compile(rf"(?:[A-Z]\.[\s-]?){{0,3}}(?:[^,;.(\[|:–—\s{URL}{IMAGE}]|\s(?!-\s))*")
# It begins with one of a set of characters, which is searched for fast; looking back at it tells the separators apart.
_SEPARATOR = re.compile(
    rf"[{URL}{IMAGE}\n\t.。．,，、:：;；—–−~→=|｜·•/(（)）\[【〔\]】〕?!？！-](?:(?P<gap>(?<=[{URL}{IMAGE}]))|"
    rf"(?P<line>(?<=[\n\t])[\n\t]*)|(?P<dot>(?<=\.)(?<!\.\.\.)(?=[\s”\"]|'(?!s\s)|$)|(?<=\.)(?=\s+[^\Wa-z]|$)|"
    rf"(?<=[a-z]{{2}}\.)(?=[A-Z][a-z]+[\s:]|\d+(?:st|nd|rd|th)\s)|"
    rf"(?<=\s[A-Z]\.)(?=[A-Z][a-z]+\s(?!and|et|v[ao]n|de)[a-z])|(?<=。)(?=[\s”\"']|$)|(?<=．)|(?<=[{CJK}]\.)(?=[{CJK}\d]))|"
    r"(?P<comma>(?<=,)(?![*†‡§])(?=\D|(?:19|20)\d\d\b|$)|(?<=[，、]))|(?P<colon>(?<=:)(?=\s|$)|(?<=：))|(?P<semi>(?<=[;；]))|"
    rf"(?P<dash>(?<=\s[-–—−~→])[-–—−~→]{{0,5}}>?(?=\s)|(?<=—)(?<!——)(?!(?<=[{CJK}]—)—)—?|(?<=\s=)>(?=\s)|(?<=\w-)(?=\s[A-Z])|"
    r"(?<=-)(?<!--)-++(?=\s?(?:[A-Z][a-z.]|[A-Za-z]{3,10}\s?'?\d\d)))|"
    r"(?P<bar>(?<=[|｜·•]))|(?P<gost>(?<=\s/)/)|(?P<slash>(?<=\s/)(?=\s))|"
    rf"(?P<open>(?<=[(（])(?:(?<![A-Za-z].)|(?![^\W{CJK}]{{1,2}}[)）]|-|(?!good|bad|great|recommended)[a-z]+[)）]))"
    r"(?!\w{1,5}\)[a-z]))|(?P<close>(?<=[)）]))|"
    r"(?P<left>(?<=[\[【〔]))|(?P<right>(?<=[\]】〕]))|(?P<ask>(?<=[?!？！])(?=\s)))"
)
_BY = re.compile(
    r"(?<!\S)((?:(?:[Ee]dited|[Tt]ranslated|[Ww]ritten|[Tt]aught) )?[Bb]y|from|von|par|por|от|của)"
    rf"(?=\s{UPPER}|\s\(|\s*\Z)"
)
# "by Prell, Ana, et al.", "by Prell, Ana, and Jo Stam", "by Prell, A. B.".
_LAST_FIRST = re.compile(
    rf"{UPPER}[\w'’-]+, (?:{UPPER}[\w.-]*(?: [A-Z]\.)?,? (?:et al\b|and {UPPER})|(?:[A-Z]\.[ -]?)+(?![^\W\d_]{{2}}))"
)

LONGEST_TITLE = 400
"""Characters of a stretch that are looked at to say what it is: all of each would cost the square of a long line."""


@dataclass(slots=True)
class Chunk:
    """Text between two separators; `before` names the separator in front of it.

    `kind`: T text, C East Asian text, P names, p one name, q surnames, s surname or initials, c maybe a name,
    V venue, v maybe a venue, Y date, N pages, B the mark of a book or the like, L label, "" nothing.
    """

    kind: str
    start: int
    end: int
    before: str
    segment: Segment
    depth: int = 0


FRONT = frozenset("LY")
"""Kinds of what may stand in front of the names or the title: a label, a day."""


def cut(text: str, segment: Segment, *, soft: bool) -> list[Chunk]:
    """Cut one segment at its separators."""
    if segment.kind == "link" and (kind := _linked(text, segment)):
        return [Chunk(kind, segment.start, segment.end, "edge", segment)]
    chunks: list[Chunk] = []
    position, before, depth = _front(text, segment, chunks)
    for found in _SEPARATOR.finditer(text, position, segment.end):
        kind = found.lastgroup or ""
        if kind == "dot" and found.end() < segment.end and belongs(text, found.start(), segment.end):
            continue
        if (kind == "line" and _wraps(text, found, segment, soft=soft)) or (
            kind == "comma" and before in {"edge", "colon", "dot"} and spans_years(text, found.end(), segment)
        ):
            continue
        chunks.append(Chunk("", position, found.start(), before, segment, depth))
        if kind in {"open", "left"}:
            depth += 1
        elif depth and kind in {"close", "right"}:
            depth -= 1
        position, before = found.end(), kind
    chunks.append(Chunk("", position, segment.end, before, segment, depth))
    _cut_journals(text, segment, chunks)
    _cut_tails(text, segment, chunks)
    if by := _by(text, segment):
        for i, chunk in enumerate(chunks):
            if chunk.start <= by[0] and by[1] <= chunk.end:
                chunks[i : i + 1] = [replace(chunk, end=by[0]), replace(chunk, start=by[1], before="by")]
                break
    return chunks


def _linked(text: str, segment: Segment) -> str:
    """Say what a link is as a whole: a label, a venue with its volume, or nothing."""
    if is_label(text[segment.start : segment.end]):
        return "L"
    return "V" if VOLUME.fullmatch(text, segment.start, segment.end) else ""


_WORD = re.compile(r"[^\W_]")
_LEAST = 20
"""Characters of a text that something stands behind without a mark."""


def _cut_journals(text: str, segment: Segment, chunks: list[Chunk]) -> None:
    """Make one chunk of an abbreviated journal: "Universal ponds, J. Am. Chem. Soc. 134"."""
    opens = segment.start - 2 if segment.kind == "slant" and segment.start > 1 else segment.start  # "*J. Chem. Soc.*"
    for start, end in journals_in(text, opens, segment.end):
        first = next(i for i, c in enumerate(chunks) if c.end > start)
        last = next(i for i in range(len(chunks) - 1, -1, -1) if chunks[i].start < end)
        front, behind = chunks[first], chunks[last]
        kept = [replace(front, end=start)] if text[front.start : start].strip() else []
        journal = Chunk("V", start, end, "edge" if kept else front.before, segment, front.depth)
        rest = [replace(behind, start=end, before="edge")] if end < behind.end else []
        chunks[first : last + 1] = [*kept, journal, *rest]


def _cut_tails(text: str, segment: Segment, chunks: list[Chunk]) -> None:
    """Cut what is told of a title off its end, where no mark stands between: "Slow Ponds in Winter ICML 2024"."""
    for i in range(len(chunks) - 1, -1, -1):
        chunk = chunks[i]
        if chunk.end - chunk.start < _LEAST or chunk.depth or chunk.kind:
            continue
        marked = segment.kind != "plain"
        translation = translation_of(text, chunk.start, chunk.end) if marked else None
        if not (tail := translation or tail_of(text, chunk.start, chunk.end)):
            continue
        chunks[i : i + 1] = [replace(chunk, end=tail), replace(chunk, start=tail, before="edge")]


_TAG = re.compile(r"\s?[\[(【]([^\[\]()【】]{2,40})[\])】]:?\s+(?=\S)")  # "[ICML 2020] Ana Prell: Slow Ponds"
MARKS = r"\s\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
"""Blanks, emoji, stars and arrows."""
_NUMBERED = re.compile(rf"[\[(](\d{{1,3}})[\])]\s[{MARKS}]*(?=\S)")  # "[1] Slow Ponds", "(1) 2019/05 Ponds"


def _front(text: str, segment: Segment, chunks: list[Chunk]) -> tuple[int, str, int]:
    """Read what stands in front of a title and shows only as a whole; say where and how the rest begins."""
    first = segment.start
    if text[first : first + 1] in {"[", "("} and (number := _NUMBERED.match(text, first, segment.end)):
        chunks.append(Chunk("N", *number.span(1), "edge", segment))
        first = number.end()
    position = first
    for kind, start, end in stamps(text, position, segment.end):
        chunks.append(Chunk(kind, start, end, "edge", segment))
        position = end + (text[end] in {"-", "]", ")"})
    if (tag := _TAG.match(text, position, segment.end)) and is_venue(tag[1]):
        chunks.append(Chunk("V", *tag.span(1), "left", segment, 1))
        position = first = tag.end()
    if "]" in text and (work := typed(text, position, segment.end)):
        chunks.append(Chunk("P", *work.names, "edge", segment))
        chunks.append(Chunk("T", *work.title, "dot", segment))
        chunks.append(Chunk("B" if work.is_book else "N", work.title[1], work.end, "left", segment))
        return work.end, "dot", 0
    if segment.kind == "strong" and position == first and bold_author(text, position, segment.end):
        chunks.append(Chunk("P", position, segment.end, "edge", segment))
        return segment.end, "dot", 0
    if position == first and (names := opening_names(text, position, segment.end)):
        if DASHED.match(text, names[1] - 1, segment.end):
            return position, "edge", 0  # "Jo A. Stam — Slow Ponds"
        chunks.append(Chunk("P", *names, "edge", segment))
        return names[1], "dot", 0
    return position, "edge", 0


def _wraps(text: str, found: re.Match[str], segment: Segment, *, soft: bool) -> bool:
    """Say whether the end of a line is a blank: always in soft text, in a marked stretch unless names follow."""
    if "\t" in found[0]:
        return False
    if segment.kind in {"plain", "quote"}:
        return soft or segment.kind == "quote" or _title_goes_on(text, found)
    before = text[max(segment.start, found.start() - _LEAST) : found.start()]
    return is_unfinished(before) or not _names_next(text, found.end(), segment.end)


_SMALL_NEXT = re.compile(r"(?:via|for|with|using|of|in|on|from|and|to|through|without|under) [\w\"“]")


def _title_goes_on(text: str, found: re.Match[str]) -> bool:
    """Say whether a line of a cell breaks a title: "Slow Ponds<br>via Ice"."""
    before = text[max(0, found.start() - 3) : found.start()].rstrip()
    return before[-1:].isalnum() and bool(_SMALL_NEXT.match(text, found.end()))


def _names_next(text: str, start: int, end: int) -> bool:
    """Say whether the next line of a marked stretch holds the authors."""
    line = text[start:end].split("\n", 1)[0]
    return is_person(line) or is_names(line)


def _by(text: str, segment: Segment) -> tuple[int, int] | None:
    """Find the last "by" before names, in brackets or other markup too; before other words it belongs to the title."""
    if segment.kind in {"quote", "book"}:
        return None  # who wrote what stands in quotes stands behind them
    plain = segment.kind == "plain"
    after = plain and text[segment.start - 1 : segment.start].strip()
    word = _WORD.search(text, segment.start, segment.end) if after else None
    for by in reversed([*_BY.finditer(text, segment.start, segment.end)]):
        behind = word is not None and by.start() <= word.start()
        apart = plain and not text[by.end() : segment.end].strip()
        end = len(text) if apart else segment.end
        if _names_at(text, by.end(), end) if behind == (by[1] == "from") else behind:
            return by.start(), min(by.end() + 1, segment.end)  # but not "Pond Games from Pixels and Prell"
    return None


_MORE = re.compile(rf", (?:and )?((?:{UPPER}[\w.'’-]*(?:\s(?!and\b)|(?=[,;.(]|\sand\b|\Z))){{2,4}})")
_OPENING = re.compile(r"\s*\(?")


def _names_at(text: str, start: int, end: int) -> bool:
    """Say whether names come next."""
    opening = _OPENING.match(text, start, end)
    start = opening.end() if opening else start
    tail = _PHRASE_BY.match(text[start : min(end, start + 80)])
    names = tail[0].strip() if tail else ""
    if is_person(names) or is_names(names) or is_surnames(names):
        return True
    ends = [part.split()[-1] for part in re.split(r" (?:and|&) ", names) if part.split()]
    named = bool(ends) and is_family_names(" ".join(ends))  # but not "by Fusing Intensity and Colour"
    if named and are_two(names):
        return True
    two = named and is_capitalised(names) and len(names.split()) == 2
    more = _MORE.match(text, start + len(names), end) if two else None  # "by Rich Prell, Ana Stam"
    return bool(more and is_person(more[1])) or bool(_LAST_FIRST.match(text, start, end))
