"""Which days are a month, a quarter, a summer, a Thursday? Day arithmetic that answers None instead of overflowing.

Quarters and halves are those of the calendar year, weeks run from Monday to Sunday (ISO 8601), seasons are the
meteorological ones of the northern hemisphere (spring is March to May; the winter of a year begins in its December).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1500, 2100
"""The years that a date in the news can lie in; anything else is a number."""

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


class Days(NamedTuple):
    """A run of days, both ends included."""

    first: date
    last: date


class Dated(NamedTuple):
    """A run of days and its TIMEX3 value."""

    days: Days
    value: str


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such or the year is out of bounds."""
    if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def add_days(day: date, count: int) -> date | None:
    """The day that many days later, or None outside the bounds."""
    if abs(count) > 400_000:
        return None
    try:
        moved = day + timedelta(days=count)
    except OverflowError:
        return None
    return moved if FIRST_YEAR <= moved.year <= LAST_YEAR else None


def add_months(day: date, count: int) -> date | None:
    """The same day of another month, or that month's last day where it is shorter."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def one_day(day: date | None) -> Dated | None:
    return None if day is None else Dated(Days(day, day), day.isoformat())


def months_of(year: int, month: int, count: int, value: str) -> Dated | None:
    """`count` whole months from the given one."""
    first = make_day(year, month, 1)
    end = None if first is None else add_months(first, count - 1)
    if first is None or end is None:
        return None
    return Dated(Days(first, end.replace(day=monthrange(end.year, end.month)[1])), value)


def year_of(year: int) -> Dated | None:
    return months_of(year, 1, 12, f"{year:04d}")


def month_of(year: int, month: int) -> Dated | None:
    return months_of(year, month, 1, f"{year:04d}-{month:02d}")


def quarter_of(year: int, quarter: int) -> Dated | None:
    return months_of(year, 3 * quarter - 2, 3, f"{year:04d}-Q{quarter}")


def half_of(year: int, half: int) -> Dated | None:
    return months_of(year, 6 * half - 5, 6, f"{year:04d}-H{half}")


def season_of(year: int, season: str) -> Dated | None:
    return months_of(year, SEASON_MONTHS[season], 3, f"{year:04d}-{season}")


def decade_of(year: int) -> Dated | None:
    first = year - year % 10
    return months_of(first, 1, 120, f"{first // 10}X")


def century_of(number: int) -> Dated | None:
    """The 19th century is 1801 to 1900; its TIMEX3 value is "18"."""
    return months_of(100 * number - 99, 1, 1200, f"{number - 1:02d}")


def week_of(day: date | None) -> Dated | None:
    if day is None:
        return None
    monday, sunday = add_days(day, -day.weekday()), add_days(day, 6 - day.weekday())
    if monday is None or sunday is None:
        return None
    year, week, _ = day.isocalendar()
    return Dated(Days(monday, sunday), f"{year:04d}-W{week:02d}")


def iso_week(year: int, week: int) -> Dated | None:
    try:
        return week_of(date.fromisocalendar(year, week, 1))
    except ValueError:
        return None


def weekend_of(day: date | None) -> Dated | None:
    week = week_of(day)
    if week is None:
        return None
    return Dated(Days(week.days.last - timedelta(days=1), week.days.last), week.value + "-WE")


def unit_of(day: date | None, unit: str) -> Dated | None:
    """The week, month, quarter ... that a day lies in."""
    if day is None:
        return None
    makers: dict[str, Callable[[date], Dated | None]] = {
        "day": one_day,
        "week": week_of,
        "weekend": weekend_of,
        "month": lambda at: month_of(at.year, at.month),
        "quarter": lambda at: quarter_of(at.year, (at.month + 2) // 3),
        "half": lambda at: half_of(at.year, (at.month + 5) // 6),
        "year": lambda at: year_of(at.year),
        "decade": lambda at: decade_of(at.year),
        "century": lambda at: century_of((at.year + 99) // 100),
    }
    return makers[unit](day) if unit in makers else None


UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def shift(day: date, count: int, unit: str) -> date | None:
    """The day that many units later (earlier if negative)."""
    if unit in UNIT_DAYS:
        return add_days(day, count * UNIT_DAYS[unit])
    return add_months(day, count * UNIT_MONTHS[unit]) if unit in UNIT_MONTHS else None


def third_of(dated: Dated, which: int, unit: str) -> Dated:
    """The early (0), middle (1) or late (2) third of a month, year or decade; other runs are left whole."""
    first, last = dated.days
    if unit == "month":
        starts = (first, first.replace(day=11), first.replace(day=21))
    elif unit == "year":
        starts = (first, first.replace(month=5), first.replace(month=9))
    elif unit == "decade":
        starts = (first, first.replace(year=first.year + 4), first.replace(year=first.year + 7))
    else:
        return dated
    end = last if which == 2 else starts[which + 1] - timedelta(days=1)
    return Dated(Days(starts[which], end), dated.value)


@dataclass(frozen=True)
class Cycle:
    """Days that come round again: every October 7, every third quarter, every Thursday.

    Attributes:
        unit: how long an occurrence is: "day", "month" ...
        unknown: the TIMEX3 value while nobody knows which occurrence is meant, such as "XXXX-10-07".
        in_year: the occurrence that begins in a year, or None if it has none (February 29).
        weekday: instead of `in_year`, the weekday (Monday is 0) on which a weekly occurrence begins.
    """

    unit: str
    unknown: str
    in_year: Callable[[int], Dated | None] = lambda year: None
    weekday: int | None = None

    def latest(self, day: date) -> Dated | None:
        """The latest occurrence that has begun by this day."""
        if self.weekday is not None:
            return self._weekly(add_days(day, -((day.weekday() - self.weekday) % 7)))
        # Leap days are up to eight years apart (1896 to 1904).
        for year in range(day.year, day.year - 9, -1):
            found = self.in_year(year)
            if found is not None and found.days.first <= day:
                return found
        return None

    def coming(self, day: date) -> Dated | None:
        """The first occurrence that has not ended before this day."""
        if self.weekday is not None:
            back = (day.weekday() - self.weekday) % 7
            length = 2 if self.unit == "weekend" else 1
            return self._weekly(add_days(day, -back if back < length else 7 - back))
        for year in range(day.year - 1, day.year + 9):
            found = self.in_year(year)
            if found is not None and found.days.last >= day:
                return found
        return None

    def _weekly(self, day: date | None) -> Dated | None:
        return weekend_of(day) if self.unit == "weekend" else one_day(day)


def day_cycle(month: int, day: int) -> Cycle:
    return Cycle("day", f"XXXX-{month:02d}-{day:02d}", lambda year: one_day(make_day(year, month, day)))


def month_cycle(month: int) -> Cycle:
    return Cycle("month", f"XXXX-{month:02d}", lambda year: month_of(year, month))


def quarter_cycle(quarter: int) -> Cycle:
    return Cycle("quarter", f"XXXX-Q{quarter}", lambda year: quarter_of(year, quarter))


def half_cycle(half: int) -> Cycle:
    return Cycle("half", f"XXXX-H{half}", lambda year: half_of(year, half))


def season_cycle(season: str) -> Cycle:
    return Cycle("season", f"XXXX-{season}", lambda year: season_of(year, season))


def weekday_cycle(weekday: int) -> Cycle:
    return Cycle("day", f"XXXX-WXX-{weekday + 1}", weekday=weekday)


WEEKEND = Cycle("weekend", "XXXX-WXX-WE", weekday=5)
