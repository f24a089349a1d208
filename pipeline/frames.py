"""I/O: the tables as pandas frames, typed and joined the way a notebook wants them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from pipeline.errors import InputError

_DATES = ("published", "citations_as_of")


class Frames(NamedTuple):
    """`papers` by `paper_id`; `mentions` in the lists' order; `both`: each mention with its paper, if it has one."""

    papers: pd.DataFrame
    mentions: pd.DataFrame
    both: pd.DataFrame


def load(folder: str | Path = "enriched") -> Frames:
    """Read the tables of a run.

    In `both`, columns that the two tables share are the paper's, and the curator's are called `listed_…`.

    Raises InputError where there are no tables yet.
    """
    try:
        papers = pd.read_parquet(Path(folder) / "papers.parquet")
        mentions = pd.read_parquet(Path(folder) / "mentions.parquet")
    except FileNotFoundError as error:
        raise InputError(f"{error.filename or folder}: no such table; run `make enrich` first") from None
    for name in _DATES:
        papers[name] = pd.to_datetime(papers[name])
    shared = {name: f"listed_{name}" for name in mentions.columns if name in papers.columns and name != "paper_id"}
    both = mentions.rename(columns=shared).merge(papers, on="paper_id", how="left", validate="many_to_one")
    return Frames(papers.set_index("paper_id"), mentions, both)
