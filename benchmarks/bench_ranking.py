"""Are the right articles on top? nDCG@10 of each engine on collections with relevance judgements, any-word questions.

    python benchmarks/bench_ranking.py FOLDER... [--engines searchlib,tantivy,...] [--sweep]

FOLDER holds corpus.jsonl (id, title, text), queries.jsonl (id, text) and qrels.tsv (question, document, gain). A question
is searched as its words, any of which may match. nDCG: gains as judged, discounted by log2(rank + 1), over the best
possible (Järvelin and Kekäläinen 2002); questions without a relevant document are left out. Beside the mean stands a
95 % interval of the difference to the best peer, from 10,000 paired bootstrap samples of the questions (fixed seed).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from machine import describe, version_of
from ranking_engines import RANKERS, Document

K = 10
SAMPLES = 10_000


class Collection:
    """Documents, questions and judgements of one folder."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.documents: list[Document] = [
            (row["id"], row["title"], row["text"]) for row in _rows(folder / "corpus.jsonl")
        ]
        self.questions = {row["id"]: row["text"] for row in _rows(folder / "queries.jsonl")}
        self.gains: dict[str, dict[str, int]] = defaultdict(dict)
        for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
            question, document, gain = line.split("\t")[:3]
            if int(gain) > 0 and question in self.questions:
                self.gains[question][document] = int(gain)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def ndcg(ranked: list[str], gains: dict[str, int], k: int = K) -> float:
    """Normalised discounted cumulative gain of the first k.

    Example:
        >>> ndcg(["b", "a"], {"a": 1})
        0.6309297535714575
    """

    def discounted(values: list[int]) -> float:
        return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(values[:k]))

    return discounted([gains.get(id, 0) for id in ranked]) / discounted(sorted(gains.values(), reverse=True))


def scores(name: str, collection: Collection) -> dict[str, float]:
    """nDCG@10 of each question."""
    ranker = RANKERS[name](collection.documents)
    return {
        question: ndcg(ranker.rank(collection.questions[question], K), gains)
        for question, gains in collection.gains.items()
    }


def interval(ours: dict[str, float], theirs: dict[str, float]) -> tuple[float, float]:
    """95 % of the paired bootstrap's mean differences."""
    source = random.Random(1)
    differences = [ours[question] - theirs[question] for question in ours]
    means = sorted(statistics.fmean(source.choices(differences, k=len(differences))) for _ in range(SAMPLES))
    return round(means[SAMPLES // 40], 4), round(means[-SAMPLES // 40], 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--engines", default="|".join(RANKERS), help="names with | between them")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/runs"))
    given = parser.parse_args()
    names = given.engines.split("|")
    collections = [Collection(folder) for folder in given.folders]
    means: dict[str, dict[str, float]] = {name: {} for name in names}
    against: dict[str, dict[str, Any]] = {}
    for collection in collections:
        by_engine = {name: scores(name, collection) for name in names}
        for name in names:
            means[name][collection.name] = round(statistics.fmean(by_engine[name].values()), 4)
        peers = [name for name in names if name != "searchlib"]
        if peers and "searchlib" in names:
            best = max(peers, key=lambda name: means[name][collection.name])
            low, high = interval(by_engine["searchlib"], by_engine[best])
            difference = round(means["searchlib"][collection.name] - means[best][collection.name], 4)
            against[collection.name] = {"best_peer": best, "difference": difference, "interval": [low, high]}
    titles = [f"{c.name} ({len(c.documents):,} documents, {len(c.gains)} questions)" for c in collections]
    lines = ["| engine | " + " | ".join(titles) + " |", "|---" * (len(titles) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(f"{means[name][c.name]:.4f}" for c in collections) + " |" for name in names]
    lines += [""] + [
        f"{name}: {one['difference']:+.4f} to {one['best_peer']} (95 % interval {one['interval'][0]:+.4f} to {one['interval'][1]:+.4f})"
        for name, one in against.items()
    ]
    facts = {"date": date.today().isoformat(), "collections": titles, "k": K, "machine": describe(),
             "versions": {n: version_of(n) for n in ("searchlib", "tantivy", "whoosh", "bm25s")}}  # fmt: skip
    stem = given.out / f"{facts['date']}-ranking"
    stem.with_suffix(".json").write_text(json.dumps({**facts, "ndcg": means, "against": against}, indent=1) + "\n")
    table = "\n".join([f"nDCG@{K}, any-word questions, {facts['date']}.", "", *lines]) + "\n"
    stem.with_suffix(".md").write_text(table)
    print(table)


if __name__ == "__main__":
    main()
