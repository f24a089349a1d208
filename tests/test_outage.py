"""Whole runs against servers that fail: the output is a good day's, or says `unknown` and keeps what was known."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline import http
from pipeline.__main__ import main
from tests.servers import FAULTS, NASTY, Plan, Servers, World, always, chance, serve, synthetic, world

MADE = synthetic(60, seed=5)
# Titles as they are, as they were, with a slip, without a subtitle, of nothing; and what must not be sent raw.
ODD = [
    "C++ & C#: 100% of Compilers (AND, OR, NOT) Explained?",
    "Zorp a&limit=1 of Nobody",
    "Backslashes \\",
]
TITLES = [r.title for r in MADE[:24]] + [r.former[0] for r in MADE if r.former][:4]
TITLES += ["HARBOR: Anchored Decoding for Faithfull Summaries", "Keeping Summaries Faithful by Anchors", *ODD]
TITLES += [
    "Two Homes for One Paper",
    "Printed Matter: A Study of Paper",
    "Nothing of the Kind Was Ever Written by Zorps",
]
LIST = "# A list\n\n## Papers\n\n" + "".join(f"- {title}\n" for title in dict.fromkeys(TITLES))
LIST += "- [Deep Residue Learning](https://arxiv.org/abs/1512.00014)\n"
# What a server may do to us for a while. An empty feed looks like a true one, so it is tried apart from the others.
STORM = tuple(f for f in FAULTS if f not in ("hang", "stall", "drip", "drip-head", "slow", "empty-feed", "401", "403"))
LOST = {"status", "paper_id", "score", "reasons", "candidates"}


@pytest.fixture(scope="module")
def running() -> Iterator[Servers]:
    with serve(World((*world().records, *MADE))) as running:
        yield running


@dataclass
class Place:
    """A folder with a list, and the way to run the pipeline there."""

    folder: Path
    servers: Servers
    environ: dict[str, str] = field(default_factory=dict)

    def enrich(self, faults: Mapping[str, Plan] | None = None, *more: str, out: str = "out") -> int:
        self.servers.faults = faults or {}
        self.servers.log.clear()
        return main(["enrich", "list.md", "--out", out, *more])

    def start(self, out: str = "out") -> subprocess.Popen[bytes]:
        """Run it in a process of its own, which can be killed."""
        self.servers.log.clear()
        environ = os.environ | self.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
        command = [sys.executable, "-m", "pipeline", "enrich", "list.md", "--out", out]
        return subprocess.Popen(
            command, cwd=self.folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def files(self, out: str = "out") -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in sorted((self.folder / out).iterdir())}

    def rows(self, out: str = "out") -> dict[str, dict[str, Any]]:
        return {r["title"]: r for r in pq.read_table(self.folder / out / "mentions.parquet").to_pylist()}

    def statuses(self, out: str = "out") -> set[str]:
        return {r["status"] for r in self.rows(out).values()}

    def forget(self) -> None:
        """Delete the cache."""
        for path in sorted((self.folder / "cache").rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()


@pytest.fixture
def place(running: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    (tmp_path / "list.md").write_text(LIST, "utf-8")
    environ = {
        "ENRICH_ARXIV_URL": running.arxiv_url,
        "ENRICH_S2_URL": running.s2_url,
        "ENRICH_ARXIV_INTERVAL": "0.005",
        "ENRICH_S2_INTERVAL": "0.005",
        "ENRICH_CACHE_DIR": str(tmp_path / "cache"),
        "ENRICH_DEADLINE": "2",
        "ENRICH_PATIENCE": "5",
    }
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    running.faults = {}
    running.log.clear()
    return Place(tmp_path, running, environ)


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Keep what a run would have waited between its attempts, and wait for none of it."""
    rests: list[float] = []
    monkeypatch.setattr(http, "Fetcher", partial(http.Fetcher, sleep=rests.append))
    return rests


