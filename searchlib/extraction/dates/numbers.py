"""Which number do words stand for? "twenty-four", "2 1/2", "a couple of", "third"; months and week days by name."""

from __future__ import annotations

import re

from searchlib.extraction.dates.grammar import Found

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
WEEKDAYS = {name: number for number, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
CARDINALS = {word: number for number, word in enumerate(_ONES.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
} | {"thirtieth": 30}
_SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12}
_FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "3/4": 0.75}
_FIGURE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)?[\s-]?(1/2|½|1/4|3/4)?(?!\d)")


def month_of(found: Found, which: int = 0) -> int:
    """The number of a match's month."""
    return MONTHS[(found.get("MONTH", which) or found.get("MONTHABBR", which))[:3]]


def weekday_of(found: Found) -> int:
    """The number of a match's week day, 0 for Monday."""
    name = found.get("WEEKDAY") or found.get("WEEKDAYABBR") or found.get("WEEKDAYS")
    return WEEKDAYS[name[:3]]


def ordinal_of(word: str) -> int:
    return ORDINALS.get(word, 0)


def number_of_words(words: list[str]) -> int:
    """The number that words give, such as ["two", "hundred", "and", "four"]; other words count nothing."""
    total = current = 0
    for word in words:
        if word in CARDINALS:
            current += CARDINALS[word]
        elif word in ("a", "an") and not current:
            current = 1
        elif word in _SCALES:
            total, current = total + max(1, current) * _SCALES[word], 0
    return total + current


def number_of(text: str) -> float | None:
    """The number in an expression, in figures or words; None when there is none, or it is vague ("dozens of").

    Example:
        >>> number_of("about 2 1/2 years"), number_of("twenty-four hours"), number_of("a week"), number_of("few days")
        (2.5, 24.0, 1.0, None)
    """
    for figure in _FIGURE.finditer(text):
        if figure[1] or figure[2]:
            return float((figure[1] or "0").replace(",", "")) + _FRACTIONS.get(figure[2] or "", 0.0)
    words = re.findall(
        r"[a-z]+", re.sub(r"\b(?:more|less|fewer) than |\bat (?:least|most) |\bup to |\bno \w+ than ", "", text)
    )
    if {"few", "several", "many", "some", "dozens", "hundreds", "thousands", "couple"} & set(words):
        return 2.0 if "couple" in words else None
    number = float(number_of_words(words))
    if "half" in words:
        number = number + 0.5 if " and a half" in text and number else 0.5
        if text.endswith("and a half"):
            number = 1.5
    if "quarter-century" in text or "quarter century" in text:
        return 25.0
    return number or (1.0 if {"another", "additional", "full", "entire", "past", "last", "next"} & set(words) else None)
