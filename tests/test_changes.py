"""The change report: each kind of change is one line, churn is none; and the file that keeps the reports."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline import changes
from pipeline.model import WRONG_LINK, Ids, Match, Mention, Paper, Place, Status
from pipeline.tables import mention_row
from pipeline.titles import compare

DATA = Path(__file__).parent / "data"
DAY = date(2026, 11, 23)
Row = dict[str, Any]

GARDENS = Paper(
    "arxiv:2101.00001", "Growing Gardens", Ids(arxiv="2101.00001"), url="https://arxiv.org/abs/2101.00001", year=2021
)
HEDGES = Paper("arxiv:2101.00002", "Trimming Hedges", Ids(arxiv="2101.00002"), year=2021, venue="ACL")
WRONG = f"{WRONG_LINK} arxiv:1999.00009 is “Counting Snails”"
HOSTILE = [
    "a | b",
    "<script>alert(1)</script>",
    "`code` and ``` more",
    "[x](javascript:alert(1))",
    "two\nlines\r\n# and a heading",
    "”, removed: “",
    "![x](https://evil.example/x.png)",
    "@someone fixes #1",
    "]( <https://evil.example>)",
    "",
]


def row(title: str, paper: Paper | None = None, line: int = 3, path: str = "raw/README.md", **facts: Any) -> Row:
    status = Status.MATCHED if paper else facts.pop("status", Status.ABSENT)
    reasons = tuple(facts.pop("reasons", ()))
    mention = Mention(line, title, Place(0, 1, 1), **facts)
    return mention_row(path, mention, Match(status, reasons=reasons), paper.paper_id if paper else None)


def report(
    old: Sequence[Row], new: Sequence[Row], before: Sequence[Paper] = (), now: Sequence[Paper] = ()
) -> list[str]:
    return changes.report(old, {p.paper_id: p for p in before}, new, {p.paper_id: p for p in now})


def of_paper(before: Paper, now: Paper) -> list[str]:
    """Report on one paper, listed as “Gardens”, whose facts changed."""
    return report([row("Gardens", before)], [row("Gardens", now)], [before], [now])


KEPT = row("Kept Entry", line=1)


def whole() -> tuple[list[Row], list[Row], list[Paper], list[Paper]]:
    """One change of each kind."""
    papers = [replace(GARDENS, paper_id=f"arxiv:{n}", title=f"Paper {n}", url=f"https://x.org/{n}") for n in range(12)]
    rows = [row(p.title, p, line) for line, p in enumerate(papers)]
    old = [*rows, row("Hedge", line=20), row("Gone", line=21), row("Sloow Worms", HEDGES, line=22)]
    new = [*rows, row("Hedge", HEDGES, line=20), row("Slow Worms", HEDGES, line=30)]
    new += [row("Found at Once", HEDGES, line=31), row("Nobody Has It", line=32), row("Paper 3", papers[3], line=33)]
    old[4], new[4] = row("Paper 4", papers[4], 4), row("Paper 4", papers[5], 4)
    new[6] = row("Paper 6", None, 6, status=Status.AMBIGUOUS)
    old[7] = row("Paper 7", papers[7], 7, url="https://a.org", reasons=[WRONG])
    new[7] = row("Paper 7", papers[7], 7, url="https://b.org")
    now = list(papers)
    now[8] = replace(now[8], venue="ICLR", year=2023)
    now[9] = replace(now[9], title="Paper Nine, Renamed")
    now[10] = replace(now[10], withdrawn=True)
    papers[11], now[11] = replace(papers[11], citation_count=980), replace(now[11], citation_count=1012)
    return old, new, [*papers, HEDGES], [*now, HEDGES]


def test_whole_report() -> None:
    """One line a change, the order that a reader wants, in a file of its own."""
    lines = report(*whole())
    assert changes.prepend(None, DAY, lines) == (DATA / "changes.md").read_text(encoding="utf-8")


def test_a_first_run_is_one_line() -> None:
    new = [row("Gardens", GARDENS), row("Hedges", line=4)]
    assert report([], new, [], [GARDENS]) == ["- first run: 2 mentions, 1 matched, 1 absent"]
    assert report([], [], [], []) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param([row("A", line=3), row("B", line=4)], [row("B", line=3), row("A", line=9)], id="reordered"),
        pytest.param([row("A", section="X")], [row("A", section="Y", annotation="new words")], id="sections-and-notes"),
        pytest.param([row("A")], [row("A", path="raw/other.md")], id="moved-to-another-list"),
        pytest.param([row("A study")], [row("A Study.")], id="case-and-punctuation"),
        pytest.param([row("A", GARDENS)], [row("A", GARDENS, url="https://x.org")], id="link-added"),
        pytest.param(
            [row("A", GARDENS, url="u"), row("A", HEDGES, 4, url="v")],
            [row("A", HEDGES, 5, url="v"), row("A", GARDENS, 6, url="u")],
            id="one-title-two-links-reordered",
        ),
        pytest.param(
            [row("A", GARDENS, url="u"), row("A", HEDGES, 4, url="v")],
            [row("A", HEDGES, 5, "b.md", url="v"), row("A", GARDENS, 6, "b.md", url="u")],
            id="one-title-two-links-in-a-renamed-list",
        ),
        pytest.param([row("A", GARDENS, reasons=["x"])], [row("A", GARDENS, reasons=["y"])], id="other-reasons"),
        pytest.param([row("A", status=Status.UNKNOWN)], [row("A", status=Status.ABSENT)], id="open-and-still-open"),
        pytest.param(
            [row("A", GARDENS, url="u", reasons=[WRONG])], [row("A", GARDENS, url="u")], id="wrong-link-not-seen-today"
        ),
    ],
)
def test_churn_is_no_change(old: list[Row], new: list[Row]) -> None:
    assert report([KEPT, *old], [KEPT, *new], [GARDENS, HEDGES], [GARDENS, HEDGES]) == []


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(replace(GARDENS, year=2022), id="year-of-a-preprint"),
        pytest.param(replace(GARDENS, title="growing gardens."), id="title-but-for-typography"),
        pytest.param(replace(GARDENS, abstract="x", tldr="y", authors=("Z",)), id="abstract-and-authors"),
        pytest.param(replace(GARDENS, citation_count=5000), id="first-count"),
        pytest.param(replace(GARDENS, paper_id="doi:10.1/x", aliases=("arxiv:2101.00001",)), id="another-id-leads"),
    ],
)
def test_facts_that_no_reader_asks_for(now: Paper) -> None:
    assert of_paper(GARDENS, now) == []


def test_a_mended_slip_is_one_line() -> None:
    """Neither removed nor newly listed, whether its paper is known or not."""
    old, new = "Growng Gardens at the Seaside", "Growing Gardens at the Seaside"
    line = [f"- title corrected: “{old}” → “{new}”"]
    assert report([row(old, GARDENS)], [row(new, GARDENS, line=8)], [GARDENS], [GARDENS]) == line
    assert report([row(old)], [row(new, line=8)]) == line


def test_a_paper_listed_under_other_words_in_another_list() -> None:
    lines = report([row("Gardens", GARDENS)], [row("Beds", GARDENS, path="b.md")], [GARDENS], [GARDENS])
    assert lines == ["- title corrected: “Gardens” → “Beds”"]


def test_a_title_that_lost_its_subtitle_may_be_another_paper() -> None:
    lines = report([row("Rethinking Hedgerow Gardens: A Survey")], [row("Rethinking Hedgerow Gardens")])
    assert [line.split(":")[0] for line in lines] == ["- newly listed", "- removed"]


def test_a_slip_mended_so_that_it_is_found() -> None:
    lines = report([row("Growng Gardens at the Sea")], [row("Growing Gardens at the Sea", GARDENS)], [], [GARDENS])
    assert [line.split(":")[0] for line in lines] == ["- newly matched", "- title corrected"]


def test_a_title_in_two_lists_is_told_once() -> None:
    pair = [row("Gardens"), row("Gardens", path="raw/b.md")]
    assert len(report([KEPT], [KEPT, *pair])) == 1
    assert len(report([KEPT, *pair], [KEPT])) == 1
    matched = [row("Gardens", GARDENS), row("Gardens", GARDENS, path="raw/b.md")]
    assert len(report(pair, matched, [], [GARDENS])) == 1


def test_a_second_place_of_a_listed_title_is_told_as_such() -> None:
    both = [row("Gardens"), row("Gardens", path="raw/b.md")]
    assert report(both[:1], both) == ["- listed again: “Gardens” in raw/b.md, open (absent)"]
    assert report(both, both[:1]) == ["- removed: “Gardens” in raw/b.md, still listed elsewhere"]


def test_titles_of_signs_alone_are_told_apart() -> None:
    lines = report([KEPT, row("???")], [KEPT, row("…")])
    assert lines == ["- newly listed: “…”, open (absent)", "- removed: “???”"]


def test_another_venue() -> None:
    now = replace(HEDGES, venue="EMNLP 2022", year=2022)
    assert of_paper(HEDGES, now) == ["- venue changed: “Gardens”: ACL 2021 → EMNLP 2022"]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (99, 100, "passed 100 (100)"),
        (100, 109, None),
        (100, 110, None),
        (100, 111, "rose from 100 to 111"),
        (40, 49, None),
        (40, 50, "rose from 40 to 50"),
        (0, 9, None),
        (0, 10, "rose from 0 to 10"),
        (499, 500, "passed 500 (500)"),
        (90, 1200, "passed 1,000 (1,200)"),
        (19_999, 20_001, "passed 20,000 (20,001)"),
        (10_500, 11_500, None),
        (500, 499, None),
        (100, None, None),
    ],
)
def test_counts(before: int, now: int | None, told: str | None) -> None:
    """A round number passed, or more than a tenth and at least ten more."""
    lines = of_paper(replace(GARDENS, citation_count=before), replace(GARDENS, citation_count=now))
    assert lines == ([f"- citations: “Gardens” {told}"] if told else [])


def test_only_the_largest_gains_are_told() -> None:
    before = [replace(GARDENS, paper_id=f"arxiv:{n:02}", citation_count=100) for n in range(25)]
    now = [replace(p, citation_count=150 + n) for n, p in enumerate(before)]
    rows = [row(f"Title {p.paper_id}", p) for p in before]
    lines = report(rows, rows, before, now)
    assert "100 to 174" in lines[0]
    assert (len(lines), lines[-1]) == (21, "- citations: and 5 more")


def test_a_flood_is_cut() -> None:
    lines = report([KEPT], [KEPT, *(row(f"Number {n}", line=n) for n in range(200))])
    assert (len(lines), lines[-1]) == (changes.MOST_OTHERS + 1, "- newly listed: and 150 more")


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_makes_no_difference(seed: int) -> None:
    old, new, before, now = whole()
    expected = report(old, new, before, now)
    for part in (old, new, before, now):
        random.Random(seed).shuffle(part)
    assert report(old, new, before, now) == expected


ROWS = st.lists(
    st.builds(
        row,
        title=st.sampled_from(["Gardens", "gardens", "Hedges", "Growing Hedges", ""]),
        paper=st.sampled_from([None, GARDENS, HEDGES]),
        line=st.integers(1, 3),
        path=st.sampled_from(["a.md", "b.md"]),
        url=st.sampled_from([None, "https://a.org"]),
        reasons=st.sampled_from([(), (WRONG,)]),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_laws(old: list[Row], new: list[Row], chance: random.Random) -> None:
    """The same tables say nothing; the order of rows says nothing; no line is said twice."""
    both = [GARDENS, HEDGES]
    assert report(old, [dict(r) for r in old], both, both) == [] or not old
    lines = report(old, new, both, both)
    assert len(set(lines)) == len(lines)
    assert report(chance.sample(old, len(old)), chance.sample(new, len(new)), both, both) == lines


def test_two_wholly_different_lists_are_not_compared_title_by_title(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = Mock(wraps=compare)
    monkeypatch.setattr(changes, "compare", compared)
    old = [row(f"Growing Gardens and Hedges {n}", line=n) for n in range(1500)]
    new = [row(f"Trimming Gardens and Hedges {n}", line=n) for n in range(1500)]
    assert report(old, new)
    assert compared.call_count <= changes.MOST_PAIRS


def shape(lines: Sequence[str]) -> list[str]:
    tokens = MarkdownIt().enable("table").enable("strikethrough").parse("\n".join(lines))
    return [
        t.type for token in tokens for t in (token, *(token.children or ())) if t.type not in {"text", "text_special"}
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_comes_from_outside_is_no_syntax(text: str) -> None:
    """Titles, venues, paths and addresses stay words, each change on one line."""

    def lines(text: str) -> list[str]:
        before = replace(GARDENS, title=text + " old", url=text)
        now = replace(before, title=text + " new", venue=text + " v")
        old = [row(text + " a", before), row(text + " gone")]
        new = [row(text + " a", now), row(text + " come", path=text), row(text + " come", path=text)]
        return report(old, new, [before], [now])

    assert shape(lines(text)) == shape(lines("harmless"))
    assert all(line.startswith("- ") and len(line.splitlines()) == 1 for line in lines(text))


FILE = "# Ours\n\nby hand\n\n## 2026-11-23\n\n- one\n  more of one\n\nby hand\n\n## 2026-11-16\n\n- old\n"


@pytest.mark.parametrize(
    ("day", "lines", "text"),
    [
        pytest.param(
            date(2026, 11, 30),
            ["- two"],
            FILE.replace("## 2026-11-23", "## 2026-11-30\n\n- two\n\n## 2026-11-23"),
            id="newest-first",
        ),
        pytest.param(DAY, ["- one", "- two"], FILE.replace("of one\n", "of one\n- two\n"), id="same-day-joined"),
        pytest.param(DAY, ["- one"], FILE, id="nothing-new"),
        pytest.param(DAY, [], FILE, id="nothing-to-say"),
        pytest.param(
            date(2026, 11, 20),
            ["- two"],
            FILE.replace("## 2026-11-16", "## 2026-11-20\n\n- two\n\n## 2026-11-16"),
            id="late-report",
        ),
        pytest.param(date(2026, 11, 1), ["- two"], FILE + "\n## 2026-11-01\n\n- two\n", id="oldest-last"),
    ],
)
def test_where_a_report_goes(day: date, lines: list[str], text: str) -> None:
    assert changes.prepend(FILE, day, lines) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("by hand", "by hand\n\n## 2026-11-23\n\n- x\n"),
        ("by hand\r\n", "by hand\r\n\r\n## 2026-11-23\r\n\r\n- x\r\n"),
        ("## 2026-11-23", "## 2026-11-23\n\n- x\n"),
        ("## 2026-11-23\r\n\r\n- a\r\n\r\nb\r\n", "## 2026-11-23\r\n\r\n- a\r\n- x\r\n\r\nb\r\n"),
        ("## 2026-11-23\n\nb\n", "## 2026-11-23\n\n- x\n\nb\n"),
        ("## 2026-11-23\n- a", "## 2026-11-23\n- a\n- x\n"),
        ("## 2026-11-23\n- a\nlazy\n# b\n- c\n", "## 2026-11-23\n- a\nlazy\n- x\n# b\n- c\n"),
    ],
)
def test_files_by_hand(before: str, after: str) -> None:
    """Their line ends and their text stay."""
    assert changes.prepend(before, DAY, ["- x"]) == after


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_a_new_file_says_what_it_is(text: str | None) -> None:
    new = changes.prepend(text, DAY, ["- x"])
    assert new.startswith("# Changes\n\nWhat changed in the lists")
    assert new.endswith("\n\n## 2026-11-23\n\n- x\n")


PIECES = st.sampled_from(
    ["## 2026-11-23", "## 2026-11-30", "## 2026-11-01", "- x", "- a", "  b", "word", "# H", "", " ", "```"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=8), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_text_by_hand_stays_byte_for_byte(pieces: list[str], end: str, final: bool) -> None:
    """A report is one insertion, and the same report again is none."""
    text = end.join(pieces) + (end if final else "")
    new = changes.prepend(text, DAY, ["- x", "- y"])
    if text.strip():
        same = next((i for i, (a, b) in enumerate(zip(text, new, strict=False)) if a != b), len(text))
        assert new.endswith(text[same:])
        assert text[:same] + new[same : len(new) - len(text) + same] + text[same:] == new
    assert changes.prepend(new, DAY, ["- y", "- x"]) == new


def test_a_file_of_years_takes_no_time() -> None:
    text = "\n".join(
        f"## 20{y:02}-{m:02}-01\n\n" + "- a line\n" * 50 for y in range(99, 0, -1) for m in range(12, 0, -1)
    )
    changes.prepend(text, date(2026, 11, 1), ["- x"])
