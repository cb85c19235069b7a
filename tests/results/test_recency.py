"""Scores that fade with age, and scores that the caller changes: exactly what going through every match gives."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from typing import Any

import pytest

from searchlib import Article, Index, QueryError
from searchlib.results.results import Hit

NOW = date(2024, 3, 1)


@pytest.fixture(scope="module")
def index() -> Index:
    source = random.Random(5)
    index = Index()
    for i in range(5200):
        words = " ".join(f"w{int(source.paretovariate(0.9)) % 50}" for _ in range(source.randrange(3, 40)))
        published = None if i % 9 == 0 else NOW + timedelta(days=3 - int(source.expovariate(1 / 400)))
        section = source.choice(["Sport", "World"])
        index.add(
            Article(
                f"w{i % 7} headline", words, id=f"{i:04}", published=published, section=section, people=[], dates=[]
            )
        )
        if i in (3000, 4000, 5000):
            index.commit()
    for i in range(0, 5200, 11):
        index.delete(f"{i:04}")
    index.commit()
    return index


def left(hit: Hit, half_life: float) -> float:
    if hit.published is None:
        return 0.0
    return math.exp2(min(0, (hit.published - NOW).days) / half_life)  # type: ignore[operator]


QUERIES = ["w1", "w3 w4", "w2 OR w9 OR w30", '"w1 w2"', "w1 -w2", "w1*", "w8 published:2023", "*:*"]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("half_life", [0.5, 30, 3650.0])
def test_recency_is_exact(index: Index, query: str, half_life: float) -> None:
    everything = index.search(query, limit=10_000, now=NOW).hits
    expected = sorted((hit.score * left(hit, half_life) for hit in everything), reverse=True)
    scores = {hit.id: hit.score * left(hit, half_life) for hit in everything}
    found = index.search(query, limit=60, now=NOW, recency=half_life)
    assert len(found) == min(60, len(everything))
    assert found.total == len(everything)
    unit = 1e-3  # scores are whole numbers of small units, rounded down
    for hit, best in zip(found, expected, strict=False):
        assert abs(hit.score - best) < unit * 2
        assert abs(hit.score - scores[hit.id]) < unit * 2
    places = [(-hit.score, -(hit.published or date.min).toordinal(), hit.id) for hit in found]  # type: ignore[union-attr]
    assert places == sorted(places)


def test_pages_of_fading_scores_join(index: Index) -> None:
    whole = [hit.id for hit in index.search("w1 OR w3", limit=90, now=NOW, recency=20)]
    pages: list[str] = []
    cursor = None
    while len(pages) < 90:
        page = index.search("w1 OR w3", limit=30, now=NOW, recency=20, after=cursor)
        pages += [hit.id for hit in page]
        cursor = page.cursor
    assert pages == whole


def test_newer_of_two_alike_comes_first_and_undated_last() -> None:
    index = Index()
    for id, day in (("old", "2020-01-01"), ("new", "2024-02-01"), ("undated", None), ("best", "2019-01-01")):
        index.add(Article("talks" * (id == "best"), "talks in moscow", id=id, published=day, people=[], dates=[]))
    index.commit()
    assert next(hit.id for hit in index.search("talks", now=NOW)) == "best"
    assert [hit.id for hit in index.search("talks", now=NOW, recency=100)] == ["new", "old", "best", "undated"]
    assert next(hit.id for hit in index.search("talks", now=NOW, recency=1e6)) == "best"


@pytest.mark.parametrize("options", [{}, {"recency": 50, "now": NOW}])
def test_boost_is_exact(index: Index, options: dict[str, Any]) -> None:
    def sport_first(hit: Hit) -> float:
        return 5 if hit.section == "Sport" else 0.5

    everything = index.search("w1 w3", limit=10_000, **options).hits
    expected = sorted(everything, key=lambda hit: -hit.score * sport_first(hit))
    found = index.search("w1 w3", limit=25, offset=5, boost=sport_first, **options)
    assert found.cursor is None, "pages go on by offset"
    assert [hit.id for hit in found] == [hit.id for hit in expected][5:30]
    assert found[0].score == pytest.approx(expected[5].score * sport_first(expected[5]))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"recency": 0}, "recency"), ({"recency": -1.0}, "recency"), ({"recency": "30"}, "recency"),
        ({"recency": True}, "recency"), ({"recency": math.nan}, "recency"), ({"recency": math.inf}, "recency"),
        ({"boost": 3}, "boost"), ({"boost": lambda hit: "x"}, "boost must give a number"),
        ({"boost": lambda hit: -1}, "0 or more"), ({"boost": lambda hit: math.nan}, "0 or more"),
        ({"recency": 3, "sort": "newest"}, "relevance"), ({"boost": len, "after": "x"}, "offset"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(index: Index, options: dict[str, Any], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        index.search("w1", **options)
