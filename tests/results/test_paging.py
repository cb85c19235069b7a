"""Pages by cursor give, joined, what one long page gives: each article once, in order, whatever the sort and the query."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone

import pytest

from searchlib import Article, Index, QueryError


@pytest.fixture(scope="module", params=[(1, 0), (5, 4)], ids=["one segment", "five with deletions"])
def index(request: pytest.FixtureRequest) -> Index:
    segments, delete_each = request.param
    source = random.Random(4)
    articles = [
        Article(
            " ".join(source.choices(["talk", "vote", "rain"], k=source.randint(1, 4))),
            " ".join(source.choices(["talks", "market", "x", "y"], k=source.randint(1, 9))),
            id=f"{source.randint(0, 9)}-{i}",
            people=[],
            dates=[date(2024, 1, 1) + timedelta(days=i % 50)],
            published=source.choice(
                [
                    None,
                    date(2024, 1, source.randint(1, 28)),
                    datetime(2024, 1, 5, source.randint(0, 23), tzinfo=timezone.utc),
                ]
            ),
        )
        for i in range(400)
    ]
    made = Index()
    for part in range(segments):
        made.add_many(articles[part::segments])
        made.commit()
    if delete_each:
        for article in articles[::delete_each]:
            made.delete(article.id)
        made.commit()
    return made


QUERIES = [
    "talks", "talks market", "talk OR vote", '"talk vote"', "*:*", "published:2024-01", "talk -vote",
    "(talk OR rain) -market", "mark*", "dates:2024-01-03", "headline:talk market", "nothing",
]  # fmt: skip


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("size", [1, 7, 150])
def test_pages_by_cursor_are_the_long_page(index: Index, query: str, sort: str, size: int) -> None:
    whole = [(hit.id, hit.score) for hit in index.search(query, limit=1000, sort=sort)]  # type: ignore[arg-type]
    if size == 1:
        whole = whole[:40]
    paged: list[tuple[str, float]] = []
    cursor = None
    while len(paged) < len(whole) or not paged:
        page = index.search(query, limit=size, sort=sort, after=cursor)  # type: ignore[arg-type]
        paged += [(hit.id, hit.score) for hit in page]
        cursor = page.cursor
        if cursor is None:
            break
    assert paged[: len(whole)] == whole
    if size != 1:
        assert len(paged) == len(whole)


def test_relaxed_queries_can_be_paged() -> None:
    index = Index()
    index.add_many(Article(word, "", id=str(at), people=[], dates=[]) for at, word in enumerate(["one", "two"] * 10))
    index.commit()
    first = index.search("one two", limit=5)
    assert first.notes
    second = index.search("one two", limit=100, after=first.cursor)
    assert second.notes
    assert len({hit.id for hit in (*first, *second)}) == 20
    assert second.cursor is None


def test_a_cursor_holds_when_its_article_is_gone() -> None:
    index = Index()
    index.add_many(Article("word", "", id=f"{at:02}", people=[], dates=[]) for at in range(20))
    index.commit()
    page = index.search("word", limit=5, sort="newest")
    assert [hit.id for hit in page] == ["00", "01", "02", "03", "04"]
    index.delete("04")
    index.delete("05")
    index.commit()
    after = index.search("word", limit=3, sort="newest", after=page.cursor)
    assert [hit.id for hit in after] == ["06", "07", "08"]


def test_wrong_cursors_are_refused() -> None:
    index = Index()
    index.add_many(Article("word", "", id=str(at), people=[], dates=[]) for at in range(3))
    index.commit()
    cursor = index.search("word", limit=1).cursor
    assert cursor is not None
    with pytest.raises(QueryError, match="same sort"):
        index.search("word", sort="newest", after=cursor)
    for wrong in ("", "x", "ü", cursor[:-3], 7, "W10=", "bnVsbA=="):
        with pytest.raises(QueryError):
            index.search("word", after=wrong)  # type: ignore[arg-type]
    with pytest.raises(QueryError):
        index.search("word", after=cursor, offset=1)
    assert index.search("word", limit=0).cursor is None
