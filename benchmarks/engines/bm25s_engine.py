"""bm25s: scores of all pairs of word and article, computed ahead; any-of-the-words queries only, an index made in one go.

The headline's words are counted twice by giving them twice. Its scores live in memory: opening loads the whole index.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import bm25s
import Stemmer
from corpus import Row
from queries import Query

from engines import Hits, Unavailable

_QUIET = {"show_progress": False}


class Bm25s:
    kinds = frozenset({"or", "ten_or", "common_or"})

    def create(self, path: Path, threads: int) -> None:
        if threads > 1:
            raise Unavailable("bm25s indexes on one thread")
        path.mkdir(parents=True)
        self._path = path
        self._tokenizer = self._new_tokenizer()
        self._texts: list[str] = []
        self._stored: list[str] = []

    @staticmethod
    def _new_tokenizer() -> bm25s.tokenization.Tokenizer:
        return bm25s.tokenization.Tokenizer(stemmer=Stemmer.Stemmer("english"), stopwords=[])

    def add(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._texts.append(f"{row['headline']}\n{row['headline']}\n{row['body']}")
            self._stored.append(json.dumps([row["id"], row["headline"], row["body"]]))

    def finish(self) -> None:
        tokens = self._tokenizer.tokenize(self._texts, return_as="ids", **_QUIET)
        scores = bm25s.BM25()
        scores.index((tokens, self._tokenizer.get_vocab_dict()), **_QUIET)
        scores.save(self._path, show_progress=False)
        self._tokenizer.save_vocab(self._path)
        (self._path / "stored.jsonl").write_text("\n".join(self._stored), encoding="utf-8")

    def open(self, path: Path) -> None:
        self._scores = bm25s.BM25.load(path)
        self._tokenizer = self._new_tokenizer()
        self._tokenizer.load_vocab(path)
        self._shown = [
            tuple(json.loads(line)[:2]) for line in (path / "stored.jsonl").read_text(encoding="utf-8").split("\n")
        ]

    def search(self, kind: str, query: Query, k: int) -> Hits:
        tokens = self._tokenizer.tokenize([" ".join(query.words)], update_vocab=False, return_as="ids", **_QUIET)
        found, scores = self._scores.retrieve(tokens, k=min(k, len(self._shown)), n_threads=0, **_QUIET)
        return [self._shown[document] for document, score in zip(found[0], scores[0], strict=True) if score > 0]

    def count(self, kind: str, query: Query) -> int:
        tokens = self._tokenizer.tokenize([" ".join(query.words)], update_vocab=False, return_as="ids", **_QUIET)
        return int((self._scores.get_scores(tokens[0]) > 0).sum())


def make() -> Bm25s:
    return Bm25s()
