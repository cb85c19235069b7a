"""Xapian, bm25s, DuckDB and searchlib for bench_abilities.py (abilities_peers.py has the others and says what a method gives)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from abilities_peers import Fts5, NoWay, Peer, PeopleOf, Sql, Tantivy, Texts, Whoosh


class Xapian(Peer):
    def _parser(self, database: Any) -> Any:
        import xapian

        parser = xapian.QueryParser()
        parser.set_database(database)
        parser.set_stemmer(xapian.Stem("en"))
        parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        parser.set_default_op(xapian.Query.OP_AND)
        return parser

    def _database(self, texts: Texts) -> Any:
        import xapian

        database = xapian.WritableDatabase("", xapian.DB_BACKEND_INMEMORY)
        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("en"))
        for id, (headline, body) in texts.items():
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(headline, 3)  # counts three times within the document, as its guide shows
            generator.increase_termpos()
            generator.index_text(body)
            document.set_data(id)
            database.add_document(document)
        return database

    @staticmethod
    def _matches(database: Any, query: Any) -> Any:
        import xapian

        enquire = xapian.Enquire(database)
        enquire.set_query(query)
        return enquire.get_mset(0, 100)

    def weighted(self, texts: Texts, word: str) -> dict[str, float]:
        database = self._database(texts)
        found = self._matches(database, self._parser(database).parse_query(word))
        return {match.document.get_data().decode(): match.weight for match in found}

    def in_time(self, days: dict[str, date], expression: str, today: date) -> set[str]:
        raise NoWay("DateRangeProcessor reads days in figures, no times in words")

    def marked(self, text: str, query: str, kind: str) -> list[str]:
        import xapian

        if kind == "fuzzy":
            raise NoWay("no fuzzy words in 1.4")
        database = self._database({"a": ("", text)})
        found = self._matches(database, self._parser(database).parse_query(query))
        return re.findall("<b>(.*?)</b>", found.snippet(text, len(text), xapian.Stem("en")).decode())

    def offsets(self, text: str, word: str) -> list[tuple[int, int]]:
        raise NoWay("snippet() puts marks into a text; there are word positions, no offsets")

    def collapsed(self, texts: Texts, query: str) -> list[set[str]]:
        raise NoWay("set_collapse_key needs a key of the caller's that is equal; nothing for near-duplicates")

    def typed(self, texts: Texts, query: str) -> set[str]:
        database = self._database(texts)
        found = self._matches(database, self._parser(database).parse_query(query))
        return {match.document.get_data().decode() for match in found}

    def months(self, days: dict[str, date]) -> dict[str, int]:
        import xapian

        database = xapian.WritableDatabase("", xapian.DB_BACKEND_INMEMORY)
        for day in days.values():
            document = xapian.Document()
            document.add_value(0, f"{day:%Y-%m}")
            database.add_document(document)
        enquire = xapian.Enquire(database)
        enquire.set_query(xapian.Query.MatchAll)
        spy = xapian.ValueCountMatchSpy(0)
        enquire.add_matchspy(spy)
        enquire.get_mset(0, 1, database.get_doccount())
        return {one.term.decode(): one.termfreq for one in spy.values()}


class Bm25s(Peer):
    def typed(self, texts: Texts, query: str) -> set[str]:
        import bm25s
        import Stemmer

        stemmer = Stemmer.Stemmer("english")
        ids = list(texts)
        ranker = bm25s.BM25()
        tokens = bm25s.tokenize([body for _, body in texts.values()], stemmer=stemmer, show_progress=False)
        ranker.index(tokens, show_progress=False)
        asked = bm25s.tokenize([query], stemmer=stemmer, show_progress=False)
        numbers, scores = ranker.retrieve(asked, k=len(ids), show_progress=False)
        return {ids[number] for number, score in zip(numbers[0], scores[0], strict=True) if score > 0}


class DuckDb(Sql):
    def _connect(self) -> Any:
        import duckdb

        return duckdb.connect()

    def _texts(self, texts: Texts) -> Any:
        database = self._connect()
        try:
            database.execute("load fts")
        except Exception:  # not installed and no network: PyPI's package brings the same file
            import duckdb_extension_fts

            found = next(Path(duckdb_extension_fts.__file__).parent.rglob("fts.duckdb_extension"))
            database.execute(f"load '{found}'")
        database.execute("create table t (id text, headline text, body text)")
        database.executemany("insert into t values (?, ?, ?)", [(id, *both) for id, both in texts.items()])
        database.execute("pragma create_fts_index('t', 'id', 'headline', 'body', stemmer = 'english')")
        return database

    def weighted(self, texts: Texts, word: str) -> dict[str, float]:
        rows = self._texts(texts).execute(
            "select id, fts_main_t.match_bm25(id, ?) as score from t where score is not null", [word]
        )
        return dict(rows.fetchall())

    def in_time(self, days: dict[str, date], expression: str, today: date) -> set[str]:
        raise NoWay("no times in words; intervals of SQL are the caller's to write")

    def named(self, names: dict[str, str], asked: str) -> set[str]:
        database = self._connect()
        database.execute("create table people (id text, name text)")
        database.executemany("insert into people values (?, ?)", list(names.items()))
        # 0.85 is where Jaro-Winkler similarity usually begins to speak for one name.
        rows = database.execute(
            "select id from people where jaro_winkler_similarity(lower(name), lower(?)) > 0.85", [asked]
        )
        return {row[0] for row in rows.fetchall()}

    def typed(self, texts: Texts, query: str) -> set[str]:
        rows = self._texts(texts).execute("select id from t where fts_main_t.match_bm25(id, ?) is not null", [query])
        return {row[0] for row in rows.fetchall()}


class Searchlib(Peer):
    def _index(self, texts: Texts, **more: Any) -> Any:
        from searchlib import Article, Index

        index = Index()
        for id, (headline, body) in texts.items():
            index.add(Article(headline, body, id=id, people=[], dates=[]))
        index.commit()
        return index

    def weighted(self, texts: Texts, word: str) -> dict[str, float]:
        return {hit.id: hit.score for hit in self._index(texts).search(word, limit=100)}

    def _days(self, days: dict[str, date]) -> Any:
        from searchlib import Article, Index

        index = Index()
        for id, day in days.items():
            index.add(Article("Talks", "", id=id, published=day, people=[], dates=[]))
        index.commit()
        return index

    def in_time(self, days: dict[str, date], expression: str, today: date) -> set[str]:
        found = self._days(days).search(f"published:'{expression}'", now=today, limit=len(days))
        return {hit.id for hit in found}

    def marked(self, text: str, query: str, kind: str) -> list[str]:
        snippet = self._index({"a": ("", text)}).search(query)[0].snippet
        return [snippet.text[start:end] for start, end in snippet.marks]

    def offsets(self, text: str, word: str) -> list[tuple[int, int]]:
        snippet = self._index({"a": ("", text)}).search(word)[0].snippet
        begin = snippet.passages[0][0]
        return [(begin + start, begin + end) for start, end in snippet.marks]

    def collapsed(self, texts: Texts, query: str) -> list[set[str]]:
        from searchlib import Article, Index

        index = Index()
        for id, (headline, body) in texts.items():
            index.add(Article(headline, body, id=id, published="2024-02-29", people=[], dates=[]))
        index.commit()
        return [{hit.id, *(copy.id for copy in hit.copies)} for hit in index.search(query, collapse=True)]

    def alerts(self, text: str, saved: dict[str, str]) -> set[str]:
        from searchlib import Article, Index

        index = Index()
        for name, query in saved.items():
            index.watch(name, query)
        index.add(Article("", text, id="new", people=[], dates=[]))
        index.commit()
        return {alert.watch for alert in index.take_alerts()}

    def named(self, names: dict[str, str], asked: str) -> set[str]:
        from searchlib import Article, Index

        index = Index()
        for id, name in names.items():
            index.add(Article("Talks", "", id=id, people=[name], dates=[]))
        index.commit()
        return {hit.id for hit in index.search(f'people:~"{asked}"', limit=100)}

    def pairs(self, people: PeopleOf) -> dict[tuple[str, str], int]:
        from searchlib import Article, Index

        index = Index()
        for id, those in people.items():
            index.add(Article("Talks", "", id=id, people=those, dates=[]))
        index.commit()
        found = index.search("talks").pairs(limit=100)
        return {(pair.first, pair.second): pair.count for pair in found}

    def typed(self, texts: Texts, query: str) -> set[str]:
        return {hit.id for hit in self._index(texts).search(query)}

    def months(self, days: dict[str, date]) -> dict[str, int]:
        found = self._days(days).search("*:*").histogram("month")
        return {bucket.label: bucket.count for bucket in found if bucket.count}


PEERS: dict[str, tuple[type[Peer], str]] = {
    "Whoosh": (Whoosh, "whoosh"),
    "tantivy-py": (Tantivy, "tantivy"),
    "SQLite FTS5": (Fts5, ""),
    "Xapian": (Xapian, "xapian-bindings-binary"),
    "bm25s": (Bm25s, "bm25s"),
    "DuckDB": (DuckDb, "duckdb"),
    "searchlib": (Searchlib, "searchlib"),
}
"""Names as in the table, and the packages whose versions are said."""

__all__ = ["PEERS", "NoWay", "Peer"]
