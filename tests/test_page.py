"""The page's text: what stands in it, and what a change of the list changes in it."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import replace

from pipeline.exports import page
from tests.conftest import Toy
from tests.page_world import HOSTILE, PAPERS, ROWS, paper, row


def _details(html: str) -> list[dict[str, object]]:
    block = re.search(r'<script type="application/json" id="details">\n(.*?)\n</script>', html, re.DOTALL)
    assert block
    return [json.loads(line) for line in block[1].splitlines()]


def _changed(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    counts = re.compile(r'class="(?:count|sum)"|id="shown"')
    return [line for line in lines if line[0] in "+-" and not counts.search(line)]


def test_a_run_without_news_gives_the_same_page_whatever_the_order_of_its_papers() -> None:
    assert page.write(PAPERS, ROWS) == page.write(PAPERS[::-1], ROWS)


def test_a_new_citation_count_changes_one_line_and_a_small_drift_none() -> None:
    before = page.write(PAPERS, ROWS)
    drift, news = (page.write((replace(PAPERS[0], citation_count=n), *PAPERS[1:]), ROWS) for n in (1239, 1300))
    assert drift == before
    assert len(_changed(before, news)) == 2  # one line, old and new


def test_a_new_entry_adds_its_lines_and_moves_no_other() -> None:
    new = paper(9, "Teaching Toasters to Talk", abstract="They talk.")
    html = page.write([*PAPERS, new], [*ROWS[:3], row(7, new.title, new, section="方法 Methods"), *ROWS[3:]])
    changed = _changed(page.write(PAPERS, ROWS), html)
    assert [line[:7] for line in changed] == ["+ <li d", '+ {"id"']


def test_the_details_stand_in_the_order_of_the_list_a_paper_a_line() -> None:
    details = _details(page.write(PAPERS, ROWS))
    assert [d["id"] for d in details] == [r["paper_id"] for r in ROWS if r["paper_id"]]
    assert details[0]["authors"] == list(PAPERS[0].authors)
    assert str(details[0]["bibtex"]).startswith("@inproceedings{author2021number1,")


def test_what_comes_from_outside_ends_no_element_and_leads_nowhere() -> None:
    html = page.write(PAPERS, ROWS)
    assert html.count("<script") == html.count("</script>") == 2
    assert "<img" not in html
    assert "\u2028" not in html
    assert not re.search(r'href="(?!https?://|#|papers\.parquet|data:image)', html)
    assert _details(html)[-1]["authors"] == [" ".join(HOSTILE.split()), "Bobby Tables"]


def test_a_list_without_entries_is_a_page() -> None:
    html = page.write([], [])
    assert "0 of 0" in html
    assert _details(html.replace('id="details">\n\n', 'id="details">\n{}\n')) == [{}]


def test_lone_surrogates_and_controls_are_no_obstacle() -> None:
    html = page.write([], [row(1, "A\ud800 Title\x00 of\r\n\x85Two Lines", section="a\x07b")])
    assert "A Title of Two Lines" in html
    assert html.encode()


def test_several_lists_stand_one_after_another_each_with_its_name() -> None:
    html = page.write(PAPERS, [*ROWS, row(1, "Toasters in Another List", path="raw/b.md", section="其他")])
    assert '<optgroup label="玩具论文列表 &lt;Toys&gt;">' in html
    assert '<optgroup label="b.md">' in html
    assert html.index("Growing Gardens") < html.index("Toasters in Another List")
    assert 'data-address="list=raw%2Fb.md&amp;section=%E5%85%B6%E4%BB%96"' in html


def test_todays_title_stands_beside_the_curators_where_it_is_another() -> None:
    html = page.write(PAPERS, ROWS)
    assert re.findall(r"Now titled <cite>(.*?)</cite>", html) == [PAPERS[1].title]


def test_a_run_titles_the_page_as_the_list_does_and_keeps_lists_that_it_does_not_read_in_their_place(toy: Toy) -> None:
    toy.enrich()
    assert '<h1 class="name" lang="zh">玩具论文列表 Toy papers</h1>' in (toy.out / "index.html").read_text("utf-8")
    other = toy.source.parent / "other.md"
    other.write_text("# Other Things\n\n## Papers\n\n- Teaching Toasters to Talk\n", "utf-8")
    for read in (other, toy.source):
        toy.enrich(read)
        html = (toy.out / "index.html").read_text("utf-8")
        assert re.findall('<optgroup label="(.*?)">', html) == ["玩具论文列表 Toy papers", "Other Things"]
