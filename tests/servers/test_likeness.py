"""The real clients read the servers, and the answers have the shape of recorded ones."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import arxiv
import pytest
import requests
from semanticscholar import SemanticScholar

from . import (
    KEY,
    NASTY,
    Record,
    Servers,
    World,
    always,
    script,
    serve,
)
from .asking import ATOM, ask, batch, feed

SAMPLES = Path(__file__).parents[3] / "shared" / "api" / "samples"
samples_only = pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs the recorded samples in ../shared/api/samples")


def test_arxiv_client_reads_it(many: Servers) -> None:
    """The real client pages through answers, and takes an outage the way it does with arXiv."""
    client = arxiv.Client(page_size=100, delay_seconds=0, num_retries=0)
    client.query_url_format = f"{many.arxiv_url}/api/query?{{}}"
    found = list(client.results(arxiv.Search('ti:"paper number"', max_results=250)))
    assert len({r.entry_id for r in found}) == 250
    many.faults = {"arxiv": always("html")}
    assert list(client.results(arxiv.Search("ti:paper"))) == []
    many.faults = {"arxiv": always("503")}
    with pytest.raises(arxiv.HTTPError):
        list(client.results(arxiv.Search("ti:paper")))


def test_arxiv_client_reads_every_trait(servers: Servers) -> None:
    """Each hand-made paper comes through the real client as it was meant."""
    client = arxiv.Client(delay_seconds=0)
    client.query_url_format = f"{servers.arxiv_url}/api/query?{{}}"
    names = [r.arxiv for r in NASTY.values() if r.arxiv]
    found = {r.get_short_id(): r for r in client.results(arxiv.Search(id_list=names))}
    for record in (r for r in NASTY.values() if r.arxiv):
        result = found[f"{record.arxiv}v{record.versions}"]
        assert result.title == " ".join(record.titled(record.versions).split())
        assert [a.name for a in result.authors] == list(record.authors)
        assert (result.comment, result.journal_ref, result.doi) == (record.comment, record.journal_ref, record.doi)
        assert result.published.date() == record.day


def test_semantic_scholar_client_reads_it(servers: Servers) -> None:
    """The real client reads all fields that it asks for by itself, and an outage as "not found"."""
    client = SemanticScholar(api_url=servers.s2_url, api_key=KEY, retry=False)
    papers, missing = client.get_papers(["ARXIV:2205.01001", "ACL:X"], return_not_found=True)
    assert ([p.title for p in papers], missing) == ([NASTY["plain"].title], ["ACL:X"])
    assert client.search_paper("Patience is all", match_title=True).title == "Patience is All you Need"
    servers.faults = {"s2": always("502")}
    assert client.get_papers(["ARXIV:2205.01001"]) == []


def order(entry: ET.Element) -> list[tuple[str, ...]]:
    """Give the kinds of children in the order in which they come first."""
    return list(dict.fromkeys((child.tag, *sorted(child.attrib)) for child in entry))


@samples_only
@pytest.mark.parametrize("name", ["arxiv_query_title", "arxiv_id_list_old_id_affiliation_journal_ref"])
def test_feed_has_the_order_of_the_samples(name: str) -> None:
    """Elements, their attributes and their order are those of recorded feeds."""
    papers = (
        Record("T", ("A",), arxiv="2001.00001", comment="c", journal_ref="j", doi="10.1/x"),
        Record("T", ("A",), arxiv="2001.00001", comment="c", journal_ref="j", affiliation="P"),
    )
    recorded = ET.parse(SAMPLES / f"{name}.xml").getroot()
    with serve(World([papers["affiliation" in name]])) as own:
        ours = feed(ask(own, id_list="2001.00001"))
    assert order(ours) == order(recorded)
    entry, theirs = ours.find(f"{ATOM}entry"), recorded.find(f"{ATOM}entry")
    assert entry is not None
    assert theirs is not None
    assert order(entry) == order(theirs)
    author, named = entry.find(f"{ATOM}author"), theirs.find(f"{ATOM}author")
    assert author is not None
    assert named is not None
    assert order(author) == order(named)


@samples_only
def test_error_feed_is_the_sample(servers: Servers) -> None:
    """The error for a malformed id is the recorded one, apart from the time."""
    recorded = (SAMPLES / "arxiv_error_400_malformed_id.xml").read_text().split("\n")
    ours = ask(servers, id_list="abc").text.split("\n")
    assert [line for line in ours if "updated" not in line] == [line for line in recorded if "updated" not in line]


@samples_only
@pytest.mark.parametrize(
    ("name", "fault"),
    [("s2_429", "429"), ("s2_403_bad_key", "403"), ("s2_paper_404", None), ("s2_search_no_results", None)],
)
def test_semantic_scholar_errors_are_the_samples(servers: Servers, name: str, fault: str | None) -> None:
    """Status, body, length and the gateway's header are those that were recorded."""
    sample = json.loads((SAMPLES / f"{name}.json").read_text())
    servers.faults = {"s2": script(fault)}
    path = "search?query=n0+r3sult" if "search" in name else "0"
    answer = requests.get(f"{servers.s2_url}/graph/v1/paper/{path}", timeout=5)
    headers = {key.lower(): value for key, value in sample["headers"].items()}
    assert (answer.status_code, answer.json()) == (sample["status"], sample["body"])
    assert answer.headers["Content-Length"] == headers["content-length"]
    assert answer.headers.get("x-amzn-ErrorType") == headers.get("x-amzn-errortype")


@samples_only
def test_records_have_the_keys_of_the_samples(servers: Servers) -> None:
    """All fields that a sample has come in the same order, and their parts have the same names."""
    samples = json.loads((SAMPLES / "s2_arxiv_papers_venue_forms.json").read_text())
    (ours,) = batch(servers, "ARXIV:2205.01001", fields=",".join(samples[0])).json()
    assert all(list(ours) == list(sample) for sample in samples)
    for name in ("authors", "s2FieldsOfStudy", "citationStyles", "journal", "externalIds"):
        mine, *theirs = (
            value[0] if isinstance(value, list) else value for value in (p[name] for p in [ours, *samples])
        )
        assert set(mine) <= {key for part in theirs if part for key in part} | {"ACL"}, name
