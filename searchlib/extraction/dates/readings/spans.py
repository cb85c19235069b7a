"""How long: "three years", "2 1/2 hours", "the past 30 days", "recent weeks"."""

from __future__ import annotations

import re

from searchlib.extraction.dates.calendar import Days, shifted
from searchlib.extraction.dates.grammar import Found
from searchlib.extraction.dates.numbers import number_of
from searchlib.extraction.dates.scene import Reading, Scene

__all__ = ["bare_span", "duration", "duration_range", "past_span", "short_span", "vague_span"]

LETTERS = {
    "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C", "second": "S",
    "minute": "M", "hour": "H",
}  # fmt: skip
_RATE = re.compile(
    r"(?:\d|\b(?:dollars?|million|billion|pounds?|cents?|tons?|barrels?|people|flights|seats|percent|hours|points|shares))\s+$|%\s+$"
)
_CLOCK = {"second", "minute", "hour"}


def unit_in(found: Found) -> str:
    """The (last) unit of a match in the singular."""
    for name in ("UNITS", "UNIT", "SMALLUNITS", "SMALLUNIT"):
        if texts := found.parts.get(name):
            return texts[-1].removesuffix("s").replace("centurie", "century")
    return found.one_of("decade", "century", "month", "week", "year", "day")


def span_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units; X for a number that is not told."""
    if count is not None and unit in ("decade", "century"):
        count, unit = count * (10 if unit == "decade" else 100), "year"
    if count is None:
        return f"P{'T' if unit in _CLOCK else ''}X{LETTERS[unit]}"
    if count == int(count):
        return f"P{'T' if unit in _CLOCK else ''}{int(count)}{LETTERS[unit]}"
    whole, rest = int(count), count - int(count)
    smaller = {
        "year": (12, "M"),
        "hour": (60, "M"),
        "minute": (60, "S"),
        "day": (24, "H"),
        "week": (7, "D"),
        "month": (30, "D"),
        "quarter": (3, "M"),
        "second": (1, "S"),
    }
    scale, letter = smaller[unit]
    small = round(rest * scale)
    head = f"{whole}{LETTERS[unit]}" if whole else ""
    time = "T" if unit in _CLOCK or letter == "H" else ""
    return f"P{time if unit in _CLOCK else ''}{head}{'T' if letter == 'H' else ''}{small}{letter}"


def _span(count: float | None, unit: str) -> Reading:
    return Reading("DURATION", span_value(count, unit), "unresolved", anchors=False)


def duration(found: Found, scene: Scene) -> Reading | None:
    unit = unit_in(found)
    if not scene.asking and _is_something_else(unit, scene):
        return None
    if found.get("SMALLUNIT") == "second" and "-" not in found.text and not found.text.startswith(("one", "a split")):
        return None  # "a second" is another
    if found.text.startswith(("a ", "an ")) and found.text in (
        "a day",
        "a week",
        "a month",
        "a year",
        "an hour",
        "a minute",
        "a quarter",
        "a decade",
    ):
        return _with_article(found, scene, unit)
    if found.text in ("one day", "one second", "one minute") and scene.after(8).startswith((" to ", ", the")):
        return None
    if found.text.startswith(("one ", "another ")) and unit == "quarter" and scene.after(4).startswith(" of"):
        return None
    count = number_of(found.text)
    if count is None and "an" in found.words:
        count = 1.0
    return _span(count, unit) if count or re.search("dozens|hundreds|thousands", found.text) else None


def _is_something_else(unit: str, scene: Scene) -> bool:
    """Ages, three quarters of something, and what another expression begins with."""
    after = scene.after(10).lower()
    if after.startswith(("-old", " old", "-earlier", "-ago", "-to-date")):
        return True
    return unit == "quarter" and (after.startswith(" of") or "-" in scene.text[scene.start : scene.end])


def _with_article(found: Found, scene: Scene, unit: str) -> Reading | None:
    """ "$5 a year" is how often; "a year" how long; "a quarter of" no time at all."""
    if unit in ("quarter", "second"):
        return None
    before, after = scene.before(40), scene.after(20)
    if _RATE.search(before):
        return None
    if re.match(r"\s+(?:of|that|when|to remember|in which)\b", after) and unit in ("day", "week", "year"):
        return None
    return _span(1, unit)


_LASTING = (" for ", " within ", " in ", " over ")


def bare_span(found: Found, scene: Scene) -> Reading | None:
    """ "for years", "within weeks": how long, though not told; "years" alone is nothing."""
    text = scene.text[max(0, scene.start - 8) : scene.start].lower()
    lasting = (" " + text).endswith(_LASTING) or text == "for "
    return _span(None, unit_in(found)) if lasting and scene.after(9) not in (" before t", " after the") else None


def duration_range(found: Found, scene: Scene) -> Reading | None:
    count = number_of(re.split(r"\bto\b|\bor\b|(?<=\w)-(?=\w)", found.text)[0])
    return _span(count, unit_in(found))


def _beside_now(count: float | None, found: Found, scene: Scene, unit: str) -> Days | None:
    """The days up to publication ("the past three months"), or from it on."""
    now, which = scene.published, found.one_of("past", "last", "next", "coming")
    letter, scale = {
        "day": ("D", 1),
        "week": ("W", 1),
        "month": ("M", 1),
        "quarter": ("M", 3),
        "year": ("Y", 1),
        "decade": ("Y", 10),
    }.get(unit, ("", 0))
    if now is None or not count or count != int(count) or not scale or not which:
        return None
    ahead = which in ("next", "coming")
    other = shifted(now, int(count) * scale * (1 if ahead else -1), letter)
    if other is None:
        return None
    if ahead:
        return now, other
    # "the last 30 days" end today: the 30th day back is not among them.
    return (shifted(other, 1, "D") or other), now


def past_span(found: Found, scene: Scene) -> Reading | None:
    unit = unit_in(found)
    count = number_of(
        re.sub(r"\b(?:first|second|last|past|next|latest|previous|following|coming|final)\b", "", found.text)
    )
    days = _beside_now(count, found, scene, unit)
    return Reading("DURATION", span_value(count, unit), "relative" if days else "unresolved", days, anchors=False)


short_span = past_span


def vague_span(found: Found, scene: Scene) -> Reading | None:
    if found.text.endswith("long") and "-" not in found.text:
        return _span(1, found.text.removesuffix("long"))
    unit = unit_in(found)
    if found.text.endswith("-long"):
        many = found.get("UNITS") or found.get("SMALLUNITS")
        count = number_of(found.text) if found.get("CARDINAL") or found.get("COUNT") else None if many else 1.0
        return _span(count, unit)
    count = number_of(found.text) if "couple" in found.words else None
    days = _beside_now(count, found, scene, unit)
    return Reading("DURATION", span_value(count, unit), "relative" if days else "unresolved", days, anchors=False)
