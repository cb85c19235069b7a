"""Are variants of a name found, lookalikes not, and how fast among 500,000 names? Pairs: names_pairs.py.

    python benchmarks/bench_names.py --data FOLDER_OF_ne_transliteration_wikidata [--run NAME]

Only the half of the words that training never saw is measured. A pair counts as found when searching the one among all
words finds the other, candidates included; peers are compared pair by pair, as in the literature.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import machine
from names_pairs import Pair, Transliterations
from rapidfuzz.distance import JaroWinkler

from searchlib.names.spelling import LOOSE, VARIANT, model, name_index

RUNS = Path(__file__).parent / "runs"
NAMES = 500_000
Finder = Callable[[str, str], bool]


def peers() -> dict[str, Finder]:
    def skeleton(word: str) -> str:
        word = re.sub("sch|sh|ch|tch", "S", word)
        for group, one in (("kh", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d")):
            word = word.replace(group, one)
        word = word.translate(str.maketrans("cqgxzpvjd", "kkkksbfSt", "aeiouyhw"))
        return re.sub(r"(.)\1+", r"\1", word)

    found: dict[str, Finder] = {"consonant skeleton": lambda a, b: skeleton(a) == skeleton(b)}
    try:
        from metaphone import doublemetaphone
    except ImportError:
        print("double metaphone: not installed (pip install metaphone)")
    else:

        def phonetic(a: str, b: str) -> bool:
            return skeleton(a) == skeleton(b) or bool((set(doublemetaphone(a)) & set(doublemetaphone(b))) - {""})

        found["double metaphone or skeleton"] = phonetic
        found["the same, Jaro-Winkler ≥ 0.70"] = lambda a, b: phonetic(a, b) and JaroWinkler.similarity(a, b) >= 0.70
    return found


def share(pairs: list[Pair], finder: Finder) -> float:
    return round(sum(finder(a, b) for a, b in pairs) / len(pairs), 4)


def words_finder(words: list[str], strictness: int) -> Finder:
    index, least, known = name_index(words), model().least[strictness], {}

    def found(a: str, b: str) -> bool:
        if a not in known:
            known[a] = {word for word, _, _ in index.words_like(a, least)}
        return b in known[a]

    return found


def speed(words: list[str], rng: random.Random) -> dict[str, float]:
    """µs a query of full names, and of single words, over 500,000 names; given names are words, too."""
    names = [f"{rng.choice(words)} {rng.choice(words)}" for _ in range(NAMES)]
    began = time.perf_counter()
    index = name_index(names)
    figures = {"building, s": round(time.perf_counter() - began, 2)}
    queries = rng.sample(names, 2000)
    least = model().least[VARIANT]
    for kind, run in (
        ("full name, µs", lambda query: index.variants(query, least)),
        ("one word, µs", lambda query: index.words_like(query.split()[1], least)),
    ):
        times = []
        for query in queries:
            best = min(_timed(run, query) for _ in range(3))
            times.append(best * 1e6)
        figures[f"{kind} (mean)"] = round(statistics.mean(times), 1)
        figures[f"{kind} (99 %)"] = round(sorted(times)[len(times) * 99 // 100], 1)
    candidates = [len(index.variants(query, least)) for query in queries]
    figures["names found (mean)"] = round(statistics.mean(candidates), 2)
    return figures


def _timed(run: Callable[[str], object], query: str) -> float:
    began = time.perf_counter()
    run(query)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", help="write runs/DATE-NAME.json and .md")
    parser.add_argument("--show", type=int, default=0, help="print so many lookalikes that pass, to be judged by eye")
    options = parser.parse_args()
    source, rng = Transliterations(options.data), random.Random(5)
    sets = {
        "Arabic variants": source.variants("arabic", 2, 1),
        "Arabic variants, seen three times": source.variants("arabic", 3, 1),
        "Arabic lookalikes (Jaro-Winkler ≥ 0.75)": source.lookalikes("arabic", 2, 1, 0.75, words=3000, each=4, seed=2),
        "Arabic lookalikes (≥ 0.80, up to ten each)": source.lookalikes(
            "arabic", 2, 1, 0.80, words=3000, each=10, seed=2
        ),
        "Russian variants": source.variants("russian", 2, 1),
        "Russian lookalikes (≥ 0.75)": source.lookalikes("russian", 2, 1, 0.75, words=3000, each=4, seed=2),
    }
    words = source.words()
    finders = peers()
    strict, loose = words_finder(words, VARIANT), words_finder(words, LOOSE)
    finders |= {'searchlib people:~"…"': strict, 'searchlib people:~~"…"': loose}
    rates = {name: {kind: share(pairs, finder) for kind, pairs in sets.items()} for name, finder in finders.items()}
    for name, row in rates.items():
        print(f"{name:32}", *(f"{rate:.4f}" for rate in row.values()))
    figures = speed(words, rng)
    print(figures)
    if options.show:
        passing = [pair for pair in sets["Arabic lookalikes (Jaro-Winkler ≥ 0.75)"] if strict(*pair)]
        print(*(f"{a} / {b}" for a, b in rng.sample(passing, min(options.show, len(passing)))), sep=", ")
    if options.run:
        write(options.run, {kind: len(pairs) for kind, pairs in sets.items()}, rates, figures, len(words))


def write(
    run: str, sizes: dict[str, int], rates: dict[str, dict[str, float]], figures: dict[str, float], words: int
) -> None:
    corpus = f"Wikidata transliterations (CC0), {words:,} distinct words; the half kept out of training is measured"
    result = {
        "date": date.today().isoformat(), "machine": machine.describe(), "corpus": corpus,
        "rapidfuzz": machine.version_of("rapidfuzz"), "pairs": sizes, "found": rates, "speed": figures,
    }  # fmt: skip
    path = RUNS / f"{date.today().isoformat()}-{run}.json"
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    kinds = list(sizes)
    lines = [
        f"# Names, {result['date']}", "", f"{corpus}. {machine.describe()['cpu']}.", "",
        "Share of pairs found: of variants as many, of lookalikes as few as possible.", "",
        "| | " + " | ".join(f"{kind} ({sizes[kind]:,})" for kind in kinds) + " |", "|---" * (len(kinds) + 1) + "|",
        *(f"| {name} | " + " | ".join(f"{row[kind]:.1%}" for kind in kinds) + " |" for name, row in rates.items()),
        "", f"Among {NAMES:,} names of two random words each:", "",
        *(f"- {name}: {value}" for name, value in figures.items()),
    ]  # fmt: skip
    path.with_suffix(".md").write_text("\n".join(lines) + "\n", "utf-8")
    print(path)


if __name__ == "__main__":
    main()
