"""Which articles match in all? A plan on a snapshot as bitmaps: what counting, charts and exports start from."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from searchlib.query.plan import NOTHING, Plan
from searchlib.results.marking import Marker

if TYPE_CHECKING:
    from searchlib.kernels.aggregation import LabelTable
    from searchlib.ranking.snapshot import Snapshot


class Matching:
    """All articles that a query matches."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        self.snapshot, self.plan = snapshot, plan

    @cached_property
    def marker(self) -> Marker:
        """Marks the query's words in texts."""
        return Marker(self.plan, self.snapshot.frequency, len(self.snapshot))

    @cached_property
    def bitmaps(self) -> list[bytes]:
        """One for each segment; deleted articles are not in them."""
        if self.plan[0] == NOTHING:
            return [bytes((view.documents + 63) // 64 * 8) for view in self.snapshot.views]
        return self.snapshot.weighed(self.plan).matching()

    def count(self) -> int:
        return self.snapshot.count(self.plan) if self.plan[0] != NOTHING else 0

    def facet(self, name: str, limit: int) -> dict[str, int]:
        """Articles by value of a facet (results/facets.py)."""
        from searchlib.results.facets import count_facet

        return count_facet(self, name, limit)

    def labels(self, facet: int) -> LabelTable:
        """The names of people, sources, sections or extras, numbered once for each commit."""
        tables = self.snapshot.label_tables
        if facet not in tables:
            from searchlib.kernels.aggregation import LabelTable

            tables[facet] = LabelTable(self.snapshot.views, facet)
        return tables[facet]
