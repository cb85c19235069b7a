// Which of 64 documents may reach a score in some dense lists together? Sixteen-bit sums of impacts by weights that are rounded up,
// so that none that reaches it is missed; who asks then adds up exactly.
#pragma once
#include <array>
#if defined(__SSSE3__)
#include <tmmintrin.h>
#endif

#include "window.hpp"

namespace searchlib {

class DenseSums {
  public:
    static constexpr std::size_t MOST = 4;  // lists; with more of them, weights would be too coarse

    // A list's impacts, a byte a document.
    void add(const u8* impacts, u32 weight) {
        impacts_[count_] = impacts;
        weights_[count_++] = weight;
        all_ += weight;
    }
    // After all lists, and before each rise of the score.
    void wants(u32 least) {
        // Rounded weights add up to 127 at most, and so sums to 127 x 255, which sixteen bits with a sign hold.
        const double unit = double(std::max<u64>(1, all_)) / double(127 - count_);
        for (std::size_t i = 0; i < count_; ++i) rounded_[i] = static_cast<u8>(weights_[i] / unit) + 1;
        if (count_ % 2) impacts_[count_] = impacts_[0];  // a partner, of no weight
        least_ = static_cast<i32>(std::min(least / unit, 32767.0));
    }
    // Bit i: may document at + i reach it? 64 bytes must be readable there.
    u64 may_reach(u32 at) const { return count_ <= 2 ? may_reach<2>(at) : may_reach<4>(at); }
    u32 score(u32 doc) const {
        u32 sum = 0;
        for (std::size_t i = 0; i < count_; ++i) sum += weights_[i] * impacts_[i][doc];
        return sum;
    }

  private:
    template <std::size_t LISTS>
    u64 may_reach(u32 at) const {
        u64 mask = 0;
#if defined(__SSSE3__)
        const __m128i below = _mm_set1_epi16(static_cast<short>(least_ - 1));
        __m128i weights[LISTS / 2];
        for (std::size_t i = 0; i < LISTS; i += 2) weights[i / 2] = _mm_set1_epi16(static_cast<short>(rounded_[i] | rounded_[i + 1] << 8));
        for (u32 part = 0; part < 64; part += 16) {
            __m128i low = _mm_setzero_si128(), high = low;
            for (std::size_t i = 0; i < LISTS; i += 2) {
                const __m128i first = load_16(i, at + part), second = load_16(i + 1, at + part);
                low = _mm_add_epi16(low, _mm_maddubs_epi16(_mm_unpacklo_epi8(first, second), weights[i / 2]));
                high = _mm_add_epi16(high, _mm_maddubs_epi16(_mm_unpackhi_epi8(first, second), weights[i / 2]));
            }
            const __m128i bytes = _mm_packs_epi16(_mm_cmpgt_epi16(low, below), _mm_cmpgt_epi16(high, below));
            mask |= static_cast<u64>(static_cast<u32>(_mm_movemask_epi8(bytes))) << part;
        }
#else
        for (u32 i = 0; i < 64; ++i) {
            i32 sum = 0;
            for (std::size_t list = 0; list < LISTS; ++list) sum += rounded_[list] * impacts_[list][at + i];
            mask |= u64{sum >= least_} << i;
        }
#endif
        return mask;
    }
#if defined(__SSSE3__)
    __m128i load_16(std::size_t list, u32 at) const {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(impacts_[list] + at));
    }
#endif
    std::size_t count_ = 0;
    u64 all_ = 0;
    i32 least_ = 0;
    std::array<const u8*, MOST> impacts_{};
    std::array<u32, MOST> weights_{};
    std::array<u8, MOST> rounded_{};
};

}  // namespace searchlib
