from searchlib.kernels.segments import SegmentView

PatternTuple = tuple[int, list[tuple[int, int, int, int]], list[int], str]

def expand(
    one: SegmentView, head: str, prefix: str, pattern: PatternTuple, limit: int, most_work: int
) -> tuple[list[tuple[str, int]], int, int, bool]: ...
def impacts(one: SegmentView, keys: list[str], documents: list[int]) -> list[tuple[int, bytes]]: ...
def weighed(one: SegmentView, keys: list[str], weights: list[int], documents: list[int]) -> list[int]:
    """For each of `documents` (ascending) the sum over keys of weight * impact."""

def term_weight(documents: int, df: int, boost: float) -> int: ...
