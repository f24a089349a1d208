"""Pure: an entry cut into chunks at its punctuation and markup, each known for what it is: names, venue, year, title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.parse.inline import IMAGE, URL, Flow, Link
from pipeline.parse.links import is_label
from pipeline.parse.words import CJK, ET_AL, cjk_share, is_capitalised, is_date, is_names, is_pages, is_person, is_surnames, is_venue, shape, words

_BEFORE_SLANT = re.compile(r"[.,:;)\]]\s*$")
_WORD_ON = re.compile(r"\s?[\w-]")
_GOES_ON = re.compile(r"\s?[:：]|\w")
_JOURNAL = re.compile(r"J\.\s(?:of\b|(?:Machine|Artificial|Comput|Math|Stat|Phys|Acoust|Chem|Biol|Med|Appl|Neuro|Exp))")
_PHRASE = re.compile(r"[^,.;:(&]*")
_AND_WITH = re.compile(r"\s(?:and|with)\s")
_PHRASE_BY = re.compile(r"[^,;.(\[|:–—]*")
_FRAMEWORK = re.compile(r"(?:pytorch|tensorflow|tf|keras|jax|torch|matlab|python|c\+\+|caffe)\s?\d*", re.IGNORECASE)
_QUOTE_MARK = re.compile(r"[“\"《「『«`‘„]")
_LETTERS = re.compile(r"[A-Za-z-]+")
_CONNECTIVE = re.compile(r"^(?:and|&|by|with)\s+")
_CONNECTIVE_AND = re.compile(r"^(?:and|&)\s+")
_SURNAME = re.compile(r"(?:and\s|&\s*)?[^\W\d_a-z][\w'’.-]*")
_INITIALS = re.compile(r"(?:[A-Z]\.[\s-]?){1,4}|[A-Z]{1,2}")
_ACRONYM = re.compile(r"\s*[A-Z]{3,}[\d'’]*\s*")
_INITIAL = re.compile(r"\b[A-Z]\.")
_JOURNALISH = frozenset(
    "journal transactions letters proceedings symposium university press magazine bulletin quarterly annals institute revista acta".split()
)
_ALNUM = re.compile(r"[^\W_]")
_SHORTCODE = re.compile(r"\s:?[a-z]{2,12}:?$")

_SEPARATOR = re.compile(
    rf"(?=[{URL}{IMAGE}\n\t.。,，、:：;；—–−~→|·•/(（)）\[【〔\]】〕?!？！-])(?:(?P<gap>[{URL}{IMAGE}])|(?P<line>[\n\t]+)|(?P<dot>[.。](?=[\s”\"']|$))|"
    r"(?P<comma>,(?=\D|\s|$)|，|、)|(?P<colon>:(?=\s|$)|：)|(?P<semi>;|；)|(?P<dash>(?<=\s)[-–—−~→]{1,3}(?=\s)|—{1,2}|(?<=\w)-(?=\s[A-Z]))|"
    r"(?P<bar>[|·•])|(?P<slash>(?<=\s)/+(?=\s))|(?P<open>(?<![A-Za-z])[(（]|[(（](?!\w{1,2}[)）]|-|[a-z]+[)）]))|(?P<close>[)）])|(?P<left>[\[【〔])|(?P<right>[\]】〕])|"
    r"(?P<ask>[?!？！](?=\s)))"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(,&-])(?:[A-Z]|[A-Z]\.[A-Z]|vs|Proc|Jr|Sr|St|Dr|Mr|Ms|Prof|No|no|vol|Vol|pp|Trans|Conf|Int|Intl|Univ|e\.g|i\.e|cf|Fig|Sec|Comput|Sci|Symp|Lett|Adv|Am|Eng|Appl|Soc|Math|Phys|Assoc|Natl|Acad|approx|Ann|Rev|Stat|Res|Nat|Biol|Med|Chem|Inf|Syst)$"
)
_QUOTE = re.compile(r"“([^“”]{4,400})”|(?<![\w\"])\"([^\"]{4,400})\"(?!\w)|《([^《》]{2,300})》|「([^「」]{4,300})」|『([^『』]{4,300})』|«([^«»]{4,400})»|``([^`']{4,400})''|(?<!\w)‘([^‘]{12,300})’(?!\w)|„([^„“”]{4,400})[“”]")
_BY = re.compile(r"\s(?:by|By|von|par|por|от|của)\s(?=[^\W\d_a-z])")
_SURNAME_YEAR = re.compile(r"[^\W\d_a-z][\w'’-]+,?\s\(?(?:19|20)\d\d[a-z]?\)?")
_LATIN = re.compile(rf"[^{CJK}\n]+")
# Separators that a title may hold inside.
_SOFT = frozenset({"comma", "colon", "dash", "ask", "semi", "slash", "open", "close", "mark"})
_TRIM = " \t\n\r.,;:|·•*_~`\u3000\u00a0\ufffc\u200b\u200d\ufe0f"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of visible text with one markup: "link", "strong", "quote", "book" (《》), "slant" or "plain"."""

    kind: str
    start: int
    end: int
    link: Link | None = None


