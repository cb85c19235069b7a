"""Runs the long forms, one line a claim; writes benchmarks/runs/DATE-torture.{json,md}. `make torture` calls this.

PYTHONPATH=tests python -m torture [--share 0.1] [--only kill damage]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from torture import damage, faults, kernels, kill, queries, readers, updates

ROOT = Path(__file__).parents[2]
Figures = Mapping[str, object]


def claims(share: float) -> dict[str, tuple[str, Callable[[Path], Figures]]]:
    """What docs/durability.md promises, and what shows it; `share` of the full length."""

    def n(full: int) -> int:
        return max(1, round(full * share))

    every = max(1, round(1 / share))
    return {
        "kill": ("a killed writer loses no commit", lambda folder: kill.run(n(1000), folder)),
        "faults": (
            "whatever operation fails, the last commit stays",
            lambda folder: faults.faults(folder, every=every),
        ),
        "power": (
            "after a power cut the last commit is there",
            lambda folder: faults.power_cuts(folder, every=every, times=5),
        ),
        "damage": ("a damaged file is named, or harmless", lambda folder: damage.run(n(20_000), folder)),
        "forged": (
            "a forged file raises clear errors at worst",
            lambda folder: damage.run_forged(n(10_000), folder),
        ),
        "readers": ("readers see whole commits", lambda folder: readers.run(180 * share, folder)),
        "updates": ("files and dead bytes stay bounded", lambda folder: updates.run(n(100_000), folder)),
        "queries": ("any query gives results in time", lambda folder: queries.run(n(200_000))),
        "kernels": (
            "no segment file and no text makes the kernels read or write elsewhere",
            lambda folder: kernels.run(n(20_000), folder),
        ),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="Long forms of the durability tests.")
    parser.add_argument("--share", type=float, default=1.0, help="of the full length")
    parser.add_argument("--only", nargs="*", default=None, help="names of claims")
    options = parser.parse_args()
    results: dict[str, dict[str, object]] = {}
    failed = 0
    for name, (claim, run) in claims(options.share).items():
        if options.only is not None and name not in options.only:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            try:
                figures, verdict = dict(run(Path(folder))), "holds"
            except kernels.NoSanitizers as error:
                figures, verdict = {"why": str(error)}, "skipped"
            except Exception as error:
                figures, verdict = {"why": (str(error) or repr(error))[:2000]}, "FAILS"
                failed += 1
        seconds = round(time.monotonic() - began, 1)
        results[name] = {"claim": claim, "verdict": verdict, "seconds": seconds, **figures}
        print(f"{verdict:7} {claim}: {', '.join(f'{k} {v}' for k, v in figures.items())} ({seconds:,} s)", flush=True)
    _keep(results, options.share)
    return 1 if failed else 0


def _keep(results: dict[str, dict[str, object]], share: float) -> None:
    spec = importlib.util.spec_from_file_location("machine", ROOT / "benchmarks" / "machine.py")
    assert spec is not None
    assert spec.loader is not None
    machine = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(machine)
    file = ROOT / "benchmarks" / "runs" / f"{date.today().isoformat()}-torture"
    # Claims that were run alone join those of the same day.
    before = json.loads(file.with_suffix(".json").read_text()) if file.with_suffix(".json").exists() else {"claims": {}}
    for one in results.values():
        one["share of the full length"] = share
    run = {"date": date.today().isoformat(), "machine": machine.describe(), "claims": {**before["claims"], **results}}
    file.with_suffix(".json").write_text(json.dumps(run, indent=1) + "\n")
    lines = [f"# Torture, {run['date']}", "", ", ".join(str(value) for value in run["machine"].values()), ""]
    lines += ["| claim | verdict | figures | seconds |", "|---|---|---|---|"]
    for one in run["claims"].values():
        rest = {key: value for key, value in one.items() if key not in ("claim", "verdict", "seconds")}
        figures = ", ".join(
            f"{key} {value:,}" if isinstance(value, int) else f"{key} {value}" for key, value in rest.items()
        )
        lines.append(f"| {one['claim']} | {one['verdict']} | {figures.replace('|', '/')} | {one['seconds']} |")
    file.with_suffix(".md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
