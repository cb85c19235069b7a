// How is a text written in JSON? With what must not stand in a string escaped, all else in UTF-8 as it is.
#pragma once
#include <string>
#include <string_view>

namespace searchlib {

inline void append_quoted(std::string& out, std::string_view utf8) {
    constexpr std::string_view HEX = "0123456789abcdef";
    out += '"';
    for (const char c : utf8) {
        if (c == '"' || c == '\\')
            out.append(1, '\\').append(1, c);
        else if (static_cast<unsigned char>(c) < 0x20)
            out.append("\\u00").append(1, HEX[static_cast<unsigned char>(c) >> 4]).append(1, HEX[c & 15]);
        else
            out += c;
    }
    out += '"';
}

}  // namespace searchlib
