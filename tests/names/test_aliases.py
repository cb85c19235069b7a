"""A user's aliases: read from files and mappings, with errors that say where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from searchlib import AliasError, Article, Index
from searchlib.names.aliases import read_aliases
from searchlib.names.spelling import VARIANT
from searchlib.names.table import PeopleTable

GOOD: dict[str, Any] = {
    "merge": [["Muammar Gaddafi", "Brother Leader"]],
    "split": [["George Bush", "George W. Bush"]],
    "rename": {"Cat Stevens": "Yusuf Islam"},
}
AS_CSV = """\
# aliases
merge, Muammar Gaddafi, Brother Leader

split,George Bush,"George W. Bush"
rename,Cat Stevens,Yusuf Islam
"""


@pytest.fixture(params=["mapping", "json", "csv"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    source: Any = GOOD
    if request.param == "json":
        source = tmp_path / "aliases.json"
        source.write_text(json.dumps(GOOD), "utf-8")
    elif request.param == "csv":
        source = tmp_path / "aliases.csv"
        source.write_text(AS_CSV, "utf-8-sig")
    index = Index(aliases=source)
    people = ["Muammar Gaddafi", "Moammar Kadhafi", "Brother Leader", "George Bush", "George W. Bush", "Cat Stevens"]
    for number, name in enumerate(people):
        index.add(Article(f"Story {number}", f"{name} spoke.", id=name, people=[name]))
    index.commit()
    return index


def ids(index: Index, query: str) -> set[str]:
    return {hit.id for hit in index.search(query)}


def test_merged_names_are_one_person(index: Index) -> None:
    everybody = {"Muammar Gaddafi", "Moammar Kadhafi", "Brother Leader"}
    assert ids(index, 'people:~"Muammar Gaddafi"') == everybody
    assert ids(index, 'people:~"brother leader"') == everybody
    assert ids(index, 'people:"Muammar Gaddafi"') == {"Muammar Gaddafi"}


def test_split_names_are_two_people(index: Index) -> None:
    assert ids(index, 'people:~"George Bush"') == {"George Bush"}
    assert {person.name for person in index.people("bush")} == {"George Bush", "George W. Bush"}


def test_a_renamed_person_is_found_and_listed_under_the_new_name(index: Index) -> None:
    assert ids(index, 'people:"Yusuf Islam"') == {"Cat Stevens"}
    assert ids(index, 'people:~"yusuf islam"') == {"Cat Stevens"}
    assert [person.name for person in index.people("yus")] == ["Yusuf Islam"]


def test_without_aliases_nothing_of_this_holds() -> None:
    with Index() as index:
        index.add(Article("A", "", id="a", people=["Cat Stevens"]))
    assert ids(index, 'people:~"Yusuf Islam"') == set()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", '{"merge": [["A", "B"]\n', "line 2"),
        ("a.json", '{"merge": [["A B"]]}', "merge, entry 1"),
        ("a.json", '{"merge": ["A B"]}', "entry 1"),
        ("a.json", '{"join": [["A", "B"]]}', "'join' is not one of"),
        ("a.json", '{"rename": [1]}', "entry 1"),
        ("a.json", '{"rename": 7}', "rename: must be"),
        ("a.json", '{"split": [["A", 7]]}', "7 is no name"),
        ("a.json", "[]", "must be an object"),
        ("a.json", "[" * 100_000, "nested|JSON"),
        ("a.csv", "merge,A,B\nmerge,A\n", "line 2"),
        ("a.csv", "\nwrong,A,B\n", "line 2"),
        ("a.csv", "rename,A,B,C\n", "line 1"),
        ("a.csv", "split,A,!!!\n", "line 1"),
        ("a.csv", "\x00\n", "line 1"),
    ],
)
def test_errors_say_where(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(AliasError, match=message) as caught:
        Index(aliases=path)
    assert str(path) in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(AliasError, match="cannot be read"):
        read_aliases(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes("rename,A,Müller\n".encode("latin-1"))
    with pytest.raises(AliasError, match="UTF-8"):
        read_aliases(tmp_path / "latin.csv")
    with pytest.raises(AliasError, match="path or a mapping"):
        read_aliases(7)  # type: ignore[arg-type]


def test_an_alias_of_one_word_is_itself_only() -> None:
    table = PeopleTable({"Bohdan Kravets": 5, "KRAV": 2, "Kraff": 3})
    aliases = read_aliases({"merge": [["Bohdan Kravets", "KRAV"]]})
    assert table.resolve("Bohdan Kravets", VARIANT, aliases).names == ["Bohdan Kravets", "KRAV"]


def test_people_are_counted_under_the_names_of_the_aliases() -> None:
    source = {"merge": [["Muammar Gaddafi", "Brother Leader"]], "rename": {"Cat Stevens": "Yusuf Islam"}}
    with Index(aliases=source) as index:
        index.add(Article("One", "", id="1", people=["Muammar Gaddafi", "Brother Leader", "Cat Stevens"]))
        index.add(Article("Two", "", id="2", people=["Brother Leader", "Lena Kowalski"]))
        index.add(Article("Three", "", id="3", people=["Muammar Gaddafi", "Yusuf Islam"]))
        index.commit()
        results = index.search("one OR two OR three", facets=["people"])
        assert results.facets["people"] == {"Muammar Gaddafi": 3, "Yusuf Islam": 2, "Lena Kowalski": 1}
        pairs = [(pair.first, pair.second, pair.count) for pair in results.pairs()]
        assert pairs == [("Muammar Gaddafi", "Yusuf Islam", 2), ("Lena Kowalski", "Muammar Gaddafi", 1)]
        index.add(Article("Four", "", id="4", people=["Cat Stevens"]))
        index.commit()
        assert index.search("four", facets=["people"]).facets["people"] == {"Yusuf Islam": 1}


def test_a_split_leaves_the_counts_as_they_are() -> None:
    with Index(aliases={"split": [["Jon Smith", "John Smith"]]}) as index:
        index.add(Article("One", "", id="1", people=["Jon Smith", "John Smith"]))
        index.commit()
        assert index.search("one", facets=["people"]).facets["people"] == {"John Smith": 1, "Jon Smith": 1}
