"""Pure: stretches cut into chunks at their punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.parse.flow import IMAGE, URL
from pipeline.parse.hints import is_date, is_venue
from pipeline.parse.links import is_label
from pipeline.parse.names import is_family_names, is_names, is_person, is_surnames
from pipeline.parse.segments import Segment
from pipeline.parse.words import words

_JOURNAL = re.compile(r"J\.\s(?:of\b|(?:Machine|Artificial|Comput|Math|Stat|Phys|Acoust|Chem|Biol|Med|Appl|Neuro|Exp))")
_PHRASE = re.compile(r"[^,.;:(&]*")
_AND_WITH = re.compile(r"\s(?:and|with)\s")
_PHRASE_BY = re.compile(r"[^,;.(\[|:–—]*")
_SEPARATOR = re.compile(
    rf"(?=[{URL}{IMAGE}\n\t.。,，、:：;；—–−~→|·•/(（)）\[【〔\]】〕?!？！-])(?:(?P<gap>[{URL}{IMAGE}])|"
    rf"(?P<line>[\n\t]+)|(?P<dot>(?<!\.\.)\.(?=[\s”\"']|$)|\.(?=\s+[^\Wa-z]|$)|。(?=[\s”\"']|$))|"
    r"(?P<comma>,(?=\D|\s|$)|，|、)|(?P<colon>:(?=\s|$)|：)|(?P<semi>;|；)|"
    r"(?P<dash>(?<=\s)[-–—−~→]{1,3}(?=\s)|—{1,2}|(?<=\w)-(?=\s[A-Z]))|"
    r"(?P<bar>[|·•])|(?P<gost>(?<=\s)//)|(?P<slash>(?<=\s)/(?=\s))|(?P<open>(?<![A-Za-z])[(（]|[(（](?!\w{1,2}[)）]|"
    r"-|[a-z]+[)）]))|(?P<close>[)）])|(?P<left>[\[【〔])|(?P<right>[\]】〕])|"
    r"(?P<ask>[?!？！](?=\s)))"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(,&-])(?:[A-Z]|[A-Z]\.[A-Z]|vs|Proc|Jr|Sr|St|Dr|Mr|Ms|Prof|No|no|vol|Vol|pp|"
    r"Trans|Conf|Int|Intl|Univ|e\.g|i\.e|cf|Fig|Sec|Comput|Sci|Symp|Lett|Adv|Am|Eng|Appl|Soc|"
    r"Math|Phys|Assoc|Natl|Acad|approx|Ann|Rev|Stat|Res|Nat|Biol|Med|Chem|Inf|Syst)$"
)
# "Prell A. B., Stam J." and "Prell AB, Stam J." in front of a title: a surname, then initials, no comma between them.
_SURNAME = r"[^\W\d_a-zß-öø-ÿа-яё][\w'’-]+ "
_INITIALS = r"(?:[^\W\d_a-zß-öø-ÿа-яё]\.\s?){1,3}"
_INVERTED = re.compile(
    rf"(?:{_SURNAME}{_INITIALS}, ?){{1,40}}+{_SURNAME}{_INITIALS}(?=(?<=\s)[^\W\d_]{{2}})|"
    rf"{_SURNAME}{_INITIALS}(?=(?<=\s)(?:(?!(?:and|и)\b)[^\s,.:;&]++\s){{2}})|"
    rf"(?:{_SURNAME}[A-Z]{{1,3}}, ){{1,40}}+{_SURNAME}[A-Z]{{1,3}}\.(?=\s)"
)
# "Prell, Van De Stam & Oduya (2014)" in front of a title.
_SURNAME_PART = r"(?:(?:[a-z]{1,3} ){0,2}[^\W\d_a-zß-öø-ÿа-яё][\w'’-]+(?: (?=[^\W\d_a-zß-öø-ÿа-яё])){0,1}){1,3}"
_SURNAMES = re.compile(
    rf"(?:{_SURNAME_PART}, ){{1,40}}+{_SURNAME_PART},? (?:&|and) {_SURNAME_PART}(?= \((?:19|20)\d\d[a-z]?\)[.,:]?(?: \S+){{3}})"
)
_AND_NAMES = re.compile(  # "Prell, Ana and Stam, Jo" as BibTeX has it
    r"(?:[^\W\d_a-zß-öø-ÿа-яё][\w'’-]+, [^\W\d_a-zß-öø-ÿа-яё][\w.’-]*(?: [A-Z]\.)* and )+[^\W\d_a-zß-öø-ÿа-яё][\w'’-]+, [^\W\d_a-zß-öø-ÿа-яё][\w’-]*(?: [A-Z]\b\.?)*"
)
_NO_LETTER = re.compile(r"[\W_]+")
# "2021.03.25 Title", "2021-03: Title"
_DAY = re.compile(r"\W*((?:19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?|\d{1,2}/\d{1,2}/(?:19|20)\d\d)[\s:|,\])]+(?=\S)")
_STAMP = re.compile(r"\W*((?:19|20)\d\d-|[A-Z]{2,8}-(?:19|20)\d\d-)(?=[^\W\d])")
_BY = re.compile(r"\s(?:by|By|von|par|por|от|của)\s(?=[^\W\d_a-zß-öø-ÿа-яё])")


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


# "Prell A, Stam B. Title[J]. Journal": the Chinese standard for references (GB/T 7714) marks what a work is.
_TYPED = re.compile(r"\s*\[(?P<type>J|C|D|R|M|P|N|S|G|A|Z|EB|DB|CP|OL)(?:/OL)?\](?:\s*//)?")
_LEAD = re.compile(r"[\s>*-]*(?:\[\d+\]|\d+[.)])?\s*")
_LAST_STOP = re.compile(r".*[.．。]\s*(?=\S)", re.DOTALL)


def typed(text: str, start: int, end: int) -> tuple[int, int, re.Match[str]] | None:
    """Find the title that a type in brackets ends, and where the names before it begin and end."""
    mark = _TYPED.search(text, start, end)
    stop = _LAST_STOP.match(text, start, mark.start()) if mark else None
    return (stop.end(), mark.start(), mark) if mark and stop else None


def cut(text: str, segment: Segment, chunks: list[Chunk], *, soft: bool) -> None:
    """Cut one segment at its separators."""
    if segment.kind == "link" and is_label(text[segment.start : segment.end]):
        chunks.append(Chunk("L", segment.start, segment.end, "edge", segment))
        return
    position, before, depth = segment.start, "edge", 0
    bys = _bys(text, segment)
    position = _stamp(text, segment, chunks)
    if "]" in text and (found := typed(text, position, segment.end)):
        first, last, mark = found
        lead = _LEAD.match(text, position, first)
        chunks.append(Chunk("P", lead.end() if lead else position, first, before, segment))
        chunks.append(Chunk("T", first, last, "dot", segment))
        chunks.append(Chunk("B" if mark["type"] in "MPNSGAZ" else "N", mark.start(), mark.end(), "left", segment))
        position, before = mark.end(), "dot"
    if segment.kind == "plain" and position == segment.start and (names := _opening_names(text, segment)):
        chunks.append(Chunk("P", *names, before, segment))
        position, before = names[1], "dot"
    for found in _SEPARATOR.finditer(text, position, segment.end):
        kind = found.lastgroup or ""
        if kind == "dot" and found.end() < segment.end and _abbreviates(text, found.start(), segment.end):
            continue
        if kind == "line" and "\t" not in found[0] and (soft or segment.kind != "plain"):
            if segment.kind == "plain" or not _names_next(text, found.end(), segment.end):
                continue
        chunks.append(Chunk("", position, found.start(), before, segment, depth))
        depth = max(0, depth + (kind in {"open", "left"}) - (kind in {"close", "right"}))
        position, before = found.end(), kind
    chunks.append(Chunk("", position, segment.end, before, segment, depth))
    for start, end in bys:
        for i, chunk in enumerate(chunks):
            if chunk.segment is segment and chunk.start < start and end <= chunk.end:
                chunks[i : i + 1] = [replace(chunk, end=start), replace(chunk, start=end, before="by")]
                break


def _opening_names(text: str, segment: Segment) -> tuple[int, int] | None:
    """Find names in front of a title that only stand out together."""
    if names := _INVERTED.match(text, segment.start, segment.end):
        return names.span()
    if names := _AND_NAMES.match(text, segment.start, segment.end):
        return names.span() if is_family_names(names[0]) else None
    mark = _NO_LETTER.match(text, segment.start, segment.end)
    names = _SURNAMES.match(text, mark.end() if mark else segment.start, segment.end)
    return names.span() if names and is_family_names(names[0]) else None


def _stamp(text: str, segment: Segment, chunks: list[Chunk]) -> int:
    """Read the year, house and venue that hyphens tie to a title ("2015-NIPS-Pond Graphs"); give its start."""
    position = segment.start
    if day := _DAY.match(text, position, segment.end):
        chunks.append(Chunk("Y", *day.span(1), "edge", segment))
        return day.end()
    stamp = _STAMP.match(text, position, segment.end)
    if not stamp:
        return position
    starts = [stamp.start(1)]
    for _ in range(3):
        hyphen = text.find("-", starts[-1], min(segment.end, starts[-1] + 32))
        if hyphen < 0:
            break
        starts.append(hyphen + 1)
    parts = [
        (a, b - 1, "V" if is_venue(text[a : b - 1]) else "Y" if is_date(text[a : b - 1]) else "")
        for a, b in pairwise(starts)
    ]
    while parts and not parts[-1][2]:
        parts.pop()
    if not {"V", "Y"} & {kind for _, _, kind in parts} or not any(kind == "Y" for _, _, kind in parts):
        return position
    chunks += [Chunk(kind or "N", a, b, "edge", segment) for a, b, kind in parts]
    return parts[-1][1] + 1


def _names_next(text: str, start: int, end: int) -> bool:
    """Say whether the next line of a marked stretch holds the authors."""
    line = text[start:end].split("\n", 1)[0]
    return is_person(line) or is_names(line)


def _abbreviates(text: str, dot: int, end: int) -> bool:
    """Say whether a full stop belongs to an abbreviation. An initial ends a list of names where many words follow."""
    found = _ABBREVIATION.search(text[max(0, dot - 9) : dot])
    if not found:
        return False
    if _JOURNAL.match(text[dot - 1 : dot + 20]):
        return True
    if text[dot - 1].isupper() and not text[dot - 2 : dot - 1].isalpha():
        ahead = _PHRASE.match(text[dot + 1 : min(end, dot + 120)])
        return len(words(_AND_WITH.split(ahead[0])[0] if ahead else "")) < 4
    return True


def _bys(text: str, segment: Segment) -> list[tuple[int, int]]:
    """Find the "by" in front of names; in front of other words it belongs to the title."""
    found = []
    for by in _BY.finditer(text, segment.start, segment.end):
        tail = _PHRASE_BY.match(text[by.end() : min(segment.end, by.end() + 80)])
        names = tail[0].strip() if tail else ""
        behind = segment.kind == "plain" and 0 < segment.start and not words(text[segment.start : by.start()])
        if behind or is_person(names) or is_names(names) or is_surnames(names):
            found.append(by.span())
    return found[-1:]
