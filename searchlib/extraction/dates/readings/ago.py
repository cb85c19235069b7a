"""So long ago or ahead, and what is said of now, the past and the future without a date."""

from __future__ import annotations

import re
from datetime import date

from searchlib.extraction.dates.calendar import days_of, quarter_of, shifted, week_value
from searchlib.extraction.dates.grammar import Found
from searchlib.extraction.dates.numbers import number_of
from searchlib.extraction.dates.readings.days import of_day, relative, unresolved
from searchlib.extraction.dates.scene import Reading, Scene

_OF_A_NOUN = re.compile(
    r"\s+(?!(?:and|or|but|that|when|as|if|is|was|were|will|would|has|had|have|he|she|it|they|we|you|I|to|by|with|for|on|in|at|"
    r"because|so|than|said|of|through|from|about)\b)[a-z\d]"
)
_PAST_NEXT = re.compile(r"\s+(?:\w+ed|became|began|found|was|were|had)\b")
__all__ = ["ago", "future", "long_ago", "past", "present", "the_past"]


# --- so long ago -----------------------------------------------------------------------------------------------------------


def ago(found: Found, scene: Scene) -> Reading | None:
    """ "three weeks ago" from publication; "earlier" and "later" from the last mention."""
    text = found.text
    count = number_of(text.removeprefix("just "))
    unit = (
        (found.get("UNITS") or found.get("UNIT") or found.one_of("decade", "century", "year", "month", "week", "day"))
        .rstrip("s")
        .replace("centurie", "century")
    )
    small = found.get("SMALLUNIT") or found.get("SMALLUNITS")
    if count is None:
        return unresolved("PAST_REF")
    if ("earlier" in found.words or "later" in found.words) and scene.after(5) == " than":
        from searchlib.extraction.dates.readings.spans import span_value

        return Reading("DURATION", span_value(count, small.removesuffix("s") or unit), "unresolved", anchors=False)
    if "back" in found.words and scene.after(4) in (" to ", " in ", " hom"):
        return None
    ahead = "later" in found.words or "from" in found.words
    base, how = scene.published, "relative"
    if "earlier" in found.words or "later" in found.words:
        last = scene.last_day()
        days = last and (last.days or days_of(last.value))
        if last and days and unit == "day" and days[0] != days[1]:
            return unresolved("XXXX-XX-XX")  # days from a month or year: nobody said which
        if last and days:
            base, how = days[0], "anaphoric"
        if unit == "year" and count == 1 and not ahead:
            from searchlib.extraction.dates.readings.beside import year_earlier

            return year_earlier(scene, anaphoric=True)
    elif unit == "year" and count == 1 and scene.compared and not ahead:
        from searchlib.extraction.dates.readings.beside import year_earlier

        return year_earlier(scene, anaphoric=False)
    if base is None:
        return unresolved("FUTURE_REF" if ahead else "PAST_REF")
    if small:
        return _hours_ago(base, count, small, ahead)
    return _moved(base, count if ahead else -count, unit, how)


def _hours_ago(base: date, count: float, unit: str, ahead: bool) -> Reading | None:
    # The hour of publication is not known, so no more than the day can be said.
    days = int(count // 24) if unit.startswith("hour") else 0
    day = shifted(base, days if ahead else -days, "D")
    return Reading("TIME", str(day), "relative", (day, day), anchors=False) if day else None


def _moved(base: date, count: float, unit: str, how: str) -> Reading | None:
    """The day, week, month, year or decade that lies so far off, as coarse as the unit."""
    if count != int(count):
        if unit not in ("year", "decade", "century"):
            return unresolved("PAST_REF" if count < 0 else "FUTURE_REF")
        months = round(count * {"year": 12, "decade": 120, "century": 1200}[unit])
        day = shifted(base, months, "M")
        reading = relative(f"{day:%Y-%m}" if unit == "year" else f"{day.year:04}") if day else None
    else:
        letter = {"day": "D", "week": "W", "month": "M", "quarter": "M"}.get(unit, "Y")
        scale = {"quarter": 3, "decade": 10, "century": 100}.get(unit, 1)
        day = shifted(base, int(count) * scale, letter)
        if day is None:
            return None
        value = {
            "day": str(day),
            "week": week_value(day),
            "month": f"{day:%Y-%m}",
            "quarter": f"{day.year}-Q{quarter_of(day)}",
        }.get(unit, f"{day.year:04}")
        reading = relative(value)
    if reading:
        reading.how = how
    return reading


def long_ago(found: Found, scene: Scene) -> Reading | None:
    if "couple" in found.words:
        return ago(found, scene)
    return unresolved("PAST_REF")


# --- now and then ------------------------------------------------------------------------------------------------------------


def present(found: Found, scene: Scene) -> Reading | None:
    if scene.asking and scene.published:
        return of_day(scene.published)
    if ("moment" in found.words or "time" in found.words) and scene.before(4).lower().strip() not in ("at",):
        return None
    if found.text == "now" and scene.after(1) == "-":
        return None
    return unresolved("PRESENT_REF")


def past(found: Found, scene: Scene) -> Reading | None:
    return unresolved("PAST_REF")


def the_past(found: Found, scene: Scene) -> Reading | None:
    if _OF_A_NOUN.match(scene.after(16)):
        return None
    return unresolved("PAST_REF") if scene.before(4).lower().endswith("in ") or "recent" in found.words else None


def future(found: Found, scene: Scene) -> Reading | None:
    if found.text == "the future" and _OF_A_NOUN.match(scene.after(16)):
        return None  # the future status of
    if found.text == "soon" and (
        scene.before(3).lower() == "as "
        or scene.after(9).lower().startswith((" as", " after", "-"))
        or _PAST_NEXT.match(scene.after(16))
    ):
        return None
    if scene.after(4).lower().startswith(" of ") and "near" not in found.words:
        return None
    return unresolved("FUTURE_REF")
