"""Pure: the text of `pins.toml` becomes pins, or one error that names every fault."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import InputError
from pipeline.model import Candidate, Ids
from pipeline.pins.idents import of_field, of_key, of_link
from pipeline.pins.layout import FIELDS, Entry, Fault, entries, shown, whole
from pipeline.works import keys

KINDS = tuple(f.name for f in fields(Ids))
PAPER = ("title", "authors", "year", "url")


@dataclass(frozen=True, slots=True)
class Pin:
    """What a person says of a title: its ids, the paper itself, no paper (`skip`), or which it is not (`never`)."""

    line: int
    title: str
    list: str | None = None
    ids: Ids = field(default_factory=Ids)
    paper: Candidate | None = None
    skip: bool = False
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pins:
    """All pins of a file, in its order."""

    pins: tuple[Pin, ...] = ()
    _found: dict[tuple[str, str | None], Pin] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_found", {(fold(p.title), listed(p.list)): p for p in self.pins})

    def of(self, path: str, title: str) -> Pin | None:
        """Give the pin of a title in the list `path`; one that names the list goes before one for all lists."""
        title = fold(title)
        return self._found.get((title, listed(path))) or self._found.get((title, None))

    def unused(self, used: Iterable[Pin]) -> tuple[Pin, ...]:
        """Give the pins that are not among `used`."""
        seen = set(used)
        return tuple(pin for pin in self.pins if pin not in seen)


def fold(title: str) -> str:
    """Give the title as pins compare it: exactly, but for white space and the way accents are stored."""
    return " ".join(unicodedata.normalize("NFC", title).split())


def listed(path: str | None) -> str | None:
    r"""Give the path of a list as pins compare it: `./raw/a.md` and `raw\a.md` are `raw/a.md`."""
    return posixpath.normpath(unicodedata.normalize("NFC", path).replace("\\", "/")) if path else None


def load(text: str, path: str) -> Pins:
    """Read the pins. Raises InputError with all faults, a line each: `path:line: what is wrong: what to do`."""
    found, faults = entries(text)
    pins: list[Pin] = []
    first: dict[tuple[str, str | None], int] = {}
    for entry in found:
        wrong = list(_malformed(entry))
        if not wrong:
            pin, wrong = _pin(entry)
            pins.append(pin)
            key = (fold(pin.title), listed(pin.list))
            if key in first:
                wrong.append(Fault(pin.line, f"{shown(pin.title)} is pinned in line {first[key]} already: keep one"))
            first.setdefault(key, pin.line)
        faults += wrong
    if faults := faults or whole(text):
        raise InputError("\n".join(f"{path}:{fault.line}: {fault.text}" for fault in sorted(set(faults))))
    return Pins(tuple(pins))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_year(value: Any) -> bool:
    return isinstance(value, int) and 1000 <= value <= 9999  # True is 1


def is_link(value: Any) -> bool:
    """Whether a value is a full link to a page."""
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(map(str.isspace, value))
    except ValueError:  # "http://[broken"
        return False


_TEXT = (_is_text, 'text between quotes: "…"')
_NEEDS: dict[str, tuple[Callable[[Any], bool], str]] = dict.fromkeys(FIELDS, _TEXT) | {
    "authors": (_is_texts, 'a list of names: ["A. Author"]'),
    "year": (_is_year, "a year without quotes: 2020"),
    "url": (is_link, 'a full link: "https://…"'),
    "skip": (lambda value: value is True, "the word true, without quotes: or take it out"),
    "not": (_is_texts, 'a list of ids: ["arxiv:…"]'),
}


def _malformed(entry: Entry) -> Iterable[Fault]:
    if not fold(entry.title):
        yield Fault(entry.line, 'the title is empty: write it between quotes, "The Title"')
    for name, value in entry.fields.items():
        if name not in FIELDS:
            near = get_close_matches(name.lower()[:40], FIELDS, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(FIELDS)}"
            yield Fault(_line(entry, name), f"no such field {shown(name)}: {hint}")
        elif not _NEEDS[name][0](value):
            yield Fault(_line(entry, name), f"{name} needs {_NEEDS[name][1]}")
    if all(name == "list" or value == [] for name, value in entry.fields.items()):
        yield Fault(entry.line, f"nothing is said of {shown(entry.title)}: say what it is, or take the pin out")


def _pin(entry: Entry) -> tuple[Pin, list[Fault]]:
    """Make the pin of well-formed fields, and say what in them cannot be."""
    faults: list[Fault] = []
    given = entry.fields

    def read(name: str, reader: Callable[[], Ids]) -> Ids:
        try:
            return reader()
        except ValueError as error:
            faults.append(Fault(_line(entry, name), str(error)))
            return Ids()

    by_kind = {kind: read(kind, partial(of_field, kind, given[kind])) for kind in KINDS if kind in given}
    never = [read("not", partial(of_key, text)) for text in given.get("not", ())]
    paper = _paper(entry) if any(name in given for name in PAPER) else None
    pin = Pin(
        line=entry.line,
        title=entry.title,
        list=given.get("list"),
        ids=_joined(by_kind.values()),
        paper=paper,
        skip="skip" in given,
        never=frozenset(key for one in never for key in keys(one)),
    )
    return pin, faults + [Fault(entry.line, text) for text in _contradictions(pin, given, list(by_kind.values()))]


def _paper(entry: Entry) -> Candidate:
    given = entry.fields
    url = given.get("url")
    return Candidate(
        source="pins",
        title=fold(given.get("title", entry.title)),
        ids=of_link(url) if url else Ids(),
        authors=tuple(map(fold, given.get("authors", ()))),
        year=given.get("year"),
        url=url,
    )


def _joined(found: Iterable[Ids]) -> Ids:
    return Ids(**{kind: value for one in found for kind in KINDS if (value := getattr(one, kind))})


def _contradictions(pin: Pin, given: dict[str, Any], ids: list[Ids]) -> Iterable[str]:
    if pin.skip and (more := [name for name in given if name not in {"skip", "list"}]):
        yield f"skip says that this is no paper, {more[0]} that it is one: keep one of them"
    if ids and pin.paper:
        name = next(name for name in PAPER if name in given)
        yield f"{name} stands beside an id, which tells it already: keep one of them"
    for kind in KINDS:
        if len(values := sorted({value for one in ids if (value := getattr(one, kind))})) > 1:
            yield f"two papers in one pin, {kind}:{values[0]} and {kind}:{values[1]}: keep one of them"
    pinned = [*keys(pin.ids), *keys(pin.paper.ids if pin.paper else Ids())]
    if both := [key for key in pinned if key in pin.never]:
        yield f"{both[0]} is pinned, and ruled out by not: keep one of them"
    if pin.paper and "title" not in given:
        if "url" not in given:
            yield "a paper in no index needs its title or url: add one of them"
        elif pin.paper.ids and not given.keys() & {"authors", "year"}:
            kind, value = keys(pin.paper.ids)[0].split(":", 1)
            yield f"the url is that of an index: write {kind} = {shown(value)} instead"


def _line(entry: Entry, name: str) -> int:
    return entry.parts[name].line if name in entry.parts else entry.line
