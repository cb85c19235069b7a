"""Xapian by its own Python binding: TermGenerator and QueryParser with the English stemmer, BM25.

id and headline are kept as values, so that a hit shows them without unpacking the body. Xapian indexes about half a
megabyte a second on small machines: `--limits xapian=20000` keeps a run short.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xapian
from corpus import Row
from queries import Query

from engines import ALL_KINDS, Hits, Unavailable, operator

DAY, ID, HEADLINE = 0, 1, 2
PREFIXES = {"headline": "S", "people": "XP"}
FLAGS = xapian.QueryParser.FLAG_BOOLEAN | xapian.QueryParser.FLAG_PHRASE | xapian.QueryParser.FLAG_WILDCARD
EVERY = 1 << 30


class Xapian:
    kinds = ALL_KINDS - {"fuzzy"}

    def create(self, path: Path, threads: int) -> None:
        if threads > 1:
            raise Unavailable("Xapian writes on one thread")
        self._db = xapian.WritableDatabase(str(path), xapian.DB_CREATE)
        self._generator = xapian.TermGenerator()
        self._generator.set_stemmer(xapian.Stem("en"))

    def add(self, rows: Sequence[Row]) -> None:
        generator = self._generator
        for row in rows:
            document = xapian.Document()
            generator.set_document(document)
            generator.set_termpos(0)
            generator.index_text(row["headline"], 1, PREFIXES["headline"])
            generator.index_text(row["headline"], 2)  # within-document frequency counts twice
            generator.increase_termpos()
            generator.index_text(row["body"])
            for name in row["people"]:
                generator.index_text(name, 1, PREFIXES["people"])
                generator.increase_termpos()
            document.add_value(DAY, xapian.sortable_serialise(row["day"]))
            document.add_value(ID, row["id"])
            document.add_value(HEADLINE, row["headline"])
            document.set_data(row["body"])
            self._db.add_document(document)

    def finish(self) -> None:
        self._db.commit()
        self._db.close()

    def open(self, path: Path) -> None:
        self._db = xapian.Database(str(path))
        self._parser = xapian.QueryParser()
        self._parser.set_database(self._db)
        self._parser.set_stemmer(xapian.Stem("en"))
        self._parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        self._parser.set_default_op(xapian.Query.OP_AND)
        for field, prefix in PREFIXES.items():
            self._parser.add_prefix(field, prefix)

    def _query(self, kind: str, query: Query) -> Any:
        words, how = query.words, operator(kind)
        text = f'"{" ".join(words)}"' if how == "phrase" else (" OR " if how == "or" else " ").join(words)
        text += "*" if kind == "prefix" else ""
        made = self._parser.parse_query(text, FLAGS, PREFIXES.get(kind, ""))
        if kind == "and_date":
            low, high = xapian.sortable_serialise(query.first), xapian.sortable_serialise(query.last)
            days = xapian.Query(xapian.Query.OP_VALUE_RANGE, DAY, low, high)
            made = xapian.Query(xapian.Query.OP_FILTER, made, days)
        return made

    def search(self, kind: str, query: Query, k: int) -> Hits:
        enquire = xapian.Enquire(self._db)
        enquire.set_query(self._query(kind, query))
        if kind == "newest":
            enquire.set_sort_by_value(DAY, True)
        documents = (match.document for match in enquire.get_mset(0, k))
        return [(document.get_value(ID).decode(), document.get_value(HEADLINE).decode()) for document in documents]

    def count(self, kind: str, query: Query) -> int:
        enquire = xapian.Enquire(self._db)
        enquire.set_query(self._query(kind, query))
        count: int = enquire.get_mset(0, 1, EVERY).get_matches_estimated()
        return count


def make() -> Xapian:
    return Xapian()
