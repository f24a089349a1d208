"""DBLP's `dblp.xml`: one XML document of millions of records, https://dblp.org/faq/1474681.html.

Its letters beyond ASCII are entities of `dblp.dtd`, by their names in HTML. We hand the parser those names in place of
that file, so that neither the file nor a network is needed. Structure: https://dblp.org/xml/docu/dblpxml.pdf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import BinaryIO

from lxml import etree

from pipeline import ids, works
from pipeline.catalog.readers.stream import Broken
from pipeline.catalog.records import Record
from pipeline.errors import InputError
from pipeline.model import Ids

NAME = "dblp.xml"
SOURCE = "DBLP"

_PAPERS = {"article", "inproceedings", "incollection", "book", "phdthesis", "mastersthesis"}
_RECORDS = (*_PAPERS, "proceedings", "www", "person", "data")
_CHUNK = 1 << 21  # bytes
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+dblp[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_DECLARATION = re.compile(rb"^\s*<\?xml.*?\?>", re.DOTALL)
_PREDEFINED = {"amp", "lt", "gt", "quot"}
_HOMONYM = re.compile(r"\s\d{4}$")  # DBLP numbers people of one name


def is_mine(head: bytes) -> bool:
    """Whether the document is DBLP's."""
    return head.lstrip().startswith(b"<") and (b"<dblp" in head or bool(_DOCTYPE.search(head)))


def pieces(file: BinaryIO) -> Iterator[list[Record | Broken]]:
    """Parse the document, which only one can do, and give its papers some at a time.

    Persons, proceedings as a whole and the like are passed over.
    """
    parser = etree.XMLPullParser(events=("end",), tag=_RECORDS, huge_tree=True, no_network=True)
    taken, chunk = 0, _with_entities(file.read(_CHUNK))
    while chunk:
        try:
            parser.feed(chunk)
        except etree.XMLSyntaxError as error:
            yield list(_finished(parser))
            raise InputError(f"offset {taken} to {file.tell()}: this is not XML any more ({error.msg})") from None
        yield list(_finished(parser))
        taken = file.tell()
        chunk = file.read(_CHUNK)
    try:
        parser.close()
    except etree.XMLSyntaxError:
        raise InputError(f"offset {taken}: it ends within a record; fetch it again") from None


def read(piece: list[Record | Broken]) -> Iterator[Record | Broken]:
    """Give the papers of a piece."""
    return iter(piece)


def _with_entities(head: bytes) -> bytes:
    names = (f'<!ENTITY {n} "&#{c};">' for n, c in name2codepoint.items() if n not in _PREDEFINED)
    ours = f"<!DOCTYPE dblp [{''.join(names)}]>".encode()
    if found := _DOCTYPE.search(head):
        return head[: found.start()] + ours + head[found.end() :]
    found = _DECLARATION.match(head)
    at = found.end() if found else 0
    return head[:at] + ours + head[at:]


def _finished(parser: etree.XMLPullParser) -> Iterator[Record | Broken]:
    """Read what is whole, and forget it: the tree would grow to the size of the file."""
    for _, element in parser.read_events():
        if element.tag in _PAPERS:
            yield _record(element)
        element.clear()
        while (before := element.getprevious()) is not None:
            before.getparent().remove(before)


def _record(element: etree._Element) -> Record | Broken:
    key = element.get("key", "")
    title = _text(element.find("title")).removesuffix(".")
    if not key or not title:
        return Broken(f"record {key or 'without a key'}", "it has no title" if key else "no name to know it by")
    year = _text(element.find("year"))
    known = _ids(element)
    venue = _text(element.find("booktitle")) or _text(element.find("journal"))
    return Record(
        source=SOURCE,
        key=key,
        title=title,
        authors=tuple(_HOMONYM.sub("", name) for e in element.iterfind("author") if (name := _text(e))),
        year=int(year) if year.isdecimal() else None,
        arxiv_id=known.arxiv,
        doi=known.doi,
        acl_id=known.acl,
        openreview_id=known.openreview,
        venue=venue or None,
        evidence="bibliography" if venue and venue != "CoRR" and year.isdecimal() else None,
    )


def _text(element: etree._Element | None) -> str:
    """Give an element's text on one line; titles hold `<i>`, `<sub>` and the like."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _ids(element: etree._Element) -> Ids:
    """Read the links; those of a record marked `publtype="data"` are no papers' either way."""
    return works.join(ids.from_url(_text(e)) for e in element.iterfind("ee"))
