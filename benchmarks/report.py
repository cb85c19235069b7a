"""How is a run written down? JSON for programs and Markdown for people, with date, machine, versions and corpus."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from engines import ENGINES
from machine import describe, version_of

RUNS = Path(__file__).with_name("runs")


def facts(corpus: str, engines: Iterable[str], **more: object) -> dict[str, Any]:
    """What any run says of itself."""
    versions = {name: version_of(ENGINES[name]) for name in engines if ENGINES.get(name)}
    if "fts5" in engines:
        import sqlite3

        versions["fts5"] = f"SQLite {sqlite3.sqlite_version}"
    now = datetime.now(timezone.utc)
    return {
        "date": now.date().isoformat(),
        "time": f"{now:%H:%M} UTC",
        "corpus": corpus,
        **more,
        "machine": describe(),
        "versions": versions,
    }


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Lines of a Markdown table, with an empty line after it."""
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    lines += ["| " + " | ".join("" if cell is None else str(cell) for cell in row) + " |" for row in rows]
    return [*lines, ""]


def goal(what: str, measured: float | None, wanted: float, unit: str = "", *, at_most: bool = False) -> list[str]:
    """A row of the table of goals: what, goal, measured, met or missed by how much."""
    sign = "≤" if at_most else "≥"
    if measured is None:
        return [what, f"{sign} {wanted:g}{unit}", "not measured", ""]
    met = measured <= wanted if at_most else measured >= wanted
    missed = f"missed by {abs(measured - wanted) / wanted:.0%}"
    return [what, f"{sign} {wanted:g}{unit}", f"{measured:.3g}{unit}", "met" if met else missed]


GOAL_HEAD = ("goal", "wanted", "measured", "")


def geometric_mean(values: Sequence[float]) -> float:
    return math.exp(math.fsum(map(math.log, values)) / len(values))


def save(name: str, known: dict[str, Any], results: object, lines: Sequence[str], out: Path = RUNS) -> None:
    """Writes DATE-name.json and DATE-name.md, and prints the latter."""
    out.mkdir(parents=True, exist_ok=True)
    stem = out / f"{known['date']}-{name}"
    stem.with_suffix(".json").write_text(json.dumps({**known, "results": results}, indent=1) + "\n", encoding="utf-8")
    machine = known["machine"]
    versions = ", ".join(f"{engine} {version}" for engine, version in known["versions"].items())
    said = f"{known['corpus']}; {known['date']} {known['time']}; {machine['cpu']}, {machine['memory']}, {machine['system']}; {versions}."
    text = "\n".join([*lines, said]) + "\n"
    stem.with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)
