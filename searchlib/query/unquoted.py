"""How far does a day reach that was typed without quotes? published:last week, dates:7 october 2023, published:since monday.

Not for: what the words mean (extraction.dates reads them), days in quotes or brackets.
"""

from __future__ import annotations

import re
from datetime import date

_BEGINS = re.compile(r"[qh][1-4]|\d{4}(?=\s+to\s)|\d{1,2}(?:st|nd|rd|th)?|[a-z]+\.?", re.IGNORECASE)
"""What more words may belong to: a date in figures is whole."""
_MORE = re.compile(r"\s+([\w'’./-]+)(?=[\s)]|$)")
_MOST = 6
_JOINING = frozenset({"and", "or", "not", "near"})


def end_of_days(text: str, begin: int, end: int, now: date | None) -> int:
    """Where the longest expression of time ends that begins with the word in [begin, end).

    Example:
        >>> text = "published:last week moscow"
        >>> text[10 : end_of_days(text, 10, 14, date(2024, 3, 1))]
        'last week'

    Args:
        text: the query.
        begin, end: the first word's place.
        now: the day of asking; today if None.

    Returns:
        `end` where no more words belong to it.
    """
    from searchlib.extraction.dates import parse_days

    first = _BEGINS.match(text, begin)
    if first is None or first.end() != end:
        return end
    ends = [end]
    while len(ends) < _MOST and (more := _MORE.match(text, ends[-1])) and more[1].lower() not in _JOINING:
        ends.append(more.end())
    return next((last for last in reversed(ends[1:]) if parse_days(text[begin:last], now=now) is not None), end)
