"""Do words stand in a text just as they were typed? Their accents count, and their capitals when there are any.

Terms are filed folded, so articles that have the folded words are looked at once more. Not for: finding those.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

Holds = Callable[[str], bool]


def telling_word(typed: str) -> str | None:
    """A word that stands letter for letter in any text that has the words, if there is such a one (the longest).

    Example:
        >>> telling_word("Prime Minister Erdoğan"), telling_word("prime"), telling_word("Ł")
        ('Minister', None, None)
    """
    if not any(char.isupper() for char in typed):
        return None  # found in capitals, too
    words = re.findall(r"\w+", unicodedata.normalize("NFC", typed))
    return max((word for word in words if word.isascii() and len(word) > 1), key=len, default=None)


@lru_cache(maxsize=256)
def places_of(typed: str) -> Callable[[str], list[tuple[int, int]]]:
    """Where a text has the words as typed: begin and end of each word, wherever all of them stand.

    Example:
        >>> places_of("Prime Minister")("A prime minister; the Prime Minister.")
        [(22, 27), (28, 36)]
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFC", typed))
    flags = 0 if any(char.isupper() for char in typed) else re.IGNORECASE
    # Accents of a text may be characters of their own, which those of another word must not be cut off from.
    forms = ["|".join(re.escape(unicodedata.normalize(form, word)) for form in ("NFC", "NFD")) for word in words]
    expression = r"(?<!\w)" + r"\W+".join(f"({form})" for form in forms) + r"(?![\w\u0300-\u036f])"
    find = re.compile(expression, flags).finditer
    return lambda text: [found.span(at + 1) for found in find(text) for at in range(len(words))] if words else []


@lru_cache(maxsize=256)
def stands_in(typed: str) -> Holds:
    """Whether a text has the words one after the other with these letters; what stands between words is all one.

    Example:
        >>> [stands_in("Erdoğan")(text) for text in ("Mr Erdoğan's visit", "Erdogan", "ERDOĞAN", "Erdoğanist")]
        [True, False, False, False]
        >>> [stands_in("erdoğan")(text) for text in ("Erdoğan", "ERDOĞAN", "Erdogan")]
        [True, True, False]

    Args:
        typed: the words; in lower case they are found in capitals, too.
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFC", typed))
    flags = 0 if any(char.isupper() for char in typed) else re.IGNORECASE
    expression = r"(?<!\w)" + r"\W+".join(map(re.escape, words)) + r"(?!\w)"
    search, match_at = re.compile(expression, flags).search, re.compile(expression).match
    first, plain = words[0] if words else "", all(word.isascii() for word in words)

    def stands(text: str) -> bool:
        # Looking for the first word's letters is many times as fast as the expression, which tries each character.
        at = text.find(first)
        while at >= 0:
            if match_at(text, at):
                return True
            at = text.find(first, at + 1)
        return False

    def holds(text: str) -> bool:
        if not words or (not plain and text.isascii()):
            return False
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if not flags:
            return stands(text)
        return stands(text.lower()) if plain and text.isascii() else search(text) is not None

    return holds
