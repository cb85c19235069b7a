// I have a text; which words stand in it, and where? UTF-8 bytes in, spans of tokens out, in one pass.
//
// A token is a run of letters, digits and marks of any script, with these inner characters kept where they join:
//   '  between letters (O'Brien, Putin's)          .  in initials (U.S.) and decimals (1.9)
//   ,  before three digits (29,954)                 &  behind up to three letters (R&D, AT&T)
//   soft hyphens, where a line may end in a word
// Scripts written without spaces give overlapping pairs of characters. Two further kinds lie over tokens and take no
// position of their own: COMPOUND, for the two halves of al-Qaeda or COVID-19 as one word, and SIGIL for @name,
// #topic, C++ and C#.
// Not for: folding case or accents (fold.hpp and the analysis package), deciding what is a name.
#pragma once
#include <array>
#include <bit>
#include <memory>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "interner.hpp"
#include "unicode_ranges.hpp"

namespace searchlib {

enum class TokenKind : u8 { WORD = 0, COMPOUND = 1, SIGIL = 2 };

struct Token {
    u32 begin, end;  // bytes; a COMPOUND spans both halves
    TokenKind kind;
    bool ascii;
    bool plain = false;  // ASCII letters, digits and _ only, at most PLAIN_BYTES of them
};

constexpr u32 MAX_TOKEN_BYTES = 120;  // what is longer is cut here, in texts and queries alike
constexpr u32 MAX_COMPOUND_BYTES = 32;
constexpr u32 PLAIN_BYTES = 14;  // with a letter before it and its length behind it, such a word fills 16 bytes

enum CharacterClass : u8 { OTHER = 0, LETTER = 1, BIGRAM = 2, DIGIT = 3, HIGH = 4 };

inline const u8* character_table() {
    static const std::unique_ptr<u8[]> table = [] {
        std::unique_ptr<u8[]> made(new u8[CHARACTER_TABLE_SIZE]());
        for (const CharacterRange& range : CHARACTER_RANGES)
            std::memset(made.get() + range.low, range.kind, range.high - range.low + 1);
        return made;
    }();
    return table.get();
}

inline constexpr std::array<u8, 256> make_byte_classes() {
    std::array<u8, 256> classes{};
    for (int c = 0; c < 256; ++c) {
        if (c >= 0x80)
            classes[c] = HIGH;
        else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_')
            classes[c] = LETTER;
        else if (c >= '0' && c <= '9')
            classes[c] = DIGIT;
    }
    return classes;
}
inline constexpr std::array<u8, 256> BYTE_CLASSES = make_byte_classes();

// What may a byte behind a word do to it? Nothing; join what comes after it to the word, if that is a word; or more.
enum StopClass : u8 { PLAIN_STOP = 0, SOFT_STOP = 1, HARD_STOP = 2 };

inline constexpr std::array<u8, 256> make_stop_classes() {
    std::array<u8, 256> classes{};
    for (int c = 0x80; c < 256; ++c) classes[c] = HARD_STOP;
    for (const char c : {'\'', '.', ',', '&', '-'}) classes[static_cast<u8>(c)] = SOFT_STOP;
    for (const char c : {'#', '+'}) classes[static_cast<u8>(c)] = HARD_STOP;
    return classes;
}
inline constexpr std::array<u8, 256> STOP_CLASSES = make_stop_classes();

#if defined(__SSE2__)
// Bit i says whether at[i] is an ASCII letter, a digit or _; for 16 bytes.
inline u32 word_bytes(const u8* at) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const auto between = [](__m128i value, char low, char high) {
        return _mm_and_si128(_mm_cmpgt_epi8(value, _mm_set1_epi8(static_cast<char>(low - 1))),
            _mm_cmplt_epi8(value, _mm_set1_epi8(static_cast<char>(high + 1))));
    };
    const __m128i letters = between(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
    const __m128i others = _mm_or_si128(between(bytes, '0', '9'), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')));
    return static_cast<u32>(_mm_movemask_epi8(_mm_or_si128(letters, others)));
}

// Of 16 bytes the first `length`, and zeros.
inline __m128i first_of(__m128i bytes, u32 length) {
    alignas(16) static constexpr u8 KEEP[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    return _mm_and_si128(bytes, _mm_loadu_si128(reinterpret_cast<const __m128i*>(KEEP + 16 - length)));
}

// The folded form of a plain token of `length` bytes behind `prefix`, as the interner holds it. Sixteen bytes are read.
inline ShortKey plain_token_key(u8 prefix, const u8* at, u32 length) {
    __m128i bytes = first_of(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)), length);
    const __m128i capital = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('A' - 1)), _mm_cmplt_epi8(bytes, _mm_set1_epi8('Z' + 1)));
    bytes = _mm_slli_si128(_mm_or_si128(bytes, _mm_and_si128(capital, _mm_set1_epi8(0x20))), 1);
    ShortKey key;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(&key), bytes);
    key.low |= prefix;
    key.high |= u64{length + 1} << 56;
    return key;
}
#endif

