"""Articles by the days they speak of: the index of intervals gives what looking at every interval gives."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article, Index
from searchlib.article import DateMention
from searchlib.query import And, DayRange, Word

BEGIN = date(2020, 1, 1)
MEETINGS = ("overlap", "within", "exact")


def drawn(seed: int, count: int) -> list[Article]:
    chance = random.Random(seed)

    def interval() -> tuple[date, date]:
        first = BEGIN + timedelta(chance.randrange(400))
        return first, first + timedelta(chance.choice([0, 0, 0, 0, 1, 2, 3, 6, 7, 30, 89, 364, 3650]))

    return [
        Article("talks" if chance.random() < 0.5 else "snow", "", id=f"a{number}", published=BEGIN + timedelta(number % 50),
                dates=[interval() for _ in range(chance.randrange(4))])
        for number in range(count)
    ]  # fmt: skip


def fits(article: Article, asked: DayRange) -> bool:
    low, high = asked.first or date.min, asked.last or date.max
    for one in article.dates or ():
        first, last = one.first or date.max, one.last or date.max
        match asked.meeting:
            case "within" if low <= first and last <= high:
                return True
            case "exact" if (first, last) == (low, high):
                return True
            case "overlap" if first <= high and last >= low:
                return True
    return False


ARTICLES = drawn(1, 400)
INDEX = Index()
for number, article in enumerate(ARTICLES):
    INDEX.add(article)
    if number in (100, 399):
        INDEX.commit()
days = st.one_of(st.none(), st.integers(-400, 800).map(lambda step: BEGIN + timedelta(step)))
span = st.sampled_from([0, 0, 1, 2, 5, 30, 364])


@settings(max_examples=150)
@given(days, days, span, st.booleans(), st.sampled_from(MEETINGS), st.booleans())
def test_what_every_interval_says(first, last, length, short, meeting, with_word) -> None:  # type: ignore[no-untyped-def]
    if short and first:
        last = first + timedelta(length)
    if first and last and last < first:
        first, last = last, first
    asked = DayRange("dates", first, last, meeting)
    wanted = {one.id for one in ARTICLES if fits(one, asked) and (not with_word or one.headline == "talks")}
    found = INDEX.search(And((Word("talks"), asked)) if with_word else asked, limit=1000)
    assert {hit.id for hit in found} == wanted
    assert found.total == len(wanted)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dates:2023-10-07", {"day", "month", "year"}),
        ("dates.exact:2023-10-07", {"day"}),
        ("dates.within:2023-10", {"day", "month"}),
        ("dates.exact:2023-10", {"month"}),
        ("dates.within:[2023 to 2024]", {"day", "month", "year"}),
        ("mentioned:>2023-10-30", {"month", "year"}),
        ("dates.within:'last year'", {"day", "month", "year"}),
        ("dates:2022", set()),
    ],
)
def test_how_days_meet(query: str, found: set[str]) -> None:
    spans = {"day": (date(2023, 10, 7), date(2023, 10, 7)), "month": (date(2023, 10, 1), date(2023, 10, 31)),
             "year": (date(2023, 1, 1), date(2023, 12, 31))}  # fmt: skip
    with Index() as index:
        for name, days in spans.items():
            index.add(Article(name, "", id=name, dates=[days]))
    assert {hit.id for hit in index.search(query, now=date(2024, 2, 29))} == found


def test_it_survives_merging_and_deleting() -> None:
    index = Index()
    for article in ARTICLES[:50]:
        index.add(article)
        index.commit()
    for article in ARTICLES[:20]:
        index.delete(article.id)
    index.optimize()
    asked = DayRange("dates", BEGIN, BEGIN + timedelta(60))
    assert {hit.id for hit in index.search(asked, limit=99)} == {one.id for one in ARTICLES[20:50] if fits(one, asked)}


def test_days_in_the_wrong_order_are_turned() -> None:
    late, early = date(2024, 3, 1), date(2024, 2, 1)
    with Index() as index:
        index.add(Article("talks", "", id="a", dates=[DateMention("", 0, 0, first=late, last=early)]))
    assert [hit.id for hit in index.search("dates:2024-02-15")] == ["a"]


def test_notes_say_how_days_were_read() -> None:
    notes = INDEX.search("talks published:'last week'", now=date(2024, 2, 29), strict=True).notes
    assert notes == ("'last week' was read as 2024-02-19 to 2024-02-25",)
    assert INDEX.search("talks published:2024-02-29").notes == ()
    (note,) = INDEX.search("published:'once upon a time'").notes
    assert "not understood" in note
