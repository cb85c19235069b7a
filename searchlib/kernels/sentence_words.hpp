// Which words stand in a stretch of text, and where does its sentence begin and end? For the tense of a sentence (tense.hpp).
//
// A word is letters with apostrophes and hyphens, a figure, or a mark that parts clauses; all else is passed over. Words are views
// of the text; each is looked up once, in lower case. The text is code points as Python has them, so lone surrogates may be there.
#pragma once
#include <span>

#include "verb_words.hpp"

namespace searchlib {

constexpr bool is_capital(char32_t c) { return c >= U'A' && c <= U'Z'; }
constexpr bool is_ascii_letter(char32_t c) { return (c | 0x20) >= U'a' && (c | 0x20) <= U'z'; }
constexpr bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'’'; }
constexpr bool parts_clauses(char32_t c) {
    return c == U',' || c == U';' || c == U':' || c == U'(' || c == U')' || c == U'—' || c == U'–';
}
// White space as Python's str.isspace has it.
constexpr bool is_white(char32_t c) {
    if (c < 0x80) return c == U' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}
// Where the ten decimal digits of each script begin (category Nd of Unicode 14, as unicode_ranges.hpp), ASCII left out.
constexpr char32_t ZEROS[] = {
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
    0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0,
    0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0,
    0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0,
};
constexpr bool is_decimal(char32_t c) {
    if (c < ZEROS[0]) return c >= U'0' && c <= U'9';
    for (char32_t zero : ZEROS)
        if (c < zero + 10) return c >= zero;
    return false;
}

constexpr bool has_capital(std::u32string_view word) {
    for (char32_t c : word)
        if (is_capital(c)) return true;
    return false;
}

struct SentenceWord {
    std::u32string_view text;
    u32 classes;    // of the word in lower case
    bool capitals;  // some of its letters are
    bool figure, mark;

    bool in(u32 any) const { return classes & any; }
    // As it is written, without a capital.
    bool plainly_in(u32 any) const { return !capitals && classes & any; }
    bool parts() const { return mark || plainly_in(verb_class::CLAUSE); }
    bool begins_capital() const { return !text.empty() && is_capital(text[0]); }
    // In lower case.
    bool is(std::string_view low) const { return text.size() == low.size() && ends(low); }
    bool ends(std::string_view low) const {
        if (text.size() < low.size()) return false;
        const char32_t* at = text.data() + (text.size() - low.size());
        for (char c : low) {
            const char32_t here = *at++;
            if ((is_capital(here) ? here | 0x20 : here) != static_cast<u8>(c)) return false;
        }
        return true;
    }
};

using SentenceWords = std::span<const SentenceWord>;

// The words of [at, end), one after the other, as long as `add` says that it wants more; where the last one ends.
template <class Add>
std::size_t cut_words(std::u32string_view text, std::size_t at, std::size_t end, const VerbWords& listed, Add add) {
    char low[VerbWords::LONGEST];
    while (at < end) {
        const std::size_t begin = at;
        const char32_t first = text[at++];
        if (is_ascii_letter(first) || is_apostrophe(first)) {
            // Lower case is a bit more; an apostrophe has that bit.
            char32_t all_have = ~char32_t{0}, any_has = 0;
            std::size_t count = 0;
            const auto add_letter = [&](char32_t c) {
                all_have &= c;
                any_has |= c;
                if (count < sizeof low) low[count] = static_cast<char>(c | 0x20);
                ++count;
            };
            add_letter(first);
            while (at < end && (is_ascii_letter(text[at]) || is_apostrophe(text[at]))) add_letter(text[at++]);
            // A hyphen belongs to a word where a letter follows; from then on an apostrophe ends the word.
            while (at + 1 < end && text[at] == U'-' && is_ascii_letter(text[at + 1])) {
                add_letter(text[at++]);
                while (at < end && is_ascii_letter(text[at])) add_letter(text[at++]);
            }
            const bool known = any_has < 0x80 && count <= sizeof low;
            // Of other characters than ASCII only ’ is here, which lacks that bit.
            const bool capitals = !(all_have & 0x20) && has_capital(text.substr(begin, count));
            if (!add({text.substr(begin, count), known ? listed.classes({low, count}) : 0, capitals, false, false})) break;
        } else if (parts_clauses(first)) {
            if (!add({text.substr(begin, 1), 0, false, false, true})) break;
        } else if (is_decimal(first)) {
            while (at < end && (text[at] == U'.' || text[at] == U',' || is_decimal(text[at]))) ++at;
            if (!add({text.substr(begin, at - begin), 0, false, true, false})) break;
        }
    }
    return at;
}

// Where an end of a sentence that begins at a place ends; 0 where none does. What stands from `end` on is not looked at.
inline std::size_t sentence_end(std::u32string_view text, std::size_t at, std::size_t end) {
    const char32_t c = text[at];
    std::size_t behind = at + 1;
    if (c == U'.' || c == U'!' || c == U'?') {
        while (behind < end && (is_apostrophe(text[behind]) || text[behind] == U'"' || text[behind] == U')' || text[behind] == U'”')) ++behind;
        std::size_t next = behind;
        while (next < end && is_white(text[next])) ++next;
        if (next == behind || next == end) return 0;
        const char32_t opening = text[next];
        return is_capital(opening) || opening == U'"' || opening == U'“' || opening == U'\'' ? behind : 0;
    }
    if (c != U'\n') return 0;
    std::size_t empty_line = 0;
    for (; behind < end && is_white(text[behind]); ++behind)
        if (text[behind] == U'\n') empty_line = behind + 1;
    if (empty_line) return empty_line;
    // A heading needs no mark: a line that begins with "On" begins a sentence.
    const bool on = behind + 2 < end && (text[behind] == U'O' || text[behind] == U'I') && text[behind + 1] == U'n' && text[behind + 2] == U' ';
    return on ? behind : 0;
}

// Whether a full stop behind `end` is that of a short form or an initial. What stands before `begin` is not looked at.
inline bool is_short_form(std::u32string_view text, std::size_t begin, std::size_t end) {
    static constexpr std::u32string_view SHORT_FORMS[] = {
        U"Mr", U"Mrs", U"Ms", U"Dr", U"St", U"Gen", U"Sen", U"Rep", U"Gov", U"Lt", U"Col", U"Sgt", U"Inc", U"Corp", U"Co", U"Ltd",
        U"Jr", U"No", U"vs", U"U.S", U"U.N", U"U.K",
    };
    const auto is_one = [&](std::size_t to) {
        for (std::size_t size = 1; size <= 4 && begin + size <= to; ++size) {
            const std::size_t from = to - size;
            if (from) {  // else it begins the text
                if (from == begin) return false;
                const char32_t before = text[from - 1];
                if (!is_white(before) && before != U'(' && before != U'"' && before != U'“') continue;
            }
            const std::u32string_view word = text.substr(from, size);
            if (size == 1 && is_capital(word[0])) return true;
            for (std::u32string_view known : SHORT_FORMS)
                if (word == known) return true;
        }
        return false;
    };
    return is_one(end) || (end > begin && text[end - 1] == U'\n' && is_one(end - 1));
}

}  // namespace searchlib
