"""Whoosh 2.7.4: pure Python; run it on a subset (`--limits whoosh=4000`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus import Row
from queries import Query
from whoosh import analysis, fields, index, qparser

from engines import ALL_KINDS, Hits, Unavailable, operator

MEGABYTES = 256


class Whoosh:
    kinds = ALL_KINDS

    def create(self, path: Path, threads: int) -> None:
        if threads > 1:
            raise Unavailable("Whoosh uses processes, not threads")
        stems = analysis.StemmingAnalyzer(stoplist=None)
        schema = fields.Schema(
            id=fields.ID(stored=True),
            headline=fields.TEXT(stems, stored=True, field_boost=2.0),
            body=fields.TEXT(stems, stored=True),
            people=fields.TEXT(stored=True),
            day=fields.NUMERIC(int, sortable=True),
        )
        path.mkdir(parents=True)
        self._writer = index.create_in(path, schema).writer(limitmb=MEGABYTES)

    def add(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._writer.add_document(**{**row, "people": "; ".join(row["people"])})

    def finish(self) -> None:
        self._writer.commit()

    def open(self, path: Path) -> None:
        opened = index.open_dir(path)
        self._searcher = opened.searcher()
        self._parsers = {
            "": qparser.MultifieldParser(["headline", "body"], opened.schema),
            "headline": qparser.QueryParser("headline", opened.schema),
            "people": qparser.QueryParser("people", opened.schema),
        }
        self._parsers[""].add_plugin(qparser.FuzzyTermPlugin())

    def _query(self, kind: str, query: Query) -> object:
        words, how = query.words, operator(kind)
        text = f'"{" ".join(words)}"' if how == "phrase" else (" OR " if how == "or" else " ").join(words)
        text += {"prefix": "*", "fuzzy": "~1"}.get(kind, "")
        if kind == "and_date":
            text += f" day:[{query.first} TO {query.last}]"
        return self._parsers.get(kind, self._parsers[""]).parse(text)

    def search(self, kind: str, query: Query, k: int) -> Hits:
        newest = kind == "newest"
        made = self._query(kind, query)
        found = self._searcher.search(made, limit=k, sortedby="day" if newest else None, reverse=newest)
        return [(hit["id"], hit["headline"]) for hit in found]

    def count(self, kind: str, query: Query) -> int:
        return len(self._searcher.search(self._query(kind, query), limit=1))


def make() -> Whoosh:
    return Whoosh()
