"""A notice of withdrawal is told from all else that is said of withdrawing; the forms are those of real comments."""

from __future__ import annotations

import pytest

from pipeline.withdrawal import is_withdrawn

NOTICES = [
    "This paper has been withdrawn by the author due to an error in Lemma 2",
    "12 pages, 3 figures. This paper has been withdrawn.",
    "arXiv admin note: This submission has been withdrawn by arXiv administrators due to incorrect authorship",
    "Withdrawn",
    "Paper withdrawn",
    "v2: withdrawn, replaced by arXiv:2504.01234",
    "Withdrawal due to errors: (1) a wrong entropy",
    "This paper as been withdrawn",
    "The paper is withdrawn because of an error in Theorem 2.",
    "The authors have withdrawn this manuscript because no permission was obtained",
    "After careful consideration, we have decided to withdraw the manuscript",
    "The previous version had an error; this paper has been withdrawn entirely.",
    "This paper has been withdrawn from arXiv",
]
OTHERS = [
    None,
    "12 pages",
    "Withdrawn from ICLR 2021",
    "Accepted to ICLR 2023, then withdrawn",
    "This paper was withdrawn from the proceedings because the author could not attend",
    "We withdrew our submission to NeurIPS 2023",
    "It could be withdrawn if accepted elsewhere",
    "A previous version of this manuscript was withdrawn due to an error in interpretation.",
    "Replaces the withdrawn manuscript (arXiv:1911.03628)",
    'incorporates arXiv:2011.10199 "Super-clustering", which has been withdrawn',
    "12 pages. Complete rewrite of v1. Withdrawn as erroneous: the definition (Def. 4)",
    "Section 6 is withdrawn. Lemma 6.1 extended the rate.",
]


@pytest.mark.parametrize("comment", NOTICES)
def test_a_notice_in_the_comment(comment: str) -> None:
    assert is_withdrawn(comment, "We study X.")


@pytest.mark.parametrize("comment", OTHERS)
def test_no_notice(comment: str | None) -> None:
    assert not is_withdrawn(comment, "We study X.")


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("This paper has been withdrawn because of a flaw.", True),
        ("Withdrawn due to an error in Eq. 3.", True),
        ("We prove X. This paper has been withdrawn by the authors, who found a gap.", True),
        ("We ask of each title whether this paper has been withdrawn or stands.", False),
        ("Drugs withdrawn from the market are studied.", False),
        ("Withdrawal symptoms of language models are modelled.", False),
    ],
)
def test_an_abstract_counts_where_it_is_the_notice(abstract: str, expected: bool) -> None:
    assert is_withdrawn(None, abstract) == expected
