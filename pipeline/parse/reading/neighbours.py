"""Pure: what a chunk is by what stands around it."""

from __future__ import annotations

import re
from itertools import dropwhile, pairwise, takewhile

from pipeline.parse.lexicon.headers import AUTHOR_HEADER
from pipeline.parse.lexicon.hints import VENUE_YEAR
from pipeline.parse.lexicon.languages import is_chinese_name
from pipeline.parse.lexicon.names import SPEAKER
from pipeline.parse.lexicon.words import words
from pipeline.parse.reading.clusters import ENDS
from pipeline.parse.reading.cut import Chunk
from pipeline.parse.reading.kinds import TRIM
from pipeline.parse.reading.surnames import AND_WORD

_MONTH = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"(?: \d{1,2}(?:[-–]\d{1,2})?)?|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? \d{1,2}",
    re.IGNORECASE,
)
_MOST = 40
"""Characters around a month and its days at most."""
_DAY = re.compile(rf"\s*(?:{_MONTH.pattern})(?<=\d)\s*", re.IGNORECASE)
_SPEAKER = re.compile(rf"\W*(?:{SPEAKER}|responsible)\W*", re.IGNORECASE)
_MEETING = re.compile(
    r"\W*(?:In:? )?(?:\w+ ){0,3}(?:Conference|Symposium) (?:on|of|for)\b|"
    r"\W*(?:[\w-]+ ){1,8}(?:Conference|Symposium) ?\Z"
)
_TASK = re.compile(r"\s(?:shared )?task\b", re.IGNORECASE)
_SAYS_WHAT_TEXT = (
    "required optional recommended suggested further additional extra reading readings paper papers title article best "
    "short long student award outstanding distinguished honorable mention runner-up runner up finalist main primary "
    "reference new preprint see also week topic today next título titulo titre titolo titel название başlık tytuł "
    "tiêu đề oral artigo artículo"
)
_YEARS = re.compile(r"\d{4}\s?[-–—]\s?\d{4}\):")
_TELLS_OF = re.compile(
    r"\s*(?:an? |the )?(?:insights?|reports?|overview|summary|lessons|findings|notes|results|reflections|highlights)"
    r"(?: learned)? (?:from|on|of|at)\b",
    re.IGNORECASE,
)
_NAMES = frozenset("Ppcqs")
_MAYBE_NAMES = frozenset("TPpcqs")
_LONG_NAME = 5
"""Words that a name has at most, or two names with 'and' between them."""
_WHOLE = frozenset(("link", "quote", "strong"))
_SAYS_WHAT = frozenset(_SAYS_WHAT_TEXT.split())


def whole_quotes(chunks: list[Chunk]) -> None:
    """Take what reads like names for words of the title that stands in the same quotes."""
    quoted = {id(c.segment) for c in chunks if c.kind == "T" and c.segment.kind in {"quote", "book"}}
    for chunk in chunks if quoted else ():
        if chunk.kind in _NAMES and id(chunk.segment) in quoted:
            chunk.kind = "T"


def labels(chunks: list[Chunk], text: str) -> None:
    """In front of a colon "Required", "Best Student Paper" or "Suggested reading" only say what follows."""
    listed = False
    for chunk, behind in pairwise(chunks):
        listed = (listed or chunk.kind == "L") and _is_bracketed(chunk, text)
        if listed and _is_bracketed(behind, text) and len(words(text[behind.start : behind.end])) <= 4:
            behind.kind = "L"  # "([pdf](address)) ([pdf with appendix](address))"
        held = behind.before == "gost" and bool(chunk.kind)  # GOST: what stands behind "//" is where it appeared
        held = held or (behind.before == "colon" and chunk.before == "dot" and text[chunk.start : chunk.end] == " In")
        if held and behind.kind in {"T", "v", "p", "c", "s"}:
            behind.kind = "V"
        if chunk.kind in {"V", "v"} and behind.before == "comma" and AND_WORD.match(text, behind.start, behind.end):
            chunk.kind = "T"  # "The Art, Science, and Engineering of ..."
        if chunk.kind in {"T", "v"} and behind.before in {"open", "comma"}:
            _by_what_is_set_off(chunk, behind, text)
        if chunk.kind in {"Y", "V"} and behind.kind and behind.end - behind.start < _MOST:
            behind.kind = "N" if _MONTH.fullmatch(text[behind.start : behind.end].strip(TRIM)) else behind.kind
        dated = behind.kind == "Y" or (behind.before in {"colon", "dash"} and chunk.before == "edge")
        if dated and chunk.end - chunk.start < 16 and _DAY.fullmatch(text, chunk.start, chunk.end):
            chunk.kind = "N"  # "September 9, 2019", "Sep 9: Slow Ponds"
        if (
            chunk.kind == "L"
            and chunk.before == "colon"
            and behind.before == "comma"
            and behind.kind in {"T", "c", "s"}
        ):
            chunk.kind = "T"  # "Frozen Ponds: Review, Slow Methods, and Ice"
        if behind.before == "colon":
            _says_what_follows(chunk, text)
            _venue_beside(chunk, behind, text)


