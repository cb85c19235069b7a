"""Who may write? The process that holds the lock on the file `lock`; it ends with the process, however that ends.

`flock` belongs to the open file, which a forked child shares: so children close theirs at once, or the lock would
outlive the process that took it. The file holds the number of the holder, for messages; it is never removed.
"""

from __future__ import annotations

import errno
import os
import threading
import time
import weakref
from contextlib import suppress
from pathlib import Path

from searchlib.errors import IndexLocked, WriteError

_FIRST_PAUSE, _LONGEST_PAUSE = 0.001, 0.05
_held: weakref.WeakSet[WriterLock] = weakref.WeakSet()
_no_fork = threading.Lock()  # held while a lock is taken, so that no child gets one that it does not know of


class WriterLock:
    """The lock of one index folder, not yet taken."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def take(self, timeout: float) -> None:
        """Takes the lock, or waits for it at most `timeout` seconds.

        Raises:
            IndexLocked: somebody else has it. WriteError: the file cannot be made, or the file system has no locks.
        """
        if self.held:
            return
        deadline = time.monotonic() + timeout
        pause = _FIRST_PAUSE
        while not self._try():
            left = deadline - time.monotonic()
            if left <= 0:
                raise self._locked(timeout)
            time.sleep(min(pause, left))
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _try(self) -> bool:
        with _no_fork:
            taken = self._open_and_lock()
            if taken:
                _held.add(self)
            return taken

    def _open_and_lock(self) -> bool:
        import fcntl

        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise WriteError(f"{self._path}: cannot be written: {error.strerror or error}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever removed the file in between made this a lock on nothing.
            if not os.path.samestat(os.fstat(descriptor), os.stat(self._path)):
                os.close(descriptor)
                return False
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        except OSError as error:
            os.close(descriptor)
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EAGAIN, errno.ENOENT):
                return False
            raise WriteError(
                f"{self._path}: cannot be locked: {error.strerror or error}; indexes need a file system with flock"
            ) from error
        self._descriptor = descriptor
        return True

    def _locked(self, timeout: float) -> IndexLocked:
        pid = self._holder()
        if pid == os.getpid():
            who = f"another Index of this process ({pid})"
        else:
            who = f"process {pid}{_name_of(pid)}" if pid else "another process"
        waited = f" (waited {timeout:g} s)" if timeout else "; lock_timeout=SECONDS waits for it"
        return IndexLocked(f"{self._path.parent}: is being written to by {who}{waited}", pid)

    def _holder(self) -> int | None:
        # The holder needs a moment to write its number: until then the file may name one that is gone.
        for _ in range(5):
            with suppress(OSError, ValueError):
                pid = int(self._path.read_text("ascii"))
                os.kill(pid, 0)
                return pid
            time.sleep(0.002)
        return None

    def release(self) -> None:
        if self._descriptor is not None:
            import fcntl

            with suppress(OSError):
                os.ftruncate(self._descriptor, 0)
            with suppress(OSError):
                # Closing would do, but for a child that was forked just now and has not closed its copy yet.
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            self.forget()

    def forget(self) -> None:
        """Closes the file without a word: what a forked child does, whose parent goes on holding the lock."""
        if self._descriptor is not None:
            with suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None
        _held.discard(self)


def _name_of(pid: int) -> str:
    with suppress(OSError):
        return f" ({Path(f'/proc/{pid}/comm').read_text('utf-8', 'replace').strip()})"
    return ""


def _forget_in_child() -> None:
    for lock in list(_held):
        lock.forget()
    _no_fork.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_no_fork.acquire, after_in_parent=_no_fork.release, after_in_child=_forget_in_child)
