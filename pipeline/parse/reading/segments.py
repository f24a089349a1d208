"""Pure: the stretches of an entry that share one markup."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.parse.lexicon.hints import is_date, is_venue
from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.names import is_names, is_person
from pipeline.parse.lexicon.words import UPPER, words
from pipeline.parse.markup.flow import Flow, Link

_SPECIES = re.compile(r"[A-Z](?:[a-z]{2,}|\.) [a-z]{3,}")
_WORD_IN = re.compile(r"[a-z]{2,} (?:in|of|on|from|by|and|for) $")
_BEFORE_SLANT = re.compile(r"(?:[.,:;)\]?!]|[.,!?][\"”»]|\b[Ii]n)\s*$")
_WORD_ON = re.compile(r"\s?[\w.,:-]")
_JOINED_ON = re.compile(r"\s(?:and|or|as|of|for)\s")  # "Slow Ponds, 'Translations' and Ice"
_GOES_ON = re.compile(r"\s?[:：]|[-–—]?\w")
_LEADS_ON = re.compile(r"\b(?:that|the|an?|and|or|of|is|are)\s\Z", re.IGNORECASE)
_JOINED_BEFORE = re.compile(r"(?:[,;&]|\band)\s*\Z")
_JOINED_BEHIND = re.compile(rf"[*†‡\d]{{0,2}}(?:\s*[,;&]\s*(?:and )?|\s+and ){UPPER}")
_QUOTE_MARKS = "\"'`", "“\"《「『«`‘„'"
"""Those of ASCII, and all of them."""
_QUOTE = re.compile(
    r"“([^“”]{4,400})”|(?<![\w\"])\"([^\"]{4,400})\"(?!\w)|《([^《》]{2,300})》|「([^「」]{4,300})」|"
    r"『([^『』]{4,300})』|«((?:[^«»]|«[^«»]{1,80}»){4,400})»|``([^`']{4,400})''|(?<!\w)‘([^‘]{12,300})’(?!\w)|"
    r"„([^„“”\"]{4,400})[“”\"]|"
    r"(?<=[.,:;)]\s)'([^'‘’]{12,300}(?:['’](?=\w)[^'‘’]{1,100}){0,3}+)['’](?=[,.;:)\s]|$)"
)


_GOES_ON_WITH = re.compile(r"\s(?:for|with|via|using|of|as|to|from|without|through)\s\w")
_PHRASE_BEFORE = re.compile(rf"(?:\b(?!(?:by|see|par|por|von)\b)[a-z]+|{UPPER}[a-z]+)\s$")
_PHRASE_BEHIND = re.compile(r"\s(?!(?:by|is|are|was|has|par|por|von|est)\b)[a-z]{2,}\s")


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_QUOTED = re.compile(
    r"(?P<front>(?:[^\"“”]{0,80}[:,.–-]\s*)?)(?:\"(?P<plain>[^\"“”]{8,300})\"|“(?P<curly>[^\"“”]{8,300})”)"
    r"(?P<by>\s+by\s+[^\"“”]{3,200})?\s*"
)


_YEARS = re.compile(r"\s?(1\d\d\d|20\d\d)\s?[-–—]\s?(1\d\d\d|20\d\d|\d\d)(?!\w)")
_LONGEST = 400
"""Characters of a title behind its year."""
_NO_WORDS = re.compile(r"\W*")
_DATED = re.compile(r"(?:\((?:19|20)\d\d[a-z]?\)[.,:]?|(?<=[.,] )(?:19|20)\d\d[a-z]?\.)\s")


class Segment(NamedTuple):
    """A stretch of visible text with one markup: "link", "strong", "quote", "book" (《》), "slant" or "plain"."""

    kind: str
    start: int
    end: int
    link: Link | None = None


def spans_years(text: str, start: int, segment: Segment) -> bool:
    """Say whether a title ends in the years it tells of, in markup or behind a year: "(2019) Ponds, 1890-1910"."""
    years = _YEARS.match(text, start, segment.end)
    if years is None:
        return False
    if segment.kind == "plain":
        ends = text.startswith(".", years.end()) and _DATED.search(text, max(segment.start, start - _LONGEST), start)
    else:
        ends = _NO_WORDS.fullmatch(text, years.end(), segment.end)
    return bool(ends) and years[1] < years[1][: 4 - len(years[2])] + years[2]


def segments_of(flow: Flow, start: int, end: int) -> list[Segment]:
    """Cut the text at its markup. Links win over bold, bold over quotes, quotes over italics; a lone word stays."""
    text = flow.text
    quoted = any(map(text.__contains__, _QUOTE_MARKS[not text.isascii()]))
    if not (flow.links or flow.strong or flow.slanted or quoted):
        return [Segment("plain", start, end)] if start < end else []
    taken = _linked(flow, start, end, quoted=quoted)
    quotes = _quotes(text, start, end) if quoted else []
    for kind, spans in (("strong", flow.strong), ("quote", quotes), ("slant", flow.slanted)):
        if not spans:
            continue
        fresh = []
        for a, b in spans:
            if a < start or b > end or a >= b or _is_part(text, kind, start, end, a, b):
                continue
            fresh += _uncovered(a, b, taken)
        name = "book" if kind == "quote" else kind
        taken += [
            Segment(name if kind != "quote" or text[a - 1 : a] == "《" else "quote", a, b)
            for a, b in fresh
            if any(c.isalnum() for c in text[a:b])
        ]
        taken.sort(key=lambda s: s.start)
    segments, position = [], start
    for segment in taken:
        if segment.start > position:
            segments.append(Segment("plain", position, segment.start))
        if segment.start >= position:
            segments.append(segment)
            position = segment.end
    if position < end:
        segments.append(Segment("plain", position, end))
    return segments


def _linked(flow: Flow, start: int, end: int, *, quoted: bool) -> list[Segment]:
    """Give the links; where the text has quotes, the title in them where a link also holds what is told of it."""
    taken = [
        Segment("link", max(start, x.start), x.end, x)
        for x in flow.links
        if not x.bare and start < x.end <= end and x.start < x.end
        if x.goal in {Target.PAPER, Target.PDF} or not _among_names(flow.text, start, end, x.start, x.end)
    ]
    if not quoted:
        return taken
    return [s._replace(start=q[0], end=q[1]) if (q := _quoted(flow.text, s)) else s for s in taken]


def _quoted(text: str, link: Segment) -> tuple[int, int] | None:
    """Find the title in quotes in a link that also holds the year or the authors: '[2017: "Slow Ponds" by Jo Stam]'."""
    if not (found := _QUOTED.fullmatch(text, link.start, link.end)):
        return None
    front = found["front"].strip()
    told = bool(_YEAR.search(front)) or (front[-1:] in {",", "."} and (is_person(front[:-1]) or is_names(front[:-1])))
    return found.span("plain" if found["plain"] else "curly") if told or (found["by"] and not front) else None


def _is_part(text: str, kind: str, start: int, end: int, a: int, b: int) -> bool:
    """Say whether markup sets off only a part of something: a word in a phrase, or one of the authors."""
    if kind == "strong":
        if text[a:b].rstrip().endswith("。"):
            return True  # a sentence that the curator stresses
        return _among_names(text, start, end, a, b) or _is_stressed(text, start, end, a, b)
    quote = kind == "quote"
    return text[a - 1 : a] != "《" and _within(text, start, a - quote, b + quote)


def _is_stressed(text: str, start: int, end: int, a: int, b: int) -> bool:
    """Say whether bold only stresses a few words of a longer phrase: "Fast **Pond Nets** with one fish"."""
    body = text[a:b].strip()
    if len(words(body)) > 5 or is_person(body) or is_venue(body) or is_date(body):
        return False
    before, behind = text[max(start, a - 24) : a], text[b : min(end, b + 24)]
    if not before.strip():
        return len(words(body)) <= 3 and bool(_GOES_ON_WITH.match(behind))
    return bool(_PHRASE_BEFORE.search(before)) and (not words(behind) or bool(_PHRASE_BEHIND.match(behind)))


def _among_names(text: str, start: int, end: int, a: int, b: int) -> bool:
    """Say whether a person stands in a row of others, as the curator among the authors or one with a home page."""
    if not (_JOINED_BEFORE.search(text[max(start, a - 6) : a]) or _JOINED_BEHIND.match(text, b, min(end, b + 8))):
        return False
    return is_person(text[a:b].strip(" ,*†‡"))


def _within(text: str, start: int, a: int, b: int) -> bool:
    """Say whether one or two words in italics or quotes stand in the middle of a phrase."""
    few = len(words(text[a:b])) <= 2 and bool(text[max(start, a - 2) : a].strip())
    free = bool(_BEFORE_SLANT.search(text[max(start, a - 3) : a]))
    joined = (_JOINED_ON if free else _WORD_ON).match(text[b : b + 6])
    return (few and joined is not None) or _is_species(text, start, a, b)


def _is_species(text: str, start: int, a: int, b: int) -> bool:
    """Say whether the name of a species ends a title: "Slow fish in *Daphnia pulex*"."""
    return bool(_SPECIES.fullmatch(text, a, b)) and bool(_WORD_IN.search(text, max(start, a - 20), a))


def _quotes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find quoted stretches; a quote that a colon or a word continues is part of a longer title."""
    spans: list[tuple[int, int]] = []
    for found in _QUOTE.finditer(text, start, end):
        index = found.lastindex or 0
        if _GOES_ON.match(text[found.end() : found.end() + 2]) and text[found.start()] not in "《「『":
            continue
        if _ends_title(text, start, found.start(), found.end(), end):
            continue  # 'What Ponds Say about Ice: "There is a Fish"'
        if _LEADS_ON.search(text, max(start, found.start() - 6), found.start()) and len(words(found[index])) <= 3:
            continue  # 'Nets That "Read the Manual" (POND 2021)'
        spans.append(found.span(index))
    return spans


_LEAST = 5
"""Words of a title in front of a quote that is its subtitle."""


def _ends_title(text: str, start: int, opened: int, closed: int, end: int) -> bool:
    """Say whether a quote behind a colon ends a line that opens with some words, no names."""
    if text[closed:end].split("\n", 1)[0].strip():
        return False
    front = text[max(start, text.rfind("\n", start, opened) + 1) : opened].rstrip()
    return front.endswith(":") and "," not in front and "." not in front and len(words(front)) >= _LEAST


def _uncovered(start: int, end: int, taken: list[Segment]) -> list[tuple[int, int]]:
    """Give what of a stretch no stronger markup has."""
    rest = []
    for segment in taken:
        if segment.end <= start:
            continue
        if segment.start >= end:
            break
        if segment.start > start:
            rest.append((start, segment.start))
        start = max(start, segment.end)
    if start < end:
        rest.append((start, end))
    return rest