def _by_what_is_set_off(chunk: Chunk, behind: Chunk, text: str) -> None:
    """Read "International Conference on Ponds (ICP)" as a venue, "Ponds of the North (1901-1920): A review" whole."""
    if (behind.kind in {"V", "v", "Y"} or text[behind.start : behind.end].isupper()) and _MEETING.match(
        text, chunk.start, chunk.end
    ):
        chunk.kind = "V"
    if chunk.kind == "T" and behind.before == "open" and _YEARS.match(text, behind.start):
        behind.kind = "T"


def _says_what_follows(chunk: Chunk, text: str) -> None:
    """Take what stands before a colon for a label where all its words are such: "Best student paper"."""
    if chunk.kind not in {"", "L"} and chunk.end - chunk.start < 40:
        found = words(text[chunk.start : chunk.end].lower())
        if found and all(w in _SAYS_WHAT for w in found):
            chunk.kind = "L"


def speakers(chunks: list[Chunk], text: str) -> None:
    """Who speaks is neither a title nor an author, "Presenter: Ana Prell"; who stands behind "Authors:" is one."""
    first = next((i for i, c in enumerate(chunks) if text[c.start : c.end].strip(TRIM)), 0)
    for index, (chunk, behind) in enumerate(pairwise(chunks)):
        if behind.before != "colon":
            continue
        if index == first and _SPEAKER.fullmatch(text, chunk.start, chunk.end):
            for each in chunks[first : first + 4]:
                short = len(words(text[each.start : each.end])) <= 3
                each.kind = "L" if short and each.kind in {"T", "P", "p", "c", "s"} else each.kind
        elif chunk.end - chunk.start < _MOST and AUTHOR_HEADER.fullmatch(text, chunk.start, chunk.end):
            chunk.kind = "L"
            named = [*dropwhile(lambda c: not c.kind, chunks[index + 1 :])]
            for each in [*named[:1], *takewhile(lambda c: c.before == "comma", named[1:])]:
                person = each.kind in _MAYBE_NAMES and 0 < len(words(text[each.start : each.end])) <= _LONG_NAME
                each.kind = "P" if person else each.kind


def _venue_beside(chunk: Chunk, behind: Chunk, text: str) -> None:
    """Take a venue beside a colon for a part of the title: in quotes, and with what a team did there."""
    whole = behind.segment.kind in {"quote", "book"} or (
        chunk.kind in {"T", "p", "c", "s"} and _TELLS_OF.match(text, behind.start)
    )
    listed = behind.segment.kind in {"quote", "slant"} and behind.segment is chunk.segment and behind.kind in _NAMES
    if (behind.kind in {"V", "v"} and whole) or (listed and not ENDS.search(text, behind.start, behind.end)):
        behind.kind = "T"  # 'The Third Pond: AAAI Memorial Lecture' in quotes, "Slow Ponds: Report on a Workshop"
    if chunk.kind == "V" and behind.segment is chunk.segment:
        body = text[chunk.start : chunk.end].strip()
        venue = VENUE_YEAR.search(body)
        if venue and ((venue.start() and chunk.segment.kind == "link") or _TASK.match(body, venue.end())):
            chunk.kind = "T"  # "Our Team at SemEval-2016 Task 8: ..."


