"""The user's bibliography: what is read out of `.bib` files, what is told about broken ones, and what is found."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest

from pipeline.errors import InputError
from pipeline.model import Answered, Candidate, Ids, Notice, Query
from pipeline.sources import library
from pipeline.titles import compare

DATA = Path(__file__).parent / "data"
OWN = Path(__file__).parent.parent / "raw" / "library.bib"


def load(text: str) -> library.Library:
    return library.load(text, "library.bib")


def only(text: str) -> Candidate:
    (found,) = load(text).candidates
    return found


def found(shelf: library.Library, query: Query) -> list[str | None]:
    answer = shelf.search([query])[query]
    assert isinstance(answer, Answered)
    return [candidate.bib_key for candidate in answer.candidates]


@pytest.fixture(scope="module")
def tools() -> dict[str | None, Candidate]:
    shelf = library.load((DATA / "library_tools.bib").read_text("utf-8"), "library_tools.bib")
    assert shelf.notices == ()
    return {candidate.bib_key: candidate for candidate in shelf.candidates}


def test_own_bibliography() -> None:
    """The bibliography that comes with the source list loads whole, and nothing in it is odd."""
    shelf = library.load(OWN.read_text("utf-8"), str(OWN))
    assert shelf.notices == ()
    assert len(shelf.candidates) == 175
    assert sum(bool(paper.former_titles) for paper in shelf.candidates) == 25
    assert [p.bib_key for p in shelf.candidates] == sorted(str(p.bib_key) for p in shelf.candidates)
    assert all((paper.evidence == "bibliography") == (paper.venue is not None) for paper in shelf.candidates)
    for paper in shelf.candidates:
        for title in (paper.title, *paper.former_titles):
            assert found(shelf, Query(title))[0] == paper.bib_key


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param(
            "fern2021quiet",
            Candidate(
                "library",
                "Quiet Gardens: Learning to Prune without Pain",
                Ids(arxiv="2101.00001"),
                authors=("Ada Fern", "Jürgen Möller"),
                year=2021,
            ),
            id="google-scholar",
        ),
        pytest.param(
            "DBLP:conf/iclr/FernM23",
            Candidate(
                "library",
                "Loud Gardens: A Study of GPT-like Hedges",
                Ids(openreview="Abc-1_x"),
                authors=("Ada Fern", "Jürgen Möller"),
                year=2023,
                venue="ICLR",
                evidence="bibliography",
                url="https://openreview.net/forum?id=Abc-1_x",
            ),
            id="dblp-conference",
        ),
        pytest.param(
            "DBLP:journals/corr/abs-2102-00002",
            Candidate("library", "Moss", Ids(arxiv="2102.00002"), authors=("Ada Fern",), year=2021),
            id="dblp-preprint",
        ),
        pytest.param(
            "fern-moller-2022-hedge",
            Candidate(
                "library",
                "Hedge Words and How to Bound Them",
                Ids(doi="10.18653/v1/2022.findings-emnlp.9001", acl="2022.findings-emnlp.9001"),
                authors=("Ada Fern", "Jürgen Möller"),
                year=2022,
                venue="Findings of EMNLP",
                evidence="bibliography",
                url="https://aclanthology.org/2022.findings-emnlp.9001",
            ),
            id="acl-anthology",
        ),
        pytest.param(
            "fern2023ivy",
            Candidate(
                "library",
                "Ivy & Oak: 50% Shade",
                Ids(arxiv="2303.00003"),
                authors=("Ada Fern", "The Garden Collaboration"),
                year=2023,
                url="https://arxiv.org/abs/2303.00003",
            ),
            id="arxiv",
        ),
        pytest.param(
            "fern2022thorns",
            Candidate(
                "library",
                "Thorns: Why Do They Hurt",
                Ids(arxiv="hep-th/9901001"),
                authors=("Ada Fern", "Bo de Oak"),
                year=2022,
                url="http://arxiv.org/abs/hep-th/9901001",
            ),
            id="zotero-biblatex",
        ),
        pytest.param(
            "Fern2020",
            Candidate(
                "library",
                "Seeds of ßtrange Straßen, “quoted”",
                Ids(arxiv="2001.00004", doi="10.1162/tacl_a_09999"),
                authors=("Ada Fern", "Rosetta O'Stone"),
                year=2020,
                venue="TACL",
                evidence="bibliography",
                abstract="A short abstract with α in it.",
            ),
            id="mendeley",
        ),
        pytest.param(
            "Fern2019",
            Candidate(
                "library",
                "Bark",
                authors=("Ada Fern Jr.", "Zoé de la Élan"),
                year=2019,
                venue="JMLR",
                evidence="bibliography",
            ),
            id="jabref-macro-and-a-note-on-another-paper",
        ),
        pytest.param(
            "Fern2018",
            Candidate(
                "library",
                'Roots "and" Rain',
                authors=("Ada Fern",),
                year=2018,
                venue="PLDI",
                evidence="bibliography",
            ),
            id="crossref-fills-in-venue-and-year",
        ),
        pytest.param(
            "fern2024petals",
            Candidate(
                "library",
                "Petals Renamed",
                Ids(acl="2024.acl-long.9002", openreview="Zz_9", s2="0123456789abcdef0123456789abcdef01234567"),
                former_titles=("Petals", "Old Petals"),
                authors=("Ada Fern",),
                year=2024,
                venue="NeurIPS",
                evidence="bibliography",
            ),
            id="own-fields",
        ),
        pytest.param(
            "2014arXiv1412.9998F",
            Candidate("library", "Dew", Ids(arxiv="1412.9998"), authors=("Ada Fern", "Rosetta Stone"), year=2014),
            id="ads",
        ),
    ],
)
def test_tools(tools: dict[str | None, Candidate], key: str, expected: Candidate) -> None:
    """An entry as a tool exports it is read to the last field."""
    given = tools[key]
    assert given.bib_key == key
    assert {name: getattr(given, name) for name in Candidate.__slots__ if name != "bib_key"} == {
        name: getattr(expected, name) for name in Candidate.__slots__ if name != "bib_key"
    }


def test_proceedings_are_no_papers(tools: dict[str | None, Candidate]) -> None:
    """A volume that others refer to is not a paper itself."""
    assert "pldi18" not in tools


def test_broken_entries_cost_themselves_only() -> None:
    """What is broken is named with its line; all around it is read."""
    shelf = load((DATA / "library_broken.bib").read_text("utf-8"))
    assert [paper.bib_key for paper in shelf.candidates] == ["fine1", "fine3", "fine7", "brace8", "twice9", "fine10"]
    assert shelf.notices == (
        Notice(3, "this entry cannot be read and is passed over; is it closed?: @article{open2,"),
        Notice(9, "untitled4 has no title and is passed over"),
        Notice(13, "Fine1 is passed over: the same key stands on line 1"),
        Notice(15, "comma6 has no title and is passed over"),
        Notice(16, "comma6: title cannot be read; is a comma or a quote missing?"),
        Notice(20, 'fine7: the authors cannot be told apart; is an "and" missing?'),
        Notice(20, "fine7: none is no DOI; left out"),
        Notice(20, "fine7: what? is no arXiv id; left out"),
        Notice(29, "these fields stand outside of any entry; is there a brace too many above?"),
        Notice(33, "twice9 names two arXiv ids, 2009.00001 and 2009.00002; the first is used"),
        Notice(40, "this entry has no key and is passed over"),
    )


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"], ids=["empty", "blank", "bom-only"])
def test_empty_file(text: str) -> None:
    """An empty bibliography is fine."""
    assert load(text) == library.Library()


def test_no_bibtex() -> None:
    """A file without entries is told so: it may be the wrong export."""
    assert load("TY  - JOUR\nTI  - Moss\nER  - \n").notices == (Notice(1, "there is no BibTeX entry in this file"),)


def test_binary_file() -> None:
    """What is no text is refused, by file and line."""
    with pytest.raises(InputError, match=r"shelf\.bib:2: "):
        library.load("PK\n\0\0", "shelf.bib")


@pytest.mark.parametrize(
    "text",
    [
        "@",
        "@a",
        "@a{",
        "@a{b",
        "@a{b,",
        "@a{b,c",
        "@a{b,c=",
        "@a{b,c={",
        "@a{b,c={d}",
        '@a{b,c="d',
        "@string{a",
        "@a(b,c=d",
        "}{",
        "@{},",
    ],
)
def test_cut_off(text: str) -> None:
    """A file that ends anywhere is read without a fault."""
    assert load(text).candidates == ()


@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_newlines(newline: str) -> None:
    """Lines are counted alike in files from other systems."""
    shelf = load(newline.join(["\ufeff@misc{a,", " title={Moss},", "}", "@misc{b, year=2001}"]))
    assert [paper.title for paper in shelf.candidates] == ["Moss"]
    assert shelf.notices == (Notice(4, "b has no title and is passed over"),)


@pytest.mark.parametrize(
    ("field", "ids"),
    [
        ("eprint={9901001}, archiveprefix={arXiv}, primaryclass={hep-th}", Ids(arxiv="hep-th/9901001")),
        ("eprint={2101.00001}", Ids(arxiv="2101.00001")),
        ("eprint={2101.00001}, eprinttype={jstor}", Ids()),
        ("journal={ArXiv}, volume={abs/2101.00001}", Ids(arxiv="2101.00001")),
        ("number={arXiv:2101.00001}, publisher={arXiv}", Ids(arxiv="2101.00001")),
        ("journal={arXiv:2101.00001 [cs]}", Ids(arxiv="2101.00001")),
        ("note={arXiv:2101.00001v3}", Ids(arxiv="2101.00001")),
        ("note={an answer to arXiv:2101.00001}", Ids()),
        ("pages={2101.00001}", Ids()),
        (r"howpublished={\url{https://arxiv.org/abs/2101.00001}}", Ids(arxiv="2101.00001")),
        ("doi={10.48550/arXiv.2101.00001}", Ids(arxiv="2101.00001")),
        (r"doi={http://dx.doi.org/10.1000/a\_b}", Ids(doi="10.1000/a_b")),
        (r"doi={10.1000/a{\_}b}", Ids(doi="10.1000/a_b")),
        ("url={https://www.aclweb.org/anthology/P19-1001}", Ids(acl="P19-1001")),
    ],
)
def test_ids(field: str, ids: Ids) -> None:
    """An id is found wherever tools put it, and nowhere else."""
    assert only(f"@misc{{k, title={{Moss}}, {field}}}").ids == ids


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"{{The {GPT} of \'Elan}}", "The GPT of Élan"),
        (r"{G{\"o}del, Erd{\H o}s and {\L}ukasiewicz}", "Gödel, Erdős and Łukasiewicz"),
        (r"{A \emph{Very} \textbf{Bold} Title~Here}", "A Very Bold Title Here"),
        (r"{$n$-grams and $\alpha$ \& $O(n^2)$}", "n-grams and α & O(n^2)"),
        (r"{From \$5 to 100\%}", "From $5 to 100%"),
        ("{Two\n   Lines}", "Two Lines"),
        ('"Half {"}Quoted{"}"', 'Half "Quoted"'),
        ("{R&amp;D}", "R&D"),
        (r"{Broken \frac and $ more}", "Broken"),
    ],
)
def test_titles(written: str, title: str) -> None:
    """LaTeX becomes plain text; what it cannot decode stays readable."""
    assert only(f"@misc{{k, title={written}}}").title.startswith(title)


SHELF = """
@misc{attend, title={Attention Is All You Need}, eprint={1706.03762}}
@misc{channel, title={Channel Attention Is All You Need}}
@misc{moss, title={Moss: {G}rowing on Stones}, formertitle={On Stones that Roll}, doi={10.1000/Moss}}
@misc{moss2, title={Moss -- Growing on Stones}}
"""


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        pytest.param(Query("attention is all you need"), ["attend"], id="exact-alone"),
        pytest.param(Query("Moss: Growing on Stones"), ["moss", "moss2"], id="two-entries-of-one-title"),
        pytest.param(Query("On Stones That Roll"), ["moss"], id="former-title"),
        pytest.param(Query("Moss: Growng on Stones"), ["moss", "moss2"], id="typo"),
        pytest.param(Query("Attentionisall youneed"), ["attend"], id="no-word-shared"),
        pytest.param(Query("Something Else Altogether"), [], id="absent"),
        pytest.param(Query("", Ids(arxiv="1706.03762")), ["attend"], id="id-without-title"),
        pytest.param(Query("Some Title", Ids(doi="10.1000/moss")), ["moss"], id="id-and-another-title"),
        pytest.param(Query(""), [], id="nothing-asked"),
        pytest.param(Query("!?"), [], id="no-word-in-title"),
    ],
)
def test_search(query: Query, keys: list[str]) -> None:
    """All that may be meant is given, likeliest first; the decision is made elsewhere."""
    assert found(load(SHELF), query) == keys


def test_empty_library_answers() -> None:
    """A library without papers has answered, too."""
    query = Query("Moss")
    assert library.Library().search([query]) == {query: Answered()}


def test_large_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles are looked up by their rare words, not by going through all of them."""
    compared = Mock(wraps=compare)
    monkeypatch.setattr(library, "compare", compared)
    papers = tuple(Candidate("library", f"On the Growth of Garden w{n} and Weed v{n % 97}") for n in range(20_000))
    shelf = library.Library(papers)
    answers = shelf.search([Query(f"On the Growth of Garden w{n} and Weeds v{n % 97}") for n in range(0, 20_000, 200)])
    assert compared.call_count <= library._SHORTLIST * len(answers)
    assert all(isinstance(a, Answered) and a.candidates[0] == papers[i * 200] for i, a in enumerate(answers.values()))


@pytest.mark.parametrize(
    "text",
    [
        "@a{" * 20_000,
        "\n@a{" * 5_000,
        "{" * 100_000,
        "@a{b, title={" + "{" * 20_000,
        "@a{b, title={x" + "\\" * 20_000 + "}}",
    ],
    ids=["openings", "openings-on-lines", "braces", "nested", "backslashes"],
)
def test_hostile(text: str) -> None:
    """Nothing in a file makes reading it slow or fail."""
    load(text)
