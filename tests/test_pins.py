from __future__ import annotations

import string
import tomllib
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import pins
from pipeline.errors import InputError
from pipeline.model import Candidate, Ids
from pipeline.pins import Pin
from pipeline.pins.layout import quoted
from pipeline.pins.read import fold

S2 = "0123456789abcdef0123456789abcdef01234567"
HINDSIGHT = "Languages are Rewards: Hindsight Finetuning using Human Feedback"


def read(text: str) -> list[Pin]:
    return list(pins.load(text, "raw/pins.toml").pins)


def faults(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        pins.load(text, "raw/pins.toml")
    return str(caught.value).replace("raw/pins.toml:", "").split("\n")


URL = "https://a.example/x"
ONE_LINE = f"""\
# Corrections, newest last.
"{HINDSIGHT}" = {{ arxiv = "2302.02676" }}
"Some Talk" = {{ skip = true }}  # a slide deck

"In No Index" = {{ title = "In no Index, Really", authors = ["A. Author", "李 雷"], year = 2020, url = "{URL}" }}
"Deep Learning" = {{ not = ["arxiv:1702.00523v2", "https://doi.org/10.1000/X"] }}
"Two Lists" = [
  {{ list = "raw/a.md", arxiv = "2101.00001" }},  # the first
  {{ list = "raw/b.md", doi = "10.1000/x" }},
]
"""
TABLES = f"""\
["{HINDSIGHT}"]

arxiv = "2302.02676"
["Some Talk"]
skip = true
["In No Index"]
title = "In no Index, Really"
authors = [
  "A. Author",  # first
  "李 雷",
]
year = 2020
url = "https://a.example/x"
["Deep Learning"]
not = ["arxiv:1702.00523v2", "https://doi.org/10.1000/X"]
[["Two Lists"]]
list = "raw/a.md"
arxiv = "2101.00001"
[["Two Lists"]]
list = "raw/b.md"
doi = "10.1000/x"
"""
PAPER = Candidate("pins", "In no Index, Really", authors=("A. Author", "李 雷"), year=2020, url="https://a.example/x")


def meant(lines: list[int]) -> list[Pin]:
    return [
        Pin(lines[0], HINDSIGHT, ids=Ids(arxiv="2302.02676")),
        Pin(lines[1], "Some Talk", skip=True),
        Pin(lines[2], "In No Index", paper=PAPER),
        Pin(lines[3], "Deep Learning", never=frozenset({"arxiv:1702.00523", "doi:10.1000/x"})),
        Pin(lines[4], "Two Lists", list="raw/a.md", ids=Ids(arxiv="2101.00001")),
        Pin(lines[5], "Two Lists", list="raw/b.md", ids=Ids(doi="10.1000/x")),
    ]


def test_one_line_pins_are_read() -> None:
    """Each form of one line gives its pin and the line it stands in."""
    assert read(ONE_LINE) == meant([2, 3, 5, 6, 8, 9])


def test_tables_read_the_same() -> None:
    """A pin written as a table says the same as one on a line."""
    assert read(TABLES) == meant([1, 4, 6, 14, 16, 19])


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "# nothing yet\n", "\ufeff", "\ufeff# nothing\r\n"],
    ids=["empty", "blank", "comment", "bom", "crlf"],
)
def test_no_pins(text: str) -> None:
    """A file without pins is no fault."""
    assert read(text) == []


@pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t], ids=["crlf", "bom"])
def test_editors_habits(change: Callable[[str], str]) -> None:
    """Windows line ends and a byte order mark change nothing."""
    assert read(change(ONE_LINE)) == read(ONE_LINE)
    assert read(change(TABLES)) == read(TABLES)


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("'He said \"no\"'", 'He said "no"'),
        (r'"He said \"no\""', 'He said "no"'),
        (r'"a = [ { # \\"', "a = [ { # \\"),
        (r'"Schr\u00f6dinger"', "Schrödinger"),
        ("Bare-Key_1", "Bare-Key_1"),
        ('"🦙 大模型: 综述"', "🦙 大模型: 综述"),
    ],
)
def test_keys_as_toml_allows_them(key: str, title: str) -> None:
    """A title may be written in any form of key; the line stays right behind many-line values with anything in them."""
    text = '"Before" = { not = [\n"arxiv:2101.00001", # ] }\n\'arxiv:2101.00002\'] }\n' + key + " = { skip = true }\n"
    assert read(text)[1] == Pin(4, title, skip=True)


