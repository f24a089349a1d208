"""A catalogue: dumps of five forms, one answer; nothing is lost to a bad record, a bad file or a bad day."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import match, works
from pipeline.__main__ import main
from pipeline.catalog import build as building
from pipeline.catalog.asking import consult
from pipeline.catalog.build import build
from pipeline.catalog.readers import arxiv_snapshot, stream
from pipeline.catalog.shelf import Catalog
from pipeline.errors import InputError
from pipeline.inquiry import Inquiry
from pipeline.match import hearing
from pipeline.model import BY_CATALOGUE, Answered, Candidate, Ids, Match, Query, Status, Unanswered

from .conftest import Forgetful, Toy
from .servers import Record, World, serve

DAY = date(2026, 11, 25)
TITLE = "Tidal Räder: Forecasting Rivers with Sparse Buoys"


def arxiv_line(title: str = TITLE, name: str = "2101.00001", **more: object) -> str:
    """Write a line of arXiv's snapshot, whose fields are these: titles and names folded, dates as in mail."""
    paper = {
        "id": name,
        "submitter": "Ana Prell",
        "authors": "Ana Prell and Jo Stam",
        "title": title.replace(": ", ":\n  "),
        "comments": "Accepted at ICLR 2022",
        "journal-ref": None,
        "doi": None,
        "report-no": None,
        "categories": "cs.LG stat.ML",
        "license": None,
        "abstract": "  Rivers rise.\n",
        "versions": [{"version": "v1", "created": "Fri, 1 Jan 2021 09:00:00 GMT"}],
        "update_date": "2022-02-03",
        "authors_parsed": [["Prell", "Ana", ""], ["Stam", "Jo", "Jr"]],
    }
    return json.dumps(paper | more) + "\n"


def s2_line(title: str | None = TITLE, corpus: int = 7, **external: str) -> str:
    """Write a line of a shard of Semantic Scholar's dataset."""
    paper = {
        "corpusid": corpus,
        "externalids": {"ArXiv": None, "DOI": None, "ACL": None, "CorpusId": str(corpus)} | external,
        "url": "https://www.semanticscholar.org/paper/" + "a" * 40,
        "title": title,
        "authors": [{"authorId": "1", "name": "A. Prell"}, {"authorId": None, "name": "J. Stam"}],
        "venue": "International Conference on Learning Representations",
        "year": 2021,
        "citationcount": 3,
        "s2fieldsofstudy": [{"category": "Computer Science", "source": "s2-fos-model"}],
        "publicationdate": "2021-01-01",
    }
    return json.dumps(paper) + "\n"


