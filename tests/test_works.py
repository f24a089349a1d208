"""Records of one work are joined, by ids or by title and authors; records of two works never are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import works
from pipeline.model import Candidate, Ids

ARXIV = Candidate(
    "arXiv", "Quiet Gardens for Learning Machines", Ids(arxiv="2101.00001"), authors=("Ada Fern", "Bo Li")
)


def record(title: str = ARXIV.title, ids: Ids = Ids(), **more: object) -> Candidate:  # noqa: B008  # it is frozen
    return Candidate("Semantic Scholar", title, ids, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(record("Any Title at All", Ids(arxiv="2101.00001", s2="a" * 40)), id="an-id-in-common"),
        pytest.param(record("Quiet gardens for learning machines.", authors=("A. Fern",)), id="title-and-first-author"),
        pytest.param(
            record(ids=Ids(doi="10.1/x"), authors=("Fern, Ada",)), id="published-version-with-the-name-turned-round"
        ),
        pytest.param(record(authors=("Cy Ode", "Bo Li", "Ada Fern")), id="two-authors-in-common"),
        pytest.param(record(), id="a-long-title-without-authors"),
        pytest.param(
            record("Loud Gardens", former_titles=("Quiet Gardens for Learning Machines",), authors=("Ada Fern",)),
            id="the-older-title",
        ),
    ],
)
def test_records_of_one_work_are_joined(other: Candidate) -> None:
    assert works.group([ARXIV, other]) == [(ARXIV, other)]
    assert works.group([other, ARXIV]) == [(other, ARXIV)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(record(authors=("Cy Ode", "Di Ot")), id="same-title-other-authors"),
        pytest.param(record(ids=Ids(arxiv="1901.00001"), authors=ARXIV.authors), id="same-authors-two-arxiv-ids"),
        pytest.param(record("Quiet Gardens for Learning Machines II", authors=ARXIV.authors), id="a-sequel"),
        pytest.param(record("", authors=ARXIV.authors), id="no-title"),
        pytest.param(record(authors=("Bo Li",)), id="one-common-name-that-is-not-the-first-of-both"),
    ],
)
def test_records_of_two_works_are_not_joined(other: Candidate) -> None:
    assert len(works.group([ARXIV, other])) == 2
    assert len(works.group([other, ARXIV])) == 2


def test_a_short_title_without_authors_joins_nothing() -> None:
    """`Memory Networks` may be two papers; only authors can say that it is one."""
    ours = Candidate("arXiv", "Memory Networks", Ids(arxiv="1410.3916"), authors=("Jason Weston",))
    assert len(works.group([ours, record("Memory Networks")])) == 2


def test_without_authors_the_years_must_be_near() -> None:
    ours = record(year=2015, ids=Ids(doi="10.1/a"))
    assert len(works.group([ours, record(year=2016)])) == 1
    assert len(works.group([ours, record(year=2019)])) == 2


def test_a_record_bridges_two() -> None:
    """The preprint and the publication are one work once a record holds the ids of both."""
    preprint, published = record("A", Ids(arxiv="2101.00001")), record("B", Ids(doi="10.1/x"))
    both = record("C", Ids(arxiv="2101.00001", doi="10.1/x"))
    assert works.group([preprint, published, both]) == [(preprint, both, published)]


def test_a_wrong_bridge_joins_no_two_arxiv_papers() -> None:
    """A record with a wrong DOI must not make two papers one."""
    one = record("A", Ids(arxiv="2101.00001", doi="10.1/x"))
    two = record("B", Ids(arxiv="2202.00002", doi="10.1/x"))
    assert works.group([one, two]) == [(one,), (two,)]


IDS = st.builds(
    Ids, arxiv=st.sampled_from([None, "2101.00001", "2101.00002"]), doi=st.sampled_from([None, "10.1/a", "10.1/b"])
)
RECORDS = st.builds(
    Candidate,
    source=st.sampled_from(["arXiv", "Semantic Scholar"]),
    title=st.sampled_from(["", "Memory Networks", "Quiet Gardens for Learning Machines", "Quiet Gardens"]),
    ids=IDS,
    authors=st.sampled_from([(), ("Ada Fern",), ("Bo Li", "Ada Fern"), ("Cy Ode",)]),
)


@given(st.lists(RECORDS, max_size=7))
def test_grouping_loses_nothing_and_never_joins_two_arxiv_papers(records: list[Candidate]) -> None:
    groups = works.group(records)
    assert sorted(map(repr, records)) == sorted(repr(r) for g in groups for r in g)
    for found in groups:
        assert len({r.ids.arxiv for r in found} - {None}) <= 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Ada Lovelace", "lovelace", id="last-word"),
        pytest.param("Lovelace, Ada", "lovelace", id="before-the-comma"),
        pytest.param("Martin Luther King Jr.", "king", id="junior"),
        pytest.param("José Núñez", "nunez", id="accents"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_family_name_is_found(name: str, expected: str) -> None:
    assert works.surname(name) == expected


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        pytest.param("Ouyang et al.", ["Long Ouyang"], id="et-al"),
        pytest.param("UT Austin, Xi Ye et al.", ["Xi Ye"], id="with-an-organisation"),
        pytest.param("Ye等", ["Xi Ye"], id="chinese"),
        pytest.param("Google", [], id="organisation-only"),
        pytest.param("Yeager", [], id="part-of-a-name"),
    ],
)
def test_authors_are_found_in_a_hint(hint: str, expected: list[str]) -> None:
    assert works.hinted_names(hint, ["Long Ouyang", "Xi Ye"]) == expected


def test_an_umlaut_is_one_letter_or_two() -> None:
    """Sources write Schölkopf as Scholkopf and as Schoelkopf."""
    assert works.names_in_common(["Bernhard Schölkopf"], ["B. Schoelkopf"]) == 1
    assert works.hinted_names("Mueller et al.", ["Klaus Müller", "Bea Bauer"]) == ["Klaus Müller"]


def test_nameless_authors_are_not_in_common() -> None:
    """Two empty names are not one person."""
    assert works.names_in_common(["", "·"], ["", "·"]) == 0
    assert works.hinted_names("Google", ["", "·"]) == []


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(record("Quiet Garden for Learning Machines"), True, id="like-title"),
        pytest.param(record("Another Name", authors=("A. Fern",)), True, id="same-first-author"),
        pytest.param(record("Soil Chemistry of the Alps", authors=("Cy Ode",)), False, id="neither"),
        pytest.param(record("Soil Chemistry of the Alps"), False, id="no-authors-to-tell"),
    ],
)
def test_a_record_looked_up_by_id_must_be_that_work(found: Candidate, expected: bool) -> None:
    """Ids are wrong at times, in every source."""
    assert works.is_record_of(found, [ARXIV.title], ARXIV.authors) is expected


def test_keys_are_given_best_first_and_join_takes_the_first_of_a_kind() -> None:
    ids = works.join([Ids(s2="f" * 40), Ids(arxiv="2101.00001", s2="e" * 40), Ids(doi="10.1/x")])
    assert works.keys(ids) == ["arxiv:2101.00001", "doi:10.1/x", "s2:" + "f" * 40]
