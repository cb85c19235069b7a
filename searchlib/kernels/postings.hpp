// I have a term's list; which documents, how strongly, and where in them? The one posting format, written and viewed.
//
// A list is a run of bytes; how many documents it has (df) stands in the term dictionary. Two shapes:
//
//   sparse   [df > 128: last document u32 a block | packed documents' end u32 a block | highest impact u8 a block |
//             3 x u8 the 10th, 100th and 1000th highest impact]
//            impacts u8[df] | blocks of 128 documents: width u8, gaps - 1 packed
//   dense    (a quarter of the segment's documents or more)  3 x u8 as above | impacts u8[documents], 0 = absent |
//            highest impact u8 for each 128 documents | bitmap u64[] | postings before each 512 documents u32[]
//
// followed, in lists with positions, by
//            [df > 128: positions' end u32 a block] blocks of 128 postings: count width u8, position width u8,
//            counts - 1 packed, positions packed (each the distance from the one before it in the same document)
//
// Impacts lie side by side and unpacked so that a threshold can be held against 16 to 64 postings in one instruction
// before any document number is unpacked.
#pragma once
#include <algorithm>

#include "bitpack.hpp"

namespace searchlib {

constexpr u32 NO_DOC = 0xFFFFFFFFu;
constexpr u32 DENSE_SHARE = 4;         // dense when df * 4 >= documents
constexpr u32 DENSE_MIN_DOCS = 2048;   // in smaller segments both shapes are small: keep one
constexpr u32 RANK_SPAN = 512;
constexpr u32 KTH_LEVELS[3] = {10, 100, 1000};

struct TermInfo {
    u64 offset = 0;  // of the list in the postings section
    u32 length = 0;  // of the list, bytes
    u32 df = 0;      // documents
    u32 cf = 0;      // occurrences
    u8 max_impact = 0;
    u8 flags = 0;
    u16 reserved = 0;
};
static_assert(sizeof(TermInfo) == 24);
constexpr u8 FLAG_DENSE = 1, FLAG_POSITIONS = 2;

inline u32 blocks_of(u32 df) { return (df + BLOCK - 1) / BLOCK; }

// Postings of one term in the making. `counts` and `positions` stay empty for lists without positions.
struct PostingList {
    std::vector<u32> docs;
    std::vector<u8> impacts;
    std::vector<u32> counts;
    std::vector<u32> positions;

    // Room for that many postings and positions, to be written in place; keep() then says how many there are.
    void make_room(std::size_t most) {
        if (docs.size() < most) docs.resize(most);
        if (impacts.size() < most) impacts.resize(most);
        if (counts.size() < most) counts.resize(most);
        if (positions.size() < most) positions.resize(most);
    }
    void keep(std::size_t postings, std::size_t of_positions) {
        docs.resize(postings);
        impacts.resize(postings);
        counts.resize(postings);
        positions.resize(of_positions);
    }
    void clear() {
        docs.clear();
        impacts.clear();
        counts.clear();
        positions.clear();
    }
};

class PostingListWriter {
  public:
    explicit PostingListWriter(u32 documents) : documents_(documents) {}

    TermInfo write(const PostingList& list, Buffer& out) {
        const std::size_t begin = out.size();
        TermInfo info;
        info.df = static_cast<u32>(list.docs.size());
        const bool dense = documents_ >= DENSE_MIN_DOCS && u64{info.df} * DENSE_SHARE >= documents_;
        info.max_impact = *std::max_element(list.impacts.begin(), list.impacts.end());
        info.flags = (dense ? FLAG_DENSE : 0) | (list.counts.empty() ? 0 : FLAG_POSITIONS);
        info.cf = list.counts.empty() ? info.df : static_cast<u32>(list.positions.size());
        dense ? write_dense(list, out) : write_sparse(list, out);
        if (!list.counts.empty()) write_positions(list, out);
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
            u32 all = 0;
            for (u32 i = 0; i < count; ++i) {
                gaps[i] = list.docs[first + i] - before - 1;
                all |= gaps[i];
                before = list.docs[first + i];
            }
            packed_.put<u8>(static_cast<u8>(width_of(all)));
            pack(gaps, count, width_of(all), packed_);
            ends_.push_back(static_cast<u32>(packed_.size()));
        }
        if (blocks > 1) {
            for (u32 b = 0; b < blocks; ++b) out.put<u32>(list.docs[std::min(df, (b + 1) * BLOCK) - 1]);
            out.put_array(ends_);
            for (u32 b = 0; b < blocks; ++b)
                out.put<u8>(*std::max_element(list.impacts.begin() + b * BLOCK,
                                              list.impacts.begin() + std::min(df, (b + 1) * BLOCK)));
            write_kth(list, out);
        }
        out.put_array(list.impacts);
        out.put_bytes(packed_.data(), packed_.size());
    }

