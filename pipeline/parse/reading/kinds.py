"""Pure: what each chunk of an entry is, by its own form and by what stands around it."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.parse.lexicon.hints import PRESENTED, SERIES, VENUE_YEAR, is_date, is_pages, is_venue, is_weak_venue
from pipeline.parse.lexicon.links import is_label
from pipeline.parse.lexicon.names import AND, ET_AL, PARTICLE, are_two, is_capitalised, is_names, is_person, is_surnames
from pipeline.parse.lexicon.words import CJK, UPPER, cjk_share, words
from pipeline.parse.reading.cut import Chunk

_FRAMEWORK = re.compile(r"(?:pytorch|tensorflow|tf|keras|jax|torch|matlab|python|c\+\+|caffe)\s?\d*", re.IGNORECASE)
_KIND_OF_MODEL = re.compile(r"\w+-(?:free|based|driven)", re.IGNORECASE)
_NO_LABELS = (_FRAMEWORK, _KIND_OF_MODEL, SERIES)
_LETTERS = re.compile(r"[A-Za-z-]+")
_CONNECTIVE = re.compile(rf"^(?:{AND}|&|by|with)\s+")
_CONNECTIVE_AND = re.compile(rf"^(?:{AND}|&)\s+")
_SURNAME = re.compile(rf"(?:(?:{AND})\s|&\s*)?(?:(?:{PARTICLE}) ){{0,3}}{UPPER}[\w'’.-]*")
_PARTICLES = re.compile(rf"\b(?:{PARTICLE}) ")
_JOURNALISH_TEXT = (
    "journal transactions letters proceedings symposium university press verlag magazine bulletin "
    "quarterly annals institute revista acta revue rivista zeitschrift jahrbuch dergisi журнал вестник труды tạp "
    "atti anais congreso congresso kongresi universität université universidad universidade università üniversitesi "
    "университет"
)
_JOURNALISH = frozenset(_JOURNALISH_TEXT.split())
_LONG = 60
"""Characters that one name, or a name and a surname, never have."""
_ALNUM = re.compile(r"[^\W_]")
_SURNAME_YEAR = re.compile(
    rf"(?:(?:De|Di|Del|Van|Von|Le) )?{UPPER}[\w'’-]+"
    rf"(?:(?:,? (?:&|and)|,) {UPPER}[\w'’-]+){{0,3}},?\s(?:\(?(?:19|20)\d\d[a-z]?\)?|['’]\d\d(?!\w))|"
    r"(?:[A-Z]\.[\s-]?){1,3}(?:19|20)\d\d"  # "Prell, A. 2007. Ponds"
)
_FIRST_AUTHOR = re.compile(rf"(?![A-Z]{{3,5}}\+){UPPER}[\w'’-]+\+")  # Japanese: "Stam+", "Wu+"
_NUMBER_BEHIND = re.compile(r"(?:,\s?(?:19|20)\d\d|(?<=[a-zà-ÿ])\d(?:,\d)*)$")  # the year, or her house: "Ana Prell1,2"
_COUNTED = re.compile(r"\w{1,12} ?#\d{1,3}")
_HOUSE = re.compile(
    rf"(?:{UPPER}[\w.-]+ ){{1,4}}(?:Collaborations?|Consortium)|(?:The )?(?:{UPPER}[\w.-]* ){{1,2}}(?:Development )?"
    r"Team|The (?:[\w.-]+ ){1,2}Community|"
    rf"\d{{1,2}}{UPPER}[a-z][\w-]*(?: [\w-]+){{0,6}}? (?:Universit|Institut|Laborator|College|School|of\b).*|"
    rf"\d{{1,2}}Universit.*"  # "1University of the Lake", the number once raised
)
_OLD_YEAR = re.compile(r"(?:1[6-8]\d\d|19[0-2]\d)[a-z]?")
_SHORT_YEAR = re.compile(r"(?=[A-Z])[^\s()\d]+(?: [^\s()\d]+){0,3} ?['’‘`]\d\d")  # "(Pond Security '22)"
_EDITED_BY = re.compile(r"(?:[Ee]dited|[Tt]ranslated|[Ee]ds?\.|[Tt]rans\.) by ")
_EDITOR = re.compile(r"\(?(?:[Ee]d(?:itor|\.)?s?|[Éé]ds?|Hrsg|Hg)\.?\)?")
_ACRONYM_YEAR = re.compile(
    r"(?!Ma?c|[DL]e[A-Z]|O['’])[A-Za-z][\w'’-]{0,20}[A-Z][\w'’-]{0,20}?"
    r"(?:,?\s?\(?(?:19|20)\d\d\)?| ?['’‘`] ?\d\d)|[A-Z][a-z]{2,14}(?:19|20)\d\d"
)
_CONTEST = re.compile(r"\S+ \S+ (?:.* )?(?:competition|challenge|contest|shared task)\b(?!\s+win)", re.IGNORECASE)
_LATIN = re.compile(rf"[^{CJK}\n]+")
TRIM = " \t\n\r.,;:|·•*∗†‡_~`«»\u3000\u00a0\ufffc\u200b\u200d\ufe0f"


def kind_of(text: str, chunk: Chunk) -> str:
    """Say what one chunk is by its own form."""
    if chunk.kind:
        return chunk.kind
    body = text.strip(TRIM)
    if not body:
        return ""
    if chunk.depth and text.lstrip()[:1] in {"*", "†", "‡"}:
        return "L"  # "(*Core contributors)"
    if chunk.before == "open" and _OLD_YEAR.fullmatch(body):
        return "Y"  # "(1902)"
    if chunk.before == "open" and body[-3:-2] in {"'", "’", "‘", "`"} and _SHORT_YEAR.fullmatch(body):
        return "V"
    labelled = chunk.depth > 0 or (chunk.segment.kind == "plain" and chunk.before != "comma")
    if labelled and not chunk.depth and chunk.before == "edge" and VENUE_YEAR.fullmatch(body):
        return "V"  # "NeurIPS22" alone in a cell
    kind = _form(body, labelled, chunk.before == "edge")
    quoted = chunk.segment.kind == "quote" and chunk.before == "edge" and chunk.end >= chunk.segment.end - 1
    return "T" if quoted and kind in {"P", "p", "q", "c", "s"} else kind


@lru_cache(maxsize=8192)
def _form(body: str, labelled: bool, first: bool) -> str:  # noqa: FBT001 - a cache looks names up slowly
    """Say what a text is that may be a label, or that opens a stretch."""
    if not (body[0].isalnum() or _ALNUM.search(body)) or (
        len(body) <= 4 and body.lower() in {"in", "dans", "by", "von", "par", "por"}
    ):
        return ""
    shown = (not first or " " in body) and PRESENTED.fullmatch(body)
    if shown or (body[0] == "@" and not first) or ("#" in body and _COUNTED.fullmatch(body)):
        return "L"  # "(@University of the Lake)", "Meeting #12 => Ponds"
    if is_date(body):
        return "Y"
    if is_pages(body) or (" by " in body and len(body) <= _LONG and _EDITED_BY.match(body)):
        return "N"
    if (labelled or body.endswith(" ID")) and is_label(body) and not any(f.fullmatch(body) for f in _NO_LABELS):
        return "L"
    if is_venue(body) and not ((weak := is_weak_venue(body)) and is_person(body)) and not (first and _is_contest(body)):
        return "v" if weak or (first and _LETTERS.fullmatch(body)) else "V"
    if _is_house(body) or _is_edited(body):
        return "V" if body.startswith(("In ", "in ")) or len(words(body)) == 1 else "P"
    if _is_journalish(body):
        return "v"
    share = 0.0 if body.isascii() else cjk_share(body)
    if share > 0:
        return "P" if ET_AL.search(body) and len(body) < 20 else "C" if share > 0.3 and not _latin_title(body) else "T"
    return _name_kind(body, first=first)


def _is_house(body: str) -> bool:
    """Say whether a text is a collaboration, or an affiliation with the number of its authors."""
    may_be = body[0].isdigit() or body.endswith(("Collaboration", "Collaborations", "Consortium", "Team", "Community"))
    return may_be and bool(_HOUSE.fullmatch(body))


def _is_journalish(body: str) -> bool:
    """Say whether a few words hold one of journals or publishers, or end as a report does."""
    found = words(body)
    if len(found) > 8:
        return False
    low = [w.lower() for w in found]
    if not _JOURNALISH.isdisjoint(low) and not ET_AL.search(body):  # "Ana Press et al"
        named = [w for w, small in zip(found, low, strict=True) if small in _JOURNALISH]
        if found[0] == "In" and named:
            return True  # "In ACME winter symposium"
        return any(not w.islower() or w == found[0] or not w.isascii() for w in named)  # "Mending transactions"
    if low[-1:] == ["report"] and 1 < len(found) <= 3 and found[0][0].isupper() and low[0] not in {"a", "the"}:
        return True  # "Technical report", "OpenPond Report"
    return tuple(low[-2:]) in {("technical", "report"), ("tech", "report"), ("lecture", "notes")}


def _is_contest(text: str) -> bool:
    """Say whether a venue only opens the title of what was held there: "ICFR 2015 competition on text in ponds"."""
    return bool(_CONTEST.match(text))


def _is_edited(body: str) -> bool:
    """Say whether a text begins or ends the names of editors: "In A. Prell and J. Stam, editors"."""
    opens = body.startswith(("In ", "in ")) and "." in body and (is_names(body[3:]) or is_person(body[3:]))
    return opens or (len(body) <= 10 and bool(_EDITOR.fullmatch(body)))


def _name_kind(body: str, *, first: bool) -> str:
    """Say which sort of name a text looks like; T for none."""
    if is_surnames(body):
        return "q"
    if not first and body[-1] == "+" and _FIRST_AUTHOR.fullmatch(body):
        return "P"
    dated = not body[-3:].isalpha()
    if dated and _ACRONYM_YEAR.fullmatch(body):
        return "v"  # "HotPond 2007", which no one is called
    if is_names(body) or (dated and _SURNAME_YEAR.fullmatch(body)):
        return "P"
    if len(body) > _LONG:
        return "T"
    joined = body[0] in "ab&weuyivит"
    name = _CONNECTIVE.sub("", body) if joined else body
    if is_person(_NUMBER_BEHIND.sub("", name) if name[-1:].isdigit() else name):
        return "p"
    if ((" and " in body or "&" in body) and are_two(body)) or is_capitalised(
        _CONNECTIVE_AND.sub("", body) if joined else body
    ):
        return "c"
    if _SURNAME.fullmatch(body):
        family = _CONNECTIVE_AND.sub("", body)
        return "s" if len(words(_PARTICLES.sub("", family))) == 1 else "T"
    return "T"


def _latin_title(body: str) -> bool:
    return any(len(words(m[0])) >= 4 for m in _LATIN.finditer(body))
