"""The bibliography: read alike by BibTeX, biber, citation processors and our own library."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import warnings
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st

from pipeline import bibliography, persons, venues
from pipeline.bibliography.latex import readable
from pipeline.explore import written
from pipeline.exports import bibtex, csl
from pipeline.model import Ids, Paper
from pipeline.sources import library
from tests import nasty
from tests.conftest import HERE

SOURCE_LIST = HERE.parent / "enriched"
PUBLISHED = Paper(
    "arxiv:2203.02155",
    "Training language models with BERT",
    Ids(arxiv="2203.02155", doi="10.1000/x_y%20(z)", openreview="a_B-1", s2="a" * 40),
    authors=("Long Ouyang", "OpenAI"),
    year=2022,
    venue="NeurIPS",
    published=date(2021, 3, 4),
    fields=("cs.CL", "cs.AI"),
    url="https://arxiv.org/abs/2203.02155",
    cite_key="ouyang2022training",
    provenance={"fields": "arXiv"},
)
PREPRINT = replace(PUBLISHED, venue=None, year=None, ids=Ids(arxiv="2203.02155"))


def test_a_published_paper_keeps_the_id_of_its_preprint() -> None:
    assert bibliography.entry(PUBLISHED) == (
        "@inproceedings{ouyang2022training,\n"
        "  title         = {Training language models with {BERT}},\n"
        "  author        = {Ouyang, Long and {OpenAI}},\n"
        "  booktitle     = {NeurIPS},\n"
        "  year          = {2022},\n"
        "  eprint        = {2203.02155},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass  = {cs.CL},\n"
        "  doi           = {10.1000/x_y%20(z)},\n"
        "  openreview    = {a_B-1},\n"
        "  url           = {https://arxiv.org/abs/2203.02155},\n"
        "}\n"
    )
    assert bibliography.item(PUBLISHED) == {
        "id": "ouyang2022training",
        "type": "paper-conference",
        "title": "Training language models with BERT",
        "author": [{"family": "Ouyang", "given": "Long"}, {"literal": "OpenAI"}],
        "issued": {"date-parts": [[2022]]},
        "container-title": "NeurIPS",
        "archive": "arXiv",
        "archive_location": "2203.02155",
        "DOI": "10.1000/x_y%20(z)",
        "URL": "https://arxiv.org/abs/2203.02155",
    }


@pytest.mark.parametrize(
    ("venue", "kind", "item"),
    [
        ("TMLR", "article", "article-journal"),
        ("Annals of Improbable Gardening", "article", "article-journal"),
        ("Findings of EMNLP", "inproceedings", "paper-conference"),
        ("ICML Workshop", "inproceedings", "paper-conference"),
        ("Workshop on the Nature of Gardens", "inproceedings", "paper-conference"),
        ("Master's thesis, MIT", "mastersthesis", "thesis"),
        (None, "misc", "article"),
    ],
)
def test_each_kind_of_publication_has_its_type(venue: str | None, kind: str, item: str) -> None:
    paper = replace(PUBLISHED, venue=venue)
    assert bibliography.entry(paper).startswith(f"@{kind}{{")
    assert bibliography.item(paper)["type"] == item


def test_a_preprint_has_the_day_of_its_first_version() -> None:
    assert "  year          = {2021},\n" in bibliography.entry(PREPRINT)
    assert bibliography.item(PREPRINT)["issued"] == {"date-parts": [[2021, 3, 4]]}
    assert "year" not in bibliography.entry(replace(PREPRINT, venue="ICML"))  # it is not the year of the venue


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("100% of R&D: #1 costs $5_000 and $6", r"100\% of {R\&D}: \#1 costs \$5\_000 and \$6"),
        ("a {b c\\", r"a {\textbraceleft}b c{\textbackslash}"),
        ("Ärger über Łódź, Đặng", r"{\"A}rger {\"u}ber {\L}{\'o}d{\'z}, Đ{\d{ă}}ng"),
        ("大型语言模型", "大型语言模型"),
        (r"K\"ahler, Schr{\"o}dinger", r"K{\"a}hler, {Schr{\"o}dinger}"),
        (r"\textsc{Foo}: $\mathbb{R}^n$ and $O(n)$", r"Foo: {$\mathbf{R}^n$} and {$O(n)$}"),
        (r"$\input{x}$", r"\${\textbackslash}input{\textbraceleft}x{\textbraceright}\$"),
        ("$a^b^c$", r"\$a{\textasciicircum}b{\textasciicircum}c\$"),
        ("α-Divergence ≤ 1", r"{$\alpha$}-Divergence {$\leq$} 1"),
        ("GPT-4's iPhone (LLMs): #LLM", r"{GPT-4's} {iPhone} ({LLMs}): \#{LLM}"),
        ("Do As I Can: Learning from Vitamin C", r"Do As {I} Can: Learning from Vitamin {C}"),
        ("Gardens of Alice: growing hedges for Bob quickly", "Gardens of Alice: growing hedges for {Bob} quickly"),
        ("Bayesian Methods for Chinese", "{Bayesian} Methods for {Chinese}"),
    ],
    ids=lambda x: x[:20],
)  # fmt: skip
def test_a_title_is_safe_and_keeps_its_capitals(title: str, expected: str) -> None:
    assert f"  title         = {{{expected}}},\n" in bibliography.entry(replace(PUBLISHED, title=title))


@pytest.mark.parametrize(
    ("name", "bib", "item"),
    [
        ("Ada van der Mo", "van der Mo, Ada", {"non-dropping-particle": "van der", "family": "Mo", "given": "Ada"}),
        ("Benjamin Van Durme", "Van Durme, Benjamin", {"family": "Van Durme", "given": "Benjamin"}),
        ("An Van Nguyen", "Nguyen, An Van", {"family": "Nguyen", "given": "An Van"}),
        ("Sammy Davis Jr.", "Davis, Jr., Sammy", {"family": "Davis", "given": "Sammy", "suffix": "Jr."}),
        ("Gemini Team", "{Gemini Team}", {"literal": "Gemini Team"}),
        ("Smith and Sons", "{Smith and Sons}", {"literal": "Smith and Sons"}),
        ("DeepSeek-AI", "{DeepSeek-AI}", {"literal": "DeepSeek-AI"}),
        ("李明", "{李明}", {"literal": "李明"}),
        ("jakob boyd", "boyd, jakob", {"family": "boyd", "given": "jakob"}),
        ("Wei Wang 0001", "Wang, Wei", {"family": "Wang", "given": "Wei"}),
        ("Fern, Ada", "Fern, Ada", {"family": "Fern", "given": "Ada"}),
    ],
    ids=lambda x: str(x)[:20],
)  # fmt: skip
def test_a_name_is_told_in_its_parts(name: str, bib: str, item: dict[str, str]) -> None:
    paper = replace(PUBLISHED, authors=(name, "et al."))
    assert f"  author        = {{{bib} and others}},\n" in bibliography.entry(paper)
    assert bibliography.item(paper)["author"] == [item]


def _read(papers: list[Paper]) -> list[tuple[object, ...]]:
    shelf = library.load(bibtex.write(papers, []), "papers.bib")
    assert not shelf.notices
    return [(c.bib_key, c.title, c.authors, c.year, c.venue, c.ids) for c in shelf.candidates]


def test_our_own_library_reads_the_source_list_back() -> None:
    papers = written.papers(SOURCE_LIST)
    by_key = sorted(papers, key=lambda p: p.cite_key or "")
    assert _read(papers) == [(p.cite_key, readable(p.title), p.authors, p.year, p.venue, p.ids) for p in by_key]


# What TeX, BibTeX and our decoder mean something by, and letters of several scripts. TeX prints `--` and '' otherwise.
_LETTERS = "abcABC019 éÉüñøßłŁąễĐ李αω→<>{}\\%#_~^|\"'(),;:.!@=+-*/[]–“”\u202e\x07\n"
_TEXT = st.text(_LETTERS, min_size=1, max_size=30).filter(lambda t: not re.search("--|''", t))
_WORD = st.text("abcdéüßøłễąABCÉ李'-", min_size=2, max_size=9).filter(lambda w: re.fullmatch(r"['-]?(\w['-]?)+", w))
_NAME = st.one_of(
    st.lists(_WORD, min_size=1, max_size=4).map(" ".join),
    st.tuples(_TEXT.filter(lambda t: not set("=,") & set(t)), st.sampled_from(["Team", "and Sons", "OpenAI"])).map(
        " ".join
    ),
)
_VENUE = st.sampled_from(["ICLR", "TMLR", "Findings of ACL", "Journal of R&D #1", "PhD thesis, ETH Zürich", None])
_IDS = st.builds(
    Ids,
    arxiv=st.sampled_from(["2203.02155", "hep-th/9901001", None]),
    doi=st.sampled_from(["10.1000/x_y", "10.1002/a{b}c\\d(e)", "10.1000/100%_#&~^$", None]),
    openreview=st.sampled_from(["a_B-1", None]),
)


_PAPER = st.builds(
    Paper,
    st.just("bib:x"),
    _TEXT.filter(lambda title: re.search(r"\w", title)),
    _IDS,
    authors=st.lists(_NAME, max_size=3).map(tuple),
    year=st.integers(1900, 2099),
    venue=_VENUE,
)


@given(st.lists(_PAPER, max_size=3))
def test_what_is_written_is_read_back(papers: list[Paper]) -> None:
    """Whatever stands in titles and names; white space and controls apart."""
    named = [replace(p, cite_key=f"key{i}") for i, p in enumerate(papers)]
    people = [tuple(_plain(a) for a in p.authors if persons.split(_plain(a))) for p in named]
    assert _read(named) == [
        (p.cite_key, readable(p.title), names, p.year, p.venue, p.ids) for p, names in zip(named, people, strict=True)
    ]


def _plain(name: str) -> str:
    return " ".join(name.replace("\u202e", " ").replace("\x07", " ").split()).strip(" ,")


def test_a_thesis_of_the_library_stays_one() -> None:
    shelf = library.load("@phdthesis{k, title={Gardens}, author={Fern, Ada}, school={ETH}, year={2020}}", "l.bib")
    (read,) = shelf.candidates
    assert (read.venue, read.year, read.evidence) == ("PhD thesis, ETH", 2020, "bibliography")
    assert venues.kind("PhD thesis, ETH") == "thesis"


def _papers(which: str) -> list[Paper]:
    return nasty.papers() if which == "nasty" else written.papers(SOURCE_LIST)


@pytest.mark.parametrize("which", ["nasty", "source list"])
@pytest.mark.skipif(
    not shutil.which("bibtex"), reason="BibTeX is not installed (Debian: texlive-binaries, texlive-base)"
)
def test_bibtex_has_nothing_to_say(tmp_path: Path, which: str) -> None:
    (tmp_path / "papers.bib").write_text(bibtex.write(_papers(which), []))
    (tmp_path / "a.aux").write_text("\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{papers}\n")
    done = subprocess.run(["bibtex", "a"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    if "couldn't open style file" in done.stdout:
        pytest.skip("BibTeX has no styles here (Debian: texlive-base)")
    assert (done.returncode, "arning" in done.stdout) == (0, False), done.stdout


@pytest.mark.skipif(not shutil.which("biber"), reason="biber is not installed (Debian: biber)")
def test_biber_has_nothing_to_say(tmp_path: Path) -> None:
    """Fields of our own apart: a style leaves them out. Some of the list are enough: it takes a second for ten."""
    papers = [*nasty.papers(), *written.papers(SOURCE_LIST)[::10]]
    (tmp_path / "papers.bib").write_text(bibtex.write(papers, []))
    command = ["biber", "--tool", "--validate-datamodel", "papers.bib"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    own = re.compile(r"INFO - |Field '(?:acl|openreview|s2)' invalid in data model")
    assert [line for line in done.stdout.splitlines() if not own.search(line)] == []
    assert done.returncode == 0


@pytest.mark.parametrize("which", ["nasty", "source list"])
def test_a_citation_processor_takes_every_item(which: str) -> None:
    """It warns of types and fields that it does not know."""
    items = json.loads(csl.write(_papers(which), []))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bib = CitationStylesBibliography(style, source, formatter.plain)
        for item in items:
            bib.register(Citation([CitationItem(item["id"])]))
        printed = [str(line) for line in bib.bibliography()]
    assert len(printed) == len(items)


@pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc is not installed")
def test_pandoc_makes_the_same_references_of_both_files(tmp_path: Path) -> None:
    """The same names, years and venues; a style's capitals and our own ids are another matter."""
    papers = written.papers(SOURCE_LIST)
    (tmp_path / "papers.bib").write_text(bibtex.write(papers, []))
    (tmp_path / "papers.csl.json").write_text(csl.write(papers, []))
    read = []
    for name, form in (("papers.bib", "bibtex"), ("papers.csl.json", "csljson")):
        command = ["pandoc", "-f", form, "-t", "csljson", name]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
        assert done.stderr == ""
        items = {i["id"]: i for i in json.loads(done.stdout)}
        # It takes a particle for one that may be dropped, which a list of references does not show.
        people = {key: [sorted(n.values()) for n in i.get("author", ())] for key, i in items.items()}
        venue = {
            key: str(i.get("container-title")).casefold() for key, i in items.items()
        }  # it writes `workshop` small
        read.append({key: (people[key], venue[key], i.get("DOI"), i.get("URL")) for key, i in items.items()})
    assert read[0] == read[1]


def test_ris_holds_what_its_readers_need() -> None:
    (record,) = rispy.loads(bibliography.records([PUBLISHED]))
    assert {
        k: record[k] for k in ("id", "title", "authors", "year", "secondary_title", "doi", "type_of_reference")
    } == {
        "id": "ouyang2022training",
        "title": PUBLISHED.title,
        "authors": ["Ouyang, Long", "OpenAI"],
        "year": "2022",
        "secondary_title": "NeurIPS",
        "doi": "10.1000/x_y%20(z)",
        "type_of_reference": "CONF",
    }


def test_an_address_that_is_none_of_the_web_is_left_out() -> None:
    bad = replace(PUBLISHED, url="javascript:alert(1)")
    assert "javascript" not in bibliography.entry(bad) + json.dumps(bibliography.item(bad))
