"""DBLP's `dblp.xml`: one XML document of millions of records, https://dblp.org/faq/1474681.html.

Its letters beyond ASCII are entities of `dblp.dtd`, by their names in HTML. We hand the parser those names in place of
that file, so that neither the file nor a network is needed. Structure: https://dblp.org/xml/docu/dblpxml.pdf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import BinaryIO, cast

from lxml import etree

from pipeline import ids, works
from pipeline.catalog.readers.stream import BROKEN, Broken
from pipeline.catalog.records import Record
from pipeline.errors import InputError

NAME = "dblp.xml"
SOURCE = "DBLP"

_PAPERS = {"article", "inproceedings", "incollection", "book", "phdthesis", "mastersthesis"}
_RECORDS = (*_PAPERS, "proceedings", "www", "person", "data")

_CHUNK = 1 << 21  # bytes
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+dblp[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_DECLARATION = re.compile(rb"^\s*<\?xml.*?\?>", re.DOTALL)
_PREDEFINED = {"amp", "lt", "gt", "quot"}
_HOMONYM = re.compile(r"\s\d{4}$")  # DBLP numbers people of one name

Fields = dict[str, list[str]]
"""A record: the texts of its elements by their names, and its `key`."""


def is_mine(head: bytes) -> bool:
    """Whether the document is DBLP's."""
    return head.lstrip().startswith(b"<") and (b"<dblp" in head or bool(_DOCTYPE.search(head)))


def pieces(file: BinaryIO) -> Iterator[list[Fields]]:
    """Parse the document, which only one can do, and give its papers some at a time.

    Persons, proceedings as a whole and the like are passed over.
    """
    parser = etree.XMLPullParser(events=("end",), tag=_RECORDS, huge_tree=True, no_network=True)
    taken, chunk = 0, _with_entities(_read(file))
    while chunk:
        try:
            parser.feed(chunk)
        except etree.XMLSyntaxError as error:
            yield list(_finished(parser))
            raise InputError(f"offset {taken} to {file.tell()}: this is not XML any more ({error.msg})") from None
        yield list(_finished(parser))
        taken = file.tell()
        chunk = _read(file)
    try:
        parser.close()
    except etree.XMLSyntaxError:
        raise InputError(f"offset {taken}: it ends within a record; fetch it again") from None


def read(piece: list[Fields]) -> Iterator[Record | Broken]:
    """Read the papers of a piece."""
    return map(_record, piece)


def _read(file: BinaryIO) -> bytes:
    """Read on; of a file that breaks off, all that stands before."""
    data = b""
    try:
        while len(data) < _CHUNK and (more := file.read1(_CHUNK)):  # type: ignore[attr-defined]  # both kinds have it
            data += more
    except BROKEN:
        if not data:
            raise
    return data


def _with_entities(head: bytes) -> bytes:
    names = (f'<!ENTITY {n} "&#{c};">' for n, c in name2codepoint.items() if n not in _PREDEFINED)
    ours = f"<!DOCTYPE dblp [{''.join(names)}]>".encode()
    if found := _DOCTYPE.search(head):
        return head[: found.start()] + ours + head[found.end() :]
    found = _DECLARATION.match(head)
    at = found.end() if found else 0
    return head[:at] + ours + head[at:]


def _finished(parser: etree.XMLPullParser) -> Iterator[Fields]:
    """Take what is whole, and forget it: the tree would grow to the size of the file."""
    for _, found in parser.read_events():
        element = cast("etree._Element", found)  # noqa: SLF001  # lxml has no public name for it
        if element.tag in _PAPERS:
            fields: Fields = {"key": [element.get("key", "")]}
            for child in element:
                text = "".join(map(str, child.itertext())) if len(child) else child.text  # `<i>`, `<sub>` in titles
                fields.setdefault(str(child.tag), []).append(" ".join((text or "").split()))
            yield fields
        element.clear()
        parent = element.getparent()
        while parent is not None and parent[0] is not element:
            del parent[0]


def _record(fields: Fields) -> Record | Broken:
    key, title, year, booktitle, journal = (
        next(iter(fields.get(name, ())), "") for name in ("key", "title", "year", "booktitle", "journal")
    )
    if not key or not title:
        return Broken(f"record {key or 'without a key'}", "it has no title" if key else "no name to know it by")
    known = works.join(map(ids.from_url, fields.get("ee", ())))
    venue = booktitle or journal
    return Record(
        source=SOURCE,
        key=key,
        title=title.removesuffix("."),
        authors=tuple(_HOMONYM.sub("", name) for name in fields.get("author", ()) if name),
        year=int(year) if year.isdecimal() else None,
        arxiv_id=known.arxiv,
        doi=known.doi,
        acl_id=known.acl,
        openreview_id=known.openreview,
        venue=venue or None,
        evidence="bibliography" if venue and venue != "CoRR" and year.isdecimal() else None,
    )
