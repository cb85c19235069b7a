"""What a program that embeds Index relies on: adding, finding, replacing, deleting, opening, closing, errors."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchlib
from searchlib import (
    Article,
    ArticleError,
    Index,
    IndexClosed,
    IndexLocked,
    IndexNotFound,
    Person,
    QueryError,
    ReadOnlyIndex,
)
from searchlib.query import And, DayRange, Not, Or, Phrase, Prefix, Word


def article(id: str, headline: str = "", body: str = "", **rest: object) -> Article:
    rest.setdefault("people", [])
    rest.setdefault("dates", [])
    return Article(headline, body, id=id, **rest)  # type: ignore[arg-type]


def ids(index: Index, query: object, **options: object) -> list[str]:
    return [hit.id for hit in index.search(query, **options)]  # type: ignore[arg-type]


def test_what_was_committed_is_found_after_reopening(tmp_path: Path) -> None:
    with Index(tmp_path / "i") as index:
        index.add(article("a", "Talks in Moscow", "Envoys met."))
    with Index(tmp_path / "i", read_only=True) as index:
        assert len(index) == 1
        assert "a" in index
        assert ids(index, "moscow talk") == ["a"]


def test_an_exception_in_the_with_block_rolls_back(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Index(tmp_path / "i") as index:
        index.add(article("a", "x"))
        raise ZeroDivisionError
    with Index(tmp_path / "i") as index:
        assert len(index) == 0
    assert not list((tmp_path / "i").glob("*.store"))


def test_the_same_id_replaces(tmp_path: Path) -> None:
    index = Index(tmp_path / "i")
    index.add(article("a", "old words"))
    index.add(article("a", "newer words"))
    index.commit()
    assert ids(index, "words") == ["a"]
    assert ids(index, "old") == []
    index.add(article("a", "newest words"))
    index.commit()
    assert len(index) == 1
    assert ids(index, "newer") == []
    assert index.get("a").headline == "newest words"


def test_deleting(tmp_path: Path) -> None:
    index = Index(tmp_path / "i")
    for id in "abc":
        index.add(article(id, f"word {id}"))
    assert index.delete("b")
    assert not index.delete("b")
    index.commit()
    assert sorted(ids(index, "word")) == ["a", "c"]
    assert index.delete("a")
    index.commit()
    assert ids(index, "word") == ["c"]
    assert "a" not in index
    with pytest.raises(KeyError):
        index.get("a")


def test_everything_can_be_deleted_and_added_again() -> None:
    index = Index()
    for _ in range(3):
        index.add(article("a", "word"))
        index.commit()
        index.delete("a")
        index.commit()
        assert len(index) == 0
        assert index.search("word").total == 0


@settings(max_examples=50)
@given(
    headline=st.text(),
    body=st.text(),
    standfirst=st.text(),
    extra=st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3),
    published=st.one_of(
        st.none(),
        st.dates(),
        st.datetimes(),
        st.datetimes(
            timezones=st.sampled_from(
                [timezone.utc, timezone(timedelta(hours=-7)), timezone(timedelta(hours=5, minutes=30))]
            ),
            min_value=datetime(2, 1, 1),
            max_value=datetime(9998, 1, 1),
        ),
    ),
)
def test_an_article_comes_back_as_it_was_added(
    headline: str, body: str, standfirst: str, extra: dict[str, str], published: date | None
) -> None:
    given_article = Article(
        headline, body, standfirst=standfirst, extra=extra, published=published, people=[Person("Ann Lee", (), ("judge",))],
        dates=["2024-02-29"], source="S", url="u", byline="B", section="C", language="fr",
    )  # fmt: skip
    index = Index()
    index.add(given_article)
    index.commit()
    assert index.get(given_article.id) == given_article


def test_fields_are_told_apart() -> None:
    index = Index()
    index.add(article("headline", "harvest report", "nothing"))
    index.add(article("body", "nothing", "the harvests failed"))
    index.add(article("both", "harvest", "harvest"))
    index.add(article("standfirst", "nothing", "nothing", standfirst="harvest time"))
    index.commit()
    assert set(ids(index, Word("harvest"))) == {"headline", "body", "both", "standfirst"}
    assert set(ids(index, Word("harvest", "headline"))) == {"headline", "both"}
    assert set(ids(index, Word("harvest", "body"))) == {"body", "both", "standfirst"}
    assert set(ids(index, Word("harvest", "standfirst"))) == {"standfirst"}
    assert ids(index, Phrase(("harvest", "report"), "headline")) == ["headline"]
    assert ids(index, Phrase(("harvest", "report"), "body")) == []


def test_phrases_do_not_cross_zones_or_people() -> None:
    index = Index()
    index.add(article("a", "ends with one", "two begins", people=["Ann Lee", "Bo Tan"]))
    index.commit()
    assert ids(index, Phrase(("one", "two"))) == []
    assert ids(index, Phrase(("ann", "lee"), "people")) == ["a"]
    assert ids(index, Phrase(("lee", "bo"), "people")) == []


def test_words_as_readers_type_them() -> None:
    index = Index()
    text = "R&D at U.S. labs: O'Brien and al-Qaeda, COVID-19, 29,954 dead, @desk, C++, Erdoğan’s, Богданов, 王毅外长"
    index.add(article("a", "", text))
    index.commit()
    for query in ["r&d", "U.S.", "us", "o'brien", "obrien", "al-qaeda", "qaeda", "alqaeda", "covid-19", "covid19",
                  "29,954", "29954", "@desk", "desk", "c++", "erdogan", "Erdoğan", "bogdanov", "БОГДАНОВ", "王毅", "外长"]:  # fmt: skip
        assert ids(index, Word(query)) == ["a"], query
    assert ids(index, Word("al-shabaab")) == []
    assert ids(index, Word("外交")) == []


def test_languages_have_their_own_stems() -> None:
    index = Index()
    index.add(article("de", "Die Verhandlungen in Genf", language="de"))
    index.add(article("en", "Die hard fans in Genf", language="en"))
    index.commit()
    assert set(ids(index, "genf")) == {"de", "en"}
    assert ids(index, "die genf") == ["en"] or set(ids(index, "die genf")) == {"de", "en"}
    assert set(ids(index, Phrase(("in", "genf")))) == {"de", "en"}


def test_all_words_first_then_any() -> None:
    index = Index()
    index.add(article("a", "alpha beta"))
    index.add(article("b", "alpha"))
    index.commit()
    both = index.search("alpha beta")
    assert [hit.id for hit in both] == ["a"]
    assert both.notes == ()
    some = index.search("alpha gamma")
    assert {hit.id for hit in some} == {"a", "b"}
    assert "some" in some.notes[0]


def test_days() -> None:
    index = Index()
    for day in (1, 10, 20):
        index.add(article(f"p{day}", "word", published=date(2024, 2, day), dates=[date(2023, 10, day)]))
    index.add(article("undated", "word"))
    index.commit()
    february = DayRange("published", date(2024, 2, 5), date(2024, 2, 20))
    assert ids(index, february, sort="newest") == ["p20", "p10"]
    assert ids(index, And((Word("word"), february)), sort="oldest") == ["p10", "p20"]
    assert ids(index, DayRange("dates", None, date(2023, 10, 9))) == ["p1"]
    assert ids(index, "word", sort="oldest") == ["p1", "p10", "p20", "undated"]
    assert set(ids(index, And((Word("word"), Not(DayRange("published", None, None)))))) == {"undated"}


def test_a_published_day_does_not_shift_with_zones() -> None:
    late = datetime(2024, 2, 29, 23, 30, tzinfo=timezone(timedelta(hours=-8)))
    index = Index()
    index.add(article("a", "word", published=late))
    index.commit()
    assert index.search(DayRange("published", date(2024, 2, 29), date(2024, 2, 29))).total == 1
    assert index.search("word")[0].published == late


def test_prefix_and_or() -> None:
    index = Index()
    index.add(article("a", "moscow"))
    index.add(article("b", "mosque"))
    index.add(article("c", "museum"))
    index.commit()
    assert set(ids(index, Prefix("mos"))) == {"a", "b"}
    assert set(ids(index, Or((Prefix("mosc"), Word("museum"))))) == {"a", "c"}
    assert ids(index, Prefix("mosc", "headline")) == ["a"]
    assert ids(index, Prefix("mosc", "body")) == []


def test_pages_and_totals() -> None:
    index = Index()
    index.add_many(article(f"{i:03}", "word") for i in range(57))
    index.commit()
    pages = [ids(index, "word", limit=20, offset=at) for at in (0, 20, 40, 60)]
    assert [len(page) for page in pages] == [20, 20, 17, 0]
    assert sorted(id for page in pages for id in page) == [f"{i:03}" for i in range(57)]
    assert index.search("word", limit=0).total == 57


def test_snippets_mark_inflections() -> None:
    index = Index()
    index.add(
        article("a", "", "Filler sentence here. " * 40 + "Envoys talked in Moscow’s centre. " + "More filler. " * 40)
    )
    index.commit()
    snippet = index.search("moscow talks")[0].snippet
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["talked", "Moscow’s"]


def test_errors_are_searchlib_errors(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFound):
        Index(tmp_path / "none", read_only=True)
    (tmp_path / "file").write_text("x")
    with pytest.raises(IndexNotFound):
        Index(tmp_path / "file")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("x")
    with pytest.raises(IndexNotFound, match=r"cat\.jpg"):
        Index(tmp_path / "photos")
    index = Index(tmp_path / "i")
    with pytest.raises(ArticleError):
        index.add("text")  # type: ignore[arg-type]
    for wrong in (3, None, b"x"):
        with pytest.raises(QueryError):
            index.search(wrong)  # type: ignore[arg-type]
    with pytest.raises(QueryError):
        index.search("x", limit=-1)
    with pytest.raises(QueryError):
        index.search("x", sort="best")  # type: ignore[arg-type]
    index.close()
    index.close()
    with pytest.raises(IndexClosed):
        index.search("x")
    with Index(tmp_path / "i") as made:
        made.add(article("a"))
    with Index(tmp_path / "i", read_only=True) as index, pytest.raises(ReadOnlyIndex):
        index.add(article("b"))


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    first, second = Index(tmp_path / "i"), Index(tmp_path / "i")
    first.add(article("a", "word"))
    with pytest.raises(IndexLocked, match="process"):
        second.add(article("b", "word"))
    first.commit()
    assert second.search("word").total == 0
    assert second.refresh()
    assert second.search("word").total == 1
    second.add(article("b", "word"))
    second.commit()
    assert second.search("word").total == 2
    assert first.search("word").total == 1
    first.refresh()
    assert first.search("word").total == 2


def test_a_small_budget_gives_the_same_index(tmp_path: Path) -> None:
    articles = [
        article(f"{i:05}", f"head{i % 7}", " ".join(f"w{(i * j) % 997}" for j in range(60))) for i in range(3000)
    ]
    whole, spilled = Index(), Index(tmp_path / "i", memory_budget=1 << 20)
    for index in (whole, spilled):
        index.add_many(articles)
        index.add(article("00007", "replaced"))
        index.commit()
    assert len(whole) == len(spilled) == 3000
    assert spilled.stats()["segments"] == 1
    for word in ("w5", "head3", "replaced", "w996"):
        assert set(ids(whole, word, limit=5000)) == set(ids(spilled, word, limit=5000))
    assert spilled.get("00011") == articles[11]


def test_threads_share_an_index() -> None:
    index = Index()
    index.add_many(article(f"{i}", f"word w{i % 10}") for i in range(2000))
    index.commit()
    wrong: list[object] = []

    def ask() -> None:
        for i in range(200):
            total = index.search(f"word w{i % 10}").total
            if total != 200:
                wrong.append(total)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_hostile_articles() -> None:
    index = Index()
    index.add(article("long", "", "x" * 2_000_000))
    index.add(article("many", "", " ".join(f"t{i}" for i in range(100_000))))
    index.add(article("odd", "\x00\x1b[31m\u202e", "half \ud800 pair \U0001f600 \u0301\u0301"))
    index.add(article("dots", "", "a." * 50_000 + "-" * 50_000 + "'" * 1000))
    index.commit()
    assert len(index) == 4
    assert ids(index, Word("t99999")) == ["many"]
    assert ids(index, Word("pair")) == ["odd"]


def test_names_of_the_package() -> None:
    assert set(searchlib.__all__) <= set(dir(searchlib))
    with pytest.raises(AttributeError):
        _ = searchlib.nothing


def test_arguments_of_a_wrong_kind_have_errors_of_their_own() -> None:
    index = Index()
    index.add(Article("Talks", "", id="a", people=["Ann Lee"], dates=[]))
    index.commit()
    for id in (None, 5, b"a", "\ud800"):
        with pytest.raises(KeyError):
            index.get(id)  # type: ignore[arg-type]
        with pytest.raises(KeyError):
            index.similar(id)  # type: ignore[arg-type]
    with pytest.raises(ArticleError, match="delete takes"):
        index.delete(5)  # type: ignore[arg-type]
    for wrong in ({"now": "2024-01-01"}, {"now": 5}, {"limit": True}, {"boost": lambda hit: 1e308}):
        with pytest.raises(QueryError):
            index.search("talks", **wrong)  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="many queries"):
        index.search_many("talks")
    assert index.complete("\ud800") == index.people("\ud800") == index.people(near="\ud800") == []
