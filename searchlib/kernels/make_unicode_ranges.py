"""Writes unicode_ranges.hpp: which code points are parts of words, from Python's unicodedata.

Run by hand when the Unicode version is to move: ``python searchlib/kernels/make_unicode_ranges.py``.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

OTHER, WORD, BIGRAM = 0, 1, 2
TABLE_SIZE = 0x20000  # all planes from here on are either ideographs or nothing that is written in news

# Scripts without spaces between words: Han, kana, bopomofo, Hangul (whose particles stick to words).
BIGRAM_BLOCKS = [
    (0x1100, 0x11FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x3035), (0x3041, 0x30FF),
    (0x3105, 0x312F), (0x3131, 0x318E), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x1B000, 0x1B16F),
]  # fmt: skip


def character_class(code: int) -> int:
    category = unicodedata.category(chr(code))
    if category[0] not in "LMN":
        return OTHER
    return BIGRAM if any(low <= code <= high for low, high in BIGRAM_BLOCKS) else WORD


def ranges() -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for code in range(0x80, TABLE_SIZE):
        kind = character_class(code)
        if kind == OTHER:
            continue
        if found and found[-1][1] == code - 1 and found[-1][2] == kind:
            found[-1] = (found[-1][0], code, kind)
        else:
            found.append((code, code, kind))
    return found


def main() -> None:
    rows = [f"{{0x{low:X}, 0x{high:X}, {kind}}}" for low, high, kind in ranges()]
    lines = [", ".join(rows[i : i + 5]) for i in range(0, len(rows), 5)]
    text = (
        f"// Made by make_unicode_ranges.py from Unicode {unicodedata.unidata_version}; change that, not this.\n"
        "#pragma once\n#include <cstdint>\n\nnamespace searchlib {\n\n"
        "struct CharacterRange {\n    std::uint32_t low, high;\n    std::uint8_t kind;  // 1 word, 2 bigram\n};\n\n"
        f"constexpr std::uint32_t CHARACTER_TABLE_SIZE = 0x{TABLE_SIZE:X};\n\n"
        "constexpr CharacterRange CHARACTER_RANGES[] = {\n    " + ",\n    ".join(lines) + ",\n};\n\n"
        "}  // namespace searchlib\n"
    )
    Path(__file__).with_name("unicode_ranges.hpp").write_text(text, encoding="ascii")
    sys.stdout.write(f"{len(rows)} ranges\n")


if __name__ == "__main__":
    main()
