"""The person recogniser: a hashed linear-chain conditional random field, its lexicon and its trainer (people stage)."""

from collections.abc import Iterator
from typing import Generic, TypeVar

_Person = TypeVar("_Person")

def fold_name(text: str) -> str: ...
def make_lexicon(names: dict[str, int], classes: dict[str, int]) -> bytes: ...
def best_labels(scores: list[list[int]], between: list[list[int]], first: list[int], last: list[int]) -> list[int]: ...

class Recogniser:
    def __init__(self, model: bytes) -> None: ...
    def spans(self, text: str) -> list[tuple[int, int]]: ...
    def individuals(self, text: str, person: type[_Person], mention: type) -> FoundPeople[_Person]:
        """The people of a text, as objects of two classes: person(name, mentions, roles) and mention(text, start, end).

        The classes' own __init__ is not called, as a news article has dozens of mentions: they must be plain, with slots or a
        __dict__ for these names and no default that lies elsewhere.
        """

class FoundPeople(Generic[_Person]):
    """The people of a text, in the order of their first mention. Objects are made when they are looked at."""

    def __len__(self) -> int: ...
    def __getitem__(self, at: int) -> _Person: ...
    def __iter__(self) -> Iterator[_Person]: ...
    def people(self) -> tuple[_Person, ...]: ...
    def names(self) -> list[tuple[str, int]]:
        """Each person's name and number of mentions."""
    def as_record(self) -> bytes:
        """What a store holds of them (segments/found.py)."""

class Trainer:
    def __init__(self, lexicon: bytes) -> None: ...
    def add(self, text: str, spans: list[tuple[int, int, str]], open: str = "O", weight: float = 1.0) -> None: ...
    @property
    def tokens(self) -> int: ...
    def train(
        self,
        *,
        epochs: int = 10,
        evidence_epochs: int = 8,
        folds: int = 3,
        row_bits: int = 19,
        evidence_bits: int = 14,
        seed: int = 1,
        orders: int = 1,
        rate: float = 0.1,
        decay: float = 1e-5,
        dropout: float = 0.2,
    ) -> bytes: ...
