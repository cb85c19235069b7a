"""How do articles become a store? They wait for a dictionary, then blocks of them are coded, compressed and written (store.py)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from searchlib.kernels.wording import CodingAhead, WordCodes
from searchlib.segments.dictionaries import Dictionary, pack_dictionaries, train
from searchlib.segments.directory import Directory
from searchlib.segments.files import SectionedFileWriter
from searchlib.segments.store import BLOCK_HEAD, BLOCK_SIZE, PackedBlock, StoreReader

if TYPE_CHECKING:
    import zstandard

_COMPRESSION = {"window_log": 19, "hash_log": 17, "chain_log": 15, "search_log": 1, "min_match": 5}
"""Of coded words five bytes are a phrase; phrases of four make 1 % less of it in a seventh more time. A hash table of half the size
makes 1.5 % more of it in hardly less time, one of twice the size takes a fifth longer."""
SAMPLE_SIZE, LEAST_SAMPLE = 8 << 20, 4 << 20
"""With so many bytes of articles a store trains a dictionary; with fewer when it has no more, but not with less than that."""
BLOCKS_A_THREAD = 32
"""Packed at once: with other work in between the dictionary, which is read all over, would have left the processor's caches."""


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
        return [BLOCK_HEAD.pack(len(block)) + compress(text) for block, text in zip(blocks, coded, strict=True)]

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
        if self._file.sections == 1:
            self._pack_all()
            self._file.begin_section(1)
            # The segment is filed next, which takes all the memory that there is.
            self._compressors, self._words = [], None
        if not self._indexed:
            self._indexed = True
            self._file.write(struct.pack(f"<{len(self._ends)}Q", *self._ends))
        if self._file.sections == 2:
            self._file.begin_section(2)
            self._file.write(pack_dictionaries(self._dictionaries))
        return self._file.finish(0)

    def abandon(self) -> None:
        self._file.abandon()
