// Which number do words stand for? "twenty-four", "2 1/2", "a couple of", "third"; months and week days by name.
#pragma once
#include <array>
#include <optional>

#include "date_match.hpp"
#include "text_pattern.hpp"

namespace searchlib::dates {

using Words = std::vector<std::string_view>;

// The place of a word in a list; -1 when it is not in it.
template <std::size_t N>
int place_in(const std::array<std::string_view, N>& list, std::string_view word) {
    const auto place = std::find(list.begin(), list.end(), word);
    return place == list.end() ? -1 : static_cast<int>(place - list.begin());
}

inline int month_number(std::string_view name) {
    static constexpr std::array MONTHS{"jan"sv, "feb"sv, "mar"sv, "apr"sv, "may"sv, "jun"sv, "jul"sv, "aug"sv, "sep"sv, "oct"sv, "nov"sv, "dec"sv};
    return place_in(MONTHS, name.substr(0, 3)) + 1;
}
inline std::string_view month_name(const Found& found) { return found.has(Part::MONTH) ? found.get(Part::MONTH) : found.get(Part::MONTHABBR); }
inline int month_of(const Found& found) { return month_number(month_name(found)); }

// What a pattern caught of a text, in small letters; it holds ASCII alone.
inline std::string caught(Text text) {
    std::string small;
    for (const char32_t c : text) small += static_cast<char>(lower(c));
    return small;
}

// 0 for Monday.
inline int weekday_number(std::string_view name) {
    static constexpr std::array WEEKDAYS{"mon"sv, "tue"sv, "wed"sv, "thu"sv, "fri"sv, "sat"sv, "sun"sv};
    return place_in(WEEKDAYS, name.substr(0, 3));
}
inline int weekday_of(const Found& found) {
    for (Part part : {Part::WEEKDAY, Part::WEEKDAYABBR, Part::WEEKDAYS})
        if (found.has(part)) return weekday_number(found.get(part));
    return 0;
}

inline int ordinal_of(std::string_view word) {
    static constexpr std::array ORDINALS{
        "first"sv, "second"sv, "third"sv, "fourth"sv, "fifth"sv, "sixth"sv, "seventh"sv, "eighth"sv, "ninth"sv, "tenth"sv, "eleventh"sv, "twelfth"sv,
        "thirteenth"sv, "fourteenth"sv, "fifteenth"sv, "sixteenth"sv, "seventeenth"sv, "eighteenth"sv, "nineteenth"sv, "twentieth"sv,
    };
    return word == "thirtieth" ? 30 : place_in(ORDINALS, word) + 1;
}

inline int cardinal_of(std::string_view word) {
    static constexpr std::array ONES{
        "zero"sv, "one"sv, "two"sv, "three"sv, "four"sv, "five"sv, "six"sv, "seven"sv, "eight"sv, "nine"sv, "ten"sv, "eleven"sv, "twelve"sv,
        "thirteen"sv, "fourteen"sv, "fifteen"sv, "sixteen"sv, "seventeen"sv, "eighteen"sv, "nineteen"sv,
    };
    static constexpr std::array TENS{"twenty"sv, "thirty"sv, "forty"sv, "fifty"sv, "sixty"sv, "seventy"sv, "eighty"sv, "ninety"sv};
    const int one = place_in(ONES, word), ten = place_in(TENS, word);
    return one >= 0 ? one : ten >= 0 ? 10 * (ten + 2) : -1;
}

// The number that words give, such as two hundred and four; other words count nothing.
inline int number_of_words(const Words& words) {
    int total = 0, current = 0;
    bool article = false;  // current is no more than one
    for (const std::string_view word : words) {
        if (const int number = cardinal_of(word); number >= 0) {
            if (!article && current % 100 && current % 100 < 20) break;  // one-two years
            current = article ? number : current + number;
            article = false;
        } else if ((word == "a" || word == "an") && !current) {
            current = 1, article = true;
        } else if (const int scale = word == "hundred" ? 100 : word == "thousand" ? 1000 : word == "dozen" ? 12 : 0) {
            total += std::max(1, current) * scale;
            current = 0, article = false;
        }
    }
    return total + current;
}

inline Words letter_runs(std::string_view text) {
    Words words;
    for (std::size_t at = 0, end; at < text.size(); at = std::max(end, at + 1)) {
        end = at;
        while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
        if (end > at) words.push_back(text.substr(at, end - at));
    }
    return words;
}
inline bool any_in(const Words& words, std::initializer_list<std::string_view> choices) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return std::find(choices.begin(), choices.end(), word) != choices.end(); });
}

