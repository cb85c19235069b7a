"""Which days does a searcher mean? "last week", "since monday", "Q1 2024", "7 october 2023 to friday", read as first and last day.

The expressions themselves are the grammar's, the same that articles are read with; here are only the words between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from searchlib.extraction.dates.grammar import english
from searchlib.extraction.dates.publication import parse_published

Days = tuple[date, date]
OpenDays = tuple[date | None, date | None]
_LONGEST = 80
_RANGE = re.compile(
    r"(?:from |between |since )?(.+?)\s*(?: to | until | till | through | and | - |\s?–\s?|\.\.)\s*(.+)"
)
_PLAIN = re.compile(r"\d{4}-\d\d-\d\d")
_OPEN = re.compile(
    r"(since|from|after|before|until|till|up to|through|by|newer than|older than|later than|earlier than) (.+)"
)


@dataclass(frozen=True, slots=True)
class DayReading:
    """How an expression was read: the first and last day, None for an open end, and a note where that needs saying."""

    first: date | None
    last: date | None
    note: str = ""


def read_days(expression: str, *, now: date | None = None) -> DayReading | None:
    """The days that an expression means, and how it was read.

    Example:
        >>> read_days("last week", now=date(2024, 2, 29)).note
        "'last week' was read as 2024-02-19 to 2024-02-25"

    Args:
        expression: as typed in a query.
        now: the day of asking; today if None.

    Returns:
        None when it is not understood.
    """
    days = parse_days(expression, now=now)
    if days is None:
        return None
    words = " ".join(expression.split())
    note = "" if _PLAIN.fullmatch(words) else f"{words!r} was read as {_told(*days)}"
    return DayReading(*days, note)


def _told(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return f"{first} or later" if first else f"{last} or earlier"
    return str(first) if first == last else f"{first} to {last}"


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
    text = " ".join(expression.lower().replace("’", "'").split()).strip("'\" ")
    now = now or date.today()
    span = _span(text, now)
    if span is not None:
        return span
    if (between := _range(text, now)) is not None:
        return between
    if found := _OPEN.fullmatch(text):
        days = _span(found[2], now)
        if days is not None:
            match found[1]:
                case "since" | "from":
                    return days[0], None
                case "after" | "newer than" | "later than":
                    return _next(days[1], 1), None
                case "before" | "older than" | "earlier than":
                    return None, _next(days[0], -1)
                case _:
                    return None, days[1]
    return None


def _range(text: str, now: date) -> OpenDays | None:
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    left, right = found[1].strip(), found[2].strip()
    last = _span(right, now)
    if last is None:
        return None
    # "january to march 2024", "7 to 9 october": what is said once, behind, holds for both.
    said_once = [f"{left} {last[1].year}"] if re.search(r"\d{4}", right) else []
    said_once.append(f"{left} {right.partition(' ')[2]}")
    candidates = [left] if re.search(r"\d{4}", left) else [*said_once, left]
    first = next((days for one in candidates if (days := _span(one.strip(), now)) is not None), None)
    if first is None:
        return None
    if first[0] > last[1] and not re.search(r"\d{4}", text):
        last = _later(right, first[0]) or last
    return min(first[0], last[0]), max(first[1], last[1])


def _later(text: str, day: date) -> Days | None:
    """The first time after a day that an expression fits, as "saturday" after a Thursday ahead."""
    steps = (*range(8), *range(28, 400, 28))
    return next((days for step in steps if (days := _span(text, day + timedelta(step))) and days[0] >= day), None)


def _span(text: str, now: date) -> Days | None:
    """One expression, end to end."""
    exact = parse_published(text, day_first=False, whole=True) if not text.isdigit() or len(text) == 8 else None
    if exact is not None:
        day = date(exact.year, exact.month, exact.day)
        return day, day
    for words in (text, re.sub(r"^(?:in|on|during|of|the|at|around)\s+", "", text)):
        if days := english(queries=True).finder.days_asked_for(words, now.toordinal()):
            return days
    return None


def _next(day: date, step: int) -> date:
    return date.fromordinal(max(1, min(date.max.toordinal(), day.toordinal() + step)))
