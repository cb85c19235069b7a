"""Which operations of the operating system does an index on disk rest on? These and no others.

Everything that DiskDirectory does to files passes through one SystemCalls, so that tests can put one in its place that
fails at any of them, or that forgets what was not synchronised.
"""

from __future__ import annotations

import mmap
import os
import sys
from pathlib import Path


class SystemCalls:
    """The real thing. Every method may raise OSError."""

    def names(self, folder: Path) -> list[str]:
        """Names of the plain files of a folder."""
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.is_file())

    def map(self, path: Path) -> memoryview:
        """A file's bytes, mapped."""
        # O_NONBLOCK: somebody may have put a pipe in the file's place, which would be waited for.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            if not os.fstat(descriptor).st_size:
                return memoryview(b"")
            return memoryview(mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ))
        finally:
            os.close(descriptor)

    def create(self, path: Path) -> int:
        """An empty file, open for writing, with the permissions that the user's umask leaves."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)

    def write(self, descriptor: int, data: memoryview, offset: int) -> int:
        """Writes at a place; returns how many bytes were taken, which may be fewer than given."""
        return os.pwrite(descriptor, data, offset)

    def close(self, descriptor: int) -> None:
        os.close(descriptor)

    def sync(self, path: Path) -> None:
        """Returns when the contents of a file (or the names in a folder) are on the disk."""
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            if sys.platform == "darwin":
                import fcntl

                # fsync of macOS stops at the drive's own memory.
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            else:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        os.replace(source, target)

    def remove(self, path: Path) -> None:
        os.unlink(path)
