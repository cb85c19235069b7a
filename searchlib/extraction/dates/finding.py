"""Which temporal expressions stand in a text, and which days do they mean, seen from the day of publication?

Each rule of GRAMMAR is a readable pattern, the function that resolves it, and an example that is its test. Rules are tried
where a word stands that can begin or be inside a date, the longest match wins. What cannot be resolved is said to be so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from searchlib.article import DateMention
from searchlib.extraction.dates.words import (
    MONTH,
    ORDINALS,
    UNITS,
    WEEKDAY,
    WEEKDAYS,
    Days,
    day_of,
    month_days,
    month_of,
    number_of,
    pattern,
    quarter_days,
    shifted,
    week_days,
    year_days,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression was resolved to."""

    days: Days | None
    value: str
    how: str
    type: str = "DATE"


@dataclass(frozen=True, slots=True)
class Scene:
    """What an expression is seen from: the day of publication, and which way its sentence looks."""

    published: date | None
    future: bool


def _single(day: date | None) -> Reading | None:
    return Reading((day, day), str(day), "absolute") if day else None


def _absolute(days: Days | None, value: str) -> Reading | None:
    return Reading(days, value, "absolute") if days else None


def _full_day(found: re.Match[str], scene: Scene) -> Reading | None:
    day = day_of(int(found["year"]), month_of(found["month"]), int(found["day"]))
    return _single(day)


def _day_of_month(found: re.Match[str], scene: Scene) -> Reading | None:
    month, number = month_of(found["month"]), int(found["day"])
    if day_of(2024, month, number) is None:
        return None
    if scene.published is None:
        return Reading(None, f"XXXX-{month:02}-{number:02}", "unresolved")
    years = [scene.published.year + step for step in (-1, 0, 1)]
    days = [day for day in (day_of(year, month, number) for year in years) if day]
    return _nearest(days, scene)


def _nearest(days: list[date], scene: Scene) -> Reading | None:
    assert scene.published is not None
    # A few days ahead is a coming event even in a past tense ("the vote was set for March 3").
    past = [day for day in days if day <= scene.published]
    coming = [day for day in days if day >= scene.published]
    wanted = coming[:1] if scene.future and coming else past[-1:] or coming[:1]
    return Reading((wanted[0], wanted[0]), str(wanted[0]), "relative") if wanted else None


def _month_year(found: re.Match[str], scene: Scene) -> Reading | None:
    year, month = int(found["year"]), month_of(found["month"])
    return _absolute(month_days(year, month), f"{year}-{month:02}")


def _month_alone(found: re.Match[str], scene: Scene) -> Reading | None:
    month = month_of(found["month"])
    if scene.published is None:
        return Reading(None, f"XXXX-{month:02}", "unresolved")
    which = (found["which"] or "").lower()
    now = scene.published
    ahead = which == "next" or (not which and scene.future)
    year = now.year - (month > now.month) if not ahead else now.year + (month < now.month)
    if which == "last" and month == now.month:
        year -= 1
    return Reading(month_days(year, month), f"{year}-{month:02}", "relative")


def _iso(found: re.Match[str], scene: Scene) -> Reading | None:
    day = day_of(int(found["year"]), int(found["number"]), int(found["day"]))
    return _single(day)


def _numeric(found: re.Match[str], scene: Scene) -> Reading | None:
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    # Month first, as most archives in English have it, unless only the other order is a date.
    day = day_of(year, first, second) or day_of(year, second, first)
    return _single(day)


def _year(found: re.Match[str], scene: Scene) -> Reading | None:
    year = int(found["year"])
    return _absolute(year_days(year), str(year)) if year <= 2100 else None


def _decade(found: re.Match[str], scene: Scene) -> Reading | None:
    year = int(found["decade"])
    return _absolute(year_days(year, 10), f"{year // 10}")


