"""Pure: `index.html`, the lists as a page for readers: one file, without requests to anywhere.

Every entry is one line of HTML, written here; the script only makes views of what stands there. What is not seen at
first (abstract, BibTeX, long lists of authors) follows as one line of JSON a paper. So a diff shows what changed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from pipeline import bibliography
from pipeline.exports.page import view
from pipeline.model import Paper, Status
from pipeline.tables import Row

NAME: Final = "index.html"
_SCRIPTS: Final = ("rows.js", "views.js", "controls.js", "entries.js")
_MEANINGS: Final = {
    Status.MATCHED: "this paper, and no other that fits",
    Status.AMBIGUOUS: "something fits, but not surely enough, or two papers fit",
    Status.ABSENT: "every source answered, and none has it",
    Status.UNKNOWN: "a source that could have known did not answer",
}


def write(papers: Sequence[Paper], rows: Sequence[Row]) -> str:
    """Give the page. What comes from outside is escaped by the template; the page's own rules let no other code run."""
    style = _data("page.css")
    script = f'"use strict";\n(() => {{\n{"".join(map(_data, _SCRIPTS))}}})();\n'
    return _template().render(
        page=view.page(papers, rows),
        meanings=_MEANINGS,
        details=Markup("\n".join(_details(papers, rows))),  # noqa: S704  # escaped by `_details`
        style=Markup(style),  # noqa: S704  # our own
        script=Markup(script),  # noqa: S704  # our own
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _details(papers: Sequence[Paper], rows: Sequence[Row]) -> list[str]:
    """Give a line of JSON for each paper, in the lists' order. No `<`: nothing in it can end the element."""
    by_id = {p.paper_id: p for p in papers}
    lines = []
    for paper in (by_id[i] for i in dict.fromkeys(r["paper_id"] for r in rows) if i in by_id):
        names = view.author_names(paper)
        said = {"id": paper.paper_id, "authors": names, "tldr": view.text(paper.tldr)}
        said |= {"abstract": view.text(paper.abstract), "bibtex": bibliography.entry(paper)}
        line = json.dumps({k: v for k, v in said.items() if v}, ensure_ascii=False, separators=(",", ":"))
        lines.append(line.replace("<", r"\u003c"))
    return lines


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters |= {"language": view.language, "one_line": _one_line}
    environment.globals["gap"] = Markup("&#32;")  # a blank that `_one_line` keeps
    return environment.from_string(_data("page.html"))


def _one_line(html: Markup) -> Markup:
    """Join the template's lines; texts from outside hold no line ends (see `view.text`)."""
    return Markup("".join(line.strip() for line in str(html).split("\n")))  # noqa: S704  # escaped before


def _data(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(code: str) -> str:
    """Give what a Content-Security-Policy calls this code: https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
