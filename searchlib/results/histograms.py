"""When were the articles published? Counts by day, week, month, quarter or year, empty ones included, beside the whole archive."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal, overload

from searchlib.errors import QueryError
from searchlib.kernels import aggregation, mentions
from searchlib.kernels.buckets import Bucket, buckets
from searchlib.query.plan import ALL_PLAN
from searchlib.results.bars import LEFT_OUT, bars_html, bars_text
from searchlib.results.matching import Matching

UNITS = {
    "day": aggregation.DAY, "week": aggregation.WEEK, "month": aggregation.MONTH, "quarter": aggregation.QUARTER,
    "year": aggregation.YEAR,
}  # fmt: skip
FITTING = 60
_LENGTHS = (("day", 1), ("week", 7), ("month", 30), ("quarter", 91))
MAX_BUCKETS = 20_000
"""With more than so many, empty ones are left out: 54 years of days."""
MOST_EMPTY = 30
"""Of the days that are spoken of, longer rows of empty buckets are left out."""


class Histogram(Sequence[Bucket]):
    """Buckets in order of time. They are made when one is first read: thousands of days take longer than counting them.

    Attributes:
        unit: "day", "week", "month", "quarter" or "year".
        undated: articles that match and have no day.
        relative: whether buckets know how many articles there are in all: a trend.

    Args:
        days: the first days of the buckets that are not empty, in order.
        counts: the articles of each.
        totals: all articles by the first day of a bucket, for a trend.
        most_empty: so many empty buckets in a row are kept; of longer rows, none.
    """

    def __init__(
        self, unit: str, days: Sequence[int], counts: Sequence[int], undated: int = 0, *,
        totals: dict[int, int] | None = None, most_empty: int = 0,
    ) -> None:  # fmt: skip
        self.unit, self.undated, self.relative = unit, undated, totals is not None
        self._days, self._counts, self._totals, self._most_empty = days, counts, totals, most_empty

    @cached_property
    def buckets(self) -> tuple[Bucket, ...]:
        """All of them."""
        return buckets(UNITS[self.unit], self._days, self._counts, self._totals, self._most_empty, MAX_BUCKETS)

    def __iter__(self) -> Iterator[Bucket]:
        return iter(self.buckets)

    def __len__(self) -> int:
        return len(self.buckets)

    @overload
    def __getitem__(self, at: int) -> Bucket: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Bucket, ...]: ...
    def __getitem__(self, at: int | slice) -> Bucket | tuple[Bucket, ...]:
        return self.buckets[at]

    def labelled(self) -> dict[str, int]:
        """Counts by label."""
        return {bucket.label: bucket.count for bucket in self.buckets}

    def to_dicts(self) -> list[dict[str, Any]]:
        """Plain values, for JSON or a table."""
        rows: list[dict[str, Any]] = []
        for bucket in self.buckets:
            row: dict[str, Any] = {
                "label": bucket.label, "first": bucket.first.isoformat(), "last": bucket.last.isoformat(),
                "count": bucket.count,
            }  # fmt: skip
            if self.relative:
                row |= {"total": bucket.total, "share": bucket.share}
            rows.append(row)
        return rows

    def rows(self) -> list[tuple[str, float, str]]:
        """(label, length of a bar, text behind it); where empty buckets were left out, a row says how many."""
        rows: list[tuple[str, float, str]] = []
        number = None
        for one in self.buckets:
            before, number = number, one.number
            if self._most_empty and before is not None and number > before + 1:
                rows.append((LEFT_OUT, 0.0, f"{number - before - 1:,} empty {self.unit}s"))
            text = f"{one.share:.2%} ({one.count:,} of {one.total:,})" if self.relative else f"{one.count:,}"
            rows.append((one.label, one.share if self.relative else float(one.count), text))
        return rows

    def __repr__(self) -> str:
        return bars_text(self.rows()) or f"<Histogram: no {self.unit}s>"

    def _repr_html_(self) -> str:
        return bars_html(self.rows())


Of = Literal["published", "mentioned"]
_Counted = tuple[Sequence[int], Sequence[int], int]


def histogram(
    matching: Matching, unit: str, *, fill: bool = True, relative: bool = False, of: Of = "published"
) -> Histogram:
    """Articles that match by when they were published, or by the days they speak of.

    Args:
        unit: a key of UNITS, or "auto" for the finest of which there are at most 60 (of days spoken of, 60 that hold nearly all).
        fill: also the empty buckets between the first and the last, if there are no more than MAX_BUCKETS in all; of days
            spoken of, rows of at most MOST_EMPTY, as a single mention of 1789 would bring eleven thousand empty weeks.
        relative: also count all articles of each bucket.
        of: "published", or "mentioned": articles that speak of days which lie in the bucket as a whole; `undated` are
            those that speak of none.

    Raises:
        QueryError: there is no such unit.
    """
    if of not in _COUNTERS:
        raise QueryError(f"a histogram is of what was published or mentioned, not {of!r}")
    count = _COUNTERS[of]
    if unit == "auto":
        days, articles, _ = count(matching, aggregation.DAY)
        unit = _fitting_unit(days if of == "published" else _most_of(days, articles))
    if unit not in UNITS:
        raise QueryError(f"there is no unit {unit!r}; there are {', '.join(UNITS)} and auto")
    days, articles, undated = count(matching, UNITS[unit])
    totals = None
    if relative:
        all_days, all_articles, _ = count(Matching(matching.snapshot, ALL_PLAN), UNITS[unit])
        totals = dict(zip(all_days, all_articles, strict=True))
    most_empty = 0 if not fill else MAX_BUCKETS if of == "published" else MOST_EMPTY
    return Histogram(unit, days, articles, undated, totals=totals, most_empty=most_empty)


def _published(matching: Matching, unit: int) -> _Counted:
    return aggregation.histogram(matching.snapshot.views, matching.bitmaps, unit)


def _mentioned(matching: Matching, unit: int) -> _Counted:
    return mentions.histogram([one.mentions(unit) for one in matching.snapshot.segments], matching.bitmaps)


_COUNTERS: dict[str, Callable[[Matching, int], _Counted]] = {"published": _published, "mentioned": _mentioned}


def _fitting_unit(days: Sequence[int]) -> str:
    span = days[-1] - days[0] + 1 if days else 1
    return next((unit for unit, length in _LENGTHS if span <= length * FITTING), "year")


def _most_of(days: Sequence[int], articles: Sequence[int]) -> Sequence[int]:
    """The days without those of the first and the last hundredth of all mentions."""
    sums = list(accumulate(articles))
    few = sums[-1] // 100 if sums else 0
    return days[bisect_right(sums, few) : bisect_left(sums, sums[-1] - few) + 1] if sums else days
