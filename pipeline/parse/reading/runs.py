"""Pure: the stretches of an entry that may be a title, joined from chunks."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.parse.lexicon.headers import AUTHOR_HEADER
from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.names import ET_AL
from pipeline.parse.lexicon.words import UPPER, shape, words
from pipeline.parse.reading.cut import Chunk
from pipeline.parse.reading.parentheses import REMARK, behind_name, ends_marked, names_address, opens_title, spells_out
from pipeline.parse.reading.segments import Segment
from pipeline.parse.reading.subtitles import goes_on, remarks_on, tells

_KEYCAP = re.compile(r"\W*\d\ufe0f?\u20e3")
_DATED = re.compile(r"\s(?:(?:19|20)\d\d[a-z]?|['’]\d\d)\W*\Z")
_INITIAL = re.compile(rf"\b[A-Z]\.|{UPPER}[\w'’-]+ [A-Z]{{1,3}}, {UPPER}[\w'’-]+ [A-Z]{{1,3}}(?!\w)")
_CLOSING_QUOTE = re.compile('["”]')
_FILE = 8
"""Characters that the name of a PDF has at least."""
_PART = re.compile(r"(?: \((?:\d{1,2}|[IVX]{1,4})\)|\. [IVX]{1,4})(?=\W*\Z)")  # "Slow Ponds (2)" in quotes
_SUBTITLE = re.compile(
    r"(?:or|and|but|on|without|if|not|(?:some|most|all) of)[:,]?\s[“\"]?[\w-]+\s\w|(?i:(?:\w+ )?abstract)\b"
)  # "Ponds (or how I learned to skate)"
_MORE = re.compile(
    r"(?:and|or|but) (?!code|data|slides?|videos?|supp\w*|appendix|notes?|poster|more|others?)[a-z]+\s*\Z"
)  # "Ponds, deep (and cold)"
_IN = re.compile(r"[\s,.]+in\Z")
_SHORTCODE = re.compile(r"\s(?::[a-z]{2,12}:?|(?:star|fire|sparkles|new|heart|rocket):)$")
_NAME = 6
"""Characters of an East Asian name at most, with a blank."""
# Separators that a title may hold inside.
_SOFT = frozenset({"comma", "colon", "dash", "ask", "semi", "slash", "open", "close", "mark", "by"})


class Run(NamedTuple):
    """A stretch that may be a title."""

    start: int
    end: int
    shape: float
    segment: Segment
    aside: bool = False


def possible_titles(chunks: list[Chunk], text: str) -> list[Run]:
    """Join the text chunks that one title may span."""
    runs: list[Run] = []
    group: list[Chunk] = []
    for index, chunk in enumerate(chunks):
        joins = _joins if chunk.kind == "T" else _goes_on
        if group and joins(group, chunk, chunks, index, text):
            group.append(chunk)
        elif (
            chunk.kind == ""
            and group
            and chunk.segment is group[-1].segment
            and chunk.before != "dot"
            and index + 1 < len(chunks)
            and chunk.end - chunk.start <= 1
        ):
            continue
        else:
            if group:
                _close(group, text, runs, chunk)
            group = [chunk] if chunk.kind in {"T", "C"} else []
    if group:
        _close(group, text, runs)
    return runs


def _goes_on(group: list[Chunk], chunk: Chunk, chunks: list[Chunk], index: int, text: str) -> bool:
    """Say whether words of another script go on with a title that a link to a paper, quotes or a venue behind show.

    A Latin name and a colon may open it, and a subtitle may stand between dashes: "池の研究 - 冬の氷 -".
    """
    segment, link = chunk.segment, chunk.segment.link
    if chunk.kind != "C" or segment is not group[-1].segment or chunk.before not in {"colon", "dash"}:
        return False
    shown = link is not None and link.goal in {Target.PAPER, Target.PDF}
    if group[-1].kind == "T":
        return shown and chunk.before == "colon" and group[0].start == segment.start
    closed = chunk.before == "dash" and text[chunk.start : chunk.end].rstrip()[-1:] == text[chunk.start - 1]
    told = index + 1 < len(chunks) and chunks[index + 1].kind == "V"
    return closed or told or (shown and chunk.end - chunk.start > _NAME) or segment.kind in {"quote", "book"}


def unname(chunks: list[Chunk], runs: list[Run], text: str) -> bool:
    """Where the only thing that markup sets apart reads like names ("Frozen Lakes, Warm Starts"), it is the title."""
    if [r for r in runs if r.shape >= 0.7]:
        return False
    live = [c for c in chunks if c.kind]
    cited = "".join([c.kind for c in live[:3]]) == "PYT" and live[2].segment.kind == "slant"
    if cited and live[0].segment.kind == "strong":
        return False  # "**Prell, Ana** (2014). *Pond Notes*" has its title in italics
    segment = next(
        (
            c.segment
            for c in chunks
            if c.kind and c.kind != "L" and c.segment.kind in {"link", "strong", "quote", "book"}
        ),
        None,
    )
    if any(c.kind in {"T", "C"} and c.segment.kind in {"quote", "book"} for c in live):
        return False  # "**Ana Prell, Jo Stam**: “Pond Nets”"
    mine = [c for c in chunks if segment is not None and c.segment is segment and c.kind]
    before = next((c for c in reversed(live) if mine and c.end <= mine[0].start), None)
    if (
        not mine
        or any(c.kind != "P" or c.before == "semi" for c in mine)
        or (before is not None and AUTHOR_HEADER.fullmatch(text, before.start, before.end))
        or text.endswith(("by ", "By "), 0, mine[0].start)
        or ET_AL.search(text, mine[0].start, mine[-1].end)
        or _INITIAL.search(text[mine[0].start : mine[-1].end])
        or _DATED.search(text[mine[0].start : mine[-1].end])
    ):
        return False
    for chunk in mine:
        chunk.kind = "T"
    return True


def _joins(group: list[Chunk], chunk: Chunk, chunks: list[Chunk], index: int, text: str) -> bool:
    """Say whether a chunk goes on with the title before it."""
    last = group[-1]
    if chunk.segment is not last.segment or last.kind == "C":
        return False
    between = [chunk.before]
    back = index - 1
    while chunks[back] is not last:
        between.append(chunks[back].before)
        back -= 1
    if "left" in between and chunk.depth > 0:
        inner = text[chunk.start : chunk.end]
        behind = next((c for c in chunks[index + 1 : index + 4] if c.before != "right" or c.kind), None)
        return (
            last.depth == 0
            and len(words(inner)) == 1
            and behind is not None
            and behind.kind == "T"
            and behind.segment is chunk.segment
        )
    if "right" in between:
        return last.depth > 0 and len(group) > 1
    if "close" in between and group[0].before == "open" and names_address(group, text):
        return False
    if "dot" in between and not goes_on(group, chunks, index, text):
        return False
    said = chunk.segment.kind == "plain" and ("dash" in between or "colon" in between)
    if said and remarks_on(text[group[0].start : last.end], text, chunk):
        return False
    return all(b in _SOFT or b == "dot" for b in between)


def _close(group: list[Chunk], text: str, runs: list[Run], behind: Chunk | None = None) -> None:
    """End a group; it is a tag where a bracket holds it and a title follows."""
    tagged = behind is not None and (group[0].before, behind.kind, behind.before) == ("left", "T", "right")
    spelled = False
    if len(group) > 1:
        group = behind_name(group, text)
        spelled = spells_out(group, text)
        group = _without_remark(group[spelled:], text)
    start, end = bounds(text, group[0].start, group[-1].end)
    if text[end - 1 : end] in {"f", "F"} and end - start > _FILE and text[end - 4 : end].lower() == ".pdf":
        end -= 4  # "[Slow Ponds.pdf](address)"
    if start >= end:
        return
    if group[0].before == "open" and text[start - 1] == "(":
        start -= text.count(")", start, end) > text.count("(", start, end)
    end = _balance(text, start, end, group[-1].segment.end)
    venue = behind is not None and behind.segment.kind == "slant" and text[behind.segment.start].isupper()
    if venue and (leads := _IN.search(text, start, end)):
        end = leads.start()  # "Slow Ponds in *ICFR*, 2020"
    if group[-1].segment.kind == "quote" and (part := _PART.match(text, end, group[-1].segment.end)):
        end = part.end()
    opened = text.rfind("(", start, end)
    if opened > start + 8 and ")" not in text[opened:end] and text.find(")", end, end + 80) >= 0:
        start, end = bounds(text, start, opened)  # 'Slow Ponds (formerly "Quick Ponds")'
    if runs and group[0].segment.kind == "plain" and tells(text, start):
        return
    marked = group[0].segment.kind in {"link", "strong", "quote", "book"}
    aside = group[0].before == "open" and not (spelled or opens_title(group) or names_address(group, text))
    runs.append(Run(start, end, shape(text[start:end], marked), group[0].segment, aside or tagged))


def _without_remark(group: list[Chunk], text: str) -> list[Chunk]:
    """Take a remark in parentheses off the end."""
    while (
        len(group) > 1
        and group[-1].depth > group[0].depth
        and not _SUBTITLE.match(text, group[-1].start, group[-1].end)
        and not _MORE.match(text, group[-1].start, group[-1].end)
        and text[group[-1].end + 1 : group[-1].end + 2] not in {"?", "!", "》"}
        and (group[0].segment.kind == "plain" or not text[: group[-1].start - 1].rstrip().endswith(":"))
        and not (group[-1].segment.kind == "quote" and group[-1].end >= group[-1].segment.end - 2)
        and not ends_marked(group, text)
        and (len(found := words(text[group[-1].start : group[-1].end])) != 1 or REMARK.fullmatch(found[0]))
    ):
        inner = group[-1].before not in {"open", "left"}
        group = group[:-1]
        while inner and len(group) > 1 and group[-1].depth > group[0].depth:
            inner, group = group[-1].before not in {"open", "left"}, group[:-1]
    return group


_OPENERS = {")": "(", "]": "[", "）": "（"}


def _balance(text: str, start: int, end: int, limit: int) -> int:
    """Take in the bracket that closes one of the title's, and the ? or ! that ends it."""
    if end < limit and text[end] in "?!？！":
        end += 1
    if (
        end < limit
        and text[end] in _OPENERS
        and text.count(_OPENERS[text[end]], start, end) > text.count(text[end], start, end)
    ):
        end += 1
    return end


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Take blanks, stars, emoji and end marks off both ends."""
    if "\u20e3" in text and (cap := _KEYCAP.match(text, start, end)):
        start = cap.end()
    while start < end and not (text[start].isalnum() or text[start] in "\"“'‘«($[¿¡¬∞∂λ<"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "?!？！)]\"”'’»*+$%>}…†"):
        end -= 1
    tail = _SHORTCODE.search(text[max(start, end - 16) : end + 1]) if text.endswith(":", start, end + 1) else None
    if tail:  # what is left of a broken ":star:"
        end -= len(tail[0]) - (text[end - 1] != ":")
        while end > start and not (text[end - 1].isalnum() or text[end - 1] in "?!)]"):
            end -= 1
    while end > start and text[end - 1] == "*" and not text[end - 2].isalnum():
        end -= 1
    if text[start : start + 1] in {'"', "“"} and not _CLOSING_QUOTE.search(text, start + 1, end):
        start += 1
    if (
        end - start > 2
        and text[end - 1] in "”\"’'»"
        and (text[start], text[end - 1]) in {("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»")}
        and text.count(text[end - 1], start, end) <= 2
    ):
        start, end = start + 1, end - 1
        while end > start and text[end - 1] in ".,; ":
            end -= 1
    return start, end
