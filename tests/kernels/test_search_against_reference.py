"""Every algorithm gives what looking at every article gives: documents, scores, order, ties; one segment or many."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchlib import Article, Index
from searchlib.analysis.stem import stem_words
from searchlib.kernels import retrieval
from searchlib.kernels.reference import ReferenceDocument, ReferenceIndex
from searchlib.segments.manifest import read_manifest

# Words of very different frequency, with inflections that share a stem.
VOCABULARY = [f"w{i}x" for i in range(60)] + ["talk", "talks", "talking", "vote", "votes"]
WEIGHTS = [1.0 / (1 + i % 60) for i in range(len(VOCABULARY))]
FIRST_DAY = date(2024, 1, 1)


def draw_articles(seed: int, count: int) -> list[Article]:
    source = random.Random(seed)

    def words(most: int) -> str:
        return " ".join(source.choices(VOCABULARY, WEIGHTS, k=source.randint(0, most)))

    def body() -> str:
        # One word stands in nearly every article, as in a language: its pairs with others have lists of their own.
        drawn = words(60).split()
        for _ in range(source.choice([0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6])):
            drawn.insert(source.randint(0, len(drawn)), "the")
        return " ".join(drawn)

    return [
        Article(
            words(6),
            body(),
            id=f"a{i:05d}",
            standfirst=words(8) if source.random() < 0.3 else "",
            published=None if source.random() < 0.1 else FIRST_DAY + timedelta(days=source.randint(0, 40)),
            people=[],
            dates=[FIRST_DAY + timedelta(days=source.randint(0, 99)) for _ in range(source.randint(0, 3))],
        )
        for i in range(count)
    ]


def reference_of(articles: list[Article], profile: dict[str, Any]) -> ReferenceIndex:
    def zone(text: str) -> list[tuple[str, str]]:
        forms = text.split()
        return list(zip(forms, stem_words(forms), strict=True))

    return ReferenceIndex(
        [
            ReferenceDocument(
                article.id,
                (zone(article.headline), zone(article.standfirst), zone(article.body)),
                article.published.toordinal() if article.published else -(2**31),
                [(d.first.toordinal(), d.last.toordinal()) for d in article.dates or () if d.first and d.last],
            )
            for article in articles
        ],
        profile,
    )


def order_key(article: Article) -> tuple[int, str]:
    return (-article.published.toordinal() if article.published else 2**31, article.id)


@pytest.fixture(scope="module", params=[(700, 1), (5000, 1), (5000, 4)], ids=["small", "dense", "segments"])
def corpus(request: pytest.FixtureRequest) -> tuple[Index, ReferenceIndex, list[Article]]:
    count, segments = request.param
    articles = draw_articles(count, count)
    index = Index()
    for part in range(segments):
        index.add_many(articles[part::segments])
        index.commit()
    assert index.stats()["segments"] == segments
    manifest = read_manifest(index._directory)
    assert manifest is not None
    return index, reference_of(articles, manifest.profile), articles


terms = st.builds(
    lambda prefix, word: (2, 1.0, prefix + (word if prefix == "f" else stem_words([word])[0])),
    st.sampled_from("fshdn"),
    st.sampled_from(VOCABULARY),
)
phrases = st.builds(
    lambda words, zone: (4, 1.0, tuple("f" + w for w in words), tuple(range(len(words))), zone, 0, False),
    st.lists(st.sampled_from(["the", "the", "the", *VOCABULARY[:12], *VOCABULARY[-5:]]), min_size=1, max_size=3),
    st.integers(0, 3),
)
days = st.builds(
    lambda kind, low, length: (kind, 1.0, FIRST_DAY.toordinal() + low, FIRST_DAY.toordinal() + low + length),
    st.sampled_from([8, 9]),
    st.integers(-3, 45),
    st.integers(0, 30),
)
any_terms = st.builds(
    lambda words: (3, 1.0, tuple("f" + w for w in words)), st.lists(st.sampled_from(VOCABULARY), max_size=4)
)
leaves = st.one_of(terms, terms, phrases, days, any_terms, st.just((1, 1.0)), st.just((0, 1.0)))
boosts = st.sampled_from([1.0, 1.0, 0.3, 2.5])
plans = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda b, parts: (5, b, tuple(parts)), boosts, st.lists(inner, min_size=1, max_size=4)),
        st.builds(lambda b, parts: (6, b, tuple(parts)), boosts, st.lists(inner, min_size=1, max_size=4)),
        st.builds(lambda part: (7, 1.0, (part,)), inner),
    ),
    max_leaves=8,
)
flat_plans = st.builds(
    lambda kind, parts: (kind, 1.0, tuple(parts)), st.sampled_from([5, 6]), st.lists(terms, min_size=1, max_size=5)
)
# Any of some words, within days: what is asked for where no article has all of the words.
dated_plans = st.builds(
    lambda words, span, kind: (5, 1.0, (words, (8, *span[1:]), *kind)),
    flat_plans,
    days,
    st.sampled_from([(), ((8, 1.0, 0, 10**6),)]),
)


def found(index: Index, plan: tuple[Any, ...], k: int, order: int) -> list[tuple[str, float]]:
    snapshot = index._snapshot
    return [
        (snapshot.segments[segment].view.id(document), score)
        for segment, document, score in snapshot.search(plan, k, order)
    ]


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])  # of plans, on a busy machine
@given(plan=st.one_of(plans, flat_plans, flat_plans, dated_plans), k=st.sampled_from([1, 3, 10, 100, 6000]))
def test_best_is_what_exhaustive_scoring_gives(corpus: Any, plan: tuple[Any, ...], k: int) -> None:
    index, reference, articles = corpus
    matches = reference.matches(plan)
    expected = sorted(matches, key=lambda d: (-max(1, matches[d]), order_key(articles[d])))
    unit = 2.2 / (1024.0 * 255.0)
    want = [articles[d].id for d in expected[:k]]
    for order in (retrieval.RELEVANCE, retrieval.EXHAUSTIVE):
        got = found(index, plan, k, order)
        assert [id for id, _ in got] == want
        # What matches without a word that scores (a day, everything) counts one unit, so that it is found at all.
        assert [round(score / unit) for _, score in got] == [max(1, matches[d]) for d in expected[:k]]
    assert index._snapshot.count(plan) == len(matches)


@settings(max_examples=100)
@given(plan=st.one_of(plans, flat_plans), k=st.sampled_from([1, 10, 100]))
def test_newest_and_oldest(corpus: Any, plan: tuple[Any, ...], k: int) -> None:
    index, reference, articles = corpus
    matches = sorted(reference.matches(plan), key=lambda d: order_key(articles[d]))
    assert [id for id, _ in found(index, plan, k, retrieval.NEWEST)] == [articles[d].id for d in matches[:k]]
    dated = [d for d in reversed(matches) if articles[d].published]
    undated = [d for d in reversed(matches) if not articles[d].published]
    assert [id for id, _ in found(index, plan, k, retrieval.OLDEST)] == [articles[d].id for d in (dated + undated)[:k]]


def test_merged_segments_answer_as_one_built_at_once() -> None:
    articles = draw_articles(9, 3000)
    whole, parts = Index(), Index()
    whole.add_many(articles)
    whole.commit()
    for part in range(3):
        parts.add_many(articles[part::3])
        parts.commit()
    # The parts measured their pivots on fewer articles, so impacts differ; documents and positions do not.
    parts.optimize()
    assert parts.stats()["segments"] == 1
    for word in VOCABULARY:
        for prefix in "fshdn":
            key = prefix + (word if prefix == "f" else stem_words([word])[0])
            plan = (2, 1.0, key)
            assert whole._snapshot.count(plan) == parts._snapshot.count(plan)
            assert {i for i, _ in found(whole, plan, 5000, retrieval.NEWEST)} == {
                i for i, _ in found(parts, plan, 5000, retrieval.NEWEST)
            }
    phrase = (4, 1.0, ("fw0x", "fw1x"), (0, 1), 0, 0, False)
    assert whole._snapshot.count(phrase) == parts._snapshot.count(phrase) > 0


def test_deleted_articles_are_not_found() -> None:
    articles = draw_articles(11, 3000)
    index = Index()
    index.add_many(articles)
    index.commit()
    gone = {article.id for article in articles[::3]}
    for id in gone:
        assert index.delete(id)
    index.commit()
    assert len(index) == 2000
    for plan in (
        (2, 1.0, "fw0x"),
        (6, 1.0, ((2, 1.0, "fw0x"), (2, 1.0, "stalk"))),
        (5, 1.0, ((2, 1.0, "fw0x"), (2, 1.0, "fw1x"))),
    ):
        for order in (retrieval.RELEVANCE, retrieval.EXHAUSTIVE, retrieval.NEWEST):
            ids = {id for id, _ in found(index, plan, 5000, order)}
            assert ids
            assert not ids & gone
            assert len(ids) == index._snapshot.count(plan)
