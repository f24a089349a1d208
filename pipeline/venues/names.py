"""Pure: from the many ways of writing a venue to one short name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from pipeline.venues.table import CONFERENCES
from pipeline.venues.table import JOURNALS as _JOURNAL_TABLE

_ORDINAL = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)?-?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|"
    r"ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
    r"twentieth|thirtieth|fortieth|fiftieth|sixtieth)|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)|\d+(?:st|nd|rd|th)?)"
)
# What may stand before a venue's full name without making it another venue ("Asian" would).
_HEAD = re.compile(
    rf"(?:{_ORDINAL}|in|the|of|on|for|and|proc|proceedings|annual|biennial|international|joint|conference|symposium|meeting|"
    r"ieee|acm|cvf|rsj|rjs|isca|usenix|siam|aaai|sig[a-z]+|volume|computer|society|'\d\d)"
)
_TAIL = (
    r"(?=$|\s*[:;()\[\]]|\s*,(?!\s(?:theory|imaging|optimi|pattern|graphics|image|and))|\s+[-–—@/]|\s*['’]?\d|"
    r"\s+(?:vol|volume|proceedings|workshops?|poster|oral|main|conference|datasets|industry|companion|usa?$|"
    r"and\s(?:the\s)?(?:\d+[a-z]*|exhibition|expo)|\w+\strack)\b)"
)
# What may stand beside an acronym without making it another venue ("Student Abstracts" would).
_BESIDE = re.compile(
    rf"(?:{_ORDINAL}|in|the|of|at|proc|proceedings|ieee|acm|cvf|usenix|annual|conference|conf|poster|posters|oral|spotlight|"
    r"main|long|short|full|paper|papers|regular|track|research|technical|volume|vol|no|pp|pages|pmlr|accepted|notable|"
    r"top|datasets|and|benchmarks?|highlight|hlt|camera|ready|version|presentation|publication|published|as|an?|for|to|appear|"
    r"[12]\d{3}|v\d+|s\d+)"
)
_ACL_FAMILY = "AACL-IJCNLP|IJCNLP-AACL|ACL-IJCNLP|EMNLP|NAACL|EACL|AACL|ACL|IJCNLP"
_FINDINGS = re.compile(
    r"\bfindings(?: of| at)?(?: the)?(?: association for computational linguistics| acl(?=\s*[:,]))?[\s:,(-]*"
    rf"(?:\d{{4}}\s*)?({_ACL_FAMILY})\b|\b({_ACL_FAMILY})\b\W*(?:\d+\W*)?findings\b",
    re.IGNORECASE,
)
_PREPRINT = re.compile(
    r".*\barxiv\b.*|(?:corr|biorxiv|medrxiv|chemrxiv|psyarxiv|techrxiv|ssrn|openreview|(?:iacr )?cryptology eprint|"
    r"preprints?|e-?prints?)\b.*|"
    r"research square.*|hal|zenodo|github|under review.*|in submission.*|submitted\b.*|unpublished|"
    r"none|n/?a|null|unknown|no venue|"
    # Series of proceedings say nothing about the venue.
    r"(?:pmlr|proceedings of machine learning research|"
    r"lecture notes in (?:computer science|artificial intelligence)|lncs)\b[\s\d.,:()vol-]*",
    re.IGNORECASE,
)
# Parts of an event that are not its main proceedings.
_BESIDES = (
    (re.compile(r"\bworkshops?\b"), "Workshop"),
    (re.compile(r"system demonstrations|\bdemos?\b|\bdemonstrations?\b"), "Demo"),
    (re.compile(r"student research workshop|\bsrw\b"), "SRW"),
    (re.compile(r"industry(?: track)?|industrial track"), "Industry"),
    (re.compile(r"\bcompanion\b|\badjunct\b"), "Companion"),
    (re.compile(r"extended abstracts?"), "Extended Abstracts"),
    (re.compile(r"\btutorials?(?: abstracts)?\b"), "Tutorial"),
)
# In a workshop's name: the venue as its topic ("Workshop on Machine Learning and Systems"), and its own acronym.
_TOPIC = re.compile(r"\bworkshops? (?:on|of|for|in)(?: the)?\s*$")
_OWN = re.compile(r"\([a-z&-]+\)\s*$")
_EVENT = re.compile(
    r"\b(?:proceedings|conference|workshop|symposium|meeting|congress|colloquium|findings)\b", re.IGNORECASE
)
_THESIS = re.compile(r"\b(?:thesis|dissertation)\b", re.IGNORECASE)
_PERIODICAL = re.compile(
    r"\b(?:journal|transactions|letters|review|reviews|magazine|annals|reports?|bulletin|archives?|advances|frontiers|"
    r"nature|science|sciences|cell|lancet|medicine|plos|ieee access|quarterly|studies|research)\b",
    re.IGNORECASE,
)
_LONGEST = 500  # of a name; what is longer is a text, no name


def _rows(table: str, cells: int) -> list[list[str]]:
    return [[cell.strip() for cell in row.split("|", cells - 1)] for row in table.strip().splitlines()]


@cache  # compiling takes a fifth of a second, and short names do without
def _phrases() -> list[tuple[str, re.Pattern[str]]]:
    return [(row[0], re.compile(rf"\b(?:{row[2].replace(' ; ', '|')}){_TAIL}")) for row in _rows(CONFERENCES, 3)]


def _acronyms() -> dict[str, str]:
    return {a.strip(): row[0] for row in _rows(CONFERENCES, 3) for a in (row[0], *row[1].split(",")) if a.strip()}


@cache
def _journals() -> dict[str, re.Pattern[str]]:
    return {
        row[0]: re.compile("|".join(filter(None, (re.escape(row[0].casefold()), *row[1].split(" ; ")))))
        for row in _rows(_JOURNAL_TABLE, 2)
    }


JOURNALS = frozenset(row[0] for row in _rows(_JOURNAL_TABLE, 2))
_BY_FOLD = {a.casefold(): name for a, name in _acronyms().items()}
_ACRONYM = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(a) for a in sorted(_BY_FOLD, key=len, reverse=True)) + r")(?![a-z])"
)
_PACMPL = re.compile(r"\b(?:pacmpl|acm on programming languages|acm program lang)\b.*\b(pldi|popl|oopsla|icfp)\d?\b")


def canonical(name: str) -> str | None:
    """Give the short name of a venue; an unknown one comes back cleaned, a preprint server (or nothing) as None.

    >>> canonical("Advances in Neural Information Processing Systems 35"), canonical("arXiv.org")
    ('NeurIPS', None)
    """
    text = " ".join(re.sub(r"[{}]", "", name[: 4 * _LONGEST]).split()).strip(" ,.;:'\"")
    if not text or _PREPRINT.fullmatch(text):
        return None
    return known(text) or text


@lru_cache(maxsize=8192)
def known(text: str) -> str | None:
    """Give the short name of a venue in the table, or None."""
    if len(text) > _LONGEST:
        return None
    text = re.sub(r"\b(CVPR|ICCV|ECCV|WACV|ICDM|ICRA|ICST)W\b", r"\1 Workshop", text)
    low = " ".join(text.casefold().replace(".", " ").replace("&amp;", "&").split())
    if low in _BY_FOLD:
        return _BY_FOLD[low]
    if found := _FINDINGS.search(low):
        return "Findings of " + _BY_FOLD[found[1] or found[2]]
    if found := _PACMPL.search(low):
        return f"PACMPL ({found[1].upper()})"
    return _journal(low) or _conference(low)


def _journal(low: str) -> str | None:
    low = re.sub(r"\s*\([a-z-]{3,8}\)$", "", low)  # "... Research (TMLR)"
    bare = re.split(r",?\s*\(?(?:\d|vol\b|volume\b|no\b|issue\b)", low, maxsplit=1)[0].strip(" ,:;-")
    return next((name for name, pattern in _journals().items() if pattern.fullmatch(bare)), None)


def _conference(low: str) -> str | None:
    part = next(((pattern, label) for pattern, label in _BESIDES if pattern.search(low)), None)
    strict = part is None or part[1] != "Workshop"  # a workshop's own name says nothing against its host
    found = _by_phrase(low, strict=strict)
    if found and "workshop" in found[1]:  # some conferences are called so
        return found[0]
    name = found[0] if found else _by_acronym(part[0].sub(" ", low) if part else low, strict=strict)
    return f"{name} {part[1]}" if name and part else name


def _by_phrase(low: str, *, strict: bool) -> tuple[str, str] | None:
    for name, pattern in _phrases():
        found = pattern.search(low)
        if not found:
            continue
        head = low[: found.start()]
        if _only(_HEAD, head) if strict else not _TOPIC.search(head):
            return name, found[0]
    return None


def _by_acronym(low: str, *, strict: bool) -> str | None:
    if not strict:
        low = _OWN.sub("", low)
    names = {_BY_FOLD[a] for a in _ACRONYM.findall(low)}
    if len(names) != 1 or (strict and not _only(_BESIDE, _ACRONYM.sub(" ", low))):
        return None
    return names.pop()


def _only(allowed: re.Pattern[str], text: str) -> bool:
    """Whether `text` has no words but the allowed ones and acronyms of venues."""
    words = (word.strip("'’") for word in re.findall(r"[^\s/,:;()\[\]\-–—@%]+", text))
    return all(not word or allowed.fullmatch(word) or word in _BY_FOLD for word in words)


def kind(name: str) -> Literal["journal", "conference", "thesis"]:
    """Say what a venue is, from its canonical name; of an unknown one its words tell.

    >>> kind("TMLR"), kind("Findings of ACL"), kind("Annals of Gardening")
    ('journal', 'conference', 'journal')
    """
    if name in JOURNALS or name.startswith("PACMPL"):
        return "journal"
    if name.partition(" ")[0] in _BY_FOLD.values() or known(name) or _EVENT.search(name):
        return "conference"
    if _THESIS.search(name):
        return "thesis"
    return "journal" if _PERIODICAL.search(name) else "conference"
