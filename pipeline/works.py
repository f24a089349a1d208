"""Pure: which records are one work. Never joins two works; may leave one work in two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.model import Candidate, Ids, Paper
from pipeline.titles import Agreement, compare, content_words, normalise, squash

_KINDS = ("arxiv", "doi", "acl", "openreview", "s2")


def keys(ids: Ids) -> list[str]:
    """Give the ids as `kind:id`, the best kind first; what `paper_id` is made of."""
    return [f"{kind}:{value}" for kind in _KINDS if (value := getattr(ids, kind))]


def group(records: Iterable[Candidate]) -> list[tuple[Candidate, ...]]:
    """Join records of one work: by an id in common, or by title and authors in common. Order of first sight."""
    groups: list[list[Candidate]] = []
    for record in records:
        same = [
            g for g in groups if any(_one_work(record, other) for other in g) and not clash(r.ids for r in [*g, record])
        ]
        if same:
            home = same[0]
            home.append(record)
            for other in same[1:]:  # the record bridges what looked like two
                if not clash(r.ids for r in [*home, *other]):
                    home.extend(other)
                    groups.remove(other)
        else:
            groups.append([record])
    return [tuple(g) for g in groups]


def join(ids: Iterable[Ids]) -> Ids:
    """Give the first id of each kind."""
    known = list(ids)
    return Ids(**{kind: next((v for i in known if (v := getattr(i, kind))), None) for kind in _KINDS})


def clash(ids: Iterable[Ids]) -> bool:
    """Whether these are ids of two works, whatever they share: a DOI may be wrong, two arXiv papers are two."""
    known = list(ids)
    return len({i.arxiv for i in known} - {None}) > 1 or len({i.acl for i in known} - {None}) > 1


def shown_year(paper: Paper) -> int | None:
    """Give the year to show of a paper: one that may be the preprint's never stands beside a venue."""
    unproven = paper.provenance.get("year", "").startswith("unproven")
    return None if paper.venue and unproven and paper.ids.arxiv else paper.year


def surname(name: str) -> str:
    """Give a person's family name, normalised: the last word, or what stands before a comma.

    >>> surname("Ludwig van Beethoven"), surname("Muller, Jr., K."), surname("李 明")
    ('beethoven', 'muller', '明')
    """
    head = name.partition(",")[0]
    found = [w for w in normalise(head).split() if w not in {"jr", "sr", "ii", "iii", "iv"}]
    return found[-1] if found else ""


def _spelt(family: str) -> str:
    """Write an umlaut in one way: the Schölkopf of one source is the Schoelkopf of another."""
    return re.sub("(?<=[aou])e", "", family)


def _same_person(one: str, other: str) -> bool:
    return _spelt(surname(one)) == _spelt(surname(other))


def names_in_common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Count the family names that both lists of authors hold."""
    return len({_spelt(surname(n)) for n in ours} & {_spelt(surname(n)) for n in theirs} - {""})


def hinted_names(hint: str, authors: Sequence[str]) -> list[str]:
    """Give the authors whose family name stands in a hint such as `UT Austin, Xi Ye et al.`."""
    said = set(map(_spelt, normalise(re.sub(r"\bet\.? al\b|等", " ", hint)).split()))
    return [a for a in authors if _spelt(surname(a)) in said]


def is_record_of(record: Candidate, titles: Iterable[str], authors: Sequence[str]) -> bool:
    """Whether a record that was looked up by id can be that work: ids are wrong at times, in every source."""
    if any(compare(t, record.title).agreement >= Agreement.CLOSE for t in titles):
        return True
    return bool(authors and record.authors) and _same_person(authors[0], record.authors[0])


def _one_work(a: Candidate, b: Candidate) -> bool:
    if set(keys(a.ids)) & set(keys(b.ids)):
        return True
    if not (a.title and b.title) or _differ(a.ids, b.ids):
        return False
    titles_a = {squash(t) for t in (a.title, *a.former_titles)}
    titles_b = {squash(t) for t in (b.title, *b.former_titles)}
    if not titles_a & titles_b:
        return False
    if a.authors and b.authors:
        return _same_person(a.authors[0], b.authors[0]) or names_in_common(a.authors, b.authors) >= 2
    # A record without authors: a long title and a year near the other's are enough.
    near = a.year is None or b.year is None or abs(a.year - b.year) <= 1
    return near and len(content_words(a.title)) >= 4


def _differ(a: Ids, b: Ids) -> bool:
    """Whether two ids of one kind speak against one work; a work may have several S2 records and DOIs."""
    return any(x and y and x != y for x, y in ((a.arxiv, b.arxiv), (a.acl, b.acl)))
