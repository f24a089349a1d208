"""Each source, each way of asking it: the good day's answer or none, whatever the server does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import arxiv as arxiv_client
import pytest
from arxiv import _feed
from semanticscholar.Paper import Paper

import tests.servers.s2 as s2_server
from pipeline import sources
from pipeline.errors import SourceError
from pipeline.http import Fetcher
from pipeline.model import Answer, Answered, Fetch, Ids, Query, Reply, Request, Service, Unanswered
from pipeline.sources import SOURCES, Source, Step, arxiv, arxiv_query, semantic_scholar, wanted
from tests.servers import FAULTS, NASTY, Plan, Record, Servers, World, always, script, serve, when, world

SAMPLES = Path(__file__).parents[2] / "shared" / "api" / "samples"
NAMES = {"arXiv": "arxiv", "Semantic Scholar": "s2"}
STEPS = [(s, step) for s in SOURCES for step in dict.fromkeys((*s.STEPS, *filter(None, [s.LOOKUP, s.FORMER])))]
MAIN = [(arxiv, arxiv.by_id), (arxiv, arxiv.by_phrase), (semantic_scholar, semantic_scholar.by_id)]
MAIN += [(semantic_scholar, semantic_scholar.by_title)]  # the others ask in the same way
ENDLESS = ("hang", "stall", "drip", "drip-head")
OF_A_KIND = ("01", "03", "04", "05", "13", "02", "03-html", "29-html", "02-html", "04-html")  # statuses like others
# What cannot be told from a true answer: a feed without entries, and an order that only ids give away.
HONEST_LOOKING = {("arXiv", "empty-feed")}
ASKED = ("plain", "tex and accents", "operators", "retitled", "same title, first", "not on arXiv", "old-style id")
PAPERS = [NASTY[name] for name in ASKED]
QUERIES = [Query(r.title, Ids(arxiv=r.arxiv, doi=None if r.arxiv else r.doi)) for r in PAPERS]
STRANGERS = [Query("A Title That Nobody Ever Wrote, on Zorps", Ids(arxiv="2911.00001"))]

Ask = Callable[..., dict[Query, Answer]]


def label(value: object) -> str:
    return getattr(value, "NAME", None) or getattr(value, "__name__", None) or str(value)


@pytest.fixture(scope="module")
def running() -> Iterator[Servers]:
    with serve(world()) as running:
        yield running


@pytest.fixture
def servers(running: Servers) -> Iterator[Servers]:
    running.faults = {}
    running.log.clear()
    yield running
    for name in NAMES.values():
        running.log.assert_polite(name, 0)


@pytest.fixture
def ask(servers: Servers, tmp_path: Path) -> Ask:
    """Ask a source in one way, with faults or without; every question must be answered exactly once."""

    def ask(
        source: Source,
        step: Step,
        queries: Sequence[Query] = (),
        faults: Plan | None = None,
        of: Servers = servers,
        interval: float = 0.05,
        deadline: float = 5.0,
    ) -> dict[Query, Answer]:
        name = NAMES[source.NAME]
        of.faults = {name: faults} if faults else {}
        base = of.arxiv_url if name == "arxiv" else of.s2_url
        service = Service(source.NAME, base, interval, deadline, 4.0, 500)
        fetcher = Fetcher(service, tmp_path, lambda _: None)
        few = QUERIES[:3] if step is semantic_scholar.by_title else QUERIES
        found = list(step(queries or [*few, *STRANGERS], fetcher))
        fetcher.close()
        assert len(dict(found)) == len(found)
        return dict(found)

    return ask


GOOD: dict[tuple[str, str], dict[Query, Answer]] = {}


def good_day(ask: Ask, source: Source, step: Step) -> dict[Query, Answer]:
    key = (source.NAME, step.__name__)
    if key not in GOOD:
        GOOD[key] = ask(source, step)
        assert all(isinstance(a, Answered) for a in GOOD[key].values())
        assert any(a.candidates for a in GOOD[key].values() if isinstance(a, Answered))
    return GOOD[key]


def test_every_file_here_is_a_source_or_part_of_one() -> None:
    """A source that is not listed would never be asked."""
    folder = Path(sources.__file__).parent
    known = {Path(str(s.__file__)).name for s in SOURCES}  # type: ignore[attr-defined]
    assert {p.name for p in folder.glob("[a-z]*.py")} - known == {
        "arxiv_query.py",
        "s2_query.py",
        "s2_record.py",
        "wanted.py",
    }


def deadline(fault: str) -> float:
    """Give the seconds after which nothing more is waited for: few only where nothing comes."""
    return 0.15 if fault in (*ENDLESS, "slow") else 5.0


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(("source", "step"), MAIN, ids=label)
def test_one_fault_changes_no_answer(ask: Ask, source: Source, step: Step, fault: str) -> None:
    """The first answer is spoilt: the questions are asked again, and all is as on a good day."""
    good = good_day(ask, source, step)
    assert ask(source, step, faults=script(fault), deadline=deadline(fault)) == good


@pytest.mark.parametrize("fault", [f for f in FAULTS if f not in (*ENDLESS[1:], "slow") and f[1:] not in OF_A_KIND])
@pytest.mark.parametrize(("source", "step"), MAIN, ids=label)
def test_an_outage_is_never_an_answer(ask: Ask, source: Source, step: Step, fault: str) -> None:
    """Every answer is spoilt: what comes is the good day's answer, or none; never less, never "absent"."""
    if (source.NAME, fault) in HONEST_LOOKING:
        pytest.skip("an empty feed looks the same as a true one; it is asked for twice")
    good = good_day(ask, source, step)
    found = ask(source, step, faults=always(fault), interval=0.2, deadline=deadline(fault))
    for query, answer in found.items():
        assert isinstance(answer, Unanswered) or answer == good[query]
        if isinstance(answer, Unanswered):
            assert answer.source == source.NAME
            assert "<" not in answer.reason, "not a byte of HTML"


