// Where do the words of a bucket stand? Their places in order, form after form, by one reading of the stream: each thread
// reads a share of the documents, and knows where its places of a form begin from how often those before it hold the form.
#pragma once
#include "batch_layout.hpp"
#include "side_by_side.hpp"

namespace searchlib {

class BucketPlaces {
  public:
    // With room for the largest bucket. (Room that is not written to costs no memory; growing would.)
    explicit BucketPlaces(const BatchLayout& layout) : layout_(layout), slots_(layout.shares.size()), aside_(FIRST * u32(slots_.size())) {
        places_.reserve(layout.most_words() + aside_);
    }

    void read(const BatchLayout::Bucket& bucket) {
        for (std::vector<u32>& slots : slots_) slots.resize(layout_.form_words.size());
        u32 end = aside_;
        // Each share's places of a form lie behind those of the share before it.
        for (u32 share = 0; share < slots_.size(); ++share) std::fill(slots_[share].begin(), slots_[share].end(), share * FIRST);
        for (u32 at = bucket.begin; at < bucket.end; ++at) {
            const u32 form = layout_.grouped[at];
            for (u32 share = 0; share < slots_.size(); ++share) {
                slots_[share][form] = end;
                end += layout_.shares[share].form_words[form];
            }
        }
        places_.resize(end);
        side_by_side(slots_.size(), [this](std::size_t share) { read_share(layout_.shares[share], slots_[share]); });
    }
    // Of all forms of the bucket, one behind the other.
    const u32* begin() const { return places_.data() + aside_; }

  private:
    static constexpr u32 FIRST = 16;  // a line of the cache, for each share

    // A slot is where the next place of a form goes. Those of other buckets' forms go aside, all to the same place, which is
    // faster than telling them apart: the answer is hard to guess.
    void read_share(const BatchLayout::Share& share, std::vector<u32>& slots) {
        u32* const places = places_.data();
        u32* const slot = slots.data();
        const u32 aside = aside_;
        for (u32 doc = share.begin; doc < share.end; ++doc)
            layout_.each_word(doc, [=](u32 form, u32 place) {
                const u32 next = slot[form];
                places[next] = place;
                slot[form] = next + (next >= aside);
            });
    }

    const BatchLayout& layout_;
    std::vector<std::vector<u32>> slots_;  // of each share
    u32 aside_;
    HugeVector<u32> places_;
};

}  // namespace searchlib
