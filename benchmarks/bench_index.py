"""How fast does each engine index the same articles on one thread, people and dates supplied?

    python benchmarks/bench_index.py CORPUS.jsonl.xz [--engines searchlib,tantivy,fts5] [--limit N] [--keep FOLDER]

One process an engine. Reading and parsing the corpus is not counted: rows are parsed in batches of 500 outside the clock.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import islice
from pathlib import Path

from corpus import articles
from engines import ENGINES
from machine import describe, version_of

BATCH = 500


def measure(name: str, corpus: Path, limit: int | None, folder: Path) -> dict[str, float]:
    engine = ENGINES[name]()
    rows = articles(corpus, limit)
    size = count = 0
    began = time.perf_counter()
    engine.create(folder)
    seconds = time.perf_counter() - began
    while batch := list(islice(rows, BATCH)):
        size += sum(len(row["headline"].encode()) + len(row["body"].encode()) for row in batch)
        count += len(batch)
        began = time.perf_counter()
        engine.add(batch)
        seconds += time.perf_counter() - began
    began = time.perf_counter()
    engine.finish()
    seconds += time.perf_counter() - began
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {
        "articles": count,
        "megabytes": round(size / 1e6, 1),
        "seconds": round(seconds, 2),
        "mb_per_s": round(size / 1e6 / seconds, 1),
        "index_mb": round(sum(file.stat().st_size for file in files) / 1e6, 1),
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--engines", default="searchlib,tantivy,fts5")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="keep the indexes here, for bench_query.py")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/runs"))
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.one, given.corpus, given.limit, given.keep)))
        return
    results: dict[str, dict[str, float]] = {}
    for number in range(given.rounds):
        for name in given.engines.split(","):
            folder = (given.keep or Path(tempfile.mkdtemp())) / (name if number == 0 else f"{name}-{number}")
            command = [sys.executable, __file__, str(given.corpus), "--one", name, "--keep", str(folder)]
            command += ["--limit", str(given.limit)] if given.limit else []
            done = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            if name not in results or done["mb_per_s"] > results[name]["mb_per_s"]:
                results[name] = done
            print(name, done, file=sys.stderr)
    base = results.get("tantivy", {}).get("mb_per_s")
    lines = ["| engine | MB/s | to tantivy | seconds | index MB | peak MiB |", "|---|---|---|---|---|---|"]
    for name, one in results.items():
        ratio = f"{one['mb_per_s'] / base:.2f}" if base else ""
        lines.append(
            f"| {name} | {one['mb_per_s']} | {ratio} | {one['seconds']} | {one['index_mb']} | {one['peak_memory_mib']} |"
        )
    facts = {"date": date.today().isoformat(), "corpus": given.corpus.name, "rounds": given.rounds, "machine": describe(),
             "versions": {n: version_of(n) for n in ("searchlib", "tantivy", "whoosh")}}  # fmt: skip
    stem = given.out / f"{facts['date']}-index-{given.limit or 'all'}"
    stem.with_suffix(".json").write_text(json.dumps({**facts, "results": results}, indent=1) + "\n")
    table = (
        "\n".join(
            [
                f"Indexing, one thread, people and dates supplied; best of {given.rounds}. {facts['corpus']}, {facts['date']}, {facts['machine']['cpu']}.",
                "",
                *lines,
            ]
        )
        + "\n"
    )
    stem.with_suffix(".md").write_text(table)
    print(table)


if __name__ == "__main__":
    main()