@pytest.mark.parametrize(
    ("field", "ids"),
    [
        ('arxiv = "2302.02676v3"', Ids(arxiv="2302.02676")),
        ('arxiv = "arXiv:2302.02676"', Ids(arxiv="2302.02676")),
        ('arxiv = "https://arxiv.org/pdf/2302.02676v1.pdf"', Ids(arxiv="2302.02676")),
        ('arxiv = "arxiv.org/abs/2302.02676"', Ids(arxiv="2302.02676")),
        ('arxiv = "cs/0601001"', Ids(arxiv="cs/0601001")),
        ('doi = "https://doi.org/10.1145/3292500.3330701"', Ids(doi="10.1145/3292500.3330701")),
        ('doi = "DOI: 10.1000/ABC(1)"', Ids(doi="10.1000/abc(1)")),
        ('doi = "10.48550/arXiv.2302.02676"', Ids(arxiv="2302.02676")),
        ('doi = "10.18653/v1/P19-1001"', Ids(doi="10.18653/v1/p19-1001", acl="P19-1001")),
        ('acl = "https://aclanthology.org/2022.acl-long.1/"', Ids(acl="2022.acl-long.1")),
        ('openreview = "rJXMpikCZ"', Ids(openreview="rJXMpikCZ")),
        ('openreview = "https://openreview.net/forum?id=r_X-pikCZ&noteId=x"', Ids(openreview="r_X-pikCZ")),
        (f's2 = "{S2.upper()}"', Ids(s2=S2)),
        (f's2 = "https://www.semanticscholar.org/paper/A-Title/{S2}"', Ids(s2=S2)),
        ('arxiv = "2302.02676", doi = "10.1000/x"', Ids(arxiv="2302.02676", doi="10.1000/x")),
    ],
)
def test_ids_are_brought_into_one_form(field: str, ids: Ids) -> None:
    """An id may be pasted as it is met: a link, a version, a prefix."""
    assert read(f'"T" = {{ {field} }}')[0].ids == ids


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"T" = { arxiv_id = "2302.02676" }', '1: no such field "arxiv_id": did you mean arxiv?'),
        ('"T" = { arxiv = "2302.02676", xyz = 1 }', '1: no such field "xyz": there are list, arxiv,'),
        ('"T" = { arxiv = 2302.02676 }', "1: arxiv needs text between quotes"),
        ('"T" = { arxiv = "" }', "1: arxiv needs text between quotes"),
        ('"T" = { arxiv = "10.1000/x" }', '1: arxiv: "10.1000/x" is none: write one like 2302.02676'),
        ('"T" = { arxiv = "https://doi.org/10.1000/x" }', "is doi:10.1000/x: write that instead"),
        ('"T" = { doi = "10.1002/(SICI)1:8<693::A>3.0.CO;2-O" }', "is none"),
        ('"T" = { doi = "10.1000/a%2520b" }', "is none"),
        ('"T" = { s2 = "CorpusID:123" }', "is none: write one like 40 characters"),
        ('"T" = { not = "arxiv:2302.02676" }', '1: not needs a list of ids: ["arxiv:…"]'),
        ('"T" = { not = ["2302.02676"] }', '1: "2302.02676" is no id: write one like arxiv:2302.02676'),
        ('"T" = { skip = "true" }', "1: skip needs the word true"),
        ('"T" = { skip = false }', "1: skip needs the word true"),
        ('"T" = { title = "A", authors = "A. Author" }', "1: authors needs a list of names"),
        ('"T" = { title = "A", year = true }', "1: year needs a year"),
        ('"T" = { url = "a.example" }', "1: url needs a full link"),
        ('"T" = { url = "http://[x" }', "1: url needs a full link"),
        ('"T" = { year = 2020 }', "1: a paper in no index needs its title or url"),
        ('"T" = { url = "https://arxiv.org/abs/2302.02676" }', 'write arxiv = "2302.02676" instead'),
        ('"T" = "arxiv:2302.02676"', '1: "T" needs a table'),
        ('"T" = [3]', '1: "T" needs a table'),
        ('"T" = []', '1: nothing is said of "T"'),
        ('"T" = {}', '1: nothing is said of "T"'),
        ('\n["T"]\n', '2: nothing is said of "T"'),
        ('"T" = { list = "raw/a.md" }', '1: nothing is said of "T"'),
        ('"" = { skip = true }', "1: the title is empty"),
        ('arxiv = "2302.02676"', "1: arxiv stands under no title"),
        ('A.B = { arxiv = "2302.02676" }', '1: a dot cuts "A" off: put the whole title between quotes'),
        ('[A.B]\narxiv = "2302.02676"', '1: a dot cuts "A" off'),
        ('"T" = { skip = true, arxiv = "2302.02676" }', "1: skip says that this is no paper, arxiv that it is one"),
        ('"T" = { arxiv = "2302.02676", title = "A" }', "1: title stands beside an id"),
        (
            '"T" = { arxiv = "2302.02676", not = ["https://arxiv.org/abs/2302.02676v1"] }',
            "1: arxiv:2302.02676 is pinned, and",
        ),
        ('"T" = { arxiv = "2302.02676", doi = "10.48550/arXiv.2302.02677" }', "1: two papers in one pin"),
        ('"T" = { skip = true }\n\n"T" = { arxiv = "2302.02676" }', '3: "T" is pinned in line 1 already'),
        ('"A  T" = { skip = true }\n"A T" = { skip = true }', '2: "A T" is pinned in line 1 already'),
        ('"T" = [\n{ list = "a.md", skip = true },\n{ list = "./a.md", skip = true }]', '3: "T" is pinned in line 2'),
        ('["T"]\nskip = true\n["T"]\nskip = true', '3: "T" is pinned in line 1 already'),
        ('["T"]\nskip = true\nskip = true', "3: skip stands in line 2 already"),
        ('"T" = [{ list = "a.md", skip = true }]\n\n[["T"]]\nskip = true', "3: broken TOML, cannot"),
        ('["T"]\nskip = true\n"U" = { skip = true }', '3: "U" slipped into the table ["T"] of line 1: move it above'),
        ('[["T"]]\nskip = true\n"U" = [{ skip = true }]', '3: "U" slipped into the table ["T"] of line 1'),
        ('\n"T = { skip = true }', "2: broken TOML, unterminated string"),
        ('"T" = { skip = true', "1: broken TOML, "),
        ('"T" = { skip = true } "U" = { skip = true }', "1: broken TOML, "),
        ('"T" = { not = [\n"arxiv:2302.02676",\n3x] }', "3: broken TOML, "),
        ('"T" = { not = ' + "[" * 5000, "1: nested too deep"),
        ('["T"', "1: broken TOML, "),
        ("just words", "1: broken TOML, "),
        ("# \x00\n", "1: broken TOML, "),
        ('"T" = { year = ' + "1" * 5000 + " }", "1: a number is too long: mend"),
    ],
)
def test_a_fault_names_its_line_and_what_to_do(text: str, words: str) -> None:
    """Whatever is wrong with one pin is told in one line that begins with where."""
    [fault] = faults(text)
    assert words in fault
    assert ": " in fault.split(":", 1)[1]


