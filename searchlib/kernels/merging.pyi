from collections.abc import Callable

from searchlib.kernels.segments import SegmentView

def merge(
    views: tuple[SegmentView, ...],
    moves: list[tuple[list[int], dict[int, tuple[int, int]]]],
    write: Callable[[bytes], object],
    begin_section: Callable[[int], object],
) -> int: ...
