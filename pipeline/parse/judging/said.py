"""Pure: what a line says that it is: "Paper: …", "📗 …", "Ponds (video)", "… [Data set]."."""

from __future__ import annotations

import re

from pipeline.parse.judging.case import Case
from pipeline.parse.lexicon.headings import Topic
from pipeline.parse.lexicon.hosts import CHINESE_BLOGS
from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.words import cjk_share, words
from pipeline.parse.reading.entry import Cell
from pipeline.parse.reading.runs import Run

SAYS_PAPER = re.compile(
    r"\W*(?:paper|title|titre|titel|t[íi]tulo|titolo|tytuł|cím|başlık|název|назва(?:ние)?|"
    r"tiêu đề|タイトル|제목|标题|题目|"
    r"(?:phd )?thesis|论文(?:标题|题目|名称?|/paper)?|論文|논문|статья|bài báo)(?:\s*[:：]|\s-\s)",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(?:the|this|our|original) (?:paper|article|preprint):?\W*\Z|论文[:：]?\W*\Z", re.IGNORECASE)
_KEY = re.compile(r"\[(?:[A-Z]{2,10}|[A-Z][a-z]{2})\+?\d\d[a-z]?\]\s?")  # "[Pre02] *Slow Ponds*", "[PSO02]"
_PAPER_SIGN = re.compile(r"\W{0,3}(?:📜|📃|:(?:page_with_curl|scroll):)")
_OTHER_SIGN = re.compile(
    r"\W{0,3}(?:[📕📗📘📙🎥🎦📹📺🎬🛠🧰📦🎧🎙📻]|:(?:(?:closed|green|blue|orange)_book|movie_camera|video_camera|tv|"
    r"clapper|hammer_and_wrench|toolbox|package|headphones|microphone|radio):)"
)
_TEMPLATE = re.compile(r"(?:(?:your |the )?(?:paper|article) )?(?:title|name)", re.IGNORECASE)  # how to add a paper
_BIBTEX = re.compile(r"\s*(?!title\b)[a-z]+\s*=\s*[{\"]", re.IGNORECASE)
_SLIDES = re.compile(
    r"(?:\w+ )?(?:slides?(?: deck)?|lecture notes?|poster)\b|(?:presentation(?= ?[-–:])|презентаци[яи]|лекци[яи]|"
    r"(?:cours|curso|corso) d[ei'’]|polycopi|recueil d['’]exercices|apuntes|apostila|"
    r"diapositivas|"
    r"presentaci[oó]n|apresentação|présentation|diapositives|vortragsfolien|sunum)\b|スライド|발표자료|"
    r"(?:(?:\w+ ){0,2}ex[aá]men|exam|prueba|prova|contrôle|klausur)\b(?:(?: \w+){0,2})\W*$",
    re.IGNORECASE,
)
_SLIDES_LINK = re.compile(r"/(?:slides?|presentaci[oó]n(?:es)?)/.*\.pdf$", re.IGNORECASE)
_BOOK_FIRST = re.compile(
    r"\W*(?:(?:(?:text)?book|livre|libro|livro|buch|книга|书籍?|podcast)\s?[:：,]|"
    r"(?:lecture|seminar|lab|home ?work|assignment|exercises?)(?: \d{1,2})?:)\s",
    re.IGNORECASE,
)
_THING_BEFORE = re.compile(
    r"(?:^|\b)(?:book|textbook|blog(?: ?post)?|course|class|lecture|mooc|video|talk|tutorial|podcast|keynote|"
    r"vortrag|charla|ponencia|palestra|доклад|sách|khóa học|livre|manuel|cours|книга|учебник|курс|лекци[ия]|видео|блог|"
    r"libro|curso|livro|vídeo|buch|kurs|书|书籍|"
    r"课程|博客|视频|教程|책|강의|블로그|書籍|講義)\W*(?:\d{1,2}\W*)?$",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(  # "Workshop on Ponds", "a collection of research papers on Ponds"
    r"\bworkshops? (?:on|@ [\w ]+:)\s*$|"
    r"\b(?:list|collection) of (?:[\w-]+ ){0,3}(?:papers|works|articles|resources) (?:for|on|about|in|of)\W*$|"
    r"\b(?:such as|for example),?\W*$",
    re.IGNORECASE,
)
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
# "Pond Documentation: Nets", "Pond Search," GitHub Repository, 2024", "ponds/README.md at main · prell/ponds"
_MANUAL = re.compile(
    r"\bdocumentation(?=\W*$|:)|\b(?:web ?(?:site|page)|home ?page|wiki|v\d[\d.]* released|"
    r"(?:user(?:['’]?s)?|reference|developer) (?:guide|manual)|API (?:reference|specification))\W*$|"
    r"\b(?:documentazione|documentaci[oó]n|documentação|dokumentation|документация)\b",
    re.IGNORECASE,
)
_OTHER_TEXT = re.compile(r"\bgithub repo(?:sitory)?\b(?!\s*:)|\.\w{1,5} at (?:main|master) · \S+/", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:`|[(\[])(paper|preprint|论文|論文|논문|video|talk|blog|(?-i:book)|course|slides|podcast|tool|(?<=\[)article)"
    r"(?:`|[)\]](?![\](])|, )",
    re.IGNORECASE,
)
_TRANSLATED = re.compile(r"\s?[（(](?:译|翻译|中译|中文版)[^()（）]{0,4}[)）]")
_NOTES = re.compile(r"论文.{0,6}(?:翻译|笔记|解读|解析|精读)")
_CHINESE_BLOGS = re.compile(rf"//(?:[\w-]+\.)*(?:{'|'.join(map(re.escape, sorted(CHINESE_BLOGS)))})/")
_TAG = 12
"""Characters of a tag at most, with the one behind it."""
_TITLE = 0.9
_PAPER_TAGS = frozenset(("paper", "preprint", "论文", "論文", "논문"))
_SHOWN = frozenset(("video", "talk", "slides"))  # a PDF, maybe, and yet no paper


