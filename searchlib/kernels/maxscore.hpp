// Which k documents score highest when any of the words will do? Block-max MaxScore over windows.
//
// Turtle and Flood (1995) for essential and non-essential lists, Ding and Suel (2011) for bounds a block, the windows as
// in Mallia et al. (2021) and Lucene's bulk scorer. Two things are our own: impacts lie as bytes, so that with one
// essential list whole blocks are held against the threshold before any document number is unpacked; and the k-th
// highest impact filed with each list gives a threshold before the first document is seen.
#pragma once
#include <numeric>

#include "dense_sums.hpp"
#include "topk.hpp"

namespace searchlib {

struct WeightedList {
    ListScan scan;
    u32 weight;
    u32 bound() const { return weight * scan.list.max_impact; }
};

class MaxScore {
  public:
    MaxScore(std::vector<WeightedList>& lists, const std::vector<u64>& deleted, TopK& top)
        : lists_(lists), deleted_(deleted), top_(top), order_(lists.size()), bounds_(lists.size()),
          prefix_(lists.size() + 1) {}

    void run(u32 low, u32 high) {
        for (u32 begin = low; begin < high;) {
            // Windows begin at multiples of WINDOW so that blocks of dense lists are aligned with them.
            const u32 end = std::min(high, begin / WINDOW * WINDOW + WINDOW);
            window(begin, end);
            begin = end < high ? next_begin(end) : high;
        }
    }

  private:
    // The first document from `from` on that a list which could alone or with others reach the top stands at.
    u32 next_begin(u32 from) {
        u64 skipped = 0;
        u32 next = NO_DOC;
        std::iota(order_.begin(), order_.end(), 0);
        std::sort(order_.begin(), order_.end(), [this](u32 a, u32 b) { return lists_[a].bound() < lists_[b].bound(); });
        for (u32 at : order_) {
            skipped += lists_[at].bound();
            if (skipped >= top_.need()) next = std::min(next, lists_[at].scan.next_from(from));
        }
        return next;
    }

    void window(u32 begin, u32 end) {
        u64 all = 0;
        for (std::size_t i = 0; i < lists_.size(); ++i)
            all += bounds_[i] = lists_[i].weight * lists_[i].scan.highest(begin, end);
        if (all < top_.need()) return;
        std::iota(order_.begin(), order_.end(), 0);
        std::sort(order_.begin(), order_.end(), [this](u32 a, u32 b) { return bounds_[a] < bounds_[b]; });
        for (std::size_t i = 0; i < order_.size(); ++i) prefix_[i + 1] = prefix_[i] + bounds_[order_[i]];
        std::size_t essential = 0;
        while (essential + 1 < order_.size() && prefix_[essential + 1] < top_.need()) ++essential;
        if (const std::size_t from = dense_from(essential); from < order_.size() - 1)
            add_dense(begin, end, from);
        else if (essential + 1 == order_.size())
            single(begin, end, essential);
        else
            accumulate(begin, end, essential);
    }

    void single(u32 begin, u32 end, std::size_t essential) {
        WeightedList& list = lists_[order_[essential]];
        const u32 others = prefix_[essential];
        u8 threshold = threshold_of(list.weight, others);
        if (!threshold) return;
        list.scan.each(begin, end, threshold, [&](u32 doc, u8 impact) {
            if (complete(doc, list.weight * impact, essential)) {
                threshold = threshold_of(list.weight, others);
                return threshold != 0;
            }
            return true;
        });
    }
    // The least impact with which a posting can still get in; 0 when none can.
    u8 threshold_of(u32 weight, u32 others) const {
        const u32 need = top_.need();
        if (need <= others) return 1;
        const u32 least = (need - others + weight - 1) / weight;
        return least > 255 ? 0 : static_cast<u8>(least);
    }

