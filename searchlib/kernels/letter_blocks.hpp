// Where do words and figures begin? Sixty-four characters at once, a bit for each. For texts of one byte a character: Latin-1, or
// made so by `plain_bytes`, which keeps what a grammar of days tells apart. Not for: UTF-8 (name_tokens.hpp, tokenizer.hpp).
#pragma once
#include <array>
#include <bit>
#include <vector>

#include "bytes.hpp"
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace searchlib {

constexpr bool is_plain_letter(u32 c) {
    if (c < 0x80) return (c | 0x20) - 'a' < 26 || c == '_';
    return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2070) && !(c >= 0x3000 && c < 0x3040) && !(c >= 0xFF00 && c < 0xFF10);
}

// The same of a byte, and what else a grammar asks first of one.
enum PlainKind : u8 { PLAIN_OTHER, PLAIN_LETTER, PLAIN_DIGIT, PLAIN_SPACE };
inline constexpr std::array<u8, 256> PLAIN_KINDS = [] {
    std::array<u8, 256> kinds{};
    for (u32 c = 0; c < 256; ++c)
        kinds[c] = is_plain_letter(c)                              ? PLAIN_LETTER
                   : c - '0' < 10                                  ? PLAIN_DIGIT
                   : c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 ? PLAIN_SPACE
                                                                   : PLAIN_OTHER;
    return kinds;
}();

// Typographic signs as the plain ones, all letters beyond Latin-1 as one of them, whatever else is there as a sign that means nothing.
template <class Char>
std::vector<u8> plain_bytes(const Char* text, std::size_t size) {
    constexpr u8 LETTER = 0xC0, SPACE = 0xA0, NOTHING = 1;
    std::vector<u8> bytes(size);
    for (std::size_t i = 0; i < size; ++i) {
        const u32 c = text[i];
        bytes[i] = c < 0x100                  ? static_cast<u8>(c)
                   : c == 0x2018 || c == 0x2019 ? '\''
                   : c >= 0x2010 && c <= 0x2015 ? '-'
                   : c == 0x2009 || c == 0x202F ? SPACE
                   : is_plain_letter(c)         ? LETTER
                                                : NOTHING;
    }
    return bytes;
}

// `count` bytes of a text from `at` on: in place, or where the text ends before, copied to `room` with zeros behind them.
inline const u8* readable(const u8* text, std::size_t size, std::size_t at, std::size_t count, u8* room) {
    if (at + count <= size) return text + at;
    const std::size_t left = at < size ? size - at : 0;
    std::memcpy(room, text + at, left);
    std::memset(room + left, 0, count - left);
    return room;
}

struct LetterBlock {
    u64 letters = 0, digits = 0, apostrophes = 0;
};

#if defined(__SSE2__)
inline __m128i plain_letters(__m128i bytes) {
    const __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20)), from_a = _mm_sub_epi8(small, _mm_set1_epi8('a'));
    const __m128i ascii = _mm_cmpeq_epi8(_mm_min_epu8(from_a, _mm_set1_epi8('z' - 'a')), from_a);
    const __m128i high = _mm_andnot_si128(_mm_cmpeq_epi8(small, _mm_set1_epi8(static_cast<char>(0xF7))),
                                          _mm_cmpeq_epi8(_mm_max_epu8(bytes, _mm_set1_epi8(static_cast<char>(0xC0))), bytes));
    return _mm_or_si128(_mm_or_si128(ascii, high), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')));
}
#endif

// Of 64 bytes.
inline LetterBlock letter_block(const u8* at) {
    LetterBlock block;
#if defined(__SSE2__)
    for (int i = 0; i < 4; ++i) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16 * i)), from_0 = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
        const auto bits = [i](__m128i found) { return u64{static_cast<u32>(_mm_movemask_epi8(found))} << 16 * i; };
        block.letters |= bits(plain_letters(bytes));
        block.digits |= bits(_mm_cmpeq_epi8(_mm_min_epu8(from_0, _mm_set1_epi8(9)), from_0));
        block.apostrophes |= bits(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\'')));
    }
#else
    for (int i = 0; i < 64; ++i) {
        block.letters |= u64{is_plain_letter(at[i])} << i;
        block.digits |= u64{at[i] - u32{'0'} < 10} << i;
        block.apostrophes |= u64{at[i] == '\''} << i;
    }
#endif
    return block;
}

// How many of the next 16 bytes are letters, up to the first that is none.
inline std::size_t letters_ahead(const u8* at) {
#if defined(__SSE2__)
    return static_cast<std::size_t>(std::countr_one(static_cast<u32>(_mm_movemask_epi8(plain_letters(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)))))));
#else
    std::size_t count = 0;
    while (count < 16 && is_plain_letter(at[count])) ++count;
    return count;
#endif
}

// The first `length` of eight letters as a number, ASCII ones in lower case.
inline u64 small_letters(const u8* at, std::size_t length) {
    const u64 letters = load<u64>(at) | 0x2020202020202020u;
    return length < 8 ? letters & ((u64{1} << 8 * length) - 1) : letters;
}

}  // namespace searchlib
