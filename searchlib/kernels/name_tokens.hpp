// I have a text; which words, numbers and marks does a name recogniser see in it? UTF-8 bytes in, tokens out, one pass.
//
// Unlike tokenizer.hpp, whose words are what readers search for, these tokens keep what tells a name: initials with
// their full stop (J., U.S.), possessives apart from the name, hyphens inside it, each mark, and breaks between lines. Text whose
// tokens are joined by spaces gives the same tokens as ordinary prose.
// Not for: deciding what is a name.
#pragma once
#include <algorithm>

#include "folded_letters.hpp"
#include "tokenizer.hpp"

namespace searchlib::people {

enum class Shape : u8 {  // how a token is written
    BREAK = 0,           // the end of a line or paragraph
    MARK,
    NUMBER,
    LOWER,     // word
    TITLE,     // Word
    INITIALS,  // J. or U.S.
    CAPITALS,  // WORD
    LETTER,    // A (one capital)
    MIXED,     // McDonald, DiCaprio
    DOUBLE,    // Jean-Claude, O'Brien
    INNER,     // al-Assad, d'Estaing: lower case first, a capital behind a hyphen or apostrophe
};

struct NameToken {
    u32 begin, end;  // bytes, with the full stop of initials and abbreviations
    u32 key_end;     // one past the last byte that spells the word
    Shape shape;
};

inline bool is_capital(Shape shape) { return shape >= Shape::TITLE; }

#if defined(__SSE2__)
// Does a byte behind a word of letters leave it as it is? Not a digit, nor what may join, end or follow a name.
inline constexpr std::array<bool, 256> make_ends_of_words() {
    std::array<bool, 256> ends{};
    for (int c = 0; c < 0x80; ++c) ends[c] = BYTE_CLASSES[c] != DIGIT;
    for (const char c : {'\'', '.', '&', '-'}) ends[static_cast<u8>(c)] = false;
    return ends;
}
inline constexpr std::array<bool, 256> ENDS_OF_WORDS = make_ends_of_words();
#endif

class NameTokenizer {
  public:
    NameTokenizer(const u8* text, std::size_t size) : text_(text), size_(static_cast<u32>(size)), table_(character_table()) {}

    // Calls sink(token) for each token, or sink(token, key) where the word's bytes are at hand as an interner takes them.
    template <class Sink>
    void run(Sink&& sink) {
        u32 at = 0;
        sink(NameToken{0, 0, 0, Shape::BREAK});
        while (at < size_) {
            const u8 c = text_[at];
            if (c == ' ') {
                ++at;
                continue;
            }
            const u8 kind = BYTE_CLASSES[c];
#if defined(__SSE2__)
            if (kind == LETTER && at + 16 <= size_)
                if (const u32 length = plain_word(at, sink)) {
                    at += length;
                    if (text_[at] == ' ') ++at;
                    continue;
                }
#endif
            if (c == '\n' || c == '\r' || c == '\x0c') {
                at = line_end(at, sink);
            } else if (kind == DIGIT) {
                at = number(at, sink);
            } else if (kind == LETTER && c != '_') {
                at = word(at, sink);
            } else if (kind == HIGH) {
                u32 size;
                const u32 code = decode_utf8(text_ + at, text_ + size_, size);
                if (letter_code(code)) {
                    at = word(at, sink);
                } else {
                    if (code != 0xA0 && code != 0x200B && code != 0xFEFF) sink(NameToken{at, at + size, at + size, Shape::MARK});
                    at += size;
                }
            } else {
                if (c > ' ') sink(NameToken{at, at + 1, at + 1, Shape::MARK});
                if (c == ',' && at && text_[at - 1] == ' ') tokenised_ = true;
                ++at;
            }
        }
        sink(NameToken{size_, size_, size_, Shape::BREAK});
    }

