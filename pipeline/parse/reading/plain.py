"""Pure: titles that stand in a line without any markup, between notes in 【】, labels and words in other scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.parse.lexicon.hints import VENUE_YEAR, YEAR, is_date
from pipeline.parse.lexicon.names import ET_AL, is_names
from pipeline.parse.lexicon.words import CJK, is_prose, words
from pipeline.parse.markup.flow import IMAGE, URL
from pipeline.parse.reading.tails import tail_of

# `类似想法 1.`, `相关文章：2.`, `应用：`, `ETH的`, `(FLAN-T5-CoT)`
_LABEL = re.compile(
    r"\s*(?:(?:[^\W\d_a-zA-Z]{1,12}\s*(?:\d+\s*[.、)]?)?\s*[：:]?\s*(?:\d+\s*[.、)])?)|"
    r"[A-Za-z][\w&-]{0,15}的|\([^()]{1,30}\)(?=\s*【))"
)
_BREAK = re.compile(rf"[{CJK}|{URL}{IMAGE}]")
_TAIL = 16
"""Characters of what joins a title to the one before, at most."""
_JOIN = re.compile(r"\s*(?:等\s*[）)]?)?\s*(?:与|和|及|以及|、)\s*$")
_NUMBER = re.compile(r"\s*[(（]?\d{1,3}\s*[.、)）]\s*")
_TAG = re.compile(r"\s*\[[^\[\]]{1,24}\]\s*(?=\S)")
_YEAR_TAIL = re.compile(r",\s(?:19|20)\d\d$")
_DASHED = re.compile(r"\s[—–]+\s\S{1,16}$")
_GROUP = re.compile(r"\s*([^\d\W][^【】。；:：]*?)(?:组|团队|课题组)\s*")
_THINGS = re.compile(
    r"\s*(?:工具|代码|博客|课程|视频|书籍?|教程|数据|资源|网站|tools?|code|blog|course|video|book|dataset)\s*",
    re.IGNORECASE,
)

_LISTS = re.compile(r"[,;&，、]|\bet al\b|等")
"""Without such a mark two pairs of words are no list of people: "Growing Gardens with Gradeint Descent"."""
_LONGEST_TERM = 7
_SHORT_FOR = re.compile(rf"[（(]\s?([A-Za-z]{{2,8}})\s?[）)]\s?[{CJK}](?<![，。；、：！？])")


@dataclass(frozen=True, slots=True)
class Found:
    """A title by its place in the visible text, and what the line says about it."""

    start: int
    end: int
    label: str | None = None
    annotation: str | None = None
    authors: str | None = None
    venue: str | None = None

    def moved(self, by: int) -> Found:
        """Give the same title counted from another start."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a line: a "note" in 【】, an "aside" in parentheses, "latin" text, or "other" script."""

    kind: str
    start: int
    end: int


def unclosed(text: str) -> bool:
    """Say whether a 【 is left open."""
    return text.count("【") > text.count("】")


def read_plain(text: str) -> list[Found]:
    """Read the titles of one line."""
    pieces = list(_pieces(text))
    lead = _LABEL.match(text)
    label = lead[0].strip() if lead and lead.end() < len(text) else ""
    begin = lead.end() if lead and label else 0
    found: list[Found] = []
    note: _Piece | None = None
    before = ""
    for index, piece in enumerate(pieces):
        if piece.kind == "note":
            if _THINGS.fullmatch(text[piece.start + 1 : piece.end].rstrip("】")):
                return []
            note = note or piece
            continue
        first, gap = max(piece.start, begin), before
        before += text[first : piece.end]
        if piece.kind != "latin":
            continue
        start, end = _trim(text, first, piece.end)
        gap += text[first:start]
        if start >= end or not is_title(text[start:end]):
            continue
        if _stands_free(text, pieces, index, gap, start, found=bool(found)):
            found.append(_found(text, start, end, label, note))
            note, before = None, text[end : piece.end]
    if len(found) == 1:
        found = [_with_tail(text, found[0])]
    return found


def _pieces(text: str) -> list[_Piece]:
    """Cut a line into notes, asides and runs of one script. An unclosed 【 ends where the Latin text begins."""
    spans = _brackets(text)
    pieces: list[_Piece] = []
    position = 0
    for kind, start, end in [*spans, ("", len(text), len(text))]:
        cut = position
        for mark in _BREAK.finditer(text, position, start):
            if mark.start() > cut:
                pieces.append(_Piece("latin", cut, mark.start()))
            pieces.append(_Piece("other", mark.start(), mark.end()))
            cut = mark.end()
        if start > cut:
            pieces.append(_Piece("latin", cut, start))
        if kind:
            pieces.append(_Piece(kind, start, end))
        position = end
    return pieces