def test_all_faults_are_told_at_once() -> None:
    """A broken line hides none of the others, nor does one that is not closed."""
    text = (
        '"A" = { arxiv_id = "2302.02676" }\n"B" = { arxiv = "2302.02676\n"C "x"" = { skip = true }\n'
        '"D" = { skip = true\n"OK" = { skip = true }\n["E"]\ndoi = "10.1000/x"\nyear = "2020"\n'
    )
    assert [int(fault.split(":")[0]) for fault in faults(text)] == [1, 2, 3, 4, 8]


def test_a_pin_for_the_list_goes_first() -> None:
    """What is said for one list is stronger than what is said for all; titles agree exactly but for white space."""
    found = pins.load('"Café  T" = [{ skip = true }, { list = "raw/a.md", arxiv = "2302.02676" }]', "p")
    general, special = found.pins
    assert found.of("./raw/a.md", "Cafe\u0301\nT ") is special
    assert found.of("raw/b.md", "Café T") is general
    assert found.of("raw/b.md", "café T") is None
    assert pins.load('"T" = { list = "raw/a.md", skip = true }', "p").of("raw/b.md", "T") is None
    assert found.unused([special]) == (general,)
    assert found.unused(found.pins) == ()


@pytest.mark.parametrize(
    ("ident", "written"),
    [
        ("arxiv:2302.02676v2", 'arxiv = "2302.02676"'),
        ("https://arxiv.org/abs/2302.02676v2", 'arxiv = "2302.02676"'),
        ("doi:https://doi.org/10.1000/X", 'doi = "10.1000/x"'),
        ("https://doi.org/10.18653/v1/P19-1001", 'doi = "10.18653/v1/p19-1001"'),
        ("acl:P19-1001", 'acl = "P19-1001"'),
        ("openreview:rJXMpikCZ", 'openreview = "rJXMpikCZ"'),
        (f"s2:{S2}", f's2 = "{S2}"'),
        (" skip ", "skip = true"),
        ("not:arxiv:1702.00523", 'not = ["arxiv:1702.00523"]'),
        ("not:https://arxiv.org/abs/1702.00523", 'not = ["arxiv:1702.00523"]'),
    ],
)
def test_the_line_to_paste(ident: str, written: str) -> None:
    """A line says one thing in its normal form, and loads."""
    assert pins.line('A "T" \\ 大\n x', ident) == f'"A \\"T\\" \\\\ 大 x" = {{ {written} }}'
    assert len(read(pins.line("T", ident))) == 1


