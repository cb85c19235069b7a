// How does a store write what was found in a text? Numbers of six bits a byte, then strings; segments/found.py reads them.
#pragma once
#include <string>
#include <string_view>

#include "bytes.hpp"

namespace searchlib {

// All bytes are below 128, which the store's coding of words leaves as they are.
class FoundRecord {
  public:
    void number(u64 value) { put(numbers_, value); }
    // One that may be below zero.
    void difference(i64 value) { number(static_cast<u64>(value) << 1 ^ static_cast<u64>(value >> 63)); }
    void string(std::string_view text) { strings_.append(text); }
    // What was put down, as a part of an article's record; `kind` is its first byte.
    std::string part(char kind) const {
        std::string out(1, kind);
        put(out, numbers_.size());
        return out.append(numbers_).append(strings_);
    }

  private:
    static void put(std::string& out, u64 value) {
        for (; value >= 64; value >>= 6) out += static_cast<char>(64 | (value & 63));
        out += static_cast<char>(value);
    }
    std::string numbers_, strings_;
};

}  // namespace searchlib
