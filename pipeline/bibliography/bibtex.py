"""Pure: a paper as a BibTeX entry that LaTeX, biber, Zotero and our own `pipeline.sources.library` read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.parsestack import default_unparse_stack
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from pipeline import ids
from pipeline.bibliography import capitals, facts, formulas, latex
from pipeline.model import Paper
from pipeline.persons import Name
from pipeline.text import one_line

_TYPES = {
    "journal": ("article", "journal"),
    "conference": ("inproceedings", "booktitle"),
    "thesis": ("phdthesis", "school"),
    "preprint": ("misc", ""),
}
_COLUMN = len("archiveprefix = ")
_AS_IT_IS = default_unparse_stack(allow_inplace_modification=True)  # an entry is made to be written, not copied first
_CORE = re.compile(r"(\W*)(.*?)([,.:;?!)\]”’]*)", re.DOTALL)  # a word without the marks around it
_ODD = re.compile(r"[{}\\~^<>|$%&#_]")  # in a name; biber makes broken initials of what they are written as
_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")


def entries(papers: Iterable[Paper]) -> str:
    """Give the entries of papers, in their order, parted by empty lines."""
    return "\n".join(map(entry, papers))


@lru_cache(maxsize=8192)  # a run writes each twice: for LaTeX, and into the page
def entry(paper: Paper) -> str:
    """Give one entry, a field a line, ending in a line break."""
    form = BibtexFormat()  # type: ignore[no-untyped-call]
    form.indent, form.value_column, form.trailing_comma = "  ", _COLUMN, True
    return write_string(Library([_entry(paper)]), unparse_stack=_AS_IT_IS, bibtex_format=form)


def _entry(paper: Paper) -> Entry:
    sort, where = _TYPES[facts.kind(paper)]
    venue = one_line(paper.venue or "")
    if sort == "phdthesis":
        thesis, venue = facts.school(paper)
        sort = "mastersthesis" if "master" in thesis.casefold() else sort
    fields = {
        "title": title(paper.title),
        "author": authors(paper),
        where: latex.escape(venue),
        "year": str(facts.year(paper) or ""),
        **_ids(paper),
        "url": _verbatim(facts.page(paper) or ""),
    }
    if not fields["author"]:
        fields["key"] = fields["title"]  # what BibTeX sorts by where nobody signed
    return Entry(sort, facts.key(paper), [Field(name, value) for name, value in fields.items() if name and value])


def _ids(paper: Paper) -> dict[str, str]:
    """Give the ids; one that another says already is left out."""
    own = paper.ids
    told = ids.from_doi(own.doi) if own.doi else None
    linked = ids.from_url(paper.url or "")
    listed = paper.fields[0] if paper.fields and paper.provenance.get("fields") == "arXiv" else ""
    new = own.arxiv and "/" not in own.arxiv and _CATEGORY.fullmatch(listed)
    return {
        "eprint": own.arxiv or "",
        "archiveprefix": "arXiv" if own.arxiv else "",
        "primaryclass": listed if new else "",
        "doi": _verbatim(own.doi or ""),
        "acl": own.acl if own.acl and not (told and told.acl == own.acl) and linked.acl != own.acl else "",
        "openreview": _verbatim(own.openreview) if own.openreview and linked.openreview != own.openreview else "",
        "s2": _verbatim(own.s2) if own.s2 and not any((own.arxiv, own.doi, own.acl, own.openreview)) else "",
    }


def title(text: str) -> str:
    r"""Give a title as LaTeX, names and acronyms in braces.

    >>> title("BERT & friends")
    '{BERT} \\& friends'
    """
    parts = latex.pieces(one_line(text))
    found = [formulas.written(t) if formula else _words(t, first=i == 0) for i, (t, formula) in enumerate(parts)]
    return "".join(found).strip()


def _words(text: str, *, first: bool) -> str:
    words = capitals.protected(text, first=first)
    return " ".join(_braced(word) if keep else latex.escape(word) for word, keep in words)


def _braced(word: str) -> str:
    """Protect a word; BibTeX takes a brace before a backslash for an accent, whose letters it may change."""
    before, core, after = (latex.escape(part) for part in re.fullmatch(_CORE, word).groups())  # type: ignore[union-attr]
    return f"{before}{{{{{core}}}}}{after}" if core.startswith("\\") else f"{before}{{{core}}}{after}"


def authors(paper: Paper) -> str:
    """Give the authors as `van der Maaten, Laurens and {OpenAI}`; "et al." is what BibTeX calls others."""
    written = [_name(n) for n in facts.people(paper)]
    return " and ".join([*written, "others"] if facts.is_cut_short(paper) else written)


def _name(name: Name) -> str:
    family = " ".join(filter(None, (name.particle, name.family)))
    if name.whole or _ODD.search(name.given + family):
        return f"{{{latex.escape(' '.join(filter(None, (name.given, family, name.suffix))))}}}"
    return ", ".join(map(latex.escape, filter(None, (family, name.suffix, name.given))))


def _verbatim(text: str) -> str:
    """Give an id or an address: LaTeX reads it letter by letter, but BibTeX counts braces."""
    return quote(text, safe="!\"#$%&'()*+,-./:;<=>?@[]_`|~^")