@pytest.mark.parametrize("fault", ["400", "500", "500-html"])
@pytest.mark.parametrize(("source", "step"), STEPS, ids=label)
def test_one_poisonous_question_costs_its_own_answer_only(ask: Ask, source: Source, step: Step, fault: str) -> None:
    """One title, or one id, makes every request fail that holds it."""
    bad = QUERIES[0]
    text = "2205.01001" if step.__name__ in ("by_id", "first_version") else "Light"
    good = good_day(ask, source, step)
    answers = ask(source, step, faults=when(text, fault), interval=0.001)
    assert isinstance(answers[bad], Unanswered)
    assert {q: a for q, a in answers.items() if q != bad} == {q: a for q, a in good.items() if q != bad}


@pytest.mark.parametrize(
    "title",
    [
        "C++ & C#",
        "a&limit=1",
        'Say "hello"',
        "ends in \\",
        "100% AND (OR) NOT?",
        "submittedDate:[2020 TO 2021]",
        "💥" * 700,
        "word " * 4000,
        "字" * 3000,
    ],
)
@pytest.mark.parametrize("source", SOURCES, ids=label)
def test_no_title_is_sent_raw(ask: Ask, servers: Servers, source: Source, title: str) -> None:
    """A title is one value of one parameter, however it is written and however long."""
    for step in source.STEPS[1:]:
        for answer in ask(source, step, [Query(title)]).values():
            assert isinstance(answer, Answered), answer
    names = {"search_query", "id_list", "sortBy", "sortOrder", "start", "max_results"}
    for entry in servers.log:
        assert set(entry.params) <= (names if entry.source == "arxiv" else {"query", "fields"})
        if entry.source == "s2":
            asked = entry.params["query"]
            assert title.startswith(asked) or re.fullmatch(r'"[^"|+*()~]+"( \| "[^"|+*()~]+")?', asked)


