"""An index that an earlier version wrote is read as that version read it. A missing golden index fails: none is made here."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path

import pytest

import searchlib
from searchlib import Index
from searchlib.segments.files import FORMAT_VERSION

HERE = Path(__file__).parent
CLAIMED = range(1, FORMAT_VERSION + 1)

_spec = importlib.util.spec_from_file_location("golden_build", HERE / "build.py")
assert _spec is not None
assert _spec.loader is not None
build = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(build)


@pytest.mark.parametrize("version", CLAIMED)
def test_a_golden_index_answers_as_it_did(version: int) -> None:
    folder = HERE / f"format-{version}"
    expected = json.loads((folder / "answers.json").read_text("utf-8"))["answers"]
    with Index(folder / "index", read_only=True) as index:
        index.check(deep=True)
        given = json.loads(json.dumps(build.answers(index)))
    assert given == expected


@pytest.mark.parametrize("version", CLAIMED)
def test_a_golden_index_can_be_written_to(version: int, tmp_path: Path) -> None:
    shutil.copytree(HERE / f"format-{version}" / "index", tmp_path / "i")
    with Index(tmp_path / "i") as index:
        before = len(index)
        index.add(searchlib.Article("a later article", "", id="later", people=[], dates=[]))
        index.optimize()
        assert len(index) == before + 1
        index.check(deep=True)
    assert searchlib.check(tmp_path / "i", deep=True) == []
