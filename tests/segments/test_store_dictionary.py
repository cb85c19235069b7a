"""Articles that were packed with a trained dictionary can be read back, also after merging and from another process' view."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from searchlib import Article, Index
from searchlib.segments import store


def _texts(count: int, seed: int) -> list[str]:
    source = random.Random(seed)
    words = ["".join(source.choices("abcdefghij", k=source.randint(2, 9))) for _ in range(400)]
    return [" ".join(source.choices(words, k=120)) for _ in range(count)]


@pytest.fixture
def small_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores train a dictionary after megabytes; here after some articles."""
    monkeypatch.setattr(store, "SAMPLE_SIZE", 100_000)
    monkeypatch.setattr(store, "BLOCK_SIZE", 8_000)


@pytest.mark.usefixtures("small_samples")
def test_every_article_is_read_back(tmp_path: Path) -> None:
    written: dict[str, str] = {}
    for commit in range(3):
        with Index(tmp_path / "index") as index:
            for at, text in enumerate(_texts(300, commit)):
                written[f"{commit}/{at}"] = text
                index.add(Article("", text, id=f"{commit}/{at}", people=[], dates=[]))
    with Index(tmp_path / "index") as index:
        for optimised in (False, True):
            if optimised:
                index.optimize()
            assert all(segment.store.dictionaries for segment in index._snapshot.segments), "no dictionary was trained"
            assert {id: index.get(id).body for id in written} == written
