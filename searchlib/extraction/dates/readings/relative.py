"""Weeks to years, seen from the day of publication: "last week", "October", "the third quarter", "this summer"."""

from __future__ import annotations

import re
from datetime import date

from searchlib.extraction.dates.calendar import (
    SEASONS,
    days_of,
    quarter_of,
    shifted,
    week_value,
)
from searchlib.extraction.dates.grammar import Found
from searchlib.extraction.dates.numbers import month_of, number_of_words
from searchlib.extraction.dates.readings.absolute import absolute, day_number, season_value, year_beside
from searchlib.extraction.dates.readings.days import nearest_day, of_day, relative, unresolved
from searchlib.extraction.dates.scene import Reading, Scene

__all__ = [
    "bare_spring", "half", "holiday", "month", "quarter", "quarter_figure", "season", "unit_which", "week_of",
]  # fmt: skip


def unit_which(found: Found, scene: Scene) -> Reading | None:
    if _is_title(scene):
        return None
    unit = found.one_of("weekend", "week", "month", "quarter", "year", "decade", "century", "day", "hour")
    which = found.one_of("last", "this", "next", "current", "coming", "upcoming", "latest", "past")
    coming = which in ("next", "coming", "upcoming")
    if unit == "day" and which in ("last", "latest") and scene.after(3) == " of":
        return None  # the last day of the trial
    if unit == "day" and which == "next":
        from searchlib.extraction.dates.readings.beside import unit_beside

        return unit_beside(found, scene)
    around = which == "past" and "this" not in found.words and unit != "weekend"
    if around or unit in ("day", "hour") or (unit == "decade" and coming and "the" in found.words):
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
    if scene.story_year and not which:
        return absolute(f"{scene.story_year}-{number:02}", "anaphoric", found)
    # "the end of March", "mid-March" narrow the month; "last March" does not say which part.
    if which in ("last", "past"):
        year = now.year - (number >= now.month)
    elif which in ("next", "coming"):
        year = now.year + (number <= now.month)
    elif which == "this":
        year = now.year
    elif joined := scene.coordinated(day=False):
        beside, is_end = joined
        months = (number - beside.month) % 12 if is_end else (number - beside.month + 5) % 12 - 5
        year = beside.year + (beside.month - 1 + months) // 12
    else:
        ahead = number != now.month and _month_ahead(number, now, scene)
        year = now.year + (number < now.month) if ahead else now.year - (number > now.month)
    return relative(f"{year}-{number:02}", found)


def _month_ahead(number: int, now: date, scene: Scene) -> bool:
    distance = (number - now.month) % 12
    if distance > 9:
        return False  # this quarter's months, whatever the verb, which costs more than all the rest
    tense = scene.tense
    # What lasts until a month that begins soon has that month ahead of it, whatever the verb.
    if distance <= 3 and scene.before(8).lower().endswith((" until ", " by ", " before ", " through ", " into ")):
        return True
    # Where no verb tells, a month that this year has had is that one.
    return (tense == "ahead" and distance <= 9) or (
        tense in ("", "now") and distance <= (3 if number > now.month else 1)
    )


def _is_no_month(name: str, found: Found, scene: Scene) -> bool:
    """ "May" begins a question or is a name; "march" is a walk; in a query nothing is."""
    if scene.asking or name not in ("may", "march", "april", "june", "august", "jan", "mar"):
        return False
    if len(found.words) > 1:
        return False
    if re.match(r"-(?!to\b)[a-z]", scene.after(4)):
        return True  # Mar-a-Lago
    if name == "may" and _is_somebody(scene):
        return True
    before = scene.before(16)
    word = before.split()[-1] if before.split() else ""
    if word.lower() in ("in", "since", "until", "last", "from", "during"):
        return False
    if (
        before.endswith(tuple("abcdefghijklmnopqrstuvwxyz, "))
        and word[:1].isupper()
        and not word.endswith((",", "."))
        and scene.start
        and name in ("may", "april", "june", "august")
    ):
        return True  # Theresa May, after another capital
    if name in ("april", "june", "august", "jan", "mar"):
        return (
            scene.after(1) == " "
            and scene.after(3)[1:2].isupper()
            and word.lower() not in ("in", "since", "until", "of", "from", "last")
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


_SOMEBODY = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Minister|President|Secretary|Theresa|Sir|Lord|Lady|Senator)\.? May\b")


def _is_somebody(scene: Scene) -> bool:
    """Where a Mrs May is told of, "May's decision" and "May said" are hers."""
    if not scene.text.startswith(("'s ", "’s ", " said", " told", " has ", " had "), scene.end):
        return False
    return _SOMEBODY.search(scene.text) is not None


def quarter(found: Found, scene: Scene) -> Reading | None:
    text = (
        "4" if found.one_of("final", "last") and not found.get("ORDINAL") else found.get("ORDINAL") or found.get("DAY")
    )
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
    if (
        len(found.words) == 1
        and scene.text[scene.start].isupper()
        and _NAME_AROUND.search(scene.before(12) + "|" + scene.after(2))
    ):
        return None  # the Summer Games, Jo Winter
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
    if scene.story_year and not found.one_of("last", "past", "next", "this"):
        return absolute(season_value(scene.story_year, name), "anaphoric", found)
    return relative(
        season_value(_season_year(name, found.one_of("last", "past", "next", "this"), now, scene), name), found
    )


bare_spring = season
_NAME_AROUND = re.compile(r"\b(?!In\b|By\b|This\b|Last\b|Next\b|The\b)[A-Z]\w* \||\| [A-Z]")


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
