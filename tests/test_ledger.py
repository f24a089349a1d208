"""A set of files is written so that no kill, full disk, second run or careless run loses anything."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import InputError
from pipeline.ledger import MANIFEST, Ledger, one_run
from pipeline.ledger.journal import PLAN

FIRST = {"README.md": b"# Papers\n", "papers.parquet": b"PAR1\0one"}
SECOND = {"README.md": b"# Papers, more\n", "papers.parquet": b"PAR1\0two"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "enriched"


def seen(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in out.iterdir() if p.name != MANIFEST}


# What is written


def test_the_manifest_is_short_sorted_and_undated(out: Path) -> None:
    """A manifest is one line a file, in the order of names."""
    assert Ledger(out).write({"b.md": b"", "a.md": b"x"}) == ["b.md", "a.md"]
    assert (out / MANIFEST).read_text().splitlines() == [
        "{",
        ' "files": {',
        '  "a.md": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",',
        '  "b.md": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"',
        " },",
        ' "version": 1',
        "}",
    ]
    assert (out / MANIFEST).read_text().endswith("}\n")


def test_equal_bytes_touch_nothing(out: Path) -> None:
    """A run that finds nothing new leaves every file as it was, the folder and the manifest too."""
    Ledger(out).write(FIRST)
    before = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in (out, *out.iterdir())}
    assert Ledger(out).write(FIRST, remove=["gone.md"]) == []
    assert {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in (out, *out.iterdir())} == before


def test_only_what_differs_is_replaced_and_what_is_gone_is_removed(out: Path) -> None:
    """The names that changed are given; a removed file leaves the manifest, one that is not written stays in it."""
    Ledger(out).write({**FIRST, "old.md": b"", "kept.md": b"k"})
    assert Ledger(out).write({**FIRST, "README.md": b"new"}, remove=["old.md", "never.md"]) == ["README.md", "old.md"]
    assert seen(out) == {**FIRST, "README.md": b"new", "kept.md": b"k"}
    assert sorted(json.loads((out / MANIFEST).read_bytes())["files"]) == ["README.md", "kept.md", "papers.parquet"]


def test_an_empty_write_makes_no_folder(out: Path) -> None:
    """Nothing to write, nothing written."""
    assert Ledger(out).write({}) == []
    assert not out.exists()


def test_one_ledger_writes_several_times(out: Path) -> None:
    """A ledger knows what it has written itself."""
    ledger = Ledger(out)
    ledger.write(FIRST)
    assert ledger.write(SECOND) == [*SECOND]
    assert ledger.edited() == []


@pytest.mark.parametrize(
    "name", ["名.md", "a b.md", "x" * 255, "caf\udce9.md"], ids=["han", "space", "long", "latin-1"]
)
def test_any_name_of_a_file_is_kept(out: Path, name: str) -> None:
    """A name need neither be ASCII nor UTF-8 nor short."""
    Ledger(out).write({name: b"1"})
    assert Ledger(out).edited() == []
    assert Ledger(out).write({name: b"2"}) == [name]


@pytest.mark.parametrize("name", ["", "..", "a/b.md", "/etc/passwd", "a\0", MANIFEST, "Manifest.JSON"])
def test_a_name_that_cannot_be_is_refused(out: Path, name: str) -> None:
    """Nothing is written outside the folder, nor over the manifest."""
    with pytest.raises(InputError):
        Ledger(out).write({"good.md": b"", name: b""})
    assert not out.exists()


def test_a_file_that_is_gone_already_leaves_the_manifest(out: Path) -> None:
    """What somebody else removed first is no longer promised."""
    Ledger(out).write({**FIRST, "old.md": b""})
    (out / "old.md").unlink()
    assert Ledger(out).write(FIRST, remove=["old.md"]) == []
    assert sorted(json.loads((out / MANIFEST).read_bytes())["files"]) == [*FIRST]


# Edits by hand


def test_an_edit_by_hand_is_kept_and_the_way_out_is_told(out: Path) -> None:
    """Where a file that would change was edited, nothing at all is written."""
    Ledger(out).write(FIRST)
    (out / "README.md").write_text("a correction")
    before = seen(out)
    assert Ledger(out).edited() == ["README.md"]
    with pytest.raises(
        InputError, match=r"enriched/README\.md: edited by hand.*source list \(or pins\.toml\).*--force"
    ):
        Ledger(out).write(SECOND)
    with pytest.raises(InputError, match="edited by hand"):
        Ledger(out).write({}, remove=["README.md"])
    assert seen(out) == before
    assert Ledger(out).write(SECOND, force=True) == [*SECOND]
    assert Ledger(out).edited() == []


def test_an_edit_in_a_file_that_stays_is_no_obstacle(out: Path) -> None:
    """What is not to be written may hold anything, and goes on counting as edited."""
    Ledger(out).write(FIRST)
    (out / "README.md").write_text("a correction")
    assert Ledger(out).write({"papers.parquet": b"new"}) == ["papers.parquet"]
    assert Ledger(out).edited() == ["README.md"]


def test_an_edit_that_says_what_we_would_say_is_taken_over(out: Path) -> None:
    """Bytes equal to the new ones need no overwriting; the manifest learns them."""
    Ledger(out).write(FIRST)
    (out / "README.md").write_bytes(SECOND["README.md"])
    assert Ledger(out).write(SECOND) == ["papers.parquet"]
    assert Ledger(out).edited() == []


def test_a_deleted_file_is_made_again(out: Path) -> None:
    """To delete a generated file is no edit that could be lost."""
    Ledger(out).write(FIRST)
    (out / "README.md").unlink()
    assert Ledger(out).edited() == []
    assert Ledger(out).write(FIRST) == ["README.md"]


def test_a_file_of_somebody_else_is_not_overwritten(out: Path) -> None:
    """Once there is a manifest, a file that it does not name is not ours."""
    Ledger(out).write(FIRST)
    (out / "notes.md").write_text("mine")
    with pytest.raises(InputError, match=r"notes\.md: not written by the pipeline"):
        Ledger(out).write({"notes.md": b"ours"})
    with pytest.raises(InputError, match=r"notes\.md: not written by the pipeline"):
        Ledger(out).write({}, remove=["notes.md"])
    assert (out / "notes.md").read_text() == "mine"


def test_an_older_folder_without_manifest_is_carried_over(out: Path) -> None:
    """Before there were manifests everything could be replaced; the first write makes the manifest."""
    out.mkdir()
    for name, data in FIRST.items():
        (out / name).write_bytes(data)
    assert Ledger(out).edited() == []
    assert Ledger(out).write({**FIRST, "README.md": b"new"}) == ["README.md"]
    (out / "papers.parquet").write_bytes(b"edited")
    assert Ledger(out).edited() == ["papers.parquet"]


# Manifests that cannot be used


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"version": 2, "sets": []}', r"newer version of the pipeline \(format 2; this one knows 1\): update it"),
        ("", "cannot be read"),
        ('<<<<<<< HEAD\n{"version": 1}\n', "restore it from git"),
        ('{"version": 1}', "cannot be read"),
        ('{"version": "1", "files": {}}', "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ("\xff", "cannot be read"),
        ('{"version": 1, "files": {"../../x": "00"}, "steps": {"../../x": STEP}}', "it names no plain files"),
        ('{"version": 1, "files": {"x": 1}, "steps": {"x": 1}}', "cannot be read"),
    ],
    ids=["newer", "empty", "merge-conflict", "no-files", "version-text", "deep", "latin-1", "up", "number"],
)
@pytest.mark.parametrize("name", [MANIFEST, PLAN])
def test_a_manifest_that_cannot_be_used_is_named(out: Path, name: str, text: str, message: str) -> None:
    """A newer or a broken manifest or plan stops the run with what to do."""
    out.mkdir()
    (out / name).write_bytes(text.replace("STEP", '{"before": [null], "after": null, "part": null}').encode("latin-1"))
    with pytest.raises(InputError, match=message) as caught:
        Ledger(out)
    assert str(out / name) in str(caught.value)


# Places that cannot be written


def test_a_file_in_place_of_the_folder_is_named(out: Path) -> None:
    """The output must be a folder."""
    out.write_text("")
    with pytest.raises(InputError, match="enriched: is not a folder"):
        Ledger(out)
    with pytest.raises(InputError, match="cannot be written: Not a directory"):
        Ledger(out / "below").write(FIRST)


@pytest.mark.parametrize("name", [*FIRST, MANIFEST, PLAN])
def test_a_folder_in_place_of_a_file_is_named(out: Path, name: str) -> None:
    """A folder is never removed, and nothing is written beside it."""
    (out / name).mkdir(parents=True)
    with pytest.raises(InputError, match=f"{name}: is not a file"):
        Ledger(out).write(FIRST, force=True)
    assert [p.name for p in out.iterdir()] == [name]


def test_a_pipe_in_place_of_a_file_is_not_waited_for(out: Path) -> None:
    """Only plain files are read."""
    out.mkdir()
    os.mkfifo(out / "README.md")
    with pytest.raises(InputError, match="is not a file"):
        Ledger(out).write(FIRST)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any folder")
def test_a_folder_that_is_read_only_is_named(out: Path) -> None:
    """Without the right to write, the last state stands."""
    Ledger(out).write(FIRST)
    out.chmod(0o500)
    try:
        with pytest.raises(InputError, match="cannot be written: Permission denied"):
            Ledger(out).write(SECOND)
        assert seen(out) == FIRST
        assert Ledger(out).write(FIRST) == []
    finally:
        out.chmod(0o700)


class Faults:
    """Lets the n-th call of the system fail; counts the calls."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls = 0
        self.failing = 0
        self.error = 28
        monkeypatch.setattr("os.fsync", self._wrapped(lambda _: None))  # the true one takes 10 ms
        for name in ("replace", "unlink", "chmod"):
            monkeypatch.setattr(f"os.{name}", self._wrapped(getattr(os, name)))
        monkeypatch.setattr("tempfile.mkstemp", self._wrapped(tempfile.mkstemp))

    def _wrapped(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == self.failing:
                raise OSError(self.error, os.strerror(self.error))
            return call(*args, **options)

        return wrapped


@pytest.mark.parametrize("error", [28, 5, 30, 13], ids=["disk-full", "broken", "read-only", "forbidden"])
def test_a_failure_anywhere_leaves_whole_files_and_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    """Whatever call fails: an InputError, every file old or new, none taken for an edit, the next write completes."""
    faults = Faults(monkeypatch)
    faults.error = error
    failed = 0
    for number in range(1, 100):
        out = tmp_path / str(number)
        Ledger(out).write({**FIRST, "old.md": b"old"})
        faults.calls, faults.failing = 0, number
        try:
            Ledger(out).write(SECOND, remove=["old.md"])
        except InputError:
            failed += 1
        calls, faults.failing = faults.calls, 0
        state = seen(out)
        assert all(state[n] in {FIRST[n], SECOND[n]} for n in FIRST)
        assert Ledger(out).edited() == []
        Ledger(out).write(SECOND, remove=["old.md"])
        assert seen(out) == SECOND
        if calls < number:
            break
    assert failed > 15
    assert calls < number


def test_a_full_disk_changes_nothing(out: Path) -> None:
    """Room is found out before the first file is replaced (here by the limit of a process on the size of files)."""
    Ledger(out).write(FIRST)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        with pytest.raises(InputError, match=r"papers\.parquet: cannot be written: File too large"):
            Ledger(out).write({"README.md": b"small", "papers.parquet": b"x" * 20_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert seen(out) == FIRST
    assert Ledger(out).edited() == []


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="a small disk needs root on Linux"
)
def test_a_small_disk_that_is_full_changes_nothing(out: Path) -> None:
    """On a real file system without room the last state stands, and a later smaller write works."""
    out.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", out], check=False, capture_output=True
    ).returncode:
        pytest.skip("no file system may be mounted here")
    try:
        Ledger(out).write(FIRST)
        before = seen(out)
        with pytest.raises(InputError, match="cannot be written: No space left on device"):
            Ledger(out).write({"README.md": b"r" * 30_000, "papers.parquet": b"p" * 60_000})
        assert seen(out) == before
        assert Ledger(out).write(SECOND) == [*SECOND]
    finally:
        subprocess.run(["umount", out], check=True)


# Runs that are killed

_FORKS = """
import json, os, signal, sys, time
from pathlib import Path
from pipeline.ledger import Ledger

def slow(call):
    def slowed(*args, **options):
        time.sleep(0.0005)
        done = call(*args, **options)
        time.sleep(0.0005)
        return done
    return slowed

os.fsync = slow(lambda _: None)  # the true one takes from 1 to 100 ms, and a kill needs none
os.replace, os.unlink = slow(os.replace), slow(os.unlink)
for line in sys.stdin:
    order = json.loads(line)
    if child := os.fork():
        time.sleep(order["seconds"])
        os.kill(child, signal.SIGKILL)
        print(os.waitpid(child, 0)[1], flush=True)
    else:
        files = {n: t.encode() for n, t in order["files"].items()}
        Ledger(Path(order["out"])).write(files, order["remove"])
        os._exit(0)
"""


def generation(number: int) -> tuple[dict[str, str], list[str]]:
    """Give what run `number` is to write and to remove: `b.md` comes and goes."""
    files = {n: f"{number} {n}\n" * 2000 for n in ("a.md", "b.md", "papers.parquet", "mentions.parquet")}
    return (files, []) if number % 2 else ({n: t for n, t in files.items() if n != "b.md"}, ["b.md"])


def test_a_run_may_be_killed_at_any_moment(out: Path) -> None:
    """After each of 50 kills, some in a row, all files are whole and ours; the next run completes the set."""
    chance = random.Random(6)  # only where to kill; what must hold holds everywhere
    killed = 0
    may_hold: dict[str, set[str]] = {}
    with subprocess.Popen(
        [sys.executable, "-c", _FORKS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as forks:
        assert forks.stdin
        assert forks.stdout
        for number in range(50):
            files, remove = generation(number)
            order = {"out": str(out), "files": files, "remove": remove, "seconds": chance.uniform(0, 0.06)}
            forks.stdin.write(json.dumps(order) + "\n")
            killed += int(forks.stdout.readline()) == signal.SIGKILL
            for name in generation(1)[0]:
                may_hold.setdefault(name, set()).add(files.get(name, ""))
            state = {p.name: p.read_text() for p in out.glob("[!.]*") if p.name != MANIFEST} if out.exists() else {}
            assert all(state.get(n, "") in texts | {""} for n, texts in may_hold.items())
            assert Ledger(out).edited() == []
            if chance.random() < 0.5:
                Ledger(out).write({n: t.encode() for n, t in files.items()}, remove)
                assert {n: data.decode() for n, data in seen(out).items()} == files  # and nothing hidden
                assert Ledger(out).edited() == []
                may_hold = {n: {files.get(n, "")} for n in may_hold}
        forks.stdin.close()
    assert killed > 10  # on a fast machine some are done before


@pytest.fixture
def stopped(out: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder in which a run was stopped after its first file, the removal of another."""
    Ledger(out).write({**FIRST, "old.md": b""})

    def stop(source: Path, target: Path) -> None:
        if target.name in {*FIRST, MANIFEST}:
            raise OSError(5, "Input/output error")
        rename(source, target)

    rename = os.replace
    with monkeypatch.context() as patched:
        patched.setattr("os.replace", stop)
        with pytest.raises(InputError, match=r"README\.md: cannot be written: Input/output error"):
            Ledger(out).write(SECOND, remove=["old.md"])
    assert seen(out).keys() > {PLAN}
    return out


def test_the_set_of_a_stopped_run_is_completed_first(stopped: Path) -> None:
    """Before the next run reads anything, all files are of one run; nothing is left beside them."""
    assert Ledger(stopped).edited() == []
    assert seen(stopped) == SECOND
    assert sorted(json.loads((stopped / MANIFEST).read_bytes())["files"]) == sorted(SECOND)


def test_an_edit_after_a_stopped_run_is_an_edit(stopped: Path) -> None:
    """Then nothing is completed: what the stopped run was to write is ours, nothing else."""
    (stopped / "README.md").write_text("a correction")
    (stopped / "papers.parquet").write_bytes(SECOND["papers.parquet"])
    assert Ledger(stopped).edited() == ["README.md"]
    with pytest.raises(InputError, match=r"README\.md: edited by hand"):
        Ledger(stopped).write({"README.md": b"third"})
    assert Ledger(stopped).write({"papers.parquet": b"third"}) == ["papers.parquet"]
    assert Ledger(stopped).edited() == ["README.md"]
    assert Ledger(stopped).write(SECOND, force=True) == [*SECOND]


def test_a_staged_file_that_is_gone_or_torn_is_made_again(stopped: Path) -> None:
    """A plan is carried out whole or not at all."""
    next(p for p in stopped.glob(".paperlist-*.part") if p.read_bytes() == SECOND["README.md"]).write_bytes(b"torn")
    assert Ledger(stopped).edited() == []
    assert seen(stopped).items() > FIRST.items()
    assert Ledger(stopped).write(SECOND) == [*SECOND]
    assert seen(stopped) == SECOND


def test_what_dead_runs_left_is_cleaned_and_nothing_else(out: Path) -> None:
    """Only files of our pattern are removed."""
    Ledger(out).write(FIRST)
    (out / ".paperlist-abc12_ef.part").write_text("half")
    (out / ".paperlist-mine.part").write_text("")
    (out / ".hidden").write_text("")
    assert Ledger(out).write(FIRST) == []
    assert seen(out).keys() - FIRST.keys() == {".hidden", ".paperlist-mine.part"}


# Two runs at once

_HOLD = """
import sys
from pathlib import Path
from pipeline.ledger import one_run
with one_run(Path(sys.argv[1]), Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other_run(out: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a run in another process that holds the folder until it is told to end."""
    command = [sys.executable, "-c", _HOLD, str(out), str(tmp_path / "state")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process


def test_a_second_run_is_refused_at_once(
    out: Path, tmp_path: Path, other_run: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By whatever path the folder is named; another folder is free; a dead run leaves no lock."""
    state = tmp_path / "state"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(out)
    for name in (out, Path("enriched"), Path("link"), tmp_path / "x" / ".." / "enriched"):
        with pytest.raises(InputError, match=f"another run is writing to {name}; wait for it"), one_run(name, state):
            pass
    with one_run(tmp_path / "another", state):
        pass
    other_run.kill()
    other_run.wait()
    with one_run(out, state):
        pass


def test_a_run_that_ends_or_fails_gives_the_folder_free(out: Path, tmp_path: Path) -> None:
    """The lock is held within the block only."""
    with pytest.raises(ZeroDivisionError), one_run(out, tmp_path):
        raise ZeroDivisionError
    with one_run(out, tmp_path), pytest.raises(InputError, match="another run"), one_run(out, tmp_path):
        pass
    with one_run(out, tmp_path):
        pass


def test_a_place_for_the_lock_that_cannot_be_is_told(out: Path, tmp_path: Path) -> None:
    """Without a lock there is no run."""
    (tmp_path / "state").write_text("")
    told = pytest.raises(InputError, match=r"state: cannot hold the lock of a run: .*ENRICH_CACHE_DIR")
    with told, one_run(out, tmp_path / "state"):
        pass
