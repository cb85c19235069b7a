"""How long does a whole call take, from query words to ten (id, headline), engine by engine on the same queries?

    python benchmarks/bench_query.py CORPUS.jsonl.xz FOLDER [--engines searchlib,tantivy,fts5] [--queries 200] [--rounds 5]

FOLDER holds an index for each engine, as `bench_index.py --keep FOLDER` leaves them. One process an engine; each query's
best of R rounds counts; mean, median and 99th percentile over queries, in microseconds.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from corpus import KINDS, draw_queries
from engines import ENGINES
from machine import describe, version_of


def measure(
    name: str, folder: Path, queries: dict[str, list[list[str]]], rounds: int, k: int
) -> dict[str, dict[str, float]]:
    engine = ENGINES[name]()
    engine.open(folder / name)
    results = {}
    for kind, asked in queries.items():
        best = [math.inf] * len(asked)
        for _ in range(rounds):
            for at, words in enumerate(asked):
                began = time.perf_counter()
                engine.search(kind, words, k)
                best[at] = min(best[at], time.perf_counter() - began)
        micro = sorted(second * 1e6 for second in best)
        results[kind] = {
            "mean": round(statistics.fmean(micro), 1),
            "median": round(statistics.median(micro), 1),
            "p99": round(micro[math.ceil(0.99 * len(micro)) - 1], 1),
        }
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", default="searchlib,tantivy,fts5")
    parser.add_argument("--limit", type=int, help="articles that the indexes hold, if not all")
    parser.add_argument("--queries", type=int, default=200, help="queries a class")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--hits", type=int, default=10)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/runs"))
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.one, given.folder, json.load(sys.stdin), given.rounds, given.hits)))
        return
    queries = json.dumps(draw_queries(given.corpus, given.limit, given.queries))
    results: dict[str, dict[str, dict[str, float]]] = {}
    for name in given.engines.split(","):
        command = [sys.executable, __file__, str(given.corpus), str(given.folder), "--one", name,
                   "--rounds", str(given.rounds), "--hits", str(given.hits)]  # fmt: skip
        results[name] = json.loads(
            subprocess.run(command, check=True, input=queries, stdout=subprocess.PIPE, text=True).stdout
        )
        print(name, results[name], file=sys.stderr)
    lines = ["| engine | " + " | ".join(KINDS) + " |", "|---" * (len(KINDS) + 1) + "|"]
    lines += [
        f"| {name} | " + " | ".join(f"{one[kind]['mean']:,.0f}" for kind in KINDS) + " |"
        for name, one in results.items()
    ]
    note = ""
    if {"searchlib", "tantivy"} <= set(results):
        ratios = [results["tantivy"][kind]["mean"] / results["searchlib"][kind]["mean"] for kind in KINDS]
        lines.append("| tantivy / searchlib | " + " | ".join(f"{ratio:.1f}×" for ratio in ratios) + " |")
        note = f"Geometric mean of the ratios: {math.exp(statistics.fmean(map(math.log, ratios))):.1f}×."
    facts = {"date": date.today().isoformat(), "corpus": given.corpus.name, "queries": given.queries, "rounds": given.rounds,
             "hits": given.hits, "machine": describe(), "versions": {n: version_of(n) for n in ("searchlib", "tantivy", "whoosh")}}  # fmt: skip
    stem = given.out / f"{facts['date']}-query-{given.limit or 'all'}-{given.hits}"
    stem.with_suffix(".json").write_text(json.dumps({**facts, "results": results}, indent=1) + "\n")
    head = f"Whole call, mean µs, {given.queries} queries a class, best of {given.rounds} rounds, {given.hits} hits. {facts['corpus']}, {facts['date']}, {facts['machine']['cpu']}."
    table = "\n".join([head, "", *lines, "", note]) + "\n"
    stem.with_suffix(".md").write_text(table)
    print(table)


if __name__ == "__main__":
    main()
