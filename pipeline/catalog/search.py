"""I/O: the search index of titles, https://github.com/quickwit-oss/tantivy-py; the only module that knows it."""

from __future__ import annotations

from pathlib import Path

import tantivy

from pipeline.titles import normalise

NEAREST = 20  # titles that are looked at for one asked
_TERMS = 8  # rarest words that are asked for: all of them cost twice as much
_RARE = 2  # titles or fewer: the word may be a slip that somebody made before
_SLIPPED = 5  # letters from which on a word is looked for with a slip in it
_HEAP = 128_000_000  # bytes
_TITLE, _WRITTEN = "title", "written"


class Index:
    """The titles of one part."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def near(self, title: str) -> list[str]:
        """Give the titles, as written, that share the most of the rare words, best first."""
        terms = [self._term(word) for word in self._telling(title)]
        if not terms:
            return []
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = self._searcher.search(query, NEAREST, count=False).hits
        return [bytes(self._searcher.doc(at).get_first(_WRITTEN) or b"").decode() for _, at in hits]

    def _telling(self, title: str) -> list[tuple[int, str]]:
        """Give the rarest words with the number of titles that hold them; words that none holds may be slips."""
        return sorted((self._searcher.doc_freq(_TITLE, w), w) for w in set(normalise(title).split()))[:_TERMS]

    def _term(self, found: tuple[int, str]) -> tantivy.Query:
        frequency, word = found
        exact = tantivy.Query.term_query(self._index.schema, _TITLE, word, "freq")
        if frequency > _RARE or len(word) < _SLIPPED:
            return exact
        slipped = tantivy.Query.fuzzy_term_query(self._index.schema, _TITLE, word)
        return tantivy.Query.disjunction_max_query([exact, tantivy.Query.boost_query(slipped, 8.0)])


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
