"""Which files do these paths name, and how are they opened? Folders, globs, packed files, standard input."""

from __future__ import annotations

import glob
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from searchlib.errors import ReadError

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
}
PACKERS = (".gz", ".xz", ".bz2")
_SNIFFED = 65536


class Source:
    """One file to read.

    Attributes:
        name: how messages call it. key: how its articles' ids call it (below the folder that was named).
        kind: "text", "json", "jsonl", "csv", or None when its name does not tell.
    """

    def __init__(self, path: Path | None, key: str) -> None:
        self.path, self.key = path, key
        self.name = "<stdin>" if path is None else str(path)
        suffixes = [] if path is None else path.suffixes
        self.packer = suffixes[-1].lower() if suffixes and suffixes[-1].lower() in PACKERS else ""
        inner = suffixes[:-1] if self.packer else suffixes
        self.kind = KINDS.get(inner[-1].lower()) if inner else None
        self.size = 0
        self._raw: IO[bytes] | None = None

    def consumed(self) -> int:
        if self._raw is None or self._raw.closed:
            return self.size
        try:
            return self._raw.tell()
        except (OSError, ValueError):
            return self.size

    @contextmanager
    def open(self) -> Iterator[io.BufferedReader]:
        if self.path is None:
            yield io.BufferedReader(sys.stdin.buffer, _SNIFFED)  # type: ignore[arg-type]
            return
        with open(self.path, "rb") as raw:
            self._raw = raw
            self.size = os.fstat(raw.fileno()).st_size
            with _unpacked(raw, self.packer) as stream:
                yield io.BufferedReader(stream, 1 << 18)  # type: ignore[arg-type]

    def sniff(self, stream: io.BufferedReader) -> str:
        head = stream.peek(_SNIFFED)[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
        if head[:1] == b"[":
            return "json"
        if head[:1] == b"{":
            first, newline, rest = head.partition(b"\n")
            return "jsonl" if newline and first.rstrip().endswith(b"}") and rest.lstrip()[:1] in (b"{", b"") else "json"
        first = head.partition(b"\n")[0].lower()
        known = sum(name in first for name in (b"headline", b"title", b"body", b"text", b"content", b"date"))
        return "csv" if known >= 2 and any(mark in first for mark in b",;\t|") else "text"


@contextmanager
def _unpacked(raw: IO[bytes], packer: str) -> Iterator[IO[bytes]]:
    if packer == ".gz":
        import gzip

        with gzip.open(raw) as stream:
            yield stream  # type: ignore[misc]
    elif packer == ".xz":
        import lzma

        with lzma.open(raw) as stream:
            yield stream
    elif packer == ".bz2":
        import bz2

        with bz2.open(raw) as stream:
            yield stream
    else:
        yield raw


def find_sources(names: Sequence[str], report: Callable[[ReadError], None]) -> Iterator[Source]:
    """Files in the order in which they were named, those of a folder sorted."""
    if not names:
        report(ReadError("no file or folder was named", "<nothing>"))
    for name in names:
        if name == "-":
            yield Source(None, "stdin")
            continue
        path = Path(name)
        if path.is_dir():
            found, hidden = _below(path, report)
            if not found and not hidden:
                report(ReadError("there are no articles in this folder (.txt .json .jsonl .csv, also packed)", name))
            for below in found:
                yield Source(below, below.relative_to(path).as_posix())
        elif path.exists():
            yield Source(path, path.name)
        elif matches := sorted(glob.glob(name, recursive=True)):
            for match in matches:
                yield Source(Path(match), Path(match).name)
        else:
            report(ReadError("there is no such file or folder", name))


def _below(folder: Path, report: Callable[[ReadError], None]) -> tuple[list[Path], bool]:
    """The articles' files below a folder, sorted, and whether a folder among them could not be listed, which is reported."""
    refused: list[OSError] = []
    files: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(place, name) for name in names]
    for error in refused:
        report(ReadError(f"the folder cannot be listed: {error.strerror}", str(error.filename)))
    return sorted(file for file in files if _wanted(file, folder)), bool(refused)


def _wanted(path: Path, folder: Path) -> bool:
    if any(part.startswith(".") for part in path.relative_to(folder).parts) or not path.is_file():
        return False
    if path.stem.upper() in ("README", "SOURCE", "LICENSE", "CHANGELOG"):
        return False
    return Source(path, "").kind is not None


def total_bytes(paths: Sequence[str]) -> int | None:
    """Bytes of all files that the paths name; None with standard input."""
    if "-" in paths:
        return None
    return sum(
        s.path.stat().st_size for s in find_sources([os.fspath(p) for p in paths], lambda problem: None) if s.path
    )