DBLP = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE dblp SYSTEM "dblp.dtd">
<dblp>
<www mdate="2020-01-01" key="homepages/p/APrell"><author>Ana Prell</author><title>Home Page</title></www>
<inproceedings mdate="2022-08-20" key="conf/iclr/PrellS22">
<author>Ana Prell</author>
<author>Jo Stam 0002</author>
<title>Tidal R&auml;der: Forecasting <i>Rivers</i> with Sparse Buoys.</title>
<year>2022</year>
<booktitle>ICLR</booktitle>
<ee type="oa">https://openreview.net/forum?id=abcDEF123</ee>
</inproceedings>
<article key="journals/x/NoTitle"><author>Jo Stam 0002</author><title></title></article>
</dblp>
"""
BIB = """% ours
@string{iclr = "International Conference on Learning Representations"}
@inproceedings{prell, title = {Tidal R{\\"a}der: Forecasting Rivers with Sparse Buoys},
  author = {Prell, Ana and Stam, Jo}, booktitle = iclr, year = 2022, doi = {10.5555/tides}}
"""


def dump(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def table(folder: Path) -> Path:
    path = folder / "table"
    rows = [
        {"title": TITLE, "authors": ["Ana Prell", "Jo Stam"], "year": 2022, "acl_id": "2022.acl-long.1"},
        {"title": None, "authors": [], "year": None, "acl_id": None},
    ]
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def decide(shelf: Catalog, title: str, **hints: str) -> Match:
    query = Query(title, **hints)  # type: ignore[arg-type]
    return match.decide(query, [*shelf.search([query]).values(), Unanswered("network", "not asked")])


def test_each_form_is_known_by_what_it_holds_and_one_work_is_one_answer(tmp_path: Path) -> None:
    dumps = [
        dump(tmp_path, "a", arxiv_line()),
        dump(tmp_path, "b.gz", s2_line()),
        dump(tmp_path, "c.gz", DBLP),
        dump(tmp_path, "d", BIB),
        table(tmp_path),
    ]
    tallies = build(tmp_path / "c", dumps, DAY)
    assert [(t.new, t.broken) for t in tallies] == [(1, 0), (1, 0), (1, 1), (1, 0), (1, 1)]
    found = decide(Catalog(tmp_path / "c"), "tidal rader - forecasting rivers with sparse buoys")
    assert (found.status, len(found.records)) == (Status.MATCHED, 5)
    ids = works.join(r.ids for r in found.records)
    assert ids == Ids("2101.00001", "10.5555/tides", "2022.acl-long.1", "abcDEF123", "a" * 40)
    first, *_, dblp, bib, _ = sorted(found.records, key=lambda r: "arXiv SemDBLBibPar".index(r.source[:3]))
    assert first == Candidate(
        "arXiv",
        TITLE,
        Ids("2101.00001"),
        authors=("Ana Prell", "Jo Stam Jr"),
        year=2022,
        venue="ICLR",
        evidence="comment",
        published=date(2021, 1, 1),
        fields=("cs.LG", "stat.ML"),
        url="https://arxiv.org/abs/2101.00001",
        pdf_url="https://arxiv.org/pdf/2101.00001",
    )
    assert (dblp.title, dblp.authors[1], dblp.venue, dblp.year) == (TITLE, "Jo Stam", "ICLR", 2022)
    assert (bib.venue, bib.evidence) == ("ICLR", "bibliography")


@pytest.mark.parametrize(
    ("name", "text", "place", "why"),
    [
        ("a", arxiv_line() + "{broken\n" + arxiv_line("Another Paper", "2101.00002"), "line 2", "not JSON"),
        ("a", arxiv_line() + arxiv_line(name="x/y") + arxiv_line("B", "2101.00002"), "line 2", "no arXiv id"),
        ("a", arxiv_line() + arxiv_line(versions=[{}]) + arxiv_line("B", "2101.00002"), "line 2", "form"),
        ("a.gz", s2_line() + "\n" + s2_line(None, 8) + s2_line("Other", 9), "line 3", "no title"),
        ("a", BIB + "@misc{a, title={One}\n@misc{b, title={Two}}\n", "line 5", "closed"),
    ],
    ids=["no JSON", "no id", "other fields", "no title", "an entry without end"],
)
def test_a_broken_record_is_counted_shown_and_passed_over(
    tmp_path: Path, name: str, text: str, place: str, why: str
) -> None:
    (tally,) = build(tmp_path / "c", [dump(tmp_path, name, text)], DAY)
    assert (tally.new, tally.broken) == (2, 1)
    assert tally.shown[0].startswith(place)
    assert why in tally.shown[0]


@pytest.mark.parametrize("cut", ["packed", "xml", "table"])
def test_a_broken_file_is_named_with_its_offset_and_what_stood_before_is_taken(
    tmp_path: Path, cut: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = dump(
        tmp_path, "dblp.gz" if cut == "packed" else "dblp", DBLP.replace("<article", f"<!--{'x' * 9}--><article")
    )
    if cut == "packed":
        path = dump(tmp_path, "a.gz", "".join(arxiv_line(f"Paper {n}", f"2101.{n:05}") for n in range(3000)))
        path.write_bytes(path.read_bytes()[:-100])
    elif cut == "xml":
        path.write_text(DBLP.replace("</article>", "</inproceedings>"))
    else:
        path = table(tmp_path)
        path.write_bytes(path.read_bytes()[:-9])
    assert main(["catalog", "build", str(tmp_path / "c"), "--from", str(path)]) == 1
    said = capsys.readouterr()
    assert str(path) in said.err
    assert {"packed": "offset", "xml": "offset 84 to 604: this is not XML", "table": "Parquet"}[cut] in said.err
    assert {"packed": "new", "xml": "1 new", "table": "no records"}[cut] in said.out


@pytest.mark.parametrize(
    ("text", "said"), [("", "empty"), ("PK\x03\x04 zip", "unpack it"), ("Dear list,\n", "none of arXiv")]
)
def test_a_file_of_another_form_changes_nothing(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        build(tmp_path / "c", [dump(tmp_path, "a", arxiv_line()), dump(tmp_path, "b", text)], DAY)
    with pytest.raises(InputError, match="no catalogue here"):
        Catalog(tmp_path / "c")


def test_helpers_read_dumps_piece_by_piece_and_one_that_breaks_off_costs_its_own_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A comment may hold records, and a piece end within one."""
    record = '<article key="j/{0}"><author>A &Uuml;</author><title>Paper on River {0}.</title></article>\n'
    hidden = f"<!-- {record.format('hidden')}{'~' * 300} -->"
    text = "<dblp>" + "".join(map(record.format, range(40))) + hidden + record.format(40)
    monkeypatch.setattr("pipeline.catalog.ahead._ALONE", 1)
    monkeypatch.setattr("pipeline.catalog.readers.dblp._PIECE", 300)
    dumps = [dump(tmp_path, "dblp", text + "<article><title>Cut o"), dump(tmp_path, "a", arxiv_line())]
    assert main(["catalog", "build", str(tmp_path / "c"), "--from", *map(str, dumps)]) == 1
    said = capsys.readouterr()
    assert said.out == f"dblp: dblp.xml: 41 new\na: {arxiv_snapshot.NAME}: 1 new\n"
    place = f"{dumps[0]}: offset {len(text) - 1} to {len(text) + 21}"
    assert said.err == f"error: {place}: it ends within a record; fetch it again; what stands before was taken\n"


def test_what_is_odd_in_a_line_costs_no_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a letter where a text was cut, `NaN`, a year that is none, a line without end; a longer one is too long."""
    monkeypatch.setattr(stream, "_PIECE", 1000)
    monkeypatch.setattr(stream, "_LONGEST", 3000)
    cut = arxiv_line("Cut in an Emoji", "2101.00002", abstract="\ud83d")
    odd = (
        s2_line("Odd", 8)
        .replace('"year": 2021', '"year": 20212021')
        .replace('"citationcount": 3', '"citationcount": NaN')
    )
    long = arxiv_line("Too Long", "2101.00004", abstract="x" * 9000)
    lines = cut + long + arxiv_line(abstract="y" * 1500).rstrip()
    tallies = build(tmp_path / "c", [dump(tmp_path, "a", lines), dump(tmp_path, "b", odd)], DAY)
    assert [(t.new, t.shown) for t in tallies] == [(2, ["line 2: it is too long"]), (1, [])]
    assert decide(Catalog(tmp_path / "c"), TITLE).status is Status.MATCHED


def test_a_catalogue_of_another_version_is_named(tmp_path: Path) -> None:
    build(tmp_path / "c", [dump(tmp_path, "a", arxiv_line())], DAY)
    manifest = tmp_path / "c" / "catalog.json"
    manifest.write_text(manifest.read_text().replace('"version": 2', '"version": 1'))
    with pytest.raises(InputError, match="another version"):
        build(tmp_path / "c", [tmp_path / "a"], DAY)


def test_a_newer_dump_writes_what_is_new_and_what_says_something_new(tmp_path: Path) -> None:
    """A paper renamed since is not found by its old title any more: a snapshot holds today's titles only."""
    lines = [arxiv_line(f"Paper on River {n}", f"2101.{n:05}") for n in range(20)]
    build(tmp_path / "c", [dump(tmp_path, "old", "".join(lines))], DAY)
    lines[3] = arxiv_line("Quite Another Name for It", "2101.00003")
    lines += [arxiv_line("Brand New Hydrology", "2101.00020")]
    (tally,) = build(tmp_path / "c", [dump(tmp_path, "new", "".join(lines))], DAY)
    assert (tally.new, tally.changed, tally.same) == (1, 1, 19)
    shelf = Catalog(tmp_path / "c")
    assert [len(p.contents) for p in shelf.parts] == [20, 2]
    assert decide(shelf, "Quite another name for it").records[0].ids.arxiv == "2101.00003"
    assert decide(shelf, "Paper on River 3").status is Status.UNKNOWN
    assert [t.same for t in build(tmp_path / "c", [tmp_path / "new"], DAY)] == [21]


def test_a_build_that_is_stopped_leaves_the_old_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "c", [dump(tmp_path, "a", arxiv_line())], DAY)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(building, "_sweep", lambda *_: None)  # nor does a killed one tidy up
        patch.setattr("pipeline.atomic.replace", stop)
        with pytest.raises(KeyboardInterrupt):
            build(tmp_path / "c", [dump(tmp_path, "b", arxiv_line("New Title", "2101.00001"))], DAY)
    assert decide(Catalog(tmp_path / "c"), TITLE).status is Status.MATCHED
    assert len(list((tmp_path / "c").glob("part-*"))) == 2
    build(tmp_path / "c", [tmp_path / "b"], DAY)
    assert decide(Catalog(tmp_path / "c"), "New Title").status is Status.MATCHED


def test_many_small_parts_become_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "SMALL", 3)
    for n in range(3):
        build(
            tmp_path / "c",
            [dump(tmp_path, "a", arxiv_line(f"Paper on River {n}", "2101.00001") + s2_line(f"T {n}"))],
            DAY,
        )
    shelf = Catalog(tmp_path / "c")
    assert [len(p.contents) for p in shelf.parts] == [1]
    assert decide(shelf, "Paper on River 2").status is Status.MATCHED
    assert len(list((tmp_path / "c").glob("part-*"))) == 1
    assert [t.same for t in build(tmp_path / "c", [tmp_path / "a"], DAY)] == [1]


