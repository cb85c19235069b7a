"""What frames every file? Numbered sections, a checksum for each page, and a footer that says where all of it lies.

sections, each at a multiple of 8 | page checksums u32[] | (offset u64, length u64)[] | documents u32 |
number of sections u32 | number of pages u32 | format version u32 | checksum of the footer u64 | magic, 8 bytes
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from searchlib.errors import CorruptIndex, IndexVersionError
from searchlib.kernels.indexing import PAGE, PageChecksums, hash64, page_checksum
from searchlib.segments.directory import Directory

FORMAT_VERSION = 5
MAGIC = b"searchlb"
_TAIL = struct.Struct("<IIIIQ8s")
_PLACE = struct.Struct("<QQ")


class SectionedFileWriter:
    """Writes one file, section after section; `finish` makes it whole and returns its footer's checksum."""

    def __init__(self, directory: Directory, name: str) -> None:
        self._directory = directory
        self._file = directory.create(name)
        self._pages = PageChecksums()
        self._begins: list[int] = []
        self._ends: list[int] = []
        self._checksum: int | None = None
        self.name = name
        self.size = 0

    def begin_section(self, number: int) -> None:
        assert number == len(self._begins)
        self._end_section()
        self._begins.append(self.size)

    def write(self, data: bytes) -> None:
        # Counted first: a file that could not write keeps the bytes and tries again.
        self._pages.update(data)
        self.size += len(data)
        self._file.write(data)

    def _end_section(self) -> None:
        if len(self._ends) < len(self._begins):
            self._ends.append(self.size)
        if self.size % 8:
            self.write(b"\0" * (-self.size % 8))

    @property
    def sections(self) -> int:
        """How many were begun."""
        return len(self._begins)

    def finish(self, documents: int) -> int:
        """Writes the footer and closes the file. May be called again after a WriteError."""
        if self._checksum is None:
            self._end_section()
            pages = self._pages.finish()
            footer = struct.pack(f"<{len(pages)}I", *pages)
            for begin, end in zip(self._begins, self._ends, strict=True):
                footer += _PLACE.pack(begin, end - begin)
            footer += struct.pack("<IIII", documents, len(self._begins), len(pages), FORMAT_VERSION)
            self._checksum = hash64(footer)
            self._file.write(footer + struct.pack("<Q8s", self._checksum, MAGIC))
        self._file.close()
        return self._checksum

    def abandon(self) -> None:
        self._file.abandon()


@dataclass(frozen=True, slots=True)
class SectionedFile:
    """A file that was opened: its footer is verified, its pages are verified by who reads them."""

    name: str
    data: memoryview
    checksums: bytes
    sections: list[tuple[int, int]]
    documents: int
    checksum: int
    whole: memoryview


def open_sections(directory: Directory, name: str) -> SectionedFile:
    """Maps a file and verifies its footer.

    Raises:
        CorruptIndex: the footer is damaged or does not fit the file.
        IndexVersionError: it was written in a newer format.
    """
    whole = directory.read(name)
    name = f"{directory.path}/{name}"
    if len(whole) < _TAIL.size:
        raise CorruptIndex(f"{name}: is too short to be a file of an index")
    documents, sections, pages, version, checksum, magic = _TAIL.unpack(whole[-_TAIL.size :])
    if magic != MAGIC:
        raise CorruptIndex(f"{name}: does not end as a file of an index does (cut off or overwritten)")
    footer_size = 4 * pages + _PLACE.size * sections + 16
    data_size = len(whole) - footer_size - 16
    if data_size < 0 or (data_size + PAGE - 1) // PAGE != pages:
        raise CorruptIndex(f"{name}: its footer does not fit its length")
    if hash64(bytes(whole[data_size:-16])) != checksum:
        raise CorruptIndex(f"{name}: its footer is not what was written")
    if version > FORMAT_VERSION:
        raise IndexVersionError(
            f"{name}: format {version} is newer than this searchlib reads ({FORMAT_VERSION}); upgrade it"
        )
    places_at = data_size + 4 * pages
    places = [_PLACE.unpack_from(whole, places_at + _PLACE.size * i) for i in range(sections)]
    if any(offset + length > data_size or offset % 8 for offset, length in places):
        raise CorruptIndex(f"{name}: a section lies beyond its end")
    checksums = bytes(whole[data_size:places_at])
    return SectionedFile(name, whole[:data_size], checksums, places, documents, checksum, whole)


def damaged_pages(file: SectionedFile) -> list[int]:
    """Where pages begin that are not what was written."""
    return [
        begin
        for page, begin in enumerate(range(0, len(file.data), PAGE))
        if page_checksum(file.data[begin : begin + PAGE])
        != int.from_bytes(file.checksums[4 * page : 4 * page + 4], "little")
    ]
