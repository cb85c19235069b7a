// Which letters are capitals, and what is a letter without case and accent? Latin, Greek and Cyrillic; for the recogniser
// of names, which compares words across spellings of one name. (Search folds with analysis/fold.py instead.)
#pragma once
#include "bytes.hpp"

namespace searchlib::people {

inline bool is_upper(u32 code) {
    if (code < 0x80) return code >= 'A' && code <= 'Z';
    if (code < 0xC0) return false;
    if (code <= 0xDE) return code != 0xD7;
    if (code < 0x100) return false;
    if (code <= 0x137) return !(code & 1);
    if (code <= 0x148) return code & 1;
    if (code <= 0x177) return !(code & 1) && code >= 0x14A;
    if (code <= 0x17E) return code == 0x178 || ((code & 1) && code != 0x17F);
    if (code == 0x1A0 || code == 0x1AF || code == 0x18F) return true;
    if (code >= 0x200 && code <= 0x21F) return !(code & 1);
    if (code >= 0x386 && code <= 0x3AB) return code != 0x390;
    if (code >= 0x400 && code <= 0x42F) return true;
    if (code >= 0x460 && code <= 0x481) return !(code & 1);
    if (code >= 0x48A && code <= 0x4BF) return !(code & 1);
    if (code >= 0x1E00 && code <= 0x1EFF) return !(code & 1);
    return false;
}

// The base letters of U+00C0 to U+017F, without case; '*' stands for two letters (see fold_letter), '.' for none.
inline constexpr char LATIN_BASES[] =
    "aaaaaa*ceeeeiiiidnooooo.ouuuuy**aaaaaa*ceeeeiiiidnooooo.ouuuuy*y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkll"
    "llllllllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(sizeof(LATIN_BASES) == 0x180 - 0xC0 + 1);

// Writes the folded form of a letter (at most 4 bytes); returns its size.
inline u32 fold_letter(u32 code, u8* out) {
    if (code < 0x80) return out[0] = static_cast<u8>(code >= 'A' && code <= 'Z' ? code + 32 : code), 1;
    if (code >= 0xC0 && code < 0x180) {
        const char base = LATIN_BASES[code - 0xC0];
        if (base != '*') return out[0] = static_cast<u8>(base), 1;
        const char* two = "ss";
        if (code == 0xC6 || code == 0xE6) two = "ae";
        if (code == 0xDE || code == 0xFE) two = "th";
        if (code == 0x132 || code == 0x133) two = "ij";
        if (code == 0x152 || code == 0x153) two = "oe";
        return out[0] = static_cast<u8>(two[0]), out[1] = static_cast<u8>(two[1]), 2;
    }
    char base = 0;
    if (code == 0x1A0 || code == 0x1A1) base = 'o';
    if (code == 0x1AF || code == 0x1B0) base = 'u';
    if (code == 0x18F || code == 0x259) base = 'e';
    if (code == 0x218 || code == 0x219) base = 's';
    if (code == 0x21A || code == 0x21B) base = 't';
    if (code >= 0x1EA0 && code <= 0x1EF9)
        base = code <= 0x1EB7 ? 'a' : code <= 0x1EC7 ? 'e' : code <= 0x1ECB ? 'i' : code <= 0x1EE3 ? 'o' : code <= 0x1EF1 ? 'u' : 'y';
    if (code == 0x2019) base = '\'';
    if (base) return out[0] = static_cast<u8>(base), 1;
    if ((code >= 0x391 && code <= 0x3A9) || (code >= 0x410 && code <= 0x42F))
        code += 0x20;
    else if (code >= 0x400 && code <= 0x40F)
        code += 0x50;
    else if (code >= 0x460 && is_upper(code))
        ++code;
    if (code < 0x800) return out[0] = static_cast<u8>(0xC0 | code >> 6), out[1] = static_cast<u8>(0x80 | (code & 63)), 2;
    if (code < 0x10000)
        return out[0] = static_cast<u8>(0xE0 | code >> 12), out[1] = static_cast<u8>(0x80 | (code >> 6 & 63)), out[2] = static_cast<u8>(0x80 | (code & 63)), 3;
    out[0] = static_cast<u8>(0xF0 | code >> 18), out[1] = static_cast<u8>(0x80 | (code >> 12 & 63));
    return out[2] = static_cast<u8>(0x80 | (code >> 6 & 63)), out[3] = static_cast<u8>(0x80 | (code & 63)), 4;
}

}  // namespace searchlib::people
