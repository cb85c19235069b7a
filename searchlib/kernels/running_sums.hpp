// What do these numbers add up to, one after another? Four at a time (the log-step prefix sum of Hillis and Steele, "Data
// parallel algorithms", 1986, within a register): distances become positions, gaps become documents.
#pragma once
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "bytes.hpp"

namespace searchlib {

#if defined(__SSE2__)
inline __m128i sums_of_four(__m128i four) {
    four = _mm_add_epi32(four, _mm_slli_si128(four, 4));
    return _mm_add_epi32(four, _mm_slli_si128(four, 8));
}
inline __m128i load_four(const u32* from) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)); }
inline void store_four(u32* to, __m128i four) { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), four); }
#endif

// to[i] = from[0] + … + from[i - 1], for i = 0 … count.
inline void running_sums(const u32* from, std::size_t count, u32* to) {
    u32 sum = 0;
    std::size_t i = 0;
#if defined(__SSE2__)
    __m128i before = _mm_setzero_si128();
    for (; i + 4 <= count; i += 4) {
        const __m128i four = sums_of_four(load_four(from + i));
        store_four(to + i + 1, _mm_add_epi32(four, before));
        before = _mm_add_epi32(before, _mm_shuffle_epi32(four, 0xFF));
    }
    sum = static_cast<u32>(_mm_cvtsi128_si32(before));
#endif
    to[0] = 0;
    for (; i < count; ++i) to[i + 1] = sum += from[i];
}

// Gaps, each one less than the distance to the number before, become ascending numbers, the first one from `next` on.
// False when any of them is 2^31 or more, so that the order cannot be relied on.
inline bool add_up_gaps(u32* numbers, std::size_t count, u32 next) {
    u32 all = next;  // the highest bit of any of the terms and sums: as long as none has it, no sum went round
    std::size_t i = 0;
#if defined(__SSE2__)
    const __m128i one = _mm_set1_epi32(1);
    __m128i before = _mm_set1_epi32(static_cast<int>(next)), any = _mm_setzero_si128();
    for (; i + 4 <= count; i += 4) {
        const __m128i gaps = load_four(numbers + i), sums = sums_of_four(_mm_add_epi32(gaps, one));
        const __m128i through = _mm_add_epi32(sums, before);
        any = _mm_or_si128(any, _mm_or_si128(gaps, through));
        store_four(numbers + i, _mm_sub_epi32(through, one));
        before = _mm_add_epi32(before, _mm_shuffle_epi32(sums, 0xFF));
    }
    if (_mm_movemask_ps(_mm_castsi128_ps(any))) return false;
    next = static_cast<u32>(_mm_cvtsi128_si32(before));
#endif
    for (; i < count; ++i) {
        all |= numbers[i];
        next += numbers[i] + 1;
        all |= next;
        numbers[i] = next - 1;
    }
    return !(all >> 31);
}

}  // namespace searchlib
