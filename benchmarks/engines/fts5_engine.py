"""SQLite FTS5, as Python's own sqlite3 brings it: Porter's first stemmer, rank by bm25 with the headline weighted twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from corpus import Row
from queries import Query

from engines import ALL_KINDS, Hits, Unavailable, operator

COLUMNS = "headline, body, people, id UNINDEXED, day UNINDEXED, tokenize='porter unicode61'"
CACHE = "PRAGMA cache_size = -262144"  # KiB: the memory that other engines are given


class Fts5:
    kinds = ALL_KINDS - {"fuzzy"}

    def create(self, path: Path, threads: int) -> None:
        if threads > 1:
            raise Unavailable("FTS5 writes on one thread")
        path.mkdir(parents=True)
        self._db = sqlite3.connect(path / "db")
        self._db.execute(CACHE)
        self._db.execute(f"CREATE VIRTUAL TABLE a USING fts5({COLUMNS})")

    def add(self, rows: Sequence[Row]) -> None:
        self._db.executemany(
            "INSERT INTO a VALUES (?, ?, ?, ?, ?)",
            ((row["headline"], row["body"], "; ".join(row["people"]), row["id"], row["day"]) for row in rows),
        )

    def finish(self) -> None:
        self._db.commit()
        self._db.close()

    def open(self, path: Path) -> None:
        self._db = sqlite3.connect(path / "db")
        self._db.execute(CACHE)

    def _match(self, kind: str, query: Query) -> tuple[str, str]:
        """(what MATCH is given, further conditions)."""
        words, how = query.words, operator(kind)
        if how == "phrase":
            match = f'"{" ".join(words)}"'
        else:
            match = (" OR " if how == "or" else " AND ").join(f'"{word}"' for word in words)
        if kind == "prefix":
            match += "*"
        columns = kind if kind in ("headline", "people") else "{headline body}"
        where = f" AND day BETWEEN {query.first} AND {query.last}" if kind == "and_date" else ""
        return f"{columns}: ({match})", where

    def search(self, kind: str, query: Query, k: int) -> Hits:
        match, where = self._match(kind, query)
        order = "day DESC" if kind == "newest" else "bm25(a, 2.0, 1.0, 1.0)"
        asked = f"SELECT id, headline FROM a WHERE a MATCH ?{where} ORDER BY {order} LIMIT ?"
        return self._db.execute(asked, (match, k)).fetchall()

    def count(self, kind: str, query: Query) -> int:
        match, where = self._match(kind, query)
        count: int = self._db.execute(f"SELECT count(*) FROM a WHERE a MATCH ?{where}", (match,)).fetchone()[0]
        return count


def make() -> Fts5:
    return Fts5()