@dataclass(slots=True)
class Chunk:
    """Text between two separators. `kind`: T text, C East Asian text, P names, p one name, s surname or initials,
    V venue, v maybe a venue, Y date, N pages, L label, "" nothing. `before` is the separator in front of it."""

    kind: str
    start: int
    end: int
    before: str
    segment: Segment
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that may be a title."""

    start: int
    end: int
    shape: float
    segment: Segment
    aside: bool = False


@dataclass(slots=True)
class Reading:
    """What one line or cell holds: possible titles, and the places of names, venue and year."""

    runs: list[Run] = field(default_factory=list)
    names: tuple[int, int] | None = None
    venue: tuple[int, int] | None = None
    year: tuple[int, int] | None = None
    first: str = ""
    chunks: list[Chunk] = field(default_factory=list)


def read_chunks(flow: Flow, start: int = 0, end: int | None = None, *, names_first: bool = False, soft: bool = False) -> Reading:
    """Read a stretch of an entry.

    With `names_first` one name at the start is taken as the author; with `soft` the end of a line is a blank.
    """
    end = len(flow.text) if end is None else end
    chunks: list[Chunk] = []
    for segment in _segments(flow, start, end):
        _cut(flow.text, segment, chunks, soft=soft)
    for chunk in chunks:
        chunk.kind = _kind(flow.text[chunk.start : chunk.end], chunk)
    _surnames(chunks, names_first=names_first)
    _cluster(chunks, flow.text)
    raw = next((c.kind for c in chunks if c.kind and c.kind != "L"), "")
    _single_names(chunks, flow.text, names_first=names_first)
    _weak_venues(chunks, flow.text)
    runs = _runs(chunks, flow.text)
    if _unname(chunks, runs, flow.text):
        runs = _runs(chunks, flow.text)
    reading = Reading(runs, first=raw, chunks=chunks)
    _hints(reading, flow.text)
    return reading


def _segments(flow: Flow, start: int, end: int) -> list[Segment]:
    """Cut the text at its markup. Links win over bold, bold over quotes, quotes over italics; a lone word stays."""
    text = flow.text
    taken: list[Segment] = []
    for link in flow.links:
        if not link.bare and start <= link.start < link.end <= end:
            taken.append(Segment("link", link.start, link.end, link))
    for kind, spans in (("strong", flow.strong), ("quote", _quotes(text, start, end)), ("slant", flow.slanted)):
        fresh = []
        for a, b in spans:
            if a < start or b > end or a >= b:
                continue
            if kind == "slant" and len(words(text[a:b])) <= 2 and text[max(start, a - 2) : a].strip() and not _BEFORE_SLANT.search(text[max(start, a - 3) : a]) and _WORD_ON.match(text[b : b + 2]):
                continue
            fresh += _uncovered(a, b, taken)
        name = "book" if kind == "quote" else kind
        taken += [Segment(name if kind != "quote" or text[a - 1 : a] == "《" else "quote", a, b) for a, b in fresh if any(c.isalnum() for c in text[a:b])]
        taken.sort(key=lambda s: s.start)
    segments, position = [], start
    for segment in taken:
        if segment.start > position:
            segments.append(Segment("plain", position, segment.start))
        if segment.start >= position:
            segments.append(segment)
            position = segment.end
    if position < end:
        segments.append(Segment("plain", position, end))
    return segments


def _quotes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find quoted stretches; a quote that a colon or a word continues is part of a longer title."""
    spans: list[tuple[int, int]] = []
    if not _QUOTE_MARK.search(text, start, end):
        return spans
    for found in _QUOTE.finditer(text, start, end):
        index = found.lastindex or 0
        if _GOES_ON.match(text[found.end() : found.end() + 2]) and text[found.start()] not in "《":
            continue
        spans.append(found.span(index))
    return spans


