"""Every file operation fails in turn, or the power goes: SystemCalls that do so, and what is asked of the index then."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from searchlib import Index, SearchlibError
from searchlib.segments.directory import DiskDirectory
from searchlib.segments.system import SystemCalls
from torture.changes import Model, Step, apply, differences, follow, steps

MODES = ("EIO", "ENOSPC", "EACCES", "short write")


class CountingSystem(SystemCalls):
    """Calls `before` with the operation's name before each."""

    def __init__(self, before: Callable[[str], None]) -> None:
        self._before = before

    def names(self, folder: Path) -> list[str]:
        self._before("names")
        return super().names(folder)

    def map(self, path: Path) -> memoryview:
        self._before("map")
        return super().map(path)

    def create(self, path: Path) -> int:
        self._before("create")
        return super().create(path)

    def write(self, descriptor: int, data: memoryview, offset: int) -> int:
        self._before("write")
        return super().write(descriptor, data, offset)

    def close(self, descriptor: int) -> None:
        try:
            self._before("close")
        finally:
            super().close(descriptor)

    def sync(self, path: Path) -> None:
        self._before("sync")  # and nothing more: waiting for the disk shows nothing here

    def replace(self, source: Path, target: Path) -> None:
        self._before("replace")
        super().replace(source, target)

    def remove(self, path: Path) -> None:
        self._before("remove")
        super().remove(path)


