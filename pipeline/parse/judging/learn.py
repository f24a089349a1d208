"""Pure: what a list says of itself: where names and titles stand, what columns hold, what entries of a form are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from pipeline.parse.judging.books import is_printed_book
from pipeline.parse.judging.case import Peers, own_topic
from pipeline.parse.judging.described import speaks
from pipeline.parse.judging.leads import is_known, is_told
from pipeline.parse.judging.proof import MARKED, TOOLS, strength
from pipeline.parse.lexicon.headings import PAPERISH, Topic, topic
from pipeline.parse.lexicon.hints import VENUE_YEAR, YEAR
from pipeline.parse.lexicon.languages import is_foreign
from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.words import is_speech, words
from pipeline.parse.reading.chunks import read_chunks
from pipeline.parse.reading.entry import Cell, Entry
from pipeline.parse.reading.scripts import by_scripts

_VENUE_HEADING = re.compile(
    r"\b[A-Z][A-Za-z]*[A-Z]{2,}['’ ]*(?:19|20)?\d\d\b|\b(?:19|20)\d\d[ -][A-Z][A-Za-z]*[A-Z]{2,}\b"
)


def read_names_first(entries: list[Entry]) -> None:
    """Where entries mostly open with the authors, in a section or the list, a lone name in front is an author too."""
    firsts: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
    told = [e for e in entries if e.block.kind in {"item", "text"} and e.cells and e.cells[0].reading.runs]
    for entry in told:
        reading = entry.cells[0].reading
        for key in (entry.key, (), *([("cited",)] if reading.names and reading.year else [])):
            firsts[key][reading.first] += 1
    open_so = {key for key, counted in firsts.items() if _opens_with_names(counted)}
    if not open_so:
        return
    apart = {
        key for key, counted in firsts.items() if firsts[()]["P"] >= 2 and not counted["P"] and counted.total() > 2
    }
    for entry in told:
        if entry.key in apart and entry.block.kind == "text" and _is_labelled(entry.cells[0]):
            continue
        cell = entry.cells[0]
        reading = cell.reading
        cited = ("cited",) in open_so and (reading.year or reading.venue)
        if reading.first in _MAYBE_NAMES and (() in open_so or entry.key in open_so or cited):
            cell.reading = read_chunks(cell.flow, cell.start, cell.end, names_first=True, soft=cell.soft)
            cell.named = True
            by_scripts(cell)


def _is_labelled(cell: Cell) -> bool:
    """Say whether a line opens with a few words and a colon: "Quality of the Ponds: what experts say"."""
    chunks = cell.reading.chunks
    return len(chunks) > 1 and chunks[1].before == "colon"


_TITLE_BY = re.compile(r"T+(P+)[YVN]*")
_SEVERAL = re.compile(r",|&|\b(?:and|et al)\b")
_CITATION = re.compile(r"\s*\[@[\w:-]+[,\]]")  # "[@Prell:2007]", as Pandoc has it
_MAYBE_NAMES = frozenset("TPpqs")
_FILE_NAME = re.compile(r"\W{0,3}(?P<name>[a-z\d](?:[a-z\d]|[-_.+](?=\w))*) ?[:：] +(?=\S+ *\S)")


def skip_file_names(entries: list[Entry]) -> None:
    """Where most items open with the name of a file and a colon ("pond-nets : Ponds for All"), read what follows.

    Behind one that leads to its code, "[pond-nets](address): Ponds in Rust", stands what that does.
    """
    items = [e.cells[0] for e in entries if e.block.kind == "item" and e.cells and not e.cells[0].start]
    items = [c for c in items if not (c.links and c.links[0].goal == Target.CODE)]
    found = [(c, m) for c in items if (m := _FILE_NAME.match(c.flow.text, 0, c.end))]
    if len(found) < max(5, 0.5 * len(items)) or len({m["name"] for _, m in found}) < 0.8 * len(found):
        return
    for cell, name in found:
        cell.begin(name.end())
        cell.reading = read_chunks(cell.flow, cell.start, cell.end, soft=cell.soft)
        by_scripts(cell)


def _opens_with_names(firsts: Counter[str]) -> bool:
    """Say whether enough entries open with sure names or with what may be one."""
    sure, any_name = firsts["P"], firsts["P"] + firsts["p"]
    return any_name >= 2 and (sure >= 0.25 * firsts.total() or any_name >= 0.5 * firsts.total())


def is_paperish(entries: list[Entry]) -> bool:
    """Say whether headings, links, references, notes in 【】 or titles on its own files tell of papers in the list."""
    noted = venues = linked = cited = 0
    for number, entry in enumerate(entries):
        if (entry.block.kind == "heading" or number < 12) and any(PAPERISH.search(c.text) for c in entry.cells):
            return True
        linked += any(x.goal == Target.PAPER for c in entry.cells for x in c.links)
        if linked > 1 or (linked and len(entries) < 20):
            return True
        cited += any(_CITATION.match(c.text) or _is_reference(c) for c in entry.cells)
        venues += entry.block.kind == "heading" and bool(_VENUE_HEADING.search(entry.text))
        noted += any(f.annotation and "【" in c.text for c in entry.cells for f in c.found or ())
    if noted >= 0.2 * len(entries) > 0 or venues >= 2 or cited >= max(4, 0.1 * len(entries)):
        return True
    items = [e for e in entries if e.block.kind == "item"]
    if 2 * sum(e.topic == Topic.PAPERS and not any(c.links for c in e.cells) for e in items) > len(items):
        return True
    if sum(map(_is_bare, entries, [*entries[1:], None])) >= max(8, 0.6 * len(entries)):
        return True
    return sum(map(_is_note, items)) >= max(6, 0.8 * len(items))


def _is_bare(entry: Entry, below: Entry | None) -> bool:
    """Say whether a heading that reads like a title has nothing below it but another heading."""
    if entry.block.kind != "heading" or (below is not None and below.block.kind != "heading") or not entry.cells:
        return False
    return any(r.shape >= 0.8 for r in entry.cells[0].reading.runs)


def _is_note(entry: Entry) -> bool:
    """Say whether an item is a link that reads like a title and leads to a file of the list's own."""
    linked = [(x.goal, r.shape) for c in entry.cells for r in c.reading.runs if (x := r.segment.link)]
    return len(linked) == 1 and linked[0][0] == Target.NOTE and linked[0][1] >= 0.85


