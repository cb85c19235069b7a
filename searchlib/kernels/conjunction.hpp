// Which documents hold all of the words (and phrases)? The rarest list leads, the others are asked in its windows.
//
// A list about as long as the leader is laid out as bytes for the window and looked up; a much longer one is too, when it
// is dense, in place; otherwise it is galloped through. With scores, postings of the leader that cannot reach the top
// any more are skipped by their impact before anything else is read.
#pragma once
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
    }

    void best(u32 low, u32 high, TopK& top) {
        if (!phrases_.empty()) return best_with_phrases(low, high, top);
        windows(low, high, &top, [&](u32 doc, u32 score) {
            if (score >= top.need() && fits(doc)) top.offer(doc, score);
            return true;
        });
    }
    // Calls each(doc, score) for all that match, in order, until it returns false.
    template <class Each>
    void all(u32 low, u32 high, Each each) {
        windows(low, high, nullptr, [&](u32 doc, u32 score) { return !fits(doc) || each(doc, score); });
    }

  private:
    // Reading positions is dear, so first all documents with all of the words are found, with their scores; then those
    // are read that score highest, until enough of them hold the phrases. They are read a few at a time, then more and
    // more, in document order: neighbours share blocks.
    void best_with_phrases(u32 low, u32 high, TopK& top) {
        std::vector<u64> candidates;  // score, and the complement of the document: the greatest is the best
        windows(low, high, &top, [&](u32 doc, u32 score) {
            candidates.push_back(u64{score} << 32 | static_cast<u32>(~doc));
            return true;
        });
        std::make_heap(candidates.begin(), candidates.end());
        std::vector<u64> batch, found;
        for (std::size_t size = std::max<std::size_t>(16, 2 * top.size()); !candidates.empty() && found.size() < top.size(); size *= 2) {
            batch.clear();
            while (batch.size() < size && !candidates.empty()) {
                std::pop_heap(candidates.begin(), candidates.end());
                batch.push_back(candidates.back());
                candidates.pop_back();
            }
            std::sort(batch.begin(), batch.end(), [](u64 a, u64 b) { return static_cast<u32>(a) > static_cast<u32>(b); });
            batch.erase(std::remove_if(batch.begin(), batch.end(), [&](u64 one) { return !fits(~static_cast<u32>(one)); }), batch.end());
            std::sort(batch.begin(), batch.end(), std::greater<>());
            found.insert(found.end(), batch.begin(), batch.end());
        }
        if (found.size() > top.size()) found.resize(top.size());
        std::sort(found.begin(), found.end(), [](u64 a, u64 b) { return static_cast<u32>(a) > static_cast<u32>(b); });
        for (u64 one : found) top.offer(~static_cast<u32>(one), static_cast<u32>(one >> 32));
    }
    bool fits(u32 doc) {
        for (PhraseMatcher* phrase : phrases_)
            if (!phrase->stands_in(doc)) return false;
        return true;
    }

    template <class Each>
    void windows(u32 low, u32 high, TopK* top, Each each) {
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
        lists_[0].scan.each(begin, end, threshold, [&](u32 doc, u8 impact) {
            docs_[count] = doc;
            scores_[count++] = lists_[0].weight * impact;
            return true;
        });
        for (std::size_t i = 1; count && i < lists_.size(); ++i) count = keep(i, begin, end, count, top);
        return count == 0 || deliver(begin, end, count, each);
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
        if (list.scan.list.dense || list.scan.per_window() < count * 12) {
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
    std::vector<u32> bounds_;
    u32 docs_[WINDOW], scores_[WINDOW];
    u8 room_[WINDOW];
};

}  // namespace searchlib
