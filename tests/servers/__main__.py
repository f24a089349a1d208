"""Serve by hand: prints the two addresses, then a line for each request, until it is stopped."""

from __future__ import annotations

import argparse
import time
from contextlib import suppress

from . import FAULTS, Plan, World, chance, serve, synthetic, world


def _plan(text: str) -> tuple[str, Plan]:
    source, name, probability = (*text.split(":"), "1")[:3]
    if source not in ("arxiv", "s2") or name.partition(" retry=")[0] not in FAULTS:
        raise argparse.ArgumentTypeError(f"{text}: not SOURCE:FAULT[:PROBABILITY] with one of {', '.join(FAULTS)}")
    return source, chance(float(probability), (name,), seed=0)


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.servers", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="arXiv's; Semantic Scholar's is the next one")
    parser.add_argument("--papers", type=int, default=0, help="synthetic ones beside the hand-made")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fault", type=_plan, action="append", default=[], help="SOURCE:FAULT[:PROBABILITY]")
    given = parser.parse_args()
    papers = World((*world().records, *synthetic(given.papers, given.seed)))
    with serve(papers, dict(given.fault), (given.port, given.port and given.port + 1)) as servers:
        print(f"ENRICH_ARXIV_URL={servers.arxiv_url}\nENRICH_S2_URL={servers.s2_url}", flush=True)  # noqa: T201
        told = 0
        while True:
            time.sleep(0.2)
            for entry in list(servers.log)[told:]:
                told += 1
                print(entry.source, entry.method, entry.target, entry.fault or "", flush=True)  # noqa: T201


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        _main()
