"""Saved searches tell of exactly the new articles that a search for them finds; they live in the index and follow its commits."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article, Index, Person, QueryError
from searchlib.results.percolation import ArticleTerms
from searchlib.results.watching import Watches, anchors_of, node_of

QUERIES = [
    "talk", "talks vote", "talk OR vote", '"talk vote"', '"talk vote"~3', '"vote rain talk"~2', "-talk", "talk -vote",
    "headline:talk", "body:talk", "headline:\"vote rain\"", "standfirst:rain", "tal*", "t?lk", "vite~1", "vote~2", "*:*",
    "people:lee", 'people:"ann lee"', "people:le*", "source:gazette", "section:world", "byline:reporter", "extra.desk:x",
    'extra.desk:"x y"', "published:2024-01", "published:>2024-01-20", "dates:2024-02", "dates:[2024-01-05 to 2024-01-09]",
    "(talk OR rain) AND (vote OR people:tan) -source:herald", "al-qaeda", "u.s.", "erdogan", "talk^3 vote", "headline:(talk rain)",
    "extra.desk:[a to xx]", "id:n-7", "talk OR id:n-1", "dates.within:2024-01", "dates.exact:2024-01-05",
]  # fmt: skip


def draw(seed: int, count: int = 60) -> list[Article]:
    source = random.Random(seed)
    words = ["talk", "talks", "talking", "vote", "votes", "rain", "al-Qaeda", "U.S.", "Erdoğan", "x", "y", "."]

    def text(most: int) -> str:
        return " ".join(source.choices(words, k=source.randint(0, most)))

    return [
        Article(
            text(5), text(25), id=f"n-{at}", standfirst=text(4) if source.random() < 0.4 else "",
            people=source.sample(["Ann Lee", "Bo Tan", "Lee Ann Womack"], source.randint(0, 3)),
            dates=[date(2024, 1, 1) + timedelta(days=source.randint(0, 60)) for _ in range(source.randint(0, 2))],
            published=None if source.random() < 0.1 else date(2024, 1, 1) + timedelta(days=source.randint(0, 40)),
            source=source.choice(["", "Gazette", "Herald"]), section=source.choice(["", "World"]),
            byline=source.choice(["", "A Reporter"]), extra={"desk": source.choice(["x", "x y", "z"])},
            language=source.choice(["en", "en", "fr", "xx"]),
        )
        for at in range(count)
    ]  # fmt: skip


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000))
def test_alerts_are_what_a_search_finds(seed: int) -> None:
    articles = draw(seed)
    index = Index()
    for query in QUERIES:
        index.watch(query, query)
    index.add_many(articles)
    index.commit()
    told = {(alert.watch, alert.id) for alert in index.take_alerts()}
    for query in QUERIES:
        # As nodes, so that a query of plain words is not relaxed to any of them.
        found = {hit.id for hit in index.search(node_of(query), limit=1000)} if index.search(query).total else set()
        if any("some of them" in note for note in index.search(query).notes):
            found = set()
        assert {id for name, id in told if name == query} == found, query


def test_alerts_follow_the_commit(tmp_path: Path) -> None:
    with Index(tmp_path / "i") as index:
        index.watch("t", "talks")
    with Index(tmp_path / "i") as index:
        assert index.watches == {"t": "talks"}
        index.add(Article("Talks", "", id="a", people=[], dates=[]))
        index.add(Article("Votes", "", id="b", people=[], dates=[]))
        assert index.take_alerts() == [], "not before the commit"
        index.commit()
        assert [(alert.watch, alert.id, alert.headline) for alert in index.take_alerts()] == [("t", "a", "Talks")]
        assert index.take_alerts() == [], "each once"
        index.add(Article("Talks", "", id="c", people=[], dates=[]))
        index.rollback()
        index.add(Article("Talks", "", id="d", people=[], dates=[]))
        index.add(Article("Rain", "", id="d", people=[], dates=[]))
        index.add(Article("Talks", "", id="e", people=[], dates=[]))
        index.delete("e")
        index.commit()
        assert index.take_alerts() == [], "what was taken back or replaced is not told"
        index.watch("u", "rain")
        assert index.unwatch("t")
        assert not index.unwatch("t")
        index.rollback()
        assert index.watches == {"t": "talks"}
        index.watch("u", "rain")
    with Index(tmp_path / "i", read_only=True) as index:
        assert index.watches == {"t": "talks", "u": "rain"}
    with Index(tmp_path / "i") as index:
        index.optimize()
    with Index(tmp_path / "i", read_only=True) as index:
        assert index.watches == {"t": "talks", "u": "rain"}
    manifest = (tmp_path / "i" / "manifest").read_bytes()
    assert b'"talks"' in manifest, "readable, no pickle"


def test_few_searches_are_evaluated(monkeypatch: pytest.MonkeyPatch) -> None:
    watches = Watches({f"w{i}": f"word{i} other{i}" for i in range(500)})
    calls = []
    matches = ArticleTerms.matches
    monkeypatch.setattr(ArticleTerms, "matches", lambda self, plan: calls.append(plan) or matches(self, plan))
    text = Article("word7 other7", "word8", people=[], dates=[])
    assert watches.matching(text, (), ()) == ["w7"]
    # A search is a candidate by one of its words only; each evaluation looks at its parts, too.
    assert len([plan for plan in calls if plan[0] == 5]) <= 2


def test_anchors() -> None:
    def term(key: str) -> tuple[object, ...]:
        return (2, 1.0, key)

    assert anchors_of((5, 1.0, (term("sa"), term("slonger")))) == {"slonger"}
    assert anchors_of((6, 1.0, (term("sa"), term("sb")))) == {"sa", "sb"}
    assert anchors_of((6, 1.0, (term("sa"), (7, 1.0, (term("sb"),))))) is None
    assert anchors_of((1, 1.0)) is None
    assert anchors_of((0, 1.0)) == frozenset()


def test_wrong_watches_are_refused(tmp_path: Path) -> None:
    index = Index()
    for name, query in (
        ("", "x"),
        (" ", "x"),
        ("n", ""),
        ("n", "()"),
        (3, "x"),
        ("n", 3),
        ("n" * 201, "x"),
    ):
        with pytest.raises(QueryError):
            index.watch(name, query)  # type: ignore[arg-type]
    assert index.watches == {}
    index.watch("half \ud800", "talks")
    index.commit()
    assert list(index.watches) == ["half ?"]


def test_people_found_in_the_text_count() -> None:
    index = Index(people=lambda text: [Person("Ann Lee")])
    index.watch("p", 'people:"ann lee"')
    index.add(Article("x", "", id="a"))
    index.commit()
    assert [alert.id for alert in index.take_alerts()] == ["a"]
