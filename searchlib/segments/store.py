"""Where is an article's own text? In compressed blocks of about 32 KiB, read only when a text is asked for.

Section 0 holds the blocks: how many bytes it has when unpacked (u32) and a zstandard frame. Section 1 holds the end of each
(u64), section 2 the dictionaries that they need (dictionaries.py). Blocks of format 1, which merging copies as they are, are
a frame alone: it begins with a number that is no size.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from searchlib.errors import CorruptIndex
from searchlib.kernels.indexing import PAGE, page_checksum
from searchlib.kernels.wording import most_coded
from searchlib.segments.dictionaries import Dictionary, signs_of, unpack_dictionaries
from searchlib.segments.directory import Directory
from searchlib.segments.files import SectionedFile, damaged_pages, open_sections

if TYPE_CHECKING:
    import zstandard

BLOCK_SIZE = 32 * 1024
"""Reading an article unpacks a block: half of 64 KiB takes little more than half the time, for 1.5 % more bytes."""
MAX_BLOCK = (256 << 20) + 2 * BLOCK_SIZE  # the largest article, and what stood before it
BLOCK_HEAD = struct.Struct("<I")
_TWO_ENDS = struct.Struct("<QQ")


class PackedBlock(NamedTuple):
    """What is known of a block before it is unpacked.

    Args:
        size: how many bytes it has when it is, as it says itself.
        frame: zstandard's.
        data: all of its bytes in the file.
    """

    size: int
    frame: bytes
    data: bytes


class StoreReader:
    """Reads articles back; each block that it touches is verified."""

    def __init__(self, file: SectionedFile) -> None:
        if len(file.sections) != 3:
            raise CorruptIndex(f"{file.name}: not the sections of a store")
        self._file = file
        self._dictionaries: dict[int, Dictionary] | None = None
        # By their dictionary. Making one takes longer than unpacking a block, and only one thread at a time may use it.
        self._idle: dict[int, list[zstandard.ZstdDecompressor]] = {}
        self._last: tuple[int, bytes] | None = None
        self.blocks = file.sections[1][1] // 8

    @classmethod
    def open(cls, directory: Directory, name: str) -> StoreReader:
        return cls(open_sections(directory, name))

    @property
    def checksum(self) -> int:
        return self._file.checksum

    @property
    def whole(self) -> memoryview:
        """The file's bytes."""
        return self._file.whole

    def _bytes_of(self, block: int) -> bytes:
        begin, end = self._ends(block)
        if not begin <= end <= self._file.sections[0][1]:
            raise CorruptIndex(f"{self._file.name}: a block lies beyond its section")
        return bytes(self._verified(begin, end - begin))

    def packed(self, block: int) -> PackedBlock:
        """A block as it lies in the file."""
        import zstandard

        packed = self._bytes_of(block)
        if len(packed) < BLOCK_HEAD.size:
            raise CorruptIndex(f"{self._file.name}: block {block} is cut off")
        frame = packed
        if packed.startswith(zstandard.FRAME_HEADER):
            try:
                size = zstandard.frame_content_size(packed)
            except zstandard.ZstdError as error:
                raise CorruptIndex(f"{self._file.name}: block {block} cannot be unpacked ({error})") from None
        else:
            (size,) = BLOCK_HEAD.unpack_from(packed)
            frame = packed[BLOCK_HEAD.size :]
        if not 0 <= size <= MAX_BLOCK:
            raise CorruptIndex(f"{self._file.name}: block {block} is too large to be one")
        return PackedBlock(size, frame, packed)

    def unpack(self, block: int, enough: int | None = None) -> bytes:
        """A block's bytes, or at least so many from its beginning."""
        size, frame, _ = self.packed(block)
        dictionary = self.dictionary_of(frame)
        return self._decoded(block, self._decompressed(block, size, frame, dictionary), size, dictionary, enough)

    def unpack_where(self, word: str, blocks: Iterable[int]) -> Iterator[bytes | None]:
        """Each block's bytes; None where no word of it is this one, which is seen before words are decoded.

        Args:
            word: ASCII letters, digits and _, at least two.
        """
        signs: dict[int, list[bytes]] = {}
        for block in blocks:
            self._refuse_beyond(block)
            size, frame, _ = self.packed(block)
            dictionary = self.dictionary_of(frame)
            number = dictionary.number if dictionary else 0
            if number not in signs:
                signs[number] = signs_of(word, dictionary.words if dictionary else None)
            coded = self._decompressed(block, size, frame, dictionary)
            some = any(sign in coded for sign in signs[number])
            yield self._decoded(block, coded, size, dictionary) if some else None

    def _decompressed(self, block: int, size: int, frame: bytes, dictionary: Dictionary | None) -> bytes:
        import zstandard

        idle = self._idle.setdefault(dictionary.number if dictionary else 0, [])
        try:
            decompressor = idle.pop()
        except IndexError:
            decompressor = zstandard.ZstdDecompressor(dict_data=dictionary.pieces if dictionary else None)
        try:
            # A frame that claims gigabytes must not be given them.
            if not 0 <= zstandard.frame_content_size(frame) <= most_coded(size):
                raise CorruptIndex(f"{self._file.name}: block {block} is too large to be one")
            return decompressor.decompress(frame)
        except zstandard.ZstdError as error:
            raise CorruptIndex(f"{self._file.name}: block {block} cannot be unpacked ({error})") from None
        finally:
            idle.append(decompressor)

    def _decoded(
        self, block: int, data: bytes, size: int, dictionary: Dictionary | None, enough: int | None = None
    ) -> bytes:
        try:
            if dictionary is not None and dictionary.words is not None:
                data = dictionary.words.decode(data, size, enough)
                size = size if enough is None else min(size, enough)
        except ValueError as error:
            raise CorruptIndex(f"{self._file.name}: block {block} cannot be unpacked ({error})") from None
        if len(data) != size:
            raise CorruptIndex(f"{self._file.name}: block {block} has not the size that it says")
        return data

    def dictionary_of(self, frame: bytes) -> Dictionary | None:
        """The dictionary that a frame needs, as it says itself."""
        import zstandard

        try:
            number = zstandard.get_frame_parameters(frame).dict_id
        except zstandard.ZstdError as error:
            raise CorruptIndex(f"{self._file.name}: a block cannot be unpacked ({error})") from None
        if not number:
            return None
        if number not in self.dictionaries:
            raise CorruptIndex(f"{self._file.name}: a block needs a dictionary that is not there")
        return self.dictionaries[number]

    @property
    def dictionaries(self) -> dict[int, Dictionary]:
        """By their numbers; read when first needed."""
        if self._dictionaries is None:
            offset, length = self._file.sections[2]
            self._dictionaries = unpack_dictionaries(bytes(self._verified(offset, length)), self._file.name)
        return self._dictionaries

    def read(self, place: tuple[int, int, int]) -> bytes:
        block, offset, length = place
        last = self._last
        if last is None or last[0] != block or len(last[1]) < offset + length:
            self._refuse_beyond(block)
            # What follows in the block is seldom asked for next, and decoding it would take as long as the rest.
            last = self._last = (block, self.unpack(block, offset + length))
        return self.cut_out(last[1], offset, length)

    def _refuse_beyond(self, block: int) -> None:
        if block >= self.blocks:
            raise CorruptIndex(f"{self._file.name}: there is no block {block}")

    def cut_out(self, data: bytes, offset: int, length: int) -> bytes:
        """An article of a block's bytes."""
        if offset + length > len(data):
            raise CorruptIndex(f"{self._file.name}: an article lies beyond its block")
        return data[offset : offset + length]

    def check(self) -> None:
        self._verified(0, len(self._file.data))

    def damaged_pages(self) -> list[int]:
        """Where pages begin that are not what was written."""
        return damaged_pages(self._file)

    def _ends(self, block: int) -> tuple[int, int]:
        """Where a block begins and ends; what is before the first is the section's own beginning."""
        offset = self._file.sections[1][0] + 8 * block
        if not block:
            return 0, int.from_bytes(self._verified(offset, 8), "little")
        begin, end = _TWO_ENDS.unpack(self._verified(offset - 8, 16))
        return begin, end

    def _verified(self, offset: int, length: int) -> memoryview:
        data, checksums = self._file.data, self._file.checksums
        # Of nothing there is nothing to verify: an empty section may begin where the last page ends.
        for page in range(offset // PAGE, (offset + length - 1) // PAGE + 1 if length else 0):
            begin = page * PAGE
            expected = int.from_bytes(checksums[4 * page : 4 * page + 4], "little")
            if page_checksum(data[begin : begin + PAGE]) != expected:
                raise CorruptIndex(f"{self._file.name}: bytes from {begin} on are not what was written")
        return data[offset : offset + length]
