"""Pure: the curator's words on a paper: behind the title, in the lines below it, in another cell of its row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.model import Mention
from pipeline.parse.lexicon.headers import AUTHOR_HEADER, NICK_HEADER
from pipeline.parse.lexicon.hints import VENUE_YEAR
from pipeline.parse.lexicon.links import is_label
from pipeline.parse.lexicon.names import is_names, is_person, is_surnames
from pipeline.parse.lexicon.words import cjk_share, has_cjk, words
from pipeline.parse.markup.flow import IMAGE, URL
from pipeline.parse.reading.cut import Chunk
from pipeline.parse.reading.entry import Cell, Entry
from pipeline.parse.telling.nicknames import named_by_headings
from pipeline.parse.telling.told import is_journal

_JOINS = frozenset(("and", "&", "y", "e", "et", "und", "и", "和", "与", "及", "と"))
_ENDS = " ,;:.|*_-–—"
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OPENERS = {"(": ")", "[": "]"}
_CLOSERS = {")": "(", "]": "["}
_SAYS_NOTE = re.compile(
    r"[\W_]*(?:key ?words?|tags?|notes?|comments?|remarks?|summary|tl;?dr|highlights?|main (?:idea|points?)|"
    r"description|intro(?:duction)?|一句话总结|总结|简介|备注|笔记|要点|关键词|说明|点评|概要|メモ|コメント|キーワード|一言|요약|비고|메모|"
    r"키워드|설명|mots[- ]clés|résumé|remarques?|resumen|comentarios?|palabras clave|resumo|palavras-chave|"
    r"заметк[аи]|комментари[йи]|кратко|ghi chú|tóm tắt)\b[\W_]*?",
    re.IGNORECASE,
)
_BEFORE_LINKS = re.compile(r"[^\[\]\n]{2,60}(?=\s\[)")
_OTHER_FIELD = re.compile(r"[\W_]*[\w ./-]{2,20}[\W_]*[:：]")
_DOI = re.compile(r"\W*10\.\d{4,9}/\S+$")
_COLON = re.compile(r"\W*[:：]")
_TOLD = frozenset({"L", "P", "p", "q", "V", "v", "Y", "N", "B"})
_DATED = frozenset("PVYN")
_REFERENCE = 25
"""Words that a line of names, venue and year has at most; more are about the paper, whatever they end with."""
_SAID = 2
"""Words behind a title that are rather a house than a remark, where there are others below."""
_SHORT = 3
"""Words that a short name in a table has at most."""


@dataclass(slots=True)
class About:
    """What the list says of one entry outside the line of its title: the curator's words, and a short name."""

    notes: list[str] = field(default_factory=list)
    short_name: str | None = None

    def added_to(self, mention: Mention) -> Mention:
        """Fill in what the title's own line does not say."""
        own = mention.annotation
        if own and self.notes and len(words(own)) <= _SAID and not has_cjk(own):
            own = None  # "(MIT)" is no remark where there are others
        return replace(
            mention,
            annotation=own or " / ".join(self.notes) or mention.annotation,
            short_name=mention.short_name or self.short_name,
        )


def behind(cell: Cell, end: int) -> str | None:
    """Give the curator's words behind the title: from the first that are neither names nor venue to the last."""
    chunks = cell.reading.chunks
    found = [i for i, c in enumerate(chunks) if c.start >= end and c.kind in {"T", "C", "c", "s"} and _is_own(cell, i)]
    own = [i for i in found if chunks[i].start < cell.end]
    for part in (own, found[len(own) :]):  # what is said of several titles stands behind the last
        if part:
            last = part[-1]
            while last + 1 < len(chunks) and _goes_on(cell.flow.text, chunks[last + 1]):
                last += 1
            text = _tidy(cell.flow.text[chunks[part[0]].start : chunks[last].end])
            if text and text.lower() not in _JOINS:
                return text
    return None


