"""Sets the pipeline up in a repository that has a list: settings, a workflow, an empty pins.toml.

Nothing that is there is overwritten.
"""

from __future__ import annotations

import glob
import json
import os
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import files, settings
from pipeline.errors import InputError
from pipeline.init import workflow
from pipeline.parse import parse

FEWEST = 3  # mentions that make a Markdown file a list: a README that cites its own paper is none
SHARE = 0.1  # of the longest list's mentions that another file needs, to be taken for a part of the collection
DEEPEST = 3  # folders below the top in which lists are looked for
LARGEST = 5_000_000  # bytes; no list that a person writes is larger
MOST_READ = 300  # Markdown files that are read, the largest first; the rest is documentation
_NOT_OURS = {"node_modules", "vendor", "venv", "site-packages", "__pycache__"}

PINS = """\
# What a person says of a title; it is read first and believed. One line a title, written as it stands in the list:
#
# "The Title as Written" = { arxiv = "2302.02676" }          # or doi, acl, openreview, s2: this paper
# "A Talk, Not a Paper" = { skip = true }                     # no row, nothing inserted
# "A Paper in No Index" = { title = "Its Title", authors = ["A. Author"], year = 2020, url = "https://example.org/" }
# "A Common Title" = { not = ["arxiv:1702.00523"] }           # never this one
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is set up in `folder`. `found` holds each list and how many papers it names, the longest first.

    `table` is the settings to be written, or None where there are some; `workflow` is False outside the top folder
    of a git repository, where GitHub would not find it, and where `out` is no folder of its own in it.
    """

    folder: Path
    found: tuple[tuple[str, int], ...]
    table: str | None
    out: str
    workflow: bool


def plan(folder: Path) -> Plan:
    """Look at the repository in `folder`. Raises InputError where it has no list, or settings that cannot be used."""
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder")
    chosen = settings.load(folder)
    known = _has_settings(folder / "pyproject.toml")
    table = None
    if known or any(folder.glob("raw/*.md")):
        counts = _count(folder, sorted({p for pattern in chosen.lists for p in folder.glob(pattern) if p.is_file()}))
        found = [x for x in counts if x[1]]
        if not known:
            table = _table(chosen.lists, in_place=False)
    else:
        found = _lists(_count(folder, _markdown(folder)))
        table = _table([glob.escape(path) for path, _ in found], in_place=True)
    if not found:
        raise InputError(
            f"{folder}: no list found: no Markdown file names {FEWEST} papers or more that can be read; name yours in "
            'pyproject.toml under [tool.pipeline], lists = ["papers.md"], and see what `parse --explain papers.md` says'
        )
    out = Path(chosen.out)
    apart = bool(out.parts) and not out.is_absolute() and ".." not in out.parts
    return Plan(folder, tuple(found), table, chosen.out, (folder / ".git").exists() and apart)


def write(plan: Plan, program: str = "python -m pipeline") -> list[str]:
    """Write what is not there yet. Returns what was done and what to do next, a line each."""
    done = [f"list: {path} ({count} papers)" for path, count in plan.found]
    done.append(_write_settings(plan))
    places = {str(Path(path).parent / "pins.toml"): None for path, _ in plan.found}
    done += [_write_new(plan.folder, place, PINS) for place in places]
    if plan.workflow:
        done.append(_write_new(plan.folder, ".github/workflows/enrich.yml", workflow.for_others(plan.out)))
        # Else Git for Windows changes line endings, and the files look as if they were edited by hand.
        done.append(_write_new(plan.folder, f"{Path(plan.out).as_posix()}/.gitattributes", "* -text\n"))
    else:
        done.append(
            "no workflow: this is not the top folder of a git repository, or `out` is no folder of its own in it"
        )
    done.append(
        f"next: see what is read (`{program} parse {shlex.quote(plan.found[0][0])}`), then run `{program} enrich`"
    )
    if plan.workflow:
        done.append(
            "then: say in .github/workflows/enrich.yml where the tool is installed from (PAPERLIST), commit, and allow "
            "on GitHub, in Settings > Actions > General, that Actions create pull requests"
        )
    return done


def _markdown(folder: Path) -> list[Path]:
    """Find the Markdown files that may be lists, the largest of them if there are very many."""
    paths: list[tuple[int, Path]] = []
    for top, names, here in os.walk(folder):
        at = Path(top)
        deep = len(at.relative_to(folder).parts) >= DEEPEST
        names[:] = (
            [] if deep else sorted(n for n in names if not n.startswith(".") and n not in {*_NOT_OURS, "enriched"})
        )
        found = (at / n for n in here if n.lower().endswith(".md") and n.isprintable())
        paths += [(p.stat().st_size, p) for p in found if p.is_file() and p.stat().st_size <= LARGEST]
    paths.sort(key=lambda x: (-x[0], x[1]))
    return [path for _, path in paths[:MOST_READ]]


def _count(folder: Path, paths: list[Path]) -> list[tuple[str, int]]:
    """Count the papers that each file names, most first. A file that is no text names none."""

    def counted() -> Iterator[tuple[str, int]]:
        for path in paths:
            try:
                text = files.read_text(path)
            except InputError:
                continue
            yield path.relative_to(folder).as_posix(), len(parse(text).mentions)

    return sorted(counted(), key=lambda x: (-x[1], x[0].lower() != "readme.md", x[0]))


def _lists(counts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Choose the lists: the longest, and what is no mere handful beside it."""
    fewest = max(FEWEST, SHARE * counts[0][1]) if counts else 0
    return [(path, count) for path, count in counts if count >= fewest]


def _table(lists: list[str] | tuple[str, ...], *, in_place: bool) -> str:
    # JSON texts are TOML texts, but for DEL, which no printable name has.
    rows = [f"lists = {json.dumps(list(lists), ensure_ascii=False)}"]
    if in_place:
        rows.append("in_place = true  # the lists themselves are annotated; the tables go to enriched/")
    return "\n".join(["[tool.pipeline]", *rows]) + "\n"


def _has_settings(path: Path) -> bool:
    """Tell whether there are settings. The file can be read: `settings.load` has done so."""
    return path.exists() and "pipeline" in tomllib.loads(path.read_text("utf-8")).get("tool", {})


def _write_settings(plan: Plan) -> str:
    path = plan.folder / "pyproject.toml"
    if plan.table is None:
        return "kept: the settings in pyproject.toml"
    if not path.exists():
        files.write_text(path, plan.table)
        return "wrote: pyproject.toml"
    before = files.read_text(path)
    end = "\r\n" if "\r\n" in before else "\n"
    gap = end if before.endswith("\n") else end * 2
    text = before + (gap if before.strip() else "") + plan.table.replace("\n", end)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # `tool = { … }` cannot be added to
        raise InputError(f"{path}: nothing can be added at its end; put there yourself:\n{plan.table}") from None
    files.write_text(path, text)
    return "wrote: [tool.pipeline] at the end of pyproject.toml"


def _write_new(folder: Path, name: str, text: str) -> str:
    path = folder / name
    if path.exists() or path.is_symlink():
        return f"kept: {name}, which is there already"
    files.write_text(path, text)
    return f"wrote: {name}"
