"""The page of what needs a person: what stands on it, in what order, and that nothing from outside is syntax."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline import pins, review
from pipeline.model import PIN, WRONG_LINK, Candidate, Ids, Match, Mention, Notice, Paper, Place, Scored, Status
from pipeline.tables import mention_row

GOLDEN = Path(__file__).parent / "data" / "review.md"
HOSTILE = [
    "a | b",
    "<script>alert(1)</script>",
    "`code` and ``` more",
    "[x](javascript:alert(1))",
    "two\nlines\r\n# and a heading",
    "# Title",
    "- item",
    "1. item",
    "![x](https://evil.example/x.png)",
    "@someone fixes #1",
    "]( <https://evil.example>)",
    "</details>",
    "&lt;b&gt; $x$ ~~gone~~ **bold** _i_ \\",
    "\u202egnp.exe \u0000",
    "",
]
PAPERS = {
    "arxiv:2101.00001": Paper(
        "arxiv:2101.00001",
        "Growing Gardens at Night",
        authors=("Gina Green", "Rosa Red", "Yves Yellow", "Bo Blue"),
        year=2021,
        url="https://arxiv.org/abs/2101.00001",
    ),
}
RETITLED = ("same title", "retitled, was “Growing Gardens”")


def pin_line(title: str, what: str) -> str:
    return f"{title!a} = {{ {what} }}"


def rival(number: int, title: str = "Growing Hedges", score: float = 0.8712, **facts: Any) -> Scored:
    record = Candidate("arXiv", title, Ids(arxiv=f"2101.{number:05}"), **facts)
    return Scored(record, score, ("subtitle lost", "year: 2021"))


def row(
    title: str, verdict: Match, line: int = 3, paper: str | None = None, path: str = "raw/README.md"
) -> dict[str, Any]:
    return mention_row(path, Mention(line, title, Place(0, 1, 1)), verdict, paper)


def absent(title: str, line: int = 3, path: str = "raw/README.md") -> dict[str, Any]:
    return row(title, Match(Status.ABSENT, reasons=("not found",)), line, path=path)


def page(rows: Sequence[dict[str, Any]], left_out: Sequence[tuple[str, Notice]] = ()) -> str:
    return review.page(rows, PAPERS, left_out, pin_line) or ""


def whole() -> tuple[list[dict[str, Any]], list[tuple[str, Notice]]]:
    two = (rival(2, authors=("Hugo Hedge",), year=2021, url="https://arxiv.org/abs/2101.00002"), rival(3, score=0.7))
    wrong = f"{WRONG_LINK} arxiv:1999.00009 is “Counting Snails”"
    rows = [
        row("Growing Gardens", Match(Status.MATCHED, 0.95, RETITLED, rivals=two), 4, "arxiv:2101.00001"),
        row("Nobody Knows", Match(Status.UNKNOWN, reasons=("arXiv did not answer",)), 5),
        row("Nowhere to Be Found", Match(Status.ABSENT, reasons=("not found",)), 6),
        row("Hedges", Match(Status.AMBIGUOUS, reasons=("2 works fit",), rivals=two), 7),
        row("Gardens", Match(Status.MATCHED, 0.9, ("same title", wrong)), 8, "arxiv:2101.00001"),
        row("Snails: A Survey", Match(Status.ABSENT, reasons=("not found", wrong), rivals=(rival(4),)), 9),
        row("Hedge", Match(Status.AMBIGUOUS, reasons=("too few words",), rivals=two[:1]), 10),
        row("Hedge", Match(Status.AMBIGUOUS, reasons=("too few words",), rivals=two[:1]), 2, path="raw/more lists.md"),
        row("Sure", Match(Status.MATCHED, 1.0, ("same title",)), 11, "arxiv:2101.00001"),
    ]
    return rows, [("raw/README.md", Notice(20, "A line: about gardens", "left out"))]


def test_whole_page() -> None:
    """Each kind of entry as a person finds it; what is sure is not there, what is unknown is counted."""
    assert page(*whole()) == GOLDEN.read_text(encoding="utf-8")


def test_nothing_to_review_is_no_page() -> None:
    """A title that no source answered for waits for the next run, not for a person."""
    unknown = row("T", Match(Status.UNKNOWN, reasons=("arXiv did not answer",)))
    assert review.page([], {}, [], pin_line) is None
    assert review.page([unknown], {}, [], pin_line) is None


def test_what_a_person_pinned_is_settled() -> None:
    pinned = row("Growing Gardens", Match(Status.MATCHED, 1.0, (PIN, *RETITLED)), paper="arxiv:2101.00001")
    assert not page([pinned])


def test_sections_come_in_order_of_use() -> None:
    found = re.findall(r"^## (.*): \d+$", page(*whole()), re.MULTILINE)
    assert found == ["Ambiguous", "Wrong links", "Absent", "Retitled", "Lines that look like papers"]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_makes_no_difference(seed: int) -> None:
    rows, lines = whole()
    random.Random(seed).shuffle(rows)
    assert page(rows, [*lines, *lines]) == page(*whole())


def test_a_slightly_other_score_is_no_change() -> None:
    first, second = (
        row("T", Match(Status.AMBIGUOUS, reasons=("x",), rivals=(rival(1, score=s),))) for s in (0.871, 0.874)
    )
    assert page([first]) == page([second])


@pytest.mark.parametrize(("count", "folded"), [(10, False), (11, True)])
def test_a_long_section_is_folded_and_counted(count: int, folded: bool) -> None:
    text = page([absent(f"Title {n}", n) for n in range(1, count + 1)])
    assert f"## Absent: {count}" in text
    assert (f"<details><summary>{count} entries</summary>\n\n" in text, "\n</details>\n" in text) == (folded, folded)


def test_a_title_listed_twice_is_one_entry_with_two_places() -> None:
    text = page([absent("Title", 3), absent("Title", 9)])
    assert "## Absent: 1" in text
    assert text.count("{ skip }") == 1
    assert (
        "README.md:3](<../raw/README.md?plain=1#L3>), [raw/README.md:9](<../raw/README.md?plain=1#L9>): Title" in text
    )


def test_two_entries_on_a_line_are_one_place() -> None:
    assert page([absent("Title", 3), absent("Title", 3)]).count("README.md:3]") == 1


def test_a_linked_paper_that_is_a_candidate_is_offered_once() -> None:
    wrong = f"{WRONG_LINK} arxiv:2101.00002 is “Growing Hedges”"
    text = page([row("Gardens", Match(Status.ABSENT, reasons=(wrong,), rivals=(rival(2),)))])
    assert text.count("{ arxiv:2101.00002 }") == 1


def test_a_page_that_the_list_links_can_be_pinned_where_no_source_has_the_paper() -> None:
    rows = [absent(t) | {"url": u} for t, u in (("T", "https://a.example/t.pdf"), ("U", "https://arxiv.org/list/cs"))]
    text = review.page(rows, {}, [], pins.line) or ""
    assert '"T" = { title = "T", url = "https://a.example/t.pdf" }  # the page that the list links\n' in text
    assert text.count("# the page") == 1


def test_pins_go_beside_their_list() -> None:
    text = page([absent("T", path="a/README.md"), absent("U", path="README.md")])
    assert "into [pins.toml](<../pins.toml>) or [a/pins.toml](<../a/pins.toml>), beside the list" in text


def test_a_path_outside_the_repository_is_no_link() -> None:
    text = page([absent("Title", 3, "/home/me/a.md"), absent("Title", 3, "C:/a b.md")])
    assert "(<../" not in text


def test_a_path_is_quoted() -> None:
    assert "(<../raw/50%25%20%3E%23.md?plain=1#L3>)" in page([absent("Title", 3, "raw/50% >#.md")])


def test_a_record_of_the_bibliography_has_no_id_to_pin() -> None:
    scored = Scored(Candidate("library", "Growing Hedges", bib_key="hedges"), 0.7, ("close title",))
    text = page([row("Hedges", Match(Status.AMBIGUOUS, reasons=("x",), rivals=(scored,)))])
    assert "1. 0.70: Growing Hedges (close title)" in text
    assert "bib:" not in text


def test_missing_lists_are_empty_ones() -> None:
    """Parquet gives None where nothing was written."""
    bare = absent("Title") | {"reasons": None, "candidates": None, "score": None}
    assert "## Absent: 1" in page([bare])


def shape(text: str) -> list[tuple[str, str]]:
    """Give the structure that a renderer sees, and the targets of links."""
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(text)
    flat = [t for token in tokens for t in (token, *(token.children or ()))]
    return [(t.type, str(t.attrs.get("href", ""))) for t in flat if t.type not in {"text", "softbreak", "text_special"}]


def hostile_page(text: str) -> str:
    scored = Scored(
        Candidate("arXiv", text, Ids(arxiv="2101.00001"), authors=(text,), url=f"javascript:{text}"), 0.5, (text,)
    )
    rows = [row("Title", Match(Status.AMBIGUOUS, reasons=(text,), rivals=(scored, scored)))]
    rows[0]["title"] = text
    papers = {"p": Paper("p", text, authors=(text,), url=text)}
    rows.append(row(text, Match(Status.MATCHED, 0.9, (f"{WRONG_LINK} x is “{text}”",)), 9, "p"))
    return review.page(rows, papers, [("a.md", Notice(4, text))], lambda _, w: f'"T" = "{w}"') or ""


HARMLESS = shape(hostile_page("harmless"))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_comes_from_outside_is_no_syntax(text: str) -> None:
    """The page has the same structure whatever the titles, authors, reasons and addresses are."""
    assert shape(hostile_page(text)) == HARMLESS


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab \n\t`*_[]()<>|#-+1.!&;:@~$\\“”")), max_size=30))
def test_no_text_is_syntax(text: str) -> None:
    assert shape(hostile_page(text)) == HARMLESS


@pytest.mark.parametrize("title", ["`" * 3, "a ```` b", "~~~"])
def test_a_line_to_paste_stays_in_its_block(title: str) -> None:
    """Backticks in a title do not end the code block."""
    blocks = [t.content for t in MarkdownIt().parse(page([absent(title)])) if t.type == "fence"]
    assert blocks == [pin_line(title, "skip") + "  # not a paper\n"]


def test_a_huge_title_is_cut() -> None:
    assert len(page([absent("word " * 10_000)]).split("```")[0]) < 2_000
