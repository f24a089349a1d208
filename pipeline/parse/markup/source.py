"""Pure: the lines of a text, where they start and what an editor calls them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

_NEWLINE = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a text as Markdown counts them (a lone CR ends one), with the numbers that an editor shows."""

    lines: list[str]
    starts: list[int]
    numbers: list[int]


def source_of(text: str) -> Source:
    """Cut a text into its lines; a mark of the byte order is none of it."""
    first = int(text.startswith("\ufeff"))
    if "\r" not in text:  # as in most texts, which are read ten times faster so
        lines = text.removeprefix("\ufeff").split("\n")
        starts = [*accumulate((len(line) + 1 for line in lines[:-1]), initial=first)]
        return Source(lines, starts, [*range(1, len(lines) + 1)])
    lines, starts, numbers = [], [], []
    position, number = first, 1
    for end in _NEWLINE.finditer(text):
        lines.append(text[position : end.start()])
        starts.append(position)
        numbers.append(number)
        position = end.end()
        number += end[0] != "\r"
    return Source([*lines, text[position:]], [*starts, position], [*numbers, number])


_ANCHOR = re.compile(r"\s{0,3}<a\s+(?:name|id)\s*=[^<>]*>\s*(?:</a>)?\s*")


def without_anchors(lines: list[str]) -> list[str]:
    """Blank the lines that hold only the target of a link: for Markdown the heading below one would be HTML with it."""
    kept: list[str] = []
    for line in lines:
        blank = "<a" in line and not (kept and kept[-1].strip()) and _ANCHOR.fullmatch(line)
        kept.append("" if blank else line)
    return kept


_DIRECTIVE = re.compile(
    r"(?P<fence>`{3,}|~{3,})\{(?:admonition|note|tip|hint|important|warning|attention|seealso|dropdown)\}.*"
)
_OPTION = re.compile(r":[\w-]+:.*")
_SHORTCODE = re.compile(r"\s*(?:\{\{[<%].*[>%]\}\}|\{%.*%\})\s*")


def without_directives(lines: list[str]) -> list[str]:
    """Blank the fences of notes that hold Markdown (https://mystmd.org/guide/admonitions), and their options.

    So are lines of what a site fills in: "{{< figure src=... >}}" (https://gohugo.io/content-management/shortcodes/).
    """
    kept: list[str] = []
    fence, options = "", False
    for line in lines:
        opens = None if fence or "{" not in line else _DIRECTIVE.fullmatch(line)
        closes = bool(fence) and line.rstrip() == fence
        options = bool(opens) or (options and bool(_OPTION.fullmatch(line)))
        filled = "{" in line and _SHORTCODE.fullmatch(line)
        kept.append("" if closes or options or filled else line)
        fence = opens["fence"] if opens else "" if closes else fence
    return kept


_KEY = re.compile(r"[\w-]+\s*[:=]")
_FIELD = re.compile(r"(?:[\w.-]+\s*[:=].*|[#\[].*|\s+.*|- .*|[\]}].*)?")
_TITLE = re.compile(r"title\s*[:=]\s*(?P<mark>[\"']?)(?P<title>\S.*?)(?P=mark)\s*")


def read_front_matter(lines: list[str]) -> list[str]:
    """Blank the front matter between two lines of "---" or "+++" (https://gohugo.io/content-management/front-matter/).

    Its title becomes the first heading, as sites show it. One of "---" may stand below blank lines.
    """
    start = next((n for n, line in enumerate(lines[:20]) if line.strip()), 0)
    mark = lines[start].rstrip()
    end = next((n for n, line in enumerate(lines[start + 1 : 200], start + 1) if line.rstrip() == mark), 0)
    told = lines[start + 1 : end]
    if mark not in {"+++", "---"} or not any(map(_KEY.match, told)) or not all(map(_FIELD.fullmatch, told)):
        return lines
    titles = ("# " + found["title"] if (found := _TITLE.fullmatch(x)) else "" for x in told)
    return [""] * (start + 1) + list(titles) + [""] + lines[end + 1 :]
