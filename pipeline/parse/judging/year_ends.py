"""Pure: years that stand right behind the titles of a list, told from titles that end with one by how many do."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.parse.judging.proof import MARKED
from pipeline.parse.lexicon.words import shape
from pipeline.parse.reading.entry import Entry

_YEAR_END = re.compile(r"(?<=[^\W\d]) (?:19|20)\d\d")
_LEAST = 4
"""So many titles at least must end with a year before it is none of theirs."""


def read_years_behind(entries: list[Entry]) -> None:
    """Cut the year off the titles of a form where most end with one and no mark before it: "Slow Ponds 2021"."""
    told = [e for e in entries if e.cells and e.block.kind != "heading" and e.cells[0].reading.runs]
    dated = [e for e in told if _year_of(e)]
    if len(dated) < _LEAST:
        return
    all_of, so = Counter(e.key[:2] for e in told), Counter(e.key[:2] for e in dated)
    for entry in dated:
        if so[entry.key[:2]] >= max(_LEAST, 0.5 * all_of[entry.key[:2]]) and (year := _year_of(entry)):
            reading, text = entry.cells[0].reading, entry.cells[0].flow.text
            run = reading.runs[0]
            marked = run.segment.kind in MARKED
            cut = run._replace(end=year[0], shape=shape(text[run.start : year[0]], marked=marked))
            reading.runs = [cut, *reading.runs[1:]]
            reading.year = reading.year or year


def _year_of(entry: Entry) -> tuple[int, int] | None:
    """Give where the year stands that ends the first possible title of an entry."""
    run = entry.cells[0].reading.runs[0]
    if run.shape < 0.5 or not _YEAR_END.match(entry.cells[0].flow.text, run.end - 5, run.end):
        return None
    return run.end - 5, run.end
