"""Pure: what speaks for and against an entry naming a paper, added up."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from pipeline.parse.entries import Cell, Entry
from pipeline.parse.headings import Topic
from pipeline.parse.links import Target, is_label
from pipeline.parse.names import is_person
from pipeline.parse.proof import MARKED, TOOLS, goal_of, links_of, strength
from pipeline.parse.runs import Run
from pipeline.parse.words import has_cjk, is_prose, is_speech, words

THRESHOLD = 2.0


@dataclass(slots=True)
class Peers:
    """What is known of the entries that share one form and section."""

    count: int = 0
    strong: int = 0
    known: int = 0
    titled: int = 0
    marked: int = 0
    tools: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    accepted: int = 0


_OTHER_LABEL = re.compile(
    r"\W*(?:blog|blog ?post|post|video|talk|slides?|course|tutorial|book|tweet|website|podcast|博客|视频)\W*",
    re.IGNORECASE,
)
_BOOK = re.compile(r"[(\[-]\s*(?:free |e-?)?(?:text)?book\b", re.IGNORECASE)
_COURSE_NUMBER = re.compile(r"[\W_]*[A-Z]{2,4}[- ]?\d{3}[A-Z]?\b")
_SAYS_PAPER = re.compile(r"\W*(?:paper|title|论文(?:标题|题目|名称?)?|論文|논문|статья|bài báo)\s*[:：]", re.IGNORECASE)
_ACCESSED = re.compile(
    r"\b(?:accessed|retrieved|last visited|consulté le|consultado|acesso em|abgerufen|дата обращения|truy cập)\b",
    re.IGNORECASE,
)
_SLASH = re.compile(" / ")
_THING_BEFORE = re.compile(
    r"(?:^|\b)(?:book|textbook|blog(?: ?post)?|course|class|lecture|mooc|video|talk|tutorial|podcast|keynote|"
    r"sách|khóa học|livre|manuel|cours|книга|учебник|курс|лекци[ия]|видео|блог|"
    r"libro|curso|livro|vídeo|buch|kurs|书|书籍|"
    r"课程|博客|视频|教程|책|강의|블로그|書籍|講義)\W*$",
    re.IGNORECASE,
)


_BARS = frozenset(
    (
        "an empty row",
        "unlike its peers",
        "said to be no paper",
        "introduces a list",
        "a book",
        "a person",
        "under a paper",
    )
)


@dataclass(slots=True)
class _Case:
    """One entry with what is known of it: the chosen title, what the links prove, what it says of names and years."""

    entry: Entry
    cell: Cell
    run: Run
    text: str
    proof: float
    talks: bool
    hints: frozenset[str]
    goal: Target | None

    @property
    def nothing(self) -> bool:
        """Whether there is neither link nor name, venue or year: a plain line and no more."""
        return self.run.segment.kind in {"plain", "slant"} and self.proof < 2 and not self.hints and not self.cell.links

    @property
    def formal(self) -> bool:
        """Whether it is a whole reference: names in front of the title, and a venue or a year."""
        names = self.cell.reading.names
        return names is not None and names[0] < self.run.start and len(self.hints) > 1

    @property
    def bare(self) -> bool:
        """Whether nothing but the form of a plain line speaks for it."""
        return self.run.segment.kind == "plain" and self.proof < 2 and not self.hints & {"names", "venue"}


Parts = list[tuple[str, float]]


def weigh(entry: Entry, above: Entry | None, groups: tuple[Peers, Peers, Peers], *, paperish: bool, tell: bool) -> None:
    """Add up what speaks for and against an entry; with `tell` its `why` says what.

    `groups` are its peers: of its form and section, of its form in the list, and all entries of the list.
    """
    if not entry.best:
        return
    peers, alike, everything = groups
    case = _case(entry, *entry.best)
    parts: Parts = [("title form", 2 * (case.run.shape - 0.5)), ("links", case.proof)]
    parts += [(name, value) for name, value in (("venue", 1.5), ("names", 1.2), ("year", 0.4)) if name in case.hints]
    parts.append(("section", _section(entry)))
    parts += _by_peers(case, peers, alike)
    if case.nothing and entry.block.kind in {"item", "text"} and not _SAYS_PAPER.match(case.text):
        plain = peers.count >= 5 and peers.titled >= 0.9 * peers.count and peers.known <= 0.2 * peers.count
        usual = not plain and max(g.known / g.count if g.count >= 4 else 0.0 for g in (alike, everything))
        long = case.run.shape == 1 and 6 < len(words(case.text)) <= 20 and not is_speech(case.text)
        alone = peers.count < 4 or peers.titled < 0.9 * peers.count
        parts.append(("nothing known", -(1.8 if not long else 0.9 if alone else 0.45) * usual))
    parts.append(("list of papers", 0.5 if paperish else -1.5))
    parts += _by_goal(case) + _by_words(case, above, peers) + _by_block(case, peers, alike)
    entry.score = sum(v for _, v in parts)
    entry.barred = any(v <= -1.5 and name in _BARS for name, v in parts)
    if tell:
        entry.why = [f"{name} {value:+.1f}" for name, value in parts if abs(value) >= 0.05]
    cited = case.run.segment.kind in MARKED and "names" in case.hints and len(case.hints) > 1
    first = case.run.segment.link is not None and not words(case.cell.flow.text[case.cell.start : case.run.start])
    own = first and case.goal in {Target.PAPER, Target.PDF}
    seen = case.run.shape >= 0.4 or case.proof >= 3 or cited or (own and alike.strong >= 0.5 * alike.count)
    entry.accepted = entry.score >= THRESHOLD and seen and not is_label(case.text)


def _case(entry: Entry, cell: Cell, run: Run) -> _Case:
    text = cell.text.strip()
    everything = entry.everything
    proof = strength(everything)
    if _in_prose(text, run, cell):
        own = run.segment.link
        proof = 4.0 if own and own.goal == Target.PAPER else 0.0
    hints = set[str]()
    for reading in (c.reading for c in everything):
        hints |= reading.hints
    cited = "names" in hints and len(hints) > 1
    talks = run.segment.kind in {"plain", "slant"} and (
        (is_prose(text) and len(words(text)) > (60 if cited else 8))
        or (entry.leads and cell.flow.text[run.start].islower() and bool(words(cell.flow.text[cell.start : run.start])))
    )
    if talks and len(words(text)) > 25:
        proof = 0.0  # the links are those of its words
    return _Case(entry, cell, run, text, proof, talks, frozenset() if talks else frozenset(hints), goal_of(cell, run))


def _section(entry: Entry) -> float:
    """Weigh what the heading announces; arXiv alone outweighs a heading that is against papers."""
    if entry.topic in {Topic.BOOKS, Topic.FRAME}:
        arxiv = any(g == Target.PAPER and "arxiv" in x.url for g, _, x in links_of(entry.everything))
        return -2.0 if arxiv else -20.0 if entry.topic == Topic.BOOKS else -6.0
    if entry.topic == Topic.THINGS:
        return -1.8 if strength(entry.everything) >= 2 else -2.8
    return 0.7 if entry.topic == Topic.PAPERS else -0.5 if entry.topic == Topic.MIXED else 0.0


def _by_peers(case: _Case, peers: Peers, alike: Peers) -> Parts:
    """Weigh what entries of the same form are, those of the section before those of the whole list."""
    if alike.count < 2:
        return []
    size = peers.count + 3
    parts = [("peers with papers", 2.0 * (peers.strong + 3 * alike.strong / alike.count) / size)]
    if (peers.titled + 3 * alike.titled / alike.count) / size >= 0.6 and case.run.shape >= 0.7:
        parts.append(("peers with titles", 1.0))
    if case.proof < 3:
        parts.append(
            (
                "peers lead elsewhere",
                (-0.5 if case.formal else -3.0) * (peers.tools + 3 * alike.tools / alike.count) / size,
            )
        )
    return parts


def _by_goal(case: _Case) -> Parts:
    """Weigh where the title leads, or the other links where it leads nowhere."""
    if case.proof >= 2:
        return []
    if case.goal in TOOLS:
        return [(f"leads to {case.goal}", -0.5 if case.formal and case.goal == Target.CODE else -3.0)]
    if case.goal is not None:
        value = {Target.PAGE: -1.0, Target.SITE: -2.0, Target.ANCHOR: -3.0}.get(case.goal, 0.0)
        return [("leads to a page", value)]
    found = list(links_of(case.entry.everything))
    if not found or not all(goal in TOOLS or goal in {Target.PAGE, Target.SITE} for goal, _, _ in found):
        return []
    said = all(goal in {Target.MEDIA, Target.COURSE, Target.BOOK} for goal, _, _ in found) or any(
        _OTHER_LABEL.fullmatch(text) for _, text, _ in found
    )
    return [
        (
            "only other links",
            -3.5
            if said
            else -1.0
            if ("venue" in case.hints or case.formal) and case.run.shape >= 0.75
            else -0.5
            if case.entry.topic >= Topic.OPEN
            else -2.0,
        )
    ]


def _by_words(case: _Case, above: Entry | None, peers: Peers) -> Parts:
    """Weigh words that do not stand in references."""
    run, text = case.run, case.text
    title = case.cell.flow.text[run.start : run.end]
    found = {
        "a name only": -4.0 * (case.entry.topic < Topic.OPEN and run.shape < 0.4),
        "under a paper": -3.0 * (above is not None and _is_remark(above, case, peers)),
        "a book": -3.0 * (case.proof < 4 and (bool(_BOOK.search(text)) or _has_mark(case, "B"))),
        "a person": -3.0 * (case.proof < 2 and is_person(title)),
        "a course number": -2.0 * bool(_COURSE_NUMBER.match(text)),
        "a quoted title with a year": 1.0 * ("year" in case.hints and _is_quoted(case)),
        "said to be a paper": 1.0 * (bool(_SAYS_PAPER.match(text)) or ("]" in text and _has_mark(case, "N"))),
        "said to be no paper": -3.0 * _said_other(case),
        "looked up on the Web": -2.0 * (case.proof < 2 and bool(_ACCESSED.search(text))),
        "beside a paper's link": -(3.0 + case.proof) * _is_beside(case, title),
        "opens with a tool": -4.0 * _tool_first(case.cell, run),
        "note in 【】": 1.0 * any(f.annotation and "【" in text for f in case.cell.found or ()),
        "speaks to the reader": (-3.0 if case.entry.block.kind == "item" else -4.5) * case.talks,
    }
    if case.bare:
        found["ends with a colon"] = -1.5 * text.endswith((":", "："))
        found["a sentence"] = -0.8 * text.endswith(".")
        found["alternatives"] = -2.0 * (len(_SLASH.findall(text)) >= 2)
        low = title.islower() or (title[0].islower() and ":" not in title.split(" ", 1)[0])
        found["lower case"] = low * (-2.5 if title.islower() and is_speech(text) else -1.0)
    if not case.talks and not case.formal and _in_prose(text, run, case.cell) and (run.shape < 0.9 or case.proof < 4):
        found["inside prose"] = -3.0
    return list(found.items())


def _by_block(case: _Case, peers: Peers, alike: Peers) -> Parts:
    """Weigh the kind of block: a list's items are its entries, paragraphs and headings seldom are."""
    block = case.entry.block
    if block.kind == "heading":
        own = block.level > 1 or case.run.segment.link
        cited = case.cell.reading.names and case.cell.reading.year
        if case.entry.headed:
            return [("headings are titles", 0.5)]
        return [("heading", -1.8 if (case.proof >= 2 or cited) and own else -8.0)]
    if block.kind == "code":
        return [("code", -1.5)]
    if block.kind == "row":
        headed = case.entry.headed and case.run.shape >= 0.75
        told = headed or case.proof >= 2 or case.entry.titled or peers.known >= 0.7 * peers.count
        return [
            ("an empty row", -3.0 * _is_empty_row(case, peers)),
            ("column of papers", 1.2 * headed),
            ("a table of other things", -2.5 * (not told)),
            ("unlike its peers", -2.5 * _is_unlike(case, peers)),
        ]
    if block.kind != "text" or block.item is not None:
        return []
    parts = []
    if case.bare and "year" not in case.hints and alike.strong >= 3 and alike.marked >= 0.8 * alike.strong:
        parts.append(("unlike its peers", -2.5))
    if case.entry.leads and not case.hints & {"names", "venue"} and "【" not in case.text:
        parts.append(("introduces a list", -5.0 if case.run.segment.kind in {"plain", "slant"} else -3.5))
    if (
        (case.bare or case.run.segment.kind == "slant")
        and alike.known >= 0.7 * alike.count
        and "year" not in case.hints
        and not case.cell.links
    ):
        parts.append(("unlike its peers", -2.0))
    if case.proof < 2 and peers.titled < 0.6 * peers.count:
        parts.append(("paragraph", -0.7))
    return parts


