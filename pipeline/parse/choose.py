"""Pure: which entries name a paper, and which stretch is its title, decided with an eye on their peers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import pairwise

from pipeline.parse.attach import attach, nick_parents, pseudo_topics
from pipeline.parse.chunks import read_chunks
from pipeline.parse.entries import Cell, Entry, by_scripts
from pipeline.parse.headings import PAPERISH, Topic
from pipeline.parse.links import Target
from pipeline.parse.names import is_person
from pipeline.parse.proof import MARKED, TOOLS, goal_of, strength
from pipeline.parse.runs import Run
from pipeline.parse.weigh import THRESHOLD, Peers, weigh
from pipeline.parse.words import has_cjk, is_speech, words

_MARKUP = {"link": 0.3, "strong": 0.3, "quote": 0.4, "book": 0.5, "slant": -0.05, "plain": 0.05}
_TITLE_HEADER = re.compile(
    r"\W*(?:paper ?)?(?:title|paper|papers|name|publication|article|work|论文|论文名称|标题|题目|名字|名称|"
    r"文章|タイトル|論文|논문|제목|título|titre|название|tiêu đề|paper name|paper title|論文名)(?:s|\W.*)?",
    re.IGNORECASE,
)
_PAPER_HEADER = re.compile(
    r"\W*(?:name of |tên )?(?:the )?(?:papers?(?:$|\s?(?:title|name))|publications?$|论文|論文|논문|文献|art[ií]culos?|"
    r"artigos?|стать[яи]|bài báo)(?! ?(?:link|url|链接|地址|リンク|링크))",
    re.IGNORECASE,
)
_VENUE_HEADING = re.compile(
    r"\b[A-Z][A-Za-z]*[A-Z]{2,}['’ ]*(?:19|20)?\d\d\b|\b(?:19|20)\d\d[ -][A-Z][A-Za-z]*[A-Z]{2,}\b"
)
_OTHER_HEADER = re.compile(
    r"\W*(?:authors?|venue|conference|journal|year|date|time|code|links?|url|github|project|"
    r"notes?|comments?|tags?|keywords?|abstract|summary|description|datasets?|task|tasks|"
    r"metric|"
    r"pub\.?|published|publication (?:date|venue|year)|institut\w*|affiliation|org\w*|team|"
    r"demo|video|slides|website|stars?|citations?|category|type|topic|area|backbone|params?|"
    r"size|performance|"
    r"作者|会议|期刊|年份|时间|日期|代码|链接|笔记|备注|机构|简介|引用|摘要|任务|数据集|著者|年|コード|저자|연도|autor\w*|año|ano|année|год|năm)\b.*",
    re.IGNORECASE,
)


def choose(entries: list[Entry], *, tell: bool = False) -> None:
    """Decide on every entry. Sets `best`, `score`, `accepted` and, with `tell`, `why`."""
    _names_first(entries)
    columns = _columns(entries)
    paperish = _is_paperish(entries)
    for entry in entries:
        entry.best = _best(entry, columns, None)
    attach(entries)
    pseudo_topics(entries)
    peers = _peers(entries)
    listed, papers, titles = _listed(entries), _headed(entries, _PAPER_HEADER), _headed(entries, _TITLE_HEADER)
    labels, titled_levels = _labels(entries), _titled_levels(entries)
    heading: Entry | None = None
    for index, entry in enumerate(entries):
        if entry.owner is None:
            entry.best = _best(entry, columns, peers[entry.key])
            if entry.best and entry.block.kind == "row":
                column = (entry.block.table, entry.best[0].column)
                entry.headed, entry.titled = column in papers, column in titles
            entry.headed = entry.headed or (entry.block.kind == "heading" and entry.block.level in titled_levels)
            entry.leads = entry.block.kind == "text" and (entry.section in listed or index in labels)
            above = entries[entry.parent] if entry.parent is not None else heading
            if entry.block.kind == "heading" or (above is not None and above.block.kind == "heading"):
                above = None if entry.block.kind == "heading" else heading
            groups = (peers[entry.key], peers[entry.key[:2]], peers[()])
            weigh(entry, above, groups, paperish=paperish, tell=tell)
            if entry.block.kind == "heading":
                heading = entry if entry.accepted else None
    for entry in filter(lambda e: e.accepted, entries):
        peers[entry.key].accepted += entry.accepted
        peers[entry.key[:2]].accepted += entry.accepted
    nick_parents(entries)
    for entry in entries:
        _follow_peers(entry, peers[entry.key], peers[entry.key[:2]])


def _names_first(entries: list[Entry]) -> None:
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
    for entry in told:
        cell = entry.cells[0]
        reading = cell.reading
        cited = ("cited",) in open_so and (reading.year or reading.venue)
        if reading.first in _MAYBE_NAMES and (() in open_so or entry.key in open_so or cited):
            cell.reading = read_chunks(cell.flow, cell.start, cell.end, names_first=True, soft=cell.soft)
            cell.named = True
            by_scripts(cell)


_MAYBE_NAMES = frozenset("TPpqs")


def _opens_with_names(firsts: Counter[str]) -> bool:
    """Say whether enough entries open with sure names or with what may be one."""
    sure, any_name = firsts["P"], firsts["P"] + firsts["p"]
    return any_name >= 2 and (sure >= 0.25 * firsts.total() or any_name >= 0.5 * firsts.total())


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
    """Say whether the list speaks of papers at all: in headings, first lines, links, or notes in 【】."""
    noted = venues = 0
    for number, entry in enumerate(entries):
        if (entry.block.kind == "heading" or number < 12) and any(PAPERISH.search(c.text) for c in entry.cells):
            return True
        if any(x.goal == Target.PAPER for c in entry.cells for x in c.links):
            return True
        venues += entry.block.kind == "heading" and bool(_VENUE_HEADING.search(entry.text))
        noted += any(f.annotation and "【" in c.text for c in entry.cells for f in c.found or ())
    return noted >= 0.2 * len(entries) > 0 or venues >= 2


def _best(entry: Entry, columns: dict[tuple[int, int], float], peers: Peers | None) -> tuple[Cell, Run] | None:
    """Choose the stretch that looks most like the title, by its form, its markup and what the peers do."""
    best: tuple[float, Cell, Run] | None = None
    if entry.block.kind == "row" and entry.block.head:
        return None
    for cell in entry.cells:
        extra = columns.get((entry.block.table, cell.column), 0.0) if entry.block.kind == "row" else 0.0
        first, told = True, None
        for run in cell.reading.runs:
            value = run.shape + _MARKUP[run.segment.kind] + extra + 0.05 * first - 0.9 * run.aside
            value -= 0.3 * (told is not None and run.start > told)
            text = cell.flow.text[run.start : run.end]
            value += 0.6 * (cell.named and _behind_names(cell, run))
            if entry.block.kind == "row" and is_person(text):
                value -= 1.2
            if run.segment.kind == "plain" and (linked := _describes(cell, run)):
                value -= 1.3 if entry.topic < Topic.OPEN else 0.6 * (linked > 1)
            if run.segment.link:
                goal = run.segment.link.goal
                value += 0.25 if goal in {Target.PAPER, Target.PDF} else -0.1 if goal in TOOLS else 0.0
            if peers and peers.titled:
                value += 0.5 * peers.kinds[run.segment.kind] / peers.titled
            if best is None or value > best[0] + 1e-9:
                best = (value, cell, run)
            first = first and run.shape < 0.5
            if told is None and run.shape >= 0.45:
                told = _told_from(cell, run)
    return (best[1], best[2]) if best else None


def _behind_names(cell: Cell, run: Run) -> bool:
    """Say whether a stretch stands right behind names and a year."""
    before = "".join(c.kind for c in cell.reading.chunks if c.end <= run.start)
    return before.rstrip("YN").endswith("P") and before.endswith(("Y", "YN"))


def _told_from(cell: Cell, title: Run) -> float:
    """Give where venue, year or pages stand behind a title: what comes after them is a remark."""
    told = (c.start for c in cell.reading.chunks if c.kind in {"V", "Y", "N"} and c.start >= title.end)
    return next(told, float("inf"))


def _describes(cell: Cell, run: Run) -> int:
    """Say whether a plain stretch follows a bold or linked name (1), and only tells of a paper's link (2)."""
    chunks = cell.reading.chunks
    index = bisect_right(chunks, run.start, key=lambda c: c.start) - 1
    if index < 0 or chunks[index].end <= run.start or chunks[index].before not in {"dash", "colon", "comma", "edge"}:
        return 0
    before = next((c for c in reversed(chunks[:index]) if c.kind), None)
    if before is None or before.segment.kind not in MARKED:
        return 0
    link = before.segment.link
    colon = ":" in cell.flow.text[before.end : run.start]
    if link is None and colon and strength([cell]) >= 3:
        return 0  # "**PondRel:** A Data Set of Ponds [paper]"
    if link is None or link.goal not in {Target.PAPER, Target.PDF} or colon:
        return 1
    name = words(cell.flow.text[link.start : link.end])
    return 1 + ((chunks[index].before == "dash" and len(name) > 1) or is_speech(cell.flow.text[run.start : run.end]))


