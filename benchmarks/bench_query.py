"""How long does a whole call take, from query words to ten (id, headline), engine by engine on the same queries?

    python benchmarks/bench_query.py CORPUS.jsonl.xz FOLDER [--engines searchlib,tantivy | all] [--limit N]
        [--limits whoosh=4000] [--queries 200] [--rounds 5] [--hits 10,100] [--lucene-jars A:B]

FOLDER holds an index for each engine, as `bench_index.py --keep FOLDER` leaves them. One process an engine, each on the same
CPU. Rounds go from engine to engine (A B A B); each query's best round counts; mean, median and 99th percentile over queries.
"""

from __future__ import annotations

import math
import os
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench_index import common_arguments, wanted_engines
from corpus import prepare
from processes import EngineFailed, Worker, cpus, stay_aside
from queries import LADDER, MORE, Query, draw
from query_report import agreement, lines_of
from report import facts, save

MANY = 1000
SAMPLE = 50  # queries a class whose counts are compared
Figures = dict[str, float]


def figures(seconds: list[float]) -> Figures:
    micro = sorted(second * 1e6 for second in seconds)
    return {
        "mean": round(statistics.fmean(micro), 2),
        "median": round(statistics.median(micro), 2),
        "p99": round(micro[math.ceil(0.99 * len(micro)) - 1], 2),
    }


class Contest:
    """The engines' processes, asked in turn."""

    def __init__(self, engines: list[str], folder: Path, rounds: int) -> None:
        self.rounds = rounds
        self.workers: dict[str, Worker] = {}
        self.kinds: dict[str, set[str]] = {}
        self.absent: dict[str, str] = {}
        for name in engines:
            if not (folder / name).exists():
                self.absent[name] = "there is no index of it; see what bench_index.py said"
                continue
            worker = Worker("query", name, str(folder / name))
            try:
                said = worker.answer()
            except EngineFailed as error:
                said = {"unavailable": str(error).splitlines()[-1]}
            if "unavailable" in said:
                self.absent[name] = said["unavailable"]
                worker.close()
            else:
                self.workers[name], self.kinds[name] = worker, set(said["kinds"])

    def _interleave(self, kind: str, ask: Callable[[Worker], dict[str, Any]]) -> dict[str, list[float]]:
        """Each query's best seconds by engine."""
        able = [name for name in self.workers if kind in self.kinds[name]]
        best: dict[str, list[float]] = {}
        for _ in range(self.rounds):
            for name in able:
                now = ask(self.workers[name])["seconds"]
                best[name] = [min(pair) for pair in zip(best.get(name, now), now, strict=True)]
        return best

    def times(self, kind: str, queries: list[Query], k: int, new: bool = True) -> dict[str, Figures]:
        """Figures by engine of whole calls for k hits."""
        best = self._interleave(kind, lambda worker: worker.ask("time", kind=kind, queries=queries, k=k, new=new))
        return {name: figures(seconds) for name, seconds in best.items()}

    def count_times(self, kind: str, queries: list[Query]) -> dict[str, Figures]:
        best = self._interleave(kind, lambda worker: worker.ask("time_count", kind=kind, queries=queries))
        return {name: figures(seconds) for name, seconds in best.items()}

    def counts(self, kind: str, queries: list[Query]) -> dict[str, dict[str, Any]]:
        """What each engine finds: for the comparison of what they answer."""
        able = [name for name in self.workers if kind in self.kinds[name]]
        return {name: self.workers[name].ask("counts", kind=kind, queries=queries) for name in able}

    def many(self, queries: list[str]) -> dict[str, Any]:
        """search_many of searchlib on one thread and on two, both allowed two CPUs."""
        worker = self.workers.get("searchlib")
        best: dict[str, Any] = {}
        for _ in range(self.rounds if worker else 0):
            for threads in (1, 2):
                said = worker.ask("many", queries=queries, threads=threads, cpus=cpus(2))  # type: ignore[union-attr]
                if "unavailable" in said:
                    return said
                key = f"{threads} threads"
                best[key] = min(best.get(key, math.inf), said["seconds"])
        return best

    def close(self) -> None:
        for worker in self.workers.values():
            worker.close()


def run(contest: Contest, drawn: dict[str, list[Query]], hits: list[int], many: int, few: int) -> dict[str, Any]:
    """All figures, by what was asked: `many` queries of a class that gates, `few` of one that informs."""
    results: dict[str, Any] = {"agreement": {}}
    for kind in LADDER + MORE:
        results["agreement"][kind] = agreement(contest.counts(kind, drawn[kind][:SAMPLE]))
    queries = {kind: asked[: many if kind in LADDER else few] for kind, asked in drawn.items()}
    for k in hits:
        results[str(k)] = {}
        for kind in LADDER:
            results[str(k)][kind] = contest.times(kind, queries[kind], k)
            _tell(f"{kind}, {k} hits", results[str(k)][kind])
    results["again"] = {kind: contest.times(kind, queries[kind], hits[0], new=False) for kind in LADDER}
    results["more"] = {}
    for kind in MORE:
        results["more"][kind] = contest.times(kind, queries[kind], hits[0])
        _tell(kind, results["more"][kind])
    results["count"] = {kind: contest.count_times(kind, queries[kind]) for kind in ("or", "and", "phrase", "common_or")}
    results["many"] = contest.many(_mixed(drawn))
    _tell("search_many", results["many"])
    return results


def _mixed(queries: dict[str, list[Query]]) -> list[str]:
    """1,000 different query strings of the plain kinds, in turn (fewer when fewer were drawn)."""
    forms: dict[str, Callable[[list[str]], str]] = {
        "or": " OR ".join,
        "and": " ".join,
        "phrase": lambda words: f'"{" ".join(words)}"',
    }
    made = (form(queries[kind][at].words) for at in range(len(queries["or"])) for kind, form in forms.items())
    return list(dict.fromkeys(made))[:MANY]


def _tell(what: str, found: dict[str, Any]) -> None:
    print(
        what, {name: one.get("mean") if isinstance(one, dict) else one for name, one in found.items()}, file=sys.stderr
    )


def main() -> None:
    parser = common_arguments(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--queries", type=int, default=200, help="queries a class")
    parser.add_argument("--few", type=int, default=100, help="queries of the classes that only inform")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--hits", default="10,100")
    given = parser.parse_args()
    os.environ["LUCENE_JARS"] = given.lucene_jars
    stay_aside()
    engines = wanted_engines(given.engines)
    hits = [int(k) for k in given.hits.split(",")]
    queries = draw(prepare(given.corpus, given.limit, given.folder), max(given.queries, MANY // 2))
    contest = Contest(engines, given.folder, given.rounds)
    known = facts(given.corpus.name, engines, rounds=given.rounds, queries=given.queries, limit=given.limit, hits=hits,
                  limits=given.limits)  # fmt: skip
    results = run(contest, queries, hits, given.queries, given.few)
    contest.close()
    lines = lines_of(results, known, contest.absent)
    save(f"query-{given.limit or 'all'}", known, results, lines, given.out)


if __name__ == "__main__":
    main()
