"""On which day is Easter, Thanksgiving, Christmas? Holidays that the news names without a date.

Only those whose day is the same wherever the name is used in English; where two countries differ (Mother's Day,
Labour Day, Independence Day) a name alone does not tell the day, so it is not listed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from searchlib.extraction.dates.calendar import Cycle, make_day, one_day


def easter(year: int) -> date:
    """Western Easter Sunday, by the "anonymous Gregorian" computus (Nature, 1876; Meeus, Astronomical Algorithms)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday (Monday is 0) of a month; the last one if nth is -1."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int) -> Callable[[int], date]:
    return lambda year: nth_weekday(year, month, weekday, nth)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new year's eve": _fixed(12, 31),
    "new year's day": _fixed(1, 1),
    "martin luther king day": _nth(1, 0, 3),
    "groundhog day": _fixed(2, 2),
    "valentine's day": _fixed(2, 14),
    "presidents' day": _nth(2, 0, 3),
    "st. patrick's day": _fixed(3, 17),
    "st patrick's day": _fixed(3, 17),
    "ash wednesday": _from_easter(-46),
    "palm sunday": _from_easter(-7),
    "maundy thursday": _from_easter(-3),
    "good friday": _from_easter(-2),
    "holy saturday": _from_easter(-1),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "easter": _from_easter(0),
    "pentecost": _from_easter(49),
    "april fools' day": _fixed(4, 1),
    "may day": _fixed(5, 1),
    "cinco de mayo": _fixed(5, 5),
    "memorial day": _nth(5, 0, -1),
    "juneteenth": _fixed(6, 19),
    "the fourth of july": _fixed(7, 4),
    "fourth of july": _fixed(7, 4),
    "bastille day": _fixed(7, 14),
    "labor day": _nth(9, 0, 1),
    "columbus day": _nth(10, 0, 2),
    "halloween": _fixed(10, 31),
    "veterans day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "thanksgiving day": _nth(11, 3, 4),
    "thanksgiving": _nth(11, 3, 4),
    "black friday": lambda year: nth_weekday(year, 11, 3, 4) + timedelta(days=1),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
}


def holiday_cycle(name: str) -> Cycle:
    """The yearly round of a holiday, named in lower case with straight apostrophes."""
    find = HOLIDAYS[name]

    def in_year(year: int) -> date | None:
        # make_day keeps the bounds: date() alone would take years that the rest of the grammar does not.
        if make_day(year, 1, 1) is None:
            return None
        day = find(year)
        return make_day(day.year, day.month, day.day)

    sample = find(2001).isoformat() if name in FIXED_NAMES else ""
    return Cycle("day", "XXXX" + sample[4:] if sample else "XXXX-XX-XX", lambda year: one_day(in_year(year)))


FIXED_NAMES = frozenset(name for name, find in HOLIDAYS.items() if find(2001).replace(year=2002) == find(2002))
