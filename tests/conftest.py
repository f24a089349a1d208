"""What several tests share: the toy world, and runs in it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline import http, lists, run
from pipeline.inquiry import Inquiry, offline
from pipeline.model import Answered, Query
from pipeline.sources import SOURCES

HERE = Path(__file__).parent
settings.register_profile("quick", max_examples=30, deadline=None)  # the suite stays under three minutes
settings.load_profile("quick")
# Files of tests in memory, where there is room: thousands of small ones are made sure of on disk, each awaited.
_MEMORY = Path("/dev/shm")
if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
http.CONNECT_SECONDS = 30.0  # a busy machine has time to connect
_CACHES = count()
TODAY = date(2026, 11, 23)


class Forgetful:
    """A memory that keeps nothing."""

    def get(self, source: str, step: str, query: Query) -> Answered | None:
        return None

    def put(self, source: str, step: str, query: Query, answer: Answered) -> None:
        return


@dataclass
class Toy:
    """The toy list in a folder of its own, and the way to run the pipeline there."""

    folder: Path

    @property
    def source(self) -> Path:
        return self.folder / "raw" / "README.md"

    @property
    def out(self) -> Path:
        return self.folder / "enriched"

    def enrich(
        self, *paths: Path, inquiry: Inquiry | None = None, today: date = TODAY, force: bool = False
    ) -> run.Summary:
        chosen = inquiry or Inquiry([offline(s) for s in SOURCES], Forgetful(), lambda *_: None)
        files = list(paths) or sorted((self.folder / "raw").glob("*.md"))
        return run.enrich(lists.read(files, self.out, None), chosen, run.Job(self.out, today, force=force))

    def written(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in sorted(self.out.iterdir())}


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Toy:
    (tmp_path / "raw").mkdir()
    for name in ("README.md", "library.bib"):
        shutil.copy(HERE / "toy" / name, tmp_path / "raw" / name)
    monkeypatch.chdir(tmp_path)
    return Toy(tmp_path)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees the user's key, addresses or cache, or another test's."""
    for name in ("S2_API_KEY", "ENRICH_MAILTO", "ENRICH_ARXIV_URL", "ENRICH_S2_URL", "ENRICH_LIBRARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ENRICH_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "caches" / str(next(_CACHES))))
