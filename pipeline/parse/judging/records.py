"""Pure: lists of records, where the same few labels stand under title after title: "Hype: ...", "Notes: ..."."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from pipeline.parse.lexicon.links import is_paper_label
from pipeline.parse.reading.entry import Entry

_LABEL = re.compile(r"[\W_]{0,4}(?P<label>[^\W\d_](?:[\w'’/&-]| (?=\w)){1,24})[\s*_]{0,3}[:：]")
_LONGEST = 4 + 1 + 24 + 3 + 1
"""Characters that a label has with its colon at most."""
_LEAST = 3
"""Titles under which a label must stand before it is the name of a field."""


def mark_fields(entries: list[Entry]) -> None:
    """Mark what stands behind a label that comes back, beside others that do, under several titles."""
    labels: dict[str, Counter[int]] = defaultdict(Counter)
    found: list[tuple[Entry, int, str]] = []
    heading = -1
    for index, entry in enumerate(entries):
        if entry.block.kind == "heading":
            heading = index
        if entry.owner is not None or entry.block.kind not in {"item", "text"} or not entry.cells:
            continue
        cell = entry.cells[0]
        opening = cell.flow.text[cell.start : cell.start + _LONGEST]
        match = _LABEL.match(cell.flow.text, cell.start, cell.end) if ":" in opening or "：" in opening else None
        unit = heading if entry.parent is None else entry.parent
        if match and unit >= 0 and not is_paper_label(match["label"]):
            label = match["label"].lower()
            labels[label][unit] += 1
            found.append((entry, unit, label))
    known = {k for k, units in labels.items() if len(units) >= _LEAST and units.total() <= 1.2 * len(units)}
    beside = Counter(unit for _, unit, label in found if label in known)
    for entry, unit, label in found:
        entry.of_record = label in known and beside[unit] >= 2
