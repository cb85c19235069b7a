"""What is seen from the day of publication: "Thursday", "October 7", "last week", "the third quarter", "three weeks ago"."""

from __future__ import annotations

from datetime import date, timedelta

from searchlib.extraction.dates.calendar import (
    SEASONS,
    day_of,
    days_of,
    quarter_of,
    shifted,
    week_value,
)
from searchlib.extraction.dates.grammar import Found
from searchlib.extraction.dates.numbers import month_of, number_of, number_of_words, weekday_of
from searchlib.extraction.dates.readings.absolute import absolute, day_number, season_value, year_beside
from searchlib.extraction.dates.scene import Reading, Scene

__all__ = [
    "ago", "bare_spring", "clock", "day_beyond", "day_part", "days_of_month", "deictic", "future", "half", "holiday", "long_ago",
    "month", "month_day", "overnight", "past", "present", "quarter", "quarter_figure", "season", "short_weekday", "the_past",
    "tonight", "unit_which", "week_of", "weekday",
]  # fmt: skip

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
    return of_day(day) if day else unresolved(f"XXXX-{month:02}-{number:02}")


def nearest_day(month: int, number: int, scene: Scene) -> date | None:
    """The day of the year that is meant, as tense and distance say."""
    now = scene.published
    if now is None:
        return None
    days = [day for day in (day_of(now.year + step, month, number) for step in (-1, 0, 1)) if day]
    past, coming = [day for day in days if day <= now], [day for day in days if day >= now]
    if not past or not coming:
        return past[-1] if past else coming[0] if coming else None
    if scene.asking:
        return past[-1]
    tense = scene.tense
    # What is weeks ahead, or else almost a year back, is more often ahead, whatever the verb.
    soon = (coming[0] - now).days
    return coming[0] if soon < {"ahead": 300, "before": 45}.get(tense, 120) else past[-1]


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


def weekday(found: Found, scene: Scene) -> Reading | None:
    return of_day(day_of_weekday(found, scene)) or unresolved(f"XXXX-WXX-{weekday_of(found) + 1}")


short_weekday = weekday


def day_of_weekday(found: Found, scene: Scene) -> date | None:
    """The day that a week day means."""
    now = scene.published
    if now is None:
        return None
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
        return now + timedelta((-back) % 7 or 7)
    if which == "this":
        return now + timedelta((-back) % 7)
    following = _behind_a_range(scene)
    if following is not None:
        return following + timedelta((number - following.weekday()) % 7)
    if not back:
        return now
    if scene.after(2) in ("'s", "’s"):  # Sunday's vote: over, but for "ahead of Sunday's vote"
        ahead = scene.before(9).endswith(("ahead of ", "before ", "for "))
    else:
        ahead = scene.ahead
    return now + timedelta((-back) % 7) if ahead else now - timedelta(back)


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
    return of_time(_day_named(found, scene), time)


def _day_named(found: Found, scene: Scene) -> date | None:
    """The day in an expression of a time; that of publication when none is named."""
    now = scene.published
    if found.get("WEEKDAY"):
        return day_of_weekday(found, scene)
    if found.get("MONTH") or found.get("MONTHABBR"):
        return nearest_day(month_of(found), day_number(found), scene)
    if found.rule == "clock" and not found.one_of("today", "yesterday", "tomorrow") and (beside := scene.day_beside()):
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


# --- weeks to years --------------------------------------------------------------------------------------------------------


def unit_which(found: Found, scene: Scene) -> Reading | None:
    if _is_title(scene):
        return None
    unit = found.one_of("weekend", "week", "month", "quarter", "year", "decade", "century", "day", "hour")
    which = found.one_of("last", "this", "next", "current", "coming", "upcoming", "latest", "past")
    coming = which in ("next", "coming", "upcoming")
    if unit == "day" and which == "next":
        from searchlib.extraction.dates.readings.beside import unit_beside

        return unit_beside(found, scene)
    if (which == "past" and "this" not in found.words and unit != "weekend") or unit in ("day", "hour"):
        return _span_of(found, scene, unit, which)
    step = 1 if coming else 0 if which in ("this", "current") and "past" not in found.words else -1
    if scene.published is None:
        return unresolved("FUTURE_REF" if step > 0 else "PAST_REF" if step < 0 else "PRESENT_REF")
    return reading_of_unit(scene.published, unit, step, found)


def _is_title(scene: Scene) -> bool:
    """This Week, with capitals, is a programme; in a headline everything has them."""
    words = scene.text[scene.start : scene.end].split()
    line = scene.text[max(0, scene.start - 60) : scene.end + 60]
    return (
        len(words) == 2
        and all(word[:1].isupper() and word[1:].islower() for word in words)
        and line.count(" ") > 4
        and sum(word[:1].isupper() for word in line.split()) * 2 < len(line.split())
    )


