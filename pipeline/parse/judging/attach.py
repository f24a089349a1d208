"""Pure: which lines belong to an entry above them."""

from __future__ import annotations

import re

from pipeline.parse.judging.addresses import appeared, beside, only_links, opens_with_address, says_again, tells_where
from pipeline.parse.judging.below import (
    below_title,
    is_journal,
    is_row_of_links,
    leads_next,
    named_above,
    names_next,
    remarks,
    take_author,
    take_where,
)
from pipeline.parse.judging.by_whom import tells_by_whom
from pipeline.parse.judging.parents import cites_another
from pipeline.parse.judging.proof import strength
from pipeline.parse.judging.records import FIELD, beside_title, has_flat_records, remarks_beside, titles_over_names
from pipeline.parse.lexicon.links import Target, is_label, is_paper_label
from pipeline.parse.lexicon.names import SPEAKER, is_person
from pipeline.parse.lexicon.words import is_prose, shape, words
from pipeline.parse.markup.flow import IMAGE
from pipeline.parse.reading.entry import Cell, Entry


def attach(entries: list[Entry]) -> None:
    """Give lines that hold only links, names, venue or year to the entry that they belong to."""
    flat, headed = has_flat_records(entries), titles_over_names(entries) | remarks_beside(entries)
    last_by_item: dict[int, int] = {}
    previous: int | None = None
    for index, entry in enumerate(entries):
        block = entry.block
        if not entry.cells:
            continue
        if block.kind == "item" and entry.head and block.item is not None:
            last_by_item[block.item] = index
        if block.kind in {"heading", "row", "code"}:
            previous = index if block.kind == "heading" else None
            continue
        if names_next(entry, below := entries[index + 1 : index + 2]) or leads_next(
            entry, below, entries[previous] if previous is not None else None
        ):
            entry.head, entries[index + 1].head = False, True
            take(entry, entries, index + 1)
            continue
        if (told := headed.get(id(block), named_above(entries, index))) is not None:
            take(entry, entries, told)
            continue
        owner = _owner(entries, index, last_by_item, previous)
        owner = near if flat and (near := beside_title(entries, index)) is not None else owner
        entry.parent = owner if block.item is not None else None
        if owner is not None and entry.parent is not None and not entry.head:
            entry.parent = entries[owner].parent
        if owner is not None and (
            remarks(entries, index, owner) or take_where(entries, index, owner) or take_author(entries, index, owner)
        ):
            take(entry, entries, owner)
            continue
        lone = index + 1 == len(entries) or entries[index + 1].block.above != block.above or block.above is None
        if owner is None or _is_beside_paper(entries, index, owner) or not _give(entry, entries, owner, lone=lone):
            shown = block.item is None and entry.text.strip(f" {IMAGE}")
            previous = index if shown else previous


def _give(entry: Entry, entries: list[Entry], owner: int, *, lone: bool) -> bool:
    """Give a line to its owner where it only tells of that one; say whether it does, or stands for itself in a list."""
    above = entries[owner]
    again = below_title(entry, above) or says_again(entry, above)
    again = again or tells_where(entry, above) or tells_by_whom(entry, above)
    again = again and not cites_another(entry, above)
    lone = lone and (only_links(entry, above) or (entries[owner + 1] is entry and appeared(entry, above)))
    if not (again or lone or opens_with_address(entry, above)):
        if entry.block.kind == "item" and above.block.kind == "text" and _has_own_title(entry):
            return True
        if not _belongs(entry, entries, owner):
            return False
    take(entry, entries, owner)
    return True


def take(entry: Entry, entries: list[Entry], owner: int) -> None:
    """Let an entry have a line, or what that entry itself belongs to."""
    while (above := entries[owner].owner) is not None:
        owner = above
    entry.owner = owner
    entries[owner].extra += entry.cells


def _owner(entries: list[Entry], index: int, items: dict[int, int], previous: int | None) -> int | None:
    """Give the entry that a line would belong to: its item, the item around that, or what stands above it."""
    entry, block = entries[index], entries[index].block
    if block.kind == "item" and entry.head:
        above = items.get(block.above) if block.above is not None else previous
        return above if above is None else beside(entries, index, above)
    if block.item is not None:
        own, near = items.get(block.item), entries[index - 1]
        if own is not None and entries[own].best is None and near.block is block and near is not entries[own]:
            return index - 1 if near.owner is None else near.owner  # the item opens with names alone
        return own
    if not entry.head and index and entries[index - 1].block is block:
        return index - 1 if entries[index - 1].owner is None else entries[index - 1].owner
    return previous


_SPEAKER = re.compile(rf"[\W_]*(?:{SPEAKER})[\W_]*[:：]", re.IGNORECASE)


def _has_own_title(entry: Entry) -> bool:
    """Say whether an item names something and links a paper: it belongs to nothing above."""
    cell = entry.cells[0]
    named = any(
        c.kind in {"T", "s", "c"} and shape(cell.flow.text[c.start : c.end].strip()) >= 0.15
        for c in cell.reading.chunks
    )
    return named and strength(entry.cells) >= 2 and not FIELD.match(cell.text.strip())


