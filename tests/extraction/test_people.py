"""People in sentences of our own: what is a name, what is not, and whose name it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.article import Article, Mention, Person
from searchlib.extraction.people import find_people
from searchlib.extraction.people.finding import recogniser
from searchlib.index import Index


def names(text: str) -> list[str]:
    return [person.name for person in find_people(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Morgan Stanley analyst Ruth Adeyemi met bankers from Goldman Sachs in London.", ["Ruth Adeyemi"]),
        ("Johnson & Johnson and Eli Lilly fell in New York, said Pedro Almeida.", ["Pedro Almeida"]),
        ("Hamas and Fatah envoys flew to Moscow, and the Palestinian Authority thanked the Gaza Strip.", []),
        ("Russian Deputy Foreign Minister Mikhail Bogdanov met them.", ["Mikhail Bogdanov"]),
        ("Ursula von der Leyen and Jean-Claude Van Damme sat with Declan O'Brien.",
         ["Ursula von der Leyen", "Jean-Claude Van Damme", "Declan O'Brien"]),
        ("President Saleh al-Mansour spoke to Kim Yong-nam in Pyongyang.", ["Saleh al-Mansour", "Kim Yong-nam"]),
        ("Police in Jackson, Mississippi, said Tyrone Jackson had fled.", ["Tyrone Jackson"]),
        ("1. Michael Brandt ( Germany ) Ferrari 1:32.5", ["Michael Brandt"]),
        ("Zurich-based Novalux hired Brazilian-born Clara Mendes; New York-based Tindall & Co did not.", ["Clara Mendes"]),
        ("The Kenyans and the Ugandans agreed, and Philippine officials said nothing.", []),
        ("French President Luc Armand and US President Owen Harlow met.", ["Luc Armand", "Owen Harlow"]),
        ("December T-bonds rose and March Eurodollars fell, Nadia Brandt said.", ["Nadia Brandt"]),
        ("Furthermore, Ines Calder will leave. Ironically, so will Emil Sorensen.", ["Ines Calder", "Emil Sorensen"]),
        ("President Daniel arap Kiptoo met Prime Minister Joseph wa Mutombo.", ["Daniel arap Kiptoo", "Joseph wa Mutombo"]),
        ("Pedro Sandoval ( Spain ) beat Boris Hartmann ( Germany ) 6-3 6-4", ["Pedro Sandoval", "Boris Hartmann"]),
        ("Sens. Nora Field, D-Ohio, and Carl Brandt, R-Iowa, met Reps. Tomas Vidal and Ruth Adeyemi.",
         ["Nora Field", "Carl Brandt", "Tomas Vidal", "Ruth Adeyemi"]),
        ("Reps. Okonkwo and Brandt wrote to Gens. Paul Hale and Ivo Lind, and to Virginia Sen. John Field.",
         ["Okonkwo", "Brandt", "Paul Hale", "Ivo Lind", "John Field"]),
    ],
)  # fmt: skip
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_printed_text_and_spaced_tokens_give_the_same_names() -> None:
    assert names('"We won," said Mr. Okonkwo\'s aide, Alice Moreau.') == names(
        '" We won , " said Mr. Okonkwo \'s aide , Alice Moreau .'
    )


def test_short_forms_join_the_full_name() -> None:
    text = (
        "Prime Minister Lena Kowalski met Viktor J. Hale Jr. in Geneva. Mr. Hale thanked Kowalski. "
        "V. J. Hale's plane left; Ms. Kowalski's stayed."
    )
    people = {person.name: [mention.text for mention in person.mentions] for person in find_people(text)}
    assert people["Lena Kowalski"] == ["Lena Kowalski", "Kowalski", "Kowalski"]
    assert people["Viktor J. Hale Jr."][:2] == ["Viktor J. Hale Jr.", "Hale"]
    assert len(people) == 2


@pytest.mark.parametrize("marks", ['"%s"', "``%s''", "“%s”", '" %s "'])
def test_a_nickname_is_within_the_mention_and_not_in_the_name(marks: str) -> None:
    nickname = marks % "Iron Fist"
    text = f"Boxer Marco {nickname} Delgado beat Tom Whitfield. Delgado, who is 31, thanked Whitfield."
    (boxer, other) = find_people(text)
    assert (boxer.name, other.name) == ("Marco Delgado", "Tom Whitfield")
    assert [mention.text for mention in boxer.mentions] == [f"Marco {nickname} Delgado", "Delgado"]


def test_quotations_beside_names_part_them() -> None:
    assert names('"We won," said Marco Delgado. "Tom Whitfield lost," said Ana Ruiz. "Never," Eva Lund said.') == [
        "Marco Delgado", "Tom Whitfield", "Ana Ruiz", "Eva Lund",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("President Idris al-Mansour spoke. Mansour left, and Mr Mansour's wife stayed.", "Idris al-Mansour", 3),
        ("Mansour will speak. President Idris al-Mansour said so.", "Idris al-Mansour", 2),
        ("Minister Karim el-Sayegh resigned. Sayegh was ill.", "Karim el-Sayegh", 2),
        ("Tomás Vidal Restrepo won. Tomas Vidal thanked his wife, and Vidal wept.", "Tomás Vidal Restrepo", 3),
        ("Ruben van der Velde scored. Van der Velde limped; coach Van der Velde did not mind.", "Ruben van der Velde", 3),
        ("Willem-Jan Hoekstra-Bos spoke. Hoekstra-Bos smiled.", "Willem-Jan Hoekstra-Bos", 2),
        ("President Oskar Lindholm met them. Mr Lindholm laughed. President Lindholm's aides did not.", "Oskar Lindholm", 3),
    ],
)  # fmt: skip
def test_forms_of_a_name_are_one_person(text: str, name: str, mentions: int) -> None:
    assert [(person.name, len(person.mentions)) for person in find_people(text)] == [(name, mentions)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Oskar Lindholm and his wife, Clara Lindholm, live here. Lindholm is a judge. Mrs Lindholm is not. Mr. Lindholm sings.",
         "Oskar Lindholm Lindholm Lindholm", "Clara Lindholm Lindholm"),
        ("President Adeyemi and First Lady Ruth Adeyemi left. Daniel Adeyemi spoke; Mrs. Adeyemi listened.",
         "Adeyemi Daniel Adeyemi", "Ruth Adeyemi Adeyemi"),
        ("Ines Calder won. Her father, the banker Hugo Calder, wept. Calder, 24, smiled.", "Ines Calder Calder", "Hugo Calder"),
    ],
)  # fmt: skip
def test_a_surname_alone_is_no_relative(text: str, first: str, second: str) -> None:
    assert [" ".join(mention.text for mention in person.mentions) for person in find_people(text)] == [first, second]


def test_a_surname_alone_is_a_relative_where_nobody_else_is_named() -> None:
    assert names("His wife, the actress Nora Lind, spoke. Lind said she was tired.") == ["Nora Lind"]


def test_a_middle_name_of_two_people_is_neither() -> None:
    text = "Senator Ana Vidal Restrepo met Senator Juan Vidal Moreno. Then Mr Vidal spoke."
    assert sorted(names(text)) == ["Ana Vidal Restrepo", "Juan Vidal Moreno", "Vidal"]


def test_roles_stand_before_or_behind() -> None:
    (first, second) = find_people("Interior Minister Omar Haddad met Sara Lindqvist, the finance minister, in Oslo.")
    assert (first.name, first.roles) == ("Omar Haddad", ("interior minister",))
    assert (second.name, second.roles) == ("Sara Lindqvist", ("finance minister",))


def test_offsets_count_characters() -> None:
    text = "„Größe“ — sagte François Müller, então José Álvarez saiu. 李明 hörte Müller zu."
    for person in find_people(text):
        for mention in person.mentions:
            assert text[mention.start : mention.end] == mention.text


def test_lines_part_names_and_wrapped_lines_do_not() -> None:
    assert names("Ana Torres\nBela Novak\n") == ["Ana Torres", "Bela Novak"]
    wrapped = (
        "The committee heard on Thursday from the chairman of the board, Robert\n"
        "Castellano, who said that the firm had never been told of the inquiry.\n"
    )
    assert names(wrapped) == ["Robert Castellano"]


@settings(max_examples=60)
@given(st.text(alphabet="ABcd .-'’\n&1(éŁжМ漢", max_size=120) | st.text(max_size=200))
def test_any_text_gives_spans_of_itself(text: str) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    for person in find_people(text):
        assert person.name
        for mention in person.mentions:
            assert text[mention.start : mention.end] == mention.text


def test_odd_texts() -> None:
    for text in ("", "\n", "A", "." * 5000, "Van " * 3000, "DE LA " * 500, "'" * 99, "J." * 999, "\0Mary Smith\0"):
        find_people(text)


def test_another_recogniser_can_be_plugged_in() -> None:
    with Index(people=lambda text: [Person("Somebody Else", (Mention(text[:3], 0, 3),))]) as index:
        index.add(Article("Talks open", "Mary Robinson spoke.", id="a"))
    assert [person.name for person in index.get("a").people or ()] == ["Somebody Else"]


PIECES = ["Mary", "Robinson", "Dublin", "president", "President", "of", "de", "O'Brien", "O’Brien", "J.", "U.S.", "Mr.", "Sen", "'s", "’s", "Łódź",
          "Zoë", " ", " ", " ", "\n", "\n\n", ",", ".", "-", "&", "1", "_", '"', "“", "\\", "\x01", "\t", "said", "Kowalski", "a", "B", "SMITH"]  # fmt: skip


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join))
def test_words_at_the_end_of_a_text_are_those_in_its_middle(text: str) -> None:
    # Where sixteen bytes cannot be read any more, words are read a byte at a time.
    assert recogniser().spans(text) == recogniser().spans(text + "\n\n" + " " * 40)


def test_a_name_that_stands_ten_thousand_times() -> None:
    found = find_people("Mary Robinson spoke. " + "Then Robinson said so. " * 10_000)
    assert [len(person.mentions) for person in found] == [10_001]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Bundeskanzlerin Sabine Lorenz traf den Außenminister Emil Novak in Prag. Frau Lorenz sagte wenig.",
         {"Sabine Lorenz": ["Sabine Lorenz", "Lorenz"], "Emil Novak": ["Emil Novak"]}),
        ("fr", "Le président Henri Delorme a rencontré Claire Fontanet à Lyon. M. Delorme a souri.",
         {"Henri Delorme": ["Henri Delorme", "Delorme"], "Claire Fontanet": ["Claire Fontanet"]}),
        ("fr", "M. Delorme a déclaré que la France et l'Allemagne étaient d'accord.", {"Delorme": ["Delorme"]}),
        ("es", "El presidente Pedro Montes se reunió con Alberto Núñez. Montes dijo que no.",
         {"Pedro Montes": ["Pedro Montes", "Montes"], "Alberto Núñez": ["Alberto Núñez"]}),
    ],
)  # fmt: skip
def test_titles_of_other_languages_are_no_part_of_names(
    language: str, text: str, expected: dict[str, list[str]]
) -> None:
    people = find_people(text, language=language)
    assert {person.name: [mention.text for mention in person.mentions] for person in people} == expected
    assert all(text[one.start : one.end] == one.text for person in people for one in person.mentions)
