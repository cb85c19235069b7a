"""Which files are the index now? One small file, replaced as a whole at each commit."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from typing import Any

from searchlib.errors import CorruptIndex, IndexVersionError
from searchlib.kernels.indexing import hash64
from searchlib.segments.directory import Directory, MissingFile
from searchlib.segments.files import FORMAT_VERSION

MANIFEST_NAME = "manifest"
MANIFEST_COPY = "manifest.copy"
_NAME = re.compile(r"[0-9a-f]{8,16}-[0-9a-f]{4,8}")
_DELETED = re.compile(r"[0-9a-f]{8,16}-[0-9a-f]{4,8}\.deleted")
DEFAULT_PROFILE: dict[str, Any] = {
    "k1": 2.0, "weight": [4.0, 2.0, 1.0], "b": [0.3, 0.5, 0.75], "pivot": [10.0, 25.0, 400.0],
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
    watches: dict[str, str] = field(default_factory=dict)  # saved searches: query by name
    languages: tuple[str, ...] = ()

    def encode(self) -> bytes:
        body = json.dumps(
            {
                "format": FORMAT_VERSION,
                "generation": self.generation,
                "segments": [asdict(segment) for segment in self.segments],
                "profile": self.profile,
                "profile_measured": self.profile_measured,
                "watches": self.watches,
                "languages": self.languages,
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
    try:
        written = bytes(directory.read(MANIFEST_NAME))
    except MissingFile:
        return None
    return decode_manifest(written, f"{directory.path}/{MANIFEST_NAME}")


def decode_manifest(written: bytes, place: str) -> Manifest:
    """The manifest that these bytes hold; `place` names them in errors. The checksum stands for all formats."""
    body, _, checksum = written[:-1].rpartition(b"\n")
    if written[-1:] != b"\n" or checksum != f"{hash64(body):016x}".encode("ascii"):
        raise CorruptIndex(f"{place}: is not what was written (`search repair` may help)")
    try:
        data = json.loads(body)
        version = int(data["format"])
        if version > FORMAT_VERSION:
            raise IndexVersionError(
                f"{place}: the index has format {version}, this searchlib reads up to {FORMAT_VERSION}; upgrade it"
            )
        segments = tuple(SegmentEntry(**entry) for entry in data["segments"])
        watches = data.get("watches", {})
        languages = tuple(str(language) for language in data["languages"])
        manifest = Manifest(
            int(data["generation"]), segments, data["profile"], bool(data["profile_measured"]), watches, languages
        )
        _validate(manifest)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise CorruptIndex(f"{place}: is no manifest of an index") from None
    return manifest


def _validate(manifest: Manifest) -> None:
    # A right checksum is no proof of good will: a name must not lead out of the folder, a number must be one.
    for entry in manifest.segments:
        if not _NAME.fullmatch(entry.name) or not (not entry.deleted_file or _DELETED.fullmatch(entry.deleted_file)):
            raise ValueError
        numbers = (entry.documents, entry.deleted_count, entry.checksum, entry.store_checksum, entry.deleted_checksum)
        if not all(type(number) is int and 0 <= number < 1 << 64 for number in numbers):
            raise ValueError
        if entry.deleted_count > entry.documents or entry.documents >= 1 << 32:
            raise ValueError
    if len({entry.name for entry in manifest.segments}) != len(manifest.segments):
        raise ValueError
    if not all(isinstance(text, str) for pair in manifest.watches.items() for text in pair):
        raise ValueError
    profile = manifest.profile
    if not 0.0 < float(profile["k1"]) < 1000.0:
        raise ValueError
    for name in ("weight", "b", "pivot"):
        if len(profile[name]) != 3 or not all(0.0 <= float(value) < 1e9 for value in profile[name]):
            raise ValueError
