"""Reads a curated Markdown list: which papers it names, where, and what it says about them."""

from __future__ import annotations

from pipeline.parse.read import Explanation, explain, parse

__all__ = ["Explanation", "explain", "parse"]
