"""Pure: full stops that end nothing, those of abbreviations, initials and numbers."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.names import AND, PARTICLE
from pipeline.parse.lexicon.words import UPPER, words

_JOURNAL = re.compile(r"J\.\s(?:of\b|(?:Machine|Artificial|Comput|Math|Stat|Phys|Acoust|Chem|Biol|Med|Appl|Neuro|Exp))")
_PHRASE = re.compile(r"(?:[^,.;:(&/]|/(?!/))*")
DASHED = re.compile(rf"\s(?:(?:{PARTICLE}) ){{0,2}}{UPPER}[a-zà-ÿ'’-]+\s[-–—|]\s")  # "J. Stam — Slow Ponds"
_AND_WITH = re.compile(rf"\s(?:{AND}|with)\s")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(,&\u2190-\u2bff\ufe0f\U0001f000-\U0001faff-])(?:[A-ZÀ-ÞА-Я]|[A-ZÀ-ÞА-Я]\.[A-ZÀ-ÞА-Я]|[Vv]s|Proc|Jr|Sr|St|Dr|Mr|Ms|Md|Prof|No|no|vol|Vol|pp|"
    r"Trans|Conf|Int|Intl|Univ|e\.g|i\.e|cf|et|Fig|Sec|Comput|Sci|Symp|Lett|Adv|Am|Eng|Appl|Soc|Front|"
    r"Math|Phys|Assoc|Natl|Acad|approx|Ann|Rev|Stat|Res|Nat|Biol|Med|Chem|Inf|Syst|Bd|Nr|Hrsg|"
    r"tr|str|nr|стр|дис|канд|докт|техн|наук|изд|ред)$"
)
_COUNTRY = re.compile(r"U\.[SKN]\.|E\.U\.|D\.C\.")
_SMALL = re.compile(rf"\s(?!(?:{PARTICLE}|and|with|et|und)\b)[a-z]{{2,}}")
_PART = re.compile(  # "Ponds. XIII. Frozen ponds", but "Ponds. X. Prell, J. Stam"
    r"(?<=[a-z\d]\.)\s?(?:[IVX]{2,5}|[IVX](?!\.\s(?:[A-Z]\.[\s-]?){0,3}[A-Z][\w'’-]+(?:,|\.|\s(?:and|et)\b|$)))\.\s"
)
_PART_BEHIND = re.compile(r"[:–-]\s[IVX]{1,4}\Z")  # "Ponds: II. Frozen ponds"
_CITED = re.compile(
    r"\.\s[A-Z][A-Za-z&]*(?: [A-Z][A-Za-z&]*| of| and| the| in){0,7} (?:19|20)\d\d\s?[:;]"
)  # ". Lancet 2002:"
_MONTH = re.compile(r"[ ,(](?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\Z")
_YEAR_AHEAD = re.compile(r"\s?(?:19|20)\d\d\b")
_YEAR_NEXT = re.compile(r"\s(?:19|20)\d\d(?:[a-z]?\.\s|;\s?\d)")
_SUFFIX = re.compile(r" [A-Z]{1,3} [JS]r\Z")  # "Prell AN Jr. Ice on Ponds."
_EDITION = re.compile(r"\s?(?:Aufl|изд|[Ee]d)")
_UNDATED = re.compile(r"\((?:s\. ?[fd]|n\. ?d|o\. ?J)\b")  # "(s. f. a)"
_NUMBERED = re.compile(r"\b[Pp]art [IVX]$")


def belongs(text: str, dot: int, end: int) -> bool:
    """Say whether a full stop belongs to an abbreviation or to the number of a part, so that it ends nothing."""
    if (
        text[dot - 1] in "IVX"
        and (part := text.rfind(".", max(0, dot - 7), dot)) >= 0
        and _PART.match(text, part + 1, end)
    ):
        return True
    if text[dot - 1] in "IVX" and _PART_BEHIND.search(text, max(0, dot - 7), dot):
        return True
    if text[dot - 1] in "sfdnoJ" and _UNDATED.search(text, max(0, dot - 5), dot + 4):
        return True
    if _MONTH.search(text, max(0, dot - 5), dot) and _YEAR_AHEAD.match(text, dot + 1, end):
        return True  # "Slow Ponds, Jan. 2021"
    if _YEAR_NEXT.match(text, dot + 1, end) or _SUFFIX.search(text, max(0, dot - 7), dot):
        return False  # "Prell, Ana T. 1974.", "Ann Pond Med. 2007;147"
    if text[dot - 1].isdigit() and not text[dot - 3 : dot - 1].isdigit() and _EDITION.match(text, dot + 1, end):
        return True  # "3. Auflage"
    return bool(_PART.match(text, dot + 1, end)) or _abbreviates(text, dot, end)


_LAST_AUTHOR = re.compile(rf"(?:&|\band) {UPPER}[\w'’-]+, (?:[A-Z]\.[\s-]?){{0,3}}[A-Z]\.\s+\w[^\s.]+:")


def _abbreviates(text: str, dot: int, end: int) -> bool:
    """Say whether a full stop belongs to an abbreviation. An initial ends a list of names where many words follow."""
    if text[dot - 1].isdigit() or not _ABBREVIATION.search(text[max(0, dot - 9) : dot]):
        return False
    if _JOURNAL.match(text[dot - 1 : dot + 20]):
        return True
    if _NUMBERED.search(text, max(0, dot - 12), dot) or _CITED.match(text, dot, end):
        return False
    if text[dot - 1].isupper() and not text[dot - 2 : dot - 1].isalpha():
        if _COUNTRY.match(text, dot - 3):
            return True
        if _LAST_AUTHOR.search(text, max(0, dot - 40), min(end, dot + 24)):
            return False  # "Prell, A., & Stam, J. POND: ..."
        if DASHED.match(text, dot + 1, end):
            return True
        ahead = _PHRASE.match(text[dot + 1 : min(end, dot + 120)])
        phrase = ahead[0] if ahead else ""
        first = _AND_WITH.split(phrase)[0]
        return len(words(phrase if _SMALL.search(phrase) else first)) < 4
    return True
