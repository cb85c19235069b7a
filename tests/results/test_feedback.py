"""Long questions learn from their best articles: another order of the same articles, the same on every way to them."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from searchlib import Article, Index
from searchlib.kernels import retrieval
from searchlib.query import Or, Word
from searchlib.ranking import feedback
from searchlib.ranking.feedback import FUNCTION_WEIGHT
from searchlib.ranking.snapshot import LEAST_WORDS

TOPICS = {
    "harvest": [
        "wheat",
        "barley",
        "drought",
        "silo",
        "farmer",
        "tractor",
        "seed",
        "rain",
        "field",
        "mill",
        "price",
        "bushel",
    ],
    "voyage": [
        "harbour",
        "ferry",
        "captain",
        "storm",
        "anchor",
        "deck",
        "cargo",
        "tide",
        "lighthouse",
        "sailor",
        "dock",
        "crane",
    ],
    "trial": [
        "judge",
        "witness",
        "jury",
        "verdict",
        "court",
        "lawyer",
        "plea",
        "appeal",
        "sentence",
        "clerk",
        "oath",
        "bench",
    ],
}
PLAIN = ["in", "the", "of", "a", "they", "said", "after", "before", "many", "some"]
QUESTION = "what did they say of the wheat and the drought after some rain"


@pytest.fixture(scope="module", params=[1, 3], ids=["one segment", "three"])
def index(request: pytest.FixtureRequest) -> Index:
    source, made = random.Random(3), Index()
    for part in range(request.param):
        for at in range(part, 300, request.param):
            topic = source.choice(list(TOPICS))
            words = source.choices(TOPICS[topic], k=source.randint(5, 30))
            words += source.choices(PLAIN, k=source.randint(0, 12)) if at % 3 else []
            source.shuffle(words)
            made.add(Article(source.choice(TOPICS[topic]), " ".join(words), id=f"a{at:03}", people=[], dates=[],
                             published=date(2024, 1, 1) + timedelta(days=at % 50)))  # fmt: skip
        made.commit()
    for at in range(0, 300, 7):
        made.delete(f"a{at:03}")
    made.commit()
    return made


DEPTH = 60


@pytest.fixture(autouse=True)
def fewer_are_ordered_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "DEPTH", DEPTH)


def asked(text: str = QUESTION) -> Or:
    return Or(tuple(map(Word, text.split())))


def test_the_same_articles_in_another_order(index: Index) -> None:
    results = index.search(asked(), limit=1000)
    any_of = {hit.id for word in set(QUESTION.split()) for hit in index.search(word, limit=1000)}
    assert {hit.id for hit in results} == any_of
    assert results.total == len(results) == results.histogram("year").buckets[0].count
    scores = [hit.score for hit in results]
    assert scores == sorted(scores, reverse=True)
    assert "barley" not in QUESTION, "it is learnt: the best articles have it"
    assert any(match.asked == "barley" for match in index.explain(asked(), limit=1).hits[0].matches)


def test_every_way_gives_the_same_page(index: Index) -> None:
    whole = [(hit.id, hit.score) for hit in index.search(asked(), limit=1000)]
    by_offset = [
        (hit.id, hit.score) for at in range(0, len(whole), 7) for hit in index.search(asked(), limit=7, offset=at)
    ]
    assert by_offset == whole
    by_cursor, page = [], index.search(asked(), limit=7)
    while page:
        by_cursor += [(hit.id, hit.score) for hit in page]
        if page.cursor is None:
            break
        page = index.search(asked(), limit=7, after=page.cursor)
    assert by_cursor == whole
    queries = ["wheat", asked(), "nothing at all here", asked("wheat")]
    for threads in (1, 2):
        together = [[(hit.id, hit.score) for hit in found] for _, found in index.search_many(queries, threads=threads)]
        assert together == [[(hit.id, hit.score) for hit in index.search(query)] for query in queries]
    boosted = index.search(asked(), limit=1000, boost=lambda hit: 2.0)
    assert [(hit.id, hit.score) for hit in boosted] == [(id, 2 * score) for id, score in whole]


def test_the_best_are_ordered_as_scoring_everything_says(index: Index) -> None:
    snapshot = index._snapshot
    learnt = snapshot.learnt(index.search(asked())._matching.plan)
    assert learnt is not None
    by_question = snapshot.weighed(learnt.question).search(1000, retrieval.EXHAUSTIVE)
    with_words = {(s, d): score for s, d, score in snapshot.weighed(learnt.plan).search(1000, retrieval.EXHAUSTIVE)}
    best = [(s, d, with_words[s, d]) for s, d, _ in by_question[:DEPTH]]
    assert len(by_question) > DEPTH, "so there is an end to what is ordered anew"

    def order(one: tuple[int, int, float]) -> tuple[float, int, str]:
        view = snapshot.views[one[0]]
        return -round(one[2], 6), -view.published(one[1])[0], view.id(one[1])

    wanted = [*sorted(best, key=order), *by_question[DEPTH:]]
    found = index.search(asked(), limit=1000)
    assert [hit.id for hit in found] == [snapshot.views[s].id(d) for s, d, _ in wanted]
    assert [hit.score for hit in found] == pytest.approx([score for _, _, score in wanted])


def test_function_words_count_less(index: Index) -> None:
    learnt = index._snapshot.learnt(index.search(asked())._matching.plan)
    assert learnt is not None
    boosts = {key: boost for _, boost, key in learnt.question[2]}
    assert boosts["sthe"] == 2 * FUNCTION_WEIGHT
    assert boosts["swheat"] == 1
    only = index.search(asked("what is that to us and them then so"))
    learnt = index._snapshot.learnt(only._matching.plan)
    assert learnt is not None
    assert {boost for _, boost, _ in learnt.question[2]} == {1.0}, "where nothing else is asked, they are what is asked"


def test_a_sentence_that_no_article_answers_wholly_learns_too(index: Index) -> None:
    typed = index.search(QUESTION + " zeppelin", limit=50)
    assert "no article has all of the words" in typed.notes[0]
    assert [hit.id for hit in typed] == [hit.id for hit in index.search(asked(QUESTION + " zeppelin"), limit=50)]


def test_scores_are_explained(index: Index) -> None:
    why = index.explain(asked(), limit=5)
    assert any("words of the best articles" in note for note in why.notes)
    for hit in why.hits:
        assert sum(match.score for match in hit.matches) == pytest.approx(hit.score, abs=1e-3)


def test_short_and_sorted_questions_are_left_alone(index: Index) -> None:
    short = asked(" ".join(f"word{at}" for at in range(LEAST_WORDS - 1)))
    assert not index.explain(short).notes
    plan = index.search(asked())._matching.plan
    learnt = index._snapshot.learnt(plan)
    assert learnt is not None
    assert learnt.words
    days = [hit.published for hit in index.search(asked(), sort="newest", limit=1000)]
    assert days == sorted(days, reverse=True)  # type: ignore[type-var]
