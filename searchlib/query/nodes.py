"""What may a query ask? Small immutable nodes, public, so that programs can build queries without strings.

Example:
    >>> from searchlib.query import And, Phrase, Word
    >>> And((Word("talks"), Phrase(("prime", "minister"))))
    And(parts=(Word(text='talks', field=''), Phrase(words=('prime', 'minister'), field='')))

A field of "" means everywhere: headline, standfirst and body. Others: "headline", "standfirst", "body", "people",
"byline", "source", "section", "id", "extra.KEY", and for Range also "published" and "dates".
Words are as typed; folding and stemming is the plan's work. Not for: knowing how a node is run (see plan.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

__all__ = [
    "And", "AsTyped", "Boost", "DayRange", "Everything", "Exact", "Fuzzy", "Name", "Near", "Node", "Not", "Or", "Phrase", "Prefix",
    "Range", "Regex", "Wildcard", "Word",
]  # fmt: skip


class Node:
    """The root of the query nodes.

    Comparing and showing stand here for all of them: a dataclass compiles its own for each class at import, which took a
    tenth of the time of `import searchlib`.
    """

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__match_args__)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self.__match_args__)))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({shown})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Word(Node):
    """A word in any of its inflections."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Exact(Node):
    """A word as it is written (folded for case and accents, not stemmed)."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AsTyped(Node):
    """Words one right after the other with just these accents; with these capitals, too, when there are any."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Phrase(Node):
    """Words as written, one right after the other."""

    words: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Near(Node):
    """Words as written, in any order (or in this one), with at most `distance` - 1 others between neighbours."""

    words: tuple[str, ...]
    distance: int
    field: str = ""
    ordered: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Prefix(Node):
    """Words that begin so."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Wildcard(Node):
    """Words that fit a pattern in which * is any run of characters and ? any one."""

    pattern: str
    field: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Fuzzy(Node):
    """Words within an edit distance (insertions, deletions, substitutions, swaps of neighbours)."""

    text: str
    distance: int = 1
    field: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Regex(Node):
    """Words that fit a regular expression from end to end."""

    pattern: str
    field: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Range(Node):
    """Words between two words in alphabetical order; None leaves an end open."""

    field: str
    low: str | None
    high: str | None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DayRange(Node):
    """Days from first to last, both included; None leaves an end open. Field "published" or "dates" (mentioned).

    A mention of days matches when it overlaps them; with meeting "within" when it lies in them as a whole, with "exact"
    when it is just these days.
    """

    field: str
    first: date | None
    last: date | None
    meeting: Literal["overlap", "within", "exact"] = "overlap"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class And(Node):
    """All of the parts. A Not among them excludes."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Or(Node):
    """At least one of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Not(Node):
    """Everything that the part does not match."""

    part: Node


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Boost(Node):
    """The part with its score multiplied."""

    part: Node
    factor: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Name(Node):
    """A person of the articles, by a name and by other spellings of it.

    Strictness 1 takes what are spellings of the name, 2 whatever may be one, 0 nothing but the user's aliases.
    """

    name: str
    strictness: int = 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Everything(Node):
    """Every article."""
