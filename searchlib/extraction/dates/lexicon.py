"""Which words can a date be made of? Months, weekdays, numbers, units, and the pieces that patterns are written with.

A piece is a regular expression without groups; ``<month>`` in a pattern stands for the piece "month", caught in the
group "month" (``<month:second>`` catches it in "second"). Patterns ignore case; pieces that need it say so.
"""

from __future__ import annotations

import re

from searchlib.extraction.dates.holidays import HOLIDAYS

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
VAGUE_COUNTS = ("several", "a few", "few", "many", "a couple of", "a couple", "a number of", "some")

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "fortnight": "W", "month": "M",
    "quarter": "M", "year": "Y", "decade": "Y", "century": "Y", "weekend": "D",
}  # fmt: skip
"""The unit's letter in a TIMEX3 duration; T stands before units of time."""
UNIT_MULTIPLES = {"fortnight": 2, "quarter": 3, "decade": 10, "century": 100, "weekend": 2}

EARLY, MIDDLE, LATE = 0, 1, 2
EDGES = {"early": EARLY, "beginning": EARLY, "start": EARLY, "mid": MIDDLE, "middle": MIDDLE, "late": LATE, "end": LATE}


def _one_of(words: tuple[str, ...] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _as_written(words: tuple[str, ...], lower: bool = True) -> str:
    """Names in Capitals or ALL CAPITALS, and in small letters where these mean nothing else."""
    forms = [
        form
        for word in words
        for form in ((word.title(), word.upper(), word) if lower else (word.title(), word.upper()))
    ]
    return "(?-i:" + _one_of(forms) + ")"


AMBIGUOUS_MONTHS = ("march", "may", "august")
SHORT_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec")
SHORT_WEEKDAYS = ("mon", "tues", "tue", "wed", "thurs", "thur", "thu", "fri", "sat", "sun")
PLAIN_MONTHS = tuple(month for month in MONTHS if month not in AMBIGUOUS_MONTHS)

_month = f"(?:{_as_written(PLAIN_MONTHS)}|{_as_written(AMBIGUOUS_MONTHS, lower=False)})(?!\\w)"
_short_month = _as_written(SHORT_MONTHS, lower=False) + r"(?!\w)\.?"
_count_word = f"(?:{'|'.join(TENS)})(?:[- ](?:{_one_of(SMALL[1:10])}))?|{_one_of(SMALL[1:])}"
_apostrophe = "['’‘]"

PIECES = {
    "month": f"(?:{_month}|{_short_month})",
    "weekday": _as_written(WEEKDAYS),
    "anyweekday": f"(?:{_as_written(WEEKDAYS)}|{_as_written(SHORT_WEEKDAYS, lower=False)}\\.?)",
    "day": r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])",
    "year": r"(?:1[5-9][0-9]{2}|20[0-9]{2}|2100)(?![0-9])",
    "two": "[0-9]{2}(?![0-9])",
    "few": "[0-9]{1,2}(?![0-9])",
    "decade": r"(?:1[5-9]|20)[0-9]0(?=" + _apostrophe + "?s)",
    "shortdecade": r"[2-9]0(?=" + _apostrophe + "?s)",
    "number": f"(?:[0-9]{{1,3}}(?![0-9])|{_count_word}|a dozen|an?|half an?)",
    "plural": f"(?:[0-9]{{1,3}}(?:\\.[0-9])?(?![0-9])|{_count_word}|a dozen|dozens of|{_one_of(VAGUE_COUNTS)})",
    "unit": "(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|century|centurie)",
    "longunit": "(?:day|week|fortnight|month|quarter|year|decade|century|centurie)",
    "period": "(?:week|weekend|month|quarter|year|decade|century)",
    "part": f"(?:{'|'.join(DAY_PARTS)})",
    "edge": r"(?:early|late|mid|(?:the )?(?:beginning|start|middle|end) of)",
    "turn": "(?:last|next|this|previous|past|coming|current|following)",
    "season": f"(?:{'|'.join(SEASONS)})",
    "holiday": f"(?:{_one_of(list(HOLIDAYS))})".replace("'", _apostrophe + "?"),
    "ordinal": "(?:first|second|third|fourth|1st|2nd|3rd|4th)",
    "nth": f"(?:{_one_of(ORDINALS)}|twenty-first|[12]?[0-9](?:st|nd|rd|th))",
    "clock": (
        r"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5][0-9])?(?::[0-5][0-9])? ?[ap](?:\.m\b\.?|m\b)"
        r"|(?:2[0-3]|[01]?[0-9]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:])"
        r"|(?:2[0-3]|[01][0-9])[0-5][0-9](?= ?(?:GMT|UTC|hrs|hours)\b))"
    ),
    "zone": r"(?:GMT|UTC|[A-Z]?[ECMP][SD]T|E\.?T|CET|CEST|BST|IST|JST|MSK|local time|Eastern time)(?!\w)",
}

