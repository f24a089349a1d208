"""I/O: the notebook that lies beside the tables. It is the user's: put there once, and never touched again."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from pipeline import files

NAME = "explore.ipynb"


def leave(out: Path) -> None:
    """Put the notebook into a folder that has none. Raises InputError where it cannot be written."""
    if not os.path.lexists(out / NAME):
        files.write_text(out / NAME, resources.files(__package__).joinpath(NAME).read_text("utf-8"))