def _brackets(text: str) -> list[tuple[str, int, int]]:
    """Find the outermost 【】, and the parentheses that hold another script, in order."""
    spans: list[tuple[str, int, int]] = []
    stack: list[tuple[str, int]] = []
    for i, c in enumerate(text):
        if c in "【（(":
            stack.append(("【" if c == "【" else "(", i))
        elif c in "】）)" and stack:
            want = "【" if c == "】" else "("
            if stack[-1][0] != want:
                continue
            start = stack.pop()[1]
            if want == "【" or (
                _BREAK.search(text, start, i + 1) and not (spans and spans[-1][0] == "note" and spans[-1][1] > start)
            ):
                while spans and spans[-1][1] > start:
                    spans.pop()
                spans.append(("note" if want == "【" else "aside", start, i + 1))
    return spans


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take blanks, numbering and marks that end a phrase off a run."""
    while front := _NUMBER.match(text, start, end) or _TAG.match(text, start, end):
        start = front.end()
    while start < end and (text[start].isspace() or text[start] in ",;:.)-–—"):
        start += 1
    end = _cut_back(text, start, end)
    if tail := tail_of(text, start, end):
        end = _cut_back(text, start, tail)  # "Slow Ponds in Winter ICML 2024 提出"
    if year := _YEAR_TAIL.search(text, start, end):
        end = _cut_back(text, start, year.start())
    if dash := _DASHED.search(text, start, end):
        end = _cut_back(text, start, dash.start())  # "Ponds of the North — PPO 论文"
    opening = text.rfind("(", start, end) if text[end - 1 : end] == ")" else -1
    if opening > start and (is_date(text[opening + 1 : end - 1]) or VENUE_YEAR.fullmatch(text[opening + 1 : end - 1])):
        end = _cut_back(text, start, opening)
    return start, end


def _cut_back(text: str, start: int, end: int) -> int:
    """Take blanks and marks off the end."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:.-–—→([\ue000\ue001~*"):
        end -= 1
    return end


def _stands_free(text: str, pieces: list[_Piece], index: int, before: str, start: int, *, found: bool) -> bool:
    """Say whether a run is named by the line rather than used in a sentence of another script.

    `before` is what stands between it and the title `found` last, or the line's beginning, without notes.
    """
    if found and not _JOIN.search(before[-_TAIL:]):
        return False
    if not found and (len(before) > 30 or re.search(r"[，。；！？,;]\s*\S", before)):
        return False
    if index + 1 == len(pieces):
        return True
    following = pieces[index + 1]
    short = _SHORT_FOR.match(text, following.start) if text[:start].rstrip()[-1:].isalpha() else None
    letters = iter(text[start : following.start].lower())
    if short and all(c in letters for c in short[1].lower()):
        return False  # "我们使用 Frozen Pond Nets（FPN）进行"
    if following.kind in {"note", "aside"}:
        return True
    behind = text[following.start]
    if behind in f"，。；、（等与和及！？（）{URL}{IMAGE}" or text[following.start - 1] in ",;":
        return True
    if text[: following.start].rstrip().endswith((" —", " –", " -")):
        return True
    long = len(words(text[start : following.start]))  # longer than a term that "：" explains
    opens = long >= 5 and behind not in "的是在中为对用" and not words(text[:start])  # "Slow Ponds in Ice Nets提出了"
    return long >= 5 and (text[following.start - 1].isspace() or opens or (behind == "：" and long >= _LONGEST_TERM))


def _found(text: str, start: int, end: int, label: str, note: _Piece | None) -> Found:
    annotation = text[note.start + 1 : note.end].removesuffix("】").strip() if note else ""
    group = _GROUP.fullmatch(annotation)
    authors = group[1].strip() if group and not re.search(r"[的了对和在是]", group[1]) else None
    if text[end - 1] == ")" and not authors:
        opening = text.rfind("(", start, end)
        inner = text[opening + 1 : end - 1]
        if opening > start and is_names(inner):
            authors, end = inner.strip(), opening
            end = len(text[:end].rstrip())
    venue = VENUE_YEAR.search(annotation)
    return Found(start, end, label or None, annotation or None, authors, venue[0].strip() if venue else None)


def _with_tail(text: str, found: Found) -> Found:
    """Take the words behind a lone title as the note, unless they are an address in parentheses."""
    rest = re.sub(r"[（(]\s*\ue000\s*[）)]|[\ue000\ue001]", "", text[found.end :]).strip(" \t\n,，;；。.~")
    if found.authors:
        rest = rest.removeprefix("(" + found.authors + ")").strip(" ,，;；。.")
    if not rest or found.annotation or not re.search(r"\w", rest):
        return found
    venue = VENUE_YEAR.search(rest)
    return Found(found.start, found.end, found.label, rest, found.authors, venue[0].strip() if venue else found.venue)


def is_title(text: str) -> bool:
    """Say whether a Latin text can be a title by its form alone: some words, mostly long ones, no speech."""
    found = words(text)
    if not 3 <= len(found) <= 40 and not (len(found) == 2 and ":" in text):
        return False
    if len(text) > 300 or sum(c.isalpha() for c in text) < 0.7 * len(text.replace(" ", "")):
        return False
    capitals = sum(w[0].isupper() for w in found)
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "\"“'‘(αβγλμ$" or capitals > 1 or len(found) > 5):
        return False
    return (
        not is_prose(text)
        and not is_citation(text)
        and not (_LISTS.search(text) and is_names(text))
        and text.count("/ ") < 2
    )


def is_citation(text: str) -> bool:
    """Say whether a text only points to people and years: "Ganguli et al. (2022); Bai et al. (2022a)"."""
    return (
        bool(ET_AL.search(text))
        and len(words(ET_AL.sub(" ", YEAR.sub(" ", text)))) <= 8
        and not re.search(r"[:?]", text)
    )
