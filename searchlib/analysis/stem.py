"""Which words are inflections of one another? Snowball's stemmers (PyStemmer), one a language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

DEFAULT_LANGUAGE = "en"

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""Languages whose stemmer works on folded, Latin-script words; words of other languages are taken as they are."""

_ELISIONS = {
    "fr": re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)"),
    "it": re.compile(r"(?:[cdlmstv]|a?gl|[dns][aeu]gl|[ac]o?ll|[dns][aeu]ll|un|quest|quell)'(?=\w)"),
    "ca": re.compile(r"[dlmnst]'(?=\w)"),
}
"""Short words that are written as one with the next, without their vowel: l'homme, dell'economia, d'Espanya."""
_FOLDED_SCRIPTS = {"ar", "el", "hy"}  # their stemmers expect their own script, which folding has replaced


def known_language(language: str) -> str:
    """The language whose rules are used: the two-letter code itself if there is a stemmer for it, else "" for none."""
    code = language[:2].lower()
    return code if code in STEMMERS and code not in _FOLDED_SCRIPTS else ""


@lru_cache(maxsize=32)
def _stemmer(language: str) -> Any:
    import Stemmer

    stemmer = Stemmer.Stemmer(STEMMERS[language])
    stemmer.maxCacheSize = 0  # words come once each; the cache would only cost
    return stemmer


def stem_words(words: Sequence[str], language: str = DEFAULT_LANGUAGE) -> list[str]:
    """Stems of folded words.

    Example:
        >>> stem_words(["talks", "talking", "o'brien", "u.s."])
        ['talk', 'talk', 'obrien', 'us']
        >>> stem_words(["hommes", "l'homme", "aujourd'hui"], "fr")
        ['homm', 'homm', 'aujourdhui']

    Args:
        words: folded words.
        language: code as in known_language; "" leaves words as they are.
    """
    elision = _ELISIONS.get(language)
    plain = [word if word.isalnum() else _plain(word, elision) for word in words]
    stemmed: list[str] = _stemmer(language).stemWords(plain) if language else plain
    return stemmed


def _plain(word: str, elision: re.Pattern[str] | None) -> str:
    if elision is not None and (elided := elision.match(word)):
        word = word[elided.end() :]
    # O'Brien and OBrien, U.S. and US are one stem; 1.9 and 19 are not.
    if "'" in word or ("." in word and not word[:1].isdigit()):
        return word.replace("'", "").replace(".", "") or word
    return word
