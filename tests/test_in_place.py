"""What people and accidents do to the files of a list: edits by hand, kills, a full disk, a second run."""

from __future__ import annotations

import errno
import gc
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline import lists, run
from pipeline.__main__ import main
from pipeline.errors import InputError
from pipeline.inquiry import Inquiry, offline
from pipeline.render import strip
from pipeline.sources import SOURCES
from tests.conftest import HERE, TODAY, Forgetful, Toy
from tests.servers import World, always, serve
from tests.test_replay import FIRST, SLIP, TITLE, WORLD, table

KEPT = "list.md"


@pytest.fixture
def home(toy: Toy) -> Path:
    """Give a list that is kept in place, beside its bibliography."""
    shutil.copy(toy.source, toy.folder / KEPT)
    shutil.copy(toy.folder / "raw" / "library.bib", toy.folder / "library.bib")
    return toy.folder / KEPT


def enrich(*more: str) -> int:
    return main(["enrich", *more, "--offline"])


def state(*paths: Path) -> dict[str, bytes]:
    files = [f for p in paths for f in ([p] if p.is_file() else sorted(p.glob("*")))]
    return {str(f): f.read_bytes() for f in files}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert text.count(old) == 1, old
    path.write_bytes(text.replace(old, new).encode())


# A list that is kept in place


def test_in_place_twice_changes_nothing(home: Path, toy: Toy) -> None:
    enrich("--in-place", KEPT)
    once = state(home, toy.out)
    assert re.search(b"<sub e=[0-9A-Za-z]{6}>Green & Rake, ICLR 2022</sub>", once[str(home)])
    enrich("--in-place", KEPT)
    assert state(home, toy.out) == once
    assert KEPT not in toy.written(), "there is no copy in the output folder"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_strip_gives_the_edited_source(home: Path, capfdbinary: pytest.CaptureFixture[bytes], ending: str) -> None:
    """Byte for byte, whatever the line endings."""
    home.write_bytes(home.read_bytes().replace(b"\n", ending.encode()))
    source = home.read_bytes()
    enrich("--in-place", KEPT)
    assert home.read_bytes() != source
    capfdbinary.readouterr()
    assert main(["strip", KEPT]) == 0
    assert capfdbinary.readouterr().out == source


EDITS = {
    "title": ("Sorting Socks by Reinforcement", "Sorting Old Socks by Reinforcement"),
    "title-mended-to-another": ("Teaching Toasters to Talk", "Measuring Mountains with Markov Models"),
    "note": ("【必读】", "【必读，两遍】"),
    "plain-line": ("欢迎补充。", "欢迎补充！See also below."),
    "line-above-the-header": ("---\ntitle: A toy list\n---\n", "---\ntitle: A toy list\n---\n<!-- mine -->\n\n"),
    "entry-added": ("本节未整理。", "【新】Linked Lists of Lemurs\n\n本节未整理。"),
    "entry-taken-away": ("- 【Ada Lovelace组】", "- "),
    "words-behind-a-suffix": ("| 很有启发 |", "，再读 | 很有启发 |"),
    "marks-like-ours": ("本节未整理。", "本节未整理 <sub>e</sub> <sub e2>x</sub>。"),
}


@pytest.mark.parametrize(("old", "new"), EDITS.values(), ids=EDITS)
def test_what_people_edit_between_runs_is_kept(home: Path, old: str, new: str) -> None:
    """An edit of the annotated list is the edit of its source; the run after it changes insertions alone."""
    source = home.read_bytes().decode()
    enrich("--in-place", KEPT)
    edit(home, old, new)
    assert enrich("--in-place", KEPT) == 0
    assert strip(home.read_bytes().decode()) == source.replace(old, new)
    once = home.read_bytes()
    enrich("--in-place", KEPT)
    assert home.read_bytes() == once


OURS = "]( <https://arxiv.org/abs/2101.00001>) <sub e={seal}>Green & Rake, ICLR 2022</sub>"
INSIDE = {
    "words": ("ICLR 2022<", "ICLR 2022, 最佳论文<"),
    "no-words": ("Green & Rake, ICLR 2022<", "<"),
    "markup": ("ICLR 2022<", "<b>ICLR</b> 2022<"),
    "link": ("arxiv.org/abs/2101.00001", "openreview.net/forum?id=abcdefgh"),
    "link-with-a-title": ("2101.00001>)", '2101.00001> "mine")'),
}


