"""Pure: words and places that do not stand in references, or only there."""

from __future__ import annotations

import re

from pipeline.parse.judging.books import is_printed_book
from pipeline.parse.judging.case import Case, Parts, Peers, in_prose
from pipeline.parse.judging.described import breaks_off, code_first, is_contest, tells_of_authors, tool_first
from pipeline.parse.judging.proof import MARKED, strength
from pipeline.parse.judging.tags import tag_behind
from pipeline.parse.lexicon.headings import Topic, topic
from pipeline.parse.lexicon.links import Target, is_label
from pipeline.parse.lexicon.names import is_person
from pipeline.parse.lexicon.words import is_prose, is_speech, is_topic, words
from pipeline.parse.reading.entry import Entry

_BOOK = re.compile(
    r"[(\[-]\s*(?:(?:free |e-?)?(?:text)?book|coursera|edx|udacity|udemy|khan academy|stepik|youtube|mooc)\b",
    re.IGNORECASE,
)
_COURSE_NUMBER = re.compile(r"[\W_]*[A-Z]{2,4}[- ]?\d{3}[A-Z]?\b")
SAYS_PAPER = re.compile(r"\W*(?:paper|title|论文(?:标题|题目|名称?)?|論文|논문|статья|bài báo)\s*[:：]", re.IGNORECASE)
_PAPER_SIGN = re.compile(r"\W{0,3}(?:📜|📃|:(?:page_with_curl|scroll):)")
_OTHER_SIGN = re.compile(
    r"\W{0,3}(?:[📕📗📘📙🎥🎦📹📺🎬🛠🧰📦🎧🎙📻]|:(?:(?:closed|green|blue|orange)_book|movie_camera|video_camera|tv|"
    r"clapper|hammer_and_wrench|toolbox|package|headphones|microphone|radio):)"
)
_ACCESSED = re.compile(
    r"\b(?:accessed|retrieved|last visited|consulté le|consultado|accedido|acesso em|abgerufen|дата обращения|"
    r"truy cập|available(?: at| from)?:|disponib?le(?: en)?:|disponível em)|"
    r"\[(?:online|en l[ií]nea|en ligne|em linha)\]",
    re.IGNORECASE,
)
_BIBTEX = re.compile(r"\s*(?!title\b)[a-z]+\s*=\s*[{\"]", re.IGNORECASE)
_SLIDES = re.compile(
    r"(?:\w+ )?(?:slides?(?: deck)?|lecture notes?|poster)\b|(?:презентаци[яи]|лекци[яи]|diapositivas|"
    r"presentaci[oó]n|apresentação|présentation|diapositives|vortragsfolien|sunum)\b|スライド|발표자료|"
    r"(?:(?:\w+ ){0,2}ex[aá]men|exam|prueba|prova|contrôle|klausur)\b(?:(?: \w+){0,2})\W*$",
    re.IGNORECASE,
)
_SLIDES_LINK = re.compile(r"/(?:slides?|presentaci[oó]n(?:es)?)/.*\.pdf$", re.IGNORECASE)
_BOOK_FIRST = re.compile(r"\W*(?:(?:text)?book|livre|libro|livro|buch|книга|书籍?|podcast)\s?[:：,]\s", re.IGNORECASE)
_SLASH = re.compile(" / ")
_THING_BEFORE = re.compile(
    r"(?:^|\b)(?:book|textbook|blog(?: ?post)?|course|class|lecture|mooc|video|talk|tutorial|podcast|keynote|"
    r"vortrag|charla|ponencia|palestra|доклад|sách|khóa học|livre|manuel|cours|книга|учебник|курс|лекци[ия]|видео|блог|"
    r"libro|curso|livro|vídeo|buch|kurs|书|书籍|"
    r"课程|博客|视频|教程|책|강의|블로그|書籍|講義)\W*(?:\d{1,2}\W*)?$",
    re.IGNORECASE,
)
_EVENT_BEFORE = re.compile(r"\bworkshops? (?:on|@ [\w ]+:)\s*$", re.IGNORECASE)
_THING_BEHIND = re.compile(
    r"[\W_]{1,6}(?:an? )?(?:(?:short|great|good|nice|recorded|invited|conference) )?(?:talk|keynote|video|lecture|"
    r"blog ?post|podcast|screencast|slides) (?:by|at|from|on|about|given|of)\b|"
    r"[\W_]{1,6}(?:this|the|an?|my|our|free|early access) (?:(?!in |of |from |chapter )[\w-]+ ){0,2}?"
    r"(?:(?:text|e-?)?book|course|mooc|website|podcast|newsletter|screencast)\b|"
    r"[\W_]{1,6}(?:[\w.]+ ){0,4}(?:blog|newsletter|substack)[*_.]|"
    r".{0,20}\[(?:tweet|blog ?post|video|podcast|(?P<site>web ?(?:site|page)))\]|"
    r"[\W_]{1,6}(?:(?:(?:x/)?twitter|interview)\b|(?:data ?set|(?:computer )?software)\]\.)",
    re.IGNORECASE,
)
_BACK = re.compile(r"(?:back to|go back|zurück|retour|volver|voltar|torna|назад|返回|戻る|돌아가기)\b", re.IGNORECASE)


