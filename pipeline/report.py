"""What a person sees of a run: a progress bar on a terminal, plain lines in a log, and a short summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

if TYPE_CHECKING:
    from pipeline.http import Fetcher
    from pipeline.run import Summary

_NEXT = {
    "ambiguous": "several papers fit, or one with a doubt",
    "absent": "every source answered, none has it",
    "unknown": "a source did not answer; run again when it does",
}
_MOST_NOTICES = 20
_MOST = 10  # lines of one kind


class Report:
    """Prints to one stream; a context that ends its progress bar."""

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream, highlight=False, emoji=False, soft_wrap=not stream.isatty())
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._tasks: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def progress(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` questions were answered."""
        if self._console.is_terminal:
            if what not in self._tasks:
                self._tasks[what] = self._bar.add_task(what, total=total)
            self._bar.update(self._tasks[what], completed=done, total=total)  # type: ignore[arg-type]
        elif done == total:
            self._line(f"{what}: {total} asked")

    def summary(self, summary: Summary, fetchers: Mapping[str, Fetcher], out: Path) -> None:
        """Print what was found, what failed, and what to do next."""
        self._some([f"{path}:{n.line}: {n.text}" for path, n in summary.notices], _MOST_NOTICES)
        for name, fetcher in fetchers.items():
            if fetcher.trouble and fetcher.trouble_since:
                self._line(f"{name} failed since {fetcher.trouble_since:%H:%M} UTC: {fetcher.trouble}")
        self._verdicts(summary)
        if summary.cited < summary.papers:
            why = "no source gave one" if fetchers else "Semantic Scholar was not asked"
            self._line(f"{summary.papers - summary.cited} papers have no citation count: {why}")
        asked = ", ".join(f"{name} {fetcher.requests}" for name, fetcher in fetchers.items())
        self._line(f"requests: {asked or 'none (offline)'}")
        if summary.news:
            self._line("new:")
            self._some([f"  {line}" for line in summary.news], _MOST)
        if summary.review:
            self._line(f"what needs a person, with the lines that settle it: {summary.review}")
        if summary.changed:
            look = "" if out.is_absolute() else "; look at them with: git diff"
            some = (
                ", ".join(summary.changed)
                if len(summary.changed) <= _MOST
                else f"{len(summary.changed)} files in {out}"
            )
            self._line(f"wrote {some}{look}")
        else:
            self._line(f"nothing changed in {out}")

    def _verdicts(self, summary: Summary) -> None:
        mentions = sum(summary.statuses.values())
        self._line(f"{mentions} mentions of {summary.papers} papers")
        for status in ("matched", "ambiguous", "absent", "unknown"):
            count = summary.statuses.get(status, 0)
            if count or status == "matched":
                self._line(f"  {count:>6} {status}" + (f": {_NEXT[status]}" if status in _NEXT else ""))
        self._some([f"  {path}:{line}: {status}: {title}" for path, line, status, title in summary.unmatched], _MOST)
        if summary.left_out:
            count = len(summary.left_out)
            looked = "1 line looks like a paper and was" if count == 1 else f"{count} lines look like papers and were"
            self._line(f"{looked} not read; `python -m pipeline parse --explain FILE` says why")
            self._some([f"  {path}:{n.line}: {n.text}" for path, n in summary.left_out], _MOST)
        if not mentions:
            self._line("no titles of papers were found; `python -m pipeline parse FILE` shows what is read")

    def _some(self, lines: Sequence[str], most: int) -> None:
        for line in lines[:most]:
            self._line(line)
        if len(lines) > most:
            self._line(f"  … and {len(lines) - most} more")

    def _line(self, text: str) -> None:
        self._console.print(text, markup=False)
