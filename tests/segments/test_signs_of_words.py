"""What is passed over because a word's signs are not in it does not have the word: texts of any script, coded or not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article, Index
from searchlib.kernels.wording import WordCodes, table_for
from searchlib.query.typed import stands_in, telling_word
from searchlib.segments import store_writer
from searchlib.segments.dictionaries import signs_of

WORDS = [
    "WHO",
    "who",
    "UK",
    "Who",
    "WHOs",
    "Keir",
    "\u212aeir",
    "U\u212a",
    "x_1",
    "Ł",
    "WHO\u0301",
    "北京",
    "\u00a0",
    "\u200d",
    "“",
    "-",
    "W",
]
# Frequent words come first in a table, and have codes of one byte; one table for each kind of code.
OTHERS = " ".join(f"filler{at}" for at in range(600)) * 20
TEXTS = [" ".join(a + b for a in WORDS for b in ("", *WORDS[:8])) * 3, "WHO\u00a0UK Keir\u200d " * 5]
TABLES = [WordCodes(table_for([text.encode() for text in (*TEXTS, *more)])) for more in ([], [OTHERS])]


@settings(max_examples=400)
@given(
    pieces=st.lists(st.sampled_from([*WORDS, " ", " ", ".", "é" * 200]), max_size=12),
    typed=st.sampled_from(["WHO", "UK", "Keir", "The WHO", "Who", "UK Keir"]),
)
def test_coded_texts_with_a_word_have_its_signs(pieces: list[str], typed: str) -> None:
    text, word = "".join(pieces), telling_word(typed)
    assert word is not None
    if stands_in(word)(text):
        assert all(any(sign in table.encode(text.encode()) for sign in signs_of(word, table)) for table in TABLES)
        assert any(sign in text.encode() for sign in signs_of(word, None))


def test_a_word_may_be_cut_in_two() -> None:
    for before in range(100, 140):
        text = "é" * before + "\u00a0WHO\u00a0é"
        assert stands_in("WHO")(text)
        assert all(any(sign in table.encode(text.encode()) for sign in signs_of("WHO", table)) for table in TABLES)


def test_articles_of_many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_writer, "SAMPLE_SIZE", 100_000)
    monkeypatch.setattr(store_writer, "LEAST_SAMPLE", 100_000)
    source = random.Random(4)
    texts = []
    for at in range(900):
        words = [f"{source.choice('abcdefgh')}{source.randint(0, 400)}" for _ in range(300)]
        if at % 60 == 7:
            words[source.randrange(300)] = source.choice(
                ["WHO", "U\u212a", "WHO\u00a0said", "é" * 300 + "\u00a0WHO\u00a0é"]
            )
        words[source.randrange(300)] = "who uk"
        texts.append(" ".join(words))
    with Index() as index:
        headlines = ["WHO talks" if at % 90 == 1 else "talks" for at in range(900)]
        index.add_many(Article(headlines[at], text, id=f"{at}", people=[], dates=[]) for at, text in enumerate(texts))
    assert index._snapshot.segments[0].store.blocks > 20
    assert index._snapshot.segments[0].store.dictionaries, "no dictionary was trained"
    for field in ("", "headline", "body"):
        for word in ("WHO", "UK", "Uk"):
            zones = {"": zip(headlines, texts, strict=True), "headline": zip(headlines), "body": zip(texts)}[field]
            right = {f"{at}" for at, those in enumerate(zones) if any(map(stands_in(word), those))}
            found = index.search(f'{field}:="{word}"' if field else f'="{word}"', limit=1000)
            assert {hit.id for hit in found} == right
            assert word == "Uk" or field == "headline" or right
