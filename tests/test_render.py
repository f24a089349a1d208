"""The regenerated list is the source plus insertions, and looks as intended."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.errors import InputError
from pipeline.model import Document, Mention, Place
from pipeline.parse import parse
from pipeline.render import Entry, Rendered, render, strip, suffix
from pipeline.render.escape import escaped, web_url

from .test_parse import CASES, Case

DATA = Path(__file__).parent / "data"
LISTS = sorted((Path(__file__).parents[2] / "shared" / "lists" / "raw").glob("*.md"))
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
URL = "https://x.org/1"
WORDS = Entry(URL, "Xu, ACL 2020")

# Everything that means something to Markdown, HTML or ourselves.
PIECES = (
    *(
        "Title of It",
        "a",
        "论文",
        "，",
        "🙂",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\0",
        "\u2028",
        "\ufeff",
        "\t",
        "\\",
        "`",
    ),
    *(
        "```\n",
        "[",
        "]",
        "](",
        "]( <",
        "]( <http://a>)",
        "](u)",
        "(",
        ")",
        "<",
        ">",
        "<!--",
        "-->",
        '<a e href="http://a">',
    ),
    *(
        "<a ",
        "</a>",
        "<a e2 ",
        " <sub e>x</sub>",
        "<sub e>",
        "</sub>",
        "<sub e2>",
        "<sub",
        " e>",
        "*",
        "**",
        "_",
        "~~",
        "|",
    ),
    *(
        "- ",
        "# ",
        "> ",
        "---\n",
        "+++\n",
        "===\n",
        "<td>",
        "</td>",
        "!",
        "^",
        "&amp;",
        "www.a.org",
        "http://a.org",
        "1. ",
    ),
)


def mention(start: int, end: int, after: int | None, *, linkable: bool = True, html: bool = False) -> Mention:
    place = Place(start, end, after, linkable=linkable, markup="html" if html else "markdown")
    return Mention(line=1, title=f"{start}", place=place)


def rendered(text: str, *mentions: Mention, entry: Entry = WORDS, source: str | None = "raw/README.md") -> Rendered:
    return render(Document(text, mentions), dict.fromkeys(mentions, entry), source=source)


def only(text: str, title: str, entry: Entry = WORDS, source: str | None = "raw/README.md") -> str:
    start = text.index(title)
    return rendered(text, mention(start, start + len(title), start + len(title)), entry=entry, source=source).text


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any text, with any places in it, right or wrong; an earlier output now and then."""
    text = "".join(draw(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30)))
    places: list[Mention] = []
    for _ in range(draw(st.integers(0, 4))):
        start, end = draw(st.integers(-1, len(text) + 1)), draw(st.integers(-1, len(text) + 1))
        after = draw(st.none() | st.just(end) | st.integers(-1, len(text) + 1))
        places.append(mention(start, end, after, linkable=draw(st.booleans()), html=draw(st.booleans())))
    document = Document(text, tuple(places))
    if draw(st.booleans()):
        return document
    earlier = render(document, dict.fromkeys(places, WORDS), source="a.md").text
    return Document(earlier, tuple(places))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), st.text(max_size=8), st.sampled_from([URL, "https://a.b/c d(e)<f>|\"'&amp;", "javascript:x", None]))
def test_insertions_make_the_text_and_strip_takes_them_out(document: Document, words: str, url: str | None) -> None:
    """Whatever the text and the places: sorted insertions, one a place, and the source back byte for byte."""
    entries = dict.fromkeys(document.mentions, Entry(url, words))
    output = render(document, entries, source=words or None)
    assert strip(output.text) == document.text
    assert all(a.at < b.at for a, b in pairwise(output.insertions))
    parts, last = [], 0
    for insertion in output.insertions:
        parts += [document.text[last : insertion.at], insertion.text]
        last = insertion.at
    assert "".join([*parts, document.text[last:]]) == output.text


@pytest.mark.parametrize("above", ["\ufeff", "---\ntitle: Models\n---\n"], ids=["BOM", "front-matter"])
def test_nothing_is_put_above_the_header(above: str) -> None:
    text = rendered(f"{above}- Models of Things\n").text  # an earlier output
    output = rendered(text, mention(0, len(above) + 1, len(above) + 1))
    assert len(output.insertions) == 1
    assert strip(output.text) == text


