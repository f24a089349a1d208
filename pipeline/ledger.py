"""I/O: writing a set of generated files so that a kill, a full disk or a second run loses nothing.

stage every file -> plan -> remove -> put the files in place -> manifest -> drop the plan

What fails while staging has changed nothing. After that the plan tells the next run which files are ours.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import filelock

from pipeline import atomic
from pipeline.errors import InputError

VERSION = 1  # of the output folder as a whole; raise it when an older pipeline must not write there any more
MANIFEST = "manifest.json"
_PLAN = ".paperlist-plan.json"


@contextmanager
def one_run(out: Path, state: Path) -> Iterator[None]:
    """Be the only run that writes to `out`, among all that share the folder `state`.

    Raises InputError at once where there is another. The lock is the system's (flock), so it ends with its process;
    its empty file stays: https://py-filelock.readthedocs.io/en/latest/
    """
    try:
        name = hashlib.sha256(str(out.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        state.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(state / f"run-{name}.lock", timeout=0)
        lock.acquire()
    except filelock.Timeout:
        raise InputError(f"another run is writing to {out}; wait for it") from None
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{state}: cannot hold the lock of a run: {reason}; set ENRICH_CACHE_DIR") from None
    try:
        yield
    finally:
        lock.release()


class Ledger:
    """The generated files of the folder `out`, as the last runs left them. To be used within `one_run`.

    A folder without manifest is new, or from before there were manifests: everything in it may be replaced.
    Raises InputError for a manifest that cannot be read, or that a newer version wrote.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        with _told(out, "read"):
            if out.exists() and not out.is_dir():
                raise InputError(f"{out}: is not a folder")
        promised, planned = _read(out / MANIFEST), _read(out / _PLAN)
        self._has_manifest, self._was_stopped = promised is not None, planned is not None
        self._promised = {name: digest for name, digests in (promised or {}).items() for digest in digests}
        self._planned = planned or {}

    def edited(self) -> list[str]:
        """Name the generated files that hold neither what was written last nor what a stopped run was to write."""
        names = sorted(self._promised.keys() | self._planned.keys())
        return [n for n in names if self._is_foreign(n, _digest(self._out / n))]

    def write(self, files: Mapping[str, bytes], remove: Iterable[str] = (), *, force: bool = False) -> list[str]:
        """Make the folder hold `files` (by plain name, put in place in that order), and not `remove`.

        Returns the names that changed; equal files are left alone. Raises InputError, before anything is changed,
        where a file of another hand would be lost (unless `force`) or something cannot be written. Where putting
        files in place is itself cut short, the next `write` goes on from there.
        """
        unwanted = [n for n in dict.fromkeys(remove) if n not in files]
        for name in (*files, *unwanted):
            _check_name(self._out, name)
        wanted = {n: hashlib.sha256(data).hexdigest() for n, data in files.items()}
        now = {n: _digest(self._out / n) for n in (*self._promised, *self._planned, *files, *unwanted)}
        gone = [n for n in unwanted if now[n] is not None]
        put = [n for n in files if now[n] != wanted[n]]
        if not force:
            self._refuse([n for n in (*put, *gone) if self._is_foreign(n, now[n])])
        self._sweep()
        promises = {n: d for n in now if n not in unwanted and (d := wanted.get(n) or self._settled(n, now[n]))}
        if put or gone or self._was_stopped or promises != self._promised:
            plan = {n: self._plan(n, now[n], wanted.get(n)) for n in (*self._planned, *put, *gone)}
            self._carry_out({n: files[n] for n in put}, gone, plan, promises)
        return [*put, *gone]

    def _is_foreign(self, name: str, digest: str | None) -> bool:
        ours = (None, self._promised.get(name), *self._planned.get(name, ()))
        return self._has_manifest and digest not in ours

    def _settled(self, name: str, now: str | None) -> str | None:
        """Give what the manifest says of a file that is not written now: a stopped run may have come to it."""
        planned = self._planned.get(name)
        return now if planned is not None and (now is None or now in planned) else self._promised.get(name)

    def _plan(self, name: str, now: str | None, wanted: str | None) -> list[str]:
        """Give what a file may hold until the manifest is written; an edit by hand never becomes ours this way."""
        return sorted({d for d in (None if self._is_foreign(name, now) else now, wanted) if d})

    def _refuse(self, names: list[str]) -> None:
        edited = [str(self._out / n) for n in names if n in self._promised or n in self._planned]
        if edited:
            raise InputError(
                f"{', '.join(edited)}: edited by hand, and the edit would be lost: make it in the source list "
                "(or pins.toml) instead; --force overwrites it"
            )
        if names:
            found = ", ".join(str(self._out / n) for n in names)
            raise InputError(f"{found}: not written by the pipeline: move it away; --force overwrites it")

    def _sweep(self) -> None:
        """Remove what runs that were killed left half-written."""
        for path in self._out.glob(atomic.LEFTOVERS):
            with contextlib.suppress(OSError):
                path.unlink()

    def _carry_out(
        self, files: Mapping[str, bytes], gone: Iterable[str], plan: Mapping[str, list[str]], promises: dict[str, str]
    ) -> None:
        manifest, pending = self._out / MANIFEST, self._out / _PLAN
        with _told(self._out, "written"), contextlib.ExitStack() as stack:
            steps = [(self._stage(stack, self._out / n, data), self._out / n) for n, data in files.items()]
            last = self._stage(stack, manifest, _dump(promises))
            with _told(pending, "written"):
                atomic.replace(pending, _dump(plan))
            for name in gone:  # first: what is gone is known from the tables that are replaced
                with _told(self._out / name, "removed"):
                    (self._out / name).unlink(missing_ok=True)
            for beside, path in steps:
                with _told(path, "written"):
                    beside.replace(path)
            with _told(manifest, "written"):
                atomic.sync(self._out)
                last.replace(manifest)
                atomic.sync(self._out)
            with _told(pending, "removed"):
                pending.unlink()
        self._has_manifest, self._was_stopped = True, False
        self._promised, self._planned = promises, {}

    @staticmethod
    def _stage(stack: contextlib.ExitStack, path: Path, data: bytes) -> Path:
        with _told(path, "written"):
            beside = atomic.stage(path, data)
        stack.callback(beside.unlink, missing_ok=True)
        return beside


