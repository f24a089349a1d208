"""Many lists at once: what a single run decides, to the byte, whatever happens to a worker."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from pipeline import tables
from pipeline.__main__ import main
from pipeline.bulk.resolve import AT_ONCE, Job, done, find
from pipeline.catalog.build import build
from pipeline.errors import InputError

from .conftest import HERE, Toy

DAY = date(2026, 11, 25)
LISTS = 2 * AT_ONCE


@pytest.mark.timeout(150)  # workers take their time to begin
def test_a_worker_that_is_killed_costs_nothing_and_each_list_is_as_in_a_run_of_its_own(
    toy: Toy,
) -> None:
    (toy.folder / "raw" / "library.bib").rename(toy.folder / "dump.bib")
    build(toy.folder / "c", [toy.folder / "dump.bib"], DAY)
    for n in range(LISTS):
        shutil.copy(toy.source, toy.folder / "raw" / f"list{n}.md")
    toy.source.unlink()
    words = ["bulk", "raw", "--catalog", "c", "--out", "out", "--workers", "2"]
    with subprocess.Popen(
        [sys.executable, "-m", "pipeline", *words],
        env={"PYTHONPATH": str(HERE.parent)},
        stdout=subprocess.PIPE,
        text=True,
    ) as job:
        while not list(toy.folder.glob("out/done/*/*")):
            assert job.poll() is None
            time.sleep(0.01)
        workers = [c for c in psutil.Process(job.pid).children() if "spawn_main" in " ".join(c.cmdline())]
        workers[0].kill()
        said, _ = job.communicate()
    assert job.returncode == 0
    assert said.startswith(f"{LISTS} lists, ")
    assert pq.read_table(toy.folder / "out" / "mentions").schema.equals(tables.MENTIONS)
    assert len(list(toy.folder.glob("out/papers/*/*.parquet"))) == LISTS
    assert main(["enrich", "--offline", "--catalog", "c", "--out", "alone", "raw/list7.md"]) == 0
    for dataset in ("mentions", "papers"):
        (ours,) = toy.folder.glob(f"out/{dataset}/*/raw%2Flist7.md-*.parquet")
        assert ours.read_bytes() == (toy.folder / "alone" / f"{dataset}.parquet").read_bytes()
    (toy.folder / "raw" / "list7.md").write_text("- Attention Is All You Need\n")
    next(toy.folder.glob("out/done/*/raw%2Flist3.md-*.txt")).unlink()
    whole = Job(toy.folder, toy.folder / "c", toy.folder / "out", DAY)
    left = [path.name for path in find([Path("raw")]) if not done(whole, path)]
    assert left == ["list3.md", "list7.md"]


def test_lists_are_named_by_folders_and_by_files_of_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for name in ("deep/a.md", "deep/er/b.md", "c.md"):
        (tmp_path / name).write_text("- A Title\n")
    (tmp_path / "paths.txt").write_text("c.md\n\ndeep/a.md\n")
    assert find([Path("paths.txt"), Path("deep")]) == [Path("c.md"), Path("deep/a.md"), Path("deep/er/b.md")]
    (tmp_path / "paths.txt").write_text("c.md\nnone.md\n")
    with pytest.raises(InputError, match=r"paths\.txt:2: none\.md: no such file"):
        find([Path("paths.txt")])
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no Markdown files"):
        find([Path("empty")])