// One character of well-formed UTF-8 (Python hands over nothing else); its length through `size`.
inline u32 decode_utf8(const u8* at, const u8* end, u32& size) {
    const u8 lead = *at;
    const std::size_t left = static_cast<std::size_t>(end - at);
    if (lead < 0x80) return size = 1, lead;
    if (lead < 0xE0 && left >= 2) return size = 2, ((lead & 0x1Fu) << 6) | (at[1] & 0x3Fu);
    if (lead < 0xF0 && left >= 3) return size = 3, ((lead & 0x0Fu) << 12) | ((at[1] & 0x3Fu) << 6) | (at[2] & 0x3Fu);
    if (left >= 4)
        return size = 4, ((lead & 0x07u) << 18) | ((at[1] & 0x3Fu) << 12) | ((at[2] & 0x3Fu) << 6) | (at[3] & 0x3Fu);
    return size = 1, 0xFFFD;
}

class Tokenizer {
  public:
    Tokenizer(const u8* text, std::size_t size) : text_(text), end_(text + size), table_(character_table()) {}

    // Calls sink(token) for each token in order; a COMPOUND or SIGIL follows the last WORD that it lies over.
    template <class Sink>
    void run(Sink&& sink) {
        const u8* at = text_;
        while (at < end_) {
            const u8 kind = BYTE_CLASSES[*at];
            if (kind == OTHER) {
                ++at;
            } else if (kind == HIGH) {
                u32 size;
                const u8 wide = class_of(decode_utf8(at, end_, size));
                if (wide == LETTER)
                    at = word(at, sink);
                else if (wide == BIGRAM)
                    at = bigrams(at, sink);
                else
                    at += size;
            } else if (const u32 length = plain_word(at)) {
                Token token{static_cast<u32>(at - text_), static_cast<u32>(at - text_) + length, TokenKind::WORD, true, true};
                half_begin_ = nullptr;
                at += length;
                sink(token);
            } else {
                at = word(at, sink);
            }
        }
    }

  private:
    // How long is the word at `at`, if it is one that nothing joins, precedes or lies over, as nearly all words of a text
    // are? 0 when it has to be looked at closely. (Sixteen bytes at once; the slow way gives the same tokens.)
    u32 plain_word(const u8* at) const {
#if defined(__SSE2__)
        if (end_ - at < 18) return 0;
        const u32 length = static_cast<u32>(std::countr_zero(~word_bytes(at)));
        if (length > PLAIN_BYTES) return 0;
        const u8 stop = STOP_CLASSES[at[length]];
        if (stop == HARD_STOP || (stop == SOFT_STOP && BYTE_CLASSES[at[length + 1]] != OTHER)) return 0;
        if (half_begin_ && half_end_ == at) return 0;
        if (at > text_ && (at[-1] == '@' || at[-1] == '#')) return 0;
        return length;
#else
        (void)at;
        return 0;
#endif
    }

    u8 class_of(u32 code) const {
        if (code < CHARACTER_TABLE_SIZE) return table_[code];
        return code < 0x40000 ? BIGRAM : OTHER;
    }
    u8 class_at(const u8* at) const {
        if (at >= end_) return OTHER;
        if (BYTE_CLASSES[*at] != HIGH) return BYTE_CLASSES[*at];
        u32 size;
        return class_of(decode_utf8(at, end_, size));
    }
    bool word_at(const u8* at) const {
        const u8 kind = class_at(at);
        return kind == LETTER || kind == DIGIT;
    }
    static bool digit(u8 c) { return c >= '0' && c <= '9'; }

    // How many bytes of joining punctuation stand at `at`, when what stands around it makes it part of the word.
    u32 joiner(const u8* begin, const u8* at) const {
        const u8 before = at[-1];
        switch (*at) {
            case '\'':
                return !digit(before) && word_at(at + 1) && !digit(at[1]) ? 1 : 0;
            case '.':
                if (at + 1 >= end_) return 0;
                if (digit(before)) return digit(at[1]) ? 1 : 0;
                // Initials: single letters only, as in U.S. or J.K.
                if (BYTE_CLASSES[before] == LETTER && (at - begin == 1 || at[-2] == '.') && BYTE_CLASSES[at[1]] == LETTER)
                    return at + 2 >= end_ || !word_at(at + 2) ? 1 : 0;
                return 0;
            case ',':
                return digit(before) && end_ - at > 3 && digit(at[1]) && digit(at[2]) && digit(at[3]) &&
                               !(end_ - at > 4 && word_at(at + 4))
                           ? 1
                           : 0;
            case '&':
                return BYTE_CLASSES[before] == LETTER && at - begin <= 3 && at + 1 < end_ && BYTE_CLASSES[at[1]] == LETTER ? 1 : 0;
            case 0xC2:  // U+00AD, the soft hyphen
                return end_ - at > 2 && at[1] == 0xAD && word_at(at + 2) ? 2 : 0;
            case 0xE2:  // U+2019, the typographic apostrophe
                if (end_ - at > 3 && at[1] == 0x80 && at[2] == 0x99 && !digit(before) && word_at(at + 3) && !digit(at[3]))
                    return 3;
                return 0;
            default:
                return 0;
        }
    }