@pytest.mark.parametrize("source", SOURCES, ids=label)
def test_nothing_to_ask(ask: Ask, servers: Servers, source: Source) -> None:
    """No question, no request; a question that a step cannot ask is passed over or has no paper."""
    for step in source.STEPS:
        assert list(step([], _no_fetch)) == []
        for answer in dict(step([Query("?!"), Query("")], _no_fetch)).values():
            assert answer == Answered()


def _no_fetch(_: Request) -> Reply:
    raise AssertionError("nothing was to be asked")


# --- arXiv


def canned(body: bytes, content_type: str, status: int = 200) -> Fetch:
    """Answer every request with these bytes, checked as the transport does."""

    def fetch(request: Request) -> Reply:
        reply = Reply(status, body, content_type, date(2026, 11, 23))
        if status not in request.accept:
            raise SourceError(f"HTTP {status}", status)
        if request.check:
            request.check(reply)
        return reply

    return fetch


def recorded(ask: Ask, servers: Servers, source: Source, step: Step, queries: Sequence[Query]) -> tuple[bytes, str]:
    """Get the bytes that the server sends for these questions."""
    seen: list[Reply] = []
    base = servers.arxiv_url if source is arxiv else servers.s2_url
    fetcher = Fetcher(Service(source.NAME, base, 0, 5, 5, 9), Path("/nonexistent"), lambda _: None)

    def fetch(request: Request) -> Reply:
        seen.append(fetcher(request))
        return seen[-1]

    list(step(queries, fetch))
    fetcher.close()
    return seen[0].body, seen[0].content_type


@pytest.mark.parametrize(("source", "step"), MAIN, ids=label)
def test_an_answer_cut_at_any_byte_is_no_answer(ask: Ask, servers: Servers, source: Source, step: Step) -> None:
    """Also where what is left is well-formed, or a parser would mend it."""
    queries = QUERIES[:1] if step is semantic_scholar.by_title else QUERIES[:3]
    body, kind = recorded(ask, servers, source, step, queries)
    assert all(isinstance(a, Answered) for _, a in step(queries, canned(body, kind)))
    whole = len(body.rstrip())
    for cut in {*range(0, whole, 37), *range(whole - 60, whole), *range(60)}:
        answers = [answer for _, answer in step(queries, canned(body[:cut], kind))]
        assert all(isinstance(a, Unanswered) for a in answers), cut


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"OR ti:", b"OR all:"),
        (b" OR ti:", b""),
        (b"totalResults>3<", b"totalResults>4<"),
        (b"totalResults>3<", b"totalResults>0<"),
        (b"totalResults>3<", b"totalResults><"),
        (b"/abs/2205", b"/api/errors#2205"),
        (b"<published>2022", b"<published>soon 2022"),
        (b"http://www.w3.org/2005/Atom", b"http://www.w3.org/1999/xhtml"),
        (b"</feed>", b"<!-- </feed>"),
    ],
    ids=["other query", "no query", "more counted", "none counted", "not counted", "error", "no date", "html", "open"],
)
def test_a_feed_that_contradicts_itself_or_us(ask: Ask, servers: Servers, old: bytes, new: bytes) -> None:
    """Echo, count, entries and form must all be right."""
    queries = QUERIES[:3]
    body, kind = recorded(ask, servers, arxiv, arxiv.by_phrase, queries)
    assert old in body
    answers = [a for _, a in arxiv.by_phrase(queries, canned(body.replace(old, new), kind))]
    assert all(isinstance(a, Unanswered) for a in answers)


def test_ids_that_were_not_asked_for(ask: Ask, servers: Servers) -> None:
    """A feed about other papers is the answer to another question."""
    body, kind = recorded(ask, servers, arxiv, arxiv.by_id, QUERIES[:3])
    other = body.replace(b"/abs/2205.01001", b"/abs/2205.99999")
    assert all(isinstance(a, Unanswered) for _, a in arxiv.by_id(QUERIES[:3], canned(other, kind)))
    assert all(isinstance(a, Unanswered) for _, a in arxiv.by_id(QUERIES[:2], canned(body, kind)))


