// I have a term's list; which documents, how strongly, and where in them? The one posting format, viewed (posting_list_writer.hpp writes it).
//
// A list is a run of bytes; how many documents it has (df) stands in the term dictionary. Three shapes:
//
//   sparse   [df > 128: last document u32 a block | packed documents' end u32 a block | highest impact u8 a block |
//             3 x u8 the 10th, 100th and 1000th highest impact]
//            impacts u8[df] | blocks of 128 documents: gaps - 1 as a patched run
//   dense    (a share of the segment's documents or more)  3 x u8 as above | impacts u8[documents], 0 = absent |
//            highest impact u8 for each 128 documents | bitmap u64[] | postings before each 64 documents u32[]
//   marked   (in headlines, where lists are asked for together more often than alone) like dense, but impacts u8[df]
//
// followed, in lists with positions, by
//            [df > 128: positions' end u32 a block] blocks of 128 postings: counts - 1 as a patched run, the first position
//            in each document as a patched run, and if there are further ones, their distances from the one before as a third
//
// Lists of documents only lack everything that speaks of impacts: forms of a stem that has several, whose impact in a
// document is the stem's.
//
// Impacts lie side by side and unpacked so that a threshold can be held against 16 to 64 postings in one instruction
// before any document number is unpacked.
#pragma once
#include <algorithm>
#include <span>

#include "patched.hpp"
#include "running_sums.hpp"

namespace searchlib {

constexpr u32 NO_DOC = 0xFFFFFFFFu;
constexpr u32 MAX_DOCUMENTS = 0x7FFFFFFFu;  // of a segment: their numbers are added up as signed ones
constexpr u32 DENSE_SHARE = 3;         // dense when df * 3 >= documents
constexpr u32 DENSE_MIN_DOCS = 2048;   // in smaller segments both shapes are small: keep one
constexpr u32 KTH_LEVELS[3] = {10, 100, 1000};

struct TermInfo {
    u32 offset_low = 0;  // of the list in the postings section, with offset_high
    u32 length = 0;      // of the list, bytes
    u32 df = 0;          // documents
    u8 offset_high = 0;
    u8 max_impact = 0;
    u8 flags = 0;
    u8 reserved = 0;

    u64 offset() const { return offset_low | u64{offset_high} << 32; }
    void set_offset(u64 offset) {
        if (offset >> 40) throw std::length_error("the posting lists of a segment grew over 1 TiB");
        offset_low = static_cast<u32>(offset);
        offset_high = static_cast<u8>(offset >> 32);
    }
    bool has_impacts() const;
};
static_assert(sizeof(TermInfo) == 16);
constexpr u8 FLAG_DENSE = 1, FLAG_POSITIONS = 2, FLAG_DOCUMENTS_ONLY = 4, FLAG_IMPACT_A_POSTING = 8;  // marked: 1 and 8
inline bool TermInfo::has_impacts() const { return !(flags & FLAG_DOCUMENTS_ONLY); }

inline u32 blocks_of(u32 df) { return (df + BLOCK - 1) / BLOCK; }

// Postings of one term in the making. `counts` and `positions` stay empty for lists without positions, `impacts` for
// lists of documents only.
struct PostingList {
    HugeVector<u32> docs;  // these are not cleared when they grow: they grow and shrink with every list
    HugeVector<u8> impacts;
    HugeVector<u32> counts;
    HugeVector<u32> positions;

    void reserve(std::size_t most) {
        docs.reserve(most);
        impacts.reserve(most);
        counts.reserve(most);
        positions.reserve(most);
    }
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

// A list as it lies in a verified file. Cheap to make; holds no state of a traversal.
class PostingListView {
  public:
    PostingListView() = default;
    // Every part is held against the list's length here, every block against its own when it is unpacked: a file may
    // be hostile and yet have the right checksums. Bytes behind the list (OVERREAD) must be readable.
    PostingListView(const u8* data, const TermInfo& info, u32 documents, const char* file = "")
        : df(info.df), documents(documents), max_impact(info.max_impact), dense(info.flags & FLAG_DENSE), file_(file) {
        const bool with_impacts = info.has_impacts();
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
            if (with_impacts) {
                kth_ = take(3);
                marked = info.flags & FLAG_IMPACT_A_POSTING;
                impacts = take(marked ? df : documents);
                highest = take((u64{documents} + BLOCK - 1) / BLOCK);
            }
            const u64 words = (u64{documents} + 63) / 64;
            bitmap_ = take(8 * words);
            ranks_ = take(4 * words);
        } else if (blocks > 1) {
            last_docs_ = take(4 * u64{blocks});
            ends_ = take(4 * u64{blocks});
            if (with_impacts) {
                highest = take(blocks);
                kth_ = take(3);
                impacts = take(df);
            }
            packed_ = take(load<u32>(ends_ + 4 * std::size_t{blocks - 1}));
        } else {
            if (with_impacts) impacts = take(df);
            packed_ = at;
            PatchedRun run;
            if (!run.open(at, end_, df)) corrupt();
            at = run.end;
        }
        posting_bytes = static_cast<u32>(at - data);
        if (info.flags & FLAG_POSITIONS) {
            position_ends_ = df > BLOCK ? take(4 * u64{blocks}) : nullptr;
            positions_ = at;
        }
    }

