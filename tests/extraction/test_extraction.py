"""People and dates in sentences of our own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import ArticleError, extract
from searchlib.extraction.dates import (
    find_dates,
    parse_days,
    parse_published,
    published_from_name,
    published_from_text,
)
from searchlib.extraction.people import find_people

FRIDAY = date(2024, 3, 1)


def names(text: str) -> list[str]:
    return [person.name for person in find_people(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deputy Foreign Minister Mikhail Bogdanov met envoys. Bogdanov left on Friday.", ["Mikhail Bogdanov"]),
        ("President Putin’s envoy flew to the Gaza Strip.", ["Putin"]),
        ("Hamas, Fatah and Islamic Jihad met in Moscow with the Palestinian Authority.", []),
        ("Mr. Okonkwo said nothing. Okonkwo waited.", ["Okonkwo"]),
        ("The bank Morgan Stanley hired Ruth Adeyemi of the West Bank office.", ["Ruth Adeyemi"]),
        ("Declan O'Brien and Jean-Claude Van Damme sat with Ursula von der Leyen.",
         ["Declan O'Brien", "Jean-Claude Van Damme", "Ursula von der Leyen"]),
        ("The U.S. Treasury and General Motors fell on Monday.", []),
        ("Xolani Ndwandwe, 44, said the boats had come back.", ["Xolani Ndwandwe"]),
        ("J. K. Marlowe wrote it in Paris.", ["J. K. Marlowe"]),
    ],
)  # fmt: skip
def test_people(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_mentions_leave_titles_and_possessives_out() -> None:
    text = "Prime Minister Mohammad Shtayyeh resigned. Shtayyeh's cabinet stayed."
    (person,) = find_people(text)
    assert [text[m.start : m.end] for m in person.mentions] == ["Mohammad Shtayyeh", "Shtayyeh"]
    assert person.roles == ("prime minister",)


@settings(max_examples=100)
@given(st.text(alphabet="AbCd'’-. \nMrXal,", max_size=80) | st.text())
def test_spans_are_spans(text: str) -> None:
    found = extract(text, published=FRIDAY)
    for mention in [*found.dates, *(m for person in found.people for m in person.mentions)]:
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("text", "found", "first", "last"),
    [
        ("It began on October 7.", "October 7", "2023-10-07", "2023-10-07"),
        ("They will meet on October 7.", "October 7", "2024-10-07", "2024-10-07"),
        ("He left on Oct. 7, 2021, alone.", "Oct. 7, 2021", "2021-10-07", "2021-10-07"),
        ("She arrived on Tuesday.", "Tuesday", "2024-02-27", "2024-02-27"),
        ("They will arrive on Tuesday.", "Tuesday", "2024-03-05", "2024-03-05"),
        ("It fell last week.", "last week", "2024-02-19", "2024-02-25"),
        ("It rained yesterday.", "yesterday", "2024-02-29", "2024-02-29"),
        ("It was built in 1974.", "1974", "1974-01-01", "1974-12-31"),
        ("That was in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
        ("Rates fell in the third quarter.", "the third quarter", "2023-07-01", "2023-09-30"),
    ],
)
def test_dates(text: str, found: str, first: str, last: str) -> None:
    (mention,) = find_dates(text, published=FRIDAY)
    assert (mention.text, str(mention.first), str(mention.last)) == (found, first, last)


def test_a_range_of_days_ahead() -> None:
    for published in (date(2024, 2, 27), date(2024, 2, 28)):
        found = find_dates("Fourteen groups will meet from Thursday to Saturday.", published=published)
        assert [str(one.first) for one in found] == ["2024-02-29", "2024-03-02"]


def test_without_a_publication_date_nothing_is_guessed() -> None:
    (mention,) = find_dates("It began on October 7.")
    assert (mention.first, mention.value, mention.how) == (None, "XXXX-10-07", "unresolved")


@pytest.mark.parametrize(
    "text", ["1,139 people died.", "Theresa May may march.", "February 30 never comes.", "The sun sat."]
)
def test_what_is_no_date(text: str) -> None:
    assert not find_dates(text, published=FRIDAY)


@settings(max_examples=100)
@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2090, 12, 31)))
def test_days_printed_in_any_form_read_back(day: date) -> None:
    for form in (
        day.isoformat(),
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%b} {day.day} {day.year}",
    ):
        assert parse_days(form, now=FRIDAY) == (day, day)
        assert parse_published(form) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27 Feb 2024 10:40 IST", "2024-02-27T10:40:00+05:30"),
        ("Tue, 27 Feb 2024 10:40:00 +0530", "2024-02-27T10:40:00+05:30"),
        ("Tue Oct 20, 2006 6:20pm EDT", "2006-10-20T18:20:00-04:00"),
        ("2024-02-27T10:40:00Z", "2024-02-27T10:40:00+00:00"),
        ("20240227", "2024-02-27"),
        ("27.02.2024", "2024-02-27"),
        ("1708999999", "2024-02-27T02:13:19+00:00"),
        ("3/4/2024", None),
        ("2024-02-30", None),
        ("someday", None),
    ],
)
def test_publication_dates(text: str, expected: str | None) -> None:
    published = parse_published(text)
    assert (published.isoformat() if published else None) == expected


def test_publication_dates_elsewhere() -> None:
    assert str(published_from_name("2024-02-27-talks.txt")) == "2024-02-27"
    assert published_from_name("chapter-12345678.txt") is None
    assert str(published_from_text("Published: 2 March 2024\n\nText")) == "2024-03-02"
    assert str(published_from_text("MOSCOW, Feb 29, 2024 (Wire) - Text")) == "2024-02-29"
    assert published_from_text("MOSCOW, Feb 29 (Wire) - Text") is None
    assert str(published_from_text("SÃO PAULO, Oct 31, 2022 (Wire) - Text")) == "2022-10-31"
    assert str(published_from_text("ŁÓDŹ, Poland, 8 April 2024 (Wire) - Text")) == "2024-04-08"
    assert published_from_text("it rained, Oct 31, 2022 or not") is None


def test_a_publication_day_may_be_a_string() -> None:
    (mention,) = extract("It began on October 7.", published="2023-10-09").dates
    assert str(mention.first) == "2023-10-07"
    assert extract("It began on October 7.", published="2023-10-09T08:00:00+02:00").dates == (mention,)
    with pytest.raises(ArticleError, match="ISO 8601"):
        extract("It began.", published="soon")


def test_english_with_a_country_is_english() -> None:
    text = "Peskov spoke on 7/10/2023."
    british = extract(text, language="en-GB")
    assert [one.name for one in british.people] == [one.name for one in extract(text).people]
    assert [str(one.first) for one in british.dates] == ["2023-10-07"]
