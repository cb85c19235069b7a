"""Trains the person model: python -m searchlib.extraction.people.training DATA --out people.model"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

from searchlib.extraction.people.training import sources
from searchlib.extraction.people.training.articles import ArticleWriter
from searchlib.extraction.people.training.gazetteers import build_lexicon, entries, lower_usages, read_names
from searchlib.extraction.people.training.invented_names import NameSource
from searchlib.extraction.people.training.self_training import labelled, press_releases
from searchlib.extraction.people.training.sources import Document
from searchlib.extraction.people.training.swapping import swapped
from searchlib.kernels.recognition import Trainer


def annotated(data: Path) -> list[Document]:
    """All documents of the annotated corpora."""
    titles = frozenset(word for name in ("titles", "roles", "courtesy") for word in entries(name))
    return [
        *sources.wikigold(data), *sources.wnut17(data), *sources.btc(data), *sources.uner(data),
        *sources.sec_filings(data), *sources.re3d(data, titles), *sources.gum_news(data, titles),
        *sources.senate_releases(data),
    ]  # fmt: skip


def train(lexicon: bytes, documents: list[Document], given: argparse.Namespace) -> bytes:
    trainer = Trainer(lexicon)
    for document in documents:
        trainer.add(document.text, document.spans, document.open, document.weight)
    counts = ", ".join(f"{name} {count}" for name, count in sorted(Counter(one.source for one in documents).items()))
    print(f"{trainer.tokens} words of runs in {counts}", file=sys.stderr)
    return trainer.train(
        epochs=given.epochs,
        rate=given.rate,
        decay=given.decay,
        dropout=given.dropout,
        row_bits=given.bits,
        orders=given.orders,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "data", type=Path, help="the folder with ner/, articles/ and gazetteers/ (docs/people-model-card.md)"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--articles", type=int, default=6000, help="articles written from templates")
    parser.add_argument("--releases", type=int, default=0, help="press releases labelled by a first model")
    parser.add_argument("--self-weight", type=float, default=0.25)
    parser.add_argument("--rate", type=float, default=0.02)
    parser.add_argument("--decay", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--bits", type=int, default=18)
    parser.add_argument("--orders", type=int, default=8, help="how many orders of the examples are averaged")
    given = parser.parse_args()
    began = time.perf_counter()
    names = read_names(given.data)
    lexicon = build_lexicon(names, lower_usages(press_releases(given.data, 6000)))
    documents = annotated(given.data)
    source = random.Random(7)
    drawn = NameSource(names, source)
    documents += [copy for document in list(documents) if (copy := swapped(document, drawn, source))]
    writer = ArticleWriter(names, seed=11)
    documents += [writer.document(1.0) for _ in range(given.articles)]
    model = train(lexicon, documents, given)
    if given.releases:
        titles = frozenset(word for name in ("titles", "roles", "courtesy") for word in entries(name))
        plain = [Document(text, source="press releases") for text in press_releases(given.data, given.releases)]
        found = list(labelled(model, [*plain, *sources.newsmtsc(given.data, titles)], given.self_weight))
        found += [
            copy
            for document in found
            if document.source.startswith("newsmtsc") and (copy := swapped(document, drawn, source))
        ]
        model = train(lexicon, documents + found, given)
    given.out.write_bytes(model)
    print(f"{len(model)} bytes in {time.perf_counter() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
