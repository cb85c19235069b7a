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


def __getattr__(name: str) -> Any:
    # Reading and extraction are loaded when first used: a program that only searches does without them. So are results.
    if name in ("Hit", "Results", "Snippet"):
        from searchlib import results

        return getattr(results, name)
    if name == "extract":
        from searchlib.extraction import extract

        return extract
    if name == "read":
        from searchlib.reading import read

        return read
    if name in ("check", "repair"):
        from searchlib import rescue

        return getattr(rescue, name)
    raise AttributeError(f"module 'searchlib' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
