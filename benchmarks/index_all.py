"""How long does the command take over whole corpora, people and dates found in the text, and how much memory?

    python benchmarks/index_all.py CORPUS... [--out benchmarks/runs]

Runs `search index CORPUS...` as a process of its own; peak memory is the operating system's figure for that process.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from machine import describe, version_of


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("corpora", nargs="+")
    arguments.add_argument("--out", default="benchmarks/runs")
    given = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="index-all-"))
    command = [
        sys.executable,
        "-m",
        "searchlib_cli.main",
        "index",
        *(str(Path(corpus).resolve()) for corpus in given.corpora),
        "--index",
        str(folder / "i"),
        "--json",
    ]
    began = time.perf_counter()
    # Elsewhere: `-m` would take a clone's sources, which have no kernels, for the installed package.
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if not done.stdout:
        sys.exit(done.stderr or f"search index ended with {done.returncode} and said nothing")
    said = json.loads(done.stdout)
    result = {
        "what": "search index, people and dates found in the text",
        "date": date.today().isoformat(),
        "corpora": [Path(corpus).name for corpus in given.corpora],
        "machine": describe(),
        "searchlib": version_of("searchlib"),
        "articles": said["total"],
        "problems": len(said["problems"]),
        "exit_code": done.returncode,
        "seconds": round(seconds, 1),
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
        "index_mb": round(sum(file.stat().st_size for file in (folder / "i").iterdir()) / 1e6, 1),
    }
    shutil.rmtree(folder)
    out = Path(given.out) / f"{result['date']}-command-index.json"
    out.write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