def _span_of(found: Found, scene: Scene, unit: str, which: str) -> Reading | None:
    """ "the past year" is how long; its days are those up to (or from) the day of publication."""
    value = {
        "week": "P1W",
        "month": "P1M",
        "quarter": "P3M",
        "year": "P1Y",
        "decade": "P10Y",
        "century": "P100Y",
        "day": "P1D",
        "hour": "PT1H",
    }[unit]
    days = None
    now = scene.published
    if now and unit == "year" and which == "past":
        reading = relative(f"{now.year - 1:04}")  # how news archives annotate it; its days are the last twelve months
        start = shifted(now, -1, "Y")
        if reading and start:
            reading.days = (start, now)
        return reading
    if now and unit in ("week", "month", "quarter", "year", "decade", "day"):
        count = {"quarter": 3, "decade": 10}.get(unit, 1)
        letter = {"week": "W", "month": "M", "quarter": "M", "year": "Y", "decade": "Y", "day": "D"}[unit]
        ahead = which in ("next", "coming", "upcoming")
        other = shifted(now, count if ahead else -count, letter)
        days = ((now, other) if ahead else (other, now)) if other else None
    return Reading("DURATION", value, "relative" if days else "unresolved", days, anchors=False)


def reading_of_unit(now: date, unit: str, step: int, found: Found | None = None) -> Reading | None:
    """The week, month … `step` units from the one that a day is in."""
    match unit:
        case "day":
            return of_day(shifted(now, step, "D"))
        case "week" | "weekend":
            day = shifted(now, step, "W")
            return relative(week_value(day) + ("-WE" if unit == "weekend" else ""), found) if day else None
        case "month":
            day = shifted(now.replace(day=1), step, "M")
            return relative(f"{day:%Y-%m}", found) if day else None
        case "quarter":
            day = shifted(now.replace(day=1), 3 * step, "M")
            return relative(f"{day.year}-Q{quarter_of(day)}", found) if day else None
        case "year":
            return relative(f"{now.year + step:04}", found)
        case "decade":
            return relative(f"{now.year // 10 + step:03}", found)
    return Reading("DATE", f"{now.year // 100 + step:02}", "relative", days_of(f"{now.year // 100 + step:02}"))


def week_of(found: Found, scene: Scene) -> Reading | None:
    day = nearest_day(month_of(found), day_number(found), scene)
    return relative(week_value(day)) if day else None


def month(found: Found, scene: Scene) -> Reading | None:
    """A month without a year: the next where the sentence looks ahead, else the last."""
    number, now = month_of(found), scene.published
    name = found.get("MONTH") or found.get("MONTHABBR")
    if _is_no_month(name, found, scene):
        return None
    if now is None:
        return unresolved(f"XXXX-{number:02}")
    which = found.one_of("last", "next", "this", "past", "coming")
    # "the end of March", "mid-March" narrow the month; "last March" does not say which part.
    if which in ("last", "past"):
        year = now.year - (number >= now.month)
    elif which in ("next", "coming"):
        year = now.year + (number <= now.month)
    elif which == "this":
        year = now.year
    else:
        ahead = number != now.month and _month_ahead(number, now, scene)
        year = now.year + (number < now.month) if ahead else now.year - (number > now.month)
    return relative(f"{year}-{number:02}", found)


def _month_ahead(number: int, now: date, scene: Scene) -> bool:
    distance = (number - now.month) % 12
    tense = scene.tense
    return (tense == "ahead" and distance <= 10) or (not tense and distance <= 3)


def _is_no_month(name: str, found: Found, scene: Scene) -> bool:
    """ "May" begins a question or is a name; "march" is a walk; in a query nothing is."""
    if scene.asking or name not in ("may", "march", "april", "june", "august", "jan"):
        return False
    if len(found.words) > 1:
        return False
    before = scene.before(16)
    word = before.split()[-1] if before.split() else ""
    if (
        before.endswith(tuple("abcdefghijklmnopqrstuvwxyz, "))
        and word[:1].isupper()
        and not word.endswith((",", "."))
        and scene.start
        and name in ("may", "april", "june", "august")
    ):
        return True  # Theresa May, after another capital
    if name in ("april", "june", "august", "jan"):
        return scene.after(3)[1:2].isupper() and word.lower() not in (
            "in",
            "since",
            "until",
            "by",
            "of",
            "from",
            "last",
        )
    return word.lower().rstrip("(") not in (
        "in",
        "since",
        "until",
        "by",
        "of",
        "from",
        "to",
        "through",
        "and",
        "during",
        "before",
        "after",
        "for",
        "last",
        "till",
        "between",
        "or",
        "around",
        "about",
        "into",
        "this",
        "the",
    )


