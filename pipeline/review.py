"""Pure: the page of what needs a person: each with its candidates and the lines that settle it."""

from __future__ import annotations

import contextlib
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from pipeline.errors import InputError
from pipeline.model import PIN, RETITLED, WRONG_LINK, Notice, Paper, Status
from pipeline.render.escape import escaped, web_url

Row = Mapping[str, Any]
PinLine = Callable[[str, str], str]

LONG = 10  # entries from which on a section is folded
SHOWN_AUTHORS = 3
LONGEST = 300  # characters of a title
_SEARCH = (
    ("arXiv", "https://arxiv.org/search/?searchtype=title&query="),
    ("Semantic Scholar", "https://www.semanticscholar.org/search?q="),
    ("Google Scholar", "https://scholar.google.com/scholar?q="),
)

_AMBIGUOUS, _WRONG, _ABSENT, _RETITLED = range(4)
_SECTIONS = (
    ("Ambiguous", "Several papers fit, or one fits with a doubt. Nothing was chosen."),
    ("Wrong links", "The link beside the title leads to another paper. Mend it in the list, or say which is meant."),
    ("Absent", "Every source answered, and none has it under this title."),
    ("Retitled", "Found under an earlier title, and shown with today's. A pin confirms it and ends its entry here."),
)
_HOW = """\
# For review

This page is written anew by each run; changes made here are lost. To settle an entry, paste the line under the right
candidate into {pins}. A paper that no source has can be written there itself:
`"Title" = {{ title = "…", authors = ["…"], year = 2020, url = "https://…" }}`. `python -m pipeline pin "Title" not:ID`
rules out one candidate, and can be said again for the next.
"""


@dataclass(frozen=True, slots=True)
class _Option:
    """One paper that a title may mean, in Markdown, and the id by which it is pinned."""

    ident: str | None
    text: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """One title as written, and what is said of it; `where` are its places."""

    section: int
    title: str
    reasons: tuple[str, ...]
    options: tuple[_Option, ...]
    matched: bool
    url: str | None


def page(
    rows: Iterable[Row],
    papers: Mapping[str, Paper],
    left_out: Iterable[tuple[str, Notice]],
    pin_line: PinLine,
    root: str = "..",
) -> str | None:
    """Give the page, or None where nothing needs a person.

    `pin_line(title, what)` is the line to paste; `what` is an id (`arxiv:…`), a link to the paper, `not:` and an id, or
    `skip`; it raises InputError for a link that no pin takes. `root` leads from the page to where the lists' paths
    begin.
    """
    ordered = sorted(rows, key=lambda r: (r["list"], r["line"], r["title"], r["url"] or ""))
    entries: dict[_Entry, list[tuple[str, int]]] = {}
    for row in ordered:
        if (section := _section(row)) is not None:
            entries.setdefault(_entry(section, row, papers), []).append((row["list"], row["line"]))
    found = [_titles(entries, section, pin_line, root) for section in range(len(_SECTIONS))]
    found.append(_lines(left_out, root))
    if not any(found):
        return None
    pins = dict.fromkeys(posixpath.join(posixpath.dirname(row["list"]), "pins.toml") for row in ordered)
    where = " or ".join(_link(path, None, root) for path in pins) + (", beside the list" if len(pins) > 1 else "")
    parts = [_HOW.format(pins=where or "`pins.toml` beside the list"), *filter(None, found)]
    if unknown := sum(row["status"] == Status.UNKNOWN for row in ordered):
        what = "1 title is" if unknown == 1 else f"{unknown} titles are"
        parts.append(f"{what} unknown: a source did not answer. The next run asks again.\n")
    return "\n".join(parts)


def _section(row: Row) -> int | None:
    """Say where a row belongs; None where it needs nobody. What a person pinned is settled."""
    reasons = row["reasons"] or ()
    if PIN in reasons:
        return None
    if row["status"] == Status.AMBIGUOUS:
        return _AMBIGUOUS
    if any(r.startswith(WRONG_LINK) for r in reasons):
        return _WRONG
    if row["status"] == Status.ABSENT:
        return _ABSENT
    if row["status"] == Status.MATCHED and any(r.startswith(RETITLED) for r in reasons):
        return _RETITLED
    return None


def _entry(section: int, row: Row, papers: Mapping[str, Paper]) -> _Entry:
    reasons = tuple(row["reasons"] or ())
    paper = papers.get(row["paper_id"] or "")
    options = [_option(c["id"], c, c["score"], c["reasons"] or ()) for c in row["candidates"] or ()]
    if paper:
        facts = {"title": paper.title, "authors": paper.authors, "year": paper.year, "url": paper.url}
        said = [r for r in reasons if not r.startswith((WRONG_LINK, RETITLED))]
        matched = _option(paper.paper_id, facts, row["score"], said)
        # A retitled paper is a match that was sure; rivals would only be in the way.
        options = [matched] if section == _RETITLED else [matched, *options]
    known = {o.ident for o in options}
    options += [o for r in reasons if (o := _linked(r)) and o.ident not in known]
    shown = [r for r in reasons if not paper or r.startswith((WRONG_LINK, RETITLED))]
    shown = [r for r in shown if r != f"{RETITLED}“{row['title']}”"]  # the section says so
    if section == _ABSENT:
        shown = [r for r in shown if r != "not found"]  # the section says that, too
    url = web_url(row["url"]) and row["url"] if section == _ABSENT else None
    return _Entry(section, row["title"], tuple(shown), tuple(options), paper is not None, url)


