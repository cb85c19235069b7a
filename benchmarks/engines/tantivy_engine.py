"""tantivy-py: queries by its parser where that has the syntax; building the query is part of the call, as with all engines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import tantivy
from corpus import Row
from queries import Query

from engines import ALL_KINDS, BUDGET, Hits, operator


def _moment(day: int) -> datetime:
    naive = datetime.fromordinal(day)
    return naive.replace(tzinfo=timezone.utc)


class Tantivy:
    kinds = ALL_KINDS

    def _schema(self) -> Any:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("headline", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("body", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("people", stored=True)
        builder.add_date_field("published", stored=True, indexed=True, fast=True)
        return builder.build()

    def create(self, path: Path, threads: int) -> None:
        path.mkdir(parents=True)
        self._index = tantivy.Index(self._schema(), path=str(path))
        self._writer = self._index.writer(heap_size=BUDGET, num_threads=threads)

    def add(self, rows: Sequence[Row]) -> None:
        add, make = self._writer.add_document, tantivy.Document
        for row in rows:
            document = make(id=row["id"], headline=row["headline"], body=row["body"], people=row["people"])
            document.add_date("published", _moment(row["day"]))
            add(document)

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()

    def open(self, path: Path) -> None:
        self._index = tantivy.Index(self._schema(), path=str(path))
        self._index.reload()
        self._searcher = self._index.searcher()

    def _query(self, kind: str, query: Query) -> Any:
        words, how = query.words, operator(kind)
        if kind in ("prefix", "fuzzy"):
            return self._pattern(kind, words[0])
        if how == "or":
            text = " OR ".join(words)
        else:
            text = f'"{" ".join(words)}"' if how == "phrase" else " ".join(f"+{word}" for word in words)
        if kind in ("headline", "people"):
            return self._index.parse_query(text, [kind])
        made = self._index.parse_query(text, ["headline", "body"], field_boosts={"headline": 2.0})
        if kind != "and_date":
            return made
        low, high = _moment(query.first), _moment(query.last)
        days = tantivy.Query.range_query(self._index.schema, "published", tantivy.FieldType.Date, low, high)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, made), (tantivy.Occur.Must, days)])

    def _pattern(self, kind: str, word: str) -> Any:
        schema, should = self._index.schema, tantivy.Occur.Should
        if kind == "prefix":
            made = [tantivy.Query.regex_query(schema, field, f"{word}.*") for field in ("headline", "body")]
        else:
            made = [tantivy.Query.fuzzy_term_query(schema, field, word) for field in ("headline", "body")]
        return tantivy.Query.boolean_query([(should, tantivy.Query.boost_query(made[0], 2.0)), (should, made[1])])

    def search(self, kind: str, query: Query, k: int) -> Hits:
        made = self._query(kind, query)
        if kind == "newest":
            found = self._searcher.search(made, k, count=False, order_by_field="published").hits
        else:
            found = self._searcher.search(made, k, count=False).hits
        documents = (self._searcher.doc(address) for _, address in found)
        return [(document.get_first("id"), document.get_first("headline")) for document in documents]

    def count(self, kind: str, query: Query) -> int:
        # A count comes with at least one hit in this binding.
        count: int = self._searcher.search(self._query(kind, query), 1, count=True).count
        return count


def make() -> Tantivy:
    return Tantivy()
