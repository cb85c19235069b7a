"""What is known of words before any text is read? Given names, titles, places, and words that names do not consist of."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """The words of one lexicon file, as they stand in it.

    Example:
        >>> "Mikhail" in words("given_names"), "minister" in words("titles")
        (True, True)
    """
    text = files("searchlib.extraction.people").joinpath("lexicons").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
