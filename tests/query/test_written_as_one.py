"""Words that are written as one, or in two, and are not: elisions in French, Italian and Catalan, soft hyphens in any language."""

from __future__ import annotations

import pytest

from searchlib import Article, Index

ARTICLES = [
    Article("L’homme", "Il parle de l'économie, aujourd'hui.", id="fr", language="fr"),
    Article("Des hommes", "Une économie.", id="fr-plain", language="fr-CH"),
    Article(
        "", "L'andamento dell'economia e un'altra cosa, sull’acqua, all'estero, quest'anno.", id="it", language="it"
    ),
    Article("", "Les eleccions d'Espanya.", id="ca", language="ca"),
    Article("", "Mr d'Homme met Ms O'Brien.", id="en"),
    Article(
        "Prime minis\u00adter",
        "The gov\u00adern\u00adment of N\u00adATO al-Qae\u00adda, co\u00adop-era\u00adtion.",
        id="soft",
    ),
]


@pytest.fixture(scope="module")
def index() -> Index:
    index = Index(people=lambda *_: (), dates=lambda *_: ())
    index.add_many(ARTICLES)
    index.commit()
    return index


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("homme", "fr fr-plain"),
        ("headline:homme", "fr fr-plain"),
        ("headline:l'hommes", "fr fr-plain"),
        ("body:économie", "fr fr-plain it"),
        ("qu'économie", "fr fr-plain it"),
        ('"homme"', ""),
        ('"l\'homme"', "fr"),
        ("aujourd'hui", "fr"),
        ("hui", ""),
        ("economia", "fr fr-plain it"),
        ("altra", "it"),
        ("acqua estero anno", "it"),
        ("l'acqua", "it"),
        ("espanya", "ca"),
        ("brien", ""),
        ("O'Brien", "en"),
        ("dhomme", "en"),
        ("minister", "soft"),
        ("min\u00adister", "soft"),
        ('"prime minister"', "soft"),
        ("government", "soft"),
        ("nato", "soft"),
        ("gov", ""),
        ("alqaeda cooperation", "soft"),
    ],
)
def test_what_is_found(index: Index, query: str, found: str) -> None:
    assert {hit.id for hit in index.search(query) if index.search(query).notes == ()} == set(found.split())


@pytest.mark.parametrize(
    ("query", "marked"), [("homme", "L’homme"), ("minister", "minis\u00adter"), ('"prime minister"', "Prime")]
)
def test_what_is_marked(index: Index, query: str, marked: str) -> None:
    snippets = [hit.headline_snippet for hit in index.search(query)]
    assert marked in {snippet.text[mark[0] : mark[1]] for snippet in snippets for mark in snippet.marks}


def test_saved_searches_read_them_alike() -> None:
    index = Index(people=lambda *_: (), dates=lambda *_: ())
    index.watch("man", "homme")
    index.watch("minister", "minister")
    index.watch("brien", "brien")
    index.add_many(ARTICLES)
    index.commit()
    alerts = {(alert.watch, alert.id) for alert in index.take_alerts()}
    assert alerts == {("man", "fr"), ("man", "fr-plain"), ("minister", "soft")}
