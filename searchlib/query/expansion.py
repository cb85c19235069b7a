"""Which words of the index does a prefix, a wildcard, a fuzzy word, an expression or a range stand for?

The dictionary is walked within a budget of work, and the most frequent words are kept; what was cut off is said. Not
for: automata (patterns) or what the words' lists hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from searchlib.query.nodes import Fuzzy, Node, Prefix, Range, Regex, Wildcard
from searchlib.query.patterns import Automaton, fuzzy, regular, wildcard
from searchlib.query.regex import PatternError

if TYPE_CHECKING:
    from searchlib.query.plan import Plan

MAX_WORDS = 1024
MAX_WORDS_IN_ALL = 4096
MAX_NOTES = 20
MAX_WORK = 12_000_000
"""Characters and edges that one query may look at: some tens of milliseconds, whatever is asked."""

Found = tuple[list[tuple[str, int]], int, int, bool]


class Dictionary(Protocol):
    """The words of an index, as expansion sees them."""

    def expand(self, head: str, pattern: Automaton, limit: int, most_work: int) -> Found:
        """(words with their number of articles, how many fit, the work it was, whether the walk was finished)."""

    def between(self, head: str, low: str, high: str | None, limit: int) -> list[str]:
        """Words from `low` to `high` in order, None for the end, both included; at most `limit`."""

    def has(self, key: str) -> bool:
        """Whether any article has this key."""

    def count(self, plan: Plan) -> int:
        """How many articles answer the plan."""

    def as_typed(self, folded: Plan, within: Plan, field: str, text: str) -> Plan:
        """A plan for the articles of `folded` that have the words in this field just as typed; of those of `within`."""

    def with_any(self, field: str) -> Plan:
        """A plan for the articles that have any word in this field."""

    def languages(self) -> tuple[str, ...]:
        """Languages that articles of the index are in, the most frequent first."""


class Expander:
    """Expands the patterns of one query; `notes` says what was cut off or not understood."""

    def __init__(self, dictionary: Dictionary, fold: Callable[[str], str]) -> None:
        self._dictionary = dictionary
        self._fold = fold
        self._work = MAX_WORK
        self._room = MAX_WORDS_IN_ALL
        self._known: dict[tuple[Node, str], list[str]] = {}
        self.notes: list[str] = []

    def words(self, node: Prefix | Wildcard | Fuzzy | Regex | Range, head: str) -> list[str]:
        """The words that fit, by alphabet.

        Args:
            node: the pattern.
            head: what keys of the field begin with.
        """
        known = self._known.get((node, head))
        if known is None:
            known = self._range(node, head) if isinstance(node, Range) else self._walked(node, head)
            if len(known) > self._room:
                self._note(f"the query's patterns fit too many words: of {_shown(node)} {self._room:,} were searched")
                known = known[: self._room]
            self._room -= len(known)
            self._known[node, head] = known
        return known

    def _note(self, note: str) -> None:
        if len(self.notes) < MAX_NOTES:
            self.notes.append(note)

    def _walked(self, node: Prefix | Wildcard | Fuzzy | Regex, head: str) -> list[str]:
        try:
            pattern = self._automaton(node)
        except PatternError as error:
            self._note(f"/{_shown(node)}/ is not understood at its character {error.position + 1}: {error}")
            return []
        found, fitting, work, finished = self._dictionary.expand(head, pattern, MAX_WORDS, self._work)
        self._work = max(0, self._work - work)
        if not finished:
            self._note(f"{_shown(node)} takes too long: only a part of the index's words was looked at")
        if fitting > len(found):
            self._note(f"{_shown(node)} fits {fitting:,} words: the {len(found):,} most frequent were searched")
        return sorted(word for word, _ in found)

    def _automaton(self, node: Node) -> Automaton:
        match node:
            case Prefix(text):
                return wildcard(self._fold(text) + "*")
            case Wildcard(pattern):
                return wildcard(
                    "".join(part if part in "*?" else self._fold(part) for part in re.split(r"([*?])", pattern) if part)
                )
            case Fuzzy(text, distance):
                word = self._fold(text)
                # With as many edits as letters every short word would fit.
                edits = max(0, min(distance, len(word) - 1))
                if edits < distance:
                    self._note(
                        f"{_shown(node)} was searched as {text}~{edits}: with more edits any short word would fit"
                    )
                return fuzzy(word, edits)
            case Regex(pattern):
                return regular(pattern)
        raise TypeError(node)

    def _range(self, node: Range, head: str) -> list[str]:
        low, high = self._fold(node.low or ""), self._fold(node.high) if node.high else None
        words = self._dictionary.between(head, low, high, MAX_WORDS + 3)
        words = [
            word for word in words if not (node.low_open and word == low) and not (node.high_open and word == high)
        ]
        if len(words) > MAX_WORDS:
            self._note(f"{_shown(node)} is wide: its first {MAX_WORDS:,} words were searched")
        return words[:MAX_WORDS]


def _shown(node: Node) -> str:
    match node:
        case Prefix(text):
            return f"{text}*"
        case Wildcard(pattern) | Regex(pattern):
            return pattern
        case Fuzzy(text, distance):
            return f"{text}~{distance}"
        case Range(_, low, high):
            return f"[{low or ''} to {high or ''}]"
    return ""


def joined(parts: list[Found], limit: int) -> Found:
    """What several segments gave, as one."""
    if len(parts) == 1:
        return parts[0]
    counts: Counter[str] = Counter()
    for words, *_ in parts:
        counts.update(dict(words))
    kept = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]
    # How many fit in all is known only where no segment kept words back.
    fitting = max(len(counts), *(fitting for _, fitting, *_ in parts))
    return kept, fitting, sum(work for _, _, work, _ in parts), all(finished for *_, finished in parts)
