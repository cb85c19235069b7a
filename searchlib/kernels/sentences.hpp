// Where do sentences end? A rule a place: after . ! ? (and closing quotes) before white space and a capital, a digit or a quote;
// at an empty line; after the full stops of East Asian scripts. Not after initials (J. Smith, U.S.) and common short forms.
#pragma once
#include <vector>

#include "bytes.hpp"

namespace searchlib {

struct ByteRange {
    u32 begin, end;
};

class Sentences {
  public:
    explicit Sentences(std::string_view text) : text_(text) {}

    std::vector<ByteRange> find() const {
        std::vector<ByteRange> found;
        u32 begin = skip_space(0);
        for (u32 at = begin; at < text_.size();) {
            const u32 end = ends_at(at);
            if (!end) {
                ++at;
                continue;
            }
            if (end > begin) found.push_back({begin, end});
            at = begin = skip_space(end);
        }
        if (begin < text_.size()) {
            u32 end = static_cast<u32>(text_.size());
            while (end > begin && space(text_[end - 1])) --end;
            if (end > begin) found.push_back({begin, end});
        }
        return found;
    }

  private:
    static bool space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
    static bool capital(char c) { return c >= 'A' && c <= 'Z'; }
    static bool letter(char c) { return capital(c) || (c >= 'a' && c <= 'z'); }
    u32 skip_space(u32 at) const {
        while (at < text_.size() && space(text_[at])) ++at;
        return at;
    }
    // The end of the sentence that ends with the character at `at`; 0 when none does.
    u32 ends_at(u32 at) const {
        const char c = text_[at];
        if (c == '\n') return empty_line(at) ? at : 0;
        if (static_cast<u8>(c) >= 0xE3) {
            const std::string_view three = text_.substr(at, 3);
            return three == "\u3002" || three == "\uFF01" || three == "\uFF1F" ? at + 3 : 0;
        }
        if (c != '.' && c != '!' && c != '?') return 0;
        u32 end = at + 1;
        while (end < text_.size())
            if (text_[end] == '"' || text_[end] == '\'' || text_[end] == ')' || text_[end] == ']')
                ++end;
            else if (text_.substr(end, 3) == "\u201D" || text_.substr(end, 3) == "\u2019")
                end += 3;
            else
                break;
        if (end >= text_.size() || !space(text_[end])) return 0;
        const u32 next = skip_space(end);
        if (next >= text_.size()) return end;
        const char follows = text_[next];
        const bool begins = capital(follows) || (follows >= '0' && follows <= '9') || follows == '"' || follows == '\'' ||
                            follows == '(' || follows == '[' || static_cast<u8>(follows) >= 0xC3;
        return begins && !(c == '.' && end == at + 1 && short_form(at)) ? end : 0;
    }
    bool empty_line(u32 at) const {
        for (++at; at < text_.size() && space(text_[at]); ++at)
            if (text_[at] == '\n') return true;
        return false;
    }
    bool short_form(u32 dot) const {
        u32 begin = dot;
        while (begin > 0 && (letter(text_[begin - 1]) || text_[begin - 1] == '.')) --begin;
        const std::string_view word = text_.substr(begin, dot - begin);
        if (word.empty() || !capital(word[0])) return false;
        if (word.size() == 1 || word.find('.') != std::string_view::npos) return true;
        for (const char* known : {"Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Sgt", "Capt", "Maj",
                                  "St", "Jr", "Sr", "Rev", "Hon", "No", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec"})
            if (word == known) return true;
        return false;
    }
    std::string_view text_;
};

}  // namespace searchlib