def _goes_on(text: str, chunk: Chunk) -> bool:
    """Say whether a remark goes on: in its parenthesis, or with a link in its sentence."""
    if chunk.segment.kind == "link":
        return chunk.before == "edge" and chunk.kind == "T" and text[chunk.start - 1] not in "[("
    return chunk.depth > 0 and chunk.before in {"comma", "dash"}


def _is_own(cell: Cell, index: int) -> bool:
    """Say whether words are the curator's, rather than a link's or those with which a venue goes on."""
    chunk, before = cell.reading.chunks[index], cell.reading.chunks[index - 1]
    text = cell.flow.text[chunk.start : chunk.end].strip()
    if chunk.segment.kind == "link" or text.startswith("abs/") or is_journal(cell, chunk):
        return False
    on = before.kind in {"V", "v"} and before.depth == chunk.depth
    return not (on and (chunk.before == "colon" or (chunk.before == "comma" and text[:1].islower())))


def about(entries: list[Entry]) -> dict[int, About]:
    """Gather what stands in lines below entries that name a paper, and beside them in tables, by their numbers."""
    found: dict[int, About] = defaultdict(About)
    under: dict[int, int] = {}
    title: int | None = None
    for index, entry in enumerate(entries):
        if entry.accepted:
            title = index if entry.block.kind != "row" else None
            if name := _name_above(entry):
                found[index].short_name = name
        elif _is_apart(entry, None if title is None else entries[title]):
            title = None
        above = entry.owner if entry.owner is not None else None if entry.accepted else entry.parent
        owner = None if above is None else under.get(above, above if entries[above].accepted else None)
        beside = entry.owner is None and (above is None or not entry.head)
        if owner is None and title not in {None, index} and beside and is_speaking(entry.text):
            owner = title
        if owner is None or owner > index or entry.off:
            continue  # the line above a reference gave its short name
        under[index] = owner
        found[owner].notes += [note for cell in entry.cells if (note := _note(cell))]
    for rows in _tables(entries).values():
        _read_columns(entries, rows, found)
    for index, name in named_by_headings(entries).items():
        found[index].short_name = found[index].short_name or name
    return found


def _is_apart(entry: Entry, title: Entry | None) -> bool:
    """Say whether a line tells of no title above it: it begins something else, or stands outside the title's item."""
    left = title is not None and title.block.kind == "item" and entry.block is not title.block
    return left or entry.block.kind in {"heading", "row"} or _is_cited(entry)


def _is_cited(entry: Entry) -> bool:
    """Say whether a paragraph is a reference of its own, if to a book: "[5] Prell, A. (2020). *Ponds*. Lake Press."."""
    kinds = "".join([c.kind for c in entry.cells[0].reading.chunks[:24] if c.kind]) if entry.cells else ""
    return entry.block.kind == "text" and kinds.lstrip("N").startswith("P") and kinds.strip("NP").startswith("Y")


def _name_above(entry: Entry) -> str | None:
    """Give the short name that stands with the links in the line above the title."""
    for cell in entry.extra:
        if cell.strip.offsets[0] < entry.cells[0].strip.offsets[0] and (found := _BEFORE_LINKS.match(cell.text)):
            return _tidy(found[0]) or None
    return None


def is_speaking(text: str) -> bool:
    """Say whether a line is a sentence or more; of Chinese clauses the last may lack its stop."""
    text = text.rstrip(" *_")
    if has_cjk(text):
        return len(text) >= 12 and (text.endswith((".", "!", "。", "！")) or (cjk_share(text) > 0.4 and "，" in text))
    return text.endswith((".", "!")) and len(words(text)) >= 6


def says_note(text: str) -> bool:
    """Say whether "Keywords:", "Summary:" or the like opens a line."""
    label = _SAYS_NOTE.match(text)
    colon = _COLON.match(text, label.end()) if label else None
    return colon is not None and not VENUE_YEAR.match(text[colon.end() :].lstrip())  # "intro: ICFR 2017"


