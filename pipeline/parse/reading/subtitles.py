"""Pure: whether a title goes on behind a full stop, and words behind its colon or dash that say something of it."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.words import is_title_case, words
from pipeline.parse.reading.cut import Chunk
from pipeline.parse.reading.kinds import TRIM

_SMALL_WORD = re.compile(r"\s[a-z]{2,}")
_PHRASE = 5
"""Words of a subtitle that nothing but small words tells from a venue."""


def goes_on(group: list[Chunk], chunks: list[Chunk], index: int, text: str) -> bool:
    """Say whether a chunk behind a full stop goes on with the title that a group of chunks began."""
    return _is_all_title(chunks, chunks[index], text) or _is_subtitle(group, chunks, index, text)


def _is_all_title(chunks: list[Chunk], chunk: Chunk, text: str) -> bool:
    """Say whether a link to a paper or a note, or other markup, holds only a title: "Frozen Ponds. A review of Ice"."""
    link = chunk.segment.link
    if link is not None and link.goal not in {Target.PAPER, Target.PDF, Target.NOTE}:
        return False
    stop = text.find(". ", chunk.start, chunk.segment.end)
    rest = text[chunk.start : stop if stop > 0 else chunk.segment.end]
    if chunk.segment.kind == "plain" or len(words(rest)) < 3 or not _SMALL_WORD.search(rest):
        return False
    behind = next((c for c in chunks if c.kind and c.start >= chunk.segment.end), None)
    if behind is not None and behind.kind == "N" and stop < 0 and behind.segment.kind != "link":
        return False  # "*Frozen ponds. Archives of Lakes*, 22(140)"
    return all(c.kind in {"T", "", "Y" if link else ""} for c in chunks if c.segment is chunk.segment)


def _is_subtitle(group: list[Chunk], chunks: list[Chunk], index: int, text: str) -> bool:
    """Say whether a full stop parts title and subtitle: authors stand before both, a venue and numbers behind them.

    Where no italics show where the venue begins, the subtitle is a phrase of small words.
    """
    first = index
    while chunks[first] is not group[0]:
        first -= 1
    before = next((c for c in reversed(chunks[:first]) if c.kind), None)
    if before is None or before.kind not in {"P", "Y"} or chunks[index].segment.kind != "plain":
        return False
    behind = [c for c in chunks[index + 1 :] if c.kind and not (c.kind == "T" and c.segment is chunks[index].segment)]
    if len(behind) < 2 or behind[0].kind != "V" or behind[1].kind not in {"N", "Y"}:
        return False
    rest = text[chunks[index].start : behind[0].start].strip(TRIM)
    found = words(rest)
    if "." in rest or len(found) < 2 or found[0] == "In":
        return False
    low = len(found) >= _PHRASE and sum(w[0].isupper() for w in found) <= 0.25 * len(found)
    return low or behind[0].segment.kind == "slant"


_MOST = 200
"""Characters of a title that show whether it has capitals."""
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_TELLS = re.compile(
    r"\s*(?:shows|proposes|introduces|presents|describes|explains|uses|provides|argues|demonstrates|discusses|covers|"
    r"reviews|studies|applies|extends|compares)\s(?:that|an?|the|how|why|some|many|new|several|all|on)\b",
    re.IGNORECASE,
)
_JUDGES = re.compile(
    r"(?:an? |the )?(?:very |really |quite |highly )?(?:classic|great|nice|good|excellent|must[- ]read|worth|"
    r"recommended|useful|important|interesting|seminal)\b|read (?:it|this)\b|"
    r"I (?:did|do|am|was|have|like|found|think)\b"
)


def tells(text: str, start: int) -> bool:
    """Say whether what begins at a place says what something does, without its name: "Shows that ..."."""
    return bool(_TELLS.match(text, start))


def remarks_on(title: str, text: str, chunk: Chunk) -> bool:
    """Say whether a chunk remarks on a title before it: behind a colon or a dash it says what that does or is like.

    "shows that ...", "a classic, read it first"; behind a dash also small words below a title in capitals, and words
    in Cyrillic behind a Latin one.
    """
    if tells(text, chunk.start):
        return True
    if chunk.before != "dash":
        return False
    said = text[chunk.start : chunk.segment.end].strip()
    if _JUDGES.match(said) or (_CYRILLIC.match(said) and not _CYRILLIC.search(title)):
        return True
    return said.islower() and is_title_case(title[:_MOST]) and len(words(said)) > 1