@pytest.mark.parametrize(("old", "new"), INSIDE.values(), ids=INSIDE)
def test_what_people_edit_within_an_insertion_is_theirs(
    home: Path, toy: Toy, capsys: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    """It stays, to the letter and for good, the title is read as before, and the run says so with its line."""
    enrich("--in-place", KEPT)
    titles = [r["title"] for r in table((toy.out / "mentions.parquet").read_bytes())]
    text = home.read_text("utf-8")
    seal = re.search("<sub e=([0-9A-Za-z]{6})>Green & Rake, ICLR 2022</sub>", text)
    assert seal
    ours = OURS.format(seal=seal[1])
    home.write_text(text.replace(ours, ours.replace(old, new), 1), "utf-8")
    line = home.read_text("utf-8")[: text.index(ours)].count("\n") + 1
    capsys.readouterr()
    assert enrich("--in-place", KEPT) == 0
    assert f"list.md:{line}: “" in (said := capsys.readouterr().err)
    assert "was edited by hand: it stays as it is" in said
    kept = home.read_text("utf-8")
    assert new in kept.splitlines()[line - 1]
    assert kept.splitlines()[line - 1].count("<sub ") == 1
    assert kept.count("<sub e=") >= text.count("<sub e=") - 1, "the marks of the others stay"
    assert [r["title"] for r in table((toy.out / "mentions.parquet").read_bytes())] == titles
    assert enrich("--in-place", KEPT) == 0
    assert home.read_text("utf-8") == kept
    home.write_text(re.sub(r" <sub mine>.*?</sub>", "", kept), "utf-8")
    enrich("--in-place", KEPT)
    assert home.read_text("utf-8").count("<sub e=") == text.count("<sub e="), "deleted, ours come back"


def test_our_comment_may_be_taken_away(home: Path) -> None:
    """The seals tell what is ours; the comment comes back."""
    source = home.read_bytes()
    enrich("--in-place", KEPT)
    once = home.read_bytes()
    home.write_bytes(re.sub(rb"<!-- Edit freely.*?-->\n", b"", once))
    assert strip(home.read_text("utf-8")).encode() == source
    enrich("--in-place", KEPT)
    assert home.read_bytes() == once


def test_lines_are_those_of_the_file_as_people_see_it(home: Path, toy: Toy) -> None:
    """Our comment at the top counts."""
    enrich("--in-place", KEPT)
    lines = home.read_text("utf-8").splitlines()
    rows = table((toy.out / "mentions.parquet").read_bytes())
    assert all(r["title"][:20] in lines[r["line"] - 1] for r in rows)
    assert any(r["parent_line"] and lines[r["parent_line"] - 1] for r in rows)


def test_in_place_and_from_a_copy_annotate_alike(home: Path, toy: Toy) -> None:
    """Apart from the comment at the top, which says where to edit, and the seals."""
    enrich("--in-place", KEPT)
    enrich("raw/README.md", "--out", "copy")
    copied = (toy.folder / "copy" / "README.md").read_text("utf-8").splitlines()
    mine = re.sub("<sub e=[0-9A-Za-z]{6}>", "<sub e>", home.read_text("utf-8")).splitlines()
    assert [a for a, b in zip(mine, copied, strict=True) if a != b] == [mine[3]]
    assert "Edit freely" in mine[3]


def test_an_edit_made_while_the_sources_are_asked_is_kept(home: Path, toy: Toy) -> None:
    """The file stands as the person left it; the next run annotates it."""
    read = lists.read([home], toy.out, None, in_place=True)
    edit(home, "欢迎补充。", "欢迎多多补充。")
    edited = home.read_bytes()
    inquiry = Inquiry([offline(s) for s in SOURCES], Forgetful(), lambda *_: None)
    with pytest.raises(InputError, match=r"list\.md: it was edited while the sources were asked; run again"):
        run.enrich(read, inquiry, run.Job(toy.out, TODAY))
    assert home.read_bytes() == edited
    assert enrich("--in-place", KEPT) == 0
    assert strip(home.read_bytes().decode()).encode() == edited


def test_lists_of_one_name_in_several_folders(toy: Toy) -> None:
    """In place nothing collides; each list keeps its own rows."""
    paths = [toy.folder / name / "README.md" for name in ("a", "b")]
    for path, title in zip(paths, ("Sorting Socks by Reinforcement", "Teaching Toasters to Talk"), strict=True):
        path.parent.mkdir()
        path.write_text(f"# Papers\n\n## Papers\n\n- 【一】{title}\n- 【二】Linked Lists of Lemurs\n", "utf-8")
    assert enrich("--in-place", "a/README.md", "b/README.md", "--library", "raw/library.bib") == 0
    once = state(*paths, toy.out)
    rows = table(once[str(toy.out / "mentions.parquet")])
    assert [(r["list"], r["status"]) for r in rows] == [(f"{n}/README.md", "matched") for n in "aabb"]
    assert all(b"<sub e=" in once[str(p)] for p in paths)
    enrich("--in-place", "a/README.md", "--library", "raw/library.bib")
    assert state(*paths, toy.out) == once, "a run on one of them leaves the other"


# Edits by hand in generated files


@pytest.mark.parametrize("name", ["README.md", "REVIEW.md", "CHANGES.md"])
def test_a_generated_file_edited_by_hand_stops_the_run(toy: Toy, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Nothing is written, the message says where to edit instead; `--force` overwrites."""
    enrich()
    target = toy.out / name
    target.write_bytes(target.read_bytes() + b"\nmine\n")
    source = toy.source.read_text("utf-8")
    toy.source.write_text(source + "\n【新】Another Title That Nobody Ever Gave to a Paper\n", "utf-8")
    before = state(toy.out)
    assert enrich() == 1
    said = capsys.readouterr().err
    assert f"enriched/{name}: edited by hand" in said
    assert "source list (or pins.toml) instead; --force overwrites it" in said
    assert state(toy.out) == before
    assert enrich("--force") == 0
    assert b"Nobody Ever Gave" in (toy.out / "README.md").read_bytes()
    assert enrich() == 0


def test_a_hand_edited_file_that_stays_as_it_is_stops_nothing(toy: Toy) -> None:
    """An edit that a run would undo is the matter, not one in a file that is not ours."""
    enrich()
    (toy.out / "notes.md").write_text("mine\n")
    assert enrich() == 0
    assert (toy.out / "notes.md").read_text() == "mine\n"


@pytest.mark.parametrize("name", ["README.md", "REVIEW.md"])
def test_a_deleted_generated_file_comes_back(toy: Toy, name: str) -> None:
    enrich()
    before = state(toy.out)
    (toy.out / name).unlink()
    assert enrich() == 0
    assert state(toy.out) == before


# Accidents


def test_a_full_disk_leaves_the_last_good_state(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    """Here by the limit of a process on the size of files."""
    enrich()
    before = state(toy.out)
    edit(toy.source, "本节未整理。", "【新】A Title Added Before the Disk Was Full\n\n本节未整理。")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, limits[1]))
    try:
        code = enrich()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert code == 1
    assert "cannot be written: File too large" in capsys.readouterr().err
    assert state(toy.out) == before
    assert enrich() == 0
    assert b"Before the Disk Was Full" in (toy.out / "README.md").read_bytes()


@pytest.mark.parametrize("in_place", [(), ("--in-place", KEPT)], ids=["copies", "in place"])
def test_a_folder_that_is_read_only(
    home: Path, toy: Toy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], in_place: tuple[str, ...]
) -> None:
    """Told as one line; the last good state stands. Root may write everywhere, so the refusal is made up."""
    enrich(*in_place)
    for path in (home, toy.source):
        edit(path, "本节未整理。", "【新】A Title Added to a Folder That Is Read-Only\n\n本节未整理。")
    before = state(home, toy.out)

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", refuse)
        assert enrich(*in_place) == 1
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert said.startswith("error: enriched/")
    assert said.endswith("cannot be written: Read-only file system")
    assert state(home, toy.out) == before


def test_a_run_that_is_stopped_and_continued_another_day_tells_its_news_once(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the day on which they were found; what is new since stands under the day of the next run."""
    toy.enrich()
    edit(toy.source, "本节未整理。", "【新】A Title Added Before the Machine Stopped\n\n本节未整理。")
    put = Path.replace

    def stop(path: Path, target: Path) -> Path:
        if target.name in {"papers.parquet", "mentions.parquet"}:
            raise OSError(errno.EIO, "the machine stops")
        return put(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        with pytest.raises(InputError, match="the machine stops"):
            toy.enrich(today=date(2026, 11, 24))
    edit(toy.source, "本节未整理。", "【新】A Title Added on the Day After It\n\n本节未整理。")
    toy.enrich(today=date(2026, 11, 25))
    told = [x for x in (toy.out / "CHANGES.md").read_text("utf-8").splitlines() if x.startswith(("## ", "- newly"))]
    assert told[:4] == [
        "## 2026-11-25",
        "- newly listed: “A Title Added on the Day After It”, open (unknown)",
        "## 2026-11-24",
        "- newly listed: “A Title Added Before the Machine Stopped”, open (unknown)",
    ]
    assert len(told) == 5


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Serve the world of the tale to a list that a run knows, and that was edited since; there is a second list."""
    with serve(World(WORLD.values())) as servers:
        for name, value in {
            "ARXIV_URL": servers.arxiv_url,
            "S2_URL": servers.s2_url,
            "ARXIV_INTERVAL": "0",
            "S2_INTERVAL": "0",
        }.items():
            monkeypatch.setenv(f"ENRICH_{name}", value)
        (tmp_path / "raw").mkdir()
        (tmp_path / "raw" / "README.md").write_text(FIRST, "utf-8")
        zoo = tmp_path / "raw" / "zoo.md"
        zoo.write_text(f"# Zoo\n\n## Papers\n\n- 【夜】{TITLE['owls']}\n", "utf-8")
        monkeypatch.chdir(tmp_path)
        assert main(["enrich"]) == 0
        edit(tmp_path / "raw" / "README.md", SLIP, TITLE["snails"])
        edit(tmp_path / "raw" / "README.md", TITLE["kites"], TITLE["chess"])
        zoo.unlink()
        yield servers


def test_two_runs_at_once(place: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second one says so and changes nothing; a killed one leaves no lock behind."""
    before = state(tmp_path / "enriched")
    place.faults = {"s2": always("hang"), "arxiv": always("hang")}
    place.log.clear()
    first = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "enrich"],
        env=os.environ | {"PYTHONPATH": str(HERE.parent)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert place.log.wait(1, 30)
        capsys.readouterr()
        assert main(["enrich"]) == 1
        assert "another run is writing to enriched; wait for it" in capsys.readouterr().err
        assert state(tmp_path / "enriched") == before
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait(10)
    place.faults = {}
    assert main(["enrich"]) == 0
    assert state(tmp_path / "enriched") != before


@pytest.mark.timeout(180)
def test_killed_at_fifty_points(place: Any, tmp_path: Path) -> None:
    """Whole files at any time, and the next run ends in the bytes of an undisturbed one.

    A quarter of the points are anywhere in the run, the others are all those where it writes.
    """
    done = subprocess.run(
        [sys.executable, "-c", "from tests.test_in_place import kill_often; kill_often()"],
        env=os.environ | {"PYTHONPATH": str(HERE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["wrong"] == []
    assert told["killed"] >= 48
    assert told["midway"] >= 5, "some were killed between two files"


def kill_often() -> None:
    """Run and kill, each time in a fork, so that Python need not start anew; the folder is the current one."""
    start = Path.cwd()
    for name in ("warm", "good"):
        shutil.copytree(start, start.parent / name, ignore=_no_cache)
    os.chdir(start.parent / "warm")
    main(["enrich"])  # loads and compiles what a run needs, once for all forks
    gc.collect()
    gc.disable()  # it would copy the memory that forks share
    os.chdir(start.parent / "good")
    _, (events, touches) = _forked(None, None)
    before, good = state_of(start), state_of(Path.cwd())
    dice = random.Random(6)
    points = [("any", n) for n in dice.sample(range(1, events), 12)]
    points += [("out", n) for n in range(touches - 37, touches + 1)]
    killed, midway, wrong = 0, 0, []
    for kind, number in points:
        folder = start.parent / f"{kind}-{number}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(start, folder, ignore=_no_cache)
        if kind == "out":  # what was asked is known
            shutil.copytree(start.parent / "good" / "cache", folder / "cache")
        os.chdir(folder)
        status, _ = _forked(kind, number)
        killed += os.WIFSIGNALED(status)
        left = state_of(folder)
        midway += left not in (before, good)
        torn = [n for n, data in left.items() if n != "manifest.json" and data not in (before.get(n), good.get(n))]
        status, _ = _forked(None, None)
        after = state_of(folder)
        differ = [n for n in good.keys() | after.keys() if good.get(n) != after.get(n)]
        if torn or differ or status:
            wrong.append((kind, number, torn, differ, status))
    sys.stdout.write(json.dumps({"killed": killed, "midway": midway, "wrong": wrong}) + "\n")


def _no_cache(_: str, names: list[str]) -> set[str]:
    return {"cache"} & set(names)


def state_of(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (folder / "enriched").iterdir() if not p.name.startswith(".")}


def _forked(kind: str | None, number: int | None) -> tuple[int, tuple[int, int]]:
    """Run in a fork that kills itself at an event; give how it ended and, of a whole run, how many events there are."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _run_and_die(kind, number, writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read().split()
    _, status = os.waitpid(child, 0)
    return status, (int(said[0]), int(said[1])) if said else (0, 0)


def _run_and_die(kind: str | None, number: int | None, writing: int) -> None:
    os.environ["ENRICH_CACHE_DIR"] = str(Path.cwd() / "cache")
    count = {"any": 0, "out": 0}

    def hear(event: str, given: tuple[object, ...]) -> None:
        if event == "os.kill":
            return
        count["any"] += 1
        count["out"] += event.startswith(("open", "os.", "shutil.")) and "enriched" in str(given)
        if kind and count[kind] == number:
            os.kill(os.getpid(), signal.SIGKILL)

    os.fsync = lambda fd: None  # a kill is no loss of power
    sys.addaudithook(hear)
    code = main(["enrich"])
    os.write(writing, f"{count['any']} {count['out']}".encode())
    os._exit(code)