def _is_beside_paper(entries: list[Entry], index: int, owner: int) -> bool:
    """Say whether a nested item names something beside one that stands for a paper, or in bold above one alike."""
    entry, left = entries[index], entries[index - 1]
    if entry.block.above is None:
        return False
    if left.owner is None and left.block.above == entry.block.above and strength(left.cells) >= 2:
        return _has_own_title(entry) or _is_named(entry)
    pair = entries[index : index + 2]
    alike = pair[-1].block.above == entry.block.above and len(pair) == 2
    return alike and not strength(entries[owner].cells) and all(map(_is_named, pair))


def _is_named(entry: Entry) -> bool:
    """Say whether an item opens with a name in bold and links a paper: "**PondNet** ([paper](address))"."""
    chunks = entry.cells[0].reading.chunks if entry.block.kind == "item" and entry.cells else []
    chunk = next(iter(chunks), None)
    if chunk is None or chunk.kind not in {"T", "c", "s"} or chunk.segment.kind != "strong":
        return False
    return strength(entry.cells) >= 2 and not FIELD.match(entry.cells[0].text.strip())


def _belongs(entry: Entry, entries: list[Entry], owner: int) -> bool:
    alike = _is_paragraph(entry) and _is_paragraph(entries[owner])
    alike = alike or (entry.block.kind == entries[owner].block.kind == "item" and entry.head)
    best = entries[owner].best
    if alike and (strength(entries[owner].cells) >= 2 or (best is not None and best[1].segment.link)):
        first = next((x for x in entry.cells[0].links if not x.bare), None)
        label = "" if first is None else entry.cells[0].flow.text[first.start : first.end]
        if first and first.goal in {Target.PAPER, Target.PDF} and not is_label(label) and words(label):
            return False  # "[GFS](address)" under another link to a paper
        if _has_own_title(entry):
            return False  # "GFS: SOSP 2003, Sanjay Ghemawat et al. [paper]" under another such line
    if not _is_field(entry, strict=entries[owner].block.kind == "heading"):
        return False
    told = bool(_SPEAKER.match(entry.cells[0].text)) or _leads_to_paper(entry.cells[0])
    return _carries(entries, owner, told=told)


def _leads_to_paper(cell: Cell) -> bool:
    """Say whether a line is but the address of a paper, and says so: "Paper: https://..."."""
    if cell.reading.runs:
        return False
    label, colon, _ = cell.text.replace("：", ":").partition(":")
    return bool(colon) and is_paper_label(label) and strength([cell]) >= 2


def _is_paragraph(entry: Entry) -> bool:
    return entry.block.kind == "text" and entry.block.item is None and entry.head


def _carries(entries: list[Entry], index: int, *, told: bool) -> bool:
    """Say whether an entry can have another line: it has something like a title, or a speaker or a paper is told."""
    best = entries[index].best
    bold = best is not None and best[1].segment.kind == "strong"
    least = (
        (0.5 if bold else 0.6)
        if entries[index].block.kind == "heading" and not (told or entries[index].extra)
        else 0.15
    )
    text = best[0].text.strip(" *_\n") if best else ""
    introduces = _is_paragraph(entries[index]) and text.endswith((":", "："))
    return best is not None and best[1].shape >= least and not introduces and not is_prose(best[0].text.strip())


def _is_field(entry: Entry, *, strict: bool = False) -> bool:
    """Say whether a line only tells of something named elsewhere: links, names, venue, "Paper: address"."""
    cell = entry.cells[0]
    text = cell.text.strip()
    if not text:
        return True
    if _NUMBERED.match(text) or (not cell.links and is_prose(text)):
        return False
    if (
        entry.best
        and entry.best[1].shape >= 0.7
        and (own := entry.best[1].segment.link)
        and own.goal in {Target.PAPER, Target.PDF}
    ):
        return False
    kinds = {c.kind for c in cell.reading.chunks}
    if is_journal(cell):
        return True
    best = max((r.shape for r in cell.reading.runs), default=0.0)
    if FIELD.match(text):
        return best < 0.75 or not re.match(
            r"[\W_]*(?:paper|pdf|title|论文|arxiv|doi)[\W_]*[:：|]\W*\w", text, re.IGNORECASE
        )
    if strict and best > 0.0:
        return best < 0.5 and (is_row_of_links(cell) or _is_told(cell))
    if (
        entry.best
        and best >= 0.4
        and (link := entry.best[1].segment.link)
        and link.goal in {Target.PAPER, Target.PDF, Target.NOTE}
    ):
        return False
    if best >= 0.4 and "P" in kinds and kinds & {"Y", "V"}:
        return False
    if _is_person_dated(cell):
        return True
    return best < 0.45 and bool(kinds & {"L", "P", "V", "Y"} or cell.links)


def _is_person_dated(cell: Cell) -> bool:
    """Say whether a line holds one name, when or where, and links: "Ana Prell, ICFR, 2014 [video](address)"."""
    live = [c for c in cell.reading.chunks if c.kind]
    told = {c.kind for c in live[1:]} - {"L"}
    return bool(told) and told <= {"V", "Y"} and is_person(cell.flow.text[live[0].start : live[0].end])


def _is_told(cell: Cell) -> bool:
    """Say whether a line holds names, a few words and a year: "[Prell et al., Pond Society, 2011]"."""
    told = "".join([c.kind for c in cell.reading.chunks])
    return told[:1] == "P" and told[-1:] == "Y" and len(told) == 3


_NUMBERED = re.compile(r"\[\d{1,3}\] [A-Z]")
