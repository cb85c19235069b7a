"""One writer; processes and threads that read at the same time. Everybody sees one commit, whole, and never an older one."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from searchlib import Index
from torture.changes import article

ARTICLES = 60


def run(seconds: float, folder: Path, *, processes: int = 8, threads: int = 8) -> dict[str, int]:
    """Every commit replaces all articles by ones that carry its number: two numbers at once would be half a commit."""
    path = folder / "read while written"
    with Index(path) as index:
        _change(index, 0)
    deadline = time.monotonic() + seconds
    children = [_reader_process(path, deadline) for _ in range(processes)]
    seen: list[int] = []
    failed: list[BaseException] = []
    shared = Index(path, read_only=True)

    def read() -> None:
        try:
            seen.append(_read(shared, deadline))
        except BaseException as error:
            failed.append(error)

    readers = [threading.Thread(target=read) for _ in range(threads)]
    for reader in readers:
        reader.start()
    commits = 0
    writer = Index(path)
    while time.monotonic() < deadline:
        commits += 1
        _change(writer, commits)
        writer.optimize() if commits % 17 == 0 else writer.commit()
    writer.close()
    for reader in readers:
        reader.join()
    if failed:
        raise failed[0]
    states = 0
    for child, reading in children:
        said = os.read(reading, 1 << 16).decode()
        os.close(reading)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code == 0, said
        states = max(states, int(said))
    assert {file.name for file in path.iterdir() if file.name[0] == "0"} == set(shared_files(path))
    return {
        "seconds": round(seconds), "processes": processes, "threads": threads, "commits": commits,
        "states seen by processes": states, "states seen by threads": max(seen),
    }  # fmt: skip


def shared_files(path: Path) -> list[str]:
    with Index(path, read_only=True) as index:
        return [name for segment in index._snapshot.segments for name in segment.entry.files]


def _change(index: Index, number: int) -> None:
    for i in range(ARTICLES):
        index.add(article(f"a{i}", f"commit c{number} of them"))


def _read(index: Index, deadline: float, reopen: Callable[[], Index] | None = None) -> int:
    states: set[int] = set()
    last = -1
    while time.monotonic() < deadline:
        if reopen is not None:
            index = reopen()
        else:
            index.refresh()
        # Another thread may refresh in between: a result page is of one commit all the same.
        hits = index.search("commit", limit=ARTICLES + 1).hits
        numbers = {hit.article.body.split()[1] for hit in hits}
        assert len(hits) == ARTICLES, f"{len(hits)} articles"
        assert len(numbers) == 1, f"commits {numbers} at once"
        number = int(numbers.pop()[1:])
        assert number >= last or reopen is None, f"commit {number} after {last}"
        last = max(last, number)
        states.add(number)
    return len(states)


def _reader_process(path: Path, deadline: float) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        opened: list[Index] = []

        def reopen() -> Index:
            for index in opened:
                index.close()
            opened[:] = [Index(path, read_only=True)]
            return opened[0]

        os.write(writing, str(_read(Index(path, read_only=True), deadline, reopen)).encode())
        code = 0
    except BaseException as error:
        os.write(writing, repr(error).encode())
    finally:
        os._exit(code)
