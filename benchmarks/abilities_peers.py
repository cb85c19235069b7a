"""The peers of bench_abilities.py: for each ability, the way that the peer's documentation shows, or why there is none.

A method gives what the peer answers, for the probe to judge; NoWay says that its API has nothing for it. Words are stemmed
and fields are weighted where a peer can do so.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

Texts = dict[str, tuple[str, str]]
"""Headline and body by id."""
PeopleOf = dict[str, list[str]]


class NoWay(Exception):
    """The peer's API has nothing for it; the message says what is missing."""


class Peer:
    """A peer that can do nothing yet; each method is one ability."""

    def weighted(self, texts: Texts, word: str) -> dict[str, float]:
        """Scores of a word in any field, the headline's weight being three times the body's."""
        raise NoWay("no fields")

    def in_time(self, days: dict[str, date], expression: str, today: date) -> set[str]:
        """Ids published in a time said in English."""
        raise NoWay("no times in words")

    def marked(self, text: str, query: str, kind: str) -> list[str]:
        """Which words of a text are marked for a word with a slip ("fuzzy") or for a "phrase"."""
        raise NoWay("no snippets")

    def offsets(self, text: str, word: str) -> list[tuple[int, int]]:
        """Where the word's matches stand in the text, in characters."""
        raise NoWay("no offsets")

    def collapsed(self, texts: Texts, query: str) -> list[set[str]]:
        """Ids of hits, those with nearly the same text together."""
        raise NoWay("nothing for near-duplicates")

    def alerts(self, text: str, saved: dict[str, str]) -> set[str]:
        """Names of the saved searches that a new article answers, as it is added."""
        raise NoWay("no saved searches")

    def named(self, names: dict[str, str], asked: str) -> set[str]:
        """Ids of those whose name may be a spelling of the one that is asked for."""
        raise NoWay("nothing for spellings of names")

    def pairs(self, people: PeopleOf) -> dict[tuple[str, str], int]:
        """In how many articles two people are together."""
        raise NoWay("no counts of pairs")

    def typed(self, texts: Texts, query: str) -> set[str]:
        """Ids found for whatever was typed."""
        raise NoWay("no query language")

    def months(self, days: dict[str, date]) -> dict[str, int]:
        """Articles by month."""
        raise NoWay("no histograms")


class Whoosh(Peer):
    def _searcher(self, schema: Any, rows: Sequence[dict[str, Any]]) -> Any:
        from whoosh import index

        self._folder = tempfile.TemporaryDirectory()
        opened = index.create_in(self._folder.name, schema)
        writer = opened.writer()
        for row in rows:
            writer.add_document(**row)
        writer.commit()
        return opened.searcher()

    def _texts(self, texts: Texts) -> tuple[Any, Any]:
        from whoosh import analysis, fields

        stems = analysis.StemmingAnalyzer()
        schema = fields.Schema(
            id=fields.ID(stored=True),
            headline=fields.TEXT(stems, field_boost=3.0),
            body=fields.TEXT(stems, stored=True),
        )
        rows = [{"id": id, "headline": headline, "body": body} for id, (headline, body) in texts.items()]
        return self._searcher(schema, rows), schema

    def weighted(self, texts: Texts, word: str) -> dict[str, float]:
        from whoosh.qparser import MultifieldParser

        searcher, schema = self._texts(texts)
        found = searcher.search(MultifieldParser(["headline", "body"], schema).parse(word), limit=None)
        return {hit["id"]: hit.score for hit in found}

    def in_time(self, days: dict[str, date], expression: str, today: date) -> set[str]:
        from whoosh import fields, qparser
        from whoosh.qparser.dateparse import DateParserPlugin

        schema = fields.Schema(id=fields.ID(stored=True), published=fields.DATETIME)
        rows = [{"id": id, "published": datetime.combine(day, datetime.min.time())} for id, day in days.items()]
        parser = qparser.QueryParser("id", schema)
        parser.add_plugin(DateParserPlugin(basedate=datetime.combine(today, datetime.min.time())))
        query = parser.parse(f"published:'{expression}'")
        return {hit["id"] for hit in self._searcher(schema, rows).search(query, limit=None)}

    def _hit(self, text: str, query: str) -> Any:
        from whoosh import fields, qparser

        schema = fields.Schema(body=fields.TEXT(stored=True, chars=True))
        parser = qparser.QueryParser("body", schema)
        parser.add_plugin(qparser.FuzzyTermPlugin())
        found = self._searcher(schema, [{"body": text}]).search(parser.parse(query), terms=True)
        return found, found[0]

    def marked(self, text: str, query: str, kind: str) -> list[str]:
        _, hit = self._hit(text, query)
        return re.findall(r"<b[^>]*>(.*?)</b>", hit.highlights("body", top=9))

    def offsets(self, text: str, word: str) -> list[tuple[int, int]]:
        from whoosh import highlight

        found, hit = self._hit(text, word)
        places: list[tuple[int, int]] = []

        class Places(highlight.Formatter):  # type: ignore[misc]
            def format(self, fragments: Any, replace: bool = False) -> str:
                places.extend((token.startchar, token.endchar) for one in fragments for token in one.matches)
                return ""

        found.formatter = Places()
        hit.highlights("body")
        return places

    def named(self, names: dict[str, str], asked: str) -> set[str]:
        from whoosh import analysis, fields, qparser

        sounds = analysis.StandardAnalyzer(stoplist=None) | analysis.DoubleMetaphoneFilter()
        schema = fields.Schema(id=fields.ID(stored=True), name=fields.TEXT(sounds))
        searcher = self._searcher(schema, [{"id": id, "name": name} for id, name in names.items()])
        return {hit["id"] for hit in searcher.search(qparser.QueryParser("name", schema).parse(asked), limit=None)}

    def typed(self, texts: Texts, query: str) -> set[str]:
        from whoosh.qparser import QueryParser

        searcher, schema = self._texts(texts)
        return {hit["id"] for hit in searcher.search(QueryParser("body", schema).parse(query), limit=None)}

    def months(self, days: dict[str, date]) -> dict[str, int]:
        from whoosh import fields, query, sorting
        from whoosh.support.relativedelta import relativedelta

        schema = fields.Schema(id=fields.ID(stored=True), published=fields.DATETIME(sortable=True))
        rows = [{"id": id, "published": datetime.combine(day, datetime.min.time())} for id, day in days.items()]
        first = datetime.combine(min(days.values()).replace(day=1), datetime.min.time())
        last = datetime.combine(max(days.values()), datetime.min.time()) + timedelta(days=1)
        facet = sorting.DateRangeFacet("published", first, last, relativedelta(months=1))
        found = self._searcher(schema, rows).search(query.Every(), groupedby={"month": facet}, limit=None)
        return {f"{begin:%Y-%m}": len(those) for (begin, _), those in found.groups("month").items()}


