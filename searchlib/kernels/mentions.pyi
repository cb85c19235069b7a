"""Of which days do articles speak? Counting over bitmaps of documents; see mention_table.hpp."""

from array import array

from searchlib.kernels.segments import SegmentView

class MentionTable:
    """The days, weeks, months … that each document of a segment speaks of: made once, counted often.

    Args:
        view: the segment.
        unit: 0 day, 1 week, 2 month, 3 quarter, 4 year. A mention counts in the bucket that holds all of its days.
    """

    def __init__(self, view: SegmentView, unit: int) -> None: ...

def histogram(tables: list[MentionTable], bitmaps: list[bytes]) -> tuple[array[int], array[int], int]:
    """(first days of the buckets in order, without empty ones; articles of each; articles that speak of none).

    Args:
        tables: one for each segment, all of one unit.
        bitmaps: the documents of each that count, as u64 words.
    """
