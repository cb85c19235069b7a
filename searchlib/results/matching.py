"""Which articles match in all? A plan on a snapshot as bitmaps: what counting, charts and exports start from."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from searchlib.query.plan import NOTHING, Plan

if TYPE_CHECKING:
    from searchlib.kernels.aggregation import LabelTable
    from searchlib.names.aliases import Aliases
    from searchlib.ranking.snapshot import Snapshot
    from searchlib.results.marking import Marker


_BY_ALIASES = -1
"""The number of the table of people counted under the names of the user's aliases."""


class Matching:
    """All articles that a query matches."""

    def __init__(self, snapshot: Snapshot, plan: Plan, aliases: Aliases | None = None) -> None:
        self.snapshot, self.plan, self._aliases = snapshot, plan, aliases

    @cached_property
    def marker(self) -> Marker:
        """Marks the query's words in texts."""
        from searchlib.results.marking import Marker

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

    def _renames(self, aliases: Aliases) -> dict[str, str]:
        names = {name for view in self.snapshot.views for name, _ in view.people_counts()}
        return {name: counted for name in names if (counted := aliases.counted_as(name)) != name}

    def labels(self, facet: int) -> LabelTable:
        """The names of people, sources, sections or extras, numbered once for each commit; people as the aliases say."""
        from searchlib.kernels.aggregation import PEOPLE, LabelTable

        tables = self.snapshot.label_tables
        aliases = self._aliases if facet == PEOPLE else None
        key = _BY_ALIASES if aliases else facet
        if key not in tables:
            tables[key] = LabelTable(self.snapshot.views, facet, self._renames(aliases) if aliases else None)
        return tables[key]
