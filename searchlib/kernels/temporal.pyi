"""Where do expressions of a token grammar stand in a text, and which way does the sentence look at them? For extraction/dates."""

from collections.abc import Iterable

class Grammar:
    """A grammar made ready for matching; immutable, so any number of threads may share it.

    Args:
        states: of the nondeterministic automaton; 0 is where every rule begins.
        edges: (from, symbol, to); symbol -1 reads nothing.
        accepts: (state, rule): a rule ends there; of several the lowest wins.
        symbols_of: for each signature the symbols that a token with it may stand for; signature 0 has none.
        words: (letters in lower case, signature, whether its first letter must be a capital).
        numbers: signatures of figures: 0-9, 00-99, three digits, four, four that are a year, six, eight.
        marks: signatures of the ASCII characters; of the second one for ½.
        space: the signature of white space.

    Raises:
        ValueError, IndexError: a table has another size. MemoryError or ValueError: the grammar is too large.
    """

    def __init__(
        self,
        states: int,
        edges: list[tuple[int, int, int]],
        accepts: list[tuple[int, int]],
        symbols_of: list[list[int]],
        words: list[tuple[str, int, bool]],
        numbers: list[int],
        marks: list[int],
        space: int,
    ) -> None: ...
    @property
    def states(self) -> int:
        """How many states the deterministic automaton has."""

    def find(self, text: str, start: int = 0, until: int = ..., any_case: bool = False) -> list[tuple[int, int, int]]:
        """(start, end, rule) of matches that begin in [start, until), from left to right, the longest at each place."""

class TenseReader:
    """Reads the tense of sentences (tense.hpp); immutable, so any number of threads may share it.

    Args:
        words: the words of each class that verb_words.hpp names; ASCII letters in lower case, apostrophes, hyphens.

    Raises:
        ValueError: there is no such class, or no such word can be. By the readers: IndexError: [start, end) is not in the text.
    """

    def __init__(self, words: dict[str, Iterable[str]]) -> None: ...
    def tense_at(self, text: str, start: int, end: int) -> str:
        """Which way the sentence looks at the expression in [start, end): "ahead", "before", "now" or "" (no verb)."""

    def owner_tense(self, text: str, start: int, end: int) -> str:
        """The same for a day with 's: "ahead" or "before"."""

    def verb_between(self, text: str, start: int, end: int) -> bool:
        """Whether a verb, or the end of a sentence, stands in [start, end)."""
