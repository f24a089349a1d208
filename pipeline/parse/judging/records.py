"""Pure: lists of records, where the same few labels stand under title after title: "Hype: ...", "Notes: ..."."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from pipeline.parse.judging.said import SAYS_PAPER
from pipeline.parse.lexicon.headers import AUTHORS, VENUES
from pipeline.parse.lexicon.headings import Topic, topic
from pipeline.parse.lexicon.links import is_paper_label
from pipeline.parse.lexicon.names import SPEAKER, is_person
from pipeline.parse.lexicon.words import words
from pipeline.parse.reading.entry import Entry

_LABEL = re.compile(r"[\W_]{0,4}(?P<label>[^\W\d_](?:[\w'’/&-]| (?=\w)){1,24})[\s*_]{0,3}[:：|]")
_LONGEST = 4 + 1 + 24 + 3 + 1
"""Characters that a label has with its colon at most."""
FIELD = re.compile(
    rf"[\W_]*(?:{AUTHORS}|{VENUES}|{SPEAKER}|"
    r"intro|paper|pdf|code|(?:links?|enlace|lien)(?: (?:al?|do|del|para) \w+)?|ar[ivx]{3,4}|pre-?print|published|year|"
    r"date|doi|url|project|homepage|github|demo|data ?sets?|abstract|tl;?dr|summary|notes?|keywords?|"
    r"typ(?:e|o)?|quelle|source|fuente|fonte|grenzen?|limitations?|contribuci[oó]n|contributions?|contribuição|"
    r"hallazgos(?: clave)?|key findings?|aplicado en|"
    r"results?|resultados?|résultats?|risultat[oi]|ergebnis(?:se)?|used for|"
    r"tags?|size|usage|licen[sc]e|tasks?|metrics?|"
    r"leaderboard|languages?|domain|format|status|rating|papers? ?link|"
    r"リンク|一言|実装|タスク|링크|코드|데이터|année|año|ano|anno|jahr|rok|yıl|год|код|"
    r"(?:breve )?resum(?:o|en)|résumé|riassunto|zusammenfassung|streszczenie|özet|аннотация|요약|초록|tóm tắt|要約|"
    r"palavras-chave|palabras clave|mots-clés|parole chiave|ключевые слова|ссылка|"
    r"năm|mã nguồn|一句话总结|总结|简介|地址|论文地址|论文链接|笔记|机构|单位|摘要|论文|代码|链接|主页|年[份度]?|연도|"
    r"(?:论文)?作者(?:[&与和]?(?:单位|机构|团队))?|数据集|概要)\b"
    r"(?:[ /-](?!(?:19|20)\d\d)\w{1,12}|\s?\([^()]{1,12}\))?[\W_]*[:：|]",
    re.IGNORECASE,
)
"""What opens a line that tells of a title elsewhere."""
_LEAST = 3
"""Titles under which a label must stand before it is the name of a field."""

_MANY = 5
"""Titles under which a label alone is one, too."""


def mark_fields(entries: list[Entry]) -> None:
    """Mark what stands behind a label that comes back, beside others that do, under several titles."""
    labels: dict[str, Counter[int]] = defaultdict(Counter)
    found: list[tuple[Entry, int, str]] = []
    above = -1  # the heading, or the item without a label that fields stand flush below
    top = -1  # the first line of the paragraph
    for index, entry in enumerate(entries):
        if entry.block.kind == "heading":
            above = index
        top = index if entry.head else top
        below = entry.block.kind == "text" and not entry.head
        if (entry.owner is not None and not below) or entry.block.kind not in {"item", "text"} or not entry.cells:
            continue
        cell = entry.cells[0]
        opening = cell.flow.text[cell.start : cell.start + _LONGEST]
        match = _LABEL.match(cell.flow.text, cell.start, cell.end) if ":" in opening or "：" in opening else None
        flush = entry.parent is None or entries[entry.parent].block.kind == "heading"
        if match is None and entry.block.kind == "item" and flush:
            above = index
        unit = top if below else above if flush or entry.parent is None else entry.parent
        if (
            match
            and unit >= 0
            and not is_paper_label(match["label"])
            and not SAYS_PAPER.match(cell.flow.text, cell.start, cell.end)
        ):
            label = match["label"].lower()
            labels[label][unit] += 1
            found.append((entry, unit, label))
    known = {k for k, units in labels.items() if len(units) >= _LEAST and units.total() <= 1.2 * len(units)}
    beside = Counter(unit for _, unit, label in found if label in known)
    for entry, unit, label in found:
        entry.of_record = label in known and (beside[unit] >= 2 or len(labels[label]) >= _MANY)


def _opens_field(entry: Entry) -> re.Match[str] | None:
    """Match the label that opens an item of a list that stands in no other."""
    if entry.block.kind != "item" or entry.block.above is not None or not entry.head or not entry.cells:
        return None
    text = entry.cells[0].text
    return FIELD.match(text) if ":" in text[:60] or "：" in text[:60] else None


def has_flat_records(entries: list[Entry]) -> bool:
    """Say whether fields stand beside their titles: "1. Frozen Ponds", "1. arxiv: [address]", "1. Slow Fish"."""
    labels = Counter((e.section, found[0]) for e in entries if (found := _opens_field(e)))
    titled = sum(e.block.kind == "text" and e.best is not None and e.best[1].shape >= 0.75 for e in entries)
    return max(labels.values(), default=0) >= max(3, titled)


def beside_title(entries: list[Entry], index: int) -> int | None:
    """Give the item that the field right below it tells of."""
    if not index or not _opens_field(entries[index]):
        return None
    near = entries[index - 1]
    if near.block.kind == "item" and near.block.above is not None:
        return None  # a bullet of the item above
    if near.block.kind != "item" or near.section is not entries[index].section or _opens_field(near):
        return near.owner if near.block.kind == "item" else None
    return index - 1 if near.owner is None else near.owner


def titles_over_names(entries: list[Entry]) -> dict[int, int]:
    """Give the blocks right below headings that are titles, with that heading: "### Slow Ponds", "Ana Prell, Jo Stam".

    They are where most headings of a level look so and have the names in the first line below, as few others do.
    """
    levels: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for index, (entry, below) in enumerate(pairwise(entries)):
        if entry.block.kind == "heading" and topic(entry.text) != Topic.FRAME:
            told = below.block.kind == "text" and (_names_alone(below) or _is_told_of(entry, below))
            levels[entry.block.level].append((index, told))
    found: dict[int, int] = {}
    for group in levels.values():
        named = sum(names for _, names in group)
        titled = sum(e.best is not None and e.best[1].shape >= 0.75 for e in (entries[i] for i, _ in group))
        if named >= max(3, 0.6 * len(group)) and titled >= 0.75 * len(group):
            found |= {id(entries[i + 1].block): i for i, _ in group if entries[i + 1].block.kind == "text"}
    others = sum(e.head and e.block.kind == "text" and id(e.block) not in found and _names_alone(e) for e in entries)
    return found if others <= 0.3 * len(found) else {}


def remarks_beside(entries: list[Entry]) -> dict[int, int]:
    """Give the items without link, names, venue or year beside a paper under a short name, with that paper.

    They are where such names, time and again, have a paper as their first item and nothing known beside it.
    """
    under: dict[int, list[int]] = defaultdict(list)
    names: set[int | None] = set()
    for index, entry in enumerate(entries):
        if entry.block.kind == "item" and entry.head and entry.cells:
            if len(words(entry.text)) <= _NAME:
                names.add(entry.block.item)
            if entry.block.above in names:
                under[entry.block.above or 0].append(index)
    several = [indices for indices in under.values() if len(indices) > 1]
    beside = [x for x in several if [i for i in x if _is_known(entries[i])] == x[:1]]
    if len(beside) < max(_LEAST, 0.9 * len(several)):
        return {}
    return {id(entries[i].block): first for first, *rest in beside for i in rest}


_NAME = 3
"""Words of a short name at most."""


def _is_known(entry: Entry) -> bool:
    """Say whether an item has a link, names, a venue or a year."""
    cell = entry.cells[0]
    return bool(cell.links or cell.reading.names or cell.reading.venue or cell.reading.year)


def _is_told_of(entry: Entry, below: Entry) -> bool:
    """Say whether a line without links tells who wrote a linked title, where and when: "Ana Prell. Ponds, 2011"."""
    cell = below.cells[0] if below.cells else None
    linked = entry.best is not None and entry.best[1].segment.link is not None
    live = [c for c in cell.reading.chunks if c.kind] if cell and linked and not cell.links else []
    if not live or not cell or live[-1].kind != "Y":
        return False
    return live[0].kind == "P" or is_person(cell.flow.text[live[0].start : live[0].end])


def _names_alone(entry: Entry) -> bool:
    """Say whether a line holds names alone, or but one."""
    kinds = {c.kind for cell in entry.cells[:1] for c in cell.reading.chunks} - {""}
    return kinds == {"P"} or is_person(entry.text.strip(" ."))
