"""What every command is made from."""

from __future__ import annotations

import argparse  # named in the alias
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
"""What a command adds its parser to; argparse has no public name for it."""