    void write_dense(const PostingList& list, Buffer& out) {
        write_kth(list, out);
        const u32 words = (documents_ + 63) / 64, spans = (documents_ + BLOCK - 1) / BLOCK;
        std::vector<u8> impacts(documents_), highest(spans);
        std::vector<u64> bitmap(words);
        for (std::size_t i = 0; i < list.docs.size(); ++i) {
            const u32 doc = list.docs[i];
            impacts[doc] = list.impacts[i];
            highest[doc / BLOCK] = std::max(highest[doc / BLOCK], list.impacts[i]);
            bitmap[doc / 64] |= u64{1} << (doc % 64);
        }
        out.put_array(impacts);
        out.put_array(highest);
        out.put_array(bitmap);
        u32 rank = 0;
        for (u32 word = 0; word < words; ++word) {
            if (word % (RANK_SPAN / 64) == 0) out.put<u32>(rank);
            rank += static_cast<u32>(std::popcount(bitmap[word]));
        }
    }

    void write_positions(const PostingList& list, Buffer& out) {
        const u32 df = static_cast<u32>(list.docs.size());
        packed_.clear();
        ends_.clear();
        std::vector<u32>& distances = distances_;
        u32 counts[BLOCK];
        std::size_t at = 0;
        for (u32 first = 0; first < df; first += BLOCK) {
            const u32 count = std::min(BLOCK, df - first);
            u32 all_counts = 0, all_distances = 0;
            distances.clear();
            for (u32 i = 0; i < count; ++i) {
                counts[i] = list.counts[first + i] - 1;
                all_counts |= counts[i];
                u32 before = 0;
                for (u32 j = 0; j <= counts[i]; ++j, ++at) {
                    distances.push_back(list.positions[at] - before);
                    before = list.positions[at];
                    all_distances |= distances.back();
                }
            }
            packed_.put<u8>(static_cast<u8>(width_of(all_counts)));
            packed_.put<u8>(static_cast<u8>(width_of(all_distances)));
            pack(counts, count, width_of(all_counts), packed_);
            pack(distances.data(), distances.size(), width_of(all_distances), packed_);
            ends_.push_back(static_cast<u32>(packed_.size()));
        }
        if (df > BLOCK) out.put_array(ends_);
        out.put_bytes(packed_.data(), packed_.size());
    }

    u32 documents_;
    Buffer packed_;
    std::vector<u32> ends_, distances_;
};

// A list as it lies in a verified file. Cheap to make; holds no state of a traversal.
class PostingListView {
  public:
    PostingListView() = default;
    // Every part is held against the list's length here, every block against its own when it is unpacked: a file may
    // be hostile and yet have the right checksums. Bytes behind the list (OVERREAD) must be readable.
    PostingListView(const u8* data, const TermInfo& info, u32 documents, const char* file = "")
        : df(info.df), documents(documents), max_impact(info.max_impact), dense(info.flags & FLAG_DENSE), file_(file) {
        if (!df || df > documents) corrupt();
        blocks = blocks_of(df);
        const u8* at = data;
        end_ = data + info.length;
        const auto take = [&](u64 size) {
            if (size > static_cast<u64>(end_ - at)) corrupt();
            const u8* from = at;
            at += size;
            return from;
        };
        if (dense) {
            kth_ = take(3);
            impacts = take(documents);
            highest = take((u64{documents} + BLOCK - 1) / BLOCK);
            const u64 words = (u64{documents} + 63) / 64;
            bitmap_ = take(8 * words);
            ranks_ = take(4 * ((words + RANK_SPAN / 64 - 1) / (RANK_SPAN / 64)));
        } else if (blocks > 1) {
            last_docs_ = take(4 * u64{blocks});
            ends_ = take(4 * u64{blocks});
            highest = take(blocks);
            kth_ = take(3);
            impacts = take(df);
            packed_ = take(load<u32>(ends_ + 4 * std::size_t{blocks - 1}));
        } else {
            impacts = take(df);
            packed_ = take(1);
            if (*packed_ > 32) corrupt();
            take(packed_size(df, *packed_));
        }
        if (info.flags & FLAG_POSITIONS) {
            position_ends_ = df > BLOCK ? take(4 * u64{blocks}) : nullptr;
            positions_ = at;
        }
    }