class Tantivy(Peer):
    def _searcher(self, fields: dict[str, dict[str, Any]], rows: Sequence[dict[str, Any]]) -> tuple[Any, Any]:
        import tantivy

        builder = tantivy.SchemaBuilder()
        for name, options in fields.items():
            options = dict(options)
            add = builder.add_date_field if options.pop("date", False) else builder.add_text_field
            add(name, **options)
        index = tantivy.Index(builder.build())
        writer = index.writer(heap_size=15_000_000, num_threads=1)
        for row in rows:
            writer.add_document(tantivy.Document(**row))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index, index.searcher()

    def _texts(self, texts: Texts) -> tuple[Any, Any]:
        stems = {"stored": True, "tokenizer_name": "en_stem"}
        fields = {"id": {"stored": True, "tokenizer_name": "raw"}, "headline": stems, "body": stems}
        return self._searcher(fields, [{"id": id, "headline": h, "body": b} for id, (h, b) in texts.items()])

    @staticmethod
    def _ids(searcher: Any, query: Any) -> dict[str, float]:
        return {searcher.doc(address).get_first("id"): score for score, address in searcher.search(query, 100).hits}

    def weighted(self, texts: Texts, word: str) -> dict[str, float]:
        index, searcher = self._texts(texts)
        return self._ids(searcher, index.parse_query(word, ["headline", "body"], field_boosts={"headline": 3.0}))

    def in_time(self, days: dict[str, date], expression: str, today: date) -> set[str]:
        fields = {"id": {"stored": True}, "published": {"date": True, "indexed": True, "fast": True}}
        moments = {id: datetime.combine(day, datetime.min.time(), timezone.utc) for id, day in days.items()}
        index, searcher = self._searcher(fields, [{"id": id, "published": at} for id, at in moments.items()])
        return set(self._ids(searcher, index.parse_query(f'published:"{expression}"', ["id"])))

    def _snippet(self, text: str, query: str, kind: str) -> Any:
        import tantivy

        fields = {"body": {"stored": True, "tokenizer_name": "default"}}
        index, searcher = self._searcher(fields, [{"body": text}])
        if kind == "fuzzy":
            made = tantivy.Query.fuzzy_term_query(index.schema, "body", query.partition("~")[0], distance=1)
        else:
            made = index.parse_query(query, ["body"])
        address = searcher.search(made, 1).hits[0][1]
        generator = tantivy.SnippetGenerator.create(searcher, made, index.schema, "body")
        return generator.snippet_from_doc(searcher.doc(address))

    def marked(self, text: str, query: str, kind: str) -> list[str]:
        return re.findall(r"<b>(.*?)</b>", self._snippet(text, query, kind).to_html())

    def offsets(self, text: str, word: str) -> list[tuple[int, int]]:
        return [(one.start, one.end) for one in self._snippet(text, word, "word").highlighted()]

    def named(self, names: dict[str, str], asked: str) -> set[str]:
        import tantivy

        fields = {
            "id": {"stored": True, "tokenizer_name": "raw"},
            "name": {"stored": True, "tokenizer_name": "default"},
        }
        index, searcher = self._searcher(fields, [{"id": id, "name": name} for id, name in names.items()])
        words = [
            (tantivy.Occur.Must, tantivy.Query.fuzzy_term_query(index.schema, "name", word, distance=2))
            for word in asked.lower().split()
        ]
        return set(self._ids(searcher, tantivy.Query.boolean_query(words)))

    def pairs(self, people: PeopleOf) -> dict[tuple[str, str], int]:
        import tantivy

        fields = {"id": {"stored": True}, "people": {"stored": True, "fast": True, "tokenizer_name": "raw"}}
        _, searcher = self._searcher(fields, [{"id": id, "people": those} for id, those in people.items()])
        terms = {"terms": {"field": "people", "size": 100}}
        asked = {"first": {**terms, "aggs": {"second": terms}}}
        found = searcher.aggregate(tantivy.Query.all_query(), asked)
        found = json.loads(found) if isinstance(found, str) else found
        counts = {}
        for first in found["first"]["buckets"]:
            for second in first["second"]["buckets"]:
                if first["key"] < second["key"]:
                    counts[first["key"], second["key"]] = int(second["doc_count"])
        return counts

    def typed(self, texts: Texts, query: str) -> set[str]:
        index, searcher = self._texts(texts)
        made = index.parse_query_lenient(query, ["body"])
        return set(self._ids(searcher, made[0] if isinstance(made, tuple) else made))

    def months(self, days: dict[str, date]) -> dict[str, int]:
        import tantivy

        fields = {"id": {"stored": True}, "published": {"date": True, "indexed": True, "fast": True}}
        moments = {id: datetime.combine(day, datetime.min.time(), timezone.utc) for id, day in days.items()}
        _, searcher = self._searcher(fields, [{"id": id, "published": at} for id, at in moments.items()])
        asked = {"months": {"date_histogram": {"field": "published", "calendar_interval": "month"}}}
        found = searcher.aggregate(tantivy.Query.all_query(), asked)
        found = json.loads(found) if isinstance(found, str) else found
        return {one["key_as_string"][:7]: one["doc_count"] for one in found["months"]["buckets"] if one["doc_count"]}


