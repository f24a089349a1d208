"""Pure: papers as references, in the forms that LaTeX, pandoc, Zotero and others read."""

from pipeline.bibliography.bibtex import entries, entry
from pipeline.bibliography.csl import item
from pipeline.bibliography.latex import readable
from pipeline.bibliography.ris import records

__all__ = ["entries", "entry", "item", "readable", "records"]