def _is_unlike(case: _Case, peers: Peers) -> bool:
    """Say whether a row tells nothing but a year where most tell more and mark their titles."""
    marked = sum(peers.kinds[kind] for kind in MARKED)
    plain = case.run.segment.kind not in MARKED and case.proof < 2 and not case.hints - {"year"}
    return plain and 4 <= peers.count <= peers.known / 0.6 and (case.nothing or marked >= 0.7 * peers.titled)


def _is_empty_row(case: _Case, peers: Peers) -> bool:
    """Say whether a row without links holds a few words among titles ("no meeting"), or nothing but one cell."""
    if case.proof >= 2 or not peers.titled or {"names", "venue"} <= case.hints:
        return False
    others = [c.text for c in case.entry.cells if c is not case.cell and c.column]
    return case.run.shape < 0.5 or (len(others) > 1 and not any(words(t) for t in others))


def _is_remark(above: Entry, case: _Case, peers: Peers) -> bool:
    """Say whether a plain line under a title that links or a heading prove to be a paper is a remark on it."""
    if above.best is None or above.best[1].shape < 0.7:
        return False
    if case.nothing and above.accepted and above.best[1].segment.kind in MARKED:
        return True
    if not case.bare:
        return False
    if not above.accepted if above.block.kind == "heading" else strength(above.everything) < 2:
        return False
    return above.best[1].segment.kind in MARKED or ("year" not in case.hints and peers.strong < 0.3 * peers.count)


