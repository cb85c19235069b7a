// What does a list hold among these 4,096 documents? All retrieval goes window by window; this is its access to lists.
//
// A window of a dense list lies in the file as bytes, one a document, and is used in place. A window of a sparse or marked list
// is either laid out in that shape (fill), gone through (each), or asked about single documents (seek), whichever the
// algorithm finds cheapest. Access within one list must go forward.
#pragma once
#include <array>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "postings.hpp"

namespace searchlib {

constexpr u32 WINDOW = 4096;

// Bit i says whether from[i] >= threshold, for 64 bytes.
inline u64 bytes_at_least(const u8* from, u8 threshold) {
#if defined(__SSE2__)
    const __m128i wanted = _mm_set1_epi8(static_cast<char>(threshold));
    u64 mask = 0;
    for (int part = 0; part < 4; ++part) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + 16 * part));
        const u64 bits = static_cast<u32>(_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(bytes, wanted), bytes)));
        mask |= bits << (16 * part);
    }
    return mask;
#else
    u64 mask = 0;
    for (int i = 0; i < 64; ++i) mask |= u64{from[i] >= threshold} << i;
    return mask;
#endif
}

inline u64 bytes_at_least(const u8* from, std::size_t count, u8 threshold) {
    if (count >= 64) return bytes_at_least(from, threshold);
    u64 mask = 0;
    for (std::size_t i = 0; i < count; ++i) mask |= u64{from[i] >= threshold} << i;
    return mask;
}

