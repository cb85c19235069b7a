// Which kind of character is this, and how does a text begin or end? For kernels that read text as an array of characters.
//
// ASCII is told here; beyond it the embedding program says what is a letter, so that a kernel and its host agree on it.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace searchlib {

using Text = std::u32string_view;

enum LetterKind : std::uint8_t { ALPHANUMERIC = 1, DECIMAL = 2, SPACE = 4, UPPER = 8, LOWER = 16, TITLE = 32 };

// The kinds of a character beyond ASCII; without a host whatever may be a letter is a lower one.
using LetterKinds = std::uint8_t (*)(std::uint32_t);
inline LetterKinds kinds_beyond_ascii = [](std::uint32_t c) -> std::uint8_t {
    return c == 0xA0 || c == 0x85 || (c >= 0x2000 && c < 0x200B) || c == 0x3000 ? SPACE : c >= 0xC0 ? ALPHANUMERIC | LOWER : 0;
};

constexpr std::uint8_t ascii_kinds(char32_t c) {
    if (c - '0' < 10) return ALPHANUMERIC | DECIMAL;
    if (c - 'A' < 26) return ALPHANUMERIC | UPPER;
    if (c - 'a' < 26) return ALPHANUMERIC | LOWER;
    return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31) ? SPACE : 0;
}

inline std::uint8_t letter_kinds(char32_t c) { return c < 0x80 ? ascii_kinds(c) : kinds_beyond_ascii(c); }
inline bool is_space(char32_t c) { return letter_kinds(c) & SPACE; }
inline bool is_upper(char32_t c) { return letter_kinds(c) & UPPER; }
inline bool is_word_character(char32_t c) { return c == '_' || letter_kinds(c) & ALPHANUMERIC; }

// The small letter; beyond ASCII only where it is an ASCII letter (the sign of Kelvin).
constexpr char32_t lower(char32_t c) { return c - 'A' < 26 ? c + 32 : c == 0x212A ? U'k' : c; }

// text[max(0, from):to], whatever the bounds.
inline Text slice(Text text, std::ptrdiff_t from, std::size_t to) {
    const std::size_t begin = from < 0 ? 0 : static_cast<std::size_t>(from), end = std::min(to, text.size());
    return begin < end ? text.substr(begin, end - begin) : Text{};
}

inline Text without_space_behind(Text text) {
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}
inline Text without_space_around(Text text) {
    text = without_space_behind(text);
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    return text;
}

inline bool same_letters(Text text, Text small) {
    if (text.size() != small.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (lower(text[i]) != small[i]) return false;
    return true;
}

// In any case where `any_case` is set; the endings are then given in small letters.
inline bool ends_with_any(Text text, std::initializer_list<Text> endings, bool any_case = false) {
    for (const Text ending : endings)
        if (any_case ? text.size() >= ending.size() && same_letters(text.substr(text.size() - ending.size()), ending) : text.ends_with(ending))
            return true;
    return false;
}
inline bool starts_with_any(Text text, std::initializer_list<Text> beginnings, bool any_case = false) {
    for (const Text beginning : beginnings)
        if (any_case ? same_letters(text.substr(0, beginning.size()), beginning) : text.starts_with(beginning)) return true;
    return false;
}
inline bool is_any(Text text, std::initializer_list<Text> choices, bool any_case = false) {
    for (const Text choice : choices)
        if (any_case ? same_letters(text, choice) : text == choice) return true;
    return false;
}

// The words between white space.
template <class Take>
void split_words(Text text, Take take) {
    for (std::size_t at = 0; at < text.size();) {
        while (at < text.size() && is_space(text[at])) ++at;
        const std::size_t begin = at;
        while (at < text.size() && !is_space(text[at])) ++at;
        if (at > begin) take(text.substr(begin, at - begin));
    }
}

}  // namespace searchlib
