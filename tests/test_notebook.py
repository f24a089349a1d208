"""The notebook beside the tables: whose it is, and that it runs on the tables of any list."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

import pipeline
from pipeline.__main__ import main
from pipeline.explore import notebook, plots
from pipeline.explore.plots import style
from tests import worlds
from tests.conftest import Toy

ROOT = Path(pipeline.__file__).parent
SOURCE = ROOT / "explore" / notebook.NAME


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def run_here() -> list[Any]:
    """Run the cells in this process and folder, which is quicker than a kernel. Give what they show, drawn."""
    shown: list[Any] = []
    names: dict[str, Any] = {"display": shown.append}
    for cell in read(SOURCE).cells:
        if cell.cell_type == "code":
            tree = ast.parse(cell.source)
            if isinstance(tree.body[-1], ast.Expr):
                tree.body[-1] = ast.Assign([ast.Name("_", ast.Store())], tree.body[-1].value)
            names["_"] = None
            exec(compile(ast.fix_missing_locations(tree), "cell", "exec"), names)
            shown += [] if names["_"] is None else [names["_"]]
    for one in shown:
        if isinstance(one, plots.Plot):
            one.draw_without_rendering()
    return shown


def test_a_run_leaves_it_where_it_is_missing_and_never_touches_it_again(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is no generated file: an edit stays, is no change of the run, and is not in the manifest."""
    mine = toy.out / notebook.NAME
    assert main(["enrich", "--offline"]) == 0
    assert mine.read_bytes() == SOURCE.read_bytes()
    mine.write_text("mine")
    capsys.readouterr()
    assert main(["enrich", "--offline"]) == 0
    assert mine.read_text() == "mine"
    assert "nothing changed" in capsys.readouterr().err
    assert notebook.NAME not in (toy.out / "manifest.json").read_text()


def test_its_source_holds_no_outputs() -> None:
    cells = [cell for cell in read(SOURCE).cells if cell.cell_type == "code"]
    nbformat.validate(read(SOURCE))
    assert [(cell.outputs, cell.execution_count) for cell in cells] == [([], None)] * len(cells)


def test_it_runs_in_jupyter_beside_the_tables(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    """From top to bottom, with plots that a page can show."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT.parent))
    assert main(["enrich", "--offline"]) == 0
    book = read(toy.out / notebook.NAME)
    NotebookClient(book, timeout=50, resources={"metadata": {"path": str(toy.out)}}).execute()
    outputs = [out for cell in book.cells for out in cell.get("outputs", ())]
    assert not [out.text for out in outputs if out.get("name") == "stderr"]
    assert sum("image/png" in out.get("data", ()) for out in outputs) >= 5


@pytest.mark.parametrize(
    ("world", "said", "plotted"),
    [
        (worlds.two_lists, ["80 mentions (80 matched) of 40 papers", "14 of 40 papers are preprints"], 8),
        (worlds.one_day, ["so far: 1"], 5),
        (worlds.bare, ["No citations are counted yet", "1 matched, 1 absent"], 1),
        (worlds.older, ["No citations are counted yet", "so far: 0"], 5),
        (worlds.empty, ["0 mentions (nothing listed) of 0 papers"], 0),
    ],
)
def test_every_cell_shows_something_or_says_what_is_missing(
    world: Callable[[Path], None],
    said: list[str],
    plotted: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    world(tmp_path)
    monkeypatch.chdir(tmp_path)
    shown = run_here()
    text = capsys.readouterr().out
    assert all(words in text for words in said), text
    assert sum(isinstance(one, plots.Plot) for one in shown) == plotted, shown
    assert {type(one) for one in shown} <= {plots.Plot, plots.Words, pd.DataFrame}
    assert len(shown) == 10


def test_without_a_chinese_font_a_plot_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters become boxes, with a word what to do; pictures in a name just vanish."""
    monkeypatch.setattr(style, "_CHINESE", ())
    for known in (style.chinese, style._drawn):
        known.cache_clear()
    try:
        plot = plots.bars(pd.Series([1], ["🔥 大 GPT"]), "Title", "papers")
        assert isinstance(plot, plots.Plot)
        assert [label.get_text() for label in plot.axes[0].get_yticklabels()] == ["□ GPT"]
        assert "fonts-noto-cjk" in plot.get_supxlabel()
    finally:
        for known in (style.chinese, style._drawn):
            known.cache_clear()