def test_a_link_to_a_page_of_the_paper_s_own() -> None:
    """It takes the place of an id that was wrong."""
    line = '"T" = { title = "T", url = "https://a.example/t.pdf" }'
    assert pins.line("T", "https://a.example/t.pdf") == line
    assert pins.add('"T" = { arxiv = "2302.02676" }\n', "T", "https://a.example/t.pdf") == f"{line}\n"
    assert len(read(line)) == 1


@pytest.mark.parametrize(
    ("title", "ident"),
    [
        ("T", ""), ("T", "not:"), ("T", "not:skip"), ("T", "2302.02676"), ("T", "arxiv:"), ("T", "arxiv:x"),
        ("T", "https://arxiv.org/list/cs"), ("T", "doi:10.1002/a<b>c"), ("T", 'arxiv:2302.02676"'),
        ("", "skip"), (" \n", "skip"), ("\udcff", "skip"),
    ],
)  # fmt: skip
def test_what_is_no_id_is_refused(title: str, ident: str) -> None:
    """Nothing is written for what we do not understand."""
    with pytest.raises(InputError):
        pins.line(title, ident)
    with pytest.raises(InputError):
        pins.add("", title, ident)


def test_add_refuses_a_broken_file() -> None:
    """A file with faults is not edited; the error names them and the file."""
    with pytest.raises(InputError, match=r"^here/pins.toml:2: "):
        pins.add("# x\n???\n", "T", "skip", path="here/pins.toml")


LINE = '"T" = { arxiv = "2302.02676" }'


