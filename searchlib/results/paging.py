"""Which part of the order is shown? Pages by offset, or from where the last one ended, at the same cost however deep."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeAlias

from searchlib.errors import QueryError
from searchlib.kernels.retrieval import hits as hits_of
from searchlib.query.plan import AND, ID, NOTHING, OR, Plan
from searchlib.ranking.snapshot import ORDERS

if TYPE_CHECKING:
    from searchlib.ranking.feedback import Learnt
    from searchlib.ranking.snapshot import Snapshot
    from searchlib.results.copies import Found
    from searchlib.results.results import Hit

MAX_LIMIT = 1_000_000
MAX_FACTOR = 1e100  # what a score stays a number with
Booster = Callable[["Hit"], float]
Place = tuple[float, int, int, str]
"""Score, day, instant and id of the last article of a page."""
HitsAndCopies: TypeAlias = "tuple[list[Found], list[list[Found]] | None]"


@dataclass(frozen=True, slots=True)
class Page:
    """What page is wanted.

    Raises:
        QueryError: an argument is of a wrong kind.
    """

    limit: int
    offset: int = 0
    sort: str = "relevance"
    after: str | None = None
    collapse: bool = False
    recency: float | None = None
    today: int = 0
    boost: Booster | None = None
    feedback: bool = True
    place: Place | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if not isinstance(self.sort, str) or self.sort not in ORDERS:
            raise QueryError(f"sort must be one of {', '.join(ORDERS)}, not {self.sort!r}")
        for value in (self.limit, self.offset):
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                raise QueryError("limit and offset must be whole numbers, 0 or more")
        if self.recency is not None:
            number = isinstance(self.recency, (int, float)) and not isinstance(self.recency, bool)
            if not number or not 0 < self.recency < math.inf:
                raise QueryError("recency must be the number of days in which a score halves, above 0")
        if self.boost is not None and not callable(self.boost):
            raise QueryError("boost must be a function that takes a Hit and gives what its score is multiplied with")
        if (self.recency is not None or self.boost is not None) and self.sort != "relevance":
            raise QueryError('recency and boost change scores: they need sort="relevance"')
        if self.boost is not None and self.after is not None:
            raise QueryError("with boost, go on by offset in the place of after")
        if self.after is not None:
            if self.offset:
                raise QueryError("after goes on from a page: leave out offset")
            object.__setattr__(self, "place", place_of(self.after, self.sort))

    @property
    def wanted(self) -> int:
        """How many of the best hits it takes to have those of the page."""
        return min(self.limit + self.offset, MAX_LIMIT)

    @property
    def is_first(self) -> bool:
        return not self.offset and self.after is None

    def found(self, snapshot: Snapshot, plan: Plan) -> HitsAndCopies:
        """The best hits of the page; where copies are collapsed, also those of each."""
        if plan[0] == NOTHING:
            return [], None
        if self.collapse:
            from searchlib.results.copies import collapse

            in_order = None if self.place is None else partial(self._in_order, snapshot, plan)
            kept = collapse(
                snapshot, lambda k: self._best(snapshot, plan, min(k, MAX_LIMIT)), self.offset, self.limit, in_order
            )
            return [hit for hit, _ in kept], [copies for _, copies in kept]
        found = self._best(snapshot, plan, self.wanted)
        return (found[self.offset :] if self.offset else found), None

    @property
    def _fading(self) -> tuple[int, float] | None:
        return None if self.recency is None else (self.today, float(self.recency))

    def _learnt(self, snapshot: Snapshot, plan: Plan) -> Learnt | None:
        return snapshot.learnt(plan) if self.feedback and self.sort == "relevance" else None

    def _in_order(self, snapshot: Snapshot, plan: Plan, documents: list[tuple[int, int]]) -> list[Found]:
        """Those of some articles that match, in the order of all pages."""
        if not documents:
            return []
        these = (OR, 1.0, tuple((ID, 1.0, snapshot.views[segment].id(document)) for segment, document in documents))
        learnt, fading, order = self._learnt(snapshot, plan), self._fading, ORDERS[self.sort]
        if learnt is None:
            return snapshot.search((AND, 1.0, (plan, these)), len(documents), order, None, fading)
        from searchlib.ranking.feedback import DEPTH

        wanted = set(documents)
        head = self._best_learnt(snapshot, learnt, DEPTH, fading, None)
        rest = snapshot.search((AND, 1.0, (learnt.question, these)), len(documents), order, None, fading)
        before = {(segment, document) for segment, document, _ in head}
        return [one for one in head if one[:2] in wanted] + [one for one in rest if one[:2] not in before]

    def _best(self, snapshot: Snapshot, plan: Plan, k: int) -> list[Found]:
        fading, learnt = self._fading, self._learnt(snapshot, plan)
        boosts = self.boost is not None and k > 0
        wanted = MAX_LIMIT if boosts else k
        if learnt is None:
            found = snapshot.search(plan, wanted, ORDERS[self.sort], self.place, fading)
        else:
            found = self._best_learnt(snapshot, learnt, wanted, fading, self.place) if k else []
        return _boosted(snapshot, plan, found, self.boost)[:k] if boosts and self.boost is not None else found

    def _best_learnt(
        self, snapshot: Snapshot, learnt: Learnt, k: int, fading: tuple[int, float] | None, place: Place | None
    ) -> list[Found]:
        """A long question's best, of which the first are ordered anew; words only add, so these stay before all others."""
        from searchlib.ranking.feedback import DEPTH, order_of, place_in, reordered

        first = snapshot.search(learnt.question, max(k, DEPTH), ORDERS["relevance"], None, fading)
        head, rest = reordered(snapshot, first[:DEPTH], learnt, fading), first[DEPTH:]
        if place is None:
            return (head + rest)[:k]
        after = order_of(place)
        kept = [one for one in head if order_of(place_in(snapshot, one)) > after]
        if len(kept) < k and len(first) >= DEPTH:
            last = place_in(snapshot, first[DEPTH - 1])
            behind = max(last, place, key=order_of)
            kept += snapshot.search(learnt.question, k - len(kept), ORDERS["relevance"], behind, fading)
        return kept[:k]

    def cursor(self, hits: Sequence[Hit]) -> str | None:
        """Where the page ended; None when nothing can follow, or only by offset."""
        if not hits or len(hits) < self.limit or self.boost is not None:
            return None
        day, instant, id = hits[-1].place
        text = json.dumps([self.sort, hits[-1].score, day, instant, id])
        return base64.urlsafe_b64encode(text.encode("utf-8")).decode("ascii")


