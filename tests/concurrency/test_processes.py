"""One writer, many readers: locks that name their holder, wait, and die with it; forks; folders that are read only."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from torture import readers
from torture.changes import article
from torture.faults import CountingSystem

from searchlib import Index, IndexLocked, ReadOnlyIndex
from searchlib.segments.directory import DiskDirectory
from searchlib.segments.system import SystemCalls


def in_child(work: object) -> int:
    """What a forked child's work returns, as its exit code."""
    child = os.fork()
    if not child:
        code = 99
        try:
            code = work()  # type: ignore[operator]
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_the_holder_is_named(tmp_path: Path) -> None:
    code = "import sys; from searchlib import Index; i = Index(sys.argv[1]); i.delete('x'); print('ready', flush=True); input()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "i")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert holder.stdout is not None
    holder.stdout.readline()
    index = Index(tmp_path / "i")
    with pytest.raises(IndexLocked, match=str(holder.pid)) as caught:
        index.add(article("a1", "x"))
    assert caught.value.pid == holder.pid
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    index.add(article("a1", "x"))  # the lock went with its process
    index.commit()
    holder.stdout.close()


def test_waiting_for_the_lock(tmp_path: Path) -> None:
    first = Index(tmp_path / "i")
    first.add(article("a1", "x"))
    with pytest.raises(IndexLocked, match="another Index of this process"):
        Index(tmp_path / "i", lock_timeout=0.02).delete("a1")
    release = threading.Timer(0.05, first.commit)
    release.start()
    with Index(tmp_path / "i", lock_timeout=30) as second:
        second.add(article("a2", "x"))
    release.join()
    first.refresh()
    assert len(first) == 2


def test_a_child_does_not_keep_the_lock(tmp_path: Path) -> None:
    # The parent dies, its forked child lives on: nobody writes any more, so the lock must be free.
    reading, writing = os.pipe()
    parent = os.fork()
    if not parent:
        index = Index(tmp_path / "i")
        index.add(article("a1", "x"))
        if not os.fork():
            os.write(writing, f"{os.getpid()}\n".encode())
            time.sleep(60)
        time.sleep(60)
    grandchild = int(os.read(reading, 64))
    try:
        with pytest.raises(IndexLocked):
            Index(tmp_path / "i").delete("a1")
        os.kill(parent, signal.SIGKILL)
        os.waitpid(parent, 0)
        Index(tmp_path / "i").delete("a1")
    finally:
        os.kill(grandchild, signal.SIGKILL)


def test_a_forked_child_reads_and_does_not_write(tmp_path: Path) -> None:
    index = Index(tmp_path / "i")
    index.add(article("a1", "first"))
    index.commit()
    index.add_many(article(f"a{i}", "waits for the commit") for i in range(2, 1000))

    def child() -> int:
        refused = 0
        for change in (
            lambda: index.add(article("a9", "x")),
            lambda: index.delete("a1"),
            index.commit,
            index.rollback,
            index.optimize,
        ):
            try:
                change()
            except ReadOnlyIndex:
                refused += 1
        found = index.search("first").total + (index.get("a1").body == "first")
        index.close()
        return 10 * refused + found

    assert in_child(child) == 52
    index.commit()
    assert len(index) == 999
    index.check(deep=True)

    def grown_up() -> int:
        with Index(tmp_path / "i", lock_timeout=10) as own:
            own.add(article("a2000", "of the child"))
        return 0

    assert in_child(grown_up) == 0
    assert index.refresh()
    assert len(index) == 1000


def test_a_fork_while_a_thread_commits(tmp_path: Path) -> None:
    index = Index(tmp_path / "i")
    stop = threading.Event()
    failed: list[BaseException] = []

    def write() -> None:
        number = 0
        try:
            while not stop.is_set():
                index.add(article(f"a{number % 50}", "x"))
                index.commit()
                number += 1
        except BaseException as error:
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(15):
            assert in_child(lambda: 7 if index.refresh() in (True, False) and len(index) <= 50 else 8) == 7
    finally:
        stop.set()
        writer.join()
    assert failed == []


def test_readers_see_whole_commits(tmp_path: Path) -> None:
    figures = readers.run(1.5, tmp_path, processes=3, threads=3)
    assert figures["commits"] > 2
    assert figures["states seen by processes"] > 1
    assert figures["states seen by threads"] > 1


def test_reading_writes_nothing(tmp_path: Path) -> None:
    with Index(tmp_path / "i") as index:
        index.add(article("a1", "x"))
    (tmp_path / "i" / "lock").unlink()

    def refuse(operation: str) -> None:
        assert operation in ("names", "map"), operation

    index = Index(tmp_path / "i", read_only=True)
    index._directory = DiskDirectory(tmp_path / "i", CountingSystem(refuse))
    index.refresh()
    assert index.search("x").total == 1
    index.check(deep=True)
    index.close()
    assert "lock" not in {file.name for file in (tmp_path / "i").iterdir()}


def test_a_folder_without_permission_to_write(tmp_path: Path) -> None:
    with Index(tmp_path / "i") as index:
        index.add(article("a1", "x"))
    (tmp_path / "i" / "lock").unlink()
    os.chmod(tmp_path / "i", 0o555)
    try:
        with Index(tmp_path / "i", read_only=True) as index:
            assert index.search("x").total == 1
    finally:
        os.chmod(tmp_path / "i", 0o755)


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o007])
def test_the_umask_is_kept(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        with Index(tmp_path / "i") as index:
            index.add(article("a1", "x"))
        with Index(tmp_path / "i") as index:
            index.add_many(article(f"a{i}", "x") for i in range(5))
            index.delete("a1")
            index.add(article("a7", "x"))
    finally:
        os.umask(before)
    for file in (tmp_path / "i").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o666 & ~mask, file.name


def test_a_commit_costs_few_synchronisations(tmp_path: Path) -> None:
    syncs: list[str] = []
    index = Index(tmp_path / "i")
    index._directory = DiskDirectory(tmp_path / "i", CountingSystem(lambda operation: syncs.append(operation)))
    index.add(article("a0", "x"))
    index.commit()
    most = 0
    for round in range(40):
        syncs.clear()
        index.add(article(f"a{round}", "x"))
        index.add(article(f"a{round + 1}", "x"))
        index.commit()
        most = max(most, syncs.count("sync"))
    # The new segment's two files, the deletions in one older segment, the manifest, the folder twice.
    assert most <= 7


@pytest.mark.parametrize("name", ["with spaces", "Ärger mit Umlauten", "новости", "索引", "quote'\"$()"])
def test_paths(tmp_path: Path, name: str) -> None:
    with Index(tmp_path / name / "deep" / "er") as index:
        index.add(article("a1", "x"))
    with Index(os.fsencode(tmp_path / name / "deep" / "er"), read_only=True) as index:  # type: ignore[arg-type]
        assert len(index) == 1


def test_system_calls_are_all_covered_by_faults() -> None:
    # A new operation that faults do not know would never fail in the tests.
    own = {name for name in vars(SystemCalls) if not name.startswith("_")}
    assert own == {name for name in vars(CountingSystem) if not name.startswith("_")}