@settings(max_examples=50, deadline=None)
@given(documents())
def test_lines_stay_lines(document: Document) -> None:
    """One line in, one line out, and one comment more."""
    output = render(document, dict.fromkeys(document.mentions, WORDS), source="a.md")
    assert output.text.count("\n") == document.text.count("\n") + 1


@settings(max_examples=50, deadline=None)
@given(documents())
def test_without_entries_only_the_header_is_added(document: Document) -> None:
    output = render(document, {}, source="a.md")
    assert [insertion.text.strip()[:4] for insertion in output.insertions] == ["<!--"]


def cases() -> list[pytest.param]:  # type: ignore[valid-type]
    found = re.split(r"^## (?!⟦|\[)", (DATA / "render.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    parts = [(name, *body.split("\n---\n", 1)) for name, body in (case.split("\n", 1) for case in found)]
    return [pytest.param(text, expected.strip("\n"), name == "html", id=name) for name, text, expected in parts]


def marked(text: str, *, html: bool) -> Document:
    mentions: list[Mention] = []
    plain = ""
    for piece in re.split(r"([⟦⟧⟪⟫¦])", text):
        if piece in "⟦⟪":
            start, linkable = len(plain), piece == "⟦"
        elif piece in "⟧⟫":
            mentions.append(mention(start, len(plain), len(plain), linkable=linkable, html=html))
        elif piece == "¦":
            last = mentions.pop().place
            mentions.append(mention(last.start, last.end, len(plain), linkable=last.linkable, html=html))
        else:
            plain += piece
    return Document(plain, tuple(mentions))


def html_without_ours(text: str) -> str:
    """Render as a reader sees it, then take away our links, suffixes and header."""
    html = re.sub(r"\A(\ufeff?)(?:<p>)?<!-- Generated .*-->\n", r"\1", MARKDOWN.render(text))
    html = re.sub(rf'<a (?:e\d* )?href="{URL}">(.*?)</a>', r"\1", html, flags=re.DOTALL)
    return re.sub(rf" <sub e\d*>{WORDS.suffix}</sub>", "", html)


@pytest.mark.parametrize(("text", "expected", "html"), cases())
def test_case(text: str, expected: str, html: bool) -> None:
    """Each case of render.md, to the letter; read by a browser it is the source plus our links and suffixes."""
    document = marked(text, html=html)
    output = rendered(document.text, *document.mentions).text
    assert output.split("\n", 1)[1] == expected
    assert strip(output) == document.text
    assert html_without_ours(output) == MARKDOWN.render(document.text)


# On one line: emphasis that was opened on an earlier line and closes inside a word is not looked for.
MARKS = ("a", "论", "，", "（", "）", ".", '"', " ", "*", "**", "***", "_", "__", "~~", "!", "】", "[x](y)", "`c`")
INLINE = st.lists(st.sampled_from(MARKS), max_size=5).map("".join)
TITLES = st.sampled_from(
    ["Models of Things", '"Models"', "Models?", "A *b* c", "*b* c", "a **b**", "A* x", "a_b", "_a_", "[M] x"]
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["", "- ", "# ", "> ", "1. "]), INLINE, TITLES, INLINE)
def test_emphasis_around_a_title_is_read_as_before(block: str, before: str, title: str, behind: str) -> None:
    """Whatever stars stand around a title, what is bold stays bold and what is not does not become so."""
    start = len(block + before)
    text = f"{block}{before}{title}{behind}"
    assume("~~~" not in text and "    " not in text)  # a code fence, indented code: nothing is read there
    output = rendered(text, mention(start, start + len(title), start + len(title))).text
    assert html_without_ours(output) == MARKDOWN.render(text)


# A parser so simple that it is surely right: runs of words in lines without any other syntax, and plain links.
RUN = re.compile(r"(?<![^\s（(【】：:，,.*\"])[A-Z][\w-]+(?: [\w-]+){2,9}")
LINK = re.compile(r"(?<!!)\[([^\[\]`]+)\]\((https?://[^()\s]+)\)(?!\])")


# What a site reads before Markdown does: front matter, notes in fences.
SITES = re.compile(r"\s*(?:---|\+{3})|(?s:.)*?^(?:`{3,}|~{3,})\{", re.MULTILINE)


def simple_parse(text: str) -> Document:
    bracketed = {line for found in re.finditer(r"\[[^\[\]]*\]", text) for line in lines_of(text, found)}
    mentions, at, fenced = [], 0, False
    for number, line in enumerate(text.splitlines(keepends=True)):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if not fenced and not re.search(r"<|`|\\|\$|^\s{4}|^\[|^\s*\|?\s*:?--", line):
            links = [(found.start(1), found.end(1), found.end(), False) for found in LINK.finditer(line)]
            free = number not in bracketed and "://" not in line
            runs = [(found.start(), found.end(), found.end(), True) for found in RUN.finditer(line) if free]
            mentions += [mention(at + s, at + e, at + a, linkable=k) for s, e, a, k in sorted(links + runs)]
        at += len(line)
    return Document(text, tuple(mentions))


def lines_of(text: str, found: re.Match[str]) -> range:
    first = len(text[: found.start()].splitlines())
    return range(first - 1, first + len(found[0].splitlines()))


@pytest.mark.parametrize("case", [c for c in CASES if not SITES.match(c.text)], ids=lambda c: c.name)
def test_what_the_reader_finds_can_be_marked(case: Case) -> None:
    """Whatever form a list has, nothing is inserted where Markdown would show it as it stands, as in code."""
    document = parse(case.text)
    output = render(document, dict.fromkeys(document.mentions, WORDS), source="raw/README.md").text
    assert strip(output) == case.text
    assert html_without_ours(output) == MARKDOWN.render(case.text)


@pytest.mark.skipif(not LISTS, reason="the shared lists are not here")
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem[:30])
def test_real_list(path: Path) -> None:
    """On real lists: back byte for byte, and what is rendered is the source's plus our links and suffixes."""
    text = path.read_bytes().decode("utf-8")
    document = simple_parse(text)
    output = render(document, dict.fromkeys(document.mentions, WORDS), source="raw/README.md").text
    assert strip(output) == text
    assert html_without_ours(output) == MARKDOWN.render(text)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        pytest.param("x\n", "<!--", id="plain"),
        pytest.param("", "<!--", id="empty"),
        pytest.param("\ufeffx\r\ny", "\ufeff<!--", id="bom"),
        pytest.param("---\ntitle: x\n---\ny\n", "---\ntitle: x\n---\n<!--", id="yaml"),
        pytest.param("+++\r\nx = 1\r\n+++\r\ny", "+++\r\nx = 1\r\n+++\r\n<!--", id="toml"),
        pytest.param("---\na: b\n---", "---\na: b\n---\n<!--", id="front-matter-ends-the-file"),
        pytest.param("---\nnever closed\n", "<!--", id="a-rule-is-no-front-matter"),
    ],
)
def test_header(text: str, start: str) -> None:
    """One comment, behind a BOM and front matter, in the newlines of the file."""
    output = rendered(text).text
    assert output.startswith(start)
    assert "Generated from raw/README.md: edit that file" in output
    assert strip(output) == text
    assert "\r" not in output.replace("\r\n", "")
    assert "\r\n" not in text or "\n" not in output.replace("\r\n", "")


