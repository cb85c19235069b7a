"""What counts as a copy: the same or nearly the same body, at about the same time; each kept once, its sources listed."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from searchlib import Article, Index
from searchlib.results.copies import find_copies

SOURCE = random.Random(5)
WORDS = [f"w{i}" for i in range(3000)]


def body(words: int = 200) -> str:
    return " ".join(SOURCE.choices(WORDS, k=words))


def edited(text: str, share: float) -> str:
    """The text with the last part of it rewritten."""
    words = text.split()
    cut = round(len(words) * share)
    return " ".join(words[: len(words) - cut] + SOURCE.choices(WORDS, k=cut))


def article(
    id: str, text: str, published: str | None = "2024-03-01", source: str = "", headline: str = "wire"
) -> Article:
    return Article(headline, text, id=id, published=published, source=source, people=[], dates=[])


def resemblance(a: str, b: str) -> float:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = text.split()
        return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}

    return len(runs(a) & runs(b)) / len(runs(a) | runs(b))


def groups(index: Index, **options: object) -> list[tuple[str, set[str]]]:
    results = index.search("wire", limit=100, sort="newest", collapse=True, **options)  # type: ignore[arg-type]
    return [(hit.id, {copy.id for copy in hit.copies}) for hit in results]


def test_copies_are_one_hit_with_all_sources() -> None:
    index, text, other = Index(), body(), body()
    index.add(article("a", text, source="Agency"))
    index.add(article("b", text.upper().replace(" ", "\n"), source="Gazette", published="2024-03-02"))
    index.add(article("c", edited(text, 0.05), source="Herald", published="2024-03-03", headline="wire, other title"))
    index.add(article("d", other, source="Gazette"))
    index.commit()
    results = index.search("wire", sort="newest", collapse=True)
    assert [hit.id for hit in results] == ["c", "d"]
    assert results[0].sources == ("Herald", "Agency", "Gazette") or set(results[0].sources) == {
        "Herald",
        "Agency",
        "Gazette",
    }
    assert {copy.id for copy in results[0].copies} == {"a", "b"}
    assert all(copy.resemblance > 0.7 for copy in results[0].copies)
    assert results[1].copies == ()
    assert results.total == 4, "the total counts articles"
    assert results.to_dicts()[0]["copies"][0]["source"] in ("Agency", "Gazette")
    assert len(index.search("wire")) == 4


def test_the_same_text_is_not_the_same_event() -> None:
    index, text = Index(), body()
    index.add(article("march", text, published="2024-03-01"))
    index.add(article("april", text, published="2024-04-01"))
    index.add(article("undated", text, published=None))
    index.add(article("short-a", "Markets closed."))
    index.add(article("short-b", "Markets closed."))
    index.add(article("empty-a", ""))
    index.add(article("empty-b", ""))
    index.commit()
    found = dict(groups(index))
    assert found["april"] == {"undated"}
    assert "undated" not in found
    assert found["march"] == {"undated"}
    assert found["short-a"] == found["short-b"] == found["empty-a"] == found["empty-b"] == set()


def test_the_estimate_is_near_the_true_resemblance() -> None:
    errors = []
    for at in range(60):
        text = body(SOURCE.randint(60, 400))
        other = edited(text, SOURCE.uniform(0.0, 0.15))
        index = Index()
        index.add(article("a", text))
        index.add(article("b", other))
        index.commit()
        exact = resemblance(text, other)
        found = find_copies(index._snapshot, 0, 0)
        assert found or exact < 0.9, f"{at}: a copy at {exact:.2f} is missed"
        if found:
            errors.append(found[0][2] - exact)
    assert len(errors) > 30
    assert abs(sum(errors) / len(errors)) < 0.04, "no bias"
    assert max(map(abs, errors)) < 0.25


def test_different_texts_never_agree_enough() -> None:
    index = Index()
    index.add_many(article(f"{at}", body(SOURCE.randint(20, 300))) for at in range(300))
    index.commit()
    assert all(not find_copies(index._snapshot, 0, document) for document in range(300))


@pytest.mark.parametrize("segments", [1, 3])
def test_pages_of_groups(segments: int, tmp_path: Path) -> None:
    texts = [body() for _ in range(30)]
    articles = [article(f"{at:02}-{copy}", text) for at, text in enumerate(texts) for copy in range(1 + at % 4)]
    index = Index(tmp_path / "i")
    for part in range(segments):
        index.add_many(articles[part::segments])
        index.commit()
    whole = groups(index)
    assert len(whole) == 30
    for id, copies in whole:
        assert {id, *copies} == {one.id for one in articles if one.id[:2] == id[:2]}
    results = index.search("wire", limit=7, offset=10, sort="newest", collapse=True)
    assert [hit.id for hit in results] == [id for id, _ in whole[10:17]]
    index.delete("03-1")
    index.optimize()
    assert {copies for id, copies in ((i, len(c)) for i, c in groups(index)) if id.startswith("03")} == {2}


def chained(count: int, seed: int) -> list[Article]:
    """Articles of which many are copies of one before, changed a little each time: the first and the last are none of each other."""
    source = random.Random(seed)
    made: list[Article] = []
    texts: list[str] = []
    for at in range(count):
        if texts and source.random() < 0.7:
            words = source.choice(texts[-12:]).split()
            begin = source.randrange(len(words) - 6)
            words[begin : begin + 6] = source.choices(WORDS, k=6)
        else:
            words = source.choices(WORDS, k=60)
        texts.append(" ".join(words))
        day = f"2024-03-{source.randint(1, 9):02}" if source.random() < 0.9 else None
        headline = " ".join(["wire", *source.choices(["prime", "minister", "vote"], k=source.randint(0, 3))])
        made.append(article(f"a{at:03}", texts[-1], day, headline=headline))
    return made


LONG_QUESTION = "wire or minister or vote or prime or parliament or talks or grain or envoys"


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("wire", {"sort": "newest"}),
        ("wire", {"sort": "oldest"}),
        ("prime OR vote", {}),
        ("prime vote", {}),
        ("minister^2 OR vote", {"recency": 3.0, "now": date(2024, 3, 9)}),
        (LONG_QUESTION, {}),
    ],
)
def test_collapsed_pages_by_cursor_are_those_by_offset(query: str, options: dict[str, Any], seed: int) -> None:
    index, articles = Index(), chained(300, seed)
    for at in range(0, 300, 100):
        index.add_many(articles[at : at + 100])
        index.commit()
    for at in range(0, 300, 17):
        index.delete(f"a{at:03}")
    index.commit()
    whole = index.search(query, limit=300, collapse=True, **options)
    assert 10 < len(whole) < len(index.search(query, limit=300, **options))
    for limit in (1, 7):
        pages = [index.search(query, limit=limit, collapse=True, **options)]
        while pages[-1].cursor is not None:
            pages.append(index.search(query, limit=limit, collapse=True, after=pages[-1].cursor, **options))
        shown = [(hit.id, hit.score, [copy.id for copy in hit.copies]) for page in pages for hit in page]
        assert shown == [(hit.id, hit.score, [copy.id for copy in hit.copies]) for hit in whole]
