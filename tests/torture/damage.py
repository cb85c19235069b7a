"""Files of an index are mutilated: CorruptIndex that names a file, or the right answers, and nothing else.

Every case runs in a process of its own kind: memory and time are bounded, and a crash would be seen.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import struct
import traceback
from collections.abc import Callable
from pathlib import Path

import searchlib
from searchlib import Article, CorruptIndex, Index, IndexVersionError, SearchlibError
from searchlib.kernels.indexing import PAGE, hash64, page_checksum
from searchlib.query import And, DayRange, Or, Phrase, Prefix, Word

MORE_MEMORY = 1 << 30
SECONDS_A_CASE = 20


def build(folder: Path, seed: int, articles: int = 260) -> Path:
    """An index with two segments, deletions, dense and sparse lists, people and dates."""
    path = folder / f"index {seed}"
    source = random.Random(seed)
    with Index(path) as index:
        for i in range(articles):
            body = " ".join(f"w{int(source.paretovariate(0.8)) % 900}" for _ in range(90))
            index.add(_article(i, body, source))
    with Index(path) as index:
        for i in range(articles, articles + 40):
            index.add(_article(i, f"second w{i % 9} w1", source))
        for i in range(0, 30, 3):
            index.delete(f"a{i}")
    return path


def _article(i: int, body: str, source: random.Random) -> Article:
    return Article(
        f"headline {i % 40} news", body, id=f"a{i}", published=f"2024-{i % 12 + 1:02}-{i % 28 + 1:02}" if i % 9 else None,
        people=[source.choice(["Ann Lee", "Bo Tan", "Mikhail Bogdanov"])], dates=["2023-10-07"], source="Wire",
        section="World", extra={"desk": "north"},
    )  # fmt: skip


QUERIES = (
    Word("w1"), And((Word("w2"), Word("w3"))), Or((Word("w5"), Word("w600"))), Phrase(("w1", "w1")), Prefix("w7"),
    Word("headline", "headline"), DayRange("published", None, None), Word("bogdanov", "people"), "w2 w4 -w3", "desk",
)  # fmt: skip


def answers(path: Path) -> list[object]:
    """All that is shown of an index: counts, pages with their contents, every article."""
    with Index(path, read_only=True) as index:
        found: list[object] = [len(index)]
        for query in QUERIES:
            for sort in ("relevance", "newest"):
                results = index.search(query, limit=30, sort=sort)  # type: ignore[arg-type]
                found.append(results.total)
                found.append([(h.id, h.headline, round(h.score, 6), h.people, h.published) for h in results])
        found.append([index.get(f"a{i}") if f"a{i}" in index else None for i in range(320)])
        return found


def mutate(path: Path, source: random.Random, other: Path) -> str:
    """Damages one file; says how."""
    files = sorted(p for p in path.iterdir() if p.name not in ("lock", "manifest.copy"))
    file = source.choice(files)
    data = bytearray(file.read_bytes())
    at = source.randrange(len(data))
    # The footers decide most: half of the mutations are near the end.
    if source.random() < 0.5:
        at = max(0, len(data) - 1 - int(source.paretovariate(0.4)) % len(data))
    span = source.choice((1, 4, 64, 4096))
    how = source.choice(
        ("flip", "set", "cut", "zeros", "append", "insert", "remove", "copy", "swap", "delete", "empty")
    )
    match how:
        case "flip":
            data[at] ^= 1 << source.randrange(8)
        case "set":
            data[at : at + 4] = source.choice((b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x00\x00\x00\x80"))[
                : len(data) - at
            ]
        case "cut":
            del data[at:]
        case "zeros":
            data[at : at + span] = bytes(len(data[at : at + span]))
        case "append":
            data += bytes(source.randrange(256) for _ in range(span))
        case "insert":
            data[at:at] = bytes(span)
        case "remove":
            del data[at : at + span]
        case "copy":
            begin = source.randrange(len(data))
            piece = data[begin : begin + span]
            data[at : at + len(piece)] = piece
        case "swap":
            data = bytearray(source.choice(sorted(other.iterdir())).read_bytes())
        case "delete":
            file.unlink()
            return f"{how} {file.name}"
        case "empty":
            data = bytearray()
    file.write_bytes(data)
    return f"{how} {file.name} at {at}"


def forge(path: Path, source: random.Random) -> str:
    """Changes a file as an enemy would, who makes all checksums right again; says how."""
    entries = json.loads((path / "manifest").read_bytes().rstrip(b"\n").rpartition(b"\n")[0])
    entry = source.choice(entries["segments"])
    kind = source.choice(("segment", "segment", "store"))
    file = path / f"{entry['name']}.{kind}"
    whole = bytearray(file.read_bytes())
    _, sections, pages, _ = struct.unpack_from("<IIII", whole, len(whole) - 32)
    data_size = len(whole) - 32 - 16 * sections - 4 * pages
    for _ in range(source.randint(1, 3)):
        # Most sections are small: each is as likely to be hit.
        place = len(whole) - 32 - 16 * (1 + source.randrange(sections))
        begin, length = struct.unpack_from("<QQ", whole, place)
        at = min(data_size - 8, begin + source.randrange(max(1, length)))
        number = source.choice((0, 1, 255, 1 << 31, (1 << 32) - 1, source.randrange(1 << 32)))
        width = source.choice((1, 2, 4))
        whole[at : at + width] = (number & (1 << 8 * width) - 1).to_bytes(width, "little")
        if source.random() < 0.1:
            struct.pack_into("<Q", whole, place + 8 * source.randrange(2), source.choice((0, 8, length // 2, 1 << 40)))
    for page in range(pages):
        checksum = page_checksum(bytes(whole[page * PAGE : min(data_size, (page + 1) * PAGE)]))
        struct.pack_into("<I", whole, data_size + 4 * page, checksum)
    footer = hash64(bytes(whole[data_size:-16]))
    struct.pack_into("<Q", whole, len(whole) - 16, footer)
    file.write_bytes(whole)
    entry["checksum" if kind == "segment" else "store_checksum"] = footer
    body = json.dumps(entries).encode("ascii")
    (path / "manifest").write_bytes(body + f"\n{hash64(body):016x}\n".encode("ascii"))
    return f"forged {file.name}"


def run_forged(count: int, folder: Path, seed: int = 9) -> dict[str, int]:
    """So many forged indexes, read, checked and merged: nothing but a SearchlibError, whatever the answers are."""
    good = build(folder, seed)
    figures = dict.fromkeys(("forged", "refused", "answered"), 0)

    def case(number: int) -> str:
        source = random.Random(seed * 1_000_003 + number)
        copy = folder / f"copy {os.getpid()}"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(good, copy)
        forge(copy, source)
        result = "answered"
        try:
            answers(copy)
        except SearchlibError:
            result = "refused"
        for work in (lambda: searchlib.check(copy, deep=True), lambda: _merge(copy), lambda: searchlib.repair(copy)):
            try:
                work()
            except SearchlibError:
                pass
        shutil.rmtree(copy)
        return result

    for result in in_children(count, case):
        figures["forged"] += 1
        figures[result] += 1
    return figures


def _merge(path: Path) -> None:
    with Index(path) as index:
        index.add(_article(9999, "one more", random.Random(1)))
        index.optimize()


def run(mutations: int, folder: Path, seed: int = 2) -> dict[str, int]:
    """That many mutations, each of a fresh copy.

    Returns:
        figures: how many were refused with an error that names a file, how many changed no answer, how many of those
        `check` found.
    """
    good, other = build(folder, seed), build(folder, seed + 1, 30)
    expected = answers(good)
    figures = dict.fromkeys(("mutations", "refused", "right answers", "found by check", "harmless"), 0)

    def case(number: int) -> str:
        source = random.Random(seed * 1_000_003 + number)
        copy = folder / f"copy {os.getpid()}"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(good, copy)
        how = mutate(copy, source, other)
        same = all(
            (copy / file.name).exists() and (copy / file.name).read_bytes() == file.read_bytes()
            for file in good.iterdir()
            if file.name != "lock"
        )
        try:
            given = answers(copy)
        except (CorruptIndex, IndexVersionError) as error:
            assert any(file.name in str(error) for file in good.iterdir()), f"{how}: {error} names no file"
            result = "refused"
        except SearchlibError as error:
            assert "manifest" in how, f"{how}: {error!r}"  # without one it is no index
            result = "refused"
        else:
            assert given == expected, f"{how}: wrong answer"
            result = "right answers"
        if not same:
            try:
                found = bool(searchlib.check(copy, deep=number % 10 == 0))
            except SearchlibError:
                found = True
            assert found, f"{how}: not found by check"
            result += ",found by check"
        else:
            result += ",harmless"
        shutil.rmtree(copy)
        return result

    for result in in_children(mutations, case):
        figures["mutations"] += 1
        for name in result.split(","):
            figures[name] += 1
    return figures


def in_children(count: int, case: Callable[[int], str], batch: int = 100) -> list[str]:
    """Results of case(0), case(1), …, run in forked processes with bounded memory and time."""
    results: list[str] = []
    while len(results) < count:
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            _child(writing, range(len(results), min(count, len(results) + batch)), case)
        os.close(writing)
        said = b""
        while data := os.read(reading, 1 << 16):
            said += data
        os.close(reading)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        lines = said.decode("utf-8", "replace").splitlines()
        assert status == 0, f"case {len(results) + len(lines)}: exit {status}\n" + "\n".join(lines[-30:])
        results += lines
    return results


def _child(writing: int, numbers: range, case: Callable[[int], str]) -> None:
    code = 1
    try:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * 4096 if Path("/proc/self/statm").exists() else 0
        if used:
            resource.setrlimit(resource.RLIMIT_AS, (used + MORE_MEMORY, resource.RLIM_INFINITY))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        for number in numbers:
            signal.alarm(SECONDS_A_CASE)
            os.write(writing, (case(number) + "\n").encode())
        code = 0
    except BaseException:
        os.write(writing, traceback.format_exc().encode())
    finally:
        os._exit(code)