    // From which place of the order on all lists are dense, if the essential ones are; else the end.
    std::size_t dense_from(std::size_t essential) const {
        std::size_t from = order_.size();
        while (from && order_.size() - from < DenseSums::MOST) {
            if (!lists_[order_[from - 1]].scan.list.impact_a_document()) break;
            --from;
        }
        return from <= essential ? from : order_.size();
    }
    // Impacts of several lists lie side by side: few documents need be added up one by one.
    void add_dense(u32 begin, u32 end, std::size_t from) {
        DenseSums sums;
        for (std::size_t i = from; i < order_.size(); ++i) sums.add(lists_[order_[i]].scan.list.impacts, lists_[order_[i]].weight);
        u32 need = 0, least = 1;
        for (u32 at = begin; at < end; at += 64) {
            if (top_.need() != need) {
                need = top_.need();
                least = need > prefix_[from] ? need - prefix_[from] : 1;
                sums.wants(least);
            }
            if (at % BLOCK == 0 && highest_of_block(at / BLOCK, from) < least) {
                at += BLOCK - 64;
                continue;
            }
            u64 left = end - at >= 64 ? sums.may_reach(at) : ~(~u64{0} << (end - at));
            for (; left; left &= left - 1) {
                const u32 doc = at + static_cast<u32>(std::countr_zero(left));
                const u32 score = sums.score(doc);
                if (score >= least) complete(doc, score, from);
            }
        }
    }
    u32 highest_of_block(u32 block, std::size_t from) const {
        u32 sum = 0;
        for (std::size_t i = from; i < order_.size(); ++i) sum += lists_[order_[i]].weight * lists_[order_[i]].scan.list.highest[block];
        return sum;
    }

    void accumulate(u32 begin, u32 end, std::size_t essential) {
        const u32 size = end - begin;
        std::memset(scores_, 0, size * sizeof(u32));
        const u8 any = 1;
        for (std::size_t i = essential; i < order_.size(); ++i) {
            WeightedList& list = lists_[order_[i]];
            const u32 weight = list.weight;
            if (list.scan.list.impact_a_document()) {
                const u8* impacts = list.scan.list.impacts + begin;
                for (u32 d = 0; d < size; ++d) scores_[d] += weight * impacts[d];
            } else {
                list.scan.each(begin, end, any, [&](u32 doc, u8 impact) {
                    scores_[doc - begin] += weight * impact;
                    return true;
                });
            }
        }
        const u32 others = prefix_[essential];
        for (u32 d = 0; d < size; d += 16) {
            const u32 least = top_.need() > others ? top_.need() - others : 1;
            const u32 stop = std::min(size, d + 16);
            bool any_here = false;
            for (u32 i = d; i < stop; ++i) any_here |= scores_[i] >= least;
            if (!any_here) continue;
            for (u32 i = d; i < stop; ++i)
                if (scores_[i] >= least) complete(begin + i, scores_[i], essential);
        }
    }

    // Adds what the non-essential lists say of a document, as long as it can still get in.
    bool complete(u32 doc, u32 score, std::size_t essential) {
        for (std::size_t i = essential; i-- > 0;) {
            if (score + prefix_[i + 1] < top_.need()) return false;
            WeightedList& list = lists_[order_[i]];
            score += list.weight * list.scan.seek(doc);
        }
        if (score < top_.need() || (!deleted_.empty() && deleted_[doc / 64] >> (doc % 64) & 1)) return false;
        top_.offer(doc, score);
        return true;
    }

    std::vector<WeightedList>& lists_;
    const std::vector<u64>& deleted_;
    TopK& top_;
    std::vector<u32> order_, bounds_, prefix_;
    u32 scores_[WINDOW];
};

// A score that at least k documents of the segment have: the best of the lists' own k-th impacts.
inline u32 filed_floor(const std::vector<WeightedList>& lists, u32 k) {
    u32 floor = 0;
    for (const WeightedList& list : lists) floor = std::max(floor, list.weight * list.scan.list.kth_impact(k));
    return floor;
}

}  // namespace searchlib
