"""Of which days do articles speak? Counting over bitmaps of documents; see mention_histogram.hpp."""

from searchlib.kernels.retrieval import SegmentView

def histogram(views: tuple[SegmentView, ...], bitmaps: list[bytes], unit: int) -> tuple[list[tuple[int, int]], int]:
    """([(first day of the bucket, articles)] in order without empty ones, articles that speak of none).

    Args:
        views: segments.
        bitmaps: the documents of each that count, as u64 words.
        unit: 0 day, 1 week, 2 month, 3 quarter, 4 year. A mention counts in the bucket that holds all of its days.
    """
