// One list of several: what segments have of a term, renumbered and in the order of the new documents.
#pragma once
#include "position_reader.hpp"
#include "term_walk.hpp"
#include "window.hpp"

namespace searchlib {

class MergedList {
  public:
    // `renumbered`: what a segment's documents are in the new one, NO_DOC if deleted.
    MergedList(const std::vector<const Segment*>& segments, const std::vector<std::vector<u32>>& renumbered)
        : segments_(segments), renumbered_(renumbered), readers_(segments.size()) {
        sources_.reserve(segments.size());
    }

    PostingList list;  // that was collected last, without its positions

    // Collects the lists of a term; with impacts, which may be those of the stem.
    void collect(const std::vector<TermPart>& parts, bool with_positions, bool with_impacts) {
        list.clear();
        sources_.clear();
        origins_.clear();
        u64 postings = 0;
        for (const TermPart& part : parts) {
            const Segment& segment = *segments_[part.segment];
            const PostingListView view = segment.list(part.info);
            postings += view.df;
            sources_.emplace_back(view, renumbered_[part.segment]);
            if (with_impacts && !part.info.has_impacts()) sources_.back().stem = std::make_unique<ListScan>(segment.list(segment.stem_info(part.term)));
            // A stem shares the list of its only form, with positions, in one segment and has its own in another.
            if (with_positions && view.has_positions() != sources_[0].list.has_positions())
                throw CorruptFile(segment.name() + ": a posting list lacks positions, or has too many");
        }
        with_positions_ = with_positions && sources_[0].list.has_positions();
        for (std::size_t i = 0; i < sources_.size(); ++i) readers_[i].forget();
        make_room(postings);
        std::size_t count = 0;
        postings < FEW ? take_one_by_one(count) : take_by_windows(count);
        list.docs.resize(count);
        list.impacts.resize(with_impacts ? count : 0);
    }
    bool with_positions() const { return with_positions_; }
    // To be asked for one posting after the other; valid until the next.
    std::span<const u32> positions_of(u32 posting) {
        const Origin& origin = origins_[posting];
        const Positions read = readers_[origin.source].read(sources_[origin.source].list, origin.posting);
        if (positions_.size() < read.count) positions_.resize(read.count);
        for (u32 i = 0; i < read.count; ++i) positions_[i] = read[i];
        return {positions_.data(), read.count};
    }

  private:
    struct Origin {
        u32 source, posting;
    };
    // A segment's list, read block by block. New numbers are looked up for a whole block at once, since they lie far apart.
    struct Source {
        Source(const PostingListView& view, const std::vector<u32>& numbers) : list(view), renumbered(numbers.data()) { read_on(); }
        PostingListView list;
        const u32* renumbered;
        std::unique_ptr<ListScan> stem;  // where the impacts are, if not in the list
        u32 at = 0, count = 0;           // in the block
        u32 first = 0;                   // the posting that it begins with
        u32 old_docs[BLOCK], docs[BLOCK];

        u32 posting() const { return first + at; }
        // The new number of the document that comes next, NO_DOC behind the last. Deleted ones are skipped.
        u32 next_doc() {
            for (; count; read_on())
                for (; at < count; ++at)
                    if (docs[at] != NO_DOC) return docs[at];
            return NO_DOC;
        }
        u8 impact() {
            if (stem) return std::max<u8>(1, stem->seek(old_docs[at]));
            return list.impact(posting(), old_docs[at]);
        }
        void read_on() {
            first += count;
            const u32 next = count ? old_docs[count - 1] + 1 : 0;
            at = count = 0;
            if (first == list.df) return;
            if (list.dense) {
                for (u32 doc = next; count < BLOCK && first + count < list.df; ++doc) {
                    if (doc >= list.documents) list.corrupt();
                    if (list.contains(doc)) old_docs[count++] = doc;
                }
            } else {
                count = list.unpack_docs(first / BLOCK, old_docs);
            }
            for (u32 i = 0; i < count; ++i) docs[i] = renumbered[old_docs[i]];
        }
    };

    void make_room(u64 postings) {
        list.docs.resize(postings);
        list.impacts.resize(postings);
        origins_.resize(postings);
    }
    void put(std::size_t at, u32 doc, u8 impact, Origin origin) {
        list.docs[at] = doc;
        list.impacts[at] = impact;
        origins_[at] = origin;
    }

    void take_one_by_one(std::size_t& count) {
        next_docs_.clear();
        for (Source& source : sources_) next_docs_.push_back(source.next_doc());
        for (;;) {
            const auto least = std::min_element(next_docs_.begin(), next_docs_.end());
            if (*least == NO_DOC) return;
            const u32 number = static_cast<u32>(least - next_docs_.begin());
            Source& source = sources_[number];
            put(count++, *least, source.impact(), {number, source.posting()});
            ++source.at;
            *least = source.next_doc();
        }
    }
    // Which of the sources comes next is hard to guess: for a window of documents each says which ones it has, then their
    // postings are taken in the order of the documents.
    void take_by_windows(std::size_t& count) {
        from_.resize(WIDE);
        waiting_.resize(WIDE);
        next_.resize(sources_.size());
        for (;;) {
            u32 first = NO_DOC;
            for (Source& source : sources_) first = std::min(first, source.next_doc());
            if (first == NO_DOC) return;
            const u32 begin = first / WIDE * WIDE;
            marks_.assign(WIDE / 64, 0);
            Waiting* free = waiting_.data();
            for (u32 i = 0; i < sources_.size(); ++i) {
                Source& source = sources_[i];
                next_[i] = free;
                for (u32 doc; (doc = source.next_doc()) - begin < WIDE; ++source.at) {
                    const u32 at = doc - begin;
                    marks_[at / 64] |= u64{1} << (at % 64);
                    from_[at] = i;
                    *free++ = {source.posting(), source.impact()};
                }
            }
            each_bit({marks_.data(), marks_.size()}, [&](u32 at) {
                const u32 source = from_[at];
                const Waiting& one = *next_[source]++;
                put(count++, begin + at, one.impact, {source, one.posting});
            });
        }
    }

    static constexpr u32 FEW = 64, WIDE = 1 << 14;
    const std::vector<const Segment*>& segments_;
    const std::vector<std::vector<u32>>& renumbered_;
    std::vector<Source> sources_;
    std::vector<PositionReader> readers_;  // a source's
    HugeVector<Origin> origins_;           // of the postings
    std::vector<u32> next_docs_, positions_;
    // Of a window's documents: a bit for each that is there, its source, and each source's postings one after the other.
    std::vector<u64> marks_;
    std::vector<u32> from_;
    struct Waiting {
        u32 posting;
        u8 impact;
    };
    std::vector<Waiting> waiting_;
    std::vector<const Waiting*> next_;
    bool with_positions_ = false;
};

}  // namespace searchlib
