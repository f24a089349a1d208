"""Reads a curated Markdown list: which papers it names, where, and what it says about them.

blocks (a real Markdown parser) and html, made ready (prepare) -> entries, each line read into chunks (names, venue,
title, ... by fronts, cut, kinds and neighbours) -> learn (what the list says of its own form) -> attach (which lines
belong together) -> choose (evidence of each entry, weighed with its peers': case, signs, weigh) -> mentions.
"""

from __future__ import annotations

from pipeline.parse.read import Explanation, explain, parse

__all__ = ["Explanation", "explain", "parse"]
