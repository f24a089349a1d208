"""Pure: what the page shows of each mention, section by section, a paper under its parent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlencode
from zlib import crc32

from pipeline import works
from pipeline.model import Ids, Paper, Status
from pipeline.render import citations, http_url
from pipeline.tables import LIST_TITLE, Row
from pipeline.titles import Agreement, compare

PREPRINT = "arXiv"
_GROUP = 20  # entries, about
_SHOWN_AUTHORS = 5  # more are one click away
# What no font shows, or a file cannot hold; every blank and line end becomes one blank, so that an entry is one line.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_HAN, _KANA, _HANGUL = (re.compile(x) for x in (r"[\u3400-\u9fff]", r"[\u3040-\u30ff]", r"[\uac00-\ud7af]"))


@dataclass(slots=True)
class Entry:
    """One mention as the page shows it.

    `now`: today's title, where the curator wrote another, and more than letters slipped. `more`: how many authors are
    not in `authors`. `cited`: the count that `citations` words, rounded down. `links`: where else than at `url`.
    """

    title: str
    status: str
    paper_id: str | None = None
    url: str | None = None
    label: str | None = None
    note: str | None = None
    now: str | None = None
    authors: str = ""
    more: int = 0
    venue: str | None = None
    year: int | None = None
    published: str = ""
    citations: str = ""
    cited: int | None = None
    cited_url: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    abstract: bool = False
    bibtex: bool = False
    children: list[Entry] = field(default_factory=list)

    @property
    def begins_group(self) -> bool:
        """Whether a group of entries, which the browser lays out together, begins here.

        The title alone says it, so that a new entry moves no group's end but its own.
        """
        return crc32(self.title.encode()) % _GROUP == 0


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one heading of one list. `address` is the part of the page's address that chooses it."""

    list: str
    name: str | None
    address: str
    count: int
    entries: Sequence[Entry]
    is_first: bool = True

    @property
    def list_address(self) -> str:
        """The part of the address that chooses the whole list."""
        return self.address.partition("&")[0]

    @property
    def shown(self) -> str:
        """The heading, or words for none."""
        return self.name or "Without a heading"

    @property
    def anchor(self) -> str:
        """What the element is called, so that the address leads there without the script, too."""
        return unquote(self.address)


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the template shows, in order: `sections` as they stand, `choices` each (list, section) once."""

    title: str
    titles: Mapping[str, str]
    sections: Sequence[Section]
    choices: Mapping[str, Sequence[Section]]
    total: int
    papers: int
    years: Sequence[int]
    venues: Sequence[str]
    statuses: Sequence[str]
    has_counts: bool


def page(papers: Sequence[Paper], rows: Sequence[Row]) -> Page:
    """Give what the page shows, in the order of the rows."""
    by_id = {p.paper_id: p for p in papers}
    entries = [_entry(row, by_id.get(row["paper_id"])) for row in rows]
    many = len({r["list"] for r in rows}) > 1
    pairs = list(zip(rows, entries, strict=True))
    groups = [(key, list(group)) for key, group in groupby(pairs, lambda pair: (pair[0]["list"], pair[0]["section"]))]
    keys = [key for key, _ in groups]
    sections = [
        Section(
            path, text(name), _address(path if many else None, name), len(g), _tree(g), (path, name) not in keys[:i]
        )
        for i, ((path, name), g) in enumerate(groups)
    ]
    titles = {r["list"]: text(r.get(LIST_TITLE)) or PurePosixPath(r["list"]).name for r in rows}
    return Page(
        next(iter(titles.values())) if len(titles) == 1 else "Reading lists",
        titles,
        sections,
        _choices(sections),
        len(entries),
        len({e.paper_id for e in entries} - {None}),
        sorted({e.year for e in entries if e.year is not None}, reverse=True),
        [name for name, _ in Counter(sorted(e.venue for e in entries if e.venue)).most_common()],
        [s for s in Status if any(e.status == s for e in entries)],
        any(e.cited is not None for e in entries),
    )


def text(value: str | None) -> str | None:
    """Bring a text from outside onto one line of characters that can be shown; None where nothing is left."""
    return " ".join(_UNSEEN.sub(" ", value or "").split()) or None


def language(value: str) -> str | None:
    """Tell which language's fonts a text needs; None for the page's own."""
    for pattern, name in ((_KANA, "ja"), (_HANGUL, "ko"), (_HAN, "zh")):
        if pattern.search(value):
            return name
    return None


def _address(path: str | None, section: str | None) -> str:
    """Give the address's words for a section, as the page's script reads and writes them."""
    said = ({"list": path} if path else {}) | {"section": text(section) or ""}
    return urlencode(said, safe="*").replace("~", "%7E")  # as https://url.spec.whatwg.org/#concept-urlencoded has it


def _choices(sections: Iterable[Section]) -> dict[str, list[Section]]:
    """Give each list's sections once, counted over all places where they stand."""
    found: dict[tuple[str, str | None], Section] = {}
    for s in sections:
        old = found.get((s.list, s.name))
        found[s.list, s.name] = Section(s.list, s.name, s.address, s.count + (old.count if old else 0), ())
    return {path: list(group) for path, group in groupby(found.values(), lambda s: s.list)}