def _weekday(found: re.Match[str], scene: Scene) -> Reading | None:
    number = WEEKDAYS[found["weekday"].lower()]
    if scene.published is None:
        return Reading(None, f"XXXX-WXX-{number + 1}", "unresolved")
    which = (found["which"] or "").lower()
    now = scene.published
    back = (now.weekday() - number) % 7
    if which == "next" or (which not in ("last", "past") and scene.future):
        day = now + timedelta((-back) % 7 or (7 if which == "next" else 0))
    else:
        day = now - timedelta(back or (7 if which == "last" else 0))
    return Reading((day, day), str(day), "relative")


def _deictic(found: re.Match[str], scene: Scene) -> Reading | None:
    step = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[found["word"].lower()]
    if scene.published is None:
        return Reading(None, "PRESENT_REF" if step == 0 else "XXXX-XX-XX", "unresolved")
    day = scene.published + timedelta(step)
    return Reading((day, day), str(day), "relative")


def _relative_unit(found: re.Match[str], scene: Scene) -> Reading | None:
    step = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}[found["which"].lower()]
    if scene.published is None:
        return Reading(None, "PAST_REF" if step < 0 else "FUTURE_REF" if step else "PRESENT_REF", "unresolved")
    now = scene.published
    match found["unit"].lower():
        case "week":
            first, last = week_days(now + timedelta(7 * step))
            year, week, _ = first.isocalendar()
            return Reading((first, last), f"{year}-W{week:02}", "relative")
        case "month":
            first_day = shifted(now.replace(day=1), step, "M") or now
            return Reading(month_days(first_day.year, first_day.month), f"{first_day:%Y-%m}", "relative")
        case "quarter":
            first_day = shifted(now.replace(day=1), 3 * step, "M") or now
            quarter = (first_day.month + 2) // 3
            return Reading(quarter_days(first_day.year, quarter), f"{first_day.year}-Q{quarter}", "relative")
        case "year":
            return Reading(year_days(now.year + step), str(now.year + step), "relative")
    return None


def _ago(found: re.Match[str], scene: Scene) -> Reading | None:
    count, unit = number_of(found["number"]), UNITS[found["unit"].lower()]
    if count is None:
        return None
    if found["unit"].lower() in ("decade", "quarter"):
        count *= 10 if unit == "Y" else 3
    ahead = found["end"].lower().startswith("from")
    if scene.published is None:
        return Reading(None, f"P{count}{unit}", "unresolved")
    day = shifted(scene.published, count if ahead else -count, unit)
    if day is None:
        return None
    # "A year ago" is said of that time, not of that day.
    if unit == "Y":
        return Reading(year_days(day.year), str(day.year), "relative") if day.year >= 1500 else None
    if unit == "M":
        return Reading(month_days(day.year, day.month), f"{day:%Y-%m}", "relative")
    if unit == "W":
        year, week, _ = day.isocalendar()
        return Reading(week_days(day), f"{year}-W{week:02}", "relative")
    return Reading((day, day), str(day), "relative")


def _quarter(found: re.Match[str], scene: Scene) -> Reading | None:
    quarter = ORDINALS[found["ordinal"].lower()]
    if found["year"]:
        return _absolute(quarter_days(int(found["year"]), quarter), f"{found['year']}-Q{quarter}")
    if scene.published is None:
        return Reading(None, f"XXXX-Q{quarter}", "unresolved")
    current = (scene.published.month + 2) // 3
    year = scene.published.year - (quarter > current and not scene.future)
    return Reading(quarter_days(year, quarter), f"{year}-Q{quarter}", "relative")


def _christmas(found: re.Match[str], scene: Scene) -> Reading | None:
    word = found["feast"].lower()
    month, day = {"christmas eve": (12, 24), "new year's eve": (12, 31), "new year's day": (1, 1)}.get(word, (12, 25))
    if found["year"]:
        one = day_of(int(found["year"]), month, day)
        return _single(one)
    if scene.published is None:
        return Reading(None, f"XXXX-{month:02}-{day:02}", "unresolved")
    years = [scene.published.year + step for step in (-1, 0, 1)]
    return _nearest([date(year, month, day) for year in years], scene)


def _duration(found: re.Match[str], scene: Scene) -> Reading | None:
    count, unit = number_of(found["number"]), UNITS[found["unit"].lower()]
    scale = {"decade": 10, "quarter": 3}.get(found["unit"].lower(), 1)
    return Reading(None, f"P{count * scale}{unit}", "unresolved", "DURATION") if count else None


