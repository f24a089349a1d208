"""A small list for tests of the page: notes, labels, a paper under another, all four statuses, and hostile words."""

from __future__ import annotations

from typing import Any

from pipeline.model import Ids, Match, Mention, Paper, Place, Status
from pipeline.tables import LIST_TITLE, Row, mention_row

HOSTILE = '</script><script>window.pwned=1</script><img src=x onerror="window.pwned=2"> \' " & \u2028 {{ 7*7 }} <!--'
HOSTILE_SHOWN = " ".join(HOSTILE.split())


def paper(number: int, title: str, **facts: Any) -> Paper:
    """Make a paper on arXiv."""
    known = {"authors": ("Ann Author",), "url": f"https://arxiv.org/abs/2101.{number:05}", "year": 2021}
    ids = Ids(arxiv=f"2101.{number:05}", s2=f"{number:040x}")
    return Paper(f"arxiv:2101.{number:05}", title, ids, cite_key=f"author2021number{number}", **{**known, **facts})


def row(line: int, title: str, of: Paper | None = None, path: str = "raw/README.md", **said: Any) -> Row:
    """Make a mention's row; what has no paper is `absent` unless `status` says otherwise."""
    status = said.pop("status", Status.MATCHED if of else Status.ABSENT)
    mention = Mention(line, title, Place(0, 0, None), **said)
    made = mention_row(path, mention, Match(status), of.paper_id if of else None)
    return {**made, LIST_TITLE: "玩具论文列表 <Toys>" if path == "raw/README.md" else None}


PAPERS = (
    paper(
        1,
        "Growing Gardens with Gradient Descent",
        authors=("Zoë Ångström", *(f"Rob Rake{n}" for n in range(7)), "Last Gardener"),
        venue="ICLR",
        year=2022,
        citation_count=1234,
        abstract="We grow gardens. It works & scales <well>.",
        tldr="Gardens grow.",
        pdf_url="https://arxiv.org/pdf/2101.00001",
    ),
    paper(2, "Quiet Masks: Learning Languages With No Labels At All", citation_count=87),
    paper(3, "Counting Clouds with Convolutional Kernels", venue="ACL", year=2020, citation_count=3),
    paper(4, "Sorting Socks by Reinforcement", year=2018),
    paper(
        5,
        HOSTILE,
        authors=(HOSTILE, "Bobby Tables"),
        abstract=HOSTILE,
        tldr="x" + HOSTILE,
        venue=HOSTILE,
        url="javascript:window.pwned=3",
        pdf_url='https://example.org/"onmouseover="window.pwned=4',
    ),
)
ROWS = (
    row(3, "Growing Gardens with Gradient Descent", PAPERS[0], section="方法 Methods", annotation="必读，很有启发"),
    row(5, "Silent Masks: Learning Languages", PAPERS[1], section="方法 Methods", annotation="不使用[MASK]标记"),
    row(6, PAPERS[2].title, PAPERS[2], section="方法 Methods", parent_line=5, label="类似想法 1."),
    row(8, PAPERS[3].title, PAPERS[3], section="其他"),
    row(9, "A Talk on Toasters", section="其他", status=Status.UNKNOWN, url="https://example.org/talk"),
    row(10, "A Thing That Two Papers Are", section="其他", status=Status.AMBIGUOUS),
    row(11, "A Paper That Nobody Wrote", section="其他", authors_hint="N. Obody", year_hint=1999),
    row(13, HOSTILE, PAPERS[4], section=HOSTILE, annotation=HOSTILE, label=HOSTILE, url="JaVaScRiPt:window.pwned=5"),
)
