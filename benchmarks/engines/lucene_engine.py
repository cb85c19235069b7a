"""Apache Lucene through JPype, where its jars are given (core, analysis-common, queryparser, queries).

The jars' paths come in the environment variable LUCENE_JARS, which `--lucene-jars` sets.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jpype
from corpus import Row
from queries import Query

from engines import ALL_KINDS, BUDGET, Hits, Unavailable, operator


def _start() -> Any:
    jars = os.environ.get("LUCENE_JARS", "")
    if not jars:
        raise Unavailable("no jars given: --lucene-jars core.jar:analysis-common.jar:queryparser.jar:queries.jar")
    missing = [jar for jar in jars.split(os.pathsep) if not Path(jar).is_file()]
    if missing:
        raise Unavailable(f"no such jar: {missing[0]}")
    if not jpype.isJVMStarted():
        jpype.startJVM("-Xmx2g", classpath=jars.split(os.pathsep))
    return jpype.JPackage("org").apache.lucene


class Lucene:
    kinds = ALL_KINDS

    def __init__(self) -> None:
        self._lucene = _start()
        self._paths = jpype.JClass("java.nio.file.Paths")
        # No stop words, as with every engine here.
        empty = self._lucene.analysis.CharArraySet.EMPTY_SET
        self._analyzer = self._lucene.analysis.en.EnglishAnalyzer(empty)

    def create(self, path: Path, threads: int) -> None:
        if threads > 1:
            raise Unavailable("the harness feeds Lucene from one thread")
        index = self._lucene.index
        config = index.IndexWriterConfig(self._analyzer)
        config.setRAMBufferSizeMB(BUDGET / 2**20)
        config.setMergeScheduler(index.SerialMergeScheduler())
        self._writer = index.IndexWriter(self._lucene.store.FSDirectory.open(self._paths.get(str(path))), config)

    def add(self, rows: Sequence[Row]) -> None:
        of = self._lucene.document
        yes, no = of.Field.Store.YES, of.Field.Store.NO
        for row in rows:
            document = of.Document()
            document.add(of.StringField("id", row["id"], yes))
            document.add(of.TextField("headline", row["headline"], yes))
            document.add(of.TextField("body", row["body"], yes))
            for name in row["people"]:
                document.add(of.TextField("people", name, yes))
            document.add(of.LongField("day", row["day"], no))
            self._writer.addDocument(document)

    def finish(self) -> None:
        self._writer.commit()
        self._writer.close()

    def open(self, path: Path) -> None:
        directory = self._lucene.store.FSDirectory.open(self._paths.get(str(path)))
        search = self._lucene.search
        self._searcher = search.IndexSearcher(self._lucene.index.DirectoryReader.open(directory))
        self._stored = self._searcher.storedFields()
        self._shown = jpype.JClass("java.util.Set").of("id", "headline")
        descending = search.SortField("day", search.SortField.Type.LONG, True)
        self._newest = search.Sort(descending)
        classic = self._lucene.queryparser.classic
        boosts = jpype.JClass("java.util.HashMap")()
        boosts.put("headline", jpype.java.lang.Float(2.0))
        self._parsers = {
            "": classic.MultiFieldQueryParser(["headline", "body"], self._analyzer, boosts),
            "headline": classic.QueryParser("headline", self._analyzer),
            "people": classic.QueryParser("people", self._analyzer),
        }

    def _query(self, kind: str, query: Query) -> Any:
        words, how = query.words, operator(kind)
        if how == "or":
            text = " OR ".join(words)
        else:
            text = f'"{" ".join(words)}"' if how == "phrase" else " ".join(f"+{word}" for word in words)
        text += {"prefix": "*", "fuzzy": "~1"}.get(kind, "")
        made = self._parsers.get(kind, self._parsers[""]).parse(text)
        if kind == "and_date":
            search = self._lucene.search
            days = self._lucene.document.LongField.newRangeQuery("day", query.first, query.last)
            both = search.BooleanQuery.Builder()
            both.add(made, search.BooleanClause.Occur.MUST)
            both.add(days, search.BooleanClause.Occur.FILTER)
            made = both.build()
        return made

    def search(self, kind: str, query: Query, k: int) -> Hits:
        made = self._query(kind, query)
        found = self._searcher.search(made, k, self._newest) if kind == "newest" else self._searcher.search(made, k)
        documents = (self._stored.document(hit.doc, self._shown) for hit in found.scoreDocs)
        return [(str(document.get("id")), str(document.get("headline"))) for document in documents]

    def count(self, kind: str, query: Query) -> int:
        return int(self._searcher.count(self._query(kind, query)))


def make() -> Lucene:
    return Lucene()