def test_header_shows_any_path_safely() -> None:
    """A path cannot end the comment."""
    output = rendered("x", source="a-->\n<b>.md").text
    assert output.splitlines()[0].startswith("<!-- Generated from a____b_.md:")
    assert strip(output) == "x"


@pytest.mark.parametrize("text", ["", "x", "<!-- Generated from a.md -->\n", "```\n{}```\n"])
def test_strip_refuses_what_is_not_ours(text: str) -> None:
    """Also where our header is only quoted as code."""
    with pytest.raises(InputError, match="not written by the pipeline"):
        strip(text.replace("{}", rendered("").text))


EDITABLE = "Intro\n\n- Models of Things\n- **Things [of] Models**, good\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            "Intro", "New words <sub>2</sub> [x](https://y.org) [z](<http://q.org>)", id="markup-of-their-own"
        ),
        pytest.param("\n- ", "\n- Added [link](u)\n- ", id="lines-added"),
        pytest.param("Things", "[Thin] gs", id="brackets-in-a-title"),
        pytest.param(", good", " [so, <a href='x'>good</a>", id="open-bracket"),
    ],
)
def test_edits_in_the_generated_file_are_kept(old: str, new: str) -> None:
    """A hand edit of the output comes out of strip as the same edit of the source."""
    first, second = EDITABLE.index("Models"), EDITABLE.index("Things [of] Models")
    output = rendered(EDITABLE, mention(first, first + 16, first + 16), mention(second, second + 18, second + 20)).text
    assert strip(output.replace(old, new)) == EDITABLE.replace(old, new)


