"""The parser: cases kept as Markdown, and laws that hold for any text."""

from __future__ import annotations

import functools
import json
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Document, Mention
from pipeline.parse import explain, parse
from pipeline.parse.lexicon.headings import Topic, topic

_CASE = re.compile(r"^## ([\w-]+)\n\n~~~~markdown\n(.*?)~~~~\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
_DATA = Path(__file__).parent / "data"
_SHARED = Path(__file__).parents[2] / "shared" / "lists" / "raw"


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    expected: list[dict[str, Any]]


def _cases(file: str) -> list[Case]:
    text = (_DATA / file).read_text(encoding="utf-8")
    found = []
    for match in _CASE.finditer(text):
        expected = [json.loads(line) for line in match[3].splitlines() if line.startswith("{")]
        found.append(Case(match[1], match[2], expected))
    return found


_read = functools.cache(parse)  # several tests look at what is read of one case
CASES = [case for file in sorted(_DATA.glob("parse*.md")) for case in _cases(file.name)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_case(case: Case) -> None:
    """Each list gives exactly the mentions that stand below it, with the fields that are given there."""
    mentions = _read(case.text).mentions
    assert [(m.line, m.title) for m in mentions] == [(e["line"], e["title"]) for e in case.expected]
    for mention, expected in zip(mentions, case.expected, strict=True):
        assert {k: getattr(mention, k) for k in expected} == expected


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Danh sách", Topic.OPEN),
        ("Weiterführende Literatur", Topic.PAPERS),
        ("Artículos científicos", Topic.PAPERS),
        ("Datasheets dos componentes", Topic.THINGS),
        ("相关论文", Topic.PAPERS),
        ("読んだ論文", Topic.PAPERS),
        ("논문 목록", Topic.PAPERS),
        ("Libri consigliati", Topic.BOOKS),
        ("推荐书籍", Topic.BOOKS),
        ("冰面——必看工具书", Topic.BOOKS),
        ("冰面——课程视频", Topic.THINGS),
        ("论文和代码", Topic.PAPERS),
        ("Полезные ссылки", Topic.THINGS),
        ("블로그 글", Topic.THINGS),
        ("Testi introduttivi liberi", Topic.BOOKS),
        ("1. Documentation Technique", Topic.THINGS),
        ("Standards et Normes", Topic.THINGS),
        ("Organizations", Topic.THINGS),
        ("Organization of Ponds", Topic.OPEN),
        ("Articles de blog", Topic.OPEN),
        ("University Course Programs", Topic.THINGS),
        ("Verification of Concurrent Programs", Topic.OPEN),
        ("会议收录", Topic.THINGS),
        ("Article d’encyclopédie", Topic.THINGS),
        ("Framework, Strumenti e Didattica", Topic.THINGS),
        ("Ressources Web", Topic.THINGS),
        ("Veja também", Topic.MIXED),
        ("Leituras recomendadas", Topic.PAPERS),
        ("Estrategia de Lectura", Topic.OPEN),
        ("Herramientas Utilizadas", Topic.THINGS),
        ("Documentación Interna", Topic.THINGS),
        ("Datasets Disponíveis", Topic.MIXED),
        ("Sources de données", Topic.THINGS),
        ("Forschungsarbeiten, Talks", Topic.PAPERS),
        ("Trainings- und Kurs-Curricula (zum Selbststudium)", Topic.THINGS),
        ("Technical blog or video", Topic.THINGS),
        ("Workshop & Challenge", Topic.THINGS),
    ],
)
def test_a_heading_announces_the_same_in_any_language(heading: str, kind: Topic) -> None:
    """The chief word counts, with what its language puts before or behind it."""
    assert topic(heading) == kind


def _check_laws(document: Document) -> None:
    end = 0
    for mention in document.mentions:
        place = mention.place
        assert end <= place.start < place.end <= len(document.text), "in order, inside the text, never overlapping"
        assert place.after is None or place.after >= place.end
        assert mention.line == document.text.count("\n", 0, place.start) + 1
        assert mention.title == " ".join(mention.title.split())
        assert all(getattr(mention, f) != "" for f in Mention.__slots__), "missing is None, never empty"
        end = max(place.end, place.after or 0) if place.after else place.end


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_places_are_exact(case: Case) -> None:
    """Every title stands where its place says."""
    document = _read(case.text)
    _check_laws(document)
    for mention in document.mentions:
        written = case.text[mention.place.start : mention.place.end]
        plain = re.sub(r"<[^>]*>|[*_`~\\]|\n[\s>]*", lambda m: " " if m[0][0] == "\n" else "", written)
        assert " ".join(plain.split()) == re.sub(r"[*_`~\\]", "", mention.title)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_line_ends_and_byte_order_mark_change_nothing(case: Case) -> None:
    """Titles are the same whatever ends the lines; with a BOM the first line is read as any other."""
    titles = [m.title for m in _read(case.text).mentions]
    for newline in ("\r\n", "\r"):
        document = parse("\ufeff" + case.text.replace("\n", newline))
        assert [m.title for m in document.mentions] == titles, repr(newline)
        assert all(document.text[m.place.start] != "\ufeff" for m in document.mentions)


