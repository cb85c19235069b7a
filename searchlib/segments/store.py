"""Where is an article's own text? Compressed blocks of about 32 KiB, read only when a text is asked for.

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
from searchlib.kernels.wording import CodingAhead, WordCodes, most_coded
from searchlib.segments.dictionaries import Dictionary, pack_dictionaries, signs_of, train, unpack_dictionaries
from searchlib.segments.directory import Directory
from searchlib.segments.files import SectionedFile, SectionedFileWriter, damaged_pages, open_sections

if TYPE_CHECKING:
    import zstandard

BLOCK_SIZE = 32 * 1024
"""Reading an article unpacks a block: half of 64 KiB takes little more than half the time, for 1.5 % more bytes."""
_COMPRESSION = {"window_log": 19, "hash_log": 17, "chain_log": 15, "search_log": 1, "min_match": 5}
"""Of coded words five bytes are a phrase; phrases of four make 1 % less of it in a seventh more time. A hash table of half the size
makes 1.5 % more of it in hardly less time, one of twice the size takes a fifth longer."""
SAMPLE_SIZE, LEAST_SAMPLE = 8 << 20, 4 << 20
"""With so many bytes of articles a store trains a dictionary; with fewer when it has no more, but not with less than that."""
BLOCKS_A_THREAD = 32
"""Packed at once: with other work in between the dictionary, which is read all over, would have left the processor's caches."""
MAX_BLOCK = (256 << 20) + 2 * BLOCK_SIZE  # the largest article, and what stood before it
_SIZE = struct.Struct("<I")
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


