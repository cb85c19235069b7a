"""Articles as bytes: what was found in a text is written by its place there, and comes back with its words."""

from __future__ import annotations

import json
import struct
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article, CorruptIndex, DateMention, Index, Mention, Person
from searchlib.extraction.dates import dates_and_ranges
from searchlib.extraction.people import find_people, people_in
from searchlib.segments.records import decode_record, encode_record

BODY = (
    'Deputy Foreign Minister Mikhail Bogdanov met Ann "Bo" O’Brien in Zürich. Bogdanov spoke of José Núñez.\n'
    "Earlier, President Jürgen Öztürk-Sørensen had left. 😀 Mr Bogdanov’s aides stayed with Øztürk."
)


def description(record: bytes) -> dict[str, object]:
    head, _, _ = struct.unpack_from("<III", record)
    return dict(json.loads(record[12 : 12 + head])) if head else {}


@pytest.mark.parametrize("body", [BODY, BODY.encode("ascii", "ignore").decode(), "", "Nobody."])
def test_people_come_back_alike_with_and_without_objects(body: str) -> None:
    article = Article("Ann O’Brien in Zürich", body, id="a", published="2024-02-29")
    found, objects = people_in(article.text), find_people(article.text)
    assert not isinstance(found, tuple)
    assert found.names() == [(one.name, len(one.mentions)) for one in objects]
    assert tuple(found) == objects
    for people in (found, objects):
        record = encode_record(article, people, ())
        back = decode_record(record, id="a", headline=article.headline, published=article.published)
        assert back.people == objects


def test_signs_in_names_and_roles_are_escaped() -> None:
    article = Article(
        "", 'Roberto "Hands\\of" Duran spoke. Duran won. Vice\x01President Ann Lee came. Lee left.', id="a"
    )
    found = people_in(article.text)
    back = decode_record(encode_record(article, found, ()), id="a", headline="", published=None)
    assert back.people == tuple(found)


@given(
    st.lists(
        st.tuples(st.integers(0, 10**6), st.sampled_from([b"", b"p", b"d", b"\x05", b"\x7f", b"\x00", b"\xff"])),
        max_size=4,
    ),
    st.integers(0, 200),
)
@settings(max_examples=400)
def test_what_was_found_may_be_damaged(changes: list[tuple[int, bytes]], cut: int) -> None:
    article = Article(
        "Talks", f"{BODY} They met on Monday, from 2 to 4 March 2024, for two days.", id="a", published="2024-02-29"
    )
    people, dates = people_in(article.text), dates_and_ranges(article.text, published=article.published)
    record = encode_record(article, people, dates)
    begin = len(encode_record(article, (), ()))
    damaged = bytearray(record[: max(begin, len(record) - cut)])
    for at, put in changes:
        if len(damaged) > begin:
            place = begin + at % (len(damaged) - begin)
            damaged[place : place + 1] = put
    try:
        back = decode_record(bytes(damaged), id="a", headline="Talks", published=None)
    except CorruptIndex:
        return
    assert back.body == article.body
    assert all(isinstance(one.start, int) for person in back.people or () for one in person.mentions)


def test_words_that_are_no_part_of_the_text_are_kept() -> None:
    article = Article("Talks", "Ann Lee spoke on Monday.", id="a")
    people = (
        Person("Ann Lee", (Mention("Ann Lee", 7, 14), Mention("A. Lee", 7, 14), Mention("Lee", -9, 99))),
        Person("Bo Tan", roles=("envoy",)),
        Person("Cy"),
    )
    days = (
        DateMention("Monday", 24, 30, date(2024, 2, 26), date(2024, 2, 26), "DATE", "2024-02-26", "relative"),
        DateMention("monday", 24, 30, None, None, "DATE", "XXXX-WXX-1", "unresolved"),
        DateMention("", 0, 0, date(1, 1, 1), date(9999, 12, 31), "DATE", "", "given"),
    )
    record = encode_record(article, people, days)
    assert description(record)["people"] == [
        ["Ann Lee", [[7, 14], [7, 14, "A. Lee"], [-9, 99, "Lee"]], []], ["Bo Tan", [], ["envoy"]], "Cy",
    ]  # fmt: skip
    back = decode_record(record, id="a", headline="Talks", published=None)
    assert (back.people, back.dates) == (people, days)


def test_descriptions_of_older_formats_are_read() -> None:
    head = json.dumps({
        "language": "de", "published_from": "metadata", "people": [["Ann Lee", [[7, 14, "Ann Lee"]], []]],
        "dates": [[24, 30, "Monday", 738942, 738942, "DATE", "2024-02-26", "relative"]],
    }).encode()  # fmt: skip
    body = b"Ann Lee spoke on Monday."
    back = decode_record(
        struct.pack("<III", len(head), 0, len(body)) + head + body, id="a", headline="Talks", published=None
    )
    assert back.people == (Person("Ann Lee", (Mention("Ann Lee", 7, 14),)),)
    assert back.dates is not None
    assert [(one.text, one.first) for one in back.dates] == [("Monday", date(2024, 2, 26))]
    assert back.language == "de"


def test_a_recogniser_of_ones_own_may_say_anything() -> None:
    index = Index(people=lambda text: [Person("X", (Mention("far away", 10**6, 10**6 + 8),))])
    index.add(Article("h", "b", id="a", dates=[]))
    index.commit()
    assert index.get("a").people == (Person("X", (Mention("far away", 10**6, 10**6 + 8),)),)
