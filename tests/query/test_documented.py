"""Every example of docs/query-language.md finds what the page says, and notes what the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from searchlib import Article, Index

PAGE = Path(__file__).parents[2] / "docs" / "query-language.md"
NOW = date(2024, 3, 1)


def tables() -> Iterator[list[list[str]]]:
    for table in re.findall(r"(?:^\|.*\n)+", PAGE.read_text("utf-8"), re.MULTILINE):
        rows = [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in table.splitlines()]
        yield [[cell.strip().replace("\\|", "|") for cell in row] for row in rows]


def cells(row: list[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))][:width]


ARTICLES, *EXAMPLES = tables()
CASES = [cells(row, 3) for table in EXAMPLES for row in table[2:]]


@pytest.fixture(scope="module")
def index() -> Index:
    index = Index()
    for row in ARTICLES[2:]:
        id, published, language, source, headline, body, people = cells(row, 7)
        index.add(
            Article(
                headline, body, id=id, published=published or None, language=language, source=source,
                people=[people] if people else [], dates=[],
            )
        )  # fmt: skip
    index.commit()
    return index


@pytest.mark.parametrize(("query", "said", "found"), CASES, ids=[case[0] for case in CASES])
def test_example(index: Index, query: str, said: str, found: str) -> None:
    results = index.search(query.strip("`"), now=NOW)
    assert {hit.id for hit in results} == set(found.split())
    if [query, said] in [row[:2] for row in EXAMPLES[-1]]:
        assert said in results.notes


def test_the_page_has_examples() -> None:
    assert len(CASES) >= 45
