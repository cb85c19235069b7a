"""Anything typed gives results or, when strict, QueryError; see tests/torture/queries.py for the long run."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from torture import queries

from searchlib import Index, QueryError


@pytest.fixture(scope="module")
def index() -> Index:
    return queries.small_index()


def test_pieces_of_the_language_in_any_order() -> None:
    figures = queries.run(1500)
    assert figures["queries"] == 1500
    assert int(str(figures["refused when strict"])) > 50


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=80), strict=st.booleans())
def test_any_text(index: Index, text: str, strict: bool) -> None:
    try:
        results = index.search(text, strict=strict)
    except QueryError:
        assert strict
    else:
        assert results.total >= len(results.hits)
