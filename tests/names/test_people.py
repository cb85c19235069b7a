"""Variants of names: what they are found by, and what keeps two people apart."""

from __future__ import annotations

import pytest

from searchlib.names.aliases import Aliases
from searchlib.names.spelling import LOOSE, VARIANT, model, name_index
from searchlib.names.table import PeopleTable

NAMES = [
    "Muammar Gaddafi", "Moammar Kadhafi", "Saif Gaddafi", "Mohammad Shtayyeh", "Vladimir Putin", "Владимир Путин",
    "Volodya Putin", "Recep Tayyip Erdoğan", "Kim Jong-un", "Jong Un Kim", "Kim Jong-il", "Xi Jinping", "习近平",
    "Gabriel García Márquez", "Gabriel Garcia", "Martin Luther", "Martin Luther King", "Luther Vandross", "George W. Bush",
    "George H. W. Bush", "George Bush", "Abdel Fattah al-Sisi", "Abdelfattah El-Sissi", "Bill Clinton", "William J. Clinton",
    "Hillary Clinton", "Bashar al-Assad", "B. Assad", "Bashar Alassad", "Hafez al-Assad", "John Smith Jr.", "John Smith Sr.",
    "Viktor Orbán", "Orbán Viktor", "Ludwig van Beethoven", "Al Gore", "Clinton", "123", "!!!", "",
]  # fmt: skip
INDEX = name_index(NAMES)


def found(name: str, strictness: int = VARIANT) -> set[str]:
    return {NAMES[number] for number, _ in INDEX.variants(name, model().least[strictness], strictness == LOOSE)}


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Moamar Qaddafi", {"Muammar Gaddafi", "Moammar Kadhafi"}),
        ("Mohammed Ishtayeh", {"Mohammad Shtayyeh"}),
        ("Wladimir Putin", {"Vladimir Putin", "Владимир Путин"}),
        ("Владимир Путин", {"Vladimir Putin", "Владимир Путин", "Volodya Putin"}),
        ("Putin, Vladimir", {"Vladimir Putin", "Владимир Путин", "Volodya Putin"}),
        ("Recep Erdogan", {"Recep Tayyip Erdoğan"}),
        ("Kim Jong-un", {"Kim Jong-un", "Jong Un Kim"}),
        ("Kim Jongun", {"Kim Jong-un", "Jong Un Kim"}),
        ("Jong-il Kim", {"Kim Jong-il"}),
        ("Xi Jinping", {"Xi Jinping", "习近平"}),
        ("Gabriel Garcia", {"Gabriel Garcia", "Gabriel García Márquez"}),
        ("Gabriel Garcia Marquez", {"Gabriel Garcia", "Gabriel García Márquez"}),
        ("Martin Luther", {"Martin Luther"}),
        ("George W. Bush", {"George W. Bush", "George Bush"}),
        ("George H. W. Bush", {"George H. W. Bush", "George Bush"}),
        ("Abd al-Fattah as-Sisi", {"Abdel Fattah al-Sisi", "Abdelfattah El-Sissi"}),
        ("William Clinton", {"Bill Clinton", "William J. Clinton"}),
        ("Bashar Assad", {"Bashar al-Assad", "B. Assad", "Bashar Alassad"}),
        ("John Smith Jr", {"John Smith Jr."}),
        ("Viktor Orban", {"Viktor Orbán", "Orbán Viktor"}),
        ("Ludwig Beethoven", {"Ludwig van Beethoven"}),
        ("Al Gore", {"Al Gore"}),
        ("Angela Merkel", set()),
    ],
)
def test_variants(name: str, same: set[str]) -> None:
    assert found(name) == same


def test_loose_does_without_given_names_and_order() -> None:
    assert "Clinton" in found("Hillary Clinton", LOOSE)
    assert "Clinton" not in found("Hillary Clinton")
    assert "Vladimir Putin" in found("Putin Vladimir", LOOSE)


@pytest.mark.parametrize("name", ["", " ", "!!!", "☃", "-", "a" * 5000, "x y " * 3000, "\0", "\ud800"])
def test_odd_names_do_no_harm(name: str) -> None:
    safe = name.encode("utf-8", "replace").decode()
    for strictness in (VARIANT, LOOSE):
        found(safe, strictness)
    INDEX.words_like(safe, model().least[VARIANT])
    INDEX.with_family_name(safe)


def test_an_empty_index_has_nobody() -> None:
    assert name_index([]).variants("John Smith", -200) == []
    assert name_index([]).words_like("smith", -200) == []


def table(**articles: int) -> PeopleTable:
    return PeopleTable({name.replace("_", " "): count for name, count in articles.items()})


def test_a_family_name_alone_is_linked_where_the_evidence_is_one_sided() -> None:
    people = table(Vladimir_Putin=20, Putin=5, Lyudmila_Putin=1)
    resolved = people.resolve("Wladimir Putin", VARIANT, Aliases())
    assert resolved.names == ["Vladimir Putin"]
    assert resolved.alone == {"Putin": ["Lyudmila Putin"]}
    assert "20 of 21 articles" in resolved.notes[0]
    assert people.owner_of("Putin", Aliases()) == "Vladimir Putin"


@pytest.mark.parametrize("other", [3, 20])
def test_a_family_name_alone_is_not_linked_where_others_bear_it(other: int) -> None:
    people = table(George_Bush=20, Bush=5, Laura_Bush=other)
    assert people.resolve("George Bush", VARIANT, Aliases()).alone == {}
    assert people.owner_of("Bush", Aliases()) == "Bush"


def test_a_family_name_alone_is_not_linked_to_somebody_hardly_named() -> None:
    assert table(Ann_Onymous=2, Onymous=5).resolve("Ann Onymous", VARIANT, Aliases()).alone == {}


def test_the_words_of_names_are_counted() -> None:
    counts = dict(zip(NAMES, INDEX.word_counts(), strict=True))
    assert [counts[name] for name in ("Kim Jong-un", "Bashar al-Assad", "John Smith Jr.", "Clinton", "")] == [
        3,
        2,
        2,
        1,
        0,
    ]
