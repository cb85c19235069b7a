"""A writer killed (SIGKILL) at any moment: the index opens at once and is exactly the last commit."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

from searchlib import Index
from searchlib.segments.system import SystemCalls
from torture.changes import Model, apply, differences, follow, steps

MOST_COMMITS = 60


def run(kills: int, folder: Path, seed: int = 1) -> dict[str, int]:
    """Kills that many writers of one index, each continuing where the last one was stopped.

    Returns:
        figures: kills, commits that were made, kills that came in the middle of a commit, leftovers found.
    """
    path = folder / "killed index"
    Index(path).close()
    source = random.Random(seed)
    model: Model = {}
    figures = {"kills": 0, "commits": 0, "during a commit": 0, "leftovers": 0, "articles at the end": 0}
    for number in range(kills):
        began, done = _killed_writer(path, seed * 1_000_003 + number, source.randint(0, 8), source.uniform(0.0, 0.012))
        states = _states(seed * 1_000_003 + number, model)
        figures["kills"] += 1
        figures["commits"] += done
        figures["during a commit"] += began > done
        live = _live(path)
        figures["leftovers"] += len(_files(path) - live)
        with Index(path, read_only=True) as index:
            candidates = [states[done], *([states[done + 1]] if began > done else [])]
            wrong = [differences(index, state) for state in candidates]
            assert [] in wrong, (number, done, began, wrong)
            model = candidates[wrong.index([])]
            index.check(deep=number % 5 == 0)
        if number % 10 == 0:
            with Index(path) as index:
                index.add(index.get(next(iter(model)))) if model else index.delete("a0")
            assert _files(path) == _live(path), "leftovers stay"
    figures["articles at the end"] = len(model)
    return figures


def _killed_writer(path: Path, seed: int, events: int, delay: float) -> tuple[int, int]:
    """How many commits the writer began, and how many it finished, before it was killed.

    It is killed `delay` seconds after that many commits began or ended: on a slow machine as on a fast one.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            _write(path, seed, writing)
        finally:
            os._exit(1)
    os.close(writing)
    said = b""
    while len(said) < 1 + events and (data := os.read(reading, 1)):  # the first says that it has opened the index
        said += data
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while data := os.read(reading, 1 << 16):
        said += data
    os.close(reading)
    assert b"!" not in said, "the writer failed"
    return said.count(b"<"), said.count(b">")


def _write(path: Path, seed: int, said: int) -> None:
    # SIGKILL leaves the system's memory as it is, so there is no need to wait for disks between two kills.
    SystemCalls.sync = lambda self, path: None  # type: ignore[method-assign]
    index = Index(path, memory_budget=1 << 20, threads=1 + seed % 2, lock_timeout=5.0)
    os.write(said, b"o")
    commits = 0
    try:
        for step in steps(random.Random(seed)):
            if step[0] in ("commit", "optimize"):
                os.write(said, b"<")
                apply(step, index)
                os.write(said, b">")
                commits += 1
                if commits == MOST_COMMITS:
                    time.sleep(60)
            else:
                apply(step, index)
    except BaseException:
        os.write(said, b"!")
        raise


def _states(seed: int, model: Model) -> list[Model]:
    """What the index is after 0, 1, 2, … of the writer's commits."""
    committed, pending = dict(model), dict(model)
    states = [dict(model)]
    for step in steps(random.Random(seed)):
        if follow(step, committed, pending):
            states.append(dict(committed))
            if len(states) > MOST_COMMITS + 1:
                break
    return states


def _files(path: Path) -> set[str]:
    return {file.name for file in path.iterdir()} - {"lock", "manifest", "manifest.copy"}


def _live(path: Path) -> set[str]:
    with Index(path, read_only=True) as index:
        return {name for segment in index._snapshot.segments for name in segment.entry.files}
