"""How do the articles that match divide? Counts by people, source, section, day of publication and extras; who appears with whom.

All counts are exact and of articles, not of mentions; ties are in alphabetical order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from searchlib.errors import QueryError
from searchlib.kernels import aggregation
from searchlib.results.histograms import UNITS, histogram
from searchlib.results.matching import Matching

FACET_LIMIT = 20
_LABELS = {"people": aggregation.PEOPLE, "source": aggregation.SOURCE, "section": aggregation.SECTION}
FACETS = (*_LABELS, *UNITS, "extra.KEY")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people and the number of articles that they are both in."""

    first: str
    second: str
    count: int


def facet_limits(wanted: Sequence[str] | Mapping[str, int]) -> dict[str, int]:
    """How many values of which facets are asked for; each name is known.

    Raises:
        QueryError: there is no such facet, or a limit is no whole number.
    """
    if isinstance(wanted, str) or not isinstance(wanted, (Sequence, Mapping)):
        raise QueryError(f"facets takes a list of names or names with limits, such as {{'people': 50}}, not {wanted!r}")
    limits = dict(wanted) if isinstance(wanted, Mapping) else dict.fromkeys(wanted, FACET_LIMIT)
    for name, limit in limits.items():
        if not isinstance(name, str) or not (
            name in _LABELS or name in UNITS or (name.startswith("extra.") and name != "extra.")
        ):
            raise QueryError(f"there is no facet {name!r}; there are {', '.join(FACETS)}")
        if not isinstance(limit, int) or isinstance(limit, bool) or limit < 0:
            raise QueryError(f"the limit of facet {name!r} must be a whole number, 0 or more")
    return limits


def count_facet(matching: Matching, name: str, limit: int = FACET_LIMIT) -> dict[str, int]:
    """Articles by value: the most frequent first; days, months and years in order of time and all of them."""
    if name in UNITS:
        return histogram(matching, name, fill=False).labelled()
    if name.startswith("extra."):
        table = matching.labels(aggregation.EXTRA)
        return dict(table.top(matching.bitmaps, limit, f"{name.removeprefix('extra.')}\0"))
    return dict(matching.labels(_LABELS[name]).top(matching.bitmaps, limit))


def count_pairs(matching: Matching, limit: int) -> list[Pair]:
    """The people who are in the most articles together."""
    return [Pair(*pair) for pair in matching.labels(aggregation.PEOPLE).pairs(matching.bitmaps, limit)]