@pytest.mark.parametrize(
    "asked",
    [
        "Tidal Rader: Forcasting Rivers with Sparse Buoys",
        "Tidal Räder: Forecasting Rivers Sparse Buoys",
        "Tidal Räder: Forecasting Rivers with Sparse",
        "tidalräder forecasting-rivers with sparse buoys",
    ],
)
def test_a_damaged_title_is_found(tmp_path: Path, asked: str) -> None:
    others = "".join(arxiv_line(f"Forecasting Rivers with Method {n}", f"2102.{n:05}") for n in range(200))
    build(tmp_path / "c", [dump(tmp_path, "a", arxiv_line() + others)], DAY)
    found = decide(Catalog(tmp_path / "c"), asked)
    assert [r.title for r in found.records] == [TITLE]


def test_two_works_of_one_title_stay_two(tmp_path: Path) -> None:
    """They are joined by nothing, and only the authors of the list can tell which is meant."""
    other = arxiv_line(name="2201.00009", authors_parsed=[["Okafor", "Ngozi", ""], ["Lindqvist", "Per", ""]])
    build(
        tmp_path / "c",
        [dump(tmp_path, "a", arxiv_line() + other), dump(tmp_path, "b", s2_line(ArXiv="2101.00001"))],
        DAY,
    )
    shelf = Catalog(tmp_path / "c")
    assert decide(shelf, TITLE).status is Status.AMBIGUOUS
    assert {r.ids.arxiv for r in decide(shelf, TITLE, authors="Okafor and Lindqvist").records} == {"2201.00009"}


