"""Which terms of the dictionary does a query ask for? Nodes → the tuples that kernels/retrieval.pyx runs.

Words are folded and stemmed here as they were when articles were indexed. Not for: parsing (language) or running.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from searchlib.analysis.fold import COMPOUND, WORD, fold
from searchlib.analysis.stem import DEFAULT_LANGUAGE, stem_words
from searchlib.kernels.indexing import tokenize
from searchlib.query.nodes import (
    And,
    Boost,
    DayRange,
    Everything,
    Exact,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Regex,
    Wildcard,
    Word,
)

NOTHING, EVERYTHING, TERM, ANY_TERM, PHRASE, AND, OR, NOT, DAYS, MENTIONED = range(10)
Plan = tuple[Any, ...]
TermSource = Callable[[str], Iterator[str]]
"""All keys of the dictionary that begin with a string, in order, of every segment."""

NO_PLAN: Plan = (NOTHING, 1.0)
ALL_PLAN: Plan = (EVERYTHING, 1.0)
ZONES = {"": 0, "headline": 1, "standfirst": 2, "body": 3}
STEM_PREFIXES = {"": "s", "headline": "h", "standfirst": "d"}
WORD_PREFIXES = {"people": "p", "source": "o", "section": "c", "byline": "b"}
MAX_EXPANSION = 1024
MEETINGS = {"overlap": 0, "within": 1, "exact": 2}
FIRST_DAY, LAST_DAY = -(2**31) + 1, 2**31 - 1


@lru_cache(maxsize=8192)
def analyse(text: str) -> tuple[tuple[str, int], ...]:
    """(folded, kind) of each token of a query's word or phrase."""
    raw = text.encode("utf-8", "replace")
    found = []
    for begin, end, kind, folded in tokenize(text):
        term = fold(raw[begin:end].decode("utf-8", "replace"), kind) if folded is None else folded
        if term:
            found.append((term, kind))
    return tuple(found)


@lru_cache(maxsize=8192)
def plan_word(text: str, field: str = "", language: str = DEFAULT_LANGUAGE) -> Plan:
    """The plan of one word in any of its inflections."""
    tokens = analyse(text)
    sigils = [term for term, kind in tokens if kind not in (WORD, COMPOUND)]
    if sigils:
        return _exact_term(sigils[0], field)
    words = [term for term, kind in tokens if kind == WORD]
    if not words:
        return NO_PLAN
    if len(words) > 1:
        # al-Qaeda: its parts side by side, or written as one.
        parts = [
            _phrase(tuple(words), field),
            *(_stem_term(term, field, language) for term, kind in tokens if kind == COMPOUND),
        ]
        return parts[0] if len(parts) == 1 else (OR, 1.0, tuple(parts))
    return _stem_term(words[0], field, language)


def _stem_term(term: str, field: str, language: str) -> Plan:
    if (prefix := _word_prefix(field)) is not None:
        return (TERM, 1.0, prefix + term)
    stem = stem_words([term], language)[0]
    if field == "body":
        return (AND, 1.0, ((TERM, 1.0, f"s{stem}"), (NOT, 1.0, ((TERM, 1.0, f"n{stem}"),))))
    return (TERM, 1.0, STEM_PREFIXES[field] + stem)


def _exact_term(term: str, field: str) -> Plan:
    if (prefix := _word_prefix(field)) is not None:
        return (TERM, 1.0, prefix + term)
    return (TERM, 1.0, f"f{term}") if not field else (PHRASE, 1.0, (f"f{term}",), (0,), ZONES[field], 0, False)


def _phrase(words: tuple[str, ...], field: str, near: int = 0, ordered: bool = False) -> Plan:
    if not words:
        return NO_PLAN
    if len(words) == 1:
        return _exact_term(words[0], field)
    prefix = _word_prefix(field)
    keys = tuple((prefix or "f") + word for word in words)
    return (PHRASE, 1.0, keys, tuple(range(len(words))), 0 if prefix else ZONES[field], near, ordered)


def _word_prefix(field: str) -> str | None:
    if field in WORD_PREFIXES:
        return WORD_PREFIXES[field]
    return f"e{field[6:]}\0" if field.startswith("extra.") else None


def known_field(field: str) -> bool:
    return (
        field in ZONES or field in WORD_PREFIXES or field in ("id", "published", "dates") or field.startswith("extra.")
    )


