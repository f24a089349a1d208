"""Pure: a pin is put into the text by splicing; every byte outside it stays."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.errors import InputError
from pipeline.pins.idents import is_index, of_key
from pipeline.pins.layout import BOM, FIELDS, Entry, Statement, Token, entries, quoted, statements
from pipeline.pins.read import KINDS, PAPER, fold, is_link, listed, load
from pipeline.works import keys


class Splice(NamedTuple):
    """Text to put in place of `start` to `end`."""

    start: int
    end: int
    text: str


def line(title: str, ident: str) -> str:
    """Give the line to paste for a title. Raises InputError for an `ident` that `add` refuses, or an empty title."""
    return f"{quoted(_named(title))} = {_inline(_asked(ident, _named(title)))}"


def add(text: str, title: str, ident: str, path_of_list: str | None = None, *, path: str = "raw/pins.toml") -> str:
    """Give the text with a pin for the title (in that list, or in all), in place of the one it has.

    `ident`: `arxiv:2302.02676`, `doi:…`, `acl:…`, `openreview:…`, `s2:…`, a link to one of these or to a page of the
    paper's own, `skip`, or `not:` before an id, which joins those ruled out already. Raises InputError for another, and
    for faults in the text, which `path` names.
    """
    title, change = _named(title), _asked(ident, _named(title))
    load(text, path)
    same = [entry for entry in entries(text)[0] if fold(entry.title) == title]
    wanted = listed(path_of_list)
    found = next((entry for entry in same if listed(entry.fields.get("list")) == wanted), None)
    fields = ({"list": wanted} if wanted else {}) | change
    if found:
        return _spliced(text, _replaced(text, found, _changed(found.fields, change)))
    if same:
        return _spliced(text, _beside(text, same[-1], fields))
    return _spliced(text, [_new(text, f"{quoted(title)} = {_inline(fields)}")])


def _named(title: str) -> str:
    if not fold(title):
        raise InputError("a pin needs a title: give it as the list writes it")
    if any("\ud800" <= char <= "\udfff" for char in title):
        raise InputError("the title holds bytes that are no text: give it as the list writes it, in UTF-8")
    return fold(title)


def _asked(ident: str, title: str) -> dict[str, Any]:
    """Read what is asked for, as fields."""
    ident = ident.strip()
    if ident == "skip":
        return {"skip": True}
    rest = ident.removeprefix("not:")
    try:
        found = of_key(rest)
    except ValueError as error:
        if is_link(ident) and not is_index(ident):
            return {"title": title, "url": ident}
        raise InputError(f"{error}; or skip, or not: before an id") from error
    key = f"doi:{found.doi}" if found.doi else keys(found)[0]  # an ACL DOI tells its ACL id, not the other way round
    kind, value = key.split(":", 1)
    return {"not": [key]} if rest != ident else {kind: value}


def _changed(old: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Give the fields of a pin after a change; what the change contradicts goes."""
    new = {"list": old["list"]} if "list" in old else {}
    if "skip" in change:
        return new | change
    told = [key for kind, value in change.items() if kind in KINDS for key in keys(of_key(f"{kind}:{value}"))]
    ruled_out = [one for one in old.get("not", ()) if not set(keys(of_key(one))) & set(told)]
    if "not" in change:
        stays = {name: old[name] for name in (*KINDS, *PAPER) if name in old}
        [key] = change["not"]
        more = [] if any(set(keys(of_key(one))) & set(keys(of_key(key))) for one in ruled_out) else [key]
        return new | ({} if _tells(stays, key) else stays) | {"not": ruled_out + more}
    return new | change | ({"not": ruled_out} if ruled_out else {})


def _tells(fields: dict[str, Any], key: str) -> bool:
    """Say whether the pin is of the work `key`: then all it says is about that work."""
    told = [f"{kind}:{fields[kind]}" for kind in KINDS if kind in fields]
    told += [fields["url"]] if "url" in fields else []
    for one in told:
        try:
            if set(keys(of_key(one))) & set(keys(of_key(key))):
                return True
        except ValueError:  # a link that proves nothing
            continue
    return False


