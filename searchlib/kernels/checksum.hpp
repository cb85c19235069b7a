// Is this page what was written? A 64-bit hash that reads four lanes at once, of the multiply-and-rotate family
// (after the construction of Collet's XXH64; the constants and the finish are our own, so values are not comparable).
#pragma once
#include <bit>

#include "bytes.hpp"

namespace searchlib {

inline u64 hash_bytes(const u8* at, std::size_t size, u64 seed = 0) {
    constexpr u64 A = 0x9E3779B97F4A7C15u, B = 0xD6E8FEB86659FD93u, C = 0xA0761D6478BD642Fu;
    const std::size_t whole = size;
    u64 hash;
    auto mix = [](u64 lane, u64 word) { return std::rotl(lane + word * B, 31) * A; };
    if (size >= 32) {
        u64 lanes[4] = {seed + A, seed ^ B, seed + C, seed - A};
        for (; size >= 32; size -= 32, at += 32)
            for (int i = 0; i < 4; ++i) lanes[i] = mix(lanes[i], load<u64>(at + 8 * i));
        hash = std::rotl(lanes[0], 1) + std::rotl(lanes[1], 9) + std::rotl(lanes[2], 19) + std::rotl(lanes[3], 29);
    } else {
        hash = seed + C;
    }
    hash += whole;
    for (; size >= 8; size -= 8, at += 8) hash = std::rotl(hash ^ (load<u64>(at) * B), 27) * A + C;
    for (; size; --size, ++at) hash = std::rotl(hash ^ (*at * C), 11) * A;
    hash ^= hash >> 32;
    hash *= B;
    hash ^= hash >> 29;
    hash *= C;
    return hash ^ (hash >> 32);
}

inline u32 page_checksum(const u8* at, std::size_t size) { return static_cast<u32>(hash_bytes(at, size, 1)); }

}  // namespace searchlib
