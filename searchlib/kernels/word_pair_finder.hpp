// Which frequent words stand side by side in documents that are merged? Their positions are read once more, some thousand
// documents at a time: those of the very frequent words are laid out place by place, and the others are held against them.
#pragma once
#include <map>
#include <memory>

#include "columns.hpp"
#include "word_pairs.hpp"
#include "position_reader.hpp"
#include "segment.hpp"

namespace searchlib {

// A term in one of the segments.
struct TermPart {
    std::size_t segment;
    TermInfo info;
    u32 term;
};

class WordPairFinder {
  public:
    // `order` says which document of which segment became which of the new one; `renumbered` the same the other way round.
    WordPairFinder(const std::vector<const Segment*>& segments, const std::vector<DocumentRef>& order,
               const std::vector<std::vector<u32>>& renumbered)
        : segments_(segments), order_(order), renumbered_(renumbered), pairs_(static_cast<u32>(order.size())) {}

    // A form of the new segment, in so many of its documents.
    void add_word(std::string_view form, u32 df, const std::vector<TermPart>& parts) {
        if (pairs_.add_word(form, df)) parts_.push_back(parts);
    }
    // After all forms: WordPairCollector::next.
    bool next(std::string& key, PostingList& list) {
        if (!found_) find();
        found_ = true;
        return pairs_.next(key, list);
    }

  private:
    static constexpr u32 DOCUMENTS_AT_ONCE = 4096, PLACES_AT_ONCE = 1 << 22;
    static constexpr u64 MOST_PLACES = u64{1} << 28;  // of a document: no article that can be added has more

    // A word in one segment, and how far it was read. (Cursors for all of them would take much memory.)
    struct Reading {
        u32 word;
        const std::vector<u32>* renumbered;
        PostingListView list;
        u32 posting = 0, doc = 0;
    };
    // Calls each(document, positions) for the documents before `end` that were not read yet.
    template <class Each>
    void read_to(u32 end, Reading& reading, Each each) {
        if (reading.posting >= reading.list.df) return;
        positions_.forget();
        PostingCursor cursor(reading.list, reading.posting, reading.doc);
        for (; !cursor.done(); cursor.next()) {
            const u32 doc = (*reading.renumbered)[cursor.doc()];
            if (doc == NO_DOC) continue;
            if (doc >= end) break;
            each(doc, positions_.read(reading.list, cursor.posting()));
        }
        reading.posting = cursor.posting();
        if (!cursor.done()) reading.doc = cursor.doc();
    }

    void find() {
        if (!pairs_.any_common()) return;
        std::vector<Reading> common, all;
        for (u32 word = 1; word <= pairs_.words(); ++word)
            for (const TermPart& part : parts_[word - 1]) {
                const Segment& segment = *segments_[part.segment];
                const PostingListView list = segment.list(part.info);
                if (!list.has_positions()) throw CorruptFile(segment.name() + ": a form has no positions");
                all.push_back({word, &renumbered_[part.segment], list});
                if (pairs_.is_common(word)) common.push_back(all.back());
            }
        for (u32 begin = 0; begin < order_.size();) begin = find_from(begin, common, all);
    }
    // Finds the pairs of the documents from `begin` on; returns where it ended.
    u32 find_from(u32 begin, std::vector<Reading>& common, std::vector<Reading>& all) {
        const u32 end = lay_out(begin);
        const auto place_of = [&](u32 doc, u32 position) {
            const u32 first = begins_[doc - begin];
            if (position + u64{first} + 1 >= begins_[doc - begin + 1])
                throw CorruptFile(segments_[order_[doc].source]->name() + ": a word stands behind the end of its document");
            return first + position;
        };
        for (Reading& reading : common)
            read_to(end, reading, [&](u32 doc, const Positions& positions) {
                for (u32 i = 0; i < positions.count; ++i) {
                    u32& set = there_[place_of(doc, positions[i])];
                    set = set_with(set, reading.word);
                }
            });
        for (std::size_t i = 0; i < all.size();) {
            const u32 word = all[i].word;
            const bool common_word = pairs_.is_common(word);
            const std::size_t first = i;
            hits_.clear();
            for (; i < all.size() && all[i].word == word; ++i)
                read_to(end, all[i], [&](u32 doc, const Positions& positions) {
                    for (u32 at = 0; at < positions.count; ++at) {
                        const u32 place = place_of(doc, positions[at]);
                        for (u32 other : sets_[there_[place - 1]]) hits_.push_back({doc, other, true});
                        // Of two common words, the second finds the first.
                        if (!common_word)
                            for (u32 other : sets_[there_[place + 1]]) hits_.push_back({doc, other, false});
                    }
                });
            if (i - first > 1) std::stable_sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) { return a.doc < b.doc; });
            for (const Hit& hit : hits_) hit.other_first ? pairs_.put(hit.other, word, hit.doc) : pairs_.put(word, hit.other, hit.doc);
        }
        return end;
    }
    // Gives the places of some documents room, with one more before and behind each document.
    u32 lay_out(u32 begin) {
        begins_.assign(1, 1);
        u32 doc = begin;
        for (; doc < order_.size() && doc - begin < DOCUMENTS_AT_ONCE && begins_.back() < PLACES_AT_ONCE; ++doc) {
            const Segment& segment = *segments_[order_[doc].source];
            const ZoneLengths lengths = segment.lengths(order_[doc].doc);
            const u64 places = u64{lengths.headline} + lengths.standfirst + lengths.body + 4;
            if (places > MOST_PLACES) throw CorruptFile(segment.name() + ": a document is longer than any can be");
            begins_.push_back(begins_.back() + static_cast<u32>(places));
        }
        there_.assign(begins_.back() + 1, 0);
        return doc;
    }
    // Words that stand in one place (a token may lie over others) are a set; it has a number, 0 for none.
    u32 set_with(u32 set, u32 word) {
        const auto [found, is_new] = larger_.try_emplace({set, word}, static_cast<u32>(sets_.size()));
        if (is_new) {
            std::vector<u32> words = sets_[set];
            words.push_back(word);
            sets_.push_back(std::move(words));
        }
        return found->second;
    }

    struct Hit {
        u32 doc, other;
        bool other_first;
    };
    const std::vector<const Segment*>& segments_;
    const std::vector<DocumentRef>& order_;
    const std::vector<std::vector<u32>>& renumbered_;
    WordPairCollector pairs_;
    PositionReader positions_;
    std::vector<std::vector<TermPart>> parts_;  // of each frequent word
    bool found_ = false;
    std::vector<u32> begins_, there_;  // where each document's places begin; the common words in each place, as a set
    std::vector<std::vector<u32>> sets_{{}};
    std::map<std::pair<u32, u32>, u32> larger_;  // a set and a word → the set with it
    std::vector<Hit> hits_;
};

}  // namespace searchlib
