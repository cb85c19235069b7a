// Which frequent words stand side by side in documents that are merged? Most segments have lists of the same pairs. Where one
// has none, as a word is not as frequent there, positions are read once more, some thousand documents at a time: those of the
// very frequent words are laid out place by place, and the others are held against them.
#pragma once
#include <map>
#include <memory>

#include "columns.hpp"
#include "word_pairs.hpp"
#include "position_reader.hpp"
#include "term_walk.hpp"

namespace searchlib {

class WordPairFinder {
  public:
    // `order` says which document of which segment became which of the new one; `renumbered` the same the other way round.
    WordPairFinder(const std::vector<const Segment*>& segments, const std::vector<DocumentRef>& order,
               const std::vector<std::vector<u32>>& renumbered)
        : segments_(segments), order_(order), renumbered_(renumbered), pairs_(static_cast<u32>(order.size())) {}

    // A form of the new segment, in so many of its documents.
    void add_word(std::string_view form, u32 df, const std::vector<TermPart>& parts) {
        if (!pairs_.add_word(form, df)) return;
        parts_.push_back(parts);
        dfs_.emplace_back(segments_.size());
        for (const TermPart& part : parts) dfs_.back()[part.segment] = part.info.df;
    }
    // After all forms: the lists by their keys, one a call; false when there are no more.
    bool next(std::string& key, PostingList& list) {
        if (!found_) {
            find();
            list_pairs();
        }
        found_ = true;
        for (list.clear(); list.docs.empty() && next_ < asked_.size(); ++next_) {
            key = asked_[next_].key;
            gather(asked_[next_], list);
        }
        return !list.docs.empty();
    }

  private:
    static constexpr u32 DOCUMENTS_AT_ONCE = 4096, PLACES_AT_ONCE = 1 << 22;
    static constexpr u64 MOST_PLACES = u64{1} << 28;  // of a document: no article that can be added has more

    struct AskedPair {
        std::string key;
        u32 first, second;
    };
    // A word in one segment, and how far it was read. (Cursors for all of them would take much memory.)
    struct Reading {
        u32 word, segment;
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

    // Has a segment a list of the two side by side, if they ever are? Else they have to be found there by their positions.
    bool is_filed_in(u32 segment, u32 first, u32 second) const {
        return pair_is_filed(dfs_[first - 1][segment], dfs_[second - 1][segment], segments_[segment]->documents());
    }
    bool is_filed_with_all(u32 segment, u32 word) const {
        for (u32 other = 1; other <= pairs_.words(); ++other)
            if ((pairs_.is_common(word) || pairs_.is_common(other)) && dfs_[other - 1][segment] && !is_filed_in(segment, word, other))
                return false;
        return true;
    }

    // All pairs that are filed in the new segment, if they stand anywhere.
    void list_pairs() {
        for (u32 common = 1; common <= pairs_.words(); ++common)
            for (u32 word = 1; pairs_.is_common(common) && word <= pairs_.words(); ++word) {
                asked_.push_back({pair_key(pairs_.word(common), pairs_.word(word)), common, word});
                if (!pairs_.is_common(word)) asked_.push_back({pair_key(pairs_.word(word), pairs_.word(common)), word, common});
            }
        std::sort(asked_.begin(), asked_.end(), [](const AskedPair& a, const AskedPair& b) { return a.key < b.key; });
    }
    // From the lists of segments that have one, and from what was found in the others.
    void gather(const AskedPair& asked, PostingList& list) {
        marks_.assign((order_.size() + 63) / 64, 0);
        const auto mark = [this](u32 doc) { marks_[doc / 64] |= u64{1} << (doc % 64); };
        pairs_.each_doc_of(asked.first, asked.second, mark);
        for (u32 s = 0; s < segments_.size(); ++s) {
            TermInfo info;
            if (!is_filed_in(s, asked.first, asked.second) || !segments_[s]->find(asked.key, info)) continue;
            for (PostingCursor cursor(segments_[s]->list(info)); !cursor.done(); cursor.next())
                if (const u32 doc = renumbered_[s][cursor.doc()]; doc != NO_DOC) mark(doc);
        }
        each_bit({marks_.data(), marks_.size()}, [&](u32 doc) { list.docs.push_back(doc); });
    }

    void find() {
        if (!pairs_.any_common()) return;
        std::vector<Reading> common, all;
        for (u32 word = 1; word <= pairs_.words(); ++word)
            for (const TermPart& part : parts_[word - 1]) {
                const Segment& segment = *segments_[part.segment];
                if (is_filed_with_all(static_cast<u32>(part.segment), word)) continue;
                const PostingListView list = segment.list(part.info);
                if (!list.has_positions()) throw CorruptFile(segment.name() + ": a form has no positions");
                all.push_back({word, static_cast<u32>(part.segment), &renumbered_[part.segment], list});
                if (pairs_.is_common(word)) common.push_back(all.back());
            }
        for (u32 begin = 0; !all.empty() && begin < order_.size();) begin = find_from(begin, common, all);
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
            for (; i < all.size() && all[i].word == word; ++i) {
                const u32 segment = all[i].segment;
                const auto put = [&](u32 doc, u32 place, bool first) {
                    for (u32 other : sets_[there_[place]])
                        if (!is_filed_in(segment, other, word)) hits_.push_back({doc, other, first});
                };
                read_to(end, all[i], [&](u32 doc, const Positions& positions) {
                    for (u32 at = 0; at < positions.count; ++at) {
                        const u32 place = place_of(doc, positions[at]);
                        put(doc, place - 1, true);
                        if (!common_word) put(doc, place + 1, false);  // of two common words, the second finds the first
                    }
                });
            }
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
    std::vector<std::vector<u32>> dfs_;  // of each frequent word, in each segment
    std::vector<AskedPair> asked_;
    std::size_t next_ = 0;
    std::vector<u64> marks_;  // a bit for each document that holds the pair
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
