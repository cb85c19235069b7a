"""Which bytes of the articles' texts go into a merged segment? Those of live articles, and of few others.

A block in which every byte is somebody's and that has a good size is copied as it is, without unpacking. One in which
nobody lives is left out. All others (articles were deleted, or small commits left small blocks) are unpacked, and what
lives in them is packed anew. So after a merge the store holds no dead byte, whatever was deleted.
"""

from __future__ import annotations

from collections.abc import Sequence

from searchlib.segments.reader import SegmentReader
from searchlib.segments.store import BLOCK_SIZE
from searchlib.segments.store_writer import StoreWriter

WORTH_COPYING = BLOCK_SIZE // 2
NOWHERE = 0xFFFFFFFF

Moves = tuple[list[int], dict[int, tuple[int, int]]]
"""The new number of each block that was copied (else NOWHERE); block and offset of each document that was packed anew."""


def copy_live(store: StoreWriter, segments: Sequence[SegmentReader]) -> list[Moves]:
    """Copies the texts of live articles to a new store; says for each segment where they went."""
    moves: list[Moves] = []
    rewritten: list[list[tuple[int, int, int, int]]] = []
    for segment in segments:
        live = segment.view.live_bytes(segment.store.blocks)
        copied = [NOWHERE] * len(live)
        again = bytearray(len(live))
        for block, size in enumerate(live):
            if size >= WORTH_COPYING and size == (packed := segment.store.packed(block)).size:
                copied[block] = store.copy_block(segment.store, block, packed)
            else:
                again[block] = size > 0
        moves.append((copied, {}))
        rewritten.append(segment.view.live_places(bytes(again)))
    # Only now, so that numbers of blocks do not shift between.
    for segment, (_, moved), places in zip(segments, moves, rewritten, strict=True):
        for block, offset, length, document in places:
            new_block, new_offset, _ = store.add(segment.store.read((block, offset, length)))
            moved[document] = (new_block, new_offset)
    return moves
