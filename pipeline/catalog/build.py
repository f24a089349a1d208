"""I/O: building a catalogue out of dumps, and adding to one: only what is new or says something new is written.

Whatever happens, `catalog.json` names parts that are whole: it is put in place last, and in one step.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import filelock
import numpy as np
import numpy.typing as npt

from pipeline import atomic
from pipeline.catalog import ahead, readers
from pipeline.catalog.keys import Batch
from pipeline.catalog.part import Part, Writer
from pipeline.catalog.readers import Form, Task
from pipeline.catalog.shelf import MANIFEST, VERSION, Manifest, open_parts, read_manifest
from pipeline.errors import InputError

PART = 1_000_000  # rows of a part; what its keys take in memory while it is written is 120 MB
SMALL = 8  # parts of less than a quarter of that, from which on they are put together
SHOWN = 5  # broken records of a file that are named
_LOCK = ".lock"


@dataclass
class Tally:
    """What became of one dump: its records that were new, said something new, or nothing new; and what was broken."""

    file: str
    form: str = ""
    new: int = 0
    changed: int = 0
    same: int = 0
    broken: int = 0
    shown: list[str] = field(default_factory=list)
    broke_off: str | None = None

    @property
    def read(self) -> int:
        """Count all of its records."""
        return self.new + self.changed + self.same + self.broken


Tell = Callable[[Tally], None]
"""Hears how far a dump is read."""


def build(folder: Path, dumps: Sequence[Path], today: date, tell: Tell = lambda *_: None) -> list[Tally]:
    """Put the dumps' records into the catalogue in `folder`, which is made where there is none.

    A dump that breaks off gives what stood before. Raises InputError for a folder or a dump that cannot be used at
    all; then nothing changes.
    """
    with _alone(folder):
        known = read_manifest(folder) or Manifest()
        _sweep(folder, known)
        try:
            forms = [readers.form_of(path) for path in dumps]
            job = _Build(folder, known)
            tallies = job.take(list(zip(dumps, forms, strict=True)), tell)
            job.fold()
            job.finish(tallies, today)
        except OSError as error:
            raise InputError(f"{folder}: cannot be written: {error.strerror or error}") from None
        finally:
            _sweep(folder, read_manifest(folder) or Manifest())
    return tallies


class _Build:
    """What one build adds to a catalogue: parts, and rows of older parts that they replace."""

    def __init__(self, folder: Path, known: Manifest) -> None:
        self._folder = folder
        self._known = known
        self._parts = open_parts(folder, known)
        self._dead = [set(p.dead.tolist()) for p in self._parts]
        self._writer: Writer | None = None
        self._made = 0

    def take(self, dumps: Sequence[tuple[Path, Form]], tell: Tell) -> list[Tally]:
        """Put the dumps' records in; of a dump that breaks off, those that stand before."""
        tallies = [Tally(path.name, form.NAME) for path, form in dumps]
        for of, ready in ahead.ready(_tasks(dumps, tallies)):
            tally = tallies[of]
            if tally.broke_off:
                continue
            tally.broken += len(ready.broken)
            tally.shown += [f"{b.place}: {b.why}" for b in ready.broken[: SHOWN - len(tally.shown)]]
            if ready.batch:
                self._write(ready.batch.only(self._news(ready.batch, tally)))
            tally.broke_off = ready.broke_off
            tell(tally)
        return tallies

    def fold(self) -> None:
        """Put small parts together where they have become many, and parts of which little holds into new ones."""
        lives = [len(p.contents) - len(dead) for p, dead in zip(self._parts, self._dead, strict=True)]
        small = {i for i, live in enumerate(lives) if live < PART // 4}
        chosen = small if len(small) >= SMALL else set[int]()
        chosen |= {i for i, p in enumerate(self._parts) if lives[i] * 2 < len(p.contents)}
        kept = (
            Task(i, iter, [r for row, r in piece if row not in self._dead[i]])
            for i in sorted(chosen)
            for piece in self._parts[i].all()
        )
        for _, ready in ahead.ready(kept):
            if ready.batch:
                self._write(ready.batch)
        for at in sorted(chosen, reverse=True):
            del self._parts[at], self._dead[at]

    def finish(self, tallies: Sequence[Tally], today: date) -> None:
        """Put the new state in place."""
        self._close()
        builds, parts = self._known.builds + 1, dict[str, str | None]()
        for part, dead in zip(self._parts, self._dead, strict=True):
            name = parts[part.folder.name] = f"{part.folder.name}.dead-{builds:06}.npy" if dead else None
            if name:
                np.save(self._folder / name, np.array(sorted(dead), np.uint32))
        dumps = [*self._known.dumps, *({"day": today.isoformat(), **asdict(t)} for t in tallies)]
        raw = {"version": VERSION, "builds": builds, "parts": parts, "dumps": dumps}
        atomic.replace(self._folder / MANIFEST, json.dumps(raw, indent=1).encode())

    def _news(self, batch: Batch, tally: Tally) -> npt.NDArray[np.bool_]:
        """Say which records say something new, and mark those that they replace."""
        wanted, changed = np.ones(len(batch.names), bool), set[int]()
        order = np.argsort(batch.names)  # looked up in order they stay in the cache of the processor
        for dead, part in zip(self._dead, self._parts, strict=True):
            for place, rows in part.find(batch.names[order]):
                at, old = int(order[place]), set(rows) - dead
                if any(part.contents[row] == batch.contents[at] for row in old):
                    wanted[at] = False
                elif old:
                    dead.update(old)
                    changed.add(at)
        tally.same += int((~wanted).sum())
        tally.changed += len(changed)
        tally.new += int(wanted.sum()) - len(changed)
        return wanted

    def _write(self, batch: Batch) -> None:
        if not len(batch.names):
            return
        if self._writer is None:
            self._made += 1
            self._writer = Writer(self._folder / f"part-{self._known.builds + 1:06}-{self._made:03}")
        self._writer.add(batch)
        if self._writer.rows >= PART:
            self._close()

    def _close(self) -> None:
        if self._writer is not None:
            replaced = self._writer.close()
            self._parts.append(Part(self._writer.folder))
            self._dead.append(set(replaced.tolist()))
            self._writer = None


def _tasks(dumps: Sequence[tuple[Path, Form]], tallies: Sequence[Tally]) -> Iterator[Task]:
    """Cut the dumps into pieces; what stands behind the break of a dump is not read."""
    for of, (path, form) in enumerate(dumps):
        for task in readers.tasks(form, path, of):
            if tallies[of].broke_off:
                break
            yield task


def _sweep(folder: Path, known: Manifest) -> None:
    """Remove what does not count: the rest of a build that was stopped, and what newer parts replaced."""
    named = {*known.parts, *known.parts.values()}
    for path in folder.glob("part-*"):
        if path.name not in named:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Be the only build in a folder. Raises InputError at once where there is another."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is not a folder")
    try:
        if (
            folder.exists()
            and not (folder / MANIFEST).exists()
            and not (folder / _LOCK).exists()
            and any(folder.iterdir())
        ):
            raise InputError(f"{folder}: holds other files and no catalogue; name a new folder")
        folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(folder / _LOCK, timeout=0):
            yield
    except filelock.Timeout:
        raise InputError(f"another build is writing to {folder}; wait for it") from None
    except PermissionError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}") from None
