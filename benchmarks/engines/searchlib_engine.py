"""searchlib, through its public API only."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from corpus import Row
from queries import Query

from engines import ALL_KINDS, BUDGET, Hits, Unavailable, operator
from searchlib import Article, Index, Person


class Searchlib:
    kinds = ALL_KINDS

    def create(self, path: Path, threads: int) -> None:
        options: dict[str, Any] = {"memory_budget": BUDGET}
        if threads > 1:
            if "threads" not in inspect.signature(Index).parameters:
                raise Unavailable("this version's Index has no threads option")
            options["threads"] = threads
        self._index = Index(path, **options)

    def add(self, rows: Sequence[Row]) -> None:
        add, day = self._index.add, date.fromordinal
        for row in rows:
            people = [Person(name) for name in row["people"]]
            add(Article(row["headline"], row["body"], id=row["id"], published=day(row["day"]), people=people, dates=[]))

    def finish(self) -> None:
        self._index.commit()
        self._index.close()

    def open(self, path: Path) -> None:
        self._index = Index(path, read_only=True)
        self._now: date | None = None

    def text(self, kind: str, query: Query) -> str:
        """The query as a user types it."""
        words = query.words
        how = operator(kind)
        if how == "or":
            return " OR ".join(words)
        if how == "phrase":
            return f'{"people:" if kind == "people" else ""}"{" ".join(words)}"'
        if kind == "headline":
            return " ".join(f"headline:{word}" for word in words)
        if kind == "and_date":
            first, last = date.fromordinal(query.first), date.fromordinal(query.last)
            return f"{' '.join(words)} published:[{first} to {last}]"
        return " ".join(words) + {"prefix": "*", "fuzzy": "~1"}.get(kind, "")

    def search(self, kind: str, query: Query, k: int) -> Hits:
        text, sort = self.text(kind, query), "newest" if kind == "newest" else "relevance"
        return [(hit.id, hit.headline) for hit in self._index.search(text, limit=k, sort=sort, now=self._now)]

    def count(self, kind: str, query: Query) -> int:
        return self._index.search(self.text(kind, query), limit=0).total

    def many(self, queries: Sequence[str], threads: int) -> list[Hits]:
        """Answers of index.search_many, read as far as (id, headline)."""
        search_many: Callable[..., Any] | None = getattr(self._index, "search_many", None)
        if search_many is None or "threads" not in inspect.signature(search_many).parameters:
            raise Unavailable("this version's Index.search_many has no threads option")
        return [
            [(hit.id, hit.headline) for hit in found] for _, found in search_many(queries, limit=10, threads=threads)
        ]

    def forget(self) -> None:
        """Makes every query new to what is remembered of earlier ones: from now on it is asked as of another day."""
        self._now = (self._now or date.today()) + timedelta(days=1)


def make() -> Searchlib:
    return Searchlib()
