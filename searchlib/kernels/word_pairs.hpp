// Where does a phrase with "of the" in it stand? Very frequent words stand in nearly every document, so that their lists
// tell nothing of a phrase and their positions are long to read. For pairs of neighbours one of which is such a word, and
// the other a frequent one, the documents that hold the two side by side are filed as a list of their own.
//
// Which pairs are filed follows from numbers of documents alone: a search knows for any two words whether their pair is
// filed, and so, where it has no list, that it stands nowhere. No list of words is needed, so it serves all languages.
//
// (An idea of Bahle, Williams and Zobel, 2002: an auxiliary next-word index for common words; here it has no positions.)
#pragma once
#include <deque>
#include <unordered_map>

#include "postings.hpp"
#include "sections.hpp"

namespace searchlib {

// Does a word that so many documents hold stand in nearly every one; in many?
inline bool stands_everywhere(u32 df, u32 documents) { return documents >= DENSE_MIN_DOCS && u64{df} * 10 >= u64{documents} * 9; }
inline bool stands_in_many(u32 df, u32 documents) { return documents >= DENSE_MIN_DOCS && u64{df} * 8 >= documents; }
// Is the pair of two words filed, which stand in so many of the segment's documents?
inline bool pair_is_filed(u32 first_df, u32 second_df, u32 documents) {
    return stands_everywhere(std::max(first_df, second_df), documents) && stands_in_many(std::min(first_df, second_df), documents);
}
// `first` and `second` are keys of forms.
inline std::string pair_key(std::string_view first, std::string_view second) {
    std::string key(1, PAIR);
    key.append(first.substr(1)).append(1, '\0').append(second.substr(1));
    return key;
}

// Pairs of a segment in the making: its frequent words, then its pairs document after document, then the lists.
class WordPairCollector {
  public:
    explicit WordPairCollector(u32 documents = 0) : documents_(documents), words_(1), common_{0} {}

    // The number of a form (its key) among the frequent ones, from 1 on; 0 when it is none. Each form once.
    u32 add_word(std::string_view form, u32 df) {
        if (!stands_in_many(df, documents_)) return 0;
        words_.emplace_back(form);
        common_.push_back(stands_everywhere(df, documents_) ? ++commons_ : 0);
        return words();
    }
    u32 words() const { return static_cast<u32>(words_.size() - 1); }
    std::string_view word(u32 number) const { return words_[number]; }
    bool any_common() const { return commons_ != 0; }
    // Does it stand in nearly every document?
    bool is_common(u32 word) const { return common_[word] != 0; }

    // The words `first` and `second`, one of which is common, stand side by side in the document. After all words; documents
    // come in ascending order.
    void put(u32 first, u32 second, u32 doc) {
        const u32 pair = pair_of(first, second);
        if (last_docs_[pair] == doc) return;
        put_gap(pair, doc);
        last_docs_[pair] = doc;
    }
    // Takes over the pairs of a copy of this one, which got later documents.
    void append(const WordPairCollector& later) {
        for (u32 i = 0; i < later.pairs_.size(); ++i) {
            const Pair& from = later.pairs_[i];
            const u32 pair = pair_of(from.first, from.second);
            std::size_t at = 0;
            put_gap(pair, take_gap(from.gaps, at));  // the number itself: it is the first there
            pairs_[pair].gaps.append(from.gaps, at);
            last_docs_[pair] = later.last_docs_[i];
        }
    }

    // After all documents: the lists by their keys, one a call; false when there are no more.
    bool next(std::string& key, PostingList& list) {
        if (order_.size() != pairs_.size()) sort();
        if (filed_ == order_.size()) return false;
        Pair& pair = pairs_[order_[filed_++]];
        key = key_of(pair);
        list.clear();
        each_doc(pair, [&](u32 doc) { list.docs.push_back(doc); });
        std::string().swap(pair.gaps);
        return true;
    }
    // Calls each(document) for those of one pair.
    template <class Each>
    void each_doc_of(u32 first, u32 second, Each each) {
        each_doc(pairs_[pair_of(first, second)], each);
    }

