"""A damaged file gives CorruptIndex or the right answer; never a crash or a wrong one."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from searchlib import Article, CorruptIndex, Index, IndexVersionError, SearchlibError
from searchlib.kernels.indexing import hash64
from searchlib.segments.files import FORMAT_VERSION

QUERIES = ["w1", "w2 w3", "headline", "w5 w6 w7"]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index") / "i"
    source = random.Random(1)
    with Index(path) as index:
        for i in range(300):
            body = " ".join(f"w{source.randint(0, 50)}" for _ in range(80))
            index.add(
                Article(
                    f"headline {i}", body, id=f"a{i}", published=f"2024-01-{i % 28 + 1:02}", people=["A B"], dates=[]
                )
            )
    with Index(path) as index:
        index.delete("a7")
    return path


def answers(path: Path) -> list[object]:
    with Index(path, read_only=True) as index:
        found: list[object] = [len(index)]
        for query in QUERIES:
            results = index.search(query, limit=20)
            found.append(
                (results.total, [(h.id, h.headline, round(h.score, 6), h.people, h.published) for h in results])
            )
            found.append([h.article for h in results][:2])
        return found


def damage(path: Path, source: random.Random) -> None:
    file = source.choice(sorted(p for p in path.iterdir() if p.name not in ("lock", "manifest.copy")))
    data = bytearray(file.read_bytes())
    at = source.randrange(len(data))
    match source.randrange(5):
        case 0:
            data[at] ^= 1 << source.randrange(8)
        case 1:
            del data[at:]
        case 2:
            data[at : at + 64] = bytes(len(data[at : at + 64]))
        case 3:
            data += bytes(source.randrange(256) for _ in range(20))
        case 4:
            data[at:at] = b"\x00"
    file.write_bytes(data)


def test_damage_is_noticed_or_harmless(good: Path, tmp_path: Path) -> None:
    expected = answers(good)
    source = random.Random(42)
    noticed = 0
    for trial in range(300):
        copy = tmp_path / f"c{trial}"
        shutil.copytree(good, copy)
        damage(copy, source)
        try:
            assert answers(copy) == expected, trial
        except (CorruptIndex, IndexVersionError):
            noticed += 1
        shutil.rmtree(copy)
    assert noticed > 150


def test_check_finds_any_flipped_byte(good: Path, tmp_path: Path) -> None:
    source = random.Random(7)
    for trial in range(60):
        copy = tmp_path / f"c{trial}"
        shutil.copytree(good, copy)
        file = source.choice(sorted(p for p in copy.iterdir() if p.name not in ("lock", "manifest.copy")))
        data = bytearray(file.read_bytes())
        data[source.randrange(len(data))] ^= 0x10
        file.write_bytes(data)
        with pytest.raises(SearchlibError):
            Index(copy, read_only=True).check()


def test_files_of_another_index_are_noticed(good: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with Index(other) as index:
        index.add(Article("other", "words", people=[], dates=[]))
    copy = tmp_path / "copy"
    shutil.copytree(good, copy)
    for ending in ("segment", "store"):
        swapped = tmp_path / f"swapped-{ending}"
        shutil.copytree(copy, swapped)
        shutil.copy(next(other.glob(f"*.{ending}")), next(swapped.glob(f"*.{ending}")))
        with pytest.raises(CorruptIndex):
            Index(swapped, read_only=True)


def test_a_missing_file_is_named(good: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(good, copy)
    victim = next(copy.glob("*.store"))
    victim.unlink()
    with pytest.raises(CorruptIndex, match=victim.name):
        Index(copy, read_only=True)


def test_a_newer_format_says_what_to_do(good: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(good, copy)
    manifest = copy / "manifest"
    body = manifest.read_bytes()[:-18].replace(b'"format": %d' % FORMAT_VERSION, b'"format": 99')
    manifest.write_bytes(body + f"\n{hash64(body):016x}\n".encode("ascii"))
    with pytest.raises(IndexVersionError, match="upgrade"):
        Index(copy)
