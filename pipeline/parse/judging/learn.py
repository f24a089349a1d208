"""Pure: what a list says of itself: where names and titles stand, what columns hold, what entries of a form are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise, takewhile

from pipeline.parse.judging.books import is_file_of_book, is_printed_book
from pipeline.parse.judging.case import Peers, own_topic
from pipeline.parse.judging.described import speaks
from pipeline.parse.judging.leads import is_known, is_told
from pipeline.parse.judging.proof import MARKED, TOOLS, strength
from pipeline.parse.lexicon.headings import Topic
from pipeline.parse.lexicon.languages import is_foreign
from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.names import PARTICLE, is_person, is_title_word
from pipeline.parse.lexicon.words import UPPER, is_speech, words
from pipeline.parse.reading.chunks import read_chunks, told_by
from pipeline.parse.reading.cut import Chunk
from pipeline.parse.reading.entry import Cell, Entry
from pipeline.parse.reading.kinds import TRIM
from pipeline.parse.reading.runs import possible_titles
from pipeline.parse.reading.scripts import by_scripts


def read_names_below(entries: list[Entry]) -> None:
    """Where names stand below title after title, what else stands there and may be names is no title: "**Jo Stam**"."""
    below: dict[tuple[object, ...], list[bool]] = defaultdict(list)
    found: list[tuple[tuple[object, ...], Cell, list[Chunk]]] = []
    for above, entry in pairwise(entries):
        if entry.block.kind not in {"item", "text"} or not above.cells or not entry.cells:
            continue
        if not _is_title(above.cells[0]):
            continue
        key = (*above.key[:2], above.head, *entry.key[:2], entry.head)
        people = _people(entry.cells[0])
        below[key].append(bool(people))
        if people and entry.cells[0].reading.runs:
            found.append((key, entry.cells[0], people))
    for key, cell, people in found:
        if sum(below[key]) >= max(_LEAST, 0.5 * len(below[key])):
            for chunk in people:
                chunk.kind = "P"
            cell.reading = told_by(cell.reading.chunks, possible_titles(cell.reading.chunks, cell.flow.text))


_LEAST = 3
"""Titles with names below them that tell how a list is written."""
_NAME = re.compile(rf"(?:{UPPER}[\w.'’-]*|{PARTICLE})(?: (?:{UPPER}[\w.'’-]*|{PARTICLE}|[a-z]\b\.?)){{0,5}}")
_JOINT = re.compile(r"\s?[,;&]\s*(?:(?:and|&)\s)?|\sand\s")


def _is_title(cell: Cell) -> bool:
    """Say whether a line reads like a title, and not like names."""
    return any(r.shape >= 0.75 for r in cell.reading.runs) and not _people(cell)


def _people(cell: Cell) -> list[Chunk]:
    """Give what opens a line and may be names, half of them without a word that stands in titles."""
    live = [c for c in cell.reading.chunks if c.kind not in {"", "L"}]
    live = [*takewhile(lambda c: c.kind not in {"V", "Y", "N"}, live)]
    own = [*takewhile(lambda c: c is live[0] or (c.segment is live[0].segment and c.before in {"comma", "semi"}), live)]
    behind = [(c.kind, c.before) for c in live[len(own) : len(own) + 1] if c.segment is live[0].segment]
    if not own or own[0].segment.link or behind == [("T", "colon")]:  # "**Pond Nets: Slow Lakes**"
        return []
    text = cell.flow.text[own[0].start : own[-1].end].strip(TRIM)
    parts = [p for p in _JOINT.split(text) if p]
    if all(c.kind == "P" for c in own) or is_person(text):
        return own
    if len(parts) < 2 or not all(map(_NAME.fullmatch, parts)):
        return []
    odd = [sum(map(is_title_word, p.split())) for p in parts]
    return own if 2 * odd.count(0) >= len(parts) and max(odd) < 2 else []


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


_SAMPLE = 500
"""So many papers tell in what language a list names them."""


def count_peers(entries: list[Entry]) -> dict[tuple[object, ...], Peers]:
    """Count what entries of one form in one section have in common."""
    peers: dict[tuple[object, ...], Peers] = defaultdict(Peers)
    sample = 0
    for entry in entries:
        group = peers[entry.key]
        group.spoken += entry.owner is None and speaks(entry.text)
        group.linked += strength(entry.cells) >= 2
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
        sold = tool and link is not None and link.goal == Target.BOOK
        group.books += sold or is_file_of_book(*entry.best, sure=True)
        group.spoken += not known and entry.block.kind != "row" and _is_said(entry.text)
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