def _uncovered(start: int, end: int, taken: list[Segment]) -> list[tuple[int, int]]:
    """Give what of a stretch no stronger markup has."""
    rest = []
    for segment in taken:
        if segment.end <= start:
            continue
        if segment.start >= end:
            break
        if segment.start > start:
            rest.append((start, segment.start))
        start = max(start, segment.end)
    if start < end:
        rest.append((start, end))
    return rest


def _cut(text: str, segment: Segment, chunks: list[Chunk], *, soft: bool) -> None:
    """Cut one segment at its separators."""
    if segment.kind == "link" and is_label(text[segment.start : segment.end]):
        chunks.append(Chunk("L", segment.start, segment.end, "edge", segment))
        return
    position, before, depth = segment.start, "edge", 0
    bys = _bys(text, segment)
    for found in _SEPARATOR.finditer(text, segment.start, segment.end):
        kind = found.lastgroup or ""
        if kind == "dot" and found.end() < segment.end and _abbreviates(text, found.start(), segment.end):
            continue
        if kind == "line" and "\t" not in found[0] and (soft or segment.kind != "plain"):
            continue
        chunks.append(Chunk("", position, found.start(), before, segment, depth))
        depth = max(0, depth + (kind in {"open", "left"}) - (kind in {"close", "right"}))
        position, before = found.end(), kind
    chunks.append(Chunk("", position, segment.end, before, segment, depth))
    for start, end in bys:
        for i, chunk in enumerate(chunks):
            if chunk.segment is segment and chunk.start < start and end <= chunk.end:
                chunks[i : i + 1] = [replace(chunk, end=start), replace(chunk, start=end, before="by")]
                break


def _abbreviates(text: str, dot: int, end: int) -> bool:
    """Say whether a full stop belongs to an abbreviation. An initial ends a list of names where many words follow."""
    found = _ABBREVIATION.search(text[max(0, dot - 9) : dot])
    if not found:
        return False
    if _JOURNAL.match(text[dot - 1 : dot + 20]):
        return True
    if text[dot - 1].isupper() and not text[dot - 2 : dot - 1].isalpha():
        ahead = _PHRASE.match(text[dot + 1 : min(end, dot + 120)])
        return len(words(_AND_WITH.split(ahead[0])[0] if ahead else "")) < 4
    return True


def _bys(text: str, segment: Segment) -> list[tuple[int, int]]:
    """Find the "by" in front of names; in front of other words it belongs to the title."""
    found = []
    for by in _BY.finditer(text, segment.start, segment.end):
        tail = _PHRASE_BY.match(text[by.end() : min(segment.end, by.end() + 80)])
        names = tail[0].strip() if tail else ""
        if is_person(names) or is_names(names) or is_surnames(names):
            found.append(by.span())
    return found[-1:]


def _kind(text: str, chunk: Chunk) -> str:
    """Say what one chunk is by its own form."""
    if chunk.kind:
        return chunk.kind
    body = text.strip(_TRIM)
    if not _ALNUM.search(body):
        return ""
    if is_date(body):
        return "Y"
    if is_pages(body):
        return "N"
    if is_label(body) and not _FRAMEWORK.fullmatch(body) and (chunk.segment.kind == "plain" or chunk.depth):
        return "L"
    if is_venue(body) and not (_weak(body) and is_person(body)):
        return "v" if _weak(body) or (chunk.before == "edge" and _LETTERS.fullmatch(body)) else "V"
    found = words(body.lower())
    if len(found) <= 8 and (any(w in _JOURNALISH for w in found) or found[-2:] in (["technical", "report"], ["tech", "report"], ["lecture", "notes"])):
        return "v"
    share = cjk_share(body)
    if share > 0:
        return "P" if ET_AL.search(body) and len(body) < 20 else "C" if share > 0.3 and not _latin_title(body) else "T"
    if is_surnames(body):
        return "q"
    if is_names(body) or _SURNAME_YEAR.fullmatch(body):
        return "P"
    if is_person(_CONNECTIVE.sub("", body)):
        return "p"
    if is_capitalised(_CONNECTIVE_AND.sub("", body)):
        return "c"
    if _SURNAME.fullmatch(body) and len(words(body)) == 1:
        return "s"
    return "T"


def _weak(body: str) -> bool:
    """Say whether a venue's form may as well be a title's."""
    from pipeline.parse.words import VENUE_YEAR, _VENUE_WORD

    return not (VENUE_YEAR.search(body) or _VENUE_WORD.match(body))


def _latin_title(body: str) -> bool:
    return any(len(words(m[0])) >= 4 for m in _LATIN.finditer(body))


