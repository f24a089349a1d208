"""Pure: where a stretch stands in its line: behind names, between dashes, behind what it describes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from pipeline.parse.judging.proof import MARKED, strength
from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.words import is_speech, is_title_case, words
from pipeline.parse.reading.cut import Chunk
from pipeline.parse.reading.entry import Cell
from pipeline.parse.reading.runs import Run
from pipeline.parse.reading.subtitles import tells

_TITLED, _WHOLE = 0.75, 0.9
"""The form of what is a title, and of one of four words or more."""
_SHORT = 20
"""Characters of a tag or a short name before a title, at most."""
_TOLD = re.compile(r"T+P+[VYN]+T?LT*")  # a name, its authors, where it stood and a link
_MADE = re.compile(r"T+P+T*[VYNL].*")  # a name that links a paper, its authors and more
MADE_BY = r"\s(?:by|von|par|por) [^:\n]{2,50}: "
"""Who made what a link leads to, behind it, and a colon: "[Pond Guide](address) by Ana Prell: notes on ponds"."""
_MADE_BY = re.compile(MADE_BY)
_DASH_BEHIND = re.compile(r"\W{0,3}\s[-–—]+\s")

_NAMES = 400
"""Stretches of a list of names at most, with what stands before it."""


def behind_names(cell: Cell, run: Run) -> bool:
    """Say whether a stretch stands right behind names and a year, or in quotes or italics behind names."""
    quoted = run.segment.kind in {"quote", "slant"} and cell.reading.names is not None
    if not (cell.named or quoted):
        return False
    index = bisect_right(cell.reading.chunks, run.start, key=lambda c: c.end)
    before = "".join([c.kind for c in cell.reading.chunks[max(0, index - _NAMES) : index]])
    if quoted and before.endswith("P") and (run.segment.kind == "quote" or not before.strip("PN")):
        return True
    if quoted and before.startswith("P") and before.endswith(("Y", "YN")) and not before.strip("PYN"):
        return True
    return cell.named and before.rstrip("YN").endswith("P") and before.endswith(("Y", "YN"))


def told_from(cell: Cell, title: Run) -> float:
    """Give where venue, year, pages or an address stand behind a title, or names behind its full stop."""
    behind = [c for c in cell.reading.chunks if c.kind and c.start >= title.end]
    told = [c.start for c in behind if c.kind in {"V", "Y", "N"}][:1]
    if title.segment.kind == "plain" and behind and behind[0].kind == "P" and behind[0].before == "dot":
        told = [behind[0].start]
    told += [x.start for x in cell.links if x.bare and x.start >= title.end][:1]
    return min(told, default=float("inf"))


def describes(cell: Cell, run: Run, everything: list[Cell]) -> int:
    """Say whether plain text follows a bold or linked name (1), only tells of a paper's link (2), or ends one (3)."""
    flow = cell.flow.text
    if _behind_title(cell, run):
        return 3
    if flow[run.start].islower() and any(x.end <= run.start and words(flow[x.start : x.end]) for x in cell.links):
        return 2  # "[PondNet](address) (Stam 2020) shows how"
    if any(x.end < run.start and (by := _MADE_BY.match(flow, x.end)) and by.end() >= run.start for x in cell.links[:1]):
        return 3
    chunks = cell.reading.chunks
    index = bisect_right(chunks, run.start, key=lambda c: c.start) - 1
    if index > 2 and chunks[0].segment.kind in MARKED and _is_told(chunks, index):
        return 3
    if index < 0 or chunks[index].end <= run.start or chunks[index].before not in {"dash", "colon", "comma", "edge"}:
        return 0
    before = next((c for c in reversed(chunks[:index]) if c.kind and not (c.depth and c.kind in {"V", "Y"})), None)
    if before is None or before.segment.kind not in MARKED or before.before == "left":
        return 0  # behind "**[PondNet]**"
    link = before.segment.link
    colon = ":" in cell.flow.text[before.end : run.start]
    if link is None and strength(everything) >= 3 and colon:
        return 0  # "**PondRel:** A data set of ponds [paper]"
    if link is None or link.goal not in {Target.PAPER, Target.PDF} or colon:
        return 1
    name = words(cell.flow.text[link.start : link.end])
    text = cell.flow.text[run.start : run.end]
    return 1 + ((chunks[index].before == "dash" and (len(name) > 1 or text[0].islower())) or is_speech(text))


_FRONT = 8
"""So many stretches stand before or behind a title of which a line tells."""


def _behind_title(cell: Cell, run: Run) -> bool:
    """Say whether plain text ends a line that opens with a title in italics or code: "`Slow Ponds` [pdf]: Has ice"."""
    front = (r for r in cell.reading.runs[:_FRONT] if r.end <= run.start)
    title = next((r for r in front if r.shape >= _TITLED or r.segment.kind == "slant"), None)
    if title is None or title.segment.kind != "slant" or title.shape < _TITLED or title.end < title.segment.end - 1:
        return False
    index = bisect_left(cell.reading.chunks, run.end, key=lambda c: c.start)
    rest = cell.reading.chunks[index : index + _FRONT + 1]
    return len(rest) <= _FRONT and all(c.kind in {"", "T", "C"} for c in rest)


