"""Engines for bench_ranking.py: each takes a collection of (id, title, text) and answers questions with ranked ids.

Every peer is set up as its documentation shows it for English text, with stemming; bm25s with and without stop words.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from typing import Any, Protocol

Document = tuple[str, str, str]
_WORD = re.compile(r"\w+")


class Ranker(Protocol):
    """Ranks a collection's documents for questions in plain words, any of which may match."""

    def __init__(self, documents: list[Document]) -> None: ...
    def rank(self, question: str, k: int) -> list[str]: ...


def words_of(question: str) -> list[str]:
    """The words of a question without its punctuation."""
    return _WORD.findall(question)


class Searchlib:
    def __init__(self, documents: list[Document]) -> None:
        from searchlib import Article, Index

        self._index = Index()
        for id, title, text in documents:
            self._index.add(Article(title, text, id=id, people=[], dates=[]))
        self._index.commit()

    def rank(self, question: str, k: int) -> list[str]:
        from searchlib.query import Or, Word

        words = tuple(Word(word) for word in words_of(question))
        return [hit.id for hit in self._index.search(Or(words), limit=k)]


class Tantivy:
    def __init__(self, documents: list[Document]) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("title", tokenizer_name="en_stem")
        builder.add_text_field("text", tokenizer_name="en_stem")
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(heap_size=64 * 1024 * 1024, num_threads=1)
        for id, title, text in documents:
            writer.add_document(tantivy.Document(id=id, title=title, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def rank(self, question: str, k: int) -> list[str]:
        # Lower case, so that no word of the question is taken for an operator.
        text = " ".join(words_of(question)).lower()
        query = self._index.parse_query(text, ["title", "text"])
        return [self._searcher.doc(address).get_first("id") for _, address in self._searcher.search(query, k).hits]


class Whoosh:
    def __init__(self, documents: list[Document]) -> None:
        from whoosh import analysis, fields, index

        stems = analysis.StemmingAnalyzer()
        schema = fields.Schema(id=fields.ID(stored=True), title=fields.TEXT(stems), text=fields.TEXT(stems))
        self._folder = tempfile.TemporaryDirectory()
        opened = index.create_in(self._folder.name, schema)
        writer = opened.writer()
        for id, title, text in documents:
            writer.add_document(id=id, title=title, text=text)
        writer.commit()
        self._searcher, self._schema = opened.searcher(), schema

    def rank(self, question: str, k: int) -> list[str]:
        from whoosh import qparser

        parser = qparser.MultifieldParser(["title", "text"], self._schema, group=qparser.OrGroup)
        text = " ".join(words_of(question)).lower()
        return [hit["id"] for hit in self._searcher.search(parser.parse(text), limit=k)]


class Bm25s:
    STOPWORDS: str | None = None

    def __init__(self, documents: list[Document]) -> None:
        import bm25s
        import Stemmer

        self._bm25s, self._stemmer = bm25s, Stemmer.Stemmer("english")
        self._ids = [id for id, _, _ in documents]
        self._ranker = bm25s.BM25()
        # A text that begins with its title has it once, as with the other engines' `text`.
        texts = [text if text.startswith(title) else f"{title} {text}" for _, title, text in documents]
        self._ranker.index(self._tokens(texts), show_progress=False)

    def _tokens(self, texts: list[str]) -> Any:
        return self._bm25s.tokenize(texts, stopwords=self.STOPWORDS, stemmer=self._stemmer, show_progress=False)

    def rank(self, question: str, k: int) -> list[str]:
        tokens = self._tokens([" ".join(words_of(question))])
        numbers, _ = self._ranker.retrieve(tokens, k=k, show_progress=False)
        return [self._ids[number] for number in numbers[0]]


class Bm25sWithoutStopWords(Bm25s):
    STOPWORDS = "en"


RANKERS: dict[str, Callable[[list[Document]], Ranker]] = {
    "searchlib": Searchlib,
    "tantivy": Tantivy,
    "whoosh": Whoosh,
    "bm25s": Bm25s,
    "bm25s, stop words left out": Bm25sWithoutStopWords,
}
