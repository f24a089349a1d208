"""Pure: which lone names are authors, by their form and what stands around them."""

from __future__ import annotations

import re
from itertools import takewhile

from pipeline.parse.lexicon.names import is_bare, is_capitalised, is_family_names, is_person
from pipeline.parse.lexicon.words import UPPER, shape, words
from pipeline.parse.reading.clusters import INITIALS, title_in
from pipeline.parse.reading.cut import FRONT, Chunk
from pipeline.parse.reading.kinds import TRIM

_INITIALED = re.compile(rf"[\s*_]*(?:{UPPER}[^\W\d_]+[\s-])?(?:[A-Z]\.[\s-]?){{1,3}}{UPPER}[\w'’-]+[\s*_]*")
_ALL_NAMES = re.compile(
    rf"(?:[ .,;&*()“”\"-]|\b(?:and|et|y|e|und|van|von|der|den|de|del|la|le|al)\b|{UPPER}[\w'’-]*+)++"
)
_BODY = re.compile(  # "Pond Guild of the North", "MDL (Ministerio de Lagos)"
    rf"{UPPER}[\w&-]*(?: (?:{UPPER}[\w&-]*|of|the|and|for|de|del|la|las|los|do|da|dos|des?|et|und|für|e|y|и|по)){{1,9}}"
    rf"(?: \([A-Z]{{2,8}}\))?|{UPPER}{{2,12}} \([^()]{{5,90}}\)"
)

_YEAR_ENDS = re.compile(r", ?(?:19|20)\d\d")  # "[Frozen Ponds, Jo Stam, 2005](address)"
_HOUSE = re.compile(r"(?:Research|Labs?|AI|Brain|University|Institute|Group|Team|Inc)$")


def single_names(chunks: list[Chunk], text: str, *, names_first: bool) -> None:
    """One person's name is an author where a title stands before it, or (in lists that do so) behind it."""
    if not [c for c in chunks if c.kind == "p" or (c.kind == "P" and c.segment.kind in {"link", "strong"})]:
        return
    looks = [shape(text[c.start : c.end].strip(TRIM)) if c.kind in {"T", "C", "p"} else 0.0 for c in chunks]
    behind: list[Chunk | None] = [None] * len(chunks)
    likely = [0.0] * len(chunks)  # the next text, and the best look of all that follows
    follows: Chunk | None = None
    best = 0.0
    for i in range(len(chunks) - 1, -1, -1):
        behind[i], likely[i] = follows, best
        if chunks[i].kind in {"T", "C", "p"}:
            follows, best = chunks[i], max(best, looks[i])
    told = max((i for i, c in enumerate(chunks) if c.kind in {"V", "Y"}), default=0)
    last: Chunk | None = None
    best = 0.0
    named = front = False
    for i, chunk in enumerate(chunks):
        if chunk.kind == "P" and not names_first and _opens_title(chunk, chunks[i + 1 : i + 2], text):
            chunk.kind = "T"  # "[Slow Ponds and Quiet Fish: A Network for Lakes](address)"
        named = named or chunk.kind == "P"
        front = front or (last is None and named)
        if chunk.kind == "p":
            titled = named and chunk.before == "dot"  # "Prell A, Stam B. Pond Alert - a model that ..."
            if last and i > 1 and chunks[i - 2].kind == "Y" and INITIALS.match(text, chunk.start + 1):
                best = 1.0  # "Slow Ponds (2015), A. Prell"
            chunk.kind = _by_form(chunk, text, behind[i], best, named=named, front=front)
            if chunk.kind == "p":
                looked = max(best, _whole_front(chunk, text))
                first = (names_first and not titled) or (i < told and _before_title(chunk, behind[i], text))
                look = max(likely[i], _listed(chunks[i + 1 :], text)) if first else 0.0
                chunk.kind = _one_name(chunk, last, looked, behind[i], look)
        if chunk.kind in {"T", "C"}:
            last, best = chunk, max(best, looks[i])


def _before_title(chunk: Chunk, after: Chunk | None, text: str) -> bool:
    """Say whether a name opens a line and a long title stands behind its comma: "Jo Stam, Warm Ponds with Ice"."""
    if chunk.before != "edge" or chunk.segment.kind != "plain" or text[chunk.end : chunk.end + 1] != "," or not after:
        return False
    title = text[after.start : after.end].strip(TRIM)
    return after.before == "comma" and title[:1].isupper() and len(words(title)) >= 4 and shape(title) >= 0.9


def _listed(chunks: list[Chunk], text: str) -> float:
    """Say how much the words behind a colon look like a title, commas and all: "Ana Prell: Ice, Ponds, and Herons"."""
    own = [*takewhile(lambda c: c is chunks[0] or c.before == "comma", chunks)]
    if not own or own[0].before != "colon" or any(c.kind != "T" for c in own):
        return 0.0
    return shape(text[own[0].start : own[-1].end].strip(TRIM))


def _whole_front(chunk: Chunk, text: str) -> float:
    """Say how much all that a marked stretch has before a dash and a name looks like a title, commas and all."""
    if chunk.before != "dash" or chunk.segment.kind == "plain":
        return 0.0
    return min(1.0, 0.25 + shape(text[chunk.segment.start : chunk.start].strip(f"{TRIM}-–—")))


