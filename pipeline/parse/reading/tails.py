"""Pure: what stands right behind a title, without a mark between: a venue, an award, names, a number, a day, a year."""

from __future__ import annotations

import re
from itertools import chain

from pipeline.parse.lexicon.hints import ARXIV_YEAR, DIGIT, PRESENTED_BEHIND, VENUE_YEAR, is_date
from pipeline.parse.lexicon.words import UPPER, is_speech, is_title_case, words

_NO_TITLE = re.compile(
    r"\b(?:at|of|an?|the|in|for|from|on|to|and|with|by|proc\S*|conf\S*|workshop\S*|papers?|track|task)\W*\Z",
    re.IGNORECASE,
)
_KIND_BEHIND = re.compile(r"\s*(?:\w+ )?(?:workshop|oral|spotlight|poster)?\s*", re.IGNORECASE)
_NAMES = re.compile(rf"\s{UPPER}[\w'’-]+ et al\Z")
_LABELS = (" DOI", " doi", " PMID")
_OTHER = r"\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3"
_OTHER_NEXT = re.compile(rf"(?<=[a-z?!]) (?=[{_OTHER}]{{2}})")
_NO_TRANSLATION = re.compile(
    r"[a-z]{2}|译|笔记|解[读讀説說析]|[详讲图]解|读|析|总结|論文|论文|メモ|まとめ|紹介|読|リンク|논문|리뷰|정리|번역|요약|"
    r"[Пп]еревод|[Оо]бзор|[Кк]онспект|[Рр]азбор|[Сс]тать|[Лл]екци|[Дд]оклад"
)
"""What goes on, or says that it is notes."""
# An identifier, a day in figures, or pages.
_FIGURES = re.compile(
    r"\s(?:(?:doi\.org/|doi:?\s?)10\.\d{4,9}/\S+|(?:arxiv preprint\s)?(?:arxiv(?:\.org/(?:abs|pdf)/|[:\s]\s?))?"
    r"\d{4}\.\d{4,5}(?:v\d+)?|pmid:?\s?\d{6,9}|(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|pp?\.\s?\d+\s?[-–]\s?\d+)\W*\Z",
    re.IGNORECASE,
)
_DAY = re.compile(r"\s\d{1,2} [A-Z][a-z]{2,8}\.? (?:19|20)\d\d\W*\Z")
_YEAR = re.compile(r"(?<=[a-z]{3})(?<!hallenge)(?<!ompetition)(?<!Task) (?:19|20)\d\d\W*\Z")
_MOST = 60
"""Characters of what stands behind a title, at most."""
_ALL_TITLE = 8
"""Words of a title that has a year right behind it, where a shorter one may end with it."""


def tail_of(text: str, start: int, end: int) -> int | None:
    """Say where what is told of a title begins, if it ends a stretch of some words: "Slow Ponds ICML 2024"."""
    if text.endswith(" et al", start, end):
        return _behind(text, start, end, _NAMES)
    if (label := text[max(start, end - 5) : end]).endswith(_LABELS) and text[end : end + 1] in {":", "："}:
        return end - len(label.rsplit(" ", 1)[1])  # the number stands behind the colon
    shown = _behind(text, start, end, PRESENTED_BEHIND)
    if shown or not DIGIT.search(text, max(start, end - 16), end):
        return shown
    for found in chain(VENUE_YEAR.finditer(text, start, end), ARXIV_YEAR.finditer(text, start, end)):
        front = text[start : found.start()]
        if not _KIND_BEHIND.fullmatch(text, found.end(), end) or not front[-1:].isspace():
            continue
        goes_on = front.startswith((" and ", " or ", " & "))  # "Look, Listen, and Learn ICCV 2017"
        if (goes_on or len(words(front)) >= 3) and not _NO_TITLE.search(front):
            return found.start()
    if figures := _behind(text, start, end, _FIGURES):
        return figures
    if (day := _DAY.search(text, max(start, end - _MOST), end)) and is_date(day[0]):
        return day.start() + 1
    year = _YEAR.search(text, start, end)
    if not year or _NO_TITLE.search(text, start, year.start()) or not is_title_case(text[start : year.start()]):
        return None
    return year.start() + 1 if len(words(text[start : year.start()])) >= _ALL_TITLE else None


def translation_of(text: str, start: int, end: int) -> int | None:
    """Say where a Latin title ends and its translation begins in one marked stretch: "[Slow Ponds 慢池塘](…)"."""
    other = None if text.isascii() else _OTHER_NEXT.search(text, start, end)
    if not other or len(words(text[start : other.start()])) < 4 or _NO_TRANSLATION.search(text, other.end(), end):
        return None
    return other.end()


def _behind(text: str, start: int, end: int, form: re.Pattern[str]) -> int | None:
    """Say where a form that ends a stretch begins, behind words that neither speak nor lead on: "which improves on"."""
    if not (found := form.search(text, max(start, end - _MOST), end)):
        return None
    front = text[start : found.start()]
    speaks = is_speech(front) or front.islower() or _NO_TITLE.search(front)
    return found.start() + 1 if len(words(front)) > 2 and not speaks else None
