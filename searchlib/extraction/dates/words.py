"""Which words of a text mean days? Months, week days, numbers, and how a day is written; shared by all of this package."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = {name: number for number, names in enumerate(
    ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
     "september sept sep", "october oct", "november nov", "december dec"), 1) for name in names.split()}  # fmt: skip
WEEKDAYS = {name: number for number, names in enumerate(
    ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat",
     "sunday sun")) for name in names.split()}  # fmt: skip
NUMBERS = {word: number for number, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"])} | {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}  # fmt: skip
ORDINALS = {word: number for number, word in enumerate(["first", "second", "third", "fourth"], 1)} | {
    "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}  # fmt: skip
UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "Y", "quarter": "M"}

MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
YEAR = r"(?:1[5-9]|20)\d\d"
FIRST_YEAR, LAST_YEAR = 1500, 2100

Days = tuple[date, date]


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


def quarter_days(year: int, quarter: int) -> Days:
    return date(year, 3 * quarter - 2, 1), month_days(year, 3 * quarter)[1]


def week_days(day: date) -> Days:
    first = day - timedelta(day.weekday())
    return first, first + timedelta(6)


def shifted(day: date, count: int, unit: str) -> date | None:
    """The day `count` units (D, W, M, Y) later; the last of the month where the day does not exist there."""
    try:
        if unit in "DW":
            return day + timedelta(count * (7 if unit == "W" else 1))
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1)
        year, month = divmod(months, 12)
        last = month_days(year, month + 1)[1]
        return last.replace(day=min(day.day, last.day))
    except (ValueError, OverflowError):
        return None


def number_of(text: str) -> int | None:
    text = " ".join(text.lower().split())
    if text in NUMBERS:
        return NUMBERS[text]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


def month_of(text: str) -> int:
    return MONTHS[text[:3].lower()]


def pattern(text: str) -> re.Pattern[str]:
    """A readable pattern: spaces stand for white space, MONTH, WEEKDAY, YEAR, DAY, UNIT and NUMBER for what they say."""
    for name, part in (
        ("MONTH", rf"(?P<month>{MONTH})\b\.?"), ("WEEKDAY", rf"(?P<weekday>{WEEKDAY})"), ("YEAR", rf"(?P<year>{YEAR})"),
        ("DAY", r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"), ("UNIT", r"(?P<unit>day|week|month|year|quarter|decade)s?"),
        ("NUMBER", rf"(?P<number>\d{{1,4}}|(?:a )?couple of|{'|'.join(list(NUMBERS)[:21])}|an?)"),
    ):  # fmt: skip
        text = re.sub(rf"(?<![A-Z]){name}(?![A-Z])", lambda _, part=part: part, text)  # type: ignore[misc]
    return re.compile(text.replace(" ", r"[\x20\t\n\xa0]{1,3}"), re.IGNORECASE)
