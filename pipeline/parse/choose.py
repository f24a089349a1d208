"""Pure: which entries name a paper, and which stretch is its title: evidence of each entry, weighed with its peers'."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.parse.chunks import Run, read_chunks
from pipeline.parse.entries import Cell, Entry
from pipeline.parse.inline import Link
from pipeline.parse.headings import Topic, topic
from pipeline.parse.links import Target, is_label, is_paper_label
from pipeline.parse.words import has_cjk, is_person, is_prose, is_speech, shape, words

THRESHOLD = 2.0
_TOOLS = frozenset({Target.CODE, Target.MEDIA, Target.COURSE, Target.BOOK, Target.DATA})
_ARXIV_TEXT = re.compile(r"\barxiv[:\s]+\d{4}\.\d{4,5}", re.IGNORECASE)
_MARKUP = {"link": 0.3, "strong": 0.3, "quote": 0.4, "book": 0.5, "slant": -0.05, "plain": 0.05}
_PAPERISH = re.compile(
    r"\b(?:papers?|arxiv|survey|literature|bibliography|references|publications?|preprints?|reading (?:list|group))\b|论文|文献|文章|論文|논문|art[ií]culos?|artigos?|стат[ьеи]|bài báo",
    re.IGNORECASE,
)
_TITLE_HEADER = re.compile(r"\W*(?:paper ?)?(?:title|paper|papers|name|publication|article|work|论文|论文名称|标题|题目|名字|名称|文章|タイトル|論文|논문|제목|título|titre|название|tiêu đề|paper name|paper title|論文名)(?:s|\W.*)?", re.IGNORECASE)
_OTHER_HEADER = re.compile(
    r"\W*(?:authors?|venue|conference|journal|year|date|time|code|links?|url|github|project|notes?|comments?|tags?|keywords?|abstract|summary|description|datasets?|task|tasks|metric|"
    r"pub\.?|published|publication (?:date|venue|year)|institut\w*|affiliation|org\w*|team|demo|video|slides|website|stars?|citations?|category|type|topic|area|backbone|params?|size|performance|"
    r"作者|会议|期刊|年份|时间|日期|代码|链接|笔记|备注|机构|简介|引用|摘要|任务|数据集|著者|年|コード|저자|연도|autor\w*|año|ano|année|год|năm)\b.*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Peers:
    """What is known of the entries that share one form and section."""

    count: int = 0
    strong: int = 0
    titled: int = 0
    tools: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    accepted: int = 0


def choose(entries: list[Entry]) -> None:
    """Decide on every entry. Sets `best`, `score`, `why` and `accepted`."""
    _names_first(entries)
    columns = _columns(entries)
    paperish = _is_paperish(entries)
    for entry in entries:
        entry.best = _best(entry, columns, None)
    _attach(entries)
    _pseudo_topics(entries)
    peers = _peers(entries)
    for entry in entries:
        if entry.owner is None:
            entry.best = _best(entry, columns, peers[entry.key])
            above = entries[entry.parent] if entry.parent is not None else None
            _weigh(entry, above, peers[entry.key], peers[entry.key[:2]], paperish=paperish)
    for entry in entries:
        peers[entry.key].accepted += entry.accepted
        peers[entry.key[:2]].accepted += entry.accepted
    _nick_parents(entries)
    for entry in entries:
        _follow_peers(entry, peers[entry.key], peers[entry.key[:2]])


def _names_first(entries: list[Entry]) -> None:
    """In a list that mostly opens with the authors a lone name in front of the colon is an author too."""
    firsts = Counter(e.cells[0].reading.first for e in entries if e.block.kind in {"item", "text"} and e.cells and e.cells[0].reading.runs)
    total = sum(firsts.values())
    if firsts["P"] + firsts["p"] < 2 or (firsts["P"] < 0.25 * total and firsts["P"] + firsts["p"] < 0.5 * total):
        return
    for entry in entries:
        for cell in entry.cells[:1]:
            if cell.reading.first in {"T", "p", "q", "s"}:
                cell.reading = read_chunks(cell.flow, cell.start, cell.end, names_first=True, soft=cell.soft)


def _columns(entries: list[Entry]) -> dict[tuple[int, int], float]:
    """Say for each column of each table how likely it holds titles: by its header and by what stands in it."""
    value: dict[tuple[int, int], float] = {}
    shapes: dict[tuple[int, int], list[float]] = defaultdict(list)
    for entry in entries:
        if entry.block.kind != "row":
            continue
        for cell in entry.cells:
            place = (entry.block.table, cell.column)
            if entry.block.head:
                text = cell.text.strip()
                value[place] = 0.6 if _TITLE_HEADER.fullmatch(text) else -0.6 if _OTHER_HEADER.fullmatch(text) else 0.0
            elif cell.text.strip():
                shapes[place].append(max((r.shape for r in cell.reading.runs), default=0.0))
    for place, found in shapes.items():
        value[place] = value.get(place, 0.0) + 0.8 * sum(found) / len(found)
    return value


def _is_paperish(entries: list[Entry]) -> bool:
    """Say whether the list speaks of papers at all, in its headings, its first lines or its links."""
    for number, entry in enumerate(entries):
        if (entry.block.kind == "heading" or number < 12) and any(_PAPERISH.search(c.text) for c in entry.cells):
            return True
        if any(x.goal == Target.PAPER for c in entry.cells for x in c.links):
            return True
    return False


def _best(entry: Entry, columns: dict[tuple[int, int], float], peers: Peers | None) -> tuple[Cell, Run] | None:
    """Choose the stretch that looks most like the title, by its form, its markup and what the peers do."""
    best: tuple[float, Cell, Run] | None = None
    if entry.block.kind == "row" and entry.block.head:
        return None
    for cell in entry.cells:
        extra = columns.get((entry.block.table, cell.column), 0.0) if entry.block.kind == "row" else 0.0
        first = True
        for run in cell.reading.runs:
            value = run.shape + _MARKUP[run.segment.kind] + extra + 0.05 * first - 0.9 * run.aside
            text = cell.flow.text[run.start : run.end]
            if entry.block.kind == "row" and is_person(text):
                value -= 1.2
            if entry.topic < Topic.OPEN and run.segment.kind == "plain" and _describes(cell, run):
                value -= 1.3
            if run.segment.link:
                goal = run.segment.link.goal
                value += 0.25 if goal in {Target.PAPER, Target.PDF} else -0.1 if goal in _TOOLS else 0.0
            if peers and peers.titled:
                value += 0.5 * peers.kinds[run.segment.kind] / peers.titled
            if best is None or value > best[0] + 1e-9:
                best = (value, cell, run)
            first = first and run.shape < 0.5
    return (best[1], best[2]) if best else None


def _describes(cell: Cell, run: Run) -> bool:
    """Say whether a plain stretch stands behind a dash that follows a bold or linked name."""
    before = [c for c in cell.reading.chunks if c.kind and c.start < run.start]
    first = next((c for c in cell.reading.chunks if c.start <= run.start < c.end), None)
    return bool(before) and before[-1].segment.kind in _MARKED and first is not None and first.before in {"dash", "colon", "edge"}


def _links(cells: Iterable[Cell]) -> Iterable[tuple[Target, str, Link]]:
    """Give goal, text and link of every link."""
    for cell in cells:
        for link in cell.links:
            yield link.goal, "" if link.bare else cell.flow.text[link.start : link.end].strip(), link


def strength(cells: list[Cell]) -> float:
    """Say how surely the links prove a paper: 4 for a paper's own page, 2 for a PDF, 0 for none."""
    for cell in cells:
        if cell.proof is None:
            cell.proof = _proof(cell)
    return max((c.proof or 0.0 for c in cells), default=0.0)


