"""The finder of dates, asked directly: hostile texts, the ends of the calendar, lazy mentions, and tables that do not fit."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article, DateMention, Index
from searchlib.extraction.dates import dates_and_ranges, find_dates, parse_days, ranges_between
from searchlib.extraction.dates.grammar import Grammar, GrammarText, Rule, english, read_grammar
from searchlib.extraction.dates.tense import tense_reader
from searchlib.kernels.temporal import DateFinder, days_of
from searchlib.segments.found import decode_found

FRIDAY = date(2024, 3, 1)
EXAMPLES = [text.removeprefix("- ") for rule in read_grammar().rules for text, _ in rule.examples]
pieces = st.sampled_from([*EXAMPLES, "said", "will", "It fell in 1998 and 1997.", "May", "\n\n", " to ", " and ", "-", ".", "\ud800", "\udfff",
                          "\x00", "İ", "ſ", "\u212a", "½", "’s", "–", "\u2009", "Ж", "中", "😀", "٣", "\x85", "_"])  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["", " ", "\ud800", "\udfff\ud800 Monday", "a" * 1_000_000, "1" * 1_000_000, " " * 1_000_000, "\n" * 300_000, "'" * 300_000,
     "Monday" * 100_000, "-" * 300_000, "\0" * 1000, "it\u0130s \u212a May", "two-" * 50_000, "a year and " * 20_000],
)  # fmt: skip
def test_hostile_texts(text: str) -> None:
    for published in (None, FRIDAY, date.min, date.max):
        found = dates_and_ranges(text, published=published)
        assert all(text[one.start : one.end] == one.text for one in found)


@settings(max_examples=300)
@given(
    st.lists(pieces, max_size=12),
    st.sampled_from([None, FRIDAY, date.min, date.max, date(1500, 1, 1), date(2100, 12, 31)]),
)
def test_any_text_seen_from_any_day(some: list[str], published: date | None) -> None:
    text = " ".join(some)
    found = dates_and_ranges(text, published=published)
    for one in found:
        assert text[one.start : one.end] == one.text
        assert (one.first is None) == (one.last is None)
        assert one.first is None or one.last is None or one.first <= one.last
    alone = find_dates(text, published=published)
    assert found.mentions() == (*alone, *ranges_between(text, alone))
    assert found.days() == [(one.first.toordinal(), one.last.toordinal()) for one in found if one.first and one.last]
    assert decode_found(found.as_record(), 0, text) == ([], list(found))


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("wide", ["ž", "😀"])
def test_the_width_of_a_text_changes_nothing(example: str, wide: str) -> None:
    def seen(mark: str) -> list[tuple[str, str, str]]:
        found = find_dates(f"{mark} It was, said Ann, {example}, again.", published=FRIDAY)
        return [(one.text, one.value, one.how) for one in found]

    assert seen(wide) == seen("é")


@pytest.mark.parametrize("now", [date.min, date.max, FRIDAY])
@pytest.mark.parametrize("example", EXAMPLES)
def test_questions_at_the_ends_of_the_calendar(example: str, now: date) -> None:
    days = english(True).finder.days_asked_for(example.lower(), now.toordinal())
    assert days is None or days[0] <= days[1]


def test_mentions_are_made_once_and_are_a_sequence() -> None:
    found = dates_and_ranges("From Monday to Friday.", published=FRIDAY)
    assert len(found) == 3
    assert found[0] is found[0]
    assert found[2].text == "Monday to Friday"
    assert [one.text for one in found[:2]] == ["Monday", "Friday"]
    assert list(found) == list(found.mentions())
    assert isinstance(found[0], DateMention)
    assert not dates_and_ranges("")
    with pytest.raises(IndexError):
        found[3]


def test_ranges_of_mentions_that_come_from_elsewhere() -> None:
    text = "from one to two"
    one, two = (
        DateMention("one", 5, 8, FRIDAY, FRIDAY, "DATE", "é"),
        DateMention("two", 12, 15, date.max, date.max, "DATE", "ü"),
    )
    (found,) = ranges_between(text, [one, two])
    assert (found.text, found.first, found.last) == ("one to two", FRIDAY, date.max)
    assert not ranges_between(text, [two, one])
    assert not ranges_between("", [one, two])
    assert not ranges_between(text, [])


def test_an_index_files_what_the_finder_finds() -> None:
    index = Index()
    article = Article(
        "Talks",
        'Envoys meet from "Monday"\tto Friday, said Müller 😀; it began on October 7.',
        id="a",
        published=FRIDAY,
    )
    index.add(article)
    index.commit()
    (hit,) = index.search("dates:2023-10-07")
    assert hit.dates == dates_and_ranges(article.text, published=FRIDAY).mentions()


def test_threads_share_a_finder() -> None:
    text = "It rose on Monday, in May and a year earlier. " * 2000
    results: list[object] = []
    threads = [threading.Thread(target=lambda: results.append(find_dates(text, published=FRIDAY))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert all(result == results[0] for result in results)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-W09", "2024-02-26", "2024-03-03"),
        ("2024-W09-WE", "2024-03-02", "2024-03-03"),
        ("2024-W09-3", "2024-02-28", "2024-02-28"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
        ("2023-WI", "2023-12-01", "2024-02-29"),
        ("199", "1990-01-01", "1999-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("2024-02-29T10:35", "2024-02-29", "2024-02-29"),
        ("2024-02-01/2024-03", "2024-02-01", "2024-03-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_days_of_values(value: str, first: str, last: str) -> None:
    assert days_of(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    ["", "P3D", "PAST_REF", "XXXX-10", "2023-02-29", "2024-13", "2023-W53", "2024-W00", "2024-Q5", "0000", "00", "000", "9999-WI",
     "9999-W53", "2024-W", "2024-", "2024-W09-8", "2024-W0", "2024-03/2024-02", "/", "2024/", "é", "\ud800", "20240229", "2024-02-291"],
)  # fmt: skip
def test_values_without_days(value: str) -> None:
    assert days_of(value) is None


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 1, 1)))
def test_weeks_are_those_of_iso(day: date) -> None:
    year, week, weekday = day.isocalendar()
    assert days_of(f"{year:04}-W{week:02}-{weekday}") == (day, day)
    monday = day - timedelta(weekday - 1)
    assert days_of(f"{year:04}-W{week:02}") == (monday, monday + timedelta(6))


def test_parts_of_a_match_are_those_of_its_line() -> None:
    # The line that wins says what the figures are: "7/10/2023" is two days and a year, "2023/10/07" a year, a month and a day.
    assert [one.value for one in find_dates("7/10/2023, 2023/10/07", published=FRIDAY)] == ["2023-07-10", "2023-10-07"]
    assert parse_days("10/2023") == (date(2023, 10, 1), date(2023, 10, 31))


def test_tables_that_do_not_fit_are_refused() -> None:
    grammar = Grammar(GrammarText(rules=[Rule("year", patterns=["YEAR"])]), queries=False)
    spellings = [("YEAR", list[str](), 4, 4)]
    DateFinder(grammar.matcher, grammar.tables, spellings, ["year"], False, tense_reader())
    with pytest.raises(ValueError, match="no reading for the rule nothing"):
        DateFinder(grammar.matcher, grammar.tables, spellings, ["nothing"], False, tense_reader())
    with pytest.raises(ValueError, match="each line of a grammar has a rule"):
        DateFinder(grammar.matcher, grammar.tables, spellings, [], False, tense_reader())
    with pytest.raises(IndexError):
        DateFinder(grammar.matcher, grammar.tables, [], ["year"], False, tense_reader())
