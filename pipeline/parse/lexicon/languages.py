"""Pure: which European texts are not in English, and what a Chinese name looks like."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.words import words

_FOREIGN_TEXT = (
    "du des les aux pour sur avec dans qui cette los las del una y para con como más das dos uma não com em ao "
    "di il della delle dei gli nel nella che sono und der mit für auf zu von ein eine nicht "
    "na dla oraz jest się nie przez az és egy hogy nem ve bir için ile olarak het een voor"
)
_FOREIGN = frozenset(_FOREIGN_TEXT.split())
"""Small words of languages other than English, none of which stands in an English title."""
_OTHER_ALPHABET = re.compile("[\u0370-\u052f]{3}")


def is_foreign(text: str) -> bool:
    """Say whether a text is in a European language other than English, by its small words or its alphabet."""
    return bool(_OTHER_ALPHABET.search(text)) or not _FOREIGN.isdisjoint(words(text))


_CHINESE_TEXT = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
    "姜姚谭廖邹熊陆郝崔康毛邱秦江顾侯邵孟段钱汤尹黎乔贺赖龚"
)
_CHINESE_NAME = re.compile(rf"[{_CHINESE_TEXT}][\u4e00-\u9fff]{{1,2}}")


def is_chinese_name(text: str) -> bool:
    """Say whether a few characters open with one of the frequent surnames: "王小明"."""
    return len(text) <= 3 and bool(_CHINESE_NAME.fullmatch(text))
