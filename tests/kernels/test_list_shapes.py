"""Lists of every shape side by side: sparse, dense and marked ones, as words of so many articles have them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest

from searchlib import Article, Index

ARTICLES = 3000
EVERY = {"pear": 2, "plum": 3, "fig": 7, "lime": 20, "kiwi": 45, "date": 300}
"""In the headline of every so manieth article stands the word, and in the body of every so manieth the same with "b" before it."""


def _words(number: int) -> list[str]:
    return [word for word, every in EVERY.items() if number % every == every // 2]


@pytest.fixture(scope="module", params=["one segment", "with deletions"])
def filled(request: pytest.FixtureRequest) -> tuple[Index, set[int]]:
    index = Index()
    for number in range(ARTICLES):
        here, shifted = _words(number), _words(number // 2)
        index.add(
            Article(
                " ".join(here) + " x" * (number % 5),
                " ".join("b" + word for word in shifted) + " y" * (number % 11),
                id=str(number),
                published=date(2024, 1, 1) + timedelta(number // 30),
                people=[],
                dates=[],
            )
        )
    index.commit()
    live = set(range(ARTICLES))
    if request.param == "with deletions":
        for number in range(0, ARTICLES, 17):
            index.delete(str(number))
            live.discard(number)
        index.commit()
    return index, live


QUERIES = list(combinations([*(("headline", word) for word in EVERY), *(("body", "b" + word) for word in EVERY)], 2))


def _has(number: int, term: tuple[str, str]) -> bool:
    zone, word = term
    return word in (_words(number) if zone == "headline" else ["b" + one for one in _words(number // 2)])


@pytest.mark.parametrize("dated", ["", " published:[2024-01-09 to 2024-03-02]"])
@pytest.mark.parametrize("joint", [" ", " OR "])
def test_what_is_found_is_what_has_the_words(filled: tuple[Index, set[int]], joint: str, dated: str) -> None:
    index, live = filled
    within = {
        n for n in live if not dated or date(2024, 1, 9) <= date(2024, 1, 1) + timedelta(n // 30) <= date(2024, 3, 2)
    }
    for terms in QUERIES:
        asked = joint.join(f"{zone}:{word}" for zone, word in terms)
        query = f"({asked}){dated}" if dated else asked
        group = all if joint == " " else any
        wanted = {str(n) for n in within if group(_has(n, term) for term in terms)}
        results = index.search(query, limit=5000)
        if not wanted:
            assert all("some of them" in note for note in results.notes)
            continue
        assert results.total == len(wanted), query
        assert {hit.id for hit in results} == wanted, query
        scores = [hit.score for hit in results]
        assert scores == sorted(scores, reverse=True)
        for limit in (1, 10, 100):
            assert [(hit.id, hit.score) for hit in index.search(query, limit=limit)] == [
                (hit.id, hit.score) for hit in results[:limit]
            ], (query, limit)


def test_many_frequent_words(filled: tuple[Index, set[int]]) -> None:
    index, live = filled
    for count in range(2, 6):
        for terms in combinations(["pear", "plum", "fig", "bpear", "bplum", "x", "y"], count):
            query = " OR ".join(terms)
            everything = index.search(query, limit=5000)
            assert everything.total <= len(live)
            for limit in (1, 10):
                found = [(hit.id, hit.score) for hit in index.search(query, limit=limit)]
                assert found == [(hit.id, hit.score) for hit in everything[:limit]], (query, limit)
