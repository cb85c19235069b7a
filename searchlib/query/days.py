"""Which days does a query ask for? What stands behind published: or dates: becomes a range of days, or several.

Not for: where in the query it ends (scanning.py, unquoted.py), what the words mean (extraction.dates).
"""

from __future__ import annotations

from datetime import date

from searchlib.query import signs
from searchlib.query.nodes import And, DayRange, Node, Or
from searchlib.query.scan import Scan
from searchlib.query.words import ends_of

MAX_DAYS = 64
"""So many days are read between two parentheses."""


class DayReader:
    """Reads what stands behind one field; what is not understood is None, with a note.

    Args:
        scan: takes the notes.
        name: "published" or "dates".
        meeting: how the days that an article speaks of must lie to those asked for.
        now: the day of asking; today if None.
        begin: where the field stands in the query, for notes.
    """

    def __init__(self, scan: Scan, name: str, meeting: signs.Meeting, now: date | None, begin: int) -> None:
        self._scan, self._name, self._meeting, self._now, self._begin = scan, name, meeting, now, begin

    def compared(self, sign: str, expression: str) -> Node | None:
        """A day or a time in figures or English, after >=, >, <=, < or nothing; * is any day, 2024-01/2024-03 a range."""
        if expression == "*" and not sign:
            return DayRange(self._name, None, None)
        if not sign and (interval := signs.INTERVAL.fullmatch(expression)):
            low, high = ("" if end in (None, "*", "..") else end for end in interval.groups())
            return self.between(low, high)
        days = self._read(expression)
        if days is None:
            return None
        first, last = days
        match sign:
            case ">=":
                return self._range(first, None)
            case ">":
                return self._range(_shifted(last, 1), None)
            case "<=":
                return self._range(None, last)
            case "<":
                return self._range(None, _shifted(first, -1))
        return self._range(first, last)

    def between(self, low: str, high: str, low_open: bool = False, high_open: bool = False) -> Node | None:
        """From the first day of one time to the last of another; "" is no end, an open end is left out."""
        first = last = low_last = high_first = None
        if low:
            if (days := self._read(low)) is None:
                return None
            first, low_last = _shifted(days[1], 1) if low_open else days[0], days[1]
        if high:
            if (days := self._read(high)) is None:
                return None
            last, high_first = _shifted(days[0], -1) if high_open else days[1], days[0]
        if first and last and first > last and high_first and low_last:
            self._scan.note("the range was turned round: its first day is after its last", self._begin)
            first, last = high_first, low_last
        return self._range(first, last)

    def group(self, sign: str, expression: str) -> Node | None:
        """What stands between parentheses: days joined by OR or AND, if it is not one expression as a whole."""
        from searchlib.extraction.dates import parse_days

        if parse_days(expression, now=self._now) is None:
            for kind, joining in ((Or, signs.EITHER), (And, signs.BOTH)):
                if len(pieces := joining.split(expression, maxsplit=MAX_DAYS)) > 1:
                    if len(pieces) > MAX_DAYS:
                        self._scan.note(f"only the first {MAX_DAYS} days were read", self._begin)
                    read = (self.group(sign, piece) for piece in pieces[:MAX_DAYS])
                    parts = tuple(part for part in read if part is not None)
                    return kind(parts) if len(parts) > 1 else parts[0] if parts else None
        expression = expression.strip()
        if brackets := signs.BRACKETS.fullmatch(expression):
            return self.between(*ends_of(brackets), brackets[1] == "{", brackets[3] == "}")
        if own := signs.COMPARISON.match(expression):
            sign, expression = own[1], expression[own.end() :]
        return self.compared(sign, expression.strip(" '\""))

    def _range(self, first: date | None, last: date | None) -> Node:
        return DayRange(self._name, first, last, self._meeting)

    def _read(self, expression: str) -> tuple[date | None, date | None] | None:
        from searchlib.extraction.dates import read_days

        read = read_days(expression, now=self._now)
        if read is None:
            self._scan.note(f"{expression!r} is not understood as a day or a time; it was left out", self._begin)
            return None
        self._scan.reading(read.note)
        return read.first, read.last


def _shifted(day: date | None, days: int) -> date | None:
    return None if day is None else date.fromordinal(min(max(1, day.toordinal() + days), date.max.toordinal()))
