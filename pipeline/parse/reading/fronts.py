"""Pure: what stands in front of a title and can only be read as a whole: dates, houses, numbers, lists of names."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from pipeline.parse.lexicon.hints import is_date, is_venue
from pipeline.parse.lexicon.names import AND, PARTICLE, is_family_names
from pipeline.parse.lexicon.words import CJK, UPPER

# "Prell A. B., Stam J." and "Prell AB, Stam J." in front of a title: a surname, then initials, no comma between them.
_SURNAME = rf"{UPPER}[\w'’-]+ "
_INITIALS = rf"(?:{UPPER}\.[\s-]?){{1,4}}"
_INVERTED = re.compile(
    rf"(?:{_SURNAME}{_INITIALS}, ?){{1,40}}+{_SURNAME}{_INITIALS}(?=(?<=\s)[^\W\d_]{{2}})|"
    rf"{_SURNAME}{_INITIALS}(?=(?<=\s)(?:(?!(?:and|и)\b)[^\s,.:;&]++\s){{2}}|[A-Z]{{3,}}: |(?<=\s)\w++, \w++, and \w)|"
    rf"(?:{_SURNAME}[A-Z]{{1,3}}, ){{1,40}}+{_SURNAME}[A-Z]{{1,3}}\.(?=\s)"
)
_BEFORE_GOST = re.compile(rf"(?:{_SURNAME}{_INITIALS}, ?){{0,40}}+{_SURNAME[:-1]},? {_INITIALS}(?=(?<=\s)\S)")
# "Prell, A. B.; Stam, J. Ponds" as chemists do, and one author so.
_CHEMISTS = re.compile(
    rf"(?:{UPPER}[\w'’ -]{{1,30}}, {_INITIALS}; ?){{1,60}}+{UPPER}[\w'’ -]{{1,30}}, {_INITIALS}"
    r"(?=(?<=\s)[^\W\d_]{2})|"
    rf"{_SURNAME[:-1]}, {_INITIALS}(?=(?<=\s){UPPER}[\w-]+ (?:[^\s,.]+ [^\s,.]{{3}}|[a-zà-ÿ-]{{3,}}\.\s))"
)
# "Prell, Ana and Stam, Jo" as BibTeX has it, and "Prell, Ana; Stam, Jo:" as Germans do.
_FIRST = rf", {UPPER}[\w’-]*(?:\.| [A-Z]\b\.?| {UPPER}[\w’-]+(?= and ))*"
_LAST_FIRST = rf"{UPPER}[\w'’-]+{_FIRST}"
_LONG_LAST = rf"(?:(?:{PARTICLE}) ){{0,3}}{UPPER}[\w'’-]+(?: {UPPER}[\w'’-]+)?"  # "and Van der Prell, Ana"
_AND_NAMES = re.compile(rf"{_LAST_FIRST}(?:(?: and {{1,2}}{_LONG_LAST}{_FIRST})+|(?: ?; {_LAST_FIRST})+(?=:\s))")
# "PRELL, Ana Lena; STAM, Jo von. Ponds" as Brazilians do.
_CAPS = r"(?:(?:D[AEIO]S?|DEL|V[AO]N) )?[^\W\da-zß-ÿ_]{2}[^\W\da-zß-ÿ_'’-]+"
_GIVEN_ONE = rf"(?:{UPPER}[\w’-]+|(?:[A-Z]\.-?)+|{PARTICLE})"
_ABNT_ONE = rf"{_CAPS}(?: {_CAPS})?, {_GIVEN_ONE}(?: {_GIVEN_ONE})*?"
_ABNT = re.compile(
    rf"{_ABNT_ONE}(?:; ?{_ABNT_ONE}){{0,20}}(?:;? et al)?(?:\.|(?<=\.))(?=\s(?![A-Z]\.|et al|(?:{PARTICLE})\b)\S\S)"
)
_SEMICOLONS = re.compile(rf"{_LAST_FIRST}(?:; {_LAST_FIRST}){{2,}}\s*")  # and nothing else
_GIVEN = rf", {UPPER}[\w’.-]*(?: (?:{UPPER}[\w’.-]*|{PARTICLE})){{0,3}}"
_ONE_LAST = rf"(?:(?:{PARTICLE}) ){{0,3}}{UPPER}[\w'’-]+"  # "Frozen Lakes, Warm Starts" is none
# "Prell, Ana Lena y Stam, Jo (2014):", "Prell, Ana/Stam, Jo von (2014)." or "Prell, Ana, and Jo Stam," and a title.
_ONE_LAST_FIRST = re.compile(
    rf"{_ONE_LAST}{_GIVEN}(?:(?:/|,?\s(?:{AND}|&)\s){_ONE_LAST}(?:{_GIVEN}|(?: {UPPER}[\w’.-]+){{1,2}})){{0,12}}"
    r"(?=\s\((?:19|20)\d\d[a-z]?\)(?:[:.,]|(?:\s\S+){2}))|"
    rf"{UPPER}[\w'’-]+, {UPPER}[\w’.-]*(?: [A-Z]\.)?,? and {UPPER}[\w'’.-]+(?: {UPPER}[\w'’.-]+){{1,2}}"
    rf"(?=, {UPPER}[^.\n]{{12,200}}\b(?:19|20)\d\d)|"
    rf"{_ONE_LAST}{_GIVEN}(?=: [^\n]{{8,300}}?[.?!] In: )"  # "Prell, Ana: Ponds. In: Pond Letters 7"
)
# "Prell, Ana (2014) *Ponds and Lakes*" and "**Prell, Ana ; Stam, Jo** (2014). *Ponds*": the markup changes there.
_MARKED_OFF = re.compile(
    rf"(?:{_ONE_LAST}{_GIVEN}|{_LONG_LAST}{_GIVEN}(?: ?; {_LONG_LAST}{_GIVEN}){{1,20}})"
    r"(?P<year> \((?:19|20)\d\d[a-z]?\)[.,:]? ?)?\Z"
)
# "Prell, Van De Stam & Oduya (2014)" in front of a title.
_BEFORE_YEAR = re.compile(r" \((?:19|20)\d\d[a-z]?\)[.,:]?(?: \S+){3}")
_ONE_OF_MANY = re.compile(r",? (?:&|and) |, ")
_FAMILY = re.compile(rf"(?:[a-z]{{1,3}} ){{0,2}}{UPPER}[\w'’-]+(?: {UPPER}[\w'’-]+){{0,2}}")
# "**Prell, A. B.** (2014). Ponds" and "**Pond Guild.** (2014). Ponds" have the author in bold.
_BEHIND_BOLD = re.compile(r"\W{0,4}\((?:19|20)\d\d[a-z]?\)[.,:]?(?:\s+\S+){2}")
_NO_LETTER = re.compile(r"[\W_]*")
_DAY = re.compile(  # "2021.03.25 Ponds", "2021-03: Ponds"
    r"\W*+(?=\d)(?:"
    r"((?:19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?|\d{1,2}/\d{1,2}/(?:19|20)\d\d)(?=[\s:|,\])]+\S)|"
    r"((?:19|20)\d\d|\d\d(?:0[1-9]|1[0-2]))(?=\.[^\W\d])|"  # "1901.Ponds"
    r"(20[0-3]\d(?:0[1-9]|1[0-2]))(?=\s[A-Z]\w+ \w+ \w)|"  # "202105 Ponds of the North"
    rf"((?:19|20)\d\d)(?=\s[{CJK}](?<![年년月월])))"  # "2019 北湖大学张三的"
)
# "Ana presents: Stam (2007) Ponds".
_PRESENTS = re.compile(rf"\W*({UPPER}[^\W\d_]+(?: {UPPER}[^\W\d_]+)? present(?:s|ed)):\s")
_MAY_BE_STAMP = re.compile(r"\W*+(?:\d|[A-Z]{2})")
_NUMBER_OF_ARXIV = re.compile(r"\W*+(\d\d(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d)?\s(?=[A-Z]\S* \S+ \S)")
_SERVED = re.compile(r"[A-Z]{3,8}(?:\d\d['’]|['’]\d\d)(?=\s+\w)")  # "ICFR20' Ponds"
_COUNT = re.compile(r"\s*#(\d{1,4})[.:)]?\s+(?=\S)")  # "#12 Ponds of the North"
_STAMP = re.compile(r"\W*+((?:19|20)\d\d[-_]|[A-Z]{2,8}-(?:19|20)\d\d-|\d\d-(?=[A-Z]\w{1,9}-))(?=[^\W\d])")
# "Prell A, Stam B. Ponds[J]. Journal": the Chinese standard for references (GB/T 7714) marks what a work is.
_TYPED = re.compile(r"\s*\[(?P<type>J|C|D|R|M|P|N|S|G|A|Z|EB|DB|CP|OL)(?:/OL)?\](?:\s*//)?")
_NOT_PAPERS = frozenset(("M", "P", "N", "S", "G", "A", "Z", "DB", "CP"))
_NUMBER = re.compile(r"[\s>*-]*(?:\[\d+\]|\d+[.)])?\s*")
_LAST_STOP = re.compile(r".*[.．。]\s*(?=\S)", re.DOTALL)


class Typed(NamedTuple):
    """A reference with a type in brackets: where its names and title stand, where the type ends, what it says."""

    names: tuple[int, int]
    title: tuple[int, int]
    end: int
    is_book: bool


def typed(text: str, start: int, end: int) -> Typed | None:
    """Read "names. title[J]"; None where there is no such mark."""
    mark = _TYPED.search(text, start, end)
    stop = _LAST_STOP.match(text, start, mark.start()) if mark else None
    if not mark or not stop:
        return None
    number = _NUMBER.match(text, start, stop.end())
    first = number.end() if number else start
    return Typed((first, stop.end()), (stop.end(), mark.start()), mark.end(), mark["type"] in _NOT_PAPERS)


def bold_author(text: str, start: int, end: int) -> bool:
    """Say whether a few words in bold, closed by a full stop, stand in front of a year in parentheses and a title."""
    bold = text[start:end].rstrip()
    return bold.endswith(".") and len(bold.split()) <= 8 and bool(_BEHIND_BOLD.match(text, end))


def opening_names(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find names that only stand out together, behind the number of the reference."""
    if not (text[start : start + 1].isalpha() or text.startswith(",", start)) and (
        number := _NUMBER.match(text, start, end)
    ):
        start = number.end()
    soon = min(end, start + 60)
    comma = text.find(",", start, soon)
    if comma < 0 and text.find(". ", start, soon) < 0:
        return None
    if not text[start : start + 1].isalnum():
        return _surnames(text, start, end) if comma >= 0 else None
    gost = text.find(" // ", start, end) > 0  # what stands before it are names and title, whatever their form
    names = (_BEFORE_GOST if gost else _INVERTED).match(text, start, end)
    if names and not names[0].rstrip().endswith((" U.S.", " U.K.")):  # "Frozen U.S. Ponds of the North"
        return names.span()
    if comma < 0:
        return None
    if names := _CHEMISTS.match(text, start, end) or _ABNT.match(text, start, end):
        return names.span()
    if names := _AND_NAMES.match(text, start, end) or _ONE_LAST_FIRST.match(text, start, end):
        return names.span() if names[0].count(" and ") > 1 or is_family_names(names[0]) else None
    if (names := _SEMICOLONS.fullmatch(text, start, end)) and is_family_names(names[0]):
        return names.span()
    return _marked_off(text, start, end) or _surnames(text, start, end)


