"""The story of two lists over months: an edit or a turn of the world, a run, and what may have changed by it."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline import lists, run
from pipeline.http import Fetcher
from pipeline.inquiry import Channel, Inquiry
from pipeline.model import Reply, Request
from pipeline.render import strip
from pipeline.settings import load, service
from pipeline.sources import SOURCES
from tests.conftest import Forgetful
from tests.servers import S2, Plan, Record, Servers, World, always, serve

START = date(2026, 1, 5)
ICLR = "International Conference on Learning Representations"
ACL = "Annual Meeting of the Association for Computational Linguistics"


def preprint(title: str, author: str, number: int, citations: int = 0, **more: Any) -> Record:
    return Record(title, (author,), date(2023, 3, number), f"2303.{number:05}", citations=citations, **more)


WORLD: dict[str, Record] = {
    "moss": preprint("Moss and Memory: Slow Growth in Recurrent Nets", "Ada Moss", 1, 40),
    "kites": preprint("Flying Kites Without Wind by Imitation", "Bo Kite", 2, 97),
    "bread": preprint("Baking Bread with Bayesian Ovens", "Cy Loaf", 3, 1200),
    "clocks": preprint("Broken Clocks Are Calibrated Twice a Day", "Di Tick", 4, 5),
    "ferns": preprint("Fractal Ferns for Few-Shot Botany", "Ed Fern", 5, 310, venue=ICLR, comment="ICLR 2023"),
    "snails": preprint("Asynchronous Snails Reach Consensus", "Fay Shell", 6, 77),
    "maps": preprint("Folding Maps: A Geometry of Lost Tourists", "Gus Fold", 7, 18),
    "tea": preprint("Steeping Schedules for Diffusion of Tea", "Hal Leaf", 8, 640),
    "owls": preprint("Night Owls: Training Only After Dark", "Ida Hoot", 9, 26),
    "rivers": preprint("Rivers Forget Their Sources Under Compression", "Jo Delta", 10, 3),
    "chess": preprint("Losing at Chess on Purpose with Self-Play", "Kai Rook", 11, 150),
    "umbrellas": preprint("Umbrellas as Robust Optimisation Against Rain", "Lu Dry", 12, 12),
    "violins": preprint("Tuning Violins by Gradient Ascent of Strings", "Mo Bow", 13, 480),
    "yeast": preprint("Yeast Networks Rise at Room Temperature", "Ny Dough", 14, 33),
}
TITLE = {name: record.title for name, record in WORLD.items()}
SLIP = "Asynchronous Snials Reach Consensus"
RETITLED = "Maps That Fold Themselves"
NOBODY = "Weighing Letters That Were Never Written to Anyone"
FIRST = f"""# A list 列表

