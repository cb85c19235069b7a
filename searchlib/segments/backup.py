"""How is a commit copied while somebody writes? From the files that are open: they stay readable when they are removed."""

from __future__ import annotations

from pathlib import Path

from searchlib.errors import WriteError
from searchlib.segments.directory import DiskDirectory
from searchlib.segments.manifest import MANIFEST_NAME, Manifest
from searchlib.segments.reader import SegmentReader

_CHUNK = 1 << 22


def copy_commit(manifest: Manifest, segments: tuple[SegmentReader, ...], path: Path) -> None:
    """Writes a commit's files to an empty or new folder, the manifest last.

    Raises:
        WriteError: the folder is not empty or cannot be written. CorruptIndex: a file is damaged.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        occupied = any(path.iterdir())
    except OSError as error:
        raise WriteError(f"{path}: cannot be written: {error.strerror or error}") from error
    if occupied:
        raise WriteError(f"{path}: is not empty; a backup needs a folder of its own")
    directory = DiskDirectory(path)
    names = []
    for segment in segments:
        segment.check()
        for name, data in segment.contents().items():
            file = directory.create(name)
            try:
                for begin in range(0, len(data), _CHUNK):
                    file.write(bytes(data[begin : begin + _CHUNK]))
                file.close()
            except BaseException:
                file.abandon()
                raise
            names.append(name)
    directory.sync(names)
    directory.replace(MANIFEST_NAME, manifest.encode())
