// How are up to 128 small numbers kept in few bits? One width for all, numbers back to back, little-endian
// (frame-of-reference packing as in Lemire and Boytsov, "Decoding billions of integers per second", 2015).
#pragma once
#include <bit>
#include <utility>

#include "bytes.hpp"

namespace searchlib {

constexpr u32 BLOCK = 128;
constexpr std::size_t OVERREAD = 8;  // unpacking loads whole words: this many bytes behind the last must be readable

inline u32 width_of(u32 largest) { return 32 - std::countl_zero(largest); }
inline std::size_t packed_size(std::size_t count, u32 width) { return (count * width + 7) / 8; }

inline void pack(const u32* values, std::size_t count, u32 width, Buffer& out) {
    if (width == 0) return;
    const std::size_t size = packed_size(count, width);
    u8* at = out.grow(size + 8);
    u64 word = 0;
    u32 filled = 0;
    for (std::size_t i = 0; i < count; ++i) {
        word |= static_cast<u64>(values[i]) << filled;
        filled += width;
        if (filled >= 32) {
            const u32 low = static_cast<u32>(word);
            std::memcpy(at, &low, 4);
            at += 4;
            word >>= 32;
            filled -= 32;
        }
    }
    std::memcpy(at, &word, 8);
    out.drop(8);
}

// Number `index` of a packed run, without unpacking the others. Widths up to 32.
inline u32 unpack_one(const u8* from, std::size_t index, u32 width) {
    const std::size_t bit = index * width;
    const u64 mask = (u64{1} << width) - 1;
    return static_cast<u32>((load<u64>(from + bit / 8) >> (bit % 8)) & mask);
}

template <u32 WIDTH>
inline void unpack_width(const u8* from, std::size_t count, u32* out) {
    constexpr u64 mask = (u64{1} << WIDTH) - 1;
    std::size_t i = 0;
    // Eight numbers take exactly WIDTH bytes, so within a group every shift is a constant.
    for (; i + 8 <= count; i += 8, from += WIDTH)
        for (u32 j = 0; j < 8; ++j)
            out[i + j] = static_cast<u32>((load<u64>(from + j * WIDTH / 8) >> (j * WIDTH % 8)) & mask);
    for (u32 j = 0; i < count; ++i, ++j)
        out[i] = static_cast<u32>((load<u64>(from + j * WIDTH / 8) >> (j * WIDTH % 8)) & mask);
}

template <>
inline void unpack_width<0>(const u8*, std::size_t count, u32* out) {
    std::memset(out, 0, count * sizeof(u32));
}

using Unpacker = void (*)(const u8*, std::size_t, u32*);

template <std::size_t... WIDTHS>
constexpr auto unpackers(std::index_sequence<WIDTHS...>) {
    struct Table {
        Unpacker at[33];
    };
    return Table{{unpack_width<WIDTHS>...}};
}

inline void unpack(const u8* from, std::size_t count, u32 width, u32* out) {
    static constexpr auto table = unpackers(std::make_index_sequence<33>{});
    table.at[width](from, count, out);
}

}  // namespace searchlib
