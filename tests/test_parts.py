"""Huge lists are read in parts, by several processes; here the parts are small."""

from __future__ import annotations

import os
import signal

import pytest
from markdown_it import MarkdownIt

from pipeline.model import Document
from pipeline.parse import explain, parse
from pipeline.parse.cores import in_parts
from pipeline.parse.markup.blocks import read_blocks
from pipeline.parse.markup.parts import Part, parts_of
from pipeline.parse.markup.prepare import prepared
from pipeline.parse.markup.tokens import tokens_of

ITEM = "- [Frozen Ponds of Region {n}](https://arxiv.org/abs/2101.{n:05d}), Ana Prell, Jo Stam, ICLR 2021\n"
CHILD = "  - A remark on the ice\n  - [Code](https://github.com/prell/pond{n})\n"
ROW = "| [Frozen Ponds of Region {n}](https://arxiv.org/abs/2101.{n:05d}) | Ana Prell, Jo Stam | ICLR 2021 |\n"


def _items(count: int, form: str = ITEM + CHILD) -> str:
    return "".join(form.format(n=n) for n in range(count))


def _parts(text: str, size: int) -> list[Part]:
    return parts_of(prepared(read_blocks(text).blocks), len(text), size)


def _sections() -> str:
    return "# Papers on ponds\n\n" + "".join(f"## Ponds {i}\n\nOn the ice of them:\n\n{_items(12)}\n" for i in range(4))


@pytest.mark.parametrize("text", [_sections(), "# Papers on ponds\n\nThe papers:\n\n" + _items(60)])
def test_parts_tell_what_the_whole_list_tells(text: str) -> None:
    whole = parse(text)
    assert len(_parts(text, 1_000)) > 3
    assert parse(text, part=1_000) == whole
    assert [(e.line, e.what) for e in explain(text, part=1_000)] == [(e.line, e.what) for e in explain(text)]
    assert {m.title for m in whole.mentions} >= {"Frozen Ponds of Region 3", "Frozen Ponds of Region 11"}


def test_a_part_has_the_headings_and_the_paragraph_that_it_stands_under() -> None:
    parts = _parts(_sections() + "# Code\n\n" + _items(2), 500)
    fronts = [[b.lines[0].text for b in p.blocks if b.lines and b.lines[0].start < p.start] for p in parts]
    assert fronts[0] == []
    assert ["Papers on ponds", "Ponds 2", "On the ice of them:"] in fronts
    assert ["Papers on ponds"] in fronts


ENTRY = (
    "**Frozen Ponds of Region {n}**\n\n*Ana Prell, Jo Stam*\n\nJournal of Ponds, 2021\n\n"
    "[[pdf](https://arxiv.org/abs/2101.{n:05d})]\n\n"
)
HTML_ROW = (
    '<tr><td>{n}</td><td><a href="https://arxiv.org/abs/2101.{n:05d}">Frozen Ponds of Region {n}</a></td>'
    "<td>Ana Prell</td></tr>\n"
)
TABLE = "On ice:\n\n| Title | Authors | Venue |\n|---|---|---|\n" + _items(60, ROW)
HTML_TABLE = "<table>\n<tr><th>No.</th><th>Title</th><th>Authors</th></tr>\n" + _items(60, HTML_ROW) + "</table>\n"


@pytest.mark.parametrize("text", [TABLE, HTML_TABLE, TABLE + "\n" + _items(40), "On ponds.\n\n" + _items(60, ENTRY)])
def test_tables_and_paragraphs_without_headings_are_cut_between_entries(text: str) -> None:
    text = "# Papers\n\n" + text
    assert len(_parts(text, 1_000)) > 3
    assert parse(text, part=1_000) == parse(text)
    assert len(parse(text).mentions) >= 60


def test_nothing_is_cut_within_an_item_or_a_paragraph() -> None:
    items = _parts("# Ponds\n\n" + _items(60), 500)
    assert len(items) > 10
    assert all(next(b for b in p.blocks if b.lines[0].start >= p.start).marker == "-" for p in items[1:])
    assert all(p.blocks[-1].lines[0].text.startswith("[Code]") for p in items)
    rows = [p.blocks[:2] for p in _parts("# Ponds\n\n" + TABLE, 500)[2:]]
    assert {tuple(b.lines[0].text[:8] for b in blocks) for blocks in rows} == {("Ponds", "On ice:")}
    assert len(_parts("# Ponds\n\n" + _items(60, ITEM.removeprefix("- ")), 500)) == 1


