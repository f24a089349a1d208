"""A large world: real papers, real lists and real renamings, where `../shared` stands beside the project."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pyarrow.parquet as pq

from pipeline.sources import arxiv, semantic_scholar
from pipeline.titles import content_words, squash, words

from .cases import INVENTED, RETITLED, Case, Truth, copied, damaged, invented

SHARED = Path(__file__).parents[3] / "shared"
SERVER = SHARED / "tools" / "api_server.py"
PAPERS = SHARED / "corpus" / "papers.parquet"
FORMER = SHARED / "corpus" / "former_titles.parquet"
LISTS = SHARED / "lists" / "gold"
DAMAGED = 75  # titles a kind
INVENTIONS = 200
SEED = 7


def is_here() -> bool:
    """Whether all that is needed stands beside the project."""
    return all(path.exists() for path in (SERVER, PAPERS, FORMER, LISTS))


def cases() -> tuple[list[Case], int, int]:
    """Make the titles to look up; also gives the number of papers, and of list entries left out as no fair question."""
    dice = Random(SEED)
    rows = [r for r in pq.read_table(PAPERS, columns=["title", "arxiv_id"]).to_pylist() if r["title"]]
    titles = {r["arxiv_id"]: r["title"] for r in rows if r["arxiv_id"]}
    renamed = {r["arxiv_id"]: r["former_title"] for r in pq.read_table(FORMER).to_pylist() if r["former_title"]}
    taken = {squash(r["title"]) for r in rows} | {squash(t) for t in renamed.values()}
    made, unfair = _copied(titles, renamed)
    listed = {c.paper.arxiv for c in made if c.paper}
    made += [
        Case(RETITLED, was, Truth(name, (titles[name], was)))
        for name, was in sorted(renamed.items())
        if name in titles and name not in listed
    ]
    pool = sorted(name for name, t in titles.items() if name not in renamed and len(words(t)) >= 4)
    drawn = [Truth(name, (titles[name],)) for name in dice.sample(pool, 20_000) if name not in listed]
    made += damaged(drawn, taken, DAMAGED, dice)
    sample = [titles[name] for name in dice.sample(pool, 20_000)]
    made += [Case(INVENTED, t, None) for t in invented(sample, taken, INVENTIONS, dice)]
    return made, len(rows), unfair


def _copied(titles: dict[str, str], renamed: dict[str, str]) -> tuple[list[Case], int]:
    """Take the titles of entries with an arXiv link, each paper once.

    Left out: what the labels call a wrong link, a nickname or a doubtful mention, and papers that the corpus knows by
    other text of some list's link ("official code") only; they are counted.
    """
    found: list[Case] = []
    seen: set[str] = set()
    unfair = 0
    for path in sorted(LISTS.glob("*.jsonl")):
        for entry in map(json.loads, path.read_text("utf-8").splitlines()):
            name, title = entry.get("arxiv_id"), entry["title"]
            if name not in titles or {name, squash(title)} & seen:
                continue
            if entry.get("soft") or entry.get("source_error") or "nickname" in (entry.get("kind") or ""):
                continue
            seen |= {name, squash(title)}
            known = (titles[name], *([renamed[name]] if name in renamed else []))
            if any(set(content_words(t)) & set(content_words(title)) for t in known):
                found.append(copied(title, Truth(name, known)))
            else:
                unfair += 1
    return found, unfair


@contextmanager
def served(folder: Path, corpus: Path | None, papers: Path = PAPERS) -> Iterator[dict[str, str]]:
    """Build the corpus, unless it was built before, and serve it; gives the address of each service."""
    if corpus is None:
        corpus = folder / "corpus.sqlite"
        subprocess.run([sys.executable, SERVER, "build", corpus, papers, FORMER], check=True, stdout=subprocess.PIPE)
    command = [sys.executable, str(SERVER), "serve", str(corpus), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            said = server.stdout.readline() if server.stdout else ""
            base = f"http://127.0.0.1:{int(said.removeprefix('listening'))}"
            yield {arxiv.NAME: base, semantic_scholar.NAME: base}
        finally:
            server.terminate()
