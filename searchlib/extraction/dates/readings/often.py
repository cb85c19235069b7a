"""How often: "daily", "every Monday", "twice a week", "Tuesdays"."""

from __future__ import annotations

import re

from searchlib.extraction.dates.calendar import SEASONS
from searchlib.extraction.dates.grammar import Found
from searchlib.extraction.dates.numbers import month_of, number_of, weekday_of
from searchlib.extraction.dates.readings.days import PARTS
from searchlib.extraction.dates.readings.spans import span_value, unit_in
from searchlib.extraction.dates.scene import Reading, Scene

__all__ = ["every", "often", "rate", "weekdays"]

_OFTEN = {
    "daily": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "annually": "P1Y",
    "yearly": "P1Y",
    "hourly": "PT1H",
    "nightly": "P1D",
}


def _set(value: str) -> Reading:
    return Reading("SET", value, "unresolved", anchors=False)


def often(found: Found, scene: Scene) -> Reading | None:
    if (
        found.text in ("daily", "weekly", "monthly", "nightly")
        and (scene.after(2)[1:2].isupper() or re.search(r"[A-Z]\w* $", scene.before(12)))
        and scene.text[scene.start : scene.start + 1].isupper()
    ):
        return None  # the Daily Telegraph
    if found.text == "quarterly" and scene.text[scene.end : scene.end + 1] == " ":
        return None  # quarterly results are not told of as often
    return _set(_OFTEN[found.text])


def every(found: Found, scene: Scene) -> Reading | None:
    if found.get("WEEKDAY"):
        return _set(f"XXXX-WXX-{weekday_of(found) + 1}" + (PARTS[found.get("PART")] if found.get("PART") else ""))
    if found.get("SEASON"):
        return _set(f"XXXX-{SEASONS[found.get('SEASON')]}")
    if found.get("MONTH") or found.get("MONTHABBR"):
        return _set(f"XXXX-{month_of(found):02}")
    if "christmas" in found.words:
        return _set("XXXX-12-25")
    part = found.one_of(*PARTS)
    if part:
        return _set(f"XXXX-XX-XX{PARTS[part]}")
    unit = unit_in(found)
    count = (
        number_of(found.text.partition(" ")[2])
        if found.get("UNITS") or found.get("SMALLUNITS")
        else 2.0
        if "other" in found.words
        else 1.0
    )
    return _set(span_value(count, unit))


def rate(found: Found, scene: Scene) -> Reading | None:
    return _set(span_value(1, unit_in(found)))


def weekdays(found: Found, scene: Scene) -> Reading | None:
    return _set(
        f"XXXX-WXX-{weekday_of(found) + 1}" + (PARTS[found.get("PARTS").rstrip("s")] if found.get("PARTS") else "")
    )
