"""I/O: one list of many: its tables, made as a single run makes them, and the stamp that it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from pipeline import atomic, files, lists, output, recall, run
from pipeline.catalog.shelf import MANIFEST, Catalog
from pipeline.errors import InputError, PipelineError
from pipeline.inquiry import Inquiry, offline
from pipeline.model import Answered, Query, Status
from pipeline.sources import SOURCES

TABLES = {"mentions": output.MENTIONS, "papers": output.PAPERS}
DONE = "done"
AT_ONCE = 8  # lists that a worker takes, and that are done again when it is lost
_LONGEST = 150  # characters of a list's path in the name of its files


@dataclass(frozen=True, slots=True)
class Job:
    """What a job is: where its lists are named from, the catalogue, where the datasets go, and the day."""

    folder: Path
    catalog: Path
    out: Path
    today: date


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a list: its mentions and how many were matched; or why it could not be read."""

    path: Path
    mentions: int = 0
    matched: int = 0
    trouble: str | None = None


class _Nothing:
    """A memory without answers: nobody is asked."""

    def get(self, source: str, step: str, query: Query) -> None:  # noqa: ARG002
        return

    def put(self, source: str, step: str, query: Query, answer: Answered) -> None:  # noqa: ARG002
        return


def find(named: Sequence[Path]) -> list[Path]:
    """Give the lists that are named: Markdown files, folders of them, and files with a path on each line.

    Raises InputError for what is not there, or names nothing.
    """
    found: dict[Path, None] = {}
    for path in named:
        if path.is_dir():
            inside = sorted(path.rglob("*.md"))
            if not inside:
                raise InputError(f"{path}: no Markdown files in this folder")
            found |= dict.fromkeys(inside)
        elif path.suffix.lower() in {".md", ".markdown"}:
            found[path] = None
        else:
            lines = enumerate(files.read_text(path).splitlines(), 1)
            paths = {Path(line.strip()): number for number, line in lines if line.strip()}
            if missing := next((f"{path}:{n}: {p}: no such file" for p, n in paths.items() if not p.is_file()), None):
                raise InputError(missing)
            found |= dict.fromkeys(paths)
    return list(found)


def done(job: Job, path: Path) -> Outcome | None:
    """Give what became of a list whose tables stand, made of what it, its pins and the rest hold now; else None."""
    try:
        digest, mentions, matched = _file(job, DONE, path, "txt").read_text("ascii").split()
        return Outcome(path, int(mentions), int(matched)) if digest == _digest(job, path) else None
    except (OSError, ValueError):
        return None


def resolve(job: Job, paths: Sequence[Path]) -> list[Outcome]:
    """Make the tables of lists, but those that a lost worker finished. One that cannot be read costs nothing else."""
    return [done(job, path) or _resolve(job, path) for path in paths]


def _resolve(job: Job, path: Path) -> Outcome:
    try:
        digest = _digest(job, path)
        inquiry = Inquiry([offline(s) for s in SOURCES], _Nothing(), lambda *_: None)
        read = lists.read([path], job.out / DONE, None)
        found, _ = run.find(read, inquiry, recall.Past([], []), job.today, _catalog(job.catalog, _state(job)))
        made = output.data(found)
        for dataset, name in TABLES.items():
            atomic.replace(_file(job, dataset, path, "parquet"), made[name])
        statuses = [row["status"] for row in found.rows]
        count = Outcome(path, len(statuses), statuses.count(Status.MATCHED))
        stamp = f"{digest} {count.mentions} {count.matched}\n"
        atomic.replace(_file(job, DONE, path, "txt"), stamp.encode())
    except PipelineError as error:
        return Outcome(path, trouble=str(error))
    except OSError as error:
        return Outcome(path, trouble=f"{path}: {error.strerror or error}")
    return count


def _digest(job: Job, path: Path) -> str:
    """Give a digest of all that a list's tables are made of."""
    parts = (path, path.parent / "pins.toml", path.parent / "library.bib", job.catalog / MANIFEST)
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part.read_bytes() if part.exists() else b"").digest())
    return whole.hexdigest()


@lru_cache(maxsize=1)
def _catalog(folder: Path, _: int) -> Catalog:
    """Open the catalogue once a process, and again when it was built anew."""
    return Catalog(folder)


def _state(job: Job) -> int:
    return (job.catalog / MANIFEST).stat().st_mtime_ns


def _file(job: Job, dataset: str, path: Path, kind: str) -> Path:
    """Name a list's file in a dataset; two hundred folders or so keep each of them short."""
    shown = lists.shown(path)
    digest = hashlib.sha256(shown.encode("utf-8", "surrogateescape")).hexdigest()
    return job.out / dataset / digest[:2] / f"{quote(shown, safe='')[-_LONGEST:]}-{digest[:8]}.{kind}"
