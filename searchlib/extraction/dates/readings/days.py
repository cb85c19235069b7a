"""Days and times of day, seen from the day of publication: "Thursday", "October 7", "yesterday", "5 p.m. Tuesday"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from searchlib.extraction.dates.calendar import day_of, days_of
from searchlib.extraction.dates.grammar import Found
from searchlib.extraction.dates.numbers import WEEKDAYS, month_of, weekday_of
from searchlib.extraction.dates.readings.absolute import absolute, day_number
from searchlib.extraction.dates.scene import Reading, Scene

__all__ = [
    "clock", "day_beyond", "day_part", "days_of_month", "deictic", "month_day", "overnight", "short_weekday", "tonight",
    "weekday",
]  # fmt: skip

_WEEKDAY_BEHIND = re.compile(
    r"(?:\s*\([^()]{3,20}\)|\s+local time)\s*,?\s+(?:on\s+)?((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
"""10:35 a.m. (0735 GMT) on Friday."""
_SAYING = re.compile(
    r"\b(?:said|told(?: [A-Z]?\w+){1,2}|showed|reported|wrote|(?:interview|editorial|article|report|statement)"
    r"(?: published| released)?)(?: (?:late|early|earlier))?(?: on)? $"
)
_SAYS = re.compile(r" (?:said|told|showed|warned)\b")
PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}


def relative(value: str, found: Found | None = None) -> Reading | None:
    return absolute(value, "relative", found)


def of_day(day: date | None) -> Reading | None:
    return Reading("DATE", str(day), "relative", (day, day)) if day else None


def unresolved(value: str, kind: str = "DATE") -> Reading:
    return Reading(kind, value, "unresolved", anchors=False)


# --- days ---------------------------------------------------------------------------------------------------------------


def month_day(found: Found, scene: Scene) -> Reading | None:
    month, number = month_of(found), day_number(found)
    if day_of(2024, month, number) is None:
        return None
    day = nearest_day(month, number, scene)
    if day and scene.published and (which := found.one_of("last", "next")):
        year = scene.published.year
        days = [one for one in (day_of(year + step, month, number) for step in (-1, 0, 1)) if one]
        sides = [one for one in days if (one < scene.published) == (which == "last")]
        day = (sides[-1] if which == "last" else sides[0]) if sides else day
    elif day and (found.get("WEEKDAY") or found.get("WEEKDAYABBR")):
        # "Monday, Oct. 26": only some years have it on a Monday.
        near = [one for one in (day_of(day.year + step, month, number) for step in (0, 1, -1)) if one]
        day = next((one for one in near if one.weekday() == weekday_of(found)), day)
    reading = of_day(day)
    if reading is None:
        return unresolved(f"XXXX-{month:02}-{number:02}")
    if scene.story_year:
        reading.how = "anaphoric"
    return reading


def nearest_day(month: int, number: int, scene: Scene) -> date | None:
    """The day of the year that is meant, as tense and distance say."""
    now = scene.published
    if now is None:
        return None
    if scene.story_year:
        return day_of(scene.story_year, month, number)
    days = [day for day in (day_of(now.year + step, month, number) for step in (-1, 0, 1)) if day]
    past, coming = [day for day in days if day <= now], [day for day in days if day >= now]
    if not past or not coming:
        return past[-1] if past else coming[0] if coming else None
    if scene.asking:
        return past[-1]
    if joined := scene.coordinated(day=True):
        beside, is_end = joined
        return min(days, key=lambda day: (is_end and day < beside, abs((day - beside).days)))
    # What is weeks ahead, or else almost a year back, is more often ahead, whatever the verb; what is far, never.
    soon = (coming[0] - now).days
    if not 20 <= soon < 300:
        return coming[0] if soon < 20 else past[-1]
    return coming[0] if soon < {"ahead": 300, "before": 20}.get(scene.tense, 120) else past[-1]


def days_of_month(found: Found, scene: Scene) -> Reading | None:
    month, first, last = month_of(found), int(found.get("DAY")), int(found.get("DAY", 1))
    if first >= last or day_of(2024, month, last) is None:
        return None
    if found.get("YEAR"):
        day, how = day_of(int(found.get("YEAR")), month, first), "absolute"
    else:
        day, how = nearest_day(month, first, scene), "relative"
    end = day_of(day.year, month, last) if day else None
    if day is None or end is None:
        return unresolved(f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}")
    return Reading("DATE", f"{day}/{end}", how, (day, end))


_NEWSPAPER = re.compile(r" (?:Times|Mail|Telegraph|Mirror|Express|Post|Independent|Herald|Tribune|Star|Business)\b")


def weekday(found: Found, scene: Scene) -> Reading | None:
    if scene.before(4) in ("The ", "the ") and _NEWSPAPER.match(scene.after(14)):
        return None  # the Sunday Times
    return of_day(day_of_weekday(found, scene)) or unresolved(f"XXXX-WXX-{weekday_of(found) + 1}")


short_weekday = weekday


def day_of_weekday(found: Found, scene: Scene) -> date | None:
    """The day that a week day means."""
    now = scene.published
    if now is None:
        return None
    if "recent" in found.words:
        return None  # one of several
    number = weekday_of(found)
    back = (now.weekday() - number) % 7
    if "week" in found.words:
        return now + timedelta(
            number - now.weekday() + 7 * {"last": -1, "next": 1}.get(found.one_of("last", "next"), 0)
        )
    which = found.one_of("last", "past", "next", "coming", "this")
    if which in ("last", "past"):
        return now - timedelta(back or 7)
    if which in ("next", "coming"):
        ahead_by = (-back) % 7 or 7
        # On a Monday "next Tuesday" is not the one that would be called tomorrow.
        return now + timedelta(ahead_by + 7 * (ahead_by == 1 and which == "next" and not scene.asking))
    if which == "this":
        return now + timedelta((-back) % 7)
    following = _behind_a_range(scene)
    if following is not None:
        return following + timedelta((number - following.weekday()) % 7)
    if not back:
        return now
    joined = scene.coordinated(day=True) if scene.start - scene.last_end <= 6 else None
    if joined and abs((joined[0] - now).days) < 8:
        return joined[0] + timedelta((number - joined[0].weekday() + 3 * (not joined[1])) % 7 - 3 * (not joined[1]))
    if back == 6 and not scene.asking:
        # So far back a writer says "last Friday", or the date, unless the verb says that it is over; and what somebody "said
        # on Friday" is the news of the day, written where it already was tomorrow.
        owns = scene.after(2) in ("'s", "’s")  # "Friday's vote" is either; of last Friday's one would say so
        ahead = owns or scene.tense != "before" or _is_the_news(scene)
    else:
        ahead = scene.ahead
    return now + timedelta((-back) % 7) if ahead else now - timedelta(back)


def _is_the_news(scene: Scene) -> bool:
    return _SAYING.search(scene.before(40)) is not None or _SAYS.match(scene.after(10)) is not None


def _behind_a_range(scene: Scene) -> date | None:
    """ "from Thursday to Saturday": the day that it runs from, so that the second comes after the first."""
    before = scene.before(12)
    if not before.lower().endswith((" to ", " through ", " until ", " till ", "-", "–")) or not scene.earlier:
        return None
    last = scene.earlier[-1]
    near = (
        scene.text.rfind("from ", max(0, scene.start - 40), scene.start) >= 0
        or "between " in scene.before(40)
        or before.lower().endswith((" through ", "-", "–"))
    )
    days = last.days or days_of(last.value)
    recent = days and scene.published and abs((days[0] - scene.published).days) < 8
    return days[0] if near and days and recent and last.type == "DATE" and days[0] == days[1] else None


def deictic(found: Found, scene: Scene) -> Reading | None:
    step = {"today": 0, "yesterday": -1, "tomorrow": 1}[
        found.get("DEICTIC") or found.one_of("today", "yesterday", "tomorrow")
    ]
    if scene.published is None:
        return unresolved("PRESENT_REF" if step == 0 else "XXXX-XX-XX")
    return of_day(scene.published + timedelta(step))


def day_beyond(found: Found, scene: Scene) -> Reading | None:
    if scene.published is None:
        return unresolved("XXXX-XX-XX")
    return of_day(scene.published + timedelta(-2 if "yesterday" in found.words else 2))


# --- times of day --------------------------------------------------------------------------------------------------------


def of_time(day: date | None, time: str) -> Reading:
    if day is None:
        return unresolved(f"XXXX-XX-XX{time}", "TIME")
    return Reading("TIME", f"{day}{time}", "relative", (day, day))


def day_part(found: Found, scene: Scene) -> Reading | None:
    time = PARTS[found.get("PART")]
    if len(found.words) == 2 and found.one_of("early", "mid", "late"):
        day = scene.day_beside() or scene.published
        return of_time(day, time) if scene.before(4).lower() in (" by ", " in ") else None
    return of_time(_day_named(found, scene), time)


def _day_named(found: Found, scene: Scene) -> date | None:
    """The day in an expression of a time; that of publication when none is named."""
    now = scene.published
    if found.get("WEEKDAY"):
        return day_of_weekday(found, scene)
    if found.get("MONTH") or found.get("MONTHABBR"):
        return nearest_day(month_of(found), day_number(found), scene)
    if found.rule == "clock" and not found.one_of("today", "yesterday", "tomorrow"):
        if now and (behind := _WEEKDAY_BEHIND.match(scene.after(40))):
            back = (now.weekday() - WEEKDAYS[behind[1][:3].lower()]) % 7
            return now + timedelta((-back) % 7) if scene.ahead else now - timedelta(back)
        if beside := scene.day_beside():
            return beside
    if now is None:
        return None
    step = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(found.one_of("yesterday", "last", "tomorrow"), 0)
    return now + timedelta(step)


def tonight(found: Found, scene: Scene) -> Reading | None:
    return of_time(scene.published, "TNI")


def overnight(found: Found, scene: Scene) -> Reading | None:
    return of_time(scene.published, "TNI")


def clock(found: Found, scene: Scene) -> Reading | None:
    words = found.words
    if "noon" in words or "midday" in words:
        hour, minute = 12, "00"
    elif "midnight" in words:
        hour, minute = 24, "00"
    elif (
        part := found.get("PART") or found.one_of("morning", "afternoon", "evening")
        if found.get("HOUR") and "in" in words
        else ""
    ):
        hour, minute = int(found.get("HOUR")) % 12 + 12 * (part in ("afternoon", "evening")), "00"
    elif found.get("HOURMINUTE"):
        hour, minute = int(found.get("HOURMINUTE")[:2]), found.get("HOURMINUTE")[2:]
    else:
        hour, minute = int(found.get("HOUR")), found.get("MINUTE") or "00"
        half = "pm" if {"pm", "p"} & words else "am" if {"am", "a"} & words else ""
        if half and not 1 <= hour <= 12:
            return None
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif not found.get("ZONE") and ":" in found.text and not _is_time(scene):
            return None
    if hour > 24 or int(minute) > 59:
        return None
    day = _day_named(found, scene)
    return (
        of_time(day, f"T{hour:02}:{minute}")
        if day
        else Reading("TIME", f"T{hour:02}:{minute}", "unresolved", anchors=False)
    )


def _is_time(scene: Scene) -> bool:
    """ "at 10:30" is a time of day; "2:04 ahead of" and "Luke 10:30" are not."""
    return (
        scene.before(8)
        .lower()
        .rstrip()
        .endswith((" at", "by", "until", "before", "after", "around", "about", "from", "since"))
    )
