"""Pins in a run, and the commands for people: pin, check, diff."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline.__main__ import main
from tests.conftest import Toy

NOBODY = "A Paper That Nobody Has Ever Written Down Anywhere"
SOCKS = "Sorting Socks by Reinforcement"


def enrich() -> int:
    return main(["enrich", "--offline"])


def rows(toy: Toy) -> dict[str, dict[str, Any]]:
    data = (toy.out / "mentions.parquet").read_bytes()
    return {r["title"]: r for r in pq.read_table(io.BytesIO(data)).to_pylist()}


def papers(toy: Toy) -> dict[str, dict[str, Any]]:
    data = (toy.out / "papers.parquet").read_bytes()
    return {r["paper_id"]: r for r in pq.read_table(io.BytesIO(data)).to_pylist()}


def pins(toy: Toy) -> Path:
    return toy.folder / "raw" / "pins.toml"


def lines(toy: Toy) -> list[str]:
    return (toy.out / "README.md").read_text("utf-8").splitlines()


def test_a_title_that_is_no_paper_is_left_alone(toy: Toy) -> None:
    """`skip`: no row, nothing inserted; every other line stays as it was."""
    enrich()
    before = lines(toy)
    assert main(["pin", SOCKS, "skip"]) == 0
    assert enrich() == 0
    assert SOCKS not in rows(toy)
    touched = [(a, b) for a, b in zip(before, lines(toy), strict=True) if a != b]
    assert len(touched) == 1
    assert SOCKS in touched[0][1]
    assert "Sock," not in touched[0][1]


def test_a_pinned_id_stands_without_anyone_being_asked(toy: Toy) -> None:
    """With the network down the paper has its id, and the title as written."""
    assert main(["pin", NOBODY, "arxiv:2302.02676"]) == 0
    assert enrich() == 0
    row = rows(toy)[NOBODY]
    assert (row["status"], row["paper_id"]) == ("matched", "arxiv:2302.02676")
    assert any("pin" in reason for reason in row["reasons"])
    assert papers(toy)["arxiv:2302.02676"]["title"] == NOBODY
    assert "https://arxiv.org/abs/2302.02676" in "\n".join(lines(toy))


def test_a_pin_taken_out_again_is_forgotten(toy: Toy) -> None:
    """The verdict that it gave must not outlive it where the pin gave another paper than the bibliography does."""
    enrich()
    before = rows(toy)[SOCKS]
    main(["pin", SOCKS, "arxiv:2302.02676"])
    enrich()
    assert rows(toy)[SOCKS]["paper_id"] == "arxiv:2302.02676"
    pins(toy).unlink()
    enrich()
    assert rows(toy)[SOCKS] == before


def test_a_paper_that_no_source_has(toy: Toy) -> None:
    pins(toy).write_text(
        f'"{NOBODY}" = {{ title = "{NOBODY}", authors = ["Nell Nemo"], year = 1999, url = "https://example.org/n" }}\n'
    )
    assert enrich() == 0
    row = rows(toy)[NOBODY]
    assert row["status"] == "matched"
    paper = papers(toy)[row["paper_id"]]
    assert (paper["authors"], paper["year"], paper["url"]) == (["Nell Nemo"], 1999, "https://example.org/n")
    assert "Nemo" in next(line for line in lines(toy) if NOBODY in line)


def test_never_this_one(toy: Toy) -> None:
    """`not` takes a wrong paper away for good, also one that an earlier run has matched."""
    enrich()
    wrong = rows(toy)[SOCKS]["paper_id"]
    assert main(["pin", SOCKS, f"not:{wrong}"]) == 0
    enrich()
    row = rows(toy)[SOCKS]
    assert row["paper_id"] is None
    assert row["status"] in {"absent", "unknown"}
    assert wrong not in papers(toy)


def test_an_unused_pin_warns_in_a_run_and_fails_a_check(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    pins(toy).write_text('"No Such Title in the List" = { skip = true }\n')
    assert enrich() == 0
    assert "raw/pins.toml:1" in capsys.readouterr().err
    assert main(["check"]) == 1
    assert "pins that no list needs" in capsys.readouterr().err


def test_pins_of_other_lists_are_not_unused(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    """A run on one list knows what the lists beside it name; a list that is not there names nothing."""
    (toy.folder / "raw" / "b.md").write_text("## Papers\n\n- Knitting Knots with Kernels and Needles\n", "utf-8")
    pins(toy).write_text(
        '"Knitting Knots with Kernels and Needles" = { skip = true }\n'
        f'"{SOCKS}" = {{ list = "./raw/README.md", arxiv = "2302.02676" }}\n'
    )
    assert main(["check", "raw/README.md"]) == 0
    with pins(toy).open("a") as file:
        file.write('"Nothing" = { list = "raw/gone.md", skip = true }\n')
    capsys.readouterr()
    assert main(["check", "raw/README.md"]) == 1
    assert "raw/pins.toml:3: there is no list raw/gone.md: this pin is not used" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["enrich", "--offline"], ["check"]], ids=["run", "check"])
def test_a_broken_pin_is_an_error_that_names_the_line(
    toy: Toy, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    pins(toy).write_text(f'# mine\n"{SOCKS}" = {{ arxiv = "no id" }}\n')
    assert main(command) == 1
    assert "raw/pins.toml:2:" in capsys.readouterr().err
    assert not toy.out.exists()


def test_pin_says_where_the_title_is_unknown(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pin", "Sorting Shocks", "skip"]) == 0
    assert "is it written as the list writes it?" in capsys.readouterr().err


def test_a_pin_goes_beside_the_list_that_names_the_title(toy: Toy) -> None:
    """Where lists stand in several folders."""
    (toy.folder / "pyproject.toml").write_text('[tool.pipeline]\nlists = ["*/list.md", "raw/*.md"]\nin_place = true\n')
    (toy.folder / "a").mkdir()
    (toy.folder / "a" / "list.md").write_text("## Papers\n\n- Knitting Knots with Kernels and Needles\n", "utf-8")
    assert main(["pin", SOCKS, "arxiv:2302.02676"]) == 0
    assert main(["pin", "Knitting Knots with Kernels and Needles", "skip"]) == 0
    assert SOCKS in pins(toy).read_text("utf-8")
    assert "Knitting" in (toy.folder / "a" / "pins.toml").read_text("utf-8")


def git(*words: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], check=True, capture_output=True)


def test_check_shows_what_the_changed_lines_read_as(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    """A pull request's lines alone; nobody is asked and nothing is written."""
    git("init", "-q")
    git("add", "raw")
    git("commit", "-qm", "list")
    text = toy.source.read_text("utf-8")
    toy.source.write_text(text.replace("本节未整理。", "【新】Knitting Knots with Kernels and Needles"), "utf-8")
    assert main(["check"]) == 0
    printed = capsys.readouterr().out
    assert "1 on lines changed since HEAD" in printed
    assert "Knitting Knots with Kernels and Needles  [新]" in printed
    assert SOCKS not in printed
    assert not toy.out.exists()


def test_check_works_without_git(toy: Toy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(toy.folder.parent))
    assert main(["check"]) == 0
    assert "raw/README.md: " in capsys.readouterr().out


def test_diff_reports_what_is_not_committed(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    """The change report between HEAD and the folder; nothing where nothing changed."""
    git("init", "-q")
    enrich()
    git("add", ".")
    git("commit", "-qm", "all")
    capsys.readouterr()
    assert main(["diff"]) == 0
    assert capsys.readouterr().out == ""
    text = toy.source.read_text("utf-8")
    toy.source.write_text(text.replace(f"{SOCKS} 与 ", ""), "utf-8")
    enrich()
    capsys.readouterr()
    assert main(["diff"]) == 0
    assert capsys.readouterr().out == f"- removed: “{SOCKS}”\n"
