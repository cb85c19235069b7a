// How does a store write the mentions of a text? As JSON, an array a mention, in the form that segments/store.py reads.
#pragma once
#include "date_ranges.hpp"

namespace searchlib::dates {

constexpr std::string_view KINDS[] = {"DATE", "TIME", "DURATION", "SET"};
constexpr std::string_view HOWS[] = {"absolute", "relative", "anaphoric", "unresolved"};

inline void append_utf8(std::string& out, char32_t c) {
    auto rest = [&](int bits) { out += static_cast<char>(0x80 | ((c >> bits) & 0x3F)); };
    if (c < 0x80) out += static_cast<char>(c);
    else if (c < 0x800) out += static_cast<char>(0xC0 | c >> 6), rest(0);
    else if (c < 0x10000) out += static_cast<char>(0xE0 | c >> 12), rest(6), rest(0);
    else out += static_cast<char>(0xF0 | c >> 18), rest(12), rest(6), rest(0);
}

inline void append_quoted(std::string& out, char32_t c) {
    constexpr std::string_view HEX = "0123456789abcdef";
    switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        case '\f': out += "\\f"; break;
        case '\b': out += "\\b"; break;
        default:
            if (c < 0x20) out.append("\\u00").append(1, HEX[c >> 4]).append(1, HEX[c & 15]);
            else append_utf8(out, c);
    }
}

// [start,end,"text",first,last,"DATE","value","how"],...
template <class Char>
std::string as_json(const Char* text, const std::vector<Mention>& mentions) {
    std::string out;
    out.reserve(mentions.size() * 80);
    auto string = [&](std::string_view quoted) { out.append(",\"").append(quoted).append("\""); };
    for (const Mention& one : mentions) {
        const Reading& reading = one.reading;
        out.append(out.empty() ? "[" : ",[").append(std::to_string(one.start)).append(",").append(std::to_string(one.end)).append(",\"");
        for (std::size_t at = one.start; at < one.end; ++at) append_quoted(out, static_cast<char32_t>(text[at]));
        out.append("\",").append(std::to_string(reading.days.first.ordinal)).append(",").append(std::to_string(reading.days.last.ordinal));
        string(KINDS[static_cast<std::size_t>(reading.kind)]);
        string(reading.value);
        string(HOWS[static_cast<std::size_t>(reading.how)]);
        out += ']';
    }
    return out;
}

}  // namespace searchlib::dates