// The text without what fits a pattern.
inline std::string without(const TextPattern& pattern, std::string_view text) {
    std::string rest;
    for (std::size_t at = 0; at < text.size();) {
        const TextPattern::Match found = pattern.match(text, at);
        if (!found) rest += text[at];
        at = found ? found.end : at + 1;
    }
    return rest;
}

// A figure with a comma a thousand and perhaps a decimal point; few digits, so nothing is rounded before the end.
inline double decimal(std::string_view figure) {
    double value = 0, scale = 1;
    bool behind = false;
    for (const char c : figure) {
        behind |= c == '.';
        if (!is_digit(c)) continue;
        value = value * 10 + (c - '0');
        if (behind) scale *= 10;
    }
    return value / scale;
}

// What stands in front of the second of two numbers: of "a year or two", "20 to 30 years", "15-20 years"; else all.
inline std::string_view first_of_two(std::string_view text) {
    if (text.starts_with("up to ")) text.remove_prefix(6);
    std::size_t end = std::min(text.find(" or "), text.find(" to "));
    for (std::size_t at = 1; at + 2 < text.size(); ++at)
        if (text[at] == '-' && is_digit(text[at - 1]) && is_digit(text[at + 1]) && text[at + 2] != '/') end = std::min(end, at);
    return text.substr(0, end);
}

// The number in an expression, in figures or words; none when there is none, or it is vague ("dozens of").
inline std::optional<double> number_of(std::string_view text) {
    static const TextPattern FIGURE(U"(\\d{1,3}(?:,\\d\\d\\d){1,4}|\\d+(?:\\.\\d+)?)?[\\s-]?(1/2|½|1/4|3/4)?(?!\\d)");
    const bool figures = std::any_of(text.begin(), text.end(), [](char c) { return is_digit(c) || static_cast<unsigned char>(c) == 0xBD; });
    for (std::size_t at = 0; figures && at <= text.size();) {
        const TextPattern::Match figure = FIGURE.match(text, at);
        if (figure && (figure.has(0) || figure.has(1))) {
            const std::string_view part = figure(text, 1);
            return decimal(figure(text, 0)) + (part.empty() ? 0.0 : part == "1/4" ? 0.25 : part == "3/4" ? 0.75 : 0.5);
        }
        at = figure ? std::max(figure.end, at + 1) : at + 1;
    }
    static const TextPattern BOUND(U"\\b(?:more|less|fewer) than |\\bat (?:least|most) |\\bup to |\\bno \\w+ than ");
    const std::string bare = without(BOUND, text);
    const Words words = letter_runs(bare);
    if (any_in(words, {"few", "several", "many", "some", "dozens", "hundreds", "thousands", "couple"}))
        return any_in(words, {"couple"}) ? std::optional(2.0) : std::nullopt;
    double number = number_of_words(words);
    if (any_in(words, {"half"})) {
        number = (text.find(" and a half") != text.npos || text.find("-and-a-half") != text.npos) && number ? number + 0.5 : 0.5;
        if (text.ends_with("and a half")) number = 1.5;
    }
    if (text.ends_with("century") && any_in(words, {"quarter"})) return 0.25;
    if (number) return number;
    return any_in(words, {"another", "additional", "full", "entire", "past", "last", "next"}) ? std::optional(1.0) : std::nullopt;
}

}  // namespace searchlib::dates
