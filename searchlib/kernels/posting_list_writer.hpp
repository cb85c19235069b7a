// How does a term's list become bytes? In the format that postings.hpp describes and reads.
#pragma once
#include "postings.hpp"

namespace searchlib {

// Which lists are written in which shape: those of one document in so many, or more, are dense or marked, others sparse.
struct ListShape {
    u32 share = DENSE_SHARE;
    bool marked = false;
};

class PostingListWriter {
  public:
    explicit PostingListWriter(u32 documents) : documents_(documents) {
        if (documents > MAX_DOCUMENTS) throw std::length_error("a segment cannot hold more than 2,147,483,647 articles");
    }

    // `before`: how many bytes of lists were written before those in `out`.
    TermInfo write(const PostingList& list, Buffer& out, u64 before = 0, ListShape shape = {}) {
        const u32* next = list.positions.data();
        return write(list, !list.counts.empty(), out, before, shape, [&](u32 posting) {
            const std::span<const u32> these(next, list.counts[posting]);
            next += these.size();
            return these;
        });
    }
    // The same where positions are not in the list, as they may be many: positions_of(posting) gives those of one posting
    // after the other.
    template <class PositionsOf>
    TermInfo write(const PostingList& list, bool with_positions, Buffer& out, u64 before, ListShape shape, PositionsOf positions_of) {
        const std::size_t begin = out.size();
        TermInfo info;
        info.df = static_cast<u32>(list.docs.size());
        const bool dense = documents_ >= DENSE_MIN_DOCS && u64{info.df} * shape.share >= documents_;
        const bool marked = dense && shape.marked && !list.impacts.empty();
        info.max_impact = list.impacts.empty() ? 1 : *std::max_element(list.impacts.begin(), list.impacts.end());
        info.flags = (dense ? FLAG_DENSE : 0) | (marked ? FLAG_IMPACT_A_POSTING : 0) | (with_positions ? FLAG_POSITIONS : 0) |
                     (list.impacts.empty() ? FLAG_DOCUMENTS_ONLY : 0);
        dense ? write_dense(list, marked, out) : write_sparse(list, out);
        if (with_positions) write_positions(info.df, out, positions_of);
        info.set_offset(before + begin);
        info.length = static_cast<u32>(out.size() - begin);
        return info;
    }

  private:
    void write_kth(const PostingList& list, Buffer& out) {
        u32 histogram[256] = {};
        for (u8 impact : list.impacts) ++histogram[impact];
        for (u32 level : KTH_LEVELS) {
            u32 seen = 0;
            int impact = 255;
            for (; impact > 0; --impact)
                if ((seen += histogram[impact]) >= level) break;
            out.put<u8>(static_cast<u8>(impact));
        }
    }

    void write_sparse(const PostingList& list, Buffer& out) {
        const u32 df = static_cast<u32>(list.docs.size()), blocks = blocks_of(df);
        packed_.clear();
        ends_.clear();
        u32 gaps[BLOCK];
        u32 before = NO_DOC;  // so that the first gap is the document itself plus one
        for (u32 first = 0; first < df; first += BLOCK) {
            const u32 count = std::min(BLOCK, df - first);
            for (u32 i = 0; i < count; ++i) {
                gaps[i] = list.docs[first + i] - before - 1;
                before = list.docs[first + i];
            }
            patched_.write(gaps, count, packed_);
            ends_.push_back(static_cast<u32>(packed_.size()));
        }
        if (blocks > 1) {
            for (u32 b = 0; b < blocks; ++b) out.put<u32>(list.docs[std::min(df, (b + 1) * BLOCK) - 1]);
            out.put_array(ends_);
        }
        if (blocks > 1 && !list.impacts.empty()) {
            for (u32 b = 0; b < blocks; ++b)
                out.put<u8>(*std::max_element(list.impacts.begin() + b * BLOCK,
                                              list.impacts.begin() + std::min(df, (b + 1) * BLOCK)));
            write_kth(list, out);
        }
        out.put_array(list.impacts);
        out.put_bytes(packed_.data(), packed_.size());
    }

    void write_dense(const PostingList& list, bool marked, Buffer& out) {
        const u32 words = (documents_ + 63) / 64, spans = (documents_ + BLOCK - 1) / BLOCK;
        if (!list.impacts.empty()) {
            write_kth(list, out);
            std::vector<u8> impacts(marked ? 0 : documents_), highest(spans);
            for (std::size_t i = 0; i < list.docs.size(); ++i) {
                const u32 doc = list.docs[i];
                if (!marked) impacts[doc] = list.impacts[i];
                highest[doc / BLOCK] = std::max(highest[doc / BLOCK], list.impacts[i]);
            }
            marked ? out.put_array(list.impacts) : out.put_array(impacts);
            out.put_array(highest);
        }
        std::vector<u64> bitmap(words);
        for (u32 doc : list.docs) bitmap[doc / 64] |= u64{1} << (doc % 64);
        out.put_array(bitmap);
        u32 rank = 0;
        for (u32 word = 0; word < words; ++word) {
            out.put<u32>(rank);
            rank += static_cast<u32>(std::popcount(bitmap[word]));
        }
    }

    template <class PositionsOf>
    void write_positions(u32 df, Buffer& out, PositionsOf positions_of) {
        packed_.clear();
        ends_.clear();
        u32 counts[BLOCK], firsts[BLOCK];
        for (u32 first = 0; first < df; first += BLOCK) {
            const u32 count = std::min(BLOCK, df - first);
            distances_.clear();
            for (u32 i = 0; i < count; ++i) {
                const std::span<const u32> positions = positions_of(first + i);
                counts[i] = static_cast<u32>(positions.size()) - 1;
                firsts[i] = positions[0];
                const std::size_t before = distances_.size();
                distances_.resize(before + positions.size() - 1);
                for (std::size_t at = 1; at < positions.size(); ++at) distances_[before + at - 1] = positions[at] - positions[at - 1];
            }
            patched_.write(counts, count, packed_);
            patched_.write(firsts, count, packed_);
            if (!distances_.empty()) patched_.write(distances_.data(), distances_.size(), packed_);
            ends_.push_back(static_cast<u32>(packed_.size()));
        }
        if (df > BLOCK) out.put_array(ends_);
        out.put_bytes(packed_.data(), packed_.size());
    }

    u32 documents_;
    PatchedWriter patched_;
    Buffer packed_;
    std::vector<u32> ends_;
    HugeVector<u32> distances_;
};

}  // namespace searchlib
