"""I/O: the plan of a set of files that is being put in place, so that the next run can finish what one was killed at.

It lies beside the files while they are put in place, with the new ones staged; then it is dropped.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline import atomic
from pipeline.errors import InputError

VERSION = 1  # of the output folder as a whole; raise it when an older pipeline must not write there any more
PLAN = ".paperlist-plan.json"


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a plan: the digests it may have before, the one it gets, and where its new bytes are staged.

    `after` and `part` are None for a file that is removed.
    """

    before: tuple[str | None, ...]
    after: str | None
    part: str | None


Steps = Mapping[str, Step]
"""By name of file, in the order in which they are carried out."""


def keep(out: Path, steps: Steps) -> None:
    """Write the plan down. Raises InputError."""
    with told(out / PLAN, "written"):
        atomic.replace(out / PLAN, dump({name: asdict(step) for name, step in steps.items()}, "steps"))


def carry_out(out: Path, steps: Steps) -> None:
    """Put the staged files in place and drop the plan; what is in place already stays. Raises InputError."""
    for name, step in steps.items():
        path = out / name
        if step.part is None:
            with told(path, "removed"):
                path.unlink(missing_ok=True)
            continue
        with told(path, "written"), contextlib.suppress(FileNotFoundError):
            (out / step.part).replace(path)
    with told(out, "written"):
        atomic.sync(out)
    with told(out / PLAN, "removed"):
        (out / PLAN).unlink()


def finish(out: Path) -> Steps:
    """Carry out the plan of a run that was stopped, if all is as that run left it; else give the plan.

    What somebody has changed since, or a staged file that is gone, is for the caller to judge.
    """
    steps = _read(out / PLAN)
    if steps and all(_is_ready(out, name, step) for name, step in steps.items()):
        carry_out(out, steps)
        return {}
    return steps


def _is_ready(out: Path, name: str, step: Step) -> bool:
    now = digest(out / name)
    if step.part is None or now == step.after:
        return now in (*step.before, step.after)
    return now in step.before and digest(out / step.part) == step.after


def _read(path: Path) -> Steps:
    data = load(path, "steps")
    if data is None:
        return {}
    try:
        steps = {name: Step(tuple(one["before"]), one["after"], one["part"]) for name, one in data.items()}
        digests = [d for s in steps.values() for d in (*s.before, s.after, s.part)]
    except (TypeError, KeyError) as error:
        raise unreadable(path, f"it has no {error}") from None
    names = (*steps, *(s.part for s in steps.values() if s.part is not None))
    if not all(map(is_plain, names)) or not all(d is None or isinstance(d, str) for d in digests):
        raise unreadable(path, "it names no plain files")
    return steps


# What the plan and the manifest have in common.


def dump(data: Mapping[str, Any], key: str) -> bytes:
    """Write a plan or a manifest."""
    text = json.dumps({key: data, "version": VERSION}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "surrogatepass")  # as json.loads reads; names need not be UTF-8


def load(path: Path, key: str) -> dict[str, Any] | None:
    """Read a plan or a manifest. Raises InputError for one that cannot be read, or that a newer version wrote."""
    if digest(path) is None:
        return None
    try:
        data = json.loads(path.read_bytes())
        version = data["version"]
        if version > VERSION:
            raise InputError(
                f"{path}: written by a newer version of the pipeline (format {version}; this one knows {VERSION}): "
                "update it, or write to another folder with --out"
            )
        found = dict(data[key].items())
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise unreadable(path, str(error)) from None
    return found


def unreadable(path: Path, why: str) -> InputError:
    """Say that a plan or a manifest cannot be read, and what to do."""
    return InputError(
        f"{path}: cannot be read ({why}): restore it from git, or remove it (edits by hand then go unnoticed)"
    )


def digest(path: Path) -> str | None:
    """Give the SHA-256 of a file, or None where there is none. Raises InputError where something else is there."""
    with told(path, "read"):
        if not path.exists():
            return None
        if not path.is_file():
            raise InputError(f"{path}: is not a file; move it away")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def is_plain(name: object) -> bool:
    """Whether it is the name of a file, and of no other folder."""
    return isinstance(name, str) and name not in {"", ".."} and "\0" not in name and Path(name).name == name


@contextmanager
def told(path: Path, verb: str) -> Iterator[None]:
    """Turn an OSError into an InputError that names the file."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{path}: cannot be {verb}: {error.strerror}") from None
