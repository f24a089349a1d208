"""I/O: the lists of a run, each with what stands beside it: the bibliography and the pins."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import files, pins, render
from pipeline.errors import InputError
from pipeline.model import Document, Mention, Notice
from pipeline.parse import parse

RESERVED = ("review.md", "changes.md")  # other files that stand in the output folder


@dataclass(frozen=True, slots=True)
class ListFile:
    """One list: its file and the path by which it is known, what stands in it, what a person says of its titles.

    `given` is the text as the file holds it; in place it may hold our insertions, and `document` never does.
    """

    file: Path
    path: str
    given: str
    document: Document
    library: Path | None
    pins: dict[Mention, pins.Pin]
    notices: tuple[tuple[str, Notice], ...]
    in_place: bool = False


def read(
    paths: Sequence[Path], out: Path, bibliography: Path | None, *, in_place: bool = False, as_is: bool = False
) -> list[ListFile]:
    """Read and parse the lists. Raises InputError for one that cannot be read, or whose output would collide.

    Lines are counted as in the file that people see: in place as it will be, unless nothing is written (`as_is`).
    """
    taken: dict[str, Path] = {}
    for path in paths if not in_place else ():
        name = path.name.lower()
        if name in RESERVED:
            raise InputError(f"{path}: the pipeline writes a file of this name; rename the list")
        if name in taken:
            raise InputError(f"{path}: {taken[name]} would be written to the same file; rename one of them")
        if (out / path.name).resolve() == path.resolve():
            raise InputError(f"{path}: the output would overwrite the list; choose another --out, or --in-place")
        taken[name] = path
    said = {folder: _pins(folder / "pins.toml") for folder in dict.fromkeys(p.parent for p in paths)}
    lists = [_read(p, said[p.parent], bibliography, in_place=in_place, as_is=as_is) for p in paths]
    for folder, pinned in said.items():
        at = next(i for i, x in enumerate(lists) if x.file.parent == folder)
        odd = tuple((shown(folder / "pins.toml"), notice) for notice in _unused(folder, pinned, lists))
        lists[at] = replace(lists[at], notices=(*lists[at].notices, *odd))
    return lists


def _unused(folder: Path, pinned: pins.Pins, lists: Sequence[ListFile]) -> Iterator[Notice]:
    """Say which pins no list needs. Lists beside those of the run count too, and have their own pins."""
    left = pinned.unused({pin for x in lists for pin in x.pins.values()})
    read = {pins.listed(x.path) for x in lists}
    others = [p for p in sorted(folder.glob("*.md")) if shown(p) not in read and p.is_file()] if left else []
    titles = {pins.fold(m.title) for p in others for m in _mentions(p)}
    for pin in left:
        path = pins.listed(pin.list)
        if path is None and pins.fold(pin.title) not in titles:
            yield Notice(pin.line, f"no list names “{pin.title}”: this pin is not used", "unused pin")
        elif path in read:
            yield Notice(pin.line, f"{path} does not name “{pin.title}”: this pin is not used", "unused pin")
        elif path and not Path(path).exists():
            yield Notice(pin.line, f"there is no list {path}: this pin is not used", "unused pin")


def _read(path: Path, pinned: pins.Pins, bibliography: Path | None, *, in_place: bool, as_is: bool) -> ListFile:
    given, name = files.read_text(path), shown(path)
    document = parsed(given, will_be_ours=in_place and not as_is)
    found = {m: pin for m in document.mentions if (pin := pinned.of(name, m.title))}
    kept = tuple(m for m in document.mentions if m not in found or not found[m].skip)
    notices = tuple((name, n) for n in document.notices)
    beside = path.parent / "library.bib"
    chosen = bibliography or (beside if beside.exists() else None)
    return ListFile(path, name, given, replace(document, mentions=kept), chosen, found, notices, in_place)


def _mentions(path: Path) -> tuple[Mention, ...]:
    with contextlib.suppress(InputError):  # no list then
        return parsed(files.read_text(path)).mentions
    return ()


def _pins(path: Path) -> pins.Pins:
    return pins.load(files.read_text(path), shown(path)) if path.exists() else pins.Pins()


def parsed(text: str, *, will_be_ours: bool = False) -> Document:
    """Parse a list, or the source of one that we annotated before; its lines are those of the annotated file."""
    try:
        source = render.source(text)
    except InputError:  # it is its own source
        source = render.Source(text)
    above = 1 if will_be_ours else source.above  # our comment; see `render`
    document = parse(render.veiled(source.text))
    mentions = tuple(
        replace(m, line=m.line + above, parent_line=m.parent_line and m.parent_line + above) for m in document.mentions
    )
    odd = [
        Notice(line, f"“{words}” was edited by hand: it stays as it is; delete it to get ours back")
        for line, words in source.edited
    ]
    notices = (*odd, *(replace(n, line=n.line + above) for n in document.notices))
    return replace(document, text=source.text, mentions=mentions, notices=notices)


def shown(path: Path) -> str:
    """Give the path by which a file is known: relative to where we run, with slashes."""
    with contextlib.suppress(ValueError):
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    return path.resolve().as_posix()