@pytest.mark.parametrize(("step", "asked"), [(arxiv.by_id, 2), (arxiv.by_part, 2), (arxiv.by_phrase, 1)], ids=label)
def test_an_empty_page_is_asked_for_twice(ask: Ask, servers: Servers, step: Step, asked: int) -> None:
    """ArXiv sends one for no reason at times; a phrase alone may find nothing, since its pieces are asked for next."""
    assert set(ask(arxiv, step, STRANGERS).values()) == {Answered()}
    assert len(servers.log) == asked


def test_a_title_whose_hits_were_cut_off_is_asked_again(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that stands in hundreds of titles does not push the others off the page."""
    crowd = [Record(f"Zebra Crossing Number {n}", arxiv=f"2001.{n:05}") for n in range(60)]
    monkeypatch.setattr(arxiv, "PHRASE_PAGE", 50)
    titles = ["Zebra Crossing", "Zebra Crossing Number 7", "Learning to Listen", "Patience Is All You Need"]
    with serve(World((*NASTY.values(), *crowd))) as many:
        answers = ask(arxiv, arxiv.by_phrase, [Query(t) for t in titles], of=many)
    found = {q.title: {c.title for c in a.candidates} for q, a in answers.items() if isinstance(a, Answered)}
    assert len(found[titles[0]]) == wanted.NEAREST
    assert {q.title for q, a in answers.items() if isinstance(a, Answered) and a.capped} >= {titles[0]}
    assert all(title in found[title] for title in titles[1:])


def test_many_titles_are_one_request(ask: Ask, servers: Servers) -> None:
    """Twenty titles a request, two hundred ids a request, and none too long."""
    ask(arxiv, arxiv.by_phrase, [Query(t) for t in sorted({r.title for r in NASTY.values()})[:20]])
    assert len(servers.log) == 1
    servers.log.clear()
    ids = [Query("", Ids(arxiv=f"0704.{n:04}")) for n in range(199)]
    ask(arxiv, arxiv.first_version, [*ids, QUERIES[0]])
    assert len(servers.log) == 1


def test_titles_become_safe_queries() -> None:
    """What is not safe inside quotes is left out; words that are not indexed as written split the phrase."""
    assert arxiv_query.phrase('Say "hello" \\ $x^2$').text == 'ti:"Say hello x 2"'
    assert arxiv_query.phrase("Gödel Machines: A Tour").text == 'ti:"Machines: A Tour"'
    assert arxiv_query.phrase("Don't Stop").text == 'ti:"Stop"'
    assert arxiv_query.phrase("One Größe Two").text == '(ti:"One" AND ti:"Two")'
    assert arxiv_query.phrase("?!").text == ""


def test_what_another_title_brought_is_not_an_answer(ask: Ask) -> None:
    """A page answers many titles; each gets what it would have got alone, however they are batched."""
    titles = [Query(f"{r.title} Once More") for r in NASTY.values()]
    together = ask(arxiv, arxiv.by_part, list(dict.fromkeys(titles)))
    for query in titles[:8]:
        assert ask(arxiv, arxiv.by_part, [query])[query] == together[query]


def test_versions_have_their_own_titles(ask: Ask) -> None:
    """Version 1 says what a paper was called; the current one what it is called."""
    query = Query("", Ids(arxiv="2210.00007"))
    now = ask(arxiv, arxiv.by_id, [query])[query]
    then = ask(arxiv, arxiv.first_version, [query])[query]
    assert isinstance(now, Answered)
    assert isinstance(then, Answered)
    assert [c.title for c in now.candidates] == ["HARBOR: Anchored Decoding for Faithful Summaries"]
    assert [c.former_titles for c in then.candidates] == [("Keeping Summaries Faithful by Anchors",)]
    assert (now.candidates[0].venue, now.candidates[0].year, now.candidates[0].evidence) == ("ICLR", 2023, "comment")


# --- Semantic Scholar


LONG = (
    "Reading Tide Tables of Forgotten Harbours with Patient Machines",
    "Counting Gulls above Breakwaters from Noise",
)


def paths(servers: Servers) -> list[str]:
    return [entry.path.rpartition("/")[2] for entry in servers.log]


def test_long_titles_are_searched_in_bulk(ask: Ask, servers: Servers) -> None:
    """Either half may carry a slip; nobody's title is asked for twice, since an empty page may come for no reason."""
    with serve(World([Record(title) for title in LONG])) as few:
        slips = [Query(LONG[0].replace("Tide", "Tied")), Query(LONG[1].replace("Noise", "Nose"))]
        answers = ask(semantic_scholar, semantic_scholar.by_title, slips, of=few)
        assert [[c.title for c in a.candidates] for a in answers.values() if isinstance(a, Answered)] == [
            [title] for title in LONG
        ]
        assert not any(a.capped for a in answers.values() if isinstance(a, Answered))
        assert paths(few) == ["bulk"]
    assert set(ask(semantic_scholar, semantic_scholar.by_title, [Query(LONG[0])]).values()) == {Answered()}
    assert paths(servers) == ["bulk", "bulk"]


def test_the_best_match_is_asked_for_where_the_search_cannot_say_enough(ask: Ask) -> None:
    """A short title that nobody has may carry a slip; one of common words alone stands in too many abstracts."""
    with serve(World([Record("Patient Tide Tables Revisited"), Record("Learning to Rank")])) as few:
        asked = [Query("Patiant Tide Tables Revisited"), Query("Learning to Rank")]
        answers = ask(semantic_scholar, semantic_scholar.by_title, asked, of=few)
        assert all(a.candidates for a in answers.values() if isinstance(a, Answered))
        assert sorted(paths(few)) == ["bulk", "bulk", "match", "match"]


def test_a_search_that_was_cut_off_is_split_and_proves_nothing(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a crowd of hits pushed off the page is asked for again; of the crowd itself there may be more."""
    monkeypatch.setattr(s2_server, "_BULK", 30)
    crowd = [Record(f"Patient Tide Tables: Part {n}") for n in range(40)]
    titles = [Query(t) for t in ("Patient Tide Tables", *LONG)]
    with serve(World([*crowd, *(Record(t) for t in LONG)])) as many:
        answers = ask(semantic_scholar, semantic_scholar.by_title, titles, of=many)
    assert {q.title: a.capped for q, a in answers.items() if isinstance(a, Answered)}["Patient Tide Tables"]
    assert all(a.candidates for a in answers.values() if isinstance(a, Answered))


def test_unknown_ids_alone_are_absent(ask: Ask, servers: Servers) -> None:
    """A batch of which nothing is known is a 400, and an answer."""
    queries = [Query("", Ids(doi=f"10.5555/none.{n}")) for n in range(3)]
    assert set(ask(semantic_scholar, semantic_scholar.by_id, queries).values()) == {Answered()}
    assert len(servers.log) == 1


def test_five_hundred_ids_a_batch(ask: Ask, servers: Servers) -> None:
    """Batches of 500, each id once."""
    ids = [Query(str(n), Ids(arxiv=f"0704.{n:04}")) for n in range(900)]
    ask(semantic_scholar, semantic_scholar.by_id, [*ids, *QUERIES, *(replace(q, title="again") for q in QUERIES)])
    sizes = [len(json.loads(e.body)["ids"]) for e in servers.log]
    assert sizes == [500, 900 + len(QUERIES) - 500]


def test_a_merged_paper_is_told_by_its_position(ask: Ask) -> None:
    """It answers with another id than it was asked for."""
    asked = [Query("", Ids(s2="0" * 39 + "1")), Query("", Ids(arxiv="2205.01001"))]
    found = ask(semantic_scholar, semantic_scholar.by_id, asked)
    answers = [found[q] for q in asked]
    assert [a.candidates[0].title for a in answers if isinstance(a, Answered)] == [
        "Once Two, Now One",
        NASTY["plain"].title,
    ]


RECORD: dict[str, Any] = {"paperId": "a" * 40, "title": "T", "externalIds": {"ArXiv": "2205.01001"}}


@pytest.mark.parametrize(
    "bad",
    [
        {"title": None},
        {"paperId": None},
        {"authors": "Ada"},
        {"authors": [None]},
        {"externalIds": ["ArXiv"]},
        {"tldr": "short"},
        {"s2FieldsOfStudy": [1]},
        {"year": "about 2020"},
    ],
    ids=str,
)
def test_a_record_that_cannot_be_read_costs_itself_only(bad: dict[str, Any]) -> None:
    """The others of its batch are read."""
    fine = {"paperId": "b" * 40, "title": "Fine", "externalIds": {"ArXiv": "2205.01002"}}
    queries = [Query("", Ids(arxiv="2205.01001")), Query("", Ids(arxiv="2205.01002"))]
    fetch = canned(json.dumps([RECORD | bad, fine]).encode(), "application/json")
    first, second = (answer for _, answer in semantic_scholar.by_id(queries, fetch))
    assert isinstance(second, Answered)
    assert second.candidates[0].title == "Fine"
    assert isinstance(first, Unanswered) or first.candidates[0].year is None


def test_a_date_of_another_form_is_no_date() -> None:
    """The client would lose the whole batch over it."""
    fetch = canned(json.dumps([RECORD | {"publicationDate": "2020-13"}]).encode(), "application/json")
    ((_, answer),) = semantic_scholar.by_id([Query("", Ids(arxiv="2205.01001"))], fetch)
    assert isinstance(answer, Answered)
    assert answer.candidates[0].published is None


@pytest.mark.parametrize(
    ("ids", "venue", "evidence"),
    [
        ({"ACL": "2023.acl-long.1", "DOI": "10.5555/x"}, "ACL", "acl id"),
        ({"ACL": "2023.nonsense-1.1", "DOI": "10.18653/v1/2023.acl-long.1"}, "ACL", "doi"),
        ({}, None, None),
    ],
    ids=["acl", "doi although an acl id is there", "nothing"],
)
def test_what_proves_the_venue(ids: dict[str, str], venue: str | None, evidence: str | None) -> None:
    """The evidence is whichever id says so."""
    fetch = canned(json.dumps([RECORD | {"externalIds": ids | {"ArXiv": "2205.01001"}}]).encode(), "application/json")
    ((_, answer),) = semantic_scholar.by_id([Query("", Ids(arxiv="2205.01001"))], fetch)
    assert isinstance(answer, Answered)
    assert (answer.candidates[0].venue, answer.candidates[0].evidence) == (venue, evidence)


# --- what we use of the two clients that is theirs alone


def test_contract_of_the_arxiv_client() -> None:
    """Our pinned version builds queries and reads feeds with these private parts."""
    search = arxiv_client.Search(query='ti:"a b"', id_list=["1", "2"], max_results=3)
    assert search._url_args() == {
        "search_query": 'ti:"a b"',
        "id_list": "1,2",
        "sortBy": "relevance",
        "sortOrder": "descending",
    }
    feed = _feed.parse(
        b"<feed xmlns='http://www.w3.org/2005/Atom' xmlns:o='http://a9.com/-/spec/opensearch/1.1/'>"
        b"<o:totalResults>1</o:totalResults><entry><id>http://arxiv.org/abs/math/0309017v2</id><title>A\n B</title>"
        b"<updated>2020-01-02T00:00:00Z</updated><published>2020-01-01T00:00:00Z</published><summary>S</summary>"
        b"<author><name>Ada</name></author></entry></feed>"
    )
    assert feed.header.total_results == 1
    (result,) = feed.results
    assert result.get_short_id() == "math/0309017v2"
    assert (result.title, result.summary, [a.name for a in result.authors]) == ("A B", "S", ["Ada"])
    assert result.published == datetime(2020, 1, 1, tzinfo=UTC)
    assert (result.comment, result.journal_ref, result.categories) == (None, None, [])


def test_contract_of_the_semantic_scholar_client() -> None:
    """Our pinned version reads a record, also one that holds nearly nothing."""
    paper = Paper({"paperId": "x", "title": "T", "authors": [{"name": "Ada"}], "tldr": {"text": "S"}, "venue": ""})
    assert (paper.paperId, paper.title, paper.authors[0].name, paper.tldr.text) == ("x", "T", "Ada", "S")
    assert (paper.venue, paper.year, paper.externalIds, paper.openAccessPdf, paper.abstract) == (
        "",
        None,
        None,
        None,
        None,
    )


# --- answers in the servers' real form


def sample(name: str) -> bytes:
    if not (SAMPLES / name).exists():
        pytest.skip("the recorded samples are not here")
    return (SAMPLES / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("arxiv_empty_result.xml", 0),
        ("arxiv_id_list_old_id_affiliation_journal_ref.xml", 1),
        ("arxiv_id_list_one_of_two_found.xml", 1),
        ("arxiv_id_list_single.xml", 1),
        ("arxiv_query_all.xml", None),
        ("arxiv_query_title.xml", None),
    ],
)
def test_recorded_feeds_are_believed_and_read(name: str, count: int | None) -> None:
    """The real server's form passes every check, and every entry has its id, title and authors."""
    body = sample(name)
    reply = Reply(200, body, "application/atom+xml; charset=utf-8", date(2026, 11, 23))
    title = body.decode().split("<title>")[1].split("</title>")[0].replace("&amp;", "&")
    echo = arxiv._ECHO.search(title)
    assert echo
    size = int(title.rpartition("max_results=")[2])
    ids = [i for i in echo[2].split(",") if i]
    if count is not None:  # the others are cut short in the samples
        arxiv._checked(reply, arxiv_client.Search(query=echo[1], id_list=ids, max_results=size), size)
    total, found = arxiv._read(reply)
    assert count is None or (total, len(found)) == (count, count)
    assert all(c.ids.arxiv and c.title and c.authors and c.published for c in found)


def test_a_recorded_error_is_an_error() -> None:
    """A malformed id is a 400 with a feed of one entry."""
    fetch = canned(sample("arxiv_error_400_malformed_id.xml"), "application/atom+xml; charset=utf-8", 400)
    ((_, answer),) = arxiv.by_id(QUERIES[:1], fetch)
    assert isinstance(answer, Unanswered)


@pytest.mark.parametrize(
    "name", ["s2_batch_ok.json", "s2_batch_with_null.json", "s2_match_ok.json", "s2_match_404.json"]
)
def test_recorded_records_are_read(name: str) -> None:
    """Every record gives a title and an id; null and the real 404 are answers."""
    value = json.loads(sample(name))
    status, value = (value["status"], value["body"]) if isinstance(value, dict) and "body" in value else (200, value)
    body = json.dumps(value).encode()
    if "match" in name:
        status = 404 if "error" in value else status
        answers = dict(semantic_scholar.by_title([Query("some title")], canned(body, "application/json", status)))
    else:
        value = [record and {"title": "some title"} | record for record in value]  # one sample asked for authors alone
        body = json.dumps(value).encode()
        queries = [Query("", Ids(doi=f"10.5555/{n}")) for n in range(len(value))]
        answers = dict(semantic_scholar.by_id(queries, canned(body, "application/json", status)))
    for answer in answers.values():
        assert isinstance(answer, Answered)
        assert all(c.title and c.ids.s2 for c in answer.candidates)
