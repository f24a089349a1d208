"""One work, one paper: who is believed for which field, what survives a bad day, and what never is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import works
from pipeline.merge import as_record, merge
from pipeline.model import Candidate, Ids, Paper

TODAY, BEFORE = date(2026, 11, 23), date(2026, 11, 1)
TITLE = "Quiet Gardens for Learning Machines"
ARXIV = Candidate(
    "arXiv",
    TITLE,
    Ids(arxiv="2101.00001"),
    authors=("Ada Fern", "Bo Li"),
    year=2021,
    published=date(2021, 1, 4),
    abstract="From arXiv.",
    fields=("cs.LG",),
)
S2 = Candidate(
    "Semantic Scholar",
    "Quiet gardens for learning machines",
    Ids(arxiv="2101.00001", s2="a" * 40),
    authors=("A. Fern", "B. Li"),
    year=2021,
    venue="ICLR",
    citation_count=120,
    influential_citation_count=7,
    citations_as_of=TODAY,
    abstract="From S2.",
    tldr="Gardens.",
    fields=("Computer Science",),
)
BIB = Candidate(
    "library",
    "Quiet Gardens",
    Ids(arxiv="2101.00001", openreview="Abc-1_x"),
    authors=("Fern, Ada",),
    year=2022,
    venue="ICLR",
    evidence="bibliography",
    bib_key="fern2022",
)


def one(*records: Candidate, known: Paper | None = None) -> Paper:
    (paper,), (paper_id,) = merge([records], [known] if known else [])
    assert paper.paper_id == paper_id
    return paper


def test_every_field_comes_from_who_knows_it_best_and_says_so() -> None:
    """Titles and whole names are arXiv's, counts Semantic Scholar's, venue and year the bibliography's."""
    paper = one(S2, BIB, ARXIV)
    assert paper == Paper(
        "arxiv:2101.00001",
        TITLE,
        Ids(arxiv="2101.00001", openreview="Abc-1_x", s2="a" * 40),
        former_titles=("Quiet Gardens",),
        authors=("Ada Fern", "Bo Li"),
        year=2022,
        venue="ICLR",
        published=date(2021, 1, 4),
        citation_count=120,
        influential_citation_count=7,
        citations_as_of=TODAY,
        abstract="From arXiv.",
        tldr="Gardens.",
        fields=("cs.LG",),
        url="https://arxiv.org/abs/2101.00001",
        pdf_url="https://arxiv.org/pdf/2101.00001",
        cite_key="fern2022",
        provenance=paper.provenance,
    )
    assert paper.provenance == {
        "abstract": "arXiv",
        "authors": "arXiv",
        "citation_count": "Semantic Scholar",
        "cite_key": "library",
        "fields": "arXiv",
        "pdf_url": "arxiv",
        "published": "arXiv",
        "title": "arXiv",
        "tldr": "Semantic Scholar",
        "url": "arxiv",
        "venue": "bibliography (library)",
        "year": "bibliography (library)",
    }


@pytest.mark.parametrize(
    ("ids", "key", "expected"),
    [
        (Ids(arxiv="2101.00001", doi="10.1/x"), None, "arxiv:2101.00001"),
        (Ids(doi="10.1/x", acl="P19-1001"), None, "doi:10.1/x"),
        (Ids(acl="P19-1001", openreview="Abc"), None, "acl:P19-1001"),
        (Ids(openreview="Abc", s2="a" * 40), None, "openreview:Abc"),
        (Ids(s2="a" * 40), "fern2022", "s2:" + "a" * 40),
        (Ids(), "fern2022", "bib:fern2022"),
    ],
)
def test_a_paper_goes_by_the_first_id_that_exists(ids: Ids, key: str | None, expected: str) -> None:
    assert one(Candidate("library", TITLE, ids, bib_key=key)).paper_id == expected


@pytest.mark.parametrize("evidence", ["bibliography", "acl id", "doi", "journal_ref", "comment"])
def test_a_proven_year_beats_the_preprint_s(evidence: str) -> None:
    """Semantic Scholar says 2022 of a paper of ICLR 2023: its year is the preprint's."""
    proven = Candidate("arXiv", TITLE, ARXIV.ids, year=2023, venue="ICLR", evidence=evidence)
    for records in ((S2, proven), (proven, S2)):
        paper = one(*records)
        assert (paper.venue, paper.year) == ("ICLR", 2023)
        assert paper.provenance["year"] == f"{evidence} (arXiv)"


def test_venue_and_year_are_of_one_record() -> None:
    """A workshop's name must not stand beside a conference's year."""
    comment = Candidate("arXiv", TITLE, ARXIV.ids, year=2023, venue="NeurIPS", evidence="comment")
    proof = replace(S2, year=2022, venue="ACL", evidence="acl id")
    assert (one(comment, proof).venue, one(comment, proof).year) == ("ACL", 2022)


