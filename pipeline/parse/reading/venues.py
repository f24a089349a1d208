"""Pure: which chunks are a venue by what stands around them."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from pipeline.parse.lexicon.words import UPPER, shape, words
from pipeline.parse.reading.cut import LONGEST_TITLE, Chunk
from pipeline.parse.reading.kinds import TRIM

_ACRONYM = re.compile(r"\s*(?:(?:19|20)\d\d )?[A-Z]{3,}(?:['’]?\d\d(?:\d\d)?['’]?)?\s*")
_COINED = re.compile(r"[A-Z][a-z]+[A-Z]\w*")
_CAPITALISED = re.compile(rf"{UPPER}\w+(?: (?:(?:of|in|and|&|on) )?{UPPER}\w+){{0,3}}")
_EXAMPLES = re.compile(r"\s*(?:e\.g|i\.e|such as|like|including)\b", re.IGNORECASE)
_NAMED_YEAR = re.compile(
    rf"\s*(?!In ){UPPER}[^\s\d]*(?: (?:{UPPER}[^\s\d]*|of|on|in|the|and|for|&|report)){{0,5}} (?:19|20)\d\d\s*"
)


def journals(chunks: list[Chunk], text: str) -> None:
    """Italics between a title and numbers ("*Pond Res* 4(2), 13") are the journal; or bold ones behind authors."""
    titled = named = False
    live = [c for c in chunks if c.kind]
    if len(live) > 3 and live[-1].segment.kind == "slant" and "".join([c.kind for c in live[:3]]) == "PYT":
        last = live[-1]
        own = last.before == "edge" and live[-2].segment is not last.segment and live[2].segment.kind == "plain"
        last.kind = "V" if own and last.kind in {"T", "p", "c", "s", "v"} else last.kind
    for chunk, behind in pairwise(live):
        named = named or (chunk.kind in {"P", "p", "s", "c"} and not titled)
        numbered = behind.kind == "N" or text[behind.start : behind.end].strip(TRIM).lower() in {"v", "n", "vol", "no"}
        marked = chunk.segment.kind == "slant" or (chunk.segment.kind == "strong" and named and numbered)
        whole = marked and behind.segment is not chunk.segment and chunk.before == "edge"
        if titled and whole and (numbered or behind.kind == "Y") and chunk.kind in {"T", "p", "c", "s", "v"}:
            chunk.kind = "V"
        form = 1.0 if chunk.segment.kind == "quote" else shape(text[chunk.start : chunk.end].strip(TRIM))
        titled = titled or (chunk.kind == "T" and form >= 0.75)


def asides(chunks: list[Chunk], text: str) -> None:
    """Words of another script in a parenthesis that ends with a year are names where short, else the venue."""
    for i, chunk in enumerate(chunks):
        if chunk.kind != "Y" or not chunk.depth or chunk.before != "comma":
            continue
        j = i
        while j and chunks[j].before == "comma" and chunks[j - 1].kind in {"C", "V"} and chunks[j - 1].depth:
            j -= 1
            size = len(text[chunks[j].start : chunks[j].end].strip())
            chunks[j].kind = "P" if size <= 5 and chunks[j].kind == "C" else "V"


def venues_before_years(chunks: list[Chunk], text: str) -> None:
    """In references that open with names, a few capitalised words between the title and the year are the venue."""
    live = [c for c in chunks if c.kind]
    titled, first = False, next((c.start for c in live if c.kind == "T"), 0)
    for i, chunk in enumerate(live[:-1]):
        body = text[chunk.start : chunk.end].strip(TRIM)
        behind = live[i + 1]
        volume = text[behind.end : behind.end + 1] == ";" and i > 1 and live[i - 1].kind == "T"  # "Lake Med. 2007;14"
        if (
            (titled or volume)
            and chunk.kind in {"T", "s", "c", "p"}
            and chunk.before in ({"comma", "dot", "ask"} if volume else {"comma", "dot"})
            and behind.kind in {"Y", "N"}
            and behind.before in {"comma", "dot", "open"}
            and body[0].isupper()
            and not (chunk.segment.kind == "slant" and live[i - 1].segment is chunk.segment and live[i - 1].kind == "T")
            and sum(not w.isdigit() for w in words(body)) <= 5
        ):
            chunk.kind = "V"
        titled = titled or (chunk.kind == "T" and shape(text[first : chunk.end].strip(TRIM)) >= 0.6)


def venues_behind_titles(chunks: list[Chunk], text: str) -> None:
    """Take a name between a title and a venue or a year for where it appeared, too.

    So it is in "Slow Ponds, PondNLP, ACL, 2020", and in "Slow ponds under ice, Applied Lakes, 2021": only the name has
    capitals.
    """
    live = [c for c in chunks if c.kind not in {"", "L"}]
    last = next((i for i, c in enumerate(live) if c.kind != "T"), 0)
    if last < 2 or any(c.kind not in {"V", "Y"} and not c.depth for c in live[last:]):
        return
    name, behind = live[last - 1], live[last]
    if name.before != "comma" or live[last - 2].before == "comma" or behind.before not in {"comma", "dot"}:
        return
    title, own = text[live[0].start : name.start].strip(TRIM), text[name.start : name.end].strip(TRIM)
    if shape(title) < 0.9:
        return
    longer = [w for w in words(title) if len(w) > 3][1:]
    low = len(longer) >= 4 and sum([w[0].isupper() for w in longer]) <= 0.25 * len(longer)
    plain = name.segment.kind == "plain" and behind.before == "comma"
    if plain and (_COINED if behind.kind == "V" else _CAPITALISED).fullmatch(own) and (low or behind.kind == "V"):
        name.kind = "V"
    elif behind.kind == "Y" and (_COINED.fullmatch(own) or _HOUSE.fullmatch(own)):
        name.kind = "N"  # "Slow Ponds under Ice, OpenPond, 2021"


def weak_venues(chunks: list[Chunk], text: str) -> None:
    """Take what may be a venue for one where a title stands before it, or a link's text right behind."""
    seen = False
    if not [c for c in chunks if c.kind == "v" or (c.kind == "T" and _is_set_off(c, text) and _may_be_venue(c, text))]:
        return
    live = [c for c in chunks if c.kind]
    told = "".join([c.kind for c in live if c.kind != "L"])
    if told == "vY" or ("V" in told and not told.strip("vVYN")):  # "ICFR, 2010" alone in a cell
        for chunk in live:
            chunk.kind = chunk.kind.upper()
    listed = sum(c.before == "comma" and bool(_ACRONYM.fullmatch(text, c.start, c.end)) for c in chunks) > 2
    starts = _starts(chunks)
    for index, chunk in enumerate(chunks):
        if chunk.kind == "v" and seen and chunk.before == "colon" and _is_town(chunks[index - 1], text):
            chunks[index - 1].kind, chunk.kind = "N", "V"
        if chunk.kind == "v":
            chunk.kind = "P" if _is_house(chunks, index, text) else "V" if seen and chunk.before != "colon" else "T"
        if chunk.kind == "T" and seen and _is_set_off(chunk, text) and not _is_listed(chunks, index, text):
            body = text[chunk.start : chunk.end].rstrip('"” ')
            name = text[chunk.segment.start : min(chunk.start, chunk.segment.start + LONGEST_TITLE)]
            own = not listed and _ACRONYM.fullmatch(body)  # but not "Ice, CBO, DIT, NOC"
            if (own and not (_is_example(chunk, text) or _is_short_for(body, name))) or _NAMED_YEAR.fullmatch(body):
                chunk.kind = "V"  # an acronym, or a few names and a year, behind a title
        if not seen and chunk.kind in {"T", "C"}:
            marked = chunk.segment.kind in {"link", "strong", "quote", "book"}
            start, end = starts[index], min(chunk.end, starts[index] + LONGEST_TITLE)
            seen = marked or shape(text[start:end].strip(TRIM)) >= 0.45