def _surnames(chunks: list[Chunk], *, names_first: bool) -> None:
    """Surnames alone are authors where a year follows ("Prell and Stam (2015)") or a venue ("(Prell, KDD 2018)")."""
    live = [c for c in chunks if c.kind]
    for i, chunk in enumerate(live):
        follows = live[i + 1].kind if i + 1 < len(live) else ""
        if chunk.kind == "q":
            chunk.kind = "P" if follows == "Y" or (names_first and i == 0) or (chunk.depth and follows in {"V", "Y"}) else "T"
        elif chunk.kind == "s" and chunk.depth and chunk.before == "open" and follows in {"V", "Y"}:
            chunk.kind = "P"


_NAMELIKE = frozenset("Ppsc")


def _cluster(chunks: list[Chunk], text: str) -> None:
    """Names come in clusters: one sure list, two persons, or surnames with initials make all of them names."""
    i = 0
    while i < len(chunks):
        if chunks[i].kind not in _NAMELIKE:
            i += 1
            continue
        j = i + 1
        while j < len(chunks) and chunks[j].kind in _NAMELIKE and chunks[j].before in {"comma", "semi"} and chunks[j].segment is chunks[i].segment:
            j += 1
        if j < len(chunks) and chunks[j].before == "colon" and j - i > 1 and chunks[j - 1].kind in {"s", "c"} and not _INITIALS.fullmatch(text[chunks[j - 1].start : chunks[j - 1].end].strip()):
            chunks[j - 1].kind = "T"  # "..., Jo Stam, PondNet: A Network for Ponds"
            j -= 1
        group = chunks[i:j]
        initials = any(_INITIALS.fullmatch(text[c.start : c.end].strip(" &")) for c in group)
        sure = any(c.kind == "P" for c in group)
        persons = sum(c.kind == "p" for c in group)
        doubtful = sum(c.kind == "c" for c in group)
        if (sure and not doubtful) or persons >= 2 + (doubtful > 0) or (initials and len(group) >= 2) or (sure and persons):
            for c in group:
                c.kind = "P"
        else:
            for c in group:
                if c.kind in {"s", "c"}:
                    c.kind = "T"
        i = j


def _single_names(chunks: list[Chunk], text: str, *, names_first: bool) -> None:
    """One person's name is an author where a title stands before it, or (in lists that do so) behind it."""
    live = [c for c in chunks if c.kind not in {"", "L"}]
    for i, chunk in enumerate(live):
        if chunk.kind != "p":
            continue
        before = [c for c in live[:i] if c.kind in {"T", "C"}]
        after = [c for c in live[i + 1 :] if c.kind in {"T", "C", "p"}]
        same = bool(before) and before[-1].segment is chunk.segment
        if same and chunk.segment.kind != "plain" and (chunk.before == "comma" or (after and after[0].segment is chunk.segment)):
            chunk.kind = "T"  # a part of a list within the title
        elif before and (not same or any(shape(text[c.start : c.end].strip(_TRIM)) >= 0.7 for c in before)):
            chunk.kind = "P"
        elif names_first and any(shape(text[c.start : c.end].strip(_TRIM)) >= 0.4 for c in after):
            chunk.kind = "P"
        else:
            chunk.kind = "T"


def _weak_venues(chunks: list[Chunk], text: str) -> None:
    """What may be a venue is one where a title stands before it."""
    seen = False
    if not any(c.kind == "v" or (c.before == "comma" and c.kind == "T" and text[c.start : c.end].isupper()) for c in chunks):
        return
    for chunk in chunks:
        if chunk.kind == "v":
            chunk.kind = "V" if seen and chunk.before != "colon" else "T"
        if chunk.kind == "T" and seen and chunk.before == "comma" and _ACRONYM.fullmatch(text[chunk.start : chunk.end]):
            chunk.kind = "V"  # an acronym behind a title
        if chunk.kind in {"T", "C"} and (chunk.segment.kind in {"link", "strong", "quote", "book"} or shape(text[chunk.start : chunk.end].strip(_TRIM)) >= 0.45):
            seen = True


def _runs(chunks: list[Chunk], text: str) -> list[Run]:
    """Join the text chunks that one title may span."""
    runs: list[Run] = []
    group: list[Chunk] = []
    for index, chunk in enumerate(chunks):
        if chunk.kind == "T" and group and _joins(group, chunk, chunks, index, text):
            group.append(chunk)
        elif chunk.kind == "" and group and chunk.segment is group[-1].segment and chunk.before != "dot" and index + 1 < len(chunks) and chunk.end - chunk.start <= 1:
            continue
        elif chunk.kind in {"T", "C"}:
            _close(group, text, runs)
            group = [chunk]
        else:
            _close(group, text, runs)
            group = []
    _close(group, text, runs)
    return runs