class StoreWriter:
    """Takes articles as they come; says of each where it lies (block, offset, length).

    Args:
        dictionary: one to compress with, in the place of training one.
        threads: how many may compress. The file is the same with any number.
    """

    def __init__(
        self,
        directory: Directory,
        name: str,
        dictionary: Dictionary | None = None,
        threads: int = 1,
    ) -> None:
        self._file = SectionedFileWriter(directory, name)
        self._file.begin_section(0)
        self._pending: list[bytes] = []
        self._pending_size = 0
        self._blocks = 0  # before the one that is being filled
        self._ends: list[int] = []
        self._finishing = self._indexed = False
        # Until it is known whether there will be enough for a dictionary, blocks wait to be compressed.
        self._dictionary = dictionary
        self._compressors: list[zstandard.ZstdCompressor] = []  # one a thread
        self._words: WordCodes | None = None
        self._waiting: list[list[bytes]] = []
        self._waiting_size = 0
        self._ready: list[bytes] = []  # to be packed together
        self._coding: CodingAhead | None = None  # the ones before, with several threads
        self._threads = threads
        self._dictionaries: dict[int, Dictionary] = {}
        self._twins: list[Dictionary] = []  # equal to one of these: comparing takes long
        self.name = name

    def add(self, record: bytes) -> tuple[int, int, int]:
        place = (self._blocks, self._pending_size, len(record))
        self._pending.append(record)
        self._pending_size += len(record)
        if self._pending_size >= BLOCK_SIZE:
            self._flush()
        return place

    def copy_block(self, store: StoreReader, block: int, packed: PackedBlock) -> int:
        """Takes over a block of another store as it is; returns its new number."""
        self._pack_all()
        dictionary = store.dictionary_of(packed.frame)
        data = packed.data
        if dictionary is not None and not self._takes(dictionary):
            (data,) = self._pack([store.unpack(block)])
        self._write([data])
        self._blocks += 1
        return self._blocks - 1

    def _takes(self, dictionary: Dictionary) -> bool:
        """Is it the only one of its number here?"""
        ours = self._dictionaries.setdefault(dictionary.number, dictionary)
        if ours is dictionary or any(one is dictionary for one in self._twins):
            return True
        if ours.encode() != dictionary.encode():
            return False
        self._twins.append(dictionary)
        return True

    def _flush(self) -> None:
        if not self._pending:
            return
        block, size = self._pending, self._pending_size
        self._pending, self._pending_size = [], 0
        self._blocks += 1
        if self._compressors:
            self._put_ready(block)
            return
        self._waiting.append(block)
        self._waiting_size += size
        if self._waiting_size >= SAMPLE_SIZE:
            self._start_compressing()

    def _start_compressing(self) -> None:
        import zstandard

        if not self._compressors:
            # A frame must say which dictionary it needs: parameters that are given leave that out unless asked for.
            parameters = zstandard.ZstdCompressionParameters(
                strategy=zstandard.STRATEGY_FAST, write_dict_id=True, **_COMPRESSION
            )
            dictionary = None
            if self._waiting_size >= LEAST_SAMPLE:
                dictionary = self._dictionary or train([record for block in self._waiting for record in block])
            if dictionary is not None:
                dictionary.pieces.precompute_compress(compression_params=parameters)
                self._dictionaries[dictionary.number] = dictionary
                self._words = dictionary.words
            self._compressors = [
                zstandard.ZstdCompressor(
                    compression_params=parameters, dict_data=dictionary.pieces if dictionary else None
                )
                for _ in range(self._threads)
            ]
        while self._waiting:
            self._put_ready(self._waiting.pop(0))

    def _pack_all(self) -> None:
        self._flush()
        self._start_compressing()
        self._pack_ready()
        self._pack_coded()

    def _put_ready(self, block: list[bytes]) -> None:
        self._ready.append(b"".join(block))
        if len(self._ready) >= self._threads * BLOCKS_A_THREAD:
            self._pack_ready()

    def _pack_ready(self) -> None:
        """Packs the blocks that wait; with several threads their words are coded while the caller goes on."""
        self._pack_coded()
        if not self._ready:
            return
        if self._words is not None and self._threads > 1:
            self._coding = CodingAhead(self._words, self._ready, self._threads - 1)
            self._ready = []
        else:
            packed = self._pack(self._ready)
            self._ready = []
            self._write(packed)

    def _pack_coded(self) -> None:
        if self._coding is not None:
            packed = self._compress(self._coding.texts, self._coding.coded())
            self._coding = None
            self._write(packed)

    def _pack(self, blocks: list[bytes]) -> list[bytes]:
        return self._compress(blocks, blocks if self._words is None else self._words.encode_all(blocks))

    def _compress(self, blocks: list[bytes], coded: list[bytes]) -> list[bytes]:
        # A share a thread; others run while zstandard does. (Its own threads would read the dictionary anew for every call.)
        count = min(self._threads, len(blocks))
        if count <= 1:
            return self._frames(0, blocks, coded)
        from concurrent.futures import ThreadPoolExecutor

        shares = [(at, blocks[at::count], coded[at::count]) for at in range(count)]
        with ThreadPoolExecutor(count - 1) as others:
            started = [others.submit(self._frames, *share) for share in shares[1:]]
            packed = [self._frames(*shares[0]), *(one.result() for one in started)]
        return [packed[at % count][at // count] for at in range(len(blocks))]

    def _frames(self, thread: int, blocks: list[bytes], coded: list[bytes]) -> list[bytes]:
        compress = self._compressors[thread].compress
        return [_SIZE.pack(len(block)) + compress(text) for block, text in zip(blocks, coded, strict=True)]

    def _write(self, packed: list[bytes]) -> None:
        end = self._file.size
        for block in packed:
            self._ends.append(end := end + len(block))
        # Last and at once: the file keeps what it could not write, and tries again.
        self._file.write(packed[0] if len(packed) == 1 else b"".join(packed))

    @property
    def finished(self) -> bool:
        """Has `finish` been called, even if it failed?"""
        return self._finishing

    def finish(self) -> int:
        """Writes what is left and closes the file. May be called again after a WriteError."""
        self._finishing = True
        self._pack_all()
        if self._file.sections == 1:
            self._file.begin_section(1)
        if not self._indexed:
            self._indexed = True
            self._file.write(struct.pack(f"<{len(self._ends)}Q", *self._ends))
        if self._file.sections == 2:
            self._file.begin_section(2)
            self._file.write(pack_dictionaries(self._dictionaries))
        return self._file.finish(0)

    def abandon(self) -> None:
        self._file.abandon()


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
        if len(packed) < _SIZE.size:
            raise CorruptIndex(f"{self._file.name}: block {block} is cut off")
        frame = packed
        if packed.startswith(zstandard.FRAME_HEADER):
            try:
                size = zstandard.frame_content_size(packed)
            except zstandard.ZstdError as error:
                raise CorruptIndex(f"{self._file.name}: block {block} cannot be unpacked ({error})") from None
        else:
            (size,) = _SIZE.unpack_from(packed)
            frame = packed[_SIZE.size :]
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
