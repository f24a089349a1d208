"""Pure: all records of each matched work become one paper, field by field, and each field says where it is from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar
from urllib.parse import quote

from pipeline import citekeys, works
from pipeline.model import Candidate, Ids, Paper
from pipeline.titles import squash

_T = TypeVar("_T")

LIBRARY = citekeys.LIBRARY
# Who is believed first. arXiv has today's title and whole names; what a person keeps by hand comes next.
_ORDER = ("arXiv", LIBRARY, "Semantic Scholar", "pin")
# What proves the year and venue of the published version, strongest first; without proof a record's year may be the
# preprint's: https://github.com/allenai/s2-folks/issues/8
_EVIDENCE = ("bibliography", "acl id", "doi", "journal_ref", "comment")
_NAMELESS = ("enriched", "pin")  # records whose title is the list's, not the paper's
_UNPROVEN = "unproven"
_PLAIN_FIELDS = ("title", "authors", "published", "abstract", "tldr", "fields")
_COUNTS = ("citation_count", "influential_citation_count", "citations_as_of")


def merge(works_found: Sequence[Sequence[Candidate]], known: Iterable[Paper] = ()) -> tuple[list[Paper], list[str]]:
    """Make the papers of matched works, and keep the last good values of known ones.

    Returns the papers sorted by `paper_id`, and for each of `works_found` the id of its paper.
    """
    by_key = {key: paper for paper in reversed(list(known)) for key in paper_keys(paper)}
    groups: list[list[Candidate]] = []
    olds: list[list[Paper]] = []
    home: dict[str, int] = {}
    place: list[int] = []
    for records in works_found:
        keys = {k for r in records for k in record_keys(r)}
        own = [r.ids for r in records]
        same = {p.paper_id: p for k in sorted(keys) if (p := by_key.get(k))}.values()
        old = _compatible(own, [(p, [p.ids]) for p in same])
        keys |= {k for p in old for k in paper_keys(p)}
        met = sorted({home[k] for k in keys if k in home})
        at = _compatible(own, [(i, [*(p.ids for p in olds[i]), *(r.ids for r in groups[i])]) for i in met])
        old = [p for p in old if home.get(p.paper_id, -1) in (-1, *at)]  # another work has it already
        if not at and keys and keys <= home.keys():  # contradicts all of them: the best id decides
            at = [next(home[k] for r in records for k in record_keys(r))]
        if not at:
            groups.append([])
            olds.append([])
            at = [len(groups) - 1]
        for other in at[1:]:  # two works turn out to be one
            groups[at[0]] += groups[other]
            olds[at[0]] += olds[other]
            groups[other], olds[other] = [], []
            home = {k: at[0] if i == other else i for k, i in home.items()}
            place = [at[0] if i == other else i for i in place]
        groups[at[0]] += [r for r in records if r not in groups[at[0]]]
        olds[at[0]] += [p for p in old if p not in olds[at[0]]]
        for key in keys:
            home.setdefault(key, at[0])
        place.append(at[0])
    mine: list[set[str]] = [set() for _ in groups]
    for key, i in home.items():
        mine[i].add(key)
    papers = [_paper(g, o, m) if g or o else None for g, o, m in zip(groups, olds, mine, strict=True)]
    ids = [p.paper_id for i in place if (p := papers[i])]
    return citekeys.assign(sorted((p for p in papers if p), key=lambda p: p.paper_id)), ids


def _compatible(ids: Sequence[Ids], others: Iterable[tuple[_T, Sequence[Ids]]]) -> list[_T]:
    """Keep those that can be one work with all kept before; an id in common, a DOI say, may be wrong."""
    known, kept = list(ids), []
    for other, own in others:
        if not works.clash([*known, *own]):
            known += own
            kept.append(other)
    return kept


def record_keys(record: Candidate) -> list[str]:
    """Give all ids of a record as `kind:id`, best first; a record without any goes by its key in the bibliography."""
    return works.keys(record.ids) or ([f"bib:{record.bib_key}"] if record.bib_key else [])


def paper_keys(paper: Paper) -> list[str]:
    """Give all ids that a paper goes by."""
    return list(dict.fromkeys([paper.paper_id, *works.keys(paper.ids), *paper.aliases]))


def as_record(paper: Paper, listed_as: str | None = None) -> Candidate:
    """Give a known paper as a record that names it, with nothing that would have to be believed anew.

    `listed_as` is a title that it was matched under; then the record carries what a decision needs.
    """
    key = paper.paper_id.removeprefix("bib:") if paper.paper_id.startswith("bib:") else None
    if listed_as is None:
        return Candidate("enriched", "", paper.ids, bib_key=key)
    return Candidate("enriched", paper.title, paper.ids, (*paper.former_titles, listed_as), paper.authors, bib_key=key)


def _paper(records: Sequence[Candidate], old: Sequence[Paper], mine: set[str]) -> Paper:
    ids = works.join([*(p.ids for p in old), *(r.ids for r in records)])
    ids = replace(ids, **{k.partition(":")[0]: None for k in works.keys(ids) if k not in mine})  # an id names one paper
    names = list(dict.fromkeys(k for r in records for k in record_keys(r)))
    best = works.keys(ids) or names
    kept = [p.paper_id for p in old]
    paper_id = kept[0] if kept else best[0]
    aliases = {a for p in old for a in (p.paper_id, *p.aliases)} - {paper_id}
    values: dict[str, object] = {}
    origin: dict[str, str] = {}
    for name in _PLAIN_FIELDS:
        if found := _best(name, records, old):
            values[name], origin[name] = found
    _counts(records, old, values, origin)
    _published(records, old, values, origin)
    _pages(ids, records, old, values, origin)
    _cite_key(records, old, values, origin)
    if len(old) > 1:  # they turned out to be one, and somebody may cite any of them
        aliases |= {citekeys.alias(p.cite_key) for p in old if p.cite_key and p.cite_key != values["cite_key"]}
    told = [r.withdrawn for r in records] + [p.withdrawn for p in old]
    values["withdrawn"] = next((said for said in told if said is not None), None)
    paper = Paper(
        paper_id,
        str(values.pop("title", "")),
        ids,
        tuple(sorted(aliases)),
        provenance=dict(sorted((_asked(old) | origin).items())),
    )
    paper = replace(paper, **values)  # type: ignore[arg-type]  # names and types are those of Candidate
    titles = [t for r in records if r.source not in _NAMELESS for t in (*r.former_titles, r.title)] + [
        t for p in old for t in (*p.former_titles, p.title)
    ]
    former = {squash(t): t for t in reversed(titles) if t and squash(t) != squash(paper.title)}
    return replace(paper, former_titles=tuple(sorted(former.values())))


def _asked(old: Sequence[Paper]) -> dict[str, str]:
    """Carry over when sources were read; see `pipeline.recall`."""
    return {k: v for p in old for k, v in p.provenance.items() if k.startswith("asked ")}


def _rank(origin: str, order: Sequence[str]) -> int:
    return next((i for i, name in enumerate(order) if origin.startswith(name)), len(order))


def _best(name: str, records: Sequence[Candidate], old: Sequence[Paper]) -> tuple[object, str] | None:
    """Choose a field's value; of equals the fresh one. What the bibliography said yields to what it says."""
    offers = [(_rank(r.source, _ORDER), 0, getattr(r, name), r.source) for r in records if getattr(r, name)]
    by_hand = any(r.source == LIBRARY for r in records)
    for paper in old:
        origin = paper.provenance.get(name, "")
        if getattr(paper, name) and not (by_hand and origin == LIBRARY):
            offers.append((_rank(origin, _ORDER), 1, getattr(paper, name), origin))
    if not offers:
        return None
    _, _, value, origin = min(offers, key=lambda o: o[:2])
    return value, origin


