"""Checking names all that is damaged; repairing keeps what is whole, rescues what can be read, and says what is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from torture.changes import article

import searchlib
from searchlib import Article, Index, IndexLocked, IndexNotFound, WriteError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two segments; in the first, two of the 200 articles are deleted."""
    path = tmp_path / "an index with spaces, é"
    with Index(path) as index:
        # Text that does not pack, so that there are many blocks and pages.
        index.add_many(
            article(f"a{i}", " ".join(f"x{i * 7919 + j * 104729:x}" for j in range(150))) for i in range(200)
        )
    with Index(path) as index:
        index.add_many(article(f"a{i}", f"second {i}") for i in range(200, 210))
        index.delete("a3")
        index.add(article("a4", "newer"))
    return path


def largest(path: Path, ending: str) -> Path:
    return max(path.glob(f"*{ending}"), key=lambda file: file.stat().st_size)


def damage(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 0x40
    file.write_bytes(data)


def test_nothing_to_do(path: Path) -> None:
    before = {file.name: file.read_bytes() for file in path.iterdir()}
    assert searchlib.check(path, deep=True) == []
    report = searchlib.repair(path)
    assert (report.problems, report.lost, report.kept) == ([], [], 209)
    after = {file.name: file.read_bytes() for file in path.iterdir()}
    assert {**after, "lock": b""} == {**before, "lock": b""}


def test_a_damaged_store_loses_only_the_articles_of_its_block(path: Path) -> None:
    store = largest(path, ".store")
    damage(store, 20_000)
    problems = searchlib.check(path)
    assert [problem.file for problem in problems] == [store.name]
    assert "16384" in problems[0].cause
    report = searchlib.repair(path)
    assert report.kept == 11
    assert report.rescued + len(report.lost) == 198
    assert 0 < len(report.lost) < 198
    assert searchlib.check(path, deep=True) == []
    with Index(path) as index:
        assert len(index) == 11 + report.rescued
        assert not [id for id in report.lost if id in index]
        assert "a3" not in index
        assert index.get("a4").body == "newer"
    assert f"{store.name}.damaged" in report.set_aside
    assert (path / f"{store.name}.damaged").exists()


def test_a_damaged_list_loses_nothing(path: Path) -> None:
    segment = largest(path, ".segment")
    damage(segment, 100)
    assert [problem.file for problem in searchlib.check(path)] == [segment.name]
    report = searchlib.repair(path)
    assert (report.rescued, report.lost) == (198, [])
    with Index(path, read_only=True) as index:
        assert len(index) == 209
        assert index.search("head").total == 209


def test_a_lost_segment_is_counted(path: Path) -> None:
    largest(path, ".segment").unlink()
    report = searchlib.repair(path)
    assert (report.kept, report.rescued) == (11, 0)
    assert "198 articles" in report.lost[0]
    with Index(path, read_only=True) as index:
        assert len(index) == 11


def test_lost_deletions_are_said(path: Path) -> None:
    damage(next(path.glob("*.deleted")), 0)
    report = searchlib.repair(path)
    assert report.rescued == 199  # a3 is back; a4 is not, as a newer version is there
    assert any("deleted is lost" in note for note in report.notes)
    with Index(path, read_only=True) as index:
        assert "a3" in index
        assert index.get("a4").body == "newer"


def test_a_damaged_manifest_is_restored_from_its_copy(path: Path) -> None:
    damage(path / "manifest", 30)
    assert [problem.file for problem in searchlib.check(path)] == ["manifest"]
    report = searchlib.repair(path)
    assert (report.kept, report.rescued, report.lost) == (209, 0, [])
    with Index(path, read_only=True) as index:
        assert "a3" not in index


def test_without_any_manifest_segments_are_found(path: Path) -> None:
    (path / "manifest").unlink()
    (path / "manifest.copy").unlink()
    with pytest.raises(searchlib.CorruptIndex, match="repair"), Index(path) as index:
        index.add(article("a1", "must not make an empty index of it"))
    report = searchlib.repair(path)
    assert report.kept == 210
    assert any("deleted articles may be back" in note for note in report.notes)
    with Index(path, read_only=True) as index:
        assert index.get("a4").body == "newer"


def test_a_failed_repair_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damage(largest(path, ".store"), 20_000)
    before = {file.name: file.read_bytes() for file in path.iterdir() if file.name != "lock"}

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("searchlib.segments.system.SystemCalls.replace", fail)
        with pytest.raises(WriteError):
            searchlib.repair(path)
    after = {file.name: file.read_bytes() for file in path.iterdir()}
    assert {name: after[name] for name in before} == before
    assert searchlib.repair(path).rescued > 100


def test_what_cannot_be_repaired_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexNotFound):
        searchlib.repair(tmp_path / "nothing")
    with pytest.raises(IndexNotFound):
        searchlib.check(tmp_path)
    writer = Index(path)
    writer.delete("a1")
    with pytest.raises(IndexLocked):
        searchlib.repair(path)
    writer.close()


def test_a_backup_while_being_written_to(path: Path, tmp_path: Path) -> None:
    reader = Index(path, read_only=True)
    with Index(path) as writer:
        writer.add(article("a500", "later"))
        writer.optimize()  # the reader's files are gone now
        reader.backup(tmp_path / "copy")
    assert searchlib.check(tmp_path / "copy", deep=True) == []
    with Index(tmp_path / "copy") as copy:
        assert len(copy) == 209
        assert copy.get("a7") == reader.get("a7")
        copy.add(article("a501", "an index of its own"))
    with pytest.raises(WriteError, match="not empty"):
        reader.backup(tmp_path / "copy")
    reader.close()


def test_a_backup_of_a_damaged_index_is_refused(path: Path, tmp_path: Path) -> None:
    damage(largest(path, ".store"), 20_000)
    with Index(path, read_only=True) as index, pytest.raises(searchlib.CorruptIndex):
        index.backup(tmp_path / "copy")
    assert not (tmp_path / "copy" / "manifest").exists()


def test_an_index_in_memory_can_be_kept(tmp_path: Path) -> None:
    index = Index()
    index.add(Article("Talks", "in Moscow", id="a"))
    index.commit()
    index.backup(tmp_path / "kept")
    with Index(tmp_path / "kept", read_only=True) as kept:
        assert kept.get("a") == index.get("a")


def test_a_copied_folder_is_an_index(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(shutil.copytree(path, tmp_path / "moved"))
    with Index(tmp_path / "link") as index:
        index.add(article("a900", "through a link"))
    assert searchlib.check(tmp_path / "moved", deep=True) == []
