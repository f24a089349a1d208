"""Pure: the inside of an entry, read: its links, images, emphasis, code, comments, tags and entities."""

from __future__ import annotations

import html
import re

from pipeline.parse.markup.flow import IMAGE, URL, Flow, Scan, flow_of

# Bounded and possessive throughout: a line of a million brackets costs a million steps.
# A set of characters is searched for many times faster than all that may begin with one of them.
_START = re.compile(r"[\\`!\[\]<hw*_~&:{](?:(?<![hw{])|(?<=h)ttps?://|(?<=w)ww\.|(?<=\{)[:#.])")
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])|(?P<tick>`++)|(?P<open>!?\[)|"
    r"(?P<close>\])|(?P<comment><!--)"
    r"|(?P<auto><https?://[^\s<>]++>)|(?P<tag></?[a-zA-Z][^<>]*+>)"
    r"|(?P<url>(?:https?://|(?<![\w./@])www\.)[^\s<>\]\[\"'`|{}，。；、（）【】《》「」“”]++)"
    r"|(?P<attributes>\{(?::\s?(?:[#.]?\w|\.)|[#.][a-z])[^{}\n]{0,80}\})"
    r"|(?P<mark>\*++|_++|~~)|(?P<entity>&\#?\w{1,31};)"
    r"|(?P<emoji>(?<!\w):(?:\d+[a-z]|\+1|[a-z])[a-z0-9_+-]{0,40}:(?!//))"
)
_DESTINATION = re.compile(
    r"\(\s*+(?:<(?P<angle>[^<>\n]*+)>|(?P<bare>(?:[^\s()\\]++|\\.|\((?:[^\s()\\]++|\\.|\([^\s()]*+\))*+\))*+))"
    r"(?:\s++(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?\s*+\)"
)
_LOOSE = re.compile(
    r"[ \t\n]?\(\s*+(?P<bare>\{\{[^{}\n]{0,200}+\}\}|(?:https?://|www\.)[^\s()]++|[^\s()][^()\n]{0,200}\.(?:pdf|md|html?))\s*+\)"
)
_BLANKS = re.compile(r"(?<=\S) ( ++)(?=\S)")  # what was copied from a PDF has many; a reader sees one
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LABEL = re.compile(r"\[([^\[\]]{0,300})\]")
_ATTRIBUTE = re.compile(r"\b(href|alt)\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", re.IGNORECASE)


def read_inline(text: str, references: dict[str, str] | None = None, *, markdown: bool = True) -> Flow:
    """Read one entry. With `markdown` off only HTML, and emoji, are markup. Linear in the length of `text`."""
    scan = Scan(text, references or {})
    if "  " in text:
        scan.cuts += [(*blanks.span(1), "") for blanks in _BLANKS.finditer(text)]
    position = 0
    while start := _START.search(text, position):
        found = _TOKEN.match(text, start.start())
        if not found:
            position = start.start() + 1
            continue
        kind = found.lastgroup or ""
        if markdown or kind in {"comment", "auto", "tag", "url", "entity", "emoji"}:
            position = _READERS[kind](scan, found)
        else:
            position = found.end()
    return flow_of(scan)


def _escape(scan: Scan, found: re.Match[str]) -> int:
    scan.cuts.append((found.start(), found.end(), found[0][1]))
    return found.end()


def _tick(scan: Scan, found: re.Match[str]) -> int:
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
    if size == 2 and "''" in scan.text[found.end() : close]:
        return found.end()  # ``Ponds'' as in LaTeX, not code
    scan.cuts += [(found.start(), found.end(), ""), (close, close + size, "")]
    scan.slanted.append((found.end(), close))
    scan.code.append((found.end(), close))
    return close + size


def _open(scan: Scan, found: re.Match[str]) -> int:
    scan.openers.append((found.start(), found.end(), found[0][0] == "!", len(scan.links)))
    return found.end()


def _close(scan: Scan, found: re.Match[str]) -> int:
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
    elif "/" in url and "://" not in url and scan.text[inner : found.start()] == url:  # "[../lakes/](../lakes/)"
        scan.links.append((start, end, start, end, url, True))
        scan.cuts.append((start, end, URL))
    else:
        scan.links.append((inner, found.start(), start, end, url, False))
        scan.cuts += [(start, inner, ""), (found.start(), end, "")]
        scan.dead = len(scan.openers)
    return end


def _target(scan: Scan, inner: int, close: int) -> tuple[str, int, bool] | None:
    """Find where the bracket that closes here points to: the address, where it ends, whether Markdown agrees."""
    end = close + 1
    if found := _DESTINATION.match(scan.text, end):
        url = found["angle"] if found["angle"] is not None else found["bare"]
        return html.unescape(_ESCAPED.sub(r"\1", url) if "\\" in url else url), found.end(), True
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


def _comment(scan: Scan, found: re.Match[str]) -> int:
    end = scan.text.find("-->", found.end())
    end = len(scan.text) if end < 0 else end + 3
    scan.cuts.append((found.start(), end, ""))
    scan.comments.append(scan.text[found.start() : end])
    return end


def _attributes(scan: Scan, found: re.Match[str]) -> int:
    """Leave out what Kramdown and Pandoc say of the words before: "{:target="_blank"}", "{#ponds}"."""
    scan.cuts.append((found.start(), found.end(), ""))
    return found.end()


def _auto(scan: Scan, found: re.Match[str]) -> int:
    scan.cuts.append((found.start(), found.end(), URL))
    scan.links.append((found.start(), found.end(), found.start(), found.end(), found[0][1:-1], True))
    return found.end()


def _bare(scan: Scan, found: re.Match[str]) -> int:
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


def _tag(scan: Scan, found: re.Match[str]) -> int:
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


def _mark(scan: Scan, found: re.Match[str]) -> int:
    """Emphasis, simply: a run that can close meets the nearest open run of its character."""
    text, start, end = scan.text, found.start(), found.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    word = found[0][0] == "_" and before.isalnum() and after.isalnum()
    can_close = bool(before) and not before.isspace() and not word
    can_open = bool(after) and not after.isspace() and not word
    opened = scan.marks.setdefault(found[0][0], [])
    if found[0] == "*" and can_close and [b - a for a, b in opened] == [2] and text.rfind("**") > end:
        return end  # the star of a name within bold words: "**RRT*: Slow Ponds**"
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


def _entity(scan: Scan, found: re.Match[str]) -> int:
    shown = html.unescape(found[0])
    if shown != found[0]:
        scan.cuts.append((found.start(), found.end(), shown))
    return found.end()


def _emoji(scan: Scan, found: re.Match[str]) -> int:
    scan.cuts.append((found.start(), found.end(), " "))
    return found.end()


_READERS = {
    "escape": _escape,
    "tick": _tick,
    "open": _open,
    "close": _close,
    "comment": _comment,
    "attributes": _attributes,
    "auto": _auto,
    "url": _bare,
    "tag": _tag,
    "mark": _mark,
    "entity": _entity,
    "emoji": _emoji,
}