  private:
    static constexpr u32 LONGEST_ARTICLE = 2, LONGEST_ABBREVIATION = 5;
    static constexpr u32 WRAPPED_MIN = 45, WRAPPED_MAX = 110, WRAPPED_NEXT = 30;

#if defined(__SSE2__)
    // How long is the word at `at`, if it is one of ASCII letters that ends with them, as nearly all are? 0 when it has to be
    // looked at closely. (Sixteen bytes at once; the slow way gives the same tokens.)
    template <class Sink>
    u32 plain_word(u32 at, Sink& sink) const {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text_ + at));
        const __m128i from_a = _mm_sub_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
        const u32 letters = static_cast<u32>(_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(from_a, _mm_set1_epi8('z' - 'a')), from_a)));
        const u32 length = static_cast<u32>(std::countr_one(letters));
        if (length - 1 >= SHORT_KEY) return 0;
        // A letter is small if its bit 5 is set, which goes where movemask looks.
        const u32 capitals = ~static_cast<u32>(_mm_movemask_epi8(_mm_slli_epi16(bytes, 2))) & ((1u << length) - 1);
        const Shape shape = !(capitals & 1)                  ? Shape::LOWER
                            : length == 1                    ? Shape::LETTER
                            : capitals == 1                  ? Shape::TITLE
                            : capitals == (1u << length) - 1 ? Shape::CAPITALS
                                                             : Shape::MIXED;
        const u8 behind = text_[at + length];
        if (!ENDS_OF_WORDS[behind]) {
            // A full stop, too, unless it could be of initials or of an abbreviation.
            if (behind != '.' || shape == Shape::LETTER || (shape == Shape::TITLE && length <= LONGEST_ABBREVIATION)) return 0;
        }
        ShortKey key;
        _mm_storeu_si128(reinterpret_cast<__m128i*>(&key), first_of(bytes, length));
        key.high |= u64{length} << 56;
        sink(NameToken{at, at + length, at + length, shape}, key);
        return length;
    }
