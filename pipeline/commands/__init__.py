"""The commands, one module each: `add` teaches the command line its words, and what runs it.

What a command needs is loaded when it runs: starting is most of a command's time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from pipeline.commands import bulk, catalog, check, diff, enrich, export, find, init, parse, pin, show, strip

if TYPE_CHECKING:
    from pipeline.commands.base import Commands


class Command(Protocol):
    """A module of this package."""

    def add(self, commands: Commands) -> None:
        """Add the command's parser; its default `command` takes the arguments and gives the exit code."""


COMMANDS: Final[tuple[Command, ...]] = (enrich, show, export, find, catalog, bulk, parse, pin, check, diff, init, strip)
