"""Which hits are the same text, sent by several outlets? Near-duplicates are collapsed into the best of them.

The measure: two bodies are copies when about 70 % or more of their distinct three-word runs are the same (resemblance, Broder
1997), estimated from 32-byte fingerprints made when articles were indexed (kernels/fingerprint.hpp), and they were published
at most three days apart. So the same report in two papers is one hit; a yearly report with the same wording is not. Bodies of
fewer than 20 words are never copies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from searchlib.ranking.snapshot import Snapshot

LEAST_RESEMBLANCE = 0.7
DAYS_APART = 3
Found = tuple[int, int, float]
"""Segment, document, score."""
Place = tuple[int, int]
"""Segment, document."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An article with nearly the same body as a hit.

    Attributes:
        id, headline, source, published: of the article.
        resemblance: the part of three-word runs in common, 0 to 1, as estimated.
    """

    id: str
    headline: str
    source: str
    published: date | datetime | None
    resemblance: float

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON or a table."""
        return {
            "id": self.id, "headline": self.headline, "source": self.source,
            "published": self.published.isoformat() if self.published else None,
            "resemblance": round(self.resemblance, 3),
        }  # fmt: skip


def find_copies(
    snapshot: Snapshot, segment: int, document: int, days: int = DAYS_APART
) -> list[tuple[int, int, float]]:
    """(segment, document, resemblance) of the copies of an article, the most alike first."""
    from searchlib.kernels import aggregation

    # Bins of different texts agree by chance once in 15.
    least = round(aggregation.BINS * (LEAST_RESEMBLANCE + (1 - LEAST_RESEMBLANCE) / 15))
    found = aggregation.copies(snapshot.views, segment, document, least, days)
    return sorted(
        ((s, d, max(0.0, (same / aggregation.BINS - 1 / 15) / (1 - 1 / 15))) for s, d, same in found),
        key=lambda one: (-one[2], one[0], one[1]),
    )


def load_copies(snapshot: Snapshot, found: list[tuple[int, int, float]]) -> tuple[Copy, ...]:
    """What is shown of copies."""
    from searchlib.results.results import published_of

    made = []
    for s, d, resemblance in found:
        segment = snapshot.segments[s]
        view = segment.view
        made.append(Copy(view.id(d), view.headline(d), view.source(d), published_of(segment, d), resemblance))
    return tuple(made)


def collapse(
    snapshot: Snapshot,
    best: Callable[[int], list[Found]],
    offset: int,
    limit: int,
    in_order: Callable[[list[Place]], list[Found]] | None = None,
) -> list[tuple[Found, list[tuple[int, int, float]]]]:
    """A page of hits without those that are copies of a better one, each with its copies.

    Args:
        best: gives the k best hits.
        offset, limit: the page, counted in hits that are left.
        in_order: gives those of some articles that match, the best first: where `best` begins behind others, which may have
            copies on this page. None where it begins with the first.
    """
    wanted, k = offset + limit, 2 * (offset + limit) + 10
    while True:
        found = best(k) if wanted else []
        kept: list[tuple[Found, list[tuple[int, int, float]]]] = []
        told = set() if in_order is None else _told_elsewhere(snapshot, found, in_order)
        for hit in found:
            if len(kept) == wanted:
                break
            if (hit[0], hit[1]) in told:
                continue
            copies = find_copies(snapshot, hit[0], hit[1])
            told.update((s, d) for s, d, _ in copies)
            kept.append((hit, copies))
        if len(kept) == wanted or len(found) < k:
            return kept[offset:]
        k *= 3


def _told_elsewhere(
    snapshot: Snapshot, found: list[Found], in_order: Callable[[list[Place]], list[Found]]
) -> set[Place]:
    """The copies of better hits among some hits and whatever is connected with them by being copies.

    A hit is left out when a better one that is kept has it as a copy, and whether that one is kept depends on its own copies only,
    and so on: nothing else among the hits before the page needs to be looked at.
    """
    copies: dict[Place, set[Place]] = {}
    unread = [(s, d) for s, d, _ in found]
    while unread:
        one = unread.pop()
        if one not in copies:
            copies[one] = {(s, d) for s, d, _ in find_copies(snapshot, *one)}
            unread += copies[one]
    told: set[Place] = set()
    for s, d, _ in in_order([one for one, those in copies.items() if those]):
        if (s, d) not in told:
            told |= copies[s, d]
    return told
