"""What is said in full: days, months, quarters and years with their year, decades, centuries."""

from __future__ import annotations

import re
from datetime import date

from searchlib.extraction.dates.calendar import SEASONS, day_of, days_of, part_of
from searchlib.extraction.dates.grammar import Found
from searchlib.extraction.dates.numbers import month_of, number_of_words, ordinal_of
from searchlib.extraction.dates.scene import Reading, Scene

__all__ = [
    "century", "compact_day", "decade", "dotted_day", "full_day", "iso_day", "iso_moment", "iso_week", "month_year",
    "slashed_day", "year", "year_month", "year_range",
]  # fmt: skip

_MONTH_FIRST = frozenset({"us", "ph", "pr"})
_DAY_FIRST = re.compile(r"\b(?:UK|British|London|Australia|Sydney|India|Delhi|Ireland|Dublin)\b")


def absolute(value: str, how: str = "absolute", found: Found | None = None) -> Reading | None:
    """A DATE whose value says its days; "early" and "late" narrow them."""
    days = days_of(value)
    if days is None:
        return None
    part = part_word(found) if found else ""
    return Reading("DATE", value, how, part_of(days, part) if part else days)


def part_word(found: Found) -> str:
    """ "early", "mid" or "late", as the words say it."""
    word = found.one_of("early", "beginning", "start", "late", "end", "close", "mid", "middle", "latter")
    return {
        "beginning": "early",
        "start": "early",
        "end": "late",
        "close": "late",
        "latter": "late",
        "middle": "mid",
    }.get(word, word)


def day_number(found: Found, which: int = 0) -> int:
    text = found.get("DAY", which)
    return int(text) if text else ordinal_of(found.get("ORDINAL"))


def full_day(found: Found, scene: Scene) -> Reading | None:
    month = month_of(found)
    if found.get("YEAR"):
        day = day_of(int(found.get("YEAR")), month, day_number(found))
        return Reading("DATE", str(day), "absolute") if day else None
    if scene.published is None:
        return Reading("DATE", f"XXXX-{month:02}-{day_number(found):02}", "unresolved")
    day = day_of(year_beside(found, scene.published), month, day_number(found))
    return Reading("DATE", str(day)) if day else None


def year_beside(found: Found, published: date) -> int:
    """The year of "this year", "last year", "next year"."""
    return published.year - ("last year" in found.text) + ("next year" in found.text)


def iso_day(found: Found, scene: Scene) -> Reading | None:
    # A day below 13 is a MONTHNUMBER as well: both classes are figures in the order of the text.
    numbers = re.findall(r"\d+", found.text)
    day = day_of(int(numbers[0]), int(numbers[1]), int(numbers[2])) if len(numbers[1]) == len(numbers[2]) == 2 else None
    return Reading("DATE", str(day), "absolute") if day else None


def iso_moment(found: Found, scene: Scene) -> Reading | None:
    day, _, time = found.text.replace("t", " ").partition(" ")
    year, month, number = map(int, day.split("-"))
    whole = day_of(year, month, number)
    hour, minute = time.split(":")[:2]
    return Reading("TIME", f"{whole}T{int(hour):02}:{minute}", "absolute", (whole, whole)) if whole else None


def slashed_day(found: Found, scene: Scene) -> Reading | None:
    first, second = int(found.get("DAY")), int(found.get("DAY", 1))
    year = int(found.get("YEAR") or _century(found.get("SHORTYEAR"), scene))
    orders = [(first, second), (second, first)]
    if _is_day_first(scene):
        orders.reverse()
    day = next((day for month, number in orders if (day := day_of(year, month, number))), None)
    return Reading("DATE", str(day), "absolute") if day else None


def _is_day_first(scene: Scene) -> bool:
    """Whether 7/10/2023 is in October: so outside the United States, in other languages, and where an English text of no
    known country speaks from elsewhere; most archives in English have the month first."""
    language, _, region = scene.language.lower().replace("_", "-").partition("-")
    if region:
        return region not in _MONTH_FIRST
    return language not in ("en", "") or _DAY_FIRST.search(scene.text[:2000]) is not None


def _century(short: str, scene: Scene) -> int:
    latest = (scene.published.year if scene.published else 2029) + 20
    year = latest - latest % 100 + int(short)
    return year if year <= latest else year - 100


def dotted_day(found: Found, scene: Scene) -> Reading | None:
    day = day_of(int(found.get("YEAR")), int(found.get("DAY", 1)), int(found.get("DAY")))
    return Reading("DATE", str(day), "absolute") if day else None


def compact_day(found: Found, scene: Scene) -> Reading | None:
    year = int(found.text[:4])
    day = day_of(year, int(found.text[4:6]), int(found.text[6:])) if 1900 <= year <= 2100 else None
    return Reading("DATE", str(day), "absolute") if day else None


