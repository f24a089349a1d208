"""How many titles are matched, and how many of them rightly: beside two simpler ways, on the same titles."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from . import own, shared
from .cases import KINDS, OTHER_WORDS, RETITLED, Case, half
from .finders import FINDERS, Found, Wire
from .table import is_shown, odd_ones, table


def main(arguments: Sequence[str] = ()) -> None:
    """Measure in the world of our own, and in the large one if it is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench match", description=__doc__)
    parser.add_argument("--world", choices=("own", "shared"), help="one of the two only")
    parser.add_argument("--half", choices=("A", "B", "all"), default="B", help="of the large world: A sets thresholds")
    parser.add_argument("--odd", action="store_true", help="name every title that went wrong or was not found")
    parser.add_argument("--alone", action="store_true", help="leave the other ways out")
    parser.add_argument("--corpus", type=Path, help="a corpus built before (saves half a minute)")
    given = parser.parse_args(arguments)
    names = list(FINDERS)[: 1 if given.alone else None]
    if given.world != "shared":
        cases, records = own.cases_and_records()
        say(f"\nMatching: {own.NAME}")
        with tempfile.TemporaryDirectory() as folder, own.served(records) as bases:
            report(cases, Wire(bases, Path(folder)), names, odd=given.odd)
    if given.world != "own":
        if shared.is_here():
            _large(given, names)
        else:
            say("\nMatching: the large world is left out, ../shared is not here")


def _large(given: argparse.Namespace, names: list[str]) -> None:
    cases, papers, unfair = shared.cases()
    say(f"\nMatching: half {given.half} of titles in real lists, among {papers} real papers")
    say(f"({unfair} list entries are left out: the corpus has some link's text in place of the paper's title)")
    with tempfile.TemporaryDirectory() as folder, shared.served(Path(folder), given.corpus) as bases:
        report(half(cases, given.half), Wire(bases, Path(folder)), names, odd=given.odd)


def report(cases: Sequence[Case], wire: Wire, names: Sequence[str], *, odd: bool) -> None:
    """Look the titles up kind by kind, as if each kind were a list, and print the table."""
    start = time.perf_counter()
    lists = [found for kind in KINDS if (found := [c for c in cases if c.kind == kind])]
    results: dict[str, list[Found]] = {name: [wire.measure(FINDERS[name], one) for one in lists] for name in names}
    say(table(results))
    for one in results[names[0]]:
        if (kind := one.cases[0].kind) in {OTHER_WORDS, RETITLED}:
            shown = sum(map(is_shown, one.cases, one.verdicts))
            say(f"{kind}: {shown} of {len(one.cases)} are matched or shown among the closest")
    if wire.failures:
        say(f"NOT VALID: {len(wire.failures)} requests failed, the first: {wire.failures[0]}")
    say(f"({time.perf_counter() - start:.0f} s for all; no pauses between requests)")
    if odd:
        say("\n".join(odd_ones(results[names[0]])))


def say(text: str) -> None:
    """Print at once; a measurement takes minutes."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