def _in_prose(text: str, run: Run, cell: Cell) -> bool:
    """Say whether a marked title is only a small part of a line that speaks."""
    if run.segment.kind == "plain" or run.end - run.start >= 0.35 * len(text):
        return False
    if len(words(cell.flow.text[cell.start : run.start])) < 3 and not has_cjk(text):
        return False
    return (len(words(text)) > 15 and is_prose(text)) or (has_cjk(text) and len(re.findall("[，。；]", text)) >= 2)


def _said_other(case: _Case) -> bool:
    """Say whether "book", "course" or "blog" stands in front of what looks like the title."""
    before = case.cell.flow.text[case.cell.start : case.run.start]
    return (
        len(words(before)) <= 3
        and case.proof < 4
        and bool(_THING_BEFORE.search(before.rstrip(), max(0, len(before) - 40)))
    )


def _has_mark(case: _Case, kind: str) -> bool:
    """Say whether the title ends with the mark of a paper ("N") or of a book, a newspaper or the like ("B")."""
    return any(c.kind == kind and c.before == "left" and not c.depth for c in case.cell.reading.chunks)


def _is_quoted(case: _Case) -> bool:
    """Say whether the title stands in quotes."""
    return case.run.start > 0 and case.cell.flow.text[case.run.start - 1] in '"“«《「『'


def _is_beside(case: _Case, title: str) -> bool:
    """Say whether a plain stretch that opens no title stands in a line whose words link a paper."""
    if case.run.segment.kind != "plain" or not (title[0].islower() or is_prose(title)):
        return False
    flow = case.cell.flow.text
    return any(x.goal == Target.PAPER and not x.bare and not is_label(flow[x.start : x.end]) for x in case.cell.links)


def _tool_first(cell: Cell, run: Run) -> bool:
    """Say whether the line opens with a link to a tool, so that what follows describes that."""
    if run.segment.kind not in {"plain", "slant"}:
        return False
    for link in cell.links:
        if link.start < run.start and not link.bare:
            label = cell.flow.text[link.start : link.end]
            tool = is_label(label) if link.goal == Target.SITE else link.goal in TOOLS and not is_label(label)
            return tool and not words(cell.flow.text[cell.start : link.start])
    return False
