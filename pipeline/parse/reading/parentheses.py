"""Pure: what the parentheses of a possible title hold: a short name, a remark, or words of its own."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.words import shape, words
from pipeline.parse.reading.cut import Chunk

REMARK = re.compile(
    r"short|long|full|oral|poster|spotlight|demo|accepted|preprint|openai|anthropic|google|deepmind|meta|facebook|"
    r"microsoft|nvidia|amazon|apple|tencent|alibaba|baidu|bytedance|huawei",
    re.IGNORECASE,
)
"""What alone in parentheses behind a title is no part of it: the kind of a paper, or whose it is."""


def spells_out(group: list[Chunk], text: str) -> bool:
    """Say whether a group is a short name and its title in parentheses: "PondNet (Warming Ponds with Deep Nets)"."""
    if len(group) < 2 or group[1].before != "open" or group[0].depth or not all(c.depth for c in group[1:]):
        return False
    inner = text[group[1].start : group[-1].end].strip()
    if len(words(text[group[0].start : group[0].end])) > 1 or len(words(inner)) < 5:
        return False
    return not inner[0].islower() and shape(inner) >= 0.9


def behind_name(group: list[Chunk], text: str) -> list[Chunk]:
    """Take a short name in parentheses off the front: "(PondNet) Warming ponds", "(Google)"; not "(Perhaps) Ice"."""
    if len(group) < 2 or group[0].before != "open" or group[1].depth >= group[0].depth:
        return group
    rest = text[group[1].start : group[-1].end]
    name = text[group[0].start : group[0].end].strip()
    if not rest[:1].isspace() or rest.lstrip()[:1].islower() or " " in name:
        return group
    if name[1:].islower() and not REMARK.fullmatch(name):
        return group
    return group[1:]


def opens_title(group: list[Chunk]) -> bool:
    """Say whether a parenthesis only opens a group, with no comma behind it: "(Perhaps) Frozen ponds"."""
    outside = next((c for c in group if c.depth < group[0].depth), None)
    return outside is not None and outside.before == "close"
