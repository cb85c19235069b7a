"""Pairs of a word that stands everywhere and a frequent one have lists of their own, and these are right: in segments
filed at once and in merged ones, where tokens lie over others, in several languages, without deleted articles."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchlib import Article, Index
from searchlib.kernels.retrieval import NEWEST

COUNT = 2400  # smaller segments have no such lists
OFTEN = ["bank", "banks", "rose", "U.S.", "R&D", "fell", "market", "and"]
SELDOM = ["zinc", *(f"fjord{i}" for i in range(30))]


def draw(count: int, seed: int = 5) -> dict[str, Article]:
    source = random.Random(seed)
    articles = {}
    for i in range(count):
        # Of some words only one half of the articles has many: they are frequent in that half's segment alone.
        often = [*OFTEN, "north"] if i < count // 2 else OFTEN
        words = [source.choice(often if source.random() < 0.9 else SELDOM) for _ in range(12)]
        for _ in range(source.choice([0] + [3] * 19)):
            words.insert(source.randint(0, len(words)), source.choice(["the", "of"]))
        if source.random() < 0.97:
            words.insert(source.randint(0, len(words)), "the")
        cut = source.randint(0, 3)
        articles[f"a{i}"] = Article(
            " ".join(words[:cut]),
            " ".join(words[cut:]),
            id=f"a{i}",
            language=source.choice(["en", "de"]),
            people=[],
            dates=[],
        )
    return articles


def holding(articles: dict[str, Article], phrase: str) -> set[str]:
    """By reading the texts: tokens of letters and the signs inside them."""
    wanted = f" {phrase.lower()} "
    texts = {id: [f" {text.lower()} " for text in (one.headline, one.body)] for id, one in articles.items()}
    return {id for id, zones in texts.items() if any(wanted in zone for zone in zones)}


def phrases() -> list[str]:
    words = [*OFTEN, "the", "of", "north", "zinc"]
    return [f"{a} {b}" for a in words for b in words] + [
        "the bank the",
        "of the U.S.",
        "rose the of the",
        "the north and",
    ]


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return draw(COUNT)


def at_once(articles: dict[str, Article], path: Path) -> Index:
    index = Index(path)
    index.add_many(articles.values())
    index.commit()
    return index


def merged(articles: dict[str, Article], path: Path) -> Index:
    index = Index(path)
    items = list(articles.values())
    half = len(items) // 2
    for part in (items[half:], items[:half]):  # one below, one above what has pairs
        index.add_many(part)
        index.add(Article("gone", "the bank of the U.S. rose the market", id="gone", people=[], dates=[]))
        index.commit()
    index.delete("gone")
    index.optimize()
    assert index.stats()["segments"] == 1
    return index


@pytest.fixture(scope="module", params=["at once", "merged"])
def index(
    request: pytest.FixtureRequest, articles: dict[str, Article], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("pairs") / "i"
    with (at_once if request.param == "at once" else merged)(articles, folder) as made:
        yield made


def test_phrases_are_found_where_they_stand(index: Index, articles: dict[str, Article]) -> None:
    for phrase in phrases():
        expected = holding(articles, phrase)
        found = index.search(f'"{phrase}"', limit=COUNT)
        assert {hit.id for hit in found} == expected, phrase
        assert found.total == len(expected), phrase


def test_lists_are_the_same_however_a_segment_came_about(tmp_path: Path, articles: dict[str, Article]) -> None:
    lists = []
    for make in (at_once, merged):
        with make(articles, tmp_path / make.__name__) as made:
            snapshot = made._snapshot
            pairs = dict(snapshot.segments[0].view.terms_from("w", 10**6))
            lists.append({key: snapshot.search((3, 1.0, (key,)), COUNT, NEWEST) for key in pairs})
            assert {key: len(found) for key, found in lists[-1].items()} == pairs
    assert lists[0] == lists[1]
    assert {"wthe\0bank", "wbank\0the", "wthe\0u.s", "wof\0the"} <= set(lists[0])
    assert not [key for key in lists[0] if "zinc" in key or re.fullmatch("wbank.rose", key, re.DOTALL)]


def test_check_reads_them(index: Index) -> None:
    index.check(deep=True)
