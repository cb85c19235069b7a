"""Which automaton does a wildcard, a fuzzy word or a regular expression stand for? kernels/expansion.hpp walks with it.

All three become the same thing: states and edges on characters (Thompson 1968), so that matching never backtracks and
costs the same whatever the pattern. Not for: walking the dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from searchlib.query.regex import (
    ANY,
    PatternError,
    Repeat,
    Sequence,
    Tree,
    literal_run,
    literal_start,
    parse_regex,
    sets_of,
)

MAX_STATES = 2000
MAX_PATTERN = 256
_SILENT = (1, 0)  # an edge that is walked without a character: an empty range

Edge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Automaton:
    """States from 0 (the beginning) on; edges (from, first character, last character, to).

    Attributes:
        states: how many there are.
        edges: with first > last, an edge that needs no character.
        accepting: where a word may end.
        prefix: what every word that fits begins with.
        literal: what every word that fits has somewhere.
    """

    states: int
    edges: tuple[Edge, ...]
    accepting: tuple[int, ...]
    prefix: str = ""
    literal: str = ""

    def accepts(self, word: str) -> bool:
        """Whether the whole word fits (kernels/expansion.hpp does this for a dictionary).

        Example:
            >>> wildcard("m?sc*").accepts("moscow"), wildcard("m?sc*").accepts("mosul")
            (True, False)
        """
        states = self._silently({0})
        for character in map(ord, word):
            states = self._silently(
                {to for start, low, high, to in self.edges if start in states and low <= character <= high}
            )
            if not states:
                return False
        return not states.isdisjoint(self.accepting)

    def _silently(self, states: set[int]) -> set[int]:
        waiting = list(states)
        while waiting:
            here = waiting.pop()
            for start, low, high, to in self.edges:
                if start == here and low > high and to not in states:
                    states.add(to)
                    waiting.append(to)
        return states


@lru_cache(maxsize=256)
def wildcard(pattern: str) -> Automaton:
    """* is any run of characters, ? any one; the pattern is folded already.

    Raises:
        PatternError: it is too long.
    """
    _bound(pattern)
    parts: list[Tree] = []
    for char in pattern:
        if char != "*":
            parts.append(ANY if char == "?" else sets_of(char))
        elif not (parts and isinstance(parts[-1], Repeat)):
            parts.append(Repeat(ANY, 0, None))
    return _built(Sequence(tuple(parts)))


@lru_cache(maxsize=256)
def regular(pattern: str) -> Automaton:
    """Words that fit from end to end; the syntax is told in regex.py.

    Raises:
        PatternError: it is not understood, or too long; with the place in `position`.
    """
    _bound(pattern)
    return _built(parse_regex(pattern))


@lru_cache(maxsize=256)
def fuzzy(word: str, distance: int) -> Automaton:
    """Words within so many insertions, deletions, substitutions and swaps of neighbours, none of them edited again.

    A state says how much of the word is read and how many edits were made (Schulz and Mihov 2002).
    """
    _bound(word)
    size, width = len(word), distance + 1
    edges: list[Edge] = []
    swaps = (size + 1) * width  # states in the middle of a swap come behind the others

    def state(read: int, edits: int) -> int:
        return read * width + edits

    for read in range(size + 1):
        for edits in range(width):
            here, may_edit = state(read, edits), edits < distance
            if may_edit:
                edges.append((here, *_EVERY, state(read, edits + 1)))
            if read == size:
                continue
            edges.append((here, ord(word[read]), ord(word[read]), state(read + 1, edits)))
            if may_edit:
                edges.append((here, *_EVERY, state(read + 1, edits + 1)))
                edges.append((here, *_SILENT, state(read + 1, edits + 1)))
            if may_edit and read + 1 < size:
                swap = swaps + state(read, edits)
                edges.append((here, ord(word[read + 1]), ord(word[read + 1]), swap))
                edges.append((swap, ord(word[read]), ord(word[read]), state(read + 2, edits + 1)))
    accepting = tuple(state(size, edits) for edits in range(width))
    return Automaton(2 * swaps, tuple(edges), accepting)


_EVERY = ANY.ranges[0]


def _bound(pattern: str) -> None:
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"a pattern may have at most {MAX_PATTERN} characters", MAX_PATTERN)


def _built(tree: Tree) -> Automaton:
    builder = _Builder()
    end = builder.add(tree, builder.new_state())
    prefix = literal_start(tree)
    literal = literal_run(tree)
    return Automaton(builder.states, tuple(builder.edges), (end,), prefix, literal)


class _Builder:
    """Appends a tree's states and edges behind a state; says where it ends."""

    def __init__(self) -> None:
        self.states = 0
        self.edges: list[Edge] = []

    def new_state(self) -> int:
        if self.states == MAX_STATES:
            raise PatternError("the pattern is too large; use smaller repetitions", 0)
        self.states += 1
        return self.states - 1

    def add(self, tree: Tree, start: int) -> int:
        if isinstance(tree, Sequence):
            for part in tree.parts:
                start = self.add(part, start)
            return start
        if isinstance(tree, Repeat):
            return self._repeat(tree, start)
        end = self.new_state()
        for option in tree.options:
            if isinstance(option, tuple):
                self.edges.append((start, *option, end))
            else:
                self.edges.append((self.add(option, start), *_SILENT, end))
        return end

    def _repeat(self, tree: Repeat, start: int) -> int:
        for _ in range(tree.least):
            start = self.add(tree.part, start)
        if tree.most is None:
            # A state of its own to come back to, so that loops inside loops do not leak into what stands before.
            loop = self.new_state()
            self.edges.append((start, *_SILENT, loop))
            self.edges.append((self.add(tree.part, loop), *_SILENT, loop))
            start = self.new_state()
            self.edges.append((loop, *_SILENT, start))
            return start
        end = self.new_state()
        for _ in range(tree.most - tree.least):
            self.edges.append((start, *_SILENT, end))
            fresh = self.new_state()
            self.edges.append((start, *_SILENT, fresh))
            start = self.add(tree.part, fresh)
        self.edges.append((start, *_SILENT, end))
        return end
