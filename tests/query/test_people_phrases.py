"""A phrase of a name stands within one mention of one person, however often people are mentioned."""

from __future__ import annotations

import pytest

from searchlib import Article, Index, Person
from searchlib.article import Mention


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('people:"barack obama"', ["twice", "once"]),
        ('people:"obama barack"', []),
        ('people:"obama barack"~>10', []),
        ('people:"obama barack"~2', ["twice", "once"]),
        ('people:"obama ann"', []),
    ],
)
def test_phrases_do_not_go_on_to_the_next_mention(query: str, found: list[str]) -> None:
    name, text = "Barack Obama", "Barack Obama met Barack Obama"
    places = (Mention(name, 0, 12), Mention(name, 17, 29))
    index = Index()
    index.watch("saved", query)
    for id, mentions in (("once", places[:1]), ("twice", places)):
        index.add(Article("", text, id=id, people=[Person(name, mentions), Person("Ann Lee")], dates=[]))
    index.commit()
    assert sorted(hit.id for hit in index.search(query)) == sorted(found)
    assert sorted(alert.id for alert in index.take_alerts()) == sorted(found)
