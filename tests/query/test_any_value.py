"""`FIELD:*` finds each article that has anything in the field, however many words there are in all."""

from __future__ import annotations

import pytest

from searchlib import Article, Index
from searchlib.query.expansion import MAX_WORDS

COUNT = 2 * MAX_WORDS
FIELDS = ["headline", "standfirst", "body", "people", "source", "section", "byline", "extra.desk"]


@pytest.fixture(scope="module")
def index() -> Index:
    """Every second article has one value, a word of its own; in two segments."""
    index = Index()
    for at in range(COUNT):
        word = f"w{at}x" if at % 2 else ""
        index.add(
            Article(word, word, id=str(at), standfirst=word, people=[word] if word else [], dates=[], source=word,
                    section=word, byline=word, extra={"desk": word, "other": "some"})
        )  # fmt: skip
        if at == COUNT // 2:
            index.commit()
    index.commit()
    return index


@pytest.mark.parametrize("field", FIELDS)
def test_all_are_found_and_none_else(index: Index, field: str) -> None:
    results = index.search(f"{field}:*", limit=COUNT)
    assert (results.total, results.notes) == (COUNT // 2, ())
    assert all(int(hit.id) % 2 for hit in results)
    others = index.search(f"-{field}:*", limit=COUNT)
    assert others.total == COUNT // 2
    assert not any(int(hit.id) % 2 for hit in others)


def test_it_combines_and_counts(index: Index) -> None:
    assert [hit.id for hit in index.search("people:* w5x")] == ["5"]
    assert index.search("people:* OR extra.other:some").total == COUNT
    assert index.search("people:* id:5").facet("people") == {"w5x": 1}
    assert index.search("people:* id:4").total == 0
    assert "any word, in people" in index.explain("people:* w5x").tree
    pages = list(index.search_many(["people:*", "w5x"], threads=2))
    assert [page.total for _, page in pages] == [COUNT // 2, 1]


def test_what_is_only_in_the_headline_is_no_body() -> None:
    index = Index()
    index.add(Article("Peace talks", "", id="headline", people=[], dates=[]))
    index.add(Article("", "Peace", id="body", people=[], dates=[]))
    index.add(Article("", "", standfirst="Talks", id="standfirst", people=[], dates=[]))
    index.commit()
    assert {hit.id for hit in index.search("body:*")} == {"body", "standfirst"}
    assert {hit.id for hit in index.search("headline:*")} == {"headline"}


def test_what_was_deleted_is_not_found() -> None:
    index = Index()
    index.add_many(Article("One", "", id=id, people=["Ann Lee"], dates=[]) for id in ("a", "b"))
    index.commit()
    assert index.search("people:*").total == 2
    index.delete("a")
    index.commit()
    assert [hit.id for hit in index.search("people:*")] == ["b"]
    assert index.search("people:*").total == 1


@pytest.mark.parametrize("field", FIELDS)
def test_saved_searches(field: str) -> None:
    index = Index()
    index.watch("any", f"{field}:*")
    given = {"source": "S", "section": "S", "byline": "S", "standfirst": "S"}
    index.add(
        Article("S" if field == "headline" else "", "S" if field == "body" else "", id="with", dates=[],
                people=["S"] if field == "people" else [], extra={"desk": "S"} if field == "extra.desk" else {},
                **({field: "S"} if field in given else {}))
    )  # type: ignore[arg-type]  # fmt: skip
    index.add(Article("", "", id="without", people=[], dates=[]))
    index.commit()
    assert [alert.id for alert in index.take_alerts()] == ["with"]
    assert [hit.id for hit in index.search(f"{field}:*")] == ["with"]
