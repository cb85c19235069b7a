"""Is a query nothing but words? Then it needs no parser (the same tree comes out; a test holds this)."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"\w+(?:'\w+)*(?: +\w+(?:'\w+)*)*", re.UNICODE)
MAX_LENGTH = 1000
_OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR", "BEFORE"})


def plain_words(text: str) -> list[str] | None:
    """The words of a query of plain words; None when the parser is needed."""
    if len(text) > MAX_LENGTH or _PLAIN.fullmatch(text) is None:
        return None
    words = text.split()
    if len(words) > 32 or not _OPERATORS.isdisjoint(words):
        return None
    # `or` between words is read as OR, in any case of letters.
    return None if any(len(word) == 2 and word.lower() == "or" for word in words[1:-1]) else words
