"""Pure: where the lines of an entry end, and where they go on in the next."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.hints import is_venue
from pipeline.parse.lexicon.links import is_label
from pipeline.parse.lexicon.names import is_person
from pipeline.parse.lexicon.words import UPPER, has_cjk, is_notice
from pipeline.parse.markup.flow import URL, Flow
from pipeline.parse.reading.parentheses import REMARK


def rows_of(flow: Flow, joined: list[int], broken: list[int]) -> list[tuple[int, int]]:
    """Cut an entry at the ends of lines, but not inside links or emphasis, nor where a line only wraps.

    `joined` are the ends of lines, in the source, that an editor broke; `broken` those that the curator did.
    """
    text = flow.text
    if "\n" not in text:
        return [(0, len(text))] if text else []
    spans = sorted([(x.start, x.end) for x in flow.links] + list(flow.strong) + list(flow.slanted))
    rows, start, reach, index = [], 0, 0, 0
    for found in re.finditer(r"\s*\n\s*", text):
        while index < len(spans) and spans[index][0] < found.end():  # "[\nTitle](address)"
            reach = max(reach, spans[index][1])
            index += 1
        end = flow.source(found.start() + found[0].index("\n")) if joined or broken else 0
        if joined and end in joined:
            continue
        hard = found[0].count("\n") > 1 or end in broken
        labelled = found[0].count("\n") > 1 and any(a == found.end() and text[b - 1] in ":：" for a, b in flow.strong)
        if reach >= found.end() or (
            not labelled and goes_on(text[start : found.start()], text[found.end() : found.end() + 200], hard=hard)
        ):
            continue
        rows.append((start, max(found.start(), reach)))  # "[title ](address)<br>"
        start = found.end()
    rows.append((start, len(text)))
    return [(a, b) for a, b in rows if b > a]


_LABELLED = re.compile(rf"([A-Za-z][\w +/&-]{{1,24}}):\s*{URL}")


_FIELD = re.compile(r"[\W_]{0,3}[A-Za-z]{3,10}[*_]{0,2}: ")


_SOME = 20
"""Characters of a line that may be the first half of a title."""
_GOES_ON = re.compile(
    r"(?:with|for|of|via|using|and|or|through|without|towards?)\s\w|(?:WITH|FOR|OF|VIA|USING|AND)\s[A-Z]{2}"
)
_PLACE = re.compile(r"(?:at|in|on|under|into)\s(?:\S+ ){2}[^\n]*")  # "at Scale in Frozen Ponds", no venue


_SMALL = re.compile(rf"(?!(?:by|von|par|por) {UPPER})[a-z(]|And ")
_LAST_WORD = re.compile(r"([^\W\d_][\w-]{3,}) ?\[")


def goes_on(before: str, after: str, *, hard: bool) -> bool:
    """Say whether a line goes on in the next one rather than beginning a new thing, as behind a `hard` "<br>"."""
    if _in_quotes(before, after):
        return True
    if (label := _LABELLED.match(after)) and is_label(label[1]):
        return False
    if REMARK.fullmatch(after.split("\n", 1)[0].rstrip()):
        return False  # "oral" below a title
    if _FIELD.match(after) and _FIELD.match(before):
        return False  # "title: Slow Ponds", "authors: Jo Stam"
    last = before.rsplit("\n", 1)[-1].rstrip()
    if not last or (last.endswith((".", "!", "?", ":", "。", "：")) and len(last) < 60):
        return last.endswith(":") and after[:1].islower() and " - " in last  # "[SECO](address) - Ponds:\na model"
    if not hard and len(last) >= _SOME and (_GOES_ON.match(after) or _is_last_word(last, after)):
        return True
    if not hard and len(last) >= _SOME and (place := _PLACE.match(after)) and not is_venue(place[0]):
        return True
    if last.endswith(
        (",", " and", " of", " the", " for", " in", " In", " with", "-", "&", "(", " to", " a", " et", " —")
    ):
        return len(last) > 20
    return ((len(last) >= 50 or is_notice(last)) and bool(_SMALL.match(after))) or (
        len(last) >= 70
        and not hard
        and len((line := after.split("\n", 1)[0]).split()) <= 2
        and not is_person(line)
        and after[:1].isalpha()
        and URL not in line  # "Source: address"
        and (has_cjk(last) or not has_cjk(line))  # the title in Chinese
        and not is_venue(line)
    )


def _is_last_word(before: str, after: str) -> bool:
    """Say whether one word and a bracket end what the line before begins: "Ponds for", "Everyone [[ICPW]](…)"."""
    word = _LAST_WORD.match(after)
    return word is not None and "[" not in before and not is_label(word[1]) and not word[1].isupper()


def _in_quotes(before: str, after: str) -> bool:
    """Say whether a quote that opens in one line closes in the next."""
    if '"' in before and '"' in after and before.count('"') % 2 and after.split("\n", 1)[0].count('"') == 1:
        return True
    return before.count("“") > before.count("”") and "”" in after.split("\n", 1)[0].split("“", 1)[0]