def test_edited_insertions_still_come_out() -> None:
    """Lines above the header, a suffix of old that had no seal, a link whose opening bracket was deleted."""
    output = only("see [this, Models of Things", "Models of Things", source=None)
    assert strip("Above\n" + output) == "Above\nsee [this, Models of Things"
    unsealed = re.sub(r"<sub e=\w+>", "<sub e>", output)
    assert strip(unsealed.replace("Xu, ACL", "Li, EMNLP")) == "see [this, Models of Things"
    cut = only("[a\n\nModels of Things", "Models of Things").replace("[Models", "Models")
    assert strip(cut) == "[a\n\nModels of Things"


@pytest.mark.parametrize("typed", ["ZZ", "汉 字", "<b>q</b>", "]", "(x)", "\n\n", "["])
def test_what_people_type_anywhere_in_a_list_kept_in_place_stays(typed: str) -> None:
    """Wherever it stands, within our insertions too: nothing of theirs is taken out with ours."""
    output = only("intro\n\n- **Models of Things**, good\n", "Models of Things", source=None)
    source, tag = strip(output), re.search("<sub e=[^>]*>", output)
    assert tag
    for at in {*range(len(output) + 1)} - {*range(tag.start() + 1, tag.end())}:  # what is typed there is no word
        left = strip(output[:at] + typed + output[at:])
        assert left.count(typed) > source.count(typed), (output[:at], left)
        assert len(left) >= len(source) + len(typed)


def test_a_changed_count_touches_its_own_line_only() -> None:
    text = "- Models of Things\n- Things of Models\n"
    places = (mention(2, 18, 18), mention(21, 37, 37))
    one = render(Document(text, places), dict.fromkeys(places, WORDS), source="a.md").text
    two = render(Document(text, places), {places[0]: WORDS, places[1]: Entry(URL, "Xu, 20+")}, source="a.md").text
    assert [a == b for a, b in zip(one.splitlines(), two.splitlines(), strict=True)] == [True, True, False]


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (["Long Ouyang", "Jeff Wu", "Xu Jiang"], "Ouyang et al."),
        (["Jacob Andreas"], "Andreas"),
        (["Kelvin Xu", "Mirella Lapata"], "Xu & Lapata"),
        (["Ludwig van Beethoven"], "van Beethoven"),
        (["Guy Van den Broeck"], "Van den Broeck"),
        (["de Vries"], "de Vries"),
        (["e. e. cummings"], "cummings"),
        (["Jian Li"], "Li"),
        (["Le Song"], "Song"),
        (["Chan Hee Song"], "Song"),
        (["李 明"], "李"),
        (["李明"], "李明"),
        (["김 철수"], "김"),
        (["OpenAI"], "OpenAI"),
        (["NLLB Team", ":", "Marta Costa-jussà", "James Cross"], "NLLB Team et al."),
        (["Last, First"], "Last"),
        (["Brooks, Jr., Frederick P."], "Brooks"),
        (["Frederick P. Brooks Jr."], "Brooks"),
        (["Sammy Davis, Jr."], "Davis"),
        (["Wei Wang 0001"], "Wang"),
        (["", " ", ":"], ""),
    ],
)
def test_names_as_a_citation_gives_them(authors: list[str], expected: str) -> None:
    assert suffix(authors, None, None, False, None) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (None, ""), (0, ""), (9, ""), (10, "10+ citations"), (47, "40+ citations"), (99, "90+ citations"),
        (128, "120+ citations"), (999, "990+ citations"), (1000, "1k+ citations"), (1234, "1.2k+ citations"),
        (12_873, "12k+ citations"), (123_456, "120k+ citations"), (1_234_567, "1.2M+ citations"),
    ],
)  # fmt: skip
def test_citations_are_rounded_down(count: int | None, expected: str) -> None:
    """Two digits, tens below a hundred, nothing below ten; "+" keeps it true."""
    assert suffix([], None, None, False, count) == expected


