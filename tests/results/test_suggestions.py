"""Corrections, completions and similar articles come from the index, and agree with looking at every word of it."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from searchlib import Article, Index, QueryError
from searchlib.kernels import aggregation
from searchlib.results import suggestions

TEXTS = [
    ("Moscow talks open", "Envoys of Bogdanov and Erdoğan met in Moscow", ["Mikhail Bogdanov", "Recep Tayyip Erdoğan"]),
    ("Moscow talks end", "The ceasefire negotiations in Moscow ended", ["Mikhail Bogdanov"]),
    ("Wheat harvest fails", "The harvest of wheat failed in the drought", ["Ann O'Brien"]),
    ("Harvest of wheat grows", "More wheat, a better harvest, no drought", []),
    ("Vote on ceasefire", "Parliament voted on the ceasefire", ["Annabel Lee"]),
]


@pytest.fixture(scope="module", params=[1, 3])
def index(request: pytest.FixtureRequest) -> Index:
    made = Index()
    for part in range(request.param):
        for at, (headline, body, people) in list(enumerate(TEXTS))[part :: request.param]:
            made.add(Article(headline, body, id=f"a{at}", people=people, dates=[], published=f"2024-01-{at + 1:02}"))
        made.commit()
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("mosocw", "moscow"),
        ("Bogdanow talks", "bogdanov talks"),
        ("erdogna", "erdogan"),
        ("headline:mosow", "headline:moscow"),
        ('"ceasfire negotiatons"', '"ceasefire negotiations"'),
        ("people:obrian", "people:o'brien"),
        ("people:o'brien", None),
        ("wheet AND harvst", "wheat AND harvest"),
        ("moscow", None),
        ("talking", None),  # an inflection of what is there
        ("mosc*", None),
        ("xyzzyx", None),
        ("xq", None),
        ("", None),
        ("published:2024 wheet", "published:2024 wheat"),
        ("/mosco[vw]/ wheet", "/mosco[vw]/ wheat"),
        ("headline:[moscov to wheet]", None),
        ("headline:>moscov", None),
        ("id:mosocw", None),
        ('people:~"Bogdanow" people:~~ceasfire', None),
        ('=Mosocw ="Mosocw"', None),
        ("moscov@wheet.com http://moscov.wheet", None),
        ("мосцов", None),  # folded it is moscov, which is not what anybody typed
    ],
)
def test_suggestions(index: Index, query: str, expected: str | None) -> None:
    assert index.search(query).suggestion == expected


def test_a_rare_slip_of_a_frequent_word_is_corrected() -> None:
    index = Index()
    index.add_many(Article("economy", "", id=str(at), people=[], dates=[]) for at in range(250))
    index.add(Article("econmy", "", id="slip", people=[], dates=[]))
    index.commit()
    assert index.search("econmy").suggestion == "economy"
    assert index.search("economy").suggestion is None


@settings(max_examples=300)
@given(a=st.text("abc", max_size=9), b=st.text("abc", max_size=9), most=st.integers(0, 3))
def test_edits_are_optimal_string_alignment(a: str, b: str, most: int) -> None:
    assert aggregation.edits_between(a, b, most) == min(OSA.distance(a, b), most + 1)


def test_long_words_do_not_overflow() -> None:
    assert aggregation.edits_between("a" * 500, "a" * 500, 2) == 0
    assert aggregation.edits_between("a" * 500, "a" * 499, 2) == 3, "of words that long only the same one is near"


def test_near_and_beginning_words_are_those_of_the_dictionary() -> None:
    source = random.Random(3)
    words = sorted({"".join(source.choices("abcd", k=source.randint(2, 7))) for _ in range(800)})
    articles = [" ".join(source.sample(words, 40)) for _ in range(60)]
    index = Index()
    for part in range(2):
        index.add_many(Article("", text, people=[], dates=[]) for text in articles[part::2])
        index.commit()
    counts = {word: sum(word in text.split() for text in articles) for word in words}
    counts = {word: count for word, count in counts.items() if count}
    views = index._snapshot.views
    for word in (*source.sample(words, 20), "abcdabcd"):
        for edits in (1, 2):
            near = {w: (n, OSA.distance(word, w)) for w, n in counts.items() if w != word}
            assert suggestions._near(index._snapshot, word, edits) == {
                w: of for w, of in near.items() if of[1] <= edits
            }
        head = word[:2]
        begin = sorted(((w, n) for w, n in counts.items() if w.startswith(head)), key=lambda one: (-one[1], one[0]))
        assert aggregation.words_beginning(views, "f", head, 7) == begin[:7]


def test_completions(index: Index) -> None:
    assert index.complete("mos") == [("moscow", 2)]
    assert index.complete("in mos") == [("moscow", 2)]
    assert index.complete("erdoğ") == [("erdogan", 1)]
    assert index.complete("ann", "people") == [("Ann O'Brien", 1), ("Annabel Lee", 1)]
    assert index.complete("bogd", "people") == [("Mikhail Bogdanov", 2)]
    assert index.complete("mikhail b", "people") == [("Mikhail Bogdanov", 2)]
    assert index.complete("tayyip erdo", "people") == [("Recep Tayyip Erdoğan", 1)]
    assert index.complete("moscow talks", "headlines") == [("Moscow talks end", 1), ("Moscow talks open", 1)]
    assert index.complete("talk mosc", "headlines", limit=1) == [("Moscow talks end", 1)]
    for nothing in ("", "  ", "zzz", "!?"):
        for what in ("words", "people", "headlines"):
            assert index.complete(nothing, what) == []
    assert index.complete("m", limit=0) == []
    for wrong in ({"text": 3}, {"what": "x"}, {"limit": -1}, {"limit": "x"}):
        with pytest.raises(QueryError):
            index.complete(**{"text": "a", **wrong})  # type: ignore[arg-type]


def test_completing_people_counts_as_facets_do() -> None:
    source = random.Random(8)
    names = [f"{first} {last}" for first in ("Ann", "Anna", "Bo") for last in ("Lee", "Lind", "Tan", "Annan")]
    index = Index()
    people = [source.sample(names, 4) for _ in range(200)]
    index.add_many(Article("x", "", id=str(at), people=who, dates=[]) for at, who in enumerate(people))
    index.commit()
    counts = {name: sum(name in who for who in people) for name in names}
    for typed in ("a", "ann", "l", "bo l", "lee"):
        *whole, last = typed.split()
        fits = [
            n
            for n in names
            if all(w in n.lower().split() for w in whole) and any(p.startswith(last) for p in n.lower().split())
        ]
        expected = sorted(((n, counts[n]) for n in fits), key=lambda one: (-one[1], one[0]))
        assert index.complete(typed, "people", limit=5) == expected[:5]


def test_similar(index: Index) -> None:
    assert [hit.id for hit in index.similar("a2")][:1] == ["a3"]
    assert [hit.id for hit in index.similar("a0")][:1] == ["a1"]
    assert all(hit.id != "a0" for hit in index.similar("a0", limit=100))
    assert len(index.similar("a0", limit=0)) == 0
    with pytest.raises(KeyError):
        index.similar("none")
    with pytest.raises(QueryError):
        index.similar("a0", limit=-1)
    hit = index.similar("a2")[0]
    assert "wheat" in hit.snippet.marked("[", "]")
    assert hit.snippet.marks


def test_contexts(index: Index) -> None:
    found = list(index.search('"ceasefire negotiations"').contexts(8))
    assert [str(one) for one in found] == ["The [ceasefire negotiations] in Mosc"]
    assert found[0].word == "ceasefire negotiations"
    article = index.get(found[0].id)
    assert article.text[found[0].start : found[0].end] == "ceasefire negotiations"
    assert [one.left for one in index.search("moscow", sort="oldest").contexts(0)] == ["", ""]


def test_many_searches(index: Index) -> None:
    found = dict(index.search_many(["moscow", "wheat", "nothing"], limit=1))
    assert {query: (results.total, len(results)) for query, results in found.items()} == {
        "moscow": (2, 1), "wheat": (2, 1), "nothing": (0, 0),
    }  # fmt: skip


@pytest.mark.parametrize("options", [{}, {"limit": 1, "offset": 1, "sort": "newest"}, {"collapse": True}])
def test_many_searches_on_threads_find_what_one_finds(index: Index, options: dict[str, Any]) -> None:
    queries = [
        "moscow",
        "moscow OR wheat",
        "",
        '"ceasefire negotiations"',
        "moscow nothing",
        "headline:wheat -moscow",
    ] * 90
    alone = list(index.search_many(queries, **options))
    together = list(index.search_many(iter(queries), threads=3, **options))
    assert [query for query, _ in together] == queries
    for (_, one), (_, other) in zip(alone, together, strict=True):
        assert [(hit.id, hit.score) for hit in one] == [(hit.id, hit.score) for hit in other]
        assert (one.notes, one.total) == (other.notes, other.total)


def test_many_searches_end_at_a_query_that_is_wrong(index: Index) -> None:
    asked = index.search_many(["moscow", 'wheat"', "moscow"], threads=2, strict=True)
    assert next(asked)[1].total == 2
    with pytest.raises(QueryError):
        next(asked)
    for threads in (0, True, "2", 1.5):
        with pytest.raises(QueryError, match="threads"):
            index.search_many(["moscow"], threads=threads)  # type: ignore[arg-type]


def test_how_results_show_themselves() -> None:
    index = Index()
    body = "<script>alert(1)</script> talks " + "word " * 30
    for id in "ab":
        index.add(
            Article("<b>Talks</b>", body, id=id, people=["A & B"], dates=[], source="<i>", published="2024-01-01")
        )
    index.commit()
    results = index.search("talks", facets=["people", "source"], collapse=True)
    assert "(+1 copy)" in repr(results)
    page = results._repr_html_()
    assert "<script>" not in page
    assert "<b>Talks" not in page
    assert "<mark>talks</mark>" in page
    assert "A &amp; B 2" in page
    assert results.to_dicts()[0]["snippet"]["marks"]
    assert "<table>" in index.search("talks").histogram("day")._repr_html_()
    assert "2024-01-01" in repr(index.search("talks").trend("day"))
    assert index.search("talks").trend("day").to_dicts()[0]["share"] == 1.0


def test_words_of_days_are_not_corrected() -> None:
    with Index() as made:
        made.add(Article("Easter in the east", "Morning of the east", dates=[], people=[]))
        made.commit()
        for query in (
            "published:'last week'",
            "dates:'next mornin'",
            "published:[last to now]",
            'dates.within:"last easte"',
        ):
            assert made.search(query).suggestion is None
        assert made.search("mornin published:'last week'").suggestion == "morning published:'last week'"