    u32 df = 0, documents = 0, blocks = 0;
    u8 max_impact = 0;
    bool dense = false;
    const u8* impacts = nullptr;  // sparse: a byte a posting; dense: a byte a document
    const u8* highest = nullptr;  // sparse: a byte a block (null when one block); dense: a byte for 128 documents

    bool has_positions() const { return positions_ != nullptr; }

    // The smallest impact among the `k` highest, rounded down to a level that is filed; 0 when unknown.
    u8 kth_impact(u32 k) const {
        if (!kth_) return 0;
        for (int i = 0; i < 3; ++i)
            if (k <= KTH_LEVELS[i]) return kth_[i];
        return 0;
    }

    u32 last_doc(u32 block) const { return load<u32>(last_docs_ + 4 * std::size_t{block}); }
    const u8* block_data(u32 block) const {
        return block ? packed_ + load<u32>(ends_ + 4 * std::size_t{block - 1}) : packed_;
    }
    u32 block_count(u32 block) const { return std::min(BLOCK, df - block * BLOCK); }
    u8 block_max(u32 block) const { return highest ? highest[block] : max_impact; }

    // Unpacks the documents of a block of a sparse list; returns how many.
    u32 unpack_docs(u32 block, u32* docs) const {
        const u32 count = block_count(block);
        const u8* from = block_data(block);
        if (blocks > 1) {
            const u32 begin = block ? load<u32>(ends_ + 4 * std::size_t{block - 1}) : 0;
            const u32 end = load<u32>(ends_ + 4 * std::size_t{block});
            if (begin >= end || end > load<u32>(ends_ + 4 * std::size_t{blocks - 1}) || *from > 32 ||
                1 + packed_size(count, *from) > end - begin)
                corrupt();
        }
        unpack(from + 1, count, *from, docs);
        // 64 bits cannot overflow here: if the last number is right, all are in order and below it.
        u64 next = block ? u64{last_doc(block - 1)} + 1 : 0;
        for (u32 i = 0; i < count; ++i) {
            next += docs[i];
            docs[i] = static_cast<u32>(next++);
        }
        if (next > documents || (blocks > 1 && next != u64{last_doc(block)} + 1)) corrupt();
        return count;
    }

    // First block of a sparse list, from `from` on, whose last document is >= doc; `blocks` when there is none.
    u32 find_block(u32 doc, u32 from) const {
        if (blocks <= 1) return from;
        u32 low = from, step = 1;
        while (low + step < blocks && last_doc(low + step - 1) < doc) {
            low += step;
            step *= 2;
        }
        u32 high = std::min(blocks, low + step);
        while (low < high) {
            const u32 middle = (low + high) / 2;
            last_doc(middle) < doc ? low = middle + 1 : high = middle;
        }
        return low;
    }

    bool contains(u32 doc) const { return impacts[doc] != 0; }  // dense lists only
    u64 bitmap_word(u32 word) const { return load<u64>(bitmap_ + 8 * std::size_t{word}); }

    // Which posting of a dense list is this document's? (The document must be in it.)
    u32 rank(u32 doc) const {
        u32 rank = load<u32>(ranks_ + 4 * std::size_t{doc / RANK_SPAN});
        for (u32 word = doc / RANK_SPAN * (RANK_SPAN / 64); word < doc / 64; ++word)
            rank += static_cast<u32>(std::popcount(bitmap_word(word)));
        return rank + static_cast<u32>(std::popcount(bitmap_word(doc / 64) & ((u64{1} << (doc % 64)) - 1)));
    }

