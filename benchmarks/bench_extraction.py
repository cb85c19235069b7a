"""What does it cost to have people and dates found while articles are indexed?

    python benchmarks/bench_extraction.py CORPUS.jsonl.xz [--limit 20000] [--rounds 5]

The same articles are indexed in five ways, on one thread, round by round; processor time from the first article to the closed index,
the best round of each way. "Supplied" is what bench_index.py measures: a short list of people, no dates. "Supplied as found" brings
the very people and dates that would be found, as objects, so that only the finding is left to differ.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from corpus import Row, articles
from engines import BUDGET
from report import GOAL_HEAD, RUNS, facts, goal, save, table

from searchlib import Article, Index, Person
from searchlib.extraction.dates import dates_and_ranges
from searchlib.extraction.people import find_people

GOAL = 0.6


def brought(row: Row, *, people: bool, dates: bool) -> Article:
    """An article that brings what is not to be found in its text."""
    named = None if people else [Person(name) for name in row["people"]]
    published = date.fromordinal(row["day"])
    return Article(
        row["headline"], row["body"], id=row["id"], published=published, people=named, dates=None if dates else []
    )


def as_found(row: Row) -> Article:
    article = brought(row, people=True, dates=True)
    people = find_people(article.text)
    dates = tuple(dates_and_ranges(article.text, published=article.published))
    return Article(row["headline"], row["body"], id=row["id"], published=article.published, people=people, dates=dates)


WAYS: dict[str, Callable[[Row], Article]] = {
    "supplied": lambda row: brought(row, people=False, dates=False),
    "people found": lambda row: brought(row, people=True, dates=False),
    "dates found": lambda row: brought(row, people=False, dates=True),
    "both found": lambda row: brought(row, people=True, dates=True),
    "supplied as found": as_found,
}


def seconds(rows: list[Row], way: Callable[[Row], Article], folder: Path) -> float:
    """Processor time of indexing; making the articles is not counted."""
    spent = 0.0
    with tempfile.TemporaryDirectory(dir=folder) as made:
        index = Index(Path(made) / "i", memory_budget=BUDGET)
        for first in range(0, len(rows), 500):
            some = [way(row) for row in rows[first : first + 500]]
            began = time.process_time()
            for article in some:
                index.add(article)
            spent += time.process_time() - began
        began = time.process_time()
        index.commit()
        index.close()
        return spent + time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=RUNS)
    given = parser.parse_args()
    rows = list(articles(given.corpus, given.limit))
    size = sum(len((row["headline"] + row["body"]).encode()) for row in rows) / 1e6
    best: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="bench-extraction-") as folder:
        for number in range(given.rounds):
            for name, way in WAYS.items():
                spent = seconds(rows, way, Path(folder))
                best[name] = min(spent, best.get(name, spent))
                print(f"round {number + 1}: {name}: {spent:.2f} s", file=sys.stderr)
    results: dict[str, Any] = {
        name: {
            "seconds": round(spent, 3),
            "mb_per_s": round(size / spent, 1),
            "to_supplied": round(best["supplied"] / spent, 3),
        }
        for name, spent in best.items()
    }
    known = facts(given.corpus.name, ["searchlib"], rounds=given.rounds, limit=given.limit)
    save("extraction", known, results, lines_of(results, len(rows), size), given.out)


def lines_of(results: dict[str, Any], count: int, size: float) -> list[str]:
    rows = [[name, *(str(value) for value in figures.values())] for name, figures in results.items()]
    found, alike = results["both found"]["seconds"], results["supplied as found"]["seconds"]
    return [
        f"Indexing {count:,} articles ({size:.0f} MB) on one thread, processor time:",
        "",
        *table(["people and dates", "s", "MB/s", "speed to supplied"], rows),
        *table(
            GOAL_HEAD,
            [
                goal("speed with both found to supplied", results["both found"]["to_supplied"], GOAL, "×"),
                goal("the same to supplied as found (informs)", alike / found, GOAL, "×"),
            ],
        ),
    ]


if __name__ == "__main__":
    main()
