"""Pure: lines that open with a link or code, so that what follows tells what that is, and words that lead to links."""

from __future__ import annotations

import re

from pipeline.parse.judging.case import Case
from pipeline.parse.judging.proof import TOOLS, strength
from pipeline.parse.judging.stands import MADE_BY, is_placed
from pipeline.parse.lexicon.hints import is_date, is_venue
from pipeline.parse.lexicon.links import Target, is_label
from pipeline.parse.lexicon.names import is_person
from pipeline.parse.lexicon.words import is_prose, is_speech, words
from pipeline.parse.markup.flow import Link
from pipeline.parse.reading.entry import Cell
from pipeline.parse.reading.runs import Run

_DASH = re.compile(rf"\s?[-–—]{{1,2}}\s|{MADE_BY}")
_FILE = re.compile(r"\w\.(?:md|txt|ya?ml|json|toml|py|sh|ipynb)$")
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_SHOWN = re.compile(r"slides?|videos?|talks?|posters?|recordings?", re.IGNORECASE)
_CONTEST = re.compile(
    r"[^:]*\b(?:challenges?|competition|contest|hackathon|shared task|leader ?boards?)(?:\s(?:19|20)\d\d)?",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"(?<=\)) ?(?:[a-z]+ly )?(?:propos|show|introduc|present|stud(?:y|ie)|demonstrat|f[io]u?nd|describ|develop|"
    r"buil[dt]|argue|creat|report|compar|extend|appl(?:y|ie)|investigat|collect|releas|train|use)[a-z]{0,3} "
)
_JOINS = re.compile(r"\s(?:in|to|of|for|the|an?|with|from|and|or|by|via|using|as|at)\Z")
_OPEN = re.compile(r"\b(?:such as|includ(?:es?|ing)|e\.g\.?)\W*\Z")
_EXAMPLE = re.compile(r"\W{0,3}e\.g\.")
_SPEAKS = re.compile(r"(?:also )?(?:they|we|you|it|i) [a-z]", re.IGNORECASE)
_JOINS_LINK = re.compile(r"\b(?:the|our|this|their|its|see|also|has|is|are|found|available|uses?)\s*\Z")


def tool_first(cell: Cell, run: Run) -> bool:
    """Say whether the line opens with a link to a tool or a page, so that what follows describes that.

    So does a link behind a sentence: "[pond](address) - counts all fish that live in ponds. [Table S1](address)".
    """
    told = run.segment.kind == "link" and _is_told_before(cell, run)
    if cell.flow.strong and cell.links and not told:
        told = any(a <= cell.links[0].start < cell.links[0].end < run.start < b for a, b in cell.flow.strong)
    told = told or (run.segment.kind == "strong" and cell.flow.text[run.start].islower())
    if (run.segment.kind not in {"plain", "slant"} and not told) or _has_address(cell, run) or is_placed(cell, run):
        return False
    for link in cell.links:
        if link.start < run.start and link.bare and link.goal == Target.SITE:
            return not words(cell.flow.text[cell.start : link.start])
        if link.start < run.start and not link.bare:
            label = cell.flow.text[link.start : link.end]
            tool = is_label(label) if link.goal == Target.SITE else link.goal in TOOLS and not is_label(label)
            tool = tool or bool(_SHOWN.fullmatch(label.strip())) or _is_page_named(cell, link, label)
            return tool and not words(_COUNT.sub("", cell.flow.text[cell.start : link.start]))
    return False


def _has_address(cell: Cell, run: Run) -> bool:
    """Say whether a paper's address stands right behind a stretch: "[pond](address): Slow Ponds https://..."."""
    shown = (x for x in cell.links if x.bare and x.goal == Target.PAPER and x.start >= run.end)
    return run.shape >= 0.9 and any(not cell.flow.text[run.end : x.start].strip(" .,:(<") for x in shown)


_BEHIND_TERM = re.compile(r"\s*(?:(?:\([^()]*\) ?)?[—–-] )?")


def goes_on(cell: Cell, run: Run) -> bool:
    """Say whether a plain stretch goes on with what bold words open: "**Ice** ist das Netz ...", "**PDF** — a link"."""
    text = cell.flow.text
    if run.segment.kind != "plain" or not text[run.start].islower():
        return False
    bold = next((b for b in cell.flow.strong if b[0] <= cell.start + 1 and b[1] <= run.start), None)
    return (
        bold is not None
        and bool(_BEHIND_TERM.fullmatch(text, bold[1], run.start))
        and not text[bold[0] : bold[1]].rstrip().endswith(":")
    )


_SPOKEN = re.compile(r"(?:[함됨음임]|[한했된됐이있]다|です|ます|ました|した|する|である)\W*\Z")


def speaks(text: str) -> bool:
    """Say whether an East Asian text ends as a sentence does, or a curator's note: "호수를 비교함"."""
    return not text.isascii() and bool(_SPOKEN.search(text))


_COUNT = re.compile(r"^\W*\d{1,3}\s*[.)]")
_SENTENCE = 8
"""Words that tell what a tool does, not where a paper appeared."""


