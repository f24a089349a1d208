"""Looks up the papers of curated Markdown lists and gives the lists back, annotated.

Raw Markdown is parsed into mentions (`parse`). Each mention asks one question of the list's own bibliography, of
arXiv and of Semantic Scholar (`sources`, through `http`; `inquiry` asks only what is still open). Their candidates
become one of four verdicts (`match`), the records of each matched work one paper (`merge`), and papers and mentions
become tables (`tables`) and the annotated list (`render`). `recall` keeps what the last run knew. `run` calls them in
order.

Beside the flow: `exports` makes the files for readers (the page, and by `bibliography` the references), `ledger` puts
a set of files in place, `review` and `changes` say what a person should look at, `explore` shows what a run wrote, in a
terminal and in a notebook. A `catalog` on disk is asked before the network; `bulk` asks one for many lists. `init` sets
a repository up. `commands` holds a module for each word of the command line.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.explore import plots
    from pipeline.explore.frames import Frames

__all__ = ["load", "plots"]


def load(folder: str | Path | None = None) -> Frames:
    """Give the tables of a run as pandas frames; see `pipeline.explore.frames.load`."""
    from pipeline.explore import frames  # noqa: PLC0415  # pandas takes half a second that the command line does without

    return frames.load(folder)


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Give a notebook its `plots`, once it asks for them: most people do without matplotlib."""
        if name == "plots":
            return importlib.import_module("pipeline.explore.plots")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
