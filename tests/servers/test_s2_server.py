"""The Semantic Scholar server keeps the contract of the real one, as far as that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .asking import batch, s2

if TYPE_CHECKING:
    from . import (
        Servers,
    )


def test_batch(servers: Servers) -> None:
    """One element an id, in order; null for unknown ids and versions; a merged record answers under another id."""
    ids = ["arXiv:2205.01001", "BOGUS:xyz", "ARXIV:2210.00007v1", "0" * 39 + "1", "10.18653/v1/2023.acl-long.901"]
    ids += ["ACL:P19-9021", "MAG:2963400012", "URL:https://arxiv.org/abs/1706.00012", "DOI:10.48550/arXiv.2402.00011"]
    papers = batch(servers, *ids).json()
    assert [p and p["title"][:7] for p in papers] == [
        "Borrowe", None, None, "Once Tw", "Borrowe", "Printed", "Patienc", "Patienc", "Preprin",
    ]  # fmt: skip
    assert papers[3]["paperId"] != ids[3]
    assert papers[0] == papers[4]
    by_number = batch(servers, f"CorpusId:{batch(servers, ids[0], fields='corpusId').json()[0]['corpusId']}").json()
    assert by_number == papers[:1]


@pytest.mark.parametrize(
    "ids", [["ARXIV:2611.00022"], ["ARXIV:2205.01001", ""], []], ids=["none-known", "one-empty", "no-id"]
)
def test_batch_without_valid_ids(servers: Servers, ids: list[str]) -> None:
    """Where no id is known, or one is empty, the whole batch is a 400."""
    answer = batch(servers, *ids)
    assert (answer.status_code, answer.content) == (400, b'{"error":"No valid paper ids given"}\n')


def test_batch_limit(servers: Servers) -> None:
    """500 ids pass, 501 do not."""
    assert len(batch(servers, *["ARXIV:2205.01001"] * 500).json()) == 500
    assert batch(servers, *["ARXIV:2205.01001"] * 501).status_code == 400


def test_match(servers: Servers) -> None:
    """A match is the best there is, a fragment and a near title included; the score is no probability."""
    (best,) = s2(servers, "search/match", query="PATIENCE is all you need", fields="title,year").json()["data"]
    assert best.keys() == {"paperId", "title", "year", "matchScore"}
    assert best["title"] == "Patience is All you Need"
    assert best["matchScore"] > 1
    (whole,) = s2(servers, "search/match", query="late bloomers papers").json()["data"]
    assert whole["title"] == "Late Bloomers: Papers That Took Two Years"
    (old,) = s2(servers, "search/match", query="Keeping Summaries Faithful by Anchors").json()["data"]
    assert old["title"] == "Keeping Summaries Faithful by Anchors"
    miss = s2(servers, "search/match", query="Wholly Unheard Of")
    assert (miss.status_code, miss.content) == (404, b'{"error":"Title match not found"}\n')


def test_search(many: Servers) -> None:
    """All words are required, a hyphenated word finds nothing; `next` is there until the last page."""
    first = s2(many, "search", query="paper many", limit=100, fields="title").json()
    assert (first["total"], first["offset"], first["next"], len(first["data"])) == (2500, 0, 100, 100)
    last = s2(many, "search", query="number 7 many", fields="title").json()
    assert ("next" in last, [p["title"] for p in last["data"]]) == (False, ["Paper Number 7 of Many"])
    assert s2(many, "search", query="paper-number").content == b'{"total": 0, "offset": 0}\n'
    assert s2(many, "search", query="paper", limit=101).status_code == 400
    assert s2(many, "search", query="paper", offset=950, limit=100).status_code == 400


def test_bulk(many: Servers) -> None:
    """A thousand a call, then a token; phrases and alternatives; nested fields are refused."""
    first = s2(many, "search/bulk", query="paper", fields="title").json()
    assert (first["total"], len(first["data"])) == (2500, 1000)
    last = s2(many, "search/bulk", query="paper", token=first["token"]).json()
    last = s2(many, "search/bulk", query="paper", token=last["token"]).json()
    assert ("token" in last, len(last["data"])) == (False, 500)
    found = s2(many, "search/bulk", query='"number 7" | ("number 8" + many) -paper').json()
    assert [p["title"] for p in found["data"]] == ["Paper Number 7 of Many"]
    assert s2(many, "search/bulk", query="paper", fields="authors.name").status_code == 400
    assert s2(many, "search/bulk", query="(").status_code == 400


@pytest.mark.parametrize("path", ["search", "search/bulk"])
def test_field_trap(servers: Servers, path: str) -> None:
    """An unknown field is a 400 only where the query matches something."""
    bad = s2(servers, path, query="patience", fields="titel")
    assert (bad.status_code, bad.content) == (400, b'{"error":"Unrecognized or unsupported fields: [titel]"}\n')
    assert s2(servers, path, query="unheard", fields="titel").status_code == 200


def test_single_paper(servers: Servers) -> None:
    """One paper by any id; an unknown one is a 404 whatever the fields."""
    assert s2(servers, "DOI:10.18653/V1/P19-9021").json()["title"] == "Printed Matter: A Study of Paper"
    missing = s2(servers, "0", fields="t,i")
    assert (missing.status_code, missing.content) == (404, b'{"error":"Paper with id 0 not found"}\n')
    assert s2(servers, "ACL:P19-9021", fields="matchScore").status_code == 400


def test_records_have_their_faults(servers: Servers) -> None:
    """Split records, DataCite DOIs, empty venues, null ids, empty links, the preprint's year: all reach the JSON."""
    fields = "title,venue,year,externalIds,openAccessPdf,authors"
    ids = ("ARXIV:2309.00010", "ACL:2023.emnlp-main.910", "ARXIV:2402.00011", "ARXIV:1512.00014", "ARXIV:2112.00019")
    one, two, datacite, pdf, late = batch(servers, *ids, fields=fields).json()
    assert one["paperId"] != two["paperId"]
    assert (one["title"], "DOI" in one["externalIds"], "ArXiv" in two["externalIds"]) == (two["title"], False, False)
    assert (datacite["externalIds"]["DOI"], datacite["authors"][0]["authorId"]) == ("10.48550/arXiv.2402.00011", None)
    assert (pdf["title"][:6], pdf["venue"], pdf["openAccessPdf"]["url"], pdf["year"]) == ("[PDF] ", "", "", 2014)
    assert (late["year"], late["venue"]) == (2021, "International Conference on Machine Learning")
