"""Index(threads=N): a batch is filed the same to the byte, and whatever goes wrong in a thread reaches the caller."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

from searchlib import Article, Index, WriteError
from searchlib.kernels.indexing import BatchInverter
from searchlib.segments.files import SectionedFileWriter

WORDS = ["the", "bank", "Banken", "überfiel", "Москва", "U.S.", "R&D", "rose", "東京", "naïve", "market", "of"]


def articles(count: int, seed: int = 1) -> list[Article]:
    source = random.Random(seed)

    def words(most: int) -> str:
        # Words that were never seen before are folded in Python while the thread waits.
        return " ".join(
            f"né{source.randint(0, 9999)}" if source.random() < 0.05 else source.choice(WORDS) for _ in range(most)
        )

    return [
        Article(words(6), words(source.randint(0, 120)), id=f"a{source.randint(0, count)}", standfirst=words(3),
                language=source.choice(["en", "de", "ru"]), extra={"desk": f"d{i % 7}"}, byline="Ann Example")
        for i in range(count)
    ]  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}


def test_the_files_are_the_same(tmp_path: Path) -> None:
    added = articles(6000)
    for threads in (1, 2, 5):
        with Index(tmp_path / str(threads), threads=threads) as index:
            index.add_many(added[:5000])
            index.delete(added[0].id)
            index.commit()
            index.add_many(added[5000:])
    assert files(tmp_path / "2") == files(tmp_path / "1")
    assert files(tmp_path / "5") == files(tmp_path / "1")


def test_the_answers_are_the_same_where_memory_is_short(tmp_path: Path) -> None:
    # When a batch is full is seen a little later by the caller of a thread, so files hold other articles.
    answers = []
    for threads in (1, 2):
        with Index(tmp_path / str(threads), threads=threads, memory_budget=600_000) as index:
            index.add_many(articles(6000))
            index.commit()
            words = [*WORDS, '"the bank"', '"U.S. market of"', "byline:ann", "extra.desk:d3", "n*"]
            found = [index.search(word, limit=7000) for word in words]
            answers.append([{hit.id for hit in hits} for hits in found])
            index.check(deep=True)
    assert answers[0] == answers[1]


def test_large_stores_are_compressed_by_several(tmp_path: Path) -> None:
    source = random.Random(3)
    texts = [" ".join(f"w{source.randint(0, 5000)}" for _ in range(2000)) for _ in range(1000)]  # over SAMPLE_SIZE
    for threads in (1, 3):
        with Index(tmp_path / str(threads), threads=threads) as index:
            for number, text in enumerate(texts):
                index.add(Article("", text, id=str(number), people=[], dates=[]))
    assert files(tmp_path / "3") == files(tmp_path / "1")
    with Index(tmp_path / "3", read_only=True) as index:
        assert [index.get(str(number)).body for number in range(0, 1000, 50)] == texts[::50]


def test_what_was_not_committed_is_forgotten(tmp_path: Path) -> None:
    index = Index(tmp_path, threads=2)
    index.add_many(articles(300))
    index.rollback()
    assert len(index) == 0
    index.add(Article("Talks", "in Zürich", id="t"))
    index.commit()
    index.add_many(articles(300))
    index.close()
    assert [hit.id for hit in Index(tmp_path).search("zurich")] == ["t"]


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index(tmp_path, threads=2)
    index.add_many(articles(200))
    write = SectionedFileWriter.write

    def full(self: Any, data: bytes) -> None:
        raise WriteError("the disk is full")

    monkeypatch.setattr(SectionedFileWriter, "write", full)
    with pytest.raises(WriteError, match="full"):
        index.commit()
    monkeypatch.setattr(SectionedFileWriter, "write", write)
    index.commit()
    assert len(index) == len({article.id for article in articles(200)})


def test_errors_while_folding_reach_the_caller() -> None:
    def fold(token: str, kind: int) -> str:
        raise RuntimeError("cannot fold")

    batch = BatchInverter(fold, 0, 2)
    batch.add((0, 0, 0), Article("", "Zürich", id="a"), "", (-(2**31), 0, 0), (), ())
    with pytest.raises(RuntimeError, match="cannot fold"):
        batch.stem(lambda words, _: words)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_ends_as_usual(tmp_path: Path) -> None:
    index = Index(tmp_path, threads=2)
    index.add_many(articles(50))
    child = os.fork()
    if not child:
        del index  # its thread is not in this process
        os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    index.commit()
    assert len(index) == len({article.id for article in articles(50)})


@pytest.mark.parametrize("threads", [0, -1, 1.5, "2"])
def test_numbers_that_are_none(threads: Any) -> None:
    with pytest.raises(ValueError, match="whole number from 1 on"):
        Index(threads=threads)
