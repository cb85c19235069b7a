"""The grammar of dates as numbers in a text file, so that a fuzzer in C++ (tests/fuzz/date_tables.hpp) can do without Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from searchlib.extraction.dates.grammar import Grammar, read_grammar
from searchlib.extraction.dates.verbs import tense_words


def write(path: Path) -> Path:
    """What the finders of articles and of queries are made from, in this order. Each list has its length in front."""
    text = read_grammar()
    path.write_text(
        " ".join(word for queries in (False, True) for word in _finder(Grammar(text, queries=queries), queries)) + "\n"
    )
    return path


def _finder(grammar: Grammar, queries: bool) -> Iterator[str]:
    states, edges, accepts, symbols_of, words, numbers, marks, space = grammar.tables
    yield from map(str, (int(queries), states))
    yield from _rows(edges)
    yield from _rows(accepts)
    yield str(len(symbols_of))
    for symbols in symbols_of:
        yield from _rows([symbol] for symbol in symbols)
    yield from _rows((_hex(letters), signature, int(capital)) for letters, signature, capital in words)
    for list_of_one in (numbers, marks):
        yield from _rows([one] for one in list_of_one)
    yield str(space)
    yield str(len(grammar.spellings))
    for name, spelled, fewest, most in grammar.spellings:
        yield from (_hex(name), str(fewest), str(most))
        yield from _rows([_hex(word)] for word in spelled)
    yield from _rows([_hex(rule)] for rule in grammar.rules)
    yield from _rows((name, word) for name, of_class in tense_words().classes.items() for word in sorted(of_class))


def _rows(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    listed = list(rows)
    yield str(len(listed))
    for row in listed:
        yield from map(str, row)


def _hex(letters: str) -> str:
    """Spaces and signs stand in words, too; "-" is none."""
    return letters.encode("latin-1").hex() or "-"
