"""From where is an expression seen? The day of publication, what was mentioned before, and which way its sentence looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from searchlib.extraction.dates.calendar import Days, days_of

_SENTENCE, _NEAR, _CUT = 220, 80, 30
_AHEAD = (
    r"(?:will|shall|won't|'ll)\b(?:\s+(?:not|also|only|have|be|been|get)\b)*(?:\s+\w+)?"
    r"|(?:(?:is|are|was|were)\s+)?(?:going|due|set|scheduled|expected|likely|planned|slated|supposed|about|ready|bound)\s+(?:to|for)\b(?:\s+be)?(?:\s+\w+)?"
    r"|(?:plans?|planning|hopes?|expects?|intends?|aims?|wants?|agreed|vowed|promised|needs?|prepar\w+)\s+to\b(?:\s+be)?(?:\s+\w+)?"
    r"|(?:scheduled|planned|upcoming|forthcoming|due|slated|expires?|begins?|starts?|opens?|takes effect|ends)\b"
    r"|(?:payable|effective|deadline|until|through|extended\s+to)\b"
    r"|to\s+(?:be\s+)?(?!the\b|a\b|an\b|his\b|her\b|its\b|their\b|\w+ing\b)[a-z]+"
)
_BEFORE = (
    r"had\s+been\s+\w+(?:\s+to\s+\w+)?|(?:said|was|were|had|has|have|did|been|met|told|took|came|went|made|fell|rose|began|won|lost|left|held|sent|gave|"
    r"saw|got|found|led|ran|spoke|wrote|broke|became|brought|bought|sold|paid|shot|struck|grew|knew|felt|kept|heard|"
    r"stood|fled|threw|drew|dropped|flew|caught|thought|taught|built|chose|hit|cut|put|slid|sank|shut|reported)\b"
    r"|(?!need\b|indeed\b|speed\b|feed\b|seed\b|exceed\b|succeed\b|proceed\b|united\b|hundred\b)[a-z]{2,}ed\b"
)
_NOW = r"(?:would|may|might|could|can|should|must)\b(?:\s+(?:not|also|only|have|be|been|get)\b)*(?:\s+\w+)?|(?:is|are|isn't|aren't)\b(?:\s+(?:also|now|not|still|being))?(?:\s+\w+(?:ing|ed|en|eld|eard|et|old)\b)?"
_TENSE = re.compile(rf"(?<!\w)(?=[a-z'])(?:(?P<ahead>{_AHEAD})|(?P<before>{_BEFORE})|(?P<now>{_NOW}))")  # lower case
_JUST_BEFORE = re.compile(r"\s+(?:was|were|had)\b")
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
        quarter: the value of the last quarter mentioned, as earnings are told; "" when none was.
    """

    published: date | None
    text: str = ""
    start: int = 0
    end: int = 0
    earlier: list[Reading] = field(default_factory=list)
    asking: bool = False
    quarter: str = ""
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
        """ "ahead", "before", "now" or "" as the verb next to the expression says; its sentence only."""
        if self.asking or not self.text:
            return "before"
        if _JUST_BEFORE.match(self.text, self.end):
            return "before"
        # The last verb decides, and it mostly stands near; one that begins with the window may be cut, so look further.
        for reach in (_NEAR, _SENTENCE):
            begin = max(0, self.start - reach)
            before = self.text[begin : self.start]
            cut = 0
            for stop in _STOP.finditer(before):
                cut = stop.end()
            last = None
            for last in _TENSE.finditer(before.lower(), cut):  # noqa: B007
                pass
            if last is not None and (begin == 0 or cut or last.start() > _CUT or reach == _SENTENCE):
                return last.lastgroup or ""
            if cut or begin == 0:
                break
        after = self.text[self.end : self.end + 100]
        if stopped := _STOP.search(after):
            after = after[: stopped.start()]
        first = _TENSE.search(after.lower())
        return (first.lastgroup or "") if first else ""

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

    def last_day(self) -> Reading | None:
        """The last mention before that others can lean on."""
        return next((one for one in reversed(self.earlier) if one.anchors), None)