inline u8 highest_of(const u8* from, const u8* end) {
    u8 highest = 0;
#if defined(__SSE2__)
    if (end - from >= 16) {
        __m128i most = _mm_setzero_si128();
        for (; end - from >= 16; from += 16) most = _mm_max_epu8(most, _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
        most = _mm_max_epu8(most, _mm_srli_si128(most, 8));
        most = _mm_max_epu8(most, _mm_srli_si128(most, 4));
        most = _mm_max_epu8(most, _mm_srli_si128(most, 2));
        most = _mm_max_epu8(most, _mm_srli_si128(most, 1));
        highest = static_cast<u8>(_mm_cvtsi128_si32(most));
    }
#endif
    for (; from != end; ++from) highest = std::max(highest, *from);
    return highest;
}

class ListScan {
  public:
    explicit ListScan(const PostingListView& list) : list(list) {}

    PostingListView list;

    // A document number that no document of the list from `doc` on comes before; NO_DOC when none is left.
    u32 next_from(u32 doc) {
        if (list.dense) return doc < list.documents ? doc : NO_DOC;
        if (!to_block(doc)) return NO_DOC;
        if (list.blocks == 1) {
            unpack();
            return docs_[index_of(doc)];
        }
        return block_ ? std::max(doc, list.last_doc(block_ - 1) + 1) : doc;
    }

    // An upper bound of the impacts in [begin, end); 0 when the list has nothing there.
    u8 highest(u32 begin, u32 end) {
        if (list.dense && !list.impacts) return 1;
        if (list.dense) return highest_of(list.highest + begin / BLOCK, list.highest + (end + BLOCK - 1) / BLOCK);
        if (!to_block(begin)) return 0;
        if (list.blocks == 1) {
            unpack();
            return docs_[index_of(begin)] < end ? list.max_impact : 0;
        }
        u8 highest = 0;
        for (u32 block = block_; block < list.blocks; ++block) {
            if (block && list.last_doc(block - 1) + 1 >= end) break;
            highest = std::max(highest, list.block_max(block));
        }
        return highest;
    }

    // About how many postings fall into a window.
    u32 per_window() const { return static_cast<u32>(u64{list.df} * WINDOW / std::max(1u, list.documents)) + 1; }

    // Calls each(document, impact) for postings in [begin, end) with at least this impact, in order; `threshold` is
    // read again for each run of postings, so that a rising bound takes effect. each returns false to stop.
    template <class Each>
    bool each(u32 begin, u32 end, const u8& threshold, Each each) {
        if (list.dense && !list.impact_a_document()) {
            for (u32 word = begin / 64; word < (end + 63) / 64; ++word) {
                if (list.marked && list.highest[word / 2] < threshold) continue;
                const bool on = list.each_of_word(word, [&](u32 doc, u8 impact) {
                    return doc < begin || doc >= end || impact < threshold || each(doc, impact);
                });
                if (!on) return false;
            }
            return true;
        }
        if (list.dense) {
            for (u32 at = begin; at < end; at += 64) {
                u64 mask = bytes_at_least(list.impacts + at, end - at, threshold);
                for (; mask; mask &= mask - 1) {
                    const u32 doc = at + static_cast<u32>(std::countr_zero(mask));
                    if (!each(doc, list.impacts[doc])) return false;
                }
            }
            return true;
        }
        for (bool more = to_block(begin); more; more = block_ < list.blocks) {
            if (block_ && list.last_doc(block_ - 1) + 1 >= end) return true;
            if (list.block_max(block_) >= threshold && !each_of_block(begin, end, threshold, each)) return false;
            if (list.blocks == 1 || list.last_doc(block_) >= end) return true;
            ++block_;
        }
        return true;
    }

    // The impacts of documents [begin, end) as bytes, 0 = absent. `room` holds WINDOW bytes.
    const u8* fill(u32 begin, u32 end, u8* room) {
        if (list.impact_a_document()) return list.impacts + begin;
        std::memset(room, 0, end - begin);
        if (list.dense) {
            for (u32 word = begin / 64; word < (end + 63) / 64; ++word)
                list.each_of_word(word, [&](u32 doc, u8 impact) {
                    if (doc >= begin && doc < end) room[doc - begin] = impact;
                    return true;
                });
            return room;
        }
        for (bool more = to_block(begin); more; more = block_ < list.blocks) {
            if (block_ && list.last_doc(block_ - 1) + 1 >= end) break;
            unpack();
            const u8* impacts = block_impacts();
            const u32 last = docs_[count_ - 1] < end ? count_ : index_of(end);
            for (u32 i = docs_[0] < begin ? index_of(begin) : 0; i < last; ++i) room[docs_[i] - begin] = impacts[i];
            if (list.blocks == 1 || list.last_doc(block_) >= end) break;
            ++block_;
        }
        return room;
    }

    // The impact of one document, 0 when it is not in the list.
    u8 seek(u32 doc) {
        if (list.dense) return list.impact_of(doc);
        if (!to_block(doc)) return 0;
        unpack();
        const u32 index = index_of(doc);
        return docs_[index] == doc ? block_impacts()[index] : 0;
    }

    // Which posting of the list is this document's? (It must be in it.)
    u32 posting_of(u32 doc) {
        if (list.dense) return list.rank(doc);
        to_block(doc);
        unpack();
        return block_ * BLOCK + index_of(doc);
    }

  private:
    // Moves to the first block that may hold `doc` or what comes after it; false when none is left.
    bool to_block(u32 doc) {
        if (list.blocks <= 1) return list.blocks == 1;
        if (block_ < list.blocks && (block_ == 0 || list.last_doc(block_ - 1) < doc)) {
            if (list.last_doc(block_) >= doc) return true;
            block_ = list.find_block(doc, block_ + 1);
        } else {
            block_ = list.find_block(doc, 0);  // an access before the last one: windows overlap by a block
        }
        return block_ < list.blocks;
    }
    const u8* block_impacts() const {
        static constexpr auto ONES = [] {
            std::array<u8, BLOCK> ones{};
            for (u8& one : ones) one = 1;
            return ones;
        }();
        return list.impacts ? list.impacts + std::size_t{block_} * BLOCK : ONES.data();
    }
    void unpack() {
        if (unpacked_ == block_) return;
        count_ = list.unpack_docs(block_, docs_);
        std::fill(docs_ + count_, docs_ + BLOCK + 1, NO_DOC);
        unpacked_ = block_;
    }
    // The first of the unpacked documents that is not before `doc`: always the same steps, none of them guessed.
    u32 index_of(u32 doc) const {
        u32 index = 0;
        for (u32 step = BLOCK / 2; step; step /= 2) index += step * static_cast<u32>(docs_[index + step - 1] < doc);
        return index + (docs_[index] < doc);
    }
    template <class Each>
    bool each_of_block(u32 begin, u32 end, const u8& threshold, Each& each) {
        const u8* impacts = block_impacts();
        const u32 count = list.block_count(block_);
        for (u32 part = 0; part < count; part += 64) {
            u64 mask = bytes_at_least(impacts + part, count - part, threshold);
            if (!mask) continue;
            unpack();
            for (; mask; mask &= mask - 1) {
                const u32 i = part + static_cast<u32>(std::countr_zero(mask));
                if (docs_[i] < begin) continue;
                if (docs_[i] >= end) return true;
                if (!each(docs_[i], impacts[i])) return false;
            }
        }
        return true;
    }

    u32 block_ = 0, unpacked_ = NO_DOC, count_ = 0;
    u32 docs_[BLOCK + 1];  // behind the last one: NO_DOC
};

}  // namespace searchlib
