"""What only searchers type: "weekend", "past month", "year to date", "end of 2023", "H1 2024"."""

from __future__ import annotations

from datetime import timedelta

from searchlib.extraction.dates.calendar import shifted, week_value
from searchlib.extraction.dates.grammar import Found
from searchlib.extraction.dates.numbers import month_of
from searchlib.extraction.dates.readings.absolute import absolute
from searchlib.extraction.dates.readings.days import unresolved
from searchlib.extraction.dates.readings.relative import reading_of_unit
from searchlib.extraction.dates.scene import Reading, Scene

__all__ = ["end_of_year", "half_figure", "short_unit"]


def short_unit(found: Found, scene: Scene) -> Reading | None:
    now = scene.published
    if now is None:
        return unresolved("PAST_REF")
    unit = found.one_of("weekend", "week", "month", "quarter", "year", "decade")
    if unit == "weekend":
        monday = now - timedelta(now.weekday())
        step = {"last": -1, "past": -1, "next": 1, "this": 0}.get(
            found.one_of("last", "past", "next", "this"), 0 if now.weekday() > 4 else -1
        )
        return absolute(f"{week_value(monday + timedelta(7 * step))}-WE", "relative")
    if "date" in found.words:
        whole = reading_of_unit(now, unit, 0)
        return absolute(f"{whole.days[0]}/{now}", "relative") if whole and whole.days else None
    if "past" in found.words:
        letter, count = {"week": ("D", 6), "month": ("M", 1), "quarter": ("M", 3), "year": ("Y", 1)}.get(
            unit, ("Y", 10)
        )
        start = shifted(now, -count, letter)
        return absolute(f"{start}/{now}", "relative") if start else None
    return reading_of_unit(now, unit, -1 if "previous" in found.words else 0)


def end_of_year(found: Found, scene: Scene) -> Reading | None:
    month = f"-{month_of(found):02}" if found.get("MONTH") or found.get("MONTHABBR") else ""
    return absolute(found.get("YEAR") + month, found=found)


def half_figure(found: Found, scene: Scene) -> Reading | None:
    return absolute(f"{found.get('YEAR')}-H{1 if 'h1' in found.text else 2}")
