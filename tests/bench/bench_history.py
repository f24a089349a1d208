"""How large the history of citations becomes: 175 papers, five years of weekly and of daily runs."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from datetime import date, timedelta

import pyarrow as pa

from pipeline.files import parquet
from pipeline.model import Paper
from pipeline.tables import history_table

_START = date(2026, 1, 1)


class _World:
    """Papers that are cited at rates as real ones are: most seldom, a few all the time, and ever less with age."""

    def __init__(self, papers: int) -> None:
        self.dice = random.Random(175)
        self.a_day = [min(self.dice.paretovariate(0.7) / 20, 30.0) for _ in range(papers)]
        self.counts = [int(rate * self.dice.randrange(100, 1500)) for rate in self.a_day]

    def live(self, day: int) -> None:
        for number, rate in enumerate(self.a_day):
            expected = rate * 0.9995**day
            self.counts[number] += int(expected) + (self.dice.random() < expected % 1)

    def papers(self, day: date) -> list[Paper]:
        return [
            Paper(
                f"arxiv:{2000 + n % 26}.{n:05}",
                f"Paper {n}",
                citation_count=count,
                influential_citation_count=count // 12,
                citations_as_of=day,
                provenance={"citation_count": "Semantic Scholar"},
            )
            for n, count in enumerate(self.counts)
        ]


def grown(papers: int, years: int, every: int, changes: float, seed: int = 1) -> tuple[pa.Table, int]:
    """Give the history, and the bytes of all its versions: what git keeps, before it packs them.

    Counts are shown anew after 30 days, and on a share `changes` of the days, when something else has changed.
    """
    world, dice = _World(papers), random.Random(seed)
    history: pa.Table | None = None
    last, versions, missed = -30, 0, False
    for day in range(365 * years):
        world.live(day)
        missed |= dice.random() < changes  # a change waits for the next run
        if day % every or not (missed or day - last >= 30):
            continue
        history, last, missed = (
            history_table(history, world.papers(_START + timedelta(days=day)), "history"),
            day,
            False,
        )
        versions += len(parquet(history))
    return history, versions


def main(arguments: Sequence[str] = ()) -> None:
    """Print rows and bytes for runs of each kind."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench history", description=__doc__)
    parser.add_argument("--papers", type=int, default=175)
    parser.add_argument("--years", type=int, default=5)
    given = parser.parse_args(arguments)
    sys.stdout.write(f"citations.parquet of {given.papers} papers after {given.years} years:\n")
    for name, every, changes in (
        ("weekly runs, counts alone", 7, 0.0),
        ("weekly runs, a change a week", 7, 1 / 7),
        ("daily runs, counts alone", 1, 0.0),
        ("daily runs, a change a week", 1, 1 / 7),
    ):
        history, versions = grown(given.papers, given.years, every, changes)
        size = len(parquet(history))
        sys.stdout.write(
            f"  {name:30}{history.num_rows:8,} rows {size:9,} bytes; all versions {versions / 1e6:6.1f} MB\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
