"""Pure: what the lines of a list open with that is no part of a title, and years behind, told by how many have them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from pipeline.parse.judging.proof import MARKED
from pipeline.parse.lexicon.hints import SERIES, is_venue
from pipeline.parse.lexicon.names import PARTICLE, is_family_names
from pipeline.parse.lexicon.words import shape, words
from pipeline.parse.reading.chunks import read_chunks
from pipeline.parse.reading.entry import Cell, Entry
from pipeline.parse.reading.runs import Run
from pipeline.parse.reading.scripts import by_scripts

# "2019 Ponds", "2019 - Ponds", "2019-ACL - Ponds", "201905 Ponds", "2019ACL Ponds".
_YEAR = re.compile(
    r"\W*((?:19|20)\d\d)(?:-(?P<place>[A-Z][\w-]{1,14})(?=\s[-–—]\s)|0[1-9]|1[0-2])?"
    r"(?:(?:\s?:|\s[-–—])?\s+(?=[^\W\d])|(?=[A-Z]{3,8}\s))"
)
_VENUE = re.compile(
    r"\W*((?:[A-Z]{2,8}|[A-Z][a-z]+[A-Z]\w*)(?:\s*(?:19|20)\d\d|\s+['’]?\d\d['’]?)|ARXIV|[Aa]r[Xx]iv)\s+(?=[A-Z]\S* \S)"
)
_SLASHED = re.compile(r"\W*([A-Z]\w{1,9}-(?:19|20)\d\d)/(?=\S)")  # "ICPW-2020/Slow Ponds"
_PLACED = re.compile(r"\W*[(（]((?:19|20)\d\d-[^()（）\[\]]{3,100})[)）]\s*(?=\S)")  # "(2019-ICPW, Rank A) Ponds"
_NICKNAME = re.compile(  # "PondGAN - Slow Ponds and Quick Fish"
    r"\W*((?=\S*[A-Z\d]\S*[A-Z\d])[\w+-]{2,20}(?: \w\S{0,15})?|[A-Z]\w+ [A-Z]{2,8}) [-–—] (?=[A-Z\d]\S* \S)"
)
_SURNAME = rf"(?:(?:{PARTICLE}) ){{0,2}}[A-Z][a-z'’-]+(?:-[A-Z][a-z]+)?"
# What stands before the colon or full stop is first looked over as a whole, which refuses most lines at once.
_AUTHORS = re.compile(
    r"(?=\W*+[A-Za-z ,&/.'’-]++:)\W*"
    rf"({_SURNAME}(?:(?:, and |, & |, | and | & |/){_SURNAME}){{0,6}}(?P<others>,? et al\.?)?):\s+(?=\S)"
)
_AUTHORS_STOP = re.compile(
    r"(?=\W*+[A-Za-z ,&'’-]++\.)\W*"
    rf"((?:[A-Z][a-z]+ )?{_SURNAME}(?:(?:, and |, & |, | and | & )(?:[A-Z][a-z]+ )?{_SURNAME}){{0,6}}"
    r"(?P<others>,? et al)?)\.\s+(?=\S)"
)
_AUTHORS_DASH = re.compile(
    rf"\W*({_SURNAME}(?:(?:, and |, & |, | and | & ){_SURNAME}){{0,6}}(?P<others>,? et al\.?)?) [-–—] (?=\S)"
)
_SEVERAL = re.compile(r",| and | & |/")
_START, _FIRST, _SMALL = 80, 5, 4
"""Characters and words that tell whether what follows a nickname has capitals as titles have, and short words."""
_LEAST = 4
"""So many lines at least must open so, or titles end so, before it is what the list does."""


def read_prefixes(entries: list[Entry]) -> None:
    """Read behind a year or a venue where most lines of a form open so, behind surnames and a colon where many do."""
    ours = [e for e in entries if e.head and e.block.kind in {"item", "text", "code", "heading"} and e.cells]
    told = [e for e in ours if e.cells[0].reading.runs and e.block.kind != "code"]
    fronts = _fronts([e for e in ours if e.block.kind != "code"], _YEAR, _VENUE, _PLACED, _SLASHED)
    fronts |= _fronts([e for e in ours if e.block.kind == "code"], _VENUE, _PLACED, _SLASHED)
    for entry in ours:
        if not (front := fronts.get(id(entry))):
            continue
        cell = entry.cells[0]
        place = SERIES.match(cell.flow.text, front.end(), cell.end) if front.re is _YEAR else None
        place = place if place and place[0][-1].isspace() else None
        _read_behind(cell, place.end() if place else front.end())
        if front.re is not _YEAR:
            cell.reading.venue = front.span(1)
            continue
        cell.reading.year = front.span(1)
        if place or front["place"]:
            cell.reading.venue = place.span() if place else front.span("place")
    _read_bold([e for e in told if id(e) not in fronts])
    nicknames = _fronts([e for e in told if id(e) not in fronts], _NICKNAME)
    named = [(e.cells[0], found.end()) for e in told if (found := nicknames.get(id(e)))]
    named = [(c, start) for c, start in named if all(x.bare or x.start > start for x in c.links)]
    if 2 * sum(_in_capitals(c.flow.text[start : c.end]) for c, start in named) > len(named):
        for cell, start in named:
            _read_behind(cell, start)
    starts = [(e.cells[0], fronts[id(e)].end() if id(e) in fronts else _behind_year(e.cells[0])) for e in told]
    _read_authors(starts, _AUTHORS)
    _read_authors(starts, _AUTHORS_DASH)
    _read_authors([(c, x) for c, x in starts if any(k.start <= x < k.end for k in c.links)], _AUTHORS_STOP)


_BOLD = re.compile(r"\W*([^\W\d_][^\n]{1,60}?\W{1,2}(?:19|20)\d\d)\W*")  # "[Pond Letters, 2019]"


def _read_bold(entries: list[Entry]) -> None:
    """Take bold words in front that end with a year for the venue, where most lines have such and many are known."""
    fronts: dict[tuple[object, ...], list[tuple[Cell, re.Match[str], list[Run]]]] = defaultdict(list)
    for cell, key in [(e.cells[0], e.key[:2]) for e in entries if e.cells[0].flow.strong]:
        start, end = cell.flow.strong[0]
        front = _BOLD.fullmatch(cell.flow.text, start, end)
        if front and not words(cell.flow.text[cell.start : start]):
            fronts[key].append((cell, front, [r for r in cell.reading.runs if r.start >= end]))
    all_of = Counter(e.key[:2] for e in entries)
    for key, found in fronts.items():
        known = sum(is_venue(front[1]) for _, front, _ in found)
        if len(found) >= max(_LEAST, 0.5 * all_of[key]) and known >= max(2, 0.3 * len(found)):
            for cell, front, behind in found:
                if behind:
                    cell.reading.runs, cell.reading.venue = behind, front.span(1)


def _in_capitals(text: str) -> bool:
    """Say whether the longer ones of the first words of a text, two or more, begin with capitals or digits."""
    longer = [w for w in words(text[:_START])[:_FIRST] if len(w) > _SMALL]
    return len(longer) > 1 and not any(w[0].islower() for w in longer)


def _fronts(entries: list[Entry], *forms: re.Pattern[str]) -> dict[int, re.Match[str]]:
    """Find what entries open with, by their id, where most of one kind and depth do, in one of the forms or another."""
    if not (fronts := {id(e): m for e in entries if (m := _front(e.cells[0], forms))}):
        return {}
    all_of, so = Counter(e.key[:2] for e in entries), Counter(e.key[:2] for e in entries if id(e) in fronts)
    usual = {key for key, count in so.items() if count >= max(_LEAST, 0.5 * all_of[key])}
    return {id(e): fronts[id(e)] for e in entries if id(e) in fronts and e.key[:2] in usual}


def _behind_year(cell: Cell) -> int:
    """Give where a line goes on behind the year that it opens with, or begins."""
    year = cell.reading.year
    return year[1] if year and not words(cell.flow.text[cell.start : year[0]]) else cell.start


def _read_authors(cells: list[tuple[Cell, int]], form: re.Pattern[str]) -> None:
    """Read titles behind surnames and a colon, or in links a full stop, if some of these are more than one.

    One alone may be a nickname.
    """
    named = []
    for cell, start in cells:
        found = form.match(cell.flow.text, start, cell.end)
        if found and (found[1] == "Various" or is_family_names(found[1])):
            named.append((cell, found))
    sure = sum(bool(found["others"] or _SEVERAL.search(found[1])) for _, found in named)
    if len(named) < max(_LEAST, 0.25 * len(cells)) or sure < max(2, 0.2 * len(named)):
        named = [(c, m) for c, m in named if c.reading.year and c.reading.year[0] > m.end()]
        if len(named) < 2 or not any(found["others"] or " & " in found[1] for _, found in named):
            return
    for cell, found in named:
        year = cell.reading.year
        _read_behind(cell, found.end())
        cell.reading.names, cell.reading.first = found.span(1), "P"
        cell.reading.year = cell.reading.year or year


_FRONT = 400
"""Characters within which a prefix ends and what is behind it begins."""


def _front(cell: Cell, forms: tuple[re.Pattern[str], ...]) -> re.Match[str] | None:
    """Find what a cell opens with, in one markup with what follows or in none: a linked year is no prefix."""
    text, start, end = cell.flow.text, cell.start, min(cell.end, cell.start + _FRONT)
    if not (found := next(filter(None, (f.match(text, start, end) for f in forms)), None)):
        return None
    marked = [(x.start, x.end) for x in cell.flow.links] + list(cell.flow.strong)
    first, end = found.start(1), found.end()
    return None if any(first < a < end or (a <= first < b <= end) for a, b in marked) else found


def _read_behind(cell: Cell, start: int) -> None:
    """Read what stands behind a prefix."""
    cell.reading = read_chunks(cell.flow, start, cell.end, soft=cell.soft)
    by_scripts(cell)


_YEAR_END = re.compile(r"(?<=[^\W\d]) (?:19|20)\d\d")
_YEAR_LONG = 5
"""Characters of a year and the blank before it."""


def read_years_behind(entries: list[Entry]) -> None:
    """Cut the year off the titles of a form where most end with one and no mark before it: "Slow Ponds 2021"."""
    told = [e for e in entries if e.cells and e.block.kind != "heading" and e.cells[0].reading.runs]
    dated = [e for e in told if _ends_with_year(e)]
    all_of, so = Counter(e.key[:2] for e in told), Counter(e.key[:2] for e in dated)
    for entry in dated:
        if so[entry.key[:2]] >= max(_LEAST, 0.5 * all_of[entry.key[:2]]):
            reading, text = entry.cells[0].reading, entry.cells[0].flow.text
            run, *others = reading.runs
            end, marked = run.end - _YEAR_LONG, run.segment.kind in MARKED
            reading.runs = [run._replace(end=end, shape=shape(text[run.start : end], marked=marked)), *others]
            reading.year = reading.year or (end, run.end)


def _ends_with_year(entry: Entry) -> bool:
    """Say whether a year ends the first possible title of an entry."""
    run = entry.cells[0].reading.runs[0]
    return run.shape >= 0.5 and bool(_YEAR_END.match(entry.cells[0].flow.text, run.end - _YEAR_LONG, run.end))
