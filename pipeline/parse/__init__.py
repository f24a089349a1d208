"""Reads a curated Markdown list: which papers it names, where, and what it says about them.

`markup` takes the Markdown apart (a real Markdown parser, and HTML), `reading` cuts each line into chunks (names,
venue, title, ... by their form and their neighbours) and joins entries, `judging` decides which name a paper (learn:
what the list says of its own form; attach: which lines belong together; weigh: what rules say of each entry; evidence,
others, judge: what labelled lists teach of it, of its peers and of all others; choose), `telling` makes mentions of
these. `lexicon` knows the words: names, venues, headings, hosts. `cores` has the parts of a huge list read by several
processes.
"""

from __future__ import annotations

from pipeline.parse.explanation import Explanation, explain
from pipeline.parse.read import parse

__all__ = ["Explanation", "explain", "parse"]
