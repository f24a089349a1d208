"""Pure: which lone surnames are authors, by the year, the venue or the title beside them."""

from __future__ import annotations

import re
from itertools import takewhile

from pipeline.parse.lexicon.names import are_families, is_family_names
from pipeline.parse.lexicon.words import UPPER, shape
from pipeline.parse.reading.cut import Chunk
from pipeline.parse.reading.kinds import TRIM

_LONE = frozenset("scp")
_MOST = 4
"""Surnames with a year, at most."""
AND_WORD = re.compile(r"\s*(?:and|or|&)\s")


def surnames(chunks: list[Chunk], text: str, *, names_first: bool) -> None:
    """Surnames alone are authors where a year follows ("Prell and Stam (2015)") or a venue ("(Prell, KDD 2018)")."""
    live = [c for c in chunks if c.kind]
    titled = any(c.kind in {"T", "C"} for c in live)
    _listed_surnames(live, text)
    _linked_surnames(live, text)
    last_text = max((i for i, c in enumerate(live) if c.kind == "T"), default=0)
    for i, chunk in enumerate(live):
        follows = live[i + 1].kind if i + 1 < len(live) else ""
        inside = chunk.depth > 0 and follows in {"V", "Y"} and live[i + 1].before != "open" and live[i + 1].depth > 0
        if chunk.kind == "q":
            chunk.kind = (
                "P"
                if (follows == "Y" and (titled or "&" in text[chunk.start : chunk.end]))
                or (titled and not follows and chunk.before in {"ask", "dot"})
                or (names_first and i == 0)
                or (chunk.before == "comma" and i > 0 and _ends_title(live[i - 1], live[i + 1 : i + 2], text))
                or chunk.before == "by"
                or inside
                or (i < 2 and _opens_reference(live[: i + 2], text))
                or (follows == "Y" and chunk.segment.kind == "link" and live[i + 1].segment is chunk.segment)
                else "T"
            )
        elif (
            (
                chunk.kind == "s"
                and i
                and text[chunk.start - 2 : chunk.start] == "--"
                and not _goes_on(live[i + 1 : i + 2])
                and i >= last_text
            )
            or (chunk.kind == "s" and chunk.before == "by" and follows in {"V", "Y"})
            or (chunk.kind == "s" and not i and follows == "Y" and _is_titled(live[1:3], text))
            or (chunk.kind == "s" and inside and chunk.before == "open")
            or (chunk.kind == "s" and names_first and not i and _opens_line(live, text))
            or (chunk.kind == "s" and i and _stands_between(live[i - 1 : i + 2], text))
        ):
            chunk.kind = "P"


def _listed_surnames(live: list[Chunk], text: str) -> None:
    """Take several surnames behind the full stop of a title for its authors: "Slow Ponds. Prell, Stam, and Birk".

    So are those in front of a colon and a link, "Prell, Stam, Birk: [Slow Ponds](address)", or of a title behind one.
    """
    front = [
        *takewhile(lambda c: c.kind in _LONE and c.before in {"edge", "comma"} and c.segment is live[0].segment, live)
    ]
    behind = live[len(front) :][:1]
    mark = text[front[-1].end : behind[0].start].strip() if len(front) > 2 and behind else ""
    _surnames_first(live, front, text)
    linked = mark == ":" and behind[0].segment.kind == "link" != front[-1].segment.kind
    if linked or (
        mark == "." and are_families([text[c.start : c.end] for c in front]) and _reads(behind[0], text, len(front))
    ):
        for chunk in front:
            chunk.kind = "P"
        behind[0].kind = "T"
    for first in [i for i, c in enumerate(live) if i and c.kind == "s" and c.before in {"dot", "dash"}]:
        rest = [*takewhile(lambda c: c.kind == "s" and c.before == "comma", live[first + 1 :])]
        behind = live[first + 1 + len(rest) :][:1]
        listed = len(rest) > 1 and bool(AND_WORD.match(text, rest[-1].start))
        if live[first].before == "dash" and behind and behind[0].before == "open":  # "Slow Ponds – Prell, Stam (2010)"
            titled = live[first - 1].kind in {"T", "c"} and _looks(live[first - 1], text) >= _SOME
            listed = titled and is_family_names(text[live[first].start : behind[0].start])
        if listed and behind and behind[0].kind in {"V", "Y"}:
            for chunk in [live[first], *rest]:
                chunk.kind = "P"


def _linked_surnames(live: list[Chunk], text: str) -> None:
    """Take surnames that a link holds with the year behind a title's full stop: "Ponds. [Prell, Stam (2010)](…)"."""
    for i, year in enumerate(live):
        if year.kind != "Y" or year.segment.kind != "link":
            continue
        own = [c for c in live[max(0, i - _MOST) : i] if c.segment is year.segment]
        title = live[i - len(own) - 1 : i - len(own)]
        if own and title and text[title[0].end : own[0].start].strip() == "." and all(c.kind in _LONE for c in own):
            for chunk in own:
                chunk.kind = "P"