def month_year(found: Found, scene: Scene) -> Reading | None:
    month = month_of(found)
    if found.get("YEAR"):
        return absolute(f"{found.get('YEAR')}-{month:02}", found=found)
    if "last" in found.words or "this" in found.words or "next" in found.words:
        if scene.published is None:
            return Reading("DATE", f"XXXX-{month:02}", "unresolved")
        return absolute(f"{year_beside(found, scene.published)}-{month:02}", "relative", found)
    return absolute(f"{_written_year(found)}-{month:02}", found=found)


def year_month(found: Found, scene: Scene) -> Reading | None:
    return absolute(f"{found.get('YEAR')}-{int(found.get('MONTHNUMBER')):02}")


def iso_week(found: Found, scene: Scene) -> Reading | None:
    return absolute(f"{found.get('YEAR')}-W{found.get('SHORTYEAR')}")


_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|by|from|until|till|to|during|before|after|for|and|through|the|or|between|around|about|as|early|late|"
    r"mid|than|into|year|summer|winter|spring|autumn|fall|circa|c\.?|back|on|at|over|beyond|through(?:out)?|versus|vs\.?|"
    r"this|that|its|their|his|her|our|both|election|elections|olympics|world cup|season)[\s(,]*$|[(;,\[–—-]\s*$|^\s*$|\n\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s*(?:%|percent|per cent|people|dollars|euros|pounds|troops|soldiers|shares|points|jobs|miles|kilometers|kilometres|"
    r"feet|meters|metres|tons|tonnes|workers|members|students|deaths|cases|votes|homes|employees|million|billion|GMT|UTC|"
    r"hours|residents|civilians|men|women|children|cars|units|barrels|[a-z]+ (?:people|workers|troops|soldiers))\b|\s*[%°]"
)


def year(found: Found, scene: Scene) -> Reading | None:
    if found.get("YEAR"):
        number = int(found.get("YEAR"))
        alone = found.text == found.get("YEAR")
        if alone and not scene.asking and (_COUNTED.match(scene.after()) or not _stands_as_year(number, scene)):
            return None
    else:
        number = _written_year(found)
        if not number:
            return None
    if "period" in found.words or "quarter" in found.words:
        last = scene.compared or ("quarter" in found.words and scene.quarter)
        return absolute(f"{number}-{last[5:]}", "anaphoric") if last else absolute(str(number))
    return absolute(str(number), found=found)


def _stands_as_year(number: int, scene: Scene) -> bool:
    if _YEAR_BEFORE.search(scene.before()):
        return True
    # "the 2012 election", "Nov. 2012": any year near that of publication is one.
    return 1900 <= number <= (scene.published.year + 15 if scene.published else 2050)


def _written_year(found: Found) -> int:
    words = re.findall(r"[a-z]+", found.text.partition("year ")[2] or found.text)
    words = [word for word in words if word not in ("the", "year", "s") and not word.startswith(month_word(found))]
    if "thousand" in words:
        return 2000 + number_of_words(words[2:])
    if not words:
        return 0
    head = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}.get(words[0], 0)
    rest = number_of_words([word for word in words[1:] if word != "hundred"])
    # "nineteen ninety-six" and "nineteen five" ("oh five"), but "twenty four" is a number.
    if not head or (rest < 10 and "hundred" not in words):
        return 0
    return head + rest


def month_word(found: Found) -> str:
    return found.get("MONTH") or found.get("MONTHABBR") or "\0"


def year_range(found: Found, scene: Scene) -> Reading | None:
    first, second = found.get("YEAR"), found.get("YEAR", 1)
    if not second:
        second = first[:2] + found.get("SHORTYEAR")
        if int(found.get("SHORTYEAR")) <= 12 and int(first) > 1999 and int(second) != int(first) + 1:
            return absolute(f"{first}-{found.get('SHORTYEAR')}")
    if int(second) <= int(first):
        return None
    return absolute(f"{first}/{second}")


_DECADES = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}


def decade(found: Found, scene: Scene) -> Reading | None:
    if found.get("YEAR"):
        return absolute(found.get("YEAR")[:3], found=found) if found.get("YEAR").endswith("0") else None
    if found.get("SHORTYEAR"):
        short = found.get("SHORTYEAR")
        return absolute(str(_century(short, scene))[:3], found=found) if short.endswith("0") else None
    return absolute(f"19{_DECADES[found.get('DECADEWORD')]}", found=found)


def century(found: Found, scene: Scene) -> Reading | None:
    number = day_number(found)
    if scene.after(5).upper().startswith((" BC", " B.C")):
        return Reading("DATE", f"BC{number - 1:02}", "unresolved", anchors=False)
    return Reading("DATE", f"{number - 1:02}", "absolute", days_of(f"{number - 1:02}")) if 1 < number <= 30 else None


def season_value(year: int, name: str) -> str:
    return f"{year}-{SEASONS[name]}"