def _is_told_before(cell: Cell, run: Run) -> bool:
    """Say whether some plain words stand before a link that does not look like a paper with its title."""
    if run.shape >= 0.9 and run.segment.link and run.segment.link.goal in {Target.PAPER, Target.PDF}:
        return False
    told = (c for c in cell.reading.chunks if c.kind == "T" and c.segment.kind == "plain" and c.end <= run.start)
    return any(len(words(cell.flow.text[c.start : c.end])) >= _SENTENCE for c in told)


def _is_page_named(cell: Cell, link: Link, label: str) -> bool:
    """Say whether a link names a page and a dash follows: "[Pond Guide](address) - Notes on ponds"."""
    if _FILE.search(label) and link.goal == Target.NOTE:
        return bool(_DASH.match(cell.flow.text, link.end))  # "[POND.md](../POND.md) - what to know of ponds"
    if link.goal not in {Target.PAGE, Target.SITE} or strength([cell]) >= 2 or not words(label):
        return False
    person = is_person(label) and not _CAPITALS.search(label)
    named = not (is_label(label) or person or is_venue(label) or is_date(label))
    return named and bool(_DASH.match(cell.flow.text, link.end))


_SAYS_WHAT = re.compile(r"\s*[-–—:：]\s")


def code_first(cell: Cell, run: Run) -> bool:
    """Say whether the line opens with a name set as code, so that what follows tells what that is: "`pond` - ..."."""
    text = cell.flow.text
    start, end = next((x for x in cell.flow.code if x[0] >= cell.start), (run.end, run.end))
    return end <= run.start and not words(text[cell.start : start]) and bool(_SAYS_WHAT.match(text, end))


def lists_venues(cell: Cell) -> bool:
    """Say whether a few words, a colon and venues are all that a line holds: "Frozen Ponds: ICFR, ICPW, PondSys"."""
    if cell.reading.venue is None or cell.flow.text.find(":", cell.start, cell.end) < 0:
        return False
    live = [c for c in cell.reading.chunks if c.kind]
    kinds = "".join([c.kind for c in live])
    return len(live) > 2 and kinds == "T" + "V" * (len(live) - 1) and live[1].before == "colon"


def is_contest(title: str) -> bool:
    """Say whether a title is that of a contest: "Frozen Pond Segmentation Challenge 2019"."""
    return bool(_CONTEST.fullmatch(title))


def tells_of_authors(cell: Cell, run: Run) -> bool:
    """Say whether what stands behind a year tells what the authors did: "Prell et al. (2015) created two data sets"."""
    return bool(_FOUND.match(cell.flow.text, max(0, run.start - 1)))


def breaks_off(cell: Cell, run: Run, *, nothing: bool) -> bool:
    """Say whether a stretch ends with a word that joins, before other words or an address: "Add a line to `file`".

    So it does where it only leads to a link: "For ponds see our [paper](address)".
    """
    if run.segment.kind == "link":
        return False
    if _OPEN.search(cell.flow.text, run.start, run.end) or _EXAMPLE.match(cell.flow.text, run.end):
        return True  # "Such models include"
    linked = next((x for x in cell.links if not x.bare and 0 <= x.start - run.end <= 1), None)
    if linked and _JOINS_LINK.search(cell.flow.text, run.start, run.end):
        return True
    if linked and _SPEAKS.match(cell.flow.text, run.start) and not is_label(cell.flow.text[linked.start : linked.end]):
        return True  # "They also take [ice](address)"
    if run.segment.kind != "plain" or not _JOINS.search(cell.flow.text, run.start, run.end):
        return False
    if (nothing and words(cell.flow.text[run.end : cell.end])) or any(0 <= a - run.end < 2 for a, _ in cell.flow.code):
        return True
    return any(x.bare and run.end <= x.start <= run.end + 2 for x in cell.links)


_THERE = re.compile(
    r"(?:this |the )?(?:here|link|page)|hier|ici|aquí|aqui|qui|здесь|тут|(?:tại |ở )?đây|여기|こちら|ここ|这里|burada?",
    re.IGNORECASE,
)


def points(case: Case, title: str) -> bool:
    """Say whether plain words that speak point at their own link: "Reviews can be seen [here](address)"."""
    if case.run.segment.kind != "plain" or not case.cell.links or not (case.entry.leads or is_speech(title)):
        return False
    flow = case.cell.flow.text
    return any(_THERE.fullmatch(flow, x.start, x.end) for x in case.cell.links if x.start >= case.run.end)


_IN_SENTENCE = re.compile(r"\s[a-z]")
_GOES_ON = re.compile(r"(?:It|They) [a-z]|[a-z]")


def is_beside(case: Case, title: str) -> bool:
    """Say whether a plain stretch stands in a line whose words link a paper: it opens no title, or goes on behind."""
    if case.run.segment.kind != "plain":
        return False
    flow = case.cell.flow.text
    found = [x for x in case.cell.links if not x.bare and x.goal in {Target.PAPER, Target.PDF}]
    woven = [x for x in found if not is_label(flow[x.start : x.end])]
    if any(x.start - case.run.end == 1 and _IN_SENTENCE.match(flow, x.end) for x in woven):
        return True  # "How do [nets](address) work?"
    if not (_GOES_ON.match(title) or is_prose(title) or breaks_off(case.cell, case.run, nothing=True)):
        return False
    return any(x.goal == Target.PAPER for x in woven)
