"""One process an engine: started pinned to its CPUs, fed, and watched for memory from outside.

"One thread" means one CPU: an engine that starts a second thread of its own accord (tantivy writes on one) shares the CPU with
it. The engines' CPU is the last one; the program that feeds and watches them stays on the first.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

WORKER = Path(__file__).with_name("worker.py")
SAMPLE_SECONDS = 0.02


class EngineFailed(Exception):
    """The engine's process ended with an error; the message is its last words."""


def cpus(count: int) -> list[int]:
    """The last `count` CPUs that this process may use (fewer where there are fewer)."""
    return sorted(_ALL)[-count:]


_ALL = os.sched_getaffinity(0)


def stay_aside() -> None:
    """Keeps the calling program off the CPU of one-thread measurements."""
    os.sched_setaffinity(0, {min(_ALL)})


class Worker:
    """An engine's process, on `threads` CPUs."""

    def __init__(self, *arguments: str, threads: int = 1) -> None:
        allowed = cpus(threads)
        self._process = subprocess.Popen(
            [sys.executable, str(WORKER), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, allowed),
        )
        self.pid = self._process.pid
        self._complaints: list[str] = []
        self._reader = threading.Thread(target=self._read_complaints, daemon=True)
        self._reader.start()

    @property
    def input(self) -> IO[str]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _read_complaints(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._complaints = [*self._complaints[-20:], line]

    def answer(self) -> dict[str, Any]:
        """The next answer. Raises EngineFailed when the process ended without one."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("{"):  # libraries may print greetings
                answer: dict[str, Any] = json.loads(line)
                return answer
        self._process.wait()
        self._reader.join(5)
        raise EngineFailed("".join(self._complaints).strip() or f"exit code {self._process.returncode}")

    def ask(self, task: str, **request: object) -> dict[str, Any]:
        try:
            self.input.write(json.dumps({"task": task, **request}) + "\n")
            self.input.flush()
        except BrokenPipeError:
            pass  # the reason comes with the answer
        return self.answer()

    def feed(self, lines: Iterable[str]) -> None:
        try:
            self.input.writelines(lines)
            self.input.close()
        except BrokenPipeError:
            pass

    def close(self) -> None:
        if not self.input.closed:
            try:
                self.input.close()
            except BrokenPipeError:
                pass
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


class MemoryWatch:
    """Samples a process' memory: `own` is what it allocated (RssAnon), `resident` counts mapped files too (VmHWM). MiB."""

    def __init__(self, pid: int) -> None:
        self._status = Path(f"/proc/{pid}/status")
        self.own = self.resident = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *reason: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(SAMPLE_SECONDS):
            try:
                status = self._status.read_text()
            except OSError:
                return
            self.own = max(self.own, _mebibytes(status, "RssAnon"))
            self.resident = max(self.resident, _mebibytes(status, "VmHWM"))


def _mebibytes(status: str, key: str) -> float:
    found = re.search(rf"^{key}:\s*(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def folder_bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