@pytest.mark.parametrize(
    ("before", "ident", "where", "after"),
    [
        pytest.param("", "arxiv:2302.02676", None, LINE + "\n", id="first"),
        pytest.param("\ufeff", "arxiv:2302.02676", None, "\ufeff" + LINE + "\n", id="first-behind-mark"),
        pytest.param("# x", "arxiv:2302.02676", None, "# x\n" + LINE, id="no-final-newline"),
        pytest.param("# x\r\n", "arxiv:2302.02676", None, "# x\r\n" + LINE + "\r\n", id="windows"),
        pytest.param(
            "'U' = {skip=true} # u\n\n# v\n['V']\nskip = true\n",
            "arxiv:2302.02676",
            None,
            f"'U' = {{skip=true}} # u\n{LINE}\n\n# v\n['V']\nskip = true\n",
            id="above-tables",
        ),
        pytest.param(
            "# head\n\n# v\n['V']\nskip = true",
            "arxiv:2302.02676",
            None,
            f"# head\n\n{LINE}\n# v\n['V']\nskip = true",
            id="above-the-comment-of-a-table",
        ),
        pytest.param(
            "'T' = {skip=true}  # why\n", "doi:10.1000/x", None, "'T' = { doi = \"10.1000/x\" }  # why\n", id="replaced"
        ),
        pytest.param(
            "'T' = { not = ['arxiv:2302.02676', 'doi:10.1000/x'] }",
            "arxiv:2302.02676",
            None,
            '\'T\' = { arxiv = "2302.02676", not = ["doi:10.1000/x"] }',
            id="no-longer-ruled-out",
        ),
        pytest.param(LINE, "not:arxiv:2302.02676", None, '"T" = { not = ["arxiv:2302.02676"] }', id="pinned-ruled-out"),
        pytest.param(
            '"T" = { url = "https://doi.org/10.1000/x", year = 2020 }',
            "not:doi:10.1000/x",
            None,
            '"T" = { not = ["doi:10.1000/x"] }',
            id="paper-ruled-out",
        ),
        pytest.param(
            LINE, "not:doi:10.1000/x", None, LINE[:-2] + ', not = ["doi:10.1000/x"] }', id="ruled-out-beside-pinned"
        ),
        pytest.param(
            '"T" = { not = [ # wrong ones\n  "doi:10.1000/x", # x\n] }',
            "not:arxiv:2302.02676",
            None,
            '"T" = { not = [ # wrong ones\n  "doi:10.1000/x", "arxiv:2302.02676", # x\n] }',
            id="joins-the-others",
        ),
        pytest.param(
            "'T'={not=['https://doi.org/10.1000/X']}",
            "not:doi:10.1000/x",
            None,
            "'T'={not=['https://doi.org/10.1000/X']}",
            id="ruled-out-already",
        ),
        pytest.param(LINE, "skip", None, '"T" = { skip = true }', id="skip"),
        pytest.param(
            "['T']\narxiv='2101.00001'\nnot = [ ] # none",
            "not:doi:10.1000/x",
            None,
            "['T']\narxiv='2101.00001'\nnot = [\"doi:10.1000/x\"] # none",
            id="first-ruled-out",
        ),
        pytest.param(
            "'T' = { 'n\\u006ft' = ['doi:10.1000/y'] }".replace("'n", '"n').replace("t' =", 't" ='),
            "not:doi:10.1000/x",
            None,
            '\'T\' = { not = ["doi:10.1000/y", "doi:10.1000/x"] }',
            id="escaped-field",
        ),
        pytest.param(
            LINE,
            "skip",
            "raw/a.md",
            '"T" = [{ arxiv = "2302.02676" }, { list = "raw/a.md", skip = true }]',
            id="another-for-one-list",
        ),
        pytest.param(
            "'T' = [\n  { list = 'a.md', skip = true }, # a\n  { list = 'b.md', skip = true }, # b\n]",
            "arxiv:2302.02676",
            "./b.md",
            "'T' = [\n  { list = 'a.md', skip = true }, # a\n  { list = \"b.md\", arxiv = \"2302.02676\" }, # b\n]",
            id="replaced-for-one-list",
        ),
        pytest.param(
            "'T' = [\n  { list = 'a.md', skip = true }, # a\n]",
            "arxiv:2302.02676",
            None,
            "'T' = [\n  { list = 'a.md', skip = true }, { arxiv = \"2302.02676\" }, # a\n]",
            id="another-in-the-array",
        ),
        pytest.param(
            "['T'] # t\n# about\narxiv = '2101.00001' # why\ndoi = '10.1000/x'\ns2 = '"
            + S2
            + "' # s\n['U']\nskip = true",
            "arxiv:2302.02676",
            None,
            "['T'] # t\n# about\narxiv = \"2302.02676\" # why\n # s\n['U']\nskip = true",
            id="replaced-in-a-table",
        ),
        pytest.param(
            "['T']\ntitle = 'A' # name\nyear = 2020\n", "skip", None, "['T']\nskip = true # name\n", id="table-skipped"
        ),
        pytest.param(
            "['T']\nlist = 'a.md'\nnot = ['doi:10.1000/x']",
            "arxiv:2302.02676",
            "a.md",
            "['T']\narxiv = \"2302.02676\"\nlist = 'a.md'\nnot = ['doi:10.1000/x']",
            id="added-to-a-table",
        ),
        pytest.param(
            "['T'] # t\nskip = true # s\n# end",
            "arxiv:2302.02676",
            "a.md",
            '[[\'T\']] # t\nskip = true # s\n\n[["T"]]\nlist = "a.md"\narxiv = "2302.02676"\n# end',
            id="table-beside-a-table",
        ),
        pytest.param(
            "[['T']]\nlist='a.md'\nskip = true\r\n",
            "arxiv:2302.02676",
            None,
            "[['T']]\nlist='a.md'\nskip = true\r\n\n[[\"T\"]]\narxiv = \"2302.02676\"\n",
            id="table-beside-tables",
        ),
    ],
)
def test_add(before: str, ident: str, where: str | None, after: str) -> None:
    """A pin is put where it belongs; comments, order and line ends stay; what it contradicts goes."""
    added = pins.add(before, "T", ident, where)
    assert added == after
    assert pins.load(added, "p").of(where or "any.md", "T") is not None
    assert pins.add(added, "T", ident, where) == added


