"""Many queries on several threads: each finds what it finds alone, in its turn, whatever happens between two of them."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from searchlib import Article, Index, QueryError, SearchlibError
from searchlib.kernels.retrieval import SearchAhead, WeighedPlan
from searchlib.query.plan import NO_PLAN

WORDS = ["moscow", "talks", "wheat", "harvest", "ceasefire", "vote"]


def _filled(index: Index, count: int = 60, word: str = "") -> Index:
    for at in range(count):
        said = " ".join(WORDS[(at * k) % len(WORDS)] for k in range(1, 5))
        index.add(Article(f"{WORDS[at % 6]} {word}", said, id=f"{word}{at}", people=[], dates=[]))
    index.commit()
    return index


def _ids(found: object) -> list[str]:
    return [hit.id for hit in found]  # type: ignore[attr-defined]


def test_queries_are_read_ahead_by_some_hundreds_at_most() -> None:
    index, read = _filled(Index()), []

    def queries() -> Iterator[str]:
        for at in range(2000):
            read.append(at)
            yield f"{WORDS[at % 6]} OR {WORDS[at % 5]}"

    for at, (query, found) in enumerate(index.search_many(queries(), threads=3)):
        assert at < len(read) <= at + 257
        assert _ids(found) == _ids(index.search(query))
    assert len(read) == 2000


@pytest.mark.parametrize("at", [0, 1, 100, 300, 700])
def test_all_before_a_wrong_query_are_answered(at: int) -> None:
    queries = ["wheat OR vote"] * at + ['wheat"'] + ["talks"] * 300
    index = _filled(Index())
    total = index.search("wheat OR vote").total
    asked = index.search_many(queries, threads=2, strict=True)
    assert [next(asked)[1].total for _ in range(at)] == [total] * at
    with pytest.raises(QueryError):
        next(asked)
    assert list(asked) == []


def test_an_index_may_change_or_close_between_two_answers(tmp_path: Path) -> None:
    index = _filled(Index(tmp_path / "i"))
    before = index.search("wheat").total
    asked = index.search_many(["wheat"] * 700, threads=2)
    assert next(asked)[1].total == before
    _filled(index, word="more")
    after = index.search("wheat").total
    assert after > before
    totals = [next(asked)[1].total for _ in range(500)]
    assert totals == sorted(totals)  # those that were asked before, and then the others
    assert totals[0] == before
    assert totals[-1] == after
    index.close()
    with pytest.raises(SearchlibError):
        for _ in range(300):
            next(asked)


def test_answers_that_nobody_reads_are_dropped() -> None:
    index = _filled(Index())
    threads = threading.active_count()
    for _ in range(20):
        asked = index.search_many(["wheat OR vote", "talks"] * 200, threads=4)
        next(asked)
        del asked
    gc.collect()
    assert threading.active_count() == threads
    assert index.search("wheat").total


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_child_goes_on_alone(tmp_path: Path) -> None:
    index = _filled(Index(tmp_path / "i"))
    queries = [f"{WORDS[at % 6]} OR {WORDS[at % 5]}" for at in range(600)]
    expected = [_ids(found) for _, found in index.search_many(queries)]
    asked = index.search_many(queries, threads=2)
    got = [_ids(next(asked)[1])]
    child = os.fork()
    if not child:
        found = [_ids(found) for _, found in asked]
        del asked
        gc.collect()
        os._exit(0 if found == expected[1:] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    got += [_ids(found) for _, found in asked]
    assert got == expected


def test_one_search_ahead() -> None:
    views = _filled(Index())._snapshot.views
    nothing = WeighedPlan(views, NO_PLAN)
    for workers in (0, 1, 3):
        ahead = SearchAhead(views, 5, 0, workers)
        with pytest.raises(ValueError, match="only once"):
            ahead.__init__(views, 5, 0, workers)  # type: ignore[misc]
        with pytest.raises((RuntimeError, ValueError)):
            ahead.answer()  # nothing was asked
        with pytest.raises((TypeError, IndexError)):
            ahead.ask("wheat")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="other segments"):
            ahead.ask(WeighedPlan((), NO_PLAN))
        for _ in range(3):
            ahead.ask(nothing)
        for _ in range(3):
            hits, seconds = ahead.answer()
            assert hits == []
            assert seconds >= 0
    unmade = SearchAhead.__new__(SearchAhead)
    assert not unmade.is_here
    with pytest.raises(RuntimeError):
        unmade.answer()


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("options", [{"now": "2024"}, {"limit": -1}, {"sort": "best"}, {"facets": 5}, {"offset": 1.5}])
def test_options_of_a_wrong_kind(threads: int, options: dict[str, Any]) -> None:
    with pytest.raises(QueryError):
        next(_filled(Index()).search_many(["wheat"], threads=threads, **options))
