"""Which way does a sentence look at an expression of time in it: ahead, or back? From the verb group that it belongs to.

The rules are native (kernels/tense.hpp); their words are in grammars/english_tense.txt, with examples, and in verbs.py. Not for:
which day is then meant (kernels/date_days.hpp).
"""

from __future__ import annotations

from functools import cache

from searchlib.extraction.dates.verbs import tense_words
from searchlib.kernels.temporal import TenseReader


@cache
def tense_reader() -> TenseReader:
    """The kernel with the words of English."""
    return TenseReader(dict(tense_words().classes))


def tense_at(text: str, start: int, end: int) -> str:
    """Which way the sentence looks at the expression in [start, end).

    Example:
        >>> tense_at("Envoys will meet on Thursday.", 20, 28)
        'ahead'

    Returns:
        "ahead", "before", "now" (neither) or "" (no verb).

    Raises:
        IndexError: [start, end) is not in the text.
    """
    return tense_reader().tense_at(text, start, end)


def owner_tense(text: str, start: int, end: int) -> str:
    """The same for a day with 's: "Friday's report will show" looks ahead, most others back.

    Example:
        >>> owner_tense("Friday's report will show more.", 0, 6), owner_tense("They recalled Friday's vote.", 14, 20)
        ('ahead', 'before')
    """
    return tense_reader().owner_tense(text, start, end)


def verb_between(text: str, start: int, end: int) -> bool:
    """Whether a verb, or the end of a sentence, stands in a short stretch of text.

    Example:
        >>> verb_between("in May and June", 6, 11), verb_between("in May, it rose in June", 6, 19)
        (False, True)
    """
    return tense_reader().verb_between(text, start, end)