@contextmanager
def _told(path: Path, verb: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"{path}: cannot be {verb}: {error.strerror}") from None


def _digest(path: Path) -> str | None:
    """Give the SHA-256 of a file, or None where there is none. Raises InputError where something else is there."""
    with _told(path, "read"):
        if not path.exists():
            return None
        if not path.is_file():
            raise InputError(f"{path}: is not a file; move it away")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def _check_name(out: Path, name: str) -> None:
    if name.lower() in {MANIFEST, _PLAN}:
        raise InputError(f"{out / name}: the pipeline writes a file of this name; rename the list")
    if not _is_plain(name):
        raise InputError(f"{name!r} is no name of a file in {out}")


def _is_plain(name: str) -> bool:
    return name not in {"", ".."} and "\0" not in name and Path(name).name == name


def _dump(files: Mapping[str, str | list[str]]) -> bytes:
    text = json.dumps({"version": VERSION, "files": files}, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode("utf-8", "surrogatepass")  # as json.loads reads; names need not be UTF-8


def _read(path: Path) -> dict[str, list[str]] | None:
    """Read a manifest or a plan: the digests that each file may have."""
    if _digest(path) is None:
        return None
    try:
        data = json.loads(path.read_bytes())
        version = data["version"]
        if version > VERSION:
            raise InputError(
                f"{path}: written by a newer version of the pipeline (format {version}; this one knows {VERSION}): "
                "update it, or write to another folder with --out"
            )
        files = {n: [digests] if isinstance(digests, str) else list(digests) for n, digests in data["files"].items()}
        sound = all(_is_plain(n) and all(isinstance(d, str) for d in ds) for n, ds in files.items())
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _unreadable(path, str(error)) from None
    if not sound:
        raise _unreadable(path, "it names no plain files")
    return files


def _unreadable(path: Path, why: str) -> InputError:
    return InputError(
        f"{path}: cannot be read ({why}): restore it from git, or remove it (edits by hand then go unnoticed)"
    )
