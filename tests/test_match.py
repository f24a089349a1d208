"""The verdict on a question: the right paper or none, with reasons; and silence is never taken for an answer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.match import decide, settled, to_confirm
from pipeline.match.hearing import WITNESS
from pipeline.model import BY_CATALOGUE, Answer, Answered, Candidate, Ids, Match, Query, Status, Unanswered

SILENT = Unanswered("arXiv", "HTTP 503")
LEFT_OUT = Unanswered("arXiv", "--offline", asked=False)


def paper(title: str, arxiv: str | None = "2101.00001", *authors: str, **more: object) -> Candidate:
    return Candidate("arXiv", title, Ids(arxiv=arxiv), authors=authors, **more)  # type: ignore[arg-type]


def verdict(query: Query | str, *found: Candidate) -> Match:
    return decide(Query(query) if isinstance(query, str) else query, [Answered(found)])


def ids(match: Match) -> set[str | None]:
    return {r.ids.arxiv for r in match.records}


KNIFE = "KNIFE: Distilling Meta-Reasoning Knowledge with Free-Text Rationales"
KNIFE_NOW = "KNIFE: Distilling Reasoning Knowledge From Free-Text Rationales"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param("Attention is all you need", "Attention Is All You Need", id="case"),
        pytest.param("Pretraining without attention", "Pre-training Without Attention", id="joined-words"),
        pytest.param("Poincare embeddings of hierarchies", r"Poincar\'e Embeddings of Hierarchies", id="tex"),
        pytest.param("Whats in a Name: Probing Toponyms", "What’s in a Name? Probing Toponyms", id="curly-quote"),
        pytest.param("Eﬃcient Toponym Probing", "Efficient Toponym Probing", id="ligature"),
        pytest.param(
            "Chain-of-Thougt Prompting Elicits Reasoning", "Chain-of-Thought Prompting Elicits Reasoning", id="typo"
        ),
        pytest.param(
            "Training models to follow instructions with human feedback",
            "Training models to follow the instructions with human feedback",
            id="small-word",
        ),
        pytest.param(
            "Holistic Evaluation of Toponym Probing Toolkits",
            "Holistic Evaluation of Toponym Probing Toolkits: Lessons Learned",
            id="subtitle-lost",
        ),
        pytest.param("Toponymqa 2.0", "Toponymqa 2.0: Exposing the Limits of Maps", id="a-name-and-its-number"),
        pytest.param(
            "Locating and Editing Factual Associations in",
            "Locating and Editing Factual Associations in GPT",
            id="tail-lost",
        ),
    ],
)
def test_a_title_as_curators_write_it_is_matched(ours: str, theirs: str) -> None:
    found = verdict(ours, paper("Something Else Entirely", "2012.99999"), paper(theirs))
    assert (found.status, ids(found)) == (Status.MATCHED, {"2101.00001"})
    assert found.reasons
    assert found.score is not None
    assert 0.8 <= found.score <= 1


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param("Hyperbolic Neural Networks", "Hyperbolic Graph Neural Networks", id="a-word-more"),
        pytest.param("Hyperbolic Neural Networks", "Hyperbolic Neural Networks++", id="its-successor"),
        pytest.param(
            "Attention is all you need",
            "Channel Attention Is All You Need for Video Frame Interpolation",
            id="inside-another",
        ),
        pytest.param("Evaluating GPT-3 on Toponym Probing", "Evaluating GPT-4 on Toponym Probing", id="another-number"),
        pytest.param("Toponym Probing with Labels", "Toponym Probing without Labels", id="without"),
        pytest.param("Language Models Can Explain Toponyms", "Language Models Cannot Explain Toponyms", id="cannot"),
        pytest.param("Machine Learning of Toponym Probes", "Machine Unlearning of Toponym Probes", id="unlearning"),
        pytest.param("BERT", "BERT Rediscovers the Classical NLP Pipeline", id="a-name-begins-many-titles"),
        pytest.param("Neural Networks", "Neural Networks: A Survey", id="common-words-only"),
        pytest.param("Toponym Probing", "Toponym Probing: A Survey", id="a-survey-of-it"),
        pytest.param(
            "Toponym Probing of Hedges and Dikes: A Survey", "Toponym Probing of Hedges and Dikes", id="survey"
        ),
        pytest.param(
            "Toponym Probing of Hedges and Dikes", "[Re] Toponym Probing of Hedges and Dikes", id="a-reproduction"
        ),
        pytest.param(
            "Toponym Probing of Hedges and Dikes", "Book Reviews: Toponym Probing of Hedges and Dikes", id="a-review"
        ),
        pytest.param("Toponym Probing Nets", "Toponym Probing Nets for River Maps", id="it-applied"),
        pytest.param("Evaluating BERT on Toponyms", "Evaluating BART on Toponyms", id="another-short-name"),
        pytest.param("ResNet Probes of River Maps", "ResNeXt Probes of River Maps", id="another-name"),
        pytest.param("Trust Region On-Policy Probing", "Trust Region Policy Probing", id="on-policy"),
        pytest.param("Importance Weighted Autoencoders", "On importance-weighted autoencoders", id="on"),
        pytest.param("Probing River Maps", "Towards Probing River Maps", id="towards"),
        pytest.param("Probing of Non-Volatile Maps", "Probing on Non-Volatile Maps", id="another-small-word"),
        pytest.param("Toponym Teaching", "Toponym Teaching: An Inverse Problem", id="a-topic"),
        pytest.param(
            "at SemEval-2018 Task 3: Irony detection in English tweets",
            "SemEval-2018 Task 3: Irony Detection in English Tweets",
            id="its-beginning-cut-off",
        ),
        pytest.param(
            "Task Contamination: Probing River Maps over Symbolic Toponyms",
            "Probing River Maps over Symbolic Toponyms",
            id="behind-another-title",
        ),
    ],
)
def test_the_like_title_of_another_paper_is_not_taken(ours: str, theirs: str) -> None:
    assert verdict(ours, paper(theirs)).status in (Status.ABSENT, Status.AMBIGUOUS)


def test_what_begins_two_papers_is_neither() -> None:
    """A title that breaks off at a small word lost more than the next word."""
    cut = "Making Large Language Models Better Toponym Reasoners with"
    found = verdict(cut, paper(f"{cut} Alignment", "2309.00001"), paper(f"{cut} Step-Aware Verifiers", "2206.00001"))
    assert found.status is Status.AMBIGUOUS


def test_the_exact_title_wins_over_longer_ones() -> None:
    """All three fit "Hyperbolic Neural Networks"; one is it."""
    found = verdict(
        "Hyperbolic Neural Networks",
        paper("Hyperbolic Neural Networks: Theory and Practice", "2006.00001"),
        paper("Hyperbolic Neural Networks", "1805.09112"),
        paper("Hyperbolic Graph Neural Networks", "1910.12892"),
    )
    assert ids(found) == {"1805.09112"}
    assert "2006.00001" in {s.candidate.ids.arxiv for s in found.rivals}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(Query("Memory"), Status.AMBIGUOUS, id="no-hint"),
        pytest.param(Query("Memory", authors="Weston et al."), Status.MATCHED, id="author"),
        pytest.param(Query("Memory", authors="Nobody, Noone"), Status.AMBIGUOUS, id="another-author"),
        pytest.param(Query("Memory", ids=Ids(arxiv="1410.3916")), Status.MATCHED, id="own-link"),
    ],
)
def test_a_title_of_one_common_word_needs_a_hint(query: Query, expected: Status) -> None:
    """One common word names no paper by itself."""
    found = verdict(query, paper("Memory", "1410.3916", "Jason Weston", "Sumit Chopra"))
    assert found.status is expected


def test_two_common_words_are_a_title_where_they_are_all_of_it() -> None:
    assert verdict("Memory Networks", paper("Memory Networks", "1410.3916")).status is Status.MATCHED
    assert verdict("Memory Networks", paper("Memory Networks for Speech", "1410.3917")).status is not Status.MATCHED


HEAD = "Found in the Hedge"
HEADED = paper(f"{HEAD}: Toponyms of Rural Maps", "2101.00001", "Ada Fern")


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        pytest.param([Answered()], Status.MATCHED, id="nowhere-else"),
        pytest.param([Answered(capped=True)], Status.AMBIGUOUS, id="there-may-be-more"),
        pytest.param([SILENT], Status.AMBIGUOUS, id="one-source-was-silent"),
        pytest.param([Answered((paper(f"{HEAD}: A Tale", "2102.00002"),))], Status.AMBIGUOUS, id="another-begins-so"),
        pytest.param([Answered((paper(HEAD, "2102.00002"),))], Status.MATCHED, id="another-is-called-so"),
    ],
)
def test_a_head_names_a_paper_where_surely_no_other_has_it(others: list[Answer], expected: Status) -> None:
    found = decide(Query(HEAD), [Answered((HEADED,)), *others])
    assert found.status is expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param([Answered((HEADED,), holdings=WITNESS), LEFT_OUT], Status.MATCHED, id="large"),
        pytest.param([Answered((HEADED,), holdings=WITNESS - 1), LEFT_OUT], Status.AMBIGUOUS, id="small"),
        pytest.param([Answered((HEADED,), capped=True, holdings=WITNESS), LEFT_OUT], Status.AMBIGUOUS, id="has-more"),
        pytest.param([Answered((HEADED,), holdings=WITNESS), LEFT_OUT, SILENT], Status.AMBIGUOUS, id="a-source-failed"),
        pytest.param([Answered((HEADED,)), LEFT_OUT], Status.AMBIGUOUS, id="a-bibliography"),
        pytest.param(
            [Answered((HEADED, paper(f"{HEAD}: A Tale", "2102.00002")), holdings=WITNESS), LEFT_OUT],
            Status.AMBIGUOUS,
            id="another-begins-so",
        ),
    ],
)
def test_a_large_catalogue_speaks_for_sources_that_were_left_out(answers: list[Answer], expected: Status) -> None:
    """Not for one that failed: it is asked again."""
    found = decide(Query(HEAD), answers)
    assert found.status is expected
    assert (BY_CATALOGUE in found.reasons) == (expected is Status.MATCHED)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param([Answered((paper(KNIFE_NOW),), holdings=9), LEFT_OUT], Status.AMBIGUOUS, id="in-a-catalogue"),
        pytest.param([Answered((paper(KNIFE_NOW),), holdings=9), SILENT], Status.UNKNOWN, id="a-source-failed"),
        pytest.param([Answered((paper(KNIFE_NOW),)), LEFT_OUT], Status.UNKNOWN, id="in-a-bibliography"),
        pytest.param([Answered((paper("KNIVES of Old"),), holdings=9), LEFT_OUT], Status.UNKNOWN, id="not-close"),
    ],
)
def test_what_may_be_renamed_is_ambiguous_where_a_catalogue_was_asked_in_place_of_sources(
    answers: list[Answer], expected: Status
) -> None:
    found = decide(Query(KNIFE), answers)
    assert found.status is expected
    assert (BY_CATALOGUE in found.reasons) == (expected is Status.AMBIGUOUS)
    assert [s.candidate.title for s in found.rivals] == [c.title for c in answers[0].candidates if c.title == KNIFE_NOW]  # type: ignore[union-attr]


def test_a_record_made_of_a_reference_is_the_paper_that_it_names() -> None:
    reference = paper("Ada B. Fern, Bo You, Learning to Probe")
    assert verdict("Learning to Probe", reference).status is Status.MATCHED
    assert verdict("Learning to Probe", paper("Transformers, Learning to Probe")).status is not Status.MATCHED


TWINS = (
    paper("Learning to Listen", "1706.00008", "Ivo Kern", "Jin Park", year=2017, venue="ICML"),
    paper("Learning to Listen", "2106.00009", "Kira Olsen", year=2021, venue="ACL"),
)


def test_two_works_of_one_title_are_ambiguous_and_both_are_shown() -> None:
    found = verdict("Learning to Listen", *TWINS)
    assert (found.status, found.records) == (Status.AMBIGUOUS, ())
    assert {s.candidate.ids.arxiv for s in found.rivals} == {"1706.00008", "2106.00009"}


@pytest.mark.parametrize(
    "hint",
    [
        pytest.param({"authors": "Olsen"}, id="author"),
        pytest.param({"authors": "Kira Olsen等", "year": 2021}, id="author-and-year"),
    ],
)
def test_a_hint_decides_between_two_works_of_one_title(hint: dict[str, object]) -> None:
    found = verdict(Query("Learning to Listen", **hint), *TWINS)  # type: ignore[arg-type]
    assert (found.status, ids(found)) == (Status.MATCHED, {"2106.00009"})


@pytest.mark.parametrize(
    "hint", [pytest.param({"year": 2021}, id="year"), pytest.param({"venue": "ACL 2021"}, id="venue")]
)
def test_year_or_venue_decides_where_the_title_is_telling(hint: dict[str, object]) -> None:
    title = "Toponym Probing of Hedgerow Gazetteers"
    twins = [
        paper(title, "1706.00008", "Ivo Kern", year=2017, venue="ICML"),
        paper(title, "2106.00009", "Kira Olsen", year=2021, venue="ACL"),
    ]
    assert verdict(title, *twins).status is Status.AMBIGUOUS
    assert ids(verdict(Query(title, **hint), *twins)) == {"2106.00009"}  # type: ignore[arg-type]


def test_a_year_near_enough_speaks_for_the_work() -> None:
    """Lists say the year of the preprint, of the conference, or of reading."""
    title = "Toponym Probing of Hedgerow Gazetteers"
    preprint = paper(title, published=date(2021, 12, 30), year=2023)
    assert verdict(Query(title, year=2022), preprint).status is Status.MATCHED
    assert any("another year" in r for r in verdict(Query(title, year=2012), preprint).reasons)


def test_an_older_title_confirms_a_retitled_paper() -> None:
    """KNIFE changed its title: by today's it is only close, by its first version's it is the paper."""
    today = paper(KNIFE_NOW, "2212.09721", "Aaron Chan")
    assert verdict(KNIFE, today).status is Status.ABSENT
    assert to_confirm(Query(KNIFE), [Answered((today,))]) == ["2212.09721"]
    first = Candidate("arXiv", "", Ids(arxiv="2212.09721"), former_titles=(KNIFE,))
    found = verdict(KNIFE, today, first)
    assert (found.status, ids(found)) == (Status.MATCHED, {"2212.09721"})
    assert f"retitled, was “{KNIFE}”" in found.reasons


def test_a_name_in_front_is_no_confirmation() -> None:
    """Another paper may be called `KNIFE:` as well; it is asked about, and not taken."""
    other = paper("KNIFE: Kernelized Neural Differential Entropy Estimation", "2202.06618")
    assert verdict(KNIFE, other).status is not Status.MATCHED
    assert "2202.06618" in to_confirm(Query(KNIFE), [Answered((other,))])


def test_a_semantic_scholar_record_under_the_old_title_is_the_paper() -> None:
    today = paper(KNIFE_NOW, "2212.09721", "Aaron Chan")
    theirs = Candidate("Semantic Scholar", KNIFE, Ids(arxiv="2212.09721", s2="a" * 40), authors=("Aaron Chan",))
    found = verdict(KNIFE, today, theirs)
    assert (found.status, found.records) == (Status.MATCHED, (today, theirs))


def test_own_link_to_a_paper_of_another_title_is_reported_and_the_title_decides() -> None:
    linked, meant = (
        paper("Soil Chemistry of the Alps", "1501.00001"),
        paper("Toponym Probing of Hedgerows", "2202.00002"),
    )
    found = verdict(Query(meant.title, Ids(arxiv="1501.00001")), linked, meant)
    assert (found.status, ids(found)) == (Status.MATCHED, {"2202.00002"})
    assert "wrong link? arxiv:1501.00001 is “Soil Chemistry of the Alps”" in found.reasons


def test_own_link_to_another_title_alone_is_left_to_a_person() -> None:
    linked = paper("Soil Chemistry of the Alps", "1501.00001")
    found = verdict(Query("Toponym Probing of Hedgerows", Ids(arxiv="1501.00001")), linked)
    assert (found.status, found.records) == (Status.AMBIGUOUS, ())
    assert found.rivals[0].candidate is linked


@pytest.mark.parametrize(
    ("title", "linked"),
    [
        pytest.param("思维链提示", "Chain-of-Thought Prompting Elicits Reasoning", id="title-in-another-script"),
        pytest.param("DDPM: Denoising Diffusion", "DDPM: A Model of Noise", id="one-name-in-front"),
        pytest.param("Toponym Probing of Hedges Revisited", "Toponym Probing of Hedges in Practice", id="close-title"),
        pytest.param(KNIFE, KNIFE_NOW, id="retitled"),
    ],
)
def test_own_link_is_believed_where_the_title_does_not_speak_against_it(title: str, linked: str) -> None:
    found = verdict(Query(title, Ids(arxiv="2101.00001")), paper(linked))
    assert (found.status, ids(found)) == (Status.MATCHED, {"2101.00001"})
    assert "own link" in found.reasons
    assert settled(found)


def test_hinted_authors_make_the_own_link_of_another_title_believable() -> None:
    query = Query("Toponym Probing of Hedgerows", Ids(arxiv="2101.00001"), authors="Ada Fern, Bo Li")
    assert verdict(query, paper("Names of Places", "2101.00001", "Ada Fern")).status is Status.MATCHED


def test_hinted_persons_that_did_not_write_it_speak_against_a_part_of_a_title() -> None:
    query = Query("Toponym Probing of Hedges", authors="Cy Ode, Di Ot")
    found = verdict(query, paper("Toponym Probing of Hedges: A Study", "2101.00001", "Ada Fern"))
    assert found.status is Status.AMBIGUOUS
    assert "other authors" in found.reasons[0]


def test_an_organisation_as_the_hint_speaks_against_nothing() -> None:
    query = Query("Toponym Probing of Hedgerow Gazetteers", authors="Google")
    assert verdict(query, paper(query.title, "2101.00001", "Ada Fern")).status is Status.MATCHED


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param([Answered(), Answered()], Status.ABSENT, id="all-answered"),
        pytest.param([Answered((paper("Soil Chemistry"),))], Status.ABSENT, id="all-answered-with-others"),
        pytest.param([Answered(), SILENT], Status.UNKNOWN, id="one-was-silent"),
        pytest.param([SILENT], Status.UNKNOWN, id="only-silence"),
        pytest.param([], Status.UNKNOWN, id="nobody-was-asked"),
        pytest.param(
            [SILENT, Answered((paper("Toponym Probing of Hedges"),))], Status.MATCHED, id="found-all-the-same"
        ),
    ],
)
def test_absent_means_that_every_source_answered(answers: list[Answer], expected: Status) -> None:
    found = decide(Query("Toponym Probing of Hedges"), answers)
    assert found.status is expected
    if expected is Status.UNKNOWN:
        assert found.score is None
        assert found.records == ()


def test_the_silent_source_is_named_once() -> None:
    assert decide(Query("Any Title"), [SILENT, SILENT]).reasons == ("arXiv did not answer",)


@pytest.mark.parametrize("title", ["", "?!", "  "])
def test_a_question_without_words_matches_nothing(title: str) -> None:
    assert verdict(title, paper(""), paper("Attention Is All You Need", "1706.03762")).status is Status.ABSENT


def test_a_question_without_title_takes_its_own_link() -> None:
    assert verdict(Query("", Ids(arxiv="1706.03762")), paper("Attention", "1706.03762")).status is Status.MATCHED


def test_records_of_one_work_are_no_rivals() -> None:
    """The preprint and the publication are one paper, matched with both records."""
    title = "Toponym Probing of Hedges"
    preprint = paper(title, "2101.00001", "Ada Fern")
    published = Candidate("Semantic Scholar", title, Ids(doi="10.1/x", s2="a" * 40), authors=("A. Fern",))
    assert verdict(title, preprint, published).records == (preprint, published)


POOL = (
    *TWINS,
    paper("Memory Networks", "1410.3916", "Jason Weston"),
    paper(KNIFE_NOW, "2212.09721", "Aaron Chan"),
    Candidate("arXiv", "", Ids(arxiv="2212.09721"), former_titles=(KNIFE,)),
    Candidate("Semantic Scholar", KNIFE, Ids(s2="b" * 40), authors=("Aaron Chan",)),
    paper("Hyperbolic Neural Networks", "1805.09112", "Octavian Ganea"),
    paper("Hyperbolic Graph Neural Networks", "1910.12892", "Qi Liu"),
    Candidate("library", "Hyperbolic Neural Networks", bib_key="ganea", authors=("Octavian Ganea",)),
)
QUERIES = st.builds(
    Query,
    title=st.sampled_from([p.title for p in POOL if p.title] + [KNIFE]),
    ids=st.sampled_from([Ids(), Ids(arxiv="1410.3916"), Ids(arxiv="1706.00008")]),
    authors=st.sampled_from([None, "Olsen", "Weston et al."]),
    year=st.sampled_from([None, 2017, 2021]),
)


@given(QUERIES, st.permutations(POOL), st.integers(0, len(POOL)), st.booleans())
def test_the_verdict_does_not_depend_on_the_order_of_answers(
    query: Query, pool: list[Candidate], cut: int, silent: bool
) -> None:
    """Which source was faster, and which record came first, decides nothing."""
    more: list[Answer] = [SILENT] if silent else []
    one = decide(query, [Answered(tuple(pool[:cut])), Answered(tuple(pool[cut:])), *more])
    other = decide(query, [*more, Answered(POOL)])
    assert (one.status, one.score) == (other.status, other.score)
    assert {repr(r) for r in one.records} == {repr(r) for r in other.records}


@given(QUERIES, st.lists(st.sampled_from(POOL), max_size=6))
def test_a_match_has_records_and_a_score_and_nothing_else_has(query: Query, found: list[Candidate]) -> None:
    result = decide(query, [Answered(tuple(found))])
    assert (result.status is Status.MATCHED) == bool(result.records) == (result.score is not None)
    assert result.status is not Status.UNKNOWN
    assert result.reasons
