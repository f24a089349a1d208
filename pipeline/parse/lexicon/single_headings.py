"""Pure: what headings of one word or two stand over, whatever they announce."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CONTENTS = re.compile(
    r"[\W\d_]*(?:table of contents?|contents?|toc|index|"
    r"目录|目次|目錄|목차|índice|sommaire|sumário|содержание|mục lục)\W*",
    re.IGNORECASE,
)
_ARTICLES = re.compile(
    r"\W*(?:(?:blog|web|online) )?articles?(?:(?: and | ?& ?|/)(?:tutorials|blog ?posts|blogs|posts|videos))?\W*",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\W*(?:(?:research|academic|scientific|key) )?(?:papers?(?: ?& ?publications)?|publications)\W*", re.IGNORECASE
)


def has_papers_apart(headings: Iterable[str]) -> bool:
    """Say whether a list has a section of papers beside one of articles, which then are those of blogs."""
    found = list(headings)
    return any(map(_ARTICLES.fullmatch, found)) and any(map(_APART.fullmatch, found))


def is_articles(heading: str) -> bool:
    """Say whether a heading names articles and no more."""
    return bool(_ARTICLES.fullmatch(heading))


_PAPERS = re.compile(r"\b(?:papers?|preprints?|publications?)\b|论文|論文|논문", re.IGNORECASE)


def names_papers(heading: str) -> bool:
    """Say whether a heading names papers; articles may be a blog's."""
    return bool(_PAPERS.search(heading))


_SHOWN = re.compile(r"\W*(?:courses?|lectures?|talks?|videos?|keynotes?|presentations?|podcasts?)\W*", re.IGNORECASE)


def is_shown(heading: str) -> bool:
    """Say whether a heading stands over courses or talks, which have names and venues as papers have."""
    return bool(_SHOWN.fullmatch(heading))


_SUBJECT = re.compile(r"\W*(?:videos?|software|code|data|models|simulators?|frameworks?|platforms?)\W*", re.IGNORECASE)


def is_subject(heading: str) -> bool:
    """Say whether a heading names things that papers are about, too, so that below papers it stands over such."""
    return bool(_SUBJECT.fullmatch(heading))


def is_contents(heading: str) -> bool:
    """Say whether a heading stands over a table of contents, or over the contents themselves in their own sections."""
    return bool(_CONTENTS.fullmatch(heading))