def _proof(cell: Cell) -> float:
    value = 4.0 if _ARXIV_TEXT.search(cell.text) else 0.0
    for goal, text, _ in _links([cell]):
        if goal == Target.PAPER:
            return 4.0
        if text and goal not in {Target.CODE, Target.MEDIA, Target.COURSE, Target.ANCHOR} and is_paper_label(text):
            value = max(value, 3.0)
        elif goal == Target.PDF and not (text and re.search(r"slides?|poster|supp", text, re.IGNORECASE)):
            value = max(value, 2.0)
    return value


def _attach(entries: list[Entry]) -> None:
    """Give lines that hold only links, names, venue or year to the entry that they belong to."""
    last_by_item: dict[int, int] = {}
    previous: int | None = None
    for index, entry in enumerate(entries):
        block = entry.block
        if not entry.cells:
            continue
        if block.kind in {"item", "text"} and entry.head and block.item is not None and block.kind == "item":
            last_by_item[block.item] = index
        owner: int | None = None
        if block.kind in {"heading", "row", "code"}:
            previous = index if block.kind == "heading" else None
            continue
        if block.kind == "item" and block.above is not None and entry.head:
            owner = last_by_item.get(block.above)
        elif block.item is not None and not (block.kind == "item" and entry.head):
            owner = last_by_item.get(block.item)
        elif not entry.head and index and entries[index - 1].block is block:
            owner = index - 1 if entries[index - 1].owner is None else entries[index - 1].owner
        else:
            owner = previous
        entry.parent = owner if block.item is not None else None
        if owner is not None and block.item is not None and not entry.head:
            entry.parent = entries[owner].parent
        if owner is not None and _below_title(entry, entries[owner]):
            entries[owner].extra += entry.cells
            entry.owner = owner
            continue
        if owner is not None and block.kind == "item" and entries[owner].block.kind == "text" and _has_own_title(entry):
            continue
        if owner is not None and _is_field(entry, strict=entries[owner].block.kind == "heading") and _carries(entries, owner):
            while entries[owner].owner is not None:
                owner = entries[owner].owner or 0
            entry.owner = owner
            entries[owner].extra += entry.cells
        elif block.item is None:
            previous = index