def _marked_off(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find surnames first and given names, where the markup changes before or behind the year and a title follows."""
    names = _MARKED_OFF.match(text, start, end)
    if not names or not is_family_names(names[0]):
        return None
    if names["year"]:
        return (start, names.start("year")) if text[end : end + 1].strip() else None
    return names.span() if _BEHIND_BOLD.match(text, end) else None


def _surnames(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find surnames before a year in parentheses that a title follows, which may be in other markup."""
    year = _BEFORE_YEAR.search(text, start, start + 400) if " (" in text else None
    if not year or year.start() >= end:
        return None
    mark = _NO_LETTER.match(text, start, year.start())
    first = mark.end() if mark else start
    front = text[first : year.start()]
    if not ("&" in front or " and " in front) or not is_family_names(front):
        return None
    parts = _ONE_OF_MANY.split(front)
    return (first, year.start()) if len(parts) > 2 and all(map(_FAMILY.fullmatch, parts)) else None


def _numbered_or_dated(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Read a number of arXiv, or a venue with its year and an apostrophe, in front of a title."""
    if number := _NUMBER_OF_ARXIV.match(text, start, end) or _COUNT.match(text, start, end):
        return [("N", *number.span(1))]
    served = _SERVED.match(text, start, end)
    return [("V", *served.span())] if served and is_venue(served[0]) else []


def stamps(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Read a date, who speaks, or what is tied to a title ("15-NIPS-Ponds", "2015_NIPS_Ponds"): kinds, places."""
    stamped = _MAY_BE_STAMP.match(text, start, end)
    if stamped and (day := _DAY.match(text, start, end)):
        return [("Y", *day.span(day.lastindex or 1))]
    if text.find(" present", start, start + 60) > 0 and (speaker := _PRESENTS.match(text, start, end)):
        return [("L", *speaker.span(1))]
    if not stamped:
        return []
    stamp = _STAMP.match(text, start, end)
    if not stamp:
        return _numbered_or_dated(text, start, end)
    if stamp[1][2] == "-":
        first, last = stamp.end(), text.find("-", stamp.end())
        return [("Y", first - 3, first - 1), ("V", first, last)] if is_venue(text[first:last]) else []
    starts = [stamp.start(1)]
    for _ in range(3):
        hyphen = text.find(stamp[1][-1:] or "-", starts[-1], min(end, starts[-1] + 32))
        if hyphen < 0:
            break
        starts.append(hyphen + 1)
    parts = [
        ("V" if is_venue(text[a : b - 1]) else "Y" if is_date(text[a : b - 1]) else "", a, b - 1)
        for a, b in pairwise(starts)
    ]
    while parts and not parts[-1][0]:
        parts.pop()
    return [(kind or "N", a, b) for kind, a, b in parts]


_PLACES = re.compile(r"(\d{1,2})\.(\d{1,2}?)[.、)]?\s*(?=[^\W\d]|\dD\b)(?!D\b)")


class Count:
    """Counts on from "1.1 Slow Ponds" to "1.2Frozen Lakes" and "2.1 Ice": "2.5D Lakes" and "3.5 Million" are none."""

    def __init__(self) -> None:
        """Begin before the first number."""
        self._last: tuple[int, int] | None = None

    def width(self, text: str) -> int:
        """Give how many characters in front are the next number."""
        if not text[:1].isdigit() or not (found := _PLACES.match(text)):
            return 0
        whole, part = int(found[1]), int(found[2])
        if part != 1 and (whole, part - 1) != self._last:
            return 0
        self._last = whole, part
        return found.end()
