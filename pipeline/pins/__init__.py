"""Pure: pins, where a person says what a title is. One line a pin, so that it can be pasted anywhere above a [table].

    "A Title as Written" = { arxiv = "2302.02676" }
    "Some Talk" = { skip = true }
    "In No Index" = { title = "In no Index, Really", authors = ["A. Author"], year = 2020, url = "https://…" }
    "Deep Learning" = { not = ["arxiv:1702.00523", "doi:10.1000/x"] }
    "Two Lists" = [{ list = "raw/a.md", arxiv = "2101.00001" }, { list = "raw/b.md", doi = "10.1000/x" }]

The same as tables (`["Title"]`, `[["Title"]]`) reads the same. The text is edited by splicing, so that whatever
people wrote round a pin stays byte for byte.
"""

from pipeline.pins.read import Pin, Pins, fold, listed, load
from pipeline.pins.write import add, line

__all__ = ["Pin", "Pins", "add", "fold", "line", "listed", "load"]
