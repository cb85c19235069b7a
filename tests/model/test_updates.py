"""Whatever is added, replaced, deleted, committed, rolled back, merged or reopened: the index is what a dictionary says."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from torture.changes import WORDS, Model, article, differences
from torture.updates import run as update_many

from searchlib import Index
from searchlib.segments.system import SystemCalls

IDS = st.integers(0, 30).map("a{}".format)
BODIES = st.lists(st.sampled_from(WORDS[:12]), max_size=15).map(" ".join)


class Updates(RuleBasedStateMachine):
    """An index of many small segments beside a dictionary; a reader that sees commits when it refreshes."""

    @initialize(on_disk=st.booleans())
    def begin(self, on_disk: bool) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "i" if on_disk else None
        self.index = Index(self.path)
        self.committed: Model = {}
        self.pending: Model = {}
        self.reader: Index | None = None
        self.read: Model = {}

    @rule(id=IDS, body=BODIES)
    def add(self, id: str, body: str) -> None:
        self.index.add(article(id, body))
        self.pending[id] = body

    @rule(id=IDS)
    def delete(self, id: str) -> None:
        assert self.index.delete(id) == (id in self.pending)
        self.pending.pop(id, None)

    @rule(many=st.dictionaries(IDS, BODIES, min_size=5))
    def add_and_commit(self, many: Model) -> None:
        for id, body in many.items():
            self.add(id, body)
        self.commit()

    @rule()
    def commit(self) -> None:
        self.index.commit()
        self.committed = dict(self.pending)

    @rule()
    def rollback(self) -> None:
        self.index.rollback()
        self.pending = dict(self.committed)

    @rule()
    def optimize(self) -> None:
        self.index.optimize()
        self.committed = dict(self.pending)
        figures = self.index.stats()
        assert figures["segments"] <= 1
        assert figures["deleted"] == 0

    @precondition(lambda self: self.path is not None)
    @rule()
    def reopen(self) -> None:
        self.index.close()
        self.index = Index(self.path)
        self.pending = dict(self.committed)

    @precondition(lambda self: self.path is not None and (self.path / "manifest").exists())
    @rule()
    def open_reader(self) -> None:
        self.reader = Index(self.path, read_only=True)
        self.read = dict(self.committed)

    @precondition(lambda self: self.reader is not None)
    @rule()
    def refresh(self) -> None:
        assert self.reader is not None
        self.reader.refresh()
        self.read = dict(self.committed)

    @invariant()
    def it_is_what_the_dictionary_says(self) -> None:
        if hasattr(self, "index"):
            assert differences(self.index, self.committed) == []
            assert self.index.stats()["articles"] == len(self.committed)
            if self.reader is not None:
                assert differences(self.reader, self.read) == []

    def teardown(self) -> None:
        if hasattr(self, "index"):
            self.index.check(deep=True)
            self.index.close()
            shutil.rmtree(self.folder)


# Files that are not waited for: a power cut is not what is tested here.
SystemCalls_sync = SystemCalls.sync


def setup_module() -> None:
    SystemCalls.sync = lambda self, path: None  # type: ignore[method-assign]


def teardown_module() -> None:
    SystemCalls.sync = SystemCalls_sync  # type: ignore[method-assign]


TestUpdates = Updates.TestCase
TestUpdates.settings = settings(max_examples=40, stateful_step_count=30)


def test_files_and_dead_bytes_stay_bounded(tmp_path: Path) -> None:
    figures = update_many(3000, tmp_path, articles=300, a_commit=30)
    assert figures["most files"] < 40
    assert figures["most bytes an article"] < 3 * figures["bytes an article when optimized"]


def test_replacing_in_one_commit_leaves_no_dead_texts(tmp_path: Path) -> None:
    text = " ".join(f"{i * 2654435761 % 2**32:x}" for i in range(2000))
    with Index(tmp_path / "i") as index:
        for number in range(60):
            index.add(article(f"a{number % 2}", f"{number} {text} {number}"))
    store = sum(file.stat().st_size for file in (tmp_path / "i").glob("*.store"))
    assert store < 4 * len(text)
