"""The same queries give the same sets of documents as Whoosh's own in-memory index with the same analysis."""

from __future__ import annotations

import random
from typing import Any

import pytest
from whoosh import fields, qparser, query
from whoosh.analysis import Filter, RegexTokenizer
from whoosh.filedb.filestore import RamStorage

from searchlib import Article, Index
from searchlib.analysis.stem import stem_words

WORDS = [
    "moscow",
    "talks",
    "talking",
    "vote",
    "votes",
    "harbour",
    "crane",
    "minister",
    "envoy",
    "bread",
    "salt",
    "sea",
    "rain",
    "train",
    "window",
    "letter",
]


class Stems(Filter):  # type: ignore[misc]
    def __call__(self, tokens: Any) -> Any:
        for token in tokens:
            token.text = stem_words([token.text])[0]
            yield token


@pytest.fixture(scope="module")
def both() -> tuple[Index, Any, Any]:
    source = random.Random(3)
    exact = RegexTokenizer()
    schema = fields.Schema(
        id=fields.ID(stored=True),
        headline=fields.TEXT(exact | Stems()),
        body=fields.TEXT(exact | Stems()),
        text=fields.TEXT(exact | Stems()),
        exact=fields.TEXT(exact, phrase=True),
    )
    storage = RamStorage()
    theirs = storage.create_index(schema)
    ours = Index()
    with theirs.writer() as writer:
        for i in range(400):
            headline = " ".join(source.choices(WORDS, k=source.randint(1, 5)))
            body = " ".join(source.choices(WORDS, k=source.randint(0, 15)))
            ours.add(Article(headline, body, id=str(i), people=[], dates=[]))
            # A word that no query has keeps phrases from crossing from headline to body, as they do not with us.
            text = f"{headline} zzz {body}"
            writer.add_document(id=str(i), headline=headline, body=body, text=text, exact=text)
    ours.commit()
    return ours, theirs.searcher(), schema


QUERIES = [
    "moscow talks", "moscow OR bread", "talks NOT sea", "moscow AND (bread OR salt)", "(moscow OR sea) AND (talks OR rain)",
    "headline:moscow", "body:votes", "headline:moscow body:sea", "headline:(moscow OR crane) NOT body:rain",
    "moscow^3 OR letter", "NOT moscow", "train AND NOT (window OR sea)", "moscow AND talks AND bread",
]  # fmt: skip


@pytest.mark.parametrize("text", QUERIES)
def test_words_and_groups(both: tuple[Index, Any, Any], text: str) -> None:
    ours, theirs, schema = both
    parsed = qparser.QueryParser("text", schema).parse(text)
    expected = {hit["id"] for hit in theirs.search(parsed, limit=None)}
    results = ours.search(text, limit=1000)
    if expected:
        assert {hit.id for hit in results} == expected
        assert results.total == len(expected)
    else:
        assert results.notes or not results


@pytest.mark.parametrize("words", [("moscow", "talks"), ("bread", "salt"), ("sea", "sea"), ("rain", "train", "sea")])
def test_phrases(both: tuple[Index, Any, Any], words: tuple[str, ...]) -> None:
    ours, theirs, _ = both
    expected = {hit["id"] for hit in theirs.search(query.Phrase("exact", list(words)), limit=None)}
    assert {hit.id for hit in ours.search(f'"{" ".join(words)}"', limit=1000)} == expected


@pytest.mark.parametrize("prefix", ["mo", "ta", "l", "win"])
def test_prefixes(both: tuple[Index, Any, Any], prefix: str) -> None:
    ours, theirs, _ = both
    expected = {hit["id"] for hit in theirs.search(query.Prefix("exact", prefix), limit=None)}
    assert {hit.id for hit in ours.search(f"{prefix}*", limit=1000)} == expected
