"""Pure: one entry before its judge: what is known of it and of its peers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, fields

from pipeline.parse.judging.proof import TOOLS, goal_of, strength
from pipeline.parse.judging.stands import said_from, speaks_on
from pipeline.parse.lexicon.headings import Topic, topic
from pipeline.parse.lexicon.links import Target, is_label
from pipeline.parse.lexicon.words import has_cjk, is_notice, is_prose, words
from pipeline.parse.reading.entry import Cell, Entry
from pipeline.parse.reading.runs import Run

_PAPERS = re.compile(
    r"(?!.*(?:article|blog|post|tool|librar|data|list|resource|awesome)).*(?:\bpapers?\b|论文|論文|논문)", re.IGNORECASE
)
_CLAUSE = re.compile("[，。；]|(?:니다|세요|[했한된있이었]다|です|ます|ました|ない|である)[.．]")
"""What ends a clause in East Asian prose."""
_CITES_SEVERAL = re.compile(r"\([^()]{0,80}\b(?:19|20)\d\d[a-z]?; [^()]{0,80}\b(?:19|20)\d\d[a-z]?\)")
"""As a text cites, no reference: "(Prell et al., 2007; Stam, 2014)"."""
_CITES = re.compile(r"\([A-Z][^()\d]{2,60}\b(?:19|20)\d\d[a-z]?\)")
_MANY = 3
"""Works in parentheses, one by one, that no reference names: "(Prell, 2007), (Stam, 2014), ..."."""
_CITES_AMID = re.compile(r"[（(][A-Z][^（）()]{1,40}(?:等人?|et al\.?)\s?[，,]\s?(?:19|20)\d\d[a-z]?[）)]")
"""As East Asian prose cites: "池塘网络 (Prell等人，2021) 用于"."""
_REFERENCE = re.compile("N?P+YT")
_THE = re.compile(r"(?:the|this|our) ", re.IGNORECASE)
_WORD_BEHIND = re.compile(r" [a-z]+ [^\W\d]")
_IS_A = re.compile(r"\s+(?:is|are|was|were) (?:an?|the|one|used)\b")


@dataclass(slots=True)
class Peers:
    """What is known of the entries that share one form and section."""

    count: int = 0
    linked: int = 0
    """How many lines link a paper or a PDF, those without a title among them."""
    strong: int = 0
    known: int = 0
    titled: int = 0
    whole: int = 0
    """How many have four words or more, as most titles do."""
    marked: int = 0
    tools: int = 0
    books: int = 0
    printed: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    announced: int = 0
    """How many titles stand right below a heading of papers."""
    told: int = 0
    foreign: int = 0
    """How many are references or link papers, and how many titles of those are not in English."""
    spoken: int = 0
    """How many speak, as prose does, and name no known paper."""

    def add(self, other: Peers) -> None:
        """Count the entries of a narrower form among these."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def prose(self) -> bool:
        """Whether the page mostly speaks, as a manual does, so that a plain line in it is no title."""
        share = 0.2 if self.linked else 0.1
        return self.spoken >= max(4, share * self.count) and self.spoken >= self.known

    @property
    def agree(self) -> bool:
        """Whether nearly all of many have their titles in the same markup, so that a small section does, too."""
        return self.titled >= 10 and max(self.kinds.values()) >= 0.9 * self.titled

    @property
    def plain(self) -> bool:
        """Whether nearly all of many are titles, and hardly more is told of any."""
        alone = self.known <= 0.2 * self.count and self.tools <= 0.2 * self.count
        return alone and self.titled >= 0.9 * self.count >= 7


@dataclass(slots=True)
class Case:
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
    def in_column(self) -> bool:
        """Whether it stands in a column that is headed as one of papers, and reads like a title."""
        headed = self.entry.headed and self.entry.block.kind == "row"
        return headed and self.run.shape >= (0.5 if has_cjk(self.text) else 0.75)

    @property
    def title(self) -> str:
        """The stretch that may be the title."""
        return self.cell.flow.text[self.run.start : self.run.end]

    @property
    def nothing(self) -> bool:
        """Whether there is neither link nor name, venue or year: a plain line and no more."""
        return self.run.segment.kind in {"plain", "slant"} and self.proof < 2 and not self.hints and not self.cell.links

    @property
    def formal(self) -> bool:
        """Whether it is a whole reference: names and a venue or a year, or, in a section of papers, both behind."""
        names = self.cell.reading.names
        if names is None or names[0] < self.run.start:
            return names is not None and len(self.hints) > 1
        return self.entry.topic == Topic.PAPERS and self.cell.reading.year is not None

    @property
    def cited(self) -> bool:
        """Whether the title's own link opens with the authors: "[Prell A, Stam J. Slow Ponds](address)"."""
        names, own = self.cell.reading.names, self.run.segment
        return own.link is not None and names is not None and own.start <= names[0] < self.run.start

    @property
    def told(self) -> bool:
        """Whether names, a venue or a year tell of the title, not stand there alone: "Pond Letters, 2024"."""
        if not self.hints or "names" in self.hints:
            return bool(self.hints)
        venue = self.cell.reading.venue
        if venue and venue[1] <= self.run.start:
            return True  # "[POND 2010]. *Slow Nets*"
        return self.run.shape >= 0.9 and not (venue and venue[0] < self.run.end)

    @property
    def bare(self) -> bool:
        """Whether nothing but the form of a plain line speaks for it."""
        return self.run.segment.kind == "plain" and self.proof < 2 and not self.hints & {"names", "venue"}

    @property
    def under_papers(self) -> bool:
        """Whether the heading right above names papers, not only references or articles."""
        return self.entry.topic == Topic.PAPERS and bool(_PAPERS.match(self.entry.section or ""))

    @property
    def announced(self) -> bool:
        """Whether a plain title of some length, itself no link, opens the line below a heading that names papers."""
        plain = self.run.segment.kind == "plain" and not self.cell.links
        plain = plain and not self.cell.flow.text[self.cell.start : self.run.start].strip()
        return plain and self.run.shape >= 0.9 and len(words(self.text)) >= 4 and self.under_papers


