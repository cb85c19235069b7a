from typing import Any, TypeVar

from searchlib.kernels.segments import SegmentView

RELEVANCE: int
NEWEST: int
OLDEST: int
EXHAUSTIVE: int

class WeighedPlan:
    views: tuple[SegmentView, ...]
    plan: tuple[Any, ...]
    size: int
    def __init__(self, views: tuple[SegmentView, ...], plan: tuple[Any, ...]) -> None: ...
    def search(
        self,
        k: int,
        order: int,
        behind: tuple[float, int, int, str] | None = None,
        fading: tuple[int, float] | None = None,
    ) -> list[tuple[int, int, float]]: ...
    def count(self) -> int: ...
    def matching(self) -> list[bytes]: ...

class SearchAhead:
    def __init__(self, views: tuple[SegmentView, ...], k: int, order: int, workers: int) -> None: ...
    @property
    def is_here(self) -> bool: ...
    def ask(self, plan: WeighedPlan) -> None: ...
    def answer(self) -> tuple[list[tuple[int, int, float]], float]: ...

class FoundDocument:
    _segment: Any
    _document: int
    _matching: Any
    score: float
    copies: tuple[Any, ...]
    @property
    def id(self) -> str: ...
    @property
    def headline(self) -> str: ...

_Made = TypeVar("_Made", bound=FoundDocument)

def hits(
    made: type[_Made],
    segments: tuple[Any, ...],
    found: list[tuple[int, int, float]],
    matching: Any,
    copies: list[tuple[Any, ...]] | None = None,
) -> list[_Made]: ...
