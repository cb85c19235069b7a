"""How fast are questions of time? Each kind of date query on given articles, searchlib against tantivy-py's range queries.

    python benchmarks/bench_date_queries.py CORPUS.jsonl.xz [--limit 20000] [--queries 100] [--rounds 5] [--out FOLDER]

Both engines index the same articles in a temporary folder: publication day, and the mentions that searchlib.extract finds.
tantivy knows no intervals, so the usual way round is measured: the first and last days of all mentions in two date fields,
asked as "begins before the end and ends after the beginning". That takes an article with one mention before and one after
the range for a hit, so its counts stand beside. A call is the whole of it, from text or days to ten (id, headline). Rounds
go from engine to engine; of a query its best round counts. "New" asks searchlib each time as of a day it has not seen,
so that nothing is remembered; tantivy remembers nothing. Goals (the engine's): each kind ≥ 4× tantivy, ≥ 10× in the
geometric mean, kinds that tantivy cannot ask left out.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

import tantivy
from corpus import Row, articles
from processes import cpus
from queries import draw_words
from report import GOAL_HEAD, RUNS, facts, geometric_mean, goal, save, table

from searchlib import Article, Index
from searchlib.extraction.dates import find_dates

HITS = 10
Asked = tuple[list[str], date, date]
KINDS = {
    "published, a range": ("{words}published:[{first} to {last}]", False, "published"),
    "published, from a day on": ("{words}published:>={first}", False, "since"),
    "published, in words": ("{words}published:'between {first:%d %B %Y} and {last:%d %B %Y}'", False, "published"),
    "published, with words": ("{words}published:[{first} to {last}]", True, "published"),
    "mentioned, a range": ("{words}dates:[{first} to {last}]", False, "mentioned"),
    "mentioned, a day": ("{words}dates:{first}", False, "day"),
    "mentioned, with words": ("{words}dates:[{first} to {last}]", True, "mentioned"),
    "mentioned, within": ("{words}dates.within:[{first} to {last}]", False, ""),
    "mentioned, just this day": ("{words}dates.exact:{first}", False, ""),
}
"""A kind's query as typed, whether words stand before it, and what tantivy is asked."""
_LATER = count(1)


