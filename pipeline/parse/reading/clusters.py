"""Pure: names come in clusters."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.names import are_families, is_bare, is_family_names, is_title_word
from pipeline.parse.lexicon.words import shape, words
from pipeline.parse.reading.cut import Chunk
from pipeline.parse.reading.kinds import TRIM

INITIALS = re.compile(r"(?:[A-Z]\.[\s-]?){1,4}|[A-Z]{1,2}")
ENDS = re.compile(r"\bet\.? al\.?\s*\Z")
NAMELIKE = frozenset("Ppsc")


def cluster(chunks: list[Chunk], text: str) -> None:
    """Names come in clusters: one sure list, two persons, or surnames with initials make all of them names."""
    i = 0
    while i < len(chunks):
        if chunks[i].kind not in NAMELIKE:
            i += 1
            continue
        j = i + 1
        while (
            j < len(chunks)
            and chunks[j].kind in NAMELIKE
            and chunks[j].before in {"comma", "semi"}
            and chunks[j].segment is chunks[i].segment
        ):
            if chunks[j - 1].kind == "P" and ENDS.search(text, chunks[j - 1].start, chunks[j - 1].end):
                chunks[j].kind = "T"  # "Prell et al, Wise Owl: A Network for Ponds"
                break
            j += 1
        subtitled = _subtitled(chunks, i, j, text)
        if (
            j < len(chunks)
            and chunks[j].before == "colon"
            and j - i > 1
            and not subtitled
            and chunks[j - 1].kind in {"s", "c"}
            and not INITIALS.fullmatch(text[chunks[j - 1].start : chunks[j - 1].end].strip())
            and not is_bare(text[chunks[j - 1].start : chunks[j - 1].end])
        ):
            chunks[j - 1].kind = "T"  # "..., Jo Stam, PondNet: A Network for Ponds"
            j -= 1
        if subtitled:
            kinds = dict.fromkeys(NAMELIKE, "T")
        else:
            i += _of_title(chunks, i, j, text)
            kinds = dict.fromkeys(NAMELIKE, "P") if _are_people(chunks, i, j, text) else {"s": "T", "c": "T"}
        for c in chunks[i:j]:
            c.kind = kinds.get(c.kind, c.kind)
        i = j


def _are_people(chunks: list[Chunk], start: int, end: int, text: str) -> bool:
    """Say whether a group that may be names is."""
    group = chunks[start:end]
    kinds = [c.kind for c in group]
    surely = sum(_is_sure(c, text) for c in group if len(group) > 1 or c.before == "by")
    sure, persons, doubtful = "P" in kinds, kinds.count("p") + surely, kinds.count("c") - surely
    return (
        (sure and not doubtful)
        or persons >= 2 + (doubtful > 0)
        or (len(group) >= 2 and any(INITIALS.fullmatch(text[c.start : c.end].strip(" &")) for c in group))
        or (sure and persons > 0)
        or ((len(group) >= 2 or surely > 0) and group[0].before == "by")
        or _are_surnames(chunks, start, end, text)
        or (
            (len(group) >= 2 or (persons > 0 and "." in text[group[0].start : group[0].end]))
            and group[0].segment.kind == "plain"
            and _is_quoted(chunks[end : end + 4], text)
        )
        or (
            doubtful == 1
            and persons == 2
            and end < len(chunks)
            and chunks[end].before == "dot"
            and title_in(chunks[end : end + 4], text)
        )
    )


def _is_sure(chunk: Chunk, text: str) -> bool:
    """Say whether a doubtful name among others has the form of one, or is two: "A Prell", "Max Stam and Ana Prell"."""
    body = text[chunk.start : chunk.end].strip()
    return chunk.kind == "c" and (is_bare(body) or " and " in body)


def _subtitled(chunks: list[Chunk], start: int, end: int, text: str) -> bool:
    """Say whether what reads like names, behind others, has a subtitle: "Prell, A.: Frost Uncovered: Ice on Ponds"."""
    if not start or end == len(chunks) or chunks[end].before != "colon" or chunks[end].kind not in {"T", "c"}:
        return False
    before = next((i for i in range(start - 1, 0, -1) if chunks[i].kind), 0)
    mark, dotted = chunks[start].before, "." in text[chunks[start].start : chunks[end - 1].end]
    return chunks[before].kind == "P" and (mark == "colon" or (mark == "dot" and not dotted))


def _are_surnames(chunks: list[Chunk], start: int, end: int, text: str) -> bool:
    """Say whether surnames stand behind a title, or open a line: "Slow Ponds, Prell, Stam, and Birk"."""
    group, title = chunks[start:end], chunks[start - 1]
    behind = [c.kind for c in chunks[end : end + 2]]
    if not start and "".join(behind) in {"YT", "Yp", "Yc"}:  # "Prell, Stam, Birk, 1999, Ponds"
        plain = all(c.kind == "s" and c.segment.kind == "plain" for c in group) and len(group) > 2
        return plain and is_family_names(text[group[0].start : group[-1].end])
    few = len(group) < 3 and (len(group) < 2 or behind[:1] != ["V"])
    if few or not start or title.kind != "T" or title.segment is not group[0].segment:
        return False
    if any(c.kind != "s" or c.segment.kind != "plain" for c in group) or group[0].before not in {"comma", "dot"}:
        return False
    if group[0].before == "dot" and behind[:1] != ["Y"]:
        return False
    return title_in([title], text) and are_families([text[c.start : c.end] for c in group])


def _of_title(chunks: list[Chunk], start: int, end: int, text: str) -> int:
    """Take what opens a cluster but ends the title for text, and say how many chunks that are."""
    back = start - 1
    while back >= 0 and not chunks[back].kind:
        back -= 1
    first, before = chunks[start], chunks[back] if back >= 0 else None
    if end == start + 1 and _goes_on(chunks[end : end + 2], text):
        first.kind = "T"
        return 1
    if before is not None and (before.kind != "T" or before.segment is not first.segment):
        return 0
    count = 0
    if before is None:  # "How Ponds Matter, A. Prell, J. Stam, 2006"
        body = words(text[first.start : first.end]) if first.kind == "c" and end - start > 1 else ()
        long = len(body) == 3 and all(w.isalpha() and len(w) > 2 and w[0].isupper() for w in body)
        count = int(long and not title_in(chunks[end : end + 6], text, 0.45))
    else:
        if first.before == "colon" and first.kind == "c" and end - start > 1:
            count = 1  # "At Home in Ponds: Seven Challenges, Prell, A. and Stam, J."
        while first.before == "comma" and count < end - start - 1 and chunks[start + count].kind == "s":
            last, behind = (words(text[c.start : c.end]) for c in chunks[start + count : start + count + 2])
            if not is_title_word(last[-1]) or all(len(w) == 1 for w in behind):
                break
            count += 1  # "... through Integrated Design, Test, and Analysis, Ana Prell, Jo Stam"
    for chunk in chunks[start : start + count]:
        chunk.kind = "T"
    return count


def _goes_on(chunks: list[Chunk], text: str) -> bool:
    """Say whether it is no name that a short form and more words follow: "Frozen LSH (FLSH) for Slow Ponds"."""
    if [c.before for c in chunks] != ["open", "close"] or chunks[1].kind != "T":
        return False
    return (
        text[chunks[0].start : chunks[0].end].isupper() and text[chunks[1].start : chunks[1].end].lstrip()[0].islower()
    )


def _is_quoted(chunks: list[Chunk], text: str) -> bool:
    """Say whether what comes next is in quotes, or marked in them."""
    following = next((c for c in chunks if c.kind not in {"", "Y"}), None)
    if following is None:
        return False
    marked = following.segment.kind in {"strong", "link"} and text[following.start - 1] in '"“'
    return marked or following.segment.kind in {"quote", "book"}


def title_in(chunks: list[Chunk], text: str, least: float = 0.75) -> bool:
    """Say whether a title stands among the chunks, by how much they look like one."""
    return any(c.kind == "T" and shape(text[c.start : c.end].strip(TRIM)) >= least for c in chunks)
