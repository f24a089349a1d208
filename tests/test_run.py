"""The whole flow over the toy list, without a network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.errors import InputError
from pipeline.render import strip
from tests.conftest import HERE, Toy

EXPECTED = HERE / "toy" / "expected.md"


def rows(toy: Toy) -> list[dict[str, object]]:
    table: list[dict[str, object]] = pq.read_table(toy.out / "mentions.parquet").to_pylist()
    return table


def papers(toy: Toy) -> dict[str, dict[str, object]]:
    return {r["paper_id"]: r for r in pq.read_table(toy.out / "papers.parquet").to_pylist()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_the_toy_list_comes_out_as_expected(toy: Toy) -> None:
    """Every kind of line is rendered as the expected file shows."""
    toy.enrich()
    assert (toy.out / "README.md").read_text("utf-8") == EXPECTED.read_text("utf-8")


def test_the_source_comes_back_from_the_output_alone(toy: Toy) -> None:
    toy.enrich()
    assert strip((toy.out / "README.md").read_bytes().decode()) == toy.source.read_bytes().decode()


def test_what_no_one_could_be_asked_about_is_unknown(toy: Toy) -> None:
    """Without a network a title that the bibliography lacks is unknown, never absent."""
    toy.enrich()
    statuses = {r["title"]: str(r["status"]) for r in rows(toy)}
    assert statuses["A Paper That Nobody Has Ever Written Down Anywhere"] == "unknown"
    assert sorted(set(statuses.values())) == ["matched", "unknown"]


def test_a_second_run_changes_no_byte(toy: Toy) -> None:
    toy.enrich()
    first = toy.written()
    assert toy.enrich().changed == ()
    assert toy.written() == first


def test_the_same_input_gives_the_same_bytes(toy: Toy) -> None:
    """Nothing of the clock or of chance goes into the files."""
    toy.enrich()
    first = toy.written()
    shutil.rmtree(toy.out)
    toy.enrich()
    assert toy.written() == first


def test_one_paper_named_twice_is_one_row(toy: Toy) -> None:
    other = toy.folder / "raw" / "other.md"
    other.write_text("# Papers\n\n- Counting Clouds with Convolutional Kernels\n")
    toy.enrich()
    named = [r for r in rows(toy) if r["paper_id"] == "acl:2020.acl-main.9"]
    assert [r["list"] for r in named] == ["raw/README.md", "raw/other.md"]


def test_a_run_on_one_list_keeps_the_rows_of_the_others(toy: Toy) -> None:
    other = toy.folder / "raw" / "other.md"
    other.write_text("# Papers\n\n- Sorting Socks by Reinforcement\n")
    toy.enrich()
    whole = toy.written()
    assert toy.enrich(other).changed == ()
    assert toy.written() == whole


def test_a_list_that_is_gone_takes_its_rows_and_its_output_along(toy: Toy) -> None:
    toy.enrich()
    alone = toy.written()
    other = toy.folder / "raw" / "other.md"
    other.write_text("# Papers\n\n- Sorting Socks by Reinforcement\n")
    toy.enrich()
    assert "other.md" in toy.written()
    other.unlink()
    toy.enrich()
    told = ("CHANGES.md", "manifest.json")  # these say that the list was there
    assert {k: v for k, v in toy.written().items() if k not in told} == {
        k: v for k, v in alone.items() if k not in told
    }


@pytest.mark.parametrize("name", ["REVIEW.md", "Changes.md"])
def test_a_list_may_not_have_the_name_of_a_file_of_ours(toy: Toy, name: str) -> None:
    (toy.folder / "raw" / name).write_text("- Some Paper About Names\n")
    with pytest.raises(InputError, match=f"{name}.*rename"):
        toy.enrich()
    assert not toy.out.exists()


def test_two_lists_of_one_name_are_refused(toy: Toy) -> None:
    (toy.folder / "more").mkdir()
    twin = toy.folder / "more" / "readme.md"
    twin.write_text("- Some Paper About Names\n")
    with pytest.raises(InputError, match="same file"):
        toy.enrich(toy.source, twin)


def test_a_list_is_never_overwritten(toy: Toy) -> None:
    inside = toy.out / "list.md"
    inside.parent.mkdir()
    inside.write_text("- Some Paper About Names\n")
    with pytest.raises(InputError, match="overwrite"):
        toy.enrich(inside)
    assert inside.read_text() == "- Some Paper About Names\n"


def test_a_mended_slip_keeps_the_paper_without_anyone_being_asked(toy: Toy) -> None:
    """The last run knows the paper; the bibliography that named it is gone."""
    edit(toy.source, "Growing Gardens with Gradient Descent", "Growing Gardens with Gradeint Descent")
    toy.enrich()
    before = papers(toy)["arxiv:2101.00001"]
    edit(toy.source, "Gradeint", "Gradient")
    (toy.folder / "raw" / "library.bib").unlink()
    toy.enrich()
    assert papers(toy)["arxiv:2101.00001"] == before


def test_what_was_found_stays_when_nobody_answers_any_more(toy: Toy) -> None:
    toy.enrich()
    good = toy.written()
    (toy.folder / "raw" / "library.bib").unlink()
    assert toy.enrich().changed == ()
    assert toy.written() == good


def test_a_correction_in_the_bibliography_wins_over_the_last_verdict(toy: Toy) -> None:
    toy.enrich()
    edit(toy.folder / "raw" / "library.bib", "2101.00001", "2109.00001")
    edit(toy.folder / "raw" / "library.bib", "International Conference on Learning Representations", "ICML")
    toy.enrich()
    row = next(r for r in rows(toy) if r["title"] == "Growing Gardens with Gradient Descent")
    assert row["paper_id"] == "arxiv:2109.00001"
    assert papers(toy)["arxiv:2109.00001"]["venue"] == "ICML"


def test_a_line_moved_changes_only_lines(toy: Toy) -> None:
    """An entry that moves keeps its paper and its verdict."""
    toy.enrich()
    before = {r["title"]: r for r in rows(toy)}
    text = toy.source.read_text("utf-8")
    toy.source.write_text(text.replace("# 玩具论文列表", "A line more.\n\n# 玩具列表"), "utf-8")
    toy.enrich()
    for row in rows(toy):
        old = before[row["title"]]
        assert {k: v for k, v in row.items() if "line" not in k} == {k: v for k, v in old.items() if "line" not in k}


def test_a_torn_table_is_named_and_left_alone(toy: Toy) -> None:
    toy.enrich()
    (toy.out / "papers.parquet").write_bytes(b"PAR1 torn")
    with pytest.raises(InputError, match=r"papers\.parquet.*git"):
        toy.enrich()
    assert (toy.out / "papers.parquet").read_bytes() == b"PAR1 torn"


def test_a_broken_entry_of_the_bibliography_costs_itself_only(toy: Toy) -> None:
    bib = toy.folder / "raw" / "library.bib"
    bib.write_text("@article{broken, title = {Unclosed\n\n" + bib.read_text("utf-8"), "utf-8")
    summary = toy.enrich()
    assert [n.line for path, n in summary.notices if path.endswith("library.bib")] == [1]
    assert summary.statuses["matched"] >= 7
