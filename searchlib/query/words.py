"""What does one word of a query ask? Itself, what begins so, what is near it, what fits a pattern or lies between two."""

from __future__ import annotations

import math
import re

from searchlib.analysis.fold import fold
from searchlib.query import signs
from searchlib.query.nodes import Everything, Fuzzy, Node, Prefix, Range, Regex, Wildcard, Word
from searchlib.query.scan import Scan

MAX_EDITS = 2


def read_word(word: str, begin: int, scan: Scan) -> Node | None:
    """The node of a word that stands at `begin`; None, with a note, where there is nothing to search."""
    if word in ("*", "*:*"):
        return Everything()
    if fuzzy := signs.FUZZY.fullmatch(word):
        edits = math.ceil(min(MAX_EDITS, float(fuzzy[2] or 1)))
        if fuzzy[2] and fuzzy[2] != str(edits):
            scan.note(f"~{fuzzy[2][:8]} was read as ~{edits}: words are found up to {MAX_EDITS} edits away", begin)
        return Fuzzy(fuzzy[1], edits)
    if "*" in word or "?" in word.rstrip("?"):
        stem = word.rstrip("*")
        if stem and "*" not in stem and "?" not in stem:
            return Prefix(stem)
        return Wildcard(word) if stem.strip("*?") else Everything()
    if not any(char.isalnum() or char == "_" for char in word):
        scan.note(f"{word!r} holds nothing to search", begin)
        return None
    return Word(word)


def read_regex(pattern: str, begin: int, scan: Scan) -> Node | None:
    """The node of an expression between slashes; None, with a note, where it is not understood."""
    from searchlib.query.patterns import regular
    from searchlib.query.regex import PatternError

    try:
        regular(pattern)
    except PatternError as error:
        scan.note(f"/{pattern}/ is not understood: {error}; it was left out", begin + 1 + error.position)
        return None
    return Regex(pattern)


def read_word_range(field: str, brackets: re.Match[str], begin: int, scan: Scan) -> Node:
    """The words between two, which may be left out by { and }."""
    low, high = ends_of(brackets)
    low_open, high_open = brackets[1] == "{", brackets[3] == "}"
    if low and high and fold(low) > fold(high):
        scan.note("the range was turned round: its first word is after its last", begin)
        low, low_open, high, high_open = high, high_open, low, low_open
    return Range(field, low or None, high or None, low_open, high_open)


def ends_of(brackets: re.Match[str]) -> tuple[str, str]:
    """What a range begins and ends with; "" for an open end, which may be written as *."""
    pieces = [piece.strip(" '\"") for piece in signs.TO.split(brackets[2], maxsplit=1)]
    low, high = ("" if piece == "*" else piece for piece in (pieces[0], pieces[-1]))
    return low, high
