"""What can go wrong, as types; `__main__` alone turns them into text and exit codes."""

from __future__ import annotations


class PipelineError(Exception):
    """Base of every error that we raise on purpose; its text is what the user reads."""


class InputError(PipelineError):
    """A file of the user's that cannot be used; the text names file, line where there is one, and what to do."""


class SourceError(PipelineError):
    """A source did not give an answer that can be believed; the text says why. `status` is the HTTP status, if any."""

    def __init__(self, text: str, status: int | None = None) -> None:
        super().__init__(text)
        self.status = status