def test_a_preprint_has_its_own_year_and_no_venue() -> None:
    paper = one(ARXIV)
    assert (paper.venue, paper.year, "venue" in paper.provenance) == (None, 2021, False)
    assert paper.provenance["year"] == "unproven (arXiv)"


def test_counts_never_come_from_the_bibliography() -> None:
    """Without the network they stay empty; nobody has counted."""
    paper = one(BIB)
    assert (paper.citation_count, paper.influential_citation_count, paper.citations_as_of) == (None, None, None)


def test_of_split_records_the_most_cited_counts_and_counts_stay_together() -> None:
    split = replace(S2, ids=Ids(doi="10.1/x", s2="b" * 40), citation_count=3, influential_citation_count=1)
    paper = one(split, S2)
    assert (paper.citation_count, paper.influential_citation_count) == (120, 7)


def test_no_citations_is_a_count() -> None:
    assert one(replace(S2, citation_count=0, influential_citation_count=0)).citation_count == 0


def test_a_fresh_count_replaces_the_known_one_even_if_smaller() -> None:
    known = replace(one(ARXIV, S2), citation_count=500, citations_as_of=BEFORE)
    assert one(ARXIV, S2, known=known).citation_count == 120


def test_known_values_survive_an_outage() -> None:
    """A source that is silent today has not taken back what it said."""
    known = one(ARXIV, S2, BIB)
    assert one(BIB, known=known) == known
    assert one(as_record(known), known=known) == known


def test_a_fresh_value_beats_the_known_one_of_the_same_source() -> None:
    known = one(ARXIV, S2)
    paper = one(replace(ARXIV, title="Loud Gardens"), known=known)
    assert paper.title == "Loud Gardens"
    assert paper.former_titles == (TITLE,)


def test_a_known_value_of_a_better_source_beats_a_fresh_one() -> None:
    """With arXiv down, its whole names stay; Semantic Scholar's initials do not move in."""
    paper = one(S2, known=one(ARXIV, S2))
    assert (paper.title, paper.authors) == (TITLE, ("Ada Fern", "Bo Li"))


def test_what_the_bibliography_no_longer_says_is_gone() -> None:
    """A person mends an entry by hand; the old value must not come back from the tables."""
    known = one(BIB)
    paper = one(replace(BIB, venue="ICML", year=2023), known=known)
    assert (paper.venue, paper.year) == ("ICML", 2023)
    assert one(replace(BIB, venue=None, evidence=None, year=None), known=known).venue is None


def test_former_titles_are_kept_once_and_never_the_current_one() -> None:
    first = Candidate("arXiv", "", ARXIV.ids, former_titles=("KNIFE: Quiet Gardens", TITLE.upper()))
    paper = one(ARXIV, S2, first)
    assert paper.former_titles == ("KNIFE: Quiet Gardens",)


def test_two_works_that_turn_out_to_be_one_keep_the_older_id_and_list_the_other() -> None:
    """Readers and diffs hold on to ids: once given they stay."""
    by_doi = one(Candidate("Semantic Scholar", TITLE, Ids(doi="10.1/x", s2="b" * 40), citation_count=1))
    both = Candidate("Semantic Scholar", TITLE, Ids(arxiv="2101.00001", doi="10.1/x"))
    paper = one(both, known=by_doi)
    assert (paper.paper_id, paper.ids.arxiv) == ("doi:10.1/x", "2101.00001")
    (merged,), places = merge([[ARXIV], [both]], [by_doi, one(ARXIV)])
    assert len(set(places)) == 1
    assert {merged.paper_id, *merged.aliases} >= {"doi:10.1/x", "arxiv:2101.00001"}


def test_one_paper_named_twice_is_one_paper_with_two_mentions() -> None:
    papers, places = merge([[ARXIV], [Candidate("arXiv", "Another", Ids(arxiv="1901.00001"))], [S2]])
    assert places == ["arxiv:2101.00001", "arxiv:1901.00001", "arxiv:2101.00001"]
    assert [p.paper_id for p in papers] == ["arxiv:1901.00001", "arxiv:2101.00001"]


def test_a_late_record_joins_papers_that_were_apart() -> None:
    """The third mention's record holds the ids of the first two."""
    preprint, published = Candidate("arXiv", TITLE, Ids(arxiv="2101.00001")), Candidate("x", TITLE, Ids(doi="10.1/x"))
    both = Candidate("x", TITLE, Ids(arxiv="2101.00001", doi="10.1/x"))
    papers, places = merge([[preprint], [published], [both]])
    assert len(papers) == 1
    assert places == ["arxiv:2101.00001"] * 3


