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
class PairCollector {
  public:
    explicit PairCollector(u32 documents = 0) : documents_(documents), dfs_{0}, words_(1), table_(1024) {}

    // The number of a form (its key) among the frequent ones, from 1 on; 0 when it is none. Each form once.
    u32 add_word(std::string_view form, u32 df) {
        if (!stands_in_many(df, documents_)) return 0;
        words_.emplace_back(form);
        dfs_.push_back(df);
        any_common_ |= is_common(words());
        return words();
    }
    u32 words() const { return static_cast<u32>(dfs_.size() - 1); }
    bool any_common() const { return any_common_; }
    // Does it stand in nearly every document?
    bool is_common(u32 word) const { return stands_everywhere(dfs_[word], documents_); }

    // The words `first` and `second`, one of which is common, stand side by side in the document. Documents come in
    // ascending order.
    void put(u32 first, u32 second, u32 doc) {
        Pair& pair = pair_of(first, second);
        if (pair.df && pair.last == doc) return;
        u32 gap = pair.df ? doc - pair.last : doc;
        for (; gap >= 0x80; gap >>= 7) pair.gaps.push_back(static_cast<char>(gap | 0x80));
        pair.gaps.push_back(static_cast<char>(gap));
        pair.last = doc;
        ++pair.df;
    }

    // After all documents: the lists by their keys, one a call; false when there are no more.
    bool next(std::string& key, PostingList& list) {
        if (order_.size() != pairs_.size()) sort();
        if (filed_ == order_.size()) return false;
        Pair& pair = pairs_[order_[filed_++]];
        key = key_of(pair);
        list.clear();
        u32 doc = 0;
        for (std::size_t at = 0; at < pair.gaps.size();) {
            u32 gap = 0;
            for (u32 shift = 0;; shift += 7) {
                const u32 part = static_cast<u8>(pair.gaps[at++]);
                gap |= (part & 0x7F) << shift;
                if (part < 0x80) break;
            }
            list.docs.push_back(doc += gap);
        }
        std::string().swap(pair.gaps);
        return true;
    }

  private:
    struct Pair {
        u32 first, second, df = 0, last = 0;
        std::string gaps;  // to the document before, seven bits a byte
    };
    std::string key_of(const Pair& pair) const { return pair_key(words_[pair.first], words_[pair.second]); }
    static std::size_t place_of(u32 first, u32 second) {
        return static_cast<std::size_t>((u64{first} << 32 | second) * 0x9E3779B97F4A7C15u >> 24);
    }
    Pair& pair_of(u32 first, u32 second) {
        for (std::size_t place = place_of(first, second);; ++place) {
            u32& slot = table_[place & (table_.size() - 1)];
            if (!slot) {
                pairs_.push_back({first, second});
                slot = static_cast<u32>(pairs_.size());
                if (pairs_.size() * 2 > table_.size()) grow();
                return pairs_.back();
            }
            Pair& pair = pairs_[slot - 1];
            if (pair.first == first && pair.second == second) return pair;
        }
    }
    void grow() {
        table_.assign(table_.size() * 4, 0);
        for (u32 i = 0; i < pairs_.size(); ++i) {
            std::size_t place = place_of(pairs_[i].first, pairs_[i].second);
            while (table_[place & (table_.size() - 1)]) ++place;
            table_[place & (table_.size() - 1)] = i + 1;
        }
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

    u32 documents_;
    std::vector<u32> dfs_;  // by number of the word
    std::vector<std::string> words_;
    bool any_common_ = false;
    std::deque<Pair> pairs_;
    std::vector<u32> table_;  // numbers of pairs + 1, by hash; a power of two
    std::vector<u32> order_;
    std::size_t filed_ = 0;
};

// Finds the pairs of documents whose words are given one after the other.
class PairStream {
  public:
    static constexpr u32 COMMON = 0x80000000u;

    explicit PairStream(PairCollector& pairs) : pairs_(pairs) {}
    // How word() knows a word of the collector.
    u32 code(u32 word) const { return word | (word && pairs_.is_common(word) ? COMMON : 0); }

    void begin(u32 doc) {
        doc_ = doc;
        at_ = NO_DOC;
        count_ = 0;
    }
    // A frequent word at a position, which is not before that of the last one; several where a token lies over others.
    void word(u32 code, u32 position) {
        if (position == at_) {
            for (u32 i = 0; i < before_count_; ++i) pair(before_[i], code);
            return keep(code);
        }
        if (position == at_ + 1) {
            std::swap(before_, here_);
            before_count_ = count_;
            for (u32 i = 0; i < before_count_; ++i) pair(before_[i], code);
        } else {
            before_count_ = 0;
        }
        at_ = position;
        count_ = 0;
        keep(code);
    }

  private:
    void pair(u32 first, u32 second) {
        if ((first | second) & COMMON) pairs_.put(first & ~COMMON, second & ~COMMON, doc_);
    }
    void keep(u32 code) {
        if (here_.size() == count_) here_.resize(count_ + 4);
        here_[count_++] = code;
    }
    PairCollector& pairs_;
    std::vector<u32> before_, here_;  // at the position before, and at the last one
    u32 doc_ = 0, at_ = NO_DOC, before_count_ = 0, count_ = 0;
};

}  // namespace searchlib
