"""Wildcards, fuzzy words and expressions find what a slow, obvious matcher finds, and their work is bounded."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from searchlib import Article, Index
from searchlib.kernels import dictionary
from searchlib.query.patterns import Automaton, fuzzy, regular, wildcard
from searchlib.query.regex import PatternError

SYLLABLES = [
    "ka",
    "mo",
    "ti",
    "er",
    "sta",
    "ing",
    "ed",
    "lo",
    "ra",
    "ne",
    "con",
    "u",
    "a",
    "tion",
    "du",
    "x",
    "1",
    "北京",
]


@pytest.fixture(scope="module")
def words() -> list[str]:
    source = random.Random(5)
    return sorted({"".join(source.choices(SYLLABLES, k=source.randint(1, 4))) for _ in range(3000)})


@pytest.fixture(scope="module")
def index(words: list[str]) -> Index:
    index = Index()
    for at in range(0, len(words), 300):
        index.add(Article("", " ".join(words[at : at + 300]), people=[], dates=[]))
    index.commit()
    return index


@cache
def known(index: Index) -> list[str]:
    view = index._snapshot.segments[0].view
    return [key[1:] for key, _ in view.terms_from("f", 10**6) if key[0] == "f"]


def found(index: Index, pattern: Automaton, limit: int = 10**6, work: int = 10**9) -> tuple[set[str], int, bool]:
    made = (pattern.states, list(pattern.edges), list(pattern.accepting), pattern.literal)
    view = index._snapshot.segments[0].view
    got, fitting, _, complete = dictionary.expand(view, "f", pattern.prefix, made, limit, work)
    return {word for word, _ in got}, fitting, complete


def as_regex(pattern: str) -> str:
    return "".join({"*": ".*", "?": "."}.get(char) or re.escape(char) for char in pattern)


@settings(max_examples=150)
@given(pattern=st.text(alphabet="kamotier*?ng1x北", min_size=1, max_size=8))
def test_wildcards(index: Index, pattern: str) -> None:
    want = {word for word in known(index) if re.fullmatch(as_regex(pattern), word, re.S)}
    assert found(index, wildcard(pattern)) == (want, len(want), True)


@settings(max_examples=100)
@given(data=st.data(), distance=st.integers(0, 2))
def test_fuzzy_words(index: Index, words: list[str], data: st.DataObject, distance: int) -> None:
    word = data.draw(st.one_of(st.sampled_from(words), st.text(alphabet="kamotier北", max_size=9)))
    want = {other for other in known(index) if OSA.distance(word, other) <= distance}
    assert found(index, fuzzy(word, distance))[0] == want


pieces = st.recursive(
    st.sampled_from(["k", "a", "mo", "ti", ".", "[a-k]", "[^a-k]", "\\d", "\\w", "北"]),
    lambda inner: st.one_of(
        st.builds(
            lambda one, sign: f"(?:{one}){sign}", inner, st.sampled_from(["*", "+", "?", "{2}", "{0,2}", "{1,}"])
        ),
        st.builds(lambda one, other: f"({one}|{other})", inner, inner),
        st.builds("".join, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=6,
)


@settings(max_examples=200)
@given(pattern=pieces)
def test_expressions(index: Index, pattern: str) -> None:
    # Python's own module is the oracle; \d and \w mean the dictionary's characters, so its ASCII sets are named.
    theirs = pattern.replace("\\d", "[0-9]").replace("\\w", "[0-9a-z_\u0080-\U0010ffff]")
    want = {word for word in known(index) if re.fullmatch(theirs, word)}
    assert found(index, regular(pattern))[0] == want


@settings(max_examples=100)
@given(pattern=pieces, word=st.text(alphabet="kamoti1北", max_size=6))
def test_the_slow_twin_agrees_with_re(pattern: str, word: str) -> None:
    made = regular(pattern)
    theirs = pattern.replace("\\d", "[0-9]").replace("\\w", "[0-9a-z_\u0080-\U0010ffff]")
    fits = re.fullmatch(theirs, word) is not None
    assert made.accepts(word) == fits
    assert not fits or (word.startswith(made.prefix) and made.literal in word)


@pytest.mark.parametrize(
    ("pattern", "said", "position"),
    [
        ("(a", "not closed", 2),
        ("a)", "not opened", 1),
        ("[a", "bracket is not closed", 2),
        ("*a", "nothing before", 0),
        ("a{2", "repetition is written", 1),
        ("a{9999}", "up to 64", 1),
        ("(a)\\1", "\\1 is not supported", 4),
        ("(?=a)", "not supported", 1),
        ("(a{60}){60}", "too large", 0),
        ("x" * 300, "at most 256", 256),
        ("(" * 50 + ")" * 50, "nested", 21),
    ],
)
def test_what_is_refused_and_where(pattern: str, said: str, position: int) -> None:
    with pytest.raises(PatternError, match=re.escape(said)) as caught:
        regular(pattern)
    assert caught.value.position == position


@pytest.mark.parametrize(
    "make", [lambda: regular("(.*a){30}"), lambda: regular("(a|b|ab)*c"), lambda: fuzzy("a" * 60, 2)]
)
def test_hostile_patterns_end(index: Index, make: Callable[[], Automaton]) -> None:
    assert found(index, make())[2]
    _, _, complete = found(index, make(), work=50)
    assert not complete


def test_the_most_frequent_are_kept_and_it_is_said() -> None:
    index = Index()
    source = random.Random(1)
    rare = [f"wo{i}" for i in range(3000)]
    for _ in range(40):
        index.add(Article("", "wolga " + " ".join(source.sample(rare, 200)), people=[], dates=[]))
    index.commit()
    results = index.search("wo*")
    assert len(results.notes) == 1
    assert "most frequent" in results.notes[0]
    assert results.total == 40


def test_several_segments_are_one_dictionary() -> None:
    index = Index()
    for word in ("moscow", "moscou", "minsk", "moskva"):
        index.add(Article("", word, id=word, people=[], dates=[]))
        index.commit()
    assert {hit.id for hit in index.search("mos*")} == {"moscow", "moscou", "moskva"}
    assert {hit.id for hit in index.search("moskow~1")} == {"moscow"}
    assert {hit.id for hit in index.search("?inks~1")} == set()
    assert {hit.id for hit in index.search("/mo(sk|sc).*/")} == {"moscow", "moscou", "moskva"}
    assert {hit.id for hit in index.search("body:[minsk to moscou]")} == {"minsk", "moscou"}


def test_a_query_of_many_patterns_is_bounded(index: Index) -> None:
    many = " OR ".join(f"*{letter}*{other}*" for letter in "kamotierng" for other in "stadunlox")
    results = index.search(many)
    assert any("too many words" in note for note in results.notes)
    assert len(results.notes) <= 20
    again = index.search("*ka* " * 200)
    assert [hit.id for hit in again] == [hit.id for hit in index.search("*ka*")]