@pytest.mark.parametrize(
    ("venue", "year", "preprint", "expected"),
    [
        ("NeurIPS", 2022, False, "NeurIPS 2022"),
        (None, 2022, True, "arXiv 2022"),
        (None, None, True, "arXiv"),
        (None, 2022, False, "2022"),
        ("CVPR 2022", 2022, False, "CVPR 2022"),
        (
            "Transactions of Things and Other Matters in the World",
            2020,
            False,
            "Transactions of Things and Other… 2020",
        ),
    ],
)
def test_venue_and_year(venue: str | None, year: int | None, preprint: bool, expected: str) -> None:
    assert suffix([], venue, year, preprint, None) == expected


@pytest.mark.parametrize(
    "words",
    [
        "a|b",
        "<b>x</b>",
        "*x* _y_ ~~z~~ `c`",
        "[a](b)",
        "![a](b)",
        "&lt;",
        "AT&T",
        "a\nb",
        "\\*",
        "http://a.org",
        "<script>",
    ],
)
def test_words_from_outside_are_shown_as_they_are(words: str) -> None:
    """No markup of theirs works, in a paragraph or in a table cell."""
    html = MARKDOWN.render(only("| a |\n|---|\n| Models of Things |\n", "Models of Things", Entry(None, words)))
    shown = re.search(r"<sub e>(.*)</sub></td>\n</tr>\n</tbody>", html)
    assert shown
    text = shown[1].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert text.replace("\u2060", "") == words.replace("\n", " ")


@pytest.mark.parametrize("words", ["@octocat", "#12", ":tada:", "www.a.org", "https://a.org", "a@b.org", "$x$"])
def test_words_from_outside_do_nothing_on_github(words: str) -> None:
    """Mentions, issues, emoji, math and bare addresses are broken up."""
    assert words not in escaped(words)
    assert escaped(f"J. of Things: {words}").startswith("J. of Things: ")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://arxiv.org/abs/2203.02155", "https://arxiv.org/abs/2203.02155"),
        ("HTTP://x.org/a b", "http://x.org/a%20b"),
        ("https://doi.org/10.1002/(SICI)1<1::A>2.0", "https://doi.org/10.1002/%28SICI%291%3C1::A%3E2.0"),
        ("https://x.org/?a=1&b=2&copy;", "https://x.org/?a=1&b=2&amp;copy;"),
        ("https://x.org/100%/%41/é|\"'`*$\\", "https://x.org/100%25/%41/%C3%A9%7C%22%27%60%2A%24%5C"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://x.org", None),
        ("//x.org", None),
        ("https://", None),
        ("https://x.org@evil.org/", None),
        ("https://[::1", None),
        ("https://x.org:99999999/", None),
        ("https://x.org/" + "a" * 3000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, expected: str | None) -> None:
    assert web_url(url) == expected


def test_nothing_is_inserted_where_nothing_may_stand() -> None:
    """No place (code, comments), a place outside the text, an address that is none, no words."""
    text = "Models of Things"
    assert len(rendered(text, mention(0, 16, None)).insertions) == 1
    assert len(rendered(text, mention(0, 99, 99), mention(9, 3, 9)).insertions) == 1
    assert len(rendered(text, mention(0, 16, 16), entry=Entry("javascript:x", "")).insertions) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 300_000, id="brackets"),
        pytest.param("]( <http://" * 100_000, id="half-links"),
        pytest.param("<sub e>" * 200_000, id="half-suffixes"),
        pytest.param('<a e href="' * 100_000, id="half-anchors"),
        pytest.param("---\n" + "a\r\n" * 300_000, id="open-front-matter"),
        pytest.param("\n \r" * 300_000, id="blank-lines"),
        pytest.param("**Models of Things** 文" * 10_000, id="one-line-full-of-titles"),
    ],
)
def test_huge_and_hostile_text_is_linear(text: str) -> None:
    """A megabyte of the worst takes about a second, both ways."""
    mentions = [mention(found.start(), found.end(), found.end()) for found in re.finditer("Models of Things", text)]
    assert strip(rendered(text, *mentions).text) == text
