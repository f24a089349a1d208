"""Pure: what the parentheses of a possible title hold: a short name, a remark, or words of its own."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.words import shape, words
from pipeline.parse.markup.flow import URL
from pipeline.parse.reading.cut import Chunk

REMARK = re.compile(
    r"short|long|full|oral|poster|spotlight|demo|accepted|preprint|openai|anthropic|google|deepmind|meta|facebook|"
    r"microsoft|nvidia|amazon|apple|tencent|alibaba|baidu|bytedance|huawei|recommended|good|bad|great|classic|important|"
    r"required|opti(?:o?n)?al|todo|done|skimmed|survey",
    re.IGNORECASE,
)
"""What alone in parentheses behind a title is no part of it: its kind, whose it is, what one thinks of it."""


def spells_out(group: list[Chunk], text: str) -> bool:
    """Say whether a group is a short name and its title in parentheses: "PondNet (Warming Ponds with Deep Nets)"."""
    if len(group) < 2 or group[1].before != "open" or group[0].depth or not all(c.depth for c in group[1:]):
        return False
    inner = text[group[1].start : group[-1].end].strip()
    if len(words(text[group[0].start : group[0].end])) > 1 or len(words(inner)) < 5:
        return False
    return not inner[0].islower() and shape(inner) >= 0.9


_TAGS = 4
"""So many parentheses stand in front of a title at most."""


def behind_name(group: list[Chunk], text: str) -> list[Chunk]:
    """Take short names in parentheses off the front: "(ICFR) (PondNet) Warming ponds"; not "(Perhaps) Ice"."""
    front = [c.before == "open" and c.depth == group[0].depth for c in group[: _TAGS + 1]]
    count = front.index(False) if False in front else 0
    return group[count:] if 0 < count < len(group) and _is_tag(group[count - 1], group[count:], text) else group


def _is_tag(chunk: Chunk, title: list[Chunk], text: str) -> bool:
    """Say whether what stands in the parenthesis right before a title is none of it."""
    if title[0].depth >= chunk.depth:
        return False
    rest = text[title[0].start : title[-1].end]
    name = text[chunk.start : chunk.end].strip()
    if REMARK.fullmatch(name) or text[: chunk.start - 1].rstrip().endswith((")", "]")):
        return True  # "(optional)Freezing Ponds", "(ICFR 2019) (Lake Lab) Freezing Ponds"
    if rest.lstrip()[:1].islower() or " " in name:
        return False
    if not rest[:1].isspace() and sum(c.isupper() for c in name) < 3:
        return False  # "(Re)Freezing Ponds", but "(PONDNET)Freezing Ponds"
    return not name[1:].islower()


def opens_title(group: list[Chunk]) -> bool:
    """Say whether a parenthesis only opens a group, with no comma behind it: "(Perhaps) Frozen ponds"."""
    outside = next((c for c in group if c.depth < group[0].depth), None)
    return outside is not None and outside.before == "close"


_EXTRA = re.compile(r"\b(?:papers?|code|slides|videos?)\b", re.IGNORECASE)


def names_address(group: list[Chunk], text: str) -> bool:
    """Say whether a parenthesis tells what the bare address is that opens the line: "https://… (Frozen ponds)"."""
    alone = text[text.rfind("\n", 0, group[0].start) + 1 : group[0].start - 1].strip() == URL
    return alone and not _EXTRA.search(text, group[0].start, group[-1].end)


_ENDS = re.compile(r"[?!]?\)?\.?(?:,? (?:19|20)\d\d)?")
_MANY = 5
"""Words of a title in parentheses, where no remark is as long."""
_REMARKS = re.compile(
    r"\b(?:papers?|code|slides|videos?|oral|best|award|talk|report|draft|preprint|thesis|chapter|see|also|"
    r"with|by|from|in)\b",
    re.IGNORECASE,
)


def is_remark(text: str, start: int, end: int) -> bool:
    """Say whether what stands in parentheses behind a title speaks of it: "(Best Paper)"."""
    return bool(_REMARKS.search(text, start, end))


def ends_marked(group: list[Chunk], text: str) -> bool:
    """Say whether words in parentheses, no remark, end a link to a paper, or many another markup.

    "[Slow Ponds (a functional pearl)](…)", "**Slow Ponds (When and How can Ponds be Slow?)**".
    """
    first, link = group[-1], group[-1].segment.link
    linked = link is not None and link.goal in {Target.PAPER, Target.PDF}
    if not linked and (link or first.segment.kind == "plain"):
        return False
    if not _ENDS.fullmatch(text, first.end, first.segment.end):
        return False
    opened = text.rfind("(", group[0].start, first.end)
    return len(words(text[opened : first.end])) >= (2 if linked else _MANY) and not is_remark(text, opened, first.end)
