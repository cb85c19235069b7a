"""When were the articles published? Counts by day, week, month, quarter or year, empty ones included, beside the whole archive."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, Literal, overload

from searchlib.errors import QueryError
from searchlib.kernels import aggregation, mentions
from searchlib.query.plan import ALL_PLAN
from searchlib.results.bars import LEFT_OUT, bars_html, bars_text
from searchlib.results.matching import Matching

UNITS = {
    "day": aggregation.DAY, "week": aggregation.WEEK, "month": aggregation.MONTH, "quarter": aggregation.QUARTER,
    "year": aggregation.YEAR,
}  # fmt: skip
FITTING = 60
_LENGTHS = (("day", 1), ("week", 7), ("month", 30), ("quarter", 91))
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
MAX_BUCKETS = 20_000
"""With more than so many, empty ones are left out: 54 years of days."""
MOST_EMPTY = 30
"""Of the days that are spoken of, longer rows of empty buckets are left out."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A stretch of days.

    Attributes:
        label: 2024, 2024-Q1, 2024-02, 2024-W09 or 2024-02-29.
        first, last: its days.
        count: articles that match and were published in it.
        total: all articles that were published in it, where that was asked for (a trend), else 0.
    """

    label: str
    first: date
    last: date
    count: int
    total: int = 0

    @property
    def share(self) -> float:
        """The part of all articles of these days that match, 0 to 1."""
        return self.count / self.total if self.total else 0.0


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
        totals: Mapping[int, int] | None = None, most_empty: int = 0,
    ) -> None:  # fmt: skip
        self.unit, self.undated, self.relative = unit, undated, totals is not None
        self._days, self._counts, self._totals, self._most_empty = days, counts, totals or {}, most_empty

    @cached_property
    def buckets(self) -> tuple[Bucket, ...]:
        """All of them."""
        unit, total = self.unit, self._totals.get
        made: list[Bucket] = []
        for day, count in self._filled:
            first = date.fromordinal(day)
            last = first if unit == "day" else _last(first, unit)
            made.append(Bucket(label_of(first, unit), first, last, count, total(day, 0)))
        return tuple(made)

    @cached_property
    def _filled(self) -> list[tuple[int, int]]:
        """(first day, articles), with the empty ones."""
        counted = list(zip(self._days, self._counts, strict=True))
        numbers = [_number_of(day, self.unit) for day in self._days]
        gaps = [after - before - 1 for before, after in pairwise(numbers)]
        if len(counted) + sum(gap for gap in gaps if gap <= self._most_empty) > MAX_BUCKETS:
            return counted
        filled = counted[:1]
        for number, gap, one in zip(numbers, gaps, counted[1:], strict=False):
            if gap <= self._most_empty:
                filled += [(_first_day(number + step, self.unit), 0) for step in range(1, gap + 1)]
            filled.append(one)
        return filled

    def __iter__(self) -> Iterator[Bucket]:
        return iter(self.buckets)

    def __len__(self) -> int:
        return len(self._filled)

    @overload
    def __getitem__(self, at: int) -> Bucket: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Bucket, ...]: ...
    def __getitem__(self, at: int | slice) -> Bucket | tuple[Bucket, ...]:
        return self.buckets[at]

    def labelled(self) -> dict[str, int]:
        """Counts by label."""
        return {label_of(date.fromordinal(day), self.unit): count for day, count in self._filled}

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
            before, number = number, _number_of(one.first.toordinal(), self.unit)
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


def label_of(first: date, unit: str) -> str:
    """What a bucket that begins on this day is called."""
    if unit == "day":
        return first.isoformat()
    if unit == "week":
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "month":
        return f"{first.year:04}-{first.month:02}"
    return f"{first.year:04}-Q{(first.month + 2) // 3}" if unit == "quarter" else f"{first.year:04}"


def _number_of(first: int, unit: str) -> int:
    """Numbers a bucket, by its first day, so that the next one's number is the next."""
    if unit in ("day", "week"):
        return (first - 1) // 7 if unit == "week" else first
    day = date.fromordinal(first)
    return (day.year * 12 + day.month - 1) // _MONTHS[unit]


def _first_day(number: int, unit: str) -> int:
    if unit in ("day", "week"):
        return number * 7 + 1 if unit == "week" else number
    year, month = divmod(number * _MONTHS[unit], 12)
    return date(year, month + 1, 1).toordinal()


def _last(first: date, unit: str) -> date:
    after = _number_of(first.toordinal(), unit) + 1
    in_the_calendar = after <= _number_of(date.max.toordinal(), unit)
    return date.fromordinal(_first_day(after, unit) - 1) if in_the_calendar else date.max