def _note(cell: Cell) -> str | None:
    """Give what a line below a title says of the paper; None where it only holds links, names, venue or year."""
    text = cell.text
    if label := _SAYS_NOTE.match(text):
        colon = _COLON.match(text, label.end())
        note = _tidy(text[colon.end() :] if colon else text)
        return None if VENUE_YEAR.fullmatch(note) else note or None
    live = [c for c in cell.reading.chunks if c.kind]
    if _DOI.match(text) or (live and live[-1].kind in {"V", "Y", "N"} and len(words(text)) <= _REFERENCE):
        return None  # "*Pond Letters, May 2023.*"
    told = sum(c.end - c.start for c in live if c.kind in _TOLD)
    if told > 0.6 * sum(c.end - c.start for c in live) or is_label(text):
        return None
    plain = _tidy(text)
    if is_person(plain) or is_names(plain) or is_surnames(plain) or (cell.links and _OTHER_FIELD.match(text)):
        return None
    return plain or None


def _tidy(text: str) -> str:
    """Give words without what only sets them off: marks at both ends, a bracket around them or one left alone."""
    text = " ".join(text.replace(URL, " ").replace(IMAGE, " ").split()).strip(_ENDS)
    if text[:1] in _OPENERS and _BRACKETED.fullmatch(text):
        text = text[1:-1].strip(_ENDS)
    if text[:1] in _OPENERS and text.count(text[0]) > text.count(_OPENERS[text[0]]):
        text = text[1:].strip(_ENDS)
    if text[-1:] in _CLOSERS and text.count(text[-1]) > text.count(_CLOSERS[text[-1]]):
        text = text[:-1].strip(_ENDS)
    return text


def _tables(entries: list[Entry]) -> dict[int, list[int]]:
    """Give the numbers of the rows of each table that names papers, its header among them."""
    tables: dict[int, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        if entry.block.kind == "row":
            tables[entry.block.table].append(index)
    return {t: rows for t, rows in tables.items() if any(entries[i].accepted for i in rows)}


def _read_columns(entries: list[Entry], rows: list[int], found: dict[int, About]) -> None:
    """Read remarks and short names from the columns of a table that hold such."""
    headers = {c.column: c.text.strip() for i in rows if entries[i].block.head for c in entries[i].cells}
    for column, held in _beside_titles(entries, rows).items():
        header, own = headers.get(column, ""), _are_names(held)
        own = own and not AUTHOR_HEADER.fullmatch(header)
        if NICK_HEADER.fullmatch(header) or own:
            for i, cell in held.items():
                name = _tidy(cell.text)
                if found[i].short_name is None and len(words(name)) <= _SHORT:
                    found[i].short_name = name or None
        elif _SAYS_NOTE.fullmatch(header) or _are_remarks(held.values()):
            for i, cell in held.items():
                text = _tidy(cell.text) if _SAYS_NOTE.fullmatch(header) else _note(cell)
                found[i].notes += [text] if text else []


def _beside_titles(entries: list[Entry], rows: list[int]) -> dict[int, dict[int, Cell]]:
    """Give the cells beside the titles, by column and row."""
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    for i in rows:
        if entries[i].accepted and (best := entries[i].best):
            for cell in entries[i].cells:
                if cell.column != best[0].column and cell.text.strip():
                    cells[cell.column][i] = cell
    return cells


def _are_names(cells: dict[int, Cell]) -> bool:
    """Say whether a column holds a short name of its own for nearly every paper."""
    plain = [c for c in cells.values() if not c.links and not _DATED & {x.kind for x in c.reading.chunks}]
    texts = [_tidy(c.text) for c in plain]
    short = [t for t in texts if 1 <= len(words(t)) <= _SHORT and any(c.isupper() for c in t)]
    return len(short) >= max(5, 0.8 * len(cells)) and len(set(short)) >= 0.9 * len(short)


def _are_remarks(cells: Iterable[Cell]) -> bool:
    """Say whether a column without a header that tells holds words of the curator: each other ones, and many."""
    texts = [c.text for c in cells if _note(c)]
    long = [t for t in texts if len(words(t)) >= 3 or (cjk_share(t) > 0.3 and len(t) >= 8)]
    return len(long) >= 3 and len(long) >= 0.5 * len(texts) and len(set(texts)) >= 0.5 * len(texts)
