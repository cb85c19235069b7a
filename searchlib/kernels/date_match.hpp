// Which word of a match is of which class? The grammar's own automaton, walked once more over the letters of one match.
//
// A line of the grammar is a part of the nondeterministic automaton that temporal.hpp determinises. Its edges lie in the order
// in which the line offers its alternatives, so walking them depth first takes the first that leads to the line's end, and
// what a class's edges read are the parts of the match.
#pragma once
#include <stdexcept>

#include "date_calendar.hpp"
#include "letters.hpp"
#include "temporal.hpp"

namespace searchlib::dates {

// The classes that readings ask for.
enum class Part : std::uint8_t {
    OTHER, CARDINAL, COUNT, DAY, DECADEWORD, DEICTIC, HOUR, HOURMINUTE, MINUTE, MONTH, MONTHABBR, MONTHNUMBER, ORDINAL, PART, PARTS,
    SEASON, SHORTYEAR, SMALLUNIT, SMALLUNITS, UNIT, UNITS, WEEKDAY, WEEKDAYABBR, WEEKDAYS, YEAR, ZONE,
};  // clang-format off
inline Part part_named(std::string_view name) {
    static constexpr std::string_view NAMES[] = {
        "", "CARDINAL", "COUNT", "DAY", "DECADEWORD", "DEICTIC", "HOUR", "HOURMINUTE", "MINUTE", "MONTH", "MONTHABBR", "MONTHNUMBER",
        "ORDINAL", "PART", "PARTS", "SEASON", "SHORTYEAR", "SMALLUNIT", "SMALLUNITS", "UNIT", "UNITS", "WEEKDAY", "WEEKDAYABBR",
        "WEEKDAYS", "YEAR", "ZONE",
    };  // clang-format on
    const auto* place = std::find(std::begin(NAMES), std::end(NAMES), name);
    return place == std::end(NAMES) ? Part::OTHER : Part(place - NAMES);
}

// A match, taken apart: its words in small letters, and the texts of each class, in order.
struct Found {
    std::string text;  // Latin-1: a half is the only character beyond ASCII
    std::vector<std::string_view> words;  // each once
    std::vector<std::pair<Part, std::string_view>> parts;

    bool has(std::string_view word) const { return std::find(words.begin(), words.end(), word) != words.end(); }
    // The first (or a later) text of a class; "" when there is none.
    std::string_view get(Part part, int which = 0) const {
        for (const auto& [one, text] : parts)
            if (one == part && which-- == 0) return text;
        return {};
    }
    bool has(Part part) const { return !get(part).empty(); }
    int number(Part part, int which = 0) const { return number_in(get(part, which)); }
    // The first of `choices` that stands in the match; else "".
    std::string_view one_of(std::initializer_list<std::string_view> choices) const {
        for (const std::string_view word : choices)
            if (has(word)) return word;
        return {};
    }
};

// How a symbol of the grammar is written: a literal, a class of words, or a run of digits.
struct Spelling {
    Part part = Part::OTHER;
    bool is_class = false;
    std::vector<std::string> words;       // the literal, or the words of the class, the longer first
    std::uint32_t fewest = 0, most = 0;  // digits
};

class MatchReader {
  public:
    MatchReader(std::uint32_t states, std::vector<TemporalEdge> edges, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& accepts,
                std::vector<Spelling> spellings)
        : edges_(std::move(edges)), spellings_(std::move(spellings)), first_(states + 1) {
        for (const TemporalEdge& edge : edges_)
            if (edge.from >= states || edge.to >= states || edge.symbol >= static_cast<std::int64_t>(spellings_.size()))
                throw std::out_of_range("an edge of a temporal grammar leads nowhere");
        std::stable_sort(edges_.begin(), edges_.end(), [](const TemporalEdge& a, const TemporalEdge& b) { return a.from < b.from; });
        for (const TemporalEdge& edge : edges_) ++first_[edge.from + 1];
        for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
        // All lines begin in state 0; their other states are their own, numbered line by line.
        std::size_t at = 0;
        for (const auto& [end, line] : accepts) {
            if (line != lines_.size()) throw std::invalid_argument("the lines of a temporal grammar are numbered in order");
            const std::size_t begin = at;
            while (at < first_[1] && edges_[at].to <= end) ++at;
            lines_.push_back({begin, at, end});
        }
    }

    std::size_t lines() const { return lines_.size(); }

    // False where the letters are not of the line after all.
    bool take_apart(Text match, std::uint32_t line, Found& found) const {
        plain(match, found.text);
        found.parts.clear();
        const Line& one = lines_[line];
        if (!walk(one.begin, one.end, 0, one.accept, found)) return false;
        found.words.clear();
        const std::string_view text = found.text;
        for (std::size_t at = 0; at < text.size();) {
            std::size_t end = at;
            while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
            if (end > at && !found.has(text.substr(at, end - at))) found.words.push_back(text.substr(at, end - at));
            at = std::max(end, at + 1);
        }
        return true;
    }

  private:
    struct Line {
        std::size_t begin, end;  // its edges that leave state 0
        std::uint32_t accept;
    };

    // Small letters, typographic signs as the plain ones, one space for any white space.
    static void plain(Text match, std::string& out) {
        out.clear();
        bool space = false;
        for (char32_t c : match) {
            if (is_space(c)) {
                space = !out.empty();
                continue;
            }
            if (space) out += ' ', space = false;
            c = c == 0x2018 || c == 0x2019 ? U'\'' : c >= 0x2010 && c <= 0x2015 ? U'-' : lower(c);
            out += c < 0x100 ? static_cast<char>(c) : '\0';
        }
    }

    bool walk(std::size_t begin, std::size_t end, std::size_t at, std::uint32_t accept, Found& found) const {
        const std::string_view rest = std::string_view(found.text).substr(at);
        const char next = rest.empty() ? '\0' : rest[0];
        auto onward = [&](const TemporalEdge& edge, std::size_t size) {
            if (edge.to == accept && at + size == found.text.size()) return true;
            return walk(first_[edge.to], first_[edge.to + 1], at + size, accept, found);
        };
        for (std::size_t i = begin; i < end; ++i) {
            const TemporalEdge& edge = edges_[i];
            if (edge.symbol < 0) {
                if (onward(edge, 0)) return true;
                continue;
            }
            const Spelling& spelling = spellings_[static_cast<std::size_t>(edge.symbol)];
            auto takes = [&](std::size_t size) {
                if (!spelling.is_class) return onward(edge, size);
                found.parts.push_back({spelling.part, rest.substr(0, size)});
                if (onward(edge, size)) return true;
                found.parts.pop_back();
                return false;
            };
            for (const std::string& word : spelling.words)
                if (word[0] == next && rest.starts_with(word) && takes(word.size())) return true;
            if (spelling.most) {
                std::size_t digits = 0;
                while (digits < spelling.most && digits < rest.size() && is_digit(rest[digits])) ++digits;
                for (; digits >= spelling.fewest && digits; --digits)
                    if (takes(digits)) return true;
            }
        }
        return false;
    }

    std::vector<TemporalEdge> edges_;  // by where they begin, else as given
    std::vector<Spelling> spellings_;
    std::vector<std::size_t> first_;
    std::vector<Line> lines_;
};

}  // namespace searchlib::dates