一些说明。A word on the choice of papers, and [a course](https://example.org/course).

## Growing things

- 【必读】{TITLE["moss"]}
- {TITLE["ferns"]} 笔记：slow, but sure
- {TITLE["kites"]}

## Kitchen

【厨房, 快×2.5】{TITLE["bread"]}

【茶】[{TITLE["tea"]}](https://arxiv.org/abs/2303.00008) and a remark

| Paper | Remark |
|---|---|
| {TITLE["clocks"]} | 很有启发 |
| {TITLE["umbrellas"]} | 同上 |

## Outdoors

- {SLIP}
- {TITLE["maps"]}
- 【存疑】{NOBODY}
"""
TRUTH = {title: name for name, title in TITLE.items()} | {SLIP: "snails", RETITLED: "maps"}


@dataclass
class Tale:
    """The folder, the world and the day, as the steps change them."""

    folder: Path
    servers: Servers
    world: dict[str, Record] = field(default_factory=lambda: dict(WORLD))
    today: date = START

    @property
    def list(self) -> Path:
        return self.folder / "raw" / "README.md"

    @property
    def other(self) -> Path:
        return self.folder / "raw" / "zoo.md"

    def edit(self, old: str, new: str) -> None:
        text = self.list.read_text("utf-8")
        assert text.count(old) == 1, old
        self.list.write_text(text.replace(old, new), "utf-8")

    def turn(self, name: str, **facts: Any) -> None:
        self.world[name] = replace(self.world[name], **facts)

    def run(self) -> run.Summary:
        """Ask without any memory, on the day of the tale."""
        self.servers.world = World(self.world.values())
        self.servers.log.clear()
        chosen = load(self.folder)
        fetchers = [Fetcher(service(s, chosen), chosen.cache, lambda _: None) for s in SOURCES]
        channels = [Channel(s, self._dated(f)) for s, f in zip(SOURCES, fetchers, strict=True)]
        out = self.folder / "enriched"
        try:
            read = lists.read(sorted((self.folder / "raw").glob("*.md")), out, None)
            return run.enrich(read, Inquiry(channels, Forgetful(), lambda *_: None), run.Job(out, self.today))
        finally:
            for fetcher in fetchers:
                fetcher.close()

    def _dated(self, fetcher: Fetcher) -> Callable[[Request], Reply]:
        return lambda request: replace(fetcher(request), day=self.today)


@dataclass(frozen=True)
class Step:
    """What happens before a run, and what may come of it.

    `lines`: papers whose line looks otherwise though the curator did not touch it, counts apart. `news`: the report,
    citations apart. `fresh`: the counts of today are shown. `still`: no file changes.
    """

    what: str
    do: Callable[[Tale], object] = lambda _: None
    days: int = 1
    lines: frozenset[str] = frozenset()
    news: tuple[str, ...] = ()
    fresh: bool = False
    still: bool = False
    down: Mapping[str, Plan] = field(default_factory=dict)
    asked: int = 12


def matched(name: str, where: str = "preprint") -> str:
    return f"[matched](<https://arxiv.org/abs/{WORLD[name].arxiv}>) ({where})"


def listed(name: str) -> str:
    return f"- newly listed: “{TITLE[name]}”, {matched(name)}"


def listed_again(name: str, path: str) -> str:
    return f"- listed again: “{TITLE[name]}” in {path}, {matched(name)}"


def added(tale: Tale, name: str, behind: str) -> None:
    tale.edit(f"- {behind}\n", f"- {behind}\n- {TITLE[name]}\n")


def sections_turned(tale: Tale) -> None:
    head, *parts = tale.list.read_text("utf-8").split("\n## ")
    tale.list.write_text("\n## ".join([head, *(p.rstrip("\n") + "\n" for p in reversed(parts))]), "utf-8")


def retitled(tale: Tale, name: str, title: str) -> None:
    """Semantic Scholar makes a new record of it, in which the old one is merged."""
    old = World([tale.world[name]]).s2_papers[0].paper_id
    tale.turn(name, title=title, former=(tale.world[name].title,), s2=(S2(merged=(old,)),))


def zoo(tale: Tale) -> None:
    tale.other.write_text(f"# Zoo\n\n## Papers\n\n- 【夜】{TITLE['owls']}\n- {TITLE['yeast']}\n", "utf-8")


EVERYTHING_DOWN = {"arxiv": always("503"), "s2": always("429")}
STEPS = [
    Step("the first run", news=("- first run: 10 mentions, 9 matched, 1 absent",), fresh=True),
    Step("nothing happens", still=True, asked=5),
    Step("counts drift", days=3, still=True, asked=5),
    Step("an entry is added", lambda t: added(t, "owls", TITLE["maps"]), news=(listed("owls"),), fresh=True),
    Step("nothing again", still=True, asked=5),
    Step("an entry moves up in its section", lambda t: move(t, "kites", "## Growing things\n\n"), fresh=True),
    Step("an entry moves to another section", lambda t: move(t, "owls", "## Growing things\n\n"), fresh=True),
    Step(
        "a slip is mended",
        lambda t: t.edit(SLIP, TITLE["snails"]),
        news=(f"- title corrected: “{SLIP}” → “{TITLE['snails']}”",),
        fresh=True,
    ),
    Step(
        "a slip is made",
        lambda t: t.edit(TITLE["snails"], SLIP),
        news=(f"- title corrected: “{TITLE['snails']}” → “{SLIP}”",),
        fresh=True,
    ),
    Step("a note is edited", lambda t: t.edit("笔记：slow, but sure", "笔记：quick"), fresh=True),
    Step("a note is added", lambda t: t.edit("【必读】", "【必读，很慢】"), fresh=True),
    Step("a remark behind a link is edited", lambda t: t.edit("and a remark", "and a longer remark"), fresh=True),
    Step("a plain line is edited", lambda t: t.edit("A word on", "Two words on"), fresh=True),
    Step(
        "an entry is taken away",
        lambda t: t.edit(f"- {TITLE['kites']}\n", ""),
        news=(f"- removed: “{TITLE['kites']}”",),
        fresh=True,
    ),
    Step(
        "it is put back",
        lambda t: added(t, "kites", TITLE["owls"]),
        news=(listed("kites"),),
        fresh=True,
    ),
    Step("a section is renamed", lambda t: t.edit("## Kitchen", "## 厨房 Kitchen"), fresh=True),
    Step("the sections are turned round", sections_turned, fresh=True),
    Step(
        "an entry stands there twice",
        lambda t: added(t, "moss", TITLE["maps"]),
        news=(listed_again("moss", "raw/README.md"),),
        fresh=True,
    ),
    Step(
        "both sources are down",
        lambda t: added(t, "rivers", TITLE["maps"]),
        news=(f"- newly listed: “{TITLE['rivers']}”, open (unknown)",),
        down=EVERYTHING_DOWN,
        asked=60,
    ),
    Step("still down", down=EVERYTHING_DOWN, still=True, asked=60),
    Step(
        "both are back",
        lines=frozenset({"rivers"}),
        news=(f"- newly matched: “{TITLE['rivers']}” (unknown → matched), {matched('rivers')}",),
        fresh=True,
    ),
    Step(
        "Semantic Scholar is down",
        lambda t: added(t, "chess", TITLE["maps"]),
        news=(listed("chess"),),
        down={"s2": always("429")},
        asked=33,
    ),
    Step("it is back, and the count is known", lines=frozenset({"chess"}), fresh=True),
    Step(
        "a paper is published",
        lambda t: t.turn("kites", venue=ACL, acl="2026.acl-long.2", doi="10.18653/v1/2026.acl-long.2"),
        lines=frozenset({"kites"}),
        news=(f"- now published: “{TITLE['kites']}”: preprint → ACL 2026",),
        fresh=True,
    ),
    Step("a quiet day", still=True, asked=5),
    Step("a month of drift", days=31, fresh=True),
    Step("the day after", still=True, asked=5),
    Step(
        "a paper is retitled",
        lambda t: retitled(t, "maps", RETITLED),
        days=31,
        news=(f"- retitled: “{TITLE['maps']}” → “{RETITLED}”",),
        fresh=True,
    ),
    Step(
        "the list takes up the new title",
        lambda t: t.edit(TITLE["maps"], RETITLED),
        news=(f"- title corrected: “{TITLE['maps']}” → “{RETITLED}”",),
        fresh=True,
    ),
    Step(
        "a second list",
        zoo,
        news=(listed("yeast"), listed_again("owls", "raw/zoo.md")),
        fresh=True,
    ),
    Step("nothing, with two lists", still=True, asked=5),
    Step(
        "the second list goes",
        lambda t: t.other.unlink(),
        news=(
            f"- removed: “{TITLE['owls']}” in raw/zoo.md, still listed elsewhere",
            f"- removed: “{TITLE['yeast']}”",
        ),
        fresh=True,
    ),
    Step(
        "a paper is withdrawn",
        lambda t: t.turn("clocks", comment="This paper has been withdrawn by the author: clocks do not stop."),
        days=31,
        lines=frozenset({"clocks"}),
        news=(f"- withdrawn: “{TITLE['clocks']}”",),
        fresh=True,
    ),
    Step(
        "what nobody had is written",
        lambda t: t.world.update(none=preprint(NOBODY, "Zed Last", 20, 0)),
        lines=frozenset({"none"}),
        news=(
            f"- newly matched: “{NOBODY}” (absent → matched), [matched](<https://arxiv.org/abs/2303.00020>) (preprint)",
        ),
        fresh=True,
    ),
    Step("Semantic Scholar loses a paper", lambda t: t.turn("bread", s2=()), still=True, asked=4),
    Step("a month later the others are counted anew", days=31, fresh=True),
    Step("and not every day", still=True, asked=4),
    Step("the end", still=True, asked=2),
]


def move(tale: Tale, name: str, behind: str) -> None:
    tale.edit(f"- {TITLE[name]}\n", "")
    tale.edit(behind, f"{behind}- {TITLE[name]}\n")


@dataclass(frozen=True)
class Seen:
    """How things stood after a step."""

    step: Step
    sources: dict[str, str]
    files: dict[str, bytes]
    news: tuple[str, ...]
    counts: dict[str, int]
    requests: list[str]

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        return table(self.files["mentions.parquet"])

    @cached_property
    def papers(self) -> dict[str, dict[str, Any]]:
        return {r["paper_id"]: r for r in table(self.files["papers.parquet"])}

    @cached_property
    def lines(self) -> dict[tuple[str, str], set[str]]:
        """Give how each line of a source is rendered: (list, line) -> its forms."""
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for name, text in self.sources.items():
            header, *rendered = self.files[name].decode().splitlines()
            assert header.startswith("<!-- Generated from raw/")
            for given, shown in zip(text.splitlines(), rendered, strict=True):
                found[name, given].add(shown)
        return found


def table(data: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(io.BytesIO(data)).to_pylist()
    return rows


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Seen]]:
    """Live through all steps, a run each; every paper is cited once more a day."""
    folder = tmp_path_factory.mktemp("tale")
    (folder / "raw").mkdir()
    (folder / "raw" / "README.md").write_text(FIRST, "utf-8")
    seen = []
    with serve(World(())) as servers, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name, value in {
            "ARXIV_URL": servers.arxiv_url,
            "S2_URL": servers.s2_url,
            "ARXIV_INTERVAL": "0",
            "S2_INTERVAL": "0",
            "PATIENCE": "1",
            "DEADLINE": "5",
            "CACHE_DIR": str(folder / "cache"),
        }.items():
            patch.setenv(f"ENRICH_{name}", value)
        tale = Tale(folder, servers)
        for step in STEPS:
            tale.today += timedelta(days=step.days)
            for name, record in list(tale.world.items()):
                tale.turn(name, citations=record.citations + step.days)
            step.do(tale)
            servers.faults = step.down
            summary = tale.run()
            sources = {p.name: p.read_bytes().decode() for p in (folder / "raw").glob("*.md")}
            files = {p.name: p.read_bytes() for p in (folder / "enriched").iterdir()}
            counts = {f"arxiv:{r.arxiv}": r.citations for r in tale.world.values() if r.s2}
            asked = [f"{e.source} {e.target[:60]}" for e in servers.log]
            seen.append(Seen(step, sources, files, summary.news, counts, asked))
        yield seen


def steps(*, still: bool | None = None) -> pytest.MarkDecorator:
    chosen = [i for i, s in enumerate(STEPS) if still is None or s.still == still]
    return pytest.mark.parametrize("number", chosen, ids=[STEPS[i].what.replace(" ", "-") for i in chosen])


def rounded(count: int) -> int:
    """Give what a suffix makes of a count: its first two digits, tens below a hundred."""
    unit: int = 10 ** max(len(str(count)) - 2, 1)
    return count - count % unit


@steps()
def test_the_source_comes_back_from_the_output(story: list[Seen], number: int) -> None:
    """Whatever has happened, the annotated list strips to the source."""
    for name, text in story[number].sources.items():
        assert strip(story[number].files[name].decode()) == text


@steps()
def test_only_lines_whose_mention_or_facts_changed_look_otherwise(story: list[Seen], number: int) -> None:
    """A line that the curator left alone looks as before, unless its own paper changed."""
    if not number:
        return
    was, now = story[number - 1], story[number]
    before, after = was.lines, now.lines
    touched = {line for line in before.keys() & after.keys() if before[line] != after[line]}
    old, new = ({i: p["citation_count"] for i, p in x.papers.items()} for x in (was, now))
    cited = {i for i in old.keys() & new.keys() if rounded(old[i] or 0) != rounded(new[i] or 0)}
    world = {name: f"arxiv:{r.arxiv}" for name, r in WORLD.items()} | {"none": "arxiv:2303.00020"}
    due = cited | {world[name] for name in now.step.lines}
    titles = {r["title"] for r in now.rows if r["paper_id"] in due}
    assert touched == {(name, line) for name, line in before.keys() & after.keys() if any(t in line for t in titles)}


@steps()
def test_an_entry_keeps_its_paper(story: list[Seen], number: int) -> None:
    """Moved, with a slip or without, under the old title or the new: always the paper of the first day."""
    for row in story[number].rows:
        name = TRUTH.get(row["title"])
        if row["paper_id"] and name:
            assert row["paper_id"] == f"arxiv:{WORLD[name].arxiv}"
        elif name:
            assert (row["status"], story[number].step.down == {}) == ("unknown", False), row["title"]


@steps()
def test_the_report_gains_exactly_what_is_news(story: list[Seen], number: int) -> None:
    seen = story[number]
    assert tuple(n for n in seen.news if not n.startswith("- citations: ")) == seen.step.news


@steps()
def test_the_changes_grow_at_the_top_only(story: list[Seen], number: int) -> None:
    """What was reported stays, byte for byte; the news stand under the day of the run."""
    now = story[number].files["CHANGES.md"].decode()
    before = story[number - 1].files["CHANGES.md"].decode() if number else ""
    day = START + timedelta(days=sum(s.days for s in STEPS[: number + 1]))
    section = "\n".join([f"## {day}", "", *story[number].news, "", ""]) if story[number].news else ""
    head, _, rest = now.partition("## ")
    assert f"## {rest}\n" == section if not number else f"## {rest}" == section + before[len(head) :]


@steps()
def test_counts_are_shown_all_together(story: list[Seen], number: int) -> None:
    """All counts are of one day: today's where something changed or 30 days have passed, else those shown before.

    One that is not given any more stays as it was.
    """
    now = story[number]
    counts = {i: p["citation_count"] for i, p in now.papers.items()}
    before = {i: p["citation_count"] for i, p in story[number - 1].papers.items()} if number else {}
    if now.step.fresh:
        assert counts == {i: now.counts[i] if i in now.counts else before[i] for i in counts}
        assert len({p["citations_as_of"] for i, p in now.papers.items() if i in now.counts}) == 1
    else:
        assert {i: c for i, c in counts.items() if i in before} == before
        assert all(counts[i] is None for i in counts.keys() - before.keys())


@steps()
def test_citations_are_news_at_round_numbers(story: list[Seen], number: int) -> None:
    """A count that passes 100, 200, 500, … is told once, on the day on which it is shown."""
    if not number:
        return
    old, new = (
        {i: (p["citation_count"] or 0) for i, p in x.papers.items()} for x in (story[number - 1], story[number])
    )
    passed = {
        (i, max(r for r in (100, 200, 500, 1000, 2000) if r <= new[i]))
        for i in old.keys() & new.keys()
        if old[i] and any(old[i] < r <= new[i] for r in (100, 200, 500, 1000, 2000))
    }
    told = [n for n in story[number].news if " passed " in n]
    assert len(told) == len(passed)
    for paper_id, count in passed:
        titles = {r["title"] for r in story[number].rows if r["paper_id"] == paper_id}
        assert any(t in n and f" passed {count:,} " in n for n in told for t in titles)


@steps()
def test_the_history_is_appended_to(story: list[Seen], number: int) -> None:
    """What is written stays in its place; a row a paper is added where counts are shown anew, else none."""
    now = table(story[number].files["citations.parquet"])
    before = table(story[number - 1].files["citations.parquet"]) if number else []
    assert now[: len(before)] == before
    if not story[number].step.fresh:
        assert len(now) == len(before)
    last = {row["paper_id"]: row["citation_count"] for row in now}
    shown = {i: p["citation_count"] for i, p in story[number].papers.items() if p["citation_count"] is not None}
    assert {i: last[i] for i in shown} == shown


@steps(still=True)
def test_a_run_with_nothing_new_changes_no_byte(story: list[Seen], number: int) -> None:
    """Parquet, history and manifest included."""
    assert story[number].files == story[number - 1].files
    assert story[number].news == ()


@steps()
def test_few_requests(story: list[Seen], number: int) -> None:
    """What is known is not asked again: a batch for the counts, and what is still open."""
    assert len(story[number].requests) <= story[number].step.asked, story[number].requests


def test_the_story_is_long_and_every_day_is_another() -> None:
    assert len(STEPS) > 30
    assert all(a.what != b.what for a, b in pairwise(STEPS))
