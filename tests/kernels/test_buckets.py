"""Buckets are those of Python's calendar, on every day there is, and the empty ones are all of those between."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from itertools import pairwise

import pytest
from day_labels import label_of
from hypothesis import example, given
from hypothesis import strategies as st

from searchlib.kernels.buckets import Bucket, buckets
from searchlib.results.histograms import UNITS

DAYS = st.integers(1, date.max.toordinal())


def same_bucket(a: date, b: date, unit: str) -> bool:
    if unit == "day":
        return a == b
    if unit == "week":
        return a - timedelta(a.weekday()) == b - timedelta(b.weekday())
    parts = {"month": lambda day: day.month, "quarter": lambda day: (day.month - 1) // 3, "year": lambda day: 0}[unit]
    return (a.year, parts(a)) == (b.year, parts(b))


@given(DAYS, st.sampled_from(list(UNITS)))
@example(1, "week")
@example(date.max.toordinal(), "week")
@example(date(2021, 1, 3).toordinal(), "week")
@example(date(2024, 2, 29).toordinal(), "month")
def test_a_day_s_bucket(day: int, unit: str) -> None:
    bucket, here = Bucket(UNITS[unit], day, 3), date.fromordinal(day)
    assert bucket.first <= here <= bucket.last
    assert same_bucket(bucket.first, here, unit)
    assert same_bucket(bucket.last, here, unit)
    assert bucket.label == label_of(bucket.first, unit)
    if bucket.last < date.max:
        after = Bucket(UNITS[unit], bucket.last.toordinal() + 1, 0)
        assert (after.number, after.first) == (bucket.number + 1, bucket.last + timedelta(1))


@given(
    st.sets(st.integers(700_000, 702_000), min_size=1, max_size=9), st.sampled_from(list(UNITS)), st.integers(0, 900)
)
def test_empty_buckets(days: set[int], unit: str, most_empty: int) -> None:
    firsts = sorted({Bucket(UNITS[unit], day, 0).first.toordinal() for day in days})
    made = buckets(UNITS[unit], firsts, [2] * len(firsts), None, most_empty, 5000)
    assert [bucket.first.toordinal() for bucket in made if bucket.count] == firsts
    for before, after in pairwise(made):
        if after.number == before.number + 1:
            assert after.first == before.last + timedelta(1)
        else:
            assert before.count
            assert after.count
            assert after.number - before.number - 1 > most_empty
    assert len(buckets(UNITS[unit], firsts, [2] * len(firsts), None, most_empty, len(firsts))) == len(firsts)


def test_buckets_are_values() -> None:
    bucket = Bucket(UNITS["month"], date(2024, 2, 9).toordinal(), 3, 12)
    assert pickle.loads(pickle.dumps(bucket)) == bucket
    assert len({bucket, Bucket(UNITS["month"], date(2024, 2, 29).toordinal(), 3, 12)}) == 1
    assert bucket != Bucket(UNITS["month"], date(2024, 2, 9).toordinal(), 4, 12)
    assert (bucket.share, repr(bucket)) == (0.25, "<Bucket 2024-02: 3 of 12>")
    with pytest.raises(ValueError, match="unit"):
        Bucket(5, 700_000, 1)
