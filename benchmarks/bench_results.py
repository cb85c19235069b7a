"""How long do snippets, facets, pages and suggestions take, and how well are copies told from others?

    python benchmarks/bench_results.py CORPUS.jsonl.xz FOLDER [--limit N] [--rounds 7]

The index is made in FOLDER when there is none (people and dates are found in the texts). Figures are the best of R rounds, in
milliseconds; each stands beside its goal. Copies are judged on the corpus's own exact duplicates (recall), and by comparing
the true three-word runs of pairs that were called copies (precision).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from corpus import articles as read_corpus
from machine import describe

from searchlib import Article, Index
from searchlib.results.copies import DAYS_APART, find_copies
from searchlib.results.watching import Watches

QUERIES = [
    "obama economy", '"white house" obama', "unemploy* rate", "obbama~2 visit", "headline:oil prices", "central bank",
    "merkel OR sarkozy", '"interest rates"~5', "apple iphone", "ceasefire",
]  # fmt: skip
FACETS = ["people", "source", "section", "month", "extra.desk"]
GOAL_SNIPPET, GOAL_FACETS = 0.15, 2.0
_WORD = re.compile(r"\w+")


def corpus_articles(rows: Iterator[dict[str, Any]]) -> Iterator[Article]:
    """The corpus has no sources and desks, so that they can be counted they are dealt out."""
    for at, row in enumerate(rows):
        yield Article(
            row["headline"], row["body"], id=row["id"], published=date.fromordinal(row["day"]), source=f"source {at % 7}",
            section=f"section {at % 13}", extra={"desk": f"desk {at % 31}"},
        )  # fmt: skip


def best_ms(work: Callable[[], Any], rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return round(best * 1e3, 4)


def snippet_ms(index: Index, rounds: int, hits: int = 50) -> dict[str, Any]:
    """A hit, reading the store included, on bodies of 2,000 to 4,000 characters, for each query."""
    figures: dict[str, float] = {}
    sizes: list[int] = []
    for query in QUERIES:
        bodies = {hit.id: len(hit.article.body) for hit in index.search(query, limit=4 * hits)}
        chosen = [id for id, size in bodies.items() if 2000 <= size <= 4000][:hits]
        sizes += [bodies[id] for id in chosen]
        best = dict.fromkeys(chosen, float("inf"))
        for _ in range(rounds):
            fresh = {hit.id: hit for hit in index.search(query, limit=4 * hits)}
            for id in chosen:
                began = time.perf_counter()
                _ = fresh[id].snippet
                best[id] = min(best[id], time.perf_counter() - began)
        if chosen:
            figures[query] = round(statistics.fmean(best.values()) * 1e3, 4)
    return {
        "goal": GOAL_SNIPPET,
        "includes": "reading the store (a block is unpacked for each hit), finding and choosing; not the search. Mean over a "
        f"query's hits of each one's best of {rounds} rounds",
        "hits": len(sizes),
        "mean characters of a body": round(statistics.fmean(sizes or [0])),
        "mean": round(statistics.fmean(figures.values() or [0.0]), 4),
        **figures,
    }


def page_ms(index: Index, rounds: int, query: str = "company", size: int = 10, depth: int = 300) -> dict[str, float]:
    """The first page, the mean of pages by cursor, and one by offset at the same depth."""
    cursors: list[str | None] = [None]
    for _ in range(depth):
        cursors.append(index.search(query, limit=size, after=cursors[-1]).cursor)
    by_cursor = [
        best_ms(lambda c=cursor: index.search(query, limit=size, after=c), rounds) for cursor in cursors[1::10]
    ]
    return {
        "first": best_ms(lambda: index.search(query, limit=size), rounds),
        "by cursor, mean": round(statistics.fmean(by_cursor), 4),
        "by cursor, most": max(by_cursor),
        f"by offset {size * depth}": best_ms(lambda: index.search(query, limit=size, offset=size * depth), rounds),
    }


def copies_quality(index: Index, rows: list[dict[str, Any]], sample: int = 15_000) -> dict[str, Any]:
    """Recall on bodies that are exactly the same, precision by true resemblance."""
    snapshot = index._snapshot
    places = {}
    for at, segment in enumerate(snapshot.segments):
        for document in range(segment.view.documents):
            places[segment.view.id(document)] = (at, document)
    by_id = {row["id"]: row for row in rows}
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if len(_WORD.findall(row["body"])) >= 20:
            groups[row["body"]].append(row)
    near = far = found = wrong_days = 0
    for group in groups.values():
        for other in group[1:]:
            copies = {(s, d) for s, d, _ in find_copies(snapshot, *places[group[0]["id"]])}
            if abs(other["day"] - group[0]["day"]) > DAYS_APART:
                far += 1
                wrong_days += places[other["id"]] in copies
            else:
                near += 1
                found += places[other["id"]] in copies
    drawn = random.Random(1).sample(rows, min(sample, len(rows)))
    truly: list[float] = []
    for row in drawn:
        for s, d, _ in find_copies(snapshot, *places[row["id"]]):
            other = by_id[snapshot.segments[s].view.id(d)]
            if other["body"] != row["body"]:
                truly.append(resemblance(row["body"], other["body"]))
    return {
        "exact duplicates within three days": near,
        "of these collapsed": found,
        "exact duplicates further apart": far,
        "of these collapsed (should be none)": wrong_days,
        "near-duplicate pairs called copies, of a sample": len(truly),
        "of these with a true resemblance of 0.6 or more": sum(one >= 0.6 for one in truly),
        "lowest true resemblance": round(min(truly, default=1.0), 3),
    }


def resemblance(a: str, b: str) -> float:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = [word.lower() for word in _WORD.findall(text)]
        return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}

    return len(runs(a) & runs(b)) / max(1, len(runs(a) | runs(b)))


def mentioned(index: Index, query: str, unit: str) -> Any:
    return index.search(query, limit=0).histogram(unit, of="mentioned")


def measure(index: Index, rows: list[dict[str, Any]], rounds: int) -> dict[str, Any]:
    index.search("*:*", facets=FACETS).pairs(1)  # labels are numbered once a commit
    snippets = snippet_ms(index, rounds)
    watches = Watches(
        {f"w{at}": f"{row['headline'][:60]}" for at, row in enumerate(rows[:1000]) if row["headline"].strip()}
    )
    ten = list(corpus_articles(iter(rows[1000:1200])))
    return {
        "articles": len(index),
        "snippet ms a hit": snippets,
        "facets ms": {
            "goal": GOAL_FACETS,
            **{f"{query}: {name}": best_ms(lambda q=query, n=name: index.search(q, limit=0, facets=[n]), rounds)
               for query in ("*:*", "obama", "source:3 bank published:2010") for name in FACETS},
            **{f"{query}: histogram": best_ms(lambda q=query: index.search(q, limit=0).histogram("month"), rounds)
               for query in ("*:*", "obama")},
            **{f"{query}: {unit}s spoken of{whole}": best_ms(
                   lambda q=query, u=unit, w=whole: tuple(bars) if (bars := mentioned(index, q, u)) and w else None, rounds)
               for query in ("*:*", "obama") for unit in ("day", "week", "month") for whole in ("", ", all buckets made")},
            **{f"{query}: pairs": best_ms(lambda q=query: index.search(q, limit=0).pairs(20), rounds)
               for query in ("*:*", "obama")},
        },
        "page ms": page_ms(index, rounds),
        "collapsed page ms": best_ms(lambda: index.search("oil prices", collapse=True), rounds),
        "similar ms": best_ms(lambda: index.similar(rows[5]["id"]), rounds),
        "suggestion ms": best_ms(lambda: index.search("obbama visti").suggestion, rounds),
        "complete ms": {
            what: best_ms(lambda w=what: index.complete("ob", w), rounds) for what in ("words", "people", "headlines")
        },
        "watching, ms an article (1,000 saved searches)": round(
            best_ms(lambda: [watches.matching(one, (), ()) for one in ten], 3) / len(ten), 4
        ),
        "copies": copies_quality(index, rows),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, help="only so many articles")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/runs"))
    given = parser.parse_args()
    rows = list(read_corpus(given.corpus, given.limit))
    if not given.folder.exists():
        with Index(given.folder) as index:
            index.add_many(corpus_articles(iter(rows)))
            index.optimize()
    with Index(given.folder, read_only=True) as index:
        figures = {
            "date": date.today().isoformat(),
            "machine": describe(),
            "corpus": given.corpus.name,
            "rounds": given.rounds,
            **measure(index, rows, given.rounds),
        }
    given.out.mkdir(parents=True, exist_ok=True)
    size = "all" if given.limit is None else str(given.limit)
    path = given.out / f"{figures['date']}-results-{size}.json"
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(figures, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
