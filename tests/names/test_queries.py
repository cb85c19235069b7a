"""Asking an index for people: strictness in the query, notes on what was searched, the list of people."""

from __future__ import annotations

import pytest

from searchlib import Article, Index, QueryError
from searchlib.query import And, Name, Not, Phrase, Word
from searchlib.query.description import describe
from searchlib.query.language import parse
from searchlib.results.watching import Watches

PEOPLE = {
    "Muammar Gaddafi": 4, "Moammar Kadhafi": 2, "Saif Gaddafi": 1, "Vladimir Putin": 20, "Владимир Путин": 2, "Putin": 3,
    "Lyudmila Putin": 1, "Conan O'Brien": 1, "Kim Jong-un": 2, "Kim Jong Un": 1, "Angela Merkel": 5,
}  # fmt: skip


@pytest.fixture(scope="module")
def index() -> Index:
    index = Index()
    for name, count in PEOPLE.items():
        for number in range(count):
            index.add(Article(f"Story {number}", f"Yesterday {name} spoke.", id=f"{name} {number}", people=[name]))
    index.add(Article("Two", "Talks.", id="both", people=["Putin", "Lyudmila Putin"]))
    index.commit()
    return index


def named(index: Index, query: str) -> set[str]:
    return {hit.id.rpartition(" ")[0] or hit.id for hit in index.search(query, limit=100)}


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ('people:"muammar gaddafi"', {"Muammar Gaddafi"}),
        ('people:~"muammar gaddafi"', {"Muammar Gaddafi", "Moammar Kadhafi"}),
        ('people:~"Moamar Qaddafi"', {"Muammar Gaddafi", "Moammar Kadhafi"}),
        ('people:"Moamar Qaddafi"', set()),
        ('person:~"Vladimir Putin"', {"Vladimir Putin", "Владимир Путин", "Putin"}),
        ('people:~~"V. Putin"', {"Vladimir Putin", "Владимир Путин", "Putin"}),
        ("people:~gadafi", {"Muammar Gaddafi", "Moammar Kadhafi", "Saif Gaddafi"}),
        ('people:~"O\'Brian"', {"Conan O'Brien"}),
        ('people:~"Kim Jongun"', {"Kim Jong-un", "Kim Jong Un"}),
        ("people:merkel", {"Angela Merkel"}),
        ('spoke -people:~putin -people:~gadafi -people:~"Kim Jong-un"', {"Conan O'Brien", "Angela Merkel"}),
        ('people:~"Nobody Here"', set()),
    ],
)
def test_who_is_found(index: Index, query: str, people: set[str]) -> None:
    assert named(index, query) == people


def test_notes_say_what_was_searched_and_why(index: Index) -> None:
    notes = index.search('people:~"Wladimir Putin"').notes
    assert "Vladimir Putin, Владимир Путин, Putin" in notes[0]
    assert "alone counts too" in notes[1]
    assert "22 of 24 articles" in notes[1]
    assert "nobody" in index.search('people:~"Nobody Here"').notes[0]


def test_the_variants_are_marked(index: Index) -> None:
    marked = " ".join(hit.snippet.marked("[", "]") for hit in index.search('people:~"Muammar Gaddafi"'))
    assert "Kadhafi] spoke" in marked
    assert "Gaddafi] spoke" in marked


def test_the_syntax_becomes_nodes() -> None:
    assert parse('people:~"Ali  Khan"').node == Name("Ali Khan", 1)
    assert parse("talks people:~~khan").node == And((Word("talks"), Name("khan", 2)))
    assert parse('-people:~"x y" a').node == And((Not(Name("x y", 1)), Word("a")))
    assert parse('people:"x y"').node == Phrase(("x", "y"), "people")


@pytest.mark.parametrize("query", ['people:~""', "people:~", 'people:~~" "', 'people:~"', "people:~~~~", 'people:~"!"'])
def test_a_name_left_out_is_noted(index: Index, query: str) -> None:
    assert "no name behind" in index.search(query).notes[0]


def test_nodes_without_a_string(index: Index) -> None:
    assert index.search(Name("Muamar Gadafi")).total == 6


def test_the_list_of_people(index: Index) -> None:
    people = index.people()
    first = people[0]
    assert (first.name, first.articles) == ("Vladimir Putin", 26)
    assert [(variant.name, variant.articles, variant.how) for variant in first.variants] == [
        ("Vladimir Putin", 20, "spelling"), ("Putin", 4, "family name alone"), ("Владимир Путин", 2, "spelling"),
    ]  # fmt: skip
    assert "alone counts too" in first.notes[0]
    assert [person.name for person in people[1:3]] == ["Muammar Gaddafi", "Angela Merkel"]
    assert [person.name for person in index.people("o'b")] == ["Conan O'Brien"]
    assert [person.name for person in index.people(near="Qadafi")] == ["Muammar Gaddafi", "Saif Gaddafi"]
    assert index.people(limit=0) == []
    assert len(index.people(limit=2)) == 2
    assert index.people("zzz") == []


def test_deleted_articles_do_not_count() -> None:
    index = Index()
    for number in range(3):
        index.add(Article("A", "", id=str(number), people=["Ann Onymous", "Ann Onymous"]))
    index.commit()
    assert index.people()[0].articles == 3
    index.delete("1")
    index.commit()
    assert index.people()[0].articles == 2


@pytest.mark.parametrize("arguments", [{"prefix": 1}, {"near": 2}, {"limit": -1}, {"limit": "x"}])
def test_wrong_arguments(index: Index, arguments: dict[str, object]) -> None:
    with pytest.raises(QueryError):
        index.people(**arguments)  # type: ignore[arg-type]


def test_nodes_of_wrong_kinds(index: Index) -> None:
    for node in (Name(7), Name("x", 9)):  # type: ignore[arg-type]
        with pytest.raises(QueryError, match="Name takes"):
            index.search(node)


def test_saved_searches_know_variants() -> None:
    watches = Watches({"leader": 'people:~"Muamar Qadafi"', "other": 'talks people:~"Saif Qadafi"'})
    article = Article("Talks", "Talks.", id="a", people=["Moammar Kadhafi"])
    assert watches.matching(article, article.people or (), ()) == ["leader"]


def test_explanations_name_the_person(index: Index) -> None:
    assert "spelling" in "".join(describe(Name("Muamar Gadafi")))


def test_names_that_are_none_are_cut(index: Index) -> None:
    for name in ("mohammed " * 900, "x" * 8000):
        results = index.search(f'people:~"{name}"')
        assert results.total == 0
        assert "only the first 12 words" in results.notes[0]
        assert len(results.notes[0]) < 200
