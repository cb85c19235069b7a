"""How do small blocks of text pack well? With a dictionary of what texts of this archive have in common.

A store of some megabytes trains one on its first articles, or takes over that of another segment, and holds it itself,
so that it can be read alone. A merged store holds those of all blocks that it took over.

Section 2 of a store: for each dictionary its number u32, which is also in every frame that needs it, the length u32 of
what follows, and the dictionary as a zstandard frame.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from searchlib.errors import CorruptIndex

if TYPE_CHECKING:
    import zstandard

DICTIONARY_SIZE = 256 * 1024
MAX_DICTIONARY = 8 * DICTIONARY_SIZE
_SEGMENT, _DMER = 500, 8  # how long the pieces are that training looks for, and the runs it counts them by
_HEAD = struct.Struct("<II")


def train(records: Sequence[bytes]) -> zstandard.ZstdCompressionDict | None:
    """A dictionary for texts like these (zstandard's cover algorithm); None when they have too little in common."""
    import zstandard

    try:
        return zstandard.train_dictionary(DICTIONARY_SIZE, list(records), k=_SEGMENT, d=_DMER)
    except zstandard.ZstdError:
        return None


def pack_dictionaries(dictionaries: Mapping[int, zstandard.ZstdCompressionDict]) -> bytes:
    """Section 2 of a store."""
    import zstandard

    packed = {number: zstandard.compress(one.as_bytes()) for number, one in dictionaries.items()}
    return b"".join(_HEAD.pack(number, len(data)) + data for number, data in packed.items())


def unpack_dictionaries(data: bytes, file: str) -> dict[int, zstandard.ZstdCompressionDict]:
    """The dictionaries of section 2 by their numbers.

    Raises:
        CorruptIndex: it is not what pack_dictionaries writes.
    """
    import zstandard

    found, at = {}, 0
    while at < len(data):
        if len(data) - at < _HEAD.size:
            raise CorruptIndex(f"{file}: its dictionaries are cut off")
        number, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        frame = data[at : at + length]
        at += length
        try:
            if zstandard.frame_content_size(frame) > MAX_DICTIONARY:
                raise CorruptIndex(f"{file}: a dictionary is too large to be one")
            one = zstandard.ZstdCompressionDict(zstandard.decompress(frame), dict_type=zstandard.DICT_TYPE_FULLDICT)
        except zstandard.ZstdError as error:
            raise CorruptIndex(f"{file}: a dictionary cannot be unpacked ({error})") from None
        if one.dict_id() != number:
            raise CorruptIndex(f"{file}: a dictionary is not the one that its number says")
        found[number] = one
    return found