_FIELD = re.compile(
    r"[\W_]*(?:paper|pdf|code|link|arxiv|authors?|venue|published|conference|year|date|doi|url|project|homepage|github|demo|data ?sets?|abstract|tl;?dr|summary|notes?|keywords?|tags?|论文|代码|作者|链接|主页|数据集|发表|会议|著者|概要)\b(?:[ /-]\w{1,12}|\s?\([^()]{1,12}\))?[\W_]*[:：]",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(r"\W*(?:blog|blog ?post|post|video|talk|slides?|course|tutorial|book|tweet|website|podcast|博客|视频)\W*", re.IGNORECASE)
_BOOK = re.compile(r"[(\[-]\s*(?:free |e-?)?(?:text)?book\b", re.IGNORECASE)
_COURSE_NUMBER = re.compile(r"[\W_]*[A-Z]{2,4}[- ]?\d{3}[A-Z]?\b")
_SLASH = re.compile(" / ")
_MARKED = frozenset({"link", "strong", "quote", "book"})


def _below_title(entry: Entry, above: Entry) -> bool:
    """Say whether a plain line goes on about the marked title of its own paragraph or item."""
    if entry.block.kind == "item" and entry.head or above.owner is not None or not above.best or not entry.best:
        return False
    if above.best[1].segment.kind not in _MARKED or above.best[1].shape < 0.7 or above.block.kind not in {"item", "text"}:
        return False
    if entry.block is not above.block and entry.block.item is None:
        return False
    run = entry.best[1]
    return run.segment.kind not in _MARKED or (run.segment.kind != above.best[1].segment.kind and run.segment.link is None)


def _has_own_title(entry: Entry) -> bool:
    """Say whether an item names something, if only by a nickname, and links a paper: it belongs to nothing above."""
    cell = entry.cells[0]
    named = any(c.kind in {"T", "s", "c"} and shape(cell.flow.text[c.start : c.end].strip()) >= 0.15 for c in cell.reading.chunks)
    return named and strength(entry.cells) >= 2 and not _FIELD.match(cell.text.strip())


def _carries(entries: list[Entry], index: int) -> bool:
    """Say whether an entry can be what another line belongs to: it has something like a title."""
    best = entries[index].best
    return best is not None and best[1].shape >= 0.15 and not is_prose(best[0].text.strip())


def _is_field(entry: Entry, *, strict: bool = False) -> bool:
    """Say whether a line only tells of something named elsewhere: links, names, venue, "Paper: address"."""
    cell = entry.cells[0]
    text = cell.text.strip()
    if not text:
        return True
    if entry.best and entry.best[1].shape >= 0.7 and (own := entry.best[1].segment.link) and own.goal in {Target.PAPER, Target.PDF}:
        return False
    kinds = {c.kind for c in cell.reading.chunks}
    best = max((r.shape for r in cell.reading.runs), default=0.0)
    if _FIELD.match(text):
        return not re.match(r"[\W_]*(?:paper|title|论文)[\W_]*[:：]\W*\w", text, re.IGNORECASE) or best < 0.75 or bool(cell.links and any(x.bare for x in cell.links) and best < 0.9)
    if strict and best > 0.0:
        return False
    if entry.best and best >= 0.4 and (link := entry.best[1].segment.link) and link.goal in {Target.PAPER, Target.PDF, Target.NOTE}:
        return False
    if best >= 0.4 and "P" in kinds and kinds & {"Y", "V"}:
        return False
    return best < 0.5 and bool(kinds & {"L", "P", "V", "Y"} or cell.links)


def _pseudo_topics(entries: list[Entry]) -> None:
    """A parent item, or a short bold line, that is no title says what is below it, as a heading does."""
    current: Topic | None = None
    section: object = None
    for entry in entries:
        if entry.section is not section:
            current, section = None, entry.section
        text = entry.cells[0].text.strip() if entry.cells else ""
        if entry.parent is not None and entry.block.kind == "item":
            above = entries[entry.parent].text
            if len(above) < 60 and topic(above) != Topic.OPEN:
                entry.topic = topic(above)
                continue
            if entries[entry.parent].topic != entry.topic and entries[entry.parent].block.kind == "item":
                entry.topic = entries[entry.parent].topic
                continue
        if entry.block.kind == "text" and entry.block.item is None and 0 < len(text) < 60:
            found = topic(text)
            bold = entry.cells[0].flow.strong and entry.cells[0].flow.strong[0][1] - entry.cells[0].flow.strong[0][0] > 0.7 * len(text)
            if bold or text.endswith((":", "：")):
                current = found
        elif current is not None and current != Topic.OPEN:
            entry.topic = current


def _peers(entries: list[Entry]) -> dict[tuple[object, ...], Peers]:
    """Count what entries of one form in one section have in common."""
    peers: dict[tuple[object, ...], Peers] = defaultdict(Peers)
    for entry in entries:
        if entry.owner is not None or not entry.best or (entry.block.kind == "row" and entry.block.head):
            continue
        for key in (entry.key, entry.key[:2]):
            group = peers[key]
            group.count += 1
            proof = strength(entry.everything)
            group.strong += proof >= 2
            run = entry.best[1]
            if run.shape >= 0.75:
                group.titled += 1
                group.kinds[run.segment.kind] += 1
            if run.segment.link and run.segment.link.goal in _TOOLS and proof < 2:
                group.tools += 1
    return peers


def _weigh(entry: Entry, above: Entry | None, peers: Peers, alike: Peers, *, paperish: bool) -> None:
    """Add up what speaks for and against an entry; `why` tells it."""
    if not entry.best:
        return
    cell, run = entry.best
    text = cell.text.strip()
    proof = strength(entry.everything)
    if _in_prose(text, run, cell):
        own = run.segment.link
        proof = 4.0 if own and own.goal == Target.PAPER else 0.0
    parts: list[tuple[str, float]] = [("title form", 2 * (run.shape - 0.5)), ("links", proof)]
    readings = [c.reading for c in entry.everything]
    cited = any(r.names for r in readings) and any(r.venue or r.year for r in readings)
    talks = run.segment.kind in {"plain", "slant"} and not cited and is_prose(text) and len(words(text)) > 8
    if talks:
        readings = []
    if any(r.venue for r in readings):
        parts.append(("venue", 1.5))
    if any(r.names for r in readings):
        parts.append(("authors", 1.2))
    if any(r.year for r in readings):
        parts.append(("year", 0.4))
    arxiv = any(g == Target.PAPER and "arxiv" in x.url for g, _, x in _links(entry.everything))
    parts.append(("section", {Topic.PAPERS: 0.7, Topic.OPEN: 0.0, Topic.MIXED: -0.5, Topic.THINGS: -1.8, Topic.BOOKS: -2.0 if arxiv else -20.0, Topic.FRAME: -2.0 if arxiv else -6.0}[entry.topic]))
    if alike.count >= 2:
        size = peers.count + 3
        parts.append(("peers with papers", 2.0 * (peers.strong + 3 * alike.strong / alike.count) / size))
        if (peers.titled + 3 * alike.titled / alike.count) / size >= 0.6 and run.shape >= 0.7:
            parts.append(("peers with titles", 1.0))
        if proof < 3:
            parts.append(("peers lead elsewhere", -3.0 * (peers.tools + 3 * alike.tools / alike.count) / size))
    parts.append(("list of papers", 0.5 if paperish else -1.5))
    goal = _goal(cell, run)
    if goal in _TOOLS and proof < 2:
        parts.append(("leads to " + str(goal), -3.0))
    elif goal in {Target.PAGE, Target.ANCHOR} and proof < 2:
        parts.append(("leads to a page", -1.0 if goal == Target.PAGE else -3.0))
    elif goal is None and proof < 2:
        other = [g for g, _, _ in _links(entry.everything)]
        if other and all(g in _TOOLS | {Target.PAGE} for g in other):
            said = any(_OTHER_LABEL.fullmatch(t) for _, t, _ in _links(entry.everything))
            parts.append(("only other links", -3.5 if said else -1.0))
    bare = run.segment.kind == "plain" and proof < 2 and not any(r.venue or r.names for r in readings)
    if entry.topic < Topic.OPEN and run.shape < 0.4:
        parts.append(("a name only", -4.0))
    if above is not None and bare and _is_remark(above, run):
        parts.append(("under a paper", -3.0))
    if _BOOK.search(text) and proof < 4:
        parts.append(("a book", -3.0))
    if _COURSE_NUMBER.match(text):
        parts.append(("a course number", -2.0))
    if _tool_first(cell, run):
        parts.append(("opens with a tool", -4.0))
    if bare and text.endswith("."):
        parts.append(("a sentence", -0.8))
    if bare and len(_SLASH.findall(text)) >= 2:
        parts.append(("alternatives", -2.0))
    if bare and text[run.start - cell.start : run.end - cell.start].islower():
        parts.append(("lower case", -2.5 if is_speech(text) else -0.6))
    if bare and entry.block.kind == "text" and entry.block.item is None and alike.strong >= 0.7 * alike.count and not any(r.year for r in readings) and not cell.links:
        parts.append(("unlike its peers", -2.0))
    if talks:
        parts.append(("speaks to the reader", -3.0))
    elif _in_prose(text, run, cell) and (run.shape < 0.9 or proof < 4):
        parts.append(("inside prose", -3.0))
    if cell.found and any(f.annotation and "【" in text for f in cell.found):
        parts.append(("note in 【】", 1.0))
    if entry.block.kind == "heading":
        parts.append(("heading", -1.8 if proof >= 2 and (entry.block.level > 1 or run.segment.link) else -8.0))
    elif entry.block.kind == "text" and entry.block.item is None and proof < 2 and peers.titled < 0.6 * peers.count:
        parts.append(("paragraph", -0.7))
    elif entry.block.kind == "code":
        parts.append(("code", -1.5))
    entry.score = sum(v for _, v in parts)
    entry.why = [f"{name} {value:+.1f}" for name, value in parts if abs(value) >= 0.05]
    entry.accepted = entry.score >= THRESHOLD and (run.shape >= 0.4 or proof >= 3) and not is_label(text)


def _is_remark(above: Entry, run: Run) -> bool:
    """Say whether a plain line under a title that markup and links prove to be a paper is a remark on it."""
    return (
        above.best is not None
        and above.best[1].segment.kind in _MARKED
        and above.best[1].shape >= 0.7
        and run.segment.kind == "plain"
        and strength(above.everything) >= 2
    )


def _in_prose(text: str, run: Run, cell: Cell) -> bool:
    """Say whether a marked title is only a small part of a line that speaks."""
    if run.segment.kind == "plain" or run.end - run.start >= 0.35 * len(text):
        return False
    if len(words(cell.flow.text[cell.start : run.start])) < 3 and not has_cjk(text):
        return False
    return (len(words(text)) > 15 and is_prose(text)) or (has_cjk(text) and len(re.findall("[，。；]", text)) >= 2)


def _nick_parents(entries: list[Entry]) -> None:
    """Where a short name with links stands over the full reference, the reference is the paper and has the links."""
    for entry in entries:
        if not entry.accepted or not entry.best or entry.parent is None or entry.block.kind != "item" or not any(c.reading.names or c.reading.venue for c in entry.cells):
            continue
        above = entries[entry.parent]
        if not above.best or above.block.kind != "item" or above.owner is not None or any(c.reading.names or c.reading.venue for c in above.cells):
            continue
        mine, upper = _words_of(entry.best), _words_of(above.best)
        if mine == upper or (len(mine) == len(upper) > 2 and len(mine ^ upper) <= 2):
            entry.accepted, entry.owner = False, entry.parent
            above.extra += entry.cells
        elif above.best[1].segment.kind not in _MARKED and (above.best[1].shape < 0.8 or len(upper) <= 5 or mine < upper):
            above.accepted, above.owner = False, entry.parent
            entry.extra += above.cells


def _words_of(best: tuple[Cell, Run]) -> set[str]:
    return {w.lower() for w in words(best[0].flow.text[best[1].start : best[1].end])}


def _tool_first(cell: Cell, run: Run) -> bool:
    """Say whether the line opens with a link to a tool, so that what follows describes that."""
    if run.segment.kind not in {"plain", "slant"}:
        return False
    for link in cell.links:
        if link.start < run.start and not link.bare:
            label = cell.flow.text[link.start : link.end]
            return not is_label(label) and link.goal in _TOOLS and not words(cell.flow.text[cell.start : link.start])
    return False


def _goal(cell: Cell, run: Run) -> Target | None:
    """Say where the title leads: its own link, or the bare address right behind it."""
    if run.segment.link:
        return run.segment.link.goal
    for link in cell.links:
        if link.bare and link.start >= run.end:
            between = cell.flow.text[run.end : link.start]
            return None if "(" in between or "（" in between or len(between) > 40 else link.goal
    return None


def _follow_peers(entry: Entry, peers: Peers, alike: Peers) -> None:
    """A short title among many papers of its form is one too."""
    if entry.accepted or not entry.best or entry.owner is not None or alike.count < 3:
        return
    share = (peers.accepted + 3 * alike.accepted / alike.count) / (peers.count + 3)
    cell, run = entry.best
    goal = _goal(cell, run)
    usual = alike.kinds.most_common(1)
    floor = THRESHOLD - (2.2 if run.segment.kind != "plain" and usual and usual[0][0] == run.segment.kind else 1.2)
    if share >= 0.7 and entry.score >= floor and run.shape >= 0.4 and goal not in _TOOLS and not has_cjk(cell.flow.text[run.start : run.start + 5]):
        entry.accepted = True
        entry.why.append("as its peers")
