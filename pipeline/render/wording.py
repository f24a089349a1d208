"""Pure: the words of a suffix, as short as they can be and still true next week."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import persons
from pipeline.text import one_line

_LONGEST_VENUE = 40


def suffix(
    authors: Sequence[str],
    venue: str | None,
    year: int | None,
    is_preprint: bool,  # noqa: FBT001 - a fact among facts
    cited: int | None,
    *,
    withdrawn: bool = False,
) -> str:
    """Give the plain words behind a title: "Ouyang et al., NeurIPS 2022, 12k+ citations"; "" if nothing is known."""
    counted, _ = citations(cited)
    state = "withdrawn" if withdrawn else ""
    parts = (_authors(authors), _published(venue, year, is_preprint=is_preprint), state, counted)
    return ", ".join(part for part in parts if part)


def _authors(authors: Sequence[str]) -> str:
    # arXiv has authors such as ":", behind a group that signs for its members.
    names = [name for author in authors if (name := persons.family_name(one_line(author)))]
    if not names:
        return ""
    if len(names) > 2:
        return f"{names[0]} et al."
    return " & ".join(names)


def _published(venue: str | None, year: int | None, *, is_preprint: bool) -> str:
    place = one_line(venue or ("arXiv" if is_preprint else ""))
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