PLAIN = [c for c in CASES if c.expected and c.text.lstrip("#").startswith(("- ", "* ", "1. "))]


@pytest.mark.parametrize("case", PLAIN, ids=lambda c: c.name)
def test_a_quoted_list_is_read_as_well(case: Case) -> None:
    """A list of bullets within a block quote gives the same titles, at their places."""
    document = parse("".join("> " + line for line in case.text.splitlines(keepends=True)))
    assert [m.title for m in document.mentions] == [e["title"] for e in case.expected]
    _check_laws(document)


_LETTERS = "ab AB.,:;-*_[](){}<>!?`|#\n\r\t\\\"'&~^$0129【】（）《》论文，。\ufeff\0"


@given(st.text(alphabet=st.sampled_from(_LETTERS), max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    """No text raises, and the laws of places hold for all."""
    _check_laws(parse(text))
    explain(text)


def test_one_link_names_one_paper() -> None:
    """What stands behind a link on one title stands behind it on both, if a picture parts two."""
    address = "https://arxiv.org/abs/2101.0000"
    document = parse(f"[Frozen Ponds]({address}1)[Deep Lakes<img>Slow Rivers]({address}2)\n")
    _check_laws(document)
    assert [m.title for m in document.mentions] == ["Frozen Ponds", "Deep Lakes"]


def test_a_link_that_leads_nowhere_gives_no_address() -> None:
    """A line of two papers, the first in brackets without an address."""
    other = "http://arxiv.org/abs/2101.00001"
    first = "* [Slow Networks for Frozen Ponds]() by **Ana Prell** et al, 2019."
    line = f"{first} * * [Deep Lakes under Slow Rivers]({other})"
    assert [m.url for m in parse(line).mentions] == [None, other]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\ufeff",
        "\0",
        "\x00\x01\x02" * 50,
        "\ud800",
        "---\n",
        "```",
        "<!--",
        "| a |\n|",
        "[a]: b",
        "\r\r\n\n\r",
    ],
    ids=repr,
)
def test_odd_text_has_no_mentions(text: str) -> None:
    """Empty and broken input is a list without papers."""
    assert parse(text).mentions == ()


@pytest.mark.parametrize(
    ("source", "expected", "linkable"),
    [
        ("**T.** x", "T", True),
        ("[T](https://arxiv.org/abs/2101.00001)", "T", False),
        ("**[T](https://arxiv.org/abs/2101.00001)**, 2021", "T", False),
        ('"T." x', "T", True),
        ("文**T**文", "T", True),
    ],
)
def test_what_may_be_inserted(source: str, expected: str, linkable: bool) -> None:
    """A title in a link is not linkable, and the suffix comes behind the link and the emphasis around it."""
    title = "Reading the River with Small Nets"
    line = "- " + source.replace("T", title) + " [[pdf](https://arxiv.org/pdf/2101.00001)]"
    (mention,) = parse("# Papers\n\n" + line + "\n").mentions
    document = "# Papers\n\n" + line
    assert mention.place.linkable is linkable
    assert mention.title == expected.replace("T", title)
    assert mention.place.after is not None
    rest = document[mention.place.after :]
    assert not rest.startswith(("*", "](", ")"))


@pytest.mark.parametrize(
    "line",
    [
        "[T](https://arxiv.org/abs/2101.00001)^```Pond Letters 2021```",
        "`T, ACL 2021`^ [[pdf](https://arxiv.org/pdf/2101.00001)]",
        "` T `^ [[pdf](https://arxiv.org/pdf/2101.00001)]",
        "[`T`](https://arxiv.org/abs/2101.00001)^`ACL 2021`",
    ],
)
def test_the_suffix_stands_outside_code(line: str) -> None:
    """In a code span an insertion would be shown to the letter: it comes before one that follows or behind its own."""
    before, behind = line.replace("T", "Reading the River with Small Nets").split("^")
    (mention,) = parse(f"# Papers\n\n- {before}{behind}\n").mentions
    assert mention.place.after == len(f"# Papers\n\n- {before}")


def test_inside_a_fence_nothing_may_be_inserted() -> None:
    """A title in a code fence is read, but has no place for insertions."""
    (mention,) = parse(
        "Papers\n\n```\nReading the River with Small Nets https://arxiv.org/abs/2101.00001\n```\n"
    ).mentions
    assert (mention.place.after, mention.place.linkable) == (None, False)


