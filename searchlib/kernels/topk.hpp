// Which k documents of a segment score highest? A heap that also says what a document must score to get in.
#pragma once
#include <algorithm>

#include "bytes.hpp"

namespace searchlib {

struct Scored {
    u32 score, doc;
};

// Documents must be offered in ascending order: of equal scores the first offered stays.
class TopK {
  public:
    // `floor`: the score that is needed even before the heap is full (as a result of other segments or of filed
    // bounds); equal to it is enough.
    TopK(u32 k, u32 floor) : k_(k), need_(std::max(1u, floor)) {}

    u32 size() const { return k_; }
    u32 need() const { return need_; }
    // Paging: only what comes behind this place of the order is taken.
    void set_behind(u32 score, u32 first_doc) {
        ceiling_ = score;
        first_doc_ = first_doc;
    }
    bool behind(u32 doc, u32 score) const { return score < ceiling_ || (score == ceiling_ && doc >= first_doc_); }
    void raise_floor(u32 floor) { need_ = std::max(need_, floor); }

    void offer(u32 doc, u32 score) {
        if (score < need_ || k_ == 0 || !behind(doc, score)) return;
        if (heap_.size() == k_) {
            std::pop_heap(heap_.begin(), heap_.end(), better);
            heap_.back() = {score, doc};
        } else {
            heap_.push_back({score, doc});
        }
        std::push_heap(heap_.begin(), heap_.end(), better);
        if (heap_.size() == k_) need_ = std::max(need_, heap_.front().score + 1);
    }
    bool full() const { return heap_.size() == k_; }
    u32 lowest() const { return heap_.empty() ? 0 : heap_.front().score; }

    // Best first.
    std::vector<Scored> take() {
        std::sort(heap_.begin(), heap_.end(), better);
        return std::move(heap_);
    }

  private:
    static bool better(const Scored& a, const Scored& b) {
        return a.score != b.score ? a.score > b.score : a.doc < b.doc;
    }
    u32 k_, need_, ceiling_ = 0xFFFFFFFFu, first_doc_ = 0;
    std::vector<Scored> heap_;
};

}  // namespace searchlib
