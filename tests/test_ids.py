"""Identifiers: found in links and text, brought into one form, and never made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ids import acl_id, arxiv_id, doi, from_doi, from_url
from pipeline.model import Ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2203.02155", "2203.02155", id="bare"),
        pytest.param("arXiv:2203.02155v3", "2203.02155", id="prefix-and-version"),
        pytest.param(" 0704.0001 ", "0704.0001", id="four-digits-before-2015"),
        pytest.param("math.GT/0309136", "math/0309136", id="old-style-with-class"),
        pytest.param("Hep-TH/9901001", "hep-th/9901001", id="old-style-in-capitals"),
        pytest.param("cond-mat/9901001v2", "cond-mat/9901001", id="old-style-with-version"),
        pytest.param("2203.2155", "2203.2155", id="four-digits-are-an-id-by-form"),
        pytest.param("22030.2155", None, id="too-many-digits-before-the-dot"),
        pytest.param("2203.021555", None, id="too-many-digits-after-the-dot"),
        pytest.param("see 2203.02155", None, id="a-sentence-is-no-id"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_an_arxiv_id_is_told_by_its_form(text: str, expected: str | None) -> None:
    assert arxiv_id(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("https://doi.org/10.1145/3292500.3330701", "10.1145/3292500.3330701", id="resolver"),
        pytest.param("DOI 10.1000/ABC.", "10.1000/abc", id="lower-case-without-full-stop"),
        pytest.param("(10.1016/S0140-6736(20)30183-5)", "10.1016/s0140-6736(20)30183-5", id="own-brackets-stay"),
        pytest.param("[x](https://doi.org/10.1000/a_b)", "10.1000/a_b", id="brackets-around-go"),
        pytest.param("10.1002/%28SICI%291097-0258", "10.1002/(sici)1097-0258", id="percent-encoded"),
        pytest.param("version 10.2 of it", None, id="a-number-is-no-doi"),
    ],
)
def test_a_doi_is_read_without_what_surrounds_it(text: str, expected: str | None) -> None:
    assert doi(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2022.acl-long.1", True), ("P19-1001", True), ("2020.findings-emnlp.7", True), ("acl-long.1", False)],
)
def test_an_acl_id_is_told_by_its_form(text: str, expected: bool) -> None:
    assert acl_id(text) == (text if expected else None)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("10.48550/arXiv.2203.02155", Ids(arxiv="2203.02155"), id="arxiv-s-own-is-the-arxiv-id"),
        pytest.param(
            "10.18653/v1/2022.acl-long.1",
            Ids(doi="10.18653/v1/2022.acl-long.1", acl="2022.acl-long.1"),
            id="the-acl-s-holds-its-id",
        ),
        pytest.param("10.18653/v1/P19-1001", Ids(doi="10.18653/v1/p19-1001", acl="P19-1001"), id="old-acl-id"),
        pytest.param("10.1145/3292500", Ids(doi="10.1145/3292500"), id="any-other"),
    ],
)
def test_a_doi_may_carry_another_id(name: str, expected: Ids) -> None:
    assert from_doi(name) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://arxiv.org/abs/2203.02155v2", Ids(arxiv="2203.02155"), id="abstract"),
        pytest.param("http://www.arxiv.org/pdf/2203.02155.pdf", Ids(arxiv="2203.02155"), id="pdf"),
        pytest.param("https://arxiv.org/abs/math.GT/0309136", Ids(arxiv="math/0309136"), id="old-style"),
        pytest.param("https://www.arxiv-vanity.com/papers/1706.03762/", Ids(arxiv="1706.03762"), id="vanity"),
        pytest.param("https://ar5iv.labs.arxiv.org/html/1706.03762", Ids(arxiv="1706.03762"), id="ar5iv"),
        pytest.param("https://huggingface.co/papers/2203.02155", Ids(arxiv="2203.02155"), id="hugging-face-paper"),
        pytest.param("https://aclanthology.org/2022.acl-long.1.pdf", Ids(acl="2022.acl-long.1"), id="acl"),
        pytest.param("https://www.aclweb.org/anthology/P19-1001/", Ids(acl="P19-1001"), id="acl-old-site"),
        pytest.param("https://openreview.net/forum?id=R8sQPpGCv0&x=1", Ids(openreview="R8sQPpGCv0"), id="openreview"),
        pytest.param("https://openreview.net/pdf?noteId=abc&id=TG8KACxEON", Ids(openreview="TG8KACxEON"), id="or-pdf"),
        pytest.param(
            "https://www.semanticscholar.org/paper/Some-Title/" + "0f" * 20, Ids(s2="0f" * 20), id="semantic-scholar"
        ),
        pytest.param("https://dl.acm.org/doi/pdf/10.1145/3292500", Ids(doi="10.1145/3292500"), id="publisher"),
        pytest.param("https://x.com/doi/10.1000/ab/full", Ids(doi="10.1000/ab"), id="publisher-s-word-behind-it"),
        pytest.param("https://github.com/2203.02155/code", Ids(), id="a-like-number-elsewhere-proves-nothing"),
        pytest.param("https://example.org/?u=https://arxiv.org/abs/2203.02155", Ids(), id="another-site-s-parameter"),
        pytest.param("https://notarxiv.example/abs/2203.02155", Ids(), id="a-like-host"),
        pytest.param(
            "https://web.archive.org/web/2023/https://arxiv.org/abs/2203.02155", Ids(arxiv="2203.02155"), id="archived"
        ),
        pytest.param("https://a.org/" * 5000, Ids(), id="nested-without-end"),
        pytest.param("https://proxy.example/http:/openreview.net/forum?id=ab1", Ids(openreview="ab1"), id="by-a-proxy"),
        pytest.param("https://arxiv.org/list/cs.CL/recent", Ids(), id="no-id-in-it"),
        pytest.param("http://[broken", Ids(), id="broken"),
        pytest.param("", Ids(), id="nothing"),
    ],
)
def test_a_link_proves_an_id_by_its_host_and_path(url: str, expected: Ids) -> None:
    assert from_url(url) == expected


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    """Lists hold every kind of broken link."""
    for prefix in ("", "https://arxiv.org/", "https://a.org/https://", "https://doi.org/10.", "http://["):
        from_url(prefix + text)
    doi(text)
    arxiv_id(text)
