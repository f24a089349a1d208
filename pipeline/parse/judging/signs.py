"""Pure: words and places that do not stand in references, or only there."""

from __future__ import annotations

import re

from pipeline.parse.judging.books import is_house_page, is_law, is_printed_book
from pipeline.parse.judging.case import Case, Parts, Peers, in_prose
from pipeline.parse.judging.described import (
    breaks_off,
    code_first,
    goes_on,
    is_beside,
    is_contest,
    lists_venues,
    points,
    tells_of_authors,
    tool_first,
)
from pipeline.parse.judging.proof import MARKED, strength
from pipeline.parse.judging.records import FIELD
from pipeline.parse.judging.said import said_other, says_paper
from pipeline.parse.judging.stands import spells_out
from pipeline.parse.lexicon.headings import Topic, topic
from pipeline.parse.lexicon.links import Target, is_label
from pipeline.parse.lexicon.names import is_person
from pipeline.parse.lexicon.words import cjk_share, is_list, is_speech, is_title_case, is_topic, words
from pipeline.parse.reading.entry import Entry

_BOOK = re.compile(
    r"[(\[-]\s*(?:(?:free |e-?)?(?:text)?book|coursera|edx|udacity|udemy|khan academy|stepik|youtube|mooc)\b",
    re.IGNORECASE,
)
_COURSE_NUMBER = re.compile(r"[\W_]*[A-Z]{2,4}[- ]?\d{3}[AC-LN-Z]?\b")  # not "GLM-130B"
_WEEK = re.compile(  # "Week 5 (Feb 2): Deep Ponds", "10:00 am on Monday"
    r"[\W_]*(?:(?:Week|Session|Meeting|Lecture) [\d?]+ ?\(\D{3,9} [\d?]|\d{1,2}:\d\d ?[ap]m\b)"
)
_COINED = re.compile(r"(?=[\w+-]*(?:[a-z][A-Z]|[A-Z]{2}|[A-Z]\w*-?\d|[A-Z]-[A-Z]))[\w+-]+: [A-Z]\w+ \S+ ")
"""What opens with a made-up name: "PondNet: Nets in Ponds"."""
_ACCESSED = re.compile(
    r"\b(?:accessed|retrieved|last visited|consulté le|consultado|accedido|acesso em|abgerufen|дата обращения|"
    r"truy cập|available(?: at| from)?:|disponib?le(?: en)?:|disponível em)|"
    r"\[(?:online|en l[ií]nea|en ligne|em linha)\]",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\W*(?:(?:figure|fig\.|table|figura|tabela|tabla|tableau|tabelle|abbildung|таблица|рисунок|рис\.|hình|bảng) |"
    r"[図表]|그림 ?|표 ?)\d{1,2}(?:\.\d{1,2})? ?[.:–—-]",
    re.IGNORECASE,
)
_LABEL = 3
"""Words of a label; a title of so few words is no more than a nickname."""
_SLASH = re.compile(" [/=] ")


_DOES = re.compile(
    r"\W*(?:Uses|Proposes|Introduces|Shows|Achieves|Improves|Applies|Combines|Extends|Evaluates|Compares|Describes|"
    r"Presents|Demonstrates|Provides|Requires|Replaces|Adds|Allows|Outperforms|Employs|Leverages)\s[a-z]"
)


def by_words(case: Case, above: Entry | None, peers: Peers) -> Parts:
    """Weigh words that do not stand in references."""
    run, text, title = case.run, case.text, case.title
    told = "venue" in case.hints or "year" in case.hints
    linked = run.segment.link is not None
    proven = case.proof >= 2 or case.entry.topic == Topic.PAPERS
    shown = (case.entry.headed and spells_out(case.cell, run)) or _is_swapped(case)
    found: dict[str, float] = {
        "a name only": case.entry.topic < Topic.OPEN and run.shape < 0.4 and not _is_titled(case, peers) and -4.0,
        "under a paper": above is not None and _is_remark(above, case, peers) and -3.0,
        "the last of the authors": above is not None and _is_last_author(above, case) and -5.0,
        "a book or a course": case.proof < 4 and bool(_BOOK.search(text)) and -3.0,
        "marked as a book": case.proof < 4 and _has_mark(case, "B") and -5.0,
        "a program on the Web": case.goal == Target.CODE and "[EB/OL]" in text and -3.0,
        "a printed book": is_printed_book(case.cell, run) and -4.5 - 1.5 * ("venue" in case.hints),
        "the page of a house": case.proof < 2 and is_house_page(case.cell, run) and -5.0,
        "a person": _is_person(case, title) and -3.0,
        "a contest": not proven and "names" not in case.hints and is_contest(title) and -3.0,
        "a law or a standard": case.proof < 2 and is_law(case.cell, run) and -5.0,
        "a course number": bool(_COURSE_NUMBER.match(text)) and -2.0,
        "a caption": bool(_CAPTION.match(text)) and -3.0,
        "a date of a course": case.proof < 2 and bool(_WEEK.match(text)) and -4.0,
        "a quoted title with a year": "year" in case.hints and _is_quoted(case) and 1.0,
        "said to be a paper": (says_paper(case) or ("]" in text and _has_mark(case, "N"))) and 1.0,
        "said to be no paper": said_other(case) and -(5.5 + case.proof),
        "looked up on the Web": case.proof < 2 and not told and bool(_ACCESSED.search(text)) and -2.5,
        "tells of authors": "names" in case.hints and tells_of_authors(case.cell, run) and -4.0,
        "a heading's word": _is_heading(case, title) and (-8.0 if case.entry.block.kind == "heading" else -4.0),
        "a field of a record": _is_field(case) and -(4.0 + case.proof),
        "explains a term": _explains(case, title, told=told or case.proof >= 2) and -(2.5 + case.proof),
        "names a list": linked and case.proof < 4 and not case.hints and is_list(title) and -2.5,
        "only a topic": is_topic(title) and -(4.0 + case.proof),
        "breaks off": not linked and breaks_off(case.cell, run, nothing=case.nothing) and -(2.5 + case.proof),
        "venues of a field": lists_venues(case.cell) and -4.0,
        "in the curator's language": _is_own_words(case, title) and -2.5,
        "worded in Chinese": case.nothing and cjk_share(title) > 0.5 and (0.5 if proven else -3.0),
        "an aside": run.aside and run.segment.kind == "plain" and not shown and -(4.0 + case.proof),
        "beside a paper's link": is_beside(case, title) and -(3.0 + case.proof),
        "goes on with a sentence": case.proof < 2 and goes_on(case.cell, run) and -3.0,
        "points there": points(case, title) and -3.0,
        "opens with a tool": -4.0 * (case.proof < 2 and not case.formal and code_first(case.cell, run))
        - (4.0 + 0.5 * case.proof) * tool_first(case.cell, run),
        "note in 【】": "【" in text and any(f.annotation for f in case.cell.found or ()) and 2.0,
        "speaks to the reader": case.talks and (-3.0 if case.entry.block.kind == "item" else -4.5),
    }
    if case.bare:
        found["named by a nickname"] = 0.7 * (run.shape >= 0.9 and bool(_COINED.match(title)))
        found["a PDF's name"] = 1.0 * (case.cell.flow.text[run.end : run.end + 4].lower() == ".pdf")
        found["ends with a colon"] = -1.5 * text.endswith((":", "："))
        found["a field"] = -1.5 * (bool(FIELD.match(text)) and not says_paper(case))
        found["a sentence"] = -0.8 * (text.endswith((".", ";")) and not (peers.plain and is_title_case(title)))
        found["tells what one does"] = -3.0 * bool(_DOES.match(text))
        found["alternatives"] = -2.0 * (len(_SLASH.findall(text)) >= 2)
        low = title.islower() or (title[0].islower() and ":" not in title.split(" ", 1)[0])
        found["lower case"] = low * (-2.5 if title.islower() and is_speech(text) else -1.0)
    elif run.segment.kind == "strong" and case.proof < 2 and not case.hints and not case.cell.links:
        found["ends with a colon"] = -1.5 * (text.endswith((":", "：")) and len(words(text)) <= len(words(title)) + 5)
    weak = run.shape < 0.9 or case.proof < 4
    if weak and not case.talks and not case.formal and in_prose(text, run, case.cell):
        found["inside prose"] = -3.0
    return [part for part in found.items() if part[1]]


def _is_titled(case: Case, peers: Peers) -> bool:
    """Say whether a link to a paper has some words and names, or stands, or a PDF in a row, where nearly all do so."""
    proven = case.goal == Target.PAPER or (case.goal == Target.PDF and case.entry.block.kind == "row")
    told = case.proof >= 4 and "names" in case.hints and len(words(case.title)) > _LABEL
    return told or (proven and peers.count >= 4 and peers.strong >= 0.7 * peers.count)


def _is_field(case: Case) -> bool:
    """Say whether a label of records stands for its field, or what it labels proves and tells nothing."""
    if not case.entry.of_record:
        return False
    label = case.cell.flow.text[case.run.end : case.run.end + 2].lstrip()[:1] in {":", "："}
    label = label and not words(case.cell.flow.text[case.cell.start : case.run.start])
    return label or (case.proof < 2 and not case.told and not says_paper(case))


def _is_heading(case: Case, title: str) -> bool:
    """Say whether a title is a word or two of headings; "Crash-only software" that links a paper is none."""
    if len(title) >= 30:
        return False
    found = words(title)
    listed = case.entry.block.kind == "heading" and len(found) == 3 and " & " in title  # "Research Papers & Posts"
    if (len(found) > 2 and not listed) or topic(title) == Topic.OPEN:
        return False
    return len(found) < 2 or case.goal not in {Target.PAPER, Target.PDF} or topic(title) != Topic.THINGS


def _is_remark(above: Entry, case: Case, peers: Peers) -> bool:
    """Say whether a plain line under a title that links or a heading prove to be a paper is a remark on it."""
    if above.best is None or above.best[1].shape < (0.45 if above.accepted else 0.7):
        return False
    cell, run = above.best
    heading = above.block.kind == "heading"
    known = case.hints and not (above.headed and (len(case.hints) == 1 or "names" not in case.hints))
    if above.accepted and heading and case.proof < 2 and not case.cell.links and not known:
        return True  # "Pond Press,\n2003." below "### Ponds"
    marked = run.segment.kind in MARKED or (case.entry.of_record and cell.reading.names and cell.reading.year)
    told = above.accepted or run.segment.link or (case.nothing and cell.reading.names)
    plain = (case.bare or case.entry.of_record) and not case.cell.links and case.entry.parent is not None
    quoted = case.run.segment.kind == "quote" and case.proof < 2 and not case.hints
    dated = above.accepted and above.block.kind == "item" and cell.reading.year is not None and plain
    if (marked and told and (case.nothing or plain or quoted)) or (dated and case.nothing):
        return True
    proven = above.accepted if heading else strength(above.everything) >= 2 or (above.accepted and cell.reading.venue)
    return case.bare and "year" not in case.hints and bool(proven) and peers.strong < 0.3 * peers.count


def _is_last_author(above: Entry, case: Case) -> bool:
    """Say whether a few capitalised words end the names below a paper: "Ana Prell, Jo Stam, In So Oduya."."""
    if not above.accepted or not above.best or above.best[1].shape < 0.75 or strength(above.everything) < 2:
        return False
    text, names = case.cell.flow.text, case.cell.reading.names
    found = words(text[case.run.start : case.run.end])
    listed = names is not None and names[1] < case.run.start and text[names[1] : case.run.start].strip() == ","
    return listed and 2 <= len(found) <= 3 and all(w[0].isupper() for w in found)


def _is_swapped(case: Case) -> bool:
    """Say whether the brackets of a link stand the wrong way round: "(Slow Ponds)[https://...]"."""
    behind = case.cell.flow.text[case.run.end : case.run.end + 2]
    return behind == ")[" and any(x.bare and x.start == case.run.end + 2 for x in case.cell.links)


def _has_mark(case: Case, kind: str) -> bool:
    """Say whether the title ends with the mark of a paper ("N") or of a book, a newspaper or the like ("B")."""
    return any(c.kind == kind and c.before == "left" and not c.depth for c in case.cell.reading.chunks)


def _explains(case: Case, title: str, *, told: bool) -> bool:
    """Say whether the line opens with a bold term and a colon, and goes on at length or in lower case.

    Where links, a venue or a year are told, what follows must speak, and the links be words of it.
    """
    if not case.cell.flow.strong:
        return False
    told = told or (bool(case.cell.links) and all(x.goal == Target.NOTE for x in case.cell.links))
    first = next((c for c in case.cell.reading.chunks if c.kind), None)
    if first is None or first.segment.kind != "strong" or says_paper(case):
        return False
    end = first.segment.end
    text = case.cell.flow.text[end : case.cell.end]
    if ":" not in case.cell.flow.text[end - 2 : end + 2]:
        return False
    if told:
        labels = (case.cell.flow.text[x.start : x.end] for x in case.cell.links)
        return len(words(text)) > 20 and is_speech(title) and not any(map(is_label, labels))
    if case.run.segment is first.segment and len(words(title)) <= _LABEL and words(text) and not case.cell.links:
        return True  # "**Six new skates:** /glide, /turn"
    ends = case.nothing and text.endswith(".") and not is_title_case(title)  # "**Ice Fishing**: Taking fish out."
    return len(words(text)) > 8 or ((title[0].islower() or ends) and case.run.segment.kind == "plain")


def _is_person(case: Case, title: str) -> bool:
    """Say whether a person is named, by nothing that proves or tells a title, nor quoted beside its authors."""
    titled = case.entry.titled and "." not in title  # "Directed Greybox Fuzzing" in a column of titles
    names = case.cell.reading.names
    if case.proof < 2 and names and " " not in title and title in case.cell.flow.text[names[0] : names[1]]:
        return True  # "**Prell (2003)** / **Prell, Stam & Oduya (2010)**"
    if case.proof >= 2 or titled or "venue" in case.hints or not is_person(title):
        return False
    return "names" not in case.hints or case.run.segment.kind not in {"quote", "slant"}


_VIETNAMESE = re.compile("[đơưạ-ỹ]", re.IGNORECASE)
"""Letters that hardly any other language has."""


def _is_own_words(case: Case, title: str) -> bool:
    """Say whether words are Vietnamese that nothing proves or tells to be a title: they are the curator's own."""
    told = case.proof >= 2 or "names" in case.hints or case.entry.titled or case.in_column or says_paper(case)
    return not told and not _is_quoted(case) and bool(_VIETNAMESE.search(title))


def _is_quoted(case: Case) -> bool:
    """Say whether the title stands in quotes."""
    return case.run.start > 0 and case.cell.flow.text[case.run.start - 1] in '"“«《「『'
