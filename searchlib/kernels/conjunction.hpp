// Which documents hold all of the words (and phrases)? The rarest list leads, the others are asked in its windows.
//
// A list about as long as the leader is laid out as bytes for the window and looked up; a much longer one is too, when it
// is dense, in place; otherwise it is galloped through. With scores, postings of the leader that cannot reach the top
// any more are skipped by their impact before anything else is read.
#pragma once
#include <functional>

#include "matches.hpp"
#include "maxscore.hpp"

namespace searchlib {

class Conjunction {
  public:
    // `lists` hold all words, those of phrases among them. `filters` must match too, `excluded` must not.
    Conjunction(std::vector<WeightedList>& lists, std::vector<PhraseMatcher*> phrases, std::vector<MatchNode*> filters,
                std::vector<MatchNode*> excluded, const std::vector<u64>& deleted)
        : lists_(lists), phrases_(std::move(phrases)), filters_(std::move(filters)), excluded_(std::move(excluded)),
          deleted_(deleted) {
        std::sort(lists_.begin(), lists_.end(),
                  [](const WeightedList& a, const WeightedList& b) { return a.scan.list.df < b.scan.list.df; });
        const auto is_dense = [](const WeightedList& one) { return one.scan.list.dense; };
        others_dense_ = std::all_of(lists_.begin() + 1, lists_.end(), is_dense);
        all_dense_ = others_dense_ && is_dense(lists_[0]);
    }

    void best(u32 low, u32 high, TopK& top) {
        if (!phrases_.empty()) return best_with_phrases(low, high, top);
        windows(low, high, &top, [&](u32 doc, u32 score) {
            top.offer(doc, score);
            return true;
        });
    }
    // Calls each(doc, score) for all that match, in order, until it returns false.
    template <class Each>
    void all(u32 low, u32 high, Each each) {
        windows(low, high, nullptr, [&](u32 doc, u32 score) { return !fits(doc) || each(doc, score); });
    }
    // How many match.
    u64 count(u32 low, u32 high) {
        u64 count = 0;
        if (all_dense_ && phrases_.empty() && filters_.empty() && excluded_.empty()) {
            for (u32 word = low / 64; word * 64 < high; ++word) count += static_cast<u64>(std::popcount(bits_of_all(word, low, high)));
            return count;
        }
        all(low, high, [&](u32, u32) { return ++count, true; });
        return count;
    }

  private:
    // Where all lists are dense: 64 documents at once by their bitmaps, without those that are deleted.
    u64 bits_of_all(u32 word, u32 begin, u32 end) const {
        u64 bits = deleted_.empty() ? ~u64{0} : ~deleted_[word];
        for (const WeightedList& list : lists_) bits &= list.scan.list.bitmap_word(word);
        if (word == begin / 64) bits &= ~u64{0} << (begin % 64);
        if (end - word * 64 < 64) bits &= (u64{1} << (end - word * 64)) - 1;
        return bits;
    }
    // Reading positions is dear, so documents with all of the words are collected with their scores, and those are read
    // that score highest: where phrases are common, some of them after each window, so that the threshold rises; the
    // rest at the end, as long as they can still get in, the more at once (neighbours share blocks) the rarer phrases are.
    void best_with_phrases(u32 low, u32 high, TopK& top) {
        TopK gate(top.size(), top.need());  // holds nothing; its threshold is what later documents need
        const std::size_t batch = std::max<std::size_t>(16, 2 * top.size());
        std::size_t window_begin = 0;
        u32 window = 0;
        waiting_.clear();
        found_.clear();
        read_ = held_ = 0;
        windows(low, high, &gate, [&](u32 doc, u32 score) {
            if (doc / WINDOW != window) {
                window = doc / WINDOW;
                if (read_ < batch || held_ * 16 >= read_) read_best(window_begin, batch, top.size(), gate);
                window_begin = waiting_.size();
            }
            if (score >= gate.need() && top.behind(doc, score)) waiting_.push_back(u64{score} << 32 | static_cast<u32>(~doc));  // the greatest is the best
            return true;
        });
        const auto enough = [&] { return std::max(batch, 8 * top.size() * read_ / (2 * held_ + 1)); };
        while (read_best(0, enough(), top.size(), gate)) {}
        std::sort(found_.begin(), found_.end(), in_document_order);
        for (u64 one : found_) top.offer(~static_cast<u32>(one), static_cast<u32>(one >> 32));
    }
    // Reads about `size` of the best that wait from number `from` on, in document order, since neighbours share blocks;
    // false when none of them can get in any more.
    bool read_best(std::size_t from, std::size_t size, u32 k, TopK& gate) {
        u64 least = found_.size() == k ? found_.back() + 1 : 0;
        if (size * 4 < waiting_.size() - from) {
            ranked_.assign(waiting_.begin() + static_cast<std::ptrdiff_t>(from), waiting_.end());
            const auto middle = ranked_.begin() + static_cast<std::ptrdiff_t>(size);
            std::nth_element(ranked_.begin(), middle, ranked_.end(), std::greater<>());
            least = std::max(least, *middle);
        }
        const std::size_t before = found_.size();
        std::size_t kept = from, read = 0;
        for (std::size_t at = from; at < waiting_.size(); ++at) {
            const u64 one = waiting_[at];
            if (one < least) {
                waiting_[kept++] = one;
            } else {
                ++read;
                if (fits(~static_cast<u32>(one))) found_.push_back(one);
            }
        }
        waiting_.resize(kept);
        read_ += read;
        held_ += found_.size() - before;
        std::sort(found_.begin(), found_.end(), std::greater<>());
        if (found_.size() > k) found_.resize(k);
        if (found_.size() == k) gate.raise_floor(static_cast<u32>(found_.back() >> 32) + 1);
        return read != 0;
    }
    static bool in_document_order(u64 a, u64 b) { return static_cast<u32>(a) > static_cast<u32>(b); }

