"""Pure: the inside of an entry: what a reader sees, where each character stands, what is linked, bold or italic."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.parse.links import Target, target

URL = "\ue000"
"""Stands in the visible text for a bare address."""
IMAGE = "\ue001"
"""Stands in the visible text for an image or badge."""

# Bounded and possessive throughout: a line of a million brackets costs a million steps.
_TOKEN = re.compile(
    r"(?=[\\`!\[\]<hw*_~&:])(?:(?P<escape>\\[!-/:-@\[-`{-~])|(?P<tick>`++)|(?P<open>!?\[)|"
    r"(?P<close>\])|(?P<comment><!--)"
    r"|(?P<auto><https?://[^\s<>]++>)|(?P<tag></?[a-zA-Z][^<>]*+>)"
    r"|(?P<url>(?:https?://|(?<![\w./@])www\.)[^\s<>\]\[\"'`|{}，。；、（）【】《》「」“”]++)"
    r"|(?P<mark>\*++|_++|~~)|(?P<entity>&\#?\w{1,31};)|(?P<emoji>(?<!\w):[a-z][a-z0-9_+-]{1,40}:))"
)
_DESTINATION = re.compile(
    r"\(\s*+(?:<(?P<angle>[^<>\n]*+)>|(?P<bare>(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\([^\s()]*+\))*+\))*+))"
    r"(?:\s++(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?\s*+\)"
)
_LOOSE = re.compile(r"[ \t]?\((?P<bare>(?:https?://|www\.)[^\s()]++|[^\s()][^()\n]{0,200}\.(?:pdf|md|html?))\s*+\)")
_LABEL = re.compile(r"\[([^\[\]]{0,300})\]")
_ATTRIBUTE = re.compile(r"\b(href|alt)\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link whose text is `start` to `end` of the visible text; `outer` is all of it in the source.

    A `bare` address has one placeholder as its text. `goal` is what it leads to.
    """

    start: int
    end: int
    url: str
    outer: tuple[int, int]
    bare: bool
    goal: Target


@dataclass(frozen=True, slots=True)
class Flow:
    """The visible text of an entry, and the way back: each of `steps` is a stretch (visible start, source start)."""

    text: str
    steps: tuple[tuple[int, int], ...]
    links: tuple[Link, ...] = ()
    strong: tuple[tuple[int, int], ...] = ()
    slanted: tuple[tuple[int, int], ...] = ()
    code: tuple[tuple[int, int], ...] = ()
    images: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()

    def source(self, position: int) -> int:
        """Give where a visible character stands in the entry's own text."""
        shown, start = self.steps[bisect_right(self.steps, (position, len(self.text) << 20)) - 1]
        return start + position - shown


@dataclass(slots=True)
class _Scan:
    """What is known while an entry is read: cuts replace source by visible text, pairs become styles and links."""

    text: str
    references: dict[str, str]
    cuts: list[tuple[int, int, str]] = field(default_factory=list)
    openers: list[tuple[int, int, bool, int]] = field(default_factory=list)
    dead: int = 0
    links: list[tuple[int, int, int, int, str, bool]] = field(default_factory=list)
    strong: list[tuple[int, int]] = field(default_factory=list)
    slanted: list[tuple[int, int]] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    marks: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    tags: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    ticks: dict[int, list[int]] | None = None


def read_inline(text: str, references: dict[str, str] | None = None, *, markdown: bool = True) -> Flow:
    """Read one entry. With `markdown` off only HTML is markup. Linear in the length of `text`."""
    scan = _Scan(text, references or {})
    position = 0
    while found := _TOKEN.search(text, position):
        kind = found.lastgroup or ""
        if markdown or kind in {"comment", "tag", "url", "entity"}:
            position = _READERS[kind](scan, found)
        else:
            position = found.end()
    return _flow(scan)


