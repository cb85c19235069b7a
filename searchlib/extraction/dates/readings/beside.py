"""What leans on an earlier mention: "that year", "the following week", "a year earlier", "the quarter"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from searchlib.extraction.dates.calendar import days_of, quarter_of, week_value
from searchlib.extraction.dates.grammar import Found
from searchlib.extraction.dates.numbers import MONTHS, weekday_of
from searchlib.extraction.dates.publication import MONTH
from searchlib.extraction.dates.readings.absolute import absolute
from searchlib.extraction.dates.readings.days import PARTS, nearest_day, of_day, of_time, relative, unresolved
from searchlib.extraction.dates.readings.relative import reading_of_unit
from searchlib.extraction.dates.scene import Reading, Scene

__all__ = ["few_beside", "latest_period", "part_beside", "the_unit", "unit_beside", "weekday_beside", "year_before"]

_ENDED = re.compile(rf"\s+(?:(?:that )?ended|ending|to|through|of)\s+({MONTH})\.?\s+(\d{{1,2}})\b", re.IGNORECASE)
_QUARTER = re.compile(r"\d{4}-Q[1-4]")


def _anchor(scene: Scene) -> tuple[date | None, str]:
    """The first day of the last mention, else that of publication; and how that was known."""
    last = scene.last_day()
    days = last and (last.days or days_of(last.value))
    return (days[0], "anaphoric") if days else (scene.published, "relative")


def _known_as(reading: Reading | None, how: str) -> Reading | None:
    if reading:
        reading.how = how
    return reading


def _is_finer(unit: str, scene: Scene) -> bool:
    """Whether a day is looked for where only a month or year was named: which one it is, nobody said."""
    last = scene.last_day()
    days = (last.days or days_of(last.value)) if last else None
    return days is not None and days[0] != days[1] and unit in ("day", "morning")


def _day_within(scene: Scene) -> Reading:
    """Some day of the month named before."""
    last = scene.last_day()
    if last and re.fullmatch(r"\d{4}-\d\d", last.value):
        return Reading("DATE", f"{last.value}-XX", "anaphoric", last.days or days_of(last.value), anchors=False)
    return unresolved("XXXX-XX-XX")


def unit_beside(found: Found, scene: Scene) -> Reading | None:
    if "before" in found.words and re.match(r"\s+\w", scene.after(3)):
        return None  # the day before the vote
    unit = found.one_of("weekend", "week", "month", "quarter", "year", "decade", "day", "morning")
    base, how = _anchor(scene)
    which = found.one_of("previous", "preceding", "following", "next")
    step = {"previous": -1, "preceding": -1, "following": 1, "next": 1}.get(which, -1 if "before" in found.words else 0)
    if base is None:
        return unresolved("FUTURE_REF" if step > 0 else "PAST_REF")
    if _is_finer(unit, scene) and ("that" in found.words or "same" in found.words or step):
        return _day_within(scene)
    if unit == "morning":
        return of_time(base + timedelta(step), "TMO")
    if (
        not step
        and ("in" in found.words or "the" in found.words)
        and "before" not in found.words
        and "same" not in found.words
        and "that" not in found.words
    ):
        return reading_of_unit(scene.published, unit, 0) if scene.published else unresolved("PAST_REF")
    return _known_as(reading_of_unit(base, unit, step, found), how)


def weekday_beside(found: Found, scene: Scene) -> Reading | None:
    base, how = _anchor(scene)
    if base is None:
        return unresolved(f"XXXX-WXX-{weekday_of(found) + 1}")
    ahead = found.one_of("following", "next")
    apart = (weekday_of(found) - base.weekday()) % 7
    step = (apart or 7) if ahead else 0 if "same" in found.words and not apart else (apart or 7) - 7 if apart else -7
    return _known_as(of_day(base + timedelta(step)), how)


def part_beside(found: Found, scene: Scene) -> Reading | None:
    base, how = _anchor(scene)
    if base is None:
        return unresolved("XXXX-XX-XX" + PARTS[found.get("PART")], "TIME")
    if _is_finer("day", scene):
        return unresolved("XXXX-XX-XX" + PARTS[found.get("PART")], "TIME")
    step = {"next": 1, "following": 1, "previous": -1}.get(found.one_of("next", "following", "previous"), 0)
    return _known_as(of_time(base + timedelta(step), PARTS[found.get("PART")]), how)


def few_beside(found: Found, scene: Scene) -> Reading | None:
    return unresolved("FUTURE_REF" if "later" in found.words else "PAST_REF")


def latest_period(found: Found, scene: Scene) -> Reading | None:
    if scene.quarter:
        return absolute(scene.quarter, "anaphoric")
    return reading_of_unit(scene.published, "quarter", -1) if scene.published else unresolved("PAST_REF")


def the_unit(found: Found, scene: Scene) -> Reading | None:
    """ "the quarter" is the last one spoken of, else the last complete one; "the year" that of publication."""
    unit = found.one_of("weekend", "week", "month", "quarter", "year", "day")
    now = scene.published
    if (unit == "day" and not found.one_of("end")) or re.match(r"[~-](?:ago|earlier|to|on|over)\b", scene.after(9)):
        return None
    if now is None:
        return unresolved("XXXX") if scene.asking or unit != "day" else None
    if unit in ("week", "quarter") and (ended := _ENDED.match(scene.after(40))):
        day = nearest_day(MONTHS[ended[1][:3].lower()], int(ended[2]), scene)
        if day and unit == "week":
            return relative(week_value(day))
        if day:  # the calendar's quarter that it shares most days with
            return reading_of_unit(day - timedelta(45), "quarter", 0)
    if unit == "quarter":
        if scene.quarter:
            return absolute(scene.quarter, "anaphoric")
        return reading_of_unit(now, "quarter", -1)
    if unit == "week" and scene.after(3).lower() == " of":
        return None
    if unit == "year" and re.match(r"\s+(?:of\b|20|19|that\b|when\b|before\b|after\b|ended|ending)", scene.after(8)):
        return Reading("DURATION", "P1Y", "unresolved", anchors=False)
    if unit == "weekend":
        monday = now - timedelta(now.weekday())
        # On a weekend it is that one; from Thursday on the next, unless the verb looks back.
        tense = scene.tense
        ahead = now.weekday() >= 5 or tense == "ahead" or (now.weekday() >= 3 and tense != "before")
        return relative(week_value(monday if ahead else monday - timedelta(7)) + "-WE")
    return reading_of_unit(now, unit, 0, found)


def year_earlier(scene: Scene, *, anaphoric: bool) -> Reading | None:
    """A year before the last mention, or before now; of a quarter, where earnings are told, the same quarter."""
    last = scene.last_day() if anaphoric else None
    if scene.compared:
        reading = absolute(f"{int(scene.compared[:4]) - 1}{scene.compared[4:]}", "anaphoric")
    elif last and (found := re.fullmatch(r"(\d{4})(-(?:\d\d(?:-\d\d)?|Q\d|H\d|[A-Z]{2}))?", last.value)):
        reading = absolute(f"{int(found[1]) - 1}", "anaphoric")
    elif scene.published is None:
        return unresolved("PAST_REF")
    else:
        reading = relative(f"{scene.published.year - 1:04}")
    if reading:
        reading.anchors = False  # a comparison; the story goes on in its own year
    return reading


def year_before(found: Found, scene: Scene) -> Reading | None:
    now = scene.published
    if found.get("YEAR") and scene.compared:
        return absolute(f"{found.get('YEAR')}{scene.compared[4:]}", "anaphoric")
    if found.get("YEAR"):
        return absolute(found.get("YEAR"), "anaphoric")
    if "nine" in found.words:
        return Reading("DURATION", "P9M", "unresolved", anchors=False)
    if found.get("ORDINAL"):
        number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(found.get("ORDINAL"), 0)
        if not number or now is None:
            return None
        return relative(f"{now.year - 1 - (number > quarter_of(now))}-Q{number}")
    if "month" in found.words and now:
        return relative(f"{now.year - 1}-{now.month:02}")
    return year_earlier(scene, anaphoric=False)
