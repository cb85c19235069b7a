"""Trains the person model: python -m searchlib.extraction.people.training DATA --out people.model"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
from collections import Counter
from pathlib import Path

from searchlib.extraction.people.training import sources
from searchlib.extraction.people.training.gazetteers import build_lexicon, entries, lower_usages, read_names
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
    given = parser.parse_args()
    began = time.perf_counter()
    titles = frozenset(entries("titles")) | frozenset(entries("roles")) | frozenset(entries("courtesy"))
    documents = [
        *sources.wikigold(given.data), *sources.wnut17(given.data), *sources.btc(given.data), *sources.uner(given.data),
        *sources.sec_filings(given.data), *sources.re3d(given.data, titles), *sources.gum_news(given.data, titles),
        *sources.newsmtsc(given.data, titles),
    ]  # fmt: skip
    names = read_names(given.data)
    lexicon = build_lexicon(names, lower_usages(senate_texts(given.data, 8000)))
    trainer = Trainer(lexicon)
    for document in documents:
        trainer.add(document.text, document.spans, document.open, document.weight)
    print(Counter(d.source for d in documents), trainer.tokens, f"{time.perf_counter() - began:.1f} s", file=sys.stderr)
    model = trainer.train(epochs=given.epochs)
    given.out.write_bytes(model)
    print(len(model), len(lexicon), f"{time.perf_counter() - began:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
