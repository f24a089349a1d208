"""Pure: plain words that lead to the links of their line, and name no work themselves."""

from __future__ import annotations

import re

from pipeline.parse.judging.case import Case
from pipeline.parse.judging.described import breaks_off
from pipeline.parse.lexicon.links import Target, is_label
from pipeline.parse.lexicon.words import is_prose, is_speech

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
