"""Articles that wait to be written: nothing of them is lost, and nobody can tell that they wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchlib import Article, Index, WriteError
from searchlib.article import DateMention, Person
from searchlib.incoming import MOST_CHARACTERS, MOST_WAITING


def _article(at: int, words: str = "") -> Article:
    return Article(f"Talks {at}", f"Ann Lee met Bo Tan on Monday. {words}", id=f"a{at}", published="2024-02-29")


def _ids(index: Index, query: str = "talks") -> set[str]:
    return {hit.id for hit in index.search(query, limit=1000)}


@pytest.mark.parametrize("count", [1, MOST_WAITING - 1, MOST_WAITING, MOST_WAITING + 1, 3 * MOST_WAITING + 5])
def test_all_are_there_after_a_commit(count: int) -> None:
    index = Index()
    for at in range(count):
        index.add(_article(at))
    assert _ids(index) == set()
    index.commit()
    assert _ids(index) == {f"a{at}" for at in range(count)}
    assert _ids(index, 'people:"Ann Lee" dates:2024-02-26') == {f"a{at}" for at in range(count)}


def test_what_is_written_is_the_same_whether_it_waits_or_not() -> None:
    waiting, at_once = Index(), Index()
    for at in range(2 * MOST_WAITING + 3):
        waiting.add(_article(at))
        at_once.add(_article(at))
        at_once.delete("none")
    for index in (waiting, at_once):
        index.commit()
    (one,), (other,) = waiting._snapshot.segments, at_once._snapshot.segments
    assert one.contents() == other.contents()


def test_later_changes_come_later() -> None:
    index = Index()
    index.add(_article(1))
    assert index.delete("a1")
    assert not index.delete("a1")
    index.add(_article(2, "first"))
    index.add(_article(2, "second"))
    index.add(Article("Talks 3", "first", id="a3", people=[], dates=[]))
    index.add(_article(3, "second"))
    index.add(_article(4, "first"))
    index.add(Article("Talks 4", "second", id="a4", people=[], dates=[]))
    index.add(_article(5, "first"))
    index.add(_article(5, "second " + "x" * MOST_CHARACTERS))
    index.commit()
    assert _ids(index, "second") == {"a2", "a3", "a4", "a5"}
    assert _ids(index, "first") == set()
    assert len(index) == 4


def test_a_rollback_and_the_end_forget_them(tmp_path: Path) -> None:
    index = Index(tmp_path / "i")
    index.add(_article(1))
    index.rollback()
    index.commit()
    assert len(index) == 0
    index.add(_article(2))
    index.close()
    with Index(tmp_path / "i") as again:
        assert len(again) == 0


def test_saved_searches_know_only_what_came_behind_them() -> None:
    index = Index()
    index.add(_article(1))
    index.watch("all", "talks")
    index.add(_article(2))
    index.unwatch("all")
    index.add(_article(3))
    index.commit()
    assert [alert.id for alert in index.take_alerts()] == ["a2"]
    assert _ids(index) == {"a1", "a2", "a3"}


def test_after_an_error_or_an_interruption_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index()
    index.add(Article("Talks", "", id="first", people=[], dates=[]))
    writer = index._writer
    assert writer is not None
    really_add, calls = writer.add, []

    def add(article: Article, *found: object) -> None:
        calls.append(article.id)
        if len(calls) == 20:
            really_add(article, *found)  # type: ignore[arg-type]
            raise KeyboardInterrupt
        if len(calls) == 30:
            raise WriteError("the disk is full")
        really_add(article, *found)  # type: ignore[arg-type]

    monkeypatch.setattr(writer, "add", add)
    for at in range(MOST_WAITING):
        index.add(_article(at))
    with pytest.raises(KeyboardInterrupt):
        index.add(_article(1000))
    with pytest.raises(WriteError):
        index.commit()
    index.commit()
    assert _ids(index) == {"first"} | {f"a{at}" for at in range(MOST_WAITING)}
    assert len(index) == MOST_WAITING + 1


def test_a_full_disk_does_not_let_ever_more_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index()
    index.add(_article(0))
    writer = index._writer
    assert writer is not None

    def fail(article: Article, *found: object) -> None:
        raise WriteError("the disk is full")

    with monkeypatch.context() as full:
        full.setattr(writer, "add", fail)
        taken = [0]
        for at in range(1, 3 * MOST_WAITING):
            try:
                index.add(_article(at))
            except WriteError:
                continue
            taken.append(at)
        assert len(taken) == MOST_WAITING
    index.commit()
    assert _ids(index) == {f"a{at}" for at in taken}


def test_finders_of_ones_own_are_asked_at_once() -> None:
    asked = []

    def people(text: str) -> list[Person]:
        asked.append(text)
        return [Person("Somebody")]

    index = Index(people=people, dates=lambda text: [DateMention("", 0, 0)])
    index.add(_article(1))
    assert len(asked) == 1
    index.add(Article("Talks", "Ann Lee", id="b", people=["Cy"]))
    assert len(asked) == 1
    index.commit()
    assert index.get("a1").people == (Person("Somebody"),)
    assert index.get("b").people == (Person("Cy"),)
