"""Where do an index's files live? On disk or in memory, behind the few operations that an index needs."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from searchlib.errors import CorruptIndex, IndexNotFound, WriteError
from searchlib.segments.lock import WriterLock
from searchlib.segments.system import SystemCalls

WRITE_BUFFER = 1 << 18


class MissingFile(CorruptIndex):
    """A file that the manifest names is not there: damage, or a writer has moved on since the manifest was read."""


class WritableFile(Protocol):
    """A new file in the making."""

    def write(self, data: bytes, /) -> int: ...
    def close(self) -> None: ...
    def abandon(self) -> None: ...


class Directory(Protocol):
    """The files of one index; `path` is how messages name it."""

    path: Path

    def names(self) -> list[str]: ...
    def read(self, name: str) -> memoryview: ...
    def create(self, name: str) -> WritableFile: ...
    def sync(self, names: list[str]) -> None: ...
    def replace(self, name: str, data: bytes) -> None: ...
    def remove(self, name: str) -> None: ...
    def lock(self, timeout: float) -> None: ...
    def unlock(self) -> None: ...


class DiskDirectory:
    """A folder. Files are mapped for reading; a lock file's lock ends with the process that holds it.

    Args:
        path: the folder.
        system: what carries out the operations; tests give one that fails.
    """

    def __init__(self, path: Path, system: SystemCalls | None = None) -> None:
        self.path = path
        self._system = system or SystemCalls()
        self._lock = WriterLock(path / "lock")

    def names(self) -> list[str]:
        try:
            return self._system.names(self.path)
        except OSError as error:
            raise IndexNotFound(f"{self.path}: cannot be read ({error.strerror or error})") from error

    def read(self, name: str) -> memoryview:
        try:
            return self._system.map(self.path / name)
        except FileNotFoundError:
            raise MissingFile(f"{self.path / name}: this file of the index is missing") from None
        except OSError as error:
            # A disk that gives nothing back is damage; permissions and too many open files are not.
            kind = CorruptIndex if error.errno in (errno.EIO, errno.EISDIR) else IndexNotFound
            raise kind(f"{self.path / name}: cannot be read: {error.strerror or error}") from error

    def create(self, name: str) -> WritableFile:
        return DiskFile(self._system, self.path / name)

    def sync(self, names: list[str]) -> None:
        for name in names:
            with write_errors(self.path / name):
                self._system.sync(self.path / name)
        with write_errors(self.path):
            self._system.sync(self.path)

    def replace(self, name: str, data: bytes) -> None:
        """Puts `data` in the place of a file so that readers see either the old or the new, whole, also after a crash.

        Raises:
            WriteError: the old one is still there, unless putting it back failed as well.
        """
        try:
            before = bytes(self.read(name))
        except MissingFile:
            before = None
        temporary = self.path / f"{name}.new"
        self._put(temporary, data, synced=True)
        with write_errors(self.path / name):
            self._system.replace(temporary, self.path / name)
        try:
            with write_errors(self.path):
                self._system.sync(self.path)
        except WriteError:
            # The new one is in its place but a power cut may undo that: failing must mean that nothing has changed.
            with suppress(OSError, WriteError):
                if before is None:
                    self._system.remove(self.path / name)
                else:
                    self._put(temporary, before, synced=False)
                    self._system.replace(temporary, self.path / name)
            raise

    def _put(self, path: Path, data: bytes, *, synced: bool) -> None:
        file = DiskFile(self._system, path)
        try:
            file.write(data)
            file.close()
            if synced:
                with write_errors(path):
                    self._system.sync(path)
        except BaseException:
            file.abandon()
            raise

    def remove(self, name: str) -> None:
        with suppress(OSError):
            self._system.remove(self.path / name)

    def lock(self, timeout: float) -> None:
        self._lock.take(timeout)

    def unlock(self) -> None:
        self._lock.release()


class DiskFile:
    """A file being written. What could not be written stays in memory, and the next call tries again.

    It has no finaliser that writes: a forked child that drops its copy must not touch the parent's file.
    """

    def __init__(self, system: SystemCalls, path: Path) -> None:
        self._system, self._path = system, path
        self._pending: list[bytes] = []
        self._pending_size = self._written = 0
        self._descriptor: int | None = None
        with write_errors(path):
            self._descriptor = system.create(path)

    def write(self, data: bytes, /) -> int:
        self._pending.append(data)
        self._pending_size += len(data)
        if self._pending_size >= WRITE_BUFFER:
            self._flush()
        return len(data)

    def _flush(self) -> None:
        data = b"".join(self._pending)
        self._pending = [data]
        left = memoryview(data)
        offset = self._written
        with write_errors(self._path):
            assert self._descriptor is not None
            while left:
                taken = self._system.write(self._descriptor, left, offset)
                if taken <= 0:
                    raise OSError(errno.EIO, "nothing was written")
                left = left[taken:]
                offset += taken
        self._written = offset
        self._pending = []
        self._pending_size = 0

    def close(self) -> None:
        if self._descriptor is None:
            return
        self._flush()
        descriptor, self._descriptor = self._descriptor, None
        with write_errors(self._path):
            self._system.close(descriptor)

    def abandon(self) -> None:
        """Closes the file as it is and removes it, as far as that is possible."""
        self.__del__()
        with suppress(OSError):
            self._system.remove(self._path)

    def __del__(self) -> None:
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            with suppress(OSError):
                self._system.close(descriptor)


class MemoryDirectory:
    """Files that live as long as the object."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self.path = Path("<memory>")

    def names(self) -> list[str]:
        return sorted(self._files)

    def read(self, name: str) -> memoryview:
        try:
            return memoryview(self._files[name])
        except KeyError:
            raise MissingFile(f"{self.path / name}: this file of the index is missing") from None

    def create(self, name: str) -> WritableFile:
        return _MemoryFile(self._files, name)

    def sync(self, names: list[str]) -> None:
        pass

    def replace(self, name: str, data: bytes) -> None:
        self._files[name] = data

    def remove(self, name: str) -> None:
        self._files.pop(name, None)

    def lock(self, timeout: float) -> None:
        pass

    def unlock(self) -> None:
        pass


class _MemoryFile(io.BytesIO):
    def __init__(self, files: dict[str, bytes], name: str) -> None:
        super().__init__()
        self._target, self._name = files, name

    def close(self) -> None:
        if not self.closed:
            self._target[self._name] = self.getvalue()
        super().close()

    def abandon(self) -> None:
        super().close()
        self._target.pop(self._name, None)


@contextmanager
def write_errors(path: Path) -> Iterator[None]:
    """Turns an OSError into the WriteError that names the file."""
    try:
        yield
    except OSError as error:
        raise WriteError(f"{path}: cannot be written: {error.strerror or error}") from error
