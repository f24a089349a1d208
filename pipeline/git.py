"""I/O: what git knows of the files of a run. Without git, or outside a checkout, it knows nothing."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


def changed_lines(path: Path, base: str) -> set[int] | None:
    """Give the numbers of the lines that are new or changed since `base`, or None where git cannot say."""
    # `--`: a path is never read as an option; https://git-scm.com/docs/gitcli
    told = _git("diff", "--no-ext-diff", "--no-color", "-U0", base, "--", str(path))
    if told is None:
        return None
    found: set[int] = set()
    for start, count in _HUNK.findall(told):
        found |= set(range(int(start), int(start) + int(count or 1)))
    return found


def show(revision: str, path: Path) -> bytes | None:
    """Give a file as it was at a revision, or None where it was not."""
    return _git("show", f"{revision}:./{path.as_posix()}")


def _git(*words: str) -> bytes | None:
    try:
        done = subprocess.run(["git", *words], capture_output=True, check=True, timeout=60)  # noqa: S603, S607
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