def test_the_title_of_front_matter_is_no_mention() -> None:
    """Nothing may be inserted there; the title names the list where no heading does, and is no section."""
    front = '---\ntitle: "Reading the River with Small Nets"\n---\n\n'
    link = "https://arxiv.org/abs/2101.00001"
    titles = ("Learning to Skate with Little Ice", "Counting Fish from Above", "Deep Learning for Cold Lakes in Winter")
    document = parse(front + "".join(f"# {title}\n\n{link}\n\n" for title in titles))
    assert [(m.title, m.section) for m in document.mentions] == [(t, None) for t in titles]
    assert parse(f"{front}- [Counting Fish from Above]({link})\n").title == "Reading the River with Small Nets"
    assert parse(f"{front}# 论文\n\n## Nets\n\n- [Counting Fish from Above]({link})\n").title == "论文"


def test_a_short_name_is_part_of_the_reference_below_it() -> None:
    """What only names the paper of the line below is told as part of that line."""
    links = (
        "* Fast PondNet [[Paper]](https://arxiv.org/abs/1504.00002)\n  * Jo Stam, Fast Ponds with Weirs, ICCV, 2015.\n"
    )
    told = explain(f"## Papers\n\n{links}")
    assert [(e.line, e.what) for e in told[1:]] == [(3, "part of line 4"), (4, "paper")]


def test_html_is_marked_as_html() -> None:
    """In an HTML block Markdown is not read, so the place says so."""
    (mention,) = parse(
        '<ul>\n<li><a href="https://arxiv.org/abs/2101.00001">Reading the River</a></li>\n</ul>\n'
    ).mentions
    assert (mention.place.markup, mention.place.linkable) == ("html", False)


LIST = """# Papers

- [Rivers for Beginners in Water](https://arxiv.org/abs/2101.00001){a}
{b}- [Lakes for Beginners in Water](https://arxiv.org/abs/2101.00002)
{c}"""


@pytest.mark.parametrize(
    ("a", "b", "c", "titles"),
    [
        ("", "", "", ["Rivers for Beginners in Water", "Lakes for Beginners in Water"]),
        (" <!-- pipeline: skip -->", "", "", ["Lakes for Beginners in Water"]),
        ("", "<!-- pipeline: skip -->\n", "", ["Rivers for Beginners in Water"]),
        ("", "<!-- pipeline: off -->\n", "<!-- pipeline: on -->\n", ["Rivers for Beginners in Water"]),
        ("", "<!--pipeline:off-->\n", "", ["Rivers for Beginners in Water"]),
        (" <!-- pipeline: title=Rivers -->", "", "", ["Rivers", "Lakes for Beginners in Water"]),
        ("", "<!-- pipeline: title=Another Name -->\n", "", ["Rivers for Beginners in Water", "Another Name"]),
    ],
    ids=["none", "skip-here", "skip-next", "off-on", "off-to-the-end", "title-here", "title-next"],
)
def test_overrides(a: str, b: str, c: str, titles: list[str]) -> None:
    """Comments switch entries off or name their titles; one alone on its line is for the next entry."""
    document = parse(LIST.format(a=a, b=b, c=c))
    assert [m.title for m in document.mentions] == titles
    assert document.notices == ()


def test_a_given_title_is_read_where_nothing_was_seen() -> None:
    """A title in a comment makes a mention of a line that does not look like one."""
    (mention,) = parse("# Tools\n\n- riverlib, see Swim <!-- pipeline: title=Swim -->\n").mentions
    assert mention.title == "Swim"


def test_an_unknown_override_is_told() -> None:
    """A misspelt override does nothing, and is named with its line."""
    (notice,) = parse("# Papers\n\n<!-- pipeline: skp -->\n").notices
    assert (notice.line, "skp" in notice.text) == (3, True)


def test_an_unclosed_note_is_told() -> None:
    """An unclosed 【 is read as well as can be, and named with its line."""
    notices = parse("# 论文\n\n【没有写完 Rivers without Closing Brackets\n").notices
    assert [n.line for n in notices] == [3]


def test_near_misses_are_told() -> None:
    """A line that falls just short of being a paper is named, so that it can be added by hand."""
    text = "# Papers\n\n- [Rivers and Lakes in Practice](https://rivers.example.com/practice)\n"
    document = parse(text)
    assert document.mentions == ()
    assert [(n.kind, n.text) for n in document.notices] == [("left out", "Rivers and Lakes in Practice")]


def test_explain_tells_of_every_line() -> None:
    """Each line says what it was read as, with the reasons and their weights."""
    told = explain(LIST.format(a=" <!-- pipeline: skip -->", b="  - [code](https://github.com/x/y)\n", c=""))
    assert [(e.line, e.what) for e in told] == [(1, "no paper"), (3, "switched off"), (4, "no paper"), (5, "paper")]
    assert "links +" in told[-1].why
    parts, total = told[-1].why.rsplit(" = ", 1)
    assert sum(float(part.rsplit(" ", 1)[1]) for part in parts.split(", ")) == pytest.approx(float(total), abs=0.3)