def _starts(chunks: list[Chunk]) -> list[int]:
    """Say for each chunk where the words begin that commas and colons tie to it: "Ice, Ponds, and Herons"."""
    starts: list[int] = []
    last = ""
    for chunk in chunks:
        tied = starts and last in {"T", "C"} and chunk.before in {"comma", "colon"}
        starts.append(starts[-1] if tied else chunk.start)
        last = chunk.kind
    return starts


def in_front(chunks: list[Chunk], text: str) -> None:
    """Take a name and a year that open a line before a linked title for the venue: "Ice Letters 2014, [Ponds](…)"."""
    live = [c for c in chunks if c.kind not in {"", "N"}]
    if "".join([c.kind for c in live[:3]]) == "vYT" and live[1].before == "open" and live[2].before != "comma":
        live[0].kind = "V"  # "Frontiers in Ponds (2024). Slow Ponds"
    while live and live[0].kind == "P":
        del live[0]
    if len(live) < 2 or live[0].kind not in {"T", "v"}:
        return
    if live[0].kind == "v" and live[0].before == "left" and live[1].kind in {"T", "C"}:
        live[0].kind = "V"  # "[HotPond2018] Frozen Ponds"
    if live[0].before not in {"edge", "comma"}:
        return
    venue, linked = live[0], live[1].segment
    if linked.kind == "link" and live[1].start == linked.start and shape(text[linked.start : linked.end]) >= 0.75:
        venue.kind = "V" if venue.kind == "v" or _NAMED_YEAR.fullmatch(text, venue.start, venue.end) else "T"


_LONGEST = 12
"""Words of the name of a workshop."""


