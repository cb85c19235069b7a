"""What do the measured calls say? Tables, ratios to tantivy, goals, and whether the engines answered the same."""

from __future__ import annotations

from typing import Any

from queries import LADDER, MORE
from report import GOAL_HEAD, geometric_mean, goal, table

PEER, OURS = "tantivy", "searchlib"
CLOSE = 0.05
Found = dict[str, dict[str, Any]]


def agreement(found: Found) -> dict[str, dict[str, float]]:
    """Each engine beside tantivy (or the first): shares of queries with the same count, with one within 5 %, of the same ten ids."""
    reference = found.get(PEER) or next(iter(found.values()), None)
    if reference is None:
        return {}
    return {name: _agreement(one, reference) for name, one in found.items() if one is not reference}


def _agreement(one: dict[str, Any], reference: dict[str, Any]) -> dict[str, float]:
    pairs = list(zip(one["counts"], reference["counts"], strict=True))
    shared = [
        len(set(mine) & set(theirs)) / max(len(mine), len(theirs))
        for mine, theirs in zip(one["hits"], reference["hits"], strict=True)
        if mine or theirs
    ]
    return {
        "equal": sum(mine == theirs for mine, theirs in pairs) / len(pairs),
        "close": sum(abs(mine - theirs) <= CLOSE * max(mine, theirs) for mine, theirs in pairs) / len(pairs),
        "matches": sum(mine for mine, _ in pairs),
        "matches_of_reference": sum(theirs for _, theirs in pairs),
        "same_hits": sum(shared) / len(shared) if shared else 1.0,
    }


def ratios(by_kind: dict[str, Found], figure: str) -> dict[str, float]:
    """tantivy's figure to searchlib's, by class."""
    return {
        kind: found[PEER][figure] / found[OURS][figure] for kind, found in by_kind.items() if {PEER, OURS} <= set(found)
    }


def lines_of(results: dict[str, Any], known: dict[str, Any], absent: dict[str, str]) -> list[str]:
    """The Markdown of a run."""
    limits = known["limits"]
    about = f"{known['queries']} queries a class, each query's best of {known['rounds']} rounds, one CPU"
    lines = [f"Whole calls, from query words to (id, headline); {about}; in µs.", ""]
    for k in known["hits"]:
        by_kind = results[str(k)]
        for figure in ("mean", "median", "p99"):
            lines += [f"{k} hits, {figure}:", "", *_figure_table(by_kind, LADDER, figure, limits)]
    lines += [
        "Goals (classes above; ratios of means):",
        "",
        *table(GOAL_HEAD, goals(results, known["hits"])),
        "## Informing",
        "",
    ]
    lines += ["The same queries again, what is remembered of earlier queries kept (mean):", ""]
    lines += _figure_table(results["again"], LADDER, "mean", limits)
    for figure in ("mean", "p99"):
        lines += [
            f"Other classes, {known['hits'][0]} hits, {figure}:",
            "",
            *_figure_table(results["more"], MORE, figure, limits),
        ]
    lines += [
        "Exact count of all matches, mean:",
        "",
        *_figure_table(results["count"], tuple(results["count"]), "mean", limits),
    ]
    lines += _many(results["many"])
    lines += ["## Do the engines answer the same?", "", *_agreement_lines(results["agreement"], limits)]
    lines += [f"Not measured: {name}: {why}." for name, why in absent.items()]
    return [*lines, ""]


def goals(results: dict[str, Any], hits: list[int]) -> list[list[str]]:
    rows = []
    for k, mean_goal, least_goal, p99_goal in ((10, 10.0, 4.0, 4.0), (100, 5.0, None, None)):
        if k not in hits:
            continue
        means, p99s = ratios(results[str(k)], "mean"), ratios(results[str(k)], "p99")
        rows.append(
            goal(f"geometric mean, {k} hits", geometric_mean([*means.values()]) if means else None, mean_goal, "×")
        )
        if least_goal:
            least = min(means, key=means.__getitem__, default="")
            rows.append(goal(f"smallest class, {k} hits ({least})", means.get(least), least_goal, "×"))
        if p99_goal:
            least = min(p99s, key=p99s.__getitem__, default="")
            rows.append(goal(f"smallest p99 ratio, {k} hits ({least})", p99s.get(least), p99_goal, "×"))
    many = results["many"]
    gain = many["1 threads"] / many["2 threads"] if "2 threads" in many else None
    rows.append(goal("search_many, two threads to one", gain, 1.8, "×"))
    return rows


def _figure_table(by_kind: dict[str, Found], kinds: tuple[str, ...], figure: str, limits: dict[str, int]) -> list[str]:
    names = list(dict.fromkeys(name for kind in kinds for name in by_kind[kind]))
    rows: list[list[object]] = []
    for name in names:
        label = f"{name} ({limits[name]:,} articles)" if name in limits else name
        cells = [by_kind[kind].get(name) for kind in kinds]
        rows.append([label, *(f"{cell[figure]:,.1f}" if cell else "–" for cell in cells)])
    found = ratios(by_kind, figure)
    if found:
        rows.append(["tantivy / searchlib", *(f"{found[kind]:.1f}×" if kind in found else "–" for kind in kinds)])
    lines = table(["engine", *kinds], rows)
    if found and figure != "median":
        least = min(found, key=found.__getitem__)
        mean = geometric_mean([*found.values()])
        lines += [f"Geometric mean of the ratios {mean:.1f}×; smallest {found[least]:.1f}× ({least}).", ""]
    return lines


def _many(found: dict[str, Any]) -> list[str]:
    if "2 threads" not in found:
        return [f"search_many: not measured: {found.get('unavailable', 'no searchlib')}.", ""]
    one, two = found["1 threads"], found["2 threads"]
    return [f"search_many, 1,000 queries: one thread {one * 1e3:.1f} ms, two {two * 1e3:.1f} ms: {one / two:.2f}×.", ""]


def _agreement_lines(by_kind: dict[str, dict[str, dict[str, float]]], limits: dict[str, int]) -> list[str]:
    """Engines that hold fewer articles are left out: their counts must differ."""
    rows = []
    for kind, found in by_kind.items():
        for name, one in found.items():
            if name not in limits:
                matches = f"{one['matches']:,} / {one['matches_of_reference']:,}"
                rows.append(
                    [kind, name, f"{one['equal']:.0%}", f"{one['close']:.0%}", matches, f"{one['same_hits']:.0%}"]
                )
    head = ["class", "engine", "same count", "within 5 %", "matches / tantivy's", "same ten ids"]
    return [f"Beside {PEER}, on a sample of the queries; what differs and why: README.md.", "", *table(head, rows)]
