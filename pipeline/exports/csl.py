"""Pure: the bibliography for pandoc and citation processors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from pipeline import bibliography, citekeys
from pipeline.model import Paper
from pipeline.tables import Row

NAME: Final = "papers.csl.json"


def write(papers: Sequence[Paper], rows: Sequence[Row]) -> str:  # noqa: ARG001  # every paper is in it, mentioned or not
    """Give all papers as CSL-JSON, by key, a field a line: a diff shows what changed."""
    items = [bibliography.item(p) for p in citekeys.by_key(papers)]
    return "[" + ",".join(map(_item, items)) + "\n]\n" if items else "[]\n"


def _item(item: dict[str, Any]) -> str:
    fields = (f"    {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in item.items())
    return "\n  {\n" + ",\n".join(fields) + "\n  }"
