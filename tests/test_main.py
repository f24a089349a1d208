"""The command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.__main__ import main
from tests.conftest import HERE, Toy


def test_parse_prints_a_json_object_a_mention(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(toy.source)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == {
        "line": 12,
        "title": "Growing Gardens with Gradient Descent",
        "section": "方法 Methods",
        "parent_line": None,
        "label": None,
        "annotation": "必读",
        "short_name": None,
        "authors_hint": None,
        "venue_hint": None,
        "year_hint": None,
        "url": None,
        "arxiv_id": None,
        "doi": None,
    }


def test_strip_gives_the_bytes_of_the_source(toy: Toy, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    toy.source.write_bytes(toy.source.read_bytes().replace(b"\n", b"\r\n"))
    toy.enrich()
    assert main(["strip", str(toy.out / "README.md")]) == 0
    assert capfdbinary.readouterr().out == toy.source.read_bytes()


def test_enrich_without_a_network_says_what_is_missing(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["enrich", "--offline"]) == 0
    printed = capsys.readouterr().err
    assert "matched" in printed
    assert "unknown: a source did not answer" in printed
    assert "have no citation count" in printed
    assert sorted(p.name for p in toy.out.iterdir()) == [
        "CHANGES.md",
        "README.md",
        "REVIEW.md",
        "citations.parquet",
        "explore.ipynb",
        "index.html",
        "manifest.json",
        "mentions.parquet",
        "papers.bib",
        "papers.csl.json",
        "papers.parquet",
    ]


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["enrich", "none.md"], 1, "none.md: no such file"),
        (["parse", "raw"], 1, "raw: cannot be read"),
        (["strip", "raw/README.md"], 1, "raw/README.md: "),
        (["enrich", "--library", "none.bib", "--offline"], 1, "none.bib: no such file"),
    ],
)
def test_bad_input_is_named_and_gives_1(
    toy: Toy, capsys: pytest.CaptureFixture[str], args: list[str], code: int, message: str
) -> None:
    assert main(args) == code
    assert f"error: {message}" in capsys.readouterr().err


def test_no_lists_says_where_they_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["enrich"]) == 1
    assert "raw/*.md" in capsys.readouterr().err


@pytest.mark.parametrize("args", [["enrich", "--bogus"], ["bogus"], []], ids=str)
def test_wrong_usage_gives_2(args: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(args)
    assert stop.value.code == 2


@pytest.mark.parametrize("command", ["enrich", "parse", "strip"])
def test_each_command_teaches(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 4


def test_a_reader_that_closes_early_is_no_error(toy: Toy) -> None:
    toy.source.write_text("".join(f"- A Rather Long Title of Paper Number {i} on Pipes\n" for i in range(2000)))
    command = f"{sys.executable} -m pipeline parse {toy.source} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=HERE.parent, timeout=60)
    assert done.stderr == ""


def test_the_output_names_the_same_titles_as_its_source(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    toy.enrich()
    printed = []
    for path in (toy.source, toy.out / "README.md"):
        assert main(["parse", str(path)]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]


def test_explain_says_of_each_entry_what_it_was_read_as(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "--explain", str(toy.source)]) == 0
    printed = capsys.readouterr().out
    assert "12: paper: " in printed
    assert "18: no paper: " in printed
