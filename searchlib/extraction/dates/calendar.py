"""Which days does a TIMEX3 value stand for, and which value does a stretch of days have? Plain calendar arithmetic."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

Days = tuple[date, date]
FIRST_YEAR, LAST_YEAR = 1500, 2100
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_SEASON_BEGINS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:T.*)?|(?P<year>\d{4})(?:-(?:(?P<month>\d\d)|W(?P<week>\d\d)(?P<weekend>-WE)?(?:-(?P<weekday>[1-7]))?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?|(?P<decade>\d{3})|(?P<century>\d\d)"
)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, if there is such a day in a year that news may speak of."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> Days:
    first = date(year, month, 1)
    return first, (date(year + month // 12, month % 12 + 1, 1) - timedelta(1))


def year_days(year: int, years: int = 1) -> Days:
    return date(year, 1, 1), date(year + years - 1, 12, 31)


def week_value(day: date) -> str:
    """The ISO week that a day is in, such as 2024-W09."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def quarter_of(day: date) -> int:
    return (day.month + 2) // 3


def shifted(day: date, count: int, unit: str) -> date | None:
    """The day `count` units (D, W, M, Y) later; the last of the month where the day does not exist there.

    Example:
        >>> str(shifted(date(2024, 3, 31), -1, "M"))
        '2024-02-29'
    """
    try:
        if unit in "DW":
            moved = day + timedelta(count * (7 if unit == "W" else 1))
            return moved if FIRST_YEAR <= moved.year <= LAST_YEAR else None
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1)
        year, month = divmod(months, 12)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        last = month_days(year, month + 1)[1]
        return last.replace(day=min(day.day, last.day))
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=65536)
def days_of(value: str) -> Days | None:
    """The first and last day of a TIMEX3 value; None when it has none, as PAST_REF or XXXX-10.

    Example:
        >>> [str(day) for day in days_of("2024-W09")], days_of("P3D")
        (['2024-02-26', '2024-03-03'], None)
    """
    if "/" in value:
        low, _, high = value.partition("/")
        first, last = days_of(low), days_of(high)
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    found = _VALUE.fullmatch(value)
    if not found:
        return None
    try:
        return _days(found)
    except (ValueError, OverflowError):
        return None


def _days(found: re.Match[str]) -> Days | None:
    if found["day"]:
        day = date.fromisoformat(found["day"])
        return day, day
    if found["decade"]:
        return year_days(int(found["decade"]) * 10, 10)
    if found["century"]:
        return year_days(int(found["century"]) * 100, 100)
    year = int(found["year"])
    if found["month"]:
        return month_days(year, int(found["month"]))
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        if found["weekday"]:
            day = monday + timedelta(int(found["weekday"]) - 1)
            return day, day
        return (monday + timedelta(5 if found["weekend"] else 0)), monday + timedelta(6)
    if found["quarter"]:
        return date(year, 3 * int(found["quarter"]) - 2, 1), month_days(year, 3 * int(found["quarter"]))[1]
    if found["half"]:
        return date(year, 6 * int(found["half"]) - 5, 1), month_days(year, 6 * int(found["half"]))[1]
    if found["season"]:
        first = date(year, _SEASON_BEGINS[found["season"]], 1)
        return first, month_days(year + (first.month == 12), (first.month + 1) % 12 + 1)[1]
    return year_days(year)


def part_of(days: Days, word: str) -> Days:
    """The early, middle or late third of a stretch of days.

    Example:
        >>> [str(day) for day in part_of(month_days(2024, 3), "mid")]
        ['2024-03-11', '2024-03-20']
    """
    first, last = days
    third = ((last - first).days + 1) // 3
    if not third:
        return days  # a day or a weekend has no thirds
    match word:
        case "early":
            return first, first + timedelta(third - 1)
        case "late":
            return first + timedelta(2 * third), last
        case "mid":
            return first + timedelta(third), first + timedelta(2 * third - 1)
    return days