_unit_words = "day|week|month|quarter|year|decade|century|weekend"
TRIGGERS = {
    "number": r"[0-9](?<![$£€¥#][0-9])(?<![0-9][.,:/-][0-9])",
    "month": "(?:" + _one_of([month[:3] for month in MONTHS]) + r")(?=\w{0,6}(?:\W|$))",
    "weekday": "(?:" + _one_of([day[:3] for day in WEEKDAYS]) + r")(?=\w{0,6}(?:\W|$))",
    "article": (
        rf"the\s+(?=(?:{'|'.join(ORDINALS)}|[0-9]|{_apostrophe}|early|mid|late|end|beginning|start|last|next|past|"
        rf"previous|following|same|coming|current|latest|day|weekend|spring|summer|autumn|fall|winter|future|year|month|"
        rf"week|quarter|decade|century|twenty)(?!\w))"
        r"|the\s+(?=(?:[0-9]|mid-))"
        rf"|an?\s+(?=(?:{_unit_words}|hour|minute|few|couple|half|fortnight|dozen|number)(?!\w))"
    ),
    "turn": "(?:last|next|this|that|previous|past|coming|current|following|same|every|each|later|earlier)\\b",
    "edge": "(?:early|late|mid|beginning|start|middle|end)\\b",
    "today": "(?:yesterday|today|tonight|tomorrow|noon|midnight)\\b",
    "count": f"(?:{'|'.join(SMALL[1:])}|{'|'.join(TENS)}|several|few|many|dozens|half)(?!\\w)",
    "ordinal": "(?:first|second|third|fourth)\\b",
    "season": "(?:spring|summer|autumn|fall|winter)\\b",
    "quarter": "(?:q[1-4]|h[12])\\b",
    "often": "(?:daily|weekly|monthly|yearly|annually|hourly|nightly|fortnightly)\\b",
    "vague": "(?:now|currently|nowadays|recently|presently|years|months|weeks|days|hours|decades|centuries)\\b",
    "apostrophe": "['’‘](?=[2-9]0s)",
    "holiday": "(?:" + _one_of(sorted({name.split()[0].replace("'", "") for name in HOLIDAYS} - {"the"})) + ")",
}
"""Where a pattern can begin: the only places of a text that the grammar looks at, each with its kind."""

GAP = r"(?:[^\S\n]{1,4}\n?|\n)[^\S\n]{0,8}"
"""What a space in a pattern stands for: spaces and at most one line break, so that no date spans paragraphs."""


def month_number(word: str) -> int:
    return SHORT_MONTH_NUMBERS[word[:3].lower()]


def weekday_number(word: str) -> int:
    return SHORT_WEEKDAY_NUMBERS[word[:3].lower()]


SHORT_MONTH_NUMBERS = {month[:3]: number for number, month in enumerate(MONTHS, 1)}
SHORT_WEEKDAY_NUMBERS = {day[:3]: number for number, day in enumerate(WEEKDAYS)}


def number_of(word: str) -> float | None:
    """The number that a word or numeral says; None for vague ones ("several")."""
    word = " ".join(word.lower().replace("-", " ").split())
    if word[0].isdigit():
        return float(word.rstrip("stndrh"))
    if word in ("a", "an", "one"):
        return 1.0
    if word.startswith("half a"):
        return 0.5
    if word == "a dozen":
        return 12.0
    tens, _, ones = word.partition(" ")
    if tens in TENS:
        return float(TENS.index(tens) * 10 + 20 + (SMALL.index(ones) if ones else 0))
    if word in SMALL:
        return float(SMALL.index(word))
    return None


def ordinal_of(word: str) -> int:
    """Which one an ordinal names: "third" and "3rd" are 3."""
    word = word.lower()
    if word[0].isdigit():
        return int(word[:-2])
    return 21 if word == "twenty-first" else ORDINALS.index(word) + 1


def unit_name(word: str) -> str:
    """The unit in the singular."""
    word = word.lower()
    return "century" if word.startswith("centur") else word.removesuffix("s")


def edge_of(word: str | None) -> int | None:
    """Which third "early", "mid-" or "the end of" names."""
    if not word:
        return None
    for name in word.lower().replace("-", " ").split():
        if name in EDGES:
            return EDGES[name]
    return None