#endif

    bool letter_code(u32 code) const { return code < CHARACTER_TABLE_SIZE && (table_[code] == LETTER || table_[code] == BIGRAM); }
    // The size of the letter at `at`, or 0.
    u32 letter_at(u32 at) const {
        if (at >= size_) return 0;
        const u8 kind = BYTE_CLASSES[text_[at]];
        if (kind == LETTER) return text_[at] != '_';
        if (kind != HIGH) return 0;
        u32 size;
        return letter_code(decode_utf8(text_ + at, text_ + size_, size)) ? size : 0;
    }
    bool digit_at(u32 at) const { return at < size_ && text_[at] >= '0' && text_[at] <= '9'; }
    bool upper_at(u32 at) const {
        if (at >= size_) return false;
        if (text_[at] < 0x80) return text_[at] >= 'A' && text_[at] <= 'Z';
        u32 size;
        return is_upper(decode_utf8(text_ + at, text_ + size_, size));
    }
    // The bytes of an apostrophe at `at`: 1, 3 for the typographic one, or 0.
    u32 apostrophe_at(u32 at) const {
        if (at < size_ && text_[at] == '\'') return 1;
        return at + 2 < size_ && text_[at] == 0xE2 && text_[at + 1] == 0x80 && text_[at + 2] == 0x99 ? 3 : 0;
    }

    // A single line end inside a block of hard-wrapped lines is a space; every other one parts what stands around it. Text with spaces before
    // its commas is a corpus, which has a sentence a line.
    template <class Sink>
    u32 line_end(u32 at, Sink& sink) {
        const u32 begin = at, length = begin - line_;
        u32 ends = 0;
        for (; at < size_ && text_[at] <= ' '; ++at)
            if (text_[at] == '\n') ++ends, line_ = at + 1;
        if (ends != 1 || length < WRAPPED_MIN || length > WRAPPED_MAX || tokenised_ || !wrapped_on(at)) sink(NameToken{begin, begin, begin, Shape::BREAK});
        return at;
    }

    // Is the line at `at` as long as lines of such a block are? A heading stands above a paragraph, which is longer.
    bool wrapped_on(u32 at) const {
        const u32 left = size_ - at;
        const void* const end = std::memchr(text_ + at, '\n', std::min(left, WRAPPED_MAX + 1));
        const u32 length = end ? static_cast<u32>(static_cast<const u8*>(end) - (text_ + at)) : left;
        return length >= WRAPPED_NEXT && length <= WRAPPED_MAX;
    }

    template <class Sink>
    u32 number(u32 at, Sink& sink) {
        const u32 begin = at;
        while (at < size_) {
            const u8 c = text_[at];
            if (BYTE_CLASSES[c] == DIGIT)
                ++at;
            else if (const u32 letter = letter_at(at))
                at += letter;
            else if ((c == '.' || c == ',' || c == ':' || c == '/' || c == '-') && digit_at(at + 1))
                ++at;
            else
                break;
        }
        sink(NameToken{begin, at, at, Shape::NUMBER});
        return at;
    }

    template <class Sink>
    u32 word(u32 at, Sink& sink) {
        const u32 begin = at;
        u32 letters = 0, uppers = 0, part = 0;
        u32 head = 0;  // letters before the first joint
        bool first_upper = false, inner_upper = false, joined = false, dotted = false, lower_seen = false;
        while (at < size_) {
            const u8 c = text_[at];
            if (c >= 'a' && c <= 'z') {
                ++letters, ++part, ++at, lower_seen = true;
                continue;
            }
            if (c >= 'A' && c <= 'Z') {
                if (!letters) first_upper = true;
                else if (joined && part == 0) inner_upper = true;
                ++letters, ++uppers, ++part, ++at;
                continue;
            }
            if (const u32 size = letter_at(at)) {
                const bool upper = upper_at(at);
                if (upper) {
                    if (!letters) first_upper = true;
                    else if (joined && part == 0) inner_upper = true;
                    ++uppers;
                } else {
                    lower_seen = true;
                }
                ++letters, ++part, at += size;
                continue;
            }
            if (c >= '0' && c <= '9') {
                ++part, ++at;
                continue;
            }
            if (c == '.') {
                if (part == 1 && uppers == letters && !joined) {  // initials
                    dotted = true;
                    ++at;
                    part = 0;
                    if (upper_at(at) && at + 1 < size_ && (text_[at + 1] == '.')) continue;
                    if (at < size_ && text_[at] == '-' && letter_at(at + 1)) continue;
                }
                break;
            }
            if (c == '-' && letter_at(at + 1)) {
                if (!joined) head = letters;
                if (dotted && part == 0) inner_upper = false;
                joined = true, part = 0, ++at;
                continue;
            }
            if (const u32 size = apostrophe_at(at)) {
                const u32 next = letter_at(at + size);
                if (!next) break;
                const u8 follower = text_[at + size];
                if ((follower == 's' || follower == 'S') && !letter_at(at + size + 1)) break;  // a possessive
                if (!joined) head = letters;
                joined = true, part = 0, at += size;
                continue;
            }
            if (c == '&' && part <= 3 && uppers == letters && upper_at(at + 1)) {
                ++at;
                continue;
            }
            break;
        }
        u32 key_end = at;
        Shape shape;
        if (dotted && (part == 0))
            shape = Shape::INITIALS;
        else if (!first_upper)
            shape = inner_upper && head <= LONGEST_ARTICLE ? Shape::INNER : Shape::LOWER;  // al-Assad, but not mid-September
        else if (letters == 1)
            shape = Shape::LETTER;
        else if (!lower_seen)
            shape = Shape::CAPITALS;
        else if (joined)
            shape = compound_adjective(begin, at) ? Shape::LOWER : Shape::DOUBLE;
        else
            shape = uppers > 1 ? Shape::MIXED : Shape::TITLE;
        if (shape == Shape::TITLE && at < size_ && text_[at] == '.' && abbreviation(begin, at)) ++at;
        sink(NameToken{begin, at, key_end, shape});
        if (const u32 size = apostrophe_at(at); size && at + size < size_ && (text_[at + size] == 's' || text_[at + size] == 'S')) {
            sink(NameToken{at, at + size + 1, at + size + 1, Shape::MARK});
            at += size + 1;
        }
        return at;
    }

    // Paris-based, Brazilian-born, Pro-Moscow: no part of a name, unlike Jean-Claude and Kim Yong-nam.
    bool compound_adjective(u32 begin, u32 end) const {
        const std::string_view word(reinterpret_cast<const char*>(text_ + begin), end - begin);
        static constexpr std::string_view TAILS[] = {"area", "backed", "based", "born", "bound", "brokered", "built", "controlled", "dominated", "educated",
                                                      "era", "funded", "held", "led", "linked", "listed", "made", "majority", "mediated", "occupied", "owned",
                                                      "registered", "related", "run", "speaking", "sponsored", "style", "supported", "trained", "wide", "winning"};
        static constexpr std::string_view HEADS[] = {"Anti", "Non", "Post", "Pre", "Pro"};
        const std::string_view tail = word.substr(word.rfind('-') + 1), head = word.substr(0, word.find('-'));
        return std::find(std::begin(TAILS), std::end(TAILS), tail) != std::end(TAILS) || std::find(std::begin(HEADS), std::end(HEADS), head) != std::end(HEADS);
    }

    // Does a full stop behind this word belong to it?
    bool abbreviation(u32 begin, u32 end) const {
        const std::string_view word(reinterpret_cast<const char*>(text_ + begin), end - begin);
        if (word.size() > LONGEST_ABBREVIATION) return false;
        static constexpr std::string_view KNOWN[] = {"Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Sgt", "Prof", "Rev", "Capt",
                                                      "Sens", "Reps", "Govs", "Gens", "Profs", "Drs", "Jr", "Sr", "St", "Maj", "Adm", "Hon", "Pres", "Messrs", "Cmdr", "Cpl", "Pvt", "Insp", "Supt", "Amb", "Atty"};
        for (const std::string_view known : KNOWN)
            if (word == known) return true;
        return false;
    }

    const u8* text_;
    u32 size_;
    u32 line_ = 0;  // where the line begins that is being read
    bool tokenised_ = false;
    const u8* table_;
};

}  // namespace searchlib::people