def test_a_record_with_an_old_title_leads_to_the_work(tmp_path: Path) -> None:
    """Semantic Scholar kept the title of the preprint; the id leads to arXiv's record, with today's."""
    build(
        tmp_path / "c",
        [
            dump(tmp_path, "a", arxiv_line("A New Name Altogether", "2101.00001")),
            dump(tmp_path, "b", s2_line(ArXiv="2101.00001")),
        ],
        DAY,
    )
    found = decide(Catalog(tmp_path / "c"), TITLE)
    assert sorted(r.title for r in found.records) == ["A New Name Altogether", TITLE]


@pytest.mark.parametrize(("count", "given", "capped"), [(30, 30, False), (60, 50, True)])
def test_all_papers_that_begin_with_a_title_are_given_or_it_is_said_that_there_are_more(
    tmp_path: Path, count: int, given: int, *, capped: bool
) -> None:
    """The search itself gives the nearest few; that a title begins one paper only can be told by all of them."""
    lines = [arxiv_line(f"Rivers by Night: Walk {n}", f"2102.{n:05}") for n in range(count)]
    build(tmp_path / "c", [dump(tmp_path, "a", "".join(lines))], DAY)
    (answer,) = Catalog(tmp_path / "c").search([Query("Rivers by night")]).values()
    begin = [c for c in answer.candidates if c.title.startswith("Rivers by Night: ")]
    assert (len(begin) >= given, answer.capped, answer.holdings) == (True, capped, count)


def test_what_the_catalogue_has_settles_a_question_only_where_no_other_paper_can_be_meant(tmp_path: Path) -> None:
    """The very title, or the linked paper; not a title that is only like it, nor one that two papers may share."""
    build(tmp_path / "c", [dump(tmp_path, "a", arxiv_line() + arxiv_line("Deep Neural Networks", "2101.00002"))], DAY)
    exact, slip, light = Query(TITLE), Query(TITLE.replace("Forecasting", "Forcasting")), Query("Deep Neural Networks")
    linked, nowhere = Query(light.title, Ids(arxiv="2101.00002")), Query("Socks and Where They Go")
    inquiry = Inquiry([], Forgetful(), lambda *_: None)
    is_open = consult(Catalog(tmp_path / "c"), [exact, slip, light, linked, nowhere], inquiry)
    left = [q for q in (exact, slip, light, linked, nowhere) if is_open(q, inquiry.answers(q))]
    assert left == [slip, light, nowhere]
    assert inquiry.answers(nowhere) == []
    inquiry.hear(slip, "arXiv", Answered((Candidate("arXiv", TITLE, Ids("2101.00001"), authors=("Ana Prell",)),)))
    assert not is_open(slip, inquiry.answers(slip))


