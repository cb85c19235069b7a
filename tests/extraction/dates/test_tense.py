"""Which way a sentence looks at an expression of time: the examples of grammars/english_tense.txt are the tests."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.extraction.dates.tense import owner_tense, tense_at, verb_between
from searchlib.extraction.dates.verbs import tense_words


def placed(example: str) -> tuple[str, int, int]:
    """The text without brackets, and where the bracketed words stand in it."""
    before, _, rest = example.partition("[")
    inside, _, after = rest.partition("]")
    return before + inside + after, len(before), len(before) + len(inside)


def test_there_are_examples_and_each_class_of_words_is_used() -> None:
    assert len(tense_words().examples) > 50
    assert all(words for words in tense_words().words.values())


@pytest.mark.parametrize(("example", "tense"), tense_words().examples)
def test_examples(example: str, tense: str) -> None:
    text, start, end = placed(example)
    reads = owner_tense if text.startswith("'s", end) else tense_at
    assert reads(text, start, end) == tense


@pytest.mark.parametrize(
    ("words", "tense"),
    [
        ("the bank will be asked", "ahead"),
        ("it had been going to close", "ahead"),
        ("the vote was held", "before"),
        ("the vote is held", "now"),
        ("to meet in Oslo", "ahead"),
        ("the disputed election", ""),
        ("may", "ahead"),
        ("May", ""),
    ],
)
def test_the_last_group_of_verbs(words: str, tense: str) -> None:
    assert tense_at(f"{words} on Monday", len(words) + 4, len(words) + 10) == tense


@pytest.mark.parametrize(("words", "tense"), [("the report will show", "ahead"), ("the report which will show", "")])
def test_the_first_group_of_verbs(words: str, tense: str) -> None:
    assert tense_at(f"Monday {words}", 0, 6) == tense


def test_a_sentence_ends_before_the_next_begins() -> None:
    text = "They will vote. Monday was quiet."
    assert tense_at(text, 16, 22) == "before"
    assert not verb_between("in May and June", 6, 11)
    assert verb_between("in May. In June", 6, 11)


AROUND = ["to", "be", "will", "set", "had", ",", "and", "on", "for", "until", "from", "4", "is", "due", "is'll", "It", ".", "the", "by", "said"]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(AROUND), max_size=14))
def test_any_words_may_stand_around(words: list[str]) -> None:
    before = " ".join(words)
    text = f"{before} Monday {before}"
    assert tense_at(text, len(before) + 1, len(before) + 7) in ("ahead", "before", "now", "")
    assert owner_tense(text, len(before) + 1, len(before) + 7) in ("ahead", "before")
