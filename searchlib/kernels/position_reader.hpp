// Where does a word stand in a document? Reads one list's positions, document after document.
//
// What a block of 128 postings needs to be found in is unpacked once, and the whole block when several documents of it
// are asked for, so documents that lie close together cost little.
#pragma once
#include "postings.hpp"

namespace searchlib {

// Ascending positions; valid until the reader is asked again.
struct Positions {
    const u32* first;
    u32 count;
    const u32* begin() const { return first; }
    const u32* end() const { return first + count; }
};

class PositionReader {
  public:
    // The positions in the document of posting number `posting`.
    Positions read(const PostingListView& list, u32 posting) {
        if (posting / BLOCK != block_)
            open(list, posting);
        else if (!unpacked_ && ++again_ * WORTH_UNPACKING >= distances_.count)
            unpack_all();
        const u32 within = posting % BLOCK;
        const u32 before = several_ ? starts_[within] : 0, more = several_ ? starts_[within + 1] - before : 0;
        if (unpacked_) return {all_.data() + (several_ ? before + within : within), more + 1};
        if (one_.size() <= more) one_.resize(more + 1);
        runs_.firsts.unpack_range(within, 1, one_.data());
        if (more) distances_.unpack_range(before, more, one_.data() + 1);
        for (u32 i = 1; i <= more; ++i) one_[i] += one_[i - 1];
        return {one_.data(), more + 1};
    }

  private:
    static constexpr u32 WORTH_UNPACKING = 200;  // a further document of the block for so many distances

    void open(const PostingListView& list, u32 posting) {
        block_ = NO_DOC;  // as long as it is not known to be sound
        unpacked_ = false;
        again_ = 0;
        distances_ = PatchedRun();
        runs_ = list.position_block(posting);
        const PatchedRun& counts = runs_.counts;
        several_ = counts.width || counts.patches;
        if (several_) {
            u32 more[BLOCK];
            counts.unpack_all(more);
            u64 all = 0;
            for (u32 i = 0; i < counts.count; ++i) {
                starts_[i] = static_cast<u32>(all);
                all += more[i];
            }
            if (all > 0x7FFFFFFFu) list.corrupt();
            starts_[counts.count] = static_cast<u32>(all);
            if (all) distances_ = runs_.distances(list, all);
        }
        block_ = posting / BLOCK;
    }
    void unpack_all() {
        u32 firsts[BLOCK];
        runs_.firsts.unpack_all(firsts);
        const u32 count = static_cast<u32>(runs_.firsts.count), further = static_cast<u32>(distances_.count);
        // Distances are unpacked at the end and overtaken by what they become.
        if (all_.size() < count + further) all_.resize(count + further);
        const u32* distance = all_.data() + count;
        if (further) distances_.unpack_all(all_.data() + count);
        u32* position = all_.data();
        for (u32 i = 0; i < count; ++i) {
            u32 last = *position++ = firsts[i];
            if (further)
                for (u32 left = starts_[i + 1] - starts_[i]; left; --left) *position++ = last += *distance++;
        }
        unpacked_ = true;
    }

    PostingListView::PositionBlock runs_;
    PatchedRun distances_;
    u32 block_ = NO_DOC, again_ = 0;
    bool several_ = false, unpacked_ = false;
    u32 starts_[BLOCK + 1];
    std::vector<u32> all_, one_;
};

}  // namespace searchlib
