"""Is this folder that of an index, or may it become one? Nothing is written among somebody else's files."""

from __future__ import annotations

from pathlib import Path

from searchlib.errors import IndexNotFound, WriteError
from searchlib.segments.directory import DiskDirectory
from searchlib.segments.manifest import MANIFEST_COPY, MANIFEST_NAME


def open_folder(path: Path, read_only: bool) -> DiskDirectory:
    """The folder of an index; an empty or new one, too, when it may be written to.

    Raises:
        IndexNotFound: read_only and there is no index, or the path is something else. WriteError: it cannot be made.
    """
    directory = DiskDirectory(path)
    if path.exists() and not path.is_dir():
        raise IndexNotFound(f"{path}: is a file, not the folder of an index")
    if path.is_dir():
        names = directory.names()
        ours = (".segment", ".store", ".deleted", ".new")
        strangers = [
            name for name in names if name not in (MANIFEST_NAME, MANIFEST_COPY, "lock") and not name.endswith(ours)
        ]
        if MANIFEST_NAME in names or (not read_only and not strangers):
            return directory
        raise IndexNotFound(
            f"{path}: is not an index"
            + ("" if read_only else f" (it holds {strangers[0]!r}); name an empty or new folder")
        )
    if read_only:
        raise IndexNotFound(f"{path}: there is no index; make one with Index(path) or `search index`")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{path}: cannot be made: {error.strerror or error}") from error
    return directory