    u32 df = 0, documents = 0, blocks = 0;
    u32 posting_bytes = 0;  // of documents and impacts: the list without its positions
    u8 max_impact = 0;
    bool dense = false, marked = false;  // marked ones are dense, too: they have a bitmap
    const u8* impacts = nullptr;  // sparse, marked: a byte a posting; dense: a byte a document; null: documents only
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
        const u8 *from = block_data(block), *limit = end_;
        if (blocks > 1) {
            const u32 begin = block ? load<u32>(ends_ + 4 * std::size_t{block - 1}) : 0;
            const u32 end = load<u32>(ends_ + 4 * std::size_t{block});
            if (begin >= end || end > load<u32>(ends_ + 4 * std::size_t{blocks - 1})) corrupt();
            limit = packed_ + end;
        }
        PatchedRun run;
        if (!run.open(from, limit, count)) corrupt();
        run.unpack_all(docs);
        const u32 next = block ? last_doc(block - 1) + 1 : 0;
        if (next >= documents || !add_up_gaps(docs, count, next)) corrupt();
        const u32 last = docs[count - 1];  // if it is right, all are below it
        if (last >= documents || (blocks > 1 && last != last_doc(block))) corrupt();
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

    // Dense lists only.
    bool contains(u32 doc) const { return load<u64>(bitmap_ + 8 * std::size_t{doc / 64}) >> (doc % 64) & 1; }
    u64 bitmap_word(u32 word) const { return load<u64>(bitmap_ + 8 * std::size_t{word}); }

    // Which posting of a dense list is this document's? (The document must be in it.)
    u32 rank(u32 doc) const {
        const u64 before = bitmap_word(doc / 64) & ((u64{1} << (doc % 64)) - 1);
        return load<u32>(ranks_ + 4 * std::size_t{doc / 64}) + static_cast<u32>(std::popcount(before));
    }

    // Do impacts lie a byte a document?
    bool impact_a_document() const { return dense && impacts && !marked; }
    // The impact of a posting of any list, and of the document that it stands for.
    u8 impact(u32 posting, u32 doc) const { return !impacts ? u8{1} : impacts[impact_a_document() ? doc : posting]; }

    // Dense lists only: the impact of a document, 0 where it is not in the list.
    u8 impact_of(u32 doc) const {
        if (!impacts) return contains(doc);
        if (!marked) return impacts[doc];
        return contains(doc) ? impact_at(rank(doc)) : u8{0};
    }
    // Of a posting of a marked list. (Ranks are as the file has them.)
    u8 impact_at(u32 posting) const {
        if (posting >= df) corrupt();
        return impacts[posting];
    }
    // Calls each(document, impact) for those of 64 documents, until it returns false. (Not where there is an impact a document.)
    template <class Each>
    bool each_of_word(u32 word, Each each) const {
        u64 left = bitmap_word(word);
        if (!left) return true;
        u32 posting = 0;
        if (marked) {
            posting = load<u32>(ranks_ + 4 * std::size_t{word});
            if (posting >= df || df - posting < static_cast<u32>(std::popcount(left))) corrupt();
        }
        for (; left; left &= left - 1) {
            const u32 doc = word * 64 + static_cast<u32>(std::countr_zero(left));
            if (!each(doc, marked ? impacts[posting++] : u8{1})) return false;
        }
        return true;
    }

    // The runs of a block of postings, held against its end.
    struct PositionBlock {
        PatchedRun counts, firsts;
        const u8* limit = nullptr;

        PatchedRun distances(const PostingListView& list, std::size_t count) const {
            PatchedRun run;
            // Positions differ, so each distance takes bits: what claims more than its bytes can hold is no list.
            if (!run.open(firsts.end, limit, count) || !(run.width || run.patches == count)) list.corrupt();
            return run;
        }
    };
    PositionBlock position_block(u32 posting) const {
        if (posting >= df) corrupt();
        const u32 number = posting / BLOCK, count = block_count(number);
        const u64 room = static_cast<u64>(end_ - positions_);
        const u64 begin = number ? load<u32>(position_ends_ + 4 * std::size_t{number - 1}) : 0;
        const u64 end = position_ends_ ? load<u32>(position_ends_ + 4 * std::size_t{number}) : room;
        if (begin > end || end > room) corrupt();
        PositionBlock block;
        block.limit = positions_ + end;
        if (!block.counts.open(positions_ + begin, block.limit, count) || !block.firsts.open(block.counts.end, block.limit, count))
            corrupt();
        return block;
    }

    [[noreturn]] void corrupt() const { throw CorruptFile(std::string(file_) + ": a posting list is not what was written"); }

  private:
    const char* file_ = "";
    const u8 *end_ = nullptr, *kth_ = nullptr, *last_docs_ = nullptr, *ends_ = nullptr, *packed_ = nullptr, *bitmap_ = nullptr,
             *ranks_ = nullptr, *position_ends_ = nullptr, *positions_ = nullptr;
};

// Goes through all postings of a list in document order (what merging and counting need).
class PostingCursor {
  public:
    explicit PostingCursor(const PostingListView& list) : list_(list) { load_next(); }
    // From where another one stood: at this posting, of this document.
    PostingCursor(const PostingListView& list, u32 posting, u32 doc) : list_(list), index_(posting), doc_(doc) { load_next(); }
    bool done() const { return index_ >= list_.df; }
    u32 doc() const { return list_.dense ? doc_ : docs_[index_ % BLOCK]; }
    u8 impact() const { return list_.impact(index_, doc_); }
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