TITLES = st.text(min_size=1, max_size=30).filter(lambda t: bool(t.strip()))
IDENTS = st.sampled_from([
    "arxiv:2302.02676", "doi:10.1000/x", "acl:P19-1001", "openreview:rJXMpikCZ", f"s2:{S2}", "skip",
    "not:arxiv:2302.02676", "not:doi:10.1000/x", "https://arxiv.org/abs/2101.00001",
])  # fmt: skip
LISTS = st.sampled_from([None, "raw/a.md", "raw/b.md"])
BASES = st.sampled_from(
    [
        "",
        "# x",
        ONE_LINE,
        TABLES,
        ONE_LINE + TABLES.replace('"]\n', ' 2"]\n').replace('"]]\n', ' 2"]]\n').replace("X 2", "X"),
        "\ufeff" + ONE_LINE,
    ]
)


def says(pin: Pin | None, ident: str) -> bool:
    [asked] = read(pins.line("T", ident))
    if pin is None or asked.never:
        return pin is not None and asked.never <= pin.never and not pin.skip
    return (pin.ids, pin.skip, pin.paper) == (asked.ids, asked.skip, None)


@settings(deadline=None)
@given(TITLES, IDENTS)
@example("\x00\x1b[31m\u202e\u2028\x85\x7f\\u0041'''\"\"\"", "skip")
@example("e\u0301 \ufeff = [{#", "skip")
def test_any_title_can_be_pasted(title: str, ident: str) -> None:
    """The line for any title loads, stays on one line, and says that title."""
    text = pins.line(title, ident)
    assert len(text.splitlines()) == 1
    assert says(pins.load(text, "p").of("raw/a.md", title), ident)


@settings(deadline=None, max_examples=60)  # the machine may be busy
@given(
    BASES,
    st.booleans(),
    st.lists(
        st.tuples(st.one_of(TITLES, st.sampled_from([HINDSIGHT, "Two Lists", "Deep Learning", "T"])), IDENTS, LISTS),
        max_size=4,
    ),
)
def test_added_pins_are_found_and_the_rest_stays(
    text: str, crlf: bool, changes: list[tuple[str, str, str | None]]
) -> None:
    """Whatever was added before, the last word on a title counts, and every line about others is kept in order."""
    text = text.replace("\n", "\r\n") if crlf else text
    for title, ident, where in changes:
        before, text = text, pins.add(text, title, ident, where)
        old, new = pins.load(before, "p"), pins.load(text, "p")
        assert says(new.of(where or "elsewhere.md", title), ident)
        assert others(new, title) == others(old, title)
        assert list(dict.fromkeys(p.title for p in new.pins)) == list(tomllib.loads(text.removeprefix("\ufeff")))
        if not any(fold(p.title) == fold(title) for p in old.pins):
            kept = text.splitlines(keepends=True)
            kept.remove(next(one for one in kept if one.strip().startswith(quoted(fold(title)))))
            assert "".join(kept).rstrip() == before.rstrip()


def others(found: pins.Pins, title: str) -> list[Pin]:
    return [replace(pin, line=0) for pin in found.pins if fold(pin.title) != fold(title)]


PIECES = st.lists(st.sampled_from([*"\"'[]{}=#\\,.\n\r aT1\ufeff\x00", '"""', "'''", '"T" = { ', "arxiv", "true"])).map(
    "".join
)


@settings(deadline=None, max_examples=300)
@given(PIECES)
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text ends in anything but pins or a fault with a line that is there."""
    try:
        pins.load(text, "p")
    except InputError as error:
        for fault in str(error).split("\n"):
            assert 1 <= int(fault.split(":")[1]) <= text.count("\n") + 1


@pytest.mark.parametrize(
    "text",
    [
        '"""\\' * 60_000,
        "'''\n" * 60_000,
        '"a" = [' * 30_000,
        "[\n" * 60_000,
        "\\" * 200_000,
        '"' * 200_001,
        "{" * 200_000,
    ],
    ids=["quotes", "literals", "arrays", "brackets", "backslashes", "odd-quotes", "braces"],
)
def test_hostile_text_is_refused_in_time(text: str) -> None:
    """No text of some hundred thousand characters takes long, nor ends in a traceback."""
    with pytest.raises(InputError):
        pins.load(text, "p")


def test_many_pins() -> None:
    """Two thousand pins are read at once, and one more is added."""
    text = "".join(pins.line(f"{string.ascii_letters} {n}", "arxiv:2302.02676") + "\n" for n in range(2_000))
    assert len(read(pins.add(text, "T", "skip"))) == 2_001
