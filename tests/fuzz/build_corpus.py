"""Builds the corpus of the kernels' fuzzer: small segment files that reach every shape of list and column. Run by hand:

    python tests/fuzz/build_corpus.py

Files that once made the fuzzer stop are added by hand, named after what they showed; they are kept when this runs again.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path

from searchlib import Article, Index

CORPUS = Path(__file__).parent / "corpus"


def kinds() -> dict[str, list[Article]]:
    """What each file holds."""
    source = random.Random(12)
    few = [Article("One", "word", id="a", people=[], dates=[])]
    forms = [
        Article(
            f"talks talk {i}", " ".join(source.choice(["talked", "talking", "talk", "bank", "banks"]) for _ in range(6)),
            id=f"a{i}", published=f"2024-02-{i % 28 + 1:02}", people=["Ann Lee", "Bo"][: i % 3], dates=["2023-10-07"][: i % 2],
            source="Wire", section="World", byline="By Cy", extra={"desk": "north"}, standfirst="talks" if i % 5 == 0 else "",
        )
        for i in range(40)
    ]  # fmt: skip
    blocks = [
        Article("", "every " + "often " * (i % 3 == 0) + f"w{i % 7} " * (1 + i % 4), id=f"b{i}", people=[], dates=[])
        for i in range(300)
    ]
    dense = [
        Article(
            "storm" * (i % 3 == 0) + " flood" * (i % 5 == 0), "all" + " some" * (i % 2) + " rare" * (i % 400 == 0),
            id=f"c{i}", people=[], dates=[],
        )
        for i in range(2100)
    ]  # fmt: skip
    return {"one article": few, "forms and columns": forms, "several blocks": blocks, "dense lists": dense}


def build() -> None:
    """Writes a segment file for each kind."""
    CORPUS.mkdir(exist_ok=True)
    for name, articles in kinds().items():
        with tempfile.TemporaryDirectory() as folder:
            with Index(folder) as index:
                index.add_many(articles)
            shutil.copyfile(next(Path(folder).glob("*.segment")), CORPUS / f"{name.replace(' ', '-')}.segment")


if __name__ == "__main__":
    build()
    print(f"{sum(file.stat().st_size for file in CORPUS.iterdir()):,} bytes", file=sys.stderr)
