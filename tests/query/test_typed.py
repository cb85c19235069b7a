"""Words as typed: what is found is what reading every article finds, whatever else the query asks; counts are exact."""

from __future__ import annotations

import random
import unicodedata
from datetime import date

import pytest

from searchlib import Article, Index
from searchlib.query import And, AsTyped, Word, plan
from searchlib.query.language import parse
from searchlib.ranking import typed
from searchlib.ranking.snapshot import Snapshot
from searchlib.segments.records import decode_texts

SPELLINGS = ["Erdoğan", "Erdogan", "ERDOĞAN", "erdogan", "Erdoğanist", unicodedata.normalize("NFD", "Erdoğan")]


def made(texts: list[str], commits: int = 1) -> Index:
    index = Index()
    for at in range(commits):
        index.add_many(
            Article("", text, id=f"a{i}", people=[], dates=[]) for i, text in enumerate(texts) if i % commits == at
        )
        index.commit()
    return index


def found(index: Index, query: object) -> list[int]:
    results = index.search(query, limit=10_000)  # type: ignore[arg-type]
    assert results.total == len(results.hits)
    assert sum(results.facet("year").values()) + results.histogram("year").undated == results.total
    return sorted(int(hit.id[1:]) for hit in results)


def test_accents_and_capitals() -> None:
    index = made([f"The visit of {name} ended." for name in SPELLINGS])
    assert found(index, "Erdogan") == [0, 1, 2, 3, 5]
    assert found(index, '="Erdoğan"') == found(index, "=Erdoğan") == found(index, "＝“Erdoğan”") == [0, 5]
    assert found(index, '="erdoğan"') == [0, 2, 5]
    assert found(index, '="Erdogan"') == [1]
    assert found(index, '="erdogan"') == [1, 3]
    assert found(index, 'visit -="Erdogan"') == [0, 2, 3, 4, 5]
    assert found(index, '="Erdogan" OR ="ERDOĞAN"') == [1, 2]
    assert found(index, '="of   Erdoğan ended"') == [0, 5]
    assert found(index, "Word=Erdogan") == []


def test_it_is_a_node_and_reads_well() -> None:
    index = made(["Erdoğan spoke."])
    assert parse('headline:="Köln Bonn" =x').node == And((AsTyped("Köln Bonn", "headline"), AsTyped("x")))
    assert found(index, And((AsTyped("Erdoğan"), Word("spoke")))) == [0]
    why = index.explain('="Erdoğan" spoke')
    assert '"Erdoğan" as typed' in why.tree
    assert abs(sum(match.score for match in why.hits[0].matches) - why.hits[0].score) < 1e-4
    assert index.search('="Erdoğan"')[0].score == index.search('"Erdoğan"')[0].score
    assert index.search('="Erdoğan"~3').notes == ("~3 is not for words as typed; it was ignored (at character 11)",)
    assert index.search('="" x').notes


@pytest.mark.parametrize(
    "field", ["headline", "standfirst", "body", "people", "source", "section", "byline", "extra.desk"]
)
def test_fields(field: str) -> None:
    with Index() as index:
        for id, name in (("with", "Łódź"), ("without", "Lodz")):
            values = dict.fromkeys(("headline", "body", "standfirst", "source", "section", "byline"), "none")
            given = {**values, **({field: name} if field in values else {})}
            index.add(
                Article(given.pop("headline"), given.pop("body"), id=id, **given, dates=[],
                        people=[name] if field == "people" else [], extra={"desk": name} if field == "extra.desk" else {})
            )  # type: ignore[arg-type]  # fmt: skip
    assert {hit.id for hit in index.search(f"{field}:lodz")} == {"with", "without"}
    assert [hit.id for hit in index.search(f'{field}:="Łódź"')] == ["with"]
    assert [hit.id for hit in index.search(f"{field}:=Lodz")] == ["without"]
    watched = Index()
    watched.watch("w", f'{field}:="Łódź"')
    for id in ("with", "without"):
        watched.add(index.get(id))
    watched.commit()
    assert [alert.id for alert in watched.take_alerts()] == ["with"]


