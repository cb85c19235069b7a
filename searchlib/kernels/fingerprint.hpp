// Are two bodies copies of one another? 32 bytes a body from which the share of common three-word runs is estimated.
//
// The resemblance of Broder (1997): runs of the body's words ("shingles") in common, over all distinct runs of both. Estimated by
// minima of hashes: one permutation, 64 bins (Li, Owen and Zhang 2012), empty bins borrow from others (Shrivastava 2017), four
// bits of each minimum are kept (Li and König 2010). The standard error is about 0.06 where copies are told from others.
// Not for: bodies of under MIN_WORDS words, which boilerplate makes alike; they have no fingerprint and no copies.
#pragma once
#include <algorithm>
#include <bit>

#include "bytes.hpp"

namespace searchlib {

struct Fingerprint {
    static constexpr u32 BINS = 64, VALUES = 15;
    u64 bins[BINS / 16] = {};  // four bits each, 1 to VALUES; all 0: there is none

    bool none() const { return (bins[0] & 15) == 0; }
    void set(u32 bin, u64 value) { bins[bin / 16] |= (1 + value % VALUES) << (bin % 16 * 4); }
    bool operator==(const Fingerprint&) const = default;
};

// As it lies in files of formats 1 and 2: a byte a bin, 1 + the same minimum modulo 255.
struct WideFingerprint {
    u8 bins[Fingerprint::BINS];

    Fingerprint narrow() const {
        static_assert(255 % Fingerprint::VALUES == 0);
        Fingerprint made;
        if (bins[0])
            for (u32 bin = 0; bin < Fingerprint::BINS; ++bin) made.set(bin, bins[bin] - 1u);
        return made;
    }
};

// Bins in which two fingerprints agree.
inline u32 agreement(const Fingerprint& a, const Fingerprint& b) {
    u32 different = 0;
    for (u32 i = 0; i < std::size(a.bins); ++i) {
        u64 bits = a.bins[i] ^ b.bins[i];
        bits |= bits >> 2;
        different += static_cast<u32>(std::popcount((bits | bits >> 1) & 0x1111111111111111u));
    }
    return Fingerprint::BINS - different;
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
                made.set(bin, mix(lowest_[filled(bin)] + bin) % 255);  // 255: as it was in format 1
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
