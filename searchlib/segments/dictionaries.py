"""How do small blocks of text pack well? With a dictionary of what texts of this archive have in common.

It has two parts: frequent words, which are written as one or two bytes (kernels/word_codes.hpp), and pieces of texts so
written, which zstandard refers to. A store of some megabytes trains one on its first articles, or takes over that of
another segment, and holds it itself, so that it can be read alone. A merged store holds those of all blocks that it took
over.

Section 2 of a store: for each dictionary its number u32, which is also in every frame that needs it, the length u32 of
what follows, and a zstandard frame: the length u32 of the words, the words (one a line, in the order of their codes), and
zstandard's dictionary. In format 1 there were no words, and the frame held zstandard's dictionary alone, which begins with
a number that is no length.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from searchlib.errors import CorruptIndex
from searchlib.kernels.wording import WordCodes, table_for

if TYPE_CHECKING:
    import zstandard

DICTIONARY_SIZE = 384 * 1024
MAX_DICTIONARY = 8 * DICTIONARY_SIZE
_SEGMENT, _DMER = 500, 8  # how long the pieces are that training looks for, and the runs it counts them by
_HEAD = struct.Struct("<II")
_WORDS_SIZE = struct.Struct("<I")
_OF_FORMAT_1 = b"\x37\xa4\x30\xec"  # how zstandard's dictionaries begin


_KELVIN = "\N{KELVIN SIGN}".encode()
_CUT_LITERAL = b"\xff\xff"
"""A run of letters beyond ASCII so long that it is in pieces, as a word in it may be."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What blocks are packed with.

    Args:
        words: to code a text by; the first step of packing. None in a dictionary of format 1.
        pieces: to compress the coded text with; the second.
    """

    words: WordCodes | None
    pieces: zstandard.ZstdCompressionDict

    @property
    def number(self) -> int:
        """It stands in every frame that was made with it."""
        return self.pieces.dict_id()

    def encode(self) -> bytes:
        """Its bytes."""
        if self.words is None:
            return self.pieces.as_bytes()
        return _WORDS_SIZE.pack(len(self.words.table)) + self.words.table + self.pieces.as_bytes()


def signs_of(word: str, words: WordCodes | None) -> list[bytes]:
    """Bytes of which some stand in any coded text with this word, whatever signs are around it (kernels/word_codes.hpp).

    They may stand in others, too. Composing characters (NFC) makes one letter that was none before, K of the Kelvin sign.

    Args:
        word: ASCII letters, digits and _, at least two.
        words: what texts are coded by; None when they are not.
    """
    forms = [word.encode("ascii"), *([_KELVIN] if "K" in word else [])]
    signs = [*forms, _CUT_LITERAL]
    if words is not None:
        for known in words.table.split(b"\n"):
            if known == forms[0] or (not known.isascii() and any(form in known for form in forms)):
                signs.append(words.encode(known))
    return signs


def train(records: Sequence[bytes]) -> Dictionary | None:
    """A dictionary for texts like these (zstandard's cover algorithm); None when they have too little in common."""
    import zstandard

    words = WordCodes(table_for(list(records)))
    try:
        pieces = zstandard.train_dictionary(DICTIONARY_SIZE, list(map(words.encode, records)), k=_SEGMENT, d=_DMER)
    except zstandard.ZstdError:
        return None
    return Dictionary(words, pieces)


def pack_dictionaries(dictionaries: Mapping[int, Dictionary]) -> bytes:
    """Section 2 of a store."""
    import zstandard

    packed = {number: zstandard.compress(one.encode()) for number, one in dictionaries.items()}
    return b"".join(_HEAD.pack(number, len(data)) + data for number, data in packed.items())


def unpack_dictionaries(data: bytes, file: str) -> dict[int, Dictionary]:
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
            one = _decode(zstandard.decompress(frame))
        except (zstandard.ZstdError, ValueError, struct.error) as error:
            raise CorruptIndex(f"{file}: a dictionary cannot be unpacked ({error})") from None
        if one.number != number:
            raise CorruptIndex(f"{file}: a dictionary is not the one that its number says")
        found[number] = one
    return found


def _decode(data: bytes) -> Dictionary:
    import zstandard

    words = None
    if not data.startswith(_OF_FORMAT_1):
        (size,) = _WORDS_SIZE.unpack_from(data)
        begin = _WORDS_SIZE.size
        words = WordCodes(data[begin : begin + size])
        data = data[begin + size :]
    return Dictionary(words, zstandard.ZstdCompressionDict(data, dict_type=zstandard.DICT_TYPE_FULLDICT))