class FaultySystem(CountingSystem):
    """Fails at operation number `at`, and at all after it if `lasting`, until it is healed.

    "short write" takes half of the bytes and has no room for more; other operations then fail as on a full disk.
    """

    def __init__(self, at: int, mode: str, *, lasting: bool) -> None:
        super().__init__(self._maybe_fail)
        self.at, self.mode, self.lasting = at, mode, lasting
        self.count, self.failed, self.healed = 0, "", False

    def _maybe_fail(self, operation: str) -> None:
        number, self.count = self.count, self.count + 1
        if not self.healed and (number >= self.at if self.lasting else number == self.at):
            self.failed = self.failed or operation
            number = getattr(errno, "ENOSPC" if self.mode == "short write" else self.mode)
            raise OSError(number, os.strerror(number))

    def write(self, descriptor: int, data: memoryview, offset: int) -> int:
        try:
            return super().write(descriptor, data, offset)
        except OSError:
            if self.mode == "short write" and len(data) > 1:
                return SystemCalls.write(self, descriptor, data[: len(data) // 2], offset)
            raise


def faults(folder: Path, seed: int = 3, *, every: int = 1) -> dict[str, int]:
    """A scenario, once for every operation and kind of fault, one that passes and one that lasts."""
    scenario = _scenario(seed)
    operations = _run_with_fault(folder, scenario, FaultySystem(1 << 60, "EIO", lasting=False))
    figures = {"operations": operations, "runs": 0, "errors raised": 0}
    for at in range(seed % every, operations, every):
        for mode in MODES:
            for lasting in (False, True):
                system = FaultySystem(at, mode, lasting=lasting)
                figures["errors raised"] += _run_with_fault(folder, scenario, system)
                figures["runs"] += 1
    return figures


def _scenario(seed: int) -> list[Step]:
    # Enough small commits for merges, and something that waits for a commit at the end.
    made = []
    commits = 0
    for step in steps(random.Random(seed), ids=40, longest=20):
        made.append(("commit", "", "") if step[0] == "rollback" else step)
        commits += step[0] in ("commit", "optimize", "rollback")
        if commits == 9:
            return made
    raise AssertionError


def _run_with_fault(folder: Path, scenario: list[Step], system: FaultySystem) -> int:
    """Follows the scenario; returns how many errors were raised, or without a fault how many operations there were."""
    path = folder / "faulty"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    index = Index(path)
    index._directory = DiskDirectory(path, system)
    committed: Model = {}
    pending: Model = {}
    errors = 0
    for step in scenario:
        try:
            apply(step, index)
        except SearchlibError as error:
            errors += 1
            assert str(path) in str(error) or "manifest" in str(error), error
            _is_last_commit(path, index, [committed, *([pending] if step[0] in ("commit", "optimize") else [])])
            system.healed = True
            apply(step, index)  # the fault is gone: the same Index goes on
        if follow(step, committed, pending):
            _is_last_commit(path, index, [committed])
    index.close()
    with Index(path, read_only=True) as reader:
        reader.check(deep=True)
    if system.at < 1 << 60:
        assert errors == 0 or system.failed
        return errors
    return system.count


def _is_last_commit(path: Path, index: Index, models: list[Model]) -> None:
    if (path / "manifest").exists() or {} not in models:  # before the first change there is no index yet
        with Index(path, read_only=True) as reader:
            wrong = [differences(reader, model) for model in models]
            assert [] in wrong, wrong
    # The Index that failed shows one commit, whole, as well.
    assert [] in [differences(index, model) for model in models]


class PowerCut(BaseException):
    """The machine went off."""


class PowerCutSystem(CountingSystem):
    """Remembers what is on the disk for sure: contents that were synchronised, and names of synchronised folders."""

    def __init__(self, folder: Path, at: int) -> None:
        super().__init__(self._maybe_cut)
        self._folder, self.at, self.count = folder, at, 0
        self._serial = 0
        self._file_of: dict[str, int] = {}  # names as programs see them → file
        self._contents: dict[int, bytes] = {}  # file → what is on the disk of it
        self._sure: dict[str, int] = {}  # names as they are on the disk
        self._unsure: list[tuple[str, str, int]] = []  # changes of names since the folder was synchronised

    def _maybe_cut(self, operation: str) -> None:
        number, self.count = self.count, self.count + 1
        if number >= self.at and operation != "close":  # files are closed when Python forgets them
            raise PowerCut(operation)

    def create(self, path: Path) -> int:
        descriptor = super().create(path)
        self._serial += 1
        self._file_of[path.name] = self._serial
        self._unsure.append(("put", path.name, self._serial))
        return descriptor

    def sync(self, path: Path) -> None:
        super().sync(path)
        if path == self._folder:
            self._sure, self._unsure = dict(self._file_of), []
        else:
            self._contents[self._file_of[path.name]] = path.read_bytes()

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        file = self._file_of.pop(source.name)
        self._file_of[target.name] = file
        self._unsure += [("put", target.name, file), ("drop", source.name, file)]

    def remove(self, path: Path) -> None:
        super().remove(path)
        self._unsure.append(("drop", path.name, self._file_of.pop(path.name, 0)))

    def after_the_cut(self, target: Path, source: random.Random) -> None:
        """The folder as the disk has it: of what was not synchronised, any part may be there or not."""
        target.mkdir()
        names = dict(self._sure)
        keep = source.random()
        for what, name, file in self._unsure:
            if source.random() < keep:
                if what == "put":
                    names[name] = file
                elif names.get(name) == file:
                    del names[name]
        for name, file in names.items():
            if file in self._contents:
                data = self._contents[file]
            else:
                now = self._folder / name
                data = now.read_bytes() if self._file_of.get(name) == file and now.exists() else b""
                cut = source.choice((0, len(data), source.randint(0, len(data))))
                data = data[:cut] + bytes(source.choice((0, len(data) - cut)))
            (target / name).write_bytes(data)


def power_cuts(folder: Path, seed: int = 5, *, every: int = 1, times: int = 2) -> dict[str, int]:
    """A scenario, cut off before every operation; what the disk has then must open as the last commit."""
    scenario = _scenario(seed)
    source = random.Random(seed)
    figures = {"operations": 0, "cuts": 0, "during a commit": 0}
    at = seed % every
    while True:
        path = folder / "powered"
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        system = PowerCutSystem(path, at)
        index = Index(path)
        index._directory = DiskDirectory(path, system)
        committed: Model = {}
        pending: Model = {}
        step = scenario[0]
        try:
            for step in scenario:
                apply(step, index)
                follow(step, committed, pending)
        except PowerCut:
            pass
        else:
            figures["operations"] = system.count
            return figures
        committing = step[0] in ("commit", "optimize")
        figures["during a commit"] += committing
        for number in range(times):
            figures["cuts"] += 1
            disk = folder / f"disk {number}"
            system.after_the_cut(disk, source)
            with Index(disk) as survivor:
                wrong = [differences(survivor, model) for model in (committed, *([pending] if committing else []))]
                assert [] in wrong, (at, step, wrong)
                survivor.add(index_article(scenario))
            with Index(disk, read_only=True) as survivor:
                survivor.check(deep=True)
            shutil.rmtree(disk)
        index._directory = DiskDirectory(path)
        at += every


def index_article(scenario: list[Step]) -> object:
    """Some article of the scenario."""
    from torture.changes import article

    return next(article(id, body) for what, id, body in scenario if what == "add")