    u32 hyphen(const u8* at) const {
        if (at < end_ && *at == '-') return 1;
        return end_ - at >= 3 && at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0x90 || at[2] == 0x91) ? 3 : 0;
    }

    template <class Sink>
    const u8* word(const u8* at, Sink& sink) {
        const u8* const begin = at;
        bool ascii = true;
        while (at < end_) {
            const u8 kind = BYTE_CLASSES[*at];
            if (kind == LETTER || kind == DIGIT) {
                ++at;
                continue;
            }
            if (kind == HIGH) {
                u32 size;
                if (class_of(decode_utf8(at, end_, size)) == LETTER) {
                    at += size;
                    ascii = false;
                    continue;
                }
            }
            const u32 joined = at > begin ? joiner(begin, at) : 0;
            if (!joined) break;
            ascii &= joined == 1;
            at += joined;
        }
        emit(begin, at, ascii, TokenKind::WORD, sink);
        overlays(begin, at, ascii, sink);
        return at;
    }

    template <class Sink>
    void overlays(const u8* begin, const u8* end, bool ascii, Sink& sink) {
        const bool more = hyphen(end) && word_at(end + hyphen(end));
        if (half_begin_ && half_end_ == begin) {  // the word before ended in a hyphen that led here
            if (parts_ == 1 && !more) emit(half_begin_, end, ascii && half_ascii_, TokenKind::COMPOUND, sink);
            ++parts_;
        } else {
            parts_ = 1;
            half_begin_ = begin;
            half_ascii_ = true;
        }
        if (more) {
            if (parts_ == 1) half_ascii_ = ascii && hyphen(end) == 1;  // U+2010 is a hyphen that is not ASCII
            half_end_ = end + hyphen(end);
        } else {
            half_begin_ = nullptr;
        }
        if (!ascii) return;
        const std::size_t length = static_cast<std::size_t>(end - begin);
        const u8* after = end;
        if (length == 1 && end < end_ && *end == '#') after = end + 1;
        if (length <= 2 && end_ - end >= 2 && end[0] == '+' && end[1] == '+') after = end + 2;
        if (after != end && !word_at(after)) emit(begin, after, true, TokenKind::SIGIL, sink);
        if (begin > text_ && (begin[-1] == '@' || begin[-1] == '#') && (begin - 1 == text_ || !precedes_word(begin - 1)))
            emit(begin - 1, end, true, TokenKind::SIGIL, sink);
    }

    // Is the byte before `at` the end of a word? (As in name@host, which is no @mention.)
    bool precedes_word(const u8* at) const { return BYTE_CLASSES[at[-1]] != OTHER; }

    template <class Sink>
    const u8* bigrams(const u8* at, Sink& sink) {
        u32 size;
        decode_utf8(at, end_, size);
        const u8* next = at + size;
        if (class_at(next) != BIGRAM) {
            emit(at, next, false, TokenKind::WORD, sink);
            return next;
        }
        while (class_at(next) == BIGRAM) {
            u32 next_size;
            decode_utf8(next, end_, next_size);
            emit(at, next + next_size, false, TokenKind::WORD, sink);
            at = next;
            next += next_size;
        }
        return next;
    }

    template <class Sink>
    void emit(const u8* begin, const u8* end, bool ascii, TokenKind kind, Sink& sink) {
        std::size_t length = static_cast<std::size_t>(end - begin);
        if (kind != TokenKind::WORD && length > MAX_COMPOUND_BYTES) return;
        if (kind == TokenKind::COMPOUND && digit(*begin)) return;  // 2010-11 is two numbers
        if (length > MAX_TOKEN_BYTES) {
            length = MAX_TOKEN_BYTES;
            while (length && (begin[length] & 0xC0) == 0x80) --length;  // not through the middle of a character
        }
        const u32 from = static_cast<u32>(begin - text_);
        sink(Token{from, from + static_cast<u32>(length), kind, ascii});
    }

    const u8* text_;
    const u8* end_;
    const u8* table_;
    const u8 *half_begin_ = nullptr, *half_end_ = nullptr;
    bool half_ascii_ = true;
    u32 parts_ = 0;
};

// Folds a token of ASCII characters: lower case, no possessive, no commas in numbers, no hyphen in compounds.
// Writes at most `size` bytes; returns how many. (analysis/fold.py is the same for all other tokens.)
inline u32 fold_ascii(const u8* from, u32 size, TokenKind kind, u8* out) {
    u32 length = 0;
    const bool number = size && from[0] >= '0' && from[0] <= '9';
    for (u32 i = 0; i < size; ++i) {
        const u8 c = from[i];
        if ((c == ',' && number) || (c == '-' && kind == TokenKind::COMPOUND)) continue;
        out[length++] = c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    if (length > 2 && out[length - 2] == '\'' && out[length - 1] == 's') length -= 2;
    return length;
}

}  // namespace searchlib
