"""Pure: tags that say which lines are papers: "`PAPER` [Ponds](address)", "*2019 slides* Ponds"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.parse.judging.proof import strength
from pipeline.parse.reading.entry import Entry

_FRONT = re.compile(
    r"(?=\W*[\[`*【])\W{1,8}(?:(?:19|20)\d\d )?([^\W\d_]{3,14})(?: (?:19|20)\d\d)?(?!\]\()(?=\W*[\]`*】])\W{1,8}"
)
_PAPERS = frozenset(("paper", "papers", "preprint", "article", "survey", "thesis", "论文"))
_OTHERS_TEXT = (
    "project software tool toolkit repo library app product demo wiki info data dataset datasets corpus challenge "
    "competition tutorial book manual blog video talk course slides 项目 工具 数据集"
)
_OTHERS = frozenset(_OTHERS_TEXT.split())
_LEAST = 3
"""So many tags of papers make it the habit of a list to say what is one."""


def mark_others(entries: Iterable[Entry]) -> None:
    """Mark the entries whose tag says that they are something else, where no link proves a paper.

    A PDF proves one, and so do names and a year, unless the list tags its papers, too.
    """
    tags = [(e, found[1].lower()) for e in entries if e.cells and (found := _FRONT.match(e.cells[0].strip.text))]
    habit = sum(tag in _PAPERS for _, tag in tags) >= _LEAST
    for entry, tag in tags:
        entry.tagged = habit and tag in _PAPERS | _OTHERS
        if tag in _OTHERS and any(c.links for c in entry.everything):
            entry.other = strength(entry.everything) < (4 if habit else 2)
