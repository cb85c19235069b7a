"""How near is the engine to the limit that memory sets: the time of a query as a multiple of reading its postings once?

    python benchmarks/bench_limit.py FOLDER/searchlib [--words "the who,said on,to of"] [--rounds 200]

Reading once: the bytes of both words' lists (documents and impacts, compressed as they lie in the file, without positions)
are summed as 64-bit words by numpy over the mapped file, which is vectorised and does nothing else. "Cold" is from memory, what
the goal is about: the median with the lists, for reading and for query alike, pushed out of the caches before each round by
writing 256 MB elsewhere. "Warm" is harder: both are the best of many rounds, the lists in the processor's caches. The engine's own time (the kernel
called with the finished plan) stands beside the whole call with its Python part. Index of one segment: run optimize() before.
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from processes import cpus
from report import GOAL_HEAD, RUNS, facts, goal, save, table

from searchlib import Index
from searchlib.kernels import retrieval
from searchlib.query.plan import AND, OR, plan_word
from searchlib.segments.files import open_sections

COLD_ROUNDS = 15


class Postings:
    """The compressed lists of some words, as arrays over the mapped files."""

    def __init__(self, index: Index, keys: list[str]) -> None:
        self.arrays = []
        for segment in index._snapshot.segments:
            data = np.frombuffer(open_sections(index._directory, f"{segment.entry.name}.segment").data, dtype=np.uint8)
            for key in keys:
                offset, length = segment.view.list_extent(key)
                first, last = -(-offset // 8), (offset + length) // 8
                if last > first:
                    self.arrays.append(data[first * 8 : last * 8].view(np.uint64))

    @property
    def size(self) -> int:
        return sum(array.nbytes for array in self.arrays)

    def read(self) -> int:
        return sum(int(array.sum()) for array in self.arrays)


def warm(call: Callable[[], object], rounds: int) -> float:
    """Best seconds of many rounds."""
    best = float("inf")
    for _ in range(rounds):
        began = perf_counter()
        call()
        best = min(best, perf_counter() - began)
    return best


def cold(call: Callable[[], object], elsewhere: Any) -> float:
    """Median seconds, the caches filled with something else before each round."""
    seconds = []
    for _ in range(COLD_ROUNDS):
        elsewhere += 1
        began = perf_counter()
        call()
        seconds.append(perf_counter() - began)
    return statistics.median(seconds)


def measure(index: Index, words: list[str], rounds: int) -> dict[str, dict[str, float]]:
    """Microseconds, by what was done: reading, and three kinds of query of the words."""
    plans = [plan_word(word) for word in words]
    postings = Postings(index, [plan[2] for plan in plans])
    either, both = (OR, 1.0, tuple(plans)), (AND, 1.0, tuple(plans))
    snapshot = index._snapshot
    text, all_of = " OR ".join(words), " ".join(words)
    calls: dict[str, Callable[[], object]] = {
        "read": postings.read,
        "top 10 of any": lambda: snapshot.weighed(either).search(10, retrieval.RELEVANCE),
        "count of any": lambda: snapshot.weighed(either).count(),
        "count of all": lambda: snapshot.weighed(both).count(),
        "top 10 of any, whole call": lambda: [(hit.id, hit.headline) for hit in index.search(text)],
        "count of any, whole call": lambda: index.search(text, limit=0).total,
        "count of all, whole call": lambda: index.search(all_of, limit=0).total,
    }
    elsewhere = np.zeros(32 << 20, dtype=np.uint64)
    found = {
        name: {"warm": warm(call, rounds) * 1e6, "cold": cold(call, elsewhere) * 1e6} for name, call in calls.items()
    }
    found["postings"] = {"bytes": postings.size, "of_any": snapshot.weighed(either).count()}
    return found


def lines_of(results: dict[str, dict[str, dict[str, float]]], rounds: int) -> list[str]:
    names = [name for name in next(iter(results.values())) if name != "postings"]
    rows: list[list[object]] = []
    worst = {temperature: dict.fromkeys(names, 0.0) for temperature in ("cold", "warm")}
    for words, found in results.items():
        for name in names:
            one, read = found[name], found["read"]
            times = {temperature: one[temperature] / read[temperature] for temperature in worst}
            for temperature, multiple in times.items():
                worst[temperature][name] = max(worst[temperature][name], multiple)
            cells = [f"{one['cold']:.1f}", f"{times['cold']:.1f}×", f"{one['warm']:.1f}", f"{times['warm']:.1f}×"]
            rows.append([words, name, *cells])
        size = found["postings"]["bytes"]
        rows.append([words, f"({size:,.0f} bytes: {size / found['read']['warm'] / 1e3:.1f} GB/s)", "", "", "", ""])
    goals = [
        goal(f"{name}, {temperature}: the largest multiple", multiples[name], 4, "×", at_most=True)
        for temperature, multiples in worst.items()
        for name in names[1:]
    ]
    head = ["words", "what", "cold µs", "multiple", "warm µs", "multiple"]
    about = f"Two common words against reading their compressed postings once; one CPU; warm: best of {rounds} rounds."
    return [about, "", *table(head, rows), *table(GOAL_HEAD, goals)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--words", default="the who,said on,to of")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--out", type=Path, default=RUNS)
    given = parser.parse_args()
    os.sched_setaffinity(0, cpus(1))
    with Index(given.index, read_only=True) as index:
        results = {words: measure(index, words.split(), given.rounds) for words in given.words.split(",")}
        known = facts(f"an index of {len(index):,} articles", ["searchlib"], segments=index.stats()["segments"])
    save("limit", known, results, lines_of(results, given.rounds), given.out)


if __name__ == "__main__":
    main()