@pytest.fixture(scope="module")
def good(running: Servers, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give the files and rows of a good day."""
    folder = tmp_path_factory.mktemp("good")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENRICH_CACHE_DIR", str(folder / "cache"))
        patch.setenv("ENRICH_ARXIV_URL", running.arxiv_url)
        patch.setenv("ENRICH_S2_URL", running.s2_url)
        patch.setenv("ENRICH_ARXIV_INTERVAL", "0")
        patch.setenv("ENRICH_S2_INTERVAL", "0")
        (folder / "list.md").write_text(LIST, "utf-8")
        patch.chdir(folder)
        place = Place(folder, running)
        assert place.enrich() == 0
        return {"files": place.files(), "rows": place.rows()}


def test_a_good_day(place: Place, good: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """Papers are found by title, former title, slip, part and link; what does not exist is absent."""
    assert place.enrich() == 0
    statuses = {title: row["status"] for title, row in place.rows().items()}
    assert {title for title, status in statuses.items() if status == "absent"} >= {TITLES[-1], ODD[1]}
    assert sum(status == "matched" for status in statuses.values()) >= 30
    assert "unknown" not in statuses.values()
    assert place.files() == good["files"], "the same answers give the same bytes"
    for source in ("arxiv", "s2"):
        place.servers.log.assert_polite(source, 0.005, slack=0.001)
    assert "failed" not in capsys.readouterr().err


@pytest.mark.parametrize("seed", range(4))
def test_under_random_faults(place: Place, good: dict[str, Any], seed: int) -> None:
    """Two of five answers are spoilt, in every way there is: a row is as on a good day, or `unknown`."""
    spoilt = {source: chance(0.4, STORM, seed) for source in ("arxiv", "s2")}
    assert place.enrich(spoilt) == 0
    assert sum(e.fault is not None for e in place.servers.log) > 2
    known = 0
    for title, row in place.rows().items():
        other = good["rows"][title]
        changed = {name for name in row if row[name] != other[name]}
        assert not changed or (row["status"] == "unknown" and changed <= LOST), (title, changed, row, other)
        known += not changed
    assert known > 25
    for source in ("arxiv", "s2"):
        place.servers.log.assert_polite(source, 0.005, slack=0.001)
    place.enrich()
    told = ("CHANGES.md", "citations.parquet", "manifest.json")  # these tell how it came about
    assert {k: v for k, v in place.files().items() if k not in told} == {
        k: v for k, v in good["files"].items() if k not in told
    }, "the next good day makes up for it"


@pytest.mark.parametrize("seed", range(2))
def test_sporadic_empty_feeds(place: Place, good: dict[str, Any], seed: int) -> None:
    """A quarter of arXiv's pages are empty for no reason: nothing that it has is absent."""
    place.enrich({"arxiv": chance(0.25, ("empty-feed",), seed)})
    for title, row in place.rows().items():
        assert row["status"] == good["rows"][title]["status"], title
        assert row["paper_id"] == good["rows"][title]["paper_id"]


OUTAGES: dict[str, Mapping[str, Plan]] = {
    "arXiv": {"arxiv": always("503")},
    "Semantic Scholar": {"s2": always("429")},
    "both": {"arxiv": always("html"), "s2": always("502-html")},
    "silence": {"arxiv": always("hang"), "s2": always("null")},
}


@pytest.mark.parametrize("down", OUTAGES)
def test_an_outage_changes_nothing_that_was_known(
    place: Place, rests: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, down: str
) -> None:
    """With the cache deleted, the files keep every byte; the summary says who failed; only `--strict` makes it 3."""
    place.enrich()
    known = place.files()
    if down == "silence":
        monkeypatch.setenv("ENRICH_DEADLINE", "0.2")
        monkeypatch.setenv("ENRICH_PATIENCE", "0.6")
    for code, flags in ((0, ()), (3, ("--strict",))):
        place.forget()
        capsys.readouterr()
        assert place.enrich(OUTAGES[down], *flags) == code
        assert place.files() == known
        said = capsys.readouterr().err
        for name, source in (("arXiv", "arxiv"), ("Semantic Scholar", "s2")):
            if place.servers.log.of(source):
                assert (f"{name} failed since" in said) == (source in OUTAGES[down])
        assert "<" not in said
    assert len(place.servers.log) < 80


@pytest.mark.parametrize("down", ["arXiv", "both"])
def test_an_outage_on_the_first_day(place: Place, rests: list[float], good: dict[str, Any], down: str) -> None:
    """What nobody could be asked about is unknown, never absent; what was found is right."""
    place.enrich(OUTAGES[down])
    for title, row in place.rows().items():
        assert row["status"] != "absent"
        if row["status"] == "matched" and good["rows"][title]["status"] == "matched":
            names = {row["paper_id"]} | set(row["reasons"] or [])
            assert names, title
    place.enrich()
    assert {t: r["status"] for t, r in place.rows().items()} == {t: r["status"] for t, r in good["rows"].items()}


def test_a_second_run_asks_for_what_changes_only(place: Place) -> None:
    """The cache is gone, the output is not: the rest is one batch, and what is still open."""
    place.enrich()
    known = place.files()
    place.forget()
    place.enrich()
    still = sum(r["status"] != "matched" for r in place.rows().values())
    assert place.files() == known
    assert len(place.servers.log) <= 2 + still
    assert len([e for e in place.servers.log if e.path.endswith("/batch")]) == 1
    place.enrich()
    assert len(place.servers.log) == 0, "with the cache nothing is asked"


def test_killed_at_any_request(place: Place, good: dict[str, Any]) -> None:
    """SIGKILL while a request is under way: the next run ends in the same bytes and asks at most that one again."""
    asked_on_a_good_day = _targets(place, "whole")
    assert place.files("whole") == good["files"]
    for number in (2, len(asked_on_a_good_day)):
        place.forget()
        out = f"killed-{number}"
        place.servers.faults = {s: _hang_at(place.servers, number) for s in ("arxiv", "s2")}
        process = place.start(out)
        assert place.servers.log.wait(number, 30)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        before = [_asked(e) for e in place.servers.log]
        assert not list((place.folder / out).glob("*")) if (place.folder / out).exists() else True
        place.enrich(out=out)
        after = [_asked(e) for e in place.servers.log]
        assert place.files(out) == good["files"]
        assert not set(before[:-1]) & set(after), "what was answered is not asked again"
        assert len(before) + len(after) <= len(asked_on_a_good_day) + 1


def _targets(place: Place, out: str) -> list[str]:
    place.enrich(out=out)
    return [_asked(e) for e in place.servers.log]


def _asked(entry: Any) -> str:
    return f"{entry.target} {entry.body}"


def _hang_at(servers: Servers, number: int) -> Plan:
    """Let the n-th request of all hang."""
    return lambda *_: "hang" if len(servers.log) >= number else None


@pytest.mark.parametrize(
    ("url", "words"),
    [("http://nonexistent.invalid", "cannot connect to nonexistent.invalid"), ("http://127.0.0.1:9", "cannot connect")],
    ids=["no such host", "refused"],
)
def test_without_a_network(
    place: Place,
    rests: list[float],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    url: str,
    words: str,
) -> None:
    """No title is waited for, and there is one clear line a source."""
    monkeypatch.setenv("ENRICH_ARXIV_URL", url)
    monkeypatch.setenv("ENRICH_S2_URL", url)
    monkeypatch.setenv("ENRICH_ARXIV_INTERVAL", "3")
    assert place.enrich() == 0
    assert sum(rests) < 10
    assert place.statuses() == {"unknown"}
    said = [line for line in capsys.readouterr().err.splitlines() if words in line]
    assert len(said) == 2


def test_a_hanging_server_is_over_within_the_patience(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each source may cost its patience and no more; a line a source says that it failed."""
    monkeypatch.setenv("ENRICH_DEADLINE", "0.3")
    monkeypatch.setenv("ENRICH_PATIENCE", "1")
    assert place.enrich({"arxiv": always("hang"), "s2": always("stall")}) == 0
    assert all(1 <= len(place.servers.log.of(source)) <= 4 for source in ("arxiv", "s2"))
    said = capsys.readouterr().err
    assert said.count("failed since") == 2


def test_a_budget_ends_the_asking(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No request more than allowed, and the summary says why the rest is unknown."""
    monkeypatch.setenv("ENRICH_BUDGET", "1")
    assert place.enrich() == 0
    assert len(place.servers.log.of("arxiv")) == len(place.servers.log.of("s2")) == 1
    assert "arXiv failed since" in (said := capsys.readouterr().err)
    assert "the budget of 1 requests a run is used up" in said


def test_a_key_stays_secret(place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong key is refused; it stands in no file, no message, and no request to the other source."""
    monkeypatch.setenv("S2_API_KEY", "very-secret-key")
    assert place.enrich() == 0
    assert "Semantic Scholar failed since" in (said := capsys.readouterr().err)
    files = [p.read_bytes() for p in place.folder.rglob("*") if p.is_file()]
    assert not any(b"very-secret-key" in data for data in (*files, said.encode()))
    place.servers.log.assert_unleaked("very-secret-key")
    assert not any(e.with_key for e in place.servers.log.of("arxiv"))


def test_the_titles_of_the_world_are_no_accident() -> None:
    """The list holds titles that were changed since, and papers that are not on arXiv."""
    assert any(t in TITLES for r in MADE for t in r.former)
    assert NASTY["not on arXiv"].title in TITLES
