// Where does a word stand in a document? Reads one list's positions, document after document.
//
// What a block of 128 postings needs to be found in is unpacked once, and the whole block when several documents of it
// are asked for, so documents that lie close together cost little. A document's positions are its first one plus sums of
// distances; the sums run through the whole block, so that no document of it needs work of its own.
#pragma once
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "postings.hpp"

namespace searchlib {

// Ascending positions; valid until the reader is asked again. SPARE numbers behind the last sum are readable.
struct Positions {
    static constexpr u32 SPARE = 8;
    const u32* sums;
    u32 base, count;  // position i is base + sums[i], modulo 2^32

    u32 operator[](u32 i) const { return base + sums[i]; }
    // Does any equal `position`? Eight are compared at once.
    bool has(u32 position) const {
        const u32 wanted = position - base;
#if defined(__SSE2__)
        const __m128i all = _mm_set1_epi32(static_cast<int>(wanted));
        for (u32 i = 0; i < count; i += 8) {
            const auto* at = reinterpret_cast<const __m128i*>(sums + i);
            const __m128i equal = _mm_packs_epi32(_mm_cmpeq_epi32(_mm_loadu_si128(at), all), _mm_cmpeq_epi32(_mm_loadu_si128(at + 1), all));
            const u32 hits = static_cast<u32>(_mm_movemask_epi8(_mm_packs_epi16(equal, equal))) & 0xFF;
            if (hits & (count - i >= 8 ? 0xFFu : (1u << (count - i)) - 1)) return true;
        }
        return false;
#else
        return std::find(sums, sums + count, wanted) != sums + count;
#endif
    }
};

class PositionReader {
  public:
    // To be called before it reads another list.
    void forget() { block_ = NO_DOC; }
    // The positions in the document of posting number `posting`.
    Positions read(const PostingListView& list, u32 posting) {
        if (posting / BLOCK != block_)
            open(list, posting);
        else if (!unpacked_ && ++again_ * WORTH_UNPACKING >= distances_.count)
            unpack_all();
        const u32 within = posting % BLOCK;
        const u32 before = starts_[within], more = starts_[within + 1] - before;
        if (unpacked_) return {sums_.data() + before, firsts_[within] - sums_[before], more + 1};
        room(one_, more);
        room(distant_, more);
        running_sums(distances_.unpack_range(before, more, distant_.data()), more, one_.data());
        return {one_.data(), runs_.firsts[within], more + 1};
    }

  private:
    static constexpr u32 WORTH_UNPACKING = 400;  // a further document of the block for so many distances
    static constexpr u32 FEW_BITS = 24;          // counts of this width add up to 31 bits at most

    static void room(std::vector<u32>& numbers, std::size_t more) {
        if (numbers.size() < more + 1 + Positions::SPARE) numbers.resize(more + 1 + Positions::SPARE);
    }
    void open(const PostingListView& list, u32 posting) {
        block_ = NO_DOC;  // as long as it is not known to be sound
        unpacked_ = false;
        again_ = 0;
        distances_ = PatchedRun();
        runs_ = list.position_block(posting);
        const PatchedRun& counts = runs_.counts;
        if (counts.width || counts.patches) {
            u32 more[BLOCK];
            counts.unpack_all(more);
            if (counts.width + counts.high_width > FEW_BITS) {
                u64 all = 0;
                for (u32 i = 0; i < counts.count; ++i) all += more[i];
                if (all > 0x7FFFFFFFu) list.corrupt();
            }
            running_sums(more, counts.count, starts_);
            if (starts_[counts.count]) distances_ = runs_.distances(list, starts_[counts.count]);
        } else {
            std::memset(starts_, 0, sizeof starts_);
        }
        block_ = posting / BLOCK;
    }
    void unpack_all() {
        runs_.firsts.unpack_all(firsts_);
        room(distant_, distances_.count);
        room(sums_, distances_.count);
        if (distances_.count) distances_.unpack_all(distant_.data());
        running_sums(distant_.data(), distances_.count, sums_.data());
        unpacked_ = true;
    }

    PostingListView::PositionBlock runs_;
    PatchedRun distances_;
    u32 block_ = NO_DOC, again_ = 0;
    bool unpacked_ = false;
    u32 starts_[BLOCK + 4], firsts_[BLOCK];  // of each posting: its first distance among the block's; its first position
    std::vector<u32> distant_, sums_, one_;
};

}  // namespace searchlib
