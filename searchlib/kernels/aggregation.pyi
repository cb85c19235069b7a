from array import array

from searchlib.kernels.segments import SegmentView

PEOPLE: int
SOURCE: int
SECTION: int
EXTRA: int
DAY: int
WEEK: int
MONTH: int
QUARTER: int
YEAR: int
BINS: int

class LabelTable:
    def __init__(self, views: tuple[SegmentView, ...], facet: int, renames: dict[str, str] | None = None) -> None: ...
    def __len__(self) -> int: ...
    def top(self, bitmaps: list[bytes], limit: int, prefix: str = "") -> list[tuple[str, int]]: ...
    def pairs(self, bitmaps: list[bytes], limit: int) -> list[tuple[str, str, int]]: ...

def histogram(
    views: tuple[SegmentView, ...], bitmaps: list[bytes], unit: int
) -> tuple[array[int], array[int], int]: ...
def copies(
    views: tuple[SegmentView, ...], segment: int, document: int, least: int, days: int
) -> list[tuple[int, int, int]]: ...
def words_beginning(views: tuple[SegmentView, ...], head: str, prefix: str, limit: int) -> list[tuple[str, int]]: ...
def edits_between(a: str, b: str, most: int) -> int: ...
