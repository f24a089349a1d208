"""Pure: the keys by which papers are cited, `ouyang2022training`: readable, unique, and the same ever after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from anyascii import anyascii

from pipeline import persons
from pipeline.model import Paper
from pipeline.titles import SMALL_WORDS, words

LIBRARY = "library"
_KIND = "key:"  # among a paper's aliases: the key of another paper that turned out to be this one
# BibTeX and biber take anything else in a key, \cite does too.
_USABLE = re.compile(r"[^\s\"#%'(),={}\\~\x00-\x20\x7f]+")
_NOT_TELLING = SMALL_WORDS | {"i", "no", "not", "all", "but", "if", "more", "less", "there", "here", "this", "these"}
_LONGEST = 24  # letters of a name or a word


def usable(key: str | None) -> bool:
    """Whether a key from a bibliography can be used as it is."""
    return bool(key and _USABLE.fullmatch(key))


def alias(key: str) -> str:
    """Give a key that a paper goes by as well as one of its aliases."""
    return f"{_KIND}{key}"


def by_key(papers: Sequence[Paper]) -> list[Paper]:
    """Give papers by their keys, and again under each other key that they go by: LaTeX and pandoc know no aliases."""
    found = {p.cite_key.casefold(): p for p in papers if p.cite_key}
    for paper in papers:
        for key in _other_keys(paper):
            found.setdefault(key.casefold(), replace(paper, cite_key=key))
    keyless = [p for p in papers if not p.cite_key]
    return sorted([*found.values(), *keyless], key=lambda p: p.cite_key or p.paper_id)


def _other_keys(paper: Paper) -> list[str]:
    return [a.removeprefix(_KIND) for a in paper.aliases if a.startswith(_KIND)]


def assign(papers: Sequence[Paper]) -> list[Paper]:
    """Give every paper its key, in the order given. Keys that papers have stay.

    Where two have the same, the one that the user's own bibliography gives (`provenance`) comes first. BibTeX does not
    tell `Li2022` from `li2022`.
    """
    taken: dict[str, str] = {}
    for own in (True, False):
        for paper in papers:
            if paper.cite_key and (paper.provenance.get("cite_key") == LIBRARY) is own:
                taken.setdefault(paper.cite_key.casefold(), paper.paper_id)
    for paper in papers:
        for other in _other_keys(paper):
            taken.setdefault(other.casefold(), paper.paper_id)
    result = []
    for paper in papers:
        key = paper.cite_key
        if key is None or taken[key.casefold()] != paper.paper_id:
            key = next(k for k in _offers(paper) if k not in taken)
            taken[key] = paper.paper_id
            origin = {k: v for k, v in paper.provenance.items() if k != "cite_key"}
            result.append(replace(paper, cite_key=key, provenance=origin))
        else:
            result.append(paper)
    return result


def _offers(paper: Paper) -> Iterator[str]:
    """Give the keys that a paper may have: of its first telling word, then with more words, then numbered."""
    year = paper.year or (paper.published.year if paper.published else "")
    stem = f"{_family(paper.authors)}{year}"
    telling = [w for word in words(paper.title) if word not in _NOT_TELLING and len(w := _ascii(_short(word))) > 1]
    telling = telling or [w for word in words(paper.title) if (w := _ascii(_short(word)))]
    for n in range(1, 4):
        yield stem + "".join(telling[:n])
    for n in count(2):
        yield f"{stem}{''.join(telling[:1])}-{n}"


def _family(authors: Sequence[str]) -> str:
    name = next((n for a in authors if (n := persons.split(a))), None)
    if name is None:
        return "anon"
    if not name.whole:
        return _ascii(name.particle + name.family) or "anon"
    if persons.is_east_asian(name.family):  # 李明; two characters in names of four: 欧阳, 山田
        return _ascii(name.family[: 2 if len(name.family) >= 4 else 1]) or "anon"
    found = [w for w in map(_ascii, name.family.split()) if w and w != "the"]
    return found[0] if found else "anon"


def _short(word: str) -> str:
    """Give the first two characters of a Chinese text: it has no blanks."""
    return word[:2] if persons.is_east_asian(word[:1]) else word


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", anyascii(text).casefold())[:_LONGEST]
