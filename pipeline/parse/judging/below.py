"""Pure: lines that only go on about the title above them, or lead to the one below."""

from __future__ import annotations

import re

from pipeline.parse.judging.proof import MARKED, strength
from pipeline.parse.lexicon.hints import SERIES
from pipeline.parse.lexicon.links import Target, is_label
from pipeline.parse.lexicon.names import is_names, is_person
from pipeline.parse.lexicon.words import words
from pipeline.parse.markup.flow import IMAGE
from pipeline.parse.reading.entry import Cell, Entry
from pipeline.parse.reading.runs import Run

_WHERE = frozenset("VYNL")
_HOUSE = 8
"""Words that a venue has at most, with its year."""
_SURE = 0.75
"""The form of what is a title where its author and its address follow."""

_ARROWS = frozenset("→⇒➜➔➤↳└:")
"""What opens a line that tells of the one above; ":" where terms are defined."""


def below_title(entry: Entry, above: Entry) -> bool:
    """Say whether a plain line goes on about the marked title of its own paragraph or item."""
    if (entry.block.kind == "item" and entry.head) or above.owner is not None or not above.best or not entry.best:
        return False
    if entry.block is above.block and (entry.text.lstrip()[:1] in _ARROWS or _is_where_cited(entry, above)):
        return True
    if _tells_of_reference(entry, above):
        return True
    if above.best[1].shape < 0.7 or above.block.kind not in {"item", "text"}:
        return False
    if above.best[1].segment.kind not in MARKED and not (entry.block is above.block and _is_slanted(above)):
        return False
    if entry.block is not above.block and entry.block.item is None:
        return False
    cell, run = entry.best
    if run.segment.kind not in MARKED or is_person(cell.flow.text[run.start : run.end]):
        return True
    paper = run.segment.link is not None and run.segment.link.goal in {Target.PAPER, Target.PDF}
    return run.segment.kind != above.best[1].segment.kind and not (paper or _is_reference(cell, run))


def _is_slanted(entry: Entry) -> bool:
    """Say whether the first line of an entry is but its title in italics."""
    cell, run = entry.cells[0], entry.best[1] if entry.best else None
    return (
        run is not None
        and run.segment.kind == "slant"
        and words(cell.text) == words(cell.flow.text[run.start : run.end])
    )


def _is_reference(cell: Cell, run: Run) -> bool:
    """Say whether a line cites for itself: names, a title in quotes, a year."""
    names = cell.reading.names
    return run.segment.kind == "quote" and cell.reading.year is not None and names is not None and names[0] < run.start


def _is_where_cited(entry: Entry, above: Entry) -> bool:
    """Say whether a line holds but a few words in italics, below a reference whose title is not in them."""
    cited, told, line = above.cells[0].reading, entry.cells[0].reading, entry.cells[0].text.strip()
    if not (above.best and entry.best and cited.names and cited.year) or cited.venue or strength(entry.cells):
        return False
    (run, title), words_told = (entry.best[1], above.best[1]), len(words(line))
    whole = run.segment.kind == "slant" and words_told == len(words(entry.cells[0].flow.text[run.start : run.end]))
    return whole and words_told <= _HOUSE and title.segment.kind != "slant" and title.shape >= 0.7 and not told.year


def _tells_of_reference(entry: Entry, above: Entry) -> bool:
    """Say whether a line without names, year or paper stands in the item of a reference with its title in italics."""
    if entry.block.kind != "item" or entry.block is not above.block:
        return False
    if not above.best or above.best[1].segment.kind != "slant":
        return False
    cited, told = above.cells[0].reading, entry.cells[0].reading
    own = entry.best is None or entry.best[1].segment.link is not None or strength(above.cells) >= 2
    if told.year is not None or (own and strength(entry.cells)):
        return False  # a reference of its own, unless only the link of the one above ends the line
    return cited.venue is not None or (told.names is None and cited.names is not None and cited.year is not None)


def remarks(entries: list[Entry], index: int, owner: int) -> bool:
    """Say whether the last line of an item or a paragraph, without links, stands below lines that tell of its title."""
    entry, near, above = entries[index], entries[index - 1], entries[owner].best
    last = index + 1 == len(entries) or entries[index + 1].block is not entry.block
    if entry.head or not last or not entry.best or entry.cells[0].links or above is None:
        return False
    if near.block is not entry.block or near.owner is None or entry.cells[0].reading.venue:
        return False
    slanted = entry.best[1].segment.kind == "slant" and is_row_of_links(near.cells[0])
    return slanted or (entry.best[1].segment.kind == "plain" and above[1].shape >= _SURE)


def take_where(entries: list[Entry], index: int, owner: int) -> bool:
    """Take a few words and a year below a line of the title's authors for where it appeared; say whether they are.

    So is the name of a conference alone below a title in an item or a heading.
    """
    entry, told, near, above = entries[index], entries[index].cells[0].reading, entries[index - 1], entries[owner]
    inside = entry.block.item is not None or above.block.kind == "heading"
    if inside and above.best and above.best[1].shape >= _SURE and SERIES.fullmatch(entry.text):
        if plain := entry.best is None or entry.best[1].segment.kind == "plain":
            told.chunks[0].kind = "V"
            told.venue = entry.cells[0].start, entry.cells[0].end
        return plain
    if (
        not (entry.best and told.year)
        or told.names
        or told.venue
        or entry.cells[0].links
        or (entry.block.kind == "item" and entry.head)
    ):
        return False
    if len(words(entry.text)) > _HOUSE or not (near.owner == owner and _is_names(near)):
        return False
    told.venue = entry.best[1].start, entry.best[1].end
    return True