    bool fits(u32 doc) {
        for (PhraseMatcher* phrase : phrases_)
            if (!phrase->stands_in(doc)) return false;
        return true;
    }

    // A leader of so few documents is gone through at once: windows would hold next to nothing. (A longer one, too, where the
    // others are looked up anywhere.)
    static constexpr u32 FEW = 512;

    bool at_once() const {
        const PostingListView& first = lists_[0].scan.list;
        if (first.dense || first.df > WINDOW || !filters_.empty() || !excluded_.empty()) return false;
        return first.df <= FEW || others_dense_;
    }

    template <class Each>
    void windows(u32 low, u32 high, TopK* top, Each each) {
        if (at_once()) {
            const u32 begin = lists_[0].scan.next_from(low);
            if (begin < high) window(begin, high, top, each);
            return;
        }
        for (u32 begin = low; begin < high;) {
            const u32 next = lists_[0].scan.next_from(begin);
            if (next >= high) return;
            begin = next;
            const u32 end = std::min(high, begin / WINDOW * WINDOW + WINDOW);
            if (!window(begin, end, top, each)) return;
            begin = end;
        }
    }

    template <class Each>
    bool window(u32 begin, u32 end, TopK* top, Each& each) {
        u64 rest = 0;
        u8 threshold = 1;
        bounds_.assign(lists_.size() + 1, 0);
        for (std::size_t i = lists_.size(); i-- > 1;) {
            const u8 highest = lists_[i].scan.highest(begin, end);
            if (!highest) return true;
            bounds_[i] = static_cast<u32>(rest += lists_[i].weight * highest);
        }
        if (top && top->need() > rest) {
            if (!lists_[0].weight) return true;
            const u64 least = (top->need() - rest + lists_[0].weight - 1) / lists_[0].weight;
            if (least > 255) return true;
            threshold = static_cast<u8>(std::max<u64>(1, least));
        }
        u32 count = 0;
        std::size_t done = 1;
        if (all_dense_ && (threshold == 1 || lists_[0].scan.list.marked)) {
            count = all_bits(begin, end);
            done = 0;  // of the lists, only the scores are wanted now
        } else {
            lists_[0].scan.each(begin, end, threshold, [&](u32 doc, u8 impact) {
                docs_[count] = doc;
                scores_[count++] = lists_[0].weight * impact;
                return true;
            });
        }
        for (std::size_t i = done; count && i < lists_.size(); ++i)
            if (done || lists_[i].weight) count = keep(i, begin, end, count, top);
        return count == 0 || deliver(begin, end, count, each);
    }

