"""Full-text search for news articles, embedded in a Python program.

Example:
    >>> from searchlib import Article, Index
    >>> with Index() as index:
    ...     index.add(Article("Talks open in Moscow", "Fourteen groups met on Thursday."))
    >>> index.search("moscow talks").total
    1
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchlib._version import __version__
from searchlib.article import Article, DateMention, Extraction, Mention, Person
from searchlib.errors import (
    AliasError,
    ArticleError,
    CorruptIndex,
    IndexClosed,
    IndexLocked,
    IndexNotFound,
    IndexVersionError,
    QueryError,
    ReadError,
    ReadOnlyIndex,
    SearchlibError,
    WriteError,
)
from searchlib.index import Index

if TYPE_CHECKING:
    from searchlib.extraction import extract
    from searchlib.reading import read
    from searchlib.rescue import check, repair
    from searchlib.results import Hit, Results, Snippet

__all__ = [
    "AliasError",
    "Article",
    "ArticleError",
    "CorruptIndex",
    "DateMention",
    "Extraction",
    "Hit",
    "Index",
    "IndexClosed",
    "IndexLocked",
    "IndexNotFound",
    "IndexVersionError",
    "Mention",
    "Person",
    "QueryError",
    "ReadError",
    "ReadOnlyIndex",
    "Results",
    "SearchlibError",
    "Snippet",
    "WriteError",
    "__version__",
    "check",
    "extract",
    "read",
    "repair",
]


# Loaded when first used: a program that only searches does without reading and extraction, one that only adds without results.
_LATER = {
    "Hit": "results",
    "Results": "results",
    "Snippet": "results",
    "check": "rescue",
    "extract": "extraction",
    "read": "reading",
    "repair": "rescue",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(f"searchlib.{_LATER[name]}"), name)
    raise AttributeError(f"module 'searchlib' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
