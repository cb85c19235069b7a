"""How fast does each engine index the same articles, how large is the index, how much memory does it take?

    python benchmarks/bench_index.py CORPUS.jsonl.xz [--engines searchlib,tantivy | all] [--limit N] [--limits xapian=20000]
        [--rounds 3] [--keep FOLDER] [--threads 1,2] [--lucene-jars A:B]

People and dates are supplied, nobody recognises any. Rounds go from engine to engine (A B A B); each engine's fastest counts.
Indexes of one thread stay in --keep for bench_query.py.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from corpus import prepare
from engines import BUDGET, ENGINES
from processes import EngineFailed, MemoryWatch, Worker, folder_bytes, stay_aside
from report import GOAL_HEAD, RUNS, facts, goal, save, table

MIB = 1024 * 1024
Result = dict[str, Any]


def index_once(name: str, lines: Path, folder: Path, threads: int, limit: int | None = None) -> Result:
    """One run of one engine; {"unavailable": why} when it cannot."""
    shutil.rmtree(folder, ignore_errors=True)
    worker = Worker("index", name, str(folder), str(threads), threads=threads)
    try:
        with MemoryWatch(worker.pid) as memory, open(lines, encoding="utf-8") as source:
            worker.feed(line for number, line in enumerate(source) if limit is None or number < limit)
            done = worker.answer()
    except EngineFailed as error:
        return {"unavailable": str(error).splitlines()[-1]}
    finally:
        worker.close()
    return done if "unavailable" in done else summary(done, folder, memory)


def summary(done: Result, folder: Path, memory: MemoryWatch) -> Result:
    """The figures of a run, from the engine's own report, its files and its memory."""
    size = done["text_bytes"] / 1e6
    return {
        "articles": done["articles"],
        "megabytes": round(size, 1),
        "seconds": round(done["seconds"], 2),
        "mb_per_s": round(size / done["seconds"], 2),
        "index_mb": round(folder_bytes(folder) / 1e6, 1),
        "peak_own_mib": round(memory.own),
        "peak_resident_mib": round(memory.resident),
    }


def parse_limits(text: str) -> dict[str, int]:
    """ "whoosh=4000,xapian=20000" → limits by engine."""
    return {name: int(number) for name, number in (part.split("=") for part in text.split(",") if part)}


def wanted_engines(text: str) -> list[str]:
    names = list(ENGINES) if text == "all" else text.split(",")
    unknown = [name for name in names if name not in ENGINES]
    if unknown:
        sys.exit(f"no such engine: {unknown[0]}; there are {', '.join(ENGINES)}")
    return names


def common_arguments(about: str | None) -> argparse.ArgumentParser:
    """What bench_index and bench_query both take."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--engines", default="searchlib,tantivy", help="comma-separated, or all")
    parser.add_argument("--limit", type=int, help="articles, all by default")
    parser.add_argument(
        "--limits", type=parse_limits, default={}, help="fewer for slow engines: whoosh=4000,xapian=20000"
    )
    parser.add_argument("--lucene-jars", default="", help="paths of Lucene's jars, joined with ':'")
    parser.add_argument("--out", type=Path, default=RUNS)
    return parser


def main() -> None:
    parser = common_arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", default="1,2", help="one-thread and two-thread runs")
    parser.add_argument("--keep", type=Path, help="keep the indexes here, for bench_query.py")
    given = parser.parse_args()
    os.environ["LUCENE_JARS"] = given.lucene_jars
    stay_aside()
    engines = wanted_engines(given.engines)
    folder = given.keep or Path(tempfile.mkdtemp(prefix="bench-index-"))
    results = run(given, engines, [int(number) for number in given.threads.split(",")], folder)
    known = facts(given.corpus.name, engines, rounds=given.rounds, limit=given.limit, budget_mib=BUDGET // MIB)
    save(f"index-{given.limit or 'all'}", known, results, lines_of(results, given.rounds), given.out)
    if not given.keep:
        shutil.rmtree(folder)


def run(given: argparse.Namespace, engines: list[str], threads: list[int], folder: Path) -> dict[str, Result]:
    """Results by engine, and by "engine, 2 threads"."""
    lines = prepare(given.corpus, given.limit, folder)
    results: dict[str, Result] = {}
    for number in range(given.rounds):
        for count in threads:
            for name in engines:
                label = name if count == 1 else f"{name}, {count} threads"
                if "unavailable" in results.get(label, {}):
                    continue
                kept = count == 1 and number == 0
                place = folder / (name if kept else f"{name}-again")
                limit = given.limits.get(name)
                done = index_once(name, lines, place, count, limit)
                if not kept:
                    shutil.rmtree(place, ignore_errors=True)
                print(f"round {number + 1}: {label}: {done}", file=sys.stderr)
                best = results.get(label)
                if best is None or done.get("mb_per_s", 0) > best["mb_per_s"]:
                    peaks = {key: max(done.get(key, 0), (best or {}).get(key, 0)) for key in done if "peak" in key}
                    results[label] = {**done, **peaks}
    return results


def lines_of(results: dict[str, Result], rounds: int) -> list[str]:
    """The Markdown of a run."""
    measured = {name: one for name, one in results.items() if "unavailable" not in one}
    base = measured.get("tantivy", {})
    rows = []
    for name, one in measured.items():
        same = one["articles"] == base.get("articles")
        speed = f"{one['mb_per_s'] / base['mb_per_s']:.2f}×" if base else None
        size = f"{one['index_mb'] / base['index_mb']:.2f}×" if same else None
        rows.append(
            [name, f"{one['articles']:,}", one["mb_per_s"], speed, one["index_mb"], size, one["peak_own_mib"],
             one["peak_own_mib"] - BUDGET // MIB, one["peak_resident_mib"]]
        )  # fmt: skip
    head = [
        "engine",
        "articles",
        "MB/s",
        "to tantivy",
        "index MB",
        "to tantivy",
        "own MiB",
        "over the budget",
        "resident MiB",
    ]
    lines = [f"Indexing, people and dates supplied, one CPU a thread; best of {rounds} rounds.", "", *table(head, rows)]
    lines += [f"Not measured: {name}: {one['unavailable']}." for name, one in results.items() if "unavailable" in one]
    return [*lines, "", *table(GOAL_HEAD, goals(measured)), *HOW]


def goals(measured: dict[str, Result]) -> list[list[str]]:
    ours, base, two = (measured.get(name) for name in ("searchlib", "tantivy", "searchlib, 2 threads"))
    speed = ours["mb_per_s"] / base["mb_per_s"] if ours and base else None
    size = ours["index_mb"] / base["index_mb"] if ours and base else None
    over = float(ours["peak_own_mib"] - BUDGET // MIB) if ours else None
    gain = two["mb_per_s"] / ours["mb_per_s"] if ours and two else None
    return [
        goal("MB/s to tantivy's, one thread", speed, 2.5, "×"),
        goal("two threads to one", gain, 1.7, "×"),
        goal("own memory over the budget", over, 150, " MiB", at_most=True),
        goal("index size to tantivy's", size, 0.85, "×", at_most=True),
    ]


HOW = [
    "MB/s counts UTF-8 bytes of headline and body and all time between the first article and the closed index.",
    f"Own memory: what the process allocated (RssAnon), sampled from outside; the budget is {BUDGET // MIB} MiB. Resident: with mapped files.",
]

if __name__ == "__main__":
    main()