    // Where the word stands in the document of posting number `posting`; appended to nothing: replaces `out`.
    void positions(u32 posting, std::vector<u32>& out) const {
        const u32 within = posting % BLOCK;
        const PositionBlock block = position_block(posting);
        std::size_t before = within;
        if (block.count_width) {
            u32 counts[BLOCK];
            unpack(block.counts, within, block.count_width, counts);
            for (u32 i = 0; i < within; ++i) before += counts[i];
        }
        const std::size_t here = std::size_t{block.count_width ? unpack_one(block.counts, within, block.count_width) : 0} + 1;
        block.require(*this, before + here);
        out.resize(here);
        u32 position = 0;
        for (std::size_t i = 0; i < here; ++i)
            out[i] = position += block.width ? unpack_one(block.distances, before + i, block.width) : 0;
    }

    // All positions of a block of postings, one document's behind the other's; `counts` gets how many each has.
    void unpack_positions(u32 number, u32* counts, std::vector<u32>& out) const {
        const PositionBlock block = position_block(number * BLOCK);
        const u32 count = block_count(number);
        unpack(block.counts, count, block.count_width, counts);
        std::size_t all = 0;
        for (u32 i = 0; i < count; ++i) all += u64{counts[i]} + 1;
        block.require(*this, all);
        for (u32 i = 0; i < count; ++i) ++counts[i];
        out.resize(all);
        unpack(block.distances, all, block.width, out.data());
        u32* position = out.data();
        for (u32 i = 0; i < count; ++i, ++position)
            for (u32 left = counts[i] - 1; left; --left, ++position) position[1] += position[0];
    }

    [[noreturn]] void corrupt() const { throw CorruptFile(std::string(file_) + ": a posting list is not what was written"); }

  private:
    struct PositionBlock {
        const u8 *counts, *distances;
        u32 count_width, width;
        u64 room;  // bits of distances
        // Only a single occurrence at the very beginning takes no bits.
        void require(const PostingListView& list, u64 positions) const {
            if (width ? positions > room / width : count_width != 0) list.corrupt();
        }
    };
    PositionBlock position_block(u32 posting) const {
        if (posting >= df) corrupt();
        const u32 number = posting / BLOCK;
        const u64 begin = number ? load<u32>(position_ends_ + 4 * std::size_t{number - 1}) : 0;
        const u64 all = static_cast<u64>(end_ - positions_);
        if (all < 2 || begin > all - 2) corrupt();
        const u8* at = positions_ + begin;
        const u32 count_width = at[0], width = at[1];
        if (count_width > 32 || width > 32) corrupt();
        const std::size_t counts = packed_size(block_count(number), count_width);
        if (counts > all - begin - 2) corrupt();
        return {at + 2, at + 2 + counts, count_width, width, (all - begin - 2 - counts) * 8};
    }

    const char* file_ = "";
    const u8 *end_ = nullptr, *kth_ = nullptr, *last_docs_ = nullptr, *ends_ = nullptr, *packed_ = nullptr, *bitmap_ = nullptr,
             *ranks_ = nullptr, *position_ends_ = nullptr, *positions_ = nullptr;
};

// Goes through all postings of a list in document order (what merging and counting need).
class PostingCursor {
  public:
    explicit PostingCursor(const PostingListView& list) : list_(list) { load_next(); }
    bool done() const { return index_ >= list_.df; }
    u32 doc() const { return list_.dense ? doc_ : docs_[index_ % BLOCK]; }
    u8 impact() const { return list_.dense ? list_.impacts[doc_] : list_.impacts[index_]; }
    u32 posting() const { return index_; }
    void next() {
        ++index_;
        if (list_.dense) {
            ++doc_;
            load_next();
        } else if (index_ % BLOCK == 0) {
            load_next();
        }
    }

  private:
    void load_next() {
        if (done()) return;
        if (list_.dense)
            while (doc_ < list_.documents && !list_.contains(doc_)) ++doc_;
        else
            list_.unpack_docs(index_ / BLOCK, docs_);
        if (list_.dense && doc_ == list_.documents) list_.corrupt();
    }
    PostingListView list_;
    u32 index_ = 0, doc_ = 0;
    u32 docs_[BLOCK];
};

}  // namespace searchlib
