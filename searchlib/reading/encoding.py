"""In which encoding is this? Byte order marks first, then UTF-8, then charset-normalizer on a sample."""

from __future__ import annotations

import codecs
from collections.abc import Callable

SAMPLE = 65536


def detect(sample: bytes) -> str:
    """The encoding of a file that begins so.

    Example:
        >>> detect("naïve".encode("utf-8")), detect("naïve".encode("utf-16"))
        ('utf-8', 'utf-16')
    """
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
        return "utf-8"
    except UnicodeDecodeError:
        pass
    if mostly_utf8(sample):
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def mostly_utf8(sample: bytes) -> bool:
    """Is it UTF-8 with a few broken bytes rather than another encoding?

    Bytes of another encoding make a whole character of UTF-8 by chance in about one case of ten, so two whole ones for
    each broken one are no chance.
    """
    text = sample.decode("utf-8", "replace")
    broken, odd = text.count("\ufffd"), sum(char > "\x7f" for char in text)
    return odd - broken >= 2 * broken


def decoded(data: bytes, code: str, replaced: Callable[[str, int], None]) -> str:
    """The text; where bytes are not of the encoding, `replaced` hears what was done and in which line the first of them is."""
    try:
        return data.decode(code)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        replaced(f"bytes that are no {code} ({error.reason}); they were replaced", line)
        return data.decode(code, "replace")


def is_text_encoding(name: str) -> bool:
    """Is there an encoding of this name that makes text of bytes?"""
    try:
        b"x".decode(name, "replace")
    except (LookupError, ValueError):
        return False
    return True


def is_wide(name: str) -> bool:
    """Has a line end more than one byte in this encoding?"""
    return codecs.lookup(name).name.startswith(("utf-16", "utf-32"))


def is_binary(sample: bytes) -> bool:
    """Is it no text at all?"""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    odd = sum(byte < 9 or 13 < byte < 27 for byte in sample[:4096])
    return odd > 0.02 * max(len(sample[:4096]), 1) and odd > 2
