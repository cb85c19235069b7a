"""Which days lie between two that a text joins? "from Thursday to Saturday" speaks of the Friday, too.

The two ends stay mentions of their own, as TIMEX3 has them; an index files the range beside them, so that a search for a
day between finds the article. Not for: ranges that the grammar reads as one ("October 7-9", "1939-1945").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from searchlib.article import DateMention

_JOINED = re.compile(r"\s*(?:to|through|until|till|-|–|—)\s*(?:the\s+)?", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s+(?:late\s+|early\s+)?(?:on\s+)?$", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:postpon|resched|mov|shift|push|delay|brought|put)\w*\b[^.]*$", re.IGNORECASE)
_LOOK_BACK = 60


def ranges_between(text: str, mentions: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The ranges that neighbouring mentions are the ends of.

    Example:
        >>> from datetime import date
        >>> from searchlib.extraction.dates import find_dates
        >>> text = "Envoys will meet from Thursday to Saturday."
        >>> (found,) = ranges_between(text, find_dates(text, published=date(2024, 2, 27)))
        >>> found.text, str(found.first), str(found.last)
        ('Thursday to Saturday', '2024-02-29', '2024-03-02')

    Args:
        text: what the mentions were found in.
        mentions: in order, without overlaps, as find_dates gives them.

    Returns:
        A mention a range, from the first character of one end to the last of the other; none where a thing was moved
        from one day to another.
    """
    found = []
    for one, other in pairwise(mentions):
        if one.last is None or other.first is None or one.first is None or other.last is None:
            continue
        if one.last >= other.first or other.start - one.end > 14 or not {one.type, other.type} <= {"DATE", "TIME"}:
            continue
        between, before = text[one.end : other.start], text[max(0, one.start - _LOOK_BACK) : one.start]
        joined = _JOINED.fullmatch(between) or (
            between.strip().lower() == "and" and before.rstrip().lower().endswith("between")
        )
        alike = len(one.value) == len(other.value) and one.value[:4] == other.value[:4]
        # Without "from" the ends must be of a kind: "Monday to Friday", "April-June", but not "January 17 - October figures".
        if not joined or _MOVED.search(before) or not (alike or _FROM.search(before)):
            continue
        whole = "/" in one.value + other.value
        value = f"{one.first}/{other.last}" if whole else f"{one.value[:10]}/{other.value[:10]}"
        how = "absolute" if one.how == other.how == "absolute" else "relative"
        found.append(
            DateMention(text[one.start : other.end], one.start, other.end, one.first, other.last, "DATE", value, how)
        )
    return tuple(found)
