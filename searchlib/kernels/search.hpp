// I have a plan and a snapshot; which documents answer it, in what order? Picks the algorithm for each segment: MaxScore for
// any-of-words, a conjunction for all-of-words, the match tree for everything else (segment_compiler.hpp makes them ready).
#pragma once
#include <tuple>

#include "segment_compiler.hpp"

namespace searchlib {

struct Found {
    u32 segment, doc, score;
};

// Where a page ended: the next one holds what comes behind it, also when this article is gone by then.
struct PageEnd {
    double score;  // as search() in retrieval.pyx gives it, divided by the plan's unit
    i32 day;
    i64 instant;
    std::string id;
};

enum class Order : u8 { RELEVANCE, NEWEST, OLDEST, EXHAUSTIVE };

class Search {
  public:
    explicit Search(const WeighedPlan& weighed) : segments_(weighed.segments), plan_(weighed.plan) {}

    std::vector<Found> best(u32 k, Order order) {
        std::vector<Found> found;
        if (!k) return found;
        for (u32 s = 0; s < segments_.size(); ++s) {
            u32 floor = 0;
            if ((order == Order::RELEVANCE || order == Order::EXHAUSTIVE) && found.size() >= k) floor = found[k - 1].score;
            const std::size_t before = found.size();
            segment_best(s, k, order, floor, found);
            auto better = [&](const Found& a, const Found& b) { return comes_first(a, b, order); };
            std::inplace_merge(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(before), found.end(), better);
            if (found.size() > k) found.resize(k);
        }
        return found;
    }

    // Only documents that come behind the place are wanted from best().
    void set_behind(const PageEnd& end, Order order) {
        behind_ = true;
        behind_undated_ = end.day == NO_DAY;
        behind_score_ = static_cast<u32>(std::clamp(std::nearbyint(end.score), 0.0, 4294967294.0));
        for (const Segment* segment : segments_) {
            u32 low = 0, high = segment->documents();
            while (low < high) {
                const u32 middle = low + (high - low) / 2;
                const auto at = std::make_tuple(-i64{segment->day(middle)}, -segment->instant(middle), segment->id(middle));
                const auto place = std::make_tuple(-i64{end.day}, -end.instant, std::string_view(end.id));
                (order == Order::OLDEST ? at < place : at <= place) ? low = middle + 1 : high = middle;
            }
            first_behind_.push_back(low);
        }
    }
    // Scores fade with age: half as much is left after each `half_life` days before `today`; nothing of undated ones.
    void set_fading(i32 today, double half_life) {
        today_ = today;
        half_life_ = half_life;
    }
    // All documents that match, of one segment, as a bitmap.
    std::vector<u64> matching(u32 s) const {
        std::vector<u64> bits((segments_[s]->documents() + 63) / 64);
        each_in_segment(s, [&](u32 doc, u32) { return bits[doc / 64] |= u64{1} << (doc % 64), true; });
        return bits;
    }

    u64 count() {
        u64 count = 0;
        for (u32 s = 0; s < segments_.size(); ++s) count += segment_count(s);
        return count;
    }

  private:
    // --- order over all segments --------------------------------------------------------------------------------------

    bool comes_first(const Found& a, const Found& b, Order order) const {
        const Segment &a_segment = *segments_[a.segment], &b_segment = *segments_[b.segment];
        if (order == Order::OLDEST) {
            const bool a_dated = a_segment.day(a.doc) != NO_DAY, b_dated = b_segment.day(b.doc) != NO_DAY;
            if (a_dated != b_dated) return a_dated;  // undated ones are last in both directions
            return comes_before(b_segment, b.doc, a_segment, a.doc);
        }
        if (order != Order::NEWEST && a.score != b.score) return a.score > b.score;
        return comes_before(a_segment, a.doc, b_segment, b.doc);
    }

    // --- one segment ----------------------------------------------------------------------------------------------------