def said_from(cell: Cell, run: Run) -> int:
    """Give where words begin that say something of a title, behind names, a venue or a link that are told of it."""
    chunks = cell.reading.chunks
    told = "L" if any(x.bare and x.start >= run.end for x in cell.links[:1]) else ""
    if run.shape < _TITLED or any(
        c.kind in {"T", "C"} and c.end <= run.start and c.end - c.start > _SHORT for c in chunks
    ):
        return cell.end
    for chunk in chunks[bisect_right(chunks, run.start, key=lambda c: c.end) :]:
        if chunk.start < run.end or not chunk.kind:
            continue
        if chunk.kind in {"T", "C"}:
            return chunk.start if told and (told == "L" or chunk.before in {"dash", "colon"}) else cell.end
        told = chunk.kind
    return cell.end


def _is_told(chunks: list[Chunk], index: int) -> bool:
    """Say whether a chunk tells of the marked name that opens the line: names, venue and links stand between."""
    before = chunks[index].before
    if before not in {"dot", "dash"}:
        return False
    kinds = "".join([c.kind for c in chunks[:index]])
    if before == "dot":
        return bool(_TOLD.fullmatch(kinds))  # "**PondNet** — Stam, ICFR 2020, [2001.00001](address). Shows how"
    link = chunks[0].segment.link
    return link is not None and link.goal in {Target.PAPER, Target.PDF} and bool(_MADE.fullmatch(kinds))


_SENTENCE = 8
"""Words that a sentence has in front of another."""


def speaks_on(cell: Cell, run: Run) -> bool:
    """Say whether a plain sentence stands behind one that cites no one: "... on ponds. Nets are judged by ice"."""
    before, text = cell.flow.text[cell.start : run.start].rstrip(), cell.flow.text[run.start : run.end]
    if run.segment.kind != "plain" or not before.endswith(".") or len(words(before)) <= _SENTENCE:
        return False
    cites = any(c.kind in {"P", "Y"} for c in cell.reading.chunks if c.end <= run.start)
    return is_speech(text) and not is_title_case(text) and not cites


def is_placed(cell: Cell, run: Run) -> bool:
    """Say whether the venue, and nothing else, stands right beside a whole title: "[ICFR 2020] Slow Ponds"."""
    venue, text = cell.reading.venue, cell.flow.text
    if run.shape < _WHOLE or not venue or text[run.start].islower():
        return False
    near = (venue[1], run.start) if venue[1] <= run.start else (run.end, venue[0])
    return not words(text[near[0] : near[1]])


_NAME = 3
"""Words of a name that a paper's title follows, at most."""


def is_named(cell: Cell, run: Run) -> bool:
    """Say whether a title stands behind a link of a few words and its venue in brackets, or in capitals itself.

    "[Big Bird](address) [ICFR 2020] Slow ponds" and "[Big Bird](address) Slow Ponds".
    """
    link, text = next((x for x in cell.links if not x.bare), None), cell.flow.text
    if link is None or run.segment.kind != "plain" or run.shape < _WHOLE or link.end > run.start:
        return False
    if words(text[cell.start : link.start]) or len(words(text[link.start : link.end])) > _NAME:
        return False
    told = [c for c in cell.reading.chunks if c.kind and link.end <= c.start and c.end <= run.start]
    if told:
        return {c.kind for c in told} <= {"V", "Y"} and text[told[-1].end : run.start].strip() in {"]", ")"}
    apart = "." in text[link.end : run.start] or text[run.end : cell.end].strip() == "."
    return is_title_case(text[run.start : run.end]) and not apart


_BEHIND_TERM = re.compile("[TL]+P+YN*")


def behind_term(cell: Cell, run: Run) -> bool:
    """Say whether a title opens behind a term, a colon or a dash, names and a year: "**Ponds**: Prell (2014). Ice"."""
    before = [c for c in cell.reading.chunks[: _FRONT * 2] if c.kind and c.end <= run.start]
    if run.shape < _WHOLE or not _BEHIND_TERM.fullmatch("".join([c.kind for c in before])):
        return False
    text, names = cell.flow.text, next(c for c in before if c.kind == "P")
    term = text[before[0].start : names.start].rstrip()
    if term[-1:] not in {":", "-", "–", "—"} or len(words(term)) > _NAME:
        return False
    return not tells(text, run.start)


def labels_next(cell: Cell, run: Run) -> bool:
    """Say whether a link ends with a colon, so that it labels what is behind: "[Pond Trees: ](address) Title"."""
    text, end = cell.flow.text, run.segment.end
    return text[run.end : end].strip() == ":" and len(words(text[end : cell.end])) > 1


_NICK = 2
"""Words of a short name at most."""


def spells_out(cell: Cell, run: Run) -> bool:
    """Say whether a title in parentheses is all that stands behind a short name in bold: "**PondNet** (Slow Ponds)"."""
    live = [c for c in cell.reading.chunks if c.kind]
    text = cell.flow.text
    named = run.aside and len(live) > 1 and live[0].segment.kind == "strong" and live[1].start <= run.start
    named = named and live[1].depth > 0 and len(words(text[live[0].start : live[0].end])) <= _NICK
    return named and text[run.start].isupper() and not words(text[run.end : cell.end])


def between_dashes(cell: Cell, run: Run) -> bool:
    """Say whether a title in italics stands between dashes or behind a semicolon, its topic in bold before it."""
    if run.segment.kind != "slant" or run.shape < _WHOLE or cell.reading.venue is None or not cell.flow.strong:
        return False
    text = cell.flow.text
    before = text[cell.start : run.segment.start].rstrip()[-1:]
    between = before in {"-", "–", "—"} and _DASH_BEHIND.match(text, run.end)
    return (before == ";" or bool(between)) and cell.reading.venue[0] > run.end
