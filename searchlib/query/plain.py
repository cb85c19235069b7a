"""Is a query so plain that it needs no parser? Words, with fields or joined by OR, or one phrase, and days in figures behind them
(the same tree comes out; tests hold this). Whoosh's parser takes a tenth of a millisecond, which is more than most of these searches.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from searchlib.query.nodes import And, DayRange, Exact, Node, Or, Phrase, Word

FIELDS = ("headline", "standfirst", "body", "people", "byline", "source", "section")
_WORD = r"\w+(?:'\w+)*"
_WORDS = rf"{_WORD}(?: +{_WORD})*"
_TERM = rf"(?:(?:{'|'.join(FIELDS)}):)?{_WORD}"
_PLAIN = re.compile(_WORDS, re.UNICODE)
_TERMS = re.compile(rf"{_TERM}(?: +{_TERM})*", re.UNICODE)
_ANY = re.compile(rf"{_TERM}(?: +OR +{_TERM})+", re.UNICODE)
_QUOTED = re.compile(rf'"({_WORDS})"', re.UNICODE)
_JOINT = re.compile(" +OR +")
_DAY = r"((?:1[6-9]|20)\d\d-\d\d-\d\d)"
_DAYS = re.compile(rf"(?: +|^)(published|dates):(?:{_DAY}|\[{_DAY} (?:to|TO) {_DAY}\])\Z", re.ASCII)
MAX_LENGTH = 1000
MAX_WORDS = 32
_OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR", "BEFORE"})


def plain_words(text: str) -> list[str] | None:
    """The words of a query of plain words; None when the parser is needed."""
    if len(text) > MAX_LENGTH or _PLAIN.fullmatch(text) is None:
        return None
    words = text.split()
    if len(words) > MAX_WORDS or not _OPERATORS.isdisjoint(words):
        return None
    if any(len(word) == 1 == len(after) for word, after in pairwise(words)):
        return None  # initials, perhaps: U S
    # `or` between words is read as OR, in any case of letters.
    return None if any(len(word) == 2 and word.lower() == "or" for word in words[1:-1]) else words


def plain_node(text: str) -> Node | None:
    """The tree of a plain query; None when the parser is needed.

    Example:
        >>> plain_node("headline:talks moscow")
        And(parts=(Word(text='talks', field='headline'), Word(text='moscow', field='')))
        >>> plain_node('"prime minister"'), plain_node("talks OR -moscow")
        (Phrase(words=('prime', 'minister'), field=''), None)
    """
    if len(text) > MAX_LENGTH:
        return None
    if text[-1:] in "0123456789]" and (days := _DAYS.search(text)) is not None:
        return _with_days(plain_node(text[: days.start()]) if days.start() else None, days)
    if (quoted := _QUOTED.fullmatch(text)) is not None:
        words = quoted[1].split()
        return Exact(words[0]) if len(words) == 1 else Phrase(tuple(words)) if len(words) <= MAX_WORDS else None
    if _TERMS.fullmatch(text) is not None:
        terms, group = text.split(), And
        if _ANY.fullmatch(text) is not None:
            terms, group = _JOINT.split(text), Or  # type: ignore[assignment]
    else:
        return None
    parts = []
    for term in terms:
        field, _, word = term.rpartition(":")
        if word.upper() in _OPERATORS:
            return None
        parts.append(Word(word, field))
    return None if len(parts) > MAX_WORDS else parts[0] if len(parts) == 1 else group(tuple(parts))


def _with_days(words: Node | None, days: re.Match[str]) -> Node | None:
    try:
        first, last = date.fromisoformat(days[2] or days[3]), date.fromisoformat(days[2] or days[4])
    except ValueError:
        return None
    if last < first or (words is None and days.start()):
        return None
    between = DayRange(days[1], first, last)
    if words is None:
        return between
    parts = words.parts if isinstance(words, And) else (words,)
    return None if any(isinstance(part, DayRange) for part in parts) else And((*parts, between))
