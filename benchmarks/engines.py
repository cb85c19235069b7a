"""The engines side by side: each builds an index of the same articles and answers the same queries with ten (id, headline).

All stem, store id, headline and body, weight the headline twice, and work on one thread. SQLite FTS5 and Whoosh analyse
with what they bring; differences are said in README.md.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any, Protocol

Row = dict[str, Any]
Hits = list[tuple[str, str]]
FIRST, LAST = date(2008, 1, 1), date(2008, 6, 30)


class Engine(Protocol):
    """What a benchmark asks of an engine."""

    def create(self, path: Path) -> None: ...
    def add(self, rows: Iterable[Row]) -> None: ...
    def finish(self) -> None: ...
    def open(self, path: Path) -> None: ...
    def search(self, kind: str, words: list[str], k: int) -> Hits: ...


class Searchlib:
    def create(self, path: Path) -> None:
        from searchlib import Article, Index

        self._article, self._index = Article, Index(path)

    def add(self, rows: Iterable[Row]) -> None:
        make, add = self._article, self._index.add
        for row in rows:
            add(make(row["headline"], row["body"], id=row["id"], published=row["day"], people=[], dates=[]))

    def finish(self) -> None:
        self._index.commit()
        self._index.close()

    def open(self, path: Path) -> None:
        from searchlib import Index

        self._index = Index(path, read_only=True)

    def search(self, kind: str, words: list[str], k: int) -> Hits:
        sort = "newest" if kind == "newest" else "relevance"
        if kind == "or":
            query = " OR ".join(words)
        elif kind == "phrase":
            query = f'"{" ".join(words)}"'
        elif kind == "headline":
            query = " ".join(f"headline:{word}" for word in words)
        elif kind == "and_date":
            query = " ".join(words) + f" published:[{FIRST} to {LAST}]"
        else:
            query = " ".join(words)
        return [(hit.id, hit.headline) for hit in self._index.search(query, limit=k, sort=sort)]


class Tantivy:
    def _schema(self) -> Any:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("headline", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("body", stored=True, tokenizer_name="en_stem")
        builder.add_date_field("published", stored=True, indexed=True, fast=True)
        return builder.build()

    def create(self, path: Path) -> None:
        import tantivy

        path.mkdir(parents=True)
        self._index = tantivy.Index(self._schema(), path=str(path))
        self._writer = self._index.writer(heap_size=256 * 1024 * 1024, num_threads=1)
        self._document = tantivy.Document

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            day = row["day"]
            document = self._document(id=row["id"], headline=row["headline"], body=row["body"])
            document.add_date("published", datetime(day.year, day.month, day.day))
            self._writer.add_document(document)

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()

    def open(self, path: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self._index = tantivy.Index(self._schema(), path=str(path))
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, kind: str, words: list[str], k: int) -> Hits:
        text = {
            "or": " OR ".join(words),
            "phrase": f'"{" ".join(words)}"',
        }.get(kind, " ".join(f"+{word}" for word in words))
        fields = ["headline"] if kind == "headline" else ["headline", "body"]
        boosts = {} if kind == "headline" else {"headline": 2.0}
        query = self._index.parse_query(text, fields, field_boosts=boosts)
        if kind == "and_date":
            tantivy = self._tantivy
            low, high = (datetime(d.year, d.month, d.day, tzinfo=timezone.utc) for d in (FIRST, LAST))
            days = tantivy.Query.range_query(self._index.schema, "published", tantivy.FieldType.Date, low, high)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, days)])
        if kind == "newest":
            found = self._searcher.search(query, k, count=False, order_by_field="published").hits
        else:
            found = self._searcher.search(query, k, count=False).hits
        documents = (self._searcher.doc(address) for _, address in found)
        return [(document.get_first("id"), document.get_first("headline")) for document in documents]


class Fts5:
    def create(self, path: Path) -> None:
        path.mkdir(parents=True)
        self._db = sqlite3.connect(path / "db")
        self._db.execute(
            "CREATE VIRTUAL TABLE a USING fts5(headline, body, id UNINDEXED, day UNINDEXED, tokenize='porter unicode61')"
        )

    def add(self, rows: Iterable[Row]) -> None:
        self._db.executemany(
            "INSERT INTO a VALUES (?, ?, ?, ?)",
            ((row["headline"], row["body"], row["id"], row["day"].isoformat()) for row in rows),
        )

    def finish(self) -> None:
        self._db.commit()
        self._db.close()

    def open(self, path: Path) -> None:
        self._db = sqlite3.connect(path / "db")

    def search(self, kind: str, words: list[str], k: int) -> Hits:
        quoted = [f'"{word}"' for word in words]
        match = {"or": " OR ".join(quoted), "phrase": f'"{" ".join(words)}"'}.get(kind, " AND ".join(quoted))
        if kind == "headline":
            match = f"headline: ({match})"
        where, order = "", "bm25(a, 2.0, 1.0)"
        if kind == "and_date":
            where = f" AND day BETWEEN '{FIRST}' AND '{LAST}'"
        if kind == "newest":
            order = "day DESC"
        return self._db.execute(
            f"SELECT id, headline FROM a WHERE a MATCH ?{where} ORDER BY {order} LIMIT ?", (match, k)
        ).fetchall()


class Whoosh:
    def create(self, path: Path) -> None:
        from whoosh import analysis, fields, index

        stems = analysis.StemmingAnalyzer(stoplist=None)
        schema = fields.Schema(
            id=fields.ID(stored=True),
            headline=fields.TEXT(stems, stored=True, field_boost=2.0),
            body=fields.TEXT(stems, stored=True),
            day=fields.NUMERIC(int, sortable=True),
        )
        path.mkdir(parents=True)
        self._writer = index.create_in(path, schema).writer(limitmb=256)

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._writer.add_document(
                id=row["id"], headline=row["headline"], body=row["body"], day=row["day"].toordinal()
            )

    def finish(self) -> None:
        self._writer.commit()

    def open(self, path: Path) -> None:
        from whoosh import index, qparser

        opened = index.open_dir(path)
        self._searcher = opened.searcher()
        self._any = qparser.MultifieldParser(["headline", "body"], opened.schema)
        self._headline = qparser.QueryParser("headline", opened.schema)

    def search(self, kind: str, words: list[str], k: int) -> Hits:
        text = {"or": " OR ".join(words), "phrase": f'"{" ".join(words)}"'}.get(kind, " ".join(words))
        if kind == "and_date":
            text += f" day:[{FIRST.toordinal()} TO {LAST.toordinal()}]"
        query = (self._headline if kind == "headline" else self._any).parse(text)
        found = self._searcher.search(
            query, limit=k, sortedby="day" if kind == "newest" else None, reverse=kind == "newest"
        )
        return [(hit["id"], hit["headline"]) for hit in found]


ENGINES: dict[str, type[Engine]] = {"searchlib": Searchlib, "tantivy": Tantivy, "fts5": Fts5, "whoosh": Whoosh}
