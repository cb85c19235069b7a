// How are the weights of a token's features added up? Eight labels side by side in one register, a row of eight bytes a feature.
#pragma once
#include "bytes.hpp"
#if defined(__SSE4_1__)
#include <smmintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace searchlib::people {

constexpr u32 LABELS = 8;

// Sums as they are kept.
struct LabelSums {
    i16 of[LABELS] = {};
};

// Sums as they are made: in a register, which they do not leave between two rows. They wrap, as 16 bits do.
class LabelAdder {
  public:
#if defined(__SSE2__)
    void add(const LabelSums& known) { sums_ = _mm_add_epi16(sums_, _mm_loadu_si128(reinterpret_cast<const __m128i*>(known.of))); }
    void add(const signed char* row) {
        const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(row));
#if defined(__SSE4_1__)
        sums_ = _mm_add_epi16(sums_, _mm_cvtepi8_epi16(bytes));
#else
        sums_ = _mm_add_epi16(sums_, _mm_srai_epi16(_mm_unpacklo_epi8(bytes, bytes), 8));
#endif
    }
    LabelSums sums() const {
        LabelSums made;
        _mm_storeu_si128(reinterpret_cast<__m128i*>(made.of), sums_);
        return made;
    }

  private:
    __m128i sums_ = _mm_setzero_si128();
#else
    void add(const LabelSums& known) {
        for (u32 label = 0; label < LABELS; ++label) sums_.of[label] = static_cast<i16>(sums_.of[label] + known.of[label]);
    }
    void add(const signed char* row) {
        for (u32 label = 0; label < LABELS; ++label) sums_.of[label] = static_cast<i16>(sums_.of[label] + row[label]);
    }
    LabelSums sums() const { return sums_; }

  private:
    LabelSums sums_;
#endif
};

}  // namespace searchlib::people