def test_a_wrong_doi_does_not_make_two_arxiv_papers_one() -> None:
    """Sources give a paper another's DOI at times; then the second mention must not link to the first one's paper."""
    one_, two = (Candidate("x", TITLE, Ids(arxiv=a, doi="10.1/x")) for a in ("2101.00001", "2202.00002"))
    papers, places = merge([[one_], [two]])
    assert places == ["arxiv:2101.00001", "arxiv:2202.00002"]
    assert merge([[one_], [two]], papers) == (papers, places)
    assert merge([[two], [one_]], papers)[1] == places[::-1]


def test_a_known_paper_goes_to_one_of_two_works() -> None:
    known = one(Candidate("x", TITLE, Ids(doi="10.1/x")))
    one_, two = (Candidate("x", TITLE, Ids(arxiv=a, doi="10.1/x")) for a in ("2101.00001", "2202.00002"))
    assert merge([[one_], [two]], [known])[1] == ["doi:10.1/x", "arxiv:2202.00002"]


def test_nothing_gives_nothing() -> None:
    assert merge([]) == ([], [])


def test_a_known_paper_that_no_one_mentions_is_not_given_back() -> None:
    assert merge([], [one(ARXIV)]) == ([], [])


def test_an_id_is_quoted_in_its_page() -> None:
    """DOIs hold every kind of sign; a link with a blank or a bracket ends early in Markdown."""
    paper = one(Candidate("x", TITLE, Ids(doi="10.1002/(sici)1097<1::aid-x>3.0.co;2-#")))
    assert paper.url == "https://doi.org/10.1002/(sici)1097%3C1::aid-x%3E3.0.co%3B2-%23"
    assert paper.pdf_url is None


RECORDS = st.builds(
    Candidate,
    source=st.sampled_from(["arXiv", "Semantic Scholar", "library"]),
    title=st.sampled_from([TITLE, "Quiet Gardens", "KNIFE: Quiet Gardens"]),
    ids=st.builds(
        Ids,
        arxiv=st.sampled_from([None, "2101.00001", "2101.00002"]),
        doi=st.sampled_from([None, "10.1/a", "10.1/b"]),
        s2=st.sampled_from(["a" * 40, "b" * 40, "c" * 40]),
    ),
    former_titles=st.sampled_from([(), ("Gardens",)]),
    authors=st.sampled_from([(), ("Ada Fern",)]),
    year=st.sampled_from([None, 2021, 2022]),
    venue=st.sampled_from([None, "ICLR", "ACL"]),
    evidence=st.sampled_from([None, "doi", "comment"]),
    citation_count=st.sampled_from([None, 0, 12]),
    citations_as_of=st.sampled_from([BEFORE, TODAY]),
    abstract=st.sampled_from([None, "Gardens."]),
    url=st.sampled_from([None, "https://example.org/"]),
)
WORKS = st.lists(st.lists(RECORDS, max_size=3).map(works.group), max_size=3).map(lambda found: list(chain(*found)))


@given(WORKS)
def test_merging_again_changes_nothing(found: list[tuple[Candidate, ...]]) -> None:
    """A second run with the same answers gives the same table."""
    papers, places = merge(found)
    assert merge(found, papers) == (papers, places)


@given(WORKS)
def test_merging_its_own_output_changes_nothing(found: list[tuple[Candidate, ...]]) -> None:
    """A run in which no source answers gives the table of the last run."""
    papers, _ = merge(found)
    again, places = merge([[as_record(p)] for p in papers], papers)
    assert again == papers
    assert places == [p.paper_id for p in papers]


@given(WORKS)
def test_every_work_has_its_own_paper(found: list[tuple[Candidate, ...]]) -> None:
    """An id names one paper, and no work goes under another's arXiv id."""
    papers, places = merge(found)
    assert [len(places), sorted(set(places))] == [len(found), [p.paper_id for p in papers]]
    by_id = {p.paper_id: p for p in papers}
    for records, place in zip(found, places, strict=True):
        names = {r.ids.arxiv for r in records} - {None}
        assert names <= {by_id[place].ids.arxiv}
    keys = [k for p in papers for k in works.keys(p.ids)]
    assert len(keys) == len(set(keys))


def test_a_preprints_year_stays_that_of_arxiv_when_only_semantic_scholar_is_asked_again() -> None:
    """A second run on the same day changes nothing, though it asks fewer sources."""
    ids = Ids(arxiv="2101.00001")
    arxiv = Candidate("arXiv", "Growing Gardens", ids, year=2021)
    s2 = Candidate(
        "Semantic Scholar", "Growing Gardens", ids, year=2021, citation_count=3, citations_as_of=date(2026, 1, 1)
    )
    first, _ = merge([(arxiv, s2)])
    again, _ = merge([(as_record(first[0]), s2)], first)
    assert again == first
