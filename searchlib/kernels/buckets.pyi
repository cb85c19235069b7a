"""Stretches of days with what was counted in them, made by thousands; see day_buckets.hpp."""

from collections.abc import Sequence
from datetime import date

class Bucket:
    """A stretch of days. Its label and days are made when they are read.

    Attributes:
        label: 2024, 2024-Q1, 2024-02, 2024-W09 or 2024-02-29.
        first, last: its days.
        count: articles that match and were published in it (or speak of it).
        total: all articles that were published in it, where that was asked for (a trend), else 0.
        number: one more than that of the bucket before.

    Args:
        unit: 0 day, 1 week, 2 month, 3 quarter, 4 year.
        day: one of its days, as an ordinal.
        count, total: see above.
    """

    def __init__(self, unit: int, day: int, count: int, total: int = 0) -> None: ...
    @property
    def label(self) -> str: ...
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def count(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def number(self) -> int: ...
    @property
    def share(self) -> float:
        """The part of all articles of these days that match, 0 to 1."""

def buckets(
    unit: int, days: Sequence[int], counts: Sequence[int], totals: dict[int, int] | None, most_empty: int, most: int
) -> tuple[Bucket, ...]:
    """Buckets in order of time, with empty ones between them.

    Args:
        unit: as of a Bucket.
        days: the first days of the buckets that are not empty, in order.
        counts: what was counted in each.
        totals: all articles, by the first day of a bucket.
        most_empty: of longer rows of empty buckets, none is made.
        most: where there would be more than so many in all, no empty one is.
    """