def test_explain_tells_of_titles_given_by_hand() -> None:
    """What is given is told as `parse` has it, also where the line would be no paper."""
    text = "# Tools\n\n- riverlib, see Swim <!-- pipeline: title=Swim -->\n- [code](https://github.com/x/y)\n"
    told = [(e.line, e.what, e.text) for e in explain(text)]
    assert told[1] == (3, "paper", "Swim")
    assert [x[0] for x in told if x[1] == "paper"] == [m.line for m in parse(text).mentions]


def test_a_line_too_long_to_be_read_is_told() -> None:
    """A line of megabytes costs nothing and is named."""
    document = parse("- Short Titles for Long Rivers https://arxiv.org/abs/2101.00001\n\n" + "a b " * 100_000)
    assert [n.line for n in document.notices] == [3]


def test_a_long_paragraph_of_wrapped_lines_is_read() -> None:
    """Lines that an editor broke make no trouble where there are too many of them to be joined."""
    wrapped = "On ponds that freeze in winter, and on the frogs which skate there until it is spring in\n" * 90
    text = f"# Notes\n\n{wrapped}\n## Papers\n\n- [Counting Fish from Above](https://arxiv.org/abs/2101.00001)\n"
    assert [m.title for m in parse(text).mentions] == ["Counting Fish from Above"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "[](" * 20_000,
        "[a](b)" * 20_000,
        "- " * 20_000,
        ">" * 20_000,
        "*a " * 20_000,
        "<!-- " * 20_000,
        "【" * 20_000,
        "<div>" * 20_000,
        "http://a)))" * 5_000,
        "\n".join(" " * i + "- x" for i in range(300)),
        "`".join("a" * 20_000),
        "- Rivers at Rest" + " :x" * 6_000,
        "#" * 16_000 + " x",
        *[
            "- " + words * (16_900 // len(words))
            for words in ("(Ab) ", "a. ", "[1] ", "by Ana ", "《池》 ", "*a* b: ", "A, ")
        ],
        *["\n".join("- " + words % n * 1_800 for n in range(24)) for words in ("a%d - b - ", "Jan %d, ")],
        "Prell, A. (2014). On ponds. Lakes.\n\n" * 2
        + "STAMODUYA, A.; PRELLBASSANEZI, B.; " * 9
        + "x. On ponds and lakes.",
    ],
    ids=lambda t: t[:4].strip() + str(len(t)),
)
@pytest.mark.timeout(20)
def test_hostile_text_costs_little(text: str) -> None:
    """Deep nesting and endless brackets take no more than linear time."""
    assert len(parse(text).mentions) <= 1


@pytest.mark.parametrize("words", ["A: {a}: “a, ", "a: —", "and—", "Prell, A., %", "*: A. G."])
@pytest.mark.timeout(20)
def test_long_lines_cost_little(words: str) -> None:
    """What a stretch costs does not grow with all that stands before or behind it, and places hold."""
    _check_laws(parse("\n\n".join(f"- {n} " + words * (16_000 // len(words)) for n in range(16))))


@pytest.mark.parametrize("count", [20, 60])
def test_references_that_an_editor_filled_without_blank_lines_are_read_whatever_their_number(count: int) -> None:
    """A paragraph of many of them is read in pieces, none of which ends within a reference."""
    titles = [f"Frozen ponds of the region {n} and what their ice tells of the winters before" for n in range(count)]
    cited = (f"Prell, A. and Stam, J. {t}. In Proceedings of the Conference on Ponds, pages 1-9, 2019." for t in titles)
    text = "# References\n\n" + "\n".join("\n".join(textwrap.wrap(line, 72)) for line in cited)
    assert [" ".join(m.title.split()) for m in parse(text).mentions] == titles


@pytest.mark.skipif(not _SHARED.is_dir(), reason="the labelled lists are not here")
def test_places_hold_in_real_lists() -> None:
    """The laws of places hold in lists that people keep."""
    for path in sorted(_SHARED.glob("*.md"))[:8]:
        _check_laws(parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Great Papers [![badge](https://a.org/b.svg)](https://a.org)\n\n## A\n", "Great Papers"),
        ('<h1 align="center">Great Papers</h1>\n\n## A\n', "Great Papers"),
        ("# 论文\n\n- Attention Is All You Need\n- Deep Residual Learning for Image Recognition\n", None),
        ("## A\n\n- Attention Is All You Need\n", None),
        ("", None),
    ],
    ids=["without-its-badge", "in-html", "a-section-of-papers", "no-heading-of-level-1", "empty"],
)
def test_a_list_is_called_what_its_first_heading_says(text: str, title: str | None) -> None:
    assert parse(text).title == title
