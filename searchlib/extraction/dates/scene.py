"""From where is an expression seen? The day of publication, what was mentioned before, and which way its sentence looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from searchlib.extraction.dates.calendar import Days, days_of
from searchlib.extraction.dates.tense import owner_tense, tense_at, verb_between

_COMPARED = re.compile(r"\b(?:from|since|than|after|before)\b|[.!?;]\s")
_RANGE = re.compile(r"\s*(?:to|through|until|till|-|–)\s*$")
_STOP = re.compile(r"[.!?]['\")”’]?\s+(?=[\"“'A-Z])|\n\s*\n")


@dataclass(slots=True)
class Reading:
    """What an expression means: TIMEX3 type and value, how that is known, and the days where they are not the value's."""

    type: str
    value: str
    how: str = "relative"
    days: Days | None = None
    anchors: bool = True
    """Whether "that year" can look back to it."""


@dataclass(slots=True)
class Scene:
    """Where an expression stands.

    Attributes:
        published: the day of publication, or of asking; None when it is not known.
        text, start, end: the whole text and the expression's characters in it.
        earlier: readings of the expressions before it, the last one last.
        asking: it is a query: what is not said to be ahead has been.
        told, current, told_year: how many old years and how many times of these days were named; the last old year.
        last_end: where the last expression before it ends.
        language: the text's, such as "en" or "en-GB"; it says how 7/10/2023 is read.
        quarter: the value of the last quarter mentioned, as earnings are told; "" when none was.
        compared: the same while figures of it are told; "" once those of nine months or a year are.
    """

    published: date | None
    text: str = ""
    start: int = 0
    end: int = 0
    earlier: list[Reading] = field(default_factory=list)
    asking: bool = False
    language: str = "en"
    quarter: str = ""
    compared: str = ""
    last_end: int = 0
    told: int = 0
    current: int = 0
    told_year: int = 0

    @property
    def story_year(self) -> int:
        """The year that a history is told in: old years were named, and nothing of these days; 0 for other texts."""
        return self.told_year if self.told >= 2 and not self.current and not self.asking else 0

    @property
    def tense(self) -> str:
        """ "ahead", "before", "now" or "" as the verb of its clause says (tense.py)."""
        if self.asking or not self.text:
            return "before"
        owner = self.text.startswith(("'s", "’s"), self.end)
        return (owner_tense if owner else tense_at)(self.text, self.start, self.end)

    @property
    def ahead(self) -> bool:
        return self.tense == "ahead"

    def before(self, size: int = 24) -> str:
        """The characters in front of the expression."""
        return self.text[max(0, self.start - size) : self.start]

    def after(self, size: int = 24) -> str:
        """The characters behind it."""
        return self.text[self.end : self.end + size]

    def day_beside(self) -> date | None:
        """The day that the same sentence has just named."""
        if not self.earlier or _STOP.search(self.text[self.last_end : self.start]):
            return None
        last = self.earlier[-1]
        days = last.days or days_of(last.value)
        return days[0] if days and days[0] == days[1] and last.anchors else None

    def coordinated(self, *, day: bool) -> tuple[date, bool] | None:
        """The first day of a day (or month) that this one is joined to ("in May and June"), and whether as a range's end."""
        between = self.text[self.last_end : self.start]
        if not self.earlier or self.asking or not 0 < len(between) <= 40 or _COMPARED.search(between):
            return None
        last = self.earlier[-1]
        days = last.days or days_of(last.value)
        length = (days[1] - days[0]).days if days else 0
        if not days or last.type not in ("DATE", "TIME") or not (length == 0 if day else 8 < length <= 31):
            return None
        if (last.how == "absolute" and len(between) > 8) or verb_between(self.text, self.last_end, self.start):
            return None
        return days[0], _RANGE.match(between) is not None

    def last_day(self) -> Reading | None:
        """The last mention before that others can lean on."""
        return next((one for one in reversed(self.earlier) if one.anchors), None)
