"""I/O: writing a set of generated files so that a kill, a full disk or a second run loses nothing.

stage every file -> plan -> remove -> put the files in place -> manifest -> drop the plan

What fails while staging has changed nothing. After that the next run finishes the plan before it does anything else.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import filelock

from pipeline import atomic
from pipeline.errors import InputError
from pipeline.ledger import journal
from pipeline.ledger.journal import Step, digest, is_plain, told

MANIFEST = "manifest.json"


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

    A set that a stopped run left half-written is completed first. A folder without manifest is new, or from before
    there were manifests: everything in it may be replaced. Raises InputError for a manifest that cannot be read, or
    that a newer version wrote.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        with told(out, "read"):
            if out.exists() and not out.is_dir():
                raise InputError(f"{out}: is not a folder")
        _read(out / MANIFEST)  # refuses a newer one before anything is done
        left = journal.finish(out)
        promised = _read(out / MANIFEST)
        self._has_manifest, self._was_stopped = promised is not None, bool(left)
        self._promised = promised or {}
        # What a plan that cannot be finished was to write is ours, whichever file it came to.
        self._planned = {n: {*step.before, step.after} for n, step in left.items() if n != MANIFEST}

    def edited(self) -> list[str]:
        """Name the generated files that hold neither what was written last nor what a stopped run was to write."""
        names = sorted(self._promised.keys() | self._planned.keys())
        return [n for n in names if self._is_foreign(n, digest(self._out / n))]

    def write(self, files: Mapping[str, bytes], remove: Iterable[str] = (), *, force: bool = False) -> list[str]:
        """Make the folder hold `files` (by plain name, put in place in that order), and not `remove`.

        Returns the names that changed; equal files are left alone. Raises InputError, before anything is changed,
        where a file of another hand would be lost (unless `force`) or something cannot be written. Where putting
        files in place is itself cut short, the next `Ledger` goes on from there.
        """
        unwanted = [n for n in dict.fromkeys(remove) if n not in files]
        for name in (*files, *unwanted):
            _check_name(self._out, name)
        wanted = {n: hashlib.sha256(data).hexdigest() for n, data in files.items()}
        now = {n: digest(self._out / n) for n in (*self._promised, *self._planned, *files, *unwanted)}
        gone = [n for n in unwanted if now[n] is not None]
        put = [n for n in files if now[n] != wanted[n]]
        if not force:
            self._refuse([n for n in (*put, *gone) if self._is_foreign(n, now[n])])
        self._sweep()
        promises = {n: d for n in now if n not in unwanted and (d := wanted.get(n) or self._settled(n, now[n]))}
        if put or gone or self._was_stopped or promises != self._promised:
            self._carry_out({n: files[n] for n in put}, gone, now, promises)
        return [*put, *gone]

    def _is_foreign(self, name: str, digest: str | None) -> bool:
        ours = (None, self._promised.get(name), *self._planned.get(name, ()))
        return self._has_manifest and digest not in ours

    def _settled(self, name: str, now: str | None) -> str | None:
        """Give what the manifest says of a file that is not written now: a stopped run may have come to it."""
        planned = self._planned.get(name)
        return now if planned is not None and (now is None or now in planned) else self._promised.get(name)

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
        self, files: Mapping[str, bytes], gone: Iterable[str], now: Mapping[str, str | None], promises: dict[str, str]
    ) -> None:
        manifest = journal.dump(dict(sorted(promises.items())), "files")
        with contextlib.ExitStack() as stack:
            # What is gone goes first: it is known from the tables that are replaced. The manifest is the last.
            steps = {n: Step((now[n],), None, None) for n in gone}
            steps |= {n: self._staged(stack, n, data, now[n]) for n, data in files.items()}
            steps[MANIFEST] = self._staged(stack, MANIFEST, manifest, digest(self._out / MANIFEST))
            journal.keep(self._out, steps)
            stack.pop_all()  # from here on what is staged is the next run's, should this one be stopped
        journal.carry_out(self._out, steps)
        self._has_manifest, self._was_stopped = True, False
        self._promised, self._planned = promises, {}

    def _staged(self, stack: contextlib.ExitStack, name: str, data: bytes, now: str | None) -> Step:
        with told(self._out / name, "written"):
            beside = atomic.stage(self._out / name, data)
        stack.callback(beside.unlink, missing_ok=True)
        return Step((now,), hashlib.sha256(data).hexdigest(), beside.name)


def edited_by_hand(out: Path) -> list[str]:
    """Name the generated files that do not hold what was written last. Raises InputError as `Ledger`."""
    promised = _read(out / MANIFEST) or {}
    return [name for name, wanted in sorted(promised.items()) if digest(out / name) not in {None, wanted}]


def _check_name(out: Path, name: str) -> None:
    if name.lower() in {MANIFEST, journal.PLAN}:
        raise InputError(f"{out / name}: the pipeline writes a file of this name; rename the list")
    if not is_plain(name):
        raise InputError(f"{name!r} is no name of a file in {out}")


def _read(path: Path) -> dict[str, str] | None:
    """Read the manifest: the digest of each file."""
    files = journal.load(path, "files")
    if files and not all(isinstance(d, str) for d in files.values()):
        raise journal.unreadable(path, "it holds no digests")
    if files and not all(map(is_plain, files)):
        raise journal.unreadable(path, "it names no plain files")
    return files
