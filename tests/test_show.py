"""The list in the terminal, and the bibliography in a pipe."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from pipeline.__main__ import main
from pipeline.errors import InputError
from pipeline.explore import screen
from pipeline.explore.listing import Line, Wish, chosen, lines, span
from pipeline.model import Ids, Match, Mention, Paper, Place, Status
from pipeline.tables import mention_row
from tests.conftest import HERE, Toy

HOSTILE = "\x1b[2J\x9b31m Evil \u202eeltit\x07 [red]x[/red]"


def line(n: int, paper: Paper | None, section: str = "方法 Methods", note: str | None = None, title: str = "T") -> Line:
    mention = Mention(n, title, Place(0, 1, 1), section=section, annotation=note)
    status = Status.MATCHED if paper else Status.ABSENT
    row = mention_row("a.md", mention, Match(status), paper.paper_id if paper else None)
    return lines([row], [paper] if paper else [])[0]


ALBERT = Paper("arxiv:1", "ALBERT", Ids(arxiv="1909.11942"), authors=("Zhenzhong Lan",), year=2020, citation_count=7)
GARDEN = Paper(
    "bib:g", "Gärten", authors=("Robert Mohe", "Ada Fern", "李明"), year=2022, venue="ICLR", citation_count=9
)
RARE = Paper("bib:r", "Rare", year=2023, venue="ACL")
ALL = [line(1, ALBERT, note="必读"), line(2, None, "数据", title="Lost"), line(3, GARDEN), line(4, RARE, "数据")]


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Wish(), [1, 2, 3, 4]),
        (Wish(["bert"]), [1]),  # not Robert
        (Wish(["rob", "garten"]), [3]),
        (Wish(["李明"]), [3]),
        (Wish(["必读"]), [1]),
        (Wish(section="METHODS"), [1, 3]),
        (Wish(section="数据", status="absent"), [2]),
        (Wish(years="2021..2022"), [3]),
        (Wish(years="2022.."), [3, 4]),
        (Wish(years="..2020"), [1]),
        (Wish(venue="arxiv"), [1]),
        (Wish(sort="citations"), [3, 1, 2, 4]),
        (Wish(sort="year"), [4, 3, 1, 2]),
    ],
    ids=str,
)
def test_what_is_asked_for_is_found_in_that_order(wish: Wish, found: list[int]) -> None:
    assert [x.row["line"] for x in chosen(ALL, wish)] == found


@pytest.mark.parametrize("years", ["last year", "2020-2022", "..", "20", ""])
def test_years_that_cannot_be_read_are_named(years: str) -> None:
    with pytest.raises(InputError, match="names no years"):
        span(years)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(of: list[Line], columns: int | None, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("TERM", "xterm")
    if columns:
        monkeypatch.setenv("COLUMNS", str(columns))
    stream = Terminal() if columns else io.StringIO()
    screen.show(of, stream)
    return stream.getvalue()


LONG = line(
    7,
    replace(GARDEN, title="Language Models " * 9, venue="Findings of EMNLP"),
    note="大模型训练和优化，包括sft，最重要的文章之一" * 3,
)


@pytest.mark.parametrize("columns", [80, 200])
def test_a_terminal_gets_what_fits_and_all_of_it(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """Chinese takes two columns a letter."""
    text = re.sub(r"\x1b\[[\d;]*m", "", shown([*ALL, LONG], columns, monkeypatch))
    assert max(cell_len(x) for x in text.splitlines()) <= columns
    letters = re.sub(r"[\s─]", "", text)
    assert "…" not in letters
    assert letters.count("Language") == 9
    assert letters.count("优") == 3
    assert "(absent)" in text


def test_a_pipe_gets_one_plain_line_a_mention(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown([LONG], None, monkeypatch)
    assert "\x1b" not in text
    head, row = text.splitlines()
    assert re.split(r" {2,}", head.strip()) == ["Line", "Title", "Author", "Venue", "Year", "Cited", "Note", "Section"]
    assert re.split(r" {2,}", row.strip()) == [
        "7",
        "Language Models " * 8 + "Language Models",
        "Mohe et al.",
        "Findings of EMNLP",
        "2022",
        "9",
        LONG.note,
        "方法 Methods",
    ]


def test_what_a_terminal_would_obey_does_not_reach_it(
    toy: Toy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = line(1, replace(GARDEN, title=HOSTILE, authors=(HOSTILE,), venue=HOSTILE), HOSTILE, HOSTILE)
    printed = shown([evil], None, monkeypatch)
    monkeypatch.setattr("pipeline.explore.listing.lines", lambda *_: [evil])
    toy.enrich()
    for form in (["--json"], ["--csv"], ["--section", "no such"], ["--venue", "no such"]):
        assert main(["show", *form]) == 0
    said = capsys.readouterr()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", printed + said.out + said.err)
    assert "[red]x[/red]" in printed
    assert json.loads(said.out.splitlines()[0])["title"] == HOSTILE


def test_programs_get_json_and_csv(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    toy.enrich()
    capsys.readouterr()
    assert main(["show", "--json", "--limit", "2"]) == 0
    said = capsys.readouterr()
    rows = [json.loads(x) for x in said.out.splitlines()]
    assert rows[0]["title"] == "Growing Gardens with Gradient Descent"
    assert rows[0]["cite_key"] is not None
    assert re.fullmatch(r"\d+ of \d+ mentions, the first 2 shown\n", said.err)
    assert main(["show", "--csv", "--limit", "2"]) == 0
    (first, _) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert list(first) == list(rows[0])
    assert first["authors"] == "; ".join(rows[0]["authors"])


def test_nothing_found_says_what_there_is(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show"]) == 1
    assert "papers.parquet: no such table; run `make enrich` first" in capsys.readouterr().err.replace(
        "mentions", "papers"
    )
    toy.enrich()
    assert main(["show", "--section", "none such"]) == 0
    assert "方法 Methods" in capsys.readouterr().err
    assert main(["show", "--year", "now"]) == 1


@pytest.mark.parametrize("command", ["show", "export"])
def test_a_reader_that_closes_early_is_no_error(command: str) -> None:
    pipe = f"{sys.executable} -m pipeline {command} 2>&1 | head -1"
    done = subprocess.run(pipe, shell=True, capture_output=True, text=True, check=False, cwd=HERE.parent, timeout=60)
    assert (done.stderr, len(done.stdout.splitlines())) == ("", 1)


@pytest.mark.parametrize(("form", "start"), [("bib", "@"), ("csl", "["), ("ris", "TY  - ")])
def test_export_writes_each_form(
    toy: Toy, capfdbinary: pytest.CaptureFixture[bytes], form: str, start: str, tmp_path: Path
) -> None:
    toy.enrich()
    assert main(["export", "--format", form]) == 0
    printed = capfdbinary.readouterr().out
    assert printed.decode().startswith(start)
    assert main(["export", "--format", form, "--out", str(tmp_path / "x")]) == 0
    assert (tmp_path / "x").read_bytes() == printed
    if form != "ris":
        assert (toy.out / f"papers.{ {'bib': 'bib', 'csl': 'csl.json'}[form] }").read_bytes() == printed