def _counts(
    records: Sequence[Candidate], old: Sequence[Paper], values: dict[str, object], origin: dict[str, str]
) -> None:
    """Take the citation counts together, the newest; of split records the one that is cited most."""
    fresh = [r for r in records if r.citation_count is not None]
    last = [p for p in old if p.citation_count is not None]
    newest = max(fresh, key=lambda r: (r.citations_as_of or date.min, r.citation_count or 0), default=None)
    chosen: Candidate | Paper | None = newest or next(iter(last), None)
    if chosen is not None:
        values.update({name: getattr(chosen, name) for name in _COUNTS})
        origin["citation_count"] = (
            chosen.source if isinstance(chosen, Candidate) else chosen.provenance.get("citation_count", "")
        )


def _published(
    records: Sequence[Candidate], old: Sequence[Paper], values: dict[str, object], origin: dict[str, str]
) -> None:
    """Take venue and year together, from what proves them best."""
    by_hand = any(r.source == LIBRARY for r in records)
    offers: list[tuple[int, int, int, str | None, int | None, str]] = []
    for r in records:
        if r.venue or r.year:
            proof = r.evidence if r.venue and r.evidence else _UNPROVEN
            rank = _rank(proof, _EVIDENCE) + (0 if r.venue else 1)  # a venue without a proven year beats none
            offers.append((rank, _rank(r.source, _ORDER), 0, r.venue, r.year, f"{proof} ({r.source})"))
    for p in old:
        said = p.provenance.get("year", p.provenance.get("venue", ""))
        if (p.venue or p.year) and not (by_hand and said.endswith(f"({LIBRARY})")):
            source = said.partition("(")[2].rstrip(")")
            offers.append(
                (_rank(said, _EVIDENCE) + (0 if p.venue else 1), _rank(source, _ORDER), 1, p.venue, p.year, said)
            )
    if not offers:
        return
    _, _, _, venue, year, said = min(offers, key=lambda o: o[:3])
    values["venue"], values["year"] = venue, year
    if venue:
        origin["venue"] = said
    if year:
        origin["year"] = said


