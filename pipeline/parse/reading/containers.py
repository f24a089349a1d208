"""Pure: books that hold a text."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.parse.lexicon.words import UPPER, words
from pipeline.parse.reading.cut import Chunk
from pipeline.parse.reading.kinds import TRIM

_IN = re.compile(
    r"\W*(?:(?:foreword|preface|afterword|introduction|appendix|entry|chapter|chap\.|ch\.)(?: [\dIVX]+)?\s)?"
    r"(?:in|dans|en|em)\b:?\s*",
    re.IGNORECASE,
)
_BOOK = re.compile(rf"\s*in (?:the )?{UPPER}\w+(?: (?:of|and|on|the|{UPPER}\w+)){{1,6}}\s*")


def containers(chunks: list[Chunk], text: str) -> None:
    """Italics behind "in" are the book that holds a text: "Slow ponds, in *The Handbook of Ponds*"."""
    written = [c for c in chunks if text[c.start : c.end].strip(TRIM)]
    titled = False
    for chunk, behind in pairwise(written):
        if titled and behind.segment.kind == "slant" and _IN.fullmatch(text, chunk.start, chunk.end):
            chunk.kind = ""
            for held in written:
                held.kind = "V" if held.segment is behind.segment else held.kind
        titled = titled or (chunk.kind in {"T", "C", "c"} and len(words(text[chunk.start : chunk.end])) >= 2)


def held_by_book(chunks: list[Chunk], text: str) -> None:
    """Take "in" and capitalised words that end a reference for the book: "A. Prell, Slow Ponds, in The Pond Book"."""
    if "in " not in text:
        return
    last = next((c for c in reversed(chunks) if c.kind), None)
    if last is None or last.kind != "T" or last.before != "comma" or not _BOOK.fullmatch(text, last.start, last.end):
        return
    last.kind = "V" if any(c.kind == "P" for c in chunks) else "T"