    u32 all_bits(u32 begin, u32 end) {
        u32 count = 0;
        for (u32 word = begin / 64; word * 64 < end; ++word)
            for (u64 bits = bits_of_all(word, begin, end); bits; bits &= bits - 1) {
                docs_[count] = word * 64 + static_cast<u32>(std::countr_zero(bits));
                scores_[count++] = 0;
            }
        return count;
    }

    // Keeps the candidates that list `i` holds too and that can still get in.
    u32 keep(std::size_t i, u32 begin, u32 end, u32 count, TopK* top) {
        WeightedList& list = lists_[i];
        const u32 weight = list.weight, after = bounds_[i + 1], need = top ? top->need() : 0;
        u32 kept = 0;
        auto take = [&](u32 at, u8 impact) {
            const u32 score = scores_[at] + weight * impact;
            docs_[kept] = docs_[at];
            scores_[kept] = score;
            kept += impact && score + after >= need;
        };
        if (list.scan.list.marked) {
            u32 present = 0;  // most are not, and the others are not read
            for (u32 at = 0; at < count; ++at) {
                present_[present] = static_cast<u16>(at);
                present += list.scan.list.contains(docs_[at]);
            }
            for (u32 i = 0; i < present; ++i) take(present_[i], list.scan.list.impact_at(list.scan.list.rank(docs_[present_[i]])));
        } else if (list.scan.list.dense && !list.scan.list.impacts) {
            for (u32 at = 0; at < count; ++at) take(at, list.scan.list.contains(docs_[at]));
        } else if (list.scan.list.dense && end - begin > WINDOW) {
            for (u32 at = 0; at < count; ++at) take(at, list.scan.list.impacts[docs_[at]]);
        } else if (end - begin <= WINDOW && (list.scan.list.dense || list.scan.per_window() < count * 12)) {
            const u8* impacts = list.scan.fill(begin, end, room_);
            for (u32 at = 0; at < count; ++at) take(at, impacts[docs_[at] - begin]);
        } else {
            for (u32 at = 0; at < count; ++at) take(at, list.scan.seek(docs_[at]));
        }
        return kept;
    }

    template <class Each>
    bool deliver(u32 begin, u32 end, u32 count, Each& each) {
        if (filters_.empty() && excluded_.empty()) return deliver_all(count, each);
        const u32 base = begin;
        u64 allowed[WINDOW_WORDS], bits[WINDOW_WORDS];
        std::memset(allowed, 0xFF, sizeof allowed);
        for (MatchNode* filter : filters_) {
            filter->match(begin, end, bits, nullptr);
            for (u32 w = 0; w < WINDOW_WORDS; ++w) allowed[w] &= bits[w];
        }
        for (MatchNode* filter : excluded_) {
            filter->match(begin, end, bits, nullptr);
            for (u32 w = 0; w < WINDOW_WORDS; ++w) allowed[w] &= ~bits[w];
        }
        u32 kept = 0;
        for (u32 at = 0; at < count; ++at) {
            const u32 i = docs_[at] - base;
            docs_[kept] = docs_[at];
            scores_[kept] = scores_[at];
            kept += allowed[i / 64] >> (i % 64) & 1;
        }
        return deliver_all(kept, each);
    }
    template <class Each>
    bool deliver_all(u32 count, Each& each) {
        for (u32 at = 0; at < count; ++at) {
            const u32 doc = docs_[at];
            if (!deleted_.empty() && deleted_[doc / 64] >> (doc % 64) & 1) continue;
            if (!each(doc, scores_[at])) return false;
        }
        return true;
    }

    std::vector<WeightedList>& lists_;
    std::vector<PhraseMatcher*> phrases_;
    std::vector<MatchNode*> filters_, excluded_;
    const std::vector<u64>& deleted_;
    bool all_dense_ = false, others_dense_ = false;
    std::vector<u32> bounds_;
    std::vector<u64> waiting_, found_, ranked_;
    std::size_t read_ = 0, held_ = 0;  // documents read for phrases, and how many held them
    u32 docs_[WINDOW], scores_[WINDOW];
    u16 present_[WINDOW];
    u8 room_[WINDOW];
};

}  // namespace searchlib