def _peers(entries: list[Entry]) -> dict[tuple[object, ...], Peers]:
    """Count what entries of one form in one section have in common."""
    peers: dict[tuple[object, ...], Peers] = defaultdict(Peers)
    for entry in entries:
        if entry.owner is not None or not entry.best or (entry.block.kind == "row" and entry.block.head):
            continue
        for key in (entry.key, entry.key[:2], ()):
            group = peers[key]
            group.count += 1
            proof = strength(entry.everything)
            group.strong += proof >= 2
            group.known += _is_known(entry)
            run = entry.best[1]
            group.marked += proof >= 2 and run.segment.kind in MARKED
            if run.shape >= 0.75:
                group.titled += 1
                group.kinds[run.segment.kind] += 1
            if run.segment.link and run.segment.link.goal in TOOLS and proof < 2:
                group.tools += 1
    return peers


def _headed(entries: list[Entry], form: re.Pattern[str]) -> set[tuple[int, int]]:
    """Give the columns whose header is of a form, as (table, column)."""
    return {
        (e.block.table, c.column)
        for e in entries
        if e.block.kind == "row" and e.block.head
        for c in e.cells
        if form.match(c.text.strip())
    }


def _listed(entries: list[Entry]) -> set[str | None]:
    """Give the sections where a paragraph only introduces items or rows: with such, or all if texts are few."""
    titled: dict[bool, Counter[str | None]] = {True: Counter(), False: Counter()}
    for e in entries:
        if e.owner is None and e.best and e.best[1].shape >= 0.45 and e.block.kind in {"item", "row", "text"}:
            titled[e.block.kind == "text"][e.section] += 1
    if titled[True].total() > 0.5 * titled[False].total():
        return set()
    if titled[True].total() <= 0.2 * titled[False].total():
        return set(titled[True])
    return {s for s, n in titled[False].items() if n >= 2 * max(1, titled[True][s])}


