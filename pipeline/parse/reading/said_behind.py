"""Pure: words behind a title's colon or dash that say something of it."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.words import is_title_case, words
from pipeline.parse.reading.cut import Chunk

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_TELLS = re.compile(
    r"\s*(?:shows|proposes|introduces|presents|describes|explains|uses|provides|argues|demonstrates|discusses|covers|"
    r"reviews|studies|applies|extends|compares)\s(?:that|an?|the|how|why|some|many|new|several|all|on)\b"
)
_JUDGES = re.compile(
    r"(?:an? |the )?(?:very |really |quite |highly )?(?:classic|great|nice|good|excellent|must[- ]read|worth|"
    r"recommended|useful|important|interesting|seminal)\b|read (?:it|this)\b|"
    r"I (?:did|do|am|was|have|like|found|think)\b"
)


def remarks_on(title: str, text: str, chunk: Chunk) -> bool:
    """Say whether a chunk remarks on a title before it: behind a colon or a dash it says what that does or is like.

    "shows that ...", "a classic, read it first"; behind a dash also small words below a title in capitals, and words
    in Cyrillic behind a Latin one.
    """
    if _TELLS.match(text, chunk.start):
        return True
    if chunk.before != "dash":
        return False
    said = text[chunk.start : chunk.segment.end].strip()
    if _JUDGES.match(said) or (_CYRILLIC.match(said) and not _CYRILLIC.search(title)):
        return True
    return said.islower() and is_title_case(title) and len(words(said)) > 1
