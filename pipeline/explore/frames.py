"""I/O: the tables as pandas frames, typed and joined the way a notebook wants them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from pipeline import files, tables
from pipeline.errors import InputError

_DATES = ("published", "citations_as_of")
_CUTS = re.compile(r"[,，、;；:：。!！?？|/()（）\[\]【】\n]+|\.(?:\s|$)")
_MARKLESS = re.compile(r"\d+|[A-Za-z0-9]")
_LONGEST_MARK = 20  # characters; what is longer is a sentence, not a mark


class Frames(NamedTuple):
    """The tables of a run as the README describes them, typed, and with these differences.

    - `papers`, by `paper_id`: `mention_count`, how often the lists name it; `preprint`, whether it is on arXiv and its
      venue is not known; `citations_per_year` since `published`, else since the middle of `year`, and where that is
      less than a year ago, as if it were one.
    - `mentions`, in the lists' order; `list` and `section` are categories in that order.
    - `both`: each mention with its paper, if it has one. Columns that the two share are the paper's, and the curator's
      are called `listed_…`.
    - `history`: each new count, by `date`, with the `title` of the paper (null where it is not listed any more).
    - `marks`: a row for each `mark` of each mention, by the index of `mentions` and `both`. Marks are what the notes of
      the curator repeat, categories with the most frequent first.
    """

    papers: pd.DataFrame
    mentions: pd.DataFrame
    both: pd.DataFrame
    history: pd.DataFrame
    marks: pd.DataFrame

    def summary(self) -> str:
        """Say in words what there is, of how many papers what is known, and what is missing."""
        papers, mentions = self.papers, self.mentions
        statuses = ", ".join(f"{n} {status}" for status, n in mentions["status"].value_counts().items())
        known = (f"{papers[c].notna().sum()} with {c.replace('_', ' ')}" for c in ("year", "venue", "citation_count"))
        lines = [
            f"{len(mentions)} mentions ({statuses or 'nothing listed'}) of {len(papers)} papers: {', '.join(known)}.",
            f"Lists: {mentions['list'].nunique()}. Sections: {mentions['section'].nunique()}.",
        ]
        if papers["citation_count"].isna().all():
            lines.append("No citations are counted yet: Semantic Scholar never answered. `make enrich` asks again.")
        return "\n".join(lines)

    def gained(self) -> pd.DataFrame:
        """Give the citations that each paper gained since its first count: by day, a column a title, most first."""
        counts = self.history.pivot_table(index="date", columns="title", values="citation_count", aggfunc="max").ffill()
        gained = counts - counts.bfill().head(1).squeeze("index")
        return gained.sort_values(gained.index[-1:].tolist(), axis="columns", ascending=False, kind="stable")


def load(folder: str | Path | None = None) -> Frames:
    """Read the tables of a run: from `folder`, else from here if they are here (as for a notebook), else `enriched`.

    Columns that an older run did not write are there, and null.

    Raises InputError where there are no tables yet, or one cannot be read.
    """
    folder = Path(folder or ("." if Path("papers.parquet").exists() else "enriched"))
    papers = _papers(_read(folder / "papers.parquet", tables.PAPERS))
    mentions = _read(folder / "mentions.parquet", tables.MENTIONS)
    for name in ("list", "section"):
        mentions[name] = pd.Categorical(mentions[name], mentions[name].dropna().unique(), ordered=True)
    papers["mention_count"] = papers["paper_id"].map(mentions["paper_id"].value_counts()).fillna(0).astype("Int32")
    shared = {name: f"listed_{name}" for name in mentions.columns if name in papers.columns and name != "paper_id"}
    both = mentions.rename(columns=shared).merge(papers, on="paper_id", how="left", validate="many_to_one")
    history = _read(folder / "citations.parquet", tables.HISTORY, optional=True)
    return Frames(papers.set_index("paper_id"), mentions, both, _history(history, papers), _marks(mentions))


def _read(path: Path, schema: pa.Schema, *, optional: bool = False) -> pd.DataFrame:
    table = files.read_parquet(path)
    if table is None:
        if not optional:
            raise InputError(f"{path}: no such table; run `make enrich` first")
        table = schema.empty_table()
    for field in schema:
        if field.name not in table.schema.names:
            table = table.append_column(field, pa.nulls(len(table), field.type))
    frame: pd.DataFrame = table.replace_schema_metadata(schema.metadata).to_pandas()
    return frame


def _papers(papers: pd.DataFrame) -> pd.DataFrame:
    """Add what follows from the columns."""
    for name in _DATES:
        papers[name] = pd.to_datetime(papers[name])
    papers["preprint"] = papers["arxiv_id"].notna() & papers["venue"].isna()
    middle = pd.to_datetime(papers["year"].astype("string") + "-07-01", errors="coerce")
    days = (papers["citations_as_of"] - papers["published"].fillna(middle)).dt.days
    papers["citations_per_year"] = papers["citation_count"] / (days / 365.25).clip(lower=1).astype("Float64")
    return papers


def _history(counts: pd.DataFrame, papers: pd.DataFrame) -> pd.DataFrame:
    """Name the papers as today: what was counted as two may have turned out to be one; its higher count is kept."""
    names = papers[["paper_id", "title", "aliases"]].explode("aliases")
    today = dict(zip(names["aliases"], names["paper_id"], strict=True))
    titles = papers.set_index("paper_id")["title"]
    ids = counts["paper_id"].map(lambda name: today.get(name, name)).astype("string")
    named = counts.assign(paper_id=ids, date=pd.to_datetime(counts["date"]), title=ids.map(titles))
    named = named.sort_values(["date", "paper_id", "citation_count"])
    return named.drop_duplicates(["date", "paper_id"], keep="last").reset_index(drop=True)


def _marks(mentions: pd.DataFrame) -> pd.DataFrame:
    notes = mentions[["annotation", "venue_hint"]].fillna("").itertuples(index=False)
    words = [note.replace(venue, ",") if venue else note for note, venue in notes]
    found = pd.Series(_repeated(words), mentions.index, dtype=object)
    rows = found.explode().dropna()
    order = [mark for mark, _ in Counter(rows).most_common()]
    return pd.DataFrame({"mark": pd.Categorical(rows, order, ordered=True)}, rows.index)


def _repeated(notes: Sequence[str]) -> list[list[str]]:
    """Give for each note the phrases in it that other notes have too.

    A phrase stands between punctuation in one note, and at least at the edge of such a part in the others: who writes
    最重要的文章之一 may also write 另一篇最重要的文章之一.
    """
    parts = [[p for part in _CUTS.split(note) if (p := part.strip()) and not _MARKLESS.fullmatch(p)] for note in notes]
    whole = {part.casefold(): part for of_note in reversed(parts) for part in reversed(of_note)}
    found = [{edge for part in of_note for edge in _edges(part.casefold()) if edge in whole} for of_note in parts]
    often = Counter(phrase for phrases in found for phrase in phrases)
    return [sorted(whole[p] for p in phrases if often[p] > 1) for phrases in found]


def _edges(part: str) -> Iterator[str]:
    """Give the part, and its longer beginnings and ends that cut no Latin word."""
    if len(part) <= _LONGEST_MARK:
        yield part
    for size in range(3, min(len(part), _LONGEST_MARK + 1)):
        for edge, next_to in ((part[:size], part[size - 1 : size + 1]), (part[-size:], part[-size - 1 :][:2])):
            if not (next_to.isascii() and next_to.isalnum()):
                yield edge.strip()
