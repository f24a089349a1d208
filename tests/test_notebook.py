"""The notebook beside the tables: whose it is, and that it runs on the tables of any list."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pyarrow as pa
import pytest
from nbclient import NotebookClient

import pipeline
from pipeline import files, notebook, plots, tables
from pipeline.__main__ import main
from tests.conftest import Toy

SOURCE = Path(pipeline.__file__).with_name(notebook.NAME)
DAY = date(2026, 11, 2)


def table(schema: pa.Schema, rows: list[dict[str, Any]]) -> pa.Table:
    """Give the rows as a table; what they do not say is null."""
    return pa.Table.from_pylist(rows, schema=schema)


def put(folder: Path, papers: list[dict[str, Any]], mentions: list[dict[str, Any]], counts: list[dict[str, Any]]) -> None:
    files.write_parquet(folder / "papers.parquet", table(tables.PAPERS, papers))
    files.write_parquet(folder / "mentions.parquet", table(tables.MENTIONS, mentions))
    files.write_parquet(folder / "citations.parquet", table(tables.HISTORY, counts))


def paper(n: int, **known: Any) -> dict[str, Any]:
    return {"paper_id": f"arxiv:{n}", "arxiv_id": str(n), "aliases": [], "title": f"Paper {n}", "authors": ["A. B"]} | known


def mention(n: int, **known: Any) -> dict[str, Any]:
    return {"list": "a.md", "line": n + 1, "title": f"Paper {n}", "status": "matched", "paper_id": f"arxiv:{n}"} | known


def counted_lists(folder: Path) -> None:
    """Two lists with counts of two days; hostile and Chinese words; more sections than fit."""
    days = (DAY, date(2026, 11, 9))
    title = r"$\frac{1}{$ <b>_x_ 🔥 大模型的" + "很长" * 60
    papers = [
        paper(n, year=2015 + n % 8, venue="ACL" if n % 3 else None, citation_count=n * n, citations_as_of=days[1])
        for n in range(40)
    ]
    papers[39] |= {"title": title, "published": date(2022, 3, 4), "citation_count": 120_000}
    mentions = [
        mention(n, list=name, section=f"第{n % 20}章 $a$ & 🤖", annotation="必读，好" if n % 4 else "很有启发")
        for name in ("a.md", "b.md")
        for n in range(40)
    ]
    history = [
        {"paper_id": f"arxiv:{n}", "date": day, "citation_count": n * n - 7 + i * 7} for i, day in enumerate(days) for n in range(3, 40)
    ]
    put(folder, papers, mentions, history)


def one_day(folder: Path) -> None:
    papers = [paper(0, year=2020, citation_count=0, citations_as_of=DAY)]
    put(folder, papers, [mention(0)], [{"paper_id": "arxiv:0", "date": DAY, "citation_count": 0}])


def plain(folder: Path) -> None:
    """No sections, no notes, no years, no venues; a title that is in no index."""
    put(folder, [paper(0)], [mention(0), mention(1, status="absent", paper_id=None)], [])


def older(folder: Path) -> None:
    """Tables of a run that knew fewer columns, and no history."""
    counted_lists(folder)
    for name, gone in {"papers": ["citation_count", "published", "venue"], "mentions": ["annotation", "section"]}.items():
        there = files.read_parquet(folder / f"{name}.parquet")
        assert there is not None
        files.write_parquet(folder / f"{name}.parquet", there.drop_columns(gone))
    (folder / "citations.parquet").unlink()


def run_cells() -> tuple[str, list[Any]]:
    """Run the notebook in the folder that we are in. Give what it shows."""
    shown: list[Any] = []
    names: dict[str, Any] = {"display": shown.append}
    for cell in json.loads(SOURCE.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            tree = ast.parse("".join(cell["source"]))
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, "cell", "exec"), names)
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
                shown += [] if value is None else [value]
    for plot in shown:
        if isinstance(plot, plots.Plot):
            plot._repr_png_()
    return "\n".join(str(s) for s in shown if isinstance(s, plots.Words)), shown


@pytest.mark.parametrize("world", [counted_lists, one_day, plain, older, lambda folder: put(folder, [], [], [])])
def test_it_runs_on_any_tables(
    world: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every cell shows something or says why not, also where next to nothing is known."""
    world(tmp_path)
    monkeypatch.chdir(tmp_path)
    words, shown = run_cells()
    said = capsys.readouterr().out
    print(words, shown, said)
    assert len(shown) >= 10