def _option(ident: str | None, facts: Mapping[str, Any], score: float | None, reasons: Iterable[str]) -> _Option:
    name = _shown(facts["title"])
    url = web_url(facts["url"])
    parts = [f"[{name}](<{url}>)" if url else name, _authors(facts["authors"] or ()), str(facts["year"] or "")]
    # A title never begins a line, where "1." or "#" would mean something.
    mark = "?" if score is None else f"{score:.2f}"
    why = "; ".join(escaped(r) for r in reasons)
    return _Option(_pinnable(ident), f"{mark}: " + ", ".join(filter(None, parts)) + (f" ({why})" if why else ""))


def _linked(reason: str) -> _Option | None:
    """Give the paper that a wrong link leads to, as its reason names it."""
    found = re.fullmatch(re.escape(WRONG_LINK) + r" (\S+) is “(.*)”", reason, re.DOTALL)
    return _Option(_pinnable(found[1]), f"the link: {_shown(found[2])}") if found else None


def _pinnable(ident: str | None) -> str | None:
    return None if not ident or ident.startswith("bib:") else ident


def _authors(names: Sequence[str]) -> str:
    shown = ", ".join(escaped(n) for n in names[:SHOWN_AUTHORS])
    more = len(names) - SHOWN_AUTHORS
    return f"{shown} and {more} more" if more > 0 else shown


def _shown(title: str) -> str:
    return escaped(title if len(title) <= LONGEST else title[: LONGEST - 1] + "…") or "(no title)"


def _titles(
    entries: Mapping[_Entry, Sequence[tuple[str, int]]], section: int, pin_line: PinLine, root: str
) -> str | None:
    own = [(entry, places) for entry, places in entries.items() if entry.section == section]
    own.sort(key=lambda pair: not pair[0].options)  # what can be settled at a glance goes first
    return _folded(*_SECTIONS[section], [_item(entry, places, pin_line, root) for entry, places in own])


def _item(entry: _Entry, places: Sequence[tuple[str, int]], pin_line: PinLine, root: str) -> str:
    """Write one title: where it stands, its candidates, and under each the line that chooses it."""
    where = ", ".join(_link(path, line, root) for path, line in dict.fromkeys(places))
    lines = [f"- {where}: {_shown(entry.title)}"]
    if entry.reasons:
        lines[0] += "\\\n  Why: " + "; ".join(escaped(r) for r in entry.reasons)
    if entry.section == _ABSENT:
        lines[0] += "\\\n  Look it up: " + ", ".join(
            f"[{n}](<{u + quote(entry.title[:150], errors='replace')}>)" for n, u in _SEARCH
        )
    for number, option in enumerate(entry.options, 1):
        lines.append(f"  {number}. {option.text}")
        if option.ident:
            lines += _block(pin_line(entry.title, option.ident), 5)
    if entry.options:
        lines.append("")  # the list of candidates ends
    for what, why in _others(entry):
        with contextlib.suppress(InputError):  # a link that no pin takes
            lines += _block(f"{pin_line(entry.title, what)}  # {why}", 2)
    return "\n".join(lines).rstrip("\n") + "\n"


def _others(entry: _Entry) -> Iterable[tuple[str, str]]:
    """Give what else can be said of a title than that it is one of the candidates."""
    idents = [o.ident for o in entry.options if o.ident]
    if (entry.matched and idents) or (entry.section == _AMBIGUOUS and len(idents) == 1):
        yield f"not:{idents[0]}", "not the first" if len(entry.options) > 1 else "not this one"
    if entry.url:
        yield entry.url, "the page that the list links"
    if not entry.matched:
        yield "skip", "not a paper"


def _block(code: str, indent: int) -> list[str]:
    """Write a code block. A line of TOML begins with no backtick, so none ends it."""
    return [" " * indent + line for line in ("```toml", *code.split("\n"), "```")]


def _lines(left_out: Iterable[tuple[str, Notice]], root: str) -> str | None:
    told = sorted({(path, n.line, n.text) for path, n in left_out})
    about = (
        "These were not read. A comment on the line above names the paper, `<!-- pipeline: title=… -->`, or ends the "
        "entry here, `<!-- pipeline: skip -->`."
    )
    items = [f"- {_link(path, line, root)}: {_shown(text)}\n" for path, line, text in told]
    return _folded("Lines that look like papers", about, items, gap="")


def _folded(name: str, about: str, items: Sequence[str], gap: str = "\n") -> str | None:
    """Write one section, folded away when it is long."""
    if not items:
        return None
    body = gap.join(items)
    if len(items) > LONG:
        body = f"<details><summary>{len(items)} entries</summary>\n\n{body}\n</details>\n"
    return f"## {name}: {len(items)}\n\n{about}\n\n{body}"


def _link(path: str, line: int | None, root: str) -> str:
    """Link a line of a file. GitHub jumps to lines of Markdown only where it shows it plain.

    https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-a-permanent-link-to-a-code-snippet#linking-to-markdown
    """
    name = escaped(path) + (f":{line}" if line else "")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return name  # outside the repository
    return f"[{name}](<{root}/{quote(path)}{f'?plain=1#L{line}' if line else ''}>)"
