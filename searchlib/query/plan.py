"""Which terms of the dictionary does a query ask for? Nodes → the tuples that kernels/retrieval.pyx runs.

Words are folded and stemmed here as they were when articles were indexed. Not for: parsing (language) or running.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from searchlib.analysis.fold import COMPOUND, SIGIL, WORD, fold
from searchlib.analysis.stem import DEFAULT_LANGUAGE, stem_words
from searchlib.kernels.indexing import tokenize
from searchlib.query.nodes import (
    And,
    AsTyped,
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

if TYPE_CHECKING:
    from searchlib.query.expansion import Dictionary, Expander

NOTHING, EVERYTHING, TERM, ANY_TERM, PHRASE, AND, OR, NOT, DAYS, MENTIONED, ID, TYPED = range(12)
WEIGHTED = (TERM, PHRASE)
Plan = tuple[Any, ...]

NO_PLAN: Plan = (NOTHING, 1.0)
ALL_PLAN: Plan = (EVERYTHING, 1.0)
NOWHERE_PLAN: Plan = (NOT, 1.0, (ALL_PLAN,))
"""No article answers it, where NO_PLAN asks for nothing and is left out."""
ZONES = {"": 0, "headline": 1, "standfirst": 2, "body": 3}
STEM_PREFIXES = {"": "s", "headline": "h", "standfirst": "d"}
WORD_PREFIXES = {"people": "p", "source": "o", "section": "c", "byline": "b"}
FEW_READ, MOST_READ = 2_000, 100_000
"""Articles that may have to be read for words as typed: so many whatever else is asked; so many a query at most, some seconds."""
MEETINGS = {"overlap": 0, "within": 1, "exact": 2}
_SIGNS = ("#", "@")
FIRST_DAY, LAST_DAY = -(2**31) + 1, 2**31 - 1


def terms_of(text: str) -> Iterator[tuple[str, int]]:
    """(folded, kind) of each token of a text."""
    raw = text.encode("utf-8", "replace")
    for begin, end, kind, folded in tokenize(text):
        if term := fold(raw[begin:end].decode("utf-8", "replace"), kind) if folded is None else folded:
            yield term, kind


@lru_cache(maxsize=8192)
def analyse(text: str) -> tuple[tuple[str, int], ...]:
    """terms_of a query's word or phrase, remembered."""
    return tuple(terms_of(text))


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
    if (prefix := word_prefix(field)) is not None:
        return (TERM, 1.0, prefix + term)
    stem = stem_words([term], language)[0]
    if field == "body":
        return in_body(stem)
    return (TERM, 1.0, STEM_PREFIXES[field] + stem)


def in_body(stem: str) -> Plan:
    """A stem in the body, or in the standfirst."""
    return (AND, 1.0, ((TERM, 1.0, f"s{stem}"), (NOT, 1.0, ((TERM, 1.0, f"n{stem}"),))))


def _exact_term(term: str, field: str) -> Plan:
    if (prefix := word_prefix(field)) is not None:
        return (TERM, 1.0, prefix + term)
    return (TERM, 1.0, f"f{term}") if not field else (PHRASE, 1.0, (f"f{term}",), (0,), ZONES[field], 0, False)


def _phrase(words: tuple[str, ...], field: str, near: int = 0, ordered: bool = False) -> Plan:
    if not words:
        return NO_PLAN
    if len(words) == 1:
        return _exact_term(words[0], field)
    prefix = word_prefix(field)
    keys = tuple((prefix or "f") + word for word in words)
    return (PHRASE, 1.0, keys, tuple(range(len(words))), 0 if prefix else ZONES[field], near, ordered)


def word_prefix(field: str) -> str | None:
    """What keys of a field's words begin with; None for the texts."""
    if field in WORD_PREFIXES:
        return WORD_PREFIXES[field]
    return f"e{field[6:]}\0" if field.startswith("extra.") else None


def known_field(field: str) -> bool:
    return (
        field in ZONES or field in WORD_PREFIXES or field in ("id", "published", "dates") or field.startswith("extra.")
    )


def once_each(plans: tuple[Plan, ...]) -> tuple[Plan, ...]:
    """The plans without repeats: what is asked for twice counts twice, and is looked up once.

    Example:
        >>> once_each(((TERM, 1.0, "sa"), (TERM, 1.0, "sb"), (TERM, 1.0, "sa")))
        ((2, 2.0, 'sa'), (2, 1.0, 'sb'))
    """
    if len(set(plans)) == len(plans):
        return plans
    times = Counter(plans)
    return tuple(
        (plan[0], plan[1] * count, *plan[2:]) if plan[0] in WEIGHTED else plan for plan, count in times.items()
    )