@pytest.mark.parametrize("size", range(1_000, 1_400, 25))
def test_a_comment_is_never_parted_from_the_entry_that_it_is_for(size: int) -> None:
    lines = _items(40, ITEM).splitlines(keepends=True)
    lines[17] = "<!-- pipeline: skip -->\n" + lines[17]
    lines[34] = "<!-- pipeline: title=Ice -->\n" + lines[34]
    found = [m.title for m in parse("# Papers\n\n" + "".join(lines), part=size).mentions]
    assert found == ["Ice" if n == 34 else f"Frozen Ponds of Region {n}" for n in range(40) if n != 17]


def test_a_list_without_a_heading_in_its_first_part_has_the_title_of_a_later_one() -> None:
    text = _items(30) + "\n# Ponds\n\n## Ice\n\n" + _items(30)
    assert parse(text, part=1_000).title == parse(text).title == "Ponds"


def _square(number: int) -> int:
    return number * number


def test_a_child_that_dies_loses_nothing() -> None:
    ours = os.getpid()

    def work(number: int) -> int:
        if number % 2 and os.getpid() != ours:
            os.kill(os.getpid(), signal.SIGKILL)
        return _square(number)

    assert list(in_parts(work, 5, 2)) == [0, 1, 4, 9, 16]


def test_what_fails_in_a_child_is_told_of_here() -> None:
    def work(number: int) -> int:
        return 1 // number

    with pytest.raises(ZeroDivisionError):
        list(in_parts(work, 3, 2))


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_results_come_in_order_whatever_the_number_of_cores(cores: int) -> None:
    assert list(in_parts(_square, 7, cores)) == [0, 1, 4, 9, 16, 25, 36]


def test_a_document_comes_whole_from_a_child() -> None:
    ours, document = os.getpid(), parse(_sections())

    def work(_: int) -> Document:
        assert os.getpid() != ours, "what a child does not send is done here"
        return document

    assert list(in_parts(work, 2, 2)) == [document, document]


OPEN = """\
# Ponds

```python
x = 1

# no heading

```

<!-- not yet:

## Ice

- [Ice on Ponds][ice]
-->

## Fish

- Fish of Ponds[^1]
  ~~~
  y = 2

## Reeds

| Title | Year |
|---|---|
| Reeds | 2020 |

[ice]: https://example.org/ice

### Mud

```
never closed

## Sand
"""


@pytest.mark.parametrize("least", [1, 5, 12, 20])
def test_a_text_taken_apart_in_pieces_has_the_tokens_of_the_whole(least: int) -> None:
    """A heading in code or in a comment that stay open begins no piece."""
    pieces, whole = dict[str, str](), dict[str, str]()
    lines = OPEN.splitlines()
    assert list(tokens_of(lines, pieces, least)) == list(tokens_of(lines, whole, len(lines) + 1))
    assert pieces == whole == {"ice": "https://example.org/ice"}


ODD_ENDS = [
    "goes on",
    "  goes on\n\n  and on",
    "  - child",
    "\n- loose",
    "- a | b\n|---|---|",
    "* other\n1. third\n2) fourth",
    "- # no text",
    "- [ice]: https://example.org/ice",
    "---",
    "- - -",
]


@pytest.mark.parametrize("end", ODD_ENDS)
def test_items_of_one_line_are_read_as_the_parser_reads_lists(end: str) -> None:
    text = f"Ponds:\n- [Slow](x), a\n- [ ] Frozen\n- **Ice**\n{end}\n"
    known = MarkdownIt("commonmark").enable("table").parse(text)
    tokens = [(t.map, t.content) for t in tokens_of(text.split("\n"), {}) if t.type == "inline"]
    assert tokens == [(t.map, t.content) for t in known if t.type == "inline"]
