"""Where do expressions of a token grammar stand in a text, and which way does the sentence look at them? For extraction/dates."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Generic, TypeVar, overload

_Mention = TypeVar("_Mention")

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

class FoundDates(Generic[_Mention]):
    """What was found in a text. Mentions are made when they are first looked at; not by the methods that an index asks."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[_Mention]: ...
    @overload
    def __getitem__(self, at: int) -> _Mention: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[_Mention, ...]: ...
    def mentions(self) -> tuple[_Mention, ...]:
        """All of them, in order; ranges last."""

    def days(self) -> list[tuple[int, int]]:
        """The ordinals of the first and last day of each that has any."""

    def as_record(self) -> bytes:
        """What a store holds of them (segments/found.py)."""

class DateFinder:
    """Finds temporal expressions and knows what they mean (date_finder.hpp); immutable, so threads may share it.

    Args:
        grammar: the matcher.
        tables: what it was made of.
        spellings: of each symbol its class ("" for a literal), its words, and the digits that it has at least and at most.
        rules: of each line of the grammar, by the name of its function in date_readings.hpp.
        any_case: words need no capital.
        tenses: reads which way sentences look.

    Raises:
        ValueError, IndexError: there is no such rule, or the tables do not belong together.
    """

    def __init__(
        self,
        grammar: Grammar,
        tables: tuple[
            int,
            list[tuple[int, int, int]],
            list[tuple[int, int]],
            list[list[int]],
            list[tuple[str, int, bool]],
            list[int],
            list[int],
            int,
        ],
        spellings: list[tuple[str, list[str], int, int]],
        rules: list[str],
        any_case: bool,
        tenses: TenseReader,
    ) -> None: ...
    def find(
        self,
        text: str,
        mention: type[_Mention],
        published: int = 0,
        figures_only: bool = False,
        day_first: bool | None = None,
        ranges: bool = False,
    ) -> FoundDates[_Mention]:
        """The mentions of a text, seen from a day; with `ranges` also what lies between two that the text joins.

        Args:
            text: any text.
            mention: the class of mentions: searchlib.DateMention, whose attributes are set without its __init__.
            published: the ordinal of the day; 0: none, relative expressions stay unresolved.
            figures_only: only what holds in any language.
            day_first: whether 7/10/2023 is in October; None: as the text suggests.
        """

    def days_asked_for(self, words: str, now: int) -> tuple[date, date] | None:
        """The first and last day that words mean which are one expression, as a searcher types it on a day."""

def rule_names() -> list[str]:
    """The rules that readings are known for."""

def ranges_between(
    text: str, mentions: list[tuple[int, int, int, int, str, str, str]], mention: type[_Mention]
) -> tuple[_Mention, ...]:
    """The ranges that neighbours of (start, end, first, last, type, value, how) are the ends of; days as ordinals, 0 for none."""

def days_of(value: str) -> tuple[date, date] | None:
    """The first and last day of a TIMEX3 value; None when it has none, as PAST_REF or XXXX-10."""