def _flow(scan: _Scan) -> Flow:
    """Cut what is not seen and carry all positions over to the visible text."""
    if not (scan.cuts or scan.links):
        return Flow(scan.text, ((0, 0),))
    parts: list[str] = []
    steps: list[tuple[int, int]] = [(0, 0)]
    position = shown = 0
    for start, end, instead in sorted(scan.cuts):
        if start < position:
            position = max(position, end)
            steps[-1] = (shown, position)
            continue
        if start > position:
            parts.append(scan.text[position:start])
            shown += start - position
        if instead:
            parts.append(instead)
            steps.append((shown, start))
            shown += len(instead)
        position = end
        if steps[-1][0] == shown:
            steps[-1] = (shown, position)
        else:
            steps.append((shown, position))
    parts.append(scan.text[position:])
    spots = sorted(
        {p for a, b, *_ in scan.links for p in (a, b)}
        | {p for spans in (scan.strong, scan.slanted) for span in spans for p in span}
    )
    at = _places(spots, steps, shown + len(parts[-1]))
    links = sorted((at[a], at[b], c, d, url, bare) for a, b, c, d, url, bare in scan.links)
    return Flow(
        "".join(parts),
        tuple(steps),
        tuple(Link(a, b, url, (c, d), bare, target(url)) for a, b, c, d, url, bare in links),
        tuple(sorted((at[a], at[b]) for a, b in scan.strong)),
        tuple(sorted((at[a], at[b]) for a, b in scan.slanted)),
        tuple((at[a], at[b]) for a, b in scan.code),
        tuple(scan.images),
        tuple(scan.comments),
    )


def _places(spots: list[int], steps: list[tuple[int, int]], end: int) -> dict[int, int]:
    """Give for each place in the source the first visible character at or behind it."""
    at, index = {}, 0
    for spot in spots:
        while index + 1 < len(steps) and steps[index + 1][1] <= spot:
            index += 1
        shown, start = steps[index]
        limit = steps[index + 1][0] if index + 1 < len(steps) else end
        at[spot] = min(shown + max(0, spot - start), limit)
    return at


def _escape(scan: _Scan, found: re.Match[str]) -> int:
    scan.cuts.append((found.start(), found.end(), found[0][1]))
    return found.end()


def _tick(scan: _Scan, found: re.Match[str]) -> int:
    """Read a code span: it runs to the next run of as many backticks; its inside is not read."""
    if scan.ticks is None:
        scan.ticks = {}
        for run in re.finditer(r"`++", scan.text):
            scan.ticks.setdefault(len(run[0]), []).append(run.start())
        for runs in scan.ticks.values():
            runs.reverse()
    size = len(found[0])
    runs = scan.ticks.get(size, [])
    while runs and runs[-1] <= found.start():
        runs.pop()
    if not runs:
        return found.end()
    close = runs[-1]
    scan.cuts += [(found.start(), found.end(), ""), (close, close + size, "")]
    scan.slanted.append((found.end(), close))
    scan.code.append((found.end(), close))
    return close + size


def _open(scan: _Scan, found: re.Match[str]) -> int:
    scan.openers.append((found.start(), found.end(), found[0][0] == "!", len(scan.links)))
    return found.end()


def _close(scan: _Scan, found: re.Match[str]) -> int:
    """Let a bracket close a link, an image, a reference, or nothing. A link holds no other link."""
    end = found.end()
    if not scan.openers:
        return end
    start, inner, image, links = scan.openers.pop()
    dead = len(scan.openers) < scan.dead
    scan.dead = min(scan.dead, len(scan.openers))
    if dead and not image:
        return end
    target = _target(scan, inner, found.start())
    if target is None:
        return end
    url, end, _ = target
    if image:
        del scan.links[links:]
        scan.cuts.append((start, end, IMAGE))
        scan.images.append(scan.text[inner : found.start()])
    else:
        scan.links.append((inner, found.start(), start, end, url, False))
        scan.cuts += [(start, inner, ""), (found.start(), end, "")]
        scan.dead = len(scan.openers)
    return end


def _target(scan: _Scan, inner: int, close: int) -> tuple[str, int, bool] | None:
    """Find where the bracket that closes here points to: the address, where it ends, whether Markdown agrees."""
    end = close + 1
    if found := _DESTINATION.match(scan.text, end):
        url = found["angle"] if found["angle"] is not None else found["bare"]
        return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", url)), found.end(), True
    if found := _LABEL.match(scan.text, end):
        label = found[1].strip() or scan.text[inner:close]
        url = scan.references.get(" ".join(label.split()).lower())
        return (url, found.end(), True) if url is not None else None
    if found := _LOOSE.match(scan.text, end):
        return found["bare"], found.end(), False
    if close - inner < 300 and scan.references:
        url = scan.references.get(" ".join(scan.text[inner:close].split()).lower())
        return (url, end, True) if url is not None else None
    return None