def _set(found: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(None, f"XXXX-WXX-{WEEKDAYS[found['weekday'].lower()] + 1}", "unresolved", "SET")


Resolver = Callable[[re.Match[str], Scene], Reading | None]
GRAMMAR: list[tuple[str, re.Pattern[str], Resolver]] = [
    ("7 October 2023", pattern(r"(?<![\d.,])DAY (?:of )?MONTH,? YEAR\b"), _full_day),
    ("October 7, 2023", pattern(r"\bMONTH DAY,? YEAR\b"), _full_day),
    ("2023-10-07", pattern(r"(?<![\d-])YEAR-(?P<number>\d\d)-(?P<day>\d\d)(?![\d-])"), _iso),
    ("10/7/2023", pattern(r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/YEAR\b"), _numeric),
    ("7 October", pattern(r"(?<![\d.,])DAY (?:of )?MONTH(?!\w)"), _day_of_month),
    ("October 7", pattern(r"\bMONTH DAY(?![\d,.]*\d|%)\b"), _day_of_month),
    ("October 2023", pattern(r"\bMONTH,? (?:of )?YEAR\b"), _month_year),
    ("the 1990s", pattern(r"(?:\bthe )?(?<!\d)(?P<decade>(?:1[5-9]|20)\d0)s\b"), _decade),
    ("every Monday", pattern(r"\b(?:every|each) WEEKDAY\b"), _set),
    ("next Friday", pattern(r"\b(?:(?P<which>last|next|this|past) )?WEEKDAY\b"), _weekday),
    ("yesterday", pattern(r"\b(?P<word>today|tonight|yesterday|tomorrow)\b"), _deictic),
    ("last week", pattern(r"\b(?:the )?(?P<which>last|previous|past|this|next|coming) (?P<unit>week|month|quarter|year)\b"), _relative_unit),
    ("three years ago", pattern(r"\bNUMBER UNIT (?P<end>ago|earlier|from now)\b"), _ago),
    ("the third quarter of 2009", pattern(r"\b(?:the )?(?P<ordinal>first|second|third|fourth|[1-4](?:st|nd|rd|th))(?: |-)quarter(?: of)?(?: YEAR)?\b"), _quarter),
    ("Christmas Eve", pattern(r"\b(?P<feast>christmas(?: day| eve)?|new year's (?:day|eve))(?: YEAR)?\b"), _christmas),
    ("last March", pattern(r"\b(?:(?P<which>last|next|this|in|since|until|by|during|early|late|mid) |mid-)MONTH(?!\w| ?\d)"), _month_alone),
    ("in 2006", pattern(r"\b(?:in|since|of|by|from|until|to|during|before|after|for|and|through|the) YEAR\b(?![-.,/]?\d)"), _year),
    ("three years", pattern(r"\bNUMBER(?: |-)UNIT\b"), _duration),
]  # fmt: skip

# Where a date can be: each named part of the trigger says which rules are worth trying there.
_TRIGGER = re.compile(
    rf"\b(?P<month>{MONTH})\b|\b(?P<weekday>{WEEKDAY})\b|\b(?P<word>today|tonight|yesterday|tomorrow)\b"
    r"|(?P<first>\b\d{1,2}/\d{1,2}/\d{4})|\b(?P<year>(?:1[5-9]|20)\d\d)s?\b"
    r"|\b(?P<unit>day|week|month|quarter|year|decade)s?\b|\b(?P<feast>christmas|new year's)\b",
    re.IGNORECASE,
)


def _rules_of(trigger: str) -> list[tuple[str, re.Pattern[str], Resolver]]:
    def wanted(grammar: re.Pattern[str]) -> bool:
        if trigger == "year":
            return "decade" in grammar.groupindex or (
                "year" in grammar.groupindex and not {"month", "ordinal", "first", "feast"} & set(grammar.groupindex)
            )
        return trigger in grammar.groupindex or (trigger == "unit" and "ordinal" in grammar.groupindex)

    return [rule for rule in GRAMMAR if wanted(rule[1])]


_RULES = {trigger: _rules_of(trigger) for trigger in _TRIGGER.groupindex}
_MONTH_NAMES = re.compile(r"\b(?:may|march|mar|jan|sun|sat|august)\b")
_FUTURE = re.compile(
    r"\b(?:will|would|'ll|shall|to|plans?|planned|scheduled|due|set|expected|next|upcoming|going|may)\s+\w",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:said|was|were|had|has|met|told|[a-z]{3,}ed)\b", re.IGNORECASE)
_PREPOSITIONS = {
    "in",
    "since",
    "until",
    "by",
    "during",
    "of",
    "from",
    "to",
    "before",
    "after",
    "for",
    "and",
    "through",
    "the",
}
_REACH, _SENTENCE = 40, 160


def find_dates(text: str, *, published: date | datetime | None = None, language: str = "en") -> tuple[DateMention, ...]:
    """Temporal expressions of an English text, in order.

    Example:
        >>> found = find_dates("Envoys will meet from Thursday to Saturday.", published=date(2024, 2, 27))
        >>> [(one.text, str(one.first)) for one in found]
        [('Thursday', '2024-02-29'), ('Saturday', '2024-03-02')]

    Args:
        text: plain text; offsets count its characters.
        published: the day that relative expressions are seen from; without it they are found but unresolved.
        language: only "en" has a grammar; in others just dates in figures are found.

    Returns:
        Mentions that do not overlap.
    """
    day = published.date() if isinstance(published, datetime) else published
    mentions: list[DateMention] = []
    done = 0
    for trigger in _TRIGGER.finditer(text):
        if trigger.start() < done:
            continue
        found = _longest(text, max(done, trigger.start() - _REACH), trigger, language)
        if found is None:
            continue
        match, resolve = found
        start, end = _trimmed(text, match)
        reading = resolve(match, Scene(day, _looks_ahead(text, start, end)))
        if reading is None or (start < done):
            continue
        first, last = reading.days or (None, None)
        mentions.append(DateMention(text[start:end], start, end, first, last, reading.type, reading.value, reading.how))
        done = end
    return tuple(mentions)


def _longest(text: str, low: int, trigger: re.Match[str], language: str) -> tuple[re.Match[str], Resolver] | None:
    best: tuple[re.Match[str], Resolver] | None = None
    high = min(len(text), trigger.end() + _REACH)
    for example, grammar, resolve in _RULES[trigger.lastgroup or "year"]:
        if language != "en" and example not in ("2023-10-07", "10/7/2023"):
            continue
        for match in grammar.finditer(text, low, high):
            if match.start() <= trigger.start() < match.end():
                if _is_name(text, match):
                    break
                if best is None or match.end() - match.start() > best[0].end() - best[0].start():
                    best = (match, resolve)
                break
    return best


def _is_name(text: str, match: re.Match[str]) -> bool:
    """ "may" and "march" in lower case are verbs."""
    month = match.groupdict().get("month")
    return month is not None and month[0].islower() and bool(_MONTH_NAMES.fullmatch(month))


def _trimmed(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Without a preposition in front and without a full stop behind."""
    start, end = match.span()
    first = re.match(r"(\w+)\s+", text[start:end])
    if first and first[1].lower() in _PREPOSITIONS and "the" not in first[1].lower():
        start += first.end()
    if text[end - 1] == "." and text[end : end + 1] != "":
        end -= 1 if text[end - 4 : end - 1].lower() not in ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "ept", "sep", "oct", "nov", "dec") else 0  # fmt: skip
    return start, end


def _looks_ahead(text: str, start: int, end: int) -> bool:
    """Does the sentence speak of what is to come? The last tense before the expression decides."""
    low = max(
        text.rfind(". ", max(0, start - _SENTENCE), start),
        text.rfind("\n", max(0, start - _SENTENCE), start),
        start - _SENTENCE,
        0,
    )
    before = text[low:start]
    ahead = [m.start() for m in _FUTURE.finditer(before)]
    past = [m.start() for m in _PAST.finditer(before)]
    return bool(ahead) and (not past or ahead[-1] > past[-1])
