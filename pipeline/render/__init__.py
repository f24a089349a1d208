"""Pure: the regenerated list is its source plus insertions, and `strip` takes them out again.

A matched title becomes a link, and one short quiet suffix follows it:

    - 【note】[A Title]( <https://arxiv.org/abs/2203.02155>) <sub e>Ouyang et al., NeurIPS 2022, 12k+ citations</sub>

Every insertion carries its own mark (`]( <`, `<sub e>`, `<a e href=`) that the source does not contain; one comment at
the top names the marks. So the source comes back byte for byte from the file alone, also after people have edited it.
"""

from pipeline.render.escape import http_url
from pipeline.render.marks import veiled
from pipeline.render.source import Source, source, strip
from pipeline.render.wording import citations, suffix
from pipeline.render.write import Entry, Insertion, Rendered, render

__all__ = [
    "Entry",
    "Insertion",
    "Rendered",
    "Source",
    "citations",
    "http_url",
    "render",
    "source",
    "strip",
    "suffix",
    "veiled",
]
