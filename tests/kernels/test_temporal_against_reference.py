"""The native matcher of temporal expressions finds what its readable twin finds, on our grammar and on small ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.extraction.dates.grammar import Grammar, GrammarText, Rule, english, read_grammar
from searchlib.kernels.reference_temporal import ReferenceGrammar
from searchlib.kernels.temporal import Grammar as Matcher

TWINS = {queries: ReferenceGrammar(english(queries).tables) for queries in (False, True)}  # type: ignore[arg-type]
WORDS = sorted({word for word, _, _ in english(True).tables[4]})  # type: ignore[attr-defined]
pieces = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(str.title),
    st.integers(0, 2200).map(str),
    st.sampled_from(
        ["7th", "1990s", "'80s", "5:30", "10/27/89", "2½", "Straße", "x", "😀", "sept.", "p.m.", "foo_may", "½"]
    ),
)
between = st.sampled_from([" ", " ", " ", " ", "-", "–", ", ", ". ", "\n", "\n\n", "’s ", "/", "", "$", "  "])
texts = st.lists(st.tuples(pieces, between), max_size=14).map(lambda all: "".join(word + gap for word, gap in all))


@settings(max_examples=400)
@given(texts | st.text(max_size=40), st.booleans())
def test_the_same_matches(text: str, queries: bool) -> None:
    assert english(queries).find(text) == TWINS[queries].find(text, queries)


@pytest.mark.parametrize(
    "example", [text.removeprefix("- ") for rule in read_grammar().rules for text, _ in rule.examples]
)
@pytest.mark.parametrize("wide", ["", "ž", "😀"])
def test_the_same_matches_in_examples_of_any_width(example: str, wide: str) -> None:
    text = f"{wide} He said {example}, again."
    found = english(True).find(text)
    assert found
    assert found == TWINS[True].find(text, True)


def test_a_window_of_the_text() -> None:
    text = "on Friday and Monday and Tuesday"
    assert [text[start:end] for start, end, _ in english().find(text, 4, 20)] == ["Monday"]
    assert english().find(text, 99) == english().find("", 0) == []


def test_the_first_rule_of_equally_long_ones_wins() -> None:
    rules = [Rule("one", patterns=["DAY may"]), Rule("two", patterns=["COUNT may", "COUNT may day"])]
    grammar = Grammar(GrammarText(rules=rules), queries=False)
    assert grammar.find("12 may") == [(0, 6, 0)]
    assert grammar.find("12 may day") == [(0, 10, 2)]
    assert grammar.find("99 may") == [(0, 6, 1)]


def test_tables_of_a_wrong_size_are_refused() -> None:
    with pytest.raises(ValueError, match="fixed sizes"):
        Matcher(1, [], [], [[]], [], [0], [0], 0)
    with pytest.raises(IndexError):
        Matcher(1, [(5, 0, 6)], [], [[], [0]], [], [0] * 115, [0] * 128, 0)
