"""The frame of files: files made by an enemy, with right checksums."""

from __future__ import annotations

import json
import os
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest

from searchlib import Article, CorruptIndex, Index, IndexVersionError, SearchlibError
from searchlib.kernels.indexing import hash64
from searchlib.segments.files import FORMAT_VERSION


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Index(tmp_path / "i") as index:
        index.add(Article("a", "b", id="a", people=[], dates=[]))
        index.commit()
        index.delete("a")
        index.add(Article("b", "b", id="b", people=[], dates=[]))
    return tmp_path / "i"


def rewritten(path: Path, change: Any) -> None:
    """Changes the manifest's JSON and makes its checksum right."""
    body = (path / "manifest").read_bytes().rstrip(b"\n").rpartition(b"\n")[0]
    data = json.loads(body)
    data = change(data) or data
    body = json.dumps(data).encode("ascii")
    (path / "manifest").write_bytes(body + f"\n{hash64(body):016x}\n".encode("ascii"))


def set_segment(key: str, value: object) -> Any:
    def change(data: dict[str, Any]) -> None:
        data["segments"][0][key] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        set_segment("name", "../../etc/passwd"), set_segment("name", "/dev/zero"), set_segment("name", 3), set_segment("name", ""),
        set_segment("documents", -1), set_segment("documents", 2**40), set_segment("documents", "1"), set_segment("documents", 3),
        set_segment("checksum", 1.5), set_segment("deleted_file", "manifest"), set_segment("deleted_file", ".deleted"),
        set_segment("deleted_count", 9), set_segment("deleted_count", True), set_segment("unknown", 1),
        lambda data: data.pop("segments"), lambda data: data.pop("profile"), lambda data: data.update(profile={"k1": 1e400}),
        lambda data: data.update(profile={"k1": 1.2, "weight": [1], "b": [], "pivot": "x"}), lambda data: data.update(generation="x"),
        lambda data: data["segments"].append(data["segments"][0]), lambda data: data.update(segments=7),
        lambda data: [data], lambda data: "text", lambda data: data.update(format=None),
    ],
)  # fmt: skip
def test_a_manifest_made_by_an_enemy(path: Path, change: Any) -> None:
    rewritten(path, change)
    with pytest.raises(CorruptIndex, match=r"manifest|0000000"):
        Index(path, read_only=True)


def test_a_newer_manifest_says_what_to_do(path: Path) -> None:
    rewritten(path, lambda data: data.update(format=FORMAT_VERSION + 1))
    for options in ({}, {"read_only": True}):
        with pytest.raises(IndexVersionError, match="upgrade"):
            Index(path, **options)  # type: ignore[arg-type]


def test_a_newer_file_says_what_to_do(path: Path) -> None:
    file = next(path.glob("*.store"))
    data = bytearray(file.read_bytes())
    data[-20:-16] = struct.pack("<I", FORMAT_VERSION + 1)
    pages = struct.unpack("<I", data[-24:-20])[0]
    sections = struct.unpack("<I", data[-28:-24])[0]
    footer = bytes(data[-32 - 4 * pages - 16 * sections : -16])
    data[-16:-8] = struct.pack("<Q", hash64(footer))
    file.write_bytes(data)
    with pytest.raises(IndexVersionError, match="upgrade"):
        Index(path, read_only=True)


@pytest.mark.parametrize("kind", ["folder", "pipe", "socket name", "empty"])
def test_something_else_in_a_file_s_place(path: Path, kind: str) -> None:
    for name in ("manifest", next(path.glob("*.segment")).name):
        copy = path.parent / f"copy {name}"
        shutil.copytree(path, copy)
        (copy / name).unlink()
        if kind == "folder":
            (copy / name).mkdir()
        elif kind == "pipe":
            os.mkfifo(copy / name)
        elif kind == "empty":
            (copy / name).touch()
        else:
            (copy / name).symlink_to("/nowhere")
        with pytest.raises(SearchlibError, match=name if name != "manifest" else "copy manifest"):
            Index(copy, read_only=True)
