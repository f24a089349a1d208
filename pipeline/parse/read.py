"""Markdown text in, a `Document` of mentions out; pure but for the processes that share a huge list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Document, Mention, Notice, Place
from pipeline.parse.cores import in_parts, send_as_calls, usable
from pipeline.parse.judging.judge import THRESHOLD
from pipeline.parse.markup.flow import IMAGE, URL
from pipeline.parse.markup.parts import SIZE, Part
from pipeline.parse.reading.entry import Entry
from pipeline.parse.reading.plain import unclosed
from pipeline.parse.telling.mention import mentions_of
from pipeline.parse.telling.remarks import about
from pipeline.parse.whole import Whole, entries_of, open_list, shown, uncollected

_NEAR = 1.0
"""How far below the threshold a line still looks like a paper to a reader."""

send_as_calls(Mention, Place, Notice)


def parse(text: str, *, part: int = SIZE) -> Document:
    """Read a list. Never raises, whatever the text.

    A text of twice `part` characters or more is read in parts of that size, by several processes where there are
    cores for them. What else the whole list tells of an entry (the usual form of its entries, whether it is one of
    papers) its part does then.
    """
    with uncollected():
        whole = open_list(text, part)
        told = list(in_parts(lambda n: _tell(whole, whole.parts[n]), len(whole.parts), usable()))
        mentions = _apart([m for t in told for m in t.mentions])
        notices = [*whole.overrides.notices, *(n for t in told for n in t.notices), *whole.notices]
        notices.sort(key=lambda n: (n.line, n.kind == "left out"))
        return Document(text, tuple(mentions), tuple(notices), _title(told))


@dataclass(frozen=True, slots=True)
class _Told:
    """What one part tells: `sections` hold papers, `headings` are the first ones of level 1 and 0."""

    mentions: list[Mention]
    notices: list[Notice]
    sections: set[str | None]
    headings: dict[int, str]


def _tell(whole: Whole, part: Part) -> _Told:
    entries = entries_of(whole, part)
    own = [e.block.lines[0].start >= part.start for e in entries]
    odd = [e.line for e, mine in zip(entries, own, strict=True) if mine and e.head and _is_unclosed(e)]
    notices = [Notice(line, "a 【 is not closed") for line in odd]
    told = _Told([], notices, {e.section for e in entries if e.accepted}, _headings(entries, own))
    lines: dict[int, int] = {}
    said = about(entries)
    for index, entry in enumerate(entries):
        above = entry.parent
        while above is not None and above not in lines:
            above = entries[above].parent
        found = mentions_of(entry, lines[above] if above is not None else None)
        if found:
            lines[index] = found[0].line
        if own[index] and found:
            told.mentions.extend([words.added_to(m) for m in found] if (words := said.get(index)) else found)
        elif own[index] and _is_near(entry):
            told.notices.append(Notice(entry.line, shown(entry), "left out"))
        entry.forget()
    return told


def _is_unclosed(entry: Entry) -> bool:
    return bool([c for c in entry.cells if "【" in c.text and unclosed(c.text)])


def _headings(entries: list[Entry], own: list[bool]) -> dict[int, str]:
    """Give the first heading of level 1, without badges, and what front matter says (0)."""
    found: dict[int, str] = {}
    for entry, mine in zip(entries, own, strict=True):
        level = entry.block.level
        if (
            mine
            and entry.block.kind == "heading"
            and level < 2
            and not entry.accepted
            and entry.text.strip(f"{IMAGE}{URL} ")
        ):
            found.setdefault(level, entry.text)
    return found


def _title(told: list[_Told]) -> str | None:
    """Give the first heading of level 1, or what front matter says.

    Where papers stand right under a heading, it heads a section.
    """
    firsts = [next((t.headings[level] for t in told if level in t.headings), None) for level in (1, 0)]
    found = next((x for x in firsts if x is not None and not any(x in t.sections for t in told)), None)
    return None if found is None else " ".join(re.sub(f"[{IMAGE}{URL}]", " ", found).split())


def _is_near(entry: Entry) -> bool:
    if entry.owner is not None or entry.off or not entry.best or entry.block.kind in {"heading", "code"}:
        return False
    return entry.score >= THRESHOLD - _NEAR and entry.best[1].shape >= 0.75


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Leave out a mention whose place another one has, or whose link."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.place.start):
        if not kept or mention.place.start >= (kept[-1].place.after or kept[-1].place.end):
            kept.append(mention)
    return kept
