"""Ranges between two mentions, and that a day between is found."""

from __future__ import annotations

from datetime import date

import pytest

from searchlib import Article, Index
from searchlib.extraction.dates import find_dates, ranges_between

TUESDAY = date(2024, 2, 27)


@pytest.mark.parametrize(
    ("text", "range_"),
    [
        ("They meet from Thursday to Saturday.", ("Thursday to Saturday", "2024-02-29", "2024-03-02")),
        ("They met between May and July.", ("May and July", "2023-05-01", "2023-07-31")),
        ("Output for April-June fell.", ("April-June", "2023-04-01", "2023-06-30")),
        ("He served from 2002 to 2009.", ("2002 to 2009", "2002-01-01", "2009-12-31")),
        ("The crisis of 2007-2009 is over.", ("2007-2009", "2007-01-01", "2009-12-31")),
        ("It will run on May 9-25, 2026.", ("May 9-25, 2026", "2026-05-09", "2026-05-25")),
        ("It rose from 2011/12 to 2014/15.", ("2011/12 to 2014/15", "2011-01-01", "2015-12-31")),
        ("The vote was moved from Thursday to Saturday.", None),
        ("They met in May and July.", None),
        ("On January 17 - October figures were out.", None),
        ("They met from Saturday to some day.", None),
    ],
)
def test_what_is_a_range(text: str, range_: tuple[str, str, str] | None) -> None:
    found = ranges_between(text, find_dates(text, published=TUESDAY))
    assert [(one.text, str(one.first), str(one.last)) for one in found] == ([range_] if range_ else [])
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_day_between_is_found() -> None:
    with Index() as index:
        index.add(Article("Talks", "Envoys will meet from Thursday to Saturday.", id="a", published=TUESDAY))
        index.commit()
        assert index.search("dates:2024-03-01").total == 1
        assert index.search("dates.exact:2024-02-29").total == 1
        assert index.search("dates.exact:[2024-02-29 to 2024-03-02]").total == 1
        assert index.search("dates:2024-03-03").total == 0
        assert [one.text for one in index.get("a").dates or ()] == ["Thursday", "Saturday", "Thursday to Saturday"]
