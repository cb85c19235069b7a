// Where does a word stand in a document? Reads one list's positions, document after document.
//
// What a block of 128 postings needs to be found in is unpacked once, so documents that lie close together cost little.
#pragma once
#include "postings.hpp"

namespace searchlib {

class PositionReader {
  public:
    // Replaces `out` by the positions in the document of posting number `posting`, in ascending order.
    void read(const PostingListView& list, u32 posting, std::vector<u32>& out) {
        if (posting / BLOCK != block_) open(list, posting);
        const u32 within = posting % BLOCK;
        const u32 before = several_ ? starts_[within] : 0, more = several_ ? starts_[within + 1] - before : 0;
        out.resize(more + 1);
        block_runs_.firsts.unpack_range(within, 1, out.data());
        if (!more) return;
        distances_.unpack_range(before, more, out.data() + 1);
        for (u32 i = 1; i <= more; ++i) out[i] += out[i - 1];
    }

  private:
    void open(const PostingListView& list, u32 posting) {
        block_ = NO_DOC;  // as long as it is not known to be sound
        block_runs_ = list.position_block(posting);
        const PatchedRun& counts = block_runs_.counts;
        several_ = counts.width || counts.patches;
        if (several_) {
            u32 more[BLOCK];
            counts.unpack_all(more);
            u64 all = 0;
            for (u32 i = 0; i < counts.count; ++i) {
                starts_[i] = static_cast<u32>(all);
                all += more[i];
            }
            if (all > 0xFFFFFFFFu) list.corrupt();
            starts_[counts.count] = static_cast<u32>(all);
            if (all) distances_ = block_runs_.distances(list, all);
        }
        block_ = posting / BLOCK;
    }

    PostingListView::PositionBlock block_runs_;
    PatchedRun distances_;
    u32 block_ = NO_DOC;
    bool several_ = false;
    u32 starts_[BLOCK + 1];
};

}  // namespace searchlib
