"""How long does it take to find the words of the dictionary that a pattern fits? Best of rounds, in milliseconds.

    python benchmarks/bench_expansion.py [--words 500000] [--rounds 5]

The dictionary is drawn with a fixed seed: words of 1 to 5 syllables, all different, in one segment.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from datetime import date
from pathlib import Path

from machine import describe, version_of

SYLLABLES = ["ka", "mo", "ti", "er", "sta", "ing", "ed", "lo", "ra", "ne", "shi", "pre", "con", "u", "a", "tion", "vi", "du", "ble", "x", "qu", "sa", "ber", "ton", "gra", "mi", "or", "el", "ly", "dor", "cha", "bi"]  # fmt: skip
PATTERNS = ["sta*", "mo?ti*x", "*rasta*", "*tionly", "?o*a?s", "motion~1", "contion~2", "grastionber~2", "/(ka|mo)+[a-e]{2,3}.*/", "/.*(ti|er)s/", "/(.*a){20}/"]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=500_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/runs"))
    given = parser.parse_args()
    from searchlib import Article, Index
    from searchlib.query.expansion import Expander
    from searchlib.query.language import parse
    from searchlib.query.plan import folded

    source = random.Random(1)
    words: set[str] = set()
    while len(words) < given.words:
        words.add("".join(source.choices(SYLLABLES, k=source.randint(1, 5))) + source.choice(["", "", "s", "1"]))
    ordered = sorted(words)
    index = Index()
    for at in range(0, len(ordered), 2000):
        index.add(Article("", " ".join(ordered[at : at + 2000]), people=[], dates=[]))
    index.optimize()
    results = {}
    for pattern in PATTERNS:
        node = parse(pattern).node
        best = float("inf")
        for _ in range(given.rounds):
            expander = Expander(index._snapshot, folded)
            began = time.perf_counter()
            found = expander.words(node, "f")  # type: ignore[arg-type]
            best = min(best, time.perf_counter() - began)
        results[pattern] = {"ms": round(best * 1000, 2), "words": len(found), "notes": expander.notes}
    facts = {"date": date.today().isoformat(), "words": len(words), "rounds": given.rounds, "machine": describe(),
             "versions": {"searchlib": version_of("searchlib")}}  # fmt: skip
    stem = given.out / f"{facts['date']}-expansion"
    stem.with_suffix(".json").write_text(json.dumps({**facts, "results": results}, indent=1) + "\n")
    lines = [
        f"Patterns over {len(words):,} distinct words, best of {given.rounds}, {facts['date']}.",
        "",
        "| pattern | ms | words searched | note |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{p}` | {one['ms']} | {one['words']:,} | {'; '.join(one['notes'])} |".replace(
            "(ti|er)", "(ti\\|er)"
        ).replace("(ka|mo)", "(ka\\|mo)")
        for p, one in results.items()
    ]
    stem.with_suffix(".md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
