"""Where do an index's files live? On disk or in memory, behind the few operations that an index needs."""

from __future__ import annotations

import io
import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from searchlib.errors import CorruptIndex, IndexLocked, WriteError


class WritableFile(Protocol):
    """A new file in the making."""

    def write(self, data: bytes, /) -> int: ...
    def close(self) -> None: ...


class Directory(Protocol):
    """The files of one index; `path` is how messages name it."""

    path: Path

    def names(self) -> list[str]: ...
    def read(self, name: str) -> memoryview: ...
    def create(self, name: str) -> WritableFile: ...
    def sync(self, names: list[str]) -> None: ...
    def replace(self, name: str, data: bytes) -> None: ...
    def remove(self, name: str) -> None: ...
    def lock(self) -> None: ...
    def unlock(self) -> None: ...


class DiskDirectory:
    """A folder. Files are mapped for reading; a lock file's lock ends with the process that holds it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    def names(self) -> list[str]:
        return sorted(entry.name for entry in self.path.iterdir() if entry.is_file())

    def read(self, name: str) -> memoryview:
        try:
            with open(self.path / name, "rb") as file:
                size = os.fstat(file.fileno()).st_size
                if not size:
                    return memoryview(b"")
                return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except FileNotFoundError:
            raise CorruptIndex(f"{self.path / name}: this file of the index is missing") from None

    def create(self, name: str) -> WritableFile:
        with _write_errors(self.path / name):
            return open(self.path / name, "wb", buffering=1 << 18)

    def sync(self, names: list[str]) -> None:
        for name in names:
            with _write_errors(self.path / name):
                descriptor = os.open(self.path / name, os.O_RDONLY)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
        with _write_errors(self.path):
            self._sync_folder()

    def replace(self, name: str, data: bytes) -> None:
        """Puts `data` in the place of a file so that readers see either the old or the new, whole, also after a crash."""
        temporary = self.path / f"{name}.new"
        with _write_errors(self.path / name):
            with open(temporary, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self.path / name)
            self._sync_folder()

    def _sync_folder(self) -> None:
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, name: str) -> None:
        with suppress(OSError):
            (self.path / name).unlink()

    def lock(self) -> None:
        import fcntl

        if self._lock is not None:
            return
        path = self.path / "lock"
        with _write_errors(path):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(descriptor, 64).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise IndexLocked(
                f"{self.path}: is being written to by process {holder or 'unknown'}; try again when it has finished"
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        self._lock = descriptor

    def unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


class MemoryDirectory:
    """Files that live as long as the object."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self.path = Path("<memory>")

    def names(self) -> list[str]:
        return sorted(self._files)

    def read(self, name: str) -> memoryview:
        return memoryview(self._files[name])

    def create(self, name: str) -> WritableFile:
        return _MemoryFile(self._files, name)

    def sync(self, names: list[str]) -> None:
        pass

    def replace(self, name: str, data: bytes) -> None:
        self._files[name] = data

    def remove(self, name: str) -> None:
        self._files.pop(name, None)

    def lock(self) -> None:
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


@contextmanager
def _write_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(f"{path}: cannot be written: {error.strerror or error}") from error