def own_topic(entry: Entry) -> Topic:
    """Say what the heading right above announces, whatever the headings above that one say."""
    return topic(entry.section or "")


_LONG_FRONT = 20
"""So many words in front of a link or of bold, none of them names, speak, in whatever language; so many describe."""

Parts = list[tuple[str, float]]
"""Rules by their name, and the points that each gives or takes."""
Groups = tuple[Peers, Peers, Peers]
"""The peers of an entry: of its form and section, of its form in the list, and all entries of the list."""


def case_of(entry: Entry, cell: Cell, run: Run) -> Case:
    """Gather what is known of an entry whose title is a stretch of one of its cells."""
    text = cell.text.strip()
    everything = entry.everything
    proof = strength(everything)
    own = run.segment.link
    if in_prose(text, run, cell):
        proof = {Target.PAPER: 4.0, Target.PDF: 2.0}.get(own.goal, 0.0) if own else 0.0
    elif proof and own and own.goal in {*TOOLS, Target.PAGE, Target.SITE} and len(words(text)) > _LONG_FRONT:
        named = [cell.flow.text[x.start : x.end] for x in cell.links if x.goal in {Target.PAPER, Target.PDF}]
        if not any(map(is_label, named)) and len(entry.everything) == 1:
            proof = 0.0  # "[Pond Guide](page) - The guild has put together ..., with a [report on ponds](its PDF)"
    hints: set[str] = set()
    for reading in [c.reading for c in everything]:
        if reading.names:
            hints.add("names")
        if reading.venue:
            hints.add("venue")
        if reading.year:
            hints.add("year")
    years = sum(c.kind == "Y" for c in cell.reading.chunks) if len(text) > 200 else 0
    cited = "names" in hints and len(hints) > 1 and years < 4  # "ponds (Prell, 2021), lakes (Stam et al., 2022), ..."
    talks = _talks(entry, cell, run, cited=cited)
    if talks and (len(words(text)) > 20 or is_notice(text)):
        proof = 0.0  # the links are those of its words
    return Case(entry, cell, run, text, proof, talks, frozenset() if talks else frozenset(hints), goal_of(cell, run))


def _cites(text: str) -> bool:
    """Say whether a text of some length cites several works at once."""
    return len(words(text)) > 12 and (bool(_CITES_SEVERAL.search(text)) or len(_CITES.findall(text)) > _MANY)


def _talks(entry: Entry, cell: Cell, run: Run, *, cited: bool) -> bool:
    """Say whether the words of a line speak to the reader; bold ones only where they say how to cite."""
    if run.segment.kind == "strong":
        return is_notice(cell.flow.text[run.start : run.end])
    if run.segment.kind not in {"plain", "slant"}:
        return False
    text = cell.text.strip()
    if speaks_on(cell, run):
        return True
    whole = cited and _REFERENCE.match("".join([c.kind for c in cell.reading.chunks])) and cell.reading.venue
    front = cell.flow.text[cell.start : said_from(cell, run)].strip()
    if is_prose(front) and not whole and len(words(front)) > (60 if cited else 5):
        return True
    if run.segment.kind == "plain" and (_is_woven(cell, text) or (("; " in text or "), (" in text) and _cites(text))):
        return True
    if has_cjk(cell.flow.text[run.start : run.end]):
        ends = cell.flow.text[run.end : run.end + 1] == "。"  # "池塘会结冰。", and more
        if (ends and text.rstrip()[-1:] == "。") or _CITES_AMID.search(text):
            return True
    low = entry.leads and cell.flow.text[run.start].islower()
    return low and bool(words(cell.flow.text[cell.start : run.start]))


def _is_woven(cell: Cell, text: str) -> bool:
    """Say whether a long text has links in its midst, none of which is a label behind a title.

    One is enough where a term in bold and a colon open it: "**Ice**: Ponds freeze (see [PondNet](address) for more)".
    """
    links = [x for x in cell.links if not x.bare]
    flow = cell.flow.text
    term = any(a <= cell.start + 1 and ":" in flow[b - 1 : b + 1] for a, b in cell.flow.strong[:1])
    if len(links) < (1 if term else 3) or any(is_label(flow[x.start : x.end]) for x in links):
        return False
    return len(words(text)) > (20 if term else 40) and flow[: links[0].start].rstrip()[-1:] not in {".", "[", ":"}


def in_prose(text: str, run: Run, cell: Cell) -> bool:
    """Say whether a marked title is only a small part of a line that speaks."""
    if run.segment.kind == "plain" or run.end - run.start >= 0.35 * len(text):
        return False
    before = len(words(cell.flow.text[cell.start : run.start]))
    if not before and run.segment.kind == "strong" and _IS_A.match(cell.flow.text, run.end):
        return strength([cell]) < 2 and len(words(text)) > 12  # "**Frozen ponds** are a family of ..."
    if run.segment.link and _THE.match(text) and before == 1 and _WORD_BEHIND.match(cell.flow.text, run.end):
        return True  # "The [pond corpus](address) consists of ..."
    if before < 3 and not has_cjk(text):
        return False
    if before >= _LONG_FRONT and not cell.reading.names:
        return True
    return (len(words(text)) > 15 and is_prose(text)) or (has_cjk(text) and len(_CLAUSE.findall(text)) >= 2)
