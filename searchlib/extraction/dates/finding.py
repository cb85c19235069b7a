"""Which temporal expressions stand in a text, and which days do they mean, seen from the day of publication?

The grammar says what an expression looks like (grammars/english.txt); the kernel finds them and knows what they mean
(kernels/date_finder.hpp). What cannot be resolved is said to be so.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from searchlib.article import DateMention
from searchlib.extraction.dates.grammar import english
from searchlib.kernels.temporal import FoundDates

_MONTH_FIRST = frozenset({"us", "ph", "pr"})


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
    return _found(text, published, language, ranges=False).mentions()


def dates_and_ranges(
    text: str, *, published: date | datetime | None = None, language: str = "en"
) -> FoundDates[DateMention]:
    """What find_dates finds and, behind it, what ranges_between makes of that: what an index files.

    Mentions are made when they are looked at, so an index can do without them.

    Example:
        >>> found = dates_and_ranges("Envoys will meet from Thursday to Saturday.", published=date(2024, 2, 27))
        >>> [one.text for one in found]
        ['Thursday', 'Saturday', 'Thursday to Saturday']
    """
    return _found(text, published, language, ranges=True)


def _found(text: str, published: date | None, language: str, *, ranges: bool) -> FoundDates[DateMention]:
    figures_only, day_first = reads_as(language)
    day = 0 if published is None else published.toordinal()
    return english().finder.find(text, DateMention, day, figures_only, day_first, ranges)


@lru_cache(maxsize=256)
def reads_as(language: str) -> tuple[bool, bool | None]:
    """Whether a language has no grammar, and whether 7/10/2023 is in October, None where the text must tell.

    The day stands first outside the United States and in other languages; an English text of no known country may speak
    from elsewhere, but most archives in English have the month first.

    Example:
        >>> reads_as("en"), reads_as("en-GB"), reads_as("fr")
        ((False, None), (False, True), (True, True))
    """
    name, _, region = language.lower().replace("_", "-").partition("-")
    english_text = name in ("en", "")
    if region:
        return not english_text, region not in _MONTH_FIRST
    return not english_text, None if english_text else True
