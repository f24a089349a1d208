"""Pure: papers as entries of a bibliography."""

from pipeline.bibliography.bibtex import entries, entry

__all__ = ["entries", "entry"]
