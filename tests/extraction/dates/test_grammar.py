"""The grammar reads its own examples, in a sentence and in a query, and each of its rules has a function."""

from __future__ import annotations

from datetime import date

import pytest

from searchlib.extraction.dates import find_dates, parse_days
from searchlib.extraction.dates.grammar import GrammarText, PatternReader, english, read_grammar
from searchlib.kernels.temporal import days_of, rule_names

FRIDAY = date(2024, 3, 1)
RULES = read_grammar().rules
EXAMPLES = [(rule, text, expected) for rule in RULES for text, expected in rule.examples]


def test_each_rule_has_a_function_and_each_function_a_rule() -> None:
    assert sorted(rule.name for rule in RULES) == sorted(rule_names())


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, expected) for rule, text, expected in EXAMPLES if not rule.queries and not text.startswith("- ")],
)
def test_examples_in_a_sentence(text: str, expected: str) -> None:
    found = find_dates(f"It was, said Ann, {text} .", published=FRIDAY)
    ends = expected.partition("/")[2] and "/" not in text  # two mentions; a year such as 2008/09 is one
    assert len(found) == (2 if ends else 1)
    assert text.startswith(found[0].text)
    assert text.endswith(found[-1].text)
    assert f"{found[0].type} {'/'.join(one.value for one in found)}" == expected


@pytest.mark.parametrize("text", [text[2:] for _, text, _ in EXAMPLES if text.startswith("- ")])
def test_what_an_example_says_is_nothing(text: str) -> None:
    assert text not in [found.text for found in find_dates(f"It was, said Ann, {text} .", published=FRIDAY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (text, expected.partition(" ")[2])
        for rule, text, expected in EXAMPLES
        if rule.queries and days_of(expected.partition(" ")[2])
    ],
)
def test_examples_that_only_searchers_type(text: str, expected: str) -> None:
    asked, days = parse_days(text, now=FRIDAY), days_of(expected)
    assert asked is not None
    assert days is not None
    assert days[0] <= asked[0] <= asked[1] <= days[1]  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    [text for rule, text, expected in EXAMPLES if days_of(expected.partition(" ")[2]) and not text.startswith("- ")],
)
def test_every_expression_with_days_can_be_asked_for(text: str) -> None:
    assert parse_days(text, now=FRIDAY) is not None
    assert parse_days(text.upper(), now=FRIDAY) == parse_days(text.lower(), now=FRIDAY)


@pytest.mark.parametrize("pattern", ["(a", "a)", "[a", "a]", "a{2}", "<nothing>", "*"])
def test_patterns_that_cannot_be_read(pattern: str) -> None:
    with pytest.raises((ValueError, KeyError, IndexError)):
        PatternReader(GrammarText()).tree(pattern)


def test_a_class_that_does_not_exist_is_no_pattern() -> None:
    with pytest.raises(ValueError, match="a class that the grammar does not have: C"):
        PatternReader(read_grammar()).tree("EVERY (Christmas)")


def test_the_automaton_stays_small() -> None:
    assert english(True).matcher.states < 6000
