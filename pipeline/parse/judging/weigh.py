"""Pure: what our rules say for and against an entry naming a paper."""

from __future__ import annotations

import re

from pipeline.parse.judging.books import is_file_of_book
from pipeline.parse.judging.case import Case, Groups, Parts, Peers, own_topic
from pipeline.parse.judging.goals import by_goal, shown_by_code
from pipeline.parse.judging.proof import links_of, strength
from pipeline.parse.judging.rows import by_row
from pipeline.parse.judging.said import says_paper
from pipeline.parse.judging.signs import by_words
from pipeline.parse.lexicon.headings import Topic
from pipeline.parse.lexicon.languages import is_foreign
from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.single_headings import is_shown
from pipeline.parse.lexicon.words import cjk_share, is_speech, is_title_case, words
from pipeline.parse.reading.entry import Entry

_LONG = 8
"""Words of what is a title if nearly all have capitals, and no remark."""


_SOME = 3
"""Papers that tell in which language papers are named."""


def weigh(case: Case, above: Entry | None, groups: Groups, *, paperish: bool) -> Parts:
    """Give what speaks for and against an entry, which hangs under `above`, by our rules."""
    peers, alike, everything = groups
    parts: Parts = [("title form", 2 * (case.run.shape - 0.5)), ("links", case.proof)]
    parts += [(name, value) for name, value in (("venue", 1.5), ("names", 1.2), ("year", 0.4)) if name in case.hints]
    parts.append(("section", _section(case)))
    parts += _by_peers(case, groups)
    if case.nothing and case.entry.block.kind in {"item", "text"} and not says_paper(case):
        plain = peers.count >= 5 and peers.titled >= 0.9 * peers.count and peers.known <= 0.2 * peers.count
        usual = not plain and max(g.known / g.count if g.count >= 4 else 0.0 for g in (alike, everything))
        long = case.run.shape == 1 and 6 < len(words(case.text)) <= 20 and not is_speech(case.text)
        alone = peers.count < 4 or peers.titled < 0.9 * peers.count
        parts.append(("nothing known", -(1.8 if not long else 0.9 if alone else 0.45) * usual))
    parts.append(("in another language than the papers", -2.5 * _is_noted(case, everything)))
    parts.append(("outside the papers", _outside(case, peers, everything)))
    parts.append(("list of papers", 0.5 if paperish else -1.5))
    parts.append(("a PDF among pages", -2.5 * _is_among_pages(case, alike, paperish=paperish)))
    parts += by_goal(case, peers, alike) + by_words(case, above, peers) + _by_block(case, groups)
    return [part for part in parts if part[1]]


def _is_noted(case: Case, everything: Peers) -> bool:
    """Say whether a plain line that is no reference is in the curator's language, and all the papers in English."""
    bold = case.run.segment.kind == "strong"
    if case.run.segment.kind not in {"plain", "slant", "strong"} or case.proof >= 2 or len(case.hints) > 1 - bold:
        return False
    return 10 * everything.foreign <= everything.told >= _SOME and is_foreign(case.text)


def _outside(case: Case, peers: Peers, everything: Peers) -> float:
    """Weigh a plain line in a page that speaks, or one or a page below no heading of papers, where others have such."""
    bare = case.proof < 2 and not case.hints and not case.cell.links and case.run.segment.kind != "quote"
    bare = bare and not (len(words(case.title)) >= _LONG and is_title_case(case.title))
    apart = everything.announced >= max(2, 0.1 * everything.titled)
    if case.goal == Target.PAGE and "venue" not in case.hints and not says_paper(case):
        return -1.0 * (apart and own_topic(case.entry) == Topic.MIXED)
    if not bare or says_paper(case):
        return 0.0
    if everything.prose and case.entry.topic != Topic.PAPERS:
        return -2.0
    if case.entry.block.kind not in {"item", "text"} or peers.known or not apart:
        return 0.0
    if own_topic(case.entry) not in {Topic.MIXED, Topic.OPEN}:
        return 0.0
    return -1.7 if case.entry.topic == Topic.PAPERS else -1.0


def _is_among_pages(case: Case, alike: Peers, *, paperish: bool) -> bool:
    """Say whether a PDF without venue and year stands among pages, some with names, or reads like a post or report."""
    if not 2 <= case.proof < 3 or case.hints & {"venue", "year"}:
        return False
    longer = [w[0].isupper() for w in words(case.title) if len(w) > 3]
    plain = not case.hints and 3 * sum(longer) < 2 * len(longer)
    link = case.run.segment.link
    if link and "://" not in link.url and not case.hints and cjk_share(case.title) >= 0.3:
        return case.entry.topic < Topic.PAPERS and alike.tools >= 0.1 * alike.count
    few = not paperish and 3 * alike.strong < alike.count
    return few and (alike.known >= 0.6 * alike.count or (plain and 20 * alike.strong < alike.count))


def _opens_with_paper(case: Case) -> bool:
    """Say whether the line opens with the title, and that links a paper or has its address behind a colon."""
    behind = case.cell.flow.text[case.run.end : case.run.end + 1]
    linked = (case.run.segment.link is not None or behind == ":") and case.goal in {Target.PAPER, Target.PDF}
    return linked and not words(case.cell.flow.text[case.cell.start : case.run.start])


_TO_DO = re.compile(r"\W*to[- ]?do", re.IGNORECASE)