class Planner:
    """Turns nodes into plans for one state of an index; `notes` says what was cut off or reread.

    Args:
        dictionary: the words of the index.
        rereads: search #word and @word that no article has as words without the sign, with a note.
    """

    def __init__(self, dictionary: Dictionary, *, rereads: bool = False) -> None:
        self._dictionary = dictionary
        self._rereads = rereads
        self._notes: list[str] = []
        self._readable = MOST_READ
        self._languages = dictionary.languages() or (DEFAULT_LANGUAGE,)
        self._expander: Expander | None = None  # of patterns; most queries have none

    @property
    def notes(self) -> list[str]:
        return [*self._notes, *(self._expander.notes if self._expander else ())]

    def plan(self, node: Node) -> Plan:
        if type(node) is Word and node.field != "id":  # as most are
            return self._word(node.text, node.field)
        match node:
            case Word(text, "id") | Exact(text, "id"):
                return (ID, 1.0, text)
            case Phrase(words, "id"):
                return (ID, 1.0, " ".join(words))
            case Exact(text, field):
                return self._words((text,), field)
            case Phrase(words, field):
                return self._words(words, field)
            case AsTyped(text, field):
                return self._as_typed(text, field)
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
        typed = tuple(part for part in parts if isinstance(part, AsTyped))
        parts = tuple(part for part in parts if not isinstance(part, AsTyped))
        plans = tuple(
            plan for plan in self._with_initials(parts, kind == OR) if plan is not NO_PLAN
        )  # no letters: asks for nothing
        others = plans if kind == AND else ()
        plans += tuple(plan for part in typed if (plan := self._as_typed(part.text, part.field, others)) is not NO_PLAN)
        if kind == OR:
            # One level of words is what the pruning algorithm takes.
            plans = tuple(one for plan in plans for one in (plan[2] if plan[:2] == (OR, 1.0) else (plan,)))
        plans = once_each(plans)
        return plans[0] if len(plans) == 1 else (kind, 1.0, plans) if plans else NO_PLAN

    def _with_initials(self, parts: tuple[Node, ...], any_of: bool) -> list[Plan]:
        """Letters that stand alone side by side (u s) are initials (U.S.) too, which are filed as one word."""
        if all(_letter_of(part) is None for part in parts):
            return list(map(self.plan, parts))
        out: list[Plan] = []
        joined: list[Plan] = []
        for field, run in groupby(parts, key=_letter_of):
            group = tuple(run)
            plans = tuple(map(self.plan, group))
            if field is None or len(group) < 2:
                out += plans
                continue
            word = self._word("".join(part.text for part in group if isinstance(part, Word)), field)
            if any_of:
                joined.append(word)
                out += plans
            else:
                out.append((OR, 1.0, ((AND, 1.0, plans), word)))
        return out + joined

    def _words(self, texts: tuple[str, ...], field: str, near: int = 0, ordered: bool = False) -> Plan:
        words = tuple(term for text in texts for term, kind in analyse(text) if kind == WORD)
        return _phrase(words, field, near, ordered)

    def _as_typed(self, text: str, field: str, others: tuple[Plan, ...] = ()) -> Plan:
        """Articles with the words folded are read, of many only those that the other parts leave over."""
        folded = self._words((text,), field)
        if folded is NO_PLAN:
            return NO_PLAN
        plan, count = folded, self._dictionary.count(folded)
        if count > FEW_READ and others:
            plan = (AND, 1.0, (folded, *others))
            count = self._dictionary.count(plan)
        if count > self._readable:
            self._notes.append(
                f"too many articles have {text!r} to look at each; accents and capitals were not regarded"
            )
            return folded
        self._readable -= count
        return self._dictionary.as_typed(folded, plan, field, text)

    # --- words ---------------------------------------------------------------------------------------------------------

    def _word(self, text: str, field: str) -> Plan:
        if self._rereads and (sign := text[:1]) in _SIGNS and (bare := text.lstrip("#@")):
            signed = next((term for term, kind in analyse(text) if kind == SIGIL), None)
            if signed is not None and not self._dictionary.has((word_prefix(field) or "f") + signed):
                self._notes.append(f"no article has {text}; the word was searched without {sign}")
                text = bare
        if self._languages == (DEFAULT_LANGUAGE,):
            return plan_word(text, field)
        # In each of the index's languages the word may have another stem; what no article has is left out.
        plans = dict.fromkeys(plan_word(text, field, language) for language in self._languages)
        if len(plans) > 1:
            plans = dict.fromkeys(plan for plan in plans if self._may_match(plan)) or plans
        kept = tuple(plans)
        return kept[0] if len(kept) == 1 else (OR, 1.0, kept)

    def _may_match(self, plan: Plan) -> bool:
        if plan[0] == TERM:
            return self._dictionary.has(plan[2])
        return plan[0] != AND or self._may_match(plan[2][0])

    def _expansion(self, node: Prefix | Wildcard | Fuzzy | Regex | Range) -> Plan:
        field = node.field
        if field and node == Prefix("", field):
            return self._dictionary.with_any(field)
        head = word_prefix(field) or "f"
        if self._expander is None:
            from searchlib.query.expansion import Expander

            self._expander = Expander(self._dictionary, folded)
        words = self._expander.words(node, head)
        if head == "f" and field and words:
            return (OR, 1.0, tuple(_exact_term(word, field) for word in words))
        return (ANY_TERM, 1.0, tuple(head + word for word in words))


def _letter_of(part: Node) -> str | None:
    """The field of a word of one Latin letter; None for anything else."""
    if not isinstance(part, Word) or len(part.text) != 1:
        return None
    return part.field if part.text.isascii() and part.text.isalpha() else None


def folded(text: str) -> str:
    """A pattern's literal part as words are filed."""
    return "".join(term for term, kind in analyse(text) if kind == WORD) or fold(text)


def _day(day: date | None, open_end: int) -> int:
    return open_end if day is None else day.toordinal()


def any_of(plan: Plan) -> Plan | None:
    """The same words, of which any will do; None when the plan is not one of words that are all required."""
    if plan[0] != AND:
        return None
    words = tuple(part for part in plan[2] if part[0] in (*WEIGHTED, OR))
    rest = tuple(part for part in plan[2] if part[0] not in (*WEIGHTED, OR))
    if len(words) < 2:
        return None
    any_word = (OR, 1.0, words)
    return (AND, plan[1], (any_word, *rest)) if rest else any_word
