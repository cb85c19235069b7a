"""A store that is large enough for a dictionary gives every article back, also after a merge, also opened anew."""

from __future__ import annotations

import random
from pathlib import Path

from searchlib import Article, Index
from searchlib.segments.store_writer import SAMPLE_SIZE


def test_articles_packed_with_a_dictionary_come_back(tmp_path: Path) -> None:
    source = random.Random(1)
    phrases = [" ".join(f"w{source.randint(0, 999)}" for _ in range(12)) for _ in range(300)]
    bodies = {f"a{at}": " ".join(source.choices(phrases, k=400)) for at in range(2 * SAMPLE_SIZE // (400 * 55) + 20)}
    half = len(bodies) // 2
    for part in (list(bodies)[:half], list(bodies)[half:]):
        with Index(tmp_path / "i") as index:
            index.add_many(Article("word", bodies[id], id=id, people=[], dates=[]) for id in part)
    with Index(tmp_path / "i", read_only=True) as index:
        assert any(segment.store.dictionaries for segment in index._snapshot.segments), "large enough for one"
        assert all(index.get(id).body == body for id, body in bodies.items())
    with Index(tmp_path / "i") as index:
        index.delete("a3")
        index.optimize()
    with Index(tmp_path / "i", read_only=True) as index:
        assert index._snapshot.segments[0].store.dictionaries
        assert all(index.get(id).body == body for id, body in bodies.items() if id != "a3")
