"""Which days lie between two that a text joins? "from Thursday to Saturday" speaks of the Friday, too.

The two ends stay mentions of their own, as TIMEX3 has them; an index files the range beside them, so that a search for a
day between finds the article. Not for: years that the grammar reads as one ("2008/09").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from searchlib.article import DateMention
from searchlib.kernels import temporal


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
    given = [
        (one.start, one.end, _ordinal(one.first), _ordinal(one.last), one.type, one.value, one.how) for one in mentions
    ]
    return temporal.ranges_between(text, given, DateMention)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0
