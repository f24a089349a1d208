"""Pure: the words of a suffix, as short as they can be and still true next week."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.render.escape import plain

_LONGEST_VENUE = 40
_GENERATION = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|md)\.?", re.IGNORECASE)
# Written large only where they belong to the family name ("Luc Van Gool"); written small, any word does.
_PARTICLES = frozenset({"van", "von", "de", "del", "della", "den", "der", "dos", "vander"})
_GROUP = frozenset(
    {"team", "group", "collaboration", "consortium", "workshop", "project", "contributors", "lab", "labs"}
)
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\s·]+")


def suffix(
    authors: Sequence[str],
    venue: str | None,
    year: int | None,
    is_preprint: bool,  # noqa: FBT001 - a fact among facts
    cited: int | None,
) -> str:
    """Give the plain words behind a title: "Ouyang et al., NeurIPS 2022, 12k+ citations"; "" if nothing is known."""
    counted, _ = citations(cited)
    parts = (_authors(authors), _published(venue, year, is_preprint=is_preprint), counted)
    return ", ".join(part for part in parts if part)


def _authors(authors: Sequence[str]) -> str:
    # arXiv has authors such as ":", behind a group that signs for its members.
    names = [name for author in authors if (name := family_name(author))]
    if not names:
        return ""
    if len(names) > 2:
        return f"{names[0]} et al."
    return " & ".join(names)


def family_name(author: str) -> str:
    """Give the name that a citation uses: the family's, or a group's whole name."""
    author = plain(author)
    if not any(char.isalnum() for char in author):
        return ""
    head, *tail = (part.strip() for part in author.split(","))
    if head and any(part and not _GENERATION.fullmatch(part) for part in tail):
        return head  # "Last, First", "Last, Jr., First"
    words = (head or author).split()
    while len(words) > 1 and (_GENERATION.fullmatch(words[-1]) or re.fullmatch(r"\d{4}", words[-1])):
        words.pop()  # DBLP numbers namesakes: https://dblp.org/faq/1474678.html
    if _GROUP.intersection(word.lower() for word in words):
        return " ".join(words)
    if _HAN.fullmatch(author):
        return words[0]
    first = len(words) - 1
    while first > 1 and _is_particle(words[first - 1]):
        first -= 1
    if first == 1 and words[0] in _PARTICLES:  # "de Vries", no first name
        first = 0
    return " ".join(words[first:])


def _is_particle(word: str) -> bool:
    return word.lower() in _PARTICLES or (word.islower() and not word.endswith("."))


def _published(venue: str | None, year: int | None, *, is_preprint: bool) -> str:
    place = plain(venue or ("arXiv" if is_preprint else ""))
    if len(place) > _LONGEST_VENUE:
        place = place[:_LONGEST_VENUE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    if year is None or str(year) in place:
        return place
    return f"{place} {year}".strip()


def citations(count: int | None) -> tuple[str, int | None]:
    """Give a count's words ("12k+ citations", "" below 10) and the number that they stand for.

    Rounded down to two digits, below 100 to tens, so that "+" makes it true and a day's drift rarely shows.
    """
    if count is None or count < 10:
        return "", None if count is None else 0
    unit = 10 ** max(len(str(count)) - 2, 1)
    count -= count % unit
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            whole, tenth = divmod(count // (size // 10), 10)
            number = f"{whole}.{tenth}" if tenth and whole < 10 else str(whole)
            return f"{number}{letter}+ citations", count
    return f"{count}+ citations", count