def _unname(chunks: list[Chunk], runs: list[Run], text: str) -> bool:
    """Where the only thing that markup sets apart reads like names ("Frozen Lakes, Warm Starts"), it is the title."""
    if any(r.shape >= 0.7 for r in runs):
        return False
    segment = next((c.segment for c in chunks if c.kind and c.kind != "L" and c.segment.kind in {"link", "strong", "quote", "book"}), None)
    mine = [c for c in chunks if segment is not None and c.segment is segment and c.kind]
    if not mine or any(c.kind != "P" for c in mine) or ET_AL.search(text, mine[0].start, mine[-1].end) or _INITIAL.search(text[mine[0].start : mine[-1].end]):
        return False
    for chunk in mine:
        chunk.kind = "T"
    return True


def _joins(group: list[Chunk], chunk: Chunk, chunks: list[Chunk], index: int, text: str) -> bool:
    """Say whether a chunk goes on with the title before it."""
    last = group[-1]
    if chunk.segment is not last.segment or last.kind == "C":
        return False
    between = [c.before for c in chunks[chunks.index(last) + 1 : index + 1]]
    if "left" in between and chunk.depth > 0:
        inner = text[chunk.start : chunk.end]
        behind = next((c for c in chunks[index + 1 :] if c.before != "right" or c.kind), None)
        return len(words(inner)) == 1 and behind is not None and behind.kind == "T" and behind.segment is chunk.segment
    if "right" in between:
        return last.depth > 0 and len(group) > 1
    return all(b in _SOFT for b in between)


def _close(group: list[Chunk], text: str, runs: list[Run]) -> None:
    if not group:
        return
    while len(group) > 1 and group[-1].depth > group[0].depth and text[group[-1].end + 1 : group[-1].end + 2] not in {"?", "!"} and len(words(text[group[-1].start : group[-1].end])) != 1:
        group = group[:-1]  # a remark in parentheses at the end
    start, end = _bounds(text, group[0].start, group[-1].end)
    if start >= end:
        return
    end = _balance(text, start, end, group[-1].segment.end)
    marked = group[0].segment.kind in {"link", "strong", "quote", "book"}
    runs.append(Run(start, end, shape(text[start:end], marked=marked), group[0].segment, group[0].before == "open"))


_OPENERS = {")": "(", "]": "[", "）": "（"}


def _balance(text: str, start: int, end: int, limit: int) -> int:
    """Take in the bracket that closes one of the title's, and the ? or ! that ends it."""
    if end < limit and text[end] in "?!？！":
        end += 1
    if end < limit and text[end] in _OPENERS and text.count(_OPENERS[text[end]], start, end) > text.count(text[end], start, end):
        end += 1
    return end


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Take blanks, stars, emoji and end marks off both ends."""
    while start < end and not (text[start].isalnum() or text[start] in "\"“'‘«($[¿¡¬∞∂λ<"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "?!？！)]\"”'’»*+$%>}…†"):
        end -= 1
    if tail := _SHORTCODE.search(text[max(start, end - 16) : min(len(text), end + 1)]):
        if tail[0].endswith(":"):
            return _bounds(text, start, end - (len(tail[0]) - 1 if not text[end - 1] == ":" else len(tail[0])))
    while end > start and text[end - 1] in "*" and not text[end - 2].isalnum():
        end -= 1
    if end - start > 2 and (text[start], text[end - 1]) in {("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»")} and text.count(text[end - 1], start, end) <= 2:
        return _bounds(text, start + 1, end - 1)
    return start, end


def _hints(reading: Reading, text: str) -> None:
    """Keep where the first names, venue and year stand."""
    live = [c for c in reading.chunks if c.kind and c.kind != "L"]
    for kind, name in (("P", "names"), ("V", "venue"), ("Y", "year")):
        of_kind = [c for c in live if c.kind == kind]
        if not of_kind:
            continue
        last = of_kind[0]
        if kind == "P":
            for c in of_kind[1:]:
                if c.segment is last.segment and not any(x.kind in {"T", "V", "C"} for x in live[live.index(last) + 1 : live.index(c)]):
                    last = c
        setattr(reading, name, (of_kind[0].start, last.end))
