"""Learning the weights of the parser."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fit import excerpt, fit, plain, read_folders, read_list

_PAPERS = "# Papers\n\n" + "".join(
    f"- [Learning to Forecast the Tides of River {n}](https://arxiv.org/abs/2001.0000{n}), Ana Prell, ICLR 2020\n"
    for n in range(1, 9)
)
_TOOLS = "# Tools\n\n" + "".join(
    f"- [tides{n}](https://github.com/prell/tides{n}) - A fast library for the tides of rivers\n" for n in range(1, 9)
)
_LABELS = [{"line": n + 2, "title": f"Learning to Forecast the Tides of River {n}"} for n in range(1, 9)]


def test_what_papers_have_and_tools_lack_is_worth_more() -> None:
    lists = [read_list(n, text, labels, 1.0) for n in range(4) for text, labels in ((_PAPERS, _LABELS), (_TOOLS, []))]
    weights = fit(lists)
    assert all(paper > 0 > tool for paper, tool in zip(weights["links: paper"], weights["links: code"], strict=True))
    assert weights["others: share in its section"][1] > 0


def test_an_excerpt_keeps_the_labels_of_its_lines() -> None:
    lines = _PAPERS.splitlines()
    for seed in range(20):
        text, labels = excerpt(_PAPERS, _LABELS, random.Random(seed))
        assert [text.splitlines()[x["line"] - 1] for x in labels] == [x for x in lines if x.startswith("-")][
            : len(labels)
        ]
        assert len(labels) == text.count("\n- ") + text.startswith("- ")


def test_a_plain_list_has_the_words_of_its_links() -> None:
    assert (
        plain("- [Slow *Ponds*](https://a.org/x_(y)) and [Ice][1], https://b.org/z.pdf")
        == "- Slow *Ponds* and [Ice][1], "
    )


def test_a_folder_without_labels_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=f"{tmp_path}: no labels"):
        read_folders([tmp_path])