def _tree(pairs: Sequence[tuple[Row, Entry]]) -> list[Entry]:
    """Hang each entry under the one that it belongs to; without one above it in the section, it stands by itself."""
    at_line: dict[int, Entry] = {}
    top: list[Entry] = []
    for row, entry in pairs:
        parent = at_line.get(row["parent_line"])
        (parent.children if parent else top).append(entry)
        at_line.setdefault(row["line"], entry)
    return top


def _entry(row: Row, paper: Paper | None) -> Entry:
    entry = Entry(text(row["title"]) or "(no title)", row["status"], url=http_url(row["url"]))
    entry.label, entry.note = text(row["label"]), text(row["annotation"])
    nickname = text(row["short_name"])
    if nickname and nickname not in f"{entry.label} {entry.note} {entry.title}":
        entry.label = " ".join(filter(None, (entry.label, nickname)))
    if paper is None:
        entry.authors, entry.year = text(row["authors_hint"]) or "", row["year_hint"]
        entry.published = text(row["venue_hint"]) or ""
        if entry.year and str(entry.year) not in entry.published:
            entry.published = f"{entry.published} {entry.year}".strip()
        return entry
    _tell(entry, paper)
    own = http_url(row["url"])
    if own and own not in (entry.url, *(url for _, url in entry.links)):
        entry.links += (("link in the list", own),)
    return entry


def _tell(entry: Entry, paper: Paper) -> None:
    """Put what is known of the paper beside what the curator wrote."""
    title = text(paper.title)
    entry.paper_id = paper.paper_id
    entry.now = title if title and compare(entry.title, title).agreement < Agreement.TYPO else None
    names = author_names(paper)
    shown = names if len(names) <= _SHOWN_AUTHORS + 1 else names[:_SHOWN_AUTHORS]
    entry.authors, entry.more = ", ".join(shown), len(names) - len(shown)
    entry.venue = text(paper.venue) or (PREPRINT if paper.ids.arxiv else None)
    entry.year = works.shown_year(paper)
    year = str(entry.year) if entry.year and str(entry.year) not in (entry.venue or "") else None
    entry.published = " ".join(filter(None, (entry.venue, year)))
    entry.citations, entry.cited = citations(paper.citation_count)
    entry.cited_url = _of("https://www.semanticscholar.org/paper/{}", paper.ids.s2)
    links = _links(paper.ids, paper.pdf_url)
    entry.bibtex = True
    entry.abstract = bool(text(paper.abstract) or text(paper.tldr))
    entry.url = http_url(paper.url) or next((url for _, url in links), entry.url)
    entry.links = tuple((name, url) for name, url in links if url != entry.url)


def author_names(paper: Paper) -> list[str]:
    """Give the authors that have a name; arXiv has such as ":"."""
    names = (text(name) for name in paper.authors)
    return [name for name in names if name and any(c.isalnum() for c in name)]


def _links(ids: Ids, pdf: str | None) -> list[tuple[str, str]]:
    """Give the places to read a paper, each with a name; the DOI only where the Anthology does not stand for it."""
    found = (
        ("arXiv", _of("https://arxiv.org/abs/{}", ids.arxiv)),
        ("ACL", _of("https://aclanthology.org/{}/", ids.acl)),
        ("DOI", None if ids.acl else _of("https://doi.org/{}", ids.doi)),
        ("OpenReview", _of("https://openreview.net/forum?id={}", ids.openreview)),
        ("PDF", http_url(pdf)),
    )
    return [(name, url) for name, url in found if url]


def _of(pattern: str, value: str | None) -> str | None:
    return http_url(pattern.format(quote(value, safe="/.-_"))) if value else None
