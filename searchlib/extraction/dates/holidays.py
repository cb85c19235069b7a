"""On which day is a holiday? Those that English-language news names without a date."""

from __future__ import annotations

from datetime import date, timedelta

_FIXED: dict[frozenset[str], tuple[int, int]] = {
    frozenset({"christmas"}): (12, 25), frozenset({"christmas", "day"}): (12, 25), frozenset({"christmas", "eve"}): (12, 24),
    frozenset({"new", "year", "eve"}): (12, 31), frozenset({"new", "year", "day"}): (1, 1),
    frozenset({"halloween"}): (10, 31), frozenset({"valentine", "day"}): (2, 14), frozenset({"independence", "day"}): (7, 4),
    frozenset({"veterans", "day"}): (11, 11), frozenset({"boxing", "day"}): (12, 26), frozenset({"may", "day"}): (5, 1),
    frozenset({"bastille", "day"}): (7, 14), frozenset({"st", "patrick", "day"}): (3, 17),
}  # fmt: skip
_NOISE = frozenset({"last", "this", "next", "s"})


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, as in Meeus, Astronomical Algorithms).

    Example:
        >>> str(easter(2024))
        '2024-03-31'
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    moved = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * moved) // 451
    month, day = divmod(h + moved - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday_in(words: frozenset[str], year: int) -> date | None:
    """The day of a holiday, given by its words in lower case, in a year; movable ones as the United States keep them.

    Example:
        >>> str(holiday_in(frozenset({"thanksgiving"}), 2023))
        '2023-11-23'
    """
    if not 1583 <= year <= 2200:
        return None
    name = words - _NOISE
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if "easter" in name:
        return easter(year) + timedelta(1 if "monday" in name else 0)
    if "friday" in name:
        return easter(year) - timedelta(2)
    if "thanksgiving" in name:
        return _nth_weekday(year, 11, 3, 4)
    if "labor" in name:
        return _nth_weekday(year, 9, 0, 1)
    if "columbus" in name:
        return _nth_weekday(year, 10, 0, 2)
    if "presidents" in name:
        return _nth_weekday(year, 2, 0, 3)
    if "luther" in name:
        return _nth_weekday(year, 1, 0, 3)
    if "memorial" in name:
        last = date(year, 5, 31)
        return last - timedelta(last.weekday())
    if "election" in name:
        return _nth_weekday(year, 11, 0, 1) + timedelta(1)
    return None


def _nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))