def by_words(case: Case, above: Entry | None, peers: Peers) -> Parts:
    """Weigh words that do not stand in references."""
    run, text = case.run, case.text
    title = case.cell.flow.text[run.start : run.end]
    told = "venue" in case.hints or "year" in case.hints
    proven = case.proof >= 2 or case.entry.topic == Topic.PAPERS
    found = {
        "a name only": -4.0 * (case.entry.topic < Topic.OPEN and run.shape < 0.4),
        "under a paper": -3.0 * (above is not None and _is_remark(above, case, peers)),
        "the last of the authors": -5.0 * (above is not None and _is_last_author(above, case)),
        "a book or a course": -3.0 * (case.proof < 4 and (bool(_BOOK.search(text)) or _has_mark(case, "B"))),
        "a printed book": -4.5 * is_printed_book(case.cell, run),
        "a person": -3.0 * (case.proof < 2 and "venue" not in case.hints and is_person(title) and not _is_cited(case)),
        "a contest": -3.0 * (not proven and "names" not in case.hints and is_contest(title)),
        "a course number": -2.0 * bool(_COURSE_NUMBER.match(text)),
        "a quoted title with a year": 1.0 * ("year" in case.hints and _is_quoted(case)),
        "said to be a paper": 1.0 * (says_paper(case) or ("]" in text and _has_mark(case, "N"))),
        "said to be no paper": -(5.5 + case.proof) * _said_other(case),
        "looked up on the Web": -2.5 * (case.proof < 2 and not told and bool(_ACCESSED.search(text))),
        "tells of authors": -4.0 * ("names" in case.hints and tells_of_authors(case.cell, run)),
        "a heading's word": -(8.0 if case.entry.block.kind == "heading" else 4.0) * _is_heading(case, title),
        "a field of a record": -4.0 * (case.entry.of_record and case.proof < 2 and not case.told),
        "explains a term": -(2.5 + case.proof) * _explains(case, title, told=told or case.proof >= 2),
        "only a topic": -(4.0 + case.proof) * is_topic(title),
        "beside a paper's link": -(3.0 + case.proof) * _is_beside(case, title),
        "opens with a tool": -4.0 * (case.proof < 2 and not case.formal and code_first(case.cell, run))
        - (4.0 + 0.5 * case.proof) * tool_first(case.cell, run),
        "note in 【】": 1.0 * any(f.annotation and "【" in text for f in case.cell.found or ()),
        "speaks to the reader": (-3.0 if case.entry.block.kind == "item" else -4.5) * case.talks,
    }
    if case.bare:
        found["breaks off"] = -2.5 * (case.nothing and breaks_off(case.cell, run))
        found["ends with a colon"] = -1.5 * text.endswith((":", "："))
        found["a sentence"] = -0.8 * text.endswith((".", ";"))
        found["alternatives"] = -2.0 * (len(_SLASH.findall(text)) >= 2)
        low = title.islower() or (title[0].islower() and ":" not in title.split(" ", 1)[0])
        found["lower case"] = low * (-2.5 if title.islower() and is_speech(text) else -1.0)
    if not case.talks and not case.formal and in_prose(text, run, case.cell) and (run.shape < 0.9 or case.proof < 4):
        found["inside prose"] = -3.0
    return list(found.items())