def between_dashes(chunks: list[Chunk], text: str) -> None:
    """Take what stands between a title and the year that ends it for the venue, or one word for an author."""
    live = [c for c in chunks if c.kind]
    for title, chunk, year in zip(live, live[1:], live[2:], strict=False):
        inside = title.segment is year.segment and text[year.end : year.segment.end].strip(TRIM) == ""
        if year.kind != "Y" or chunk.kind != "T" or not inside or {chunk.before, year.before} != {"dash"}:
            continue
        body = text[chunk.start : chunk.end].strip(TRIM)
        if title.kind == "T" and body[0].isupper() and len(words(body)) <= _LONGEST and not _ARTICLE.match(body):
            chunk.kind = "P" if body.isalpha() and not body.isupper() else "V"


_ARTICLE = re.compile(r"(?:an?|the)\b", re.IGNORECASE)  # "Ponds - A Review - 2019"
_HOUSE = re.compile(
    r"Universi|Institut|College|School|Laborator|\bLabs?\b|Google|Deep[Mm]ind|OpenAI|Microsoft|Facebook|Berkeley|"
    r"\b(?:MIT|CMU|ETHZ?|IBM|MILA|UCL|EPFL|INRIA|NVIDIA)\b|Alibaba|Tencent|Baidu|Stanford|Amazon|Nvidia|Intel\b"
)


def houses(chunks: list[Chunk], text: str) -> None:
    """Pass over where those work who open a line: "Prell et al.; Pond University, OpenPond"."""
    live = [c for c in chunks if c.kind]
    first = next((i for i, c in enumerate(live) if c.kind not in {"P", "Y"}), 0)
    if not first or live[0].kind != "P" or live[first].before != "semi":
        return
    behind = [live[first], *takewhile(lambda c: c.before == "comma", live[first + 1 :])]
    short = all(c.kind != "P" and len(words(text[c.start : c.end])) <= 4 for c in behind)
    if short and any(_HOUSE.search(text, c.start, c.end) for c in behind):
        for chunk in behind:
            chunk.kind = "N"


def _is_house(chunks: list[Chunk], index: int, text: str) -> bool:
    """Say whether a parenthesis behind a name tells where that one works: "Ana Prell (Pond University)"."""
    chunk = chunks[index]
    own = index > 0 and chunk.before == "open" and chunks[index - 1].kind == "P"
    return own and bool(_HOUSE.search(text, chunk.start, chunk.end))


def _is_town(chunk: Chunk, text: str) -> bool:
    """Say whether a few words behind a full stop may be where a publisher sits: "*Ponds*. New York: Pond Press"."""
    own = chunk.before == "dot" or text[max(0, chunk.start - 2) : chunk.start].rstrip()[-1:] == "."
    return (
        own and chunk.depth == 0 and 0 < len(found := words(text[chunk.start : chunk.end])) <= 3 and found[0].istitle()
    )


def _is_example(chunk: Chunk, text: str) -> bool:
    """Say whether a stretch stands in a parenthesis that gives examples: "(e.g., FISH, FROG, NEWT)"."""
    return chunk.depth > 0 and bool(_EXAMPLES.match(text, text.rfind("(", 0, chunk.start) + 1))


def _is_short_for(acronym: str, name: str) -> bool:
    """Say whether capitals are the first letters of the name before them: "Open Pond Skating Community, OPSC"."""
    return "".join(w[0] for w in words(name) if w[0].isupper()).startswith(acronym.strip())


def _is_set_off(chunk: Chunk, text: str) -> bool:
    """Say whether a stretch stands behind a comma or several hyphens, or is a whole link behind a colon."""
    link = chunk.segment.link
    whole = link is not None and (chunk.start, chunk.end) == (chunk.segment.start, chunk.segment.end)
    whole = whole and link is not None and "//arxiv.org/" not in link.url  # a nickname, no venue
    hyphens = chunk.before == "dash" and text[max(0, chunk.start - 2) : chunk.start] == "--"
    return chunk.before == "comma" or hyphens or (whole and text[max(0, chunk.start - 2) : chunk.start].strip() == ":")


def _may_be_venue(chunk: Chunk, text: str) -> bool:
    """Say whether a stretch is in capitals or ends with digits."""
    body = text[chunk.start : chunk.end]
    return body.isupper() or body.rstrip('"” ')[-1:].isdigit()


def _is_listed(chunks: list[Chunk], index: int, text: str) -> bool:
    """Say whether a comma and more words of the title follow: "at ALPHA, BETA, and GAMMA"."""
    for behind in chunks[index + 1 : index + 5]:
        if behind.before != "comma" or behind.segment is not chunks[index].segment or behind.kind != "T":
            return False
        if len(words(text[behind.start : behind.end])) > 1:
            return True
    return False
