"""When were the articles published? Counts by day, week, month, quarter or year, empty ones included, beside the whole archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, Literal, overload

from searchlib.errors import QueryError
from searchlib.kernels import aggregation, mentions
from searchlib.query.plan import ALL_PLAN
from searchlib.results.bars import bars_html, bars_text
from searchlib.results.matching import Matching

UNITS = {
    "day": aggregation.DAY, "week": aggregation.WEEK, "month": aggregation.MONTH, "quarter": aggregation.QUARTER,
    "year": aggregation.YEAR,
}  # fmt: skip
FITTING = 60
_LENGTHS = (("day", 1), ("week", 7), ("month", 30), ("quarter", 91))
MAX_BUCKETS = 20_000
"""With more than so many, empty ones are left out: 54 years of days."""


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
    """

    def __init__(
        self, unit: str, counted: list[tuple[int, int, int]], undated: int = 0, relative: bool = False
    ) -> None:
        self.unit, self.undated, self.relative = unit, undated, relative
        self._counted = counted

    @cached_property
    def buckets(self) -> tuple[Bucket, ...]:
        """All of them."""
        if self.unit == "day":
            days = [(date.fromordinal(day), count, total) for day, count, total in self._counted]
            return tuple(Bucket(day.isoformat(), day, day, count, total) for day, count, total in days)
        return tuple(
            Bucket(label_of(first, self.unit), first, _last(first, self.unit), count, total)
            for first, count, total in ((date.fromordinal(day), count, total) for day, count, total in self._counted)
        )

    def __iter__(self) -> Iterator[Bucket]:
        return iter(self.buckets)

    def __len__(self) -> int:
        return len(self._counted)

    @overload
    def __getitem__(self, at: int) -> Bucket: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Bucket, ...]: ...
    def __getitem__(self, at: int | slice) -> Bucket | tuple[Bucket, ...]:
        return self.buckets[at]

    def labelled(self) -> dict[str, int]:
        """Counts by label."""
        return {label_of(date.fromordinal(day), self.unit): count for day, count, _ in self._counted}

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
        """(label, length of a bar, text behind it)."""
        if self.relative:
            return [(b.label, b.share, f"{b.share:.2%} ({b.count:,} of {b.total:,})") for b in self.buckets]
        return [(b.label, float(b.count), f"{b.count:,}") for b in self.buckets]

    def __repr__(self) -> str:
        return bars_text(self.rows()) or f"<Histogram: no {self.unit}s>"

    def _repr_html_(self) -> str:
        return bars_html(self.rows())


_COUNTERS = {"published": aggregation.histogram, "mentioned": mentions.histogram}
Of = Literal["published", "mentioned"]


def histogram(
    matching: Matching, unit: str, *, fill: bool = True, relative: bool = False, of: Of = "published"
) -> Histogram:
    """Articles that match by when they were published, or by the days they speak of.

    Args:
        unit: a key of UNITS, or "auto" for the finest of which there are at most 60.
        fill: also the empty buckets between the first and the last, if there are no more than MAX_BUCKETS.
        relative: also count all articles of each bucket.
        of: "published", or "mentioned": articles that speak of days which lie in the bucket as a whole; `undated` are
            those that speak of none.

    Raises:
        QueryError: there is no such unit.
    """
    views = matching.snapshot.views
    if of not in _COUNTERS:
        raise QueryError(f"a histogram is of what was published or mentioned, not {of!r}")
    count = _COUNTERS[of]
    if unit == "auto":
        unit = _fitting_unit(count(views, matching.bitmaps, aggregation.DAY)[0])
    if unit not in UNITS:
        raise QueryError(f"there is no unit {unit!r}; there are {', '.join(UNITS)} and auto")
    pairs, undated = count(views, matching.bitmaps, UNITS[unit])
    counts = dict(pairs)
    totals: dict[int, int] = {}
    if relative:
        totals = dict(count(views, Matching(matching.snapshot, ALL_PLAN).bitmaps, UNITS[unit])[0])
    days = list(counts)
    if fill and counts:
        first, last = min(counts), max(counts)
        every = _regular(first, last, unit) or list(islice(_days_from(first, last, unit), MAX_BUCKETS + 1))
        days = every if len(every) <= MAX_BUCKETS else days
    return Histogram(unit, [(day, counts.get(day, 0), totals.get(day, 0)) for day in days], undated, relative)


def _fitting_unit(days: list[tuple[int, int]]) -> str:
    span = days[-1][0] - days[0][0] + 1 if days else 1
    return next((unit for unit, length in _LENGTHS if span <= length * FITTING), "year")


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


def _regular(first: int, last: int, unit: str) -> list[int] | None:
    """The first days of buckets that are all of one length; no more than one too many."""
    length = {"day": 1, "week": 7}.get(unit)
    return None if length is None else list(range(first, last + 1, length)[: MAX_BUCKETS + 1])


def _days_from(first: int, last: int, unit: str) -> Iterator[int]:
    while first <= last:
        yield first
        if first >= date.max.toordinal():
            return
        following = _last(date.fromordinal(first), unit).toordinal() + 1
        first = following


def _last(first: date, unit: str) -> date:
    if unit == "day":
        return first
    if unit == "week":
        return date.fromordinal(min(first.toordinal() + 6, date.max.toordinal()))
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) - timedelta(days=1) if year <= date.max.year else date.max
