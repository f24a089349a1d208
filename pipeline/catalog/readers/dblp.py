"""DBLP's `dblp.xml`: one XML document of millions of records, https://dblp.org/faq/1474681.html.

Its letters beyond ASCII are entities of `dblp.dtd`, by their names in HTML. We hand the parser those names in place of
that file, so that neither the file nor a network is needed. Structure: https://dblp.org/xml/docu/dblpxml.pdf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from html.entities import name2codepoint
from typing import BinaryIO, NamedTuple, cast

from lxml import etree

from pipeline import ids, works
from pipeline.catalog.readers.stream import Broken, read_some, year
from pipeline.catalog.records import Record
from pipeline.errors import InputError

NAME = "dblp.xml"
SOURCE = "DBLP"

_PAPERS = {"article", "inproceedings", "incollection", "book", "phdthesis", "mastersthesis"}
_RECORDS = (*_PAPERS, "proceedings", "www", "person", "data")

_WANTED = {"author", "title", "year", "booktitle", "journal", "ee"}

_PIECE = 1 << 21  # bytes
_LONGEST = 1 << 25  # bytes without the end of a record
_ROOT = re.compile(rb"<dblp[^>]*>")
_DECLARATION = re.compile(rb"\s*(<\?xml.*?\?>)", re.DOTALL)
_ENDS = tuple(f"</{name}>".encode() for name in _RECORDS)
_PREDEFINED = {"amp", "lt", "gt", "quot"}
_ENTITIES = "".join(f'<!ENTITY {n} "&#{c};">' for n, c in name2codepoint.items() if n not in _PREDEFINED)
_HEAD = f"<!DOCTYPE dblp [{_ENTITIES}]><dblp>".encode()
_HOMONYM = re.compile(r"\s\d{4}$")  # DBLP numbers people of one name
_LINE = re.compile(r",? line \d+(?:, column \d+)?")  # of a piece: it says nothing of the file
_RESOLVER = "https://doi.org/"

Fields = dict[str, list[str]]
"""A record: the texts of its wanted elements by their names, and its `key`."""


class Piece(NamedTuple):
    """Some whole records as they stand in the document: the first ones follow its root, and the last ones its end."""

    declaration: bytes
    offset: int
    text: bytes
    is_last: bool


def is_mine(head: bytes) -> bool:
    """Whether the document is DBLP's."""
    return head.lstrip().startswith(b"<") and (b"<dblp" in head or b"<!DOCTYPE dblp" in head)


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """Cut the document behind records."""
    head = read_some(file, _PIECE)
    root, declared = _ROOT.search(head), _DECLARATION.match(head)
    if not root:
        raise InputError(f"offset 0 to {len(head)}: this is not XML of DBLP's: it has no <dblp>; fetch it again")
    declaration, offset, rest = declared[1] if declared else b"", root.end(), head[root.end() :]
    while True:
        cut = _end_of_records(rest)
        if cut:
            yield Piece(declaration, offset, rest[:cut], is_last=False)
            offset, rest = offset + cut, rest[cut:]
        if len(rest) > _LONGEST or not (more := read_some(file, _PIECE)):
            break
        rest += more
    yield Piece(declaration, offset, rest, is_last=True)


def read(piece: Piece) -> Iterator[Record | Broken]:
    """Read the papers of a piece. Persons, proceedings as a whole and the like are passed over."""
    text = piece.declaration + _HEAD + piece.text + (b"" if piece.is_last else b"</dblp>")
    try:
        root = etree.fromstring(text, etree.XMLParser(huge_tree=True, no_network=True))
    except etree.XMLSyntaxError as error:
        yield from map(_record, _whole(text))
        place = f"offset {piece.offset} to {piece.offset + len(piece.text)}"
        is_cut = piece.is_last and not piece.text.rstrip().endswith(b"</dblp>")
        why = (
            "it ends within a record; fetch it again"
            if is_cut
            else f"this is not XML any more ({_LINE.sub('', error.msg)})"
        )
        raise InputError(f"{place}: {why}") from None
    yield from (_record(_fields(element)) for element in root if element.tag in _PAPERS)


def _end_of_records(text: bytes) -> int:
    """Give the place behind the last record that is whole; 0 where there is none, or it is within a comment."""
    cut = max((at + len(end) for end in _ENDS if (at := text.rfind(end)) >= 0), default=0)
    is_open = any(
        text.count(a, 0, cut) != text.count(b, 0, cut) for a, b in ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"))
    )
    return 0 if is_open else cut


def _whole(text: bytes) -> Iterator[Fields]:
    """Give the papers that stand before what is no XML."""
    parser = etree.XMLPullParser(events=("end",), tag=tuple(_PAPERS), huge_tree=True, no_network=True)
    with suppress(etree.XMLSyntaxError):
        parser.feed(text)
    for _, found in parser.read_events():
        yield _fields(cast("etree._Element", found))  # noqa: SLF001  # lxml has no public name for it


def _fields(element: etree._Element) -> Fields:  # the same
    fields: Fields = {"key": [element.get("key", "")]}
    for child in element:
        if (name := child.tag) in _WANTED:
            text = "".join(map(str, child.itertext())) if len(child) else child.text or ""  # `<i>`, `<sub>` in titles
            fields.setdefault(name, []).append(" ".join(text.split()))
    return fields


def _record(fields: Fields) -> Record | Broken:
    key, title, written, booktitle, journal = (
        next(iter(fields.get(name, ())), "") for name in ("key", "title", "year", "booktitle", "journal")
    )
    if not key or not title:
        return Broken(f"record {key or 'without a key'}", "it has no title" if key else "no name to know it by")
    links = [ids.from_doi(d) if (d := _doi(link)) else ids.from_url(link) for link in fields.get("ee", ())]
    known = links[0] if len(links) == 1 else works.join(links)
    venue = booktitle or journal
    return Record(
        source=SOURCE,
        key=key,
        title=title.removesuffix("."),
        authors=tuple(_HOMONYM.sub("", name) for name in fields.get("author", ()) if name),
        year=year(int(written)) if written.isdecimal() else None,
        arxiv_id=known.arxiv,
        doi=known.doi,
        acl_id=known.acl,
        openreview_id=known.openreview,
        venue=venue or None,
        evidence="bibliography" if venue and venue != "CoRR" and written.isdecimal() else None,
    )


def _doi(link: str) -> str | None:
    """Read the commonest links, which need no taking apart."""
    return ids.doi(link) if link.startswith(_RESOLVER) else None
