"""The native reader of tense says what its readable twin says, and reads nothing outside of the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.extraction.dates.verbs import tense_words
from searchlib.kernels.reference_tense import ReferenceTenseReader
from searchlib.kernels.temporal import TenseReader

CLASSES = dict(tense_words().classes)
NATIVE, TWIN = TenseReader(CLASSES), ReferenceTenseReader(CLASSES)
READERS = ("tense_at", "owner_tense", "verb_between")
TOLD = [
    "to", "of", "from", "since", "Since", "SINCE", "ahead", "as", "soon", "early", "set", "for", "have", "not", "isn’t", "n't",
    "followed", "by", "Closely", "closely", "disputed", "Ohio", "May", "may", "MAY", "nations", "she'd", "she’ll", "so-called's",
    "Mr", "U.S", "Corp", "J", "43", "4.50", "٣٤", "1990.", "\U0001d7d8", "é", "Kept", "said on", "delivery", "Monday", "previous", "prior", "On", "In", "down",
]  # fmt: skip
words = st.one_of(
    st.sampled_from(sorted({word for of_class in CLASSES.values() for word in of_class})), st.sampled_from(TOLD)
)
written = st.tuples(words, st.sampled_from([str, str, str, str.title, str.upper])).map(lambda one: one[1](one[0]))
gaps = st.sampled_from(
    [" "] * 12
    + ["\n", " \n"]
    + [", ", ". ", ".” ", ".\n", "\n\n", "\n \u2028\n", "! ‘", "? “", "-", "—", " – ", "'", "’", "’s ", "\x1c", "\u2003", "", "\ud800", "😀", "("]
)  # fmt: skip
sentences = st.lists(st.tuples(written, gaps), max_size=40).map(lambda all: "".join(word + gap for word, gap in all))


def check(text: str, start: int, end: int) -> None:
    for name in READERS:
        assert getattr(NATIVE, name)(text, start, end) == getattr(TWIN, name)(text, start, end), name


@settings(max_examples=600)
@given(sentences, sentences, st.sampled_from(["Monday", "May", "May 3", "Friday", "", "March 2, 1990", "März"]))
def test_the_same_tense(before: str, behind: str, expression: str) -> None:
    check(before + expression + behind, len(before), len(before + expression))


@settings(max_examples=300)
@given(sentences | st.text(max_size=300), st.integers(0, 400), st.integers(0, 400))
def test_the_same_tense_anywhere(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    check(text, start, end)


@pytest.mark.parametrize(("example", "tense"), tense_words().examples)
@pytest.mark.parametrize("far", ["", "x" * 149, "x " * 75, "x" * 160, "😀" * 200])
def test_examples_far_in_a_text(example: str, tense: str, far: str) -> None:
    before, _, rest = example.partition("[")
    inside, _, behind = rest.partition("]")
    before = f"{far} {before}"
    check(before + inside + behind + far, len(before), len(before + inside))


def test_digits_and_white_space_of_all_scripts() -> None:
    for code in range(0x110000):
        if (sign := chr(code)).isspace() or sign.isdecimal() or 0x80 <= code < 0x100:
            for text in (
                f"fell from {sign} in July",
                f"He will go.{sign}It met in July",
                f"\n{sign}\nIt was July",
                f"go.{sign}",
            ):
                check(text, len(text) - 4, len(text))


@pytest.mark.parametrize(("start", "end"), [(0, 5), (5, 5), (-1, 2), (3, 2), (-5, -1), (2**62, 2**62 + 1), (4, 2**62)])
@pytest.mark.parametrize("name", READERS)
def test_places_outside_of_the_text_are_refused(name: str, start: int, end: int) -> None:
    with pytest.raises(IndexError, match="is not in a text of 4"):
        getattr(NATIVE, name)("July", start, end)


@pytest.mark.parametrize("name", READERS)
def test_other_arguments_are_refused(name: str) -> None:
    with pytest.raises(OverflowError):
        getattr(NATIVE, name)("July", 0, 2**64)
    for text in (None, b"July"):
        with pytest.raises(TypeError):
            getattr(NATIVE, name)(text, 0, 0)


@pytest.mark.parametrize(
    "listed", [{"verbs": ["is"]}, {"be": ["Is"]}, {"be": [""]}, {"be": ["unprecedentedly", "unconstitutional"]}, {"be": ["été"]}]
)  # fmt: skip
def test_lists_that_cannot_be_are_refused(listed: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match=r"class|word|ascii"):
        TenseReader(listed)


def test_lists_may_be_empty_or_long() -> None:
    assert TenseReader({}).tense_at("He will go on Monday", 14, 20) == ""
    many = [a + b + c for a in "abcdefghijklm" for b in "abcdefghijklm" for c in "abcdefghijklm"]
    reader = TenseReader({"future": many, "past": ["abc"]})
    assert [reader.verb_between(word, 0, 3) for word in (*many, "zzz")] == [True] * len(many) + [False]


def test_long_texts() -> None:
    text = "now, then (4) " * 50_000
    assert not NATIVE.verb_between(text, 0, len(text))
    assert NATIVE.verb_between(f"{text} met", 0, len(text) + 4)
    check(text, len(text) // 2, len(text) // 2)