@pytest.mark.parametrize("few", [0, 2_000])
@pytest.mark.parametrize("commits", [1, 3])
def test_random_articles(few: int, commits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "FEW_READ", few)
    source = random.Random(commits)
    words = ["Größe", "Grosse", "größe", "é", "e", "Talks", "talks", "in"]
    texts = [" ".join(source.choices(words, k=source.randint(0, 6))) for _ in range(300)]
    index = made(texts, commits)
    split = [text.split() for text in texts]
    for word in ("Größe", "größe", "Talks", "talks", "é", "e"):
        right = {
            at for at, those in enumerate(split)
            if any(one == word or (word.islower() and one.lower() == word) for one in those)
        }  # fmt: skip
        assert set(found(index, f"={word}")) == right
        with_in = {at for at in right if "in" in split[at]}
        if with_in:
            assert set(found(index, f"in ={word}")) == with_in
        assert set(found(index, f"in -={word}")) == {at for at, those in enumerate(split) if "in" in those} - right


def test_too_many_are_not_read_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    index = made(["Café" if at % 2 else "cafe today" for at in range(40)])
    monkeypatch.setattr(plan, "MOST_READ", 30)
    results = index.search("=Café")
    assert results.total == 40
    assert "accents and capitals were not regarded" in results.notes[0]
    monkeypatch.setattr(plan, "FEW_READ", 10)
    assert found(index, "=cafe today") == list(range(0, 40, 2)), "what else is asked leaves few enough to read"


@pytest.mark.parametrize("commits", [1, 3])
@pytest.mark.parametrize("most_in_order", [0, 5, 256])
def test_pages_are_those_of_reading_everything(
    commits: int, most_in_order: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed, "MOST_IN_ORDER", most_in_order)
    source = random.Random(commits)
    words = ["Größe", "Grosse", "größe", "é", "e", "Talks", "talks", "in", "on", "at"]
    index = Index()
    for commit in range(commits):
        for at in range(commit, 240, commits):
            text = " ".join(source.choices(words, k=source.randint(1, 12)))
            day = f"2024-0{source.randint(1, 9)}-11" if at % 7 else None
            index.add(Article(source.choice(words), text, id=f"a{at}", published=day, people=[], dates=[]))
        index.commit()
    for at in range(0, 240, 11):
        index.delete(f"a{at}")
    index.commit()
    queries = [
        "=Größe",
        "talks =Größe",
        "=Talks -=größe",
        "(in =e) OR =é^2",
        "=talks =é on",
        "headline:=talks^3 at",
        "-=e",
    ]
    options = [
        {},
        {"sort": "newest"},
        {"sort": "oldest"},
        {"recency": 40.0, "now": date(2024, 9, 1)},
        {"collapse": True},
    ]
    for query in queries:
        for how in options:
            everything = _fresh(index).search(query, limit=1000, **how)
            asked = [(hit.id, hit.score) for hit in everything]
            assert "collapse" in how or everything.total == len(asked)
            for limit, offset in ((1, 0), (10, 0), (7, 20), (100, 3)):
                page = _fresh(index).search(query, limit=limit, offset=offset, **how)
                assert [(hit.id, hit.score) for hit in page] == asked[offset : offset + limit], (query, how)
                assert page.total == everything.total
            if "collapse" not in how:
                first = _fresh(index).search(query, limit=9, **how)
                following = index.search(query, limit=9, after=first.cursor, **how) if first.cursor else []
                assert [(hit.id, hit.score) for hit in (*first, *following)] == asked[:18]
    together = [[hit.id for hit in found] for _, found in _fresh(index).search_many(queries, threads=2)]
    assert together == [[hit.id for hit in _fresh(index).search(query)] for query in queries]


def _fresh(index: Index) -> Index:
    """The index as it is for somebody who has read nothing yet."""
    for segment in index._snapshot.segments:
        segment.spellings = {}
    index._snapshot = Snapshot(index._snapshot.manifest, index._snapshot.segments)
    return index


def test_a_page_reads_few_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    index = made([f"Talks {at}" if at % 2 else f"talks {at}" for at in range(1000)])
    read = []
    monkeypatch.setattr(typed, "decode_texts", lambda data: read.append(1) or decode_texts(data))  # type: ignore[func-returns-value]
    results = index.search("=Talks", limit=10)
    assert len(results) == 10
    assert len(read) <= 32
    assert (results.total, len(read)) == (500, 1000)
    assert (index.search("=Talks 7").total, len(read)) == (1, 1000), "what was read is remembered"
    index.add(Article("", "Talks again", id="new", people=[], dates=[]))
    index.commit()
    assert index.search("=Talks").total == 501
    assert len(read) == 1001, "segments that stayed are not read again"
