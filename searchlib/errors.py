"""What can go wrong, as one tree, so that one ``except SearchlibError`` catches all of it.

Example:
    >>> from searchlib import Index, SearchlibError
    >>> try:
    ...     Index("/nowhere/at/all", read_only=True)
    ... except SearchlibError as error:
    ...     print(type(error).__name__)
    IndexNotFound
"""

from __future__ import annotations


class SearchlibError(Exception):
    """The root of every error that searchlib raises on purpose."""


class IndexNotFound(SearchlibError):
    """There is no index at the path that was given."""


class IndexLocked(SearchlibError):
    """Another process or Index object is writing to this index.

    Attributes:
        pid: the number of the process that writes, or None when it cannot be known.
    """

    def __init__(self, message: str, pid: int | None = None) -> None:
        super().__init__(message)
        self.pid = pid


class IndexClosed(SearchlibError):
    """The Index was used after it was closed."""


class ReadOnlyIndex(SearchlibError):
    """A change was asked of an index that was opened with read_only=True, or before its process forked."""


class CorruptIndex(SearchlibError):
    """A file of the index is damaged; the message names it and the cause."""


class IndexVersionError(SearchlibError):
    """The index was written by a version of searchlib whose format this one cannot read."""


class WriteError(SearchlibError):
    """The index could not be written (disk full, no permission); the previous commit is untouched."""


class ArticleError(SearchlibError, ValueError):
    """An article cannot be indexed as it is; the message names the field and what it may be."""


class QueryError(SearchlibError, ValueError):
    """A query cannot be understood (only raised with strict=True, or for arguments of a wrong kind).

    Attributes:
        position: where in the query string, in characters from 0, or None when it has no place.
    """

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message if position is None else f"{message} (at character {position + 1})")
        self.position = position


class AliasError(SearchlibError, ValueError):
    """Aliases of people cannot be read; the message names the file and the line or entry."""


class ReadError(SearchlibError):
    """A file or a record in it cannot be read as articles.

    Attributes:
        path: the file, as it was named, or "<stdin>".
        line: the line in it, counted from 1, or None when the whole file is meant.
    """

    def __init__(self, message: str, path: str, line: int | None = None) -> None:
        place = path if line is None else f"{path}, line {line}"
        super().__init__(f"{place}: {message}")
        self.path = path
        self.line = line
        self.reason = message