def _boosted(snapshot: Snapshot, plan: Plan, found: list[Found], boost: Booster) -> list[Found]:
    """All that match, by score times what the caller's function says of each."""
    from searchlib.results.matching import Matching
    from searchlib.results.results import Hit

    boosted = []
    for hit, (segment, document, score) in zip(
        hits_of(Hit, snapshot.segments, found, Matching(snapshot, plan)), found, strict=True
    ):
        factor = boost(hit)
        if not isinstance(factor, (int, float)) or not 0 <= factor <= MAX_FACTOR:
            raise QueryError(
                f"boost must give a number, 0 or more and at most {MAX_FACTOR:g}, not {factor!r} (for article {hit.id!r})"
            )
        boosted.append((segment, document, score * factor))
    return sorted(boosted, key=lambda one: -one[2])


@lru_cache(maxsize=256)
def _page_of(limit: int, offset: int, sort: str, collapse: bool) -> Page:
    return Page(limit, offset, sort, None, collapse)


def page_of(limit: int, offset: int, sort: str, after: str | None, collapse: bool) -> Page:
    """What page is wanted; the usual ones are made once.

    Raises:
        QueryError: an argument is of a wrong kind.
    """
    if after is None and type(limit) is int and type(offset) is int and type(sort) is str:
        return _page_of(limit, offset, sort, bool(collapse))
    return Page(limit, offset, sort, after, collapse)


def place_of(cursor: str, sort: str) -> Place:
    """The place that a cursor stands for.

    Raises:
        QueryError: it is no cursor, or one of another order.
    """
    try:
        made_for, score, day, instant, id = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
        fits = -(2**31) <= day < 2**31 and -(2**63) < instant < 2**63 and score == score and abs(score) < 1e9
        if not (fits and isinstance(id, str) and isinstance(day, int) and isinstance(instant, int)):
            raise ValueError
        place = (float(score), day, instant, id)
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise QueryError("after must be the `cursor` of the page before, as it was given") from None
    if made_for != sort:
        raise QueryError(
            f"after is the cursor of a page in order of {made_for}; ask for the next one with the same sort"
        )
    return place