def quarter(found: Found, scene: Scene) -> Reading | None:
    text = found.get("ORDINAL") or found.get("DAY")
    number = int(text) if text.isdigit() else {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(text, 0)
    if not 1 <= number <= 4:
        return None
    return _quarter(number, found, scene)


def quarter_figure(found: Found, scene: Scene) -> Reading | None:
    number = next((int(one) for one in ("1", "2", "3", "4") if f"q{one}" in found.text), 0)
    return _quarter(number, found, scene) if number else None


def _quarter(number: int, found: Found, scene: Scene) -> Reading | None:
    now = scene.published
    if found.get("YEAR"):
        return absolute(f"{found.get('YEAR')}-Q{number}")
    if now is None:
        return unresolved(f"XXXX-Q{number}")
    if "year" in found.words:
        year = year_beside(found, now)
    else:
        # One that is not over is rarely told of as past, but for the one that is about to end.
        year = now.year - (number > quarter_of(now) and not (number == quarter_of(now) + 1 and scene.ahead))
    return relative(f"{year}-Q{number}")


def half(found: Found, scene: Scene) -> Reading | None:
    number = 1 if "first" in found.words else 2
    now = scene.published
    if not found.get("YEAR") and "year" not in found.words:
        if _other_half(scene):
            return None
        if now is None:
            return unresolved(f"XXXX-H{number}")
        return relative(f"{now.year - (number == 2 and now.month < 7 and not scene.ahead)}-H{number}")
    if found.get("YEAR"):
        return absolute(f"{found.get('YEAR')}-H{number}")
    return relative(f"{year_beside(found, now)}-H{number}") if now else unresolved(f"XXXX-H{number}")


def _other_half(scene: Scene) -> bool:
    """Halves of matches, books and hours."""
    sport = ("goal", "scored", "kick", "match", "game", "minute", "team", "coach", "player", "season", "lead", "points")
    around = scene.text[max(0, scene.start - 200) : scene.end + 200].lower()
    return scene.after(4).lower().startswith((" of", "-")) or any(word in around for word in sport)


def season(found: Found, scene: Scene) -> Reading | None:
    name = found.get("SEASON") or found.one_of("summer", "winter", "autumn", "spring", "fall")
    words = number_of_words(found.text.split()[-1:])
    if found.get("YEAR"):
        return absolute(season_value(int(found.get("YEAR")), name), found=found)
    if found.one_of("nineteen", "twenty", "two", "eighteen"):
        head = 1900 if "nineteen" in found.words else 2000
        tail = number_of_words(found.text.replace("-", " ").partition("teen ")[2].split()) if head == 1900 else words
        return absolute(season_value(head + tail, name))
    now = scene.published
    if now is None:
        return unresolved(f"XXXX-{SEASONS[name]}")
    return relative(
        season_value(_season_year(name, found.one_of("last", "past", "next", "this"), now, scene), name), found
    )


bare_spring = season


def _season_year(name: str, which: str, now: date, scene: Scene) -> int:
    begins = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name]
    begun = now.month >= begins
    if which in ("last", "past"):
        over = now.month > begins + 2
        return now.year - (not over and not (which == "past" and begun))
    if which == "next":
        return now.year + begun
    if which == "this" or scene.ahead:
        return now.year - (name == "winter" and now.month < 3)
    return now.year - (not begun)


def holiday(found: Found, scene: Scene) -> Reading | None:
    from searchlib.extraction.dates.holidays import holiday_in

    year = found.get("YEAR")
    if year:
        day = holiday_in(found.words, int(year))
        return Reading("DATE", str(day), "absolute") if day else None
    now = scene.published
    if now is None:
        return unresolved("XXXX-XX-XX")
    days = [day for day in (holiday_in(found.words, now.year + step) for step in (-1, 0, 1)) if day]
    which = found.one_of("last", "next")
    past, coming = [day for day in days if day <= now], [day for day in days if day >= now]
    if which == "next" or (not which and coming and (scene.ahead or (coming[0] - now).days < 40) and not scene.asking):
        return of_day(coming[0]) if coming else None
    return of_day(past[-1]) if past else of_day(coming[0]) if coming else None


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
    ahead = "later" in found.words or "from" in found.words
    base, how = scene.published, "relative"
    if "earlier" in found.words or "later" in found.words:
        last = scene.last_day()
        days = last and (last.days or days_of(last.value))
        if last and days:
            base, how = days[0], "anaphoric"
        if unit == "year" and count == 1 and not ahead:
            from searchlib.extraction.dates.readings.beside import year_earlier

            return year_earlier(scene, anaphoric=True)
    elif unit == "year" and count == 1 and scene.quarter and not ahead:
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
    if found.text == "now" and scene.after(6).lower().startswith((" that", "-")):
        return None
    return unresolved("PRESENT_REF")


def past(found: Found, scene: Scene) -> Reading | None:
    return unresolved("PAST_REF")


def the_past(found: Found, scene: Scene) -> Reading | None:
    return unresolved("PAST_REF") if scene.before(4).lower().endswith("in ") or "recent" in found.words else None


def future(found: Found, scene: Scene) -> Reading | None:
    if scene.after(4).lower().startswith(" of ") and "near" not in found.words:
        return None
    return unresolved("FUTURE_REF")
