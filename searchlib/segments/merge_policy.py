"""Which segments should become one? Few segments are searched faster, but copying takes time."""

from __future__ import annotations

from collections.abc import Iterable

from searchlib.segments.manifest import SegmentEntry

MERGE_FACTOR = 6
"""So many segments of about one size become one."""
FAR_LARGER = 8
"""Than all others together: a segment that a merge would copy for little."""


def of_like_size(entries: list[SegmentEntry]) -> list[SegmentEntry]:
    """Those worth merging after one long run: one that is far larger than all others together stays as it is."""
    ordered = sorted(entries, key=lambda entry: entry.documents)
    while len(ordered) > 1 and ordered[-1].documents > FAR_LARGER * sum(entry.documents for entry in ordered[:-1]):
        ordered.pop()
    return [entry for entry in entries if entry in ordered] if len(ordered) > 1 else []


def due_for_merging(entries: Iterable[SegmentEntry]) -> list[SegmentEntry]:
    """Segments that are due: mostly deleted ones, and as many of about one size as MERGE_FACTOR says."""
    tiers: dict[int, list[SegmentEntry]] = {}
    for entry in entries:
        live = entry.documents - entry.deleted_count
        if live * 2 < entry.documents:
            return [entry]
        tiers.setdefault(max(live, 64).bit_length() // 2, []).append(entry)
    return next((group for group in tiers.values() if len(group) >= MERGE_FACTOR), [])
