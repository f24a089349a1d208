"""What a person reads at the end of a run."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

from pipeline.model import Notice
from pipeline.report import Report
from pipeline.run import Summary


def printed(summary: Summary) -> str:
    stream = io.StringIO()
    with Report(stream) as report:
        report.progress("arXiv by phrase", 1, 2)
        report.progress("arXiv by phrase", 2, 2)
    report.summary(summary, {}, Path("enriched"))
    return stream.getvalue()


def test_a_log_has_plain_lines() -> None:
    """No colours, no bars, a line a finished step."""
    text = printed(Summary(Counter(matched=2), (), 2, 2, (), ("enriched/a.md",)))
    assert text.splitlines() == [
        "arXiv by phrase: 2 asked",
        "2 mentions of 2 papers",
        "       2 matched",
        "requests: none (offline)",
        "wrote enriched/a.md; look at them with: git diff",
    ]


def test_what_is_open_is_named_with_file_and_line() -> None:
    summary = Summary(Counter(unknown=1), (("raw/a.md", 7, "unknown", "Some [red]Title[/red]"),), 0, 0, (), ())
    assert "  raw/a.md:7: unknown: Some [red]Title[/red]\n" in printed(summary)


def test_many_open_titles_are_cut_short() -> None:
    unmatched = tuple(("raw/a.md", n, "absent", f"Title {n}") for n in range(30))
    text = printed(Summary(Counter(absent=30), unmatched, 0, 0, (), ()))
    assert "Title 9\n  … and 20 more" in text


def test_remarks_on_input_files_come_first() -> None:
    notices = (("raw/library.bib", Notice(3, "no title")),)
    assert printed(Summary(Counter(), (), 0, 0, notices, ())).splitlines()[1] == "raw/library.bib:3: no title"


def test_a_list_without_papers_says_what_to_look_at() -> None:
    assert "no titles of papers were found" in printed(Summary(Counter(), (), 0, 0, (), ()))


def test_lines_that_look_like_papers_are_counted_and_shown() -> None:
    left = (("raw/a.md", Notice(5, "Notes on :100: Things", "left out")),)
    text = printed(Summary(Counter(), (), 0, 0, (), (), left))
    assert "1 line looks like a paper and was not read" in text
    assert "  raw/a.md:5: Notes on :100: Things\n" in text
