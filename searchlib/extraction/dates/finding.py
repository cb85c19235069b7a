"""Which temporal expressions stand in a text, and which days do they mean, seen from the day of publication?

The grammar says what an expression looks like (grammars/english.txt), the native matcher where one stands, readings/ what
it means. What cannot be resolved is said to be so.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from searchlib.article import DateMention
from searchlib.extraction.dates.calendar import days_of
from searchlib.extraction.dates.grammar import Grammar, english
from searchlib.extraction.dates.readings import reader_of
from searchlib.extraction.dates.scene import Reading, Scene

_QUARTER = re.compile(r"\d{4}-Q[1-4]")
_OF_THESE_DAYS = frozenset({"weekday", "deictic", "day_part", "tonight", "unit_which", "the_unit"})
_REMEMBERED = 40
_LONGER, _LONGER_RULES = re.compile(r"P[69]M|P1Y|P12M|\d{4}"), ("past_span", "duration", "the_unit")
"""Periods that earnings are told of besides the quarter: "the first nine months", "the year"."""
_QUARTERLY = ("quarter", "quarter_figure", "unit_which", "latest_period")
FIGURES_ONLY = frozenset({"iso_day", "iso_moment", "slashed_day", "dotted_day"})
"""The rules that hold in any language."""


def find_dates(text: str, *, published: date | datetime | None = None, language: str = "en") -> tuple[DateMention, ...]:
    """Temporal expressions of an English text, in order.

    Example:
        >>> found = find_dates("Envoys will meet from Thursday to Saturday.", published=date(2024, 2, 27))
        >>> [(one.text, str(one.first)) for one in found]
        [('Thursday', '2024-02-29'), ('Saturday', '2024-03-02')]

    Args:
        text: plain text; offsets count its characters.
        published: the day that relative expressions are seen from; without it they are found but unresolved.
        language: "en", "en-GB" …; only English has a grammar, in others just dates in figures are found. Its country
            says how 7/10/2023 is read.

    Returns:
        Mentions that do not overlap.
    """
    day = published.date() if isinstance(published, datetime) else published
    grammar = english()
    scene = Scene(day, text, language=language)
    mentions: list[DateMention] = []
    matches = grammar.find(text)
    matches.reverse()
    english_text = language.replace("_", "-").partition("-")[0].lower() in ("en", "")
    done = 0
    while matches:
        start, end, line = matches.pop()
        if start < done:
            continue
        mention = _mention(grammar, scene, start, end, line, english_text)
        if mention is None:
            # Not after all; what stands within the words may still be something.
            matches.extend(reversed(grammar.find(text, _next_word(text, start), end)))
            continue
        mentions.append(mention)
        done = end
    return tuple(mentions)


def _next_word(text: str, at: int) -> int:
    while at < len(text) and text[at].isalnum():
        at += 1
    return at + 1


def _mention(grammar: Grammar, scene: Scene, start: int, end: int, line: int, english_text: bool) -> DateMention | None:
    words = scene.text[start:end]
    found = grammar.taken_apart(words, line)
    if found is None or not (english_text or found.rule in FIGURES_ONLY):
        return None
    scene.start, scene.end = start, end
    reading = reader_of(found.rule)(found, scene)
    if reading is None:
        return None
    remember(reading, scene, found.rule)
    first, last = reading.days or days_of(reading.value) or (None, None)
    return DateMention(words, start, end, first, last, reading.type, reading.value, reading.how)


def _keep_years(reading: Reading, scene: Scene, rule: str) -> None:
    assert scene.published is not None
    days = days_of(reading.value) if reading.how == "absolute" and reading.type == "DATE" else None
    if days and days[0].year < scene.published.year - 1:
        scene.told += 1
        if len(reading.value) != 3:  # a decade names no year
            scene.told_year = days[1].year
    elif days or rule in _OF_THESE_DAYS:
        scene.current += 1


def remember(reading: Reading, scene: Scene, rule: str) -> None:
    """What later expressions may lean on."""
    scene.earlier.append(reading)
    scene.last_end = scene.end
    if len(scene.earlier) > _REMEMBERED:
        del scene.earlier[: _REMEMBERED // 2]
    if scene.published is not None:
        _keep_years(reading, scene, rule)
    if rule in _QUARTERLY and _QUARTER.fullmatch(reading.value):
        scene.quarter = scene.compared = reading.value
    elif _LONGER.fullmatch(reading.value) and rule in _LONGER_RULES:
        scene.compared = ""
    elif rule == "the_unit" and _QUARTER.fullmatch(reading.value):
        scene.compared = scene.quarter