def take_author(entries: list[Entry], index: int, owner: int) -> bool:
    """Take one name between the lines of a title and of its address or its venue for the author; say whether it is."""
    entry, above, cell = entries[index], entries[owner], entries[index].cells[0]
    if entry.head or above is not entries[index - 1] or above.block is not entry.block or cell.links:
        return False
    below = next((e for e in entries[index + 1 : index + 2] if e.block is entry.block), None)
    if below is None:
        return False
    if not (
        above.best and above.best[1].shape >= _SURE and (is_person(entry.text.strip(" .")) or is_names(entry.text))
    ):
        return False
    told = _kinds(below)
    if not (any(c.links for c in below.cells) if told <= {"L"} else told <= _WHERE):
        return False
    cell.reading.names = (cell.start, cell.end)
    return True


def _is_names(entry: Entry) -> bool:
    """Say whether a line holds names alone."""
    return _kinds(entry) == {"P"}


def _kinds(entry: Entry) -> set[str]:
    """Give what the first line of an entry holds."""
    return {c.kind for cell in entry.cells[:1] for c in cell.reading.chunks} - {""}


def is_row_of_links(cell: Cell) -> bool:
    """Say whether a line holds nothing but links, the first a label: "[Paper](address) | [Short talk](address)"."""
    shown = [cell.flow.text[x.start : x.end] for x in cell.links if not x.bare]
    inside = sum(len(words(text)) for text in shown)
    return bool(shown) and is_label(shown[0]) and inside == len(words(cell.text))


_SURNAMES = re.compile(r"[A-Z][\w'’-]+(?:(?:, (?:and |& )?| and )[A-Z][\w'’-]+)+ \((?:19|20)\d\d[a-z]?\)")


def names_next(entry: Entry, below: list[Entry]) -> bool:
    """Say whether an item opens with a line of authors, and the next holds the title: marked, or they tell the year."""
    if entry.block.kind != "item" or not entry.head or not below or below[0].block is not entry.block:
        return False
    best, text = below[0].best, entry.text.strip()
    if best is None or best[1].shape < 0.45:
        return False
    if _kinds(entry) == {"P", "Y"} or (_is_slanted(below[0]) and _SURNAMES.fullmatch(text)):
        return best[1].shape >= 0.75
    if best[1].segment.kind == "quote" and _is_nick_of_names(entry):
        return best[1].shape >= 0.75
    if best[1].segment.kind not in {"strong", "link"}:
        return False
    alone = best[1].segment.kind == "link" and len(words(below[0].text)) == len(
        words(best[0].flow.text[best[1].start : best[1].end])
    )
    alone = alone and not entry.cells[0].links and (entry.best is None or entry.best[1].segment.kind == "plain")
    some = "P" in _kinds(entry) or is_person(text.removesuffix(":"))
    return _is_names(entry) or (some and (text.endswith(":") or alone))  # "Ana Prell:"


def leads_next(entry: Entry, below: list[Entry], above: Entry | None) -> bool:
    """Say whether an address opens a paragraph over a title, and what stands above that has links or is a heading."""
    if entry.block.kind != "text" or not entry.head or words(entry.text) or not entry.cells[0].links or not below:
        return False
    best = below[0].best if below[0].block is entry.block and not below[0].cells[0].links else None
    if best is None or best[1].shape < 0.45:
        return False
    return above is None or above.block.kind == "heading" or any(c.links for c in above.everything)


def _is_nick_of_names(entry: Entry) -> bool:
    """Say whether a line holds but a short name in bold and authors: "**PondNet:** Ana Prell, Jo Stam."."""
    live = [c for c in entry.cells[0].reading.chunks if c.kind]
    nick = bool(live) and live[0].segment.kind == "strong"
    return nick and len(live) > 1 and all(c.kind == "P" for c in live[1:])


def named_above(entries: list[Entry], index: int) -> int | None:
    """Give the reference without links in the paragraph below a short name in bold that has them."""
    if not _is_nick(entries[index]):
        return None
    near = range(index + 1, min(index + 3, len(entries)))
    below = next((i for i in near if entries[i].text.strip(f" {IMAGE}")), None)  # below a picture, maybe
    if below is None:
        return None
    best, cell = entries[below].best, entries[below].cells[0]
    return below if best and best[1].shape >= 0.75 and cell.reading.venue and not cell.links else None


def _is_nick(entry: Entry) -> bool:
    """Say whether a paragraph holds but a few words in bold and links: "**PondNet** [[pdf](address)]"."""
    best, told = entry.best, entry.cells[0].reading
    if entry.block.kind != "text" or entry.block.item is not None or not best or best[1].segment.kind != "strong":
        return False
    return best[1].shape < 0.75 and not (told.names or told.venue or told.year) and strength(entry.cells) >= 2


_JOURNAL = re.compile(
    r"\s*(?:(?:\w+ ){0,2}(?:journal|transactions|proceedings|annals|revista|revue|rivista|zeitschrift|actes|anais)\b)",
    re.IGNORECASE,
)


def is_journal(cell: Cell) -> bool:
    """Say whether a line holds nothing but words in italics and a volume or pages: "*Pond Letters*, 45(1), 5-32."."""
    live = [c for c in cell.reading.chunks if c.kind]
    if not live or live[0].segment.kind != "slant" or cell.reading.names:
        return False
    told = "".join([c.kind for c in live[1:] if c.kind != "T" or c.segment is not live[0].segment])
    titled = any(r.segment is live[0].segment and r.shape >= _SURE for r in cell.reading.runs)
    if told.strip("NYV") or (titled and "V" in told):
        return False  # "*Slow Ponds under Ice* (ICFR 2020)"
    return (told != "" and len(told) == len(live) - 1) or bool(_JOURNAL.match(cell.flow.text, live[0].start))
