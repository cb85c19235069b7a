"""What does a reader know at this place of the text? Publication day, tense of the sentence, what was named before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from searchlib.extraction.dates.calendar import Cycle, Days

WINDOW = 240
"""Characters on each side of an expression in which its sentence is read: enough for most, and a bound for all."""


@dataclass(frozen=True)
class Reading:
    """What an expression means; an empty value says that it looks like a date and is none (February 30).

    Attributes:
        value, type, how: as in DateMention.
        days: the days meant, if known.
        unit: how fine it is: "day", "week", "month", "quarter", "year" ...
        cycle: what comes round again, when the expression did not say which time.
    """

    value: str
    days: Days | None = None
    type: str = "DATE"
    how: str = "absolute"
    unit: str = ""
    cycle: Cycle | None = None


NO_DATE = Reading("")


@dataclass
class Scene:
    """One text while it is read from front to back.

    Attributes:
        text: the whole text.
        published: the publication day, or None.
        clock: publication day and time where known.
        asked: the text is a date expression that a person typed by itself: nothing around it can say what it is.
        day_first: how an ambiguous 7/10/2023 is read.
        earlier: the last expression that named days of its own.
        start, end: the expression that is being read.
    """

    text: str
    published: date | None = None
    clock: datetime | None = None
    asked: bool = False
    day_first: bool = True
    earlier: Reading | None = None
    start: int = 0
    end: int = 0

    def before(self, count: int = 40) -> str:
        return self.text[max(0, self.start - count) : self.start]

    def after(self, count: int = 40) -> str:
        return self.text[self.end : self.end + count]

    @property
    def future(self) -> bool:
        """Whether the sentence speaks of what is to come."""
        return not self.asked and tense(self.text, self.start, self.end) == "future"


_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"'”’)]*\s|\n\s*\n|[;:]\s")
_CLAUSE = re.compile(r"\b(?:that|which|who|when|while|but|whose)\b")
_NOT_PAST = "(?!(?:need|indeed|hundred|speed|feed|united|seed|breed|red|proceed|exceed|succeed|embed|shed|bed|used)\\b)"
_CUE = re.compile(
    r"\b(?:(?P<future>"
    r"(?:will|would|shall|could|may|might|can|must|should|to)\s+(?:[a-z]+\s+)?(?:be|have\s+been)\s+[a-z]+"
    r"|will|shall|won['’]t|would|going\s+to|(?:is|are|be|was|were)\s+(?:also\s+)?(?:to|due|set|scheduled|expected|slated|"
    r"planned|likely|supposed|poised)"
    r"|due|scheduled|slated|expected|expects?|plans?|planned|planning|upcoming|ahead\s+of|deadline|forthcoming"
    r"|(?:agreed|hopes?|hoping|wants?|set|ready|likely|preparing|about|hoped|intends?|aims?|vowed|promised)\s+to"
    r"|by|until|till|starting|beginning|effective)"
    r"|(?P<past>was|were|had|did|been|since|said|told|met|won|lost|fell|rose|made|took|came|went|began|saw|left|gave|held|"
    r"found|became|got|ran|sent|brought|spoke|led|paid|sold|bought|wrote|hit|shot|fought|struck|broke|drew|grew|"
    r"knew|thought|put|cut|kept|felt|stood|drove|flew|threw|chose|beat|sank|swore|quit|overtook|withdrew"
    rf"|{_NOT_PAST}[a-z]{{2,20}}ed))\b"
    r"|['’]ll\b"
)


def tense(text: str, start: int, end: int) -> str:
    """Whether the sentence around text[start:end] tells of the past or the future, or "" where nothing says so.

    News puts the time next to its verb ("said on Thursday it will ..."), so the last verb before the expression in
    its clause decides, and only without one the first verb after it.
    """
    front = text[max(0, start - WINDOW) : start]
    clause = front[_last_end(_SENTENCE_END, front) :]
    clause = clause[_last_end(_CLAUSE, clause) :]
    last = ""
    for cue in _CUE.finditer(clause):
        last = "past" if cue.group("past") else "future"
    if last:
        return last
    back = text[end : end + WINDOW]
    stop = _SENTENCE_END.search(back)
    first = _CUE.search(back, 0, stop.start() + 1 if stop else len(back))
    return "" if first is None else "past" if first.group("past") else "future"


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    end = 0
    for found in pattern.finditer(text):
        end = found.end()
    return end
