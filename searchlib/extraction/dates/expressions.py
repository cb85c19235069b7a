"""Which days does a searcher mean? "last week", "since monday", "Q1 2024", "2024-01 to 2024-03", read as first and last day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from searchlib.extraction.dates.publication import parse_published
from searchlib.extraction.dates.words import (
    LAST_YEAR,
    WEEKDAYS,
    Days,
    day_of,
    month_days,
    month_of,
    number_of,
    pattern,
    quarter_days,
    shifted,
    week_days,
    year_days,
)  # fmt: skip

OpenDays = tuple[date | None, date | None]
_LONGEST = 80
_RANGE = re.compile(r"(?:from |between )?(.+?) (?:to|until|till|and|-|–) (.+)|(.+?)(?:\.\.|–)(.+)")


def _month(found: re.Match[str], now: date) -> Days:
    month = month_of(found["month"])
    year = int(found["year"]) if found["year"] else now.year - (month > now.month)
    return month_days(year, month)


def _day(found: re.Match[str], now: date) -> Days | None:
    month, number = month_of(found["month"]), int(found["day"])
    years = [int(found["year"])] if found["year"] else range(now.year, now.year - 5, -1)
    for year in years:
        day = day_of(year, month, number)
        if day and (found["year"] or day <= now):
            return day, day
    return None


def _weekday(found: re.Match[str], now: date) -> Days:
    back = (now.weekday() - WEEKDAYS[found["weekday"].lower()]) % 7
    day = now - timedelta(back or (7 if found["last"] else 0))
    return day, day


def _relative(found: re.Match[str], now: date) -> Days | None:
    step = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1}[found["which"].lower()]
    match found["unit"].lower():
        case "week":
            return week_days(now + timedelta(7 * step))
        case "month":
            day = shifted(now.replace(day=1), step, "M")
            return month_days(day.year, day.month) if day else None
        case "quarter":
            day = shifted(now.replace(day=1), 3 * step, "M")
            return quarter_days(day.year, (day.month + 2) // 3) if day else None
        case "year":
            return year_days(now.year + step)
        case _:
            return None


def _last_many(found: re.Match[str], now: date) -> Days | None:
    count, unit = number_of(found["number"]), found["unit"][0].upper()
    day = shifted(now, -(count or 0), unit) if unit in "DWMY" else None
    return (day + timedelta(1), now) if day and count else None


def _ago(found: re.Match[str], now: date) -> Days | None:
    count, unit = number_of(found["number"]), found["unit"][0].upper()
    day = shifted(now, -count, unit) if count is not None and unit in "DWMY" else None
    return (day, day) if day else None


GRAMMAR: list[tuple[str, re.Pattern[str], Callable[[re.Match[str], date], Days | None]]] = [
    (
        "2024-02",
        pattern(r"YEAR[-/](?P<number>0?[1-9]|1[0-2])"),
        lambda m, now: month_days(int(m["year"]), int(m["number"])),
    ),
    ("2024", pattern("YEAR"), lambda m, now: year_days(int(m["year"]))),
    ("the 1990s", pattern(r"(?:the )?(?P<decade>(?:1[5-9]|20)\d0)s"), lambda m, now: year_days(int(m["decade"]), 10)),
    ("Q1 2024", pattern(r"q(?P<number>[1-4]) YEAR"), lambda m, now: quarter_days(int(m["year"]), int(m["number"]))),
    ("2024-Q1", pattern(r"YEAR-?q(?P<number>[1-4])"), lambda m, now: quarter_days(int(m["year"]), int(m["number"]))),
    ("february 2024, february", pattern(r"MONTH(?:,? YEAR)?"), _month),
    ("7 october 2023, 7 october", pattern(r"DAY (?:of )?MONTH(?:,? YEAR)?"), _day),
    ("october 7, 2023", pattern(r"MONTH DAY(?:,? YEAR)?"), _day),
    ("today", pattern("today|now"), lambda m, now: (now, now)),
    ("yesterday", pattern("yesterday"), lambda m, now: (now - timedelta(1), now - timedelta(1))),
    ("tomorrow", pattern("tomorrow"), lambda m, now: (now + timedelta(1), now + timedelta(1))),
    ("monday, last monday", pattern("(?P<last>last )?WEEKDAY"), _weekday),
    ("last week", pattern("(?:the )?(?P<which>last|previous|this|current|next) UNIT"), _relative),
    ("last 30 days", pattern("(?:the )?(?:last|past) NUMBER UNIT"), _last_many),
    ("3 days ago", pattern("NUMBER UNIT ago"), _ago),
]


def parse_days(expression: str, *, now: date | None = None) -> OpenDays | None:
    """The first and last day that an expression means.

    Example:
        >>> first, last = parse_days("last week", now=date(2024, 2, 29))
        >>> str(first), str(last)
        ('2024-02-19', '2024-02-25')

    Args:
        expression: as typed in a query.
        now: the day of asking; today if None.

    Returns:
        Both days included, None for an open end; None altogether when it is not understood.
    """
    if len(expression) > _LONGEST:
        return None
    text = " ".join(expression.lower().split()).strip("'\" ")
    now = now or date.today()
    head, _, rest = text.partition(" ")
    if rest and head in ("since", "after", "before", "until", "till", "from"):
        days = _span(rest, now)
        if days is not None:
            match head:
                case "since" | "from":
                    return days[0], None
                case "after":
                    return _next(days[1], 1), None
                case "before":
                    return None, _next(days[0], -1)
                case _:
                    return None, days[1]
    return _span(text, now) or _range(text, now)


def _range(text: str, now: date) -> OpenDays | None:
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    left, right = found[1] or found[3], found[2] or found[4]
    last = _span(right.strip(), now)
    if last is None:
        return None
    # "january to march 2024": the year is said once, behind.
    first = _span(f"{left} {last[1].year}", now) if not re.search(r"\d{4}", left) else None
    first = first or _span(left.strip(), now)
    return (min(first[0], last[0]), max(first[1], last[1])) if first else None


def _span(text: str, now: date) -> Days | None:
    exact = parse_published(text, day_first=False) if not text.isdigit() or len(text) == 8 else None
    if exact is not None:
        day = date(exact.year, exact.month, exact.day)
        return day, day
    for _, grammar, resolve in GRAMMAR:
        if found := grammar.fullmatch(text):
            try:
                days = resolve(found, now)
            except (ValueError, OverflowError):
                return None
            return days if days and days[1].year <= LAST_YEAR + 99 else None
    return None


def _next(day: date, step: int) -> date:
    return date.fromordinal(max(1, min(date.max.toordinal(), day.toordinal() + step)))
