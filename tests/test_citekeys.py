"""Citation keys: readable, unique, and the same ever after."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from pipeline import run
from pipeline.citekeys import assign
from pipeline.exports import bibtex, csl
from pipeline.merge import merge
from pipeline.model import Candidate, Ids, Paper
from tests.conftest import Toy

TRAINING = Candidate(
    "arXiv",
    "Training language models to follow instructions with human feedback",
    Ids(arxiv="2203.02155"),
    authors=("Long Ouyang", "Jeff Wu"),
    year=2022,
)


def keys(*papers: Paper) -> list[str | None]:
    return [p.cite_key for p in assign(papers)]


@pytest.mark.parametrize(
    ("authors", "title", "key"),
    [
        (("Long Ouyang",), "Training language models", "ouyang2022training"),
        (("Laurens van der Maaten",), "On the $t$-SNE", "vandermaaten2022sne"),
        (("Benjamin Van Durme",), "{A}n Event", "vandurme2022event"),
        (("Đặng Thị Müller-Øye",), "Über Alles", "mulleroye2022uber"),
        (("Martin L. King Jr.",), "3D Dreams", "king20223d"),
        (("李明",), "大型语言模型综述", "li2022daxing"),
        (("欧阳修明",), "LLM 综述", "ouyang2022llm"),
        (("Иван Петров",), "Обучение", "petrov2022obuchenie"),
        (("The ATLAS Collaboration",), "On It", "atlas2022on"),
        (("OpenAI",), "GPT-4 Technical Report", "openai2022gpt"),
        ((), "???", "anon2022"),
    ],
    ids=lambda x: str(x)[:30],
)
def test_a_key_can_be_read(authors: tuple[str, ...], title: str, key: str) -> None:
    assert keys(Paper("bib:x", title, authors=authors, year=2022)) == [key]


def test_papers_of_one_stem_get_more_of_their_titles() -> None:
    """The one that comes first by id keeps the short key; titles alike are numbered."""
    papers = [
        Paper(f"arxiv:{i}", title, authors=("Li Li",), year=2020)
        for i, title in enumerate(["Large Models", "Large Models of Language", "Large", "Large"])
    ]
    assert keys(*papers) == ["li2020large", "li2020largemodels", "li2020large-2", "li2020large-3"]


def test_a_key_stays_when_the_paper_is_published_and_retitled() -> None:
    """So it does when another paper of that stem appears that sorts before it."""
    (first,), _ = merge([[TRAINING]])
    published = replace(TRAINING, title="Teaching Models", year=2023, venue="NeurIPS", evidence="comment")
    other = replace(TRAINING, ids=Ids(arxiv="2201.00001"))
    papers, _ = merge([[published], [other]], [first])
    assert [p.cite_key for p in papers] == ["ouyang2022traininglanguage", "ouyang2022training"]
    assert papers[1].title == "Teaching Models"


def test_the_keys_of_the_users_own_bibliography_come_first() -> None:
    """Theirs replaces one that we gave, and whoever else held it gets another; a key BibTeX cannot read is none."""
    mine = Candidate("library", TRAINING.title, TRAINING.ids, authors=TRAINING.authors, year=2022, bib_key="Key:RLHF+1")
    (given,), _ = merge([[TRAINING]])
    (own,), _ = merge([[mine]], [given])
    assert own.cite_key == "Key:RLHF+1"
    (kept,), _ = merge([[TRAINING]], [own])
    assert kept.cite_key == "Key:RLHF+1"
    (spoilt,), _ = merge([[replace(mine, bib_key="a key")]])
    assert spoilt.cite_key == "ouyang2022training"
    holder = Paper("arxiv:1", "Holder", cite_key="key:rlhf+1", published=date(2020, 1, 1))
    assert keys(holder, own) == ["anon2020holder", "Key:RLHF+1"]


def test_both_keys_of_papers_that_turn_out_to_be_one_can_be_cited() -> None:
    """The paper stands under each in the bibliographies, and no other paper gets one."""
    published = replace(TRAINING, ids=Ids(doi="10.1/training"), title="Teaching Models", source="Crossref")
    known, _ = merge([[TRAINING], [published]])
    assert keys(*known) == ["ouyang2022training", "ouyang2022teaching"]
    both = replace(TRAINING, ids=Ids(arxiv="2203.02155", doi="10.1/training"))
    another = replace(published, ids=Ids(arxiv="2301.00001"))
    papers, _ = merge([[both], [another]], known)
    assert [p.cite_key for p in papers] == ["ouyang2022training", "ouyang2022teachingmodels"]
    papers, _ = merge([[both], [another]], papers)
    cited = ["ouyang2022teaching", "ouyang2022teachingmodels", "ouyang2022training"]
    assert re.findall(r"@\w+\{(.*),", bibtex.write(papers, [])) == cited
    assert [item["id"] for item in json.loads(csl.write(papers, []))] == cited


def test_a_run_keeps_the_keys_of_the_last_one(toy: Toy) -> None:
    toy.enrich()
    before = {p.paper_id: p.cite_key for p in run.read_past(toy.out).papers}
    assert None not in before.values()
    (toy.folder / "raw" / "library.bib").write_text("")
    toy.enrich()
    assert {p.paper_id: p.cite_key for p in run.read_past(toy.out).papers} == before
