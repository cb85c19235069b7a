"""A writer that is killed at any moment loses nothing that was committed, and its leftovers go away."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from searchlib import Article, Index

WRITER = """
import sys
from searchlib import Article, Index
index = Index(sys.argv[1], memory_budget=1 << 20)
number = len(index)
print("ready", flush=True)
while True:
    for _ in range(40):
        index.add(Article(f"headline {number}", "word " * 50 + f"w{number}", id=f"a{number}", people=[], dates=[]))
        number += 1
    index.commit()
    print(number, flush=True)
"""


def test_a_killed_writer_loses_no_commit(tmp_path: Path) -> None:
    path = tmp_path / "i"
    source = random.Random(5)
    for _ in range(30):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=tmp_path
        )
        assert writer.stdout is not None
        assert writer.stdout.readline().strip() == "ready"
        time.sleep(source.uniform(0.0, 0.12))
        writer.send_signal(signal.SIGKILL)
        said = writer.communicate()[0].split()
        with Index(path, read_only=True) if (path / "manifest").exists() else Index(path) as index:
            count = len(index)
            # Either what it last said was committed, or the commit after that, which it had no time to announce.
            assert count % 40 == 0
            if said:
                assert count - int(said[-1]) in (0, 40)
            if count:
                assert index.search(f"w{count - 1}").total == 1
                assert index.search("headline", limit=1).total == count
                index.check()
    with Index(path) as index:
        index.add(Article("last", "one", people=[], dates=[]))
    with Index(path, read_only=True) as index:
        live = {name for segment in index._snapshot.segments for name in segment.entry.files}
    assert {file.name for file in path.iterdir()} - {"lock", "manifest"} == live
