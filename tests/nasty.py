"""Papers that bibliographies break at: every kind, every script, what LaTeX reads as commands."""

from __future__ import annotations

from datetime import date

from pipeline.citekeys import assign
from pipeline.model import Ids, Paper

TITLES = (
    "100% of {unbalanced & #1 costs $5_000 ~ a^b \\",
    "}{ \\input{/etc/passwd} \\end{document} \\write18{rm -rf /}",
    "$\\alpha$-Divergence, $O(n^2)$ and $\\mathcal{L}_1$ for $5 or $10",
    "Schr\\\"odinger's Éclair: Ångström, Łódź, Straße, Đặng Văn Ngữ",
    "大型语言模型 <b>综述</b> & “quotes” – dashes — … ①",
    "αβγ → ∞ ≤ ∑ × ½ ² Δ ℝ ≲",
    "% a comment @article{x, title = {y}}",
    'Is "BERT" a, b and c? GPT-4: iPhone\'s $k$-NN in C# and C++ | <tag>',
    "\x1b[31mred\x1b[0m \u202eesrever\u202c\nnew line\ttab\u2028end",
    "İstanbul ǅ ﬁne Ⅷ 👩‍🔬 emoji",
    "'",
)
AUTHORS = (
    "Laurens van der Maaten",
    "OpenAI",
    "李明",
    "Nguyễn Văn An",
    "Martin Luther King, Jr.",
    "The ATLAS and CMS Collaborations",
    "O'Neil, Jr., Shaquille {x}",
    "Šárka de la Zoubková",
    "A. \\& B. 50% #1",
    ":",
    "et al.",
)


def papers() -> list[Paper]:
    """Give one paper a title, of every kind in turn, with their keys."""
    kinds: list[tuple[str | None, Ids]] = [
        ("ICLR", Ids(arxiv="2203.02155", openreview="a_B-1")),
        ("Findings of ACL", Ids(doi="10.18653/v1/2022.findings-acl.1", acl="2022.findings-acl.1")),
        ("Journal of R&D 100%", Ids(doi="10.1002/(sici)1097-0258(1998)17:15<1661::aid-sim968>3.0.co;2-2")),
        (None, Ids(arxiv="hep-th/9901001")),
        ("PhD thesis, ETH Zürich & Co", Ids(s2="a" * 40)),
        (None, Ids(acl="P19-1001")),
    ]
    found = [
        Paper(
            f"bib:{i:02}",
            title,
            ids,
            authors=AUTHORS if i % 3 else AUTHORS[: i + 1],
            year=2000 + i,
            venue=venue,
            published=date(2000 + i, 2, 3),
            fields=("cs.CL", "stat.ML"),
            url=("https://example.org/~a_b/%7B?x={y}&z=1#frag" if i % 2 else "javascript:alert(1)"),
            provenance={"fields": "arXiv"},
        )
        for i, title in enumerate(TITLES)
        for venue, ids in [kinds[i % len(kinds)]]
    ]
    return assign(found)
