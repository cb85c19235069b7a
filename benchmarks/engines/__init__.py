"""The engines side by side: each indexes the same articles and answers the same queries with (id, headline).

All stem English, store id, headline and body, know a list of people and a publication day, weight the headline twice and
work on one thread. A class of query ("kind") asks:

    or, ten_or, common_or          any of the words, best first
    and, common_and                all of the words (each in headline or body), best first
    phrase, common_phrase          the words side by side
    headline                       all of the words in the headline
    and_date                       all of the words, published from query.first to query.last
    newest                         all of the words, newest first
    people                         the words side by side in a person's name
    prefix, fuzzy                  words that begin so; words at most one edit away

An engine that has no such query leaves the kind out of `kinds`. Where engines differ in what they answer is said in README.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from corpus import Row
from queries import LADDER, MORE, Query

Hits = list[tuple[str, str]]
ALL_KINDS = frozenset(LADDER + MORE)
BUDGET = 256 * 1024 * 1024  # bytes that a writer may hold, for engines that can be told


class Engine(Protocol):
    """What a benchmark asks of an engine."""

    kinds: frozenset[str]

    def create(self, path: Path, threads: int) -> None: ...
    def add(self, rows: Sequence[Row]) -> None: ...
    def finish(self) -> None: ...
    def open(self, path: Path) -> None: ...
    def search(self, kind: str, query: Query, k: int) -> Hits: ...
    def count(self, kind: str, query: Query) -> int: ...


class Unavailable(Exception):
    """This engine cannot run here; says why in words for a reader of the results."""


def operator(kind: str) -> str:
    """ "or", "and" or "phrase": how the words of this kind of query are combined."""
    if kind in ("or", "ten_or", "common_or"):
        return "or"
    return "phrase" if kind in ("phrase", "common_phrase", "people") else "and"


# Distribution whose version is reported, and the module that knows the engine.
ENGINES = {
    "searchlib": "searchlib",
    "tantivy": "tantivy",
    "xapian": "xapian-bindings-binary",
    "bm25s": "bm25s",
    "whoosh": "whoosh",
    "fts5": "",
    "lucene": "jpype1",
}


def load(name: str) -> Engine:
    """A new engine. Raises Unavailable when its library is not installed."""
    try:
        module = import_module(f"engines.{name}_engine")
        make = cast("Callable[[], Engine]", module.make)
        return make()
    except ImportError as error:
        raise Unavailable(f"{error.name or error} is not installed: pip install '.[bench]'") from None
