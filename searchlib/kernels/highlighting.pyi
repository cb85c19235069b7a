from collections.abc import Callable

class Highlighter:
    def __init__(
        self,
        resolve: Callable[[list[tuple[str, int]]], list[tuple[int, int]]],
        phrases: list[tuple[list[int], list[int], int, int]],
        beginnings: list[str],
    ) -> None: ...
    def find(self, text: str) -> tuple[list[tuple[int, int, int]], list[tuple[int, int]]]: ...