def says_paper(case: Case) -> bool:
    """Say whether "Paper:" or the sign of one opens the line, or the tag of one, "`paper`", stands behind the title."""
    said = case.entry.said or SAYS_PAPER.match(case.text) or _PAPER_SIGN.match(_source(case))
    return bool(said) or tag_behind(case.cell, case.run) in _PAPER_TAGS


_PAPER_TAGS = frozenset(("paper", "preprint", "论文", "論文", "논문"))
_SHOWN = frozenset(("video", "talk", "slides"))  # a PDF, maybe, and yet no paper
_PAGES = frozenset({Target.PAGE, Target.SITE, Target.NOTE, Target.CODE, Target.MEDIA})


def _is_heading(case: Case, title: str) -> bool:
    """Say whether a title is a word or two of headings; "Crash-only software" that links a paper is none."""
    found = words(title)
    listed = case.entry.block.kind == "heading" and len(found) == 3 and " & " in title  # "Research Papers & Posts"
    if len(title) >= 30 or (len(found) > 2 and not listed) or topic(title) == Topic.OPEN:
        return False
    return len(found) < 2 or case.goal not in {Target.PAPER, Target.PDF} or topic(title) != Topic.THINGS


def _is_remark(above: Entry, case: Case, peers: Peers) -> bool:
    """Say whether a plain line under a title that links or a heading prove to be a paper is a remark on it."""
    if above.best is None or above.best[1].shape < (0.45 if above.accepted else 0.7):
        return False
    if above.accepted and above.block.kind == "heading" and case.proof < 2 and not case.cell.links:
        dated = above.headed and case.bare and case.entry.block.kind == "text"  # "Pond Press,\n2003." below "### Ponds"
        if not case.hints or dated:
            return True
    quoted = case.run.segment.kind == "quote" and case.proof < 2 and not case.hints
    told = above.accepted or above.best[1].segment.link or (case.nothing and above.best[0].reading.names)
    if above.best[1].segment.kind in MARKED and told and (case.nothing or quoted):
        return True
    if (
        above.accepted
        and above.block.kind == "item"
        and case.run.shape < 0.9
        and case.goal in _PAGES
        and not case.hints
    ):
        return True  # "[Product page](address)" under a paper
    if not case.bare or ("year" in case.hints and case.cell.links):
        return False
    if not above.accepted if above.block.kind == "heading" else strength(above.everything) < 2:
        return False
    return above.best[1].segment.kind in MARKED or ("year" not in case.hints and peers.strong < 0.3 * peers.count)


# "Pond Documentation: Nets", "Pond Search," GitHub Repository, 2024", "ponds/README.md at main · prell/ponds"
_MANUAL = re.compile(r"\bdocumentation(?=\W*$|:)", re.IGNORECASE)
_OTHER_TEXT = re.compile(r"\bgithub repo(?:sitory)?\b(?!\s*:)|\.\w{1,5} at (?:main|master) · \S+/", re.IGNORECASE)


def _is_last_author(above: Entry, case: Case) -> bool:
    """Say whether a few capitalised words end the names below a paper: "Ana Prell, Jo Stam, In So Oduya."."""
    if not above.accepted or not above.best or above.best[1].shape < 0.75 or strength(above.everything) < 2:
        return False
    text, names = case.cell.flow.text, case.cell.reading.names
    found = words(text[case.run.start : case.run.end])
    listed = names is not None and names[1] < case.run.start and text[names[1] : case.run.start].strip() == ","
    return listed and 2 <= len(found) <= 3 and all(w[0].isupper() for w in found)


