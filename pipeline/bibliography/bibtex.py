"""Pure: a paper as a BibTeX entry that LaTeX, biber, Zotero and our own `pipeline.sources.library` read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from pipeline import ids, persons, venues
from pipeline.bibliography import capitals, latex
from pipeline.model import Paper

_TYPES = {
    "journal": ("article", "journal"),
    "conference": ("inproceedings", "booktitle"),
    "thesis": ("phdthesis", "school"),
}
_COLUMN = len("archiveprefix = ")
_CORE = re.compile(r"(\W*)(.*?)([,.:;?!)\]”’]*)", re.DOTALL)  # a word without the marks around it
_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")


def entry(paper: Paper) -> str:
    """Give one entry, a field a line, ending in a line break."""
    return entries([paper])


def entries(papers: Iterable[Paper]) -> str:
    """Give the entries of papers, in their order, parted by empty lines."""
    form = BibtexFormat()  # type: ignore[no-untyped-call]
    form.indent, form.value_column, form.block_separator, form.trailing_comma = "  ", _COLUMN, "\n", True
    library = Library([_entry(p) for p in papers])
    return write_string(library, bibtex_format=form)


def _entry(paper: Paper) -> Entry:
    kind, where = _TYPES[venues.kind(paper.venue)] if paper.venue else ("misc", "")
    year = paper.year or (paper.published.year if paper.published and not paper.venue else None)
    fields = {
        "title": title(paper.title),
        "author": authors(paper.authors),
        where: latex.escape(latex.clean(paper.venue or "")),
        "year": str(year or ""),
        **_ids(paper),
        "url": _verbatim(paper.url) if paper.url and re.match(r"https?://", paper.url) else "",
    }
    if not fields["author"]:
        fields["key"] = fields["title"]  # what BibTeX sorts by where nobody signed
    return Entry(kind, key(paper), [Field(name, value) for name, value in fields.items() if name and value])


def key(paper: Paper) -> str:
    """Give the key of a paper; one that no run has given a key yet goes by its id."""
    return paper.cite_key or re.sub(r"[^\w:.-]+", "-", paper.paper_id)


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
        "s2": own.s2 if own.s2 and not any((own.arxiv, own.doi, own.acl, own.openreview)) else "",
    }


def title(text: str) -> str:
    r"""Give a title as LaTeX, names and acronyms in braces.

    >>> title("BERT & friends")
    '{BERT} \\& friends'
    """
    parts = latex.pieces(latex.clean(text))
    sentence = capitals.is_sentence(" ".join(t for t, formula in parts if not formula))
    found = [
        f"{{${t}$}}" if formula else _words(t, sentence=sentence, first=i == 0) for i, (t, formula) in enumerate(parts)
    ]
    return "".join(found).strip()


def _words(text: str, *, sentence: bool, first: bool) -> str:
    return " ".join(
        _braced(word) if keep else latex.escape(word)
        for word, keep in capitals.protected(text, sentence=sentence, first=first)
    )


def _braced(word: str) -> str:
    """Protect a word; BibTeX takes a brace before a backslash for an accent, whose letters it may change."""
    before, core, after = (latex.escape(part) for part in re.fullmatch(_CORE, word).groups())  # type: ignore[union-attr]
    return f"{before}{{{{{core}}}}}{after}" if core.startswith("\\") else f"{before}{{{core}}}{after}"


def authors(names: Iterable[str]) -> str:
    """Give names as `van der Maaten, Laurens and {OpenAI}`; "et al." is what BibTeX calls others."""
    written = []
    others = False
    for name in names:
        found = persons.split(latex.clean(name))
        if found is None:
            others = others or bool(name.strip())
        elif found.whole:
            written.append(f"{{{latex.escape(found.family)}}}")
        else:
            family = " ".join(filter(None, (found.particle, found.family)))
            written.append(", ".join(map(latex.escape, filter(None, (family, found.suffix, found.given)))))
    return " and ".join([*written, *(["others"] if others and written else [])])


def _verbatim(text: str) -> str:
    """Give an address or a DOI: LaTeX reads it letter by letter, but BibTeX counts braces."""
    return quote(text, safe="!\"#$%&'()*+,-./:;<=>?@[]_`|~^")
