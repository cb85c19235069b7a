"""Trains the person model: python -m searchlib.extraction.people.training DATA --out people.model"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
import time
from collections import Counter
from pathlib import Path

from searchlib.extraction.people.training import sources
from searchlib.extraction.people.training.articles import ArticleWriter
from searchlib.extraction.people.training.gazetteers import build_lexicon, entries, lower_usages, read_names
from searchlib.extraction.people.training.invented_names import NameSource
from searchlib.extraction.people.training.swapping import swapped
from searchlib.kernels.recognition import Trainer


def senate_texts(folder: Path, limit: int) -> list[str]:
    texts = []
    with lzma.open(folder / "articles" / "senate_press_releases_25k.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number >= limit:
                break
            body = json.loads(line)["body"]
            if "\0" not in body:
                texts.append(body)
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--partial", action="store_true")
    parser.add_argument("--copies", type=int, default=1, help="copies of each corpus with other names")
    parser.add_argument("--articles", type=int, default=4000, help="articles written from templates")
    parser.add_argument("--article-weight", type=float, default=1.0)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--decay", type=float, default=1e-5)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--bits", type=int, default=18)
    given = parser.parse_args()
    began = time.perf_counter()
    titles = frozenset(entries("titles")) | frozenset(entries("roles")) | frozenset(entries("courtesy"))
    documents = [
        *sources.wikigold(given.data), *sources.wnut17(given.data), *sources.btc(given.data), *sources.uner(given.data),
        *sources.sec_filings(given.data), *sources.re3d(given.data, titles), *sources.gum_news(given.data, titles),
        *(sources.newsmtsc(given.data, titles) if given.partial else ()),
    ]  # fmt: skip
    names = read_names(given.data)
    source = random.Random(7)
    drawn = NameSource(names, source)
    documents += [
        copy for _ in range(given.copies) for document in list(documents) if (copy := swapped(document, drawn, source))
    ]
    writer = ArticleWriter(names, seed=11)
    documents += [writer.document(given.article_weight) for _ in range(given.articles)]
    lexicon = build_lexicon(names, lower_usages(senate_texts(given.data, 8000)))
    trainer = Trainer(lexicon)
    for document in documents:
        trainer.add(document.text, document.spans, document.open, document.weight)
    print(Counter(d.source for d in documents), trainer.tokens, f"{time.perf_counter() - began:.1f} s", file=sys.stderr)
    model = trainer.train(
        epochs=given.epochs, rate=given.rate, decay=given.decay, dropout=given.dropout, row_bits=given.bits
    )
    given.out.write_bytes(model)
    print(len(model), len(lexicon), f"{time.perf_counter() - began:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