def _said_other(case: Case) -> bool:
    """Say whether "book", "course" or "blog", or the sign of one, stands in front of what looks like the title."""
    before = case.cell.flow.text[case.cell.start : case.run.start]
    if case.entry.other and not case.formal and "venue" not in case.hints:
        return True
    if ("=" in case.text and _BIBTEX.match(case.text)) or (
        case.proof < 4 and _SLIDES.match(case.cell.flow.text, case.run.start)
    ):
        return True
    link = case.run.segment.link
    if case.proof < 2 and not says_paper(case):
        title = case.cell.flow.text[case.run.start : case.run.end]
        if _MANUAL.search(title) or _OTHER_TEXT.search(case.text):
            return True
    if link and case.proof < 2 and _BACK.match(case.cell.flow.text, case.run.start):
        return True
    if case.proof < 4 and (
        _BOOK_FIRST.match(case.text) or _OTHER_SIGN.match(_source(case)) or (link and _SLIDES_LINK.search(link.url))
    ):
        return True
    tag = tag_behind(case.cell, case.run) if case.proof < 3 else ""
    if tag and tag not in _PAPER_TAGS and (case.proof < 2 or tag in _SHOWN):
        return True
    if case.proof < 2 and _EVENT_BEFORE.search(before):
        return True
    behind = _THING_BEHIND.match(case.cell.flow.text, case.run.end, case.cell.end) if case.proof < 3 else None
    if behind and not (behind["site"] and "venue" in case.hints):  # papers have sites, too
        return True
    return (
        bool(before)
        and case.proof < 4
        and len(words(before)) <= 3
        and bool(_THING_BEFORE.search(before.rstrip(), max(0, len(before) - 40)))
    )


def _source(case: Case) -> str:
    """Give the beginning of the line as the curator wrote it."""
    start = case.cell.flow.source(case.cell.start)
    return case.cell.strip.text[start : start + 24]


def _has_mark(case: Case, kind: str) -> bool:
    """Say whether the title ends with the mark of a paper ("N") or of a book, a newspaper or the like ("B")."""
    return any(c.kind == kind and c.before == "left" and not c.depth for c in case.cell.reading.chunks)


def _explains(case: Case, title: str, *, told: bool) -> bool:
    """Say whether the line opens with a bold term and a colon, and goes on at length or in lower case.

    Where links, a venue or a year are told, what follows must speak, and the links be words of it.
    """
    first = next((c for c in case.cell.reading.chunks if c.kind), None)
    if first is None or first.segment.kind != "strong":
        return False
    end = first.segment.end
    text = case.cell.flow.text[end : case.cell.end]
    if ":" not in case.cell.flow.text[end - 2 : end + 2]:
        return False
    if told:
        labels = (case.cell.flow.text[x.start : x.end] for x in case.cell.links)
        return len(words(text)) > 20 and is_speech(title) and not any(map(is_label, labels))
    return len(words(text)) > 8 or (title[0].islower() and case.run.segment.kind == "plain")


def _is_cited(case: Case) -> bool:
    """Say whether the title stands in quotes or italics in an entry that names its authors elsewhere."""
    return "names" in case.hints and case.run.segment.kind in {"quote", "slant"}


def _is_quoted(case: Case) -> bool:
    """Say whether the title stands in quotes."""
    return case.run.start > 0 and case.cell.flow.text[case.run.start - 1] in '"“«《「『'


def _is_beside(case: Case, title: str) -> bool:
    """Say whether a plain stretch that opens no title stands in a line whose words link a paper."""
    if case.run.segment.kind != "plain" or not (title[0].islower() or is_prose(title)):
        return False
    flow = case.cell.flow.text
    return any(x.goal == Target.PAPER and not x.bare and not is_label(flow[x.start : x.end]) for x in case.cell.links)
