"""The page in a real browser, beside a plain table of the same rows: until it is there, and until a letter shows."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

from playwright.sync_api import Browser

from pipeline.exports import page
from pipeline.model import Paper
from pipeline.tables import Row
from tests import browser

from .pages import large, own

_FORM = "{:12.0f}{:11.0f}{:10.0f}{:8.0f}{:10.0f}{:8.0f}"
_TYPED = ("r", "re", "rea", "reas", "reason", "", "启", "启发", "")
# From the event to the end of the frame that shows what came of it.
_LETTER = """async (typed) => {
  const field = document.querySelector("input");
  const start = performance.now();
  field.value = typed;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  return performance.now() - start;
}"""
_FIRST = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_READY = "performance.getEntriesByType('navigation')[0].loadEventEnd"
# The simplest way to search a table, as many pages do it.
_HIDE = """document.querySelector("input").addEventListener("input", (event) => {
  for (const row of document.querySelectorAll("tr")) {
    row.hidden = !row.textContent.toLowerCase().includes(event.target.value.toLowerCase());
  }
});"""


class Figures(NamedTuple):
    """Milliseconds until something shows, until all is there, and for each letter: to its paint, and of work for it.

    Work is the processor time of the page's own thread, so it tells more on a busy machine.
    """

    first: float
    ready: float
    letters: list[tuple[float, float]]


def _table(papers: Sequence[Paper], rows: Sequence[Row]) -> str:
    by_id = {p.paper_id: p for p in papers}
    lines = []
    for row in rows:
        paper = by_id.get(row["paper_id"])
        cells = (row["title"], row["annotation"], paper and ", ".join(paper.authors), paper and paper.venue)
        lines.append("<tr>" + "".join(f"<td>{escape(str(c or ''))}</td>" for c in cells))
    return f'<!DOCTYPE html><meta charset="utf-8"><input><table>{"".join(lines)}</table><script>{_HIDE}</script>'


def _measure(chrome: Browser, file: Path) -> Figures:
    tab = chrome.new_page(viewport={"width": 1280, "height": 900})
    session = tab.context.new_cdp_session(tab)
    session.send("Performance.enable")

    def worked() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(float(m["value"]) * 1000 for m in metrics if m["name"] == "ThreadTime")

    tab.goto(file.as_uri())
    tab.wait_for_function(f"() => {_FIRST}")
    first, ready = float(tab.evaluate(_FIRST)), float(tab.evaluate(_READY))
    tab.wait_for_timeout(2000)  # as long as it takes to look at a page before typing
    letters = []
    for typed in _TYPED:
        before = worked()
        letters.append((float(tab.evaluate(_LETTER, typed)), worked() - before))
        tab.wait_for_timeout(800)
    tab.close()
    return Figures(first, ready, letters)


def _line(of: Sequence[Figures]) -> tuple[float, ...]:
    """Give the quickest of all rounds, since others use the machine too: each letter's, then median and slowest."""
    seen, worked = ([min(x) for x in zip(*([t[i] for t in f.letters] for f in of), strict=True)] for i in (0, 1))
    return min(f.first for f in of), min(f.ready for f in of), median(seen), max(seen), median(worked), max(worked)


def main(arguments: Sequence[str] = ()) -> None:
    """Print the figures of the source list and of a large one."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench page", description=__doc__)
    parser.add_argument("--entries", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    print_ = sys.stdout.write
    if browser.chromium() is None:
        print_("page: no Chromium is installed: apt-get install chromium\n")
        return
    print_("milliseconds in Chromium        first view  all there  a letter slowest  its work slowest     MB  CPU s\n")
    with browser.opened() as chrome, tempfile.TemporaryDirectory() as folder:
        for name, (papers, rows) in {"source list": own(), "synthetic": large(given.entries)}.items():
            figures = []
            for kind, write in (("page", page.write), ("plain table", _table)):
                start = process_time()
                text = write(papers, rows)
                took = process_time() - start
                file = Path(folder) / f"{kind} {len(rows)}.html"
                file.write_text(text, "utf-8")
                figures.append(_line([_measure(chrome, file) for _ in range(given.rounds)]))
                size = len(text.encode()) / 1e6
                print_(f"{f'{name}, {len(rows):,}: {kind}':30}{_FORM.format(*figures[-1])}{size:7.2f}{took:7.1f}\n")
            ratios = (a / b for a, b in zip(*figures, strict=True))
            print_(f"{'  page to table':30}{_FORM.replace('.0f', '.1f').format(*ratios)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