def _labels(entries: list[Entry]) -> set[int]:
    """Give the paragraphs without link, names or venue right above items that have such: they only say what follows."""
    return {
        index
        for index, (entry, below) in enumerate(pairwise(entries))
        if entry.block.kind == "text"
        and entry.block.item is None
        and below.block.kind == "item"
        and below.owner is None
        if below.best and below.best[1].shape >= 0.75 and _is_known(below) and not _is_known(entry)
    }


def _titled_levels(entries: list[Entry]) -> set[int]:
    """Give the levels whose headings are the entries: most read like titles, and little else names papers."""
    levels: dict[int, list[Entry]] = defaultdict(list)
    known = 0
    for entry in entries:
        if entry.block.kind == "heading":
            levels[entry.block.level].append(entry)
        else:
            known += entry.owner is None and entry.best is not None and _is_known(entry)
    return {
        level
        for level, group in levels.items()
        if len(group) >= 3
        and known < 0.5 * len(group)
        and sum(e.best is not None and e.best[1].shape >= 0.9 for e in group) >= 0.6 * len(group)
    }


def _is_known(entry: Entry) -> bool:
    """Say whether links, names or a venue speak for an entry."""
    return strength(entry.everything) >= 2 or any(c.reading.names or c.reading.venue for c in entry.everything)


def _follow_peers(entry: Entry, peers: Peers, alike: Peers) -> None:
    """Take a short title among many papers of its form for one too."""
    if entry.accepted or entry.barred or not entry.best or entry.owner is not None or alike.count < 3:
        return
    share = (peers.accepted + 3 * alike.accepted / alike.count) / (peers.count + 3)
    cell, run = entry.best
    goal = goal_of(cell, run)
    usual = alike.kinds.most_common(1)
    floor = THRESHOLD - (2.2 if run.segment.kind != "plain" and usual and usual[0][0] == run.segment.kind else 1.2)
    if (
        share >= 0.7
        and entry.score >= floor
        and (run.shape >= 0.4 or (run.segment.kind in MARKED and (cell.reading.names or entry.headed)))
        and (goal not in TOOLS or (cell.reading.names and cell.reading.year))
        and not has_cjk(cell.flow.text[run.start : run.start + 5])
    ):
        entry.accepted = True
        entry.why.append("as its peers")