def _opens_line(live: list[Chunk], text: str) -> bool:
    """Say whether one surname, a title and where or when it appeared open a line: "Prell, Slow Ponds and Ice, 2003"."""
    title = [
        *takewhile(lambda c: c.kind in {"T", "s"} and c.before == ("comma" if c is live[1] else "colon"), live[1:])
    ]
    behind = live[len(title) + 1 :][:1]
    if not title or not behind or behind[0].kind not in {"V", "Y"}:
        return False
    whole = shape(text[title[0].start : title[-1].end].strip(TRIM))
    return whole >= 0.9 and is_family_names(text[live[0].start : live[0].end])


def _surnames_first(live: list[Chunk], front: list[Chunk], text: str) -> None:
    """Take surnames in front of a comma and a title for the authors: "Prell, Stam and Birk, Slow Ponds, ICML 2010"."""
    paired = len(live) > len(front) and live[len(front)].kind == "q"
    names = live[: len(front) + paired]
    behind = live[len(names) :]
    if len(names) < 3 - 2 * paired or len(behind) < 2 or names[0].before != "edge" or behind[-1].kind not in {"V", "Y"}:
        return
    told = next(c.start for c in behind if c.kind in {"V", "Y"})
    if behind[0].before != "comma" or shape(text[behind[0].start : told].strip(TRIM)) < _TITLE:
        return
    if names[0].segment.kind == "plain" and are_families([text[c.start : c.end] for c in names]):
        for chunk in names:
            chunk.kind = "P"


_TITLE = 0.75
"""The form of a title that some surnames stand before."""


def _reads(chunk: Chunk, text: str, names: int) -> bool:
    """Say whether a chunk holds most of a title, or a short one behind many names."""
    whole = text[chunk.start : chunk.segment.end].partition(". ")[0].strip(TRIM)
    many = names >= _MOST
    return chunk.kind in ({"T", "s", "c", "p"} if many else {"T", "s"}) and shape(whole) >= (_TITLE if many else 0.9)


def _goes_on(behind: list[Chunk]) -> bool:
    """Say whether a colon follows: "Stam" ends "Slow Ponds -- Stam", but "PondNet" not "KDD 19 -- PondNet: Ice"."""
    return bool(behind) and behind[0].before == "colon"


def _ends_title(title: Chunk, behind: list[Chunk], text: str) -> bool:
    """Say whether a plain title of some words ends before two surnames: "Slow Ponds Under Ice, Prell and Stam"."""
    if title.kind != "T" or title.segment.kind != "plain" or (behind and behind[0].kind in {"T", "C"}):
        return False
    return _looks(title, text) >= 0.9


def _opens_reference(live: list[Chunk], text: str) -> bool:
    """Say whether a title follows a dash behind "Prell & Stam", or behind "2015 - Prell and Stam"."""
    front, names, title = "".join([c.kind for c in live[:-2]]), live[-2:-1], live[-1]
    told = front == "Y" or (not front and names and "&" in text[names[0].start : names[0].end])
    return bool(told) and title.kind in {"T", "c"} and title.before == "dash" and _looks(title, text) >= 0.75


_FAMILY = re.compile(rf"\W*{UPPER}[a-zà-ÿ'’]+(?:-{UPPER}[a-zà-ÿ]+)?\W*")
"""One surname, not what is coined: "PondNLP"."""


def _stands_between(near: list[Chunk], text: str) -> bool:
    """Say whether a surname stands behind a title and before a year, a venue or a link: "Slow Ponds, Prell (2010)"."""
    title, name, told = near[0], near[1], near[-1]
    if title.kind != "T" or told.kind not in {"Y", "V", "L"} or told.segment.kind == "quote":
        return False
    if name.before not in ({"comma", "dash"} if told.kind == "L" else {"comma"}):
        return False
    if told.kind != "L" and told.before not in {"open", "comma"}:
        return False
    own = _FAMILY.fullmatch(text, name.start, name.end) and is_family_names(text[name.start : name.end])
    return bool(own) and _looks(title, text) >= 0.9


_SOME = 0.45


def _looks(chunk: Chunk, text: str) -> float:
    return shape(text[chunk.start : chunk.end].strip(TRIM))


def _is_titled(behind: list[Chunk], text: str) -> bool:
    """Say whether a title follows the year behind a surname: "Prell, 2010 - Ponds", "Prell (2010) *Ponds*"."""
    year, title = behind[0], behind[-1]
    marked = title.segment.kind in {"slant", "quote"} and "." not in text[year.end : title.start]
    return title is not year and (title.before == "dash" or marked)  # "Pond Inc. (2010). *Terms of Use*" is by a house
