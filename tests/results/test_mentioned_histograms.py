"""Articles by the days they speak of: counts are those of looking at every mention, in any segments, with deletions."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from day_labels import label_of
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article, DateMention, Index
from searchlib.results.histograms import MOST_EMPTY, UNITS, Histogram

BEGIN = date(2019, 12, 20)
STRAY = [date(1, 1, 1), date(1789, 7, 14), date(1899, 12, 31), date(1900, 1, 1), date(2102, 12, 31), date(9999, 12, 30)]
spans = st.sampled_from([0, 0, 0, 1, 5, 6, 27, 30, 90, 91, 364, 365, 3652])
starts = st.one_of(st.integers(0, 800).map(lambda step: BEGIN + timedelta(step)), st.sampled_from(STRAY))
mentions = st.tuples(starts, spans).map(lambda one: (one[0], one[0] + timedelta(min(one[1], (date.max - one[0]).days))))
articles_of = st.lists(st.lists(mentions, max_size=6), min_size=1, max_size=90)


def bucket_begins(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(day.weekday())
    month = {"day": day.month, "month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[unit]
    return day if unit == "day" else date(day.year, month, 1)


def counted(articles: list[list[tuple[date, date]]], unit: str) -> tuple[dict[date, int], int]:
    counts: Counter[date] = Counter()
    without = 0
    for spoken_of in articles:
        whole = {
            bucket_begins(first, unit)
            for first, last in spoken_of
            if bucket_begins(first, unit) == bucket_begins(last, unit)
        }
        counts.update(whole)
        without += not whole
    return dict(counts), without


@settings(max_examples=60)
@given(articles_of, st.integers(1, 4), st.integers(0, 3), st.integers(0, 2**32))
def test_counts_are_those_of_every_mention(
    drawn: list[list[tuple[date, date]]], segments: int, delete_each: int, seed: int
) -> None:
    source = random.Random(seed)
    words = ["common " + source.choice(["", "rare"]) for _ in drawn]
    index = Index()
    for part in range(segments):
        for at in range(part, len(drawn), segments):
            dates = [DateMention("then", 0, 4, first=first, last=last) for first, last in drawn[at]]
            published = BEGIN + timedelta(source.randint(0, 40))
            index.add(Article(words[at], "", id=f"a{at}", people=[], dates=dates, published=published))
        index.commit()
    live = [at for at in range(len(drawn)) if not delete_each or at % (delete_each + 1)]
    for at in set(range(len(drawn))) - set(live):
        index.delete(f"a{at}")
    index.commit()
    for query in ("common", "rare", "common -rare", "*:*"):
        fits = [drawn[at] for at in live if query in ("common", "*:*") or ("rare" in words[at]) == (query == "rare")]
        for unit in UNITS:
            wanted, without = counted(fits, unit)
            found = index.search(query, limit=0).histogram(unit, of="mentioned")
            assert {bucket.first: bucket.count for bucket in found if bucket.count} == wanted
            assert found.undated == without
            assert [bucket.first for bucket in found] == sorted({bucket.first for bucket in found})
            assert all(bucket.label == label_of(bucket.first, unit) for bucket in found)


def of_days(*days: date) -> Index:
    index = Index()
    for at, day in enumerate(days):
        index.add(Article("quake", "", id=f"a{at}", people=[], dates=[DateMention("then", 0, 4, first=day, last=day)]))
    index.commit()
    return index


@pytest.mark.parametrize("unit", UNITS)
def test_empty_buckets_are_there_but_not_for_centuries(unit: str) -> None:
    first = bucket_begins(BEGIN, unit)
    near = Histogram(unit, [first.toordinal()], [1])[0].last + timedelta(1)
    next_but_one = Histogram(unit, [near.toordinal()], [1])[0].last + timedelta(1)
    found = of_days(date(1789, 7, 14), first, next_but_one).search("quake").histogram(unit, of="mentioned")
    assert [bucket.count for bucket in found] == [1, 1, 0, 1], "the centuries between are left out, one bucket is not"
    (label, length, text) = found.rows()[1]
    missing = {"day": 84163, "week": 12022, "month": 2764, "quarter": 920, "year": 229}[unit]
    assert (label, length, text) == ("⋮", 0.0, f"{missing:,} empty {unit}s")
    assert "⋮" in repr(found)
    assert len(found) == 4


def test_the_longest_row_of_empty_buckets() -> None:
    for apart, length in ((MOST_EMPTY + 1, MOST_EMPTY + 2), (MOST_EMPTY + 2, 2)):
        index = of_days(BEGIN, BEGIN + timedelta(apart))
        assert len(index.search("quake").histogram("day", of="mentioned")) == length


def test_auto_looks_at_nearly_all_mentions() -> None:
    near = [BEGIN + timedelta(step % 40) for step in range(300)]
    index = of_days(date(1066, 10, 14), *near, date(2200, 1, 1))
    assert index.search("quake").histogram("auto", of="mentioned").unit == "day"
    assert (
        of_days(date(1066, 10, 14), date(2200, 1, 1)).search("quake").histogram("auto", of="mentioned").unit == "year"
    )
    assert of_days().search("quake").histogram("auto", of="mentioned").unit == "day"