def _replaced(text: str, entry: Entry, new: dict[str, Any]) -> list[Splice]:
    old = entry.fields
    if new == old:
        return []
    rest = {name: value for name, value in new.items() if name != "not"}
    grown = rest == {n: v for n, v in old.items() if n != "not"} and new.get("not", [])[:-1] == old.get("not")
    if grown and (last := _last_of_not(entry)):  # the list may span lines and have comments
        return [Splice(last.end, last.end, ", " + quoted(new["not"][-1]))]
    if entry.tokens:
        return [Splice(entry.tokens[0].start, entry.tokens[-1].end, _inline(new))]
    lines = [_field(name, new[name]) for name in _ordered(new) if name not in entry.parts]
    splices = []
    for name, part in entry.parts.items():
        if name in new:
            if new[name] != old[name]:
                splices.append(Splice(part.start, part.end, _field(name, new[name])))
        elif lines:
            splices.append(Splice(part.start, part.end, lines.pop()))
        else:
            splices.append(_deleted(text, part))
    return splices + [_below(text, entry.statement.end, one) for one in lines]


def _last_of_not(entry: Entry) -> Token | None:
    tokens = entry.tokens or entry.parts["not"].tokens
    for at, (key, equals) in enumerate(pairwise(tokens)):
        if key.mark in {"not", '"not"', "'not'"} and equals.mark == "=":
            end = next(i for i in range(at, len(tokens)) if tokens[i].mark == "]")
            return tokens[end - 1] if tokens[end - 1].mark != "[" else None
    return None  # the key has escapes


def _beside(text: str, entry: Entry, fields: dict[str, Any]) -> list[Splice]:
    """Put a second pin of a title beside its first, which is for another list."""
    if entry.tokens:
        start, end = entry.tokens[0].start, entry.tokens[-1].end
        if entry.statement.tokens[-1].mark == "]":
            return [Splice(end, end, f", {_inline(fields)}")]
        return [Splice(start, start, "["), Splice(end, end, f", {_inline(fields)}]")]
    head = entry.statement
    last = max([head.end, *(part.end for part in entry.parts.values())])
    lines = ["", f"[[{quoted(fold(entry.title))}]]", *(_field(name, fields[name]) for name in _ordered(fields))]
    below = _below(text, last, _newline(text).join(lines))
    if head.tokens[1].mark == "[":
        return [below]
    return [Splice(head.start, head.start, "["), Splice(head.end, head.end, "]"), below]


def _new(text: str, pin: str) -> Splice:
    """Place a new line: at the end, or above the first table, which would swallow it."""
    above: Statement | None = None
    for statement in statements(text):
        if statement.tokens[0].mark == "[":
            at = _above_comments(text, statement.start)
            return _below(text, above.end, pin) if above else Splice(at, at, pin + _newline(text))
        above = statement
    end = len(text)
    unfinished = not text.endswith("\n") and text not in {"", BOM}
    return Splice(end, end, _newline(text) + pin if unfinished else pin + _newline(text))


def _above_comments(text: str, at: int) -> int:
    """Give where the comment that belongs to the line at `at` begins."""
    start = text.rfind("\n", 0, at) + 1
    while start and text[text.rfind("\n", 0, start - 1) + 1 : start].lstrip().startswith("#"):
        start = text.rfind("\n", 0, start - 1) + 1
    return start or text.startswith(BOM)


def _below(text: str, at: int, lines: str) -> Splice:
    end = text.find("\n", at)
    if end < 0:
        return Splice(len(text), len(text), _newline(text) + lines)
    return Splice(end + 1, end + 1, lines + _newline(text))


def _deleted(text: str, part: Statement) -> Splice:
    """Take a statement out with its line, unless a comment stands there."""
    start = text.rfind("\n", 0, part.start) + 1
    end = text.find("\n", part.end) + 1 or len(text)
    alone = not (text[start : part.start] + text[part.end : end]).strip()
    return Splice(start, end, "") if alone else Splice(part.start, part.end, "")


def _spliced(text: str, splices: list[Splice]) -> str:
    done, at = [], 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        done += [text[at:start], new]
        at = end
    return "".join(done) + text[at:]


def _newline(text: str) -> str:
    return "\r\n" if text[: text.find("\n")].endswith("\r") else "\n"


def _ordered(fields: dict[str, Any]) -> list[str]:
    return [name for name in FIELDS if name in fields]


def _inline(fields: dict[str, Any]) -> str:
    return "{ " + ", ".join(_field(name, fields[name]) for name in _ordered(fields)) + " }"


def _field(name: str, value: Any) -> str:
    return f"{name} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(quoted, value)) + "]"
    if isinstance(value, str):
        return quoted(value)
    return "true" if value is True else str(value)