class Planner:
    """Turns nodes into plans; `notes` says where an expansion was cut off."""

    def __init__(self, terms: TermSource, language: str = DEFAULT_LANGUAGE) -> None:
        self._terms = terms
        self._language = language
        self.notes: list[str] = []

    def plan(self, node: Node) -> Plan:
        match node:
            case Word(text, field):
                return plan_word(text, field, self._language)
            case Exact(text, field):
                return self._words((text,), field)
            case Phrase(words, field):
                return self._words(words, field)
            case Near(words, distance, field, ordered):
                return self._words(words[:16], field, max(1, distance), ordered)
            case And(parts):
                return self._group(AND, parts)
            case Or(parts):
                return self._group(OR, parts)
            case Not(part):
                return (NOT, 1.0, (self.plan(part),))
            case Boost(part, factor):
                plan = self.plan(part)
                return (plan[0], plan[1] * factor, *plan[2:])
            case Everything():
                return ALL_PLAN
            case DayRange("published", first, last):
                return (DAYS, 1.0, _day(first, FIRST_DAY), _day(last, LAST_DAY))
            case DayRange(_, first, last, meeting):
                return (MENTIONED, 1.0, _day(first, FIRST_DAY), _day(last, LAST_DAY), MEETINGS[meeting])
            case Prefix() | Wildcard() | Fuzzy() | Regex() | Range():
                return self._expansion(node)
            case _:
                return NO_PLAN

    def _group(self, kind: int, parts: tuple[Node, ...]) -> Plan:
        plans = tuple(plan for plan in map(self.plan, parts) if plan is not NO_PLAN or kind == AND)
        plans = tuple(plan for plan in plans if plan is not NO_PLAN)  # a word with no letters asks for nothing
        return plans[0] if len(plans) == 1 else (kind, 1.0, plans) if plans else NO_PLAN

    def _words(self, texts: tuple[str, ...], field: str, near: int = 0, ordered: bool = False) -> Plan:
        words = tuple(term for text in texts for term, kind in analyse(text) if kind == WORD)
        return _phrase(words, field, near, ordered)

    # --- words by pattern ---------------------------------------------------------------------------------------------

    def _expansion(self, node: Prefix | Wildcard | Fuzzy | Regex | Range) -> Plan:
        field = node.field
        prefix = _word_prefix(field) or "f"
        keys: list[str] = []
        for key in self._matching(node, prefix):
            if len(keys) == MAX_EXPANSION:
                self.notes.append(f"only the first {MAX_EXPANSION} words that fit were searched")
                break
            keys.append(key)
        if not keys:
            return (ANY_TERM, 1.0, ())
        if prefix == "f" and field:
            return (OR, 1.0, tuple(_exact_term(key[1:], field) for key in keys))
        return (ANY_TERM, 1.0, tuple(keys))

    def _matching(self, node: Prefix | Wildcard | Fuzzy | Regex | Range, prefix: str) -> Iterator[str]:
        size = len(prefix)
        match node:
            case Prefix(text):
                yield from self._terms(prefix + _folded(text))
            case Wildcard(pattern):
                parts = [part if part in "*?" else _folded(part) for part in re.split(r"([*?])", pattern) if part]
                head = "" if not parts or parts[0] in "*?" else parts[0]
                regex = re.compile("".join({"*": ".*?", "?": "."}.get(part) or re.escape(part) for part in parts), re.S)
                yield from (key for key in self._terms(prefix + head) if regex.fullmatch(key, size))
            case Fuzzy(text, distance):
                from rapidfuzz.distance import OSA

                word = _folded(text)
                for key in self._terms(prefix + word[:1]):
                    if OSA.distance(word, key[size:], score_cutoff=distance) <= distance:
                        yield key
            case Regex(pattern):
                regex = re.compile(pattern)
                yield from (key for key in self._terms(prefix) if regex.fullmatch(key, size))
            case Range(_, low, high, low_open, high_open):
                first, last = _folded(low or ""), _folded(high or "")
                for key in self._terms(prefix):
                    word = key[size:]
                    if (first and (word < first or (low_open and word == first))) or (
                        last and (word > last or (high_open and word == last))
                    ):
                        continue
                    yield key


def _folded(text: str) -> str:
    return "".join(term for term, kind in analyse(text) if kind == WORD) or fold(text)


def _day(day: date | None, open_end: int) -> int:
    return open_end if day is None else day.toordinal()