def test_a_run_offline_finds_papers_in_the_catalogue_and_calls_none_absent(toy: Toy) -> None:
    """Nobody on the network was asked: what the catalogue has not is unknown, as it is without one."""
    bare = toy.enrich().statuses
    (toy.folder / "raw" / "library.bib").rename(toy.folder / "dump.bib")
    build(toy.folder / "c", [toy.folder / "dump.bib"], DAY)
    assert main(["enrich", "--offline", "--catalog", "c", "--force"]) == 0
    rows = pq.read_table(toy.out / "mentions.parquet").to_pylist()
    assert {r["status"] for r in rows} <= {"matched", "unknown", "ambiguous"}
    assert sum(r["status"] == "matched" for r in rows) == bare["matched"] > 0


def test_with_a_catalogue_the_network_is_asked_for_citations_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Record(TITLE, ("Ana Prell", "Jo Stam"), date(2021, 1, 1), "2101.00001")
    build(tmp_path / "c", [dump(tmp_path, "a", arxiv_line())], DAY)
    dump(tmp_path, "list.md", f"# Papers\n\n- {TITLE}\n")
    monkeypatch.chdir(tmp_path)
    with serve(World([record])) as servers:
        for name, value in (("ARXIV_URL", servers.arxiv_url), ("S2_URL", servers.s2_url), ("S2_INTERVAL", "0")):
            monkeypatch.setenv(f"ENRICH_{name}", value)
        assert main(["enrich", "list.md", "--catalog", "c", "--out", "out"]) == 0
        assert (len(servers.log.of("arxiv")), len(servers.log.of("s2"))) == (0, 1)
    (paper,) = pq.read_table("out/papers.parquet").to_pylist()
    assert (paper["paper_id"], paper["venue"]) == ("arxiv:2101.00001", "ICLR")
    assert paper["citation_count"] is not None


def test_a_head_that_one_paper_of_a_large_catalogue_bears_is_that_paper_until_the_network_knows_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offline the catalogue is the source; on the network its word is checked, and what was found stays meanwhile."""
    monkeypatch.setattr(hearing, "WITNESS", 2)
    head, other = (
        "Learning to Forecast Rivers",
        Record("Learning to Forecast Rivers: A Memoir", ("Per Lind",), date(2020, 1, 1), "2001.00002"),
    )
    lines = arxiv_line(f"{head}: Tides with Sparse Buoys", "2101.00001") + arxiv_line(
        "Forecasting Rivers in the Wild", "2101.00003"
    )
    build(tmp_path / "c", [dump(tmp_path, "a", lines)], DAY)
    dump(tmp_path, "list.md", f"# Papers\n\n- {head}\n")
    monkeypatch.chdir(tmp_path)
    words = ["enrich", "list.md", "--catalog", "c", "--out", "out"]

    def row() -> tuple[str, str | None, bool]:
        (row,) = pq.read_table("out/mentions.parquet").to_pylist()
        return row["status"], row["paper_id"], BY_CATALOGUE in row["reasons"]

    assert main([*words, "--offline"]) == 0
    assert row() == ("matched", "arxiv:2101.00001", True)
    with serve(World([other])) as servers:
        for name, value in (("ARXIV_URL", servers.arxiv_url), ("S2_URL", servers.s2_url), ("S2_INTERVAL", "0")):
            monkeypatch.setenv(f"ENRICH_{name}", value)
        monkeypatch.setenv("ENRICH_ARXIV_INTERVAL", "0")
        assert main(words) == 0
    assert row() == ("ambiguous", None, False)
    assert main([*words, "--offline"]) == 0
    assert row() == ("ambiguous", None, False)


def test_find_says_which_paper_a_title_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "c", [dump(tmp_path, "a", arxiv_line())], DAY)
    (tmp_path / "pyproject.toml").write_text('[tool.pipeline]\ncatalog = "c"\n')
    monkeypatch.chdir(tmp_path)
    assert main(["find", TITLE.lower()]) == 0
    assert capsys.readouterr().out.splitlines()[2:] == [
        "  ICLR 2022",
        "  arxiv:2101.00001",
        "  https://arxiv.org/abs/2101.00001",
        "  matched: same title",
    ]
    assert main(["find", "Socks and Where They Go"]) == 0
    assert capsys.readouterr().out == "not in the catalogue\n"