    void segment_best(u32 s, u32 k, Order order, u32 floor, std::vector<Found>& found) const {
        const Segment& segment = *segments_[s];
        const u32 documents = segment.documents();
        TopK top(std::min(k, std::max(1u, documents)), floor);
        if (behind_) top.set_behind(behind_score_, first_behind_[s]);
        const u32 begin = behind_ && order == Order::NEWEST ? first_behind_[s] : 0;
        auto take = [&] {
            for (const Scored& one : top.take()) found.push_back({s, one.doc, one.score});
        };
        if (half_life_ > 0) {
            best_of_fading(s, top);
            return take();
        }
        const SegmentCompiler compiler(segment, s);
        u32 low = 0, high = documents;
        if (const Plan* words = order == Order::RELEVANCE ? compiler.any_words_within(plan_, low, high) : nullptr) {
            std::vector<WeightedList> lists = compiler.word_lists(*words);
            if (lists.empty()) return;
            if (low == 0 && high == documents && !segment.deleted_count && !behind_) top.raise_floor(filed_floor(lists, k));
            auto algorithm = std::make_unique<MaxScore>(lists, segment.deleted, top);
            algorithm->run(low, high);
            return take();
        }
        SegmentCompiler::Flat flat;
        flat.low = begin;
        flat.high = documents;
        if (order != Order::EXHAUSTIVE && compiler.flatten(plan_, flat) && (flat.empty || !flat.lists.empty())) {
            if (flat.empty) return;
            auto algorithm = compiler.conjunction(flat);
            if (order == Order::RELEVANCE) {
                algorithm->best(flat.low, flat.high, top);
                return take();
            }
            std::vector<Found> here;
            algorithm->all(flat.low, flat.high, [&](u32 doc, u32 score) {
                if (order == Order::OLDEST && !oldest_behind(s, doc)) return true;
                here.push_back({s, doc, score});
                return order == Order::OLDEST || here.size() < k;
            });
            return keep_oldest(here, k, order, found);
        }
        std::vector<Found> here;
        each_match(s, true, begin, [&](u32 doc, u32 score) {
            if (order == Order::RELEVANCE || order == Order::EXHAUSTIVE) {
                top.offer(doc, std::max(1u, score));
                return true;
            }
            if (order == Order::OLDEST && !oldest_behind(s, doc)) return true;
            here.push_back({s, doc, score});
            return order == Order::OLDEST || here.size() < k;
        });
        order == Order::NEWEST || order == Order::OLDEST ? keep_oldest(here, k, order, found) : take();
    }
    // Documents come newest first, so what is left of a score only falls: it ends where nothing can get in any more.
    void best_of_fading(u32 s, TopK& top) const {
        const double most = static_cast<double>(highest_score(plan_));
        i32 day = NO_DAY;
        double left = left_on(day);
        each_match(s, true, 0, [&](u32 doc, u32 score) {
            if (const i32 published = segments_[s]->day(doc); published != day) {
                day = published;
                left = left_on(day);
                if (most * left + 1 < top.need()) return false;
            }
            top.offer(doc, std::max(1u, static_cast<u32>(score * left)));
            return true;
        });
    }
    double left_on(i32 day) const {
        if (day == NO_DAY) return 0;
        return day >= today_ ? 1 : std::exp2((double(day) - double(today_)) / half_life_);
    }
    static u64 highest_score(const Plan& plan) {
        u64 sum = 1;
        for (u32 weight : plan.weights) sum += u64{weight} * 255;
        for (const Plan& part : plan.parts) sum += highest_score(part);
        return sum;
    }
    // Oldest first, an article is behind a place when its number is lower; undated ones come behind all dated ones.
    bool oldest_behind(u32 s, u32 doc) const {
        if (!behind_) return true;
        const bool undated = segments_[s]->day(doc) == NO_DAY;
        return undated == behind_undated_ ? doc < first_behind_[s] : undated;
    }
    void keep_oldest(std::vector<Found>& here, u32 k, Order order, std::vector<Found>& found) const {
        if (order == Order::OLDEST) {
            std::sort(here.begin(), here.end(), [&](const Found& a, const Found& b) { return comes_first(a, b, order); });
            if (here.size() > k) here.resize(k);
        }
        found.insert(found.end(), here.begin(), here.end());
    }

    template <class Each>
    void each_match(u32 s, bool scored, u32 low, Each each) const {
        const Segment& segment = *segments_[s];
        const MatchNodePtr root = SegmentCompiler(segment, s).node(plan_);
        auto window = std::make_unique<WindowMatches>();
        for (u32 begin = low / WINDOW * WINDOW; begin < segment.documents(); begin += WINDOW) {
            const u32 end = std::min(segment.documents(), begin + WINDOW);
            if (scored) std::memset(window->scores, 0, sizeof window->scores);
            root->match(begin, end, window->bits, scored ? window->scores : nullptr);
            for (u32 w = 0; w < WINDOW_WORDS; ++w)
                for (u64 left = window->bits[w]; left; left &= left - 1) {
                    const u32 i = w * 64 + static_cast<u32>(std::countr_zero(left));
                    if (begin + i < low || segment.is_deleted(begin + i)) continue;
                    if (!each(begin + i, scored ? window->scores[i] : 0)) return;
                }
        }
    }

    u64 segment_count(u32 s) const {
        const Segment& segment = *segments_[s];
        if (plan_.kind == PlanKind::EVERYTHING) return segment.documents() - segment.deleted_count;
        if (plan_.kind == PlanKind::TERM && !segment.deleted_count) return plan_.infos[s][0].df;
        const SegmentCompiler compiler(segment, s);
        SegmentCompiler::Flat flat;
        flat.high = segment.documents();
        if (compiler.flatten(plan_, flat)) {
            if (flat.empty) return 0;
            if (!flat.lists.empty()) return compiler.conjunction(flat)->count(flat.low, flat.high);
        }
        u64 count = 0;
        each_match(s, false, 0, [&](u32, u32) { return ++count, true; });
        return count;
    }
    template <class Each>
    void each_in_segment(u32 s, Each each) const {
        const Segment& segment = *segments_[s];
        const SegmentCompiler compiler(segment, s);
        SegmentCompiler::Flat flat;
        flat.high = segment.documents();
        if (!compiler.flatten(plan_, flat) || !(flat.empty || !flat.lists.empty())) return each_match(s, false, 0, each);
        if (!flat.empty) compiler.conjunction(flat)->all(flat.low, flat.high, each);
    }

    const std::vector<const Segment*>& segments_;
    const Plan& plan_;
    bool behind_ = false, behind_undated_ = false;
    u32 behind_score_ = 0;
    i32 today_ = 0;
    double half_life_ = 0;
    std::vector<u32> first_behind_;
};

}  // namespace searchlib
