"""What runs in an engine's own process: it indexes articles, or answers queries round by round. Started by processes.py.

    worker.py index ENGINE FOLDER THREADS < prepared lines      one JSON object on the last line of the output
    worker.py query ENGINE FOLDER < one JSON request a line     one JSON answer a line

Time spent reading and parsing the input never counts.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from corpus import text_bytes
from engines import Engine, Unavailable, load
from queries import Query

BATCH = 500  # articles read ahead, outside the clock


def main() -> None:
    task, name, folder = sys.argv[1:4]
    try:
        engine = load(name)
        if task == "index":
            _index(engine, Path(folder), int(sys.argv[4]))
        else:
            engine.open(Path(folder))
            _answer(engine)
    except Unavailable as reason:
        _say({"unavailable": str(reason)})


def _say(message: object) -> None:
    print(json.dumps(message), flush=True)


def _index(engine: Engine, folder: Path, threads: int) -> None:
    rows = map(json.loads, sys.stdin)
    size = count = 0
    began = perf_counter()
    engine.create(folder, threads)
    seconds = perf_counter() - began
    while batch := list(islice(rows, BATCH)):
        size += sum(map(text_bytes, batch))
        count += len(batch)
        began = perf_counter()
        engine.add(batch)
        seconds += perf_counter() - began
    began = perf_counter()
    engine.finish()
    seconds += perf_counter() - began
    _say({"articles": count, "text_bytes": size, "seconds": seconds})


def _answer(engine: Engine) -> None:
    _say({"kinds": sorted(engine.kinds)})
    for line in sys.stdin:
        request: dict[str, Any] = json.loads(line)
        try:
            _say(_TASKS[request.pop("task")](engine, **request))
        except Unavailable as reason:
            _say({"unavailable": str(reason)})


def _time(engine: Engine, kind: str, queries: list[list[Any]], k: int, new: bool) -> dict[str, Any]:
    """Seconds of each whole call. `new`: what the engine remembers of earlier queries is emptied before the round."""
    if new and (forget := getattr(engine, "forget", None)):
        forget()
    return {"seconds": _clock(queries, lambda query: engine.search(kind, query, k))}


def _time_count(engine: Engine, kind: str, queries: list[list[Any]]) -> dict[str, Any]:
    return {"seconds": _clock(queries, lambda query: engine.count(kind, query))}


def _clock(queries: list[list[Any]], call: Callable[[Query], object]) -> list[float]:
    asked = [Query(*query) for query in queries]
    seconds = []
    gc.collect()
    for query in asked:
        began = perf_counter()
        call(query)
        seconds.append(perf_counter() - began)
    return seconds


def _counts(engine: Engine, kind: str, queries: list[list[Any]]) -> dict[str, Any]:
    """How many articles match, and how many of ten hits came, for the comparison of engines."""
    asked = [Query(*query) for query in queries]
    return {
        "counts": [engine.count(kind, query) for query in asked],
        "hits": [[id for id, _ in engine.search(kind, query, 10)] for query in asked],
    }


def _many(engine: Engine, queries: list[str], threads: int, cpus: list[int]) -> dict[str, Any]:
    """Seconds of one search_many; threads that it starts inherit the two CPUs."""
    many = getattr(engine, "many", None)
    if many is None:
        raise Unavailable("has no search_many")
    os.sched_setaffinity(0, cpus)
    began = perf_counter()
    answers = many(queries, threads)
    return {"seconds": perf_counter() - began, "hits": sum(map(len, answers))}


_TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "time": _time,
    "time_count": _time_count,
    "counts": _counts,
    "many": _many,
}

if __name__ == "__main__":
    main()