def enumerations(chunks: list[Chunk], text: str) -> None:
    """Take a list for the title's own words where it ends in no name: "Ponds: Ice, Fish, and more".

    What ends with a ? or ! is no name: "Frozen Ponds! A Survey".
    """
    first = 0  # of those that commas part
    for index, (before, last) in enumerate(pairwise(chunks), 1):
        if last.before == "ask" and before.kind in _NAMES and before.segment is last.segment:
            before.kind = "T"
        if last.before != "comma":
            first = index
        elif last.kind == "T" and last.segment.kind in _WHOLE and AND_WORD.match(text, last.start, last.end):
            titled = chunks[first].kind == "T" or chunks[first].before == "colon"
            for each in chunks[first:index] if titled else ():
                each.kind = "T"
            first = index if titled else first


def behind_years(chunks: list[Chunk]) -> None:
    """Take italics or quotes right behind names and a year for the title: "Prell, A. (1902). *Teoria del Lago*."."""
    live = [c for c in chunks if c.kind]
    for index, chunk in enumerate(live[2:], 2):
        if live[index - 1].kind != "Y" or live[index - 2].kind not in _NAMES:
            continue
        kind, subtitled = chunk.segment.kind, live[index + 1 : index + 2] and live[index + 1].before == "colon"
        if chunk.kind in _NAMES and (kind == "slant" or (subtitled and chunk.before != "comma")):
            chunk.kind = "T"  # "Prell, A. 1902. Lakes and Slow Ponds: A review"
        if kind == "quote" and chunk.kind in {"V", "v"}:
            chunk.kind = "T"  # 'Stam et al. (2018) - "Advances in Ponds"'


def _is_bracketed(chunk: Chunk, text: str) -> bool:
    """Say whether a whole link stands in brackets, or nothing but blanks."""
    if chunk.segment.kind != "link":
        return not words(text[chunk.start : chunk.end])
    start, end = chunk.segment.start, chunk.segment.end
    return text[start - 1 : start] in {"(", "["} and text[end : end + 1] in {")", "]"}


def _words_of(text: str) -> list[str]:
    """Give the words of Chinese names, which blanks may part, and of Japanese ones: "张三 李四 王五", "山田・鈴木"."""
    return [text] if any(map(str.isascii, text.replace(" ", ""))) else text.replace("・", " ").split() or [text]


def short_names(chunks: list[Chunk], text: str) -> None:
    """Take a few characters of another script for names: "山田, 鈴木: 池の深さ, 2019", "池塘研究. 张三. 软件学报"."""
    live = [*dropwhile(lambda c: c.kind == "N", (c for c in chunks if c.kind))]  # "[2] 山田, 鈴木. 池の深さ, 2019"
    last = live[-1] if live else None
    if last and last.kind == "C" and last.before == "dash" and last.segment.kind == "plain" and len(live) > 1:
        name = text[last.start : last.end].strip()
        last.kind = "P" if is_chinese_name(name) and live[-2].segment.kind == "link" else "C"  # "[池塘综述](…) -- 张三"
    if not any(c.kind in {"Y", "V"} for c in live):
        return
    letters = [max(sum(map(str.isalpha, word)) for word in _words_of(text[each.start : each.end])) for each in live]
    first = int(live[0].kind == "C" and letters[0] >= 8)
    count = first
    while (
        count < len(live)
        and live[count].kind in {"C", "P"}
        and live[count].before in ({"edge", "right"} if not count else {"comma", "dot" if count == first else "comma"})
        and letters[count] <= (4 if first else 6)
    ):
        count += 1
    if count == first or count == len(live):
        return
    title = live[count]
    long = title.kind in {"C", "T"} and letters[count] >= 8
    behind = title.before in ({"colon", "dot"} if count > 1 else {"dot"}) or title.segment.kind in {"quote", "book"}
    housed = [c.kind for c in live[count + 1 : count + 2]] == ["V"]  # "山田, 池の深さ, 博士論文, 2019"
    behind = behind or (housed and title.before in {"comma", "colon"})
    if title.kind in {"V", "Y"} if first else long and behind:
        for chunk in live[first:count]:
            chunk.kind = "P"