def _by_form(chunk: Chunk, text: str, after: Chunk | None, looked: float, *, named: bool, front: bool) -> str:
    """Decide on one name by its form: none in quotes behind names, surely one with initials at a link's end."""
    if named and chunk.segment.kind in {"quote", "book"}:
        return "T"  # 'Stam, J. (2007). "Taschenatlas Teich"'
    if chunk.segment.kind != "link" and text.endswith(("by ", "By "), 0, chunk.start):
        return "P"
    if (front or not named) and looked >= 0.9 and chunk.before == "comma" and text.startswith(" and ", chunk.start):
        return "T"  # "Slow Ponds: Ice, Depth, and Winter Carps"
    if chunk.before == "edge" and chunk.segment.kind == "plain" and _INITIALED.fullmatch(text, chunk.start, chunk.end):
        return "P" if text[chunk.end : chunk.end + 1] in {",", "."} else "p"  # "A. Prell, Ponds and Lakes"
    if chunk.before != "comma" or (after is not None and after.segment is chunk.segment):
        return "p"
    if chunk.segment.kind == "link" and _YEAR_ENDS.fullmatch(text, chunk.end, chunk.segment.end):
        return "P"
    least = 0.6 if _INITIALED.fullmatch(text, chunk.start, chunk.end) else 0.9  # hardly any title ends with a name
    return "P" if looked >= least else "p"


def _opens_title(chunk: Chunk, behind: list[Chunk], text: str) -> bool:
    """Say whether two capitalised names open a marked stretch that a colon and a longer text go on with."""
    if chunk.segment.kind not in {"link", "strong"} or chunk.start != chunk.segment.start or not behind:
        return False
    after, front = behind[0], text[chunk.start : chunk.end]
    alone = after.kind == "T" and after.before == "colon" and after.segment is chunk.segment
    return alone and not re.search(r"[,;.&]|\bal\b", front) and shape(text[after.start : after.end].strip(TRIM)) >= 0.9


def _one_name(chunk: Chunk, before: Chunk | None, looked: float, after: Chunk | None, likely: float) -> str:
    """Decide on one name by the text before it and how much that looks like a title, and the text behind it."""
    same = before is not None and before.segment is chunk.segment
    if (
        chunk.segment.kind != "plain"
        and after is not None
        and after.segment is chunk.segment
        and after.before == "colon"
    ):
        return "T"  # "**Wise Owl: A Network for Ponds**"
    if same and chunk.before == "colon" and looked >= 0.7:
        return "T"  # "Slow Ponds vs. Fast Ponds: Caveat Emptor"
    if same and chunk.segment.kind != "plain":
        listed = chunk.before == "comma" or (after is not None and after.segment is chunk.segment)
        if listed:
            return "T"  # a part of a list within the title
    if before is not None and (not same or looked >= 0.7):
        return "P"
    return "P" if likely >= 0.4 else "T"


def last_is_title(chunks: list[Chunk], text: str) -> bool:
    """Where a line holds but names, what none has among them is the title: "A. Prell, J. Stam, Frozen Nets, arXiv"."""
    live = [c for c in chunks if c.kind]
    names = [c for c in live if c.kind == "P"]
    behind = next((c.kind for c in live if names and c.start > names[-1].start), "")
    if len(names) < 3 or behind not in {"V", "Y"} or any(c.kind in {"T", "C"} for c in live):
        return False
    body = text[names[-1].start : names[-1].end].strip(TRIM)
    if names[-1].before != "comma" or not is_capitalised(body) or is_person(body) or _HOUSE.search(body):
        return False
    names[-1].kind = "T"
    return True


def opening_names(chunks: list[Chunk], text: str) -> None:
    """Where entries open with names, capitalised words before the first full stop or "(2014)" and a title are names."""
    end = start = next((i for i, c in enumerate(chunks) if c.kind and c.kind not in FRONT), len(chunks))
    if end < len(chunks) and chunks[end].kind == "c" and is_bare(text[chunks[end].start : chunks[end].end]):
        chunks[end].kind = "p"  # "A Prell, Slow Ponds"
    while end < len(chunks) and chunks[end].kind in {"T", "s", "c", "p", "q", "P", ""}:
        if end > start and chunks[end].before == "dot":
            break
        end += 1
    stopped = end > start and end + 1 < len(chunks) and not chunks[end].kind and chunks[end + 1].before == "open"
    end += stopped  # the full stop of "Pond Guild. (2014)."
    apart = any(c.before == "dash" and c.kind == "c" for c in chunks[end : end + 4])  # "Chip Prell (2020) — Ice Ponds"
    dated = end < len(chunks) and chunks[end].kind == "Y"
    if end >= len(chunks) or not (
        apart or (stopped and dated) or title_in(chunks[end : end + 4], text, 0.45 if dated else 0.75)
    ):
        return
    front = text[chunks[start].start : chunks[end].start].rstrip(" .(")
    after = next((c for c in chunks[end : end + 3] if c.kind), chunks[end])
    told = dated or (end - start > 1 and chunks[end].kind in {"T", "C", ""})
    people = is_family_names(front) and _ALL_NAMES.fullmatch(front) and (" et al" not in front or "," not in front)
    body = dated or (front.isupper() and after.segment.kind == "slant")  # "POND GUILD. *Ponds*. 2014"
    if (told and people) or (body and _BODY.fullmatch(front)):
        for chunk in chunks[start:end]:
            chunk.kind = chunk.kind and "P"
