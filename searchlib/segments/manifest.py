"""Which files are the index now? One small file, replaced as a whole at each commit."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from searchlib.errors import CorruptIndex, IndexVersionError
from searchlib.kernels.indexing import hash64
from searchlib.segments.directory import Directory
from searchlib.segments.files import FORMAT_VERSION

MANIFEST_NAME = "manifest"
DEFAULT_PROFILE: dict[str, Any] = {
    "k1": 1.2, "weight": [2.0, 1.5, 1.0], "b": [0.3, 0.5, 0.7], "pivot": [10.0, 25.0, 400.0],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """One live segment: its files and the checksums of their footers, so that a file of another index is noticed."""

    name: str
    documents: int
    checksum: int
    store_checksum: int
    deleted_file: str = ""
    deleted_count: int = 0
    deleted_checksum: int = 0

    @property
    def files(self) -> list[str]:
        return [f"{self.name}.segment", f"{self.name}.store", *([self.deleted_file] if self.deleted_file else [])]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of one commit."""

    generation: int = 0
    segments: tuple[SegmentEntry, ...] = ()
    profile: dict[str, Any] = field(default_factory=lambda: DEFAULT_PROFILE)
    profile_measured: bool = False

    def encode(self) -> bytes:
        body = json.dumps(
            {
                "format": FORMAT_VERSION,
                "generation": self.generation,
                "segments": [asdict(segment) for segment in self.segments],
                "profile": self.profile,
                "profile_measured": self.profile_measured,
            },
            indent=1,
        ).encode("ascii")
        return body + f"\n{hash64(body):016x}\n".encode("ascii")


def read_manifest(directory: Directory) -> Manifest | None:
    """The committed state, or None when there is none.

    Raises:
        CorruptIndex: the manifest is damaged.
        IndexVersionError: it was written in a newer format.
    """
    if MANIFEST_NAME not in directory.names():
        return None
    body, _, checksum = bytes(directory.read(MANIFEST_NAME)).rstrip(b"\n").rpartition(b"\n")
    place = f"{directory.path}/{MANIFEST_NAME}"
    try:
        data = json.loads(body)
        version = int(data["format"])
    except (ValueError, TypeError, KeyError):
        raise CorruptIndex(f"{place}: is damaged (not readable as JSON)") from None
    if version > FORMAT_VERSION:
        raise IndexVersionError(
            f"{directory.path}: the index has format {version}, this searchlib reads up to {FORMAT_VERSION}; upgrade it"
        )
    if checksum != f"{hash64(body):016x}".encode("ascii"):
        raise CorruptIndex(f"{place}: is not what was written")
    segments = tuple(SegmentEntry(**entry) for entry in data["segments"])
    return Manifest(data["generation"], segments, data["profile"], data["profile_measured"])