@dataclass(slots=True)
class Figures:
    """Best seconds of each query, by engine, and how many articles matched."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)

    def mean(self, engine: str) -> float | None:
        known = self.seconds.get(engine)
        return statistics.fmean(known) * 1e6 if known else None


class Searchlib:
    def __init__(self, folder: Path, rows: Sequence[tuple[Row, Any]]) -> None:
        self.index = Index(folder / "searchlib")
        for row, dates in rows:
            day = date.fromordinal(row["day"])
            made = Article(row["headline"], row["body"], id=row["id"], published=day, people=[], dates=dates)
            self.index.add(made)
        self.index.commit()
        self.index.optimize()

    def ask(self, kind: str, asked: Asked, now: date | None = None) -> list[tuple[str, str]]:
        found = self.index.search(self.text(kind, asked), limit=HITS, sort=self._sort(kind), now=now)
        return [(hit.id, hit.headline) for hit in found]

    def text(self, kind: str, asked: Asked) -> str:
        words, first, last = asked
        with_words = KINDS[kind][1]
        return KINDS[kind][0].format(words=" ".join(words) + " " if with_words else "", first=first, last=last)

    def total(self, kind: str, asked: Asked) -> int:
        return self.index.search(self.text(kind, asked), limit=0).total

    @staticmethod
    def _sort(kind: str) -> Any:
        return "relevance" if KINDS[kind][1] else "newest"


class Tantivy:
    def __init__(self, folder: Path, rows: Sequence[tuple[Row, Any]]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("headline", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("body", stored=True, tokenizer_name="en_stem")
        for name in ("published", "begins", "ends"):
            builder.add_date_field(name, stored=False, indexed=True, fast=True)
        self.schema = builder.build()
        (folder / "tantivy").mkdir()
        self.index = tantivy.Index(self.schema, path=str(folder / "tantivy"))
        writer = self.index.writer(heap_size=256 * 1024 * 1024, num_threads=1)
        for row, dates in rows:
            document = tantivy.Document(id=row["id"], headline=row["headline"], body=row["body"])
            document.add_date("published", _moment(date.fromordinal(row["day"])))
            for one in dates:
                if one.first and one.last:
                    document.add_date("begins", _moment(one.first))
                    document.add_date("ends", _moment(one.last))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def ask(self, kind: str, asked: Asked) -> list[tuple[str, str]]:
        by = {} if KINDS[kind][1] else {"order_by_field": "published"}
        hits = self.searcher.search(self._query(kind, asked), HITS, count=False, **by).hits
        documents = (self.searcher.doc(address) for _, address in hits)
        return [(document.get_first("id"), document.get_first("headline")) for document in documents]

    def total(self, kind: str, asked: Asked) -> int:
        found: int = self.searcher.search(self._query(kind, asked), 1, count=True).count
        return found

    def _query(self, kind: str, asked: Asked) -> Any:
        words, first, last = asked
        low, high = _moment(first), _moment(last)
        earliest, latest = _moment(date(1677, 12, 31)), _moment(date(2200, 1, 1))
        match KINDS[kind][2]:
            case "published":
                days = [self._range("published", low, high)]
            case "since":
                days = [self._range("published", low, latest)]
            case what:
                end = low if what == "day" else high
                days = [self._range("begins", earliest, end), self._range("ends", low, latest)]
        if KINDS[kind][1]:
            text = " ".join(f"+{word}" for word in words)
            days.append(self.index.parse_query(text, ["headline", "body"], field_boosts={"headline": 2.0}))
        if len(days) == 1:
            return days[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in days])

    def _range(self, name: str, low: datetime, high: datetime) -> Any:
        return tantivy.Query.range_query(self.schema, name, tantivy.FieldType.Date, low, high)


def _moment(day: date) -> datetime:
    # Days before 1678 lie outside what tantivy's dates hold.
    return datetime(max(day, date(1678, 1, 1)).year, day.month, day.day, tzinfo=timezone.utc)


def drawn(rows: Sequence[tuple[Row, Any]], queries: int) -> list[Asked]:
    """Days of random articles, ranges of a week to a year, and words of them."""
    source = random.Random(1)
    asked: list[Asked] = []
    while len(asked) < queries:
        row, _ = source.choice(rows)
        first = date.fromordinal(row["day"])
        words = draw_words(row["body"], source)
        if words:
            asked.append((words, first, first + timedelta(source.choice((6, 30, 91, 364)))))
    return asked


def measure(ours: Searchlib, theirs: Tantivy, kind: str, asked: Sequence[Asked], rounds: int) -> Figures:
    calls: dict[str, Callable[[Asked], object]] = {
        "searchlib": lambda one: ours.ask(kind, one),
        "searchlib, new": lambda one: ours.ask(kind, one, date(2030, 1, 1) + timedelta(next(_LATER))),
    }
    figures = Figures(found={"searchlib": sum(ours.total(kind, one) for one in asked)})
    if KINDS[kind][2]:
        calls["tantivy"] = lambda one: theirs.ask(kind, one)
        figures.found["tantivy"] = sum(theirs.total(kind, one) for one in asked)
    figures.seconds = {name: [float("inf")] * len(asked) for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            for number, one in enumerate(asked):
                began = perf_counter()
                call(one)
                figures.seconds[name][number] = min(figures.seconds[name][number], perf_counter() - began)
    return figures


def timelines(index: Index, rounds: int) -> list[list[object]]:
    """Milliseconds of a timeline over all articles, the best of the rounds."""
    rows: list[list[object]] = []
    for of in ("published", "mentioned"):
        for by in ("day", "week", "month", "year"):
            best = float("inf")
            for _ in range(rounds):
                began = perf_counter()
                buckets = len(list(index.timeline("*", by=by, of=of)))  # type: ignore[arg-type]
                best = min(best, perf_counter() - began)
            rows.append([of, by, buckets, f"{best * 1e3:.2f}"])
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, default=20_000, help="articles")
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=RUNS)
    given = parser.parse_args()
    os.sched_setaffinity(0, cpus(1))
    rows = [
        (row, find_dates(f"{row['headline']}\n\n{row['body']}", published=date.fromordinal(row["day"])))
        for row in articles(given.corpus, given.limit)
    ]
    asked = drawn(rows, given.queries)
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Searchlib(Path(folder), rows), Tantivy(Path(folder), rows)
        results = {kind: measure(ours, theirs, kind, asked, given.rounds) for kind in KINDS}
        times = timelines(ours.index, given.rounds)
        ours.index.close()
    report(given, len(rows), results, times)


def report(given: argparse.Namespace, size: int, results: dict[str, Figures], times: list[list[object]]) -> None:
    lines = ["# Date queries", "", "Microseconds a call, mean over queries of each one's best round.", ""]
    cells, ratios = [], []
    for kind, figures in results.items():
        ours, new, theirs = (figures.mean(name) for name in ("searchlib", "searchlib, new", "tantivy"))
        assert ours is not None
        assert new is not None
        ratio = theirs / ours if theirs is not None else None
        ratios += [ratio] if ratio else []
        known = [f"{one:.1f}" if one is not None else "" for one in (ours, new, theirs)]
        cells.append([kind, *known, f"{ratio:.1f}×" if ratio else "cannot ask", figures.found["searchlib"], figures.found.get("tantivy", "")])  # fmt: skip
    head = ["kind", "searchlib", "searchlib, new", "tantivy", "ratio", "matches", "matches, tantivy"]
    lines += table(head, cells)
    goals = [
        goal("geometric mean", geometric_mean(ratios), 10, "×"),
        goal("the least of the kinds", min(ratios), 4, "×"),
    ]
    lines += ["## Goals", "", *table(GOAL_HEAD, goals), "## Timelines over all articles", ""]
    lines += table(["of", "by", "buckets", "ms"], times)
    known = facts(
        f"{given.corpus.name.partition('.')[0]}, {size:,} articles", ["searchlib", "tantivy"], queries=given.queries
    )
    filed = {kind: {"microseconds": {name: figures.mean(name) for name in figures.seconds}, "matches": figures.found}
             for kind, figures in results.items()}  # fmt: skip
    save("date-queries", known, {"kinds": filed, "timelines": times}, lines, given.out)


if __name__ == "__main__":
    main()
