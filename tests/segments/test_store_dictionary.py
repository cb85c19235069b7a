"""Articles that were packed with a trained dictionary can be read back, also after merging and from another process' view."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from searchlib import Article, Index
from searchlib.kernels.indexing import PAGE
from searchlib.segments import store, store_writer
from searchlib.segments.directory import MemoryDirectory
from searchlib.segments.files import open_sections


def _texts(count: int, seed: int) -> list[str]:
    source = random.Random(seed)
    words = ["".join(source.choices("abcdefghij", k=source.randint(2, 9))) for _ in range(400)]
    return [" ".join(source.choices(words, k=120)) for _ in range(count)]


@pytest.fixture
def small_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores train a dictionary after megabytes; here after some articles."""
    monkeypatch.setattr(store_writer, "SAMPLE_SIZE", 100_000)
    monkeypatch.setattr(store_writer, "LEAST_SAMPLE", 100_000)
    monkeypatch.setattr(store_writer, "BLOCK_SIZE", 8_000)


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


@pytest.mark.usefixtures("small_samples")
def test_articles_of_one_block_are_read_in_any_order_and_by_many_threads(tmp_path: Path) -> None:
    texts = _texts(600, 1)
    with Index(tmp_path / "index") as index:
        index.add_many(Article("", text, id=str(at), people=[], dates=[]) for at, text in enumerate(texts))
    with Index(tmp_path / "index", read_only=True) as index, ThreadPoolExecutor(8) as threads:
        assert index._snapshot.segments[0].store.dictionaries
        places = [index._snapshot.segments[0].view.place(at) for at in range(3)]
        assert places[0][0] == places[1][0], "several articles a block"
        for order in (range(600), reversed(range(600)), random.Random(2).sample(range(600), 600)):
            wanted = list(order)
            assert [index.get(str(at)).body for at in wanted] == [texts[at] for at in wanted]
        wanted = random.Random(3).choices(range(600), k=4000)
        assert list(threads.map(lambda at: index.get(str(at)).body, wanted)) == [texts[at] for at in wanted]


def test_a_store_that_ends_with_a_page_has_no_dictionaries() -> None:
    directory, at_a_page = MemoryDirectory(), 0
    for size in range(PAGE - 64, PAGE, 4):
        writer = store_writer.StoreWriter(directory, "one")
        place = writer.add(random.Random(size).randbytes(size))
        writer.finish()
        reader = store.StoreReader.open(directory, "one")
        assert reader.dictionaries == {}
        assert len(reader.read(place)) == size
        at_a_page += open_sections(directory, "one").sections[2][0] % PAGE == 0
    assert at_a_page
