"""How are many queries searched on several threads? They are asked ahead of their turn, and answered in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, Any

from searchlib.errors import SearchlibError
from searchlib.kernels.retrieval import SearchAhead
from searchlib.query.plan import NOTHING, Plan
from searchlib.ranking.snapshot import ORDERS
from searchlib.results.paging import Page

if TYPE_CHECKING:
    from searchlib.ranking.snapshot import Snapshot
    from searchlib.results.copies import Found

ASKED_AHEAD = 256
Planner = Callable[[Any], tuple["Snapshot", Plan, tuple[str, ...]]]


class Asked:
    """A query that was planned, and where its answer comes from: None for one that is searched when its turn comes."""

    __slots__ = ("ahead", "notes", "plan", "query", "seconds", "snapshot")

    def __init__(self, query: Any, planner: Planner) -> None:
        began = perf_counter()
        self.query = query
        self.snapshot, self.plan, self.notes = planner(query)
        self.seconds = perf_counter() - began
        self.ahead: SearchAhead | None = None

    def is_for_threads(self) -> bool:
        # Questions that learn from their best articles, and words as typed, are searched in Python.
        snapshot, plan = self.snapshot, self.plan
        return plan[0] != NOTHING and snapshot.learnt(plan) is None and not snapshot.reads_texts(plan)

    def answer(self, page: Page) -> tuple[Asked, list[Found], float]:
        """The query, its best hits, and when it would have begun, had it been searched alone."""
        began = perf_counter()
        if self.ahead is None or not self.ahead.is_here:
            hits = page.found(self.snapshot, self.plan)[0]
        else:
            hits, seconds = self.ahead.answer()
            hits = hits[page.offset :] if page.offset else hits
            began = perf_counter() - seconds
        return self, hits, began - self.seconds


def search_ahead(
    queries: Iterable[Any], page: Page, threads: int, planner: Planner
) -> Iterator[tuple[Asked, list[Found], float]]:
    """What is found for each query; this thread, when it waits, and `threads` - 1 others search.

    Raises:
        SearchlibError: of a query, when its turn comes; none behind it is searched.
    """
    left = iter(queries)
    waiting: deque[Asked] = deque()
    ahead: SearchAhead | None = None
    searches: Snapshot | None = None
    failed: SearchlibError | None = None
    while True:
        # Asked by the half: a thread that sleeps need not be woken for every single one.
        if failed is None and len(waiting) <= ASKED_AHEAD // 2:
            for query in islice(left, ASKED_AHEAD - len(waiting)):
                try:
                    asked = Asked(query, planner)
                    if asked.is_for_threads():
                        if ahead is None or searches is not asked.snapshot or not ahead.is_here:
                            searches = asked.snapshot
                            ahead = SearchAhead(searches.views, page.wanted, ORDERS[page.sort], threads - 1)
                        ahead.ask(searches.weighed(asked.plan))
                        asked.ahead = ahead
                except SearchlibError as error:
                    failed = error
                    break
                waiting.append(asked)
        if not waiting:
            break
        yield waiting.popleft().answer(page)
    if failed is not None:
        raise failed
