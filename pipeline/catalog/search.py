"""I/O: the search index of titles, https://github.com/quickwit-oss/tantivy-py; the only module that knows it."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import tantivy

from pipeline.titles import normalise

NEAREST = 20  # titles that are looked at for one asked, where it is looked for widely
FIRST = 8  # the same at first: of 295 damaged titles each is among the first five
_TERMS = 8  # rarest words that are asked for, no more than hold that share of all titles together, but three at least
_SHARE = {False: 0.02, True: 0.1}  # by whether it is looked for widely: time goes with the titles that are counted
_LEAST = 3
_RARE = 2  # titles or fewer: the word may be a slip that somebody made before
_SLIPPED = 5  # letters from which on a word is looked for with a slip in it
_HEAP = 128_000_000  # bytes
_TITLE, _WRITTEN = "title", "written"


class Index:
    """The titles of one part."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def near(self, title: str, *, widely: bool) -> list[Hit]:
        """Give the titles that share the most of the rare words, best first; widely: also where one has a slip."""
        terms = [term for found in self._telling(title, _SHARE[widely]) if (term := self._term(*found, slips=widely))]
        if not terms:
            return []
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        found = self._searcher.search(query, NEAREST if widely else FIRST, count=False).hits
        return [Hit(score, self, at) for score, at in found]

    def written(self, at: tantivy.DocAddress) -> str:
        """Give a title as written."""
        return bytes(self._searcher.doc(at).get_first(_WRITTEN) or b"").decode()

    def _telling(self, title: str, share: float) -> list[tuple[int, str]]:
        """Give the rarest words with the number of titles that hold them; words that none holds may be slips."""
        words = sorted((self._searcher.doc_freq(_TITLE, w), w) for w in set(normalise(title).split()))
        held = accumulate(frequency for frequency, _ in words)
        least = _LEAST + sum(not frequency for frequency, _ in words)
        most = share * self._searcher.num_docs
        return [
            w for at, (w, count) in enumerate(zip(words[:_TERMS], held, strict=False)) if at < least or count <= most
        ]

    def _term(self, frequency: int, word: str, *, slips: bool) -> tantivy.Query | None:
        exact = tantivy.Query.term_query(self._index.schema, _TITLE, word, "freq") if frequency else None
        if not slips or frequency > _RARE or len(word) < _SLIPPED:
            return exact
        slipped = tantivy.Query.boost_query(tantivy.Query.fuzzy_term_query(self._index.schema, _TITLE, word), 8.0)
        return tantivy.Query.disjunction_max_query([exact, slipped]) if exact else slipped


class Hit(NamedTuple):
    """A title that was found, how well it fits, and where it stands."""

    score: float
    of: Index
    at: tantivy.DocAddress


class IndexWriter:
    """Writes an index; each normalised title once."""

    def __init__(self, folder: Path) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field(_TITLE, tokenizer_name="whitespace", index_option="freq")
        schema.add_bytes_field(_WRITTEN, stored=True)
        self._writer = tantivy.Index(schema.build(), path=str(folder)).writer(_HEAP, 1)
        self._seen: set[int] = set()

    def add(self, title: str, normalised: str) -> None:
        """Add a title as written, to be found by its normalised words; unless one like it is there."""
        key = hash(normalised)
        if key in self._seen:
            return
        self._seen.add(key)
        document = tantivy.Document()
        document.add_text(_TITLE, normalised)
        document.add_bytes(_WRITTEN, title.encode("utf-8", "replace"))
        self._writer.add_document(document)

    def close(self) -> None:
        """Finish the index."""
        self._writer.commit()
        self._writer.wait_merging_threads()
