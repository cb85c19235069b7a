"""How long until something can be asked: `import searchlib`, `Index(path)` on a built index, `search query` as a process?

    python benchmarks/bench_startup.py FOLDER/searchlib [--times 10] [--query "moscow talks"]

The index is one that `bench_index.py --keep FOLDER` left. Each figure: best and median of so many fresh processes, taken in turn.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from report import GOAL_HEAD, RUNS, facts, goal, save, table

_OPEN = """
import sys, time, searchlib
began = time.perf_counter()
index = searchlib.Index(sys.argv[1], read_only=True)
opened = time.perf_counter()
found = [(hit.id, hit.headline) for hit in index.search(sys.argv[2])]
print(opened - began, time.perf_counter() - opened, len(index))
"""

ELSEWHERE = tempfile.gettempdir()  # in a clone's folder, `-c` would take its sources for the installed package


def process_seconds(command: list[str]) -> float:
    began = perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ELSEWHERE)
    seconds = perf_counter() - began
    if done.returncode not in (0, 1):  # 1: nothing was found
        sys.exit(f"{' '.join(command[:3])}: {done.stderr.strip()}")
    return seconds


def command_path() -> list[str]:
    """The installed command beside this Python."""
    beside = Path(sys.executable).with_name("search")
    return (
        [str(beside)]
        if beside.exists()
        else [shutil.which("search") or sys.exit("the search command is not installed")]
    )


def measure(index: Path, query: str, times: int) -> tuple[dict[str, list[float]], int]:
    """Seconds of each figure, and how many articles the index holds."""
    found: dict[str, list[float]] = {"import": [], "open": [], "first query": [], "search query": []}
    search = [*command_path(), "query", query, "--index", str(index.resolve())]
    articles = 0
    process_seconds(search)  # once before the clock: files in the page cache, modules compiled
    for _ in range(times):
        empty = process_seconds([sys.executable, "-c", "pass"])
        found["import"].append(process_seconds([sys.executable, "-c", "import searchlib"]) - empty)
        done = subprocess.run(
            [sys.executable, "-c", _OPEN, str(index.resolve()), query],
            capture_output=True,
            text=True,
            check=True,
            cwd=ELSEWHERE,
        )
        opened, asked, count = done.stdout.split()
        found["open"].append(float(opened))
        found["first query"].append(float(asked))
        found["search query"].append(process_seconds(search))
        articles = int(count)
    return found, articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--query", default="moscow talks")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--out", type=Path, default=RUNS)
    given = parser.parse_args()
    found, articles = measure(given.index, given.query, given.times)
    best = {name: min(seconds) for name, seconds in found.items()}
    rows = [
        [name, f"{best[name] * 1e3:.2f}", f"{statistics.median(seconds) * 1e3:.2f}"] for name, seconds in found.items()
    ]
    goals = [
        goal("Index(path) on a built index", statistics.median(found["open"]) * 1e3, 5, " ms", at_most=True),
        goal("import searchlib", statistics.median(found["import"]) * 1e3, 60, " ms", at_most=True),
        goal("search query as a process", statistics.median(found["search query"]), 0.2, " s", at_most=True),
    ]
    about = f"Fresh processes on an index of {articles:,} articles in the page cache; {given.times} times each. Goals: medians."
    lines = [about, "", *table(["what", "best ms", "median ms"], rows), *table(GOAL_HEAD, goals)]
    lines.append(
        "import: a process that imports less one that does not. first query: the first search after opening, ten hits."
    )
    save("startup", facts(f"an index of {articles:,} articles", ["searchlib"]), found, lines, given.out)


if __name__ == "__main__":
    main()