def _is_reference(cell: Cell) -> bool:
    """Say whether a line cites: names, a year, and a venue or pages; a title and a known venue, or several names."""
    kinds = "".join([c.kind for c in cell.reading.chunks]).lstrip("N")  # the number in front
    if cell.reading.venue and "T" in kinds.split("V")[0] and VENUE_YEAR.search(cell.flow.text, *cell.reading.venue):
        return True
    if not cell.links and kinds.startswith("PYT"):
        return True
    if not cell.links and (listed := _TITLE_BY.fullmatch(kinds)):
        return len(listed[1]) > 1 or bool(_SEVERAL.search(cell.flow.text, *cell.reading.names or ()))
    return kinds.startswith("P") and "Y" in kinds and ("V" in kinds or "N" in kinds)


_SAMPLE = 500
"""So many papers tell in what language a list names them."""


def count_peers(entries: list[Entry]) -> dict[tuple[object, ...], Peers]:
    """Count what entries of one form in one section have in common."""
    peers: dict[tuple[object, ...], Peers] = defaultdict(Peers)
    sample = 0
    for entry in entries:
        group = peers[entry.key]
        group.spoken += entry.owner is None and speaks(entry.text)
        if entry.owner is not None or not entry.best or (entry.block.kind == "row" and entry.block.head):
            continue
        strong, known, run = strength(entry.everything) >= 2, is_known(entry), entry.best[1]
        kind, link = run.segment.kind, run.segment.link
        printed = is_printed_book(*entry.best)
        announced = entry.topic == Topic.PAPERS and own_topic(entry) == Topic.PAPERS
        tool = not strong and link is not None and link.goal in TOOLS
        group.count += 1
        group.strong += strong
        group.known += known
        group.announced += announced and known
        group.marked += strong and kind in MARKED
        group.tools += tool
        group.printed += printed
        group.whole += run.shape >= 0.9
        group.books += tool and link is not None and link.goal == Target.BOOK
        group.spoken += not known and _is_said(entry.text)
        if known and sample < _SAMPLE and is_told(entry):
            sample, group.told = sample + 1, group.told + 1
            group.foreign += is_foreign(entry.best[0].flow.text[run.start : run.end])
        if run.shape >= 0.75:
            group.titled += 1
            group.kinds[kind] += 1
    for key, group in [*peers.items()]:
        peers[key[:2]].add(group)
        peers[()].add(group)
    return peers


