"""Anything typed gives results or, when strict, QueryError; see tests/torture/queries.py for the long run."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from torture import queries

from searchlib import Article, Index, QueryError


@pytest.fixture(scope="module")
def index() -> Index:
    return queries.small_index()


def test_pieces_of_the_language_in_any_order() -> None:
    figures = queries.run(1500)
    assert figures["queries"] == 1500
    assert int(str(figures["refused when strict"])) > 50


@settings(max_examples=300)
@given(text=st.text(max_size=80), strict=st.booleans())
def test_any_text(index: Index, text: str, strict: bool) -> None:
    try:
        results = index.search(text, strict=strict)
    except QueryError:
        assert strict
    else:
        assert results.total >= len(results.hits)


def test_hyphens_that_are_not_ascii() -> None:
    # Found by the long run: a compound with such a hyphen passed as ASCII.
    index = Index()
    index.add(Article("", "members of al\u2010Qaeda", id="a", people=[], dates=[]))
    index.commit()
    for text in ("al\u2010qaeda", "al-qaeda", "alqaeda", "al\u2011qaeda"):
        assert index.search(text).total == 1, ascii(text)