  private:
    struct Pair {
        u32 first, second;
        std::string gaps;  // - 1 to the document before, seven bits a byte
    };
    void put_gap(u32 pair, u32 doc) {
        std::string& gaps = pairs_[pair].gaps;
        u32 gap = doc - last_docs_[pair] - 1;  // the number itself for the first: NO_DOC is -1
        for (; gap >= 0x80; gap >>= 7) gaps.push_back(static_cast<char>(gap | 0x80));
        gaps.push_back(static_cast<char>(gap));
    }
    static u32 take_gap(const std::string& gaps, std::size_t& at) {
        u32 gap = 0;
        for (u32 shift = 0;; shift += 7) {
            const u32 part = static_cast<u8>(gaps[at++]);
            gap |= (part & 0x7F) << shift;
            if (part < 0x80) return gap;
        }
    }
    template <class Each>
    static void each_doc(const Pair& pair, Each each) {
        u32 doc = NO_DOC;
        for (std::size_t at = 0; at < pair.gaps.size();) each(doc += take_gap(pair.gaps, at) + 1);
    }
    std::string key_of(const Pair& pair) const { return pair_key(words_[pair.first], words_[pair.second]); }
    // The pair's number. Where the numbers of all pairs that there could be fit a table, they are looked up there.
    u32 pair_of(u32 first, u32 second) {
        const u64 here = common_[first] ? u64{2} * (common_[first] - 1) * words_.size() + second
                                        : (u64{2} * (common_[second] - 1) + 1) * words_.size() + first;
        const u64 all = u64{2} * commons_ * words_.size();
        if (all <= MOST_IN_TABLE && table_.empty()) table_.resize(all, NO_PAIR_YET);
        u32& number = table_.empty() ? others_.try_emplace(here, NO_PAIR_YET).first->second : table_[here];
        if (number == NO_PAIR_YET) {
            number = static_cast<u32>(pairs_.size());
            pairs_.push_back({first, second, {}});
            last_docs_.push_back(NO_DOC);
        }
        return number;
    }
    void sort() {
        order_.resize(pairs_.size());
        std::vector<std::string> keys;
        for (u32 i = 0; i < order_.size(); ++i) {
            order_[i] = i;
            keys.push_back(key_of(pairs_[i]));
        }
        std::sort(order_.begin(), order_.end(), [&](u32 a, u32 b) { return keys[a] < keys[b]; });
    }

    static constexpr u64 MOST_IN_TABLE = 1 << 20;
    static constexpr u32 NO_PAIR_YET = 0xFFFFFFFFu;

    u32 documents_, commons_ = 0;
    std::vector<std::string> words_;  // by number
    std::vector<u32> common_;         // a word's number among the common ones, from 1 on; 0: it is none
    std::deque<Pair> pairs_;
    std::vector<u32> last_docs_;  // of each pair
    std::vector<u32> table_;      // numbers of pairs, by their words
    std::unordered_map<u64, u32> others_;
    std::vector<u32> order_;
    std::size_t filed_ = 0;
};

// Finds the pairs of documents whose words are given one after the other.
class WordPairStream {
  public:
    static constexpr u32 COMMON = 0x80000000u;

    explicit WordPairStream(WordPairCollector& pairs) : pairs_(pairs) {}
    // How word() knows a word of the collector.
    u32 code(u32 word) const { return word | (word && pairs_.is_common(word) ? COMMON : 0); }

    struct Word {
        u32 code, place;
    };
    // The frequent words of a document, in order.
    void document(u32 doc, std::span<const Word> words) {
        bool overlays = false;
        pairs_here_.resize(words.size());
        std::size_t count = 0;
        for (std::size_t i = 1; i < words.size(); ++i) {
            const Word &one = words[i - 1], &other = words[i];
            overlays |= one.place == other.place;
            pairs_here_[count] = {one.code & ~COMMON, other.code & ~COMMON};
            count += (other.place - one.place == 1) & ((one.code | other.code) >> 31);
        }
        if (!overlays) {
            for (std::size_t i = 0; i < count; ++i) pairs_.put(pairs_here_[i].first, pairs_here_[i].second, doc);
            return;
        }
        begin(doc);
        for (const Word& one : words) word(one.code, one.place);
    }

  private:
    void begin(u32 doc) {
        doc_ = doc;
        at_ = NO_DOC - 1;  // no position follows it
        several_ = several_before_ = false;
    }
    // A frequent word at a position, which is not before that of the last one; several where a token lies over others.
    void word(u32 code, u32 position) {
        if (position == at_) return further_word(code);
        if (position == at_ + 1) {
            if (several_) {
                for (u32 one : here_) pair(one, code);
                before_.swap(here_);
            } else {
                pair(last_, code);
                before_last_ = last_;
            }
            several_before_ = several_;
        } else {
            before_last_ = 0;
            several_before_ = false;
        }
        several_ = false;
        last_ = code;
        at_ = position;
    }
    // One more at the position of the last one.
    void further_word(u32 code) {
        if (!several_) here_.assign(1, last_);
        several_ = true;
        here_.push_back(code);
        if (several_before_)
            for (u32 one : before_) pair(one, code);
        else if (before_last_)
            pair(before_last_, code);
    }
    void pair(u32 first, u32 second) {
        if ((first | second) & COMMON) pairs_.put(first & ~COMMON, second & ~COMMON, doc_);
    }
    WordPairCollector& pairs_;
    u32 doc_ = 0, at_ = 0, last_ = 0, before_last_ = 0;  // the last position; its word, and that of the position before (0: none)
    bool several_ = false, several_before_ = false;      // are they in these instead?
    std::vector<u32> here_, before_;
    struct Pair {
        u32 first, second;
    };
    HugeVector<Pair> pairs_here_;
};

}  // namespace searchlib