class Sql(Peer):
    """What the SQL of SQLite and DuckDB counts, over tables of the caller's."""

    def _connect(self) -> Any:
        raise NotImplementedError

    def pairs(self, people: PeopleOf) -> dict[tuple[str, str], int]:
        database = self._connect()
        database.execute("create table people (id text, name text)")
        database.executemany(
            "insert into people values (?, ?)", [(id, n) for id, those in people.items() for n in those]
        )
        rows = database.execute(
            "select a.name, b.name, count(*) from people a join people b on a.id = b.id and a.name < b.name "
            "group by a.name, b.name"
        )
        return {(a, b): count for a, b, count in rows.fetchall()}

    def months(self, days: dict[str, date]) -> dict[str, int]:
        database = self._connect()
        database.execute("create table articles (id text, published text)")
        database.executemany("insert into articles values (?, ?)", [(id, day.isoformat()) for id, day in days.items()])
        rows = database.execute("select substr(published, 1, 7) as month, count(*) from articles group by 1")
        return dict(rows.fetchall())


class Fts5(Sql):
    def _connect(self) -> Any:
        return sqlite3.connect(":memory:")

    def _texts(self, texts: Texts) -> Any:
        database = self._connect()
        database.execute(
            "create virtual table t using fts5(id unindexed, headline, body, tokenize = 'porter unicode61')"
        )
        database.executemany("insert into t values (?, ?, ?)", [(id, *both) for id, both in texts.items()])
        return database

    def weighted(self, texts: Texts, word: str) -> dict[str, float]:
        rows = self._texts(texts).execute("select id, -bm25(t, 0, 3.0, 1.0) from t where t match ?", (word,))
        return dict(rows.fetchall())

    def in_time(self, days: dict[str, date], expression: str, today: date) -> set[str]:
        raise NoWay("no times in words; SQLite's date modifiers ('-7 days') are the caller's to write")

    def marked(self, text: str, query: str, kind: str) -> list[str]:
        if kind == "fuzzy":
            raise NoWay("no fuzzy words")
        rows = self._texts({"a": ("", text)}).execute(
            "select highlight(t, 2, '<b>', '</b>') from t where t match ?", (query,)
        )
        return re.findall("<b>(.*?)</b>", rows.fetchone()[0])

    def offsets(self, text: str, word: str) -> list[tuple[int, int]]:
        raise NoWay("highlight() puts marks into a text; offsets are for functions in C")

    def typed(self, texts: Texts, query: str) -> set[str]:
        return {row[0] for row in self._texts(texts).execute("select id from t where t match ?", (query,))}
