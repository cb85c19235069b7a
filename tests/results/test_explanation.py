"""An explanation's parts add up to the hit's score, and it names the words that are there."""

from __future__ import annotations

import pytest

from searchlib import Article, Index


@pytest.fixture(scope="module")
def index() -> Index:
    index = Index()
    texts = [
        ("Talks open", "They talked in Moscow about grain.", "en"),
        ("Grain vote", "A vote on talks; the votes were counted in Moscow twice. Moscow!", "en"),
        ("Nothing", "of the kind, but for grains", "en"),
        ("Les ministres", "négocient à Moscou", "fr"),
    ]
    for number, (headline, body, language) in enumerate(texts):
        index.add(Article(headline, body, id=str(number), language=language, people=["Anna Moscow"], dates=[]))
        if number == 1:
            index.commit()
    index.commit()
    return index


@pytest.mark.parametrize(
    "query",
    [
        "moscow", "talks moscow", "talks OR votes OR grain", '"in moscow"', 'grain^2.5 OR "talked in"', "headline:talks",
        "people:anna grain", "mos*", "mos* OR talk", "ministre", "talks -vote", "(talks OR vote) grain", '"grain moscow" OR talks', "(talks paris) OR moscow", "(talks -vote) OR grain", "u s moscow OR grain", '"talked"',
    ],
)  # fmt: skip
def test_the_parts_add_up(index: Index, query: str) -> None:
    explanation = index.explain(query)
    assert explanation.hits
    for hit in explanation.hits:
        assert sum(match.score for match in hit.matches) == pytest.approx(hit.score, rel=1e-9)
        assert hit.matches


def test_words_are_named_by_field(index: Index) -> None:
    (first,) = [hit for hit in index.explain("talk -vote").hits if hit.id == "0"]
    assert first.matches[0].found == {"headline": ("Talks",), "body": ("talked",)}
    assert first.matches[0].articles == 2
    assert "not" in index.explain("talk -vote").tree
    assert "vote in any inflection" in str(index.explain("talk -vote"))


def test_notes_and_emptiness_are_told(index: Index) -> None:
    assert "not closed" in str(index.explain('"talks'))
    assert index.explain("").tree == "nothing to search"
    assert index.explain("zzz").hits == ()
