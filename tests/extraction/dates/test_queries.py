"""What searchers type, read as first and last day; and publication dates that cannot be."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import read
from searchlib.extraction.dates import (
    doubt,
    parse_days,
    parse_published,
    published_beside,
    published_from_text,
    read_days,
)

THURSDAY = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("last week", "2024-02-19", "2024-02-25"),
        ("since monday", "2024-02-26", None),
        ("before 2024-03", None, "2024-02-29"),
        ("after christmas", "2023-12-26", None),
        ("7 october 2023", "2023-10-07", "2023-10-07"),
        ("7 to 9 october", "2023-10-07", "2023-10-09"),
        ("q1 2024", "2024-01-01", "2024-03-31"),
        ("H2 2023", "2023-07-01", "2023-12-31"),
        ("yesterday to today", "2024-02-28", "2024-02-29"),
        ("january to march 2024", "2024-01-01", "2024-03-31"),
        ("between 2010 and 2012", "2010-01-01", "2012-12-31"),
        ("2020..2022", "2020-01-01", "2022-12-31"),
        ("next friday to next sunday", "2024-03-01", "2024-03-03"),
        ("last 30 days", "2024-01-31", "2024-02-29"),
        ("past month", "2024-01-29", "2024-02-29"),
        ("year to date", "2024-01-01", "2024-02-29"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("early march 2023", "2023-03-01", "2023-03-10"),
        ("2024-W08", "2024-02-19", "2024-02-25"),
        ("may", "2023-05-01", "2023-05-31"),
        ("in october", "2023-10-01", "2023-10-31"),
        ("last summer", "2023-06-01", "2023-08-31"),
        ("two years ago", "2022-01-01", "2022-12-31"),
        ("tomorrow", "2024-03-01", "2024-03-01"),
        ("now", "2024-02-29", "2024-02-29"),
        # Both ends of a range are read, with and without years.
        ("7 october 2023 to 9 october 2023", "2023-10-07", "2023-10-09"),
        ("2023-10-07 to 2023-10-09", "2023-10-07", "2023-10-09"),
        ("october 7, 2023 - october 9, 2023", "2023-10-07", "2023-10-09"),
        ("27/02/2024 to 29/02/2024", "2024-02-27", "2024-02-29"),
        ("since 2020 until 2022", "2020-01-01", "2022-12-31"),
        ("monday to friday", "2024-02-26", "2024-03-01"),
        ("from thursday to saturday", "2024-02-29", "2024-03-02"),
        ("october to march", "2023-10-01", "2024-03-31"),
        ("10/2023", "2023-10-01", "2023-10-31"),
        ("Q1-2024", "2024-01-01", "2024-03-31"),
        ("week of march 6", "2023-03-06", "2023-03-12"),
    ],
)
def test_expressions(expression: str, first: str | None, last: str | None) -> None:
    days = parse_days(expression, now=THURSDAY)
    assert days is not None
    assert tuple(str(day) if day else None for day in days) == (first, last)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("20240227T104000Z", "2024-02-27T10:40:00+00:00"),
        ("27-Feb-2024", "2024-02-27"),
        ("Tue Feb 27 10:40:00 2024", "2024-02-27T10:40:00"),
        ("Tue Feb 27 10:40:00 +0530 2024", "2024-02-27T10:40:00+05:30"),
        ("2024-02-27T10:40:00-05:00[America/New_York]", "2024-02-27T10:40:00-05:00"),
        ("10:40 IST, 27 February 2024", "2024-02-27T10:40:00+05:30"),
        ("27 Feb 2024 by Ann", "2024-02-27"),
        ("27 Feb 2024 10:40 IST", "2024-02-27T10:40:00+05:30"),
        ("1709012400", "2024-02-27T05:40:00+00:00"),
        ("30 Feb 2024", None),
        ("10:40 10:40 27 Feb 2024", None),
        ("20240227T996000Z", None),
    ],
)
def test_publication_dates_as_metadata_write_them(text: str, published: str | None) -> None:
    read_as = parse_published(text)
    assert (read_as and read_as.isoformat()) == published


def test_nothing_may_stand_behind_a_whole_date() -> None:
    assert parse_published("27 Feb 2024 by Ann", whole=True) is None
    assert parse_published("27 Feb 2024, 10:40 IST.", whole=True) is not None


def test_lines_that_say_when() -> None:
    for line in (
        "Last updated: 27 Feb 2024",
        "First published on Tue 27 Feb 2024 10.40 GMT",
        "Posted on February 27, 2024",
    ):
        found = published_from_text(f"Talks\n{line}\nEnvoys met.")
        assert found is not None
        assert str(found)[:10] == "2024-02-27"


@pytest.mark.parametrize(
    "expression", ["", " ", "february 30", "someday", "daily", "three years", "x" * 500, "to", "[", "2024-13"]
)
def test_what_is_not_understood(expression: str) -> None:
    assert parse_days(expression, now=THURSDAY) is None
    assert read_days(expression, now=THURSDAY) is None


@settings(max_examples=200)
@given(st.text(max_size=100))
def test_anything_may_be_typed(expression: str) -> None:
    days = parse_days(expression, now=THURSDAY)
    assert days is None or days[0] is None or days[1] is None or days[0] <= days[1]


@pytest.mark.parametrize(
    ("expression", "note"),
    [
        ("2024-02-29", ""),
        ("2024-02", "'2024-02' was read as 2024-02-01 to 2024-02-29"),
        ("Monday", "'Monday' was read as 2024-02-26"),
        ("since  monday", "'since monday' was read as 2024-02-26 or later"),
    ],
)
def test_how_it_was_read(expression: str, note: str) -> None:
    reading = read_days(expression, now=THURSDAY)
    assert reading is not None
    assert reading.note == note


@given(st.dates(min_value=date(1970, 1, 2), max_value=THURSDAY + timedelta(1)))
def test_days_that_can_be(day: date) -> None:
    assert doubt(day, now=THURSDAY) == ""


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(9999, 1, 1), date(2024, 3, 2), date(1500, 1, 1)])
def test_days_that_cannot_be(day: date) -> None:
    assert doubt(day, now=THURSDAY)


def test_a_date_line_without_a_year_takes_that_of_the_nearest_day() -> None:
    line = "MOSCOW, Dec. 30 (Wire) - Envoys met."
    assert published_beside(line, date(2024, 1, 2)) == date(2023, 12, 30)
    assert published_beside("MOSCOW, a city - Envoys met.", date(2024, 1, 2)) is None


@pytest.mark.parametrize(
    ("name", "text", "published", "origin"),
    [
        ("2024-03-01-talks.txt", "Talks\n\nMOSCOW, Feb 29 (Wire) - Envoys met there for a day and left.", "2024-02-29", "text"),
        ("2024-03-01-talks.txt", "Talks\n\nMOSCOW, July 4 (Wire) - Envoys met there for a day and left.", "2024-03-01", "file name"),
        ("talks.txt", "Talks\n\nPublished: 2 March 2023\n\nEnvoys met there for a day and left.", "2023-03-02", "text"),
        ("2023-03-04-talks.txt", "Talks\n\nPublished: 1 January 1970\n\nEnvoys met there for a day.", "2023-03-04", "file name"),
        ("talks.txt", "Talks\n\nEnvoys met there for a day and left.", None, "unknown"),
    ],
)  # fmt: skip
def test_where_a_publication_date_was_found(
    tmp_path: Path, name: str, text: str, published: str | None, origin: str
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (article,) = read(tmp_path / name, on_error=lambda problem: None)
    assert (article.published and article.published.isoformat(), article.published_from) == (published, origin)


def test_records_say_where_theirs_was_found(tmp_path: Path) -> None:
    file = tmp_path / "feed.jsonl"
    file.write_text(
        '{"title": "a", "body": "Long text.", "date": "2024-02-29"}\n'
        '{"title": "b", "body": "MOSCOW, Feb 29, 2024 (Wire) - Envoys met."}\n'
        '{"title": "c", "body": "Long text.", "date": "1970-01-01T00:00:00Z"}\n'
        '{"title": "d", "body": "Long text.", "date": "3/4/2024"}\n',
        "utf-8",
    )
    problems: list[str] = []
    found = list(read(file, on_error=lambda problem: problems.append(str(problem))))
    assert [article.published_from for article in found] == ["metadata", "text", "unknown", "unknown"]
    assert len(problems) == 2
    assert "may be 2024-04-03 or 2024-03-04" in problems[1]
    assert "not trusted" in problems[0]