def _section(case: Case) -> float:
    """Weigh what the heading announces; arXiv alone outweighs a heading that is against papers."""
    if case.proof >= 2 and _TO_DO.match(case.entry.section or ""):
        return -0.5  # to be read
    if case.entry.topic in {Topic.BOOKS, Topic.FRAME}:
        arxiv = any(g == Target.PAPER and "arxiv" in x.url for g, _, x in links_of(case.entry.everything))
        return -2.0 if arxiv else -20.0 if case.entry.topic == Topic.BOOKS else -6.0
    if case.entry.topic == Topic.THINGS:
        if case.entry.headed and case.entry.block.kind == "heading" and not case.cell.links:
            return -0.5  # "## Basic tools" over headings that are titles
        if case.in_column:
            return -0.5  # "# Implementations" over a table of papers
        proof = strength(case.entry.everything)
        if proof >= 3 or ({"names", "venue"} <= case.hints and not is_shown(case.entry.section or "")):
            return -1.8
        return -1.0 if case.cited else -2.8 - 0.5 * proof  # a PDF may be slides
    return 0.7 if case.entry.topic == Topic.PAPERS else -0.5 if case.entry.topic == Topic.MIXED else 0.0


def _by_peers(case: Case, groups: Groups) -> Parts:
    """Weigh what entries of the same form are, those of the section before those of the whole list."""
    peers, alike, everything = groups
    if alike.count < 2:
        return []
    size = peers.count + 3
    parts = [("peers with papers", 2.0 * (peers.strong + 3 * alike.strong / alike.count) / size)]
    named = peers.count >= 6 and peers.strong <= 0.1 * peers.count and peers.whole <= 0.25 * peers.count
    if named and case.proof < 2 and "names" not in case.hints and case.goal == Target.NOTE:
        parts.append(("a name among names", -1.5))
    if (peers.titled + 3 * alike.titled / alike.count) / size >= 0.6 and case.run.shape >= 0.7:
        parts.append(("peers with titles", 1.0))
    if case.proof < 3:
        sold = case.goal == Target.PDF and peers.books >= max(3, 0.1 * peers.count) and not says_paper(case)
        filed = everything.books >= _SOME and is_file_of_book(case.cell, case.run)
        spared = 0.5 if case.formal else 0.0 if case.announced or shown_by_code(case, peers) else 3.0
        parts += [
            ("among books", -2.5 * sold),
            ("the file of a book", -5.0 * filed),
            ("a list of books", -2.0 * (peers.printed >= max(3, 0.4 * peers.count))),
            ("peers lead elsewhere", -spared * (peers.tools + 3 * alike.tools / alike.count) / size),
        ]
    return parts


def _by_block(case: Case, groups: Groups) -> Parts:
    """Weigh the kind of block: a list's items are its entries, paragraphs and headings seldom are."""
    block, peers = case.entry.block, groups[0]
    if block.kind == "heading":
        own = block.level > 1 or case.run.segment.link
        cited = case.cell.reading.names and case.cell.reading.year
        if case.entry.headed:
            return [("headings are titles", 0.5)]
        return [("heading", -1.8 if (case.proof >= 2 or cited) and own else -8.0)]
    if block.kind == "code":
        return [("code", -1.5)]
    if block.kind == "row":
        return by_row(case, peers)
    if block.kind != "text" or block.item is not None:
        label = block.kind == "item" and case.entry.holds and not case.hints and not case.cell.links
        return [("stands over others", -3.0 * ((label and groups[2].strong > 0) or case.entry.leads))]
    return _by_paragraph(case, groups)


def _by_paragraph(case: Case, groups: Groups) -> Parts:
    """Weigh a paragraph: it may introduce what follows, or remark on it, more often than it names a paper."""
    peers, alike, everything = groups
    alone = case.entry.subtitle and "year" not in case.hints
    alone = alone and (peers.count <= 2 or peers.strong <= 0.2 * peers.count)
    parts = [("under the list's own title", -2.0 * alone)]
    proven = alike if 2 * alike.strong > everything.strong else everything  # or else the items are the papers
    names = case.cell.reading.names
    plain = case.run.segment.kind == "plain" and case.proof < 2 and (not names or names[0] > case.run.start)
    if plain and "year" not in case.hints and proven.strong >= 3 and proven.marked >= 0.8 * proven.strong:
        parts.append(("unlike its peers", -2.5))
    below = bool(case.entry.extra) and case.proof >= 2 and case.text.startswith(case.title) and not is_speech(case.text)
    linked = case.run.shape == 1 and (below or _opens_with_paper(case))
    if case.entry.leads and not (case.entry.said or linked or case.hints & {"names", "venue"} or "【" in case.text):
        parts.append(("introduces a list", -5.0 if case.run.segment.kind in {"plain", "slant"} else -3.5))
    if (
        (case.bare or case.run.segment.kind == "slant")
        and alike.known >= 0.7 * alike.count
        and not (case.told or "year" in case.hints)
        and not any(cell.links for cell in case.entry.everything)
    ):
        parts.append(("unlike its peers", -2.0))
    names = case.cell.reading.names  # within a sentence that names someone
    within = names is not None and len(case.hints) == 1 and names[0] > case.run.start
    within = within and "." not in case.cell.flow.text[case.run.end - 1 : names[0] if names else None]
    if case.run.segment.kind == "plain" and case.proof < 2 and ("names" not in case.hints or within):
        parts.append(("a long remark", -3.0 * (len(words(case.text)) > (25 if within else 35))))
    alone = case.run.segment.kind == "strong" and case.proof < 2 and not case.hints and not case.entry.extra
    if alone and case.entry.topic <= Topic.OPEN and len(words(case.text)) == len(words(case.title)):
        parts.append(("a bold line alone", -1.0))
    if case.proof < 2 and peers.titled < 0.6 * peers.count:
        parts.append(("paragraph", -0.7))
    return parts