def _is_said(text: str) -> bool:
    """Say whether a text is a sentence or several, not a title that speaks: "Ponds Are All You Need"."""
    return (text.rstrip().endswith((".", ":", "!", ")")) or len(words(text)) > 15) and is_speech(text)


def mark_holders(entries: list[Entry]) -> None:
    """Mark the items that stand over others which read like titles."""
    for entry in entries:
        if entry.owner is None and entry.parent is not None:
            entries[entry.parent].holds |= entry.best is not None and entry.best[1].shape >= 0.75


_COUNTED = re.compile(r"\W*([^\W\d_]+)\s*(?:\d+|[IVX]+)\b")


def _is_counted(group: list[Entry]) -> bool:
    """Say whether headings only count the parts of the list, with one word: "Module 1: ...", "Kapitel 2: ..."."""
    counted = [found[1].lower() for e in group if (found := _COUNTED.match(e.text))]
    word, times = Counter(counted).most_common(1)[0] if counted else ("", 0)
    return times >= max(2, 0.5 * len(group)) and not PAPERISH.search(word)


def titled_levels(entries: list[Entry]) -> dict[int, tuple[float, bool]]:
    """Give the levels whose headings are the entries, how much each must look like a title, and whether all have links.

    Most read like titles, and little else names papers or, where they must look so, half of them link one or tell
    where it appeared, and little below them does.
    """
    levels: dict[int, list[Entry]] = defaultdict(list)
    known = 0
    below: Counter[int] = Counter()
    level = 0
    for entry in entries:
        if entry.block.kind == "heading":
            level = entry.block.level
            if topic(entry.text) != Topic.FRAME:
                levels[level].append(entry)
        elif entry.owner is None and entry.best is not None and is_known(entry):
            known += 1
            below[level] += entry.best[1].shape >= 0.75 and is_told(entry)
    strong = {level: sum(strength(e.everything) >= 2 for e in group) for level, group in levels.items()}
    cited = {level: sum(map(_is_cited, group)) for level, group in levels.items()}
    found = {
        level: (0.5 if 2 * sum(map(_is_dated, group)) > len(group) else 0.75) * (known >= 0.5 * len(group))
        for level, group in levels.items()
        if len(group) >= 3
        and (
            known < 0.5 * len(group)
            or strong[level] >= 0.5 * len(group)
            or cited[level] >= max(0.5 * len(group), below[level] + 1)
        )
        and not _is_counted(group)
        and sum(e.best is not None and (e.best[1].shape >= 0.9 or _is_dated(e)) for e in group) >= 0.6 * len(group)
    }
    proven = max((level for level in found if strong[level]), default=0)
    linked = {level: sum(any(c.links for c in e.cells) for e in levels[level]) for level in found}
    return {
        level: (least, linked[level] >= 0.75 * len(levels[level]))
        for level, least in found.items()
        if strong[level] or level > proven
    }


def _is_dated(entry: Entry) -> bool:
    """Say whether a heading is a diary's: the day, and in bold what was read then."""
    bold = entry.best is not None and entry.best[1].segment.kind == "strong" and entry.best[1].shape >= 0.5
    return bold and entry.cells[0].reading.year is not None


def _is_cited(entry: Entry) -> bool:
    """Say whether a heading is a reference: "Slow Ponds (KDD 2019)", "Prell 2019 - Ponds", or has the names below."""
    if _is_dated(entry) or any(c.reading.names for c in entry.extra):
        return True
    if not entry.cells or entry.best is None or entry.best[1].shape < 0.75:
        return False
    run, told = entry.best[1], entry.cells[0].reading
    if told.names and told.names[1] <= run.start and YEAR.search(entry.cells[0].flow.text, told.names[0], run.start):
        return True
    return told.venue is not None and run.end <= told.venue[0]
