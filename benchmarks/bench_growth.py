"""What does a hundred times more articles cost: indexing speed, memory, and each class of query?

    python benchmarks/bench_growth.py CORPUS.jsonl.xz [--sizes 10000,100000,1000000] [--engines searchlib] [--queries 100]

Articles beyond the corpus' own are copies perturbed as growth_corpus.py says; they are streamed to the engine's process and
stored nowhere but in its index, which is deleted afterwards. Queries are drawn from the smallest size's articles, which are in
every size. Draws runs/DATE-growth.svg.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench_index import MIB, summary, wanted_engines
from bench_query import Contest
from corpus import prepare
from engines import BUDGET
from growth_corpus import Archive
from processes import MemoryWatch, Worker, stay_aside
from queries import LADDER, Query, draw
from report import GOAL_HEAD, RUNS, facts, goal, save, table

SLOWER = ("and", "phrase", "newest", "and_date")  # the classes whose cost is to grow clearly slower than the corpus


def index_size(name: str, archive: Archive, count: int, folder: Path) -> dict[str, Any]:
    """Indexes so many articles of the archive; the figures of bench_index.py."""
    worker = Worker("index", name, str(folder), "1")
    try:
        with MemoryWatch(worker.pid) as memory:
            worker.feed(archive.lines(count))
            done = worker.answer()
    finally:
        worker.close()
    return summary(done, folder, memory)


def measure(
    name: str, archive: Archive, sizes: list[int], queries: dict[str, list[Query]], rounds: int, folder: Path
) -> Any:
    results: dict[int, Any] = {}
    for size in sizes:
        found = index_size(name, archive, size, folder / name)
        contest = Contest([name], folder, rounds)
        found["queries"] = {kind: contest.times(kind, queries[kind], 10)[name] for kind in LADDER}
        contest.close()
        shutil.rmtree(folder / name)
        results[size] = found
        print(name, size, found, file=sys.stderr)
    return results


def exponent(results: dict[int, Any], kind: str) -> float:
    """x in cost ~ articles^x, between the smallest and the largest size: 1 grows with the corpus, 0 does not grow."""
    small, large = min(results), max(results)
    means = [results[size]["queries"][kind]["mean"] for size in (small, large)]
    return math.log(means[1] / means[0]) / math.log(large / small)


def lines_of(by_engine: dict[str, dict[int, Any]], picture: str) -> list[str]:
    lines = [f"![Growth]({picture})", ""]
    for name, results in by_engine.items():
        rows: list[list[object]] = [
            [f"{size:,}", f"{one['megabytes']:,.0f}", one["mb_per_s"], f"{one['index_mb']:,.0f}", one["peak_own_mib"],
             *(f"{one['queries'][kind]['mean']:,.1f}" for kind in LADDER)]
            for size, one in results.items()
        ]  # fmt: skip
        if len(results) > 1:
            rows.append(
                ["cost ~ articles^x, x =", "", "", "", "", *(f"{exponent(results, kind):.2f}" for kind in LADDER)]
            )
        lines += [f"{name}; queries in µs, mean of whole calls for ten hits:", ""]
        lines += table(["articles", "text MB", "MB/s", "index MB", "own MiB", *LADDER], rows)
    if "searchlib" in by_engine and len(by_engine["searchlib"]) > 1:
        lines += table(GOAL_HEAD, goals(by_engine["searchlib"]))
    return [*lines, "How the articles beyond the corpus' own are made: growth_corpus.py."]


def goals(results: dict[int, Any]) -> list[list[str]]:
    small, large = min(results), max(results)
    over = float(max(one["peak_own_mib"] for one in results.values()) - BUDGET // MIB)
    rows = [
        goal(
            f"MB/s at {large:,} articles to {small:,}",
            results[large]["mb_per_s"] / results[small]["mb_per_s"],
            0.8,
            "×",
        ),
        goal("own memory over the budget, any size", over, 150, " MiB", at_most=True),
    ]
    rows += [goal(f"{kind}: x in cost ~ articles^x", exponent(results, kind), 0.8, at_most=True) for kind in SLOWER]
    return rows


def draw_plot(by_engine: dict[str, dict[int, Any]], path: Path) -> None:
    """Indexing speed and cost of queries by size, on logarithmic axes."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "searchlib"  # the same figures give the same file
    from matplotlib import pyplot

    figure, (speed, cost) = pyplot.subplots(1, 2, figsize=(10, 4.2), layout="constrained")
    for style, (name, results) in zip(("-", "--", ":"), by_engine.items(), strict=False):
        sizes = sorted(results)
        speed.plot(sizes, [results[size]["mb_per_s"] for size in sizes], style, marker="o", color="black", label=name)
        for number, kind in enumerate(LADDER):
            means = [results[size]["queries"][kind]["mean"] for size in sizes]
            label = kind if len(by_engine) == 1 else f"{name}: {kind}"
            cost.plot(sizes, means, style, marker="o", color=f"C{number}", label=label)
    first = next(iter(by_engine.values()))
    sizes = sorted(first)
    lowest = min(first[sizes[0]]["queries"][kind]["mean"] for kind in LADDER)
    cost.plot(sizes, [lowest * size / sizes[0] for size in sizes], ":", color="grey", label="as fast as the corpus")
    speed.set(xscale="log", ylim=(0, None), xlabel="articles", ylabel="MB/s", title="Indexing, one thread")
    cost.set(xscale="log", yscale="log", xlabel="articles", ylabel="µs a query, mean", title="Whole calls, ten hits")
    cost.legend(fontsize="small")
    speed.legend(fontsize="small")
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--engines", default="searchlib")
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, help="folder for the indexes; a temporary one by default")
    parser.add_argument("--out", type=Path, default=RUNS)
    given = parser.parse_args()
    stay_aside()
    folder = Path(tempfile.mkdtemp(prefix="bench-growth-", dir=given.work))
    try:
        archive = Archive(prepare(given.corpus, None, folder))
        sizes = sorted(int(size) for size in given.sizes.split(","))
        smallest = folder / "smallest.jsonl"
        smallest.write_text("".join(archive.lines(sizes[0])), encoding="utf-8")
        queries = draw(smallest, given.queries, LADDER)
        engines = wanted_engines(given.engines)
        found = {name: measure(name, archive, sizes, queries, given.rounds, folder) for name in engines}
    finally:
        shutil.rmtree(folder)
    known = facts(given.corpus.name, engines, rounds=given.rounds, queries=given.queries)
    picture = given.out / f"{known['date']}-growth.svg"
    given.out.mkdir(parents=True, exist_ok=True)
    draw_plot(found, picture)
    save("growth", known, found, lines_of(found, picture.name), given.out)


if __name__ == "__main__":
    main()