def _comment(scan: _Scan, found: re.Match[str]) -> int:
    end = scan.text.find("-->", found.end())
    end = len(scan.text) if end < 0 else end + 3
    scan.cuts.append((found.start(), end, ""))
    scan.comments.append(scan.text[found.start() : end])
    return end


def _auto(scan: _Scan, found: re.Match[str]) -> int:
    scan.cuts.append((found.start(), found.end(), URL))
    scan.links.append((found.start(), found.end(), found.start(), found.end(), found[0][1:-1], True))
    return found.end()


def _bare(scan: _Scan, found: re.Match[str]) -> int:
    """End an address before the punctuation of the sentence around it, and before a bracket that it did not open."""
    url = found[0]
    extra = url.count(")") - url.count("(")
    end = len(url)
    while end and (url[end - 1] in ".,;:!?*_~" or (url[end - 1] == ")" and extra > 0)):
        extra -= url[end - 1] == ")"
        end -= 1
    url = url[:end]
    if len(url) < 8:
        return found.end()
    start, end = found.start(), found.start() + len(url)
    scan.cuts.append((start, end, URL))
    scan.links.append((start, end, start, end, url, True))
    return end


def _tag(scan: _Scan, found: re.Match[str]) -> int:
    """HTML inside a line: links, images, line breaks and emphasis; other tags only vanish."""
    name = (re.match(r"</?([a-zA-Z0-9]+)", found[0]) or found)[1].lower()
    attributes = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(found[0])}
    shown = {"img": IMAGE, "br": "\n"}.get(name, "")
    scan.cuts.append((found.start(), found.end(), shown))
    if name == "img":
        scan.images.append(attributes.get("alt", ""))
    if name not in {"a", "b", "strong", "i", "em", "cite"}:
        return found.end()
    opened = scan.tags.setdefault(name, [])
    if not found[0].startswith("</"):
        opened.append((found.start(), html.unescape(attributes.get("href", ""))))
    elif opened:
        start, url = opened.pop()
        inner = scan.text.index(">", start) + 1
        if name == "a" and url:
            scan.links.append((inner, found.start(), start, found.end(), url, False))
        elif name != "a":
            (scan.strong if name in {"b", "strong"} else scan.slanted).append((inner, found.start()))
    return found.end()


def _mark(scan: _Scan, found: re.Match[str]) -> int:
    """Emphasis, simply: a run that can close meets the nearest open run of its character."""
    text, start, end = scan.text, found.start(), found.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    word = found[0][0] == "_" and before.isalnum() and after.isalnum()
    can_close = bool(before) and not before.isspace() and not word
    can_open = bool(after) and not after.isspace() and not word
    opened = scan.marks.setdefault(found[0][0], [])
    while can_close and opened and start < end:
        left, right = opened.pop()
        size = min(right - left, end - start)
        if size >= 2 and found[0][0] != "~":
            scan.strong.append((right, start))
        if size % 2 and found[0][0] != "~":
            scan.slanted.append((right, start))
        scan.cuts += [(right - size, right, ""), (start, start + size, "")]
        if right - size > left:
            opened.append((left, right - size))
        start += size
    if can_open and start < end:
        opened.append((start, end))
    return end


def _entity(scan: _Scan, found: re.Match[str]) -> int:
    shown = html.unescape(found[0])
    if shown != found[0]:
        scan.cuts.append((found.start(), found.end(), shown))
    return found.end()


def _emoji(scan: _Scan, found: re.Match[str]) -> int:
    scan.cuts.append((found.start(), found.end(), " "))
    return found.end()


_READERS = {
    "escape": _escape,
    "tick": _tick,
    "open": _open,
    "close": _close,
    "comment": _comment,
    "auto": _auto,
    "url": _bare,
    "tag": _tag,
    "mark": _mark,
    "entity": _entity,
    "emoji": _emoji,
}