def _cite_key(
    records: Sequence[Candidate], old: Sequence[Paper], values: dict[str, object], origin: dict[str, str]
) -> None:
    """Take the key that the user's own bibliography gives, else the one that the paper has."""
    had = next((p for p in old if p.cite_key), None)
    given = [r.bib_key for r in records if r.source == LIBRARY and citekeys.usable(r.bib_key)]
    if given:
        values["cite_key"] = had.cite_key if had and had.cite_key in given else given[0]
        origin["cite_key"] = LIBRARY
    elif had:
        values["cite_key"] = had.cite_key
        if "cite_key" in had.provenance:
            origin["cite_key"] = had.provenance["cite_key"]


def _pages(
    ids: Ids, records: Sequence[Candidate], old: Sequence[Paper], values: dict[str, object], origin: dict[str, str]
) -> None:
    """Choose the page that a reader gets: free and complete before official."""
    pages: Mapping[str, tuple[str | None, str | None, str | None]] = {
        "arxiv": (ids.arxiv, "https://arxiv.org/abs/{}", "https://arxiv.org/pdf/{}"),
        "acl": (ids.acl, "https://aclanthology.org/{}/", "https://aclanthology.org/{}.pdf"),
        "openreview": (ids.openreview, "https://openreview.net/forum?id={}", "https://openreview.net/pdf?id={}"),
        "doi": (ids.doi, "https://doi.org/{}", None),
    }
    for kind, (name, page, pdf) in pages.items():
        for field_name, form in (("url", page), ("pdf_url", pdf)):
            if name and form and field_name not in values:
                values[field_name] = form.format(quote(name, safe="/:()"))
                origin[field_name] = kind
    for field_name in ("url", "pdf_url"):
        if field_name not in values and (found := _best(field_name, records, old)):
            values[field_name], origin[field_name] = found
