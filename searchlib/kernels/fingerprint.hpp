// Are two bodies copies of one another? 64 bytes a body from which the share of common three-word runs is estimated.
//
// The resemblance of Broder (1997): runs of the body's words ("shingles") in common, over all distinct runs of both. Estimated by
// minima of hashes: one permutation, 64 bins (Li, Owen and Zhang 2012), empty bins borrow from others (Shrivastava 2017), a
// byte of each minimum is kept (Li and König 2010). The standard error is about 0.05 where copies are told from others.
// Not for: bodies of under MIN_WORDS words, which boilerplate makes alike; they have no fingerprint and no copies.
#pragma once
#include <algorithm>
#include <bit>

#include "bytes.hpp"

namespace searchlib {

struct Fingerprint {
    static constexpr u32 BINS = 64;
    u8 bins[BINS] = {};  // all 0: there is none
    bool none() const { return bins[0] == 0; }
};

// Bins in which two fingerprints agree.
inline u32 agreement(const u8* a, const u8* b) {
    u32 same = 0;
    for (u32 i = 0; i < Fingerprint::BINS; ++i) same += a[i] == b[i];
    return same;
}

class Shingles {
  public:
    static constexpr u32 MIN_WORDS = 20, SIZE = 3;

    Shingles() { clear(); }
    void add(u64 word) {
        const u64 shingle = (std::rotl(before_last_, 17) + std::rotl(last_, 41) + word) * 0x9E3779B97F4A7C15u;
        before_last_ = last_;
        last_ = word;
        if (++words_ < SIZE) return;
        u64& lowest = lowest_[shingle >> 58];
        lowest = std::min(lowest, shingle & VALUE);
    }
    Fingerprint finish() {
        Fingerprint made;
        if (words_ >= MIN_WORDS)
            for (u32 bin = 0; bin < Fingerprint::BINS; ++bin)
                made.bins[bin] = static_cast<u8>(1 + mix(lowest_[filled(bin)] + bin) % 255);
        clear();
        return made;
    }

  private:
    static constexpr u64 VALUE = (u64{1} << 58) - 1, EMPTY = ~u64{0};

    static u64 mix(u64 hash) {
        hash = (hash ^ (hash >> 32)) * 0xA0761D6478BD642Fu;
        return hash ^ (hash >> 29);
    }
    // The bin itself, or one that an empty bin borrows from: always the same one for the same set of filled bins.
    u32 filled(u32 bin) const {
        u32 from = bin;
        for (u64 step = 1; lowest_[from] == EMPTY; ++step) from = static_cast<u32>(mix(bin * 0x9E3779B97F4A7C15u + step) >> 32) % Fingerprint::BINS;
        return from;
    }
    void clear() {
        std::fill(std::begin(lowest_), std::end(lowest_), EMPTY);
        words_ = 0;
        last_ = before_last_ = 0;
    }
    u64 lowest_[Fingerprint::BINS], last_ = 0, before_last_ = 0;
    u32 words_ = 0;
};

}  // namespace searchlib