def says_paper(case: Case) -> bool:
    """Say whether "Paper:", a key or the sign of one opens the line, or words or a tag beside the title call it one."""
    if case.run.segment.kind in {"slant", "quote"} and _KEY.match(case.text):
        return True
    said = case.entry.said or SAYS_PAPER.match(case.text) or _PAPER_SIGN.match(case.cell.strip.text, _source(case))
    tagged = case.entry.tagged and not case.entry.other
    called = is_called_paper(case) or is_translated(case) or _tag_behind(case.cell, case.run) in _PAPER_TAGS
    return tagged or bool(said) or called


def is_called_paper(case: Case) -> bool:
    """Say whether words within a sentence call what a title links to a paper: "released with the paper [Ponds](…)"."""
    start = case.run.start
    return case.run.segment.link is not None and bool(_CALLED.search(case.cell.flow.text[max(0, start - 24) : start]))


def is_translated(case: Case) -> bool:
    """Say whether a paper's title in a section of papers leads to its translation: "(译)", or to a Chinese blog."""
    text = case.cell.flow.text
    if case.entry.topic == Topic.PAPERS and not text.isascii() and _TRANSLATED.match(text, case.run.end):
        return True
    if case.run.shape < _TITLE or not (case.entry.topic == Topic.PAPERS or _NOTES.search(case.entry.section or "")):
        return False
    title = case.cell.flow.text[case.run.start : case.run.end]
    others = [x.url for cell in case.entry.everything for x in cell.links if x.goal != Target.PAPER]
    return bool(others) and not cjk_share(title) and any(map(_CHINESE_BLOGS.search, others))


def said_other(case: Case) -> bool:
    """Say whether the line says that it is a book, a course, a blog or the like: before its title, in it or behind."""
    if case.entry.other and (case.entry.tagged or (not case.formal and "venue" not in case.hints)):
        return True
    if "=" in case.text and _BIBTEX.match(case.text):
        return True
    if case.run.end - case.run.start < 20 and _TEMPLATE.fullmatch(case.cell.flow.text, case.run.start, case.run.end):
        return True
    return case.proof < 4 and (_said_before(case) or _said_in(case) or (case.proof < 3 and _said_behind(case)))


def _said_before(case: Case) -> bool:
    before = case.cell.flow.text[case.cell.start : case.run.start]
    if _BOOK_FIRST.match(case.text) or _OTHER_SIGN.match(case.cell.strip.text, _source(case)):
        return True
    if not before:
        return False
    thing = len(words(before)) <= 3 and _THING_BEFORE.search(before.rstrip(), max(0, len(before) - 40))
    return bool(thing) or (case.proof < 2 and bool(_OF_WHAT.search(before)))


def _said_in(case: Case) -> bool:
    text, link = case.cell.flow.text, case.run.segment.link
    if _SLIDES.match(text, case.run.start) or (link and _SLIDES_LINK.search(link.url)):
        return True
    if case.proof >= 2:
        return False
    if link and _BACK.match(text, case.run.start):
        return True
    manual = _MANUAL.search(text, case.run.start, case.run.end) or _OTHER_TEXT.search(case.text)
    return bool(manual) and not says_paper(case)


def _said_behind(case: Case) -> bool:
    tag = _tag_behind(case.cell, case.run)
    if tag and tag not in _PAPER_TAGS and (case.proof < 2 or tag in _SHOWN):
        return True
    behind = _THING_BEHIND.match(case.cell.flow.text, case.run.end, case.cell.end)
    if behind is None or (behind["site"] and "venue" in case.hints):  # papers have sites, too
        return False
    return not any(case.run.end < x.start < behind.end() for x in case.cell.links)  # "[Ponds](address) [twitter](…)"


def _source(case: Case) -> int:
    """Give where the line begins as the curator wrote it."""
    return case.cell.flow.source(case.cell.start)


def _tag_behind(cell: Cell, run: Run) -> str:
    """Give the first tag behind the title: "`paper`", "(video)"."""
    text = cell.strip.text
    if "`" not in text and "(" not in text and "[" not in text:
        return ""
    found = _BEHIND.search(text, cell.flow.source(run.end - 1), cell.flow.source(cell.end - 1) + _TAG)
    return found[1].lower() if found and found.start() <= cell.flow.source(cell.end - 1) else ""
