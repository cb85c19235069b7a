from collections.abc import Callable, Iterable, Sequence

class Spelling:
    """How alike words of names sound; names_reference.ReferenceSpelling says what is computed."""

    def __init__(
        self,
        symbols: Sequence[str],
        vowels: int,
        pairs: Sequence[int],
        alone: Sequence[int],
        sounds: Iterable[tuple[str, Sequence[str]]],
    ) -> None: ...
    def score(self, a: str, b: str, least: int = ...) -> int | None:
        """The score of two words of a-z; None for other words, or where it would be less than `least`."""
    def keys(self, word: str) -> set[str]: ...

class NameIndex:
    """Names of people, to be found by variants; numbered in the order given.

    `fold` turns a name that is not ASCII into lower case without accents. It is built once; any thread may ask.
    """

    def __init__(
        self,
        spelling: Spelling,
        names: Iterable[str],
        fold: Callable[[str], str],
        particles: Iterable[str],
        family_first: Iterable[str],
        nicknames: Iterable[Sequence[str]],
    ) -> None: ...
    def __len__(self) -> int: ...
    def word_counts(self) -> list[int]:
        """The number of words of each name, particles and suffixes not counted."""
    def split(self, name: str) -> tuple[list[str], str]:
        """The words of a name that tell people apart, and its suffix (jr, sr, ii)."""
    def variants(self, name: str, least: int, loose: bool = False) -> list[tuple[int, int]]:
        """(name's number, score), best first: names that may be this person's."""
    def words_like(self, word: str, least: int) -> list[tuple[str, int, int]]:
        """(word, number of a name with it, score), best first: words of names that are spellings of this one."""
    def with_family_name(self, name: str) -> list[int]:
        """Names whose last word is spelled as the last of this one."""
