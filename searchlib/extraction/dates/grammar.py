"""How is the grammar read? grammars/*.txt → an automaton for the native matcher, and how its symbols are written.

The text file is the grammar; its head says how it is written. Here it becomes small trees (sequences, alternatives,
classes, words), and from these the automaton, which finds expressions and says which word of one is what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from searchlib.extraction.dates.tense import tense_reader
from searchlib.kernels.temporal import DateFinder
from searchlib.kernels.temporal import Grammar as Matcher

GRAMMARS = Path(__file__).with_name("grammars")
SPACE, MARKS = " ", "-,./:'½"
FIGURES: dict[str, tuple[int, int]] = {
    "DAY": (1, 2), "MONTHNUMBER": (1, 2), "HOUR": (1, 2), "MINUTE": (2, 2), "YEAR": (4, 4), "SHORTYEAR": (2, 2), "COUNT": (1, 4),
    "THREE": (3, 3), "EIGHT": (8, 8), "HOURMINUTE": (4, 4),
}  # fmt: skip
"""How many digits each class of figures has, at least and at most."""
_PIECE = re.compile(r"<(?P<part>[\w-]+)>|(?P<cls>[A-Z]+)|(?P<word>[a-z]+|\d+)|(?P<sign>[\[\]()|~ \-,./:'½])")
Tree = tuple[Any, ...]  # ("seq" | "any", trees) | ("maybe", tree) | ("class" | "word", name)


@dataclass(slots=True)
class Rule:
    """One rule of the file: its name (the function that reads it), patterns and examples."""

    name: str
    queries: bool = False
    patterns: list[str] = field(default_factory=list)
    examples: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class GrammarText:
    """A grammar file as written."""

    words: dict[str, list[str]] = field(default_factory=dict)
    capital: set[str] = field(default_factory=set)
    parts: dict[str, str] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)


def read_grammar(language: str = "english") -> GrammarText:
    """Reads grammars/LANGUAGE.txt."""
    grammar = GrammarText()
    words: list[str] | None = None
    for raw in (GRAMMARS / f"{language}.txt").read_text("utf-8").splitlines():
        line = raw.strip(" ") if raw.startswith("  ") else raw
        if not line or line.startswith("#"):
            continue
        if raw.startswith("  "):
            if words is not None:
                words.extend(line.split())
            elif line.startswith(": "):
                text, _, expected = line[2:].rpartition(" = ") if " = " in line else (line[2:-2], "", "")
                grammar.rules[-1].examples.append((text, expected))
            else:
                grammar.rules[-1].patterns.append(raw[2:])
            continue
        kind, name, *rest = line.split(" ", 2)
        words = None
        if kind == "words":
            words = grammar.words.setdefault(name, [])
            if rest == ["capital"]:
                grammar.capital.add(name)
        elif kind == "let":
            grammar.parts[name] = line.partition("= ")[2]
        else:
            grammar.rules.append(Rule(name, rest == ["queries"]))
    return grammar


class PatternReader:
    """Patterns of a grammar → trees."""

    def __init__(self, grammar: GrammarText) -> None:
        self._grammar = grammar
        self._parts: dict[str, Tree] = {}

    def tree(self, pattern: str) -> Tree:
        pieces = list(_PIECE.finditer(pattern))
        if "".join(piece[0] for piece in pieces) != pattern:
            raise ValueError(f"a pattern that cannot be read: {pattern!r}")
        tree, rest = self._alternatives(pieces, 0)
        if rest != len(pieces):
            raise ValueError(f"a bracket too many: {pattern!r}")
        return tree

    def _alternatives(self, pieces: list[re.Match[str]], at: int) -> tuple[Tree, int]:
        choices: list[Tree] = []
        while True:
            sequence, at = self._sequence(pieces, at)
            choices.append(sequence)
            if at == len(pieces) or pieces[at][0] != "|":
                return (choices[0] if len(choices) == 1 else ("any", choices)), at
            at += 1

    def _sequence(self, pieces: list[re.Match[str]], at: int) -> tuple[Tree, int]:
        trees: list[Tree] = []
        while at < len(pieces) and pieces[at][0] not in ("|", "]", ")"):
            piece = pieces[at]
            sign = piece["sign"]
            if sign in ("[", "("):
                tree, at = self._alternatives(pieces, at + 1)
                trees.append(("maybe", tree) if sign == "[" else tree)
            elif sign == "~":
                trees.append(("any", [("word", SPACE), ("word", "-")]))
            elif piece["part"]:
                trees.append(self._part(piece["part"]))
            elif piece["cls"]:
                if piece["cls"] not in FIGURES and piece["cls"] not in self._grammar.words:
                    raise ValueError(f"a class that the grammar does not have: {piece['cls']}")
                trees.append(("class", piece["cls"]))
            else:
                trees.append(("word", piece[0]))
            at += 1
        return ("seq", trees), at

    def _part(self, name: str) -> Tree:
        if name not in self._parts:
            self._parts[name] = self.tree(self._grammar.parts[name])
        return self._parts[name]


@dataclass(slots=True)
class Automaton:
    """What the native matcher takes; see kernels/temporal.pyi."""

    states: int = 1
    edges: list[tuple[int, int, int]] = field(default_factory=list)
    accepts: list[tuple[int, int]] = field(default_factory=list)
    symbols: dict[Tree, int] = field(default_factory=dict)

    def add(self, tree: Tree, rule: int) -> None:
        """A rule from state 0 on (Thompson's construction)."""
        self.accepts.append((self._extend(tree, 0), rule))

    def _extend(self, tree: Tree, start: int) -> int:
        kind, value = tree
        if kind == "seq":
            for part in value:
                start = self._extend(part, start)
            return start
        if kind == "any":
            ends = [self._extend(part, start) for part in value]
            end = self._state()
            self.edges.extend((one, -1, end) for one in ends)
            return end
        if kind == "maybe":
            inside = self._extend(value, start)
            end = self._state()
            self.edges.extend(((inside, -1, end), (start, -1, end)))
            return end
        end = self._state()
        self.edges.append((start, self.symbols.setdefault(tree, len(self.symbols)), end))
        return end

    def _state(self) -> int:
        self.states += 1
        return self.states - 1


class Signatures:
    """Numbers for the sets of symbols that tokens may stand for."""

    def __init__(self, symbols: dict[Tree, int], grammar: GrammarText) -> None:
        self._symbols = symbols
        self._number: dict[frozenset[int], int] = {frozenset(): 0}
        classes: dict[str, list[str]] = {}
        for name, words in grammar.words.items():
            for word in words:
                classes.setdefault(word, []).append(name)
        literal = [name for kind, name in symbols if kind == "word" and name.isalpha()]
        capital = {word for name in grammar.capital for word in grammar.words[name]}
        self.words = [
            (word, number, word in capital)
            for word in dict.fromkeys([*classes, *literal])
            if (number := self._of([("word", word), *(("class", name) for name in classes.get(word, ()))]))
        ]
        self.numbers = [self._figure(text) for text in figure_shapes()]
        self.marks = [0] * 128
        for mark in MARKS:
            self.marks[ord(mark) if mark != "½" else 1] = self._of([("word", mark)])
        self.space = self._of([("word", SPACE)])

    @property
    def symbols_of(self) -> list[list[int]]:
        return [sorted(symbols) for symbols in self._number]

    def _of(self, symbols: list[Tree]) -> int:
        known = frozenset(self._symbols[symbol] for symbol in symbols if symbol in self._symbols)
        return self._number.setdefault(known, len(self._number))

    def _figure(self, text: str) -> int:
        return self._of([("word", text), *(("class", name) for name in figure_classes(text))])


def figure_shapes() -> Iterator[str]:
    """One example of each kind of figure that the matcher tells apart, in its order."""
    yield from map(str, range(10))
    yield from (f"{number:02}" for number in range(100))
    yield from ("100", "9999", "2000", "100000", "20000101")


def figure_classes(text: str) -> Iterator[str]:
    """Classes of a run of digits."""
    size, value = len(text), int(text)
    if size <= 2:
        if 1 <= value <= 31:
            yield "DAY"
        if 1 <= value <= 12:
            yield "MONTHNUMBER"
        if value <= 24:
            yield "HOUR"
        if size == 2:
            yield "SHORTYEAR"
            if value < 60:
                yield "MINUTE"
    if size <= 4:
        yield "COUNT"
    if size == 3:
        yield "THREE"
    if size == 4:
        yield "HOURMINUTE"
        if 1500 <= value <= 2100:
            yield "YEAR"
    if size == 8:
        yield "EIGHT"


class Grammar:
    """A grammar file, ready to match."""

    def __init__(self, text: GrammarText, *, queries: bool) -> None:
        reader, automaton = PatternReader(text), Automaton()
        self._queries = queries
        self.rules: list[str] = []
        for rule in text.rules:
            for pattern in rule.patterns if queries or not rule.queries else ():
                automaton.add(reader.tree(pattern), len(self.rules))
                self.rules.append(rule.name)
        signatures = Signatures(automaton.symbols, text)
        self.tables = (
            automaton.states, automaton.edges, automaton.accepts, signatures.symbols_of, signatures.words,
            signatures.numbers, signatures.marks, signatures.space,
        )  # fmt: skip
        self.spellings = [spelling(symbol, text) for symbol in automaton.symbols]
        self.matcher = Matcher(*self.tables)

    def find(self, text: str, start: int = 0, until: int | None = None) -> list[tuple[int, int, int]]:
        """(start, end, line) of the matches that begin in [start, until)."""
        return self.matcher.find(text, start, len(text) if until is None else until, self._queries)

    @cached_property
    def finder(self) -> DateFinder:
        """Finds what matches mean, too; each rule has a function in the kernel."""
        return DateFinder(self.matcher, self.tables, self.spellings, self.rules, self._queries, tense_reader())


def spelling(symbol: Tree, grammar: GrammarText) -> tuple[str, list[str], int, int]:
    """How a symbol is written: its class ("" for a literal), its words, and the digits that it has at least and at most."""
    kind, name = symbol
    if kind == "word":
        return "", [name], 0, 0
    if name in FIGURES:
        return name, [], *FIGURES[name]
    return name, sorted(grammar.words.get(name, ()), key=len, reverse=True), 0, 0


@cache
def english(queries: bool = False) -> Grammar:
    """The English grammar; with `queries` also what only searchers type, in any case."""
    return Grammar(read_grammar(), queries=queries)
