"""Turns an entry of a bibliography into a candidate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import ids, venues
from pipeline.model import Candidate, Ids, Notice
from pipeline.sources.library.bibtex import Record, decode, names

NAME = "library"

_NO_PAPERS = frozenset({"proceedings", "mvproceedings", "xdata", "set", "control", "ieeetranbstctl"})
_THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis", "thesis": "Thesis"}
# Where tools put a preprint's id: Google Scholar in `journal`, DBLP in `volume`, ADS in `pages`, Zotero in `number`.
_ARXIV_FIELDS = (
    "journal",
    "journaltitle",
    "number",
    "volume",
    "pages",
    "eid",
    "note",
    "howpublished",
    "publisher",
    "series",
)
# All of the field, so that a note on another paper does not count: "arXiv preprint arXiv:2203.02155v1 [cs.CL]".
_ARXIV = re.compile(
    r"(?:(?:(?:arxiv|corr)\b(?:\s+(?:e-?prints?|preprints?))?[\s,:]*)+(?:abs/)?|abs/)(\S+?)(?:\s*[\[(][\w.\-]+[\])])?[.,]?",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s{}\"<>]+")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def candidate(record: Record, notices: list[Notice]) -> Candidate | None:
    """Read an entry; None, and a notice, for one that is of no use."""
    if record.kind in _NO_PAPERS:
        return None
    title = _title(record)
    if not title:
        notices.append(Notice(record.line, f"{record.key} has no title and is passed over"))
        return None
    authors = tuple(name for raw in record.fields.get("author", [])[:1] for name in names(raw))
    if not authors and "author" in record.fields:
        notices.append(Notice(record.line, f'{record.key}: the authors cannot be told apart; is an "and" missing?'))
    known = _ids(record, notices)
    venue, year, evidence = _published(record, known)
    return Candidate(
        source=NAME,
        title=title,
        ids=known,
        former_titles=tuple(dict.fromkeys(filter(None, map(decode, record.fields.get("formertitle", []))))),
        authors=authors,
        year=year,
        venue=venue,
        evidence=evidence,
        abstract=record.text("abstract") or None,
        url=next(_urls(record), None),
        bib_key=record.key,
    )


def _title(record: Record) -> str:
    title, subtitle = record.text("title"), record.text("subtitle")
    if not title or not subtitle:
        return title
    return f"{title} {subtitle}" if title[-1] in ":?!." else f"{title}: {subtitle}"


def _published(record: Record, known: Ids) -> tuple[str | None, int | None, str | None]:
    """Give venue, year, and what proves them."""
    found = _YEAR.search(record.text("date") or record.text("year"))
    year = int(found[0]) if found else None
    name = record.text("booktitle") or record.text("journal", "journaltitle") or record.text("eventtitle")
    if record.kind in _THESES and (place := record.text("school", "institution")):
        name = f"{_THESES[record.kind]}, {place}"
    issue = record.text("number", "issue")
    # The conferences of PACMPL are its issues.
    venue = venues.canonical(f"{name} ({issue})" if issue.isalpha() and "program" in name.casefold() else name)
    if venue:
        return venue, year, "bibliography" if year else None
    if known.acl and (proof := venues.from_acl_id(known.acl)):
        return proof.venue, proof.year, "acl id"
    return None, year, None


def _urls(record: Record) -> Iterator[str]:
    for name in ("url", "ee", "link", "howpublished", "note"):
        for raw in record.fields.get(name, ()):
            for found in _URL.finditer(raw.replace("\\", "")):
                yield found[0].rstrip(".,;")


def _ids(record: Record, notices: list[Notice]) -> Ids:
    """Gather the ids that an entry says it has; its own fields come before its links."""
    links = [ids.from_url(url) for url in _urls(record)]
    doi = _doi(record, notices)
    found = [_eprint(record, notices), doi, _own(record), _in_text(record), *links]
    arxiv = dict.fromkeys(one.arxiv for one in found if one.arxiv)
    if len(arxiv) > 1:
        notices.append(
            Notice(record.line, f"{record.key} names two arXiv ids, {' and '.join(arxiv)}; the first is used")
        )
    return Ids(*(next((value for one in found if (value := getattr(one, kind))), None) for kind in Ids.__slots__))


def _own(record: Record) -> Ids:
    return Ids(
        arxiv=ids.arxiv_id(record.code("arxiv", "arxivid")),
        acl=ids.acl_id(record.code("acl")),
        openreview=record.code("openreview") or None,
        s2=record.code("s2") or None,
    )


def _doi(record: Record, notices: list[Notice]) -> Ids:
    written = record.code("doi")
    name = ids.doi(written)
    if written and not name:
        notices.append(Notice(record.line, f"{record.key}: {written[:60]} is no DOI; left out"))
    return ids.from_doi(name) if name else Ids()


def _eprint(record: Record, notices: list[Notice]) -> Ids:
    written = record.code("eprint").removesuffix("/")
    if not written:
        return Ids()
    kind = record.code("archiveprefix", "eprinttype").casefold()
    bare = written.split()[0]
    name = (
        ids.arxiv_id(bare)
        or ids.from_url(bare).arxiv
        or ids.arxiv_id(f"{record.code('primaryclass', 'eprintclass')}/{bare}")
    )
    if name and kind in {"", "arxiv"}:
        return Ids(arxiv=name)
    if kind == "arxiv":
        notices.append(Notice(record.line, f"{record.key}: {written[:60]} is no arXiv id; left out"))
    return Ids()


def _in_text(record: Record) -> Ids:
    for name in _ARXIV_FIELDS:
        found = _ARXIV.fullmatch(record.code(name))
        if found and (arxiv := ids.arxiv_id(found[1])):
            return Ids(arxiv=arxiv)
    return Ids()
