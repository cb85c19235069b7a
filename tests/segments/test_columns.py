"""Columns that hold a value once, or numbers of two bytes, say the same as those that do not."""

from __future__ import annotations

import pytest

from searchlib import Article, Index, Person
from searchlib.segments.files import open_sections

SAME = {"source": "The Wire", "section": "World", "people": [], "dates": []}
NOON = "2024-02-29T12:00:00+05:30"


def index_of(*batches: list[Article]) -> Index:
    index = Index()
    for batch in batches:
        index.add_many(batch)
        index.commit()
    return index


def articles(first: int, count: int, **fields: object) -> list[Article]:
    return [
        Article(f"Flood {i}", f"river {i}", id=f"{i:03}", published=f"2024-02-{i % 28 + 1:02}", **{**SAME, **fields})  # type: ignore[arg-type]
        for i in range(first, first + count)
    ]


def section_sizes(index: Index) -> list[int]:
    (segment,) = index._snapshot.segments
    return [length for _, length in open_sections(index._directory, f"{segment.entry.name}.segment").sections]


ONE = {6: 2, 14 - 1: 4, 17: 4, 21: 4, 22: 4, 25: 4}
"""Zones, and the others with a star in FORMAT.md, with the size of a value."""


def test_what_all_articles_share_is_written_once() -> None:
    index = index_of(articles(0, 70))
    sizes = section_sizes(index)
    assert {number: sizes[number] for number in ONE} == ONE
    assert sizes[5] == 0
    assert index.search("river", facets=["source", "section"]).facets == {
        "source": {"The Wire": 70}, "section": {"World": 70},
    }  # fmt: skip
    assert [hit.article.published.isoformat() for hit in index.search("id:003")] == ["2024-02-04"]  # type: ignore[union-attr]
    assert index.search("source:wire").total == 70
    assert index.search('people:"Ann Lee"').total == 0


DIFFERENT: list[dict[str, object]] = [
    {"source": "Other"}, {"section": ""}, {"people": ["Ann Lee"]}, {"dates": ["2024-01-01"]}, {"extra": {"desk": "x"}},
]  # fmt: skip


@pytest.mark.parametrize("differs", DIFFERENT)
@pytest.mark.parametrize("at", [0, 1, 69])
def test_one_that_differs_keeps_its_value(differs: dict[str, object], at: int) -> None:
    made = articles(0, 70)
    made[at : at + 1] = articles(at, 1, **differs)
    together, merged = index_of(made), index_of(made[:35], made[35:])
    merged.optimize()
    for index in (together, merged):
        (other,) = index.search(f"id:{at:03}")
        expected = {name: value for name, value in differs.items() if name != "dates"}
        if "people" in expected:
            expected["people"] = (Person("Ann Lee"),)
        assert {name: getattr(other.article, name) for name in expected} == expected
        counts = dict(index.search("river", facets=["source"]).facets["source"])
        assert counts == ({"The Wire": 69, "Other": 1} if "source" in differs else {"The Wire": 70})
        assert index.search('people:"Ann Lee"').total == ("people" in differs)
        assert index.search("dates:2024-01-01").total == ("dates" in differs)
        assert index.search("extra.desk:x").total == ("extra" in differs)
    assert section_sizes(together) == section_sizes(merged)


def test_moments_are_kept_where_they_are_no_midnights() -> None:
    made = articles(0, 3)
    made.append(Article("Flood", "river", id="noon", published=NOON, people=[], dates=[]))
    made.append(Article("Flood", "river", id="undated", people=[], dates=[]))
    index = index_of(made)
    assert section_sizes(index)[5] == 5 * 8
    published = {hit.id: hit.article.published for hit in index.search("river")}
    assert published["noon"].isoformat() == NOON  # type: ignore[union-attr]
    assert published["undated"] is None
    assert published["001"].isoformat() == "2024-02-02"  # type: ignore[union-attr]


def test_an_article_of_many_words_widens_its_column() -> None:
    small, large = articles(0, 20), Article("Flood", "river " * 70_000, id="large", people=[], dates=[])
    narrow, wide = index_of(small), index_of([*small, large])
    assert section_sizes(narrow)[7] == 20 * 6
    assert section_sizes(wide)[7] == 21 * 12
    assert section_sizes(wide)[12] == 21 * 12  # its text has more than 65,535 bytes
    assert wide.get("large").body == large.body
    wide.delete("large")
    wide.optimize()
    assert section_sizes(wide) == section_sizes(narrow)
    assert [hit.id for hit in wide.search("river")] == [hit.id for hit in narrow.search("river")]


def test_what_is_described_of_an_article_comes_back() -> None:
    made = [
        Article("h", "b", id="0", published="2024-01-01", people=[], dates=[]),
        Article("h", "b", id="1", people=[], dates=[]),
        Article("h", "b", id="2", published="2024-01-01", language="de", people=["Ann Lee", Person("Bo Tan", roles=("envoy",))], dates=[]),
        Article("h", "b", id="3", published="2024-01-01", language="", people=["Ann Lee"], dates=[]),
        Article("h", "b", id="4", published="2024-01-01", people=["Ann Lee", 'A "q" B'], dates=["2024-01-02"]),
        Article("h", "b", id="5", published="2024-01-01", extra={"published_from": "x", "language": "fr"}, people=[], dates=[]),
    ]  # fmt: skip
    index = index_of(made)
    for article in made:
        assert index.get(article.id) == article
