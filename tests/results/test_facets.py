"""Counts of facets, pairs and days are what counting the articles one by one gives; one segment or many, with deletions."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from day_labels import label_of
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article, DateMention, Index, QueryError
from searchlib.results.histograms import UNITS

NAMES = [f"Person {chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(150)]
WEIGHTS = [1.0 / (1 + i) for i in range(len(NAMES))]
SOURCES = ["Gazette", "Herald", "", "Ünïcode Zeitung"]
WORDS = ["alpha", "beta", "gamma"]


def draw(seed: int, count: int) -> list[Article]:
    source = random.Random(seed)
    return [
        Article(
            " ".join(source.sample(WORDS, source.randint(0, 3))),
            "",
            id=f"a{i:04}",
            people=source.choices(NAMES, WEIGHTS, k=source.randint(0, 6)),
            dates=[],
            source=source.choice(SOURCES),
            section=source.choice(["world", "sport", ""]),
            extra={"desk": source.choice("xyz"), "wire": "long" * 100} if source.random() < 0.7 else {},
            published=None
            if source.random() < 0.1
            else date(2019, 12, 1) + timedelta(days=int(source.random() ** 2 * 900)),
        )
        for i in range(count)
    ]


@pytest.fixture(scope="module", params=[(300, 1, 0), (300, 4, 3), (2500, 2, 5)], ids=["one", "four", "large"])
def corpus(request: pytest.FixtureRequest) -> tuple[Index, list[Article]]:
    count, segments, delete_each = request.param
    articles = draw(count, count)
    index = Index()
    for part in range(segments):
        index.add_many(articles[part::segments])
        index.commit()
    if delete_each:
        for article in articles[::delete_each]:
            index.delete(article.id)
        index.commit()
        articles = [article for at, article in enumerate(articles) if at % delete_each]
    return index, articles


QUERIES: list[tuple[str, Any]] = [
    ("*:*", lambda a: True),
    ("alpha", lambda a: "alpha" in a.headline),
    ("alpha -beta", lambda a: "alpha" in a.headline and "beta" not in a.headline),
    ("source:gazette alpha", lambda a: a.source == "Gazette" and "alpha" in a.headline),
    ("published:2020", lambda a: a.published is not None and a.published.year == 2020),
    ("nothingmatches", lambda a: False),
]


def ordered(counts: Counter[str], limit: int) -> dict[str, int]:
    return dict(sorted(((k, n) for k, n in counts.items() if k), key=lambda one: (-one[1], one[0]))[:limit])


@pytest.mark.parametrize(("query", "fits"), QUERIES, ids=[query for query, _ in QUERIES])
def test_labels(corpus: tuple[Index, list[Article]], query: str, fits: Any) -> None:
    index, articles = corpus
    matching = [article for article in articles if fits(article)]
    results = index.search(query, facets={"people": 10, "source": 10, "section": 1, "extra.desk": 2, "extra.wire": 9})
    assert results.total == len(matching)
    people = Counter(name for article in matching for name in {person.name for person in article.people or ()})
    assert list(results.facets["people"].items()) == list(ordered(people, 10).items())
    assert results.facets["source"] == ordered(Counter(a.source for a in matching), 10)
    assert results.facets["section"] == ordered(Counter(a.section for a in matching), 1)
    desks = Counter(a.extra["desk"] for a in matching if a.extra)
    assert list(results.facets["extra.desk"].items()) == list(ordered(desks, 2).items())
    assert results.facets["extra.wire"] == {}, "values of over 256 bytes are not counted"
    assert results.facet("extra.none") == {}


@pytest.mark.parametrize(("query", "fits"), QUERIES, ids=[query for query, _ in QUERIES])
@pytest.mark.parametrize("limit", [0, 1, 7, 5000])
def test_pairs(corpus: tuple[Index, list[Article]], query: str, fits: Any, limit: int) -> None:
    index, articles = corpus
    counts: Counter[tuple[str, str]] = Counter()
    for article in articles:
        if fits(article):
            counts.update(combinations(sorted({person.name for person in article.people or ()}), 2))
    expected = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:limit]
    assert [((p.first, p.second), p.count) for p in index.search(query).pairs(limit)] == expected


def first_of(day: date, unit: str) -> date:
    return {
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "quarter": date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
        "year": date(day.year, 1, 1),
    }[unit]


def test_pairs_of_so_many_people_that_only_frequent_ones_are_numbered() -> None:
    source = random.Random(7)
    names = [f"P{number}" for number in range(6000)]
    articles = [
        Article(f"{'rare' if at % 50 == 0 else ''} {'some' if at % 3 else ''} all", "", id=f"a{at}", dates=[],
                people=list({names[int(source.paretovariate(0.4)) % len(names)] for _ in range(8)}))
        for at in range(6000)
    ]  # fmt: skip
    index = Index()
    index.add_many(articles)
    index.commit()
    for word in ("all", "some", "rare"):
        counts: Counter[tuple[str, str]] = Counter()
        for article in articles:
            if word in article.headline:
                counts.update(combinations(sorted(person.name for person in article.people or ()), 2))
        for limit in (1, 5, 40, 3000):
            expected = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:limit]
            assert [((p.first, p.second), p.count) for p in index.search(word).pairs(limit)] == expected


def test_days_spoken_of_on_both_sides_of_the_usual_years() -> None:
    source = random.Random(11)
    edges = [
        date(1, 1, 1),
        date(1899, 12, 30),
        date(1900, 1, 1),
        date(2000, 2, 28),
        date(2102, 12, 30),
        date(9999, 12, 1),
    ]
    articles = []
    for at in range(400):
        mentions = []
        for _ in range(source.randint(0, 5)):
            first = source.choice(edges) + timedelta(days=source.randint(0, 4))
            last = first + timedelta(days=min(source.choice([0, 0, 1, 3, 40, 400]), (date.max - first).days))
            mentions.append(DateMention("then", 0, 4, first=first, last=last))
        articles.append(Article("talks", "", id=f"a{at}", people=[], dates=mentions))
    index = Index()
    index.add_many(articles)
    index.commit()
    for unit in UNITS:
        counts: Counter[str] = Counter()
        for article in articles:
            spans = [(one.first, one.last) for one in article.dates or ()]
            whole = {
                label_of(_first(first, unit), unit)
                for first, last in spans
                if _first(first, unit) == _first(last, unit)
            }
            counts.update(whole)
        found = {bucket.label: bucket.count for bucket in index.search("talks").histogram(unit, of="mentioned")}
        assert {label: count for label, count in found.items() if count} == counts


def _first(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1),
            "quarter": day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)}[unit]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_histogram_and_trend(corpus: tuple[Index, list[Article]], unit: str) -> None:
    index, articles = corpus
    for query, fits in QUERIES:
        matching = [article for article in articles if fits(article)]
        counts = Counter(first_of(a.published, unit) for a in matching if a.published)
        totals = Counter(first_of(a.published, unit) for a in articles if a.published)
        trend = index.search(query).trend(unit)
        assert trend.undated == sum(a.published is None for a in matching)
        assert {b.first: b.count for b in trend if b.count} == counts
        assert all(bucket.total == totals[bucket.first] for bucket in trend)
        assert all(bucket.share == (bucket.count / bucket.total if bucket.total else 0) for bucket in trend)
        plain = index.search(query).histogram(unit)
        assert [(b.label, b.count) for b in plain] == [(b.label, b.count) for b in trend]
        for before, after in zip(plain, plain[1:] if len(plain) else (), strict=False):  # type: ignore[misc, call-overload]
            assert after.first == before.last + timedelta(days=1), "no bucket is left out"
        if counts:
            assert (plain[0].first, plain[-1].first) == (min(counts), max(counts))
        facet = index.search(query, facets=[unit]).facets[unit]
        assert list(facet.items()) == [(label_of(day, unit), counts[day]) for day in sorted(counts)]


@settings(max_examples=60)
@given(days=st.lists(st.dates(), min_size=1, max_size=12), unit=st.sampled_from(sorted(UNITS)))
def test_any_day_falls_into_its_bucket(days: list[date], unit: str) -> None:
    index = Index()
    index.add_many(Article("x", "", id=str(at), people=[], dates=[], published=day) for at, day in enumerate(days))
    index.commit()
    counts = Counter(first_of(day, unit) for day in days)
    assert list(index.search("x").facet(unit).items()) == [(label_of(day, unit), counts[day]) for day in sorted(counts)]


def test_a_datetime_counts_on_its_own_calendar_day() -> None:
    index = Index()
    index.add(Article("x", "", people=[], dates=[], published=datetime.fromisoformat("2024-02-29T23:30:00-05:00")))
    index.commit()
    assert index.search("x").facet("day") == {"2024-02-29": 1}


def test_wrong_facets_are_refused() -> None:
    index = Index()
    for wrong in (["colour"], ["extra."], "people", [3], {"people": -1}, {"people": "x"}, 7, {"people": True}):
        with pytest.raises(QueryError):
            index.search("x", facets=wrong)  # type: ignore[arg-type]
    with pytest.raises(QueryError):
        index.search("x").histogram("fortnight")
    with pytest.raises(QueryError):
        index.search("x").pairs(-1)
    assert len(index.search("x").histogram("month")) == 0
    assert repr(index.search("x").histogram("month")) == "<Histogram: no months>"


def test_far_apart_days_do_not_fill_the_memory() -> None:
    index = Index()
    for at, day in enumerate((date.min, date.max)):
        index.add(Article("x", "", id=str(at), people=[], dates=[], published=day))
    index.commit()
    for unit in UNITS:
        assert len(index.search("x").histogram(unit)) <= 20_000
        assert sum(bucket.count for bucket in index.search("x").histogram(unit)) == 2
